"""Where names of persons stand in a whole note: what the language model marked, mended by its layout and its sender.

Notes are full of clipped openings ("Rang Kirsty"), labels ("Risks:") and names that a model has never seen; what is
left out here is left out of everything that is asked about people.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from service.reading.calendar_words import DAYS, MONTHS
from service.reading.ease.word_levels import levels_of
from service.reading.language.text import Text, Token
from service.reading.language.words import listed
from service.reading.people.person_names import MEN, TITLES, WOMEN
from service.reading.people.unseen_names import ORGANISATIONS, WHO_CAME, unseen_names
from service.reading.phrasing.wordlists import Match

Stretch = tuple[int, int]

_OPENERS = listed(
    "actions name rang met saw spoke told asked visited emailed texted called left phoned messaged collected "
    "dropped thanked chased refer referred discussed agreed update updated via re from to with for and by see "
    "ring email text ask tell meet message dear hi hello hey love thanks regards yours unborn baby little young "
    "both"
)
_PLACES = listed(
    "ward unit pru team club house hub centre center lodge school academy primary college road street court close lane "
    "avenue park nursery hospital surgery clinic trust group service services project room class council church mosque "
    "temple foundation day week year"
)
ALSO_NAMES = listed(
    "grace hope faith joy rose lily daisy poppy ivy violet amber ruby pearl jade summer autumn robin rob pat sue "
    "ray bill mark frank jack dean dale will guy max gene jay kit sandy olive hazel holly iris fern heather april "
    "may june bob don drew grant miles chase hunter mason cook angel star sky dawn eve gill jean kay lee penny "
    "sally viv wren rich nick art earl duke king prince wade brook cliff glen heath clay reed rex river rowan "
    "sage scout skip ty ash basil bay bella bonnie carol chance charity christian cherry clement crystal destiny "
    "dolly ernest fay gale ginger harmony honey jasmine jewel joey josh jude junior kitty laurel luke major "
    "marina melody mercy mike molly myrtle nancy noel norm ophelia patience patsy pansy peg peter precious "
    "prudence queenie randy reggie rusty ruth sonny stew stormy sunny tiger timothy tom tony trinity troy vic "
    "victor victoria wanda wendy willow winter zed"
)
_CALENDAR = frozenset((*DAYS, *MONTHS)) | listed(
    "tue tues wed weds thu thur thurs fri sat feb mar apr jul aug sept sep oct nov dec christmas easter ramadan "
    "eid diwali"
)
_COURTESIES = MEN | WOMEN | {"dr", "mx"}
_DASHES = frozenset({"-", "–", "—"})
_NOBODY = WHO_CAME | ORGANISATIONS | listed("referral handover handovers actions honour")
_PEOPLES = ("ish", "ese", "lish", "ian", "ean")


def name_stretches(text: Text, roles: Sequence[Match], words: Container[str]) -> list[Stretch]:
    """Return where names stand, without titles, as tokens (half-open) in order.

    `roles` is what the list `role` found, `words` are the list's own, which are no names.
    """
    edges = {sentence.first for sentence in text.sentences}
    rough = [piece for stretch in _marked(text) for piece in _pieces(text, stretch, words)]
    told = Counter(text.tokens[first].text.lower() for first, _ in rough)
    doubtful = _doubtful(text.tokens, rough, told, edges)
    kept = [one for one in rough if one not in doubtful and not _is_place(text.tokens, one)]
    seen = {at for first, last in rough for at in range(first, last)}
    kept = _joined(text, kept, unseen_names(text, roles, seen, _NoName(words)))
    taken = {at for first, last in kept for at in range(first, last)}
    return sorted(_widened(text, one, taken, edges, words) for one in kept)


def _joined(text: Text, kept: Sequence[Stretch], unseen: Sequence[Stretch]) -> list[Stretch]:
    """Add names that were not seen, each to the name right beside it if there is one: "Liz [Prior]"."""
    new = set(unseen)
    joined: list[Stretch] = []
    for one in sorted([*kept, *unseen]):
        is_beside = joined and joined[-1][1] == one[0] and _gap(text, one[0]) == " "
        if is_beside and (one in new or joined[-1] in new):
            joined[-1] = (joined[-1][0], one[1])
        else:
            joined.append(one)
    return joined


class _NoName:
    """Words that no name is made of, in lower case."""

    def __init__(self, words: Container[str]) -> None:
        self.words = words

    def __contains__(self, word: object) -> bool:
        if isinstance(word, str) and word.removesuffix("s") in DAYS:
            return True
        return word in self.words or word in _CALENDAR or word in _PLACES or word in TITLES


def _marked(text: Text) -> Iterator[Stretch]:
    """Yield the model's names, and the words that the sender says are names, those side by side as one."""
    starts = [token.start for token in text.tokens]
    found = [(bisect_left(starts, span.start), bisect_left(starts, span.end)) for span in text.names]
    inside = {at for first, last in found for at in range(first, last)}
    found += [
        (token.index, token.index + 1)
        for token in text.tokens
        if token.is_name and token.index not in inside and token.pos in {"PROPN", "NOUN", "X"}
    ]
    found += [(at, at + 1) for at in _titled_letters(text) if at not in inside]
    joined: list[Stretch] = []
    for first, last in sorted(
        one for one in dict.fromkeys(found) if one[0] < one[1] and not _are_days(text.tokens, one)
    ):
        if joined and joined[-1][1] == first and not {first, joined[-1][0]} <= inside and _gap(text, first) == " ":
            joined[-1] = (joined[-1][0], last)
        else:
            joined.append((first, last))
    yield from joined


def _titled_letters(text: Text) -> Iterator[int]:
    """Yield the letters behind a title: "Mrs P", "Mr O."."""
    for token in text.tokens[1:]:
        letter = token.text.removesuffix(".")
        if len(letter) == 1 and letter.isupper() and _is_title(text.tokens[token.index - 1]):
            yield token.index


def _is_title(token: Token) -> bool:
    return token.text[0].isupper() and token.text.lower().rstrip(".") in _COURTESIES


def _are_days(tokens: Sequence[Token], stretch: Stretch) -> bool:
    """Tell whether a word is one of days or a month with its year: "Wednesdays", "Jan 2023"."""
    first, last = stretch
    word = tokens[first].text.lower()
    is_month = word in _CALENDAR | {"jan"} and last < len(tokens) and tokens[last].text.isdigit()
    return last - first == 1 and (is_month or word.removesuffix("s") in DAYS)


def _gap(text: Text, at: int) -> str:
    """Return what stands between a token and the one before."""
    return text.text[text.tokens[at - 1].end : text.tokens[at].start] if 0 < at < len(text.tokens) else "\n"


def _pieces(text: Text, stretch: Stretch, words: Container[str]) -> Iterator[Stretch]:
    """Yield the names in a stretch that the model took for one: "Rang Kirsty", "March - Ade", "Reggie Reggie"."""
    first, last = stretch
    tokens = text.tokens
    cuts = [at for at in range(first, last) if tokens[at].text in _DASHES and _gap(text, at) and _gap(text, at + 1)]
    cuts += [at for at in range(first + 1, last) if tokens[at].text == tokens[at - 1].text or "\n" in _gap(text, at)]
    is_told = False
    for start, end in pairwise([first, *sorted(cuts), last]):
        begin = start + (tokens[start].text in _DASHES)
        if is_told and begin > start:
            return  # "Lewis - Mixed heritage"
        while begin < end and _opens(tokens[begin].text.lower(), words, is_last=begin + 1 == end):
            begin += 1
        if begin < end:
            yield begin, end
            is_told = True


def _opens(word: str, words: Container[str], *, is_last: bool) -> bool:
    """Tell whether a word stands before a name and is none: "Rang Kirsty", "Housemate Filmon"."""
    if word.removesuffix("s") in DAYS:
        return True
    return word in _OPENERS or (word in _CALENDAR and word not in ALSO_NAMES) or (not is_last and word in words)


def _doubtful(
    tokens: Sequence[Token], found: Sequence[Stretch], told: Counter[str], edges: Container[int]
) -> frozenset[Stretch]:
    """Return the single words, met once at the head of a sentence, that are more likely words than names."""
    alone = [
        (first, last)
        for first, last in found
        if last - first == 1
        and (told[tokens[first].text.lower()] == 1 or tokens[first].text.lower() in _NOBODY)
        and (
            first in edges
            or tokens[first].text.lower() in _NOBODY
            or tokens[first].pos not in {"PROPN", "NOUN"}
            or _is_beside_thing(tokens, first)
        )
        and tokens[first].text.lower() not in ALSO_NAMES
        and not _is_titled(tokens, first)
    ]
    levels = levels_of(tokens[first].text.lower() for first, _ in alone)
    stems = levels_of(tokens[first].text.lower().removesuffix("s") for first, _ in alone)
    return frozenset(
        one
        for one in alone
        if levels[word := tokens[one[0]].text.lower()].graded
        or (word.endswith("s") and stems[word.removesuffix("s")].graded)
        or (levels[word].listed and word.endswith(_PEOPLES))
        or _is_beside_thing(tokens, one[0])
        or word in _NOBODY
    )


def _is_beside_thing(tokens: Sequence[Token], first: int) -> bool:
    """Tell whether a word names the thing behind it: "Moses basket"."""
    following = tokens[first + 1] if first + 1 < len(tokens) else None
    is_part = tokens[first].dep in {"compound", "amod", "nmod"} and tokens[first].head == first + 1
    return is_part and following is not None and following.pos == "NOUN" and following.text.islower()


def _is_titled(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].text.lower().rstrip(".") in TITLES


def _is_place(tokens: Sequence[Token], stretch: Stretch) -> bool:
    """Tell whether a place or a service bears the name: "Puffin Ward", "Brantwood PRU"."""
    first, last = stretch
    following = tokens[last] if last < len(tokens) else None
    if following is None or last - first > 1 or _is_titled(tokens, first):
        return False
    return following.text[0].isupper() and following.text.lower() in _PLACES


def _widened(
    text: Text, stretch: Stretch, taken: Container[int], edges: Container[int], words: Container[str]
) -> Stretch:
    """Return a name with the parts beside it that the model did not know: "Liz [Prior]", "[Sian] Foy"."""
    first, last = stretch
    no_names = _NoName(words)
    while last not in taken and _gap(text, last) == " " and _is_part(text.tokens[last], no_names):
        last += 1
    if last - first > 1 or first in edges or first == 0 or first - 1 in edges or first - 1 in taken:
        return first, last
    before = text.tokens[first - 1]
    is_more = _gap(text, first) == " " and before.text.lower() not in _OPENERS and _is_part(before, no_names)
    return first - is_more, last


def _is_part(token: Token, no_names: Container[str]) -> bool:
    """Tell whether a word may be part of a name: a capital, and no word of the calendar, a place or a role."""
    is_capital = token.text[0].isupper() and len(token.text) > 1 and not token.text.isupper() and token.text.isalpha()
    return is_capital and token.pos in {"PROPN", "ADJ", "NOUN", "X"} and token.text.lower() not in no_names
