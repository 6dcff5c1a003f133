"""How fast a batch is, whether the last note costs what the first did, and whether memory stays flat.

python -m evaluation.batch_speed [--notes 20000] [--workers 1 2] [--seed 1] [--folder FOLDER]

Invented notes go through `wellnoted batch run` with each number of workers, then through local Spark where it is
there. Cost is processor time of all processes, so that a busy machine tells the same; notes a second are by the
clock. Memory is the sum over all processes of what each alone holds of it (PSS), looked at every two seconds.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import psutil

from evaluation import batches

_EVERY_SECONDS = 2.0
_MB = 1024 * 1024
_PARTS = 10


@dataclass
class Watched:
    """A run as seen from outside: processor seconds and memory at moments, both of all its processes."""

    moments: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    memory_mb: list[float] = field(default_factory=list)
    seconds: float = 0.0

    def processor_at(self, moment: float) -> float:
        """Return the processor seconds used until a moment, from the two looks around it."""
        looks = list(zip(self.moments, self.processor, strict=True))
        for (before, used), (after, more) in pairwise(looks):
            if moment <= after:
                return used + (more - used) * max(0.0, moment - before) / (after - before)
        return looks[-1][1]


def watched(command: Sequence[str]) -> Watched:
    """Run a command and look at it until it ends."""
    seen, began = Watched(), time.time()
    run = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)  # noqa: S603 - our own program
    process = psutil.Process(run.pid)
    used: dict[int, float] = {}
    while run.poll() is None:
        memory = 0
        for each in _family(process):
            try:
                used[each.pid] = sum(each.cpu_times()[:2])
                memory += getattr(each.memory_full_info(), "pss", each.memory_info().rss)
            except psutil.Error:
                continue
        seen.moments.append(time.time())
        seen.processor.append(sum(used.values()))
        seen.memory_mb.append(memory / _MB)
        _wait(run)
    seen.seconds = time.time() - began
    if run.returncode not in batches.DONE:
        told = run.stderr.read().decode() if run.stderr else ""
        sys.exit(f"{' '.join(command[2:5])} ended with {run.returncode}:\n{told[-2000:]}")
    return seen


def _family(process: psutil.Process) -> list[psutil.Process]:
    try:
        return [process, *process.children(recursive=True)]
    except psutil.Error:
        return []


def _wait(run: subprocess.Popen[bytes]) -> None:
    try:
        run.wait(_EVERY_SECONDS)
    except subprocess.TimeoutExpired:
        return


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as it lies in the output: when it was done, with how many notes and words."""

    done: float
    notes: int
    words: int


def units(out: Path) -> list[Unit]:
    """Return the units in the order in which they were done."""
    import pyarrow.parquet as pq

    found = []
    for path in (out / "notes").glob("*.parquet"):
        words = pq.read_table(path, columns=["words"])["words"].to_pylist()
        committed = out / "records" / path.name
        found.append(Unit(committed.stat().st_mtime, len(words), sum(words)))
    return sorted(found, key=lambda unit: unit.done)


def print_cost(seen: Watched, done: Sequence[Unit]) -> None:
    """Print the processor time a note and 250 words in each tenth of a run, and how far they lie apart."""
    print(
        f"{'notes':>9} {'ms a note':>10} {'ms for 250 words':>17}   processor time of all processes, loading left out"
    )
    costs = []
    loaded = min(len(done) - 1, 1)
    step = max(1, (len(done) - loaded) // _PARTS)
    edges = [*[*range(loaded, len(done), step)][:_PARTS], len(done)]
    before, notes = done[loaded - 1].done if loaded else seen.moments[0], sum(unit.notes for unit in done[:loaded])
    for first, last in pairwise(edges):
        group = done[first:last]
        used = 1000 * (seen.processor_at(group[-1].done) - seen.processor_at(before))
        count, words = sum(unit.notes for unit in group), sum(unit.words for unit in group)
        before, notes = group[-1].done, notes + count
        costs.append(250 * used / words)
        print(f"{notes:>9,} {used / count:>10.1f} {costs[-1]:>17.1f}")
    if len(costs) > 1:
        half = len(costs) // 2
        early, late = statistics.mean(costs[:half]), statistics.mean(costs[half:])
        print(f"second half against first: {late / early - 1:+.1%}; from {min(costs):.1f} to {max(costs):.1f} ms")


def print_memory(seen: Watched) -> None:
    """Print memory over the run, and its peak."""
    tenths = [seen.memory_mb[len(seen.memory_mb) * at // _PARTS] for at in range(_PARTS)]
    print(f"memory by tenths of the time: {', '.join(f'{each:.0f}' for each in tenths)} MB")
    half = seen.memory_mb[len(seen.memory_mb) // 2 :]
    print(f"peak {max(seen.memory_mb):.0f} MB; in the second half {min(half):.0f} to {max(half):.0f} MB")


def measured(name: str, source: Path, out: Path, notes: int, command: Sequence[str]) -> None:
    """Run a batch anew and print its figures."""
    rows_a_unit = max(25, min(500, notes // (4 * _PARTS)))  # so that every tenth has units enough
    seen = watched([*command, "--fresh", "--rows-a-unit", str(rows_a_unit)])
    done = units(out)
    words = sum(unit.words for unit in done)
    print(f"\n## {name}: {notes:,} notes of {words / notes:.0f} words ({source.stat().st_size / _MB:.0f} MB)\n")
    print(f"{notes / seen.seconds:.1f} notes a second by the clock, {seen.seconds:.0f} s; ", end="")
    print(f"{1000 * seen.processor[-1] / notes:.0f} ms of a processor a note, loading included; {len(done)} units")
    print_cost(seen, done)
    print_memory(seen)
    size = sum(path.stat().st_size for path in out.rglob("*.parquet"))
    print(f"tables: {size / _MB:.1f} MB, {size / notes:.0f} bytes a note")


def report(out: Path) -> None:
    """Print how long the report takes, and its size."""
    page = out.parent / "report.html"
    command = [sys.executable, "-m", "service", "batch", "report", str(out), "--out", str(page)]
    began = time.perf_counter()
    page.unlink(missing_ok=True)
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - our own program
    if not page.exists():
        print(f"\nreport: not made (exit {ran.returncode}): {ran.stderr.strip()[-300:]}")
        return
    print(f"\nreport: {time.perf_counter() - began:.1f} s, {page.stat().st_size / _MB:.2f} MB")


def main() -> None:
    """Print every figure."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--notes", type=int, default=20_000)
    asked.add_argument("--workers", type=int, nargs="+", default=[1, 2])
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--folder", type=Path, help="where exports and outputs stay")
    options = asked.parse_args()
    with batches.working_folder(options.folder) as folder:
        source, out = batches.export(folder, options.notes, options.seed), folder / "speed"
        for workers in options.workers:
            name = f"{workers} worker{'s' if workers > 1 else ''}"
            measured(name, source, out, options.notes, batches.command(source, out, workers))
        report(out)
        if batches.has_spark():
            spark = ("--engine", "spark", "--master", "local[2]")
            measured("Spark, local[2]", source, out, options.notes, batches.command(source, out, 2, *spark))
        else:
            print("\nSpark: skipped, it is not there")


if __name__ == "__main__":
    main()
