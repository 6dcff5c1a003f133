"""Roles that a note gives somebody, and what is at hand to find them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from service.note import Span
from service.reading.language.text import Text
from service.reading.language.words import listed
from service.reading.people.person_mentions import FAMILY, NOT_ONE, Found, role_found
from service.reading.people.person_names import parts_of
from service.reading.people.token_line import TokenLine
from service.reading.phrasing.wordlists import Match

OWNERS = listed("his her their your my our its") | {"'s", "’s", "'", "’"}
DETS = listed("the a an") | OWNERS
_WORK_OF = {
    **dict.fromkeys(listed("head attendance pastoral class school nursery pupil sen safeguarding autism"), "school"),
    **dict.fromkeys(listed("paediatrics camhs nursing midwifery hospital maternity ward"), "health"),
    **dict.fromkeys(listed("police probation custody yot yjs justice"), "police and justice"),
    **dict.fromkeys(listed("fostering adoption mash leaving social disability"), "social care"),
    **dict.fromkeys(listed("shift"), "children's home"),
    **dict.fromkeys(listed("club housing rents advocacy charity refuge interpreting"), "other professional"),
}
"""What words say of somebody's work where the list has none: "Mr Hallett (head)", "Jean from advocacy"."""


@dataclass(frozen=True, slots=True)
class Introduced:
    """Who a name belongs to: the role in the note's words, its kind where known, and where it stands.

    A child named beside the child ("Kai (7) and Skye (5)") has a kind and no role. `owner` is the name of
    whom the role is relative to, where that is not the child: "Jodie's mum, Tracey".
    """

    role: str | None
    kind: str | None
    mentions: tuple[Found, ...] = ()
    owner: Found | None = None


@dataclass(frozen=True)
class Roles:
    """What the list `role` found, by the token at which each begins and after which it ends.

    `naming` has the name that each token belongs to, `child` the words of the child's names, `came` the
    tokens of lines that say who came.
    """

    text: Text
    starting: Mapping[int, Match]
    ending: Mapping[int, Match]
    naming: Mapping[int, Found]
    child: frozenset[str]
    came: frozenset[int] = frozenset()
    line: TokenLine = field(init=False)

    def __post_init__(self) -> None:
        """Lay out the tokens once."""
        object.__setattr__(self, "line", TokenLine(self.text))

    def given(self, match: Match) -> Introduced:
        """Return what a role of the list makes of a name, whoever it is relative to."""
        is_one = match.entry.group not in NOT_ONE and match.entry.kind != "parents"
        mentions = (role_found(self.text, match),) if is_one else ()
        kind, owner = self.owner_of(match.first)
        said = match.entry.kind if kind is None else kind_of(match.entry.kind, kind)
        return Introduced(match.span.of(self.text.text), said, mentions, owner)

    def given_together(self, matches: Sequence[Match]) -> Introduced:
        """Return what several roles make of one name: "(team manager, chair)"."""
        single = [match for match in matches if match.entry.group not in NOT_ONE]
        one = next(iter(single), matches[0])
        return Introduced(
            one.span.of(self.text.text), one.entry.kind, tuple(role_found(self.text, match) for match in single)
        )

    def described(self, first: int, last: int, *, mentioned: bool = False) -> Introduced:
        """Return a role that no list knows, in the words from `first` to `last`."""
        tokens = self.text.tokens
        span, words = Span(tokens[first].start, tokens[last - 1].end), self.line.words(first, last)
        kind = kind_of_work(words.lower().split())
        found = Found(span, first, last, "role", tokens[first].spoken_for, words, kind=kind)
        return Introduced(words, kind, (found,) if mentioned else ())

    def owner_of(self, first: int) -> tuple[str | None, Found | None]:
        """Return who the role at token `first` is relative to, where that is not the child: a kind, or a name."""
        if self.line.word(first - 1) not in {"'s", "’s"}:
            return None, None
        if first - 1 in self.ending:
            return self.ending[first - 1].entry.kind, None
        name = self.naming.get(first - 2)
        if name is None or name.name is None or self.is_child(name):
            return None, None
        return "", name

    def is_child(self, name: Found) -> bool:
        """Tell whether a name is the child's."""
        given = name.name.given if name.name and name.name.title is None else None
        return given is not None and not self.child.isdisjoint(parts_of(given))


def kind_of(kind: str, owner: str) -> str | None:
    """Return who somebody's somebody is to the child; None where that cannot be told."""
    if owner in {"child", "sibling"} or kind not in FAMILY | {"child"}:
        return kind
    if owner in {"mother", "father"}:
        return {"mother": "grandparent", "father": "grandparent", "sibling": "wider family"}.get(kind, kind)
    return "somebody else" if owner and owner not in FAMILY else None


def kind_of_work(words: Iterable[str]) -> str | None:
    """Return the kind that one of some words tells of."""
    return next((_WORK_OF[word] for word in words if word in _WORK_OF), None)
