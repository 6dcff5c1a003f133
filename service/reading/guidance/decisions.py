"""Decisions that change something in a child's life or in the help a family gets, with what each leaves unsaid."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from service.note import Span
from service.reading.guidance.halts import halts_it, is_body, is_halted
from service.reading.guidance.items import Item, read_items
from service.reading.guidance.owners import has_agent, is_child, is_family, names_somebody
from service.reading.guidance.reasons import LIST, are_headed, has_reason
from service.reading.kinds.sources import MINUTES, is_in_minutes
from service.reading.phrasing.wordlists import Match
from service.reading.read import Reading

_SHORT = 70  # characters of a decision in a word, with what it is about
_APART = 8  # words between what changes and how
_TO_OBJECT = 3  # words between the verb and what it ends: "end the weekly mentoring"
_DECIDERS = re.compile(
    r"\b(?:court|judge|magistrates?|conference|panel|review|meeting|manager|chair|group|tribunal|iro|governors?|head"
    r"|head ?teacher|trust|council|local authority|team|cps|i|we|my)\b",
    re.IGNORECASE,
)
_NOT_A_DECISION = re.compile(
    r"^\W*(?:if|should|in case|unless|whether|when)\b|\bif\b|\?\s*$"
    r"|\b(?:would|could|might|may (?:have to|need)|wants?|wanted|hope[sd]?|ask(?:s|ed)? (?:if|whether|for|to)"
    r"|wonder\w*|consider\w*|discuss\w*|suggest\w*|recommend\w*|threaten\w*|whether|plan(?:s|ned)? to|worr(?:y|ied)"
    r"|fear\w*|afraid|keeps?|tends?|tried|request\w*|propos\w*|views?|undecided|without|feeling|on the edge|likely"
    r"|at risk of|breaking down|broke down|talk\w*|spoke|idea of|about (?:end|stop|clos|mov|chang|reduc|start)ing"
    r"|can go ahead|until [^.;]{1,40}\bends?)\b",
    re.IGNORECASE,
)
_SETTLED = re.compile(
    r"\b(?:agreed|decided|resolved|ruled|ordered) that\b[^.;]*?\bwould\b"
    r"|\b(?:refused|declined|rejected|turned down|said no to) (?:the|a|an|his|her|their|our|my) requests?\b",
    re.IGNORECASE,
)
"""What only looks undecided: "It was agreed that visits would end"; "He refused the request"."""
_TOLD = re.compile(
    r"\b(?:said|says|told|tells|thinks|thought|feels|felt|believes|reported|reports|remembers|explained|heard)\b",
    re.IGNORECASE,
)
_WE_WERE_TOLD = re.compile(r"\b(?:we|i) (?:have been|were|was|had been) told\b", re.IGNORECASE)
_I_TOLD = re.compile(r"\bi (?:have |did )?(?:told|tell|explain(?:ed)?)\b", re.IGNORECASE)
_PASSIVE = re.compile(
    r"\b(?:has|have|had|is|are|was|were|been|be|being)\b(?:\s+\w+){0,2}\s+\w+(?:ed|en|ut|de|ne)\b"
    r"|\bto (?:end|stop|cease|close|start|move|change|go|be)\b",
    re.IGNORECASE,
)
_SMALL_MATTER = re.compile(
    r"\b(?:nfa|no further action)\b.{0,40}\b(?:overnight|tonight|out of hours|re|edt|day team|duty|this (?:evening"
    r"|weekend))\b|\bclosed (?:for the|today|on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b",
    re.IGNORECASE,
)
_NOT = re.compile(r"\b(?:not|n['’]t|never|without)\b", re.IGNORECASE)
_AHEAD = re.compile(r"\b(?:will|['’]ll|to|going to|from today|from now|is being|are being)\b", re.IGNORECASE)
_HAS_BEEN = re.compile(r"\b(?:has|have|had|was|were|is|are)\s+(?:\w+ly\s+|now\s+|all\s+)?(?:been\s+)?\Z", re.IGNORECASE)
_OURS = re.compile(r"\b(?:i|we|panel|court|meeting|conference|manager|chair|group|judge)\b", re.IGNORECASE)
_HISTORY = re.compile(r"\b(?:history|background|previous)\b", re.IGNORECASE)
_DECISIONS = re.compile(r"\b(?:decisions?|decided)\b", re.IGNORECASE)
_LEADS_UP = re.compile(r"['’](?:s|re|ll)\b|\b(?:will|is|are|to|has|have|going|go|on|be)\b")
_WILL_BE = re.compile(
    r"\b(?:(?:will|to|going to)(?: now)? (?:be|become|go|move|drop|come|change)|(?:is|are) now|becomes?|goes|moves"
    r"|drops)"
    r"(?: (?:down|up|back))?(?: to)?\s*\Z",
    re.IGNORECASE,
)
_NOTHING = re.compile(r"\b(?:nothing|neither|none)\b", re.IGNORECASE)
_OF_OTHERS = re.compile(
    r"\b(?:camhs|police|school|college|nursery|probation|housing|hospital|gp|yot|yjs|cps|health|ed|a&e|drug service"
    r"|clinic|counsellor|therapist|surgery|early help|charity|refuge)\W+(?:has |have |had |then |now )?\Z",
    re.IGNORECASE,
)
_STOP = re.compile(r"[.;|]")
_WILL_ACT = re.compile(r"\s*(?:that )?(?P<who>[^,.;]{1,40}?)\s+(?:will|to|is to|are to|would)\b", re.IGNORECASE)
_OF_BEFORE = re.compile(
    r"\W*(?:this|it|that|these|they)\s+(?:has|have|had|was|were|will|is|are)\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision: the words that state it, their sentence, and which of `reason` and `decider` the note leaves out."""

    span: Span
    sentence: Span
    lacks: frozenset[str]


def read_decisions(reading: Reading) -> tuple[Decision, ...]:
    """Return the decisions that a note records, in order; nothing from anybody else's words."""
    return decisions_among(reading, read_items(reading))


def decisions_among(reading: Reading, items: Sequence[Item]) -> tuple[Decision, ...]:
    """Return the decisions among a note's items, for whoever has read these already."""
    before = (None, *items)
    found = {at: words for at, item in enumerate(items) if (words := _decision(reading, item, before[at])) is not None}
    # A closing summary is one long reason for closing.
    is_explained = are_headed(items) or reading.note.record_type == "closing summary"
    lacking = {
        at: frozenset(_lacks(reading, items[at], is_explained=is_explained or has_reason(reading, items, at, found)))
        for at in found
    }
    return tuple(Decision(words, items[at].kind.sentence.span, lacking[at]) for at, words in found.items())


def _decision(reading: Reading, item: Item, before: Item | None) -> Span | None:
    """Return the words that state a decision, or None where an item states none."""
    matches = reading.matches(LIST, item.kind.sentence.span)
    if not matches or any(token.spoken_for for token in item.tokens[:2]):
        return None
    text = reading.words_of(item.span)
    if _is_open(text) or _SMALL_MATTER.search(text):
        return None
    is_past = _is_history(item) and not _AHEAD.search(text)
    if is_past or _is_told(reading, item, matches[0].span.start):
        return None
    found: dict[str, list[Match]] = defaultdict(list)
    for match in matches:
        found[match.entry.kind].append(match)
    if found["set"]:
        stated = found["set"][0].span
        if _OF_OTHERS.search(reading.words_of(Span(item.span.start, stated.start))):
            return None
        return Span(stated.start, item.span.end) if item.span.end - stated.start <= _SHORT else stated
    found["decided"] = [*found["outright"], *found["decided"]]
    found["change"] += found["halt"]
    states_one = (
        _is_outright(reading, item, found)
        or is_halted(reading, item, found["halt"], found["passing"])
        or _changes_something(reading, item, found)
        or _moves_somebody(reading, item, found)
        or (before is not None and _ends_what_stands_before(reading, before, found, item))
    )
    return item.span if states_one else None


def _is_open(text: str) -> bool:
    """Tell whether something is only wished, feared, talked of or asked for."""
    return _NOT_A_DECISION.search(_SETTLED.sub(" ", text)) is not None


def _is_outright(reading: Reading, item: Item, found: Mapping[str, list[Match]]) -> bool:
    """Tell whether it is said in so many words that something was decided, and not just who will do what."""
    for stated in found["outright"]:
        rest = Span(stated.span.end, item.span.end)
        action = _WILL_ACT.match(reading.words_of(rest))
        who = Span(rest.start + action.start("who"), rest.start + action.end("who")) if action else None
        is_childs = who is None or is_child(reading, who) or is_family(reading, who)
        if is_childs and reading.words_of(rest).strip(" ."):
            return True
    return False


def _ends_what_stands_before(reading: Reading, before: Item, found: Mapping[str, list[Match]], item: Item) -> bool:
    """Tell whether something ends or changes that the item before names: "Sunday lunch with Dad. This was ended"."""
    spoken_of = reading.matches(LIST, before.kind.sentence.span)
    if not any(match.entry.kind in {"help", "rate"} for match in spoken_of):
        return False
    return any(
        _OF_BEFORE.match(reading.words_of(Span(item.span.start, change.span.start))) for change in found["change"]
    )


def _is_history(item: Item) -> bool:
    return item.heading is not None and _HISTORY.search(item.heading.words) is not None


def _is_told(reading: Reading, item: Item, first: int) -> bool:
    """Tell whether it is somebody's report; what the writer told the family, or was told, counts."""
    told = reading.words_of(Span(item.kind.sentence.start, max(first, item.kind.sentence.start)))
    is_ours = _WE_WERE_TOLD.search(told) or _I_TOLD.search(told)
    return _TOLD.search(told) is not None and is_ours is None


def _changes_something(reading: Reading, item: Item, found: Mapping[str, list[Match]]) -> bool:
    """Tell whether help or time together ends, starts again or changes: "Overnight stays have been stopped"."""
    if found["decided"] and _is_decided_change(reading, item, found):
        return True
    for thing in found["help"]:
        if _NOTHING.search(reading.words_of(Span(item.span.start, max(item.span.start, thing.span.start)))):
            continue
        if any(_is_rate_to_come(reading, thing, rate) for rate in found["rate"]):
            return True
        for change in (*found["change"], *found["renewal"]):
            if 0 <= change.first - thing.last <= _APART:
                between = reading.words_of(Span(thing.span.end, change.span.start))
                # "Not to be renewed" changes as much as "renewed"; "will not end" changes nothing.
                if not _STOP.search(between) and (change.entry.kind == "renewal" or not _NOT.search(between)):
                    return _is_settled(reading, item, thing, between)
            elif 0 <= thing.first - change.last <= _TO_OBJECT:
                return _is_ours(reading, item, change, thing)
    return False


def _is_decided_change(reading: Reading, item: Item, found: Mapping[str, list[Match]]) -> bool:
    """Tell whether one of us has decided that something ends or changes, whatever it is."""
    decided, changes = found["decided"][0], [*found["change"], *found["renewal"]]
    is_ours = _OURS.search(reading.words_of(Span(item.span.start, max(item.span.start, decided.span.end))))
    if not is_ours or not _DECISIONS.search(reading.words_of(decided.span)):
        return False
    return any(
        change.first >= decided.last
        and not _NOT.search(between := reading.words_of(Span(decided.span.end, change.span.start)))
        and not is_family(reading, Span(decided.span.end, change.span.start))
        and not _STOP.search(between)
        for change in changes
    )


def _is_rate_to_come(reading: Reading, thing: Match, rate: Match) -> bool:
    """Tell whether help comes more or less often from now on: "Visits will be quarterly"."""
    if not 0 < rate.first - thing.last <= _APART:
        return False
    between = reading.words_of(Span(thing.span.end, rate.span.start))
    return _WILL_BE.search(between) is not None and not _STOP.search(between) and not _NOT.search(between)


def _is_settled(reading: Reading, item: Item, thing: Match, between: str) -> bool:
    """Tell whether it is done or to be done, and not just how a visit ended."""
    if _AHEAD.search(between) or _HAS_BEEN.search(between):
        return True
    may_be_one_visit = thing.entry.phrase == "visits" or reading.words_of(thing.span).lower() == "family time"
    return not may_be_one_visit or item.kind.kind == "plan" or reading.note.record_type == "chronology"


def _is_ours(reading: Reading, item: Item, change: Match, thing: Match) -> bool:
    """Tell whether it is us, a meeting or a court that ends something, not the family: "Wes and I agreed to end".

    Schools, homes and clubs end what they give a child; a case of their own is no decision of ours.
    """
    subject = Span(item.span.start, change.span.start)
    words = reading.words_of(subject)
    if _NOT.search(words):
        return False
    decided = [match for match in reading.matches(LIST, subject) if match.entry.kind == "decided"]
    if decided:
        return not is_family(reading, Span(decided[-1].span.end, change.span.start))
    if not words.strip() or _OURS.search(words):
        return True
    return thing.entry.phrase != "placement" and is_body(words) and not is_family(reading, subject)


def _moves_somebody(reading: Reading, item: Item, found: Mapping[str, list[Match]]) -> bool:
    """Tell whether a child is to move, stay or go home: "Shanelle to move to a foster home in Derby"."""
    is_listed = item.heading is not None and _DECISIONS.search(item.heading.words) is not None
    is_firm = is_listed or bool(found["decided"]) or (item.kind.kind == "plan" and item.kind.is_sure)
    for move in (*found["move"], *(match for match in found["change"] if "move" in match.entry.phrase)):
        words = reading.words_of(Span(item.span.start, move.span.start))
        is_stated = is_listed or found["decided"] or _AHEAD.search(words)
        if is_firm and is_stated and not _NOT.search(words) and is_child(reading, _who_moves(item, words)):
            return True
    return False


def _who_moves(item: Item, words: str) -> Span:
    """Return where those who move are named, without what leads up to the verb: "We decided that [Ella] will"."""
    that = words.rfind("that ")
    begin = that + len("that ") if that >= 0 else 0
    lead = _LEADS_UP.search(words, begin)
    return Span(item.span.start + begin, item.span.start + (lead.start() if lead else len(words)))


def _lacks(reading: Reading, item: Item, *, is_explained: bool) -> Iterator[str]:
    if not is_explained:
        yield "reason"
    halts = (match for match in reading.matches(LIST, item.span) if match.entry.kind in {"halt", "change"})
    is_somebodys = any(halts_it(reading, item, halt) for halt in halts)  # "The school has stopped his overnights"
    if not is_somebodys and not _has_decider(reading, item, is_explained=is_explained):
        yield "decider"


def _has_decider(reading: Reading, item: Item, *, is_explained: bool) -> bool:
    """Tell whether one can see who decided; where only that is missing, a meeting's minutes are answer enough."""
    sentence, record_type = item.kind.sentence.span, reading.note.record_type
    words = reading.words_of(sentence)
    if _WE_WERE_TOLD.search(words):
        return False
    if _DECIDERS.search(words) or has_agent(reading, sentence) or _is_decided_by(reading, sentence):
        return True
    if record_type == "management oversight" or (record_type in MINUTES - {"supervision"} and is_in_minutes(reading)):
        return True  # the manager who writes it, or those who met
    return is_explained and (record_type in MINUTES or not _PASSIVE.search(words))


def _is_decided_by(reading: Reading, sentence: Span) -> bool:
    decided = [match for match in reading.matches(LIST, sentence) if match.entry.kind == "decided"]
    return bool(decided) and names_somebody(reading, Span(sentence.start, decided[0].span.start))
