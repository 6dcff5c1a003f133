"""Repetition that is as it should be: the plan's goals, legal status, a quotation that names its source.

Such passages are told but not complained of.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from service.reading.copies.alignment import Pair
from service.reading.copies.pages import GRAM, Page
from service.reading.copies.passages import Passage
from service.reading.copies.token_views import grams, view_of_words

_GOALS_SHARE = 0.6  # of a passage's words that stand in a goal
_WHOLE_NOTE = 0.6  # of an earlier note that stands in the draft, for both to be one record
_LONGEST_LEAD = 160  # characters before a passage that may say where it comes from
_LONGEST_STATUS = 40  # words
_LONGEST_OPENING = 12  # words of a passage that may still say where it comes from

_LEAD_END = re.compile(r"(?::|\b(?:is|are|was|were|reads?|says?|said|as|that)|[“\"‘'(])\s*\Z", re.IGNORECASE)
_PLAN = re.compile(
    r"\b(?:plans?|goals?|outcomes?|aims?|objectives?|targets?|legal status|contingency|court order|directions?)\b",
    re.IGNORECASE,
)
_QUOTES = re.compile(
    r"\b(?:quot(?:e|es|ed|ing|ation)|verbatim|word for word|minutes?|minuted"
    r"|recorded (?:at|in|on|as)|wrote (?:it|them) down"
    r"|(?:from|in|of) (?:the|her|his|their|my|our|that|last|\w+'s) (?:\w+ ){0,4}"
    r"(?:record|report|minutes|letter|statement|assessment|e-?mail|log))\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"\b(?:accommodated|looked after|voluntary|detained|section (?:17|20|31|38|47)\b.{0,40}\bchildren act"
    r"|(?:interim )?(?:care|supervision|placement|special guardianship|child arrangements|emergency protection) order"
    r"|subject (?:of|to)\b.{0,30}\bplans?\b|child(?:ren)? protection plans?|parental responsibility)",
    re.IGNORECASE,
)
_JOINT = re.compile(
    r"\b(?:one|joint|single|shared|same|group)\s+(?:group\s+)?(?:record|recording|note|entry)\b[^.\n]{0,60}"
    r"\b(?:both|all|each|every|siblings?|files)\b",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“‘'])")


def is_proper(here: Page, passage: Passage, goals: Sequence[str]) -> bool:
    """Tell whether a passage is properly repeated. `goals` are the plan's, in its own words."""
    span = here.view.masked.span(passage.first, passage.last)
    return (
        _stands_in(here, passage, goals)
        or any(_is_led_in(here.text.text, start) for start in (span.start, _longest_run(here, passage)))
        or _is_status(span.of(here.text.text))
        or _is_one_record(here, passage)
    )


def _stands_in(here: Page, passage: Passage, goals: Sequence[str]) -> bool:
    if not goals:
        return False
    known = {gram for goal in goals for gram in grams(view_of_words(goal).literal.shown, GRAM)}
    first, last = here.view.firsts[passage.first], here.view.firsts[passage.last]
    words = here.view.literal.shown[first:last]
    held = [gram in known for gram in grams(words, GRAM)]
    return bool(held) and sum(held) >= _GOALS_SHARE * len(held)


def _longest_run(here: Page, passage: Passage) -> int:
    """Return where the longest run of equal words begins: "the plan was" may be equal too, and say so."""
    starts = [0, *(at for at in range(1, len(passage.pairs)) if _is_parted(*passage.pairs[at - 1 : at + 1]))]
    ends = [*starts[1:], len(passage.pairs)]
    longest = max(zip(starts, ends, strict=True), key=lambda run: run[1] - run[0])[0]
    first = passage.pairs[longest][0]
    return here.view.masked.starts[first if first - passage.first <= _LONGEST_OPENING else passage.first]


def _is_parted(left: Pair, right: Pair) -> bool:
    return (left[0] + 1, left[1] + 1) != right


def _is_led_in(text: str, start: int) -> bool:
    """Tell whether the words just before a passage say that it is quoted, and from what."""
    lead = text[max(0, start - _LONGEST_LEAD) : start].rpartition("\n")[2]
    if not _LEAD_END.search(lead):
        return False
    sentences = _SENTENCE_END.split(lead.strip())
    is_count = len(sentences) > 1 and len(sentences[-1].split()) <= 2  # noqa: PLR2004 - "First:", "Goal one:"
    said = " ".join(sentences[-2:] if is_count else sentences[-1:])
    return bool(_PLAN.search(said) or _QUOTES.search(said))


def _is_status(words: str) -> bool:
    sentences = [sentence for sentence in _SENTENCE_END.split(words) if sentence.strip()]
    return len(words.split()) <= _LONGEST_STATUS and all(_STATUS.search(sentence) for sentence in sentences)


def _is_one_record(here: Page, passage: Passage) -> bool:
    """Tell whether draft and earlier note are one record of several children, placed on each file."""
    there = passage.there
    says_so = _JOINT.search(here.text.text) and _JOINT.search(there.text.text)
    return bool(says_so) and passage.source_last - passage.source_first >= _WHOLE_NOTE * len(there)
