"""What the report tells of each measure: how it went over time, how it lies, by kind of record and by team."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from service.doors.batch.report import charts
from service.doors.batch.report.gathering import Figures
from service.doors.batch.report.months import ENOUGH, Month, Periods, periods
from service.doors.batch.report.saying import count
from service.doors.batch.report.tally import Group, TeamGroup
from service.doors.batch.report.teams import teams_told

Cells = tuple[str, ...]

FEWEST_OF_A_TYPE = 10
_FEWEST_POINTS = 3
MOST_TYPES = 8
NO_TYPE = "kind not said"


@dataclass(frozen=True, slots=True)
class Table:
    """Figures in words: the first cell of a row is its name."""

    caption: str
    head: Cells
    rows: tuple[Cells, ...]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture, what it shows in a sentence, and the same as a table."""

    title: str
    says: str
    svg: str
    table: Table


@dataclass(frozen=True, slots=True)
class Section:
    """A measure: what it is, what was seen, its pictures, and a table by team where that says anything."""

    name: str
    title: str
    about: str
    says: str
    pictures: tuple[Picture, ...]
    teams: Table | None = None


@dataclass(frozen=True)
class Seen:
    """The figures, put together by period, kind of record and team as the sections need them."""

    figures: Figures

    @cached_property
    def in_all(self) -> Group:
        """All notes."""
        return self.figures.in_all

    @cached_property
    def periods(self) -> Periods:
        """The periods of all pictures over time."""
        return periods({month: group.notes for month, group in self.figures.by_month.items() if month is not None})

    @cached_property
    def by_period(self) -> Mapping[Month, Group]:
        """The notes of each period, by its start."""
        groups = {start: Group() for start in self.periods.starts}
        for month, group in self.figures.by_month.items():
            start = self.periods.of(month) if month is not None else None
            if start is not None:
                groups[start].take(group)
        return groups

    @cached_property
    def by_type(self) -> tuple[tuple[str, Group], ...]:
        """The notes of each kind of record, the commonest first."""
        named = ((name or NO_TYPE, group) for name, group in self.figures.by_type.items())
        return tuple(sorted(named, key=lambda each: (-each[1].notes, each[0])))

    @cached_property
    def by_team(self) -> tuple[tuple[str, TeamGroup], ...]:
        """The notes of each team of ten children or more, by name."""
        return teams_told(self.figures.by_team)

    def over_time(
        self, name: str, title: str, says: str, series: Mapping[str, Callable[[Group], float | None]], told: Telling
    ) -> Picture:
        """Draw one or more figures over time."""
        values = {label: [figure(self.by_period[s]) for s in self.periods.starts] for label, figure in series.items()}
        rows = (
            (
                self.periods.label(start),
                count(self.by_period[start].notes),
                *(told.words(each[at]) for each in values.values()),
            )
            for at, start in enumerate(self.periods.starts)
        )
        table = Table(
            f"{title}, by {self.periods.word}", (self.periods.word.capitalize(), "Notes", *series), tuple(rows)
        )
        enough = [self.by_period[start].notes >= ENOUGH for start in self.periods.starts]
        drawn = {label: with_enough(each, enough) for label, each in values.items()}
        return Picture(title, says, charts.lines(name, self.periods, drawn, unit=told.unit, top=told.top), table)

    def over_types(
        self, name: str, title: str, says: str, series: Mapping[str, Callable[[Group], float | None]], told: Telling
    ) -> Picture:
        """Draw the first figure by kind of record, of those with ten notes or more; the table has all."""
        figure = next(iter(series.values()))
        known = [(label, figure(group)) for label, group in self.by_type if group.notes >= FEWEST_OF_A_TYPE]
        drawn = [(label, value) for label, value in known if value is not None][:MOST_TYPES]
        svg = charts.bars(name, drawn, unit=told.unit, top=told.top) if drawn else ""
        return Picture(title, says, svg, self.type_table(title, series, told))

    def type_table(self, title: str, series: Mapping[str, Callable[[Group], float | None]], told: Telling) -> Table:
        """Return figures by kind of record."""
        return _table(title, "Kind of record", self.by_type, series, told)

    def team_table(
        self, title: str, series: Mapping[str, Callable[[Group], float | None]], told: Telling
    ) -> Table | None:
        """Return figures by team, with how many children they rest on."""
        if not self.by_team:
            return None
        children = {name: team.children for name, team in self.by_team}
        table = _table(f"{title}, by team", "Team", self.by_team, series, told)
        rows = tuple((row[0], count(children[row[0]]), *row[1:]) for row in table.rows)
        return Table(table.caption, ("Team", "Children", *table.head[1:]), rows)


@dataclass(frozen=True, slots=True)
class Telling:
    """How the values of a measure are written: in words, on an axis, and up to where an axis goes at least."""

    words: Callable[[float | None], str]
    unit: str = ""
    top: float | None = None


def _table(
    caption: str,
    first: str,
    groups: Iterable[tuple[str, Group]],
    series: Mapping[str, Callable[[Group], float | None]],
    told: Telling,
) -> Table:
    rows = (
        (label, count(group.notes), *(told.words(figure(group)) for figure in series.values()))
        for label, group in groups
    )
    return Table(caption, (first, "Notes", *series), tuple(rows))


def with_enough(values: Sequence[float | None], enough: Sequence[bool]) -> list[float | None]:
    """Return the values of periods that have enough to go by, the others as None; all where hardly any has."""
    if sum(enough) < _FEWEST_POINTS:
        return list(values)
    return [value if is_enough else None for value, is_enough in zip(values, enough, strict=True)]


def parted(  # noqa: PLR0913 - a picture has as many parts
    name: str, title: str, counts: Mapping[str, int], *, of: str, says: str, marked: int | None = None
) -> Picture:
    """Draw how many notes fall under each label; `of` is what the labels are of."""
    table = Table(title, (of, "Notes"), tuple((label, count(number)) for label, number in counts.items()))
    return Picture(title, says, charts.columns(name, list(counts), list(counts.values()), marked=marked), table)
