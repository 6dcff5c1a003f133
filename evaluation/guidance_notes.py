"""Notes labelled for the guidance, rule by rule; the mark-up is described in `evaluation/gold/GUIDANCE.md`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from evaluation.gold_notes import GOLD
from service.errors import InputError
from service.note import Child, Note, Person, Span

SPAN_CHECKS = ("names_and_roles", "name_spelling", "pronouns", "smart_action", "decision_reason", "identity")
WHOLE_CHECKS = ("title", "purpose", "child_voice", "communication_log", "balance")
EITHER = ("analysis", "views")
"""Checks that ask about words in some notes and about the whole note in others."""
CHECKS = (*WHOLE_CHECKS, *EITHER, *SPAN_CHECKS)
DEVELOPED_ON = tuple(f"guidance-{number}" for number in (*range(1, 8), 9, 10, 11, 13, 14, 15))
HELD_OUT = ("guidance-8", "guidance-12", "guidance-16")

_MARK = re.compile(r"\[(?P<fine>ok )?(?P<check>[a-z_]+)(?:\.(?P<parts>[a-z+]+))?: ?(?P<words>[^\[\]\n]*)\]")
_MONTHS = re.compile(r"(?P<months>\d+)\s*(?:months?|mths?|weeks?|days?)")


@dataclass(frozen=True, slots=True)
class GuidanceMark:
    """Words that a check should ask about, with what they lack; or, if `is_fine`, should leave alone."""

    check: str
    span: Span
    parts: frozenset[str]
    is_fine: bool


@dataclass(frozen=True, slots=True)
class GuidanceNote:
    """A note as a caller would send it, and what a careful colleague would ask of it."""

    note_id: str
    note: Note
    marks: tuple[GuidanceMark, ...]
    asked: frozenset[str]
    fine: frozenset[str]
    voice: str
    missing: frozenset[str]
    progress: tuple[str, ...]

    def spans(self, check: str, *, are_fine: bool = False) -> list[Span]:
        """Return the words that a check should ask about, or those it should leave alone."""
        return [mark.span for mark in self.marks if mark.check == check and mark.is_fine == are_fine]


@dataclass
class _Header:
    """The lines before a note's text, sorted by what they say."""

    fields: dict[str, str] = field(default_factory=dict)
    people: list[Person] = field(default_factory=list)
    goals: list[str] = field(default_factory=list)
    progress: dict[int, str] = field(default_factory=dict)

    def add(self, line: str) -> None:
        key, _, value = line[1:].partition(" ")
        value = value.strip()
        if key == "person":
            name, _, role = value.partition("|")
            self.people.append(Person(name=name.strip(), role=role.strip() or None))
        elif key == "goal":
            self.goals.append(value)
        elif key == "progress":
            numbered = (part.strip().partition(" ") for part in value.split(";"))
            self.progress |= {int(number): said.strip() for number, _, said in numbered}
        else:
            self.fields[key] = value

    def checks(self, key: str) -> frozenset[str]:
        return frozenset(re.findall(r"[a-z_]+", self.fields.get(key, "")))

    def parts(self, key: str) -> frozenset[str]:
        return frozenset(name.strip() for name in re.split("[,;]", self.fields.get(key, "")) if name.strip())


def read_guidance(names: Sequence[str] = (*DEVELOPED_ON, *HELD_OUT), folder: Path = GOLD) -> tuple[GuidanceNote, ...]:
    """Return the notes of the named files, in order. Raises InputError with file and line for a mark nobody knows."""
    return tuple(note for name in names for note in _read_file(folder / f"{name}.txt"))


def _read_file(path: Path) -> Iterator[GuidanceNote]:
    header, in_text = _Header(), False
    body: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("@note "):
            header, body, in_text = _Header({"note": line[6:].strip()}), [], False
        elif line.strip() == "@end":
            yield _note(header, "\n".join(body).strip(), f"{path.name}:{number}")
            in_text = False
        elif line.strip() == "@text":
            in_text = True
        elif in_text:
            body.append(line.rstrip())
        elif line.startswith("@"):
            header.add(line)


def _note(header: _Header, marked: str, place: str) -> GuidanceNote:
    text, marks = _unmark(marked)
    asked, fine = header.checks("ask"), header.checks("fine")
    strange = ({mark.check for mark in marks} - {*SPAN_CHECKS, *EITHER}) | (asked - {*WHOLE_CHECKS, *EITHER})
    strange |= fine - {*CHECKS, "contents"}
    if strange or "[" in text:
        message = f"{place}: not the mark-up of GUIDANCE.md: {', '.join(sorted(strange)) or 'a bracket too many'}"
        raise InputError(message)
    fields = header.fields
    note = Note(
        text=text,
        title=fields.get("title"),
        record_type=fields["type"],  # type: ignore[arg-type]
        written_on=date.fromisoformat(fields["date"]),
        child=_child(fields.get("child", "")),
        people=tuple(header.people),
        plan_goals=tuple(header.goals),
    )
    progress = tuple(header.progress.get(at, "not mentioned") for at in range(1, len(header.goals) + 1))
    return GuidanceNote(
        fields["note"], note, marks, asked, fine, fields.get("voice", ""), header.parts("missing"), progress
    )


def _child(line: str) -> Child | None:
    parts = [part.strip() for part in line.split("|")] + [""] * 4
    if not any(parts):
        return None
    return Child(
        name=parts[0] or None,
        age_years=_years(parts[1]),
        pronouns=parts[2] or None,
        known_as=tuple(name.strip() for name in parts[3].split(",") if name.strip()),
    )


def _years(age: str) -> float | None:
    """Return an age in years: "9", "5 months", "3 weeks"; None for "unborn" or nothing."""
    if _MONTHS.match(age):
        return int(age.split(maxsplit=1)[0]) / 12 if "month" in age or "mth" in age else 0.0
    number = re.match(r"\d+(?:\.\d+)?", age)
    return float(number[0]) if number else None


def _unmark(marked: str) -> tuple[str, tuple[GuidanceMark, ...]]:
    plain, last = "", 0
    marks: list[GuidanceMark] = []
    for found in _MARK.finditer(marked):
        plain += marked[last : found.start()]
        span = Span(len(plain), len(plain) + len(found["words"]))
        parts = frozenset((found["parts"] or "").split("+")) - {""}
        marks.append(GuidanceMark(found["check"], span, parts, bool(found["fine"])))
        plain += found["words"]
        last = found.end()
    return plain + marked[last:], tuple(marks)
