"""A text as words, twice: as they stand, and with names, dates, numbers and pronouns covered.

The literal view finds what was pasted; the covered one finds what was pasted and then fitted to
another child or another day. Both are cut from the raw text by one pattern, with no language
model, so that a fingerprint taken years ago still meets today's. A change to what this file
makes of a text makes stored fingerprints useless: raise `VERSION` with it.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from service.note import Span
from service.reading.language.text import Text
from service.reading.language.words import TITLES, listed

VERSION = 1
"""Of the cutting, the spelling and the covers; stored beside whatever is stored of them."""

NAME, DATE, NUMBER, PRONOUN = "@N", "@D", "#", "@P"
COVERS = frozenset({NAME, DATE, NUMBER, PRONOUN})

_JOINERS = "\u00ad\u200b-\u200d\u2060\ufeff"  # soft hyphens and marks of no width, lost in pasting
_WORD = re.compile(
    rf"""
      \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th)(?!\w))?                      # 3 4.30 3/3/25 2nd
    | [^\W\d_](?:[^\W\d_]|[{_JOINERS}\u0300-\u036f])*
        (?:['’‘ʼ`´＇][^\W\d_]+)*                                        # word, didn't, O'Brien
    | [^\W_]                                                           # digits of no script we cut, ½, ²
    | [&＆]
    | [\u2600-\u27bf\U0001f000-\U0001faff]                             # emoji
    """,
    re.VERBOSE,
)
_APOSTROPHES = str.maketrans(dict.fromkeys("’‘ʼ`´＇", "'"))
_UNSEEN = re.compile(f"[{_JOINERS}]")
_OWNED = re.compile(r"['’‘ʼ`´＇][sS]\Z")
_TIME = re.compile(r"\d+:\d+.*|\d+/\d+.*|\d+\.\d+\.\d+|(?:19|20)\d\d|\d+(?:st|nd|rd|th)")

_PRONOUNS = listed(
    "i me my mine myself we us our ours ourselves you your yours yourself he him his himself she her hers herself "
    "they them their theirs themselves themself"
)
_DAYS = listed(
    "monday tuesday wednesday thursday friday saturday sunday mon tue tues wed weds thu thur thurs fri "
    "january february april june july august september october november december "
    "jan feb apr jun jul aug sept sep oct nov dec"
)
_DAYS_IF_CAPITAL = listed("May March Mar Sat Sun")
_NUMBERS = listed(
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand"
)
_HALVES = frozenset({"am", "pm", "a.m", "p.m"})
_TITLES = frozenset(title.lower() for title in TITLES)
_STARTS = re.compile(r"[.!?:;•\n\r\"“”(]")


@dataclass(frozen=True, slots=True)
class Words:
    """Words in reading order: how each is compared, and where it stands in the raw text."""

    shown: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.shown)

    def span(self, first: int, last: int) -> Span:
        """Return where the words from `first` up to but not including `last` stand."""
        return Span(self.starts[first], self.ends[last - 1])


@dataclass(frozen=True, slots=True)
class TokenView:
    """A text in both views.

    `masked` is shorter than `literal` where a name or a date has several words: it is covered as
    one. The covered word i stands for the literal words `firsts[i]` up to `firsts[i + 1]`.
    """

    raw: str
    literal: Words
    masked: Words
    firsts: tuple[int, ...]

    def then(self, at: int) -> str:
        """Return the literal words behind the covered word `at`, joined by spaces."""
        return " ".join(self.literal.shown[self.firsts[at] : self.firsts[at + 1]])


def view_of(text: Text) -> TokenView:
    """Return both views of a note whose names the language model has found."""
    literal = _literal(text.text)
    named = [token.span for token in text.tokens if token.is_name]
    return _masked(text.text, literal, _inside(literal, named))


def view_of_words(raw: str) -> TokenView:
    """Return both views without a language model: what has a capital inside a sentence is a name.

    Fast enough to index a council's notes. Compare a view made so only with views made so:
    the literal views are always alike, the covered ones need not be.
    """
    literal = _literal(raw)
    return _masked(raw, literal, _capitals(raw, literal))


def grams(words: Sequence[str], k: int) -> Iterator[tuple[str, ...]]:
    """Yield every run of `k` words, in order; nothing where there are fewer."""
    return zip(*(words[at:] for at in range(k)), strict=False)


def winnow(hashes: Sequence[int], window: int) -> list[int]:
    """Return the positions of the hashes to keep: the least of every `window` in a row.

    Two texts with `window` hashes in a row in common keep at least one of the same value, so with
    hashes of k words every common run of k + window - 1 words is met. Fewer hashes than a window
    keep their least. Of equals the last is kept, unless the one kept before is still in sight.

    Source: Schleimer, Wilkerson and Aiken 2003, Winnowing: local algorithms for document
    fingerprinting (robust winnowing).
    """
    kept: list[int] = []
    rising: deque[int] = deque()  # where hashes rise: the last of the least in sight stands first
    for at, value in enumerate(hashes):
        while rising and hashes[rising[-1]] >= value:
            rising.pop()
        rising.append(at)
        if rising[0] <= at - window:
            rising.popleft()
        is_met = kept and kept[-1] > at - window and hashes[kept[-1]] == hashes[rising[0]]
        if at >= window - 1 and not is_met:
            kept.append(rising[0])
    return kept or [*rising][:1]


def _literal(raw: str) -> Words:
    shown, starts, ends = [], [], []
    for match in _WORD.finditer(raw):
        start, end = match.span()
        word = match[0]
        cut = len(word) - 2 if len(word) > 2 and _OWNED.search(word) else 0  # noqa: PLR2004 - Ellis|'s
        if cut:
            shown += [_spelt(word[:cut]), "'s"]
            starts += [start, start + cut]
            ends += [start + cut, end]
        else:
            shown.append(_spelt(word))
            starts.append(start)
            ends.append(end)
    return Words(tuple(shown), tuple(starts), tuple(ends))


def _spelt(word: str) -> str:
    """Return a word as it is compared: one spelling for each way of typing it."""
    if word.isascii():
        return "and" if word == "&" else word.lower().replace("`", "'")
    plain = _UNSEEN.sub("", unicodedata.normalize("NFKC", word).translate(_APOSTROPHES))
    return "and" if plain == "&" else plain.casefold()


def _inside(words: Words, named: Sequence[Span]) -> list[bool]:
    """Tell for each word whether it begins in one of the sorted spans."""
    begins = [span.start for span in named]
    found = [bisect_right(begins, start) - 1 for start in words.starts]
    return [
        at >= 0 and start < named[at].end and shown != "'s"
        for at, start, shown in zip(found, words.starts, words.shown, strict=True)
    ]


def _capitals(raw: str, words: Words) -> list[bool]:
    """Tell which words are likely names: a capital where no sentence begins, and the same word elsewhere."""
    capital = [raw[start].isupper() and cover_of(word, raw[start]) is None
               for word, start in zip(words.shown, words.starts, strict=True)]  # fmt: skip
    inner = {words.shown[i] for i, is_capital in enumerate(capital) if is_capital and i and not _begins(raw, words, i)}
    return [is_capital and word in inner for is_capital, word in zip(capital, words.shown, strict=True)]


def _begins(raw: str, words: Words, at: int) -> bool:
    """Tell whether a sentence, a line or a quotation may begin with a word; "Dr. Khan" is none."""
    end = words.ends[at - 1]
    is_short_form = words.shown[at - 1] in _TITLES and raw[end : end + 1] == "."
    return _STARTS.search(raw, end + is_short_form, words.starts[at]) is not None


def cover_of(word: str, first: str) -> str | None:
    """Return what covers a word that is no name, or None; `first` is its first character as typed."""
    if word in _PRONOUNS:
        return PRONOUN
    if word[0].isdigit():
        return DATE if _TIME.fullmatch(word) else NUMBER
    if word in _NUMBERS:
        return NUMBER
    return DATE if word in _DAYS or (first.isupper() and word.capitalize() in _DAYS_IF_CAPITAL) else None


def _masked(raw: str, literal: Words, named: Sequence[bool]) -> TokenView:
    covers = [
        NAME if is_name else cover_of(word, raw[start]) or word
        for word, start, is_name in zip(literal.shown, literal.starts, named, strict=True)
    ]
    _join_titles(covers)
    firsts: list[int] = []
    shown: list[str] = []
    for i, cover in enumerate(covers):
        if i and (merged := _one(shown[-1], cover, raw[literal.ends[i - 1] : literal.starts[i]])):
            shown[-1] = merged
        else:
            shown.append(cover)
            firsts.append(i)
    firsts.append(len(covers))
    starts = tuple(literal.starts[first] for first in firsts[:-1])
    ends = tuple(literal.ends[after - 1] for after in firsts[1:])
    return TokenView(raw, literal, Words(tuple(shown), starts, ends), tuple(firsts))


def _join_titles(covers: list[str]) -> None:
    for i in range(len(covers) - 1):
        if covers[i] in _TITLES and covers[i + 1] == NAME:
            covers[i] = NAME


def _one(before: str, cover: str, between: str) -> str | None:
    """Return the cover of two neighbours that are one name or one date, or None."""
    if "\n" in between or len(between) > 2:  # noqa: PLR2004 - ", " at most
        return None
    if before == cover == NAME:
        return NAME if "," not in between else None  # "Ellis, Poppy" are two
    if cover in _HALVES and before in {NUMBER, DATE}:
        return DATE
    is_timely = {before, cover} <= {NUMBER, DATE} and DATE in {before, cover}
    return DATE if is_timely and "." not in between else None
