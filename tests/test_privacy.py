"""Nothing of a note is anywhere but in its Review, and nothing reaches for the network."""

from __future__ import annotations

import logging
import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from service.analyse import analyse
from service.doors.api import create_app
from service.note import Note

CANARY = "Zebedeequill"
NOTE = f"{CANARY} told me that mum is manipulative. The ICPC is on 4 March and {CANARY} has ongoing issues."


def test_no_output_but_the_review_holds_note_text(settings, caplog, capfd, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    client = TestClient(create_app(settings), base_url="http://127.0.0.1")
    with caplog.at_level(logging.DEBUG):
        review = analyse(Note.model_validate({"text": NOTE, "child": {"name": CANARY}}), settings)
        answer = client.post("/v1/analyse", json={"text": NOTE, "title": CANARY})
    assert answer.status_code == 200
    printed = capfd.readouterr()
    assert CANARY not in caplog.text + printed.out + printed.err
    assert list(tmp_path.rglob("*")) == []
    assert review.findings


def test_errors_of_the_command_line_hold_none_either(tmp_path):
    path = tmp_path / "note.json"
    path.write_text(f'{{"text": "{CANARY}", "{CANARY}": "{CANARY}", "reader": "{CANARY}"}}', encoding="utf-8")
    command = [sys.executable, "-m", "service", "review", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert ran.returncode == 2
    assert CANARY not in ran.stdout + ran.stderr


def test_a_review_needs_no_network(settings, monkeypatch):
    def refuse(*_args, **_kwargs):
        pytest.fail("something reached for the network")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert analyse(Note(text=NOTE), settings).findings


def test_onnx_runtime_reports_nothing_to_its_maker(tmp_path):
    program = "from service.analyse import analyse; from service.note import Note; analyse(Note(text='Seen.'))"
    left = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    subprocess.run([sys.executable, "-c", program], env={**left, "TMPDIR": str(tmp_path)}, check=True)  # noqa: S603
    assert list(tmp_path.iterdir()) == []


def test_no_pickle_is_read_when_the_program_runs():
    service = Path(__file__).parents[1] / "service"
    sources = [path.read_text(encoding="utf-8") for path in service.rglob("*.py")]
    assert not [source for source in sources if "import pickle" in source or "joblib" in source]


@pytest.mark.parametrize("text", [NOTE, NOTE * 20])
def test_the_same_note_gives_the_same_review(settings, text):
    assert analyse(Note(text=text), settings) == analyse(Note(text=text), settings)
