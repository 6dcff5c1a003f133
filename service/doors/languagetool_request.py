"""What a LanguageTool client asks: read from an address, a form, JSON, or LibreOffice 7.4's unencoded body.

Sources: LanguageTool HTTP API; for the unencoded body, LibreOffice 7.4's own checker, which sends
`text=...&language=en-GB` and then perhaps `&username=...&apiKey=...`, each as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl

from service.doors.languagetool_rules import Switches
from service.doors.languagetool_text import SentText, annotated, decoded, plain
from service.errors import InputError

TEXT_LEVEL, ALL_BUT_TEXT_LEVEL = "textLevelOnly", "allButTextLevelOnly"
_MODES = frozenset({"all", "batch", TEXT_LEVEL, ALL_BUT_TEXT_LEVEL, ""})
_MOST_PARAMETERS = 200

# What no encoded form holds: spaces, control characters, bytes above ASCII, a percent sign without two digits.
_UNENCODED = re.compile(rb"[\x00-\x20\x7f-\xff]|%(?![0-9A-Fa-f]{2})")
_LANGUAGE_AT_THE_END = re.compile(rb"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")

Parameters = Mapping[str, object]


@dataclass(frozen=True)
class Asked:
    """One request to check: the text, its language, and which findings are wanted."""

    text: SentText
    language: str
    preferred_variants: tuple[str, ...]
    mode: str
    is_picky: bool
    switches: Switches
    is_paragraph: bool = False
    """Whether the text is one of a note's paragraphs, and the rest of the note is not known."""


def read_parameters(query: bytes, body: bytes) -> Parameters:
    """Return the parameters of the address and the body; the body's win. Raises InputError."""
    return {**_form(query, "address"), **_body(body)}


def read_request(parameters: Parameters, user_agent: str) -> Asked:
    """Return what is asked; what we do not know is ignored. Raises InputError for what LanguageTool refuses too."""
    mode = _value(parameters, "mode")
    if mode not in _MODES:
        msg = "mode: there is no such mode. Send all, textLevelOnly, allButTextLevelOnly or batch."
        raise InputError(msg)
    text = _text(parameters)
    return Asked(
        text=text,
        language=required_language(parameters),
        preferred_variants=_list(parameters, "preferredVariants"),
        mode=mode,
        is_picky=_value(parameters, "level") == "picky",
        switches=_switches(parameters),
        is_paragraph=_sends_paragraphs(user_agent) and "\n" not in text.sent.strip(),
    )


def required_language(parameters: Parameters) -> str:
    """Return the language parameter, which LanguageTool never does without."""
    if not (language := _value(parameters, "language").strip()):
        msg = "language: it is missing. Send en-GB, or auto."
        raise InputError(msg)
    return language


def key_in(parameters: Parameters) -> str | None:
    """Return the key that was sent as apiKey."""
    return _value(parameters, "apiKey") or None


def _sends_paragraphs(user_agent: str) -> bool:
    """Tell whether a client asks about each paragraph by itself: LibreOffice, which up to 7.4 does not say its name."""
    return not user_agent or user_agent.startswith("LibreOffice")


def _text(parameters: Parameters) -> SentText:
    if ("text" in parameters) == ("data" in parameters):
        msg = "One of text and data is wanted."
        raise InputError(msg)
    sent = plain(_value(parameters, "text")) if "text" in parameters else annotated(parameters["data"])
    try:
        sent.sent.encode("utf-8")
    except UnicodeEncodeError as error:
        msg = f"Character {error.start} of the text is half of a surrogate pair. Send the text as UTF-8."
        raise InputError(msg) from None
    return sent


def _switches(parameters: Parameters) -> Switches:
    switches = Switches(
        enabled_rules=frozenset(_list(parameters, "enabledRules")),
        disabled_rules=frozenset(_list(parameters, "disabledRules")),
        enabled_categories=frozenset(_list(parameters, "enabledCategories")),
        disabled_categories=frozenset(_list(parameters, "disabledCategories")),
        enabled_only=_value(parameters, "enabledOnly").lower() in {"true", "yes"},
    )
    if switches.enabled_only and (switches.disabled_rules or switches.disabled_categories):
        msg = "enabledOnly cannot go with disabledRules or disabledCategories. Send one or the other."
        raise InputError(msg)
    if switches.enabled_only and not (switches.enabled_rules or switches.enabled_categories):
        msg = "enabledOnly wants enabledRules or enabledCategories. See /v2/configinfo?language=en-GB for their ids."
        raise InputError(msg)
    return switches


def _body(body: bytes) -> Parameters:
    if (unencoded := _unencoded(body)) is not None:
        return unencoded
    if body.lstrip()[:1] == b"{":
        found = decoded(_utf8(body, "body"), "body")
        return found if isinstance(found, dict) else {}
    return _form(body, "body")


def _unencoded(body: bytes) -> Parameters | None:
    """Return the parameters of a body in which nothing is encoded, or None if it is not one."""
    if not body.startswith(b"text=") or not _UNENCODED.search(body):
        return None
    text, said_language, rest = body.removeprefix(b"text=").rpartition(b"&language=")
    language, said_name, account = rest.partition(b"&username=")
    username, said_key, key = account.partition(b"&apiKey=")
    if not said_language or not _LANGUAGE_AT_THE_END.fullmatch(language) or bool(said_name) != bool(said_key):
        return None
    found = {"text": text, "language": language, "username": username, "apiKey": key}
    return {name: _utf8(value, name) for name, value in found.items() if value or name == "text"}


def _form(form: bytes, where: str) -> Parameters:
    try:
        return dict(
            parse_qsl(_utf8(form, where), keep_blank_values=True, errors="strict", max_num_fields=_MOST_PARAMETERS)
        )
    except UnicodeDecodeError:
        msg = f"{where}: an encoded value is not UTF-8. Encode the text as UTF-8, then percent-encode it."
        raise InputError(msg) from None
    except ValueError:
        msg = f"{where}: over {_MOST_PARAMETERS} parameters. Percent-encode the & in the text as %26."
        raise InputError(msg) from None


def _utf8(value: bytes, where: str) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        msg = f"{where}: byte {error.start} is not UTF-8. Send the text as UTF-8."
        raise InputError(msg) from None


def _value(parameters: Parameters, name: str) -> str:
    value = parameters.get(name)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return value
    msg = f"{name}: text is wanted."
    raise InputError(msg)


def _list(parameters: Parameters, name: str) -> tuple[str, ...]:
    value = parameters.get(name)
    parts = value if isinstance(value, list) else _value(parameters, name).split(",")
    return tuple(part.strip() for part in parts if isinstance(part, str) and part.strip())
