"""A note that is read again after an edit: whatever is remembered, the answer is that of a first reading."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.note import Note
from service.reading.memory import Memory

DRAFT = """Home visit, 4 March
Mum was clearly not coping. She said "it is fine", and the flat was filthy.
There are some concerns around contact; Ava cried when Dean left.

Actions
- Refer to CAMHS
- I will ring Mrs Hill at school on 7 March."""

EDITS = [
    ("a word in the middle", lambda text: text.replace("filthy", "filthy and cold")),
    ("a sentence in front", lambda text: f"Ava is 9. {text}"),
    ("a new name", lambda text: text.replace("Dean", "Mr Dean Okafor")),
    ("a quotation opened", lambda text: text.replace("There are", '"There are').replace("Dean left.", 'Dean left."')),
    ("a line taken out", lambda text: text.replace("- Refer to CAMHS\n", "")),
    ("the same sentence twice", lambda text: f"{text} I will ring Mrs Hill at school on 7 March."),
    ("everything in capitals", str.upper),
]


@pytest.mark.parametrize("edit", [edit for _, edit in EDITS], ids=[name for name, _ in EDITS])
def test_an_edited_note_is_read_as_if_for_the_first_time(settings, monkeypatch, edit):
    analyse(Note(text=DRAFT), settings)
    edited = analyse(Note(text=edit(DRAFT)), settings)
    monkeypatch.setattr(Memory, "recall", lambda _memory, _key: None)
    first = analyse(Note(text=edit(DRAFT)), settings)
    assert _plain(edited) == _plain(first)


def test_only_what_an_edit_changed_is_asked_again():
    asked = []
    memory = Memory()
    for sentences in (["one", "two", "three"], ["one", "2", "three"]):
        keys = [memory.key(sentence.encode()) for sentence in sentences]
        assert memory.answers(keys, lambda places: asked.append(list(places)) or [len(asked)] * len(places))
    assert asked == [[0, 1, 2], [1]]


def _plain(review):
    """Return a review with confidences in tenths: a model's batches differ in the last digits."""
    findings = [finding.model_copy(update={"confidence": round(finding.confidence, 1)}) for finding in review.findings]
    sentences = [(s.start, s.end, s.kind, s.owned, s.evidenced) for s in review.sentences]
    return findings, sentences, review.readability
