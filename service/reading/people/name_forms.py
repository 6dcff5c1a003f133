"""How names are compared: without accents and apostrophes, by letters, and by sound."""

from __future__ import annotations

import re
import unicodedata

_APART = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})
_APOSTROPHES = frozenset("'’ʼ`´")
_PET_ENDINGS = ("y", "ie", "i", "ey")
_SOUNDS = (
    (re.compile(r"ph|v"), "f"),
    (re.compile(r"ck|[cq]"), "k"),
    (re.compile(r"gh\b"), ""),
    (re.compile(r"z"), "s"),
    (re.compile(r"(?<=[aeiou])h|(?<!^)h(?=[aeiou])"), ""),
    (re.compile(r"(?<!^)[aeiouy]*[aeiouy]\b"), ""),
    (re.compile(r"(.)\1+"), r"\1"),
)
_VOWELS = re.compile(r"[aeiouy]+")
_VOWEL_SOUNDS = str.maketrans("uy", "oi")
_BY_GENDER = (("a", ""), ("a", "o"), ("a", "i"), ("a", "y"), ("a", "e"), ("aya", "y"), ("a", "us"))
"""Endings by which the names of women and men differ: Petrova and Petrov, Lisowska and Lisowski, Maria and Mario."""


def fold(word: str) -> str:
    """Return a name as it is compared: small letters, without accents and apostrophes; "" in another script."""
    plain = unicodedata.normalize("NFKD", word.lower().translate(_APART))
    bare = "".join(letter for letter in plain if not unicodedata.combining(letter) and letter not in _APOSTROPHES)
    return bare if bare.isascii() and bare.isalpha() else ""


def name_parts(name: str) -> list[str]:
    """Return the words of a name as written; hyphens part them, apostrophes do not."""
    return re.findall(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*", unicodedata.normalize("NFC", name))


def letters_off(one: str, other: str, most: int) -> int:
    """Return how many letters are missing, added, changed or swapped with a neighbour; `most` + 1 if more.

    Source: the optimal string alignment distance (Damerau 1964).
    """
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, wanted in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == wanted:
                least = min(least, last[j - 2] + 1)
            row.append(least)
        if min(row) > most:
            return most + 1
    return row[-1]


def sound(name: str) -> str:
    """Return a rough key of how a folded name sounds: Sara and Sarah, Kieran and Kieron share one.

    The first vowel counts by its first letter, the others only as vowels, one at the end not at all.
    """
    for pattern, instead in _SOUNDS:
        name = pattern.sub(instead, name)
    first = _VOWELS.search(name)
    if first is None:
        return name
    rest = _VOWELS.sub("a", name[first.end() :])
    return f"{name[: first.start()]}{first[0][0].translate(_VOWEL_SOUNDS)}{rest}"


def is_other_gender(form: str, name: str) -> bool:
    """Tell whether two names are one for a woman and for a man."""
    pairs = ((one, other) for ends in _BY_GENDER for one, other in (ends, ends[::-1]))
    return any(
        form.endswith(one) and name.endswith(other) and form.removesuffix(one) == name.removesuffix(other)
        for one, other in pairs
    )


def is_pet_form(form: str, name: str) -> bool:
    """Tell whether a form is short for a name or a pet form of it: "Gwil" for Gwilym, "Jessie" for Jess."""
    if name.startswith(form) and len(form) < len(name) - 1:
        return True
    pets = {stem + ending for stem in (name, name[:-1]) for ending in _PET_ENDINGS}
    return not name.endswith(_PET_ENDINGS) and form in pets
