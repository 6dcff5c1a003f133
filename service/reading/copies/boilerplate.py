"""Words that recur of themselves: a worker's habits, a form's wording, a council's templates.

A passage counts as copied for what is its own. A run of words that stands in several of the
child's notes counts for less in each, and one on the council's list of templates for nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from service.reading.copies.pages import GRAM, Page
from service.reading.copies.token_views import DATE, NAME, NUMBER, PRONOUN, grams, view_of_words

_COUNTS = (1.0, 1.0, 0.7, 0.4, 0.25, 0.15)
"""What a run of words counts for that stands in 0, 1, 2, … earlier notes of the child; the last for more."""

_BLANKS = {"name": NAME, "date": DATE, "number": NUMBER, "pronoun": PRONOUN}
_BLANK = re.compile(r"\[(name|date|number|pronoun)\]", re.IGNORECASE)
_MOST_LISTS = 8  # councils' lists whose hashes are kept; a process serves one


@lru_cache(maxsize=_MOST_LISTS)
def template_grams(templates: tuple[str, ...]) -> frozenset[int]:
    """Return the hashes of the runs of words in phrases that may be repeated freely.

    A phrase may have blanks: "[name] was seen on [date]"; also [number] and [pronoun].
    """
    return frozenset(hash(gram) for phrase in templates for gram in grams(_template_words(phrase), GRAM))


def _template_words(phrase: str) -> list[str]:
    words: list[str] = []
    last = 0
    for blank in _BLANK.finditer(phrase):
        words += _covered(phrase[last : blank.start()])
        words.append(_BLANKS[blank[1].lower()])
        last = blank.end()
    return [*words, *_covered(phrase[last:])]


def _covered(plain: str) -> Sequence[str]:
    # No language model here, and none needed: in a template names are blanks, so capitals are no names.
    return view_of_words(plain.lower()).masked.shown


def recurring_phrases(pages: Iterable[Page], least: int) -> tuple[str, ...]:
    """Return the longest phrases, with blanks, whose every run of GRAM words stands in `least` pages or more.

    For making a council's list from notes of many children; what it returns should be read through.
    """
    kept = list(pages)
    counts = Counter(gram for page in kept for gram in page.grams)
    return tuple(dict.fromkeys(phrase for page in kept for phrase in _phrases(page, counts, least)))


def _phrases(page: Page, counts: Mapping[int, int], least: int) -> Iterable[str]:
    blanks = {cover: f"[{name}]" for name, cover in _BLANKS.items()}
    first: int | None = None
    for at in range(len(page.hashes) + 1):
        recurs = at < len(page.hashes) and counts[page.hashes[at]] >= least
        if recurs and first is None:
            first = at
        elif not recurs and first is not None:
            words = page.words[first : at + GRAM - 1]
            yield " ".join(blanks.get(word, word) for word in words).replace(" 's", "'s")
            first = None


def counting(page: Page, notes: Mapping[int, int], templates: frozenset[int]) -> list[float]:
    """Return what each word of a draft counts for, 1 for its own and 0 for a template's.

    `notes` says in how many earlier notes a run of words stands. The rarest run that holds a word
    decides, so a habit does not spoil the passage round it.
    """
    counts: list[float | None] = [None] * len(page)
    for at, gram in enumerate(page.hashes):
        if found := notes.get(gram, 0):
            worth = 0.0 if gram in templates else _COUNTS[min(found, len(_COUNTS) - 1)]
            for word in range(at, at + GRAM):
                known = counts[word]
                counts[word] = worth if known is None else max(known, worth)
    return [1.0 if worth is None else worth for worth in counts]
