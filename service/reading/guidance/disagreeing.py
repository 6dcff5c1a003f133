"""Whose views a note holds, and where it says that somebody disagrees without what that person thinks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from service.note import Span
from service.reading.guidance.clauses import Clause, label_of
from service.reading.guidance.quoted import read_quotations
from service.reading.language.text import Token
from service.reading.language.words import listed
from service.reading.phrasing.wordlists import Match
from service.reading.read import Reading

_VIEWS = listed(
    "say tell report explain describe state think feel want advise confirm write share admit insist reply "
    "disclose believe wish hope worry suggest acknowledge stress like prefer love hate mind dislike argue propose "
    "consider complain comment wonder fear reckon maintain welcome thank praise plead object record note "
    "observe type ty"
)
_ONLY_SAID = listed("say tell report explain reply share offer describe comment")
_NOTHING = listed("nothing nowt little no not none")
_REASONS = listed("because as since cos so that : ; — – due given until unless instead but reason rather and")
_THEIRS = frozenset({"he", "she", "they", "his", "her", "their"})
_SEVERAL = frozenset({"we", "they", "both", "all", "nobody", "everyone", "everybody", "parents"})
_AFTER = 1  # sentences behind a disagreement in which the other side may stand
_BEFORE = 1
WORKERS = frozenset({"school", "health", "police and justice", "social care", "other professional", "children's home"})


def voices(reading: Reading, said: Sequence[Sequence[Clause]]) -> frozenset[str]:
    """Return who says, thinks or wants something in a note, by kind of the list `role`.

    A bare "Mum objected" gives her no voice, nor does what stands in a sentence that finds fault ("He is idle and
    thinks that washing is for women").
    """
    against = {place for match in reading.matches("views") for place in range(match.first, match.last)}
    faults = {_at(reading, match) for match in reading.matches("balance") if match.entry.kind == "difficulty"}
    heard = {quote.who for quote in read_quotations(reading)}
    for at, kind in enumerate(reading.kinds):
        views = [one for one in said[at] if one.verb.index not in against]
        if at in faults:
            continue
        heard |= {one.who for one in views if _is_own(one) and _says_something(reading, one)}
        heard |= {who for one in views if one.verb.pos != "ADJ" for who in one.tellers}
        if kind.kind == "reported" and kind.is_sure:
            heard |= {one.who for one in views if one.verb.pos == "ADJ" and _is_own(one)}
            heard.add(label_of(reading, reading.text.sentences[at]))
    return frozenset(who for who in heard if who)


def _says_something(reading: Reading, clause: Clause) -> bool:
    """Tell "said that she is tired" from "said nowt"."""
    behind = reading.text.tokens[min(clause.verb.index + 1, len(reading.text.tokens) - 1)]
    is_silent = clause.verb.lemma in _ONLY_SAID and (clause.is_negated or behind.text.lower() in _NOTHING)
    return _is_view(clause) and not is_silent


def _is_own(clause: Clause) -> bool:
    is_so = not (clause.is_passive or clause.is_to_come or clause.is_supposed)
    return is_so and set(clause.tellers) <= {clause.who}


def bare_disagreements(reading: Reading, said: Sequence[Sequence[Clause]]) -> Iterator[Span]:
    """Yield where somebody disagrees and nothing says what that person thinks instead."""
    for match in reading.matches("views"):
        at = _at(reading, match)
        if not _has_other_side(reading, match, at, said):
            yield match.span


def _at(reading: Reading, match: Match) -> int:
    return bisect_right(reading.text.sentences, match.span.start, key=lambda one: one.start) - 1


def _has_other_side(reading: Reading, match: Match, at: int, said: Sequence[Sequence[Clause]]) -> bool:
    sentence = reading.text.sentences[at]
    tokens = reading.text.tokens_of(sentence)
    behind = [token for token in tokens if token.index >= match.last]
    if (
        sentence.is_heading
        or (reading.kinds[at].kind == "plan" and reading.kinds[at].is_sure)
        or any(_gives_reason(token) for token in behind)
    ):
        return True
    who = _who(reading, match, at, said)
    if who is None or any(token.text.lower() in _SEVERAL for token in tokens if token.index < match.first):
        return True  # "We disagreed", "They don't agree": of no single person
    if any(_is_view(one) and one.who == who and not match.first <= one.verb.index < match.last for one in said[at]):
        return True
    near = [*range(max(0, at - _BEFORE), at), *range(at + 1, min(len(said), at + 1 + _AFTER))]
    return any(_speaks_for(reading, other, who, said, is_next=other > at) for other in near)


def _gives_reason(token: Token) -> bool:
    return token.spoken_for or token.text.lower() in _REASONS


def _who(reading: Reading, match: Match, at: int, said: Sequence[Sequence[Clause]]) -> str | None:
    inside = [one.who for one in said[at] if match.first <= one.verb.index < match.last and one.who]
    sentence = reading.text.sentences[at]
    before = [
        reading.speakers.of_words[i] for i in range(sentence.first, match.first) if i in reading.speakers.of_words
    ]
    return next(iter((*inside, *before[::-1])), None)


def _speaks_for(reading: Reading, at: int, who: str, said: Sequence[Sequence[Clause]], *, is_next: bool) -> bool:
    """Tell whether a sentence beside a disagreement says what that person thinks."""
    views = [one for one in said[at] if _is_view(one) and not one.is_passive]
    if any(one.who == who for one in views) or reading.speakers.of_sentences[at] == who:
        return True
    tokens = reading.text.tokens_of(reading.text.sentences[at])
    is_theirs = tokens[0].text.lower() in _THEIRS and any(one.who is None for one in views)
    return is_next and (is_theirs or any(token.spoken_for for token in tokens))


def _is_view(clause: Clause) -> bool:
    return clause.verb.lemma in _VIEWS
