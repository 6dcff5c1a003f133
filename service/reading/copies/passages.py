"""From paired words to passages: ends put where sentences end, weighed, parted and joined.

An alignment stops at the last equal word. A writer pastes sentences, so a passage is drawn to the
end of a clause where both sides have a few words left in it, and drawn back from a sentence it only
touches. What it is worth is how much its words tell, less for what does not fit.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from service.reading.copies.alignment import Pair, aligned
from service.reading.copies.pages import Page
from service.reading.copies.token_views import COVERS

# Chosen on half of near-dup-planted, on records r1 and on planted gold notes; see evaluation/results.md.
LEAST = 2.4
"""What a passage must be worth: about three rare words, whole and in a row."""
_FRAGMENT = 0.72  # what a passage counts for that is no whole clause
_STRICTNESS = 2  # the power of the share that fits
_LONG_RUN = 8  # words that, typed alike in a row, are a copy whatever stands round them
_RUN_COUNTS = 0.8
SURE_RUN = 12
"""Words in a row that are always found, whatever they tell: nobody types twelve alike by chance."""
_TOUCHED = 0.5  # share of a sentence below which it is only touched
_TOUCHED_WEIGHT = 2.0  # and what its words may tell at most
_LEFT_HERE, _LEFT_THERE = 10, 12  # words left of a clause on both sides that a passage takes in
_SIMILAR = 0.5  # share of a neighbouring sentence that must stand near the source
_SIMILAR_WEIGHT = 1.0
_NEAR = 45  # words round a source in which a neighbouring sentence is looked for
_SPREAD = 1.6  # that sentence's own length, times this, holds its words there
_GAP_HERE = 8  # words between two passages of one note that are one
_GAP_THERE = 14
_MOVED = 60  # words by which sentences of one passage may have changed places


@dataclass(slots=True)
class Passage:
    """A stretch of a draft and of one earlier note, in words, with the equal words between them.

    `order` is the place of the earlier note among all, the latest last.
    """

    there: Page
    order: int
    pairs: list[Pair]
    first: int
    last: int
    source_first: int
    source_last: int
    worth: float = 0.0


def passages(here: Page, earlier: Iterable[tuple[int, Page]], counts: Sequence[float]) -> list[Passage]:
    """Return what the draft shares with the earlier notes, in reading order, nothing twice.

    `counts` says what each word of the draft counts for, from 0 for a template's to 1.
    """
    found = [
        passage
        for order, there in earlier
        for whole in aligned(here.row, there.row, there.places, here.weights)
        for pairs in _parted(here, whole)
        if (passage := _shaped(here, there, order, pairs, counts))
    ]
    return _joined(_grown(here, _settled(here, found, counts)))


def _parted(here: Page, pairs: list[Pair]) -> Iterator[list[Pair]]:
    """Yield an alignment cut where a long sentence of the draft's own stands in it, merely touched."""
    part: list[Pair] = []
    for (first, last), group in groupby(pairs, key=lambda pair: here.sentence(pair[0])):
        inside = list(group)
        weight = sum(here.weights[mine] for mine, _ in inside)
        is_touched = weight < _TOUCHED * here.weight(first, last) and weight < _TOUCHED_WEIGHT
        if is_touched and last - first > _GAP_HERE and _in_long_runs(pairs).isdisjoint(inside):
            yield part
            part = []
        else:
            part += inside
    yield part


def _in_long_runs(pairs: Sequence[Pair]) -> set[Pair]:
    """Return the pairs that stand in runs of neighbours long enough to be a copy whatever they tell."""
    runs: list[list[Pair]] = []
    for pair in pairs:
        if runs and runs[-1][-1] == (pair[0] - 1, pair[1] - 1):
            runs[-1].append(pair)
        else:
            runs.append([pair])
    return {pair for run in runs if len(run) >= _LONG_RUN for pair in run}


def _shaped(here: Page, there: Page, order: int, pairs: list[Pair], counts: Sequence[float]) -> Passage | None:
    """Return a passage with its ends in place and its worth, or None where only headings are left."""
    pairs = _drawn_back(here, there, pairs)
    if not pairs:
        return None
    (first, source_first), (last, source_last) = pairs[0], pairs[-1]
    clause, source_clause = here.clause(first)[0], there.clause(source_first)[0]
    if 0 < first - clause <= _LEFT_HERE and 0 < source_first - source_clause <= _LEFT_THERE:
        first, source_first = clause, source_clause
    clause, source_clause = here.clause(last)[1], there.clause(source_last)[1]
    last, source_last = last + 1, source_last + 1
    if 0 < clause - last <= _LEFT_HERE and 0 < source_clause - source_last <= _LEFT_THERE:
        last, source_last = clause, source_clause
    passage = Passage(there, order, pairs, first, last, source_first, source_last)
    passage.worth = _worth(here, passage, counts)
    return passage


def _drawn_back(here: Page, there: Page, pairs: list[Pair]) -> list[Pair]:
    """Drop headings and merely touched sentences from both ends, on both sides."""
    before = 0
    while len(pairs) != before:
        before = len(pairs)
        for page, side in ((here, 0), (there, 1)):
            for end in (-1, 0):
                pairs = _without_touched(here, page, side, pairs, end)
    return pairs


def _without_touched(here: Page, page: Page, side: int, pairs: list[Pair], end: int) -> list[Pair]:
    if not pairs:
        return pairs
    first, last = page.sentence(pairs[end][side])
    inside = [pair for pair in pairs if first <= pair[side] < last]
    weight = sum(here.weights[mine] for mine, _ in inside)
    is_touched = weight < _TOUCHED * page.weight(first, last) and weight < _TOUCHED_WEIGHT
    if all(page.headed[pair[side]] for pair in inside) or (is_touched and len(inside) < len(pairs)):
        return [pair for pair in pairs if not first <= pair[side] < last]
    return pairs


def _worth(here: Page, passage: Passage, counts: Sequence[float]) -> float:
    """Return what the own words of a passage tell, less where they are not all there is on both sides."""
    there, pairs = passage.there, passage.pairs
    told = sum(here.weights[mine] for mine, _ in pairs)
    own = sum(here.weights[mine] * counts[mine] for mine, _ in pairs)
    common = told - own  # what stands anywhere counts for nothing on either side
    core = max(here.weight(pairs[0][0], pairs[-1][0] + 1), there.weight(pairs[0][1], pairs[-1][1] + 1), told)
    whole = max(
        _clauses_weight(here, passage.first, passage.last),
        _clauses_weight(there, passage.source_first, passage.source_last),
        told,
    )
    fits = [own / (all_told - common) if own else 0.0 for all_told in (core, whole)]
    return max(
        own * fits[0] ** _STRICTNESS * _FRAGMENT, own * fits[1] ** _STRICTNESS, _run_worth(here, passage, counts)
    )


def _clauses_weight(page: Page, first: int, last: int) -> float:
    return page.weight(page.clause(first)[0], page.clause(last - 1)[1])


def _run_worth(here: Page, passage: Passage, counts: Sequence[float]) -> float:
    """Return the worth of the best run of words that are typed alike, names and dates too."""
    best = 0.0
    for run in _runs_alike(here, passage, counts):
        words = sum(here.view.firsts[mine + 1] - here.view.firsts[mine] for mine in run)
        own_words = sum((here.view.firsts[mine + 1] - here.view.firsts[mine]) * counts[mine] for mine in run)
        if words >= _LONG_RUN:
            best = max(best, _RUN_COUNTS * sum(here.weights[mine] * counts[mine] for mine in run))
        if own_words >= SURE_RUN:
            best = max(best, LEAST)
    return best


def _runs_alike(here: Page, passage: Passage, counts: Sequence[float]) -> Iterator[list[int]]:
    """Yield the runs of words that are typed alike on both sides; a template's words part them."""
    run: list[int] = []
    before: Pair | None = None
    for mine, other in passage.pairs:
        is_alike = here.words[mine] not in COVERS or here.view.then(mine) == passage.there.view.then(other)
        is_own = is_alike and counts[mine] > 0
        if before != (mine - 1, other - 1) or not is_own:
            yield run
            run = []
        if is_own:
            run.append(mine)
            before = (mine, other)
    yield run


def _settled(here: Page, found: Sequence[Passage], counts: Sequence[float]) -> list[Passage]:
    """Return what is worth telling, the best first and of equals the latest note's; nothing overlaps."""
    taken: set[int] = set()
    kept = []
    for passage in sorted(found, key=lambda one: (-one.worth, -one.order)):
        if passage.worth < LEAST:
            break
        free = _longest_free(passage.pairs, taken)
        if not free:
            continue
        left = passage if len(free) == len(passage.pairs) else _shaped(
            here, passage.there, passage.order, free, counts)  # fmt: skip
        if left is None or left.worth < LEAST:
            continue
        left.first = max((at + 1 for at in range(left.first, left.pairs[0][0]) if at in taken), default=left.first)
        left.last = min((at for at in range(left.pairs[-1][0] + 1, left.last) if at in taken), default=left.last)
        kept.append(left)
        taken.update(range(left.first, left.last))
    return kept


def _longest_free(pairs: Sequence[Pair], taken: set[int]) -> list[Pair]:
    """Return the longest part of an alignment with nothing taken in it, nor between its words."""
    longest: list[Pair] = []
    run: list[Pair] = []
    for pair in pairs:
        if pair[0] in taken:
            run = []
            continue
        if run and not taken.isdisjoint(range(run[-1][0], pair[0])):
            run = []
        run.append(pair)
        if len(run) > len(longest):
            longest = run
    return longest


def _grown(here: Page, kept: list[Passage]) -> list[Passage]:
    """Take in neighbouring sentences whose words stand near the source, in whatever order."""
    taken = {word for passage in kept for word in range(passage.first, passage.last)}
    for passage in kept:
        for forwards in (True, False):
            while stretch := _neighbour(here, passage, forwards):
                pairs = [] if taken & {*stretch} else _standing_near(here, passage, stretch)
                if not pairs:
                    break
                taken.update(stretch)
                _take_in(passage, stretch, pairs)
    return kept


def _neighbour(here: Page, passage: Passage, forwards: bool) -> range:  # noqa: FBT001 - which of two ends
    """Return the words of the next whole sentence; none where the passage ends inside one."""
    at = passage.last if forwards else passage.first - 1
    if not 0 <= at < len(here):
        return range(0)
    sentence = range(*here.sentence(at))
    is_whole = sentence.start == passage.last if forwards else sentence.stop == passage.first
    is_lead = here.text.text[: here.view.masked.starts[passage.first]].rstrip().endswith(":") and not forwards
    return sentence if is_whole and not is_lead else range(0)


def _standing_near(here: Page, passage: Passage, stretch: range) -> list[Pair]:
    """Return the equal words of a sentence and a stretch of its length near the source, if they tell enough."""
    there = passage.there
    used = {other for _, other in passage.pairs}
    near = range(max(0, passage.source_first - _NEAR), min(len(there), passage.source_last + _NEAR))
    places: dict[str, list[int]] = {}
    for other in reversed(near):
        if other not in used:
            places.setdefault(there.words[other], []).append(other)
    pairs = [(mine, places[word].pop()) for mine in stretch if places.get(word := here.words[mine])]
    width = max(int(len(stretch) * _SPREAD), 6)
    best = max(
        ([pair for pair in pairs if start <= pair[1] < start + width] for _, start in pairs),
        key=lambda some: sum(here.weights[mine] for mine, _ in some),
        default=[],
    )
    weight = sum(here.weights[mine] for mine, _ in best)
    is_similar = weight >= _SIMILAR * here.weight(stretch.start, stretch.stop) and weight >= _SIMILAR_WEIGHT
    return best if is_similar else []


def _take_in(passage: Passage, stretch: range, pairs: Sequence[Pair]) -> None:
    passage.pairs = sorted([*passage.pairs, *pairs])
    passage.first, passage.last = min(passage.first, stretch.start), max(passage.last, stretch.stop)
    others = [other for _, other in pairs]
    passage.source_first = min(passage.source_first, passage.there.clause(min(others))[0])
    passage.source_last = max(passage.source_last, passage.there.clause(max(others))[1])


def _joined(kept: Iterable[Passage]) -> list[Passage]:
    """Return the passages in reading order, those of one note that lie together on both sides as one."""
    joined: list[Passage] = []
    for passage in sorted(kept, key=lambda one: one.first):
        if joined and _lie_together(joined[-1], passage):
            before = joined[-1]
            before.pairs = before.pairs + passage.pairs
            before.last = passage.last
            before.source_first = min(before.source_first, passage.source_first)
            before.source_last = max(before.source_last, passage.source_last)
            before.worth += passage.worth
        else:
            joined.append(passage)
    return joined


def _lie_together(left: Passage, right: Passage) -> bool:
    gap_here = right.first - left.last
    gap_there = max(right.source_first - left.source_last, left.source_first - right.source_last)
    widest = _MOVED if gap_here <= 2 else _GAP_THERE  # noqa: PLR2004 - sentence by sentence, in another order
    return left.there is right.there and gap_here <= _GAP_HERE and gap_there <= widest
