"""From what age a word is usually known, how common it is, and how many syllables it has.

One table for all three, compiled by `models/reading_age/train.py`. It holds no words, only a
32-bit checksum of each, so that 190,000 words fit in two megabytes; two words share one about
once in 20,000 look-ups of a word that the table does not hold.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from service.reading.models import model_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import numpy as np
    from numpy.typing import NDArray

# A longer run of letters is no word; counting its syllables would take seconds.
LONGEST_WORD = 200

# How the `syllables` column is packed.
EASY, GRADED, SYLLABLES = 128, 64, 63

_SHAPED = 45  # letters that count towards a guess
_PARTS = re.compile(r"[^\W\d_]+")
_VOWELS = re.compile(r"[aeiouy]+")


class WordFacts(NamedTuple):
    """What is known of one word form.

    `years` is the age from which it is usually known. `zipf` is its frequency on the Zipf
    scale: 3 is once in a million words, 6 once in a thousand; 0 is unknown. `syllables` is 0
    where no dictionary has the word. `easy` tells whether it is on the Dale–Chall list, `graded`
    whether any list gives it an age, `listed` whether the table has an age for it at all: given
    or predicted. Without one, `years` is 0.
    """

    years: float
    zipf: float
    syllables: int
    easy: bool
    graded: bool
    listed: bool


UNKNOWN = WordFacts(0.0, 0.0, 0, easy=False, graded=False, listed=False)


@dataclass(frozen=True, slots=True)
class WordTable:
    """The compiled table, sorted by key, and the model for words that it does not hold."""

    keys: NDArray[np.uint32]
    years: NDArray[np.uint8]
    zipf: NDArray[np.uint8]
    syllables: NDArray[np.uint8]
    unlisted: Mapping[str, float]

    def facts(self, words: Sequence[str]) -> list[WordFacts]:
        """Return the facts of each lower-case word, in order."""
        import numpy as np  # heavy: `import service` must not load it

        wanted = np.fromiter((key_of(word) for word in words), dtype=np.uint32, count=len(words))
        places = np.minimum(np.searchsorted(self.keys, wanted), len(self.keys) - 1)
        held = (self.keys[places] == wanted).tolist()
        rows = zip(
            self.years[places].tolist(), self.zipf[places].tolist(), self.syllables[places].tolist(), strict=True
        )
        return [_held(*row) if known else UNKNOWN for known, row in zip(held, rows, strict=True)]

    def guess_years(self, word: str) -> float:
        """Return an age for a word in no list, from its shape: 8 to 18 years."""
        years = self.unlisted["constant"] + self.unlisted["letter"] * min(len(word), _SHAPED)
        years += self.unlisted["syllable"] * rough_syllables(word)
        years += sum(
            weight for ending, weight in self.unlisted.items() if ending[0] == "-" and word.endswith(ending[1:])
        )
        return min(18.0, max(8.0, years))


@cache  # a few thousand of these stand for a hundred thousand words
def _held(years: int, zipf: int, code: int) -> WordFacts:
    # Years 0: the dictionary of pronunciations has the word, no graded or frequent list does.
    return WordFacts(
        years / 10, zipf / 25, code & SYLLABLES, bool(code & EASY), bool(code & GRADED), listed=bool(years)
    )


def key_of(word: str) -> int:
    """Return the word's key in the table, 0 to 2³²−1."""
    return zlib.crc32(word.encode("utf-8", "surrogatepass"))


def rough_syllables(word: str) -> int:
    """Return the number of runs of vowels, at least 1."""
    return max(1, len(_VOWELS.findall(word[:_SHAPED])))


def plain_form(word: str) -> str:
    """Return a word as the table spells it: lower case, straight apostrophes."""
    return word.lower().replace("’", "'")


@cache
def word_table() -> WordTable:
    """Load the table; ModelError where its file is missing or altered."""
    folder = model_folder("reading_age")
    return _read_table(folder / "words.npz", folder / "unlisted.json")


def _read_table(table: Path, unlisted: Path) -> WordTable:
    import numpy as np  # heavy: `import service` must not load it

    with np.load(table, allow_pickle=False) as held:
        columns = {name: held[name] for name in ("keys", "years", "zipf", "syllables")}
    return WordTable(**columns, unlisted=json.loads(unlisted.read_bytes()))


def word_level(lemma: str, pos: str) -> float:
    """Return the age in years at which a word is usually known, 4 to 18.

    `pos` is a Universal POS tag and matters only where graded lists give a word two levels
    (*address* the noun, *address* the verb). A hyphenated word that no list holds is as hard as its
    hardest part; any other gets an age from its shape, 8 to 18.

    Source: CEFR-J, Octanove, Dale–Chall and Spache lists, mapped to years in
    `models/reading_age/card.md`.
    """
    table = word_table()
    word = plain_form(lemma)
    tagged, plain = table.facts([f"{word}|{pos}", word])
    if tagged.listed:
        return tagged.years
    return plain.years if plain.listed else _of_parts(table, word)


def _of_parts(table: WordTable, word: str) -> float:
    parts = [facts.years for facts in table.facts(_PARTS.findall(word)) if facts.listed]
    return max(parts, default=0.0) or table.guess_years(word)


def levels_of(words: Iterable[str]) -> dict[str, WordFacts]:
    """Return the facts of every distinct word form, looked up in one go."""
    distinct = list(dict.fromkeys(words))
    return dict(zip(distinct, word_table().facts(distinct), strict=True))
