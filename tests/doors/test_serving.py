from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from service.doors import key_file
from service.doors.keys import Scope, new_key
from service.doors.server import refuse_unusable_access
from service.errors import SettingsError
from service.settings import Settings


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys.json"


@pytest.fixture
def chosen(path):
    return Settings(_env_file=None, keys_file=path)


def made(path):
    key, secret = new_key("a label", frozenset({Scope.CHECK}), 30)
    with key_file.changing(path) as all_keys:
        all_keys[key.id] = key
    return secret


@pytest.mark.parametrize(
    ("host", "more", "said"),
    [
        ("0.0.0.0", {}, "wellnoted key new"),  # noqa: S104
        ("192.0.2.7", {}, "wellnoted key new"),
        ("notes.council.example", {}, "wellnoted key new"),
        ("127.0.0.1", {"loopback_needs_key": True}, "LOOPBACK_NEEDS_KEY"),
    ],
)
def test_a_bind_that_anybody_could_use_or_nobody_is_refused_with_what_to_do(chosen, path, host, more, said):
    asked = chosen.model_copy(update={"host": host, **more})
    with pytest.raises(SettingsError, match=said):
        refuse_unusable_access(asked)
    made(path)
    with key_file.changing(path) as all_keys:
        all_keys.clear()
    with pytest.raises(SettingsError, match=said):
        refuse_unusable_access(asked)
    made(path)
    refuse_unusable_access(asked.model_copy(update={"allowed_hosts": frozenset({"notes.council.example"})}))


def test_every_address_needs_names(chosen, path):
    made(path)
    with pytest.raises(SettingsError, match="ALLOWED_HOSTS"):
        refuse_unusable_access(chosen.model_copy(update={"host": "::"}))


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "::1", "[::1]", "127.8.8.8"])
def test_this_machine_alone_needs_no_keys(chosen, host):
    refuse_unusable_access(chosen.model_copy(update={"host": host}))


@pytest.fixture
def port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def test_several_processes_serve_with_what_was_said_and_all_end(path, tmp_path, port):
    secret = made(path)
    log = tmp_path / "log"
    server = started(log, "--port", str(port), "--workers", "2", keys_file=path, loopback_needs_key="true")
    try:
        until(lambda: log.read_text().count("Application startup complete") == 2)
        assert status(f"http://127.0.0.1:{port}/v1/checks", secret) == 200
        assert status(f"http://127.0.0.1:{port}/v1/checks") == 401
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait(timeout=30)
    until(lambda: is_gone(server.pid))
    assert secret not in log.read_text()


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux shares connections between sockets at one address")
def test_several_processes_share_the_connections_of_those_who_write(path, tmp_path, port):
    made(path)
    log = tmp_path / "log"
    server = started(log, "--port", str(port), "--workers", "2", keys_file=path)
    try:
        until(lambda: log.read_text().count("Application startup complete") == 2)
        workers = [int(number) for number in re.findall(r"Started server process \[(\d+)\]", log.read_text())]
        before = [open_sockets(worker) for worker in workers]
        with ExitStack() as held:
            for _ in range(40):
                held.enter_context(socket.create_connection(("127.0.0.1", port)))
            until(lambda: sum(map(open_sockets, workers)) == sum(before) + 40)
            taken = [open_sockets(worker) - earlier for worker, earlier in zip(workers, before, strict=True)]
        assert min(taken) >= 5, taken  # by chance alone it would be fewer once in five million times
    finally:
        server.terminate()
        server.wait(timeout=30)


def open_sockets(process: int) -> int:
    found = 0
    for link in Path(f"/proc/{process}/fd").iterdir():
        with suppress(FileNotFoundError):
            found += str(link.readlink()).startswith("socket:")
    return found


def test_bound_to_every_address_it_asks_other_machines_alone_for_a_key(path, tmp_path, port):
    secret = made(path)
    log = tmp_path / "log"
    address = address_of_this_machine()
    names = f'["{address}"]'
    server = started(log, "--host", "0.0.0.0", "--port", str(port), keys_file=path, allowed_hosts=names)  # noqa: S104
    try:
        until(lambda: "Application startup complete" in log.read_text())
        assert status(f"http://127.0.0.1:{port}/v1/checks") == 200
        assert status(f"http://{address}:{port}/v1/checks") == 401
        assert status(f"http://{address}:{port}/v1/checks", secret) == 200
        with key_file.changing(path) as all_keys:
            all_keys.clear()
        assert status(f"http://{address}:{port}/v1/checks", secret) == 401
    finally:
        server.terminate()
        server.wait(timeout=30)


def started(log, *arguments, **chosen):
    command = [sys.executable, "-m", "service", "serve", *arguments]
    environment = {**os.environ, **{f"WELLNOTED_{name.upper()}": str(value) for name, value in chosen.items()}}
    with log.open("w") as out:
        return subprocess.Popen(command, stdout=out, stderr=out, env=environment, start_new_session=True)  # noqa: S603


def status(address: str, secret: str = "") -> int:
    headers = {"authorization": f"Bearer {secret}"} if secret else {}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:  # noqa: S310
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def until(is_so) -> None:
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.1)
    pytest.fail("it did not happen within a minute")


def is_gone(group: int) -> bool:
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return True
    return False


def address_of_this_machine() -> str:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        try:
            one.connect(("192.0.2.1", 9))  # nothing is sent: it only asks which address would be used
        except OSError:
            pytest.skip("this machine has no address but its loopback")
        address = one.getsockname()[0]
    if address.startswith("127."):
        pytest.skip("this machine has no address but its loopback")
    return address
