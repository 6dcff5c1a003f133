"""What each kind of record must hold, which checks look at it, and its time limits: data a council can override."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Literal

from service.reading.guidance.record_type_files import Tables, refuse, tables
from service.settings import data_folder

FILE = "record_types"
Standing = Literal["law", "national guidance", "local"]


@dataclass(frozen=True, slots=True)
class Part:
    """Something that a record must hold, and how it is recognised: any one of its signs is enough.

    `words` name it in a message; `headings` and `cues` are phrases as `service.reading.guidance.signs` reads them,
    `cues_of_child` those that count only in sentences about the child, `sentences` kinds of sentence,
    `readings` names of what `service.reading.guidance.part_readings` can tell.
    """

    name: str
    words: str
    source: str
    standing: Standing
    headings: tuple[str, ...] = ()
    sentences: tuple[str, ...] = ()
    cues: tuple[str, ...] = ()
    cues_of_child: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """How many days may pass before something is due, and from what they are counted.

    What is `unconfirmed` was not read in its source by whoever wrote it down.
    """

    name: str
    days: int
    unit: Literal["calendar", "working"]
    counted_from: str
    standing: Standing
    source: str
    unconfirmed: bool = False


@dataclass(frozen=True, slots=True)
class RecordType:
    """One kind of record, by the name it has in `Note.record_type`.

    `checks` are those that look at this kind only because it is of this kind; `usual_words` from how
    many words to how many it mostly has.
    """

    name: str
    checks: frozenset[str] = frozenset()
    parts: tuple[Part, ...] = ()
    limits: tuple[TimeLimit, ...] = ()
    usual_words: tuple[int, int] | None = None


@cache
def record_types(local_folder: Path | None = None) -> Mapping[str, RecordType]:
    """Return the kinds of record by name, with a council's file laid over ours."""
    ours = _ours()
    local = local_folder / f"{FILE}.toml" if local_folder else None
    return _made(_laid_over(ours, tables(local, ours), local) if local and local.is_file() else ours)


def named_checks() -> frozenset[str]:
    """Return every check that our kinds of record name."""
    return frozenset(check for kind in record_types().values() for check in kind.checks)


@cache
def _ours() -> Tables:
    return tables(data_folder("wordlists") / f"{FILE}.toml")


def _laid_over(ours: Tables, local: Tables, path: Path) -> Tables:
    """Return both files as one: lists grow, single values are replaced, what is `off` goes."""
    parts = dict(ours.parts)
    for name, part in local.parts.items():
        parts[name] = _grown(path, parts.get(name, {"source": "local list", "standing": "local"}), part)
    types = dict(ours.types)
    for name, kind in local.types.items():
        limits = _limits(types[name].get("limits", ()), kind.get("limits", ()))
        everything = {**types[name], "limits": limits}
        types[name] = _grown(path, everything, {key: value for key, value in kind.items() if key != "limits"}, parts)
    return Tables(parts, types)


def _limits(ours: Iterable[Mapping[str, Any]], local: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    by_name = {limit["name"]: limit for limit in ours}
    for limit in local:
        new = {"source": "local list", "standing": "local"}
        by_name[limit["name"]] = {**by_name.get(limit["name"], new), **limit}
    return list(by_name.values())


def _grown(
    path: Path, ours: Mapping[str, Any], local: Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]] | None = None
) -> dict[str, Any]:
    """Add the lists of a council's table to ours, let its other values replace ours, and take out what is off."""
    grown = dict(ours)
    for key, value in local.items():
        is_pair = key == "usual_words"
        grown[key] = (
            [*dict.fromkeys((*ours.get(key, ()), *value))] if isinstance(value, list) and not is_pair else value
        )
    for off in grown.pop("off", ()):
        _take_out(path, grown, off, parts or {})
    return grown


def _take_out(path: Path, table: dict[str, Any], off: str, parts: Mapping[str, Mapping[str, Any]]) -> None:
    has_gone = False
    for key, value in table.items():
        if isinstance(value, list) and key != "usual_words":
            table[key] = [item for item in value if off not in set(_names(item, parts))]
            has_gone |= len(table[key]) < len(value)
    if not has_gone:
        refuse(path, off, f'"{off}" is not there, so it cannot be switched off. Check its spelling.')


def _names(item: str | Mapping[str, Any], parts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if isinstance(item, str):
        yield item
        yield parts.get(item, {}).get("name", item)
    else:
        yield item["name"]


def _made(read: Tables) -> Mapping[str, RecordType]:
    parts = {name: _part(name, table) for name, table in read.parts.items()}
    return {
        name: RecordType(
            name=name,
            checks=frozenset(table.get("checks", ())),
            parts=tuple(parts[part] for part in table.get("must_hold", ())),
            limits=tuple(TimeLimit(**limit) for limit in table.get("limits", ())),
            usual_words=tuple(table["usual_words"]) if "usual_words" in table else None,
        )
        for name, table in read.types.items()
    }


def _part(name: str, table: Mapping[str, Any]) -> Part:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    part = Part(**{"name": name, "words": table.get("name", name), **values})
    return dataclasses.replace(part, cues=tuple(dict.fromkeys(part.cues)))
