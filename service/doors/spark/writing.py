"""The output on a cluster's storage, by unit: a run that is done again replaces what it wrote, and adds no row twice.

FOLDER/reviewed/unit=17/…                                 a row a child; the review is here once it is written
FOLDER/notes, FOLDER/findings, FOLDER/records, FOLDER/refused    made out of it, without reviewing again
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from service.doors.batch.schema import TABLES
from service.doors.spark.columns import reviewed_columns, table_columns

if TYPE_CHECKING:
    from pyspark.sql import DataFrame, SparkSession

_UNIT = "unit"


def write_reviewed(reviewed: DataFrame, folder: str, *, form: str = "parquet") -> None:
    """Write what `reviewing.reviewed` returns; units that are there already are replaced, others are left.

    `form` is "parquet", or "delta" where the session has it.
    """
    kept = reviewed.write.format(form).mode("overwrite").option("partitionOverwriteMode", "dynamic")
    kept.partitionBy(_UNIT).save(f"{folder}/reviewed")


def read_reviewed(spark: SparkSession, folder: str, *, form: str = "parquet") -> DataFrame:
    """Return what `write_reviewed` wrote."""
    reader = spark.read.format(form)
    return (reader if form == "delta" else reader.schema(reviewed_columns())).load(f"{folder}/reviewed")


def write_tables(spark: SparkSession, folder: str, *, form: str = "parquet") -> None:
    """Write the four tables of all units that are there.

    All are written anew: a unit whose last refused row is gone would leave its old one behind otherwise.
    """
    whole = read_reviewed(spark, folder, form=form)
    for table in TABLES:
        writer = table_of(whole, table).write.format(form).mode("overwrite").option("partitionOverwriteMode", "static")
        writer.partitionBy(_UNIT).save(f"{folder}/{table}")


def table_of(reviewed: DataFrame, table: str) -> DataFrame:
    """Return one of the four tables out of the rows a child, with the unit beside its columns."""
    from pyspark.sql import functions as made

    return reviewed.select(_UNIT, made.explode(table).alias("each")).select(_UNIT, "each.*")


def read_table(spark: SparkSession, folder: str, table: str) -> DataFrame:
    """Return one of the four tables as written in Parquet, with its columns even where it has no row."""
    return spark.read.schema(f"{table_columns(table)}, `{_UNIT}` int").parquet(f"{folder}/{table}")
