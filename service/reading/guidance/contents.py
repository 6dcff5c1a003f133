"""What a note of its kind must hold and does not. In doubt, a part is there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from service.reading.guidance.part_readings import TELL, about_the_child
from service.reading.guidance.record_types import Part
from service.reading.guidance.signs import Sayings, pieces
from service.reading.language.text import Sentence
from service.reading.language.words import listed
from service.reading.read import Reading

_LABEL = re.compile(r"\W*(?P<label>[^\n:–—]{2,48}?)\s*(?::|\s[-–—]\s)")
_LABEL_WORDS, _BARE_WORDS = 6, 3  # a label, or a sentence of its own, of at most so many words names what follows
_ARTICLES = frozenset({"the", "our", "my"})
_SENTENCE_WORDS = 3  # from which a sentence of some kind says something
_USUAL_ENGLISH = listed("the a an to and of was is in on at with for he she they his her i we it be not has by you")
_WORDS_FOR_EACH = 25  # with fewer usual words than one in so many, a note is in another language, or none


def missing_parts(reading: Reading) -> tuple[str, ...]:
    """Return the names of the parts that a note of this kind must hold and that nothing in it shows, in order."""
    return tuple(part.name for part in missing(reading))


def missing(reading: Reading) -> tuple[Part, ...]:
    """Return the parts that nothing in the note shows; none of a note that is not in English."""
    if reading.record is None or not reading.record.parts:
        return ()
    empty = frozenset(_empty_headings(reading))
    filled = [sentence for sentence in reading.text.sentences if sentence.start not in empty]
    words = [pieces(reading.words_of(sentence.span)) for sentence in filled]
    if not _is_english(words):
        return ()
    sayings = Sayings(words)
    headings = Sayings(_headings(reading, filled, words))
    of_child = cache(lambda: Sayings(_of_child(reading, filled, words)))  # asked by few parts, and for each the same
    said = {kind.kind for kind in reading.kinds if kind.sentence.last - kind.sentence.first > _SENTENCE_WORDS}
    return tuple(
        part
        for part in reading.record.parts
        if said.isdisjoint(part.sentences)
        and not headings.begin_with(part.headings)
        and not sayings.hold(part.cues)
        and not any(TELL[name](reading) for name in part.readings)
        and not (part.cues_of_child and of_child().hold(part.cues_of_child))
    )


def _of_child(
    reading: Reading, sentences: Sequence[Sentence], words: Sequence[Sequence[str]]
) -> Iterator[Sequence[str]]:
    starts = about_the_child(reading)
    return (said for sentence, said in zip(sentences, words, strict=True) if sentence.start in starts)


def _is_english(sentences: Sequence[Sequence[str]]) -> bool:
    usual = sum(word in _USUAL_ENGLISH for words in sentences for word in words)
    return usual * _WORDS_FOR_EACH >= sum(map(len, sentences)) > 0


def _headings(
    reading: Reading, sentences: Sequence[Sentence], words: Sequence[Sequence[str]]
) -> Iterator[Sequence[str]]:
    """Yield the words of the headings and labels that sentences are or begin with, without number and article."""
    for sentence, said in zip(sentences, words, strict=True):
        label = _LABEL.match(reading.words_of(sentence.span))
        found = pieces(label["label"]) if label else said
        is_capitals = len(said) <= _LABEL_WORDS and reading.words_of(sentence.span).isupper()
        if (label and len(found) <= _LABEL_WORDS) or len(said) <= _BARE_WORDS or is_capitals or sentence.is_heading:
            heading = found if len(found) <= _LABEL_WORDS else said
            yield heading[next((at for at, word in enumerate(heading) if not _opens_heading(word)), 0) :]


def _opens_heading(word: str) -> bool:
    return word.isdigit() or word in _ARTICLES


def _empty_headings(reading: Reading) -> Iterator[int]:
    """Yield where headings begin that the end of the note, or another label, follows at once: nothing is there."""
    for sentence, after in pairwise((*reading.text.sentences, None)):
        if sentence and sentence.is_heading and (after is None or _are_labels(reading, sentence, after)):
            yield sentence.start


def _are_labels(reading: Reading, *sentences: Sentence) -> bool:
    return all(each.is_heading and reading.words_of(each.span).endswith(":") for each in sentences)
