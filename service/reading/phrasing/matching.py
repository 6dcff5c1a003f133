"""Where the phrases of wordlists occur in a note.

An entry is matched piece by piece, a piece being an unbroken run of letters and digits: so "step-down" matches
"step down", and how the language model cuts words does not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, repeat
from typing import NamedTuple

from service.note import Span
from service.reading.language.text import Sentence, Text, Token
from service.reading.memory import Memory
from service.reading.phrasing.wordlists import Entry, Match, Wordlist

PIECE = re.compile(r"[^\W_]+")
# What may stand between two pieces of a phrase, by what stands there in the entry.
_GAPS = {
    " ": re.compile(r"(?:[ \t\u00a0]*\n?[ \t\u00a0]*|[ \t]*[-‐‑–][ \t]*)"),
    "'": re.compile(r"['’ʼ]?"),
    "' ": re.compile(r"['’ʼ]?[ ]"),
    "/": re.compile(r"[ ]?/[ ]?"),
    ".": re.compile(r"\.?"),
    "&": re.compile(r"[ ]?&[ ]?"),
}
_SKIPPED = frozenset({"ADV", "AUX", "PART"})
_TURNING = frozenset({"not", "n't", "n’t", "never", "no"})  # "I was not told" is no form of "I be told"
_MOST_SKIPPED = 3
_STOP = re.compile(r"[.;:!?()]|\n\s*\n")


@dataclass(frozen=True, slots=True)
class _Form:
    """An entry as it is looked for: its pieces as written and in lower case, and what stands between them."""

    entry: Entry
    pieces: tuple[str, ...]
    lowered: tuple[str, ...]
    gaps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Candidate:
    """An entry that fits the pieces `first` to `last` (half-open) of a sentence."""

    entry: Entry
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Piece:
    """A run of letters and digits; `words` is its lower case and, where it is a whole token, its lemma."""

    text: str
    start: int
    end: int
    token: Token
    words: tuple[str, ...]
    opens_sentence: bool

    def is_one_of(self, words: frozenset[str]) -> bool:
        return any(word in words for word in self.words)


class _Beginning(NamedTuple):
    """The forms of one list that begin with one word: those of one piece, and the others by their second.

    The second piece of the `loose` ones may stand a few words further on.
    """

    of_list: int
    alone: tuple[_Form, ...]
    by_second: Mapping[str, tuple[_Form, ...]]
    loose: Mapping[str, tuple[_Form, ...]]


_Index = Mapping[str, tuple[_Beginning, ...]]
"""By first word: thousands of forms begin with "a" or "not", and most words of a note begin none."""


def matches_of(words: Wordlist, text: Text) -> tuple[Match, ...]:
    """Return where entries occur, in order; the longest wins, and none overlap.

    Entries that are switched off are found as well, so that nothing else is found in
    their place; leave out what `entry.is_off`.
    """
    return tuple(match for _, match in find((words,), text))


def find(wordlists: Sequence[Wordlist], text: Text) -> list[tuple[Wordlist, Match]]:
    """Return what each list finds, sentence by sentence: as `matches`, reading the text once.

    What was found in a sentence is remembered for a while, as numbers, so that an edit costs what changed.
    """
    lists = ",".join(str(words.number) for words in wordlists).encode()
    keys = [_remembered.key(lists + b"\0" + seen) for seen in text.seen]
    places = _remembered.answers(keys, lambda new: (tuple(_places(wordlists, text, text.sentences[at])) for at in new))
    return [
        _placed(wordlists, place, sentence)
        for sentence, found in zip(text.sentences, places, strict=True)
        for place in found
    ]


class _Place(NamedTuple):
    """A match as numbers: of the list, of its entry; characters and tokens, counted within the sentence."""

    words: int
    entry: int
    start: int
    end: int
    first: int
    last: int


_remembered: Memory[tuple[_Place, ...]] = Memory()


@lru_cache(maxsize=16)
def _index_of(wordlists: tuple[Wordlist, ...]) -> _Index:
    index: dict[str, list[_Beginning]] = defaultdict(list)
    for number, words in enumerate(wordlists):
        forms: dict[str, list[_Form]] = defaultdict(list)
        for form in _forms(words):
            forms[form.lowered[0]].append(form)
        for first, these in forms.items():
            alone = tuple(form for form in these if len(form.pieces) == 1)
            index[first].append(
                _Beginning(number, alone, _by_second(these, loose=False), _by_second(these, loose=True))
            )
    return {first: tuple(found) for first, found in index.items()}


def _by_second(forms: Sequence[_Form], *, loose: bool) -> Mapping[str, tuple[_Form, ...]]:
    found: dict[str, list[_Form]] = defaultdict(list)
    for form in forms:
        if len(form.pieces) > 1 and form.entry.loose is loose:
            found[form.lowered[1]].append(form)
    return {second: tuple(these) for second, these in found.items()}


def _forms(words: Wordlist) -> Iterator[_Form]:
    for entry in words.entries:
        for written in entry.forms:
            pieces = tuple(PIECE.findall(written))
            if pieces:
                gaps = tuple(_gap(between) for between in PIECE.split(written)[1:-1])
                yield _Form(entry, pieces, tuple(piece.lower() for piece in pieces), gaps)


def _places(wordlists: Sequence[Wordlist], text: Text, sentence: Sentence) -> Iterator[_Place]:
    pieces = _pieces(text, sentence)
    candidates = _candidates(_index_of(tuple(wordlists)), text.text, pieces)
    for number in sorted(candidates):
        for found in _longest(candidates[number], pieces):
            first, last = pieces[found.first], pieces[found.last - 1]
            yield _Place(
                number,
                wordlists[number].number_of(found.entry),
                first.start - sentence.start,
                last.end - sentence.start,
                first.token.index - sentence.first,
                last.token.index + 1 - sentence.first,
            )


def _candidates(index: _Index, text: str, pieces: Sequence[_Piece]) -> Mapping[int, Sequence[_Candidate]]:
    """Return what each list, by its number, may have found; candidates may overlap."""
    found: dict[int, list[_Candidate]] = defaultdict(list)
    for at, piece in enumerate(pieces):
        for word in piece.words:
            for beginning in index.get(word, ()):
                for form in _worth_trying(beginning, pieces, at):
                    last = _end_of(form, pieces, at, text)
                    if last is not None and _means_it(form.entry, pieces, at, last):
                        found[beginning.of_list].append(_Candidate(form.entry, at, last))
    return found


def _worth_trying(beginning: _Beginning, pieces: Sequence[_Piece], at: int) -> Iterator[_Form]:
    """Yield the forms whose second piece, if they have one, stands where it may."""
    yield from beginning.alone
    if beginning.by_second and at + 1 < len(pieces):
        for word in pieces[at + 1].words:
            yield from beginning.by_second.get(word, ())
    if beginning.loose:
        near = pieces[at + 1 : at + 2 + _MOST_SKIPPED]
        for word in dict.fromkeys(word for piece in near for word in (*piece.words, piece.token.lemma)):
            yield from beginning.loose.get(word, ())


def _placed(wordlists: Sequence[Wordlist], place: _Place, sentence: Sentence) -> tuple[Wordlist, Match]:
    words = wordlists[place.words]
    span = Span(sentence.start + place.start, sentence.start + place.end)
    first, last = sentence.first + place.first, sentence.first + place.last
    return words, Match(words.entries[place.entry], span, first, last)


def _gap(between: str) -> str:
    mark = between.strip(" -") or " "
    if mark in "'’":
        return "' " if between.endswith(" ") else "'"
    return mark[:1]


def _pieces(text: Text, sentence: Sentence) -> list[_Piece]:
    pieces: list[_Piece] = []
    tokens = iter(text.tokens_of(sentence))
    token = next(tokens, None)
    for found in PIECE.finditer(text.text, sentence.start, sentence.end):
        start, end = found.span()
        while token is not None and token.end <= start:
            token = next(tokens, None)
        if token is None:
            break
        word, is_whole = found[0].lower(), (token.start, token.end) == (start, end)
        words = (word, token.lemma) if is_whole and token.lemma != word else (word,)
        pieces.append(_Piece(found[0], start, end, token, words, opens_sentence=not pieces))
    return pieces


def _end_of(form: _Form, pieces: Sequence[_Piece], at: int, text: str) -> int | None:
    """Return where `form`, which begins at piece `at`, ends (exclusive), or None if it does not stand there."""
    if not form.entry.loose:
        last = at + len(form.pieces)
        return last if _fits(form, pieces[at:last], text) else None
    here = at
    for wanted in form.lowered:
        skipped = here
        while here < len(pieces) and not _is_form_of(wanted, pieces[here]):
            here += 1
            if here - skipped > _MOST_SKIPPED or here == len(pieces) or not _may_be_skipped(pieces[here - 1].token):
                return None
        here += 1
    found = pieces[at:here]
    is_spoken = any(piece.token.spoken_for for piece in found) or here > len(pieces)
    is_broken = any(_STOP.search(text, left.end, right.start) for left, right in pairwise(found))
    return None if is_spoken or is_broken else here


def _may_be_skipped(token: Token) -> bool:
    return token.pos in _SKIPPED and token.lemma not in _TURNING


def _is_form_of(wanted: str, piece: _Piece) -> bool:
    return wanted in piece.words or wanted == piece.token.lemma


def _fits(form: _Form, here: Sequence[_Piece], text: str) -> bool:
    if len(here) < len(form.pieces) or any(piece.token.spoken_for for piece in here):
        return False
    if not all(map(_same, repeat(form.entry), form.pieces, form.lowered, here)):
        return False
    if _is_name(form.entry, here):
        return False
    between = (text[left.end : right.start] for left, right in pairwise(here))
    return all(_GAPS.get(gap, _GAPS[" "]).fullmatch(found) for gap, found in zip(form.gaps, between, strict=True))


def _is_name(entry: Entry, here: Sequence[_Piece]) -> bool:
    """A name is no word of a list ("Abe", "Merlin").

    Acronyms are too often taken for names ("CAMHS said"), and so is a lone word that opens a
    sentence ("Respite was agreed"), whose capital says nothing.
    """
    if entry.stands_for or not all(piece.token.is_name for piece in here):
        return False
    return len(here) > 1 or not here[0].opens_sentence


def _same(entry: Entry, wanted: str, lowered: str, piece: _Piece) -> bool:
    if piece.text == wanted:
        return True
    if entry.cased:
        return False
    return lowered in (piece.words if entry.inflect else piece.words[:1])


def _means_it(entry: Entry, pieces: Sequence[_Piece], first: int, last: int) -> bool:
    """Tell whether the sense tests of an entry hold for pieces `first` to `last`."""
    if entry.pos and pieces[last - 1].token.pos not in entry.pos:
        return False
    around = (*pieces[:first], *pieces[last:])
    if entry.near and not any(piece.is_one_of(entry.near) for piece in around):
        return False
    if entry.not_near and any(piece.is_one_of(entry.not_near) for piece in around):
        return False
    return _beside(entry.after, entry.not_after, pieces[first - 1 : first]) and _beside(
        entry.before, entry.not_before, pieces[last : last + 1]
    )


def _beside(wanted: frozenset[str], unwanted: frozenset[str], neighbour: Sequence[_Piece]) -> bool:
    if wanted and not any(piece.is_one_of(wanted) for piece in neighbour):
        return False
    return not any(piece.is_one_of(unwanted) for piece in neighbour)


def _longest(candidates: Iterable[_Candidate], pieces: Sequence[_Piece]) -> list[_Candidate]:
    """Keep the longest of overlapping candidates, a council's own before ours."""
    taken = bytearray(len(pieces))
    kept: list[_Candidate] = []

    def rank(candidate: _Candidate) -> tuple[int, bool, int]:
        length = pieces[candidate.last - 1].end - pieces[candidate.first].start
        return -length, not candidate.entry.is_local, candidate.first

    for candidate in sorted(candidates, key=rank):
        if not any(taken[candidate.first : candidate.last]):
            taken[candidate.first : candidate.last] = b"\1" * (candidate.last - candidate.first)
            kept.append(candidate)
    return sorted(kept, key=lambda candidate: candidate.first)
