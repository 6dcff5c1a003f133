"""The gold mark-up as text and spans."""

from __future__ import annotations

import pytest

from evaluation.gold_notes import development_files, read_gold, read_gold_file, training_files, unmark
from service.errors import InputError

NOTE = """\
# A comment
@note x1-01
@type home visit
@date 2025-03-14
@title Home visit
@child Amara Okafor | 9 | she/her
F| I visited Amara at 4pm.
Ou-| Mum is [l:clearly not coping] since [j:contact] stopped.

P| I will ring on 17 March.
@end
"""


def test_paragraphs_and_sentences_become_one_text(tmp_path):
    path = tmp_path / "x1.txt"
    path.write_text(NOTE, encoding="utf-8")
    [note] = read_gold_file(path)
    assert note.text == (
        "I visited Amara at 4pm. Mum is clearly not coping since contact stopped.\n\nI will ring on 17 March."
    )
    assert [(m.label, m.span.of(note.text)) for m in note.marks] == [
        ("loaded", "clearly not coping"),
        ("jargon", "contact"),
    ]
    assert [(s.kind, s.owned, s.evidenced) for s in note.sentences] == [
        ("fact", None, None),
        ("opinion", False, False),
        ("plan", None, None),
    ]
    assert (note.record_type, note.child, note.file) == ("home visit", "Amara Okafor | 9 | she/her", "x1")


def test_a_line_without_a_kind_is_named_by_file_and_line(tmp_path):
    path = tmp_path / "x1.txt"
    path.write_text(NOTE.replace("F| I", "I"), encoding="utf-8")
    with pytest.raises(InputError, match=r"x1\.txt:7: "):
        read_gold_file(path)


def test_every_sentence_of_our_gold_slices_back():
    for note in read_gold((*training_files(), *development_files())):
        assert all(s.span.of(note.text).strip() == s.span.of(note.text) != "" for s in note.sentences)
        assert "[" not in note.text


def test_development_notes_are_never_training_notes():
    assert not set(training_files()) & set(development_files())


def test_marks_are_counted_from_where_the_sentence_starts():
    plain, [mark] = unmark("He is in [j:respite].", start=10)
    assert plain == "He is in respite."
    assert tuple(mark.span) == (19, 26)
