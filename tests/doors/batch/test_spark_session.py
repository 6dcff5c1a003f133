"""A Spark of our own, and what travels to its tasks: nothing is lost, told or left behind."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys

import pytest

pytest.importorskip("pyspark", reason="no Spark here: pip install 'wellnoted[spark]'")
pytest.importorskip("pandas", reason="no pandas here: pip install 'wellnoted[spark]'")

from service.doors.spark.carrying import carried, read_again
from service.doors.spark.session import session
from service.doors.tables.notes import ReadNote, Refused
from service.errors import SettingsError
from service.note import Note

needs_java = pytest.mark.skipif(shutil.which("java") is None, reason="Spark needs Java 17, and none is on PATH")


def test_a_note_comes_out_of_the_columns_as_it_went_in():
    whole = Note.model_validate(
        {
            "text": "He said “no” – café 👶\r\n\tand\u2028left.",
            "note_id": "7",
            "child_id": "1",
            "written_on": "2025-03-12",
            "record_type": "home visit",
            "child": {"name": "Rowan", "known_as": ["Ro"], "birth_date": "2019-01-02", "age_years": 6.1},
            "people": [{"name": "Maya Whitlock", "role": "teacher"}],
            "plan_goals": ["Sleep"],
        }
    )
    reads = [
        Refused(1, "mapping", "NoText", "text", "is empty."),
        ReadNote(2, whole, "North", None, True, False, "9"),  # noqa: FBT003
        ReadNote(3, Note(text="x", child_id="2")),
    ]
    assert read_again(carried(reversed(reads))) == reads


def test_without_java_it_says_what_to_do(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(SettingsError, match="Java 17"), session("local[2]"):
        pass


QUIET = """
from service.doors.spark.session import session
from pyspark.errors import PythonException

def failing(batches):
    raise ValueError("Zebedeequill")

with session("local[2]") as spark:
    try:
        spark.range(10).mapInPandas(failing, "id long").count()
    except PythonException:
        print("failed")
"""


@needs_java
def test_a_failing_task_is_not_told_to_a_log_and_nothing_is_left_behind(tmp_path):
    (tmp_path / "tmp").mkdir()
    ran = subprocess.run(  # noqa: S603
        [sys.executable, "-c", QUIET],
        cwd=tmp_path,
        env={**os.environ, "TMPDIR": str(tmp_path / "tmp")},
        capture_output=True,
        text=True,
        check=True,
    )
    assert ran.stdout == "failed\n"
    assert "Zebedeequill" not in ran.stderr
    assert [path for path in tmp_path.rglob("*") if path.name != "tmp"] == []
