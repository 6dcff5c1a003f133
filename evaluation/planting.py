"""Copies of every kind planted into gold notes, with fixed seeds: drafts whose pasted passages are known.

A draft is a gold note into which passages of other gold notes are set between two sentences, as
they stand or altered. Names, dates, numbers and pronouns are swapped, words dropped, added and
changed, sentences put in another order. Offsets on both sides are kept.
"""

from __future__ import annotations

import calendar
import random
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from evaluation.gold_notes import GoldNote
from service.note import Span

PlantKind = Literal["verbatim", "short", "swap", "light", "heavy", "reorder"]
KINDS: tuple[PlantKind, ...] = ("verbatim", "short", "swap", "light", "heavy", "reorder")

_EARLIER_NOTES = 8
_MOST_PLANTS = 3
_CLEAN_SHARE = 0.2
_SHORT_WORDS = (9, 18)
_LONG_WORDS = (20, 90)
_EDITS = {"light": 0.10, "heavy": 0.25}
_MOST_TRIES = 200

_NAMES = (
    "Arlo",
    "Beatrix",
    "Caspian",
    "Dilys",
    "Emrys",
    "Freya",
    "Gwilym",
    "Hettie",
    "Idris",
    "Jemima",
    "Kester",
    "Lowri",
)
_MONTHS = tuple(month for month in calendar.month_name if month and month != "May")
_WEEKDAYS = tuple(calendar.day_name)
_PRONOUNS = {
    "he": "she",
    "she": "he",
    "his": "her",
    "him": "her",
    "her": "his",
    "himself": "herself",
    "herself": "himself",
}
_ADDED = ("again", "today", "now", "still", "also", "really", "already", "at home", "this week", "as before")
_CHANGED = {
    "said": "told us", "told": "informed", "mother": "mum", "mum": "mother", "father": "dad", "dad": "father",
    "went": "has gone", "big": "large", "small": "little", "because": "as", "but": "though", "very": "really",
    "children": "kids", "house": "home", "school": "class", "happy": "pleased",
    "wants": "would like", "asked": "wanted to know",
}  # fmt: skip
_WORD = re.compile(r"[\w'’]+")


@dataclass(frozen=True, slots=True)
class Swap:
    """A name, date, number or pronoun that was put in place of another: what it is now, and what it was."""

    kind: Literal["name", "date", "number", "pronoun"]
    now: str
    then: str


@dataclass(frozen=True, slots=True)
class Plant:
    """A passage planted in a draft, where it came from, and what was swapped in it."""

    kind: PlantKind
    span: Span
    note_id: str
    source: Span
    swaps: tuple[Swap, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A note with planted passages, and the earlier notes they came from, by their ids."""

    text: str
    earlier: tuple[tuple[str, str], ...]
    plants: tuple[Plant, ...]


@dataclass(frozen=True, slots=True)
class _Passage:
    words: str
    swaps: tuple[Swap, ...] = ()


def drafts(notes: Sequence[GoldNote], names: Callable[[str], Sequence[str]], count: int, *, seed: int) -> list[Draft]:
    """Return `count` drafts; the same for the same notes and seed. `names` gives the persons' names in a text."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, no secret
    return [_draft(notes, names, chance) for _ in range(count)]


def _draft(notes: Sequence[GoldNote], names: Callable[[str], Sequence[str]], chance: random.Random) -> Draft:
    host, *earlier = chance.sample(notes, 1 + _EARLIER_NOTES)
    wanted = 0 if chance.random() < _CLEAN_SHARE else chance.randint(1, _MOST_PLANTS)
    gaps = chance.sample(range(1, len(host.sentences)), min(wanted, len(host.sentences) - 1))
    text, last = "", 0
    plants: list[Plant] = []
    for gap in sorted(gaps):
        at = host.sentences[gap].span.start
        text += host.text[last:at]
        last = at
        kind = chance.choice(KINDS)
        source_note = chance.choice(earlier)
        source = _stretch(source_note, kind, chance)
        if source is None:
            continue
        made = _altered(source_note, source, kind, names, chance)
        plants.append(
            Plant(kind, Span(len(text), len(text) + len(made.words)), source_note.note_id, source, made.swaps)
        )
        text += made.words + " "
    return Draft(text + host.text[last:], tuple((note.note_id, note.text) for note in earlier), tuple(plants))


def _stretch(note: GoldNote, kind: PlantKind, chance: random.Random) -> Span | None:
    """Return a run of whole sentences of a fitting length."""
    least, most = _SHORT_WORDS if kind == "short" else _LONG_WORDS
    for _ in range(_MOST_TRIES):
        first = chance.randrange(len(note.sentences))
        count = 1 if kind == "short" else chance.randint(2 if kind == "reorder" else 1, 5)
        chosen = note.sentences[first : first + count]
        if len(chosen) < count or any(sentence.kind == "other" for sentence in chosen):
            continue
        span = Span(chosen[0].span.start, chosen[-1].span.end)
        if least <= len(_WORD.findall(span.of(note.text))) <= most:
            return span
    return None


def _altered(
    note: GoldNote, source: Span, kind: PlantKind, names: Callable[[str], Sequence[str]], chance: random.Random
) -> _Passage:
    words = source.of(note.text)
    if kind == "swap":
        return _swapped(words, names(note.text), chance)
    if kind in _EDITS:
        return _Passage(_edited(words, _EDITS[kind], chance))
    if kind == "reorder":
        inside = [sentence.span.of(note.text) for sentence in note.sentences if source.holds(sentence.span)]
        shuffled = inside[1:] + inside[:1] if len(inside) == 2 else chance.sample(inside, len(inside))  # noqa: PLR2004
        return _Passage(" ".join(shuffled))
    return _Passage(words)


def _swapped(words: str, names: Sequence[str], chance: random.Random) -> _Passage:
    """Put other names, months, days, numbers and pronouns, each always for the same."""
    parts = {part for name in names for part in _WORD.findall(name) if part[0].isupper()}
    others = dict(zip(sorted(parts), chance.sample(_NAMES, len(_NAMES)), strict=False))
    is_turned = chance.random() < 0.5  # noqa: PLR2004 - an even chance
    swaps: list[Swap] = []

    def swap(found: re.Match[str]) -> str:
        then = found[0]
        made = _other(then, others, is_turned=is_turned, chance=chance)
        if made is None:
            return then
        swaps.append(made)
        return made.now

    return _Passage(re.sub(r"[^\W\d_]+|\d+", swap, words), tuple(swaps))


def _other(then: str, others: dict[str, str], *, is_turned: bool, chance: random.Random) -> Swap | None:
    if then in others:
        return Swap("name", others[then], then)
    if then in _MONTHS or then in _WEEKDAYS:
        days = _MONTHS if then in _MONTHS else _WEEKDAYS
        return Swap("date", chance.choice([day for day in days if day != then]), then)
    if then.isdigit() and len(then) <= 2:  # noqa: PLR2004 - years and telephone numbers stay
        return Swap("number", str(int(then) + chance.randint(1, 3)), then)
    if is_turned and then.lower() in _PRONOUNS:
        now = _PRONOUNS[then.lower()]
        return Swap("pronoun", now.capitalize() if then[0].isupper() else now, then)
    return None


def _edited(words: str, rate: float, chance: random.Random) -> str:
    """Drop, add or change about `rate` of the words."""
    kept: list[str] = []
    for word in words.split(" "):
        is_touched = chance.random() < rate
        how = chance.random()
        bare = word.strip(".,;:!?\"'“”’").lower()
        if not is_touched:
            kept.append(word)
        elif bare in _CHANGED and how < 0.6:  # noqa: PLR2004 - changed where it can be, more often than not
            kept.append(word.lower().replace(bare, _CHANGED[bare]))
        elif how < 0.8:  # noqa: PLR2004
            kept += [word, chance.choice(_ADDED)]
        elif word[-1:].isalnum():
            continue
        else:
            kept.append(word)
    return " ".join(kept)
