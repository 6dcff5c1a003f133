"""What each kind of record holds, and a council's own file laid over ours."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from service.analyse import checks
from service.errors import WordlistError
from service.note import RecordType as TypeName
from service.reading.guidance.part_readings import TELL
from service.reading.guidance.record_type_files import READINGS
from service.reading.guidance.record_types import RecordType, named_checks, record_types

OURS = record_types()


@pytest.fixture
def local(tmp_path: Path) -> Callable[[str], dict[str, RecordType]]:
    """Return the kinds of record of a council with this file."""

    def laid_over(content: str) -> dict[str, RecordType]:
        (tmp_path / "record_types.toml").write_text(content, encoding="utf-8")
        return dict(record_types(tmp_path))

    return laid_over


def part_names(kind: RecordType) -> list[str]:
    return [part.name for part in kind.parts]


def test_every_kind_of_record_that_a_note_may_have_is_there():
    assert set(OURS) == set(get_args(TypeName))


def test_every_check_that_is_named_exists():
    assert named_checks() <= {check.name for check in checks()}


def test_every_reading_that_a_file_may_name_can_be_told():
    assert set(READINGS) == set(TELL)


def test_every_reading_is_used():
    assert {name for kind in OURS.values() for part in kind.parts for name in part.readings} == set(READINGS)


@pytest.mark.parametrize(
    ("kind", "parts"),
    [
        ("case note", []),
        ("phone call", []),
        ("home visit", ["who was there", "child seen", "next step"]),
        ("core group", ["who was there", "family's view", "progress", "next date"]),
        ("child in need review", ["who was there", "family's view", "progress", "decision", "next date"]),
        ("plan", ["outcome for the child", "steps", "how we will know", "plan B", "review date"]),
        ("transfer summary", ["who matters", "the plan", "open actions", "risks", "what the child was told"]),
        ("closing summary", ["needs met", "what the plan delivered", "why no longer needed", "support that remains"]),
    ],
)
def test_a_kind_of_record_must_hold_its_parts(kind, parts):
    assert part_names(OURS[kind]) == parts


def test_every_part_and_limit_says_where_it_comes_from():
    for kind in OURS.values():
        assert all(part.source and part.standing for part in kind.parts)
        assert all(limit.source and limit.counted_from for limit in kind.limits)


@pytest.mark.parametrize(
    ("kind", "name", "said"),
    [
        ("assessment", "child and family assessment finished", (45, "working", "national guidance", False)),
        ("supervision", "supervision", (28, "calendar", "local", False)),
        ("looked after review", "first review", (20, "working", "law", True)),
        ("looked after review", "later reviews", (184, "calendar", "law", False)),
        ("strategy discussion", "first child protection conference held", (15, "working", "national guidance", False)),
        ("core group", "first core group", (10, "working", "national guidance", False)),
        ("three-month summary", "three-month summary", (92, "calendar", "local", False)),
    ],
)
def test_a_time_limit_says_how_long_and_how_sure(kind, name, said):
    [limit] = [limit for limit in OURS[kind].limits if limit.name == name]
    assert (limit.days, limit.unit, limit.standing, limit.unconfirmed) == said


def test_a_folder_without_the_file_changes_nothing(tmp_path):
    assert record_types(tmp_path) == OURS


def test_a_council_adds_a_part_and_the_rest_stays(local):
    theirs = local(
        """
        [parts."bedroom seen"]
        words = "whether the bedroom was seen"
        cues = ["bedroom", "where * sleeps"]

        [types."home visit"]
        must_hold = ["bedroom seen"]
        """
    )
    assert part_names(theirs["home visit"]) == [*part_names(OURS["home visit"]), "bedroom seen"]
    [added] = [part for part in theirs["home visit"].parts if part.name == "bedroom seen"]
    assert (added.source, added.standing) == ("local list", "local")
    assert theirs["core group"] == OURS["core group"]


def test_a_council_adds_a_cue_to_one_of_our_parts_and_takes_one_away(local):
    theirs = local('[parts."next date"]\ncues = ["see you all on"]\noff = ["same time"]')
    [part] = [part for part in theirs["core group"].parts if part.name == "next date"]
    [ours] = [part for part in OURS["core group"].parts if part.name == "next date"]
    assert set(part.cues) == {*ours.cues, "see you all on"} - {"same time"}
    assert part.source == ours.source


@pytest.mark.parametrize("name", ["balance", "who was there", "visits under a child in need plan"])
def test_a_check_a_part_or_a_limit_is_switched_off_for_one_kind(local, name):
    theirs = local(f'[types."home visit"]\noff = ["{name}"]')["home visit"]
    gone = {*theirs.checks, *part_names(theirs), *(limit.name for limit in theirs.limits)}
    ours = OURS["home visit"]
    assert {*ours.checks, *part_names(ours), *(limit.name for limit in ours.limits)} - gone == {name}


def test_a_council_changes_one_number_of_a_limit_and_adds_another(local):
    theirs = local(
        """
        [[types."core group".limits]]
        name = "core group"
        days = 28

        [[types."core group".limits]]
        name = "minutes sent"
        days = 5
        unit = "working"
        counted_from = "the meeting"
        """
    )["core group"]
    limits = {limit.name: limit for limit in theirs.limits}
    assert (limits["core group"].days, limits["core group"].counted_from) == (28, "the last core group")
    assert (limits["minutes sent"].standing, limits["minutes sent"].source) == ("local", "local list")
    assert set(limits) == {"first core group", "core group", "minutes sent"}


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            '[types."home visits"]\noff = ["balance"]',
            ':1: there is no kind of record "home visits". Did you mean "home visit"?',
        ),
        ('[types.plan]\nmust_hold = ["plan C"]', ':2: there is no part "plan C". Did you mean "plan B"?'),
        ('[types.plan]\nchecks = ["identty"]', ':2: there is no check "identty". Did you mean "identity"?'),
        ('[types.plan]\noff = ["purpose"]', ':2: "purpose" is not there, so it cannot be switched off'),
        ("[types.plan]\ncolour = 1", ":2: unknown key colour. Known here:"),
        ("kinds = 1", ":1: unknown key kinds"),
        ("types = 1", ":1: write types as"),
        ("[types]\nplan = 1", ":2: write it as a table of its own"),
        ('[types.plan]\nchecks = "identity"', ":2: checks must be a list of texts"),
        ("[types.plan]\nusual_words = [700, 200]", ":2: usual_words must be two numbers"),
        ('[parts."x"]\nwords = "an x"', ':1: nothing tells how "x" is recognised'),
        ('[parts."x"]\nreadings = ["a hunch"]', ':2: there is no reading "a hunch"'),
        ('[parts."x"]\ncues = ["x", "* x"]', ':2: "* x" does not begin with a word'),
        ('[parts."x"]\ncues = ["x + …"]', ':2: "x + …" does not begin with a word'),
        ('[parts."x"]\nsentences = ["guess"]', ':2: there is no kind of sentence "guess"'),
        ('[parts."x"]\ncues = ["x"]\nstanding = "custom"', ':3: there is no standing "custom"'),
        ('[parts."next date"]\noff = ["quxfrobnicate"]', ':2: "quxfrobnicate" is not there'),
        ("[[types.plan.limits]]\ndays = 3", "write each time limit as"),
        ('[[types.plan.limits]]\nname = "n"\ndays = 3\nunit = "working"', ':2: the time limit "n" has no counted_from'),
        (
            '[[types.plan.limits]]\nname = "n"\ndays = 3\nunit = "lunar"\ncounted_from = "x"',
            ':4: there is no unit "lunar"',
        ),
        (
            '[[types.plan.limits]]\nname = "n"\ndays = 0\nunit = "working"\ncounted_from = "x"',
            ":3: days must be a whole number",
        ),
        (
            '[[types.plan.limits]]\nname = "n"\ndays = 1\nunit = "working"\ncounted_from = "x"\nunconfirmed = 1',
            ":6: unconfirmed must be",
        ),
        ("[types.plan", ":1: not TOML"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_what_to_do(local, tmp_path, content, said):
    with pytest.raises(WordlistError) as refused:
        local(content)
    assert str(refused.value).startswith(f"{tmp_path}/record_types.toml:")
    assert said in str(refused.value)


def test_a_file_that_is_not_utf8_is_told_so(tmp_path):
    (tmp_path / "record_types.toml").write_bytes(b"title = '\xff'")
    with pytest.raises(WordlistError, match="Save the file as UTF-8"):
        record_types(tmp_path)
