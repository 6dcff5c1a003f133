"""A hundred people typing: each edits a note of its own once a second, whether or not the last answer has come.

python -m evaluation.typists [--people 100] [--seconds 20] [--words 250] [--workers 2]

Latency counts from when an edit was due to be sent, so that waiting in a queue is not hidden.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import random
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from evaluation.gold_notes import read_gold, training_files

SEED = 11
WARM_SECONDS = 5  # at the start every note is new; people come one by one, not all in one second


@dataclass
class Heard:
    """What came back: seconds an answer, and how many went wrong."""

    seconds: list[float] = field(default_factory=list)
    errors: int = 0


@contextmanager
def service(workers: int) -> Iterator[int]:
    """Run the service on a free port of this machine until the block ends."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    command = [sys.executable, "-m", "service", "serve", "--port", str(port), "--workers", str(workers)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own
    try:
        _wait_until_ready(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait_until_ready(port: int) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=60).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    msg = "The service did not start within a minute. Try: wellnoted serve"
    raise SystemExit(msg)


def notes(people: int, words: int) -> list[list[str]]:
    """Return a note for each person, as its sentences, of about as many words."""
    chance = random.Random(SEED)  # noqa: S311 - a benchmark
    sentences = [s.span.of(note.text) for note in read_gold(training_files()) for s in note.sentences]
    made = []
    for _ in range(people):
        note: list[str] = []
        while sum(len(sentence.split()) for sentence in note) < words:
            note.append(chance.choice(sentences))
        made.append(note)
    return made


async def person(port: int, note: list[str], begin: float, end: float, heard: Heard) -> None:
    """Edit one sentence a second, from `begin` to `end`, over one connection."""
    chance = random.Random(begin)  # noqa: S311 - a benchmark
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    due = begin
    while due < end:
        await asyncio.sleep(max(0.0, due - time.monotonic()))
        place = chance.randrange(len(note))
        note[place] = f"{note[place]} {chance.choice(note).split()[0]}"
        status = await _ask(reader, writer, port, {"text": " ".join(note), "child": {"name": "Ava", "age_years": 9}})
        if due > begin + WARM_SECONDS:
            heard.seconds.append(time.monotonic() - due)
        heard.errors += status != b"200"
        due += 1.0
    writer.close()


async def _ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, port: int, note: object) -> bytes:
    body = json.dumps(note).encode()
    head = f"POST /v1/analyse HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncontent-type: application/json\r\n"
    writer.write(f"{head}content-length: {len(body)}\r\n\r\n".encode() + body)
    await writer.drain()
    lines = (await reader.readuntil(b"\r\n\r\n")).split(b"\r\n")
    length = next(int(line.split(b":")[1]) for line in lines if line.lower().startswith(b"content-length:"))
    await reader.readexactly(length)
    return lines[0].split()[1]


async def crowd(port: int, people: Sequence[list[str]], seconds: float) -> Heard:
    """Let everybody type; they begin spread over the first seconds."""
    heard, now = Heard(), time.monotonic() + 0.5
    begins = [now + WARM_SECONDS * place / len(people) for place in range(len(people))]
    await asyncio.gather(
        *(person(port, note, begin, begin + seconds, heard) for note, begin in zip(people, begins, strict=True))
    )
    return heard


def main() -> None:
    """Print how long people wait."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--words", type=int, default=250)
    parser.add_argument("--workers", type=int, default=2)
    chosen = parser.parse_args()
    with service(chosen.workers) as port:
        heard = asyncio.run(crowd(port, notes(chosen.people, chosen.words), chosen.seconds))
    parts = statistics.quantiles(heard.seconds, n=100)
    print(
        f"{chosen.people} people, {chosen.words} words each, one edit a second, {chosen.workers} processes: "
        f"p50 {1000 * parts[49]:.0f} ms, p95 {1000 * parts[94]:.0f} ms, p99 {1000 * parts[98]:.0f} ms, "
        f"{heard.errors} errors of {len(heard.seconds)} answers"
    )


if __name__ == "__main__":
    main()
