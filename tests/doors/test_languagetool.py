from __future__ import annotations

import json
import random
from urllib.parse import quote, urlencode

import pytest
from starlette.testclient import TestClient

from service.analyse import analyse
from service.doors.api import create_app
from service.doors.languagetool_recent import KEPT_SECONDS, RecentReviews
from service.doors.languagetool_rules import rules
from service.finding import Review, Severity
from service.note import Note
from service.settings import Settings

TEXT = "😀 Mum is manipulative. The RCPC is on 19 May, and there were ongoing concerns about home conditions."
# A whole note with much to ask about the note itself, as a client that knows its details can send them.
DETAILS = {"record_type": "home visit", "child": {"name": "Tomasz Nowak", "age_years": 8}}


@pytest.fixture(scope="module")
def client() -> TestClient:
    return TestClient(create_app(Settings(_env_file=None)), base_url="http://127.0.0.1")


@pytest.fixture
def check(client):

    def ask(text: str | None = None, **parameters: object) -> dict[str, object]:
        sent = {"language": "en-GB", **({} if text is None else {"text": text}), **parameters}
        answer = client.post("/v2/check", data=sent)
        assert answer.status_code == 200, answer.text
        return answer.json()

    return ask


def words(sent: str, answer: dict[str, object]) -> dict[str, str]:
    """Return the words that each rule's match stands at, cut out as a client does that counts in UTF-16."""
    units = sent.encode("utf-16-le")
    return {
        match["rule"]["id"].removeprefix("WELLNOTED_"): units[
            2 * match["offset"] : 2 * (match["offset"] + match["length"])
        ].decode("utf-16-le")
        for match in answer["matches"]
    }


def ids(answer: dict[str, object]) -> set[str]:
    return {match["rule"]["id"] for match in answer["matches"]}


def test_matches_are_the_findings_that_any_door_shows(check):
    shown = [f for f in analyse(Note(text=TEXT)).shown if f.severity is not Severity.OVERVIEW]
    expected = {f.check.upper(): TEXT[f.start : f.end] for f in shown}
    assert expected
    assert words(TEXT, check(TEXT)) == expected


@pytest.mark.parametrize("path", ["/v2/check", "/v2/check/", "/languagetool/v2/check", "/u/any/v2/check"])
def test_the_endpoint_stands_at_the_root_and_under_prefixes(client, path):
    answer = client.post(path, data={"text": TEXT, "language": "en-GB"})
    assert answer.json()["matches"]


@pytest.mark.parametrize(
    ("how", "send"),
    [
        ("a form", {"data": {"text": TEXT, "language": "en-GB"}}),
        ("a form without a type", {"content": urlencode({"text": TEXT, "language": "en-GB"}).encode()}),
        ("a form of another type", {"content": b"language=en-GB&text=" + quote(TEXT).encode()}),
        ("the address", {"params": {"text": TEXT, "language": "en-GB"}}),
        ("both", {"params": {"language": "en-GB"}, "data": {"text": TEXT}}),
        ("JSON", {"json": {"text": TEXT, "language": "en-GB"}}),
        ("data", {"data": {"data": json.dumps({"text": TEXT}), "language": "en-GB"}}),
        ("data in JSON", {"json": {"data": {"text": TEXT}, "language": "auto"}}),
        ("an unencoded body", {"content": f"text={TEXT}&language=en-GB".encode()}),
        ("an unencoded body with a key", {"content": f"text={TEXT}&language=en-GB&username=a b&apiKey=a&b".encode()}),
    ],
)
def test_the_text_is_found_however_it_is_sent(client, check, how, send):
    answer = client.post("/v2/check", **send)
    assert answer.status_code == 200, how
    assert answer.json()["matches"] == check(TEXT)["matches"]


def test_a_check_can_be_asked_for_by_get(client):
    assert client.get("/v2/check", params={"text": TEXT, "language": "en-GB"}).json()["matches"]


@pytest.mark.parametrize(
    "text",
    [
        "Mum & Dad said 50% + more. Karen was disengaged.",
        "A&language=de or so. 😀 Karen was disengaged.",
        "%41&text=&language=&apiKey=x. Karen was disengaged.",
    ],
)
def test_an_unencoded_text_is_taken_as_it_stands(client, check, text):
    answer = client.post("/v2/check", content=f"text={text}&language=en-GB".encode()).json()
    assert words(text, answer)["LOADED_LANGUAGE"] == "disengaged"
    assert answer["matches"] == check(text)["matches"]


def test_an_encoded_text_that_speaks_of_languages_is_decoded(client):
    text = "Karen was disengaged. &language=en-GB"
    answer = client.post("/v2/check", content=f"text={quote(text)}&language=en-GB".encode()).json()
    assert words(text, answer)["LOADED_LANGUAGE"] == "disengaged"


ANNOTATION = [
    {"text": "😀 Mum is "},
    {"markup": "<b>"},
    {"text": "manip"},
    {"markup": "<i title='😀'>"},
    {"text": "ulative."},
    {"markup": "</i></b><br>", "interpretAs": "\n\n"},
    {"text": "Karen was disengaged."},
]


def test_offsets_count_the_markup_and_not_what_it_stands_for(check):
    sent = "".join(item.get("text") or item["markup"] for item in ANNOTATION)
    found = words(sent, check(data=json.dumps({"annotation": ANNOTATION})))
    assert found["LOADED_LANGUAGE"] == "disengaged"
    assert "manip<i title='😀'>ulative" in words(sent, check(data=json.dumps({"annotation": ANNOTATION[:6]}))).values()


def test_what_stands_in_for_markup_is_read_but_never_picked_at(check):
    data = {"annotation": [{"text": "Mum was "}, {"markup": "$x$", "interpretAs": "manipulative"}, {"text": "."}]}
    assert not words("Mum was $x$.", check(data=json.dumps(data))).get("LOADED_LANGUAGE")


def test_a_suggestion_is_offered_only_where_no_markup_would_be_lost(check):
    def offered(*annotation: dict[str, str]) -> list[dict[str, str]]:
        matches = check(data=json.dumps({"annotation": annotation}))["matches"]
        return next(match["replacements"] for match in matches if "REPORT_VERB" in match["rule"]["id"])

    words = [{"text": "Mum "}, {"text": "claimed that she had been at work."}]
    assert offered(*words) == [{"value": "said that"}]
    broken = [{"text": "Mum claimed "}, {"markup": "<b>"}, {"text": "that she had been at work."}]
    assert offered(*broken) == []


def test_details_in_the_meta_data_let_more_checks_look(check):
    text = "He was seen at home. The house was warm. We sat in the kitchen."
    data = {"text": text, "metaData": {**DETAILS, "EmailToAddress": "somebody@example.org"}}
    answer = check(data=json.dumps(data))
    overviews = [f for f in analyse(Note(text=text, **DETAILS)).findings if f.severity is Severity.OVERVIEW]
    assert len(overviews) > 1
    assert {f"WELLNOTED_{finding.check.upper()}" for finding in overviews} <= ids(answer)


def test_what_is_about_the_whole_note_stands_at_words_of_its_own_from_the_first(check):
    text = "He was seen at home. The house was warm. We sat in the kitchen."
    matches = check(data=json.dumps({"text": text, "metaData": DETAILS}), mode="textLevelOnly")["matches"]
    assert [text[m["offset"] : m["offset"] + m["length"]] for m in matches] == text.split()[: len(matches)]
    assert all(match["length"] and not match["replacements"] for match in matches)


@pytest.mark.parametrize("level", ["default", "picky"])
def test_the_two_calls_of_an_editor_are_the_two_parts_of_one(check, level):
    data = json.dumps({"text": TEXT, "metaData": DETAILS})
    modes = ("textLevelOnly", "allButTextLevelOnly")
    parts = [match for mode in modes for match in check(data=data, mode=mode, level=level)["matches"]]
    whole = check(data=data, mode="all", level=level)["matches"]
    assert sorted(parts, key=lambda m: (m["offset"], m["length"])) == whole
    assert check(data=data, mode="batch", level=level)["matches"] == whole


OF_KAREN = "Kaiden had tea. Kaiden was in bed by seven. Karen was disengaged."


@pytest.mark.parametrize(
    ("agent", "text", "is_asked"),
    [
        ("", OF_KAREN, False),
        ("LibreOffice 24.8.2.1 denylistedbackend/8.9", OF_KAREN, False),
        ("", f"{OF_KAREN}\n\nSeen at home.", True),
        ("Mozilla/5.0", OF_KAREN, True),
    ],
)
def test_who_somebody_is_is_not_asked_of_a_paragraph_that_comes_without_its_note(client, agent, text, is_asked):
    sent = {"text": text, "language": "en-GB"}
    found = ids(client.post("/v2/check", data=sent, headers={"user-agent": agent}).json())
    assert "WELLNOTED_LOADED_LANGUAGE" in found
    assert ("WELLNOTED_NAMES_AND_ROLES" in found) == is_asked


def test_an_editors_second_call_needs_no_second_review():
    now, made = 0.0, []

    def make(note: Note) -> Review:
        made.append(note)
        return Review()

    recent = RecentReviews(make, clock=lambda: now)
    one, other = Note(text="Seen."), Note(text="Seen.", record_type="home visit")
    assert recent.of(one) is recent.of(Note(text="Seen."))
    recent.of(other)
    assert made == [one, other]
    now = KEPT_SECONDS
    recent.forget_old()
    assert len(recent) == 0
    for number in range(100):
        recent.of(Note(text=f"Seen {number}."))
    assert len(recent) < 50


def test_picky_shows_what_is_folded_and_says_so(check):
    plain, picky = check(TEXT)["matches"], check(TEXT, level="picky")["matches"]
    folded = [match for match in picky if match not in plain]
    assert folded
    assert all(match["rule"]["tags"] == ["picky"] for match in folded)


@pytest.mark.parametrize(
    ("switches", "seen"),
    [
        ({"disabledRules": "WELLNOTED_LOADED_LANGUAGE"}, {"WELLNOTED_ACRONYM", "WELLNOTED_HIDDEN_VIEW"}),
        ({"disabledRules": "WHITESPACE_RULE, WELLNOTED_ACRONYM"}, {"WELLNOTED_LOADED_LANGUAGE"}),
        ({"disabledCategories": "STYLE"}, {"WELLNOTED_HIDDEN_VIEW"}),
        ({"disabledCategories": "STYLE", "enabledRules": "WELLNOTED_ACRONYM"}, {"WELLNOTED_ACRONYM"}),
        ({"enabledOnly": "true", "enabledRules": "WELLNOTED_ACRONYM"}, {"WELLNOTED_ACRONYM"}),
        ({"enabledOnly": "yes", "enabledCategories": "FACT_AND_OPINION"}, {"WELLNOTED_HIDDEN_VIEW"}),
        ({"enabledOnly": "false", "enabledRules": ""}, {"WELLNOTED_ACRONYM", "WELLNOTED_LOADED_LANGUAGE"}),
    ],
)
def test_rules_and_categories_can_be_switched(check, switches, seen):
    everything = ids(check(TEXT))
    named = {
        part.strip() for name in ("disabledRules", "enabledRules") for part in switches.get(name, "").split(",") if part
    }
    got = ids(check(TEXT, **switches))
    assert seen <= got <= everything
    if "disabledRules" in switches:
        assert not got & named
    if switches.get("enabledOnly") in {"true", "yes"}:
        assert got == seen


@pytest.mark.parametrize("language", ["en-GB", "en", "en-US", "en_GB", "EN-gb", "en-XX", "auto"])
def test_english_and_what_may_be_it_is_read(check, language):
    assert check(TEXT, language=language)["matches"]


@pytest.mark.parametrize("language", ["de-DE", "cy", "pt-BR", "xx", "'; drop", "😀"])
def test_another_language_is_let_be_without_an_error(check, language):
    answer = check(TEXT, language=language)
    assert answer["matches"] == []
    assert answer["language"]["code"] in {language, "und"}


def test_the_preferred_variant_is_named_where_the_language_is_to_be_guessed(check):
    assert check(TEXT, language="auto")["language"]["code"] == "en-GB"
    assert check(TEXT, language="auto", preferredVariants="de-DE,en-US")["language"]["code"] == "en-US"
    assert check(TEXT, language="auto", preferredVariants="")["language"]["detectedLanguage"]["code"] == "en-GB"


@pytest.mark.parametrize("text", ["", " ", "\n\n", "...", "😀"])
def test_a_text_without_words_has_no_matches(check, text):
    assert check(text)["matches"] == []


def test_what_other_servers_know_is_ignored(check):
    others = {"motherTongue": "", "c": "1", "callback": "evil", "dicts": "x", "ruleValues": "X:1", "tokenV2": "x"}
    assert check(TEXT, **others) == check(TEXT)


def test_matches_come_in_reading_order_and_no_two_at_the_same_words(check):
    picked = random.Random(6)  # noqa: S311 - a shuffle of sentences
    sentences = [
        "Mum is manipulative.",
        "😀 The RCPC is soon.",
        "It was felt that he lies.",
        "Dad has ongoing issues.",
        "Karen said so.",
    ]
    for _ in range(20):
        text = " ".join(picked.choices(sentences, k=8))
        places = [(m["offset"], m["length"]) for m in check(text, level="picky")["matches"]]
        assert places == sorted(set(places))


def test_no_rule_looks_like_spelling_and_every_kind_of_issue_is_a_known_one():
    known = {"style", "register", "inconsistency", "duplication", "uncategorized"}
    for rule in rules().values():
        assert rule.rule_id.startswith("WELLNOTED_")
        assert not any(part in rule.rule_id for part in ("MORFOLOGIK", "HUNSPELL", "SPELL"))
        assert rule.category_id != "TYPOS"
        assert rule.issue_type in known
        assert 2 <= len(rule.short_message.split()) <= 4
    assert len({rule.rule_id for rule in rules().values()}) == len(rules())


def test_a_message_stands_alone(check):
    [match] = [m for m in check(TEXT)["matches"] if m["rule"]["id"] == "WELLNOTED_LOADED_LANGUAGE"]
    finding = next(f for f in analyse(Note(text=TEXT)).findings if f.check == "loaded_language")
    assert match["message"].startswith(finding.message)
    assert "BASW" in match["message"]
    assert "wordlists/" not in match["message"]
