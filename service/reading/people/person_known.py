"""Somebody in a note, as known so far while it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches

from service.reading.ease.word_levels import levels_of
from service.reading.people.introduced import Introduced
from service.reading.people.person_mentions import Found
from service.reading.people.person_names import KIND_OF_TITLE, Name, fullest, same_given
from service.reading.people.role_names import gender_of
from service.reading.people.somebody import Mention, Somebody

_LAST = 1 << 60
_ALIKE = 0.79  # of difflib: "barretto" and "barreto" are 0.93, "kasai" and "kasia" 0.8, "mary" and "marie" 0.67
_LONG = 4  # letters; "Jan" is one letter from too much
_RARE = 3.3  # Zipf; what is more common may well be somebody else's name: "Maria" beside Marie


@dataclass(slots=True, eq=False)
class Known:
    """Somebody, as known so far."""

    names: list[str] = field(default_factory=list)
    full: Name = field(default_factory=Name)
    role: str | None = None
    kind: str | None = None
    gender: str | None = None
    mentions: list[Mention] = field(default_factory=list)
    is_sent: bool = False
    is_child: bool = False
    last: int = -1

    def add(self, found: Found) -> None:
        """Take in a mention."""
        self.mentions.append(Mention(found.span, found.form, found.is_spoken))
        self.last = max(self.last, found.first)

    def hear(self, name: Name) -> None:
        """Take in what a further form of the name tells."""
        self.full = Name(
            self.full.title or name.title, _fuller(self.full.given, name.given), _fuller(self.full.family, name.family)
        )
        self.gender = self.gender or name.gender

    def may_be(self, introduced: Introduced) -> bool:
        """Tell whether a role beside the name can be this person's, by what is known already."""
        if self.is_child:
            return introduced.kind == "child"
        return (
            not self.is_sent
            or None in {self.kind, introduced.kind}
            or self.kind == introduced.kind
            or ("carer" in {self.kind, introduced.kind})
        )

    def take(self, introduced: Introduced) -> None:
        """Take in a role that the note gives."""
        if self.role is None or (self.kind is None and introduced.kind):
            self.role, self.kind = introduced.role, introduced.kind
        if self.kind == "parents" and self.gender:
            self.kind = "father" if self.gender == "he" else "mother"
        self.gender = self.gender or gender_of(introduced.role or "")

    @property
    def first(self) -> int:
        """Where in the note somebody is first met; far behind its end if never."""
        return min((mention.span.start for mention in self.mentions), default=_LAST)

    def somebody(self) -> Somebody:
        """Return what is known, for good."""
        kind = self.kind or KIND_OF_TITLE.get(self.full.title or "")
        mentions = tuple(sorted(self.mentions, key=lambda mention: mention.span))
        return Somebody(fullest(self.names), self.role, kind, mentions, self.is_sent, self.is_child)


def _fuller(one: str | None, other: str | None) -> str | None:
    return max((part for part in (one, other) if part), key=len, default=None)


def misspelt(name: Name, people: Sequence[Known]) -> Known | None:
    """Return who was sent with a name a letter or two off: "Ms Barretto" for Ms Barreto."""
    sent = [who for who in people if who.is_sent or who.is_child]
    by_family = {who.full.family: who for who in sent if who.full.family and not who.is_child}
    by_given = {who.full.given: who for who in sent if who.full.given}
    part, others = (name.family, by_family) if name.family else (name.given, by_given)
    if not part or len(part) < _LONG:
        return None
    like = [other for other in others if other and other[0] == part[0] and len(other) >= _LONG]
    if not like or levels_of([part])[part].zipf > _RARE:
        return None
    alike = get_close_matches(part, like, n=1, cutoff=_ALIKE)
    return others[alike[0]] if alike and (not name.is_full or _same_start(name, others[alike[0]].full)) else None


def _same_start(one: Name, other: Name) -> bool:
    return one.given is not None and other.given is not None and same_given(one.given, other.given)
