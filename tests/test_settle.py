from __future__ import annotations

from service.analyse import settle
from service.finding import Finding, Severity

TEXT = "a b c d e f g h"


def finding(
    word: str, check: str = "vague", severity: Severity = Severity.CONSIDER, confidence: float = 0.9
) -> Finding:
    start = TEXT.find(word) if word else 0
    return Finding(
        start=start,
        end=start + len(word),
        check=check,
        severity=severity,
        message="?",
        confidence=confidence,
        source="s",
    )


def test_findings_come_in_reading_order_after_what_is_about_the_whole_note():
    overview = finding("", "reading_age", Severity.OVERVIEW)
    settled = settle([finding("c"), finding("a"), overview], 5, TEXT)
    assert [f.check for f in settled] == ["reading_age", "vague", "vague"]
    assert [f.start for f in settled] == sorted(f.start for f in settled)


def test_on_the_same_words_the_most_severe_wins():
    [kept] = settle([finding("b"), finding("b", "loaded_language", Severity.ASK)], 5, TEXT)
    assert kept.check == "loaded_language"


def test_at_most_five_to_consider_are_shown_and_the_surest_first():
    settled = settle([finding(w, confidence=c / 10) for c, w in enumerate(TEXT.split())], 5, TEXT)
    assert [TEXT[f.start : f.end] for f in settled if not f.folded] == ["d", "e", "f", "g", "h"]
    assert len(settled) == 8


def test_questions_that_matter_more_are_never_folded():
    settled = settle([finding(w, severity=Severity.ASK) for w in TEXT.split()], 5, TEXT)
    assert not any(f.folded for f in settled)


def test_the_same_words_again_are_folded():
    text = "contact and contact"
    first, again = (
        Finding(start=s, end=s + 7, check="jargon", severity=Severity.CONSIDER, message="?", confidence=0.9, source="s")
        for s in (0, 12)
    )
    assert [f.folded for f in settle([first, again], 5, text)] == [False, True]


def test_a_general_question_is_folded_where_a_more_exact_one_is_asked_of_the_same_words():
    opinion = Finding(
        start=0, end=9, check="opinion_as_fact", severity=Severity.ASK, message="?", confidence=0.9, source="s"
    )
    settled = settle([opinion, finding("c", "loaded_language", Severity.ASK), finding("h", "vague")], 5, TEXT)
    assert {f.check: f.folded for f in settled} == {"opinion_as_fact": True, "loaded_language": False, "vague": False}


def test_a_question_about_the_view_stands_before_one_about_its_vague_words():
    vague, hidden = finding("b", "vague", confidence=0.99), finding("b", "hidden_view", confidence=0.5)
    assert [f.check for f in settle([vague, hidden], 5, TEXT)] == ["hidden_view"]
    assert [f.folded for f in settle([vague], 5, TEXT)] == [False]
