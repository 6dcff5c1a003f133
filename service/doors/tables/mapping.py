"""Which column holds what: a mapping in TOML, on its own or over a preset for a case system.

preset = "mosaic"            # mosaic, liquidlogic, eclipse or generic
days = "day first"           # or "month first"; left out, all days of the file decide
text_form = "html"           # or "rtf", "plain"; left out, each body tells
sheet = "Notes"              # of a workbook with several
query = "SELECT …"           # of a database

[columns]
child_id = "Person ID"       # a heading, or a list of which the first that is there is used

[record_types]
"home visit" = ["Home Visit", "Stat visit"]
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Any, cast, get_args

from service.doors.tables.days import ORDERS, Order
from service.doors.tables.markup import FORMS, Form
from service.doors.tables.table import Table, folded
from service.errors import InputError
from service.note import RecordType

PRESETS = ("mosaic", "liquidlogic", "eclipse", "generic")
REQUIRED = ("child_id", "text")
FIELDS = (
    *("child_id", "note_id", "text", "written_on", "record_type", "title", "author", "team", "household"),
    *("child_name", "child_known_as", "child_birth_date", "child_age_years", "child_pronouns", "people", "plan_goals"),
)
"""What a column may hold. `team` is for reports, `household` ties brothers and sisters; the rest are a Note's own."""

_KEYS = ("preset", "days", "text_form", "sheet", "query", "columns", "record_types", "source", "unconfirmed")
_OUR_TYPES: Mapping[str, RecordType] = {folded(name): name for name in get_args(RecordType)}


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """A mapping: for each field the headings that may hold it, and for each kind of record the words for it.

    `unconfirmed` are fields whose headings in a preset nobody has seen in a real export.
    """

    name: str
    columns: Mapping[str, tuple[str, ...]]
    record_types: Mapping[str, RecordType] = field(default_factory=dict)
    days: Order | None = None
    text_form: Form | None = None
    sheet: str | None = None
    query: str | None = None
    source: str = ""
    unconfirmed: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()

    def record_type(self, written: str) -> RecordType | None:
        """Return our name for a kind of record as it is written, None where the mapping has none."""
        word = folded(written)
        return self.record_types.get(word) or _OUR_TYPES.get(word)

    def columns_in(self, table: Table) -> dict[str, str]:
        """Return the column that holds each field. Raises InputError where one is not there that must be."""
        refuse_lone_column(table)
        by_name = {folded(name): name for name in reversed(table.columns)}
        found = {
            name: next((by_name[folded(heading)] for heading in headings if folded(heading) in by_name), "")
            for name, headings in self.columns.items()
        }
        self._refuse_missing(table, found)
        return {name: column for name, column in found.items() if column}

    def _refuse_missing(self, table: Table, found: Mapping[str, str]) -> None:
        must = REQUIRED if table.is_loose else (*REQUIRED, *sorted(self.chosen - set(REQUIRED)))
        missing = [name for name in must if not found.get(name)]
        if missing:
            asked = "; ".join(self._asked(name, table.columns) for name in missing)
            msg = (
                f"{table.name}: the mapping {self.name} does not fit: {asked}. It has {len(table.columns)} columns. "
                f"To see a mapping that may fit: wellnoted batch map FILE"
            )
            raise InputError(msg)

    def _asked(self, name: str, columns: Collection[str]) -> str:
        headings = self.columns.get(name, ())
        near = [close for heading in headings for close in get_close_matches(heading, columns, n=1)]
        hint = f' (is it "{near[0]}"?)' if near else ""
        if not headings:
            return f"no column is named for {name}{hint}"
        shown = " or ".join(f'"{heading}"' for heading in headings[:3])
        return f"no column {shown} for {name}{hint}"


def refuse_lone_column(table: Table) -> None:
    """Raise InputError for a text that is no table: its first line would be taken for headings, and shown."""
    if len(table.columns) == 1 and not table.is_loose:
        msg = (
            f"{table.name}: has one column only, and a table of notes needs one for the child and one for the text. "
            "If it is a note, read it by: wellnoted review FILE"
        )
        raise InputError(msg)


@cache
def preset(name: str) -> ColumnMap:
    """Return a preset by name."""
    if name not in PRESETS:
        msg = f"there is no preset of that name. Write {', '.join(PRESETS[:-1])} or {PRESETS[-1]}."
        raise InputError(msg)
    return _made(name, _preset_data(name), is_chosen=False)


def headings_of(name: str) -> Mapping[str, tuple[str, ...]]:
    """Return a preset's own headings, without those of the preset it stands on."""
    return {key: tuple(names) for key, names in _preset_data(name)["columns"].items()}


@cache
def _preset_data(name: str) -> Mapping[str, Any]:
    path = Path(__file__).parent / "presets" / f"{name}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def column_map(named: str) -> ColumnMap:
    """Return a mapping: a preset by its name, or that in a .toml file."""
    if not named.lower().endswith(".toml"):
        return preset(named)
    try:
        return _made(named, tomllib.loads(Path(named).read_text(encoding="utf-8-sig")), is_chosen=True)
    except OSError as error:
        msg = f"{named}: cannot be read ({error.strerror}). Check the path and its permissions."
        raise InputError(msg) from None
    except UnicodeDecodeError:
        msg = f"{named}: not UTF-8. Save it as UTF-8 and try again."
        raise InputError(msg) from None
    except tomllib.TOMLDecodeError as error:
        msg = f"{named}: not TOML: {error}."
        raise InputError(msg) from None


def _made(name: str, data: Mapping[str, Any], *, is_chosen: bool) -> ColumnMap:
    _refuse_unknown(name, "", data, _KEYS)
    _refuse_unknown(name, "columns.", _table(name, data, "columns"), FIELDS)
    _refuse_unknown(name, "record_types.", _table(name, data, "record_types"), get_args(RecordType))
    base = preset(_one_of(name, data, "preset", PRESETS) or "generic") if name != "generic" else ColumnMap(name, {})
    columns = {key: _words(name, f"columns.{key}", value) for key, value in _table(name, data, "columns").items()}
    named = is_chosen and data.get("preset") is None
    return ColumnMap(
        name=name,
        columns=columns if named else {**base.columns, **_over(columns, base.columns, is_chosen=is_chosen)},
        record_types={**base.record_types, **_types(name, data)},
        days=cast("Order | None", _one_of(name, data, "days", ORDERS)) or base.days,
        text_form=cast("Form | None", _one_of(name, data, "text_form", FORMS)) or base.text_form,
        sheet=_string(name, data, "sheet"),
        query=_string(name, data, "query"),
        source=_string(name, data, "source") or "",
        unconfirmed=frozenset(data.get("unconfirmed", ())),
        chosen=frozenset(columns) if is_chosen else frozenset(),
    )


def _over(
    columns: Mapping[str, tuple[str, ...]], base: Mapping[str, tuple[str, ...]], *, is_chosen: bool
) -> dict[str, tuple[str, ...]]:
    """Lay a preset's headings before those of the one it stands on; what a user names stands alone."""
    return {key: names if is_chosen else (*names, *base.get(key, ())) for key, names in columns.items()}


def _types(name: str, data: Mapping[str, Any]) -> dict[str, RecordType]:
    table = _table(name, data, "record_types")
    pairs = ((ours, _words(name, f"record_types.{ours}", theirs)) for ours, theirs in table.items())
    return {folded(word): cast("RecordType", ours) for ours, theirs in pairs for word in theirs}


def _refuse_unknown(name: str, where: str, keys: Iterable[str], known: Collection[str]) -> None:
    for key in keys:
        if key not in known:
            near = get_close_matches(key, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"It may hold {', '.join(known)}."
            msg = f"{name}: {where}{key} is not known. {hint}"
            raise InputError(msg)


def _table(name: str, data: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    value = data.get(key, {})
    if not isinstance(value, dict):
        msg = f"{name}: {key} is a table. Write [{key}] on a line of its own."
        raise InputError(msg)
    return value


def _words(name: str, key: str, value: object) -> tuple[str, ...]:
    words = (value,) if isinstance(value, str) else tuple(value) if isinstance(value, list) else ()
    if not words or not all(isinstance(word, str) and word.strip() for word in words):
        msg = f'{name}: {key} is neither a text nor a list of texts. Write it as "Heading" or ["Heading", "Other"].'
        raise InputError(msg)
    return words


def _one_of(name: str, data: Mapping[str, Any], key: str, known: Collection[str]) -> str | None:
    value = _string(name, data, key)
    if value is not None and value not in known:
        msg = f"{name}: {key} is none of: {', '.join(known)}."
        raise InputError(msg)
    return value


def _string(name: str, data: Mapping[str, Any], key: str) -> str | None:
    value = data.get(key)
    if value is not None and not isinstance(value, str):
        msg = f"{name}: {key} is not a text. Put it in quotation marks."
        raise InputError(msg)
    return value
