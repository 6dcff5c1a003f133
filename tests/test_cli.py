from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from service.cli import main

CLEAN = "I visited Sam at home on 3 May.\nHe showed me his new bike.\n"
BLAMING = "I visited on 3 May. Mum is manipulative.\n"


@pytest.fixture
def wellnoted() -> Callable[..., Result]:
    def run(*arguments: str, stdin: str | bytes | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin)

    return run


@pytest.fixture
def file(tmp_path: Path) -> Callable[..., str]:
    def write(content: str | bytes | Sequence[object], name: str = "note.txt") -> str:
        path = tmp_path / name
        if isinstance(content, bytes):
            path.write_bytes(content)
        elif isinstance(content, str):
            path.write_text(content, encoding="utf-8")
        else:
            path.write_text("".join(json.dumps(line) + "\n" for line in content), encoding="utf-8")
        return str(path)

    return write


def test_a_note_with_something_to_ask_shows_the_words_and_exits_with_1(wellnoted, file):
    result = wellnoted("review", file(BLAMING))
    assert result.exit_code == 1
    assert "manipulative" in result.output
    assert "?" in result.output


def test_a_note_with_nothing_to_ask_exits_with_0(wellnoted, file):
    result = wellnoted("review", file(CLEAN))
    assert result.exit_code == 0, result.output


def test_what_was_not_looked_at_is_said(wellnoted, file):
    assert "not looked at" in wellnoted("review", file(CLEAN)).output


def test_json_is_the_review(wellnoted, file):
    result = wellnoted("review", file(BLAMING), "--format", "json")
    review = json.loads(result.output)
    [blame] = [f for f in review["findings"] if f["check"] == "loaded_language"]
    assert BLAMING[blame["start"] : blame["end"]] == "manipulative"
    assert set(review) == {
        "sentences",
        "findings",
        "readability",
        "whole_note",
        "copied",
        "voice",
        "people",
        "plan_goals",
        "sign_off",
        "skipped",
        "versions",
    }


def test_a_jsonl_file_gives_one_review_a_line_in_order(wellnoted, file):
    path = file([{"text": BLAMING}, {"text": CLEAN}, {"text": BLAMING}], "notes.jsonl")
    lines = wellnoted("review", path, "--format", "jsonl").output.splitlines()
    blamed = [any(f["check"] == "loaded_language" for f in json.loads(line)["findings"]) for line in lines]
    assert blamed == [True, False, True]


def test_standard_input_may_be_text_or_a_note(wellnoted):
    assert wellnoted("review", "-", stdin=BLAMING).exit_code == 1
    as_note = json.dumps({"text": BLAMING, "child": {"age_years": 9}})
    assert wellnoted("review", "-", stdin=as_note).exit_code == 1


def test_details_may_be_given_for_plain_text(wellnoted, file):
    hard = CLEAN + "The undersigned endeavoured to facilitate comprehensive multidisciplinary consultation " * 4
    output = wellnoted("review", file(hard), "--age", "7", "--format", "json").output
    assert "reading_age" in {finding["check"] for finding in json.loads(output)["findings"]}


def test_sarif_names_rule_line_and_column(wellnoted, file):
    log = json.loads(wellnoted("review", file("Seen.\n\nMum is manipulative."), "--format", "sarif").output)
    [result] = [r for r in log["runs"][0]["results"] if r["ruleId"] == "loaded_language"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (3, 8)


def test_html_escapes_the_note(wellnoted, file):
    page = wellnoted("review", file("<script>alert(1)</script> Mum is manipulative."), "--format", "html").output
    assert "<script" not in page
    assert '<mark class="ask">manipulative</mark>' in page


def test_nothing_in_a_note_can_steer_the_terminal(wellnoted, file):
    output = wellnoted("review", file("Mum is manipulative.\x1b[2J\u202e gnp.exe")).output
    assert "\x1b[2J" not in output
    assert "\u202e" not in output


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "empty.txt", "has no text"),
        (" \n\t\r\n", "white.txt", "has no text"),
        (b"caf\xe9", "latin.txt", "latin.txt:1: not UTF-8"),
        ("a\0b", "nul.txt", "NUL"),
        ("x" * 1_000_000, "long.txt", "1,000,000 bytes"),
        ("word " * 20_001, "many.txt", "20,001 words"),
        ("{", "note.json", "not JSON"),
        ("[]", "note.json", "JSON object"),
        ('{"text": 5}', "note.json", "text: Input should be a valid string"),
        ('{"text": "x", "txt": 1}', "note.json", "unknown field"),
        ('{"text": "Seen."}\n{"text": 5}\n', "notes.jsonl", "notes.jsonl:2: text"),
        ("[" * 100_000, "deep.json", "deep.json"),
    ],
)
def test_bad_input_is_named_by_file_and_line_with_exit_code_2(wellnoted, file, content, name, said):
    result = wellnoted("review", file(content, name))
    assert result.exit_code == 2
    assert said in result.output
    assert len(result.output) < 600


def test_a_file_that_is_not_there_is_named(wellnoted, tmp_path):
    result = wellnoted("review", str(tmp_path / "gone.txt"))
    assert result.exit_code == 2
    assert "gone.txt: cannot be read" in result.output


def test_one_bad_file_stops_before_anything_is_printed(wellnoted, file):
    result = wellnoted("review", file(BLAMING), file("", "empty.txt"))
    assert result.exit_code == 2
    assert "Nothing was reviewed." in result.output
    assert "manipulative" not in result.output


@pytest.mark.parametrize(
    "text",
    ["Mum is manipulative.\r\nSeen\tat 4pm.\r\n", "👩‍👧‍👦 Mum is manipulative.", "\u200fMum is manipulative.\u200e"],
)
def test_line_ends_tabs_emoji_and_direction_marks_keep_offsets_right(wellnoted, file, text):
    review = json.loads(wellnoted("review", file(text.encode()), "--format", "json").output)
    [blame] = [f for f in review["findings"] if f["check"] == "loaded_language"]
    assert text[blame["start"] : blame["end"]] == "manipulative"


def test_explain_gives_the_checks_page_and_guesses_at_a_wrong_name(wellnoted):
    assert "Why:" in wellnoted("explain", "jargon").output
    wrong = wellnoted("explain", "jagon")
    assert wrong.exit_code == 2
    assert "Did you mean jargon?" in wrong.output


def test_checks_are_listed_with_their_first_line(wellnoted):
    listed = wellnoted("checks").output
    assert "loaded_language" in listed
    assert "reading_age" in listed


def test_the_service_does_not_start_where_others_could_reach_it(wellnoted):
    result = wellnoted("serve", "--host", "0.0.0.0")  # noqa: S104 - that it is refused is the test
    assert result.exit_code == 2
    assert "127.0.0.1" in result.output


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("WELLNOTED_WORDLISTS", "nowhere", "not a folder"),
        ("WELLNOTED_IGNORE", '["hard_wrd"]', "no check hard_wrd"),
        ("WELLNOTED_IGNORE", "hard_word", "Write it as"),
        ("WELLNOTED_CONSIDER_SHOWN", "-3", "WELLNOTED_CONSIDER_SHOWN"),
    ],
)
def test_a_setting_that_cannot_work_stops_the_service_before_it_starts(variable, value, said):
    command = [sys.executable, "-m", "service", "serve"]
    environment = {**os.environ, variable: value}
    ran = subprocess.run(command, capture_output=True, text=True, env=environment, check=False, timeout=60)  # noqa: S603
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_importing_the_program_loads_no_model_library():
    heavy = "{'spacy', 'numpy', 'textstat', 'onnxruntime', 'fastapi', 'torch', 'rich'}"
    code = f"import sys, service.analyse, service.cli; print(sorted({heavy} & set(sys.modules)))"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert shown.stdout.strip() == "[]"
