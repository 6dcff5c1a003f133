"""Names and pronouns that came along from somebody else's record. Precision before recall.

A name from another child's record that this record does not know; a brother's or sister's name beside
pronouns that were fitted to this child; this child's name beside pronouns that were not; and, where the
paste came from a record that was not sent, a name that nobody introduced in the child's place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from service.note import Span
from service.reading.copies.changes import Change
from service.reading.copies.compared import date_words, sentences_in
from service.reading.copies.copying import Copy
from service.reading.copies.familiar import GENDERS, Familiar, words_of
from service.reading.language.text import Sentence, Token
from service.reading.language.words import TITLES, listed

if TYPE_CHECKING:
    from service.reading.read import Reading

_TITLES = frozenset(title.lower() for title in TITLES) | listed("dc ds pc sgt sister nurse auntie aunt uncle")
_PAPERS = re.compile(
    r"['’]s? (?:\w+ )?(?:(?:pathway|care|placement|safety|support|education|ehc|health|transition|protection) plan"
    r"|pep|ehcp|iep|chronology|genogram|life story|placement|(?:looked after |lac )?review|\w+ summary|case file"
    r"|timetable|statutory visit)\b",
    re.IGNORECASE,
)
_FARES = listed("settle enjoy attend thrive sleep engage present appear continue achieve cope remain progress")
_LIVES = re.compile(
    r"\b(?:school|class|tutor|form|teacher|nursery|placement|carers?|foster|bedroom|contact|lessons?|PE|attendance)\b",
    re.IGNORECASE,
)
_OBJECTS = frozenset({"obj", "iobj", "obl", "nmod"})
_ENOUGH_NOTES = 3  # of the child, before a name that none of them knows says anything


@dataclass(frozen=True, slots=True)
class Misplaced:
    """Words that may be about somebody else, and what to ask."""

    span: Span
    question: str


def misplaced(reading: Reading) -> Iterator[Misplaced]:
    """Yield the names and pronouns that may be another's, each once."""
    if reading.copying is None:
        return
    record = Familiar(reading, reading.copying)
    for copy in reading.copying.copies:
        if copy.kind != "restated" and (not copy.proper or record.is_others(copy.note_id)):  # whose legal status?
            yield from _names_left(copy, record)
            yield from _names_put_in(copy, record)
            yield from _pronouns_left(copy, record)
    yield from _strangers(record)


def _names(tokens: Sequence[Token], also: frozenset[str] = frozenset()) -> Iterator[tuple[Token, ...]]:
    """Yield the names among the tokens of a sentence, each as its tokens; words in `also` are names too."""
    run: list[Token] = []
    for token in tokens:
        if token.is_name or (token.text[:1].isupper() and token.text.lower() in also):
            run.append(token)
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _names_left(copy: Copy, record: Familiar) -> Iterator[Misplaced]:
    changed = [change.span for change in copy.changes if change.span and change.kind == "name"]
    also = record.most_named(copy.note_id) if record.is_others(copy.note_id) else frozenset()
    asked: set[str] = set()
    for sentence in sentences_in(record.reading.text, copy.span):
        for name in _names(record.reading.text.tokens_of(sentence), also):
            span = Span(name[0].start, name[-1].end)
            words = words_of(*(token.text for token in name))
            is_left = copy.span.holds(span) and not any(span.overlaps(other) for other in changed)
            if not is_left or not words or words & (record.child | asked) or (copy.proper and not words & also):
                continue
            if _is_half_fitted(copy, sentence, span, words, record) or _is_unknown(copy, name, words, record):
                asked |= words
                where = date_words(record.seen.written_on(copy), record.reading.note)
                yield Misplaced(span, _question(span.of(record.reading.note.text), where, record))


def _names_put_in(copy: Copy, record: Familiar) -> Iterator[Misplaced]:
    """Yield names that nobody knows where the child's own stood."""
    text = record.reading.note.text
    for change in copy.changes:
        if change.kind == "name" and change.span and words_of(change.then) & record.child:
            name = [token for token in record.sentence(change.span) if token.span.overlaps(change.span)]
            words = words_of(change.now)
            is_known = words & (record.child | record.people | record.new) or record.own_notes_know(words)
            if words and name and change.now[:1].isupper() and not is_known and not _is_introduced(name, record):
                shown, called = change.span.of(text)[:30], record.called[:30]
                where = date_words(record.seen.written_on(copy), record.reading.note)
                yield Misplaced(change.span, f"“{shown}” stands where {where} has the child's name. Is it {called}?")


def _is_half_fitted(copy: Copy, sentence: Sentence, span: Span, words: frozenset[str], record: Familiar) -> bool:
    """Tell whether a sibling's name was left where the pronouns behind it were fitted to this child."""
    if not words & record.siblings:
        return False
    return any(
        change.kind == "pronoun"
        and change.span is not None
        and span.end <= change.span.start < sentence.end
        and change.now.lower() in record.gender
        and change.then.lower() not in record.gender
        and any(change.then.lower() in forms for forms in GENDERS)
        for change in copy.changes
    )


def _is_unknown(copy: Copy, name: Sequence[Token], words: frozenset[str], record: Familiar) -> bool:
    """Tell whether a name came from another child's record and this one does not know it."""
    return (
        record.is_others(copy.note_id)
        and not _is_introduced(name, record)
        and not words & (record.people | record.new)
        and not record.own_notes_know(words)
    )


def _is_introduced(name: Sequence[Token], record: Familiar) -> bool:
    """Tell whether a title or a role stands beside the name: an adult's, who may well be new."""
    roles = record.reading.roles
    tokens = record.sentence(name[0].span)
    before = [token.text.lower().rstrip(".") for token in tokens if token.end <= name[0].start]
    after = next((token.text for token in tokens if token.start >= name[-1].end), "")
    beside = before[-2:]
    return any(word in _TITLES or word in roles or word in {"called", "named"} for word in beside) or after == "("


def _question(name: str, where: str, record: Familiar) -> str:
    return f"“{name[:30]}” came along from {where}. Is this about {record.called[:30]}?"


def _pronouns_left(copy: Copy, record: Familiar) -> Iterator[Misplaced]:
    """Yield pronouns that were left as they were where this child's name was put in before them."""
    for change in copy.changes:
        if change.kind == "name" and change.span and _is_put_in(change, record):
            token = _first_pronoun(copy, change.span, record)
            is_left = token and not any(each.span and token.span.overlaps(each.span) for each in copy.changes)
            if token and is_left and token.text.lower() in record.others_pronouns:
                yield Misplaced(
                    token.span, f"“{token.text}” stands as it was copied. Is it about {record.called[:30]}?"
                )


def _first_pronoun(copy: Copy, name: Span, record: Familiar) -> Token | None:
    """Return the first pronoun behind a name that can go back to it, where nobody else is in the sentence so far.

    "Ellis had a question for her": a pronoun in the object's place is never the subject's own.
    """
    tokens = record.sentence(name)
    if any(_is_somebody(token, record) or _is_pronoun(token) for token in tokens if token.end <= name.start):
        return None
    behind = (token for token in tokens if name.end <= token.start and token.end <= copy.span.end)
    for token in takewhile(lambda token: not _is_somebody(token, record) and not token.spoken_for, behind):
        if _is_pronoun(token):
            is_object = token.dep in _OBJECTS and not token.text.endswith("self")
            return None if is_object else token
    return None


def _is_pronoun(token: Token) -> bool:
    return any(token.text.lower() in forms for forms in GENDERS)


def _is_put_in(change: Change, record: Familiar) -> bool:
    """Tell whether the child's name now stands where another name stood."""
    then = words_of(change.then)
    is_name = change.then[:1].isupper() and not any(then & forms for forms in GENDERS)
    return is_name and bool(words_of(change.now) & record.child) and not then & record.child


def _is_somebody(token: Token, record: Familiar) -> bool:
    return token.is_name or token.text.lower() in record.reading.roles


def _strangers(record: Familiar) -> Iterator[Misplaced]:
    """Yield names that stand in the child's place and that nobody has named before."""
    text = record.reading.text
    if len(record.own_notes) < _ENOUGH_NOTES or not record.child:
        return
    for sentence in text.sentences:
        tokens = text.tokens_of(sentence)
        for name in _names(tokens):
            if (
                len(name) == 1
                and not name[0].spoken_for
                and _stands_for_the_child(name[0], tokens, sentence, text.text)
            ):
                words = words_of(name[0].text)
                if words and _is_nobody(name[0], words, record):
                    called = record.called[:30]
                    yield Misplaced(
                        name[0].span, f"No earlier note names “{name[0].text[:30]}”. Is this about {called}?"
                    )


def _stands_for_the_child(token: Token, tokens: Sequence[Token], sentence: Sentence, text: str) -> bool:
    """Tell whether a name owns a paper that only the child has, or opens a sentence on how a child fares."""
    if _PAPERS.match(text, token.end):
        return True
    is_first = token.start == sentence.start
    verb = tokens[token.head - sentence.first] if sentence.first <= token.head < sentence.last else token
    fares = is_first and token.dep.startswith("nsubj") and verb.lemma in _FARES
    return fares and bool(_LIVES.search(text, token.end, sentence.end))


def _is_nobody(token: Token, words: frozenset[str], record: Familiar) -> bool:
    others = [each for each in record.reading.text.tokens if each.text.lower() in words]
    sentence = record.reading.sentence_at(token.span)
    is_only_here = sentence is not None and all(sentence.span.holds(each.span) for each in others)
    is_known = bool(words & (record.child | record.people)) or record.own_notes_know(words)
    return is_only_here and not is_known and not _is_introduced([token], record)
