"""What goes out: findings, and the Review that holds them with the rest of what was seen."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Literal

from pydantic import BaseModel, ConfigDict


class Severity(StrEnum):
    """How much a finding asks of a tired reader, from most to least.

    `must_see` and `ask` stand at the words themselves; `consider` waits at the side;
    `overview` is about the whole note (start = end = 0).
    """

    MUST_SEE = "must_see"
    ASK = "ask"
    CONSIDER = "consider"
    OVERVIEW = "overview"

    @property
    def rank(self) -> int:
        """0 for the most severe."""
        return list(Severity).index(self)


Kind = Literal["fact", "reported", "opinion", "plan", "other"]
CopyKind = Literal["verbatim", "edited", "restated"]
Voice = Literal["none", "reported", "observed", "own_words"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True)


class SentenceKind(_Part):
    """One sentence of the note and what kind it is; `owned` and `evidenced` only for opinions.

    A sentence that is not `sure` is shown as unsure, and nothing is asked on its ground.
    """

    start: int
    end: int
    kind: Kind
    owned: bool | None = None
    evidenced: bool | None = None
    confidence: float
    sure: bool = True


class Finding(_Part):
    """One question about the note.

    `suggestion` may replace the span as it stands, or is null; `message` is a question or a
    plain observation of at most 120 characters; `source` names the guidance it rests on;
    `confidence` runs from 0 to 1. `folded` findings are kept for whoever asks for all.
    """

    start: int
    end: int
    check: str
    severity: Severity
    message: str
    suggestion: str | None = None
    confidence: float
    source: str
    folded: bool = False


class ReadabilityView(_Part):
    """How old a child would be to read the note with ease, in years, and the measures behind."""

    reading_age_years: float
    band: str
    measures: dict[str, float]
    words: int
    sentences: int


class KindShare(_Part):
    """How much of a note is of one kind; `share` is of its words, from 0 to 1."""

    sentences: int
    words: int
    share: float


class OpinionCount(_Part):
    """The note's opinions: how many say whose they are, and how many have a basis in or beside them."""

    owned: int
    unowned: int
    with_basis: int
    without_basis: int


class WholeNote(_Part):
    """The note in figures, for its writer: not a mark, and no measure of anybody.

    `reports` counts whose reports there are (child, mother, school, …, or "not clear"), the most first;
    `unsure` counts sentences whose kind is a guess: they are in `kinds` all the same.
    """

    kinds: dict[Kind, KindShare]
    opinions: OpinionCount
    reports: dict[str, int]
    unsure: int


class PassageChange(_Part):
    """A stretch that differs inside a copy: offsets here and in the earlier note; a side without it is null."""

    kind: Literal["name", "date", "number", "pronoun", "word"]
    start: int | None
    end: int | None
    source_start: int | None
    source_end: int | None


class Passage(_Part):
    """A stretch that also stands in an earlier note: offsets here and there.

    `similarity` is the share of its words that stand there as they are (for `restated`, how alike the
    meaning is), from 0 to 1. What is `proper` is rightly repeated: a plan's goals, a named quotation.
    """

    start: int
    end: int
    note_id: str
    written_on: date | None = None
    source_start: int
    source_end: int
    kind: CopyKind
    similarity: float
    proper: bool = False
    changes: tuple[PassageChange, ...] = ()


class Copied(_Part):
    """How much of the note stands in earlier ones and how much is new; shares of its words from 0 to 1.

    What is properly repeated is in neither share.
    """

    share: float
    new_share: float
    passages: tuple[Passage, ...] = ()


class PersonMention(_Part):
    """Words that stand for somebody, and in what form: "Mrs Ann Hill", "Ann", "Mrs Hill", "AH", "health visitor"."""

    start: int
    end: int
    form: Literal["full name", "first name", "title and surname", "initials", "role"]


class PersonSeen(_Part):
    """Somebody in the note: the fullest name there is, who that is, and where; null where nothing says so.

    `role` is in the words of the note or of its sender, `kind` in ours: mother, school, health, …
    (the kinds of `wordlists/role.toml`).
    """

    name: str | None = None
    role: str | None = None
    kind: str | None = None
    mentions: tuple[PersonMention, ...] = ()


Progress = Literal["better", "same", "worse", "not_said"]


class Evidence(_Part):
    """A sentence of the note that something rests on."""

    start: int
    end: int


class GoalSeen(_Part):
    """A goal of the plan, and what this note says of it; `progress` is null where the note does not touch it."""

    goal: str
    progress: Progress | None = None
    evidence: tuple[Evidence, ...] = ()


class Standard(_Part):
    """One standard of the guidance, for whoever signs: a list to look at, never a mark.

    `open` where findings ask about it (`findings` counts into `Review.findings`), `met` where it was looked at and
    nothing is asked, `not_applicable` where this kind of record or what was sent gives nothing to look at.
    """

    standard: str
    state: Literal["met", "open", "not_applicable"]
    checks: tuple[str, ...]
    findings: tuple[int, ...] = ()
    reason: str | None = None


class Skipped(_Part):
    """Something that was not looked at, and why."""

    check: str
    reason: str


class Review(_Part):
    """Everything that was seen in one note. Null fields have their reason in `skipped`."""

    sentences: tuple[SentenceKind, ...] = ()
    findings: tuple[Finding, ...] = ()
    readability: ReadabilityView | None = None
    whole_note: WholeNote | None = None
    copied: Copied | None = None
    voice: Voice | None = None
    people: tuple[PersonSeen, ...] = ()
    plan_goals: tuple[GoalSeen, ...] = ()
    sign_off: tuple[Standard, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    versions: dict[str, str] = {}

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that are not folded."""
        return tuple(finding for finding in self.findings if not finding.folded)
