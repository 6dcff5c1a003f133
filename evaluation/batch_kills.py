"""A batch killed again and again, and run again each time: whether anything is lost, or there twice.

python -m evaluation.batch_kills [--notes 20000] [--kills 3] [--workers 2] [--seed 1] [--folder FOLDER]

One run is left alone and timed. Another is killed with signal 9 at random moments: first the program alone, then the
program with its workers, then one worker alone. The output must be complete, hold no row twice, leave nothing half
written, and be equal to the unbroken run's, file by file. Exit code 1 otherwise.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil

from evaluation import batches
from service.doors.batch.schema import TABLES

WHO = ("the program", "the program and its workers", "one worker")
_LOOK_SECONDS = 0.02
_END_SECONDS = 30


def killed(command: Sequence[str], out: Path, after: float, who: str, chance: random.Random) -> str:
    """Start a run and kill it some seconds after its first unit began; return what was seen."""
    run = subprocess.Popen(  # noqa: S603 - our own program
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    _wait_for_workers(run, out)
    due = time.monotonic() + after
    while time.monotonic() < due and run.poll() is None:
        time.sleep(_LOOK_SECONDS)
    if run.poll() is not None:
        return f"ended by itself with {run.returncode} before it could be killed"
    process = psutil.Process(run.pid)
    others = process.children(recursive=True)
    _kill(run.pid, others, who, chance)
    code = run.wait()
    gone, alive = psutil.wait_procs(others, timeout=_END_SECONDS)
    for each in alive:
        each.kill()
    done = len(list((out / "records").glob("*.parquet")))
    left = f", {len(alive)} of its processes went on" if alive else ""
    return f"{who} killed after {after:.1f} s: exit {code}, {done} units done, {len(gone)} processes ended{left}"


def _kill(program: int, others: list[psutil.Process], who: str, chance: random.Random) -> None:
    if who == "one worker" and others:
        busiest = sorted(others, key=lambda each: -each.cpu_times().user)[:2]
        chance.choice(busiest).kill()
    elif who == "the program and its workers":
        os.killpg(program, signal.SIGKILL)
    else:
        os.kill(program, signal.SIGKILL)


def _wait_for_workers(run: subprocess.Popen[bytes], out: Path) -> None:
    """Wait until the input has been read: killed before, a run has nothing to lose."""
    while run.poll() is None and not list(out.glob(".spool*/*")) and not list(out.glob("*/.part-*")):
        time.sleep(_LOOK_SECONDS)


def faults(whole: Path, resumed: Path, notes: int) -> Iterator[str]:
    """Yield what is wrong with an output that was killed and resumed, beside one that was not."""
    told = json.loads((resumed / "run.json").read_text(encoding="utf-8"))
    if not told["complete"] or told["rows"] != notes or told["reviewed"] + told["refused"]["rows"] != notes:
        yield "run.json does not count every row"
    if left := [path for path in resumed.rglob("*") if path.name.startswith(".") and path.name != ".lock"]:
        yield f"{len(left)} files half written: {sorted({path.name.split('.')[-1] for path in left})}"
    for table in TABLES:
        one, other = _files(whole / table), _files(resumed / table)
        if one != other:
            unlike = sum(one.get(name) != other.get(name) for name in {*one, *other})
            yield f"{table}: {unlike} of {len(one)} files are not the unbroken run's"
    rows = {table: batches.rows_of(resumed, table) for table in TABLES}
    ids = [json.loads(line)["row"] for line in rows["notes"].elements()]
    if len(ids) != len(set(ids)) or any(count > 1 for count in rows["notes"].values()):
        yield "notes: a row is there twice"
    expected = {table: batches.rows_of(whole, table) for table in TABLES}
    if batches.differences(expected, rows):
        batches.print_differences("resumed", expected, rows)
        yield "the rows are not the unbroken run's"


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.glob("*.parquet")}


def main() -> None:
    """Print what each kill did, and whether the output is whole."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--notes", type=int, default=20_000)
    asked.add_argument("--kills", type=int, default=3)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--rows-a-unit", type=int, default=100)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path, help="where exports and outputs stay")
    options = asked.parse_args()
    chance = random.Random(options.seed)  # noqa: S311 - repeatable, no secret
    small = ("--rows-a-unit", str(options.rows_a_unit))
    with batches.working_folder(options.folder) as folder:
        source = batches.export(folder, options.notes, options.seed)
        began = time.perf_counter()
        batches.run(source, folder / "whole", options.workers, *small)
        seconds = time.perf_counter() - began
        print(f"unbroken: {seconds:.0f} s with {options.workers} workers")
        resumed = folder / "resumed"
        command = [*batches.command(source, resumed, options.workers), *small]
        for kill in range(options.kills):
            after = chance.uniform(0.02, 0.9) * seconds / options.kills
            print(killed(command, resumed, after, WHO[kill % len(WHO)], chance), flush=True)
        batches.run(source, resumed, options.workers, *small)
        found = list(faults(folder / "whole", resumed, options.notes))
    print("\n".join(found) or "complete, no row twice, nothing half written, every file the unbroken run's")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
