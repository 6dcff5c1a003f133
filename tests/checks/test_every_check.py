"""The rules of the house, over whatever checks there are."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

import service.checks
from evaluation.checks import as_note
from evaluation.gold_notes import read_gold, training_files
from service.analyse import analyse, checks
from service.check import LONGEST_MESSAGE
from service.errors import InputError
from service.note import Note
from tests.marking import unmarked

EVERY = [pytest.param(check, id=check.name) for check in checks()]


def test_each_file_holds_the_check_it_is_named_after():
    files = {path.stem for path in Path(service.checks.__path__[0]).glob("[a-z]*.py")}
    assert {check.name for check in checks()} == files


@pytest.mark.parametrize("check", EVERY)
def test_its_page_says_what_why_and_what_helps(check):
    assert "Why:" in check.about
    assert "What helps:" in check.about
    assert check.source


@pytest.mark.parametrize("check", EVERY)
def test_its_examples_are_found_and_left_alone(check, marked):
    for example in check.flags:
        assert marked(check, unmarked(example)) == example
    for example in check.passes:
        assert marked(check, example) == example


@pytest.mark.parametrize("check", EVERY)
def test_it_has_a_test_of_its_own(check):
    assert (Path(__file__).parent / f"test_{check.name}.py").is_file()


def test_every_message_is_short_and_never_scolds(settings):
    for gold in read_gold(training_files()[:2]):
        for finding in analyse(as_note(gold), settings).findings:
            assert len(finding.message) <= LONGEST_MESSAGE
            assert "!" not in finding.message
            assert not {"invalid", "wrong", "error", "bad"} & set(finding.message.lower().split())


NOTE_TEXT = st.lists(
    st.one_of(
        st.sampled_from(
            ["Mum is manipulative.", "The ICPC", "some concerns", "placement", '"contact"', "\n\n", "-", "•"]
        ),
        st.text(max_size=12),
    ),
    max_size=25,
).map(" ".join)


@hypothesis_settings(
    max_examples=150, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(NOTE_TEXT)
def test_whatever_is_sent_every_span_lies_in_the_text_or_the_note_is_refused(settings, text):
    try:
        review = analyse(Note(text=text), settings)
    except InputError:
        assert not text.strip() or "\0" in text
        return
    for finding in review.findings:
        assert 0 <= finding.start <= finding.end <= len(text)
        assert (finding.severity == "overview") == (finding.start == finding.end == 0)
        assert finding.end == 0 or text[finding.start : finding.end].strip()
    starts = [(finding.start, finding.end) for finding in review.findings]
    assert starts == sorted(starts)


@pytest.mark.parametrize(
    "text",
    [
        "x" * 200_000,
        "a " * 4_000,
        "contact " * 4_000,
        "(((((" * 2_000,
        "Mum said " * 2_000 + ".",
        '"' * 10_000,
        "👩‍👧‍👦" * 2_000,
        "\u200f\u202e" * 10_000 + "x",
        "ALL CAPITALS AND NO STOPS " * 300,
        "Mama sagte, dass es ihr gut geht. Elle dort bien. 她很好。 هي بخير",
        "Actions\nViews\nNext steps\n",
    ],
    ids=[
        "one word",
        "letters",
        "one term",
        "brackets",
        "no stop",
        "quotes",
        "emoji",
        "marks",
        "capitals",
        "tongues",
        "headings",
    ],
)
def test_strange_notes_get_a_review_all_the_same(settings, text):
    review = analyse(Note(text=text), settings)
    assert all(0 <= finding.start <= finding.end <= len(text) for finding in review.findings)
