"""Lists of phrases: what an entry says, and when it counts.

A list is a TOML file that an editor can read (`wordlists/README.md`). `matching.py` finds where its entries occur.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count, takewhile

from service.note import Span


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a list: a phrase, what to say about it, and when it counts.

    The words of a `loose` one are in dictionary form, and adverbs and auxiliaries may stand between
    them: "it be felt" finds "it has generally been felt". The sense tests (`pos` to `not_before`)
    must all hold. `plain` may replace the phrase as it stands; `explain` and `ask` go into the message.
    """

    phrase: str
    group: str
    kind: str
    source: str
    also: tuple[str, ...] = ()
    inflect: bool = False
    cased: bool = False
    plain: str | None = None
    explain: str | None = None
    ask: str | None = None
    stands_for: tuple[str, ...] = ()
    pos: frozenset[str] = frozenset()
    near: frozenset[str] = frozenset()
    not_near: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    not_after: frozenset[str] = frozenset()
    before: frozenset[str] = frozenset()
    not_before: frozenset[str] = frozenset()
    only_with_context: bool = False
    loose: bool = False
    fine_when: str | None = None
    is_local: bool = False
    is_off: bool = False

    @property
    def forms(self) -> tuple[str, ...]:
        """The phrase and its variants, as written."""
        return (self.phrase, *self.also)

    def replacement_for(self, words: str) -> str | None:
        """Return the plain words in the letter case of `words`, where they can stand in as they are.

        Only for the phrase just as the entry has it: "home" fits "placement", not "placements".
        """
        if self.plain is None or words.lower() != self.phrase.lower():
            return None
        return self.plain[0].upper() + self.plain[1:] if words[0].isupper() else self.plain


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one kind, with marked examples that must be found and ones that must not."""

    name: str
    title: str
    found: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """An entry, and the tokens `first` to `last` (half-open) that it was found in."""

    entry: Entry
    span: Span
    first: int
    last: int


@dataclass(frozen=True, eq=False)
class Wordlist:
    """A named list of entries, ready to be looked for; `number` is its own in this process."""

    name: str
    entries: tuple[Entry, ...]
    groups: Mapping[str, Group] = field(default_factory=dict)
    everyday: frozenset[str] = frozenset()
    number: int = field(default_factory=count().__next__, init=False)

    def number_of(self, entry: Entry) -> int:
        """Return the place of one of its entries."""
        return self._numbers[id(entry)]

    @cached_property
    def _numbers(self) -> Mapping[int, int]:
        return {id(entry): place for place, entry in enumerate(self.entries)}


def overlapping(matches: Sequence[Match], span: Span) -> Iterator[Match]:
    """Yield what shares a character with `span`, of one list's matches, which are in order and apart."""
    first = bisect_right(matches, span.start, key=lambda match: match.span.end)
    following = (matches[place] for place in range(first, len(matches)))
    yield from takewhile(lambda match: match.span.start < span.end, following)
