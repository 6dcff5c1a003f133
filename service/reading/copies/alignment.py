"""Which words of one text stand in another, in what order: seeds, chains, gaps filled, ends reached.

Works on two sequences of words and knows nothing of notes. Everything is a list of pairs
(here, there) of equal words whose two numbers both rise. Time grows with the number of seeds,
not with the product of the two lengths.

Source: the seed, chain and extend scheme of sequence alignment, as in Smith and Waterman 1981 for
the stretches between and beyond the seeds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple

SEED = 3
"""Words in a row that start an alignment; near-dup-planted loses a third of the heavy edits at 5."""
_MOST_PLACES = 12  # of one seed in the other text; more often it is a refrain that singles out nothing
_LEAST_SEED = 0.9  # weight of a run of equal words that may start an alignment
_WIDEST_GAP = 12  # words left out on one side between two runs of one passage
_MOST_DRIFT = 9  # words by which the two sides of a gap may differ
_SKIP = 0.22  # what a word left out on one side costs, of a rare word's weight of 1
_REACH = 14  # words looked at beyond either end
_MOST_REACHES = 8  # times; where seeds are so far apart, the text is a refrain
_MOST_CHAINS = 80  # of one note, the heaviest; only a note that repeats itself has more
_UP, _LEFT, _BOTH = range(3)
_BACKWARDS = slice(None, None, -1)
_LOOK_BACK = 60  # runs; chains are local, so the best run to go on from is near

Pair = tuple[int, int]
"""A word here and the equal word there."""
Places = Mapping[tuple[str, ...], Sequence[int]]


class Row(NamedTuple):
    """Words in a row, twice: as they are compared first, covered, and as they stand.

    Two words are equal where either is: the language model may see a name on one side only.
    """

    words: Sequence[str]
    plain: Sequence[str]

    def part(self, stretch: slice) -> Row:
        """Return some of the words."""
        return Row(self.words[stretch], self.plain[stretch])


@dataclass(frozen=True, slots=True)
class _Run:
    here: int
    there: int
    length: int
    weight: float


def places_of(words: Sequence[str]) -> dict[tuple[str, ...], list[int]]:
    """Return where each run of SEED words begins."""
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, gram in enumerate(zip(*(words[n:] for n in range(SEED)), strict=False)):
        places[gram].append(at)
    return dict(places)


def aligned(here: Row, there: Row, places: Places, weights: Sequence[float]) -> Iterator[list[Pair]]:
    """Yield the passages of `here` that stand in `there`, each as its pairs of equal words.

    `places` is `places_of(there.words)`; `weights` says how much each word of `here` tells, from 0 to 1.
    """
    runs = sorted(_runs(here.words, places, weights), key=lambda run: (run.here, run.there))
    for chain in islice(_chains(runs), _MOST_CHAINS):
        pairs = _filled(chain, here, there, weights)
        yield _reached(pairs, here, there, weights)


def _runs(here: Sequence[str], places: Places, weights: Sequence[float]) -> Iterator[_Run]:
    """Yield the longest runs of equal words that hold a seed and tell something."""
    open_at: dict[int, int] = {}  # diagonal: where its run began
    grams = zip(*(here[n:] for n in range(SEED)), strict=False)
    for at, gram in enumerate(grams):
        found = places.get(gram, ())
        still = {at - there: open_at.get(at - there, at) for there in found[:_MOST_PLACES]}
        yield from _closed(open_at, still, at, weights)
        open_at = still
    yield from _closed(open_at, {}, max(len(here) - SEED + 1, 0), weights)


def _closed(open_at: Mapping[int, int], still: Mapping[int, int], at: int, weights: Sequence[float]) -> Iterator[_Run]:
    for diagonal, start in open_at.items():
        if diagonal not in still:
            length = at - start + SEED - 1
            weight = sum(weights[start : start + length])
            if weight >= _LEAST_SEED:
                yield _Run(start, start - diagonal, length, weight)


def _chains(runs: Sequence[_Run]) -> Iterator[list[_Run]]:
    """Yield runs that go on from one another on both sides, the heaviest chain first, each run once."""
    best: list[float] = []
    before: list[int] = []
    for at, run in enumerate(runs):
        score, link = 0.0, -1
        for earlier in range(max(0, at - _LOOK_BACK), at):
            cost = _cost(runs[earlier], run)
            if cost is not None and best[earlier] - cost > score:
                score, link = best[earlier] - cost, earlier
        best.append(score + run.weight)
        before.append(link)
    used: set[int] = set()
    for end in sorted(range(len(runs)), key=lambda at: -best[at]):
        chain, at = [], end
        while at >= 0 and at not in used:
            used.add(at)
            chain.append(runs[at])
            at = before[at]
        if chain:
            yield chain[::-1]


def _cost(left: _Run, right: _Run) -> float | None:
    """Return what joining two runs costs, or None where they cannot follow one another."""
    gap_here = right.here - left.here - left.length
    gap_there = right.there - left.there - left.length
    if right.here <= left.here or right.there <= left.there or max(gap_here, gap_there) > _WIDEST_GAP:
        return None
    if abs(gap_here - gap_there) > _MOST_DRIFT or right.length + min(gap_here, gap_there) <= 0:
        return None
    return _SKIP * (max(gap_here, 0) + max(gap_there, 0)) / 2 - min(gap_here, gap_there, 0)


def _filled(chain: Sequence[_Run], here: Row, there: Row, weights: Sequence[float]) -> list[Pair]:
    """Return the pairs of a chain's runs and of what is equal between them."""
    pairs = [(chain[0].here + n, chain[0].there + n) for n in range(chain[0].length)]
    for _, run in pairwise(chain):
        last_here, last_there = pairs[-1]
        skip = max(0, last_here + 1 - run.here, last_there + 1 - run.there)
        first_here, first_there = run.here + skip, run.there + skip
        pairs += _inside(here, there, (last_here + 1, first_here), (last_there + 1, first_there), weights)
        pairs += [(run.here + n, run.there + n) for n in range(skip, run.length)]
    return pairs


def _inside(here: Row, there: Row, mine: Pair, other: Pair, weights: Sequence[float]) -> list[Pair]:
    """Return the heaviest pairs of equal words between two runs."""
    if mine[0] >= mine[1] or other[0] >= other[1]:
        return []
    return _best_path(
        here.part(slice(*mine)), there.part(slice(*other)), weights[slice(*mine)], (mine[0], other[0]), skip=0
    )


def _reached(pairs: list[Pair], here: Row, there: Row, weights: Sequence[float]) -> list[Pair]:
    """Return the pairs with those beyond both ends, as far as equal words outweigh what is left out."""
    after = _onwards(pairs[-1], here, there, weights)
    ends = len(here.words) - 1, len(there.words) - 1
    first = (ends[0] - pairs[0][0], ends[1] - pairs[0][1])
    before = _onwards(first, here.part(_BACKWARDS), there.part(_BACKWARDS), weights[_BACKWARDS])
    return [*((ends[0] - mine, ends[1] - other) for mine, other in reversed(before)), *pairs, *after]


def _onwards(last: Pair, here: Row, there: Row, weights: Sequence[float]) -> list[Pair]:
    found: list[Pair] = []
    for _ in range(_MOST_REACHES):
        more = _beyond(found[-1] if found else last, here, there, weights)
        if not more:
            break
        found += more
    return found


def _beyond(last: Pair, here: Row, there: Row, weights: Sequence[float]) -> list[Pair]:
    mine, other = last[0] + 1, last[1] + 1
    near, source_near = slice(mine, mine + _REACH), slice(other, other + _REACH)
    return _best_path(here.part(near), there.part(source_near), weights[near], (mine, other), skip=_SKIP)


def _best_path(here: Row, there: Row, weights: Sequence[float], firsts: Pair, *, skip: float) -> list[Pair]:
    """Return the pairs of equal words that weigh most, less `skip` for each pair of words left out before.

    `firsts` is where the two windows begin.
    """
    if {*here.words, *here.plain}.isdisjoint({*there.words, *there.plain}):
        return []
    half = skip / 2
    above = [-half * column for column in range(len(there.words) + 1)]
    steps: list[list[int]] = []
    best, end = 0.0, (0, 0)
    for row, (word, plain, weight) in enumerate(zip(here.words, here.plain, weights, strict=True), 1):
        score = above[0] - half
        scores, step = [score], [_UP]
        for column, other in enumerate(there.words):
            up, diagonal = above[column + 1] - half, above[column] + weight
            score, taken = (up, _UP) if up > score - half else (score - half, _LEFT)
            if diagonal > score and (word == other or plain == there.plain[column]):
                score, taken = diagonal, _BOTH
                if score > best:
                    best, end = score, (row, column + 1)
            scores.append(score)
            step.append(taken)
        steps.append(step)
        above = scores
    return _walked(steps, end, firsts)


def _walked(steps: Sequence[Sequence[int]], end: Pair, firsts: Pair) -> list[Pair]:
    """Return the pairs on the way back from `end`, in order."""
    row, column = end
    path = []
    while row and column:
        step = steps[row - 1][column]
        if step == _BOTH:
            path.append((firsts[0] + row - 1, firsts[1] + column - 1))
        row, column = row - (step != _LEFT), column - (step != _UP)
    return path[::-1]
