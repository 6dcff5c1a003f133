"""Where the words and marks of a note begin and end.

One pattern, linear in its input, instead of a library's tokeniser: notes hold shorthand
(t/c, 4.30pm, wouldnt), a token must map back to exact code points, and nothing of a note
may stay behind in a cache. Words are cut as the treebanks that train `models/english` cut
them: `did|n't`, `Mum|'s`, `11|-|year|-|old`, `4.30|pm`.
"""

from __future__ import annotations

import re
from itertools import pairwise

from service.note import Span

_LETTER = r"[^\W\d_]"
_IN_WORD = r"[^\W_\u0300-\u036F]|[\u0300-\u036F]"  # letters, digits, accents typed apart


def listed(text: str) -> frozenset[str]:
    """Return the words of a list written with spaces."""
    return frozenset(text.split())


# Written with its full stop as one word. A title is never the end of a sentence.
TITLES = listed("Mr Mrs Ms Mx Miss Dr Prof Rev Fr Sr Jr St Cllr Hon Sgt Insp Supt Mt")
_SHORT_FORMS = listed("approx etc vs dept est ext incl inc ref tel ave govt min max hrs wk wks yr yrs")

_ABBREVIATION = "|".join(sorted(TITLES | _SHORT_FORMS))

# Kept whole where the treebanks keep them whole; every other hyphen stands alone.
_PREFIX = "e|re|pre|non|co|ex|pro|anti|semi|multi|sub|un|over|under|mid|post|self"
_PREFIX = _PREFIX.removesuffix("|self")

_TOKEN = re.compile(
    rf"""
      [A-Za-z]++(?=[\s,])                                              # most words, and the rest sooner found for it
    | (?:https?://|www\.)[^\s<>"”]{{0,400}}[^\s<>"”'’.,;:!?)\]]       # web address
    | [\w.+-]{{1,64}}@[\w-]{{1,64}}(?:\.[\w-]{{1,64}}){{1,4}}           # e-mail address
    | (?:{_LETTER}\.){{2,8}}(?!\w)                                    # e.g. p.m. U.K.
    | (?<!{_LETTER})(?i:(?:{_ABBREVIATION})\.)(?!\w)                             # Dr. approx.
    | [A-Z]\.(?=[ ][A-Z][\w'’-])(?<!\bI\.)                            # initial: J. Marsh
    | (?i:\b(?:{_PREFIX})-)(?:{_IN_WORD})+                            # re-read, e-mail
    | {_LETTER}/{_LETTER}(?![\w/])                                    # t/c w/c
    | \d+(?:[.,:/]\d+)*(?:(?:st|nd|rd|th|s)(?!\w))?                   # 3 3/3/25 4.30 2nd 90s
    | {_LETTER}(?:{_IN_WORD})*(?:['’`´]{_LETTER}+)*                   # word, didn't, O'Brien
    | (?<!\S)[:;]-?[()DP](?!\w)                                       # :) :-(
    | [\u2600-\u27BF\U0001F000-\U0001FAFF](?:[\uFE0F\U0001F3FB-\U0001F3FF]
        |\u200D[\u2600-\u27BF\U0001F000-\U0001FAFF])*                 # emoji, joined ones too
    | ["“”'‘’]                                                        # quotation marks
    | ([^\w\s])\1*                                                    # ... -- !!! and any mark
    | \S                                                              # whatever is left
    """,
    re.VERBOSE,
)

_CLITIC = re.compile(r"(?:n['’`´]t|['’`´](?:s|m|d|ll|ve|re))\Z", re.IGNORECASE)

# Typed without the apostrophe and no other word; `its`, `were`, `ill`, `well` are.
_WITH_NOT = listed("do did does wo ca is was has had have are were could would should must need")
_FUSED = {
    **{word + "nt": len(word) for word in _WITH_NOT},
    "im": 1,
    "ive": 1,
    "thats": 4,
    "hes": 2,
    "shes": 3,
    "theyre": 4,
    "youre": 3,
    "theres": 5,
    "whats": 4,
    "theyve": 4,
    "youve": 3,
    "theyll": 4,
    "cannot": 3,
    "gonna": 3,
    "wanna": 3,
    "gotta": 3,
}
_LONGEST_FUSED = max(map(len, _FUSED))


def words(text: str) -> list[Span]:
    """Return the words and marks of `text` in order; what lies between is white space."""
    found: list[Span] = []
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        cut = _cut(match[0])
        if cut:
            found += (Span(start, start + cut), Span(start + cut, end))
        else:
            found.append(Span(start, end))
    return found


def _cut(word: str) -> int:
    """Return where a word parts into two (did|n't, can|not), or 0."""
    if len(word) > _LONGEST_FUSED and not word.isascii():
        return _clitic(word)
    fused = _FUSED.get(word.lower(), 0)
    return fused if fused or word.isalnum() else _clitic(word)


def _clitic(word: str) -> int:
    tail = _CLITIC.search(word, max(0, len(word) - 3))
    return tail.start() if tail else 0


def gaps(text: str, spans: list[Span]) -> list[str]:
    """Return the white space before each word, in the order of `spans`."""
    if not spans:
        return []
    between = [text[left.end : right.start] for left, right in pairwise(spans)]
    return [text[: spans[0].start], *between]
