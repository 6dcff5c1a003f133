"""What comes in: a note, the child it is about, and what else the writer knows.

The JSON of these classes is the contract of every door. Offsets everywhere are Unicode
code points into `Note.text`, half-open.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError
from pydantic_core import PydanticCustomError

from service.errors import InputError

RecordType = Literal[
    "case note",
    "home visit",
    "phone call",
    "direct work",
    "school meeting",
    "strategy discussion",
    "core group",
    "child in need review",
    "looked after review",
    "supervision",
    "management oversight",
    "assessment",
    "plan",
    "chronology",
    "three-month summary",
    "transfer summary",
    "closing summary",
    "midway review",
]
Reader = Literal["child", "family", "professional"]

Name = Annotated[str, StringConstraints(max_length=200)]
Identifier = Annotated[str, StringConstraints(max_length=200)]


def _no_number(value: object) -> object:
    """Refuse a number for a day: it would be taken for seconds since 1970."""
    if isinstance(value, int | float):
        kind, message = "day", 'Input should be a day such as "2025-03-14"'
        raise PydanticCustomError(kind, message)
    return value


_SAME_AGE_YEARS = 1  # an age may have been typed before the birthday, or rounded

Day = Annotated[date, BeforeValidator(_no_number)]


class Span(NamedTuple):
    """A stretch of a note's text: code points from `start` up to but not including `end`."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two share at least one character."""
        return self.start < other.end and other.start < self.end

    def holds(self, other: Span) -> bool:
        """Tell whether `other` lies wholly inside."""
        return self.start <= other.start and other.end <= self.end

    def of(self, text: str) -> str:
        """Return the characters the span names."""
        return text[self.start : self.end]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class Child(_Part):
    """The child the note is about; age in years, either given or from the birth date."""

    name: Name | None = None
    known_as: tuple[Name, ...] = ()
    birth_date: Day | None = None
    age_years: Annotated[float, Field(ge=0, le=25)] | None = None
    pronouns: Annotated[str, StringConstraints(max_length=40)] | None = None

    def age_on(self, day: date | None) -> float | None:
        """Return the age on `day` as given, or in whole years from the birth date; None where the two contradict."""
        counted = self._counted_on(day)
        if self.age_years is None:
            return counted
        return None if self.contradicts_itself_on(day) else self.age_years

    def contradicts_itself_on(self, day: date | None) -> bool:
        """Tell whether the age given and the birth date are more than a year apart."""
        counted = self._counted_on(day)
        return counted is not None and self.age_years is not None and abs(self.age_years - counted) > _SAME_AGE_YEARS

    def _counted_on(self, day: date | None) -> float | None:
        if self.birth_date is None or day is None or day < self.birth_date:
            return None
        birthday_to_come = (day.month, day.day) < (self.birth_date.month, self.birth_date.day)
        return float(day.year - self.birth_date.year - birthday_to_come)


class Person(_Part):
    """Somebody around the child."""

    name: Name
    role: Annotated[str, StringConstraints(max_length=200)] | None = None


class PriorNote(_Part):
    """An earlier note, to compare with."""

    note_id: Identifier
    text: str
    written_on: Day | None = None
    record_type: RecordType | None = None
    child_id: Identifier | None = None


class Note(_Part):
    """A draft or filed note. Only `text` is required; the rest lets more checks look."""

    text: str
    note_id: Identifier | None = None
    child_id: Identifier | None = None
    title: str | None = None
    record_type: RecordType | None = None
    written_on: Day | None = None
    author: Name | None = None
    child: Child | None = None
    people: tuple[Person, ...] = ()
    reader: Reader = "child"
    plan_goals: tuple[str, ...] = ()
    prior_notes: tuple[PriorNote, ...] = ()

    @property
    def child_age_years(self) -> float | None:
        """The child's age on the day the note was written, where it can be known."""
        return self.child.age_on(self.written_on) if self.child else None


def read_note(data: object) -> Note:
    """Turn decoded JSON into a Note, or say which field is wrong without repeating it."""
    if not isinstance(data, dict):
        msg = 'A note is a JSON object with at least a "text" field.'
        raise InputError(msg)
    try:
        return Note.model_validate(data)
    except ValidationError as error:
        raise InputError("; ".join(explain_problems(error))) from None


def explain_problems(error: ValidationError) -> list[str]:
    """Say what is wrong in each field. Nothing of the input is repeated, not even unknown keys.

    Returns at most five lines such as "child.age_years: Input should be a valid number".
    """
    problems = error.errors(include_url=False, include_context=False, include_input=False)
    return [explain_problem(dict(problem)) for problem in problems[:5]]


def explain_problem(problem: Mapping[str, Any]) -> str:
    """Say what is wrong in one field, from one of pydantic's error records."""
    location = list(problem["loc"])
    if problem["type"] == "extra_forbidden":
        meant = get_close_matches(str(location.pop()), _field_names(), n=1)
        hint = f"did you mean {meant[0]}?" if meant else "remove it, or see the API's schema."
        return f"{_path(location)}: unknown field; {hint}"
    return f"{_path(location)}: {problem['msg']}"


def _path(location: list[str | int]) -> str:
    return ".".join(str(part) for part in location if part != "body") or "note"


def _field_names() -> list[str]:
    parts: tuple[type[BaseModel], ...] = (Note, Child, Person, PriorNote)
    return sorted({name for part in parts for name in part.model_fields})
