from __future__ import annotations

import csv
import json
from datetime import date, datetime
from io import StringIO

import pytest
from click.testing import CliRunner, Result
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from hypothesis import strategies as st

from service.cli import main
from service.doors.history_cli import _opened
from service.doors.history_columns import to_earlier
from service.doors.history_rows import open_feed
from service.settings import Settings, settings

CANARY = "Zebedeequill"
TEXT = (
    'Rowan said "it is quieter here, and I only woke up once".\n\n'
    "He shares a bedroom with his sister; they talk at night; the kitchen was clean."
)
ROWS = [
    {"child_id": "a1", "note_id": "1", "text": TEXT, "written_on": "2025-03-12"},
    {"child_id": "a1", "note_id": "2", "text": "School rang: he is in every day.", "written_on": "2025-04-02"},
    {"child_id": "b2", "note_id": "1", "text": "Seen at home, with his uncle.", "written_on": "2025-05-01"},
]


@pytest.fixture(autouse=True)
def history_here(tmp_path, monkeypatch):
    monkeypatch.setenv("WELLNOTED_HISTORY", str(tmp_path / "store" / "history.sqlite"))
    monkeypatch.setenv("WELLNOTED_HISTORY_KEY_FILE", str(tmp_path / "keys" / "history.key"))
    settings.cache_clear()
    yield
    settings.cache_clear()


def history(*arguments: str, stdin: str | None = None) -> Result:
    return CliRunner().invoke(main, ["history", *arguments], input=stdin)


@pytest.fixture
def write(tmp_path):
    def to_file(content: str | bytes | list[dict[str, object]], name: str) -> str:
        path = tmp_path / name
        if isinstance(content, list):
            content = as_jsonl(content) if name.endswith(".jsonl") else as_csv(content)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return str(path)

    return to_file


def as_csv(rows, delimiter: str = ",") -> str:
    out = StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def as_jsonl(rows) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


def as_parquet(path, rows) -> str:
    pyarrow = pytest.importorskip("pyarrow", reason="no reader of Parquet here: pip install pyarrow")
    from pyarrow import parquet

    parquet.write_table(pyarrow.Table.from_pylist(rows), path)
    return str(path)


def copied_from(child: str, draft: str = TEXT) -> set[str]:
    with _opened() as store:
        return {echo.note_id for echo in store.look_up([child], f"Before. {draft} After.")}


def test_a_feed_is_added_once_and_passed_over_when_it_comes_again(write):
    feed = write(ROWS, "feed.csv")
    first, second = history("add", feed), history("add", feed)
    assert (first.exit_code, second.exit_code) == (0, 0), first.output
    assert "3 rows · 3 new or changed · 0 already there" in first.output
    assert "0 new or changed · 3 already there" in second.output
    assert "rows/s" in second.output
    assert copied_from("a1") == {"1"}


@pytest.mark.parametrize(
    "content",
    [
        as_csv(ROWS),
        as_csv(ROWS, ";"),
        as_csv(ROWS, "\t"),
        "\ufeff" + as_csv(ROWS),
        as_csv(ROWS).encode("utf-16"),
        as_csv(ROWS).replace("child_id,note_id", '"Child_ID", "NOTE_ID"'),
        as_csv([{"title": "x", **row, "author": ""} for row in ROWS]),
        as_csv([{**row, "written_on": f"{row['written_on']} 09:30:00"} for row in ROWS]),
        as_csv(ROWS).replace("\r\n", "\n"),
        as_csv(ROWS) + "\r\n\r\n",
    ],
)
def test_csv_is_read_as_it_is_exported(write, content):
    result = history("add", write(content, "feed.csv"))
    assert result.exit_code == 0, result.output
    assert "3 rows · 3 new" in result.output
    assert copied_from("a1") == {"1"}
    assert "2 notes, 12 March 2025 to 2 April 2025" in history("status", "a1").output


def test_json_lines_and_parquet_store_what_csv_stores(write, tmp_path):
    history("add", write(ROWS, "feed.csv"))
    numbered = [{**row, "note_id": int(row["note_id"])} for row in ROWS]
    dated = [{**row, "written_on": date.fromisoformat(row["written_on"])} for row in ROWS]
    timed = [{**row, "written_on": datetime.fromisoformat(row["written_on"])} for row in numbered]
    feeds = [write(ROWS, "a.jsonl"), write(numbered, "b.jsonl")]
    feeds += [as_parquet(tmp_path / f"{at}.parquet", rows) for at, rows in enumerate([ROWS, dated, timed])]
    result = history("add", *feeds)
    assert "15 rows · 0 new or changed · 15 already there" in result.output, result.output


def test_a_changed_note_takes_the_place_of_the_old_one(write):
    history("add", write(ROWS, "feed.csv"))
    changed = history("add", write([{**ROWS[0], "text": "Other words altogether."}], "later.csv"))
    assert "1 rows · 1 new or changed" in changed.output
    assert copied_from("a1") == set()
    assert "2 notes" in history("status", "a1").output


def test_dates_with_the_day_first_are_taken_only_when_said(write):
    feed = write([{**ROWS[0], "written_on": "12/03/2025"}], "feed.csv")
    refused = history("add", feed)
    assert refused.exit_code == 2
    assert "--day-first" in refused.output
    assert history("add", "--day-first", feed).exit_code == 0
    assert "12 March 2025" in history("status", "a1").output


def test_siblings_and_last_days_are_kept(write):
    rows = [{**row, "household": "h", "keep_until": "2025-06-01"} for row in ROWS[:2]]
    history("add", write([*rows, {**ROWS[2], "household": "", "keep_until": ""}], "feed.csv"))
    assert history("expire").output == "2 notes deleted.\n"
    assert "1 note, 1 May 2025" in history("status").output


@pytest.mark.parametrize(
    ("row", "place", "why"),
    [
        ({"child_id": " "}, "row 3, column child_id", "is empty"),
        ({"note_id": CANARY * 20}, "row 3, column note_id", "240 characters"),
        ({"text": CANARY + "\0"}, "row 3, column text", "NUL"),
        ({"text": f"{CANARY} " * 20_001}, "row 3, column text", "bytes"),
        ({"written_on": CANARY}, "row 3, column written_on", "2025-03-12"),
        ({"written_on": "2025-02-30"}, "row 3, column written_on", "there is not"),
        ({"keep_until": CANARY}, "row 3, column keep_until", "not a date"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_and_the_others_are_stored(write, row, place, why):
    rows = [{"keep_until": "", **ROWS[0]}, {"keep_until": "", **ROWS[1], **row}, {"keep_until": "", **ROWS[2]}]
    result = history("add", write(rows, "feed.csv"))
    assert result.exit_code == 2
    assert f"feed.csv {place}: " in result.output
    assert why in result.output
    assert CANARY not in result.output
    assert "2 new or changed" in result.output
    assert "2 notes" in history("status").output


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (json.dumps({**ROWS[1], "child_id": ["x"]}), "row 2, column child_id: is neither"),
        (json.dumps({**ROWS[1], "child_id": True}), "row 2, column child_id: is neither"),
        (json.dumps({**ROWS[1], "note_id": "\ud800"}), "row 2, column note_id: holds half"),
        (json.dumps({**ROWS[1], "text": [CANARY]}), "row 2, column text: is not text"),
        (json.dumps({**ROWS[1], "text": CANARY + "\ud800"}), "row 2, column text: Character 12"),
        (json.dumps({**ROWS[1], "written_on": 5}), "row 2, column written_on: is not a date"),
        (
            json.dumps({name: ROWS[1][name] for name in ("child_id", "note_id", "text")}),
            "column written_on: is missing",
        ),
        (f'{{"text": "{CANARY}', "row 2: not JSON at character"),
        (f'["{CANARY}"]', "row 2: not a JSON object"),
        ("[" * 100_000, "row 2: not"),
    ],
)
def test_a_json_line_that_cannot_be_used_is_named(write, line, said):
    content = as_jsonl(ROWS[:1]) + line + "\n" + as_jsonl(ROWS[2:])
    result = history("add", write(content, "feed.jsonl"))
    assert result.exit_code == 2
    assert said in result.output
    assert CANARY not in result.output
    assert "2 notes" in history("status").output


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("", "feed.csv", "no column child_id or note_id or text or written_on"),
        (f"{CANARY},b\n1,2\n", "feed.csv", "no column child_id"),
        ("child_id,note_id,text\n1,2,x\n", "feed.csv", "no column written_on"),
        (b"child_id,note_id,text,written_on\n1,2,caf\xe9,2025-03-12\n", "feed.csv", "not UTF-8"),
        ("not parquet", "feed.parquet", "not Parquet"),
        ("x", "feed.xlsx", "is a .csv, .jsonl or .parquet file"),
    ],
)
def test_a_file_that_is_no_feed_is_refused_before_anything_is_stored(write, content, name, said):
    if name.endswith("parquet"):
        pytest.importorskip("pyarrow", reason="no reader of Parquet here: pip install pyarrow")
    result = history("add", write(ROWS, "good.csv"), write(content, name))
    assert result.exit_code == 2
    assert said in result.output
    assert CANARY not in result.output
    assert "Traceback" not in result.output
    assert "0 notes" in history("status").output


def test_a_file_that_is_not_there_is_named(tmp_path):
    for name in ("gone.csv", "gone.jsonl", "gone.parquet"):
        result = history("add", str(tmp_path / name))
        assert (result.exit_code, f"{name}: cannot be read" in result.output) == (2, True), result.output


def test_an_open_quotation_mark_is_told_and_loses_no_row_before_it(write):
    content = as_csv(ROWS[:1]) + f'a1,9,"{CANARY} ' + "x" * 10_000_001
    result = history("add", write(content, "feed.csv"))
    assert result.exit_code == 2
    assert "quotation mark" in result.output
    assert CANARY not in result.output


def test_a_row_with_too_many_cells_is_named(write):
    result = history("add", write(as_csv(ROWS[:1]) + f"a1,9,{CANARY},2025-03-12,{CANARY}\n", "feed.csv"))
    assert result.exit_code == 2
    assert "row 3: has 5 cells; the first row names 4 columns" in result.output
    assert CANARY not in result.output


def test_a_feed_of_nothing_but_bad_rows_is_left(write):
    result = history("add", write([{**ROWS[0], "written_on": "x"}] * 5_000, "feed.csv"))
    assert result.exit_code == 2
    assert "500 rows" in result.output
    assert "the rest of the file was left" in result.output
    assert result.output.count("feed.csv row") == 10


def test_a_note_that_the_history_refuses_is_named_and_the_others_are_stored(write):
    long = {**ROWS[0], "text": "a-" * 70_000}
    result = history("add", write([ROWS[1], long, ROWS[2]], "feed.csv"))
    assert result.exit_code == 2
    assert "feed.csv row 3: " in result.output
    assert "2 notes" in history("status").output


def test_an_emptied_note_is_kept_as_empty(write):
    history("add", write(ROWS[:1], "feed.csv"))
    emptied = history("add", write([{**ROWS[0], "text": ""}], "later.csv"))
    assert emptied.exit_code == 0
    assert "1 without text" in emptied.output
    assert copied_from("a1") == set()


def test_a_note_is_removed_and_a_child_erased_after_asking(write):
    history("add", write(ROWS, "feed.csv"))
    assert history("remove", "a1", "2").output == "The note is deleted.\n"
    assert history("remove", "a1", "2").output == "There was no such note.\n"
    refused = history("erase", "a1", stdin="n\n")
    assert refused.exit_code == 1
    assert "1 note" in refused.output
    assert "1 note," in history("status", "a1").output
    assert history("erase", "a1", stdin="y\n").exit_code == 0
    assert history("erase", "b2", "--yes").exit_code == 0
    assert history("erase", "never stored", "--yes").exit_code == 0
    assert history("status").output == "0 notes.\n"


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("1\n\n 7 \n", "live.txt"),
        ("note_id\n1\n7\n", "live.csv"),
        ("child_id,note_id\na1,1\nb2,2\n", "live.csv"),
        ('{"note_id": 1}\n', "live.jsonl"),
    ],
)
def test_what_the_case_system_no_longer_has_goes(write, content, name):
    history("add", write(ROWS, "feed.csv"))
    assert history("reconcile", "a1", write(content, name)).output == "1 note deleted.\n"
    assert copied_from("a1") == {"1"}
    assert "1 note," in history("status", "b2").output


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        ("\n", "live.txt", "no note is listed"),
        ("child_id,note_id\nb2,1\n", "live.csv", "no note is listed"),
        ("id\n1\n", "live.csv", "no column note_id"),
        ("note_id,x\n1,\n,y\n", "live.csv", "row 3: is empty. Nothing was deleted"),
        (b"\xff\xe9", "live.txt", "not UTF-8"),
    ],
)
def test_a_list_that_cannot_be_meant_deletes_nothing(write, content, name, said):
    history("add", write(ROWS, "feed.csv"))
    result = history("reconcile", "a1", write(content, name))
    assert result.exit_code == 2
    assert said in result.output
    assert "2 notes" in history("status", "a1").output


def test_a_new_key_file_opens_the_history_and_the_old_one_no_more(write, tmp_path, monkeypatch):
    history("add", write(ROWS, "feed.csv"))
    new = tmp_path / "keys" / "new.key"
    assert history("rekey", str(new)).exit_code == 0
    refused = history("status")
    assert refused.exit_code == 2
    assert "does not belong to this history" in refused.output
    monkeypatch.setenv("WELLNOTED_HISTORY_KEY_FILE", str(new))
    settings.cache_clear()
    assert copied_from("a1") == {"1"}


@pytest.mark.parametrize(
    "arguments", [("add", "x.csv"), ("remove", "a", "1"), ("erase", "a"), ("status",), ("rekey", "k"), ("expire",)]
)
def test_where_the_history_is_off_it_is_said_what_to_set(write, monkeypatch, arguments):
    monkeypatch.setenv("WELLNOTED_HISTORY", "off")
    settings.cache_clear()
    given = [write(ROWS, name) if name == "x.csv" else name for name in arguments]
    result = history(*given)
    assert result.exit_code == 2
    assert "Set WELLNOTED_HISTORY" in result.output


def test_a_setting_that_is_no_place_is_refused(monkeypatch):
    monkeypatch.setenv("WELLNOTED_HISTORY", "true")
    settings.cache_clear()
    result = history("status")
    assert result.exit_code == 2
    assert "write off, on, the path" in result.output


def test_nothing_that_was_fed_is_readable_in_the_files_or_the_output(write, tmp_path):
    row = {"child_id": CANARY, "note_id": CANARY, "text": f"{CANARY} {TEXT}", "written_on": "2025-03-12"}
    result = history("add", write([row], "feed.csv"))
    assert CANARY not in result.output + history("status", CANARY).output
    files = [path for folder in ("store", "keys") for path in (tmp_path / folder).iterdir()]
    assert len(files) >= 2
    assert not any(CANARY.encode() in path.read_bytes() for path in files)


LINES = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)


@how(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts=st.lists(LINES, min_size=1, max_size=5), delimiter=st.sampled_from(",;\t|"))
def test_any_text_comes_out_of_any_csv_as_it_went_in(tmp_path, texts, delimiter):
    rows = [{**ROWS[0], "note_id": str(at), "text": text} for at, text in enumerate(texts)]
    path = tmp_path / "any.csv"
    path.write_text(as_csv(rows, delimiter), encoding="utf-8", newline="")
    chosen = Settings(_env_file=None)
    read = [to_earlier(row, day_first=False, chosen=chosen) for row in open_feed(str(path))]
    assert [earlier.raw_text for earlier in read] == texts
    assert [earlier.note_id for earlier in read] == [row["note_id"] for row in rows]
