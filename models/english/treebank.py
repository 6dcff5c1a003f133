"""Sentences of the treebanks EWT and GUM, and names marked in EWT and in tweets.

Formats: https://universaldependencies.org/format.html (CoNLL-U), and one word a line with
a tag after it (UNER's IOB2, WNUT 17).
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from models.english.sample import Sample, Word
from service.reading.language.words import listed

_PERSON_OPENS = re.compile(r"\((\d+)-person-")
_BRACKET = re.compile(r"\((\d+)-[^()]*|(\d+)\)|\)")
_TITLES = listed("mr mrs ms miss mx dr prof professor sir lady lord judge rev president")

Row = list[str]


def lines(path: Path) -> Iterator[str]:
    """Yield the lines of a text file, packed or not."""
    content = path.read_bytes()
    unpacked = gzip.decompress(content) if path.suffix == ".gz" else content
    yield from unpacked.decode("utf-8").split("\n")


def _blocks(path: Path) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines(path):
        if line.strip():
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def treebank(path: Path, source: str) -> Iterator[Sample]:
    """Yield the sentences of a CoNLL-U file; names where its Entity marks give them.

    Where there are none, words that are no proper noun are known not to be names.
    """
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if line[0].isdigit()]
        words = [_word(row) for row in rows if row[0].isdigit()]
        words = _spaced(words, rows)
        words = _named(words, rows) if source == "gum" else _unnamed(words)
        yield Sample(tuple(words), source)


def _word(row: Row) -> Word:
    head = int(row[6])
    return Word(
        text=row[1],
        space="SpaceAfter=No" not in row[9],
        pos=row[3],
        lemma=row[2].lower(),
        head=head - int(row[0]) if head else 0,
        dep=row[7] if head else "ROOT",
    )


def _spaced(words: list[Word], rows: list[Row]) -> list[Word]:
    """Close the gaps inside what is written together: did|n't."""
    for row in rows:
        if "-" in row[0]:
            first, last = (int(part) for part in row[0].split("-"))
            for i in range(first - 1, last - 1):
                words[i] = replace(words[i], space=False)
            words[last - 1] = replace(words[last - 1], space="SpaceAfter=No" not in row[9])
    return words


def _unnamed(words: list[Word]) -> list[Word]:
    return [replace(word, name=None if word.pos == "PROPN" else "O") for word in words]


def _named(words: list[Word], rows: list[Row]) -> list[Word]:
    """Mark persons that GUM's Entity marks span and that hold a proper noun.

    Only an unbroken run of proper nouns that heads the span is the name ("Mickey" in
    "Mickey films" is not), without a title before it.
    """
    names = ["O"] * len(words)
    plain = [row for row in rows if row[0].isdigit()]
    for first, last in _person_spans(plain):
        run = [i for i in range(first, last + 1) if words[i].pos == "PROPN"]
        run = [i for i in run if words[i].text.lower().rstrip(".") not in _TITLES]
        if not run or run[-1] - run[0] >= len(run) or "Number=Plur" in plain[run[-1]][5]:
            continue
        if not any(first <= i + (words[i].head or -99) <= last for i in run[:1]):
            names[run[0]] = "B"
            names[run[0] + 1 : run[-1] + 1] = ["I"] * (len(run) - 1)
    return [replace(word, name=name) for word, name in zip(words, names, strict=True)]


def _person_spans(rows: list[Row]) -> list[tuple[int, int]]:
    opened: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for i, row in enumerate(rows):
        marks = re.search(r"Entity=([^|]*)", row[9])
        for mark in re.findall(r"\([^()]*|\d*\)", marks[1] if marks else ""):
            if mark.startswith("("):
                opened.append((mark, i))
            elif opened:
                opening, first = opened.pop(_matching(opened, mark[:-1]))
                if _PERSON_OPENS.match(opening):
                    spans.append((first, i))
    return spans


def _matching(opened: list[tuple[str, int]], number: str) -> int:
    if not number:
        return -1
    hits = [k for k, (mark, _) in enumerate(opened) if mark.startswith(f"({number}-")]
    return hits[-1] if hits else -1


def tagged(path: Path, source: str, tree: Iterable[Sample] = ()) -> Iterator[Sample]:
    """Yield sentences of a file that marks names word by word.

    `tree` holds the same sentences parsed, where there are such; the names join them.
    """
    parsed = {tuple(word.text for word in sample.words): sample for sample in tree}
    for block in _blocks(path):
        rows = [line.split("\t") for line in block if "\t" in line and not line.startswith("# ")]
        if source == "uner":
            rows = [row[1:] for row in rows]
        if not rows:
            continue
        texts = tuple(row[0] for row in rows)
        known = parsed.get(texts)
        words = known.words if known else tuple(Word(text) for text in texts)
        marks = _person_marks([row[1] for row in rows], texts)
        found = [replace(w, name=mark) for w, mark in zip(words, marks, strict=True)]
        yield Sample(tuple(found), source)


def _person_marks(tags: list[str], texts: tuple[str, ...]) -> list[str]:
    marks = [tag[0] if tag[1:].lower() in {"-per", "-person"} else "O" for tag in tags]
    for i, text in enumerate(texts[:-1]):
        if marks[i] == "B" and text.lower().rstrip(".") in _TITLES:
            marks[i] = "O"
            marks[i + 1] = marks[i + 1].replace("I", "B")
    return marks
