"""Our checks as LanguageTool's rules: ids, categories, kinds of issue, and the switches that clients send.

No id or category may look like spelling: clients would then offer to add the word, here perhaps a child's name, to
a dictionary on somebody's disk or account.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from service.analyse import checks
from service.check import Check
from service.finding import Severity

PREFIX = "WELLNOTED_"

# LibreOffice shows the category STYLE in blue and every other in orange: blue for words, orange for evidence.
_CATEGORIES: Mapping[str, tuple[str, str]] = {
    "wording": ("STYLE", "Wording"),
    "child reader": ("STYLE", "Wording"),
}
# Source: W3C Internationalization Tag Set 2.0, localization quality issue types.
_ISSUES_BY_GROUP: Mapping[str, str] = {"wording": "style", "child reader": "style", "copying": "duplication"}
_ISSUES: Mapping[str, str] = {
    "acronym": "register",
    "jargon": "register",
    "name_spelling": "inconsistency",
    "pronouns": "inconsistency",
    "stale_copy": "inconsistency",
    "wrong_person": "inconsistency",
}


@dataclass(frozen=True)
class Rule:
    """A check as a client knows it."""

    rule_id: str
    description: str
    short_message: str
    issue_type: str
    category_id: str
    category_name: str
    is_text_level: bool


@dataclass(frozen=True)
class Switches:
    """Which rules and categories a client wants; a rule's own switch wins over its category's."""

    enabled_rules: frozenset[str] = frozenset()
    disabled_rules: frozenset[str] = frozenset()
    enabled_categories: frozenset[str] = frozenset()
    disabled_categories: frozenset[str] = frozenset()
    enabled_only: bool = False

    def let_through(self, rule: Rule) -> bool:
        """Tell whether findings of the rule are wanted."""
        if self.enabled_only:
            return rule.rule_id in self.enabled_rules or rule.category_id in self.enabled_categories
        if rule.rule_id in self.disabled_rules:
            return False
        return rule.rule_id in self.enabled_rules or rule.category_id not in self.disabled_categories


@cache
def rules() -> Mapping[str, Rule]:
    """Return every check as a rule, by the check's name."""
    return {check.name: _rule(check) for check in checks()}


def configuration(rule: Rule) -> dict[str, Any]:
    """Return a rule as /v2/configinfo lists it."""
    listed: dict[str, Any] = {
        "ruleId": rule.rule_id,
        "description": rule.description,
        "categoryId": rule.category_id,
        "categoryName": rule.category_name,
        "locQualityIssueType": rule.issue_type,
    }
    if rule.is_text_level:
        listed |= {"isTextLevelRule": "yes", "minToCheckParagraph": "-1"}
    return listed


def _rule(check: Check) -> Rule:
    category_id, category_name = _CATEGORIES.get(check.group, (_shouted(check.group), check.group.capitalize()))
    return Rule(
        rule_id=PREFIX + _shouted(check.name).replace("SPELLING", "LETTERS"),
        description=check.about.splitlines()[0],
        short_message=_short(check.name, category_name),
        issue_type=_ISSUES.get(check.name) or _ISSUES_BY_GROUP.get(check.group, "uncategorized"),
        category_id=category_id,
        category_name=category_name,
        is_text_level=check.severity is Severity.OVERVIEW,
    )


def _shouted(name: str) -> str:
    return name.upper().replace(" ", "_")


def _short(name: str, category_name: str) -> str:
    """Return two to four words: a check of one word says what it belongs to."""
    words = name.split("_")
    return " ".join(words).capitalize() if len(words) > 1 else f"{category_name}: {name}"
