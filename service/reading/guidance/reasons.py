"""Whether a decision's reason stands in its sentence, right beside it, or under a heading of reasons."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from service.note import Span
from service.reading.guidance.items import Item
from service.reading.read import Reading

LIST = "decision_reason"
NEAR = 2
"""Sentences on either side of a decision in which its reason may stand."""

_TIMES = (
    r"(?:easter|christmas|half[- ]term|summer|autumn|spring|january|february|march|april|may|june|july|august"
    r"|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|then)\b"
)
_PHRASES = (
    r"because|bc|cos|due to|owing to|given (?:that|the|his|her|their|how)|in (?:the )?light of|in view of",
    r"so that|so as to|in order to|for the sake of|on the strength of|on the grounds?|finding that",
    r"on account of|on the basis|based on|the (?:only |main )?reasons?|rationale|reasons? (?:is|was|being|are)",
    r"which is why|that is why|that['’]s why|this means|therefore|as a result|thanks to|asked for|own asking",
    r"asking for|requested by|to (?:keep|protect|allow|avoid|prevent|make sure|ensure|spare|give|help)",
    r"for (?:his|her|their|the child['’]s) (?:own )?(?:safety|protection|sake)",
    r"at (?:his|her|their|my|your|\w+['’]s) (?:own )?(?:wish|request)",
    rf"until(?! (?:further|after|next|the (?:end|\d|next|review)|at least|\d|{_TIMES}))|as long as",
    r"while the|following (?:the|an?|his|her|their)|after (?:he|she|they)|now that|when (?:the|it)|as soon as",
    r"having (?:been|had|\w+ed)|(?<!will )(?<!can )(?<!to )(?<!must )(?<!may )no longer",
    r"signed off|all met|(?:been|were|are|is|was) met|(?:is|are|was|were) too",
)
_REASON = re.compile(rf"\b(?:{'|'.join(_PHRASES)})\b|\bso (?:there|he|she|they|we|it|the|his|her)\b", re.IGNORECASE)
_BECAUSE = re.compile(
    r"(?:,|\s)\s*(?:as|since)\s+(?:(?:he|she|they|it|we|i|you|this|that|there|the|his|her|their|our|my|both|all|no"
    r"|neither"
    r"|nobody|mum|dad|parents|school|everything|things|nothing)\b|(?-i:[A-Z])\w+|\w+['’]s\b)"
    r"(?!\s+(?:agreed|planned|before|usual|discussed)\b)",
    re.IGNORECASE,
)
_EXPLAINED = re.compile(
    r"(?::|;|\s[-–—])\s+(?=[^\n]*\b(?:is|are|was|were|has|have|had|asked|can|could|would|will|no|not|does|do|need\w*"
    r"|want\w*)\b)"
)
_HEADING = re.compile(
    r"\W*(?:(?:our |my |the )?reasons?(?: for (?:this|the|our|my|these) decisions?)?|rationale(?: for .*)?"
    r"|why (?:i|we) .*(?:decid|agree).*|decisions? (?:and|with) (?:reasons?|rationale))\W*",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(r"\W*(?:this|that|it|he|she|they|you|we|i|there|both|nobody)\b", re.IGNORECASE)
_SAYS_WHY = re.compile(
    r"\W*(?:reasons?|rationale|why|because|this is because|the (?:only |main )?reason|this (?:was|is) (?:due|so that"
    r"|to))\b",
    re.IGNORECASE,
)
_IS_ANSWER = re.compile(
    r"\b(?:asked|said|told|cried|shrugged|nodded|smiled|shouted|went quiet"
    r"|(?:was|is|were|are) (?:told|upset|cross|sad|happy)|(?:had|['’]d) (?:\w+ )?(?:hoped|got|bought|packed|planned)"
    r"|still (?:goes?|sees?|visits?|comes?|gets?))\b|^\W*\w+ (?:knows?|knew)\W*$",
    re.IGNORECASE,
)
"""What somebody made of a decision, or has in spite of it, is no reason for it."""
_TELLING = frozenset({"NOUN", "PROPN", "VERB"})


def are_headed(items: Sequence[Item]) -> bool:
    """Tell whether part of a note stands under a heading of reasons."""
    return any(item.heading is not None and _HEADING.fullmatch(item.heading.words) for item in items)


def has_reason(reading: Reading, items: Sequence[Item], at: int, decisions: Collection[int]) -> bool:
    """Tell whether the reason of the decision at `at` stands in it or near it; one decision explains no other."""
    item = items[at]
    if _gives_reason(reading.words_of(item.kind.sentence.span)) or _EXPLAINED.search(_said(reading, item)):
        return True
    return any(
        _explains(reading, item, items[near], is_next=abs(near - at) == 1)
        for near in range(max(0, at - NEAR), min(len(items), at + NEAR + 1))
        if near not in decisions
    )


def _said(reading: Reading, item: Item) -> str:
    """Return what an item says, with its label where the decision stands in that: "Threshold met: she cannot crawl"."""
    is_label = item.label is not None and reading.matches(LIST, item.label)
    return reading.words_of(Span(item.label.start, item.span.end) if item.label and is_label else item.span)


def _gives_reason(words: str) -> bool:
    return _REASON.search(words) is not None or _BECAUSE.search(words) is not None


def _explains(reading: Reading, decision: Item, other: Item, *, is_next: bool) -> bool:
    """Tell whether a sentence near a decision says why: on its line by any reason, on another only by saying so."""
    first, last = sorted((decision.kind.sentence.span, other.kind.sentence.span))
    words = reading.words_of(other.kind.sentence.span)
    if "\n" in reading.note.text[first.end : last.start]:
        return is_next and _SAYS_WHY.match(words) is not None
    if _gives_reason(words):
        return True
    if not is_next or other.span < decision.span or other.kind.kind in {"plan", "other"}:
        return False
    if _IS_ANSWER.search(words):
        return False
    is_view = other.kind.kind == "opinion" and other.kind.is_sure
    return is_view or _POINTS_BACK.match(words) is not None or _share_a_word(decision, other)


def _share_a_word(decision: Item, other: Item) -> bool:
    lemmas = {token.lemma for token in decision.tokens if token.pos in _TELLING}
    return any(token.lemma in lemmas for token in other.tokens if token.pos in _TELLING)
