"""Where the sentences of a note end, by rules on words, marks and line breaks.

Notes are typed in haste and pasted from elsewhere: bullets and headings have no full stop,
lines are wrapped in the middle of a sentence, a sentence may start in lower case. What the
rules leave whole, the language model may still part where the writer left out a full stop.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from service.note import Span
from service.reading.language.headings import BULLET, headings_run_on
from service.reading.language.words import TITLES, gaps, listed

LONGEST = 400  # words; a longer run without an end is cut, so that no input costs too much

_STOPS = frozenset(".!?…。")
_CLOSING = frozenset("\"'”’)]»")
_OPENING = frozenset("\"'“‘([«")
_NEVER_LAST = frozenset(f"{title.lower()}." for title in TITLES) | {
    "e.g.", "i.e.", "vs.", "approx.", "est.", "incl.", "inc.", "ref.", "tel.", "a.k.a.",
}  # fmt: skip
_STARTERS = listed(
    "he she they we i it this that there the his her their my our mum dad mother father no not "
    "when if in on at after before both all what who how"
)
# Short for something when a number or a lower-case word follows.
_BEFORE_NUMBER = listed("no nos p pp para paras s ss reg art fig ch sec vol flat rm ext")
_CUT_WORDS = listed(
    "mins min secs hosp appt asst assoc temp poss prob prev orig dept resp exec ed edn acc adj "
    "wed thurs tues fri sat sun jan feb apr aug sept oct nov dec st rd ave cont corp ltd"
)
_SAYING = listed(
    "said says asked asks replied answered shouted told added whispered yelled laughed cried called "
    "wrote texted screamed wondered repeated explained went"
)
_GOES_ON = listed(
    "a an the of to in on at by for with from and or but that which who whose his her their my our "
    "your its as than is was are were be been has have had will would should could may might must "
    "not very mr mrs ms miss dr this these those about into over after before between during"
)
_NEVER_ENDS_LINE = listed("a an the and or my his their your its mr mrs ms miss dr &")
_INITIAL = re.compile(r"[^\W\d_]\.")
_LOWER_WORD = re.compile(r"[a-z]{3,}")
_CLIPPED = re.compile(r"[b-df-hj-np-tv-xz]{2,4}")
_NARROWEST, _WIDE = 40, 60  # characters; a shorter line is not wrapped, one as long may be
_GREETINGS = frozenset({"dear", "hi", "hello", "hiya"})


@dataclass(frozen=True, slots=True)
class _Line:
    """A line's first word, how many characters it shows, and whether a bullet opens it."""

    first: int
    length: int
    is_bullet: bool
    follows_blank: bool


def split(text: str, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """Return each sentence as its first word and the word after its last, in order."""
    if not spans:
        return []
    between = gaps(text, list(spans))
    shown = [span.of(text) for span in spans]
    starts = _line_starts(text, spans, between, shown)
    starts |= headings_run_on(shown, {0} | starts)
    starts |= {i for i in range(1, len(spans)) if i not in starts and _ends_before(i, shown, between)}
    starts = _without_lone_marks(starts, shown, between)
    return list(_cut([0, *sorted(starts - {0}), len(spans)]))


def _cut(edges: list[int]) -> Iterator[tuple[int, int]]:
    for first, last in pairwise(edges):
        for begin in range(first, last, LONGEST):
            yield begin, min(begin + LONGEST, last)


# --- line breaks ---------------------------------------------------------------


def _lines(text: str, spans: Sequence[Span], between: list[str]) -> list[_Line]:
    found: list[_Line] = []
    for i, gap in enumerate(between):
        breaks = gap.count("\n") or gap.count("\r") + gap.count("\u2028") + gap.count("\u2029")
        if i == 0 or breaks:
            start = spans[i].start
            bullet = BULLET.match(text, start, start + 12)
            found.append(_Line(i, 0, bullet is not None, breaks > 1))
    ends = [line.first for line in found[1:]] + [len(spans)]
    return [
        _Line(line.first, spans[end - 1].end - spans[line.first].start, line.is_bullet, line.follows_blank)
        for line, end in zip(found, ends, strict=True)
    ]


def _line_starts(text: str, spans: Sequence[Span], between: list[str], shown: list[str]) -> set[int]:
    """Return the words that start a line and with it a sentence."""
    lines = _lines(text, spans, between)
    widths = _widths(lines)
    return {
        line.first
        for above, line, width in zip(lines, lines[1:], widths[1:], strict=False)
        if line.follows_blank or line.is_bullet or not _wrapped(above, line, width, shown)
    }


def _widths(lines: list[_Line]) -> list[int]:
    """Return for each line the length of the longest line in its block."""
    widths = [0] * len(lines)
    begin = 0
    for i in range(1, len(lines) + 1):
        if i == len(lines) or lines[i].follows_blank:
            longest = max(line.length for line in lines[begin:i])
            widths[begin:i] = [longest] * (i - begin)
            begin = i
    return widths


def _wrapped(above: _Line, line: _Line, width: int, shown: list[str]) -> bool:
    """Tell whether a line break stands in the middle of a sentence.

    A line is wrapped only if its next word would not have fitted, or if it breaks off at a
    word that cannot end a sentence.
    """
    last, following = shown[line.first - 1], shown[line.first]
    goes_on = following == "(" or _first_word(line.first, shown)[0].islower()
    if last[0] in _STOPS or last in {":", ";"} or _closes_after_stop(line.first, shown):
        return last == ";" and goes_on
    is_full = above.length >= _NARROWEST and above.length + 1 + len(following) > width
    if last in {",", "-", "–", "(", "&", "/"} or last.lower() in _GOES_ON:
        return goes_on or is_full or last.lower() in _NEVER_ENDS_LINE
    if goes_on:
        return is_full or above.length >= _WIDE
    return is_full and above.length < width and above.length >= _WIDE


def _closes_after_stop(i: int, shown: list[str]) -> bool:
    before = _before_closing(i, shown)
    return before >= 0 and before < i - 1 and shown[before][0] in _STOPS


# --- marks ---------------------------------------------------------------------


def _before_closing(i: int, shown: list[str]) -> int:
    """Return the last word before `i` that is not a closing quote or bracket, or -1."""
    last = i - 1
    while last >= 0 and shown[last] in _CLOSING:
        last -= 1
    return last


def _ends_before(i: int, shown: list[str], between: list[str]) -> bool:
    """Tell whether a sentence ends on this line before word `i`."""
    last = _last_before_quote(i, shown, between)
    is_closing = shown[i] in _CLOSING and not between[i]
    if last < 0 or is_closing:
        return False
    mark = shown[last]
    if mark == ",":
        return _greets(i, shown, between)
    if len(mark) > 1 and mark[-1] in _STOPS and mark[0] not in _STOPS:
        return bool(between[i]) and _after_short_form(mark, _first_word(i, shown))
    if mark[-1] not in _STOPS or _is_item_number(last, shown, between):
        return False
    if not between[i]:
        return _typed_without_space(i, last, shown)
    return _after_stop(mark, last, _first_word(i, shown), shown, is_quoted=last < i - 1)


def _is_item_number(last: int, shown: list[str], between: list[str]) -> bool:
    """Tell whether the stop at `last` belongs to a list's number: "1." at the head of a line."""
    return last > 0 and shown[last - 1].isdigit() and (last == 1 or "\n" in between[last - 1])


def _greets(i: int, shown: list[str], between: list[str]) -> bool:
    """Tell whether "Dear Marcus," at the start of a line ends before word `i`."""
    openers = [k for k in range(max(0, i - 5), i - 1) if shown[k].lower() in _GREETINGS]
    at_start = bool(openers) and (openers[0] == 0 or "\n" in between[openers[0]])
    return at_start and shown[i][0].isupper()


def _last_before_quote(i: int, shown: list[str], between: list[str]) -> int:
    """Return the mark that may end the sentence before `i`, behind closing quotes."""
    last = i - 1
    while last > 0 and shown[last] in _CLOSING and not between[last]:
        last -= 1
    return last


def _first_word(i: int, shown: list[str]) -> str:
    """Return the first word from `i` on, behind opening quotes."""
    for text in shown[i : i + 3]:
        if text not in _OPENING and text not in _CLOSING:
            return text
    return shown[i]


def _after_short_form(mark: str, following: str) -> bool:
    """Tell whether a word written with its stop (p.m., etc., Dr.) ends the sentence."""
    if mark.lower() in _NEVER_LAST:
        return False
    if _INITIAL.fullmatch(mark):
        return following.lower() in _STARTERS
    return following[0].isupper()


def _typed_without_space(i: int, last: int, shown: list[str]) -> bool:
    """Tell whether "home.She" is two sentences."""
    before = shown[last - 1] if last else ""
    return (
        last == i - 1
        and shown[last] in {".", "!", "?"}
        and _LOWER_WORD.fullmatch(before) is not None
        and shown[i].istitle()
    )


def _after_stop(mark: str, last: int, following: str, shown: list[str], *, is_quoted: bool) -> bool:
    before = shown[last - 1].lower() if last else ""
    if following[0].islower():
        if is_quoted or mark[0] == "…" or mark.startswith(".."):
            return False
        return not (mark == "." and (before in _CUT_WORDS or len(before) == 1 or _is_clipped(before)))
    if mark == "." and following[0].isdigit() and before in _BEFORE_NUMBER:
        return False
    if is_quoted and mark[0] in "!?":
        return not _is_said(last, shown)
    return last > 0


def _is_clipped(word: str) -> bool:
    """Tell whether a word is short for another: a few letters and no vowel (hrs, dwp)."""
    return _CLIPPED.fullmatch(word) is not None


def _is_said(last: int, shown: list[str]) -> bool:
    """Tell whether '"Why?" Kai asked' goes on behind the closing quote."""
    behind = [text.lower() for text in shown[last + 1 : last + 6] if text not in _CLOSING]
    return any(text in _SAYING for text in behind[1:4])


def _without_lone_marks(starts: set[int], shown: list[str], between: list[str]) -> set[int]:
    """Drop starts that would leave a closing mark or a bullet's number on its own."""
    return {i for i in starts if "\n" in between[i] or not (shown[i] in _CLOSING and i + 1 in starts)}
