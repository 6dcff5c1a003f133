"""Wordlists as files: reading, validating, and laying a council's folder over ours."""

from __future__ import annotations

import dataclasses
import hashlib
import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any

from service.errors import WordlistError
from service.reading.guidance.record_types import FILE as RECORD_TYPES
from service.reading.phrasing.wordlists import Entry, Group, Wordlist
from service.reading.toml_files import read_toml
from service.settings import data_folder

_TEXT = {"phrase", "group", "kind", "source", "plain", "explain", "ask", "fine_when"}
_TRUTH = {"inflect", "cased", "only_with_context", "loose"}
_SETS = {"pos", "near", "not_near", "after", "not_after", "before", "not_before"}
_LISTS = {"also", "stands_for"}
_KEYS = _TEXT | _TRUTH | _SETS | _LISTS
_TOP = {"title", "about", "licence", "off", "everyday", "groups", "entry"}
_UNIVERSAL_POS = frozenset(
    {"ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM"}
    | {"PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM", "VERB", "X"}
)
_ENTRY_LINE = re.compile(r"^\s*\[\[\s*entry\s*\]\]")

LONGEST_ASK = 90  # leaves room for the phrase inside a message of 120 characters
LONGEST_EXPLAIN = 80
LONGEST_PLAIN = 40


@cache
def wordlist(name: str, local_folder: Path | None = None) -> Wordlist:
    """Return our list `name` with the entries of a council's folder laid over it."""
    ours = read_list(data_folder("wordlists") / f"{name}.toml")
    if local_folder is None:
        return ours
    check_folder(local_folder)
    local = local_folder / f"{name}.toml"
    return lay_over(ours, local) if local.is_file() else ours


def check_folder(folder: Path) -> None:
    """Refuse a council's folder that is not there, or holds a list that we do not have."""
    if not folder.is_dir():
        msg = f"{folder}: not a folder. Set WELLNOTED_WORDLISTS to a folder of .toml lists, or unset it."
        raise WordlistError(msg)
    known = (*list_names(), RECORD_TYPES)
    for path in sorted(folder.glob("*.toml")):
        if path.stem not in known:
            near = get_close_matches(path.stem, known, n=1)
            meant = f"Did you mean {near[0]}?" if near else f"Rename it to one of: {', '.join(known)}."
            msg = f"{path}: no check reads a list of this name. {meant}"
            raise WordlistError(msg)


@cache
def list_names() -> tuple[str, ...]:
    """Return the names of our lists of phrases."""
    return tuple(sorted(path.stem for path in data_folder("wordlists").glob("*.toml") if path.stem != RECORD_TYPES))


def fingerprint(local_folder: Path | None) -> str:
    """Return twelve hexadecimal digits that change whenever a list does."""
    digest = hashlib.sha256()
    for folder in (data_folder("wordlists"), local_folder):
        for path in sorted(folder.glob("*.toml")) if folder else ():
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]


def read_list(path: Path) -> Wordlist:
    """Read one of our lists."""
    data = _parse(path)
    groups = dict(_groups(path, data))
    entries = tuple(_entries(path, data, groups))
    return Wordlist(path.stem, entries, groups, frozenset(data.get("everyday", ())))


def lay_over(ours: Wordlist, path: Path) -> Wordlist:
    """Add the entries of a council's list to ours, let them override, and switch some off.

    A local entry overrides ours when it has the same phrase; what it leaves out is taken
    from ours, so `[[entry]] phrase = "contact"  plain = "family time"` is enough.
    """
    data = _parse(path)
    by_phrase = {entry.phrase.lower(): entry for entry in ours.entries}
    groups = {**ours.groups, **dict(_groups(path, data))}
    for line, table in _tables(path, data):
        ours_alike = by_phrase.get(str(table.get("phrase", "")).lower())
        if ours_alike is not None and ours_alike.is_local:
            msg = f'{path}:{line}: "{ours_alike.phrase}" stands in this file already. Keep one of the two.'
            raise WordlistError(msg)
        entry = _entry(path, line, _completed(table, ours_alike), groups, is_local=True)
        by_phrase[entry.phrase.lower()] = entry
    for phrase in data.get("off", ()):
        _switch_off(path, by_phrase, phrase)
    everyday = ours.everyday | frozenset(data.get("everyday", ()))
    return Wordlist(ours.name, tuple(by_phrase.values()), groups, everyday)


def _switch_off(path: Path, by_phrase: dict[str, Entry], phrase: object) -> None:
    for key, entry in by_phrase.items():
        if str(phrase).lower() in {form.lower() for form in entry.forms}:
            by_phrase[key] = dataclasses.replace(entry, is_off=True)
            return
    where = f"{path}:{_line_of(path, str(phrase))}"
    msg = f'{where}: "{phrase}" is in no entry, so it cannot be switched off. Check its spelling.'
    raise WordlistError(msg)


def _completed(table: Mapping[str, Any], ours: Entry | None) -> dict[str, Any]:
    defaults: dict[str, Any] = {"group": "local", "kind": "local", "source": "local list"}
    if ours is not None:
        given = {name: getattr(ours, name) for name in _KEYS}
        defaults = {
            name: list(value) if isinstance(value, (tuple, frozenset)) else value
            for name, value in given.items()
            if value
        }
    return {**defaults, **table}


def _parse(path: Path) -> dict[str, Any]:
    data = read_toml(path)
    if unknown := sorted(set(data) - _TOP):
        msg = f"{path}:{_line_of(path, unknown[0])}: unknown key {unknown[0]}. Known here: {', '.join(sorted(_TOP))}."
        raise WordlistError(msg)
    for key in ("off", "everyday"):
        if not _is_list_of_text(data.get(key, [])):
            where = f"{path}:{_line_of(path, key)}"
            msg = f'{where}: {key} must be a list of texts, such as {key} = ["…", "…"].'
            raise WordlistError(msg)
    return data


def _groups(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[str, Group]]:
    for name, table in data.get("groups", {}).items():
        if not isinstance(table, dict):
            msg = f"{path}:{_line_of(path, name)}: write a group as [groups.{name}] with title, found and passes."
            raise WordlistError(msg)
        yield (
            name,
            Group(name, table.get("title", name), tuple(table.get("found", ())), tuple(table.get("passes", ()))),
        )


def _tables(path: Path, data: Mapping[str, Any]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Pair each [[entry]] with the line it begins at, which tomllib does not tell."""
    lines = [
        number
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if _ENTRY_LINE.match(line)
    ]
    yield from zip(lines, data.get("entry", ()), strict=False)


def _entries(path: Path, data: Mapping[str, Any], groups: Mapping[str, Group]) -> Iterator[Entry]:
    seen: dict[str, int] = {}
    for line, table in _tables(path, data):
        entry = _entry(path, line, table, groups, is_local=False)
        for form in entry.forms:
            key = form if entry.cased else form.lower()
            if key in seen:
                msg = f'{path}:{line}: "{form}" stands at line {seen[key]} already. Keep one of the two.'
                raise WordlistError(msg)
            seen[key] = line
        yield entry


def _entry(path: Path, line: int, table: Mapping[str, Any], groups: Mapping[str, Group], *, is_local: bool) -> Entry:
    if problem := next(_problems(table, groups, is_local=is_local), None):
        msg = f"{path}:{line}: {problem}"
        raise WordlistError(msg)
    values: dict[str, Any] = {
        name: frozenset(value) if name in _SETS else tuple(value) if name in _LISTS else value
        for name, value in table.items()
    }
    return Entry(**values, is_local=is_local)


def _problems(table: Mapping[str, Any], groups: Mapping[str, Group], *, is_local: bool) -> Iterator[str]:
    """Say what is wrong with an entry, and what to do about it."""
    for key in ("phrase", "group", "kind", "source"):
        if not table.get(key):
            yield f"the entry has no {key}. Add {key} = …"
    if unknown := sorted(set(table) - _KEYS):
        yield f"unknown key {unknown[0]}. Known keys: {', '.join(sorted(_KEYS))}."
    for key, value in table.items():
        yield from _wrong_type(key, value)
    if not str(table.get("ask", "?")).endswith("?"):
        yield "ask is a question, so it ends with a question mark."
    if not is_local and table["group"] not in groups:
        yield f"group {table['group']} is not defined. Add [groups.{table['group']}] with examples."
    if strange := sorted(set(table.get("pos", ())) - _UNIVERSAL_POS):
        yield f"pos {strange[0]} is not a Universal POS tag. Use for example NOUN, VERB or ADJ."
    yield from _too_long(table)


def _wrong_type(key: str, value: object) -> Iterator[str]:
    if key in _TEXT and not isinstance(value, str):
        yield f'{key} must be text in quotation marks, such as {key} = "…".'
    if key in _TRUTH and not isinstance(value, bool):
        yield f"{key} must be true or false, without quotation marks."
    if key in _SETS | _LISTS and not _is_list_of_text(value):
        yield f'{key} must be a list of texts, such as {key} = ["…", "…"].'


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and all(isinstance(item, str) for item in value)


def _too_long(table: Mapping[str, Any]) -> Iterator[str]:
    for key, limit in (("ask", LONGEST_ASK), ("explain", LONGEST_EXPLAIN), ("plain", LONGEST_PLAIN)):
        if len(table.get(key) or "") > limit:
            yield f"{key} has {len(table[key])} characters; at most {limit} fit in a message. Shorten it."


def _line_of(path: Path, words: str) -> int:
    lines = path.read_text(encoding="utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if words in line), 1)
