"""A child's or a household's notes, together in one task, become one row with a list for each of the four tables.

One row with four lists, because each note is to be reviewed once: four frames would review it four times.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Self

from service.analyse import refuse_unusable
from service.doors.batch.children import review_children
from service.doors.batch.runner import MOST_OF_A_HOUSEHOLD
from service.doors.batch.schema import TABLES
from service.doors.batch.unit import Tables, refused_row
from service.doors.spark.carrying import read_again
from service.doors.spark.columns import reviewed_columns
from service.doors.spark.reading import read_rows, table_of
from service.doors.tables.days import ISO, Days
from service.doors.tables.mapping import ColumnMap, column_map
from service.doors.tables.notes import ReadNote, Refused
from service.errors import InputError
from service.settings import Settings, settings

if TYPE_CHECKING:
    from pandas import DataFrame as PandasFrame
    from pyspark.sql import Column, DataFrame

UNITS = 200
"""How many parts the output has: about 500 to 5,000 notes each is well, and four or more for each core."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a table is reviewed. `row` names a column that numbers the rows; keep `units` the same from run to run."""

    mapping: ColumnMap
    chosen: Settings = field(default_factory=settings)
    days: Days = ISO
    units: int = UNITS
    row: str | None = None
    include_text: bool = False

    @classmethod
    def of(
        cls,
        frame: DataFrame,
        mapping: str,
        *,
        units: int = UNITS,
        row: str | None = None,
        include_text: bool = False,
    ) -> Self:
        """Return a plan by the name of a preset or a .toml file. Raises InputError where the table does not fit it.

        Days are read as dates, timestamps and 2025-12-31; days such as 31/12/2025 need `days` in the mapping.
        """
        named, chosen = column_map(mapping), settings()
        named.columns_in(table_of(frame))
        refuse_unusable(chosen)
        return cls(named, chosen, Days(named.days) if named.days else ISO, units, row, include_text)


def reviewed(frame: DataFrame, plan: Plan, *, only: range | None = None) -> DataFrame:
    """Return a row a child or household with its unit and four lists of rows; each refused row has one of its own.

    `only` some units: to leave the others out afterwards would review them first. Raises InputError where the mapping
    does not fit, or where a household has more children than any has: to see that, where households are mapped, the
    table is read once before anything is reviewed.
    """
    read = read_rows(frame, plan.mapping, plan.days, plan.chosen, plan.row)
    is_by_household = "household" in plan.mapping.columns_in(table_of(frame))
    grouped = _with_group(_at_home(read) if is_by_household else read.withColumn("home", _nothing()))
    return review_groups(grouped, plan, only)


def _at_home(read: DataFrame) -> DataFrame:
    """Give each row the household of its child, the first that a row names: a child that moved stays in one group."""
    from pyspark.sql import functions as made

    homes = read.where("`household` is not null").groupBy("child_id").agg(made.min_by("household", "row").alias("home"))
    sizes = homes.groupBy("home").count().agg(made.max("count"))
    if (most := sizes.collect()[0][0] or 0) > MOST_OF_A_HOUSEHOLD:
        msg = (
            f"{most:,} children have the same household. Is it the right column? Name another in the mapping, or none."
        )
        raise InputError(msg)
    return read.join(homes, "child_id", "left")


def _with_group(read: DataFrame) -> DataFrame:
    """Say what is reviewed together. A refused row belongs to nobody, so it is spread by its number."""
    from pyspark.sql import functions as made

    alone = made.concat(made.lit("child "), "child_id")
    named = made.coalesce(made.concat(made.lit("household "), "home"), alone, made.concat(made.lit("row "), "row"))
    return read.withColumn("group", named).drop("home")


def _nothing() -> Column:
    from pyspark.sql import functions as made

    return made.lit(None).cast("string")


def review_groups(read: DataFrame, plan: Plan, only: range | None = None) -> DataFrame:
    """Return the review of rows that have been read and know their `group`.

    A unit is what Spark's own partitioning makes of a group, so that each task holds one unit and writes one file,
    and rows move between machines once.
    """
    from pyspark.sql import functions as made

    numbered = read.withColumn("unit", made.pmod(made.hash("group"), made.lit(plan.units)))
    wanted = numbered if only is None else numbered.where(made.col("unit").isin(list(only)))
    together = wanted.repartition(plan.units, "group").groupBy("unit", "group")
    return together.applyInPandas(reviewing(plan.chosen, include_text=plan.include_text), reviewed_columns())


def reviewing(chosen: Settings, *, include_text: bool) -> Callable[[tuple[int, str], PandasFrame], PandasFrame]:
    """Return the function that a task runs on the rows of one group."""

    def review(key: tuple[int, str], rows: PandasFrame) -> PandasFrame:
        reads = read_again(rows)
        tables = Tables(refused=[refused_row(read) for read in reads if isinstance(read, Refused)])
        notes = [read for read in reads if isinstance(read, ReadNote)]
        for _, child in review_children(notes, chosen, include_text=include_text):
            for table in TABLES:
                getattr(tables, table).extend(getattr(child, table))
        return listed([(*key, tables)])

    return review


def listed(groups: Iterable[tuple[int, str, Tables]]) -> PandasFrame:
    """Return rows of unit, group and four lists, as Spark takes them from a task."""
    from pandas import DataFrame  # in the extra `spark` alone

    rows = [[unit, group, *(getattr(tables, table) for table in TABLES)] for unit, group, tables in groups]
    return DataFrame(rows, columns=["unit", "group", *TABLES])
