"""The columns of the four tables that a batch writes, and their version: whoever reads the tables begins here.

They hold no words of a note: every column that could is null unless the batch was told to include text. Nothing in
them says who wrote a note.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from service.errors import SettingsError
from service.record.measures import NoteMeasures, RecordMeasures

if TYPE_CHECKING:
    import pyarrow as pa

VERSION = 1
"""Raised whenever a column changes; it stands in the metadata of every file."""

TABLES = ("notes", "findings", "records", "refused")

OF_ROW = ("row", "child_id", "note_id", "household", "team")
"""What the table `notes` begins with, before the figures of `NoteMeasures`."""


def schema(table: str) -> pa.Schema:
    """Return the columns of a table by its name, with the version in the metadata."""
    arrow = _arrow()
    fields = {"notes": _notes, "findings": _findings, "records": _records, "refused": _refused}[table](arrow)
    described = {"wellnoted.table": table, "wellnoted.schema": str(VERSION)}
    return arrow.schema(list(fields.items()), metadata=described)


def _notes(arrow: Any) -> dict[str, Any]:  # noqa: ANN401 - pyarrow has no types
    text = arrow.string()
    begin = {"row": arrow.int64(), **dict.fromkeys(OF_ROW[1:], text)}
    source = arrow.struct([("child_id", text), ("note_id", text), ("words", arrow.int32())])
    end = {"copied_from": arrow.list_(source), "may_be_cut": arrow.bool_(), "unknown_type": arrow.bool_(), "text": text}
    return {**begin, **_figures(arrow, NoteMeasures), **end}


def _findings(arrow: Any) -> dict[str, Any]:  # noqa: ANN401
    text, place = arrow.string(), arrow.int32()
    return {
        "scope": text,
        "child_id": text,
        "note_id": text,
        "row": arrow.int64(),
        "check": text,
        "severity": text,
        "start": place,
        "end": place,
        "confidence": arrow.float64(),
        "folded": arrow.bool_(),
        "source": text,
        "dates": arrow.list_(arrow.date32()),
        "note_ids": arrow.list_(text),
        "about": text,
        "message": text,
        "suggestion": text,
        "words": text,
    }


def _records(arrow: Any) -> dict[str, Any]:  # noqa: ANN401
    text, count = arrow.string(), arrow.int32()
    line = {"day": arrow.date32(), "dated_by": text, "kind": text, "note_id": text, "start": count, "end": count}
    line |= {"event": text, "effect": text}
    return {
        **_figures(arrow, RecordMeasures),
        "household": text,
        "rows": arrow.int64(),
        "record_types": arrow.list_(arrow.struct([("record_type", text), ("count", count)])),
        "good_practice": arrow.list_(text),
        "chronology": arrow.list_(arrow.struct(list(line.items()))),
    }


def _refused(arrow: Any) -> dict[str, Any]:  # noqa: ANN401
    return {"row": arrow.int64(), **dict.fromkeys(("stage", "error", "field", "why"), arrow.string())}


def _figures(arrow: Any, model: type[BaseModel]) -> dict[str, Any]:  # noqa: ANN401
    """Return the columns of a model of figures, in its order: a field added there is a column here."""
    return {name: _type(arrow, field.annotation) for name, field in model.model_fields.items()}


def _type(arrow: Any, annotation: Any) -> Any:  # noqa: ANN401
    if get_origin(annotation) in {Union, types.UnionType}:
        annotation = next(part for part in get_args(annotation) if part is not types.NoneType)
    if get_origin(annotation) is Literal:
        annotation = str
    if get_origin(annotation) is dict:
        return arrow.list_(arrow.struct([("check", arrow.string()), ("count", arrow.int32())]))
    made: Mapping[Any, Callable[[], Any]] = {
        str: arrow.string,
        int: arrow.int32,
        float: arrow.float64,
        date: arrow.date32,
    }
    return made[annotation]()


def _arrow() -> Any:  # noqa: ANN401
    try:
        import pyarrow as pa  # 60 MB that only batches need
    except ImportError:
        msg = "Batches need one more package. Run pip install 'wellnoted[batch]'."
        raise SettingsError(msg) from None
    return pa
