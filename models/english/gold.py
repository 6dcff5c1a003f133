"""Sentences of the gold notes, with their persons' names found by list and by care.

The notes are invented, so every name in them may stand in `names.txt`. A capitalised run
of such words is a name, unless it is part of a place ("Larch House") or it is an everyday
word at the head of a sentence ("Will", "May") that the note does not use as a name elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from evaluation.gold_notes import read_gold_file
from models.english.sample import Sample, Word
from service.reading.language.words import gaps, listed, words

TRAINING_FILES = ("t1", "t3", "t4", "t5", "t6", "t7")

_PLACES = listed(
    "Academy Avenue Centre Children's Close College Cottage Cottages Court Drive Farm Family First "
    "Gardens Green Grove Hall High Hill Home Hospital House Hub Infant Infants Junior Lane Library "
    "Lodge Mill Nursery Park Place Primary Rise Road Row School Square Station Street Surgery "
    "Terrace Towers Unit View Walk Ward Way syndrome City Town United"
)
_EVERYDAY = listed(
    "Bell Bright Clay Comfort Dawn Dean Faith Fell Finch Frank Gift Grace Grant Grieve Hale Hall "
    "Holly Hope Ivy Jade Joy Lamb Little Lock Mark Mo Patience Pat Pearl Poppy Precious Price Ray "
    "Rose Ruby Sal Shell Sue Ward Will Close Cross Dale Rusk Pike Moss Dent Des Dev Ed Jo"
)
_TITLES = listed("Mr Mrs Ms Miss Mx Dr Prof Sister Judge Auntie Aunty Aunt Uncle Nan")


@dataclass(frozen=True, slots=True)
class Note:
    """A gold note: its id, the child's name, and paragraphs of sentences."""

    note_id: str
    child: str
    paragraphs: tuple[tuple[str, ...], ...]
    headings: frozenset[str] = frozenset()


def notes(path: Path) -> Iterator[Note]:
    """Yield the notes of a gold file, without their marks."""
    for gold in read_gold_file(path):
        paragraphs: list[list[str]] = []
        before = 0
        for sentence in gold.sentences:
            if not paragraphs or gold.text[before : sentence.span.start] != " ":
                paragraphs.append([])
            paragraphs[-1].append(sentence.span.of(gold.text))
            before = sentence.span.end
        yield Note(
            note_id=gold.note_id,
            child=gold.child.split("|")[0].strip(),
            paragraphs=tuple(map(tuple, paragraphs)),
            headings=frozenset(s.span.of(gold.text) for s in gold.sentences if s.kind == "other"),
        )


def name_words(path: Path) -> frozenset[str]:
    """Return the words of persons' names in a list such as `names.txt`."""
    listed = path.read_text(encoding="utf8").splitlines()
    return frozenset(word for word in listed if word and not word.startswith("#"))


def paragraphs(note: Note, names: frozenset[str]) -> Iterator[list[Sample]]:
    """Yield each paragraph of the note as sentences with marked names."""
    heard = _used_inside(note, names)
    for paragraph in note.paragraphs:
        yield [_sample(sentence, names, heard) for sentence in paragraph]


def _used_inside(note: Note, names: frozenset[str]) -> frozenset[str]:
    """Return the name words that stand in the header or after a first word."""
    text = " ".join(" ".join(s.split(" ")[1:]) for p in note.paragraphs for s in p)
    return names & frozenset(re.findall(r"[^\W\d_]+", f"{note.child} {text}"))


def plain(sentence: str) -> list[Word]:
    """Return the words of a text with nothing known about them but the gaps."""
    spans = words(sentence)
    between = [*gaps(sentence, spans)[1:], " "]
    return [
        Word(text=span.of(sentence), space=bool(gap), starts=i == 0)
        for i, (span, gap) in enumerate(zip(spans, between, strict=True))
    ]


def _sample(sentence: str, names: frozenset[str], heard: frozenset[str]) -> Sample:
    found = plain(sentence)
    run: list[int] = []
    marked: dict[int, str] = {}
    for i, word in enumerate([*found, Word("")]):
        if word.text[:1].isupper() or (run and word.text == "-" and not found[i - 1].space):
            run.append(i)
            continue
        marked |= _names_in(run, found, names, heard)
        run = []
    return Sample(tuple(replace(w, name=marked.get(i, "O")) for i, w in enumerate(found)), "gold")


def _names_in(run: list[int], found: list[Word], names: frozenset[str], heard: frozenset[str]) -> dict[int, str]:
    """Return B and I for the name inside one run of capitalised words."""
    texts = [found[i].text for i in run]
    titled = any(text.rstrip(".") in _TITLES for text in texts)
    after = found[run[-1] + 1].text if run and run[-1] + 1 < len(found) else ""
    if not titled and ((_PLACES - {"Ward", "Hall", "Hill"}) & {*texts[1:], after}):
        return {}
    inside = [i for i in run if _is_name(i, found, names, heard)]
    if not inside:
        return {}
    last = inside[-1]
    marks = {i: "I" for i in run if inside[0] < i <= last}
    return {inside[0]: "B", **marks}


def _is_name(i: int, found: list[Word], names: frozenset[str], heard: frozenset[str]) -> bool:
    text = found[i].text.replace("’", "'")
    whole = text.removesuffix("'s")
    if whole in _EVERYDAY and i == 0 and whole not in heard:
        return False
    initial = (
        len(whole.rstrip(".")) == 1
        and i > 0
        and (found[i - 1].text in names or (i + 1 < len(found) and found[i + 1].text in names))
    )
    return whole in names or (initial and whole[0] != "I")
