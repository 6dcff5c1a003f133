"""Phrases, and where they occur in a note.

A list is a TOML file that an editor can read (`wordlists/README.md`). An entry is matched
piece by piece, a piece being an unbroken run of letters and digits: so "step-down" matches
"step down", and how the language model cuts words does not matter.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

from service.note import Span
from service.reading.text import Sentence, Text, Token

PIECE = re.compile(r"[^\W_]+")
# What may stand between two pieces of a phrase, by what stands there in the entry.
_GAPS = {
    " ": re.compile(r"(?:[ \t\u00a0]*\n?[ \t\u00a0]*|[ \t]*[-‐‑–][ \t]*)"),
    "'": re.compile(r"['’ʼ]?"),
    "/": re.compile(r"[ ]?/[ ]?"),
    ".": re.compile(r"\.?"),
    "&": re.compile(r"[ ]?&[ ]?"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a phrase, what to say about it, and when it counts.

    The sense tests (`pos` to `not_before`) must all hold. `plain` may replace the phrase as
    it stands; `explain` and `ask` go into the message.
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
class _Piece:
    text: str
    start: int
    end: int
    token: Token
    is_whole: bool

    def is_one_of(self, words: frozenset[str]) -> bool:
        return self.text.lower() in words or (self.is_whole and self.token.lemma in words)


@dataclass(frozen=True)
class Wordlist:
    """A named list of entries, ready to be looked for."""

    name: str
    entries: tuple[Entry, ...]
    groups: Mapping[str, Group] = field(default_factory=dict)
    everyday: frozenset[str] = frozenset()

    def matches(self, text: Text) -> tuple[Match, ...]:
        """Return where entries occur, in order; the longest wins, and none overlap.

        Entries that are switched off are found as well, so that nothing else is found in
        their place; leave out what `entry.is_off`.
        """
        found: list[Match] = []
        for sentence in text.sentences:
            pieces = _pieces(text, sentence)
            found += _longest(self._candidates(text.text, pieces))
        return tuple(found)

    @cached_property
    def _by_first_piece(self) -> Mapping[str, tuple[_Form, ...]]:
        forms: dict[str, list[_Form]] = defaultdict(list)
        for entry in self.entries:
            for written in entry.forms:
                pieces = tuple(PIECE.findall(written))
                gaps = tuple(_gap(between) for between in PIECE.split(written)[1:-1])
                if pieces:
                    forms[pieces[0].lower()].append(_Form(entry, pieces, gaps))
        return {first: tuple(found) for first, found in forms.items()}

    def _candidates(self, text: str, pieces: Sequence[_Piece]) -> Iterator[Match]:
        for at, piece in enumerate(pieces):
            words = {piece.text.lower(), piece.token.lemma} if piece.is_whole else {piece.text.lower()}
            for word in words:
                for form in self._by_first_piece.get(word, ()):
                    here = pieces[at : at + len(form.pieces)]
                    if _fits(form, here, text) and _means_it(form.entry, pieces, at, at + len(here)):
                        yield _match(form.entry, here)


def _gap(between: str) -> str:
    mark = between.strip(" -") or " "
    return "'" if mark in "'’" else mark[:1]


def _pieces(text: Text, sentence: Sentence) -> list[_Piece]:
    pieces = []
    tokens = iter(text.tokens_of(sentence))
    token = next(tokens, None)
    for found in PIECE.finditer(text.text, sentence.start, sentence.end):
        start, end = found.span()
        while token is not None and token.end <= start:
            token = next(tokens, None)
        if token is None:
            break
        pieces.append(_Piece(found[0], start, end, token, (token.start, token.end) == (start, end)))
    return pieces


def _fits(form: _Form, here: Sequence[_Piece], text: str) -> bool:
    if len(here) < len(form.pieces) or any(piece.token.spoken_for for piece in here):
        return False
    if not all(_same(form.entry, *pair) for pair in zip(form.pieces, here, strict=True)):
        return False
    if all(piece.token.is_name for piece in here):
        return False
    between = (text[left.end : right.start] for left, right in pairwise(here))
    return all(_GAPS.get(gap, _GAPS[" "]).fullmatch(found) for gap, found in zip(form.gaps, between, strict=True))


def _same(entry: Entry, wanted: str, piece: _Piece) -> bool:
    if piece.text == wanted:
        return True
    if entry.cased:
        return False
    if piece.text.lower() == wanted.lower():
        return True
    return entry.inflect and piece.is_whole and piece.token.lemma == wanted.lower()


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


def _match(entry: Entry, here: Sequence[_Piece]) -> Match:
    span = Span(here[0].start, here[-1].end)
    return Match(entry, span, here[0].token.index, here[-1].token.index + 1)


def _longest(candidates: Iterable[Match]) -> list[Match]:
    """Keep the longest of overlapping matches, a council's own before ours."""
    kept: list[Match] = []
    for match in sorted(candidates, key=lambda m: (m.span.start - m.span.end, not m.entry.is_local, m.span.start)):
        if not any(match.span.overlaps(other.span) for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: match.span)
