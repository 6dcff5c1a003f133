"""The report as its reader sees it: what it says, whom it does not show, and what it never runs."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import pytest
from click.testing import CliRunner

from service.doors.batch.report.command import report
from service.doors.batch.report.folder import open_batch
from service.doors.batch.report.page import report_page
from service.errors import InputError
from tests.doors.batch.report_tables import KEY, finding, invented, note, record, write_batch

pytest.importorskip("matplotlib", reason="The report's pictures need matplotlib: pip install 'wellnoted[batch]'")

OF_ANOTHER = "part-00000-aaaaaaaaaaaa.parquet"
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)>'


def child(child_id, notes, findings=(), **given):
    return {"notes": notes, "findings": list(findings), "records": [record(child_id, notes, findings, **given)]}


def together(children):
    return {table: [row for one in children for row in one[table]] for table in ("notes", "findings", "records")}


def page_of(tmp_path, *units, **told):
    return report_page(open_batch(write_batch(tmp_path / "out", units, **told)))


def words_of(page):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", page.split("<body>")[1]))


def gap(child_id, check="supervision_gap", about="supervision"):
    return finding(child_id, check, about=about, dates=[date(2025, 1, 8), date(2025, 2, 5), date(2025, 3, 5)])


@pytest.fixture
def made(tmp_path):
    """Three children: one with a gap, one with another child's name, one that is fine."""
    a = child("A", [note("A", 1), note("A", 2, voice="none")], [gap("A")])
    b_notes = [note("B", 3, must_see=1), note("B", 4), note("B", 5)]
    b = child(
        "B",
        b_notes,
        [finding("B", "wrong_person", row=3), finding("B", "jargon", row=3), finding("B", "jargon", row=3)],
    )
    c = child("C", [note("C", 6)], [], good_practice=["visit_gap"])
    return page_of(tmp_path, together([a, b]), c)


def test_says_how_much_was_read_and_when(made):
    assert "6 notes in 3 children’s records, written from 8 January 2025 to 12 February 2025; 1,200 words." in words_of(
        made
    )


def test_counts_each_check_as_the_tables_have_it(made):
    rows = re.findall(r'<span class="name">(\w+)</span>.*?data-of="Found">([\d,]+)</td>.*?with it">([\d,]+)', made)
    counted = {name: (found, held_by) for name, found, held_by in rows}
    assert (counted["jargon"], counted["wrong_person"], counted["supervision_gap"]) == (
        ("2", "1"),
        ("1", "1"),
        ("1", "1"),
    )
    assert counted["visit_gap"] == ("0", "0")


def test_every_check_stands_in_the_table_with_its_precision_or_that_it_has_none(made):
    from service.analyse import checks
    from service.record.check import record_checks

    told = dict(re.findall(r'<span class="name">(\w+)</span>.*?data-of="Precision">([^<]+)', made))
    assert told.keys() == {check.name for check in (*checks(), *record_checks())}
    assert told["jargon"] == "94% (86% to 97%)"
    assert told["hard_word"] == "not measured"


def test_no_precision_is_of_a_check_that_is_not_there():
    from service.analyse import checks
    from service.doors.batch.report.checking import precisions
    from service.record.check import record_checks

    assert precisions().keys() - {"on"} <= {check.name for check in (*checks(), *record_checks())}


def test_thanks_for_what_is_good_and_says_where_to_begin(made):
    words = words_of(made)
    assert "In 1 record visits are recorded in time throughout." in words
    assert "Look at the 1 place where a name or pronoun may be wrong" in words


def test_records_come_with_what_was_found_its_days_and_a_picture(made):
    article = made.split("<article")[1]
    assert "More time between two supervisions than the limit" in article
    assert "8 Jan 2025 to 5 Mar 2025, 56 days; due 5 Feb 2025" in article
    assert re.search(r"<title id=[^>]*>Timeline of record \w", article)
    assert "overdue 5 February 2025 to 5 March 2025" in made


def test_the_record_with_most_different_findings_is_first_and_the_fine_one_is_not_listed(tmp_path):
    few = child("few", [note("few", 1)], [gap("few")] * 5)
    more = child("more", [note("more", 2)], [gap("more"), gap("more", "visit_gap")])
    fine = child("fine", [note("fine", 3)])
    page = page_of(tmp_path, few, more, fine)
    assert re.findall(r"Record <bdi>(\w+)</bdi>", page) == ["more", "few"]


def test_at_most_25_records_are_shown_and_the_rest_counted(tmp_path):
    children = [child(f"c{n}", [note(f"c{n}", n)], [gap(f"c{n}")]) for n in range(30)]
    page = page_of(tmp_path, together(children))
    assert page.count("<article") == 25
    assert "5 more records with something found are in the workbook" in page


def test_teams_of_few_children_are_folded_and_none_is_ranked(tmp_path):
    sizes = {"Zeta": 12, "Alpha": 14, "Secret two": 2, "Secret nine": 9}
    children = [
        child(
            f"{team}{n}",
            [note(f"{team}{n}", 100 * at + n, team=team, voice="none" if team == "Alpha" else "own_words")],
        )
        for at, (team, size) in enumerate(sizes.items())
        for n in range(size)
    ]
    page = page_of(tmp_path, together(children))
    table = page.split('class="team"')[1].split("</table>")[0]
    assert re.findall(r"<bdi>([^<]+)</bdi></th><td[^>]*>(\d+)", table) == [
        ("Alpha", "14"),
        ("Zeta", "12"),
        ("Other teams", "11"),
    ]
    assert "Secret" not in page


def test_a_small_team_cannot_be_reckoned_from_the_others(tmp_path):
    sizes = {"Large": 30, "Middle": 10, "Secret": 3}
    children = [
        child(f"{team}{n}", [note(f"{team}{n}", 100 * at + n, team=team)])
        for at, (team, size) in enumerate(sizes.items())
        for n in range(size)
    ]
    table = page_of(tmp_path, together(children)).split('class="team"')[1].split("</table>")[0]
    assert re.findall(r"<bdi>([^<]+)</bdi></th><td[^>]*>(\d+)", table) == [("Large", "30"), ("Other teams", "13")]


class Seen(HTMLParser):
    """The tags and attributes of a page."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes = set(), set()
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}


def test_words_out_of_the_tables_are_shown_and_never_run(tmp_path):
    notes = [note(HOSTILE, n, record_type=HOSTILE, team=HOSTILE) for n in range(12)]
    rows = child(HOSTILE, notes, [gap(HOSTILE) | {"message": HOSTILE}, finding(HOSTILE, HOSTILE, about=HOSTILE)])
    page = page_of(tmp_path, rows, input=HOSTILE, versions={HOSTILE: HOSTILE})
    seen = Seen(page)
    assert page.count("&lt;script&gt;alert(1)") > 10
    assert not seen.tags & {"script", "img", "iframe", "object", "embed", "link", "base", "form"}
    assert not {name for name in seen.attributes if name.startswith("on") or name in {"style", "src", "action"}}


def test_nothing_runs_or_is_fetched(made):
    assert re.search(
        r"content=\"default-src 'none'; style-src 'sha256-[\w+/=]+'; base-uri 'none'; form-action 'none'\"", made
    )
    assert not re.search(r"<script|\bstyle=|https?://(?!www\.w3\.org/)|url\((?!#)|@import", made)
    assert "http" not in made.replace("http-equiv", "").replace("http://www.w3.org/", "")


def test_characters_that_would_turn_words_round_are_not_shown(tmp_path):
    page = page_of(tmp_path, child("a\u202eb", [note("a\u202eb", 1)], [gap("a\u202eb")]))
    assert "\u202e" not in page


def test_the_same_tables_give_the_same_bytes(tmp_path):
    out = invented(tmp_path / "out", 12)
    assert report_page(open_batch(out)) == report_page(open_batch(out))


def test_ids_stand_once_in_the_page(tmp_path):
    page = report_page(open_batch(invented(tmp_path / "out", 12)))
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'(?:href="|url\()#([\w-]+)', page)) <= set(ids)


def test_messages_are_told_where_the_batch_kept_text(tmp_path):
    kept = gap("A") | {"message": "56 days without a recorded supervision"}
    assert "56 days without a recorded supervision" in page_of(tmp_path, child("A", [note("A", 1)], [kept]))


def test_notes_without_dates_ages_or_kinds_are_told_of_all_the_same(tmp_path):
    bare = {"written_on": None, "record_type": None, "child_age_years": None, "voice": None, "copied_share": None}
    notes = [note("A", n, reading_age_years=None, opinions=0, **bare) for n in range(12)]
    words = words_of(page_of(tmp_path, child("A", notes, [gap("A")])))
    assert "12 notes have no date and are in no picture over time." in words
    assert "No child's age came with the notes" in words.replace("&#39;", "'")


def test_one_mistyped_year_does_not_press_the_others_together(tmp_path):
    notes = [note("A", n) for n in range(300)]
    notes.append(note("A", 900, written_on=date(1925, 3, 1)))
    page = page_of(tmp_path, child("A", notes))
    assert "1 note with dates far before or after all others" in page
    assert "<bdi>Jan 2025</bdi>" in page


def test_a_batch_that_is_not_finished_says_so_first(tmp_path):
    page = page_of(tmp_path, child("A", [note("A", 1)]), complete=False, units=4)
    assert "This review is not finished." in page.split("</header>")[0]
    assert "1 of 4 parts are done" in page


def test_a_part_without_its_records_is_not_counted(tmp_path):
    out = write_batch(tmp_path / "out", [child("A", [note("A", 1)]), child("B", [note("B", 2)])], complete=False)
    (out / "records" / f"part-00001-{KEY}.parquet").unlink()
    assert "1 note in 1 child’s record" in report_page(open_batch(out))


def test_an_empty_batch_says_that_there_is_nothing(tmp_path):
    assert "No note was reviewed, so there is nothing to tell." in page_of(tmp_path, together([]))


@pytest.mark.parametrize(
    ("spoil", "told"),
    [
        (lambda out: (out / "run.json").unlink(), "has no run.json"),
        (lambda out: (out / "run.json").write_text('{"sche'), "is cut short"),
        (lambda out: (out / "run.json").write_text('{"schema": 99}'), "has version 99 of the tables"),
        (lambda out: cut(out / "notes" / f"part-00000-{KEY}.parquet"), "is cut short or damaged"),
        (lambda out: cut(out / "records" / f"part-00000-{KEY}.parquet"), "is cut short or damaged"),
        (lambda out: (out / "findings" / f"part-00000-{KEY}.parquet").unlink(), "is missing"),
        (lambda out: (out / "notes" / f"part-00000-{KEY}.parquet").rename(out / "notes" / OF_ANOTHER), "another run"),
    ],
)  # fmt: skip
def test_says_what_is_wrong_with_a_folder_and_writes_nothing(tmp_path, spoil, told):
    out = write_batch(tmp_path / "out", [child("A", [note("A", 1)])])
    spoil(out)
    with pytest.raises(InputError, match=told):
        report_page(open_batch(out))
    assert CliRunner().invoke(report, [str(out), "--out", str(tmp_path / "r.html")]).exit_code != 0
    assert not list(tmp_path.glob("*r.html*"))


def test_a_folder_that_cannot_be_written_is_told_of_and_keeps_what_was_there(tmp_path):
    out = write_batch(tmp_path / "out", [child("A", [note("A", 1)])])
    (tmp_path / "file").write_text("mine")
    done = CliRunner().invoke(report, [str(out), "--out", str(tmp_path / "file" / "r.html")])
    assert "cannot be written" in str(done.exception)
    assert (tmp_path / "file").read_text() == "mine"


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:200])


def test_the_command_writes_all_that_is_asked_for(tmp_path):
    out = write_batch(tmp_path / "out", [child("A", [note("A", 1)])])
    names = ["--out", tmp_path / "r.html", "--xlsx", tmp_path / "r.xlsx", "--csv", tmp_path / "csv"]
    done = CliRunner().invoke(report, [str(out), *map(str, names)])
    assert done.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"out", "r.html", "r.xlsx", "csv"}
