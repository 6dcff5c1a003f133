from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from service.doors import key_file
from service.doors.api import create_app
from service.doors.keys import Scope, new_key
from service.errors import SettingsError
from service.settings import Settings, settings

LISTED, EXTENSION = "https://cases.council.example", "chrome-extension://abcdefghijklmnopabcdefghijklmnop"
STRANGE = "https://evil.example"
NOTE = {"text": "Mum is manipulative."}
ALLOWED = "access-control-allow-origin"


@pytest.fixture(scope="module")
def client(tmp_path_factory) -> TestClient:
    path = tmp_path_factory.mktemp("keys") / "keys.json"
    app = create_app(Settings(_env_file=None, keys_file=path, cors_origins=frozenset({LISTED, EXTENSION})))
    return TestClient(app, base_url="http://127.0.0.1:8010", raise_server_exceptions=False)


def allowed(answer) -> list[str]:
    return answer.headers.get_list(ALLOWED)


@pytest.mark.parametrize("origin", [LISTED, EXTENSION, "http://127.0.0.1:8010"])
@pytest.mark.parametrize(
    ("method", "path", "send", "status"),
    [
        ("POST", "/v1/analyse", {"json": NOTE}, 200),
        ("POST", "/v1/analyse", {"json": {"txt": 1}}, 422),
        ("POST", "/v1/analyse", {"content": b"{", "headers": {"content-type": "application/json"}}, 400),
        ("POST", "/v1/analyse", {"content": b"text"}, 415),
        ("POST", "/v1/analyse", {"json": {"text": "x" * 17_000_000}}, 413),
        ("GET", "/nowhere", {}, 404),
        ("GET", "/v1/analyse", {}, 405),
        ("GET", "/plugin/offsets.js", {}, 200),
        ("POST", "/v2/check", {"data": {"text": "Mum is manipulative.", "language": "en-GB"}}, 200),
        ("POST", "/v2/check", {"data": {}}, 400),
        ("GET", "/v2/nowhere", {}, 404),
    ],
)
def test_a_listed_page_may_read_every_answer_errors_too(client, origin, method, path, send, status):  # noqa: PLR0913, PLR0917
    headers = {**send.get("headers", {}), "origin": origin}
    answer = client.request(method, path, **{**send, "headers": headers})
    assert answer.status_code == status, answer.text
    assert allowed(answer) == [origin]
    assert answer.headers.get_list("vary") == ["Origin"]


@pytest.mark.parametrize(
    "origin",
    [
        STRANGE,
        "null",
        "",
        "http://cases.council.example",
        "https://cases.council.example:8443",
        "https://cases.council.example.evil.example",
        "https://CASES.council.example",
        "https://cases.council.example/",
        "http://127.0.0.1:9999",
        "http://localhost:8010",
        "chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba",
        "moz-extension://[",
    ],
)
@pytest.mark.parametrize("path", ["/v1/analyse", "/v2/check", "/livez", "/plugin/offsets.js"])
def test_any_other_page_is_turned_away_before_anything_is_read(client, origin, path):
    answer = client.post(path, content=b"text=Zebedee&language=en-GB", headers={"origin": origin})
    assert answer.status_code == 403
    assert answer.headers["content-type"] == "application/problem+json"
    assert allowed(answer) == []
    assert "Zebedee" not in answer.text
    assert not origin or origin not in answer.text


@pytest.mark.parametrize("path", ["/v1/analyse", "/v1/history/a1", "/v2/check", "/v2/check/", "/plugin/offsets.js"])
def test_a_browser_that_asks_first_is_told(client, path):
    asked = {
        "origin": LISTED,
        "access-control-request-method": "POST",
        "access-control-request-headers": "authorization,content-type",
        "access-control-request-private-network": "true",
    }
    answer = client.options(path, headers=asked)
    assert answer.status_code == 204
    assert allowed(answer) == [LISTED]
    assert answer.headers.get_list("access-control-allow-private-network") == ["true"]
    assert {"GET", "POST", "PUT", "DELETE"} <= set(answer.headers["access-control-allow-methods"].split(", "))
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in answer.headers
    refused = client.options(path, headers={**asked, "origin": STRANGE})
    assert refused.status_code == 403
    assert not [name for name in refused.headers if name.startswith("access-control")]


def test_asking_first_takes_no_key_and_asking_then_does(tmp_path):
    path = tmp_path / "keys.json"
    made(path)
    client = elsewhere(path)
    first = client.options("/v1/analyse", headers={"origin": LISTED, "access-control-request-method": "POST"})
    assert first.status_code == 204
    then = client.post("/v1/analyse", json=NOTE, headers={"origin": LISTED})
    assert then.status_code == 401
    assert allowed(then) == [LISTED]


def test_programs_that_are_no_pages_name_no_origin_and_may_ask(client):
    answer = client.post("/v1/analyse", json=NOTE)
    assert answer.status_code == 200
    assert allowed(answer) == []


@pytest.mark.parametrize(
    ("site", "mode", "path", "status"),
    [
        ("cross-site", "no-cors", "/v2/check?text=Hello.&language=en-GB", 403),
        ("same-site", "no-cors", "/v1/checks", 403),
        ("cross-site", "navigate", "/", 200),
        ("same-origin", "cors", "/v1/checks", 200),
        ("none", "navigate", "/v1/checks", 200),
        ("cross-site", "no-cors", "/plugin/offsets.js", 200),
    ],
)
def test_what_a_strange_page_embeds_is_not_served_but_its_links_are(client, site, mode, path, status):
    answer = client.get(path, headers={"sec-fetch-site": site, "sec-fetch-mode": mode})
    assert answer.status_code == status


def test_an_extension_that_no_list_can_name_may_ask_with_a_key(tmp_path):
    path = tmp_path / "keys.json"
    secret = made(path)
    client = elsewhere(path)
    firefox = "moz-extension://6b1c7f2e-1f1d-4c9e-9c56-0d1a2b3c4d5e"
    tried = [({}, 403), ({"authorization": f"Bearer {secret}x"}, 403), ({"authorization": f"Bearer {secret}"}, 200)]
    for headers, status in tried:
        answer = client.post("/v1/analyse", json=NOTE, headers={"origin": firefox, **headers})
        assert answer.status_code == status
    page = client.post("/v1/analyse", json=NOTE, headers={"origin": STRANGE, "authorization": f"Bearer {secret}"})
    assert page.status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1", "127.0.0.1:8010", "localhost:1", "LOCALHOST", "[::1]:8010", "[::1]"])
def test_this_machine_is_known_by_its_names(client, host):
    assert client.get("/livez", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    ("bound", "host"),
    [
        ("2001:db8::7", "[2001:db8::7]:8010"),
        ("[2001:DB8::7]", "[2001:db8::7]"),
        ("192.0.2.7", "192.0.2.7:8010"),
        ("127.0.0.1", "notes.council.example"),
    ],
)
def test_the_address_it_is_bound_to_and_names_from_the_settings_are_known_too(bound, host):
    chosen = Settings(_env_file=None, host=bound, allowed_hosts=frozenset({"notes.council.example"}))
    assert TestClient(create_app(chosen)).get("/livez", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "", "127.0.0.1.evil.example", "evil.example:127", "::1", "localhost:x"]
)
def test_another_name_is_refused(client, host):
    answer = client.get("/v1/checks", headers={"host": host})
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert "evil" not in answer.text


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("CORS_ORIGINS", '["*"]'),
        ("CORS_ORIGINS", '["null"]'),
        ("CORS_ORIGINS", '["https://*.council.example"]'),
        ("CORS_ORIGINS", '["https://cases.council.example/"]'),
        ("CORS_ORIGINS", '["cases.council.example"]'),
        ("CORS_ORIGINS", "https://cases.council.example"),
        ("ALLOWED_HOSTS", '["*"]'),
        ("ALLOWED_HOSTS", '["notes.council.example:443"]'),
        ("ALLOWED_HOSTS", "notes.council.example"),
        ("WORKERS", "0"),
    ],
)
def test_a_list_that_would_let_in_more_than_it_says_is_refused(monkeypatch, setting, value):
    monkeypatch.setenv(f"WELLNOTED_{setting}", value)
    settings.cache_clear()
    try:
        with pytest.raises(SettingsError, match=f"WELLNOTED_{setting}"):
            settings()
    finally:
        settings.cache_clear()


def made(path) -> str:
    key, secret = new_key("a label", frozenset({Scope.CHECK}), 30)
    with key_file.changing(path) as all_keys:
        all_keys[key.id] = key
    return secret


def elsewhere(path) -> TestClient:
    app = create_app(Settings(_env_file=None, keys_file=path, cors_origins=frozenset({LISTED})))
    return TestClient(app, base_url="http://127.0.0.1", client=("192.0.2.9", 5))
