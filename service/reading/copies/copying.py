"""Passages of a draft that also stand in earlier notes: where, from which note, what was changed in them.

Pure: texts in, passages out. Candidates come from runs of words in the covered view (names, dates,
numbers and pronouns covered), so that a passage fitted to another child is found as surely as one
pasted whole; the words are then paired one by one, and what differs inside is told.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from service.finding import CopyKind
from service.note import Span
from service.reading.copies.boilerplate import counting, template_grams
from service.reading.copies.changes import Change, changes_in
from service.reading.copies.pages import GRAM, Page
from service.reading.copies.passages import Passage, passages
from service.reading.copies.proper_repeats import is_proper
from service.reading.copies.restating import LATEST, Claims, Embed, claims_of, restated
from service.reading.copies.token_views import COVERS
from service.reading.language.text import Text

_MOST_NOTES = 20  # earlier notes that a draft is aligned with; more hold nothing of their own
_CLOSING = frozenset(".!?…”’\"')")


@dataclass(frozen=True)
class Earlier:
    """An earlier note as it was read. Keep it for the next draft: what is worked out stays with it."""

    note_id: str
    written_on: date | None
    text: Text

    @cached_property
    def page(self) -> Page:
        """The note laid out for comparing."""
        return Page(self.text)

    @cached_property
    def claims(self) -> Claims:
        """What the note says that may be said again in other words."""
        return claims_of(self.text)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What may be repeated: the plan's goals in its own words, and a council's template phrases.

    Phrases may have blanks, "[name] was seen on [date]", and count for nothing wherever they stand.
    """

    goals: tuple[str, ...] = ()
    templates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Copy:
    """A passage of a draft that also stands in an earlier note.

    `kind` is `verbatim` where only names, dates, numbers and pronouns differ; `similarity` is the share
    of its words that stand there as they are (for `restated`: how alike the meaning is), from 0 to 1;
    `proper` is true for what is rightly repeated.
    """

    span: Span
    source_span: Span
    note_id: str
    kind: CopyKind
    similarity: float
    changes: tuple[Change, ...] = ()
    matched_words: int = 0
    proper: bool = False


NOTHING = Accepted()


def find_copies(
    draft: Text, earlier: Sequence[Earlier], accepted: Accepted = NOTHING, *, embed: Embed | None = None
) -> tuple[Copy, ...]:
    """Return the passages that a draft shares with earlier notes, in reading order; no two overlap.

    `earlier` is in the order of its dates: of two notes that hold a passage alike, the later is named.
    With `embed`, sentences that say the same in other words are looked for too, where nothing was copied.
    """
    here = Page(draft)
    shared = [(order, each.page, here.grams & each.page.grams) for order, each in enumerate(earlier)]
    notes = Counter(gram for _, _, grams in shared for gram in grams)
    counts = counting(here, notes, template_grams(accepted.templates))
    found = passages(here, _candidates(here, shared, notes), counts)
    copies = [_copy(here, passage, earlier[passage.order].note_id, accepted.goals) for passage in found]
    if embed:
        copies += _restatements(draft, copies, earlier, embed)
    return tuple(sorted(copies, key=lambda copy: copy.span))


def _restatements(draft: Text, copies: Sequence[Copy], earlier: Sequence[Earlier], embed: Embed) -> Iterator[Copy]:
    taken = [copy.span for copy in copies]
    latest = earlier[-LATEST:]
    for one in restated(draft, taken, [each.claims for each in latest], embed):
        yield Copy(
            span=one.span,
            source_span=one.source_span,
            note_id=latest[one.order].note_id,
            kind="restated",
            similarity=round(min(1.0, one.likeness), 3),
        )


def _candidates(
    here: Page, shared: Sequence[tuple[int, Page, frozenset[int]]], notes: Counter[int]
) -> list[tuple[int, Page]]:
    """Return the notes that share the most of what few others share."""
    tells = {gram: here.weight(at, at + GRAM) / notes[gram] for at, gram in enumerate(here.hashes) if gram in notes}
    ranked = sorted(
        ((sum(tells[gram] for gram in grams), order, page) for order, page, grams in shared if grams),
        key=lambda one: (-one[0], -one[1]),
    )
    return [(order, page) for _, order, page in ranked[:_MOST_NOTES]]


def _copy(here: Page, passage: Passage, note_id: str, goals: Sequence[str]) -> Copy:
    there = passage.there
    changes = changes_in(here, passage)
    alike = sum(
        here.words[mine] not in COVERS or here.view.then(mine) == there.view.then(other)
        for mine, other in passage.pairs
    )
    return Copy(
        span=_closed(here, passage.first, passage.last),
        source_span=_closed(there, passage.source_first, passage.source_last),
        note_id=note_id,
        kind="edited" if any(change.kind == "word" for change in changes) else "verbatim",
        similarity=round(alike / max(passage.last - passage.first, len(passage.pairs)), 3),
        changes=changes,
        matched_words=len(passage.pairs),
        proper=is_proper(here, passage, goals),
    )


def _closed(page: Page, first: int, last: int) -> Span:
    """Return the span of some words with the marks that close their last sentence."""
    span, text = page.view.masked.span(first, last), page.text.text
    end = span.end
    while end < len(text) and text[end] in _CLOSING:
        end += 1
    return Span(span.start, end)


def shares(draft: Text, copies: Sequence[Copy]) -> tuple[float, float]:
    """Return the copied and the new share of a draft, by words, each from 0 to 1.

    What is properly repeated is neither; headings are not counted.
    """
    headings = [each.span for each in draft.sentences if each.is_heading]
    words = [token.span for token in draft.tokens if token.is_word]
    counted = [word for word in words if not any(heading.holds(word) for heading in headings)]
    copied = sum(_held(word, copies, proper=False) for word in counted)
    proper = sum(_held(word, copies, proper=True) for word in counted)
    total = len(counted) or 1
    return copied / total, (len(counted) - copied - proper) / total


def _held(word: Span, copies: Sequence[Copy], *, proper: bool) -> bool:
    return any(copy.span.holds(word) for copy in copies if copy.proper is proper)
