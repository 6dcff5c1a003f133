from __future__ import annotations

import csv
import io
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from starlette.testclient import TestClient

from service.doors.api import create_app
from service.doors.batch.jobs.intake import FORMATS
from service.doors.key_file import changing
from service.doors.keys import Scope, new_key
from service.doors.tables.mapping import PRESETS
from service.settings import Settings

pytest.importorskip("pyarrow", reason="pyarrow is in the extra batch")

CSV = {"content-type": "text/csv"}
CANARY = "Zebedeequill"
HEAD = ["child_id", "note_id", "written_on", "record_type", "text"]
NOTE = f"Tom said he likes his room. {CANARY} is manipulative. I will ring his school on Monday."
MINUTE = 240  # half seconds, for a machine that has much else to do


def export(rows: int = 6, head: list[str] = HEAD, day: str = "", children: int = 3) -> bytes:
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(head)
    for number in range(rows):
        when = day or str(date(2025, 1, 1) + timedelta(days=number))
        lines.writerow([f"c{number % children}", f"n{number}", when, "home visit", f"{NOTE} It was visit {number}."])
    return out.getvalue().encode()


def client_of(folder: Path, **settings) -> TestClient:
    app = create_app(Settings(_env_file=None, batch_data=folder, **settings))
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, client=("127.0.0.1", 50_000))


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("data") / "batches"


@pytest.fixture(scope="module")
def client(folder):
    """A service that works through batches, and may read the files beside them."""
    listed = folder.parent / "listed"
    listed.mkdir()
    with client_of(folder, batch_folders=(listed,)) as started:
        yield started


@pytest.fixture
def waiting(tmp_path) -> TestClient:
    """A service that takes batches and begins none."""
    return client_of(tmp_path / "batches", max_batch_bytes=100_000, max_batches_waiting=3)


def sent(client, body=None, headers=CSV, **options):
    answer = client.post("/v1/batches", content=export() if body is None else body, headers=headers, params=options)
    assert answer.status_code == 202, answer.text
    assert answer.headers["location"] == f"/v1/batches/{answer.json()['id']}"
    return answer.json()["id"]


def ended(client, batch_id):
    for _ in range(MINUTE):
        view = client.get(f"/v1/batches/{batch_id}").json()
        if view["state"] in {"done", "stopped", "failed"}:
            return view
        time.sleep(0.5)
    pytest.fail(f"not ended: {view}")


def wait_until(is_so) -> None:
    for _ in range(MINUTE):
        if is_so():
            return
        time.sleep(0.5)
    pytest.fail("it did not happen")


@pytest.fixture(scope="module")
def done(client):
    return ended(client, sent(client))


def test_an_export_is_reviewed_and_its_figures_are_told(done):
    assert (done["state"], done["rows"], done["reviewed"], done["refused"]) == ("done", 6, 6, 0)
    assert done["message"].startswith("Reviewed 6 notes of 6 rows, about 3 children.")
    assert done["seconds_left"] is None
    assert date.fromisoformat(done["kept_until"]) - date.fromisoformat(done["ended"][:10]) == timedelta(days=30)


def test_the_report_is_a_page_that_can_run_nothing_and_a_workbook_and_tables(client, done, tmp_path):
    address = f"/v1/batches/{done['id']}/report"
    page = client.get(address)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    policy = page.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert policy.endswith("sandbox")
    assert "unsafe" not in policy
    assert page.headers["cache-control"] == "no-store"
    assert "What 6 notes show together" in page.text
    assert client.get(f"{address}?as=xlsx").content[:2] == b"PK"
    for form, names in (("csv", {"notes.csv", "findings.csv"}), ("parquet", {"notes/", "findings/"})):
        packed = tmp_path / form
        packed.write_bytes(client.get(f"{address}?as={form}").content)
        assert all(any(name in held for held in ZipFile(packed).namelist()) for name in names)


def test_what_was_sent_is_gone_once_it_is_done_and_the_rest_is_its_owners_alone(client, folder, done):
    assert CANARY not in client.get(f"/v1/batches/{done['id']}/report").text
    own = folder / done["id"]
    wait_until(lambda: not (own / "upload.csv").exists() and not (own / "tables").exists())
    assert not [path for path in own.rglob("*") if path.is_file() and CANARY.encode() in path.read_bytes()]
    if os.name == "posix":
        assert {path.stat().st_mode & 0o077 for path in (folder, own, folder / "batches.sqlite", *own.iterdir())} == {0}


def test_with_text_the_tables_quote_the_notes(client):
    view = ended(client, sent(client, include_text=True))
    assert view["include_text"] is True
    tables = client.get(f"/v1/batches/{view['id']}/report?as=csv").content
    with ZipFile(io.BytesIO(tables)) as packed:
        assert CANARY in packed.read("findings.csv").decode()


def test_a_file_on_the_server_is_read_where_it_lies(client, folder):
    listed = folder.parent / "listed" / "north.jsonl"
    rows = csv.DictReader(io.StringIO(export().decode()))
    listed.write_text("".join(f"{json.dumps(row)}\n" for row in rows))
    view = ended(client, sent(client, json.dumps({"path": str(listed)}), {"content-type": "application/json"}))
    assert (view["state"], view["reviewed"], view["format"]) == ("done", 6, "jsonl")
    assert listed.exists()


@pytest.mark.parametrize(
    ("body", "options", "said"),
    [
        (export(head=["a", "b", "c", "d", "e"]), {}, "the mapping generic does not fit"),
        (export(day="no day"), {}, "of the rows cannot be read"),
        (b"\xd0\xcf\x11\xe0 no csv \0\0\0", {}, ""),
    ],
)
def test_an_export_that_cannot_be_read_fails_in_plain_words_without_paths(client, folder, body, options, said):
    batch_id = sent(client, body, **options)
    view = ended(client, batch_id)
    assert view["state"] == "failed"
    assert said in view["message"]
    assert "/" not in view["message"].replace("and/or", "")
    assert CANARY not in view["message"]
    assert client.get(f"/v1/batches/{batch_id}/report").status_code == 409
    wait_until(lambda: not (folder / batch_id / "upload.csv").exists())


def test_rows_that_cannot_be_read_are_counted_if_they_are_accepted(client):
    body = export() + b"c1,n7,no day,home visit,Some words here.\r\n"
    view = ended(client, sent(client, body, accept_refused=True))
    assert (view["state"], view["rows"], view["reviewed"], view["refused"]) == ("done", 7, 6, 1)
    assert "1 row was refused" in view["message"]


def test_a_batch_that_runs_is_stopped_and_removed_when_it_is_deleted(client, folder):
    batch_id = sent(client, export(2_000))
    wait_until(lambda: client.get(f"/v1/batches/{batch_id}").json()["state"] == "running")
    assert client.delete(f"/v1/batches/{batch_id}").status_code == 204
    assert client.get(f"/v1/batches/{batch_id}").status_code == 404
    wait_until(lambda: not (folder / batch_id).exists())


def test_of_two_services_on_one_folder_one_works_and_batches_run_one_after_another(tmp_path):
    with client_of(tmp_path / "batches") as one, client_of(tmp_path / "batches") as other:
        ids = [sent(one), sent(other)]
        states = []
        while not states or set(states[-1]) != {"done"}:
            states.append(tuple(other.get(f"/v1/batches/{batch_id}").json()["state"] for batch_id in ids))
            assert "failed" not in states[-1]
            time.sleep(0.3)
    assert ("running", "running") not in states
    assert ("running", "queued") in states


def test_a_batch_waits_and_says_for_how_many(waiting):
    ids = [sent(waiting) for _ in range(3)]
    views = waiting.get("/v1/batches").json()["batches"]
    assert [view["id"] for view in views] == ids[::-1]
    assert [view["message"] for view in views] == [
        "It waits for 2 others.", "It waits for 1 other.", "It begins in a moment.",
    ]  # fmt: skip
    answer = waiting.post("/v1/batches", content=export(), headers=CSV)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
    assert waiting.delete(f"/v1/batches/{ids[0]}").status_code == 204
    sent(waiting)


def test_a_batch_that_waits_is_removed_at_once(waiting, tmp_path):
    batch_id = sent(waiting)
    assert (tmp_path / "batches" / batch_id / "upload.csv").exists()
    assert waiting.delete(f"/v1/batches/{batch_id}").status_code == 204
    assert [path.name for path in (tmp_path / "batches").iterdir()] == ["batches.sqlite"]


@pytest.mark.parametrize(
    ("body", "headers", "options", "status", "said"),
    [
        (export(), {"content-type": "text/plain"}, {}, 415, "text/csv"),
        (export(), {"content-type": "multipart/form-data; boundary=x"}, {}, 415, "text/csv"),
        (export(), {"content-type": "application/x-www-form-urlencoded"}, {}, 415, "text/csv"),
        (b"", CSV, {}, 422, "empty"),
        (export(2_000), CSV, {}, 413, "100,000"),
        (export(), CSV, {"mapping": f"/etc/{CANARY}.toml"}, 422, "mapping"),
        (export(), CSV, {"mapping": "../generic"}, 422, "mapping"),
        (export(), CSV, {CANARY: "1"}, 422, "unknown field"),
        (export(), CSV, {"include_text": CANARY}, 422, "include_text"),
        (b'{"path": ', {"content-type": "application/json"}, {}, 400, "JSON"),
        (b'{"path": "' + b"[" * 100_000, {"content-type": "application/json"}, {}, 400, "JSON"),
        (b'{"path": 5}', {"content-type": "application/json"}, {}, 422, "path"),
        (b'{"path": "/etc/passwd", "more": 1}', {"content-type": "application/json"}, {}, 422, "unknown field"),
        (b'{"path": "/etc/passwd"}', {"content-type": "application/json"}, {}, 422, "takes no paths"),
        (f'{{"{CANARY}": 1}}'.encode(), {"content-type": "application/json"}, {}, 422, "path"),
    ],
)
def test_what_cannot_be_taken_gets_a_problem_and_leaves_nothing(  # noqa: PLR0913, PLR0917
    waiting, tmp_path, body, headers, options, status, said
):
    answer = waiting.post("/v1/batches", content=body, headers=headers, params=options)
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    assert said in answer.json()["detail"]
    assert CANARY not in answer.text
    assert waiting.get("/v1/batches").json()["batches"] == []
    assert not list(tmp_path.glob("batches/*/*"))


def test_a_file_that_says_it_is_small_and_is_not_is_cut_off_and_removed(waiting, tmp_path):
    answer = waiting.post("/v1/batches", content=(b"x" * 10_000 for _ in range(20)), headers=CSV)
    assert answer.status_code == 413
    assert "100,000" in answer.json()["detail"]
    assert not list(tmp_path.glob("batches/*/*"))


def test_a_full_disc_is_told_before_and_while_it_fills(tmp_path):
    endless = client_of(tmp_path / "batches", max_batch_bytes=10**18)
    answer = endless.post("/v1/batches", content=b"", headers=CSV | {"content-length": str(10**17)})
    assert answer.status_code == 507
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (60_000, before[1]))  # as a full disc, for this process
    try:
        answer = endless.post("/v1/batches", content=export(1_000), headers=CSV)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert answer.status_code == 507
    assert "no room" in answer.json()["detail"]
    assert not list(tmp_path.glob("batches/*/*"))


def test_only_files_in_listed_folders_may_be_named_and_no_answer_tells_which_others_there_are(tmp_path):
    listed, elsewhere = tmp_path / "listed", tmp_path / "listed-not"
    for path in (listed / "in", elsewhere):
        path.mkdir(parents=True)
        (path / "notes.csv").write_bytes(export())
    (listed / "notes.txt.gpg").write_bytes(b"")
    (listed / "link.csv").symlink_to(elsewhere / "notes.csv")
    (listed / "ring.csv").symlink_to(listed / "ring.csv")
    (listed / "out").symlink_to(elsewhere)
    client = client_of(tmp_path / "batches", batch_folders=(listed,))

    def asked(path: object):
        return client.post("/v1/batches", json={"path": str(path)})

    assert asked(listed / "in" / "notes.csv").status_code == 202
    refused = [
        elsewhere / "notes.csv", elsewhere / "none.csv", listed / "none.csv", listed / "link.csv", listed / "ring.csv",
        listed / "out" / "notes.csv", f"{listed}/../listed-not/notes.csv", f"{listed}/in/../in/notes.csv",
        "listed/in/notes.csv", listed, listed / "in", "/etc/passwd", f"{listed}/a\0.csv", "sqlite:///x", "~/notes.csv",
    ]  # fmt: skip
    answers = {(answer.status_code, answer.text) for answer in map(asked, refused)}
    assert len(answers) == 1
    [(status, said)] = answers
    assert status == 422
    assert str(tmp_path) not in said
    assert "ends" in asked(listed / "notes.txt.gpg").text or "may end in" in asked(listed / "notes.txt.gpg").text


def test_a_key_needs_the_scope_and_sees_its_own_batches_only(tmp_path):
    keys = {}
    with changing(tmp_path / "keys.json") as kept:
        for label, scope in (("one", Scope.BATCH), ("other", Scope.BATCH), ("checks", Scope.CHECK)):
            key, keys[label] = new_key(label, frozenset({scope}), 5)
            kept[key.id] = key
    client = client_of(tmp_path / "batches", keys_file=tmp_path / "keys.json")
    bearer = {label: {"authorization": f"Bearer {secret}"} for label, secret in keys.items()}
    batch_id = sent(client, headers=CSV | bearer["one"])
    address = f"/v1/batches/{batch_id}"
    assert client.get(address, headers=bearer["one"]).status_code == 200
    assert len(client.get("/v1/batches", headers=bearer["one"]).json()["batches"]) == 1
    for headers in (bearer["other"], {}):  # this machine may ask without a key, and has batches of its own
        assert client.get("/v1/batches", headers=headers).json()["batches"] == []
        assert client.get(address, headers=headers).status_code == 404
        assert client.get(f"{address}/report", headers=headers).status_code == 404
        assert client.delete(address, headers=headers).status_code == 204
    assert client.get(address, headers=bearer["one"]).status_code == 200
    for method, path in (("POST", "/v1/batches"), ("GET", "/v1/batches"), ("GET", address), ("DELETE", address)):
        assert client.request(method, path, headers=CSV | bearer["checks"]).status_code == 403


def test_where_batches_are_off_the_answer_says_what_to_set(tmp_path):
    client = client_of(tmp_path / "batches", batches=False)
    for method, path in (("POST", ""), ("GET", ""), ("GET", f"/{'0' * 32}"), ("DELETE", f"/{'0' * 32}")):
        answer = client.request(method, f"/v1/batches{path}", headers=CSV)
        assert answer.status_code == 501
        assert "WELLNOTED_BATCHES" in answer.json()["detail"]
    assert not (tmp_path / "batches").exists()


def test_no_form_can_be_sent():
    assert not FORMATS.keys() & {"text/plain", "multipart/form-data", "application/x-www-form-urlencoded"}


def test_a_service_may_have_mappings_of_its_own(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    (own / "north.toml").write_text('[columns]\nchild_id = "Kid"\ntext = "Words"\nwritten_on = "Day"\n')
    (own / "wrong.toml").write_text(f'[columns]\n{CANARY} = "x"\n')
    with client_of(tmp_path / "batches", batch_mappings=own) as client:
        told = client.get("/v1/batches").json()["mappings"]
        assert told == [*PRESETS, "north", "wrong"]
        for name, status in (("north.toml", 422), ("south", 422), ("wrong", 503)):
            answer = client.post("/v1/batches", content=export(), headers=CSV, params={"mapping": name})
            assert answer.status_code == status
            assert CANARY not in answer.text
            assert str(tmp_path) not in answer.text
        body = export(head=["Kid", "Number", "Day", "Kind", "Words"])
        assert ended(client, sent(client, body, mapping="north"))["reviewed"] == 6


def killed(client, batch_id: str) -> None:
    """Kill the process that works at a batch, once it does."""
    found: list[int] = []

    def is_there() -> bool:
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            pid = int(path.parent.name)
            with suppress(OSError):
                is_ours = f"PPid:\t{os.getpid()}\n" in (path.parent / "status").read_text()
                if is_ours and b"service.doors.batch.jobs.child" in path.read_bytes():
                    found.append(pid)
        return bool(found) or client.get(f"/v1/batches/{batch_id}").json()["state"] == "failed"

    wait_until(is_there)
    for pid in found:
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not any((Path("/proc") / str(pid)).exists() for pid in found))


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="this system does not list its processes in /proc")
def test_a_batch_whose_process_ends_three_times_is_given_up_and_its_file_removed(tmp_path):
    with client_of(tmp_path / "batches") as client:
        batch_id, after = sent(client), sent(client)
        for _ in range(3):
            killed(client, batch_id)
        view = ended(client, batch_id)
        assert view["state"] == "failed"
        assert "ended three times" in view["message"]
        wait_until(lambda: not (tmp_path / "batches" / batch_id / "upload.csv").exists())
        assert ended(client, after)["state"] == "done"


def test_where_nobody_sent_a_batch_nothing_is_made(tmp_path):
    with client_of(tmp_path / "batches") as client:
        assert client.get("/v1/batches").json()["batches"] == []
        time.sleep(1.5)
    assert not (tmp_path / "batches").exists()


class Served:
    """The service as a process of its own, that can be killed."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}/v1/batches"
        self._environment = os.environ | {
            "WELLNOTED_BATCH_DATA": str(folder / "batches"),
            "WELLNOTED_KEYS_FILE": str(folder / "keys.json"),
        }
        self.log = folder / "log"

    def start(self) -> None:
        command = [sys.executable, "-m", "service", "serve", "--port", str(self.port)]
        with self.log.open("a") as out:
            self.process = subprocess.Popen(command, stdout=out, stderr=out, env=self._environment)  # noqa: S603
        wait_until(self._is_live)

    def _is_live(self) -> bool:
        try:
            self.ask()
        except (urllib.error.URLError, ConnectionError):
            return False
        return True

    def ask(self, body=None):
        request = urllib.request.Request(self.url, data=body, headers=CSV if body else {})  # noqa: S310
        with urllib.request.urlopen(request) as answer:  # noqa: S310
            return json.load(answer)

    def one(self):
        return self.ask()["batches"][0]


def test_nothing_stays_of_a_file_whose_sender_hangs_up(tmp_path):
    served = Served(tmp_path)
    served.start()
    try:
        with socket.create_connection(("127.0.0.1", served.port)) as line:
            head = ("POST /v1/batches HTTP/1.1", "Host: 127.0.0.1", "Content-Type: text/csv", "Content-Length: 900000")
            line.sendall("\r\n".join([*head, "", ""]).encode() + export(100))
            wait_until(lambda: list(tmp_path.glob("batches/*/upload.csv")))
        wait_until(lambda: not list(tmp_path.glob("batches/*/")))
        assert served.ask()["batches"] == []
    finally:
        served.process.terminate()
        served.process.wait(timeout=60)
    assert "Traceback" not in served.log.read_text()
    assert " 500 " not in served.log.read_text()


@pytest.mark.parametrize("ending", [signal.SIGKILL, signal.SIGTERM])
def test_a_batch_goes_on_after_the_service_was_killed_or_restarted(tmp_path, ending):
    served = Served(tmp_path)
    served.start()
    try:
        served.ask(export(450, children=90))
        wait_until(lambda: served.one()["reviewed"] >= 150)
        served.process.send_signal(ending)
        served.process.wait(timeout=60)
        served.start()
        seen = [served.one()]
        while seen[-1]["state"] in {"queued", "running"}:
            time.sleep(0.3)
            seen.append(served.one())
        assert seen[-1]["state"] == "done", seen[-1]
        assert (seen[-1]["rows"], seen[-1]["reviewed"]) == (450, 450)
        assert min(view["reviewed"] for view in seen if view["rows"]) >= 50  # what was done is not done again
    finally:
        served.process.terminate()
        served.process.wait(timeout=60)
    log = served.log.read_text()
    assert CANARY not in log
    assert seen[-1]["id"] not in log
    assert "Traceback" not in log
