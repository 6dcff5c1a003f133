"""Batches on Spark: the functions of `service.doors.batch.unit` under `mapInPandas` and `applyInPandas`.

For a table on a cluster (Databricks, Fabric, Synapse: the session is there, the wheel is installed on the cluster):

    from service.doors.spark.reviewing import Plan, reviewed
    from service.doors.spark.writing import write_reviewed, write_tables

    plan = Plan.of(spark.table("case_notes"), "mosaic")        # a preset or a .toml file; says what does not fit
    write_reviewed(reviewed(spark.table("case_notes"), plan), "…/wellnoted")
    write_tables(spark, "…/wellnoted")                         # notes, findings, records, refused

`wellnoted batch run --engine spark --master local[2]` reads the export itself and hands units to `engine.py`.

carrying.py    rows between two steps: what was read, as columns that lose nothing on the way
columns.py     the four tables' columns as Spark writes types
reading.py     a table's rows become notes or refusals, each row alone (mapInPandas)
reviewing.py   notes of one child or household become one row with four lists (groupBy, applyInPandas)
writing.py     that row by unit, overwritten unit by unit, and the four tables out of it
session.py     a Spark of our own, quiet, encrypted on disk, gone without a trace
engine.py      units of the runner, a job each

Only functions of Spark 3.5 are used that Spark 4 has too. Tasks write nothing, so Spark may run one twice.
"""
