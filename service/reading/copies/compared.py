"""A draft beside the earlier notes that were sent with it: what stands there already, and how much is new."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from service.note import Note, PriorNote, Span
from service.reading.copies.copying import Accepted, Copy, Earlier, find_copies, shares
from service.reading.copies.earlier import earlier_notes
from service.reading.language.text import Sentence, Text
from service.reading.meaning import embed


@dataclass(frozen=True, slots=True)
class Compared:
    """The passages that also stand in earlier notes, in reading order, and those notes.

    `share` and `new_share` are of the draft's words, from 0 to 1; what is properly repeated is in neither.
    `earlier` is in the order of the dates; `sent` has the same notes as they came, by their ids.
    """

    copies: tuple[Copy, ...]
    share: float
    new_share: float
    earlier: tuple[Earlier, ...] = ()
    sent: Mapping[str, PriorNote] = field(default_factory=dict)

    @property
    def complained_of(self) -> tuple[Copy, ...]:
        """The passages that are not properly repeated."""
        return tuple(copy for copy in self.copies if not copy.proper)

    def written_on(self, copy: Copy) -> date | None:
        """Return the day of the note that a passage comes from."""
        return self.sent[copy.note_id].written_on

    def source_words(self, copy: Copy) -> str:
        """Return the passage as it stands in the earlier note."""
        return copy.source_span.of(self.sent[copy.note_id].text)

    def since(self, copy: Copy) -> tuple[PriorNote, ...]:
        """Return the notes written after the one that a passage comes from."""
        ids = [each.note_id for each in self.earlier]
        return tuple(self.sent[note_id] for note_id in ids[ids.index(copy.note_id) + 1 :])


def compare(note: Note, text: Text, templates: tuple[str, ...] = ()) -> Compared | None:
    """Return what a note shares with the earlier ones sent with it, or None where none was sent.

    `templates` are phrases of a council's forms, which stand in every note and count for nothing.
    """
    earlier = earlier_notes(note)
    if not earlier:
        return None
    copies = find_copies(text, earlier, Accepted(goals=note.plan_goals, templates=templates), embed=embed)
    share, new_share = shares(text, copies)
    return Compared(copies, share, new_share, earlier, {prior.note_id: prior for prior in note.prior_notes})


def new_sentences(text: Text, copies: Sequence[Copy]) -> tuple[Sentence, ...]:
    """Return the sentences that no passage touches, without headings."""
    return tuple(
        sentence
        for sentence in text.sentences
        if not sentence.is_heading and not any(copy.span.overlaps(sentence.span) for copy in copies)
    )


def date_words(day: date | None, note: Note) -> str:
    """Return how a message speaks of a note by its day: "the note of 12 March"."""
    return f"the note of {day_words(day, note)}" if day else "an earlier note"


def day_words(day: date, note: Note) -> str:
    """Return a day as a message names it, with the year where it is not the note's."""
    is_this_year = note.written_on is None or note.written_on.year == day.year
    return f"{day.day} {day:%B}" + ("" if is_this_year else f" {day.year}")


def sentences_in(text: Text, span: Span) -> tuple[Sentence, ...]:
    """Return the sentences of which `span` holds a part."""
    return tuple(sentence for sentence in text.sentences if sentence.span.overlaps(span))
