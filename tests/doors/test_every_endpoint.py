"""Every address of a running service, under whatever the schema allows and much that it does not."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis.errors import Unsatisfiable

schemathesis = pytest.importorskip("schemathesis", reason="schemathesis is in the extra dev")

from schemathesis.specs.openapi.checks import positive_data_acceptance  # noqa: E402 - skipped above without it

CANARY = "Zebedeequill"
PROBLEM = {"content": {"application/problem+json": {}}}
PLAIN = {"content": {"text/plain": {}}}
BOMB = b'{"text": ' + b"[" * 200_000


def languagetool_paths() -> dict[str, object]:
    """Describe the addresses that LanguageTool's clients know, which are its own, and so not in our schema."""
    text = {"type": "string"}
    form = {
        "type": "object",
        "properties": dict.fromkeys(("text", "data", "language", "mode", "disabledRules", "apiKey"), text),
    }
    answers = {"200": {"content": {"application/json": {}}}} | dict.fromkeys(("400", "413"), PLAIN)
    check = {
        "requestBody": {"content": {"application/x-www-form-urlencoded": {"schema": form}}, "required": True},
        "responses": answers,
    }
    simple = {"get": {"responses": {"200": {"content": {"application/json": {}, "text/plain": {}}}}}}
    language = {"name": "language", "in": "query", "required": True, "schema": {"type": "string", "minLength": 1}}
    return {
        "/v2/check": {"post": check},
        "/v2/configinfo": {"get": {"parameters": [language], "responses": answers}},
        **{f"/v2/{name}": simple for name in ("languages", "info", "healthcheck", "maxtextlength")},
    }


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A service with a history, and its log."""
    folder = tmp_path_factory.mktemp("running")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {
        **os.environ,
        "WELLNOTED_HISTORY": str(folder / "history.sqlite"),
        "WELLNOTED_HISTORY_KEY_FILE": str(folder / "history.key"),
        "WELLNOTED_KEYS_FILE": str(folder / "keys.json"),
        "WELLNOTED_BATCH_DATA": str(tmp_path_factory.mktemp("batches")),
    }
    log = folder / "log"
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    with log.open("w") as out:
        server = subprocess.Popen(command, stdout=out, stderr=out, env=environment)  # noqa: S603
    try:
        for _ in range(600):
            if "Application startup complete" in log.read_text():
                break
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}", log
    finally:
        server.terminate()
        server.wait(timeout=30)


@pytest.fixture(scope="module")
def described(running):
    address, _log = running
    with urllib.request.urlopen(f"{address}/openapi.json") as answer:  # noqa: S310
        document = json.load(answer)
    document["paths"] |= languagetool_paths()
    schema = schemathesis.openapi.from_dict(document)
    schema.config.update(base_url=address)
    return schema


@pytest.mark.parametrize("mode", schemathesis.GenerationMode, ids=str)
def test_whatever_is_sent_gets_a_declared_answer(described, mode):
    tried = 0
    for found in described.get_all_operations():
        operation = found.ok()
        with suppress(Unsatisfiable):  # nothing can be wrong where nothing is sent
            send(operation, mode)
            tried += 1
    assert tried >= {"positive": 15, "negative": 5}[mode.value]


def send(operation, mode) -> None:
    @hypothesis_settings(
        max_examples=25, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(operation.as_strategy(mode))
    def run(case):
        # What a schema cannot say is refused too: a note of spaces, two ages that disagree.
        case.call_and_validate(excluded_checks=[positive_data_acceptance])

    run()


def answered(address, method, path, body=None, **headers) -> tuple[int, str, str]:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(address + path, data=body, method=method, headers=named)  # noqa: S310
    try:
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return answer.status, answer.headers["content-type"], answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers["content-type"], error.read().decode()


JSON = "application/json"
NOTE = json.dumps({"text": CANARY}).encode()
HOSTILE = [
    ("415", {"content_type": "text/plain"}, NOTE),
    ("415", {"content_type": "application/x-www-form-urlencoded"}, NOTE),
    ("415", {"content_type": f"{CANARY}/json"}, NOTE),
    ("400", {"content_type": JSON}, b'{"text": "' + CANARY.encode()),
    ("400", {"content_type": JSON}, b'{"text": "' + CANARY.encode() + b'\xff"}'),
    ("400", {"content_type": JSON}, BOMB),
    ("400", {"content_type": JSON}, BOMB.replace(b"[", b'{"a":')),
    ("400", {"content_type": JSON}, b'{"text": ' + b"9" * 5_000),
    ("422", {"content_type": JSON}, b'{"text": ' + b"[" * 900 + b"]" * 900 + b"}"),
    ("422", {"content_type": JSON}, json.dumps({CANARY: CANARY}).encode()),
    ("422", {"content_type": JSON}, json.dumps([CANARY]).encode()),
    ("413", {"content_type": JSON}, NOTE + b" " * 16_000_000),
    ("403", {"content_type": JSON, "origin": f"https://{CANARY}.example"}, NOTE),
    ("400", {"content_type": JSON, "host": f"{CANARY}.example"}, NOTE),
]
SENDING = [
    ("POST", f"/v1/analyse?{CANARY}={CANARY}"),
    ("POST", f"/v1/analyse/many?{CANARY}"),
    ("PUT", f"/v1/history/{CANARY}/notes/{CANARY}"),
    ("POST", "/v1/batches?mapping=mosaic"),
]


@pytest.mark.parametrize(("method", "path"), SENDING)
@pytest.mark.parametrize(("status", "headers", "body"), HOSTILE, ids=range(len(HOSTILE)))
def test_hard_input_gets_its_status_and_no_echo(running, method, path, status, headers, body):  # noqa: PLR0913, PLR0917
    address, _log = running
    got, media_type, said = answered(address, method, path, body, **headers)
    assert (str(got), media_type) == (status, "application/problem+json")
    assert CANARY.lower() not in said.lower()


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", f"/{CANARY}", 404),
        ("GET", f"/v1/checks/{CANARY}", 404),
        ("DELETE", f"/v1/checks/{CANARY}", 405),
        ("GET", f"/v1/history/{'x' * 201}{CANARY}", 422),
        ("GET", f"/plugin/{CANARY}", 404),
        ("GET", "/plugin/%2e%2e/%2e%2e/api.py", 404),
        ("GET", f"/v1/checks/{quote('a/../' + CANARY, safe='')}", 404),
        ("GET", f"/v1/checks/%0d%0aX:{CANARY}", 404),
        ("BREW", f"/v1/checks?{CANARY}", 405),
    ],
)
def test_addresses_that_are_not_there_are_not_repeated(running, method, path, status):
    got, media_type, said = answered(running[0], method, path)
    assert (got, media_type) == (status, "application/problem+json")
    assert CANARY not in said


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        (f"/v2/{CANARY}", b"", 404),
        ("/v2/check", f"text={CANARY}".encode(), 400),
        ("/v2/check", b'{"language": "en-GB", "text": ' + b"[" * 100_000, 400),
        ("/v2/check", b"language=en-GB&text=" + CANARY.encode() * 300_000, 413),
        (f"/v2/check?apiKey=wn_00000000_{CANARY}", f"language=en-GB&text=Hello+{CANARY}".encode(), 200),
        (f"/u/wn_{CANARY}/v2/check", f"language=en-GB&text=Hello+{CANARY}&data=x".encode(), 400),
    ],
)
def test_languagetools_addresses_repeat_nothing_either(running, path, body, status):
    got, _media_type, said = answered(running[0], "POST", path, body)
    assert got == status
    assert CANARY not in said or got == 200  # an answer shows its sender the words it is about


def test_a_body_that_says_it_is_small_and_is_not_is_cut_off(running):
    address, _log = running
    chunks = (b"x" * 1_000_000 for _ in range(20))
    got, _media_type, said = answered(address, "POST", "/v1/analyse", chunks, content_type=JSON)
    assert got == 413
    assert "16,000,000" in said


def test_the_schema_declares_what_a_caller_must_be_ready_for(running):
    with urllib.request.urlopen(f"{running[0]}/openapi.json") as answer:  # noqa: S310
        paths = json.load(answer)["paths"]
    for path, methods in paths.items():
        for method, operation in methods.items():
            wanted = {"400", "403"} if path in {"/livez", "/readyz"} else {"400", "401", "403", "503"}
            wanted |= {"413", "415", "422"} if method in {"post", "put"} else set()
            assert wanted <= set(operation["responses"]), path


def test_after_all_that_it_lives_and_its_log_holds_nothing_of_it(running):
    address, log = running
    assert answered(address, "GET", "/readyz")[0] == 200
    written = log.read_text()
    assert "POST /v1/analyse" in written
    assert CANARY.lower() not in written.lower()
    assert "Traceback" not in written
    assert " 500 " not in written


def test_what_is_kept_of_it_is_not_readable_either(running):
    folder = Path(running[1]).parent
    assert not [file.name for file in folder.iterdir() if CANARY.encode() in file.read_bytes()]
