"""Columns as Spark writes their types, from the pyarrow schemas that every engine shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.doors.batch.schema import TABLES, schema

if TYPE_CHECKING:
    from pyarrow import DataType, Schema, StructType

_TYPES = {
    "bool": "boolean",
    "date32[day]": "date",
    "double": "double",
    "int32": "int",
    "int64": "bigint",
    "string": "string",
}


def table_columns(table: str) -> str:
    """Return the columns of one of the four tables as a schema string, such as "`row` bigint, `child_id` string"."""
    return ", ".join(f"`{field.name}` {_type(field.type)}" for field in schema(table))


def reviewed_columns() -> str:
    """Return the columns of a child's row: its unit, its group, and a list of rows for each of the four tables."""
    lists = (f"`{table}` array<struct<{_members(schema(table))}>>" for table in TABLES)
    return ", ".join(("`unit` int", "`group` string", *lists))


def _type(kind: DataType) -> str:
    from pyarrow import types

    if types.is_list(kind):
        return f"array<{_type(kind.value_type)}>"
    if types.is_struct(kind):
        return f"struct<{_members(kind)}>"
    return _TYPES[str(kind)]


def _members(fields: Schema | StructType) -> str:
    return ", ".join(f"`{field.name}`: {_type(field.type)}" for field in fields)
