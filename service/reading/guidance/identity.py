"""Where a note lists labels of identity and goes on to something else."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from service.note import Span
from service.reading.language.text import Sentence
from service.reading.language.words import listed
from service.reading.phrasing.wordlists import Match
from service.reading.read import Reading

FIELD, LIFE = "field", "life"
_FEWEST_LABELS = 2
_MOST_OTHER_WORDS = 1
_NEAR = 2  # sentences behind, in which the meaning may stand
_SHORT = 10  # words
_BESIDE_LABELS = listed(
    "child mother father mum dad parent parents family boy girl man woman heritage descent origin background identity "
    "identities name known none yes no not state unknown record specify describe tick apply old year age both side "
    "maternal paternal mixed other white black asian speaking speaker need special religion status born n/a nil na as "
    "per with from left right ear ears eye eyes mild moderate severe diagnosis diagnose baptise christen raise "
    "formally spoken language languages first"
)
_LITTLE = {"DET", "ADP", "CCONJ", "SCONJ", "AUX", "PRON", "NUM", "PART", "PUNCT", "SYM"}
_TRIVIAL = listed(
    "year class school nursery attend live born age old bedroom brother sister sibling plan case "
    "allocate refer open transfer dental dentist assessment immunisation immunise optician register address"
)


def bare_labels(reading: Reading) -> Iterator[Span]:
    """Yield stretches of labels that neither their sentence nor the next two fill with life; one for each line."""
    run: list[Match] = []
    end = 0
    for at, sentence in enumerate(reading.text.sentences):
        labels = _labels(reading, sentence)
        if labels and not _has_life_behind(reading, at):
            if run and "\n" in reading.note.text[end : sentence.start]:
                yield from _asked(reading, run)
                run = []
            run += labels
        elif run and not labels:
            yield from _asked(reading, run)
            run = []
        end = sentence.end
    yield from _asked(reading, run)


def _asked(reading: Reading, run: list[Match]) -> Iterator[Span]:
    is_filled = any(match.entry.kind == FIELD and _is_filled(reading, match) for match in run)
    if is_filled or (len(run) >= _FEWEST_LABELS and any(match.entry.kind != FIELD for match in run)):
        yield Span(run[0].span.start, _end_of_line(reading, run[-1]))


def _end_of_line(reading: Reading, last: Match) -> int:
    """Return where the last word of the sentence ends that a label stands in: "Disability: none" has its "none"."""
    sentence = reading.sentence_at(last.span)
    tokens = reading.text.tokens_of(sentence) if sentence else ()
    return max((token.end for token in tokens if token.is_word), default=last.span.end)


def _is_filled(reading: Reading, field: Match) -> bool:
    """Tell whether words follow a field of a form: "Religion: Christian", whatever the list knows."""
    return reading.note.text[field.span.end :].lstrip().startswith(":")


def _labels(reading: Reading, sentence: Sentence) -> list[Match]:
    """Return the labels of a sentence that holds hardly anything else."""
    found = reading.matches("identity", sentence.span)
    if any(match.entry.kind == LIFE for match in found):
        return []
    labels = [match for match in found if match.entry.kind != LIFE]
    inside = {index for match in labels for index in range(match.first, match.last)}
    others = [
        token
        for token in reading.text.tokens_of(sentence)
        if token.index not in inside
        and token.is_word
        and not token.is_name
        and token.pos not in _LITTLE
        and not {token.lemma, token.text.lower()} & _BESIDE_LABELS
        and not _is_name(reading, token.span)
    ]
    return labels if len(others) <= _MOST_OTHER_WORDS else []


def _is_name(reading: Reading, span: Span) -> bool:
    at = bisect_left(reading.text.names, span.end, key=lambda name: name.start) - 1
    return at >= 0 and reading.text.names[at].overlaps(span)


def _has_life_behind(reading: Reading, at: int) -> bool:
    """Tell whether one of the next sentences says something of daily life, or goes on about it on the same line."""
    text, here = reading.note.text, reading.text.sentences[at]
    behind = reading.text.sentences[at + 1 : at + 1 + _NEAR]
    goes_on = True
    for sentence in behind:
        if sentence.is_heading or "\n\n" in text[here.end : sentence.start]:
            return False
        if any(match.entry.kind == LIFE for match in reading.matches("identity", sentence.span)):
            return True
        goes_on = goes_on and "\n" not in text[here.end : sentence.start] and not _is_trivial(reading, sentence)
        if goes_on and not _labels(reading, sentence):
            return True
    return False


def _is_trivial(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a short one of school or the case: "She is in year 7"."""
    tokens = [token for token in reading.text.tokens_of(sentence) if token.is_word]
    return len(tokens) <= _SHORT and any(token.lemma in _TRIVIAL or token.text == "Lives" for token in tokens)
