"""Measure `models/english`: on the treebank's test part and on the development notes.

    python -m evaluation.english --data PATH

PATH holds `ud-ewt`; without it only the notes and the speed are measured. The notes' names
were marked by hand in `gold/names-t2.txt`.
"""

from __future__ import annotations

import argparse
import gzip
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from evaluation.scores import Score
from models.english.gold import Note, notes
from service.note import Span
from service.reading.language.language import analysed, lemma_of, read_language
from service.reading.memory import forget_all

GOLD = Path(__file__).parent / "gold"
TREEBANK_TEST = "ud-ewt/en_ewt-ud-test.conllu.gz"
_CHUNK = 40  # sentences read at a time: about a long note


@dataclass(frozen=True, slots=True)
class Tree:
    """Shares of the treebank's words that are right, its words and sentences given.

    `las` asks for head and relation without its subtype, as in the CoNLL 2018 shared task;
    `strict_las` asks for the subtype too.
    """

    pos: float
    uas: float
    las: float
    strict_las: float
    lemma: float
    words: int


def treebank_scores(path: Path) -> Tree:
    """Return how well a CoNLL-U file's tags, trees and lemmas are given back."""
    sentences = list(_sentences(path))
    chunks = [sentences[begin : begin + _CHUNK] for begin in range(0, len(sentences), _CHUNK)]
    judged = [right for chunk in chunks for right in _judged(chunk)]
    pos, uas, las, strict_las, lemma = (sum(column) / len(judged) for column in zip(*judged, strict=True))
    return Tree(pos, uas, las, strict_las, lemma, words=len(judged))


def _sentences(path: Path) -> Iterator[list[list[str]]]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for block in file.read().split("\n\n"):
            rows = [line.split("\t") for line in block.split("\n") if line[:1].isdigit()]
            rows = [row for row in rows if row[0].isdigit()]
            if rows:
                yield rows


def _judged(chunk: list[list[list[str]]]) -> Iterator[tuple[bool, ...]]:
    """Yield for each word whether tag, head, relation, subtype and lemma are right."""
    edges: list[tuple[int, int]] = []
    words: list[str] = []
    for sentence in chunk:
        edges.append((len(words), len(words) + len(sentence)))
        words += [row[1] for row in sentence]
    known = analysed(words, edges)
    for (first, _), sentence in zip(edges, chunk, strict=True):
        for i, row in enumerate(sentence, start=first):
            word = known[i]
            head = first + int(row[6]) - 1 if row[6] != "0" else i
            relation = word.dep.lower()
            same_head = word.head == head
            same = same_head and relation.split(":")[0] == row[7].split(":")[0]
            lemma = lemma_of(row[1], word.pos)
            yield (
                word.pos == row[3],
                same_head,
                same,
                same_head and relation == row[7],
                lemma == row[2].lower() or row[2] == "_",
            )


def sentence_scores(gold: Path = GOLD / "t2.txt", *, between: str = " ", headings_apart: bool = True) -> Score:
    """Compare sentence ends with the lines of a gold file.

    A paragraph's sentences are joined by `between`: a space makes flowing text, a line break
    keeps the lines. Headings stand on a line of their own in notes; `headings_apart=False`
    runs them on too, which no note does.
    """
    marked = found = both = 0
    for note in notes(gold):
        for text, ends in _joined(note, between, headings_apart=headings_apart):
            mine = {sentence.end for sentence in read_language(text).sentences}
            marked, found, both = marked + len(ends), found + len(mine), both + len(ends & mine)
    return Score(found, both, marked, both)


def _joined(note: Note, between: str, *, headings_apart: bool) -> Iterator[tuple[str, set[int]]]:
    for paragraph in note.paragraphs:
        text, ends = "", set()
        for sentence in paragraph:
            heading = headings_apart and (sentence in note.headings or text.endswith("\n"))
            text += ("\n" if heading and not text.endswith("\n") else between) * bool(text and not text.endswith("\n"))
            text += sentence
            ends.add(len(text))
            if headings_apart and sentence in note.headings:
                text += "\n"
        yield text, ends


def name_scores(gold: Path = GOLD / "t2.txt", names: Path = GOLD / "names-t2.txt") -> Score:
    """Compare the names of persons with those marked by hand, a note read as a whole."""
    marked_names = dict(_marked_names(names))
    marked = found = both = 0
    for note in notes(gold):
        text, expected = _with_names(note, marked_names)
        mine = set(read_language(text).names)
        marked, found, both = marked + len(expected), found + len(mine), both + len(expected & mine)
    return Score(found, both, marked, both)


def _marked_names(path: Path) -> Iterator[tuple[str, list[str]]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            place, _, names = line.partition(": ")
            yield place, names.split(" | ")


def _with_names(note: Note, marked_names: dict[str, list[str]]) -> tuple[str, set[Span]]:
    """Return the note's text as flowing paragraphs and the spans of its marked names."""
    text, expected, number = "", set(), 0
    for paragraph in note.paragraphs:
        for sentence in paragraph:
            number += 1
            at = 0
            for name in marked_names.get(f"{note.note_id}.{number}", []):
                at = sentence.index(name, at)
                expected.add(Span(len(text) + at, len(text) + at + len(name)))
                at += len(name)
            text += sentence + ("\n" if sentence in note.headings else " ")
        text = text.rstrip(" ") + "\n\n"
    return text, expected


def words_per_second(gold: Path = GOLD / "t2.txt", *, rounds: int = 5) -> float:
    """Return how many words (split at white space) of the notes are read in a second of processor time."""
    texts = [_with_names(note, {})[0] for note in notes(gold)]
    best = min(_seconds(texts) for _ in range(rounds))
    return sum(len(text.split()) for text in texts) / best


def _seconds(texts: list[str]) -> float:
    forget_all()
    began = time.process_time()
    for text in texts:
        read_language(text)
    return time.process_time() - began


def main() -> None:
    """Print every score that the given data allows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path)
    report(parser.parse_args().data)


def report(data: Path | None = None) -> None:
    """Print the scores; those on the treebank if `data` is given."""
    if data:
        tree = treebank_scores(data / TREEBANK_TEST)
        print(f"EWT test      UPOS {tree.pos:.4f}  UAS {tree.uas:.4f}  LAS {tree.las:.4f}  "
              f"LAS with subtypes {tree.strict_las:.4f}  lemma {tree.lemma:.4f}  ({tree.words} words)")  # fmt: skip
    for title, found in {
        "flowing": sentence_scores(),
        "line by line": sentence_scores(between="\n"),
        "headings run on": sentence_scores(headings_apart=False),
    }.items():
        print(f"t2 sentences  P {found.precision:.4f}  R {found.recall:.4f}  F1 {found.f1:.4f}  {title}")
    names = name_scores()
    print(f"t2 names      P {names.precision:.4f}  R {names.recall:.4f}  F1 {names.f1:.4f}  ({names.gold} marked)")
    print(f"speed         {words_per_second():,.0f} words/s")


if __name__ == "__main__":
    main()
