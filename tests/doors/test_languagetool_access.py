"""What the LanguageTool endpoints refuse, whom they let in, and what else they tell."""

from __future__ import annotations

import base64
import json
import logging

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from service.doors import languagetool
from service.doors.api import create_app
from service.doors.key_file import changing
from service.doors.keys import Scope, new_key
from service.doors.languagetool_rules import rules
from service.errors import ModelError
from service.settings import Settings

TEXT = "😀 Mum is manipulative. The RCPC is on 19 May, and there were ongoing concerns about home conditions."
CANARY = "Zebedee Quillfeather"


def served(**chosen: object) -> TestClient:
    app = create_app(Settings(_env_file=None, **chosen))
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


@pytest.fixture(scope="module")
def client() -> TestClient:
    return served()


@pytest.mark.parametrize(
    ("send", "status", "said"),
    [
        ({"data": {"text": CANARY}}, 400, "language"),
        ({"data": {"language": "en"}}, 400, "text and data"),
        ({"data": {"language": "en", "text": CANARY, "data": CANARY}}, 400, "text and data"),
        ({"data": {"language": "en", "data": CANARY}}, 400, "not JSON"),
        ({"data": {"language": "en", "data": "[" * 100_000}}, 400, "not JSON"),
        ({"data": {"language": "en", "data": json.dumps([CANARY])}}, 400, "annotation"),
        ({"data": {"language": "en", "data": json.dumps({"annotation": CANARY})}}, 400, "list"),
        ({"data": {"language": "en", "data": json.dumps({"annotation": [CANARY]})}}, 400, "annotation.0"),
        (
            {"data": {"language": "en", "data": json.dumps({"annotation": [{"text": "", "markup": CANARY}]})}},
            400,
            "annotation.0",
        ),
        (
            {"data": {"language": "en", "data": json.dumps({"annotation": [{"text": "", "interpretAs": CANARY}]})}},
            400,
            "interpretAs",
        ),
        ({"data": {"language": "en", "data": json.dumps({"text": [CANARY]})}}, 400, "data.text"),
        (
            {"json": {"language": "en", "data": {"text": CANARY, "metaData": {"record_type": CANARY}}}},
            400,
            "record_type",
        ),
        ({"json": {"language": "en", "text": [CANARY]}}, 400, "text"),
        ({"content": b'{"language": "en", "text": "Zebedee \\ud83d"}'}, 400, "surrogate"),
        ({"content": b'{"language": "en", "text": "Zebedee'}, 400, "not JSON"),
        ({"content": b"language=en&text=Zebedee%ff"}, 400, "UTF-8"),
        ({"content": b"text=Zebedee \xff&language=en"}, 400, "UTF-8"),
        ({"content": b"language=en&text=" + b"&a=b" * 300}, 400, "parameters"),
        ({"data": {"language": "en", "text": CANARY + "\0"}}, 400, "NUL"),
        ({"data": {"language": "en", "text": CANARY, "mode": CANARY}}, 400, "mode"),
        ({"data": {"language": "en", "text": CANARY, "enabledOnly": "true"}}, 400, "enabledOnly"),
        (
            {
                "data": {
                    "language": "en",
                    "text": CANARY,
                    "enabledOnly": "yes",
                    "enabledRules": "A",
                    "disabledRules": CANARY,
                }
            },
            400,
            "enabledOnly",
        ),
        ({"data": {"language": "en", "text": CANARY + "x" * 300_000}}, 413, "bytes"),
        ({"data": {"language": "en", "text": f"{CANARY} " * 20_001}}, 413, "at most"),
        ({"data": {"language": "en", "text": CANARY + "x" * 3_000_000}}, 413, "2,048,000"),
    ],
)
def test_what_cannot_be_checked_is_refused_in_plain_text_that_echoes_nothing(client, send, status, said):
    answer = client.post("/v2/check", **send)
    assert answer.status_code == status
    assert answer.headers["content-type"].startswith("text/plain")
    assert answer.text.startswith("Error: ")
    assert said in answer.text
    assert "Zebedee" not in answer.text
    assert "Quillfeather" not in answer.text


def test_other_paths_and_methods_are_refused_in_plain_text(client):
    assert client.get("/v2/nowhere").status_code == 404
    assert client.get("/v2/words").text.startswith("Error: ")
    assert client.delete("/v2/check").status_code == 405


def test_an_unforeseen_error_leaves_no_text_in_log_or_answer(monkeypatch, caplog):
    def fail(note, _settings):
        raise RuntimeError(note.text)

    monkeypatch.setattr(languagetool, "analyse", fail)
    with caplog.at_level(logging.DEBUG):
        answer = served().post(
            "/v2/check", data={"language": "en", "text": CANARY}, headers={"origin": "http://127.0.0.1"}
        )
    assert (answer.status_code, answer.text[:6]) == (500, "Error:")
    assert answer.headers["access-control-allow-origin"] == "http://127.0.0.1"
    assert "Zebedee" not in answer.text + caplog.text + json.dumps([str(r.args) for r in caplog.records])
    assert "RuntimeError at test_languagetool_access.py" in caplog.text


def test_the_service_is_not_healthy_before_its_models_are_whole(client, monkeypatch):
    def fail(_note, _settings):
        msg = "models/english: a file is missing."
        raise ModelError(msg)

    with monkeypatch.context() as patched:
        patched.setattr(languagetool, "analyse", fail)
        assert served().get("/v2/healthcheck").status_code == 503
    assert client.get("/v2/healthcheck").text == "OK"


def test_languages_name_the_locale_that_libreoffice_looks_for(client):
    listed = client.get("/v2/languages").json()
    assert {"name": "English (GB)", "code": "en", "longCode": "en-GB"} in listed
    assert all(set(each) == {"name", "code", "longCode"} for each in listed)


def test_the_service_says_what_it_is_and_how_much_it_reads(client):
    software = client.get("/v2/info").json()["software"]
    assert {"name", "version", "buildDate", "commit", "premium"} <= set(software)


@pytest.mark.parametrize("character", ["好", "a", "é", "😀"])
def test_a_text_as_long_as_is_promised_is_read_whatever_its_characters(character):
    client = served(max_note_bytes=999)
    most = int(client.post("/v2/maxtextlength", content=b"\0").text.splitlines()[0])
    text = character * (most // (len(character.encode("utf-16-le")) // 2))
    assert client.post("/v2/check", data={"language": "en", "text": text}).status_code == 200
    assert client.post("/v2/check", data={"language": "en", "text": "a" * 1000}).status_code == 413


def test_every_check_is_listed_for_a_clients_settings(client):
    listed = client.post("/v2/configinfo", content=b"language=en-GB").json()
    assert listed["parameter"]["maxTextLength"] == int(client.get("/v2/maxtextlength").text)
    assert {rule["ruleId"] for rule in listed["rules"]} == {rule.rule_id for rule in rules().values()}
    assert all(isinstance(value, str) for rule in listed["rules"] for value in rule.values())
    text_level = {rule["ruleId"] for rule in listed["rules"] if rule.get("isTextLevelRule") == "yes"}
    assert "WELLNOTED_READING_AGE" in text_level
    assert "WELLNOTED_JARGON" not in text_level
    assert client.post("/v2/configinfo").status_code == 400


@pytest.mark.parametrize(
    "path", ["/v2/check", "/v2/languages", "/v2/nowhere", "/languagetool/v2/check", "/u/x/v2/check"]
)
def test_a_browser_may_ask_before_it_asks(client, path):
    answer = client.options(
        path,
        headers={
            "origin": "http://127.0.0.1",
            "access-control-request-method": "POST",
            "access-control-request-headers": "content-type",
        },
    )
    assert answer.status_code == 204
    assert answer.headers.get_list("access-control-allow-origin") == ["http://127.0.0.1"]
    assert "POST" in answer.headers["access-control-allow-methods"]
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    assert answer.headers["access-control-allow-private-network"] == "true"


def test_pages_of_listed_origins_may_read_answers_and_errors_and_no_others():
    listed = "app://obsidian.md"
    client = served(cors_origins=[listed])
    for path, status in (("/v2/languages", 200), ("/v2/nowhere", 404), ("/v2/check", 400)):
        answer = client.get(path, headers={"origin": listed})
        assert answer.status_code == status
        assert answer.headers.get_list("access-control-allow-origin") == [listed]
    for origin in ("https://evil.example", "null", f"{listed}.evil.example", "http://127.0.0.1.evil.example"):
        answer = client.post("/v2/check", data={"text": CANARY, "language": "en"}, headers={"origin": origin})
        assert answer.status_code == 403
        assert "access-control-allow-origin" not in answer.headers


@pytest.fixture(scope="module")
def keyed(tmp_path_factory) -> tuple[TestClient, dict[str, str]]:
    """Return a client of a service that wants keys, and two keys: one that may check, one that may not."""
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    found = {}
    for name, scope in (("RIGHT", Scope.CHECK), ("HISTORY", Scope.HISTORY)):
        key, found[name] = new_key(name, frozenset({scope}), 30)
        with changing(path) as keys:
            keys[key.id] = key
    return served(keys_file=path, loopback_needs_key=True), found


def basic(name: str, key: str) -> str:
    return "Basic " + base64.b64encode(f"{name}:{key}".encode()).decode()


@pytest.mark.parametrize(
    ("path", "data", "authorization", "status"),
    [
        ("/v2/check", {"username": "any", "apiKey": "RIGHT"}, "", 200),
        ("/v2/check", {}, "Bearer RIGHT", 200),
        ("/v2/check", {}, "Basic any:RIGHT", 200),
        ("/u/RIGHT/v2/check", {}, "", 200),
        ("/v2/check", {"username": "any", "apiKey": "HISTORY"}, "", 403),
        ("/v2/check", {"username": "any", "apiKey": CANARY}, "", 403),
        ("/v2/check", {"username": "RIGHT"}, "", 403),
        ("/v2/check", {}, "Basic !", 403),
        ("/v2/check", {}, "Digest RIGHT", 403),
        ("/u/wrong/v2/check", {}, "", 403),
        ("/v2/check", {}, "", 403),
        ("/v2/languages", {}, "", 200),
        ("/v2/healthcheck", {}, "", 200),
    ],
)
def test_where_keys_are_wanted_each_client_can_send_one_its_way(keyed, path, data, authorization, status):
    client, keys = keyed

    def filled(text: str) -> str:
        for name, key in keys.items():
            text = text.replace(name, key)
        return text

    if authorization.startswith("Basic any:"):
        authorization = basic("any", keys["RIGHT"])
    sent = {"text": TEXT, "language": "en-GB", **{name: filled(value) for name, value in data.items()}}
    answer = client.post(filled(path), data=sent, headers={"authorization": filled(authorization)})
    assert answer.status_code == status
    assert "Zebedee" not in answer.text


def test_libreoffices_unencoded_key_opens_the_door(keyed):
    client, keys = keyed
    body = f"text={TEXT}&language=en-GB&username=A & B&apiKey={keys['RIGHT']}"
    assert client.post("/v2/check", content=body.encode()).json()["matches"]
    assert client.post("/v2/check", content=body[:-1].encode()).status_code == 403


@given(st.binary(max_size=300), st.sampled_from([b"", b"text=", b"language=en&text=", b'{"language":"en","data":']))
@hypothesis_settings(max_examples=200, deadline=None)
def test_no_body_breaks_it(body, before):
    client = test_no_body_breaks_it.client = getattr(test_no_body_breaks_it, "client", None) or served()
    assert client.post("/v2/check", content=before + body).status_code in {200, 400}
