"""Who says what stands in quotation marks: the label before it, the verb of speech beside it, or who spoke last."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.note import Span
from service.reading.guidance.child_verbs import SAYS
from service.reading.guidance.clauses import label_of
from service.reading.language.text import Sentence
from service.reading.people.speakers import SPEECH

if TYPE_CHECKING:
    from service.reading.read import Reading

_MARKS = "\"“'‘«"
_FURTHEST_BACK = 4  # sentences from a quotation that stands alone back to whoever speaks
_FEWEST_WORDS = 2  # one word alone is a nickname or a thing
_GREETING = re.compile(r"\W*(?:dear|hi|hello|re|fwd?|from)\b", re.IGNORECASE)
_SPEAKING = SPEECH | SAYS


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words in quotation marks: where, in which sentence they begin, whose they are, and who passes them on.

    `who` is a kind of the list `role`; None for the writer's own and for whoever is not known.
    """

    span: Span
    at: int
    who: str | None
    tellers: tuple[str, ...] = ()


def read_quotations(reading: Reading) -> tuple[Quotation, ...]:
    """Return what stands in quotation marks in a note, in order."""
    return tuple(_quotations(reading))


def _quotations(reading: Reading) -> Iterator[Quotation]:
    last: str | None = None
    sentences = reading.text.sentences
    for span in reading.text.exempt:
        words = reading.words_of(span)
        at = bisect_right(sentences, span.start, key=lambda one: one.start) - 1
        if words[:1] not in _MARKS or len(words.split()) < _FEWEST_WORDS or at < 0 or sentences[at].is_heading:
            continue
        if any(token.is_word and not token.spoken_for for token in reading.text.tokens_of(sentences[at])):
            quotation = _beside(reading, at, span)
        else:
            quotation = Quotation(span, at, None if _GREETING.match(words) else _before(reading, at, last))
        last = quotation.who or last
        yield quotation


def _beside(reading: Reading, at: int, quote: Span) -> Quotation:
    """Return whose words stand in a sentence with others: of its label, its verb of speech, or all that it is about."""
    sentence = reading.text.sentences[at]
    label = label_of(reading, sentence)
    if label is not None:
        return Quotation(quote, at, label)
    said = [one for one in reading.clauses[at] if one.verb.lemma in _SPEAKING and not one.is_passive]
    if said:
        nearest = min(said, key=lambda one: abs(one.verb.start - quote.start))
        return Quotation(quote, at, nearest.who, nearest.tellers)
    around = set(_people(reading, sentence))
    acts = any(one.who in around and not (one.is_passive or one.tellers) for one in reading.clauses[at])
    is_opened = (
        reading.note.text[max(0, quote.start - 3) : quote.start].rstrip()[-1:] == ":"
    )  # "Brooke's bit, read out by me: ..."
    return Quotation(quote, at, next(iter(around)) if len(around) == 1 and (acts or is_opened) else None)


def _before(reading: Reading, at: int, last: str | None) -> str:
    """Return who spoke last, or acted just before a quotation that stands alone; with nobody there it is the child."""
    for before in range(at - 1, max(at - _FURTHEST_BACK, -1), -1):
        sentence = reading.text.sentences[before]
        if all(token.spoken_for or not token.is_word for token in reading.text.tokens_of(sentence)):
            return last or "child"
        said = [one for one in reading.clauses[before] if one.who]
        spoken = [one for one in said if one.verb.lemma in _SPEAKING]
        if spoken or (said and before == at - 1):
            return str((spoken or said)[-1].who)
        if sentence.is_heading:
            return next(_people(reading, sentence), "child")
    return "child"


def _people(reading: Reading, sentence: Sentence) -> Iterator[str]:
    words = reading.speakers.of_words
    return (words[index] for index in range(sentence.first, sentence.last) if index in words)
