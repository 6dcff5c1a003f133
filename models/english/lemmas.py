"""Lemmas by rule: which ending to cut and which to add, learnt from the treebanks.

For each part of speech a table from word endings to (letters to cut, letters to add). The
longest ending that the table knows decides; `^` before an ending means the whole word. An
ending is kept only where it decides otherwise than the shorter ones would, so a table of a
few thousand lines is right for all words of the treebanks and sensible for others.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from models.english.sample import Sample

Rule = tuple[int, str]
Tables = dict[str, dict[str, Rule]]

_LONGEST = 6
_SEEN_BEFORE_TRUSTED = 3  # an ending that fewer words share decides nothing


def learn(samples: Iterable[Sample]) -> Tables:
    """Return the tables for the words of parsed sentences."""
    counts: dict[str, dict[str, Counter[Rule]]] = defaultdict(lambda: defaultdict(Counter))
    for word in (word for sample in samples for word in sample.words):
        if word.pos and word.lemma and word.lemma != "_":
            form = word.text.lower().replace("’", "'")
            if not form.replace("'", "").isalpha():
                continue
            counts[word.pos][form][_rule(form, word.lemma)] += 1
    return {pos: _table(forms) for pos, forms in sorted(counts.items())}


def _rule(form: str, lemma: str) -> Rule:
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return len(form) - shared, lemma[shared:]


def _table(forms: dict[str, Counter[Rule]]) -> dict[str, Rule]:
    """Return the fewest endings that decide every form as most of its uses do."""
    endings: dict[str, Counter[Rule]] = defaultdict(Counter)
    for form, rules in forms.items():
        chosen = rules.most_common(1)[0][0]
        for length in range(min(_LONGEST, len(form) - 1) + 1):
            endings[form[len(form) - length :]][chosen] += 1
    table: dict[str, Rule] = {"": (0, "")}
    for ending, rules in sorted(endings.items(), key=lambda item: (len(item[0]), item[0])):
        best, votes = rules.most_common(1)[0]
        if votes >= _SEEN_BEFORE_TRUSTED and best != look_up(table, ending):
            table[ending] = best
    for form, rules in sorted(forms.items()):
        best, votes = rules.most_common(1)[0]
        if best != look_up(table, form) and (votes > 1 or best != (0, form)):
            table["^" + form] = best
    return table


def look_up(table: dict[str, Rule], form: str) -> Rule:
    """Return the rule of the longest known ending of a lower-case word."""
    whole = table.get("^" + form)
    if whole is not None:
        return whole
    for length in range(min(_LONGEST, len(form)), 0, -1):
        rule = table.get(form[len(form) - length :])
        if rule is not None and rule[0] <= len(form):
            return rule
    return table.get("", (0, ""))


def save(tables: Tables, path: Path) -> None:
    """Write the tables, one part of speech a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [f"{json.dumps(pos)}: {json.dumps(table, ensure_ascii=False)}" for pos, table in tables.items()]
    path.write_text("{\n" + ",\n".join(rows) + "\n}\n", encoding="utf8")
