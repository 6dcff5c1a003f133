from __future__ import annotations

import tomllib

import pytest
from click.testing import CliRunner

from service.doors.batch.command import batch
from service.doors.tables.mapping import FIELDS, PRESETS, column_map, preset
from service.doors.tables.opening import open_table
from service.doors.tables.proposing import propose
from service.errors import InputError
from tests.doors.tables.exports import CANARY, ROWS, as_csv, as_xlsx, read, told, written


@pytest.mark.parametrize("name", PRESETS)
def test_a_preset_names_its_source_and_what_was_not_seen(name):
    mapping = preset(name)
    assert mapping.source
    assert set(mapping.columns) <= set(FIELDS)
    assert mapping.unconfirmed <= set(mapping.columns)
    assert {"child_id", "text", "written_on"} <= set(mapping.columns)


@pytest.mark.parametrize(
    ("written_as", "kind"),
    [
        ("Home Visit", "home visit"),
        ("home_visit", "home visit"),
        ("STAT VISIT", "home visit"),
        ("Management Oversight", "management oversight"),
        ("Child in Need Review", "child in need review"),
        ("CIN review", "child in need review"),
        ("3 month summary", "three-month summary"),
        ("Cricket", None),
    ],
)
def test_record_types_are_known_by_the_words_for_them(written_as, kind):
    assert preset("mosaic").record_type(written_as) == kind


def test_a_mapping_of_ones_own_says_which_column_and_which_words(tmp_path):
    mapping = written(
        tmp_path / "map.toml",
        '[columns]\nchild_id = "Ref"\ntext = ["Body", "Entry"]\nrecord_type = "Kind"\n'
        '[record_types]\n"core group" = ["Circle"]\n',
    )
    rows = [{"Ref": "1", "Kind": "circle", "Entry": "We met.", "note": "not this", "id": "x"}]
    [one] = read(written(tmp_path / "a.csv", as_csv(rows)), mapping)
    assert (one.note.text, one.note.record_type, one.note.note_id) == ("We met.", "core group", None)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[columns]\nchild = 'x'", "columns.child is not known. Did you mean child_id"),
        ("[record_types]\n'home visits' = ['x']", "Did you mean home visit?"),
        ("preset = 'mosiac'", "preset is none of: mosaic"),
        ("days = 'european'", "days is none of: day first, month first"),
        ("day = 'day first'", "day is not known. Did you mean days"),
        ("[columns]\ntext = 3", "neither a text nor a list"),
        ("[columns]\ntext = []", "neither a text nor a list"),
        ("columns = 'x'", "columns is a table"),
        ("sheet = 2", "sheet is not a text"),
        ("[columns", "not TOML"),
    ],
)
def test_a_mapping_that_cannot_be_meant_is_refused_with_what_to_write(tmp_path, toml, said):
    with pytest.raises(InputError) as raised:
        column_map(written(tmp_path / "map.toml", toml))
    assert said in str(raised.value)
    assert "map.toml" in str(raised.value)


def test_a_mapping_that_is_not_there_is_named(tmp_path):
    with pytest.raises(InputError, match="cannot be read"):
        column_map(str(tmp_path / "gone.toml"))
    with pytest.raises(InputError, match="no preset of that name"):
        column_map("mosiac")


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ('[columns]\nchild_id = "Person"\ntext = "note"', 'no column "Person" for child_id (is it "person_id"?)'),
        ('[columns]\nchild_id = "person_id"', "no column is named for text"),
        ('[columns]\nchild_id = "person_id"\ntext = "note"\ntitle = "Subject"', 'no column "Subject" for title'),
    ],
)
def test_a_column_that_is_not_there_is_asked_about_before_a_row_is_read(tmp_path, toml, said):
    path = written(tmp_path / "a.csv", as_csv(ROWS))
    with pytest.raises(InputError) as raised:
        read(path, written(tmp_path / "map.toml", toml))
    assert said in str(raised.value)
    assert "wellnoted batch map" in str(raised.value)


def test_a_column_of_something_else_refuses_the_rows_and_says_why(tmp_path):
    mapping = written(
        tmp_path / "map.toml",
        '[columns]\nchild_id = "person_id"\nnote_id = "note_type"\ntext = "note"\nwritten_on = "note"',
    )
    reads = read(written(tmp_path / "a.csv", as_csv(ROWS)), mapping)
    assert told(reads) == [("mapping", "written_on", "NotADay")] * 3


def proposed(path: str):
    table = open_table(path)
    return propose(table.columns, [row.values for row in table.rows(None)])


def test_a_case_systems_headings_are_recognised(tmp_path):
    proposal = proposed(written(tmp_path / "a.csv", as_csv([{**row, "note": f"<p>{row['note']}</p>"} for row in ROWS])))
    assert (proposal.preset, proposal.text_form, proposal.missing) == ("mosaic", "html", ())
    lcs = dict(
        zip(
            ["DIM_PERSON_ID", "FACT_CASENOTE_ID", "CASENOTE_TYPE", "EVENT_DTTM", "CASENOTE_TEXT"],
            ROWS[0].values(),
            strict=True,
        )
    )
    proposal = proposed(written(tmp_path / "b.csv", as_csv([lcs])))
    assert proposal.preset == "liquidlogic"
    assert "# unconfirmed" in proposal.in_toml()


def test_columns_without_telling_names_are_told_by_what_they_hold(tmp_path):
    rows = [{"Child": "1", "A": "31/03/2025", "B": "Rowan was at home. " * 5, "C": "x"}]
    proposal = proposed(written(tmp_path / "a.csv", as_csv(rows)))
    assert proposal.columns == {"child_id": "Child", "written_on": "A", "text": "B"}
    assert (proposal.days, proposal.by_contents, proposal.unused) == ("day first", {"written_on", "text"}, ("C",))


def mapped(*arguments: str):
    return CliRunner().invoke(batch, ["map", *arguments])


def test_what_is_proposed_can_be_used_as_it_is(tmp_path):
    for path in (written(tmp_path / "a.csv", as_csv(ROWS)), as_xlsx(tmp_path / "a.xlsx", ROWS)):
        result = mapped(path)
        assert result.exit_code == 0, result.output
        tomllib.loads(result.stdout)
        mapping = written(tmp_path / "map.toml", result.stdout)
        assert told(read(path, mapping)) == told(read(path, "generic"))


def test_five_rows_are_shown_and_none_of_them_stands_in_the_mapping(tmp_path):
    rows = [
        {**ROWS[0], "id": str(at), "note": f"{CANARY}\x1b[2J <b>{at}</b>", "note_type": "Cricket"} for at in range(9)
    ]
    path, out = written(tmp_path / "a.csv", as_csv(rows)), tmp_path / "map.toml"
    result = mapped(path)
    assert result.stderr.count(f"{CANARY} [2J ") == 5
    assert "\x1b" not in result.stderr
    assert "Record types to name under [record_types]: Cricket" in result.stderr
    assert CANARY not in result.stdout
    assert mapped(path, "--out", str(out)).exit_code == 0
    assert out.read_text() == result.stdout
    assert mapped(path, "--out", str(out)).exit_code == 1
    assert isinstance(mapped(path, "--out", str(out)).exception, InputError)


def test_a_table_without_a_child_is_told(tmp_path):
    result = mapped(written(tmp_path / "a.csv", as_csv([{"x": "1", "note": "Seen."}])))
    assert result.exit_code == 2
    assert "No column seems to hold child_id" in result.stderr
    assert '# child_id = ""' in result.stdout


def test_days_that_do_not_tell_are_left_to_the_reader(tmp_path):
    result = mapped(written(tmp_path / "a.csv", as_csv([{**ROWS[0], "created_on": "03/04/2025"}])))
    assert '# days = "day first"' in result.stdout
    assert "none tells whether the day or the month is first" in result.stdout
