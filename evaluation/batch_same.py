"""The same notes through every engine: whether their rows are the same, byte for byte after sorting.

python -m evaluation.batch_same [--notes 2000] [--seed 1] [--folder FOLDER]

The library (`review_child` in this process), the runner with one and with two workers, Spark and the API; an engine
that is not there is said to be skipped. Exit code 1 where anything differs.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from evaluation import batches
from evaluation.batches import Rows
from service.doors.batch.schema import TABLES
from service.doors.batch.unit import refused_row, review_child
from service.doors.tables.mapping import preset
from service.doors.tables.notes import ReadNote, Refused, read_notes
from service.doors.tables.opening import open_table
from service.doors.tables.survey import look_over
from service.settings import settings

Output = dict[str, Rows]
MOST_BYTES = 10**10


def by_library(source: Path) -> Output:
    """Return the rows of all tables from plain function calls, child after child."""
    chosen, mapping = settings(), preset("generic")
    table = open_table(str(source))
    children: dict[str, list[ReadNote]] = defaultdict(list)
    homes: dict[str, set[str]] = defaultdict(set)
    found: dict[str, list[dict[str, object]]] = {name: [] for name in TABLES}
    for read in read_notes(table, mapping, look_over(table, mapping, chosen).days, chosen):
        if isinstance(read, Refused):
            found["refused"].append(refused_row(read))
            continue
        child = read.note.child_id or ""
        children[child].append(read)
        if read.household:
            homes[read.household].add(child)
    for child, notes in children.items():
        home = next((read.household for read in notes if read.household), None)
        others = sorted(homes[home] - {child}) if home else []
        tables = review_child(notes, chosen, linked=[read for other in others for read in children[other]])
        for name in TABLES:
            found[name] += getattr(tables, name)
    return {name: batches.rows_in(name, rows) for name, rows in found.items()}


def by_runner(source: Path, out: Path, workers: int, *more: str) -> Output:
    """Return the rows that a run wrote."""
    batches.run(source, out, workers, *more)
    return {table: batches.rows_of(out, table) for table in TABLES}


def by_api(source: Path, folder: Path) -> Output:
    """Return the rows of a batch that was sent to the service."""
    from starlette.testclient import TestClient  # with the service half a second

    from service.doors.api import create_app

    chosen = settings().model_copy(update={"batch_data": folder / "data", "max_batch_bytes": MOST_BYTES})
    kind = {"content-type": "application/vnd.apache.parquet"}
    with TestClient(create_app(chosen), base_url="http://127.0.0.1") as client, source.open("rb") as file:
        address = client.post("/v1/batches", content=file, headers=kind).headers["location"]
        while client.get(address).json()["state"] in {"queued", "running"}:
            time.sleep(1)
        with ZipFile(BytesIO(client.get(f"{address}/report?as=parquet").content)) as packed:
            packed.extractall(folder / "out")
    return {table: batches.rows_of(folder / "out", table) for table in TABLES}


def engines(source: Path, folder: Path) -> Iterator[tuple[str, Callable[[], Output] | None]]:
    """Yield each engine by name; None where it is not there."""
    yield "library", lambda: by_library(source)
    yield "runner, 1 worker", lambda: by_runner(source, folder / "one", 1)
    yield "runner, 2 workers", lambda: by_runner(source, folder / "two", 2, "--rows-a-unit", "50")
    spark = ("--engine", "spark", "--master", "local[2]")
    yield "Spark, local[2]", (lambda: by_runner(source, folder / "spark", 2, *spark)) if batches.has_spark() else None
    yield "API", lambda: by_api(source, folder / "api")


def main() -> None:
    """Print for every engine whether its rows are those of the first."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--notes", type=int, default=2_000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path, help="where exports and outputs stay")
    options = asked.parse_args()
    with batches.working_folder(options.folder) as folder:
        source = batches.export(folder, options.notes, options.seed)
        first: Output = {}
        are_same = True
        for name, engine in engines(source, folder):
            if engine is None:
                print(f"{name:<24} skipped: it is not there")
                continue
            began = time.perf_counter()
            rows = engine()
            first = first or rows
            is_same = batches.print_differences(name, first, rows)
            print(f"{'':<24} {time.perf_counter() - began:.0f} s")
            are_same = are_same and is_same
    sys.exit(0 if are_same else 1)


if __name__ == "__main__":
    main()
