"""Clients that are not ours, as they are, against the service as it runs."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from service.doors.key_file import changing
from service.doors.keys import Scope, new_key

PARAGRAPHS = [
    "😀 Mum & Dad said 50% + more. Karen was disengaged.",
    "She said 😀😀 “no & never”. Mum is manipulative, 100%.",
    "Seen at school.",
]
WORDS = ["disengaged", "manipulative", None]
READY_SECONDS = 60
OFFICE_PYTHON = "/usr/bin/python3"


class Served:
    """The service as a process of its own, with a key that it wants, and its log."""

    def __init__(self, folder: Path) -> None:
        key, self.key = new_key("writer", frozenset({Scope.CHECK}), 1)
        with changing(folder / "keys.json") as keys:
            keys[key.id] = key
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self._log = folder / "log"
        chosen = {
            "WELLNOTED_KEYS_FILE": str(folder / "keys.json"),
            "WELLNOTED_LOOPBACK_NEEDS_KEY": "true",
            "WELLNOTED_CORS_ORIGINS": '["app://obsidian.md"]',
        }
        self._process = subprocess.Popen(  # noqa: S603 - our own
            [sys.executable, "-m", "service", "serve", "--port", self.address.rpartition(":")[2]],
            stdout=self._log.open("wb"),
            stderr=subprocess.STDOUT,
            env={**{k: v for k, v in os.environ.items() if not k.startswith("WELLNOTED_")}, **chosen},
        )

    @property
    def under_the_key(self) -> str:
        return f"{self.address}/u/{self.key}/"

    @property
    def log(self) -> str:
        return self._log.read_text()

    def until_ready(self) -> None:
        end = time.monotonic() + READY_SECONDS
        while time.monotonic() < end:
            try:
                with urllib.request.urlopen(f"{self.address}/v2/healthcheck", timeout=READY_SECONDS) as answer:  # noqa: S310
                    assert answer.read() == b"OK"
                    return
            except OSError:
                time.sleep(0.2)
        pytest.fail(f"the service was not ready in {READY_SECONDS} s:\n{self.log}")

    def stop(self) -> None:
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(timeout=30)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    """Return the running service."""
    one = Served(tmp_path_factory.mktemp("served"))
    try:
        one.until_ready()
        yield one
    finally:
        one.stop()


@pytest.mark.parametrize(("paragraph", "word"), list(zip(PARAGRAPHS, WORDS, strict=True)))
def test_language_tool_python_finds_the_words(served, paragraph, word):
    language_tool_python = pytest.importorskip("language_tool_python", reason="language_tool_python is not installed")
    with language_tool_python.LanguageTool("en-GB", remote_server=served.under_the_key) as tool:
        found = {match.rule_id: match for match in tool.check(paragraph)}
    if word is None:
        assert found == {}
        return
    match = found["WELLNOTED_LOADED_LANGUAGE"]
    assert paragraph[match.offset : match.offset + match.error_length] == word
    assert match.context.encode("utf-16-le")[2 * match.offset_in_context :].decode("utf-16-le").startswith(word)
    assert match.category == "STYLE"


def test_language_tool_python_can_switch_rules_and_be_picky(served):
    language_tool_python = pytest.importorskip("language_tool_python", reason="language_tool_python is not installed")
    with language_tool_python.LanguageTool("en-GB", remote_server=served.under_the_key) as tool:
        plain = {match.rule_id for match in tool.check(PARAGRAPHS[0])}
        tool.picky = True
        picky = {match.rule_id for match in tool.check(PARAGRAPHS[0])}
        tool.disabled_rules = {"WELLNOTED_LOADED_LANGUAGE"}
        fewer = {match.rule_id for match in tool.check(PARAGRAPHS[0])}
    assert plain < picky
    assert picky - fewer == {"WELLNOTED_LOADED_LANGUAGE"}


def test_a_body_that_libreoffice_sends_raw_is_read_with_its_key(served):
    body = f"text={PARAGRAPHS[0]}&language=en-GB&username=A & B&apiKey={served.key}".encode()
    with urllib.request.urlopen(urllib.request.Request(f"{served.address}/v2/check", data=body)) as answer:  # noqa: S310
        [match] = [m for m in json.load(answer)["matches"] if m["rule"]["id"] == "WELLNOTED_LOADED_LANGUAGE"]
    assert match["offset"] == PARAGRAPHS[0].index(WORDS[0]) + 1  # the emoji takes two


def test_the_log_of_the_service_holds_no_text_and_no_key(served):
    address = f"{served.under_the_key}v2/check?language=en-GB&text=Zebedee%20Quillfeather%20was%20disengaged."
    with urllib.request.urlopen(address) as answer:  # noqa: S310 - our own
        assert json.load(answer)["matches"]
    with pytest.raises(urllib.error.HTTPError, match="403"):
        urllib.request.urlopen(f"{served.address}/u/Zebedee/v2/check?language=en-GB&text=x")  # noqa: S310
    assert "200 OK" in served.log
    for never in ("Zebedee", "Quillfeather", served.key, "disengaged", "Karen"):
        assert never not in served.log


def test_libreoffice_writer_finds_the_words(served, tmp_path):
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("LibreOffice Writer is not installed here")
    if not Path(OFFICE_PYTHON).exists() or not _knows_uno():
        pytest.skip("python3-uno is not installed here")
    pipe = f"wellnoted{os.getpid()}"
    running = subprocess.Popen(  # noqa: S603 - our own
        [
            office,
            f"-env:UserInstallation=file://{tmp_path}/profile",
            *("--headless", "--norestore", "--nologo", "--nodefault"),
            f"--accept=pipe,name={pipe};urp;",
        ],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        found = _proofread_in_writer(f"{served.address}/v2", pipe, {"Username": "A & B", "ApiKey": served.key})
    finally:
        os.killpg(running.pid, signal.SIGKILL)
        running.wait(timeout=30)
    for errors, word in zip(found, WORDS, strict=True):
        assert (word in {error["words"] for error in errors}) if word else errors == []
    assert "Karen" not in {error["words"] for error in found[0]}  # another paragraph may say who she is
    comment = next(error["comment"] for error in found[0] if error["words"] == "disengaged")
    assert comment.startswith("What was offered")
    assert "BASW" in comment


def _knows_uno() -> bool:
    return subprocess.run([OFFICE_PYTHON, "-c", "import uno"], capture_output=True, check=False).returncode == 0  # noqa: S603


def _proofread_in_writer(address: str, pipe: str, account: dict[str, str]) -> list[list[dict[str, object]]]:
    driver = Path(__file__).with_name("writer_proofreading.py")
    ran = subprocess.run(  # noqa: S603 - our own
        [OFFICE_PYTHON, str(driver), address, pipe, json.dumps(account)],
        input=json.dumps(PARAGRAPHS),
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": "/usr/lib/python3/dist-packages"},
    )
    assert ran.returncode == 0, ran.stderr
    return json.loads(ran.stdout)
