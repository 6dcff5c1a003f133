"""What is known of a note besides its text: given, loaded, and cleared."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import get_args

from service.note import RecordType
from tests.web.page.looking import OWN, PASTED, answer, figures, open_everything, wait_for_answer
from tests.web.seeing import wait_for

WEB = Path(__file__).parents[3] / "service" / "doors" / "web"


def test_what_is_missing_is_asked_for_in_the_words_of_the_page(own):
    own.locator("#draft").fill(f"{OWN} " * 4)
    wait_for(own, "manipulative")
    open_everything(own)
    skipped = own.locator("#skipped .body").inner_text()
    assert "note details" in skipped
    assert "Send" not in own.locator(".holds").inner_text()
    own.locator("#plan-goals .body button").click()
    assert own.evaluate("document.activeElement.closest('details').id") == "details"


def test_details_change_what_is_asked(own):
    own.locator("#draft").fill(f"{OWN} " * 4)
    wait_for(own, "manipulative")
    own.locator("#details > summary").click()
    own.get_by_label("Age in years").fill("4")
    own.get_by_label("Name", exact=True).fill("Tom Hill")
    own.get_by_label("People, one a line").fill("Ann Hill, mother\nBo Reed (teacher)")
    own.get_by_label("Goals of the plan").fill("Tom has a room he likes")
    wait_for_answer(own, "plan-goals", "goal")
    assert answer(own, "voice") == "In their own words" or answer(own, "voice") == "Passed on by somebody else"
    assert own.locator("#facts").inner_text() == "Tom Hill, 4 · 2 people · 1 goal"


def test_people_are_read_with_their_roles_however_they_are_written(own):
    with own.expect_request("**/v1/analyse") as sent:
        own.locator("#details > summary").click()
        own.get_by_label("People, one a line").fill(
            "Ann Hill, mother\nBo Reed (teacher)\nCy Ash - uncle, his mum's side\nDi"
        )
        own.locator("#draft").fill(OWN)
    assert sent.value.post_data_json["people"] == [
        {"name": "Ann Hill", "role": "mother"},
        {"name": "Bo Reed", "role": "teacher"},
        {"name": "Cy Ash", "role": "uncle, his mum's side"},
        {"name": "Di", "role": None},
    ]


def test_earlier_notes_are_loaded_from_files(own, tmp_path):
    (tmp_path / "visit 2025-03-02.txt").write_text(f"\ufeff{PASTED} Gran was there.")
    (tmp_path / "one.json").write_text(json.dumps({"text": "A call.", "record_type": "phone call"}))
    (tmp_path / "more.jsonl").write_text('{"text": "One."}\n{"text": "Two.", "written_on": "2025-01-09"}\n')
    (tmp_path / "letter.txt").write_bytes(b"PK\0\0")
    (tmp_path / "empty.json").write_text("{}")
    own.locator("#details > summary").click()
    own.locator("#earlier-files").set_input_files(sorted(tmp_path.iterdir()))
    titles = own.locator("#earlier-list summary")
    own.wait_for_function("() => document.querySelector('#earlier-said').textContent")
    assert sorted(titles.all_inner_texts()) == [
        "Note of 2 March 2025",
        "Note of 9 January 2025",
        "Note without a date",
        "Phone call without a date",
    ]
    said = own.locator("#earlier-said").inner_text()
    assert said.startswith("4 notes loaded.")
    assert "letter.txt is not plain text" in said
    assert "empty.json holds no note" in said
    own.locator("#draft").fill(f"We talked about school. {PASTED} He was calm.")
    wait_for_answer(own, "copied", "stands in an earlier note")


def test_a_pasted_earlier_note_is_compared_and_can_be_taken_out(own):
    own.locator("#draft").fill(f"We talked about school. {PASTED} He was calm.")
    own.locator("#details > summary").click()
    own.get_by_role("button", name="Paste an earlier note").click()
    own.keyboard.insert_text(PASTED)
    wait_for_answer(own, "copied", "stands in an earlier note")
    own.get_by_role("button", name="Take out").click()
    wait_for_answer(own, "copied", "No earlier notes")


def test_the_sample_is_there_once(own):
    own.reload()
    own.wait_for_function("() => document.querySelector('#reading-age .answer').textContent")
    assert own.locator("#draft").input_value() == ""
    assert not own.locator("#sample").is_visible()


def test_a_new_note_asks_before_it_clears_what_is_kept_nowhere_else(own):
    own.locator("#draft").fill(OWN)
    own.get_by_role("button", name="New note").click()
    own.get_by_role("button", name="Keep it").click()
    assert own.locator("#draft").input_value() == OWN
    own.get_by_role("button", name="New note").click()
    own.get_by_role("button", name="Clear it").click()
    own.wait_for_function("() => document.querySelector('#draft').value === ''")
    assert figures(own)["Fact"] == 0


def test_the_form_offers_every_kind_of_record():
    listed = re.search(r"RECORD_TYPES = \[(.*?)\]", (WEB / "page" / "details.js").read_text(), re.DOTALL)[1]
    assert tuple(re.findall(r'"([^"]+)"', listed)) == get_args(RecordType)
