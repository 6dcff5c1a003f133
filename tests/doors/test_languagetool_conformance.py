"""What other clients insist on in an answer, as each of them states it in its own source or documents."""

from __future__ import annotations

import json

import pytest
from starlette.testclient import TestClient

from service.doors.api import create_app
from service.settings import Settings

TEXT = "😀 Mum is manipulative. The RCPC is on 19 May, and there were ongoing concerns about home conditions."
DETAILS = {"record_type": "home visit", "child": {"name": "Tomasz Nowak", "age_years": 8}}

SOFTWARE = {"name": str, "version": str, "buildDate": str, "apiVersion": int, "premium": bool, "status": str}
DETECTED = {"name": str, "code": str}
CONTEXT = {"text": str, "offset": int, "length": int}
REPLACEMENTS = [{"value": str}]

# Shapes: a dictionary must hold at least these keys, a list holds any number of such elements.
CLIENTS = {
    "the published schema": {
        "software": {"name": str, "version": str, "buildDate": str, "apiVersion": int},
        "language": {"name": str, "code": str, "detectedLanguage": DETECTED},
        "matches": [
            {
                "message": str,
                "offset": int,
                "length": int,
                "replacements": REPLACEMENTS,
                "context": CONTEXT,
                "sentence": str,
                "rule": {"id": str, "description": str, "category": {"id": str, "name": str}},
            }
        ],
    },
    "languagetool-rust": {
        "software": SOFTWARE,
        "language": {"code": str, "name": str, "detectedLanguage": DETECTED},
        "warnings": {"incompleteResults": bool},
        "sentenceRanges": [[int]],
        "matches": [
            {
                "context": CONTEXT,
                "contextForSureMatch": int,
                "ignoreForIncompleteSentence": bool,
                "length": int,
                "message": str,
                "offset": int,
                "replacements": REPLACEMENTS,
                "rule": {
                    "category": {"id": str, "name": str},
                    "description": str,
                    "id": str,
                    "isPremium": bool,
                    "issueType": str,
                    "urls": [{"value": str}],
                },
                "sentence": str,
                "shortMessage": str,
                "type": {"typeName": str},
            }
        ],
    },
    "LibreOffice": {
        "matches": [
            {
                "offset": int,
                "length": int,
                "message": str,
                "shortMessage": str,
                "replacements": REPLACEMENTS,
                "rule": {"category": {"id": str}},
            }
        ],
    },
    "LanguageTool's Java client": {
        "software": {"name": str, "version": str, "buildDate": str},
        "language": {"name": str, "code": str, "detectedLanguage": DETECTED},
        "matches": [
            {
                "offset": int,
                "length": int,
                "message": str,
                "shortMessage": str,
                "replacements": REPLACEMENTS,
                "context": {"text": str, "offset": int},
                "rule": {
                    "id": str,
                    "description": str,
                    "issueType": str,
                    "urls": [{"value": str}],
                    "category": {"id": str, "name": str},
                },
            }
        ],
    },
    "LTeX+": {
        "matches": [
            {
                "offset": int,
                "length": int,
                "message": str,
                "replacements": REPLACEMENTS,
                "rule": {"id": str},
                "sentence": str,
            }
        ],
    },
    "language_tool_python": {
        "language": {"name": str, "code": str},
        "warnings": {"incompleteResults": bool},
        "matches": [
            {
                "rule": {"id": str, "issueType": str, "category": {"id": str}},
                "context": {"text": str, "offset": int},
                "replacements": REPLACEMENTS,
                "length": int,
                "offset": int,
                "message": str,
                "sentence": str,
            }
        ],
    },
    "Obsidian": {
        "matches": [
            {
                "offset": int,
                "length": int,
                "message": str,
                "shortMessage": str,
                "replacements": REPLACEMENTS,
                "rule": {"id": str, "category": {"id": str}},
            }
        ],
    },
    "the browser add-on": {
        "language": {"name": str, "code": str},
        "matches": [
            {
                "message": str,
                "shortMessage": str,
                "offset": int,
                "length": int,
                "replacements": REPLACEMENTS,
                "sentence": str,
                "contextForSureMatch": int,
                "ignoreForIncompleteSentence": bool,
                "type": {"typeName": str},
                "rule": {"id": str, "description": str, "issueType": str, "category": {"id": str, "name": str}},
            }
        ],
    },
}


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(Settings(_env_file=None)), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def answers(client) -> list[dict[str, object]]:
    """Return answers of every kind: plain, picky, about a whole note, annotated, in another language, without text."""
    annotation = [{"text": "😀 Mum is "}, {"markup": "<b>"}, {"text": "manipulative."}]
    requests = [
        {"text": TEXT, "language": "en-GB"},
        {"text": TEXT, "language": "auto", "level": "picky", "c": "1"},
        {"data": json.dumps({"text": TEXT, "metaData": DETAILS}), "language": "en-GB", "mode": "textLevelOnly"},
        {"data": json.dumps({"annotation": annotation}), "language": "en-GB"},
        {"text": TEXT, "language": "de-DE"},
        {"text": "", "language": "en-GB"},
    ]
    return [client.post("/v2/check", data=request).json() for request in requests]


def missing(shape: object, found: object, where: str = "answer") -> list[str]:
    """Return what of a shape is not there, or is of another type."""
    if isinstance(shape, dict):
        if not isinstance(found, dict):
            return [where]
        return [
            gap
            for name, inner in shape.items()
            for gap in (missing(inner, found[name], f"{where}.{name}") if name in found else [f"{where}.{name}"])
        ]
    if isinstance(shape, list):
        return (
            [gap for each in found for gap in missing(shape[0], each, f"{where}[]")]
            if isinstance(found, list)
            else [where]
        )
    is_right = isinstance(found, shape) and (shape is bool or not isinstance(found, bool))
    return [] if is_right else [where]


@pytest.mark.parametrize("name", CLIENTS)
def test_every_answer_has_all_that_a_client_insists_on(answers, name):
    assert any(answer["matches"] for answer in answers)
    assert [gap for answer in answers for gap in missing(CLIENTS[name], answer)] == []


def test_nothing_in_an_answer_is_null(answers):
    assert "null" not in json.dumps(answers)


def test_a_missing_field_would_be_noticed(answers):
    [match, *_] = answers[0]["matches"]
    without = {**answers[0], "matches": [{name: match[name] for name in match if name != "sentence"}]}
    assert missing(CLIENTS["LTeX+"], without) == ["answer.matches[].sentence"]
    assert missing(CLIENTS["languagetool-rust"], {**answers[0], "warnings": {"incompleteResults": "no"}}) == [
        "answer.warnings.incompleteResults"
    ]


def test_the_context_holds_the_words_where_it_says(answers):
    for answer in answers:
        for match in answer["matches"]:
            context = match["context"]
            assert context["length"] == match["length"] > 0
            units = context["text"].encode("utf-16-le")
            words = units[2 * context["offset"] : 2 * (context["offset"] + context["length"])].decode("utf-16-le")
            assert words
            assert words == words.strip()


def test_contexts_are_cut_far_from_the_words_and_say_so(client):
    text = f"{'He ate. ' * 30}Mum is manipulative.{' He ate.' * 30}"
    [match] = [
        m
        for m in client.post("/v2/check", data={"text": text, "language": "en"}).json()["matches"]
        if m["rule"]["id"] == "WELLNOTED_LOADED_LANGUAGE"
    ]
    assert match["context"]["text"].startswith("...")
    assert match["context"]["text"].endswith("...")
    assert len(match["context"]["text"]) == match["length"] + 2 * 43
    assert match["sentence"] == "Mum is manipulative."
