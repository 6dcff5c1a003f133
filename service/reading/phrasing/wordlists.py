"""Phrases, and where they occur in a note.

A list is a TOML file that an editor can read (`wordlists/README.md`). An entry is matched
piece by piece, a piece being an unbroken run of letters and digits: so "step-down" matches
"step down", and how the language model cuts words does not matter.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, pairwise, takewhile
from typing import NamedTuple

from service.note import Span
from service.reading.language.text import Sentence, Text, Token
from service.reading.memory import Memory

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
class Entry:
    """One line of a list: a phrase, what to say about it, and when it counts.

    The words of a `loose` one are in dictionary form, and adverbs and auxiliaries may stand between
    them: "it be felt" finds "it has generally been felt". The sense tests (`pos` to `not_before`)
    must all hold. `plain` may replace the phrase as it stands; `explain` and `ask` go into the message.
    """

    phrase: str
    group: str
    kind: str
    source: str
    also: tuple[str, ...] = ()
    inflect: bool = False
    cased: bool = False
    plain: str | None = None
    explain: str | None = None
    ask: str | None = None
    stands_for: tuple[str, ...] = ()
    pos: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_with_context: bool = False
    loose: bool = False
    fine_when: str | None = None
    is_local: bool = False
    is_off: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The phrase and its variants, as written."""
        return (self.phrase, *self.also)

    def replacement_for(self, words: str) -> str | None:
        """Return the plain words in the letter case of `words`, where they can stand in as they are.

        Only for the phrase just as the entry has it: "home" fits "placement", not "placements".
        """
        if self.plain is None or words.lower() != self.phrase.lower():
            return None
        return self.plain[0].upper() + self.plain[1:] if words[0].isupper() else self.plain


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind, with marked examples that must be found and ones that must not."""

    name: str
    title: str
    found: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, and the tokens `first` to `last` (half-open) that it was found in."""

    entry: Entry
    span: Span
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class _Form:
    entry: Entry
    pieces: tuple[str, ...]
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


@dataclass(frozen=True)
class Wordlist:
    """A named list of entries, ready to be looked for; `number` is its own in this process."""

    name: str
    entries: tuple[Entry, ...]
    groups: Mapping[str, Group] = field(default_factory=dict)
    everyday: frozenset[str] = frozenset()
    number: int = field(default_factory=count().__next__, init=False, compare=False)

    def number_of(self, entry: Entry) -> int:
        """Return the place of one of its entries."""
        return self._numbers[id(entry)]

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {id(entry): place for place, entry in enumerate(self.entries)}

    def matches(self, text: Text) -> tuple[Match, ...]:
        """Return where entries occur, in order; the longest wins, and none overlap.

        Entries that are switched off are found as well, so that nothing else is found in
        their place; leave out what `entry.is_off`.
        """
        return tuple(match for _, match in find((self,), text))

    @cached_property
    def _by_first_pieces(self) -> Mapping[tuple[str, ...], tuple[_Form, ...]]:
        """Forms by their first two pieces, or their only one: thousands begin with "a" or "not"."""
        forms: dict[tuple[str, ...], list[_Form]] = defaultdict(list)
        for entry in self.entries:
            for written in entry.forms:
                pieces = tuple(PIECE.findall(written))
                gaps = tuple(_gap(between) for between in PIECE.split(written)[1:-1])
                if pieces:
                    first = tuple(piece.lower() for piece in pieces[: 1 if entry.loose else 2])
                    forms[first].append(_Form(entry, pieces, gaps))
        return {first: tuple(found) for first, found in forms.items()}

    def _candidates(self, text: str, pieces: Sequence[_Piece]) -> Iterator[_Candidate]:
        for at, piece in enumerate(pieces):
            following = pieces[at + 1].words if at + 1 < len(pieces) else ()
            keys = (key for word in piece.words for key in ((word,), *((word, after) for after in following)))
            for key in keys:
                for form in self._by_first_pieces.get(key, ()):
                    last = _end_of(form, pieces, at, text)
                    if last is not None and _means_it(form.entry, pieces, at, last):
                        yield _Candidate(form.entry, at, last)


def find(wordlists: Sequence[Wordlist], text: Text) -> list[tuple[Wordlist, Match]]:
    """Return what each list finds, sentence by sentence: as `matches`, reading the text once.

    What was found in a sentence is remembered for a while, as numbers, so that an edit costs what changed.
    """
    lists = ",".join(str(words.number) for words in wordlists).encode()
    keys = [_remembered.key(lists + b"\0" + seen) for seen in text.seen]
    places = _remembered.answers(keys, lambda new: (_places(wordlists, text, text.sentences[at]) for at in new))
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


def _places(wordlists: Sequence[Wordlist], text: Text, sentence: Sentence) -> tuple[_Place, ...]:
    pieces = _pieces(text, sentence)
    return tuple(_matched(wordlists, text.text, pieces, sentence))


def _matched(
    wordlists: Sequence[Wordlist], text: str, pieces: Sequence[_Piece], sentence: Sentence
) -> Iterator[_Place]:
    for number, words in enumerate(wordlists):
        for found in _longest(words._candidates(text, pieces), pieces):  # noqa: SLF001 - its own module
            first, last = pieces[found.first], pieces[found.last - 1]
            yield _Place(
                number,
                words.number_of(found.entry),
                first.start - sentence.start,
                last.end - sentence.start,
                first.token.index - sentence.first,
                last.token.index + 1 - sentence.first,
            )


def _placed(wordlists: Sequence[Wordlist], place: _Place, sentence: Sentence) -> tuple[Wordlist, Match]:
    words = wordlists[place.words]
    span = Span(sentence.start + place.start, sentence.start + place.end)
    first, last = sentence.first + place.first, sentence.first + place.last
    return words, Match(words.entries[place.entry], span, first, last)


def overlapping(matches: Sequence[Match], span: Span) -> Iterator[Match]:
    """Yield what shares a character with `span`, of one list's matches, which are in order and apart."""
    first = bisect_right(matches, span.start, key=lambda match: match.span.end)
    following = (matches[place] for place in range(first, len(matches)))
    yield from takewhile(lambda match: match.span.start < span.end, following)


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
    for wanted in form.pieces:
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
    return wanted.lower() in (*piece.words, piece.token.lemma)


def _fits(form: _Form, here: Sequence[_Piece], text: str) -> bool:
    if len(here) < len(form.pieces) or any(piece.token.spoken_for for piece in here):
        return False
    if not all(_same(form.entry, *pair) for pair in zip(form.pieces, here, strict=True)):
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


def _same(entry: Entry, wanted: str, piece: _Piece) -> bool:
    if piece.text == wanted:
        return True
    if entry.cased:
        return False
    return wanted.lower() in (piece.words if entry.inflect else piece.words[:1])


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
