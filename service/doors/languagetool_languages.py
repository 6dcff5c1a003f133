"""The languages that a LanguageTool client may name: English is read, anything else is let be.

A client that is told of an error hides it or nags about it, so another language gets an answer without matches.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

AUTO = "auto"
_NAMES: Mapping[str, str] = {
    "en": "English",
    "en-GB": "English (GB)",
    "en-IE": "English (Ireland)",
    "en-US": "English (US)",
    "en-AU": "English (Australian)",
    "en-CA": "English (Canadian)",
    "en-NZ": "English (New Zealand)",
    "en-ZA": "English (South African)",
}
_USUAL = "en-GB"
_UNKNOWN = "und"  # Source: BCP 47, an undetermined language.
_CODE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8}){0,4}")


def languages() -> list[dict[str, str]]:
    """Return what /v2/languages lists; LibreOffice looks for its own locale among the long codes."""
    return [{"name": name, "code": "en", "longCode": code} for code, name in _NAMES.items()]


def is_read(language: str) -> bool:
    """Tell whether a text said to be in `language` is reviewed."""
    return language.lower() == AUTO or language.lower().replace("_", "-").split("-")[0] == "en"


def language_view(language: str, preferred_variants: Sequence[str]) -> dict[str, Any]:
    """Return an answer's `language`; nothing is detected, so what was said is what is found."""
    code = _code(language, preferred_variants)
    name = _NAMES.get(code) or (_NAMES["en"] if is_read(code) else "Not English")
    said = {"name": name, "code": code}
    return {**said, "detectedLanguage": {**said, "confidence": 1.0, "source": "request"}}


def _code(language: str, preferred_variants: Sequence[str]) -> str:
    if language.lower() == AUTO:
        return next((variant for variant in preferred_variants if variant in _NAMES), _USUAL)
    code = language.replace("_", "-")
    return code if _CODE.fullmatch(code) else _UNKNOWN
