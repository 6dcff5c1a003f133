"""Sentences and list items that commit somebody to act, and what each lacks: who, by when, how one can tell."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise, zip_longest

from service.note import Span
from service.reading.guidance.action_rows import Row, is_title_row, read_rows
from service.reading.guidance.commitments import Commitment, commitment, says_it_was_agreed
from service.reading.guidance.deadlines import is_soon, says_when, sets_a_date
from service.reading.guidance.decisions import decisions_among
from service.reading.guidance.items import Item, read_items
from service.reading.guidance.owners import (
    ends_with_owner,
    has_agent,
    is_child,
    is_family,
    names_in,
    names_nobody_in_particular,
    names_somebody,
)
from service.reading.language.words import listed
from service.reading.once import once
from service.reading.phrasing.wordlists import Match
from service.reading.read import Reading

LIST = "smart_action"
BY_ONE_WRITER = frozenset({"home visit", "phone call", "direct work", "case note", None})
"""Records in which an action without a subject is the writer's: "Will ring again", "Refer to housing"."""

_MEETING = re.compile(
    r"\b(?:meetings?|reviews?|visits?|conference|appointment|session|supervision|core group|hearing|panel"
    r"|discussion)\s*\Z",
    re.IGNORECASE,
)
_NOT_AN_ACTION = re.compile(
    r"^\W*(?:if|should|in case|unless|please|next time|what if|until|outcome|goal|aim|purpose|thanks|hi|dear|no)\b"
    r"|\bif\b(?! (?:needed|required|necessary|possible|appropriate|able))"
    r"|\b(?:not to|must|never|won['’]t|will not|no longer|nobody|could|(?-i:may)|might|should|hope[sd]?|wish(?:es|ed)?"
    r"|wants?|wanted|would (?:like|love|prefer|want|need|help)|recommend\w*|suggest\w*|propos\w*|whether to|is able to"
    r"|asked me to|in order to|unless|for any|to be called|to be expected|nothing|agreed? to (?:differ|disagree)"
    r"|the last word|how it goes|step(?:ped)? down to|holds? off|held off"
    r"|carry on as|(?:continue|stay|remain) (?:on|under)"
    r")\b|\?\s*$",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"\b(?:plan|placement|arrangement|order|agreement)s?\b[^.;,]{0,40}\b(?:would|will|to|should|is|are) (?:to )?"
    r"(?:continue|be treated|remain|stay|carry on|end|close|be closed)\b",
    re.IGNORECASE,
)
"""What is decided of a plan, which nobody need do: "the plan would continue"."""
_WILL_NOT = re.compile(r"\b(?:will not|won['’]t|never|no longer)\b", re.IGNORECASE)
_STANDS = listed("keep stay remain")
_NEXT_TIME = re.compile(
    r"\W*(?:the )?next (?:core group|review|meeting|visit|conference|supervision|session|appointment)s?\b"
    r"|\W*(?:we )?(?:meet|reconvene|look|review)\b(?: \w+){0,3} again\b|\W*(?:meet|look at \w+ \w+|visit) again\b",
    re.IGNORECASE,
)
_WOULD = re.compile(r"\bwould\b", re.IGNORECASE)
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|reported|explained|advised|stated|asked|thinks|feels|felt|thought)\b", re.IGNORECASE
)
_ALL_BY = re.compile(
    r"\W*(?:(?:all|everything|each|these|the above)\b(?: of (?:these|this|the above|it))?(?: actions?)?"
    r"(?: (?:is|are|to be)(?: \w+)?)?|timescales? for all|deadline)[ ,:]+(?:by|before|due|within)\b",
    re.IGNORECASE,
)
_STATUS = re.compile(
    r"(?:(?:partly |now )?(?:completed?|done|achieved)|not (?:yet )?(?:done|started|achieved|completed?))\b(?! by\b)",
    re.IGNORECASE,
)
"""What behind an action tells that it is looked back on: "To be written by March. Completed."."""
_FREQUENT = re.compile(
    r"\b(?:daily|weekly|fortnightly|monthly|nightly|each|every|twice|once|per|\w+ times)\b", re.IGNORECASE
)
_COUNTED = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|eight|ten|twelve)\b[ -](?:\w+ )?"
    r"(?:sessions?|visits?|times|hours?|meetings?|appointments?|calls?)\b",
    re.IGNORECASE,
)
_WATCHED_DOING = re.compile(r" (?-i:[A-Z][\w'’-]+|him|her|them|mum|dad) (?:do|give|make|feed|change|use|set|put|run)\b")
_SHOWN_HOW = re.compile(r"\b(?:by (?:\w+ly )?\w+ing|using|so that|through|via)\b|[\"“”]", re.IGNORECASE)
_VAGUE_TOO = listed(
    "be have manage improve develop understand keep maintain ensure address meet engage cope make feel get reduce "
    "increase "
    "promote build work support continue prevent sustain implement establish"
)
_VAGUE_OPENINGS = listed("support help assist encourage promote improve address")
_REACH = 4  # words from the verb: "continue to offer support", "to be kept under review"


@dataclass(frozen=True, slots=True)
class Action:
    """Something that somebody is to do.

    `span` is the item without its bullet; `lacks` holds some of owner, date, measure, agreed, realistic;
    `shown_by` the words of the list `smart_action` that carry a lack ("ongoing", "professionals", "monitor").
    """

    span: Span
    lacks: frozenset[str]
    shown_by: Mapping[str, Match] = field(default_factory=dict)


@once
def read_actions(reading: Reading) -> tuple[Action, ...]:
    """Return what the note commits somebody to, in order, complete or not; nothing from anybody else's words."""
    rows = {row.line.start: row for row in read_rows(reading)}
    items = read_items(reading)
    decided = {decision.sentence for decision in decisions_among(reading, items)}
    due = _due_together(reading, items)
    actions = [_in_row(reading, row) for row in rows.values()]
    for item, after in zip_longest(items, items[1:]):
        sentence = item.kind.sentence.span
        is_new = sentence not in decided and not (after and _STATUS.match(reading.words_of(after.span)))
        if reading.note.text.rfind("\n", 0, sentence.start) + 1 not in rows and is_new:
            actions += _actions(reading, item, is_due=item.heading is not None and item.heading.span in due)
    return tuple(sorted(actions, key=lambda action: action.span))


def _in_row(reading: Reading, row: Row) -> Action:
    """Return the action of a row; one that begins vaguely and comes to nothing in particular lacks a measure too."""
    found = reading.matches(LIST, row.span)
    opening = next(iter(reading.words_of(row.span).lower().split()), "")
    wanted = {"action", "watch"} | ({"topic"} if opening in _VAGUE_OPENINGS else set())
    vague = next((match for match in found if match.entry.kind in wanted), None)
    begins = vague is not None and (vague.span.start == row.span.start or vague.entry.kind == "topic")
    if vague is None or not begins or _is_told_how_behind(reading, vague, row.span):
        return Action(row.span, row.lacks)
    return Action(row.span, row.lacks | {"measure"}, {"measure": vague})


def _due_together(reading: Reading, items: Sequence[Item]) -> set[Span]:
    """Return the headings whose whole list has one date, said at its end: "All by 3 May."."""
    due: set[Span] = set()
    above: list[Span] = []
    for item in items:
        heading = item.heading
        if heading is not None and heading.span not in above:
            above = [*above, heading.span] if heading.is_whose else [heading.span]
        words = reading.words_of(item.kind.sentence.span)
        if _ALL_BY.match(words) and says_when(words):
            due.update(above)
    return due


def _actions(reading: Reading, item: Item, *, is_due: bool) -> Iterator[Action]:
    """Yield the action that an item is, if it is one."""
    said = commitment(reading, item) if _may_be_one(reading, item) else None
    if said is None or not _is_meant(reading, item, said):
        return
    lacks = dict(_lacks(reading, item, said, has_date=is_due or _has_date(reading, item)))
    span = Span(item.label.start if item.label else item.span.start, item.span.end)
    yield Action(span, frozenset(lacks), {part: match for part, match in lacks.items() if match})


def _may_be_one(reading: Reading, item: Item) -> bool:
    """Tell whether an item stands where actions do: among them, surely a plan, agreed, or a line of a plan."""
    if item.heading is not None and item.heading.is_for_others and not item.heading.is_for_results:
        return False
    words = reading.words_of(item.span)
    if is_title_row(words) or _STAYS.search(words) or _only_names(reading, item):
        return False
    if (item.kind.kind == "plan" and item.kind.is_sure) or (item.heading is not None and item.heading.is_for_actions):
        return True
    is_line_of_plan = item.is_listed and reading.note.record_type == "plan"
    return is_line_of_plan or says_it_was_agreed(reading, item)


def _only_names(reading: Reading, item: Item) -> bool:
    """Tell whether an item is but a name and a role: whoever signs under a list of actions."""
    names, roles = names_in(reading, item.span), reading.matches("role", item.span)
    named = [*names, *(match.span for match in roles)]
    words = [token for token in item.tokens if token.is_word and token.pos not in {"PRON", "DET"}]
    return bool(names) and all(any(span.overlaps(token.span) for span in named) for token in words)


def _is_meant(reading: Reading, item: Item, said: Commitment) -> bool:
    """Tell whether words in the form of an action are one: no wish, rule, goal, report or plan for a rainy day."""
    words = reading.words_of(item.span)
    is_for_others = item.heading is not None and item.heading.is_for_others
    if is_for_others and not said.agreed and said.form not in {"hidden", "started", "set"}:
        return False
    is_sure = item.kind.kind == "plan" and item.kind.is_sure
    if not (is_sure or said.form == "noun" or said.agreed or (item.heading and item.heading.is_for_actions)):
        return False
    before = Span(item.kind.sentence.start, said.subject.end)
    if _NOT_AN_ACTION.search(_WILL_NOT.sub("", words) if said.agreed else words) or _TOLD.search(
        reading.words_of(before)
    ):
        return False
    start = item.label.start if item.label else item.span.start
    if _NEXT_TIME.match(reading.note.text, start, item.span.end) and says_when(words):
        return False
    if _WOULD.search(words) and not said.agreed:
        return False
    return said.is_hidden or bool(said.agreed) or not is_child(reading, said.subject)


def _lacks(reading: Reading, item: Item, said: Commitment, *, has_date: bool) -> Iterator[tuple[str, Match | None]]:
    """Yield each part that is missing, with the words that show it where the list knows them."""
    found = {match.entry.kind: match for match in reversed(reading.matches(LIST, item.kind.sentence.span))}
    if not _has_owner(reading, item, said, has_date=has_date):
        yield "owner", next((m for m in reading.matches(LIST, said.subject) if m.entry.kind == "owner"), None)
    vague = _vague(reading, item, said)
    if not has_date and (vague or "date" in found or not _stands(reading, said)):
        yield "date", found.get("date")
    if vague is not None:
        yield "measure", vague
    agreed = found.get("agreed")
    if agreed is not None and is_family(reading, Span(agreed.span.end, item.span.end)):
        yield "agreed", agreed
    if "change" in found and is_soon(reading.note.text, item.kind.sentence.span, reading.note.written_on):
        yield "realistic", found["change"]


def _has_owner(reading: Reading, item: Item, said: Commitment, *, has_date: bool) -> bool:
    if names_nobody_in_particular(reading, said.subject):
        return False
    if _is_named_beside(reading, item) or (said.is_hidden and has_date and _needs_no_owner(reading, said)):
        return True
    if said.form == "command":
        return reading.note.record_type in BY_ONE_WRITER or reading.note.record_type == "assessment"
    if said.form == "noun":
        return bool(names_in(reading, item.span))
    return not said.is_hidden


def _is_named_beside(reading: Reading, item: Item) -> bool:
    """Tell whether a label, a heading, the end of the line or "by" names who will act."""
    heading, label = item.heading, item.label
    if label is not None and names_somebody(reading, label):
        return True
    if heading is not None and heading.may_name_an_owner and names_somebody(reading, heading.span):
        return True
    said = Span(label.start if label is not None else item.span.start, item.around.end)
    return ends_with_owner(reading, said) or has_agent(reading, said)


def _stands(reading: Reading, said: Commitment) -> bool:
    """Tell whether something is only to stay as it is: "Aunts to stay on the list" has no day to be done by."""
    verb, following = reading.text.tokens[said.verb], reading.text.tokens[said.verb + 1 : said.verb + 2]
    return verb.lemma in _STANDS and not any(token.text.lower().endswith("ing") for token in following)


def _needs_no_owner(reading: Reading, said: Commitment) -> bool:
    """Tell whether a day is enough: work that begins, a meeting, or what a writer alone arranges."""
    is_meeting = _MEETING.search(reading.words_of(said.subject)) is not None
    return said.form == "started" or is_meeting or reading.note.record_type in BY_ONE_WRITER


def _has_date(reading: Reading, item: Item) -> bool:
    if says_when(reading.words_of(item.around)):
        return True
    return item.heading is not None and sets_a_date(item.heading.words)


def _vague(reading: Reading, item: Item, said: Commitment) -> Match | None:
    """Return the vague verb of an action, unless the rest says what it comes to."""
    found = reading.matches(LIST, item.kind.sentence.span)
    if said.form == "noun":
        return next((match for match in found if match.entry.kind in {"action", "watch", "topic"}), None)
    for match in found:
        if match.entry.kind in {"action", "watch"} and 0 <= match.first - said.verb <= _REACH:
            return None if _is_told_how(reading, item, match) else match
    return None


def _is_told_how(reading: Reading, item: Item, match: Match) -> bool:
    if _is_told_how_behind(reading, match, item.around):
        return True
    return any(
        token.text.lower() == "to" and token.pos == "PART" and verb.pos == "VERB" and verb.lemma not in _VAGUE_TOO
        for token, verb in pairwise(reading.text.tokens[match.last : item.kind.sentence.last])
    )


def _is_told_how_behind(reading: Reading, match: Match, around: Span) -> bool:
    """Tell whether words behind a vague verb count or show what it comes to: "support Mum with six visits"."""
    rest = Span(match.span.end, max(match.span.end, around.end)).of(reading.note.text)
    if _COUNTED.search(rest) or _SHOWN_HOW.search(rest) or _WATCHED_DOING.match(rest):
        return True
    return match.entry.kind == "watch" and _FREQUENT.search(rest) is not None
