"""Same note, same versions, same review: in whatever process it is made."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

REVIEWS = """
import sys
from pathlib import Path
from evaluation.guidance_notes import read_guidance
from service.analyse import analyse
from service.settings import Settings

for each in read_guidance(("guidance-3", "guidance-5", "guidance-6"))[::2]:
    print(analyse(each.note, Settings(_env_file=None)).model_dump_json())
"""
ROOT = Path(__file__).parents[1]


def reviews(order_of_sets: str) -> list[str]:
    environment = {**os.environ, "PYTHONHASHSEED": order_of_sets, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", REVIEWS], capture_output=True, text=True, check=True, env=environment, cwd=ROOT
    )
    return done.stdout.splitlines()


@pytest.mark.parametrize("other", ["2", "3"])
def test_two_processes_ask_the_same_of_the_same_notes(other):
    first, second = reviews("1"), reviews(other)
    assert len(first) > 20
    assert [json.loads(line) for line in first] == [json.loads(line) for line in second]
