"""A council's template phrases: words of its forms are nobody's copy."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.errors import SettingsError
from service.note import Note
from service.reading.copies.templates import read_templates
from service.settings import Settings

FORM = "Please record here the views of all those present and how the plan was explained to the child and family."


def copied(templates=None):
    note = {
        "text": f"{FORM} Rowan said that he likes the new bunk bed.",
        "written_on": "2025-05-06",
        "prior_notes": [{"note_id": "m1", "written_on": "2025-03-12", "text": f"{FORM} Kerry was out at work."}],
    }
    return analyse(Note.model_validate(note), Settings(_env_file=None, templates=templates)).copied.passages


def test_words_of_a_form_are_no_copy(tmp_path):
    listed = tmp_path / "forms.txt"
    listed.write_text(f"# Case note form, 2025\n\n{FORM}\n", encoding="utf-8")
    assert copied()
    assert not copied(listed)


def test_a_list_that_is_not_there_is_told_with_what_to_do(tmp_path):
    with pytest.raises(SettingsError, match="WELLNOTED_TEMPLATES"):
        read_templates(tmp_path / "gone.txt")
