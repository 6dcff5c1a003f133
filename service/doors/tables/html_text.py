"""HTML of a rich-text field as text, in one pass over it: no script is run, nothing is fetched, no tag is trusted."""

from __future__ import annotations

import re
from html import unescape

from service.doors.tables.places import Gathering, Places

_MARK = re.compile(r"[<&]")
_ENTITY = re.compile(r"&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9:_-]{0,40})")
_WITHIN_TAG = re.compile(r"[>\"']")


def _names(names: str) -> frozenset[str]:
    return frozenset(names.split())


_PARAGRAPHS = _names("p h1 h2 h3 h4 h5 h6 ul ol dl table blockquote pre hr")
_LINES = _names(
    "div li tr dt dd caption section article header footer aside main nav address form fieldset legend figure "
    "figcaption thead tbody tfoot option body html"
)
_CELLS = frozenset({"td", "th"})
_UNREAD = _names("script style title template noscript textarea iframe object svg math xml")
_OTHERS = _names(
    "a abbr acronym applet area audio b base basefont bdi bdo bgsound big button canvas center cite code col "
    "colgroup data datalist del details dfn dialog dir em embed font frame frameset head hgroup i img input ins kbd "
    "label link map mark marquee menu meta meter nobr noframes optgroup output param picture progress q rp rt ruby s "
    "samp search select slot small source span strike strong sub summary sup time track tt u var video wbr"
)
_KNOWN = _PARAGRAPHS | _LINES | _CELLS | _UNREAD | _OTHERS | {"br"}
_READ_ANYWAY = frozenset({"noscript", "textarea", "object"})  # what a reader without scripts would be shown
_ENDS = {name: re.compile(rf"</{name}\b", re.IGNORECASE) for name in _UNREAD - _READ_ANYWAY}


def html_text(source: str) -> tuple[str, Places]:
    """Return the text of a piece of HTML and the way back to it. Takes time in proportion to its length."""
    return _Reader(source).read()


class _Reader:
    def __init__(self, source: str) -> None:
        self._source = source
        self._out = Gathering(source)
        self._missing: set[str] = set()  # ends that were looked for once and are not there
        self._numbers: list[int | None] = []  # of the lists that are open: the last item's number, None for bullets

    def read(self) -> tuple[str, Places]:
        at = 0
        while mark := _MARK.search(self._source, at):
            self._out.run(at, mark.start())
            at = self._entity(mark.start()) if mark[0] == "&" else self._tag(mark.start())
        self._out.run(at, len(self._source))
        return self._out.gathered()

    def _entity(self, at: int) -> int:
        found = _ENTITY.match(self._source, at)
        text = unescape(found[0]) if found else ""
        if found is None or text == found[0]:
            self._out.put("&", at, at + 1)
            return at + 1
        self._out.put(text, at, found.end())
        return found.end()

    def _tag(self, at: int) -> int:
        if self._source.startswith("<!--", at):
            return self._after("-->", at + 4) or self._literal(at)
        if self._source.startswith(("<!", "<?"), at):
            return self._after(">", at) or self._literal(at)
        named = _TAG_NAME.match(self._source, at)
        name = named[1].lower() if named else ""
        if named is None or not (name in _KNOWN or ":" in name):  # "<3", or an address in an e-mail
            return self._literal(at)
        end = self._tag_end(named.end())
        if not end:
            return self._literal(at)
        is_closing = self._source[at + 1] == "/"
        self._lay_out(name, at, is_closing=is_closing)
        return end if is_closing else self._past_unread(name, end)

    def _literal(self, at: int) -> int:
        self._out.put("<", at, at + 1)
        return at + 1

    def _tag_end(self, at: int) -> int:
        """Return where a tag is over, or 0; marks in quotes do not end it."""
        begun = at
        while found := _WITHIN_TAG.search(self._source, at) if "tag" not in self._missing else None:
            if found[0] == ">":
                return found.end()
            at = self._after(found[0], found.end()) or found.end()
        self._missing.add("tag")
        return self._after(">", begun)

    def _after(self, mark: str, at: int) -> int:
        """Return the place after the next `mark`, or 0; what is missing once is missing for good."""
        found = -1 if mark in self._missing else self._source.find(mark, at)
        if found < 0:
            self._missing.add(mark)
        return found + len(mark) if found >= 0 else 0

    def _past_unread(self, name: str, at: int) -> int:
        if name not in _ENDS or name in self._missing:
            return at
        found = _ENDS[name].search(self._source, at)
        if not found:
            self._missing.add(name)
        return found.start() if found else at

    def _lay_out(self, name: str, at: int, *, is_closing: bool) -> None:
        if name == "br":
            self._out.break_line()
        elif name in _CELLS and not is_closing:
            self._out.tab()
        elif name in {"ul", "ol"}:
            self._list(name, is_closing=is_closing)
        elif name == "li" and not is_closing:
            self._out.item(self._next_mark(), at)
        elif name in _PARAGRAPHS | _LINES:
            begin = self._out.end_line if is_closing else self._out.begin_block
            begin(2 if name in _PARAGRAPHS else 1)

    def _list(self, name: str, *, is_closing: bool) -> None:
        self._out.end_line(1 if len(self._numbers) > is_closing else 2)  # a list within a list is no paragraph
        if not is_closing:
            self._numbers.append(0 if name == "ol" else None)
        elif self._numbers:
            self._numbers.pop()

    def _next_mark(self) -> str:
        number = self._numbers[-1] if self._numbers else None
        if number is None:
            return "-"
        self._numbers[-1] = number + 1
        return f"{number + 1}."
