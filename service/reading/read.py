"""From a Note to a Reading: everything the checks may know, worked out once."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from service.note import Note, Span
from service.reading.compared import Compared, compare
from service.reading.kinded import Kinded
from service.reading.known_names import known_names, name_words, with_names
from service.reading.language import read_language
from service.reading.phrases import Phrase, read_phrases
from service.reading.quotation import exempt_spans
from service.reading.readability import Readability, hard_words, read_readability
from service.reading.sentence_kinds import read_sentence_kinds
from service.reading.templates import read_templates
from service.reading.text import Sentence, Text, Token
from service.reading.wordlist_files import list_names, wordlist
from service.reading.wordlists import Match, Wordlist, find
from service.settings import Settings

SEND_PRIOR_NOTES = "Send the child's earlier notes as prior_notes, to compare with them."
LATER_ONLY = "None of the prior_notes that were sent is earlier than this note and has text."


@dataclass(frozen=True)
class Reading:
    """A note, and all that was read from it. What could not be read is named in `missing`.

    `missing` maps what a check may need (`readability`, `child_age`, `prior_notes`) to the reason, in words
    for the person who sent the note. `kinds` has one for each sentence of `text`, in order; `listed`
    what each wordlist found on its own account, before context had its say; `roles` the words of
    the list `role` in lower case, with the kind of each; `copying` what also stands in earlier notes, None
    where none was sent.
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
        return tuple(takewhile(lambda match: match.span.end <= within.end, found[first:]))

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
    lists = [wordlist(name, settings.wordlists) for name in list_names()]
    found = find(lists, text)
    phrases, switched_off = read_phrases(text, found)
    readability = read_readability(text)
    copying = compare(note, text, read_templates(settings.templates))
    return Reading(
        note=note,
        text=text,
        kinds=read_sentence_kinds(text, note.record_type, settings),
        phrases=phrases,
        switched_off=switched_off,
        listed=_by_list(found),
        readability=readability if readability.reading_age_years is not None else None,
        hard_words=hard_words(text),
        everyday_acronyms=_everyday(lists),
        roles=_roles(lists),
        copying=copying,
        missing=dict(_missing(note, readability, copying)),
    )


def _by_list(found: Sequence[tuple[Wordlist, Match]]) -> dict[str, tuple[Match, ...]]:
    matches: dict[str, list[Match]] = defaultdict(list)
    for words, match in found:
        if not match.entry.is_off:
            matches[words.name].append(match)
    return {name: tuple(these) for name, these in matches.items()}


def _roles(lists: list[Wordlist]) -> dict[str, str]:
    entries = (entry for words in lists if words.name == "role" for entry in words.entries)
    return {form.lower(): entry.kind for entry in entries for form in entry.forms}


def _everyday(lists: list[Wordlist]) -> frozenset[str]:
    return frozenset().union(*(words.everyday for words in lists))


def _missing(note: Note, readability: Readability, copying: Compared | None) -> Iterator[tuple[str, str]]:
    if readability.reading_age_years is None:
        yield "readability", readability.reason or "The note could not be measured."
    if note.reader == "child" and note.child_age_years is None:
        yield "child_age", "Send child.age_years, or child.birth_date with written_on, to compare with the child's age."
    if copying is None:
        yield "prior_notes", LATER_ONLY if note.prior_notes else SEND_PRIOR_NOTES
