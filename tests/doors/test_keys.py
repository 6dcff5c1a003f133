from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from service.doors import key_file, keys, keys_cli
from service.doors.access import authorised
from service.doors.api import create_app
from service.doors.keys import Scope, new_key
from service.errors import SettingsError
from service.settings import Settings

HERE, ELSEWHERE = ("127.0.0.1", 5), ("192.0.2.9", 5)
NOTE = {"text": "Mum is manipulative."}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "keys.json"


@pytest.fixture
def chosen(path):
    return Settings(_env_file=None, keys_file=path)


def made(path, *scopes, days=30):
    key, secret = new_key("a label", frozenset(scopes or {Scope.CHECK}), days)
    with key_file.changing(path) as all_keys:
        all_keys[key.id] = key
    return secret


def revoke(path, secret):
    with key_file.changing(path) as all_keys:
        all_keys.pop(secret.split("_")[1])


def client_of(chosen, client=HERE) -> TestClient:
    app = create_app(chosen)
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False, client=client)


def bearer(secret):
    return {"authorization": f"Bearer {secret}"}


def wellnoted(*arguments, **environment):
    command = [sys.executable, "-m", "service", *arguments]
    environment = {**os.environ, **environment}
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=60)  # noqa: S603


@pytest.mark.parametrize(
    ("scopes", "asked", "status"),
    [
        (["check"], ("/v1/analyse", NOTE), 200),
        (["check"], ("/v1/checks", None), 200),
        (["check"], ("/openapi.json", None), 200),
        (["check"], ("/v1/analyse/many", {"notes": [NOTE]}), 403),
        (["check"], ("/v1/history/a1", None), 403),
        (["check"], ("/v1/analyse", {**NOTE, "child_id": "a1", "history": {}}), 403),
        (["check"], ("/nowhere", None), 404),
        (["history"], ("/v1/history/a1", None), 501),
        (["history"], ("/v1/analyse", NOTE), 403),
        (["check", "history"], ("/v1/analyse", {**NOTE, "child_id": "a1", "history": {}}), 501),
        (["batch"], ("/v1/analyse/many", {"notes": [NOTE]}), 200),
        (["batch"], ("/v1/analyse", NOTE), 403),
        (["admin"], ("/v1/analyse", NOTE), 200),
        (["admin"], ("/v1/history/a1", None), 501),
    ],
)
def test_a_key_opens_what_it_is_for(path, chosen, scopes, asked, status):
    secret = made(path, *map(Scope, scopes))
    address, send = asked
    client = client_of(chosen, ELSEWHERE)
    answer = client.request("POST" if send else "GET", address, json=send, headers=bearer(secret))
    assert answer.status_code == status, answer.text
    if status >= 400:
        assert answer.headers["content-type"] == "application/problem+json"
        assert secret not in answer.text


@pytest.mark.parametrize("spoil", [str.upper, lambda s: s + "x", lambda s: s[:-1], lambda s: s.replace("wn_", "xx_")])
def test_a_wrong_key_is_refused_wherever_it_comes_from(path, chosen, spoil):
    secret = spoil(made(path))
    for caller in (HERE, ELSEWHERE):
        answer = client_of(chosen, caller).get("/v1/checks", headers=bearer(secret))
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"] == "Bearer"
        assert secret not in answer.text


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic d246eA==", "Bearer wn", "Bearer wn__", "Bearer ÿ_ÿ_ÿ"]
)
def test_what_is_no_key_opens_nothing(path, chosen, header):
    made(path)
    headers = [("authorization", header.encode("latin-1"))]
    assert client_of(chosen, ELSEWHERE).get("/v1/checks", headers=headers).status_code == 401


def test_a_revoked_key_is_refused_at_once_and_the_others_work_on(path, chosen):
    first, second = made(path), made(path)
    client = client_of(chosen, ELSEWHERE)
    assert [client.get("/v1/checks", headers=bearer(secret)).status_code for secret in (first, second)] == [200, 200]
    revoke(path, first)
    assert [client.get("/v1/checks", headers=bearer(secret)).status_code for secret in (first, second)] == [401, 200]
    third = made(path)
    assert client.get("/v1/checks", headers=bearer(third)).status_code == 200


def test_once_the_last_key_is_revoked_a_key_is_still_asked_for(path, chosen):
    revoke(path, made(path))
    assert client_of(chosen, ELSEWHERE).get("/v1/checks").status_code == 401


def test_a_key_works_through_its_last_day_and_not_after(path, chosen, monkeypatch):
    secret = made(path, days=3)
    first = keys.today()
    for days, status in ((3, 200), (4, 401)):
        monkeypatch.setattr(keys, "today", lambda days=days: first + timedelta(days=days))
        assert client_of(chosen, ELSEWHERE).get("/v1/checks", headers=bearer(secret)).status_code == status


@pytest.mark.parametrize(
    "open_path", ["/", "/page.css", "/page.js", "/plugin/offsets.js", "/sample", "/livez", "/readyz"]
)
def test_the_page_and_the_probes_need_no_key(path, chosen, open_path):
    made(path)
    assert client_of(chosen, ELSEWHERE).get(open_path).status_code == 200


@pytest.mark.parametrize("tried", ["/plugin/../v1/checks", "//v1/checks", "/page/%2e%2e/v1/checks", "/v1/checks/"])
def test_no_other_way_of_writing_an_address_passes_by_the_key(path, chosen, tried):
    made(path)
    answer = client_of(chosen, ELSEWHERE).get(tried, follow_redirects=False)
    assert answer.status_code in {401, 404}


def test_this_machine_needs_no_key_unless_it_is_said(path, chosen):
    made(path)
    assert client_of(chosen).get("/v1/checks").status_code == 200
    strict = chosen.model_copy(update={"loopback_needs_key": True})
    assert client_of(strict).get("/v1/checks").status_code == 401


@pytest.mark.parametrize("name", ["Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"])
def test_what_a_proxy_on_this_machine_passes_on_is_not_from_this_machine(path, chosen, name):
    client = client_of(chosen)
    assert client.get("/v1/checks", headers={name: "10.0.0.7"}).status_code == 200  # no keys: the proxy signs in
    secret = made(path)
    assert client.get("/v1/checks", headers={name: "127.0.0.1"}).status_code == 401
    assert client.get("/v1/checks", headers={name: "127.0.0.1", **bearer(secret)}).status_code == 200


def test_without_any_key_other_machines_are_turned_away_even_if_the_bind_was_not_ours(chosen):
    for headers in ({}, bearer("wn_00000000_x")):
        assert client_of(chosen, ELSEWHERE).get("/v1/checks", headers=headers).status_code == 401


@pytest.mark.parametrize("paths", ["/v2/check", "/languagetool/v2/check"])
def test_languagetool_clients_send_their_key_in_the_body(path, chosen, paths):
    secret, other = made(path), made(path, Scope.HISTORY)
    form = {"text": "Mum is manipulative.", "language": "en-GB", "username": "any"}
    client = client_of(chosen, ELSEWHERE)
    answers = [client.post(paths, data={**form, "apiKey": key}) for key in (secret, other, "wn_1_2", "")]
    assert [answer.status_code for answer in answers] == [200, 403, 403, 403]
    assert client.post(f"/u/{secret}/v2/check", data=form).status_code == 200
    assert client_of(chosen).post(paths, data=form).status_code == 200


@pytest.mark.parametrize(
    ("written", "said"),
    [("{", "not as"), ('{"keys": [{"id": "x"}]}', "not as"), ('{"format": 2}', "not as"), ("\xff", "not as")],
)
def test_a_broken_file_of_keys_lets_nobody_in_and_says_what_to_do(path, chosen, written, said):
    path.write_text(written, encoding="latin-1")
    answer = client_of(chosen).get("/v1/checks")
    assert answer.status_code == 503
    assert said in answer.json()["detail"]


def test_a_file_that_others_may_write_is_not_believed(path, chosen):
    secret = made(path)
    path.chmod(0o666)
    answer = client_of(chosen).get("/v1/checks", headers=bearer(secret))
    assert answer.status_code == 503
    assert "chmod 600" in answer.json()["detail"]


def test_a_key_that_was_given_more_than_a_year_by_hand_is_not_believed(path, chosen):
    made(path)
    contents = json.loads(path.read_text())
    contents["keys"][0]["expires"] = "2999-01-01"
    path.write_text(json.dumps(contents))
    assert client_of(chosen).get("/v1/checks").status_code == 503


def test_only_a_hash_is_kept_in_a_file_for_the_owner_alone(path):
    secret = made(path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert secret.split("_", 2)[2] not in path.read_text()
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_a_change_that_fails_leaves_the_keys_as_they_were(path):
    made(path)
    before = path.read_bytes()
    with pytest.raises(KeyError), key_file.changing(path) as all_keys:
        del all_keys["unknown"]
    assert path.read_bytes() == before
    assert [each.name for each in path.parent.iterdir()] == [path.name]


def test_two_writers_at_once_do_not_lose_a_key(path):
    with key_file.changing(path), pytest.raises(SettingsError, match="at work"), key_file.changing(path):
        pass


def test_the_day_of_use_is_noted_and_no_bar_where_it_cannot_be(path, chosen, monkeypatch):
    monkeypatch.setattr(key_file, "_used", {})
    secret = made(path)
    [key] = key_file.read_keys(path)
    assert key_file.last_used(path, key) is None
    assert authorised(secret, Scope.CHECK, chosen)
    assert key_file.last_used(path, key) == keys.today()
    key_file.forget_use(path, key)
    monkeypatch.setattr(key_file, "_used", {})
    path.with_name("keys.json.used").rmdir()
    path.with_name("keys.json.used").write_text("in the way")
    assert authorised(secret, Scope.CHECK, chosen)


def test_keys_are_told_apart_by_whole_secrets_and_scopes(path, chosen):
    assert authorised(None, Scope.CHECK, chosen)
    secret, other = made(path), made(path)
    assert authorised(secret, Scope.CHECK, chosen)
    assert not authorised(None, Scope.CHECK, chosen)
    assert not authorised(secret, Scope.ADMIN, chosen)
    mixed = "_".join([*secret.split("_")[:2], other.split("_", 2)[2]])
    assert not authorised(mixed, Scope.CHECK, chosen)


def test_secrets_have_256_random_bits():
    secrets = {new_key("a", frozenset({Scope.CHECK}), 1)[1] for _ in range(50)}
    assert len(secrets) == 50
    assert keys.SECRET_BYTES * 8 == 256


def test_the_command_makes_lists_and_revokes(path):
    setting = {"WELLNOTED_KEYS_FILE": str(path)}
    new = wellnoted("key", "new", "reception laptop", "--scope", "check", "--days", "30", **setting)
    secret = new.stdout.strip()
    assert secret.startswith("wn_")
    assert secret not in new.stderr
    listed = wellnoted("key", "list", **setting).stdout
    assert "reception laptop" in listed
    assert secret.split("_", 2)[2] not in listed
    assert "never" in listed
    assert wellnoted("key", "revoke", secret.split("_")[1], **setting).returncode == 0
    assert "no keys" in wellnoted("key", "list", **setting).stderr


@pytest.mark.parametrize(
    "arguments",
    [("new",), ("new", "a\nb"), ("new", " "), ("new", "x" * 81), ("new", "a", "--days", "366"), ("revoke", "00000000")],
)
def test_the_command_says_what_it_cannot_do(path, arguments):
    ran = wellnoted("key", *arguments, WELLNOTED_KEYS_FILE=str(path))
    assert ran.returncode == 2
    assert ran.stderr
    assert "Traceback" not in ran.stderr
    assert not path.exists()


def test_the_command_offers_the_scopes_that_there_are():
    assert tuple(Scope) == keys_cli.SCOPES
    assert keys_cli.LONGEST_DAYS == keys.LONGEST_DAYS
