"""What the wording model learns from: gold notes and the lists' own examples, as the service reads them."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tokenizers import Tokenizer

from evaluation.gold_notes import GoldNote, GoldSentence, unmark
from service.note import Span
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.language.text import Text
from service.reading.phrasing import pieces
from service.reading.phrasing.matching import matches_of
from service.reading.phrasing.phrases import LABEL_OF_LIST
from service.reading.phrasing.pieces import Proposal, Window
from service.reading.phrasing.worded import LABELS, Label
from service.reading.phrasing.wordlist_files import wordlist

UNLISTED = 0.15  # how often a lesson hides what a list found, so that the model can do without
UNLISTED_OWN = 0.5  # the same, for phrases that are marked in no other file
UNHARVESTED = frozenset({"n1", "n2", "n3", "n4"})  # files that came after the lists: nothing was listed for their sake
UNKNOWN = -100
KINDS = ("fact", "reported", "plan", "other", "owned opinion", "unowned opinion")

_EXAMPLE = re.compile(r"\[([^\[\]]*)\]")
_IN_BRACKETS = re.compile(r"\(([A-Z]{2,7})\)")


@dataclass(frozen=True, slots=True)
class Lesson:
    """A window, the label of each piece, and the kind of sentence.

    An example of one wordlist tells about one label only: `label` names it.
    """

    window: Window
    targets: tuple[int, ...]
    kind: int
    label: Label | None
    file: str
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Listed:
    """What a list found in a window: the pieces `rows`, the list's `column`, the words."""

    rows: tuple[int, ...]
    column: int
    words: str


@dataclass(frozen=True, slots=True)
class Read:
    """A gold note as the service reads it."""

    note: GoldNote
    text: Text
    proposals: tuple[Proposal, ...]


def read_note(note: GoldNote) -> Read:
    """Read a gold note as the service does: language first, then lists."""
    text = read_language(note.text, exempt_spans(note.text))
    found = [(words.name, match) for words in map(wordlist, LABEL_OF_LIST) for match in matches_of(words, text)]
    return Read(note, text, tuple(Proposal(name, match.entry.kind, match.first, match.last) for name, match in found))


def lessons_of(read: Read, tokenizer: Tokenizer, label: Label | None = None) -> Iterator[Lesson]:
    """Yield a lesson for each window of a note."""
    unknown = tuple(_spelled_out(read.note.text)) if label is None else tuple(_other_lists(read, label))
    for window in pieces.read_windows(read.text, read.proposals, tokenizer):
        if window.spans:
            targets = tuple(_target(span, read.note, unknown) for span in window.spans)
            yield Lesson(window, targets, _kind(window, read.note), label, read.note.file, tuple(_listed(window, read)))


def _listed(window: Window, read: Read) -> Iterator[Listed]:
    for proposal in read.proposals:
        span = pieces.span_of(read.text, proposal)
        rows = tuple(row for row, piece in enumerate(window.spans, start=1) if piece.overlaps(span))
        if rows:
            column = 2 * pieces.PROPOSING.index(proposal.list_name)
            yield Listed(rows, column, span.of(read.note.text).lower())


def list_lessons(tokenizer: Tokenizer) -> Iterator[Lesson]:
    """Yield a lesson for every example that stands in our lists: what is found, and what passes."""
    for name, label in LABEL_OF_LIST.items():
        for group in wordlist(name).groups.values():
            for marked in (*group.found, *group.passes):
                plain, marks = unmark(_EXAMPLE.sub(rf"[{label[0]}:\1]", marked))
                note = GoldNote("", f"list {name}", "", date.min, "", "", plain, (GoldSentence(marks=marks),))
                yield from lessons_of(read_note(note), tokenizer, label)


def _target(span: Span, note: GoldNote, unknown: Sequence[Span]) -> int:
    for mark in note.marks:
        if mark.span.overlaps(span):
            return 1 + LABELS.index(mark.label)
    return UNKNOWN if any(span.overlaps(other) for other in unknown) else 0


def _spelled_out(text: str) -> Iterator[Span]:
    """Acronyms that the note explains are unmarked by rule, not by sense: nothing to learn from them."""
    for letters in set(_IN_BRACKETS.findall(text)):
        yield from (Span(*found.span()) for found in re.finditer(rf"\b{letters}s?\b", text))


def _other_lists(read: Read, label: Label) -> Iterator[Span]:
    """An example of one list says nothing of what another list with the same label would find."""
    for proposal in read.proposals:
        if LABEL_OF_LIST[proposal.list_name] == label:
            yield pieces.span_of(read.text, proposal)


def _kind(window: Window, note: GoldNote) -> int:
    start = window.spans[0].start
    here = next((sentence for sentence in note.sentences if sentence.span.start <= start < sentence.span.end), None)
    if here is None or here.kind is None:
        return UNKNOWN
    return KINDS.index(here.kind) if here.kind in KINDS else KINDS.index("owned opinion") + (not here.owned)


def own_phrases(lessons: Sequence[Lesson]) -> dict[str, set[str]]:
    """Return, for each file, the phrases that are listed and marked in this file alone.

    Whoever wrote the lists had read the training notes, so these look better listed than
    the phrases of a note that nobody has seen.
    """
    files: dict[str, set[str]] = defaultdict(set)
    for lesson in lessons:
        for listed in lesson.listed:
            if any(lesson.targets[row - 1] > 0 for row in listed.rows):
                files[listed.words].add(lesson.file)
    own: dict[str, set[str]] = defaultdict(set)
    for words, where in files.items():
        if len(where) == 1 and not where <= UNHARVESTED:
            own[next(iter(where))].add(words)
    return own


def less_listed(read: Read, own: set[str]) -> Read:
    """Hide half of the file's own phrases from the lists, as a note that nobody has seen would."""
    chance = random.Random(read.note.note_id)  # noqa: S311 (nothing here is secret)
    kept = tuple(
        proposal
        for proposal in read.proposals
        if pieces.span_of(read.text, proposal).of(read.note.text).lower() not in own or chance.random() > UNLISTED_OWN
    )
    return replace(read, proposals=kept)
