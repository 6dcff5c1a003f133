"""Sentences as tired people type them, made from sentences as they should be.

Each change keeps what is known about the words. Names are swapped for others that stand in
the same place of a name, so that the model learns where a name stands and not which names
there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random

from models.english.sample import Sample, Word, joined

_STRAIGHT = str.maketrans({"'": "’", "`": "’"})

# Shares of sentences, words and names, chosen by eye.
_UNKNOWN_NAMES = 0.25
_OTHER_NAMES = {"gold": 0.7, "": 0.4}
_JOINED_AFTER_STOP, _JOINED_WITHOUT_STOP = 0.15, 0.6
_STOPS_LEFT_OUT = 0.6
_SENTENCES_WITH_SLIPS, _WORDS_WITH_SLIPS = 0.16, 0.12
_SHORTEST_SLIP = 4  # letters
_STOPS = frozenset({".", "!", "?", "...", '"', "'", "”", "’", ")"})


@dataclass(frozen=True, slots=True)
class Names:
    """Words that begin a name (given names) and words that go on with one."""

    first: tuple[str, ...]
    further: tuple[str, ...]

    @classmethod
    def of(cls, samples: Iterable[Sample], more: Iterable[str] = ()) -> Names:
        """Collect the names marked in `samples`; `more` holds full names."""
        first: set[str] = set()
        further: set[str] = set()
        for word in (word for sample in samples for word in sample.words):
            if len(word.text) > 1 and word.text.isalpha() and not word.text.isupper():
                {"B": first, "I": further}.get(word.name or "O", set()).add(word.text)
        for name in more:
            given, _, family = name.partition(" ")
            first.add(given)
            further |= {family} if family else set()
        return cls(tuple(sorted(first)), tuple(sorted(further)))

    def another(self, word: Word, random: Random) -> str:
        """Return a name for the same place, at times one that nobody bears."""
        pool = self.first if word.name == "B" else self.further
        chosen = random.choice(pool)
        if random.random() < _UNKNOWN_NAMES:
            other = random.choice(pool)
            chosen = chosen[: len(chosen) // 2 + 1] + other[len(other) // 2 :].lower()
        return chosen


def swapped(sample: Sample, names: Names, random: Random) -> Sample:
    """Return the sample with other names of persons, the same one where one recurs."""
    chosen: dict[str, str] = {}
    out: list[Word] = []
    for word in sample.words:
        if word.name in {"B", "I"} and word.text.isalpha() and len(word.text) > 1:
            new = chosen.setdefault(word.text, names.another(word, random))
            out += _written(word, new if word.text[0].isupper() else new.lower())
        else:
            out.append(word)
    return sample.with_words(out)


def _written(word: Word, name: str) -> list[Word]:
    """Return the words of a name; a double one ("Siu-Ling") is three, where no tree forbids it."""
    first, dash, last = name.partition("-")
    if not dash or word.head is not None:
        return [word.retyped(first)]
    inside = replace(word, name="I", space=False, starts=False)
    return [
        replace(word, text=first, space=False),
        inside.retyped("-"),
        replace(inside, text=last, space=word.space),
    ]


def noisy(samples: Sequence[Sample], names: Names, random: Random) -> Iterator[Sample]:
    """Yield the samples once, some of them joined, retyped or with other names.

    Headings and other lines without a full stop are mostly joined with what follows them:
    that is where the model learns to part what no mark parts.
    """
    i = 0
    while i < len(samples):
        sample = samples[i]
        i += 1
        while i < len(samples) and random.random() < _joining(sample):
            first = without_stop(sample) if random.random() < _STOPS_LEFT_OUT else sample
            sample = joined([first, samples[i]])
            i += 1
        yield _retyped(_mistyped(_renamed(sample, names, random), random), random)


def _joining(sample: Sample) -> float:
    return _JOINED_AFTER_STOP if sample.words[-1].text in _STOPS else _JOINED_WITHOUT_STOP


def _renamed(sample: Sample, names: Names, random: Random) -> Sample:
    share = _OTHER_NAMES.get(sample.source, _OTHER_NAMES[""])
    return swapped(sample, names, random) if random.random() < share else sample


def _mistyped(sample: Sample, random: Random) -> Sample:
    """Slip in a sixth of the sentences, in one word of twelve there; names keep their spelling."""
    if random.random() > _SENTENCES_WITH_SLIPS:
        return sample
    return sample.with_words(
        word.retyped(_slip(word.text, random)) if _can_slip(word) and random.random() < _WORDS_WITH_SLIPS else word
        for word in sample.words
    )


def _can_slip(word: Word) -> bool:
    return word.name == "O" and len(word.text) >= _SHORTEST_SLIP and word.text.isalpha()


def _slip(text: str, random: Random) -> str:
    """Return a word with one letter left out, doubled, or changed for its neighbour."""
    at = random.randrange(1, len(text) - 1)
    head, tail = text[:at], text[at:]
    return random.choice((head + tail[1:], head + tail[0] + tail, head + tail[1] + tail[0] + tail[2:]))


def without_stop(sample: Sample) -> Sample:
    """Return the sample without its last full stop, if nothing hangs on that."""
    last = len(sample.words) - 1
    if last < 1 or sample.words[last].text not in {".", "!"}:
        return sample
    if any(i + (w.head or 0) == last for i, w in enumerate(sample.words[:last])):
        return sample
    return sample.with_words((*sample.words[: last - 1], replace(sample.words[last - 1], space=True)))


def _retyped(sample: Sample, random: Random) -> Sample:
    """Return it typed in one of the ways of `_TYPINGS`, or as it is."""
    chance = random.random()
    for share, typing in _TYPINGS:
        if chance < share:
            return typing(sample)
        chance -= share
    return sample


def _lowered(sample: Sample) -> Sample:
    return sample.with_words(word.retyped(word.text.lower()) for word in sample.words)


def _capitals(sample: Sample) -> Sample:
    return sample.with_words(word.retyped(word.text.upper()) for word in sample.words)


def _first_lowered(sample: Sample) -> Sample:
    first, *rest = sample.words
    return sample.with_words((first.retyped(first.text.lower()), *rest))


def _curly(sample: Sample) -> Sample:
    return sample.with_words(word.retyped(word.text.translate(_STRAIGHT)) for word in sample.words)


def _names_lowered(sample: Sample) -> Sample:
    return sample.with_words(
        word.retyped(word.text.lower()) if word.name in {"B", "I"} else word for word in sample.words
    )


_TYPINGS: tuple[tuple[float, Callable[[Sample], Sample]], ...] = (
    (0.06, _lowered),
    (0.02, _capitals),
    (0.06, without_stop),
    (0.04, _first_lowered),
    (0.12, _curly),
    (0.06, _names_lowered),
)
