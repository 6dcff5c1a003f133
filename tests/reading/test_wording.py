"""Words in context: what is marked with the real weights and lists, and what must be left alone."""

from __future__ import annotations

import shutil
from itertools import pairwise

import pytest

from service.errors import ModelError
from service.note import Span
from service.reading import models
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.phrasing import pieces, wording
from service.reading.phrasing.matching import matches_of
from service.reading.phrasing.phrases import LABEL_OF_LIST
from service.reading.phrasing.pieces import Proposal
from service.reading.phrasing.worded import LABELS
from service.reading.phrasing.wording import Decision, read_wording
from service.reading.phrasing.wordlist_files import wordlist
from tests.marking import mark


def read(text):
    return read_language(text, exempt_spans(text))


def proposals_for(text):
    lists = [wordlist(name) for name in LABEL_OF_LIST]
    return [Proposal(words.name, m.entry.kind, m.first, m.last) for words in lists for m in matches_of(words, text)]


def marks_in(plain):
    text = read(plain)
    return read_wording(text, proposals_for(text))


def marked(plain, label):
    return mark(plain, [found.span for found in marks_in(plain) if found.label == label])


@pytest.mark.parametrize(
    "text",
    [
        "She has been in [respite] since Friday.",
        "[CAMHS] have not written back.",
        "I spoke to the [IRO] at ten.",
        "He made contact with the ball and it went over the fence.",
        pytest.param(
            "Her placement in the race was third.",
            marks=pytest.mark.xfail(reason="nearly every placement in the gold notes is one of care", strict=True),
        ),
        "The panel on the side of the bath has come loose.",
        "Mum made tea and we sat in the kitchen.",
    ],
)
def test_marks_words_of_the_trade_in_their_sense(text):
    assert marked(text.replace("[", "").replace("]", ""), "jargon") == text


@pytest.mark.parametrize(
    "text",
    [
        "There are [some concerns] about the home.",
        "Leo has been [unsettled].",
        "[Support was offered].",
        "We will [keep an eye on things].",
        "A few crumbs were left and she gave them to the sparrows.",
        "He was late on 3, 5 and 6 May.",
    ],
)
def test_marks_words_that_leave_the_reader_asking(text):
    assert marked(text.replace("[", "").replace("]", ""), "vague") == text


@pytest.mark.parametrize(
    "text",
    [
        "Mum has [failed to protect] the boys.",
        "He is [manipulative].",
        "Dad is [hostile and obstructive].",
        "She failed her driving test on Tuesday.",
        "She refused the last biscuit because of the nuts in it.",
        "Leo asked for more milk and his aunt poured it.",
    ],
)
def test_marks_words_that_blame(text):
    assert marked(text.replace("[", "").replace("]", ""), "loaded") == text


@pytest.mark.parametrize(
    "text",
    [
        'Kai said "I was attention-seeking, they wrote, and I failed to engage with CAMHS".',
        "“There are some concerns about contact,” she read out.",
        "",
        "   \n\n ",
        "...",
    ],
)
def test_leaves_quoted_speech_and_nothing_alone(text):
    assert marks_in(text) == ()


def test_marks_stand_in_reading_order_and_never_overlap():
    found = marks_in("Mum failed to engage with CAMHS. There are ongoing concerns. He is manipulative and in respite.")
    assert len(found) >= 4
    assert all(left.span.end <= right.span.start for left, right in pairwise(found))
    assert {one.label for one in found} == set(LABELS)
    assert all(0 <= one.confidence <= 1 for one in found)


def test_a_sentence_is_judged_the_same_alone_and_among_others():
    alone = "There are some concerns about contact."
    before = "Mum has failed to protect the boys, who were seen at home with their aunt on 3 May at about ten. "
    text = before + alone
    shifted = [(Span(m.span.start + len(before), m.span.end + len(before)), m.label) for m in marks_in(alone)]
    assert shifted
    assert [(m.span, m.label) for m in marks_in(text) if m.span.start >= len(before)] == shifted


def test_the_last_digit_of_a_window_does_not_hang_on_its_company():
    # One of few sentences of which a number in the model lies so near the edge of two that the order of a sum told.
    text = read("Present: Ms Obafemi, Mr Farnwood (nursery), Iris Crowridge (HV), A. Edgar (chair).")
    model = wording.load_model()
    [window] = pieces.read_windows(text, proposals_for(text), model.tokenizer)
    [alone], [among, _] = model.score([window]), model.score([window, window])
    assert (alone == among).all()


def test_an_endless_sentence_is_read_in_windows():
    text = read("and then she said hello " * 400)
    tokenizer = wording.load_model().tokenizer
    windows = pieces.read_windows(text, [], tokenizer)
    assert max(len(window.ids) for window in windows) <= pieces.MOST_PIECES + 2
    assert windows[-1].spans[-1].end == len(text.text.rstrip())


def test_confidence_rises_with_probability_and_with_a_list():
    decision = Decision(listed=0.5, unlisted=0.9, slope=1.2, offset=-0.3, unlisted_offset=-1.5)
    rising = [decision.confidence(probability, is_listed=True) for probability in (0.0, 0.5, 1.0)]
    assert rising == sorted(set(rising))
    assert decision.confidence(0.5, is_listed=False) < decision.confidence(0.5, is_listed=True)
    assert decision.threshold(is_listed=False) > decision.threshold(is_listed=True)


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_refuses_weights_that_are_not_ours(harm, tmp_path, monkeypatch):
    folder = tmp_path / "models" / "wording"
    shutil.copytree(models.model_folder("wording"), folder)
    weights = folder / "weights.onnx"
    weights.unlink() if harm == "missing" else weights.write_bytes(b"no model")
    monkeypatch.setattr(models, "data_folder", lambda name: tmp_path / name)
    wording.load_model.cache_clear()
    with pytest.raises(ModelError, match=r"weights\.onnx.*\n?.*python -m models\.wording\.train"):
        wording.load_model()
    monkeypatch.undo()
    wording.load_model.cache_clear()
