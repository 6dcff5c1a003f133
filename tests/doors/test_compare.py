from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from service.cli import main
from service.finding import Copied

EARLIER = (
    "Home visit.\n\nRowan shares a bedroom with his sister Ella and says he likes it, because they can talk at "
    "night. The kitchen was clean and there was food in the fridge for the week."
)
NEW = "He has started swimming with Mr Patel on Thursdays and swam a whole length without stopping once."
PASTED = (
    "Rowan shares a bedroom with his sister Mia and says he likes it, because they can talk late at night. "
    "The kitchen was clean and there was food in the fridge for the week."
)


@pytest.fixture
def file(tmp_path) -> Callable[..., str]:
    def write(content: object, name: str) -> str:
        path = tmp_path / name
        path.write_text(content if isinstance(content, str) else json.dumps(content), encoding="utf-8")
        return str(path)

    return write


def compare(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["compare", *arguments])


def shown(result: Result) -> str:
    return " ".join(result.output.split())


def test_passages_stand_side_by_side_with_what_was_changed_marked(file):
    draft = file({"text": f"I called in on the way home. {PASTED} {NEW}", "written_on": "2025-05-01"}, "draft.json")
    result = compare(draft, file({"text": EARLIER, "written_on": "2025-03-12"}, "march.json"))
    assert result.exit_code == 1
    assert "[Mia]" in result.output
    assert "[Ella]" in result.output
    assert "[late]" in result.output
    assert "1 May 2025" in result.output
    assert "march.json:3:1, 12 March 2025" in result.output
    assert "% copied" in result.output
    assert "% new" in result.output
    assert "swimming" not in result.output
    [side_by_side] = [line for line in result.output.splitlines() if "[Mia]" in line]
    assert "[Ella]" in side_by_side


def test_a_note_that_shares_nothing_says_so_and_exits_with_0(file):
    result = compare(file(NEW, "draft.txt"), file(EARLIER, "march.txt"))
    assert result.exit_code == 0
    assert "Nothing of it stands in the earlier notes." in result.output
    assert "0 % copied · 100 % new" in result.output


def test_json_is_the_contract_with_offsets_in_both_notes(file):
    text = f"I called in on the way home. {PASTED} {NEW}"
    march = file(EARLIER, "march.txt")
    result = compare(file(text, "draft.txt"), march, "--format", "json")
    copied = Copied.model_validate_json(result.output)
    [passage] = copied.passages
    assert text[passage.start : passage.end] == PASTED
    assert EARLIER[passage.source_start : passage.source_end] == EARLIER.removeprefix("Home visit.\n\n")
    assert passage.note_id == march
    assert {text[change.start : change.end] for change in passage.changes if change.start} >= {"Mia", "late"}
    assert result.exit_code == 1


def test_several_notes_in_one_file_are_named_by_their_lines(file):
    lines = "".join(json.dumps({"note_id": "same", "text": text}) + "\n" for text in ("Seen at school today.", EARLIER))
    result = compare(file(f"{PASTED} {NEW}", "draft.txt"), file(lines, "earlier.jsonl"))
    assert "earlier.jsonl:2:3:1" in result.output


def test_earlier_notes_may_come_with_the_note(file):
    prior = [{"note_id": "visit of March", "written_on": "2025-03-12", "text": EARLIER}]
    result = compare(file({"text": f"{PASTED} {NEW}", "prior_notes": prior}, "draft.json"))
    assert result.exit_code == 1
    assert "visit of March:3:1, 12 March 2025" in result.output


def test_notes_written_later_are_left_out_and_that_is_said(file):
    draft = file({"text": f"{PASTED} {NEW}", "written_on": "2025-01-01"}, "draft.json")
    result = compare(draft, file({"text": EARLIER, "written_on": "2025-03-12"}, "march.json"))
    assert result.exit_code == 0
    assert "written later: 1" in result.output


def test_what_is_properly_repeated_is_shown_and_not_counted_as_copied(file):
    goal = "Rowan will have a bedroom of his own by September and his mother will be helped to furnish it."
    draft = file({"text": f"{goal}\n\n{NEW}", "plan_goals": [goal]}, "draft.json")
    result = compare(draft, file(f"{goal}\n\nSchool rang about his shoes.", "plan.txt"))
    assert result.exit_code == 0
    assert "properly repeated" in result.output
    assert "0 % copied" in result.output


@pytest.mark.parametrize("arguments", [[], ["gone.txt"]])
def test_without_notes_to_compare_with_it_is_said(file, arguments):
    result = compare(file(NEW, "draft.txt"), *arguments)
    assert result.exit_code == 2
    assert "nothing to compare with" in result.output or "gone.txt: cannot be read" in result.output


def test_one_note_is_compared_at_a_time(file):
    lines = json.dumps({"text": NEW}) + "\n" + json.dumps({"text": PASTED}) + "\n"
    result = compare(file(lines, "drafts.jsonl"), file(EARLIER, "march.txt"))
    assert result.exit_code == 2
    assert "holds 2 notes" in result.output


def test_nothing_in_a_note_can_steer_the_terminal(file):
    steering = EARLIER.replace("kitchen", "kit\x1b[2Jchen").replace("fridge", "\u202efridge")
    result = compare(file(f"{steering} {NEW}", "draft.txt"), file(EARLIER, "march.txt"))
    assert result.exit_code == 1
    assert "\x1b" not in result.output
    assert "\u202e" not in result.output


def test_markup_in_a_note_is_shown_as_it_stands(file):
    marked = EARLIER.replace("The kitchen", "[bold]The[/bold] [/] kitchen")
    result = compare(file(f"{marked} {NEW}", "draft.txt"), file(marked, "march.txt"))
    assert "[bold]The[/bold] [/] kitchen" in shown(result)


def test_paragraphs_and_line_ends_of_other_systems_are_compared_too(file):
    windows = EARLIER.replace("\n", "\r\n").replace(". The", ".\r\n\r\nThe")
    assert compare(file(f"{windows}\r\n{NEW}", "draft.txt"), file(EARLIER, "march.txt")).exit_code == 1
