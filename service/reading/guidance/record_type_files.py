"""Kinds of record as a file: reading it, and saying what in it cannot be used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NoReturn, get_args

from service.errors import WordlistError
from service.note import RecordType as TypeName
from service.reading.kinds.kinded import Kind
from service.reading.toml_files import read_toml

READINGS = (
    "a list of people",
    "somebody named",
    "two people named",
    "two agencies speak",
    "the child described",
    "the child speaks",
    "the family speaks",
    "a goal of the plan in its own words",
    "a date for the next meeting",
    "something good said",
    "a life for the child",
    "an effect on the child",
    "a date in most entries",
    "a condition",
    "a task given",
    "figures compared",
)
"""What `service.reading.guidance.contents` can tell of a note, by the names that a file may use."""

_PHRASES = {"headings", "cues", "cues_of_child"}
_BEGINS_WITH_WORD = re.compile(r"[^\W_]|%")
_SIGNS = ("headings", "sentences", "cues", "cues_of_child", "readings")
_TOP = {"title", "about", "licence", "parts", "types"}
_PART = {"name", "words", "source", "standing", "off", *_SIGNS}
_TYPE = {"must_hold", "checks", "usual_words", "limits", "off"}
_LIMIT = {"name", "days", "unit", "counted_from", "standing", "source", "unconfirmed"}
_LISTS = {*_SIGNS, "off", "must_hold", "checks"}
_TEXTS = {"name", "words", "source", "counted_from"}
_ONE_OF = {
    "unit": ("calendar", "working"),
    "standing": ("law", "national guidance", "local"),
    "sentences": get_args(Kind),
    "readings": READINGS,
}
_CALLED = {"sentences": "kind of sentence", "readings": "reading"}
_SHORT_AND_LONG = 2


@dataclass(frozen=True, slots=True)
class Tables:
    """A file as it stands: its parts and its kinds of record, by name."""

    parts: Mapping[str, Mapping[str, Any]]
    types: Mapping[str, Mapping[str, Any]]

    @property
    def checks(self) -> set[str]:
        """Every check that some kind of record names."""
        return {check for kind in self.types.values() for check in kind.get("checks", ())}


def tables(path: Path, ours: Tables | None = None) -> Tables:
    """Return what a file holds; a council's may leave out what `ours` has.

    Raises WordlistError for whatever in it cannot be used, with the line and what to do.
    """
    data = read_toml(path)
    read = Tables(data.get("parts", {}), data.get("types", {}))
    for words, problem in _problems(data, read, ours):
        refuse(path, words, problem)
    return read


def refuse(path: Path, words: str, problem: str) -> NoReturn:
    """Raise WordlistError with the first line of a file that holds `words`, in quotation marks if it can be."""
    lines = path.read_text(encoding="utf-8").splitlines()
    sought = (f'"{words}"', words)
    line = next((number for wanted in sought for number, line in enumerate(lines, 1) if wanted in line), 1)
    msg = f"{path}:{line}: {problem}"
    raise WordlistError(msg)


def _problems(data: Mapping[str, Any], read: Tables, ours: Tables | None) -> Iterator[tuple[str, str]]:
    """Yield the words to look for in the file, and what is the matter with them."""
    yield from _unknown_keys(data, _TOP)
    for what in ("parts", "types"):
        if not isinstance(data.get(what, {}), dict):
            yield what, f'write {what} as [{what}."…"], one table each.'
            return
    for name, part in read.parts.items():
        yield from _problems_of(part, name, "parts", _PART)
        yield from _part_problems(name, part, ours)
    known = {*read.parts, *(ours.parts if ours else ())}
    for name, kind in read.types.items():
        yield from _one_of(name, get_args(TypeName), "kind of record")
        yield from _problems_of(kind, name, "types", _TYPE)
        for part in kind.get("must_hold", ()):
            yield from _one_of(part, known, "part")
        for check in kind.get("checks", ()) if ours else ():
            yield from _one_of(check, ours.checks, "check") if ours else ()
        yield from _limit_problems(name, kind, ours)


def _problems_of(table: object, name: str, what: str, keys: set[str]) -> Iterator[tuple[str, str]]:
    if not isinstance(table, dict):
        yield name, f'write it as a table of its own: [{what}."{name}"].'
        return
    yield from _unknown_keys(table, keys)
    for key, value in table.items():
        yield from _value_problems(key, value)


def _unknown_keys(table: Mapping[str, Any], keys: set[str]) -> Iterator[tuple[str, str]]:
    for key in sorted(set(table) - keys):
        yield key, f"unknown key {key}. Known here: {', '.join(sorted(keys))}."


def _value_problems(key: str, value: object) -> Iterator[tuple[str, str]]:
    if key in _LISTS and not _is_list_of_text(value):
        yield key, f'{key} must be a list of texts, such as {key} = ["…", "…"].'
    elif key in _TEXTS and not (isinstance(value, str) and value):
        yield key, f'{key} must be text in quotation marks, such as {key} = "…".'
    elif key == "usual_words" and not _is_pair(value):
        yield key, "usual_words must be two numbers, the shorter first, such as usual_words = [200, 700]."
    elif key == "days" and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        yield key, "days must be a whole number, 1 or more."
    elif key == "unconfirmed" and not isinstance(value, bool):
        yield key, "unconfirmed must be true or false, without quotation marks."
    elif key in _PHRASES and isinstance(value, list):
        yield from _phrase_problems(value)
    elif key in _ONE_OF:
        for item in value if isinstance(value, list) else [value]:
            yield from _one_of(item, _ONE_OF[key], _CALLED.get(key, key))


def _phrase_problems(phrases: Sequence[str]) -> Iterator[tuple[str, str]]:
    for phrase in phrases:
        if not all(_BEGINS_WITH_WORD.match(part) for part in phrase.split(" + ")):
            yield phrase, f'"{phrase}" does not begin with a word. Write words, and * or + only behind them.'


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)


def _is_pair(value: object) -> bool:
    if not (isinstance(value, list) and len(value) == _SHORT_AND_LONG):
        return False
    return all(type(words) is int for words in value) and 0 < value[0] < value[1]


def _part_problems(name: str, part: object, ours: Tables | None) -> Iterator[tuple[str, str]]:
    if not isinstance(part, dict) or (ours and name in ours.parts):
        return
    if not any(part.get(sign) for sign in _SIGNS):
        yield name, f'nothing tells how "{name}" is recognised. Add cues, headings, sentences or readings.'
    for key in ("source", "standing") if ours is None else ():
        if key not in part:
            yield name, f'"{name}" has no {key}. Add {key} = "…".'


def _limit_problems(name: str, kind: Mapping[str, Any], ours: Tables | None) -> Iterator[tuple[str, str]]:
    limits = kind.get("limits", [])
    if not (isinstance(limits, list) and all(isinstance(limit, dict) and limit.get("name") for limit in limits)):
        yield name, f'write each time limit as [[types."{name}".limits]], with a name.'
        return
    ours_here = ours.types.get(name, {}).get("limits", ()) if ours else ()
    known = {limit["name"] for limit in ours_here}
    for limit in limits:
        yield from _problems_of(limit, limit["name"], "types", _LIMIT)
        needed = {"days", "unit", "counted_from"} | (set() if ours else {"standing", "source"})
        for key in sorted(needed - set(limit)) if limit["name"] not in known else ():
            yield limit["name"], f'the time limit "{limit["name"]}" has no {key}. Add {key} = …'


def _one_of(name: object, known: object, what: str) -> Iterator[tuple[str, str]]:
    names = sorted(str(each) for each in known) if isinstance(known, (set, tuple)) else []
    if name not in names:
        meant = get_close_matches(str(name), names, n=1)
        hint = f'Did you mean "{meant[0]}"?' if meant else f"Choose one of: {', '.join(names)}."
        yield str(name), f'there is no {what} "{name}". {hint}'
