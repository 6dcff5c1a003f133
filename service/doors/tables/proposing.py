"""A mapping proposed from the headings of a table and its first rows, for a person to read and mend."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from service.doors.tables.days import ORDERS, Days, Evidence, Order, decide_by, read_day
from service.doors.tables.mapping import FIELDS, PRESETS, REQUIRED, ColumnMap, headings_of, preset
from service.doors.tables.markup import Form, form_of
from service.doors.tables.table import Values, folded
from service.doors.tables.unusable import Unusable
from service.errors import InputError

_FEWEST_HEADINGS = 4  # of a case system's own, before a table is taken for one of its exports
_FEWEST_TEXT_CHARS = 60  # mean length from which a column without a telling name may hold the notes
_MOSTLY = 0.8


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping that may fit, and what to look at before it is used.

    `by_contents` are fields whose column was told by what it holds and not by its heading; `unknown_types` the
    record types in the rows that the preset has no word for, most frequent first.
    """

    preset: str
    columns: Mapping[str, str]
    by_contents: frozenset[str]
    unconfirmed: frozenset[str]
    days: Order | None
    days_problem: str
    text_form: Form | None
    unknown_types: tuple[str, ...]
    unused: tuple[str, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """The fields that a mapping must have and for which no column was found."""
        return tuple(name for name in REQUIRED if name not in self.columns)

    def in_toml(self) -> str:
        """Return the mapping as a file to read and mend. Nothing out of a row stands in it."""
        fits = "" if self.preset == "generic" else f" The headings are those of {self.preset}."
        lines = [f"# Proposed from the headings and the first rows. Read it before it is used.{fits}", ""]
        lines += [f"# {line}" for line in self.days_problem.splitlines()]
        lines.append(f'days = "{self.days}"' if self.days else '# days = "day first"')
        if self.text_form:
            lines.append(f'# text_form = "{self.text_form}"  # most bodies are; left out, each body tells')
        lines += ["", "[columns]", *(self._line(name) for name in FIELDS if name in self.columns)]
        lines += [f'# {name} = ""  # must be there; no column seems to hold it' for name in self.missing]
        lines += [f"# not used: {', '.join(map(_quoted, self.unused))}"] if self.unused else []
        return "\n".join([*lines, "", "[record_types]", '# "home visit" = ["Name in the file", "Another"]', ""])

    def _line(self, name: str) -> str:
        line = f"{name} = {_quoted(self.columns[name])}"
        if name in self.by_contents:
            return f"{line}  # told by what the column holds, not by its name: check it"
        if name in self.unconfirmed:
            return f"{line}  # unconfirmed: the preset's heading was not seen in a real export"
        return line


def propose(header: Sequence[str], rows: Sequence[Values]) -> Proposal:
    """Return the mapping that fits the headings best, with what the rows tell of days, markup and record types."""
    name = _preset_of(header)
    chosen = preset(name)
    by_heading = _columns(header, chosen)
    by_contents = _by_contents(header, rows, by_heading)
    columns = {**by_heading, **by_contents}
    days, problem = _days(rows, columns)
    return Proposal(
        preset=name,
        columns=columns,
        by_contents=frozenset(by_contents),
        unconfirmed=frozenset(_unconfirmed(name, by_heading)),
        days=days,
        days_problem=problem,
        text_form=_form(_values(rows, columns.get("text"))),
        unknown_types=_unknown_types(_values(rows, columns.get("record_type")), chosen),
        unused=tuple(column for column in header if column not in columns.values()),
    )


def _preset_of(header: Sequence[str]) -> str:
    """Return the case system whose own headings are there, of child and text and two more; else generic."""
    there = {folded(column) for column in header}
    scores: Counter[str] = Counter()
    for name in PRESETS:
        own = headings_of(name)
        held = {key for key, names in own.items() if there & set(map(folded, names))}
        if name != "generic" and held.issuperset(REQUIRED):
            scores[name] = len(held)
    name, score = scores.most_common(1)[0] if scores else ("generic", 0)
    return name if score >= _FEWEST_HEADINGS else "generic"


def _columns(header: Sequence[str], chosen: ColumnMap) -> dict[str, str]:
    """Return the column of each field by its heading; no column is used twice."""
    left = {folded(column): column for column in reversed(header)}
    found: dict[str, str] = {}
    for name in FIELDS:
        heading = next((folded(one) for one in chosen.columns.get(name, ()) if folded(one) in left), None)
        if heading:
            found[name] = left.pop(heading)
    return found


def _unconfirmed(name: str, columns: Mapping[str, str]) -> Iterable[str]:
    """Return the fields found by a heading that only the preset has, and that it calls unconfirmed."""
    for key in preset(name).unconfirmed & set(columns):
        plain = {folded(heading) for heading in preset("generic").columns.get(key, ())}
        if folded(columns[key]) not in plain:
            yield key


def _by_contents(header: Sequence[str], rows: Sequence[Values], found: Mapping[str, str]) -> dict[str, str]:
    left = [column for column in header if column not in found.values()]
    told: dict[str, str] = {}
    if "written_on" not in found and (days := [column for column in left if _holds_days(_values(rows, column))]):
        told["written_on"] = days[0]
        left.remove(days[0])
    lengths = {column: _mean_length(_values(rows, column)) for column in left}
    longest = max(lengths, key=lambda column: lengths[column], default=None)
    if "text" not in found and longest is not None and lengths[longest] >= _FEWEST_TEXT_CHARS:
        told["text"] = longest
    return told


def _values(rows: Sequence[Values], column: str | None) -> list[object]:
    """Return what a column holds, without the empty cells."""
    values = [row.get(column) for row in rows] if column else []
    return [value for value in values if value is not None and value != ""]


def _mean_length(values: Sequence[object]) -> float:
    return sum(len(value) for value in values if isinstance(value, str)) / max(len(values), 1)


def _holds_days(values: Sequence[object]) -> bool:
    read = sum(_is_day(value) for value in values)
    return bool(values) and read >= _MOSTLY * len(values)


def _is_day(value: object) -> bool:
    for order in ORDERS:
        try:
            read_day(value, Days(order))
        except Unusable:
            continue
        return True
    return False


def _days(rows: Sequence[Values], columns: Mapping[str, str]) -> tuple[Order | None, str]:
    """Return what stands first in the days, None where it makes no difference; or why it cannot be told."""
    evidence = Evidence()
    for name in ("written_on", "child_birth_date"):
        for value in _values(rows, columns.get(name)):
            evidence.add(value)
    try:
        order = decide_by(evidence).order
    except InputError as error:
        return None, str(error)
    return (order, "") if evidence.day_first or evidence.month_first else (None, "")


def _form(values: Sequence[object]) -> Form | None:
    """Return how the bodies are written if it is not plain; None leaves it to each body."""
    forms = Counter(form_of(value) for value in values if isinstance(value, str))
    form, _count = forms.most_common(1)[0] if forms else ("plain", 0)
    return None if form == "plain" else form


def _unknown_types(values: Sequence[object], chosen: ColumnMap) -> tuple[str, ...]:
    written = Counter(value.strip() for value in values if isinstance(value, str) and not chosen.record_type(value))
    return tuple(name for name, _count in written.most_common())


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)  # a text in JSON is one in TOML
