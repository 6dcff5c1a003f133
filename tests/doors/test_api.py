from __future__ import annotations

import json
import logging

import pytest
from starlette.testclient import TestClient

from service.doors.api import create_app
from service.finding import Review
from service.settings import Settings

CANARY = "Zebedee Quillfeather"


@pytest.fixture(scope="module")
def client() -> TestClient:
    app = create_app(Settings(_env_file=None))
    return TestClient(app, base_url="http://127.0.0.1", raise_server_exceptions=False)


def test_a_note_gets_a_review(client):
    text = "Mum is manipulative."
    answer = client.post("/v1/analyse", json={"text": text})
    assert answer.status_code == 200
    review = Review.model_validate(answer.json())
    assert [text[f.start : f.end] for f in review.findings if f.check == "loaded_language"] == ["manipulative"]


def test_many_notes_get_their_reviews_in_order(client):
    notes = [{"text": "Seen at school on 3 May."}, {"text": "Mum is manipulative."}]
    reviews = client.post("/v1/analyse/many", json={"notes": notes}).json()["reviews"]
    alone = [client.post("/v1/analyse", json=note).json() for note in notes]
    assert reviews == alone


def test_the_same_note_gets_the_same_review(client):
    note = {"text": "Mum has ongoing issues. The ICPC is on 4 May."}
    assert client.post("/v1/analyse", json=note).json() == client.post("/v1/analyse", json=note).json()


def test_one_bad_note_among_many_is_named_and_none_is_reviewed(client):
    answer = client.post("/v1/analyse/many", json={"notes": [{"text": "Seen."}, {"text": " "}]})
    assert answer.status_code == 422
    assert "notes.1" in answer.json()["detail"]


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        ({"text": ""}, 422, "no text"),
        ({"text": " \n"}, 422, "no text"),
        ({"text": f"{CANARY}\0"}, 422, "NUL"),
        ({"text": [CANARY]}, 422, "text"),
        ({"txt": CANARY}, 422, "text"),
        ({"text": CANARY, CANARY: CANARY}, 422, "unknown field"),
        ({"text": CANARY, "child": {"age_years": CANARY}}, 422, "child.age_years"),
        ({"text": CANARY, "record_type": CANARY}, 422, "record_type"),
        ([CANARY], 422, ""),
        ({"text": CANARY + "x" * 300_000}, 413, "bytes"),
        ({"text": f"{CANARY} " * 20_001}, 413, ""),
        ({"text": CANARY + "x" * 17_000_000}, 413, "16,000,000"),
    ],
)
def test_what_cannot_be_reviewed_gets_a_problem_that_echoes_nothing(client, body, status, said):
    answer = client.post("/v1/analyse", json=body)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert "Zebedee" not in answer.text
    assert "Quillfeather" not in answer.text


@pytest.mark.parametrize(
    ("content", "status"),
    [(b'{"text": "Zebedee', 400), (b"", 422), (b'{"text": "\xff"}', 400), (b'{"text": "\\ud800"}', 422)],
)
def test_a_body_that_is_not_json_gets_a_problem(client, content, status):
    answer = client.post("/v1/analyse", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == status
    assert "Zebedee" not in answer.text


def test_other_addresses_and_methods_get_problems(client):
    assert client.get("/nowhere").headers["content-type"] == "application/problem+json"
    assert client.get("/v1/analyse").status_code == 405
    assert client.get("/v1/checks/nothing").status_code == 404


def test_a_page_of_another_host_is_refused(client):
    assert client.get("/livez", headers={"host": "evil.example"}).status_code == 400


def test_checks_can_be_listed_and_read(client):
    names = [check["name"] for check in client.get("/v1/checks").json()]
    assert "jargon" in names
    assert "Why:" in client.get("/v1/checks/jargon").json()["about"]


def test_the_process_says_that_it_is_live_and_ready(client):
    assert client.get("/livez").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_the_schema_has_examples_that_work(client):
    schema = client.get("/openapi.json").json()
    content = schema["paths"]["/v1/analyse"]["post"]["requestBody"]["content"]["application/json"]
    for example in content["examples"].values():
        assert client.post("/v1/analyse", json=example["value"]).status_code == 200


def test_an_unexpected_error_leaves_no_text_in_log_or_answer(client, monkeypatch, caplog):
    def fail(note, _settings):
        raise RuntimeError(note.text)

    monkeypatch.setattr("service.doors.api.analyse", fail)
    with caplog.at_level(logging.DEBUG):
        answer = client.post("/v1/analyse", json={"text": CANARY})
    assert answer.status_code == 500
    assert "Zebedee" not in answer.text + caplog.text + json.dumps([str(r.args) for r in caplog.records])
    assert "RuntimeError at test_api.py" in caplog.text
