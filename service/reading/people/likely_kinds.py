"""Who somebody probably is where the note does not say it outright, from where they are met.

"She lived with Mr and Mrs Ledgard" makes carers of two strangers, "Miss Adjei's class" a teacher of another. Only the
kind is guessed; the role stays what the note says, so that whoever asks for it still may.
"""

from __future__ import annotations

import dataclasses
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from service.note import Span
from service.reading.language.text import Text, Token
from service.reading.language.words import listed
from service.reading.people.person_names import MEN, WOMEN, Name, read_name, same_family
from service.reading.people.somebody import Somebody

_AT_SCHOOL = listed(
    "school class lesson coursework homework exam gcse detention register pupil classroom maths science phonics "
    "playground assembly nursery reception timetable suspension exclusion"
)
_LIVING = listed("live stay settle place foster move")
_TITLES = MEN | WOMEN
_REACH = 5  # words between "lived" and with whom: "has lived happily with her cat and Mr Gebre"
_AS_A_PAIR = frozenset({"carer", "grandparent"})


def with_likely_kinds(people: Sequence[Somebody], text: Text) -> tuple[Somebody, ...]:
    """Return everybody, with a kind for those whom the words around them give away."""
    child = next((read_name(one.name) for one in people if one.is_child and one.name), Name())
    pairs = [(read_name(one.name), one.kind) for one in people if one.name and one.kind in _AS_A_PAIR]
    return tuple(
        one if one.kind or one.name is None else dataclasses.replace(one, kind=_likely(one, child, pairs, text))
        for one in people
    )


def _likely(one: Somebody, child: Name, pairs: Sequence[tuple[Name, str | None]], text: Text) -> str | None:
    name = read_name(one.name or "")
    if name.family and child.family and same_family(name.family, child.family):
        return None
    if any(_is_lived_with(mention.span, text) for mention in one.mentions):
        return "carer"
    other = next((kind for pair, kind in pairs if pair.family and pair.family == name.family), None)
    if other is not None:
        return other
    is_titled = name.title in _TITLES
    return "school" if is_titled and any(_is_at_school(mention.span, text) for mention in one.mentions) else None


def _is_lived_with(span: Span, text: Text) -> bool:
    """Tell whether "lives with" or "the home of" stands before a name, or before the one it is joined to."""
    before = list(_words_before(span, text))
    if "of" in before[:4] and "home" in before[:6]:
        return True
    return "with" in before[:4] and not _LIVING.isdisjoint(before[: 4 + _REACH])


def _words_before(span: Span, text: Text) -> Iterator[str]:
    at = bisect_right(text.tokens, span.start, key=lambda token: token.start) - 2
    for token in reversed(text.tokens[max(at - 8, 0) : at + 1]):
        if token.text in {".", ";", ":"}:
            return
        yield token.lemma


def _is_at_school(span: Span, text: Text) -> bool:
    return any(token.lemma in _AT_SCHOOL for token in _around(span, text))


def _around(span: Span, text: Text) -> Sequence[Token]:
    at = bisect_right(text.sentences, span.start, key=lambda sentence: sentence.start) - 1
    return text.tokens_of(text.sentences[at]) if at >= 0 else ()
