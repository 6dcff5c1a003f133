"""Who is who: every mention of a person laid beside those that mean the same one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import islice

from service.note import Child, Note, Person
from service.reading.people.first_names import HER_NAMES, HIS_NAMES
from service.reading.people.introduced import Introduced, kind_of
from service.reading.people.known_names import names_of
from service.reading.people.name_forms import fold
from service.reading.people.person_known import Known, misspelt
from service.reading.people.person_mentions import Found
from service.reading.people.person_names import KIN, Name, may_be, parts_of, read_name, same_given
from service.reading.people.role_names import ALWAYS_ONE, BY_GENDER, gender_of, kind_of_role, known_roles, role_key
from service.reading.people.somebody import Somebody

_MOST = 40  # people who may be meant that are looked at; no family has more, and a long list stays cheap
_OF_ADULT = {"he": "his", "she": "her"}
_OF_ANYBODY = frozenset({"mother", "father", "sibling", "grandparent", "wider family"})
_START = 3  # letters that a short form shares with the whole: Steph, Stephanie


class Company:
    """Everybody in a note, while it is read."""

    def __init__(self, note: Note, kinds: Mapping[str, str]) -> None:
        self.kinds = kinds
        self.all: dict[Known, None] = {}
        self.at: dict[int, Known] = {}
        self.child: Known | None = None
        self.by_given: dict[str, list[Known]] = defaultdict(list)
        self.by_family: dict[str, list[Known]] = defaultdict(list)
        self.by_start: dict[str, list[Known]] = defaultdict(list)
        self.by_role: dict[tuple[str, str], list[Known]] = defaultdict(list)
        self._send_child(note.child)
        for person in note.people:
            self._send(person)

    @property
    def child_words(self) -> frozenset[str]:
        """The words of the child's names, in lower case."""
        return parts_of(" ".join(self.child.names).lower()) if self.child else frozenset()

    def _send_child(self, child: Child | None) -> None:
        names = [name for name in (child.name, *child.known_as) if name and name.strip()] if child else []
        if child and names:
            gender = _sent_gender(child.pronouns)
            self.child = Known(names, read_name(names[0]), None, "child", gender, is_child=True)
            self._know(self.child, *(read_name(name) for name in names))

    def _send(self, person: Person) -> None:
        name, role = read_name(person.name), person.role or ""
        kind = kind_of_role(role, self.kinds)
        if kind == "child" and self.child and may_be(name, self.child.full):
            self._know(self.child, name)
        else:
            gender = name.gender or gender_of(role)
            names = list(names_of(person))
            known = Known(names, name, person.role or None, kind, gender, is_sent=True)
            self._know(known, *(read_name(each) for each in names))

    def _know(self, who: Known, *names: Name) -> None:
        self.all[who] = None
        for name in names:
            for part in _keys(name.given):
                _list(self.by_given[part], who)
                _list(self.by_start[part[:_START]], who)
            for part in _keys(name.family):
                _list(self.by_family[part], who)

    def initials(self, names: Sequence[Found]) -> frozenset[str]:
        """Return the initials of all who are named in full, by the note or its sender."""
        full = (*(one.name for one in names if one.name and one.name.is_full), *(who.full for who in self.all))
        return frozenset(name.initials for name in full)

    def meet(self, names: Sequence[Found], introduced: Mapping[int, Introduced], same: Mapping[int, int]) -> set[int]:
        """Place every name, full ones first; return the tokens at which the roles beside them begin.

        `introduced` and `same` go by the tokens at which names begin: the roles beside them, and names in brackets
        with the name they are another of.
        """
        apposed: set[int] = set()
        owned: list[tuple[Known, Introduced]] = []
        for found in sorted(names, key=_when):
            if found.name is None:
                continue
            beside = introduced.get(found.first)
            who = self.at.get(same.get(found.first, -1)) or self._whose(found, found.name, beside)
            who.add(found)
            self.at[found.first] = who
            who.names.append(found.words)
            if found.name.title in KIN and who.kind is None:
                who.take(Introduced(found.name.title, self.kinds.get(found.name.title or "")))
            beside = self._seen_from_child(beside) if beside else None
            if beside is not None and who.may_be(beside):
                who.take(beside)
                owned += [(who, beside)] if beside.owner else []
                for mention in beside.mentions:
                    if mention.first not in apposed:
                        apposed.add(mention.first)
                        who.add(mention)
        for who, beside in owned:
            self._relate(who, beside)
        return apposed

    def _seen_from_child(self, beside: Introduced) -> Introduced:
        """Return a role as it is to the child: "her mum, Val" of a boy is most likely his mother's mother."""
        if beside.kind and beside.mentions and self._is_anothers(beside.mentions[0]):
            return replace(beside, kind=kind_of(beside.kind, "mother"))
        return beside

    def _relate(self, who: Known, beside: Introduced) -> None:
        """Tell who somebody's relative is to the child, now that everybody named is known: "Jodie's mum, Tracey"."""
        owner = self.at.get(beside.owner.first) if beside.owner else None
        if owner is not None and who.kind is None and beside.mentions:
            who.kind = kind_of(beside.mentions[0].kind or "", owner.kind or "somebody else")

    def _whose(self, found: Found, name: Name, beside: Introduced | None) -> Known:
        if found.form == "initials" and name.given:
            who = self._of_initials(found)
        elif name.is_full and (double := self.by_given.get(f"{name.given}-{name.family}")):
            who = double[0]  # "Jayden Lee" for Jayden-Lee
        elif name.is_full:
            who = self._of_full(name)
        elif name.given and len(name.given) == 1:
            who = self._of_letter(name.given) or self._of_given(name.given, found, beside)
        elif name.given:
            who = self._of_given(name.given, found, beside)
        else:
            who = self._titled(name, found, beside)
        if who is None:
            who = misspelt(name, list(islice(self.all, _MOST))) or Known()
        if found.form != "initials":
            who.hear(name)
            self._know(who, name)
        else:
            if who.full == Name():
                who.full = name
                self._by_initials[name.initials].append(who)
            self._know(who)
        return who

    def _of_initials(self, found: Found) -> Known | None:
        letters = "".join(letter for letter in found.words.lower() if letter.isalpha())
        return _nearest(self._by_initials.get(letters, ()), found.first)

    def _of_letter(self, letter: str) -> Known | None:
        """Return whose given name begins so, if it is one person's: "M" for Mariama."""
        whose = [who for who in self.all if not who.is_child and (who.full.given or "").startswith(letter)]
        return whose[0] if len(whose) == 1 else None

    @cached_property
    def _by_initials(self) -> defaultdict[str, list[Known]]:
        """Everybody by initials, once all full names are known."""
        people: defaultdict[str, list[Known]] = defaultdict(list)
        for who in self.all:
            people[who.full.initials].append(who)
        return people

    def _of_full(self, name: Name) -> Known | None:
        same = (one for one in self.by_given.get(name.given or "", ())[:_MOST] if one.full.family == name.family)
        alike = (one for one in self._of_family(name) if may_be(one.full, name))
        return next(same, None) or next(alike, None) or self._alone(name)

    def _of_family(self, name: Name) -> Iterator[Known]:
        for part in _keys(name.family):
            yield from self.by_family.get(part, ())[:_MOST]

    def _alone(self, name: Name) -> Known | None:
        """Return somebody sent by given name only who may be meant."""
        known = [one for one in self.by_given.get(name.given or "", ()) if one.full.family is None]
        return known[0] if len(known) == 1 else None

    def _of_given(self, given: str, found: Found, beside: Introduced | None) -> Known | None:
        known = self.by_given.get(given) or [
            one for part in sorted(parts_of(given)) for one in self.by_given.get(part, ())
        ]
        if not known:
            known = self._short_forms(given) or [
                one for part in _keys(given) for one in self.by_family.get(part, ()) if not one.is_child
            ]
        if len(known) > 1 and beside is not None and beside.kind:
            known = [one for one in known if one.kind == beside.kind] or known
        return _nearest(known, found.first)

    def _short_forms(self, given: str) -> list[Known]:
        like = self.by_start.get(given[:_START], ())[:_MOST]
        alike = [one for one in like if one.full.given and same_given(one.full.given, given)]
        return alike if len(alike) == 1 else []

    def _titled(self, name: Name, found: Found, beside: Introduced | None) -> Known | None:
        known = [one for one in self._of_family(name) if not one.is_child and one.kind not in {"sibling", "child"}]
        if len(name.family or "") == 1:
            everybody = list(islice(self.all, _MOST))
            known = [one for one in everybody if (one.full.family or " ")[0] == name.family]
            known = known or [one for one in everybody if one.is_sent and (one.full.given or " ")[0] == name.family]
        known = known or [one for one in self.by_given.get(name.family or "", ()) if one.is_sent]  # family name first
        fitting = [one for one in known if _may_be_called(one, name.gender)]
        if known and not fitting:
            pairs = (self._named_with(one) for one in known)
            fitting = [one for one in pairs if one is not None and _may_be_called(one, name.gender)]
        if beside is not None and beside.kind:
            fitting = [one for one in fitting if one.kind in {None, beside.kind} or "carer" in {one.kind, beside.kind}]
        same = [one for one in fitting if one.full.title == name.title]
        sure = [one for one in fitting if one.gender == name.gender]
        return _nearest(same or sure or fitting, found.first)

    def _named_with(self, who: Known) -> Known | None:
        """Return who shares a family name that is said once: Amanda of "Amanda and Roy Gillespie"."""
        first = next((at for at, one in self.at.items() if one is who), -1)
        beside = self.at.get(first - len(("Amanda", "and")))
        return beside if beside is not None and beside.full.family is None else None

    def place(self, roles: Sequence[Found]) -> None:
        """Place what stands for somebody by role alone."""
        for who in self.all:
            if who.kind and who.role:
                _list(self.by_role[role_key(who.kind, who.role)], who)
                for kind, role in known_roles(who.role, self.kinds) if who.is_sent else ():
                    _list(self.by_role[role_key(kind, role)], who)
        self._find_parents({one.kind for one in roles} | {one.words.lower() for one in roles if one.kind == "child"})
        for found in sorted(roles, key=lambda one: one.first):
            if found.kind == "child" and self.child is not None:
                self.child.add(found)
            elif found.kind and self._is_anothers(found):
                self._of_another(found).add(found)
            elif found.kind:
                self._of_role(found, found.kind, found.words).add(found)

    def _is_anothers(self, found: Found) -> bool:
        """Tell whether a relation cannot be the child's: "his sister" where the child is she."""
        gender = self.child.gender if self.child else None
        if found.owner not in {"he", "she"}:
            return found.owner is not None
        return found.kind in _OF_ANYBODY and gender is not None and found.owner != gender

    def _of_another(self, found: Found) -> Known:
        key = (f"of {found.owner}", found.words.lower())
        if not self.by_role[key]:
            said, role = _OF_ADULT.get(found.owner or ""), found.words
            kind = kind_of(found.kind or "", "mother" if said else found.owner or "")
            who = Known(role=f"{said} {role}" if said else role, kind=kind, gender=gender_of(role))
            self.all[who] = None
            self.by_role[key].append(who)
        return self.by_role[key][0]

    def _find_parents(self, spoken_of: set[str | None]) -> None:
        """Let Ms Hill be the mother of a child called Hill where nobody else is."""
        if self.child is None or self.child.full.family is None:
            return
        for kind, gender in (("mother", "she"), ("father", "he")):
            family = [one for part in _keys(self.child.full.family) for one in self.by_family.get(part, ())]
            may = list(
                dict.fromkeys(one for one in family if one.role is None and one.gender == gender and not one.is_child)
            )
            if not self.by_role[kind, ""] and len(may) == 1:
                may[0].kind = kind
                may[0].role = kind if not spoken_of.isdisjoint({kind, "parents", "son", "daughter"}) else None
                self.by_role[kind, ""] = may

    def _of_role(self, found: Found, kind: str, role: str) -> Known:
        key = role_key(kind, role)
        known = self.by_role.get(key) or self._of_same_kind(kind, key)
        who = _nearest(known, found.first)
        if who is None:
            who = Known(role=role, kind=kind, gender=gender_of(role))
            self.all[who] = None
        _list(self.by_role[key], who)
        return who

    def _of_same_kind(self, kind: str, key: tuple[str, str]) -> list[Known]:
        """Return whom a shorter or longer word for the role may mean: "the teacher" for the class teacher."""
        if kind in ALWAYS_ONE | BY_GENDER:
            return []
        wanted = key[1].split()
        alike = [
            whos
            for (other, words), whos in self.by_role.items()
            if other == kind and words and (words.split()[-len(wanted) :] == wanted or wanted[-1:] == words.split())
        ]
        return alike[0] if len(alike) == 1 and len(alike[0]) == 1 else []

    def everybody(self) -> tuple[Somebody, ...]:
        """Return all who are mentioned or were sent, by first mention."""
        met = (who for who in self.all if who.mentions or who.is_sent or who.is_child)
        return tuple(who.somebody() for who in sorted(met, key=lambda who: who.first))


def _when(found: Found) -> tuple[bool, bool, int]:
    """Return when a name is placed: full ones first, initials last."""
    return found.form != "full name", found.form == "initials", found.first


def _list(known: list[Known], who: Known) -> None:
    if who not in known[-_MOST:]:
        known.append(who)


def _keys(part: str | None) -> Iterator[str]:
    if part:
        yield part
    if part and not part.isalpha():
        yield from (piece for piece in sorted(parts_of(part)) if piece != part)  # one order in every process


def _nearest(known: Sequence[Known], at: int) -> Known | None:
    """Return who was spoken of last before token `at`; the first of all where nobody was."""
    before = [one for one in known[:_MOST] if 0 <= one.last < at]
    return max(before, key=lambda one: one.last) if before else next(iter(known), None)


def _may_be_called(who: Known, gender: str | None) -> bool:
    """Tell whether somebody may be "he" or "she", by what is known or by the first name."""
    given = fold(who.full.given or "")
    told = who.gender or ("she" if given in HER_NAMES else "he" if given in HIS_NAMES else None)
    return None in {told, gender} or told == gender


def _sent_gender(pronouns: str | None) -> str | None:
    first = (pronouns or "").lower().split("/")[0].strip()
    return first if first in {"he", "she"} else None
