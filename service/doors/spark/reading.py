"""A table's rows become notes or refusals, each row alone, by the one reader that files go through too."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator
from typing import TYPE_CHECKING

from service.doors.spark.carrying import CARRIED, carried
from service.doors.tables.days import Days
from service.doors.tables.mapping import ColumnMap
from service.doors.tables.notes import read_notes
from service.doors.tables.table import Row, Table
from service.settings import Settings

if TYPE_CHECKING:
    from pandas import DataFrame as PandasFrame
    from pyspark.sql import Column, DataFrame


def table_of(frame: DataFrame) -> Table:
    """Return a Spark frame as a table that has headings and no rows: enough to see whether a mapping fits."""
    return Table("the table", tuple(frame.columns), lambda _used: iter(()))


def read_rows(frame: DataFrame, mapping: ColumnMap, days: Days, chosen: Settings, row: str | None) -> DataFrame:
    """Return what becomes of each row, with the columns of `CARRIED`. Raises InputError where the mapping does not fit.

    `row` is a column of whole numbers that tells rows apart; without it Spark numbers them as it reads them.
    """
    from pyspark.sql import functions as made

    columns = tuple(frame.columns)
    used = tuple(sorted(set(mapping.columns_in(table_of(frame)).values())))
    number = _named(row) if row else made.monotonically_increasing_id() + 1
    # As JSON, because pandas has no empty whole number: an id of 1234 would come out as 1234.0 beside an empty one.
    values = made.to_json(made.struct(*map(_named, used)), {"ignoreNullFields": "false"})

    def read(batches: Iterable[PandasFrame]) -> Iterator[PandasFrame]:
        for batch in batches:
            rows = [
                Row(int(number), json.loads(each)) for number, each in zip(batch["row"], batch["values"], strict=True)
            ]
            yield carried(read_notes(_table(columns, rows), mapping, days, chosen))

    picked = frame.select(number.cast("bigint").alias("row"), values.alias("values"))
    return picked.mapInPandas(read, CARRIED)


def _table(columns: tuple[str, ...], rows: list[Row]) -> Table:
    def again(_used: Collection[str] | None) -> Iterator[Row]:
        return iter(rows)

    return Table("the table", columns, again)


def _named(name: str) -> Column:
    from pyspark.sql import functions as made

    quoted = name.replace("`", "``")
    return made.col(f"`{quoted}`")
