r"""RTF of a rich-text field as text, in one pass over it.

Source: Microsoft, Rich Text Format (RTF) Specification 1.9.1: groups, \'hh, \u with its \uc characters that follow
for older readers, destinations that are no text, and \bin.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass, replace

from service.doors.tables.places import Gathering, Places

_TOKEN = re.compile(r"[{}]|\\(?:([A-Za-z]{1,32})(-?\d{1,10})? ?|'([0-9A-Fa-f]{2})|([^A-Za-z]))|[\r\n]+", re.DOTALL)


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_NOT_TEXT = _names(
    "fonttbl colortbl stylesheet info pict object fldinst header headerl headerr headerf footer footerl footerr "
    "footerf listtable listoverridetable rsidtbl generator xmlnstbl themedata colorschememapping datastore "
    "latentstyles mmathPr filetbl revtbl nonshppict bkmkstart bkmkend private1 pntext"
)
_SIGNS = {
    "emdash": "—", "endash": "–", "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "bullet": "•",
    "emspace": " ", "enspace": " ", "qmspace": " ", "~": " ", "_": "‑", "{": "{", "}": "}", "\\": "\\",
}  # fmt: skip
_HALVES = range(0xD800, 0xE000)


@dataclass(frozen=True, slots=True)
class _State:
    """What holds within a group."""

    is_read: bool = True
    is_shown: bool = True
    older_chars: int = 1


def rtf_text(source: str) -> tuple[str, Places]:
    """Return the text of a piece of RTF and the way back to it. Takes time in proportion to its length."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._out = Gathering(source)
        self._state = _State()
        self._outer: list[_State] = []
        self._codec = "cp1252"
        self._to_pass = 0  # characters left of those that stand for a \u before them
        self._high: tuple[int, int] | None = None  # first half of a surrogate pair, and where it stands
        self._opens_group = False

    def read(self) -> tuple[str, Places]:
        at = 0
        while token := _TOKEN.search(self._source, at):
            self._run(at, token.start())
            at = self._take(token)
        self._run(at, len(self._source))
        return self._out.gathered()

    def _run(self, start: int, end: int) -> None:
        passed = min(self._to_pass, end - start)
        self._to_pass -= passed
        if self._is_text and start + passed < end:
            self._out.run(start + passed, end)
        self._opens_group &= start == end

    @property
    def _is_text(self) -> bool:
        return self._state.is_read and self._state.is_shown

    def _take(self, token: re.Match[str]) -> int:
        word, number, byte, sign = token.groups()
        opened, self._opens_group = self._opens_group, token[0] == "{"
        if token[0] == "{":
            self._outer.append(self._state)
            self._to_pass = 0
        elif token[0] == "}":
            self._state = self._outer.pop() if self._outer else self._state
            self._to_pass = 0
        elif word:
            return self._word(word, int(number) if number else None, token, is_first=opened)
        elif byte:
            self._char(bytes([int(byte, 16)]).decode(self._codec, "replace"), token)
        elif sign == "*":
            self._state = replace(self._state, is_read=False)
        elif sign in {"\n", "\r"}:
            self._lay_out("par", token)
        elif sign in _SIGNS:
            self._char(_SIGNS[sign], token)
        return token.end()

    def _word(self, word: str, number: int | None, token: re.Match[str], *, is_first: bool) -> int:
        if word == "bin":
            return min(token.end() + max(number or 0, 0), len(self._source))
        if word in _NOT_TEXT and is_first:
            self._state = replace(self._state, is_read=False)
        elif word in {"v", "deleted"}:
            self._state = replace(self._state, is_shown=number == 0)
        elif word == "uc":
            self._state = replace(self._state, older_chars=min(max(number or 0, 0), 10))
        elif word == "u" and number is not None:
            self._unicode(number % 0x10000, token)
        elif word == "ansicpg":
            self._codec = _codec(number)
        elif word in _SIGNS:
            self._char(_SIGNS[word], token)
        elif self._is_text:
            self._lay_out(word, token)
        return token.end()

    def _lay_out(self, word: str, token: re.Match[str]) -> None:
        if word in {"par", "sect", "page"}:
            self._out.break_line()
        elif word in {"line", "row"}:
            self._out.end_line()
        elif word in {"cell", "nestcell"}:
            self._out.tab()
        elif word == "tab":
            self._out.put(" ", token.start(), token.end())

    def _char(self, text: str, token: re.Match[str]) -> None:
        if self._to_pass:
            self._to_pass -= 1
        elif self._is_text:
            self._out.put(text, token.start(), token.end())

    def _unicode(self, unit: int, token: re.Match[str]) -> None:
        self._to_pass = 0
        if unit not in _HALVES:
            self._char(chr(unit), token)
        elif unit < 0xDC00:  # noqa: PLR2004 - where the second halves begin
            self._high = (unit, token.start())
        elif self._high and self._is_text:
            pair = 0x10000 + ((self._high[0] - 0xD800) << 10) + (unit - 0xDC00)
            self._out.put(chr(pair), self._high[1], token.end())
            self._high = None
        self._to_pass = self._state.older_chars


def _codec(number: int | None) -> str:
    try:
        return codecs.lookup(f"cp{number}").name
    except LookupError:
        return "cp1252"
