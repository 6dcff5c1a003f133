"""Where the names of persons stand: the model's marks, mended by what the whole note shows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from service.reading.language.words import TITLES, listed

_TITLES = frozenset(title.lower() for title in TITLES - listed("St Mt Sr Jr")) | {
    "sister",
    "sergeant",
    "judge",
    "ds",
    "dc",
    "pc",
    "nurse",
    "coach",
    "inspector",
}
_KIN = listed("uncle aunt auntie aunty cousin brother sister stepdad stepmum mum dad partner son daughter")
_CALENDAR = listed(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december mon tue tues wed weds thu thur thurs fri sat sun jan feb mar apr jun jul "
    "aug sept sep oct nov dec christmas easter i the she he they it we you if when and but "
    "all sir madam team both everyone colleague colleagues there again"
)

_GREETINGS = frozenset({"dear", "hi", "hello"})
_PLACES = listed(
    "Academy Avenue Centre Close College Cottage Court Crescent Drive Farm Gardens Grove Hospice Hospital House "
    "Infants Junior Lane Library Lodge Nursery Place Primary Road School Square Station Street Surgery Terrace"
)
_PLACING = frozenset({"in", "at", "near", "outside"})
_MOST_FURTHER = 5  # words a name has after its first


class LemmaRule(NamedTuple):
    """How a form becomes its lemma: characters to cut off its end, and what to add."""

    cut: int
    added: str


class Known(NamedTuple):
    """What the pipeline says of one word; `head` counts within the note."""

    pos: str
    dep: str
    head: int
    name: str
    starts: bool
    lemma_rule: LemmaRule


def name_marks(shown: Sequence[str], known: Sequence[Known]) -> list[str]:
    """Return B, I or O for each word: where names of persons begin and go on.

    The model looks at a few words; these rules look at the note: after a title stands a
    name, double names hang together, and who is named once is known from there on.
    """
    marks = [word.name if text[0].isalpha() else "O" for text, word in zip(shown, known, strict=True)]
    _mark_after_titles(marks, shown)
    _drop_unlikely(marks, shown, known)
    _mark_whole_names(marks, shown, known)
    _mark_again(marks, shown, known)
    _mark_doubles(marks, shown)
    _drop_places(marks, shown)
    return [_joined(mark, i, marks, known) for i, mark in enumerate(marks)]


def _mark_after_titles(marks: list[str], shown: Sequence[str]) -> None:
    for i, text in enumerate(shown):
        title = text.lower().rstrip(".")
        if title in _TITLES:
            marks[i] = "O"
        if i + 1 < len(shown) and _introduces(title, text) and _is_person_like(shown[i + 1]):
            marks[i + 1] = "B"


def _drop_unlikely(marks: list[str], shown: Sequence[str], known: Sequence[Known]) -> None:
    """Drop acronyms, places behind "in", and lower-case words that no capital elsewhere confirms."""
    firm = {text.lower() for i, text in enumerate(shown) if marks[i] != "O" and _is_firm(i, shown)}
    starts = [text for text, word in zip(shown, known, strict=True) if word.starts]
    is_lower_throughout = sum(text[0].islower() for text in starts) > len(starts) / 2
    for i, text in enumerate(shown):
        is_typed_low = text[0].islower() and is_lower_throughout and known[i].pos == "PROPN"
        if marks[i] == "B" and not (is_typed_low or text.lower() in firm or marks[i + 1 : i + 2] == ["I"]):
            marks[i] = "O"


def _is_firm(i: int, shown: Sequence[str]) -> bool:
    """Tell whether a word stands as only a name would: with a capital, and not as "in Leeds" does."""
    is_owner = shown[i + 1 : i + 2] in (["'s"], ["’s"])
    is_place = i > 0 and shown[i - 1].lower() in _PLACING and not is_owner
    is_shouted = shown[i].isupper() and not any(text.isupper() and text != "I" for text in shown[max(0, i - 1) : i])
    return shown[i][0].isupper() and not is_place and not (is_shouted and len(shown[i]) > 1)


def _mark_whole_names(marks: list[str], shown: Sequence[str], known: Sequence[Known]) -> None:
    for i in range(1, len(shown)):
        if known[i].dep == "flat" and _is_full_name(known[i].head, i, shown, marks):
            _mark(marks, known[i].head, i)


def _mark_again(marks: list[str], shown: Sequence[str], known: Sequence[Known]) -> None:
    heard = {text for text, mark in zip(shown, marks, strict=True) if mark != "O" and _is_capitalised(text)}
    for i, text in enumerate(shown):
        if marks[i] == "O" and known[i].pos in {"PROPN", "NOUN"} and {text, text.removesuffix("s")} & heard:
            marks[i] = "B"


def _mark_doubles(marks: list[str], shown: Sequence[str]) -> None:
    for i in range(1, len(shown) - 1):
        if shown[i] == "-" and _is_double(i, shown, marks):
            _mark(marks, i - 1, i + 1)


def _drop_places(marks: list[str], shown: Sequence[str]) -> None:
    """Drop names that a street or a school bears: "Mill Lane", "Sacred Heart Primary"."""
    for first, last in list(runs(marks)):
        is_titled = first > 0 and shown[first - 1].lower().rstrip(".") in _TITLES
        behind = {*shown[first + 1 : last], *shown[last : last + 1]} & _PLACES
        if behind and not is_titled:
            marks[first:last] = ["O"] * (last - first)


def _introduces(title: str, text: str) -> bool:
    """Tell whether a name is likely next: Ms, Uncle, his sister, Dear."""
    return (title in _TITLES | _GREETINGS and text[0].isupper()) or title in _KIN


def _is_person_like(text: str) -> bool:
    return _is_capitalised(text) and len(text) > 1 and text.lower() not in _CALENDAR


def _is_capitalised(text: str) -> bool:
    return text[0].isupper() and not text.isupper()


def _mark(marks: list[str], first: int, last: int) -> None:
    """Mark the words from `first` to `last` as one name, or as more of the name before."""
    marks[first] = "B" if marks[first] == "O" else marks[first]
    marks[first + 1 : last + 1] = ["I"] * (last - first)


def _is_full_name(head: int, i: int, shown: Sequence[str], marks: list[str]) -> bool:
    """Tell whether the parser has put a given and a family name together and the model knew one."""
    words = shown[head : i + 1]
    is_whole_already = marks[head] == "O" and marks[i + 1 : i + 2] == ["I"]  # "Rang Edith Moss"
    return (
        0 < i - head < _MOST_FURTHER
        and {marks[head], marks[i]} != {"O"}
        and not is_whole_already
        and _is_capitalised(shown[head])
        and all(word[0].isupper() or word in {"-", "'", "’"} for word in words)
        and not any(word.lower().rstrip(".") in _TITLES for word in words)
    )


def _is_double(i: int, shown: Sequence[str], marks: list[str]) -> bool:
    """Tell whether the hyphen at `i` joins a double name: Lacey-Mae."""
    return shown[i - 1][0].isupper() and shown[i + 1][0].isupper() and {marks[i - 1], marks[i + 1]} != {"O"}


def _joined(mark: str, i: int, marks: Sequence[str], known: Sequence[Known]) -> str:
    """Let a name begin where nothing goes before, and not go on over a sentence's end."""
    if mark == "I" and (i == 0 or marks[i - 1] == "O" or known[i].starts):
        return "B"
    if mark == "B" and i and marks[i - 1] != "O" and known[i].dep == "flat" and not known[i].starts:
        return "I"
    return mark


def runs(named: list[str]) -> Iterator[tuple[int, int]]:
    """Yield each name as its first word and the word after its last."""
    starts = [i for i, mark in enumerate(named) if mark == "B"]
    for start in starts:
        end = start + 1
        while end < len(named) and named[end] == "I":
            end += 1
        yield start, end
