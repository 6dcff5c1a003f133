from __future__ import annotations

import json
import sys
from collections import Counter
from io import StringIO
from pathlib import Path

import pytest

from service.doors.batch.job import Asked
from service.doors.batch.progress import Bar, Lines, progress_for
from service.doors.batch.run_file import Counts
from service.doors.batch.runner import Outcome
from service.doors.batch.summary import in_words
from service.doors.tables.days import Days
from service.doors.tables.mapping import preset
from service.doors.tables.survey import Survey


class Clock:
    seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_lines_tell_rate_and_time_left_every_five_seconds():
    stream, clock = StringIO(), Clock()
    lines = Lines(stream, clock)
    for number in range(1, 101):
        clock.seconds = number / 10
        lines.reading(number)
    lines.reviewing(20, 100)
    for second in range(11, 21):
        clock.seconds = second
        lines.reviewed(4)
    lines.close()
    told = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert [each["event"] for each in told] == ["reading"] * 2 + ["reviewing"] * 4
    assert told[1]["rows"] == 100
    assert told[2] == {"event": "reviewing", "notes": 20, "of": 100, "notes_per_second": 0.0, "seconds_left": None}
    assert told[3] == {"event": "reviewing", "notes": 40, "of": 100, "notes_per_second": 4.0, "seconds_left": 15}
    assert (told[-1]["notes"], told[-1]["seconds_left"]) == (60, 10)


def test_a_terminal_gets_a_bar_and_anything_else_gets_lines(monkeypatch, capsys):
    assert isinstance(progress_for(StringIO()), Lines)
    bar = Bar()
    bar.reading(500)
    bar.reviewing(10, 40)
    bar.reviewed(30)
    bar.say("Stopping [soon].")
    bar.close()
    printed = capsys.readouterr()
    assert "Stopping [soon]." in printed.err
    assert "40/40" in printed.err
    assert not printed.out
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert isinstance(progress_for(sys.stderr), Bar)


def words(notes: int, rows: int, refused: dict, problem: str = "", seconds: float = 3_725) -> str:
    counts = Counts(notes, 2, 1, Counter(refused), dict.fromkeys(refused, (1_234, "is empty.")))
    outcome = Outcome(Survey(Days("day first"), rows=rows, notes=notes, may_be_cut=1), counts, seconds, problem)
    return "\n".join(in_words(Asked("in.csv", Path("out"), preset("generic")), outcome))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (words(3_000, 3_000, {}), "Reviewed 3,000 notes of 3,000 rows, about 2 children. This run took 1 h 02 min."),
        (words(3_000, 3_000, {}), "1 note may be cut"),
        (words(3_000, 3_000, {}), "Next: wellnoted batch report out --out report.html"),
        (
            words(2, 3, {("mapping", "text", "NoText"): 1}),
            "1 row was refused:\n  1 × NoText, first in row 1,234",
        ),
        (words(2, 3, {}, seconds=62), "Stopped: 2 notes of 2 are reviewed"),
        (words(2, 3, {}, seconds=62), "took 1 min 02 s"),
        (words(2, 3, {}, "A worker was killed."), "A worker was killed.\nStopped: 2 notes"),
        (words(2, 3, {}), "Next: run the same command again"),
        (words(2, 22, {("note", str(at), "X"): 1 for at in range(20)}), "and 10 more reasons"),
    ],
)
def test_the_end_of_a_run_is_told_in_plain_words(told, said):
    assert said in told
