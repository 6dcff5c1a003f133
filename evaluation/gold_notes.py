"""Gold notes: invented case notes with every sentence labelled, as plain text with spans.

The mark-up and the labels are described in `evaluation/gold/GUIDELINE.md`. A note's text is its
sentences joined by one space, its paragraphs by one blank line; the marks become spans of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

from service.errors import InputError
from service.note import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

GOLD = Path(__file__).parent / "gold"
DEVELOPMENT = ("t2",)
"""Files that tune and report, and that nothing may be trained on."""

Label = Literal["jargon", "vague", "loaded"]
Kind = Literal["fact", "reported", "opinion", "plan", "other"]

NOWHERE = Span(0, 0)

_LABELS: dict[str, Label] = {name[0]: name for name in get_args(Label)}
_KINDS: dict[str, Kind] = {
    "F": "fact",
    "R": "reported",
    "O": "opinion",
    "P": "plan",
    "X": "other",
}
_LINE = re.compile(r"(?P<kind>[FRPX]|O(?P<owner>[ou])(?P<basis>[+-]))\| ?(?P<marked>.*)")
_MARK = re.compile(r"\[(?P<label>[jvl]):(?P<words>[^\[\]]*)\]")
_FIELDS = ("note", "type", "date", "title", "child")


@dataclass(frozen=True, slots=True)
class GoldMark:
    """Words that two careful readers marked, with the label they gave."""

    span: Span
    label: Label


@dataclass(frozen=True, slots=True)
class GoldSentence:
    """A sentence as labelled; `owned` and `evidenced` are None for all but opinions."""

    span: Span = NOWHERE
    kind: Kind | None = None
    owned: bool | None = None
    evidenced: bool | None = None
    marks: tuple[GoldMark, ...] = ()


@dataclass(frozen=True, slots=True)
class GoldNote:
    """One note: its text, what is known about it, and its sentences in reading order."""

    note_id: str
    file: str
    record_type: str
    written_on: date
    title: str
    child: str
    text: str
    sentences: tuple[GoldSentence, ...]

    @property
    def marks(self) -> tuple[GoldMark, ...]:
        """Every mark of the note, in reading order."""
        return tuple(mark for sentence in self.sentences for mark in sentence.marks)


def training_files(folder: Path = GOLD) -> tuple[Path, ...]:
    """Return every gold file of notes that may be trained on, by name."""
    paths = sorted(folder.glob("*.txt"))
    return tuple(path for path in paths if path.stem not in DEVELOPMENT and _holds_notes(path))


def development_files(folder: Path = GOLD) -> tuple[Path, ...]:
    """Return the gold files that tune and report only."""
    return tuple(folder / f"{name}.txt" for name in DEVELOPMENT)


def read_gold(paths: Sequence[Path]) -> tuple[GoldNote, ...]:
    """Return the notes of all files, in order."""
    return tuple(note for path in paths for note in read_gold_file(path))


def read_gold_file(path: Path) -> tuple[GoldNote, ...]:
    """Return the notes of one file, in order."""
    return tuple(_note(path, block) for block in _blocks(path))


def _holds_notes(path: Path) -> bool:
    # Files of whole records, and of names, share the folder and are marked up differently.
    return re.fullmatch(r"[a-z]\d+", path.stem) is not None


def _blocks(path: Path) -> Iterator[list[tuple[int, str]]]:
    block: list[tuple[int, str]] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if line.startswith("@note "):
            block = [(number, line)]
        elif line == "@end":
            yield block
            block = []
        elif block:
            block.append((number, line))


def _note(path: Path, block: list[tuple[int, str]]) -> GoldNote:
    known = dict.fromkeys(_FIELDS, "")
    text = ""
    gap = ""
    sentences: list[GoldSentence] = []
    for number, line in block:
        if line.startswith("@"):
            key, _, value = line[1:].partition(" ")
            known[key] = value.strip()
        elif not line.strip():
            gap = "\n\n" if sentences else ""
        else:
            text += gap
            sentence, words = _sentence(f"{path.name}:{number}", line, len(text))
            sentences.append(sentence)
            text += words
            gap = " "
    return GoldNote(
        note_id=known["note"],
        file=path.stem,
        record_type=known["type"],
        written_on=date.fromisoformat(known["date"]),
        title=known["title"],
        child=known["child"],
        text=text,
        sentences=tuple(sentences),
    )


def _sentence(place: str, line: str, start: int) -> tuple[GoldSentence, str]:
    found = _LINE.fullmatch(line)
    if not found:
        message = f"{place}: not a sentence of the gold mark-up; see GUIDELINE.md, 'File format'"
        raise InputError(message)
    words, marks = unmark(found["marked"].strip(), start)
    owner, basis = found["owner"], found["basis"]
    sentence = GoldSentence(
        span=Span(start, start + len(words)),
        kind=_KINDS[found["kind"][0]],
        owned=None if owner is None else owner == "o",
        evidenced=None if basis is None else basis == "+",
        marks=marks,
    )
    return sentence, words


def unmark(marked: str, start: int = 0) -> tuple[str, tuple[GoldMark, ...]]:
    """Return the plain words of a marked sentence, and its marks counted from `start`."""
    plain = ""
    marks: list[GoldMark] = []
    last = 0
    for found in _MARK.finditer(marked):
        plain += marked[last : found.start()]
        first = start + len(plain)
        plain += found["words"]
        marks.append(GoldMark(Span(first, start + len(plain)), _LABELS[found["label"]]))
        last = found.end()
    return plain + marked[last:], tuple(marks)
