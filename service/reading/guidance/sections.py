"""What the sentences of a note stand under, and whether that is a place for actions."""

from __future__ import annotations

import re
from dataclasses import dataclass

from service.note import Span
from service.reading.guidance.owners import names_somebody
from service.reading.read import Reading

LABEL_WORDS = 4
_NAME_WORDS = 3
_BREAK = re.compile(r"\n[ \t]*\n")
_OTHERS = re.compile(
    r"\b(?:plan b|if|outcomes?|goals?|aims?|objectives?|hopes?|wish(?:es)?|wants?|worr\w+|risks?|concerns?|views?|voice"
    r"|said|says?|told|thinks?|know|tell|see it|working|went well|history|background|reasons?|rationale|why|analysis"
    r"|strengths?|needs?|identity|discussion|present|attend\w*|apologies|contingency|goes wrong|summary|observations?"
    r"|recommendations?|make of it|needs? to change|where we want|matters|chronology|referral|information"
    r"|for assessment"
    r"|purpose)\b",
    re.IGNORECASE,
)
_ACTIONS = re.compile(
    r"\b(?:actions?|next steps?|steps|to do|tasks?|agreed|plan|plan updated|way forward|going forward|follow[- ]up"
    r"|outstanding|decisions?|what (?:will|happens|needs to) (?:happen|next|now|today|tomorrow)\w*|what happens"
    r"|what next"
    r"|what now|who (?:does|will do|is doing|is going to do) what|we (?:will|have agreed)|left to do|still to do"
    r"|should happen|i['’]m asking|i will do|we(?:['’]ll| are going to) do|things to do|promises|commitments)\b",
    re.IGNORECASE,
)
_PLAINLY_ACTIONS = re.compile(r"\b(?:needs to happen|actions?|agreed|decisions?)\b", re.IGNORECASE)
_RESULTS = re.compile(
    r"(?:the )?outcomes?(?: of \w[\w ]{0,30})?|recommendations?|summary|risks?|conclusions?", re.IGNORECASE
)
_FIRM = re.compile(
    r"\b(?:actions?|next steps?|steps|to do|tasks?|plan|plan updated|still to do|left to do|who does what)\b",
    re.IGNORECASE,
)
_DASHED = re.compile(r"\w\s+[-–—>]\s")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Heading:
    """Words that name what follows them: "Actions for Femi by 3 May", "What Mum said".

    `is_whose` is true of a name in a list of actions, which says whose the next ones are.
    """

    span: Span
    words: str
    is_whose: bool = False

    @property
    def is_for_actions(self) -> bool:
        """Tell whether what stands below is to be done."""
        return self.is_whose or (_ACTIONS.search(self.words) is not None and not self.is_for_others)

    @property
    def is_firm(self) -> bool:
        """Tell whether even a bare noun below is something to be done: "Actions: 1. Dentist."."""
        return self.is_for_actions and _FIRM.search(self.words) is not None

    @property
    def is_for_others(self) -> bool:
        """Tell whether what stands below is no action: views, goals, reasons, what to do if it fails."""
        return _OTHERS.search(self.words) is not None and not _PLAINLY_ACTIONS.search(self.words)

    @property
    def is_for_results(self) -> bool:
        """Tell whether it names what came of something, and so may stand over goals or over actions."""
        return _RESULTS.fullmatch(self.words.strip(" :*_#")) is not None

    @property
    def may_name_an_owner(self) -> bool:
        """Tell whether a name in it is of who will act: "Actions for Femi", "Katie:", "Mum will:"."""
        if not _LETTER.search(_ACTIONS.sub("", self.words)):
            return False
        return self.is_for_actions or (len(self.words.split()) <= LABEL_WORDS and not self.is_for_others)


@dataclass
class Section:
    """What the sentences being read stand under; a label on the line counts for its line, or for the list below."""

    heading: Heading | None = None
    on_line: Heading | None = None
    is_list: bool = False

    def go_on(self, between: str, *, is_listed: bool) -> None:
        """Leave the line that ends, and the list where a paragraph without a bullet follows it."""
        if "\n" in between:
            self.on_line = None
        if not is_listed and self.is_list and _BREAK.search(between):
            self.heading, self.is_list = None, False
        self.is_list = self.is_list or is_listed

    def open(self, reading: Reading, span: Span) -> None:
        """Begin a section; a name alone, among actions, only says whose the next ones are."""
        words = reading.words_of(span)
        is_among_actions = self.heading is not None and self.heading.is_for_actions
        is_whose = is_among_actions and len(words.split()) <= _NAME_WORDS and names_somebody(reading, span)
        self.heading, self.on_line, self.is_list = Heading(span, words, is_whose), None, False

    def label(self, label: Heading) -> None:
        """Take note of a label before a colon: "ACTIONS: …" opens a list, "Outcome: …" counts for its line."""
        if len(label.words.split()) > LABEL_WORDS:
            return
        if label.is_for_actions:
            self.heading, self.on_line, self.is_list = label, None, False
        elif label.is_for_others or label.words.isupper():
            self.on_line = label

    def takes_in(self, reading: Reading, span: Span, between: str, *, is_listed: bool) -> bool:
        """Tell whether a line that claims nothing is something to be done: "LV - letter out by Fri 11 April"."""
        if self.heading is None or not self.heading.is_for_actions:
            return False
        words = reading.words_of(span)
        own = Heading(span, words)
        if is_listed or _DASHED.search(words):
            return True
        if words.endswith(":") or words.isupper() or own.is_for_actions or own.is_for_others:
            return False
        return "\n" in between and not _BREAK.search(between) and len(words.split()) > _NAME_WORDS
