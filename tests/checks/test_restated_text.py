from __future__ import annotations

from service.checks.restated_text import restated_text
from service.finding import Severity
from service.note import Note, PriorNote, Span
from service.reading.copies.compared import Compared
from service.reading.copies.copying import Copy
from service.reading.language.text import Text
from service.reading.read import Reading

SAID = "Mum hopes to go back to her job at the bakery in the new year."
AGAIN = "In January Mum would like to return to work at the baker's."


def reading(likeness: float, *, proper: bool = False) -> Reading:
    prior = PriorNote(note_id="one", text=SAID, written_on="2025-03-12")
    note = Note(text=AGAIN, written_on="2025-04-08", prior_notes=(prior,))
    copy = Copy(Span(0, len(AGAIN)), Span(0, len(SAID)), "one", "restated", likeness, proper=proper)
    return Reading(note, Text(AGAIN), copying=Compared((copy,), 1.0, 0.0, (), {"one": prior}))


def test_what_was_said_before_in_other_words_is_asked_about_quietly():
    [hit] = restated_text.run(reading(0.9))
    assert hit.span == Span(0, len(AGAIN))
    assert hit.message == "This seems to tell again what the note of 12 March tells. What is new in it?"
    assert restated_text.severity is Severity.CONSIDER


def test_what_is_only_on_the_same_matter_and_what_is_the_same_words_is_left_alone():
    assert not [*restated_text.run(reading(0.8))]
    assert not [*restated_text.run(reading(1.0))]
    assert not [*restated_text.run(reading(0.9, proper=True))]


def test_a_note_on_other_things_is_left_alone(messages):
    prior = {"note_id": "one", "text": SAID, "written_on": "2025-03-12"}
    text = "We fed the ducks and counted the swans. He wore his red boots and sang about the moon."
    assert messages("restated_text", text, written_on="2025-04-08", prior_notes=[prior]) == []
