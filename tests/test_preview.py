from __future__ import annotations

from service.analyse import analyse
from service.note import Note
from service.settings import Settings

NOTE = Note(text="I visited at 4pm. Ms Hill said the boys were asleep. The home is chaotic. I will ring on Friday.")


def test_the_kinds_of_sentences_are_told_when_asked_for():
    review = analyse(NOTE, Settings(_env_file=None, sentence_kinds=True))
    assert [sentence.kind for sentence in review.sentences] == ["fact", "reported", "opinion", "plan"]
    assert [NOTE.text[s.start : s.end] for s in review.sentences if s.owned is False] == ["The home is chaotic."]
    assert "sentence_kinds" not in {skipped.check for skipped in review.skipped}


def test_otherwise_the_review_says_how_to_ask(settings):
    review = analyse(NOTE, settings)
    assert review.sentences == ()
    [reason] = [skipped.reason for skipped in review.skipped if skipped.check == "sentence_kinds"]
    assert "WELLNOTED_SENTENCE_KINDS=true" in reason
