"""Which sentences of a note are headings and labels: "Actions", "Views of the child:"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise

from service.reading.language.text import Token
from service.reading.language.words import listed, words

BULLET = re.compile(r"[ \t]*(?:[-–—•·●▪◦○■□*>+✓✔➢→]+|\(?(?:\d{1,2}|[a-zA-Z]|[ivx]{1,4})[.)])(?=[ \t])")

# Headings that case notes use again and again; told apart even where the line break was lost.
_USUAL_TEXT = """
actions;action;action points;agreed actions;agreed;agreed today;analysis;apologies;assessment;background;case summary
checks;child's views;child's voice;chronology;conclusion;conclusions;context;dates;decision;decisions;discussion
education;evaluation;family time;finances;health;history;home conditions;housing;identity;impact;information shared
in attendance;key points;left to do;management decision;my view;my views;next steps;observations;outcome;outcomes
outstanding;parents' views;placement;plan;plan going forward;present;progress;purpose;purpose of visit;rationale;reason
reason for referral;reason for visit;recommendation;recommendations;reports;risk;risks;safety plan;still to do;strengths
summary;to do;update;updates;views;views of carer;views of parents;views of the child;voice of the child;way forward
what has changed;what happens next;what happens now;what i saw;what i think;what is working;what is working well
what needs to change;what needs to happen;what next;what was agreed;what we agreed;what we are worried about
what went well;what you said;who does what;who is doing what;wishes and feelings;worries
"""
_USUAL = frozenset(
    tuple(heading.replace("'s", " 's").replace("s'", "s '").split())
    for heading in _USUAL_TEXT.replace("\n", ";").split(";")
    if heading
)
_LONGEST_USUAL = max(map(len, _USUAL))
_MOST_WORDS = 12
_FEW = 3  # words; "Information shared" claims nothing
_OPENERS = frozenset({"what", "who", "where", "how", "why", "when", "if", "things"})
_GREETINGS = frozenset({"dear", "hi", "hello"})
_OF_HEADINGS = listed(
    "action step outcome goal task point work matter issue question next decision reason need request plan agreement "
    "wish way right attempt chance time place permission consent application thing aim"
)
"""What begins a heading that goes on with "to": "Steps to take", "Decision to close"."""
_LONG_LINE = 6  # words; more than a heading above another one has


def headings_run_on(shown: Sequence[str], line_starts: Iterable[int]) -> set[int]:
    """Return the words that follow a usual heading on its line: "Actions Mum to ring"."""
    return {first + length for first in line_starts for length in _usual_length(shown, first)}


def _usual_length(shown: Sequence[str], first: int) -> list[int]:
    """Return how many words of the usual heading stand at `first`, if a new sentence follows them."""
    if not shown[first][0].isupper():
        return []
    lowered = [text.lower() for text in shown[first : first + _LONGEST_USUAL]]
    fitting = [n for n in range(len(lowered), 0, -1) if tuple(lowered[:n]) in _USUAL]
    after = shown[first + fitting[0]] if fitting and first + fitting[0] < len(shown) else ""
    is_new = after[:1].isupper() and not shown[first].isupper()
    return fitting[:1] if is_new else []


def is_heading(text: str, tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence names what follows it: it has a line of its own and claims nothing."""
    start, end = tokens[0].start, tokens[-1].end
    if _words_of(tokens) in _USUAL:
        return True
    if not _has_own_line(text, start, end):
        return False
    if not any(token.text.isalpha() for token in tokens):
        return True  # a date, a rule of dashes
    if tokens[0].lemma in _GREETINGS and text[end - 1] == ",":
        return True
    if not _has_heading_look(text[start:end]):
        return False
    is_bare = tokens[0].text[0].isalnum() and not _claims(tokens) and not _ends_a_list(text, start, end)
    return text[end - 1] == ":" or is_bare


def _words_of(tokens: Sequence[Token]) -> tuple[str, ...]:
    return tuple(token.text.lower() for token in tokens[: _LONGEST_USUAL + 1])


def _has_own_line(text: str, start: int, end: int) -> bool:
    before = text[max(0, start - 80) : start].rpartition("\n")[2]
    after = text[end : end + 80].partition("\n")[0]
    return not before.strip() and not after.strip()


def _has_heading_look(shown: str) -> bool:
    bare = BULLET.sub("", shown.strip("*_#= "), count=1).strip("*_#= ")
    if not bare or bare[-1] in ".!?…,;" or len(words(bare)) > _MOST_WORDS:
        return False
    return bare[-1] == ":" or bare[0].isupper()


def _ends_a_list(text: str, start: int, end: int) -> bool:
    """Tell whether a line stands right under a long one with nothing under itself: the last item of a list."""
    above = text[:start].removesuffix("\n").rpartition("\n")[2] if text[start - 1 : start] == "\n" else ""
    below = text[end:].lstrip(" \t")
    return len(above.split()) >= _LONG_LINE and (not below.strip() or below.startswith("\n\n"))


def _claims(tokens: Sequence[Token]) -> bool:
    """Tell whether words claim something: a verb with a subject, or a long run led by a verb."""
    is_short = len(tokens) < _FEW
    if tokens[0].lemma in _OPENERS:
        return False
    if _is_to_be_done(tokens):
        return True
    if any(token.dep.startswith("nsubj") for token in tokens):
        return not is_short or tokens[-1].pos != "VERB"
    return not is_short and tokens[0].pos in {"VERB", "AUX"}


def _is_to_be_done(tokens: Sequence[Token]) -> bool:
    """Tell whether words say what somebody is to do: "New worker to write the plan", not "Steps to take"."""
    return tokens[0].lemma not in _OF_HEADINGS and any(
        token.text == "to" and verb.pos in {"VERB", "AUX"} and verb.index < tokens[-1].index
        for token, verb in pairwise(tokens[1:])
    )
