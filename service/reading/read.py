"""From a Note to a Reading: everything the checks may know, worked out once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import takewhile
from pathlib import Path
from types import MappingProxyType

from service.note import Note, Span
from service.reading.copies.compared import Compared, compare
from service.reading.copies.templates import read_templates
from service.reading.ease.readability import Readability, hard_words, read_readability
from service.reading.guidance.clauses import Clause, read_clauses
from service.reading.guidance.record_types import RecordType, record_types
from service.reading.kinds.kinded import Kinded
from service.reading.kinds.sentence_kinds import read_sentence_kinds
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.language.text import Sentence, Text, Token
from service.reading.people.known_names import known_names, name_words, with_names
from service.reading.people.people import Somebody, read_people
from service.reading.people.speakers import Speakers, speakers_in
from service.reading.phrasing.matching import find
from service.reading.phrasing.phrases import Phrase, read_phrases
from service.reading.phrasing.wordlist_files import list_names, wordlist
from service.reading.phrasing.wordlists import Match, Wordlist
from service.settings import Settings

SEND_PRIOR_NOTES = "Send the child's earlier notes as prior_notes, to compare with them."
SEND_AGE = "Send child.age_years, or child.birth_date with written_on, to compare with the child's age."
AGES_DIFFER = "child.age_years and child.birth_date do not agree. Send the one that is right."
LATER_ONLY = "None of the prior_notes that were sent is earlier than this note and has text."


@dataclass(frozen=True)
class Reading:
    """A note, and all that was read from it. What could not be read is named in `missing`.

    `missing` maps what a check may need (`readability`, `child_age`, `prior_notes`, `record_type`, `title`,
    `child_name`, `pronouns`, `plan_goals`) to the reason, in words for the person who sent the note.
    `kinds` has one for each sentence of `text`, in order; `listed` what each wordlist found on its own
    account, before context had its say; `roles` the words of the list `role` in lower case, with the kind
    of each; `people` everybody the note speaks of; `record` what is asked of its kind of record, None where
    none was sent; `copying` what also stands in earlier notes, None where none was sent.
    """

    note: Note
    text: Text
    kinds: tuple[Kinded, ...] = ()
    phrases: tuple[Phrase, ...] = ()
    switched_off: tuple[Span, ...] = ()
    listed: Mapping[str, tuple[Match, ...]] = field(default_factory=dict)
    readability: Readability | None = None
    hard_words: tuple[tuple[Token, float], ...] = ()
    everyday_acronyms: frozenset[str] = frozenset()
    roles: Mapping[str, str] = field(default_factory=dict)
    people: tuple[Somebody, ...] = ()
    record: RecordType | None = None
    copying: Compared | None = None
    missing: Mapping[str, str] = field(default_factory=dict)

    def words_of(self, span: Span) -> str:
        """Return the note's own words at `span`."""
        return span.of(self.note.text)

    def sentence_at(self, span: Span) -> Sentence | None:
        """Return the sentence that `span` begins in."""
        at = bisect_right(self.text.sentences, span.start, key=lambda sentence: sentence.start) - 1
        sentence = self.text.sentences[at] if at >= 0 else None
        return sentence if sentence is not None and span.start < sentence.end else None

    def kind_at(self, span: Span) -> Kinded | None:
        """Return what the sentence is that `span` begins in."""
        at = bisect_right(self.kinds, span.start, key=lambda kind: kind.sentence.start) - 1
        return self.kinds[at] if at >= 0 and span.start < self.kinds[at].sentence.end else None

    def kind_before(self, kind: Kinded) -> Kinded | None:
        """Return what the sentence before is; None for the first."""
        at = bisect_left(self.kinds, kind.sentence.start, key=lambda other: other.sentence.start) - 1
        return self.kinds[at] if at >= 0 else None

    def matches(self, list_name: str, within: Span | None = None) -> tuple[Match, ...]:
        """Return what a wordlist found, in reading order: in the whole note, or inside one span."""
        found = self.listed.get(list_name, ())
        if within is None:
            return found
        first = bisect_left(found, within.start, key=lambda match: match.span.start)
        following = (found[place] for place in range(first, len(found)))
        return tuple(takewhile(lambda match: match.span.end <= within.end, following))

    @cached_property
    def speakers(self) -> Speakers:
        """Whose report each sentence is, and whom the note's words stand for."""
        reports = [read.kind == "reported" for read in self.kinds]
        return speakers_in(self.note, self.text, self.matches("role"), self.people, reports)

    @cached_property
    def clauses(self) -> tuple[tuple[Clause, ...], ...]:
        """Who does what, sentence by sentence."""
        return read_clauses(self)

    @cached_property
    def lowered(self) -> str:
        """The note's text in lower case, for looking up what stands earlier."""
        # str.lower() may lengthen a text (one Turkish letter does); offsets into it are for prefixes only.
        return self.note.text.lower()

    @cached_property
    def initials(self) -> frozenset[str]:
        """The initials, in lower case, of every person whom the note or its sender names."""
        names = (*known_names(self.note), *(self.words_of(name) for name in self.text.names))
        return frozenset("".join(word[0].lower() for word in re.findall(r"[^\W\d_]+", name)) for name in names)


def read(note: Note, settings: Settings) -> Reading:
    """Read a note: its language, its phrases, how hard it is to read, and what its sentences are."""
    text = with_names(read_language(note.text, exempt_spans(note.text)), name_words(note))
    found = find(_lists(settings.wordlists), text)
    phrases, switched_off = read_phrases(text, found)
    readability = read_readability(text)
    by_list, roles, everyday = _by_list(found), _roles(settings.wordlists), _everyday(settings.wordlists)
    copying = compare(note, text, read_templates(settings.templates))
    return Reading(
        note=note,
        text=text,
        kinds=read_sentence_kinds(text, note.record_type, settings),
        phrases=phrases,
        switched_off=switched_off,
        listed=by_list,
        readability=readability if readability.reading_age_years is not None else None,
        hard_words=hard_words(text),
        everyday_acronyms=everyday,
        roles=roles,
        people=read_people(text, note, by_list.get("role", ()), roles, _letters(text, by_list, everyday)),
        record=record_types(settings.wordlists).get(note.record_type or ""),
        copying=copying,
        missing=dict(_missing(note, readability, copying)),
    )


def _by_list(found: Sequence[tuple[Wordlist, Match]]) -> dict[str, tuple[Match, ...]]:
    matches: dict[str, list[Match]] = defaultdict(list)
    for words, match in found:
        if not match.entry.is_off:
            matches[words.name].append(match)
    return {name: tuple(these) for name, these in matches.items()}


@cache
def _lists(local_folder: Path | None) -> tuple[Wordlist, ...]:
    """Return every list, each with a council's own entries laid over it."""
    return tuple(wordlist(name, local_folder) for name in list_names())


@cache
def _roles(local_folder: Path | None) -> Mapping[str, str]:
    entries = (
        entry for words in _lists(local_folder) if words.name == "role" for entry in words.entries if not entry.cased
    )
    return MappingProxyType({form.lower(): entry.kind for entry in entries for form in entry.forms})


@cache
def _everyday(local_folder: Path | None) -> frozenset[str]:
    return frozenset().union(*(words.everyday for words in _lists(local_folder)))


def _letters(text: Text, by_list: Mapping[str, Sequence[Match]], everyday: frozenset[str]) -> frozenset[str]:
    """Return the note's letters that stand for something known, so that they are nobody's initials."""
    found = (match for name in ("acronym", "role") for match in by_list.get(name, ()))
    return everyday.union(*(match.span.of(text.text).split() for match in found))


def _missing(note: Note, readability: Readability, copying: Compared | None) -> Iterator[tuple[str, str]]:
    if readability.reading_age_years is None:
        yield "readability", readability.reason or "The note could not be measured."
    if note.reader == "child" and note.child_age_years is None:
        yield "child_age", AGES_DIFFER if _has_two_ages(note) else SEND_AGE
    yield from _not_sent(note)
    if copying is None:
        yield "prior_notes", LATER_ONLY if note.prior_notes else SEND_PRIOR_NOTES


def _has_two_ages(note: Note) -> bool:
    return note.child is not None and note.child.contradicts_itself_on(note.written_on)


def _not_sent(note: Note) -> Iterator[tuple[str, str]]:
    """Name what the sender left out and some checks cannot do without."""
    child = note.child
    if note.record_type is None:
        yield "record_type", "Send record_type (home visit, core group, …), for what is asked of that kind of record."
    if note.title is None:
        yield "title", "Send title (empty if it has none), to look at it."
    if child is None or not any(name.strip() for name in (child.name or "", *child.known_as)):
        yield "child_name", "Send child.name, and child.known_as, to look for the child in the note."
    if child is None or not (child.pronouns or "").strip():
        yield "pronouns", "Send child.pronouns as recorded, to hold the note against the child's wish."
    if not note.plan_goals:
        yield "plan_goals", "Send plan_goals, to see which of them the note speaks of."
