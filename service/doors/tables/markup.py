"""A body as plain text, with where each character stands in what was exported. Nothing in it is run or fetched."""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from service.doors.tables.places import Places

Form = Literal["plain", "html", "rtf"]
FORMS: tuple[Form, ...] = ("plain", "html", "rtf")

_LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|div|br|span|b|i|u|strong|em|ul|ol|li|table|tbody|tr|td|th|h[1-6]|font|html|body|a|o:p)\b[^<>]{0,2000}>"
    r"|&(?:nbsp|amp|lt|gt|quot|#39|apos|rsquo|lsquo);",
    re.IGNORECASE,
)


class Plain(NamedTuple):
    """The text of a body; `places` leads back to the source, None where text and source are the same."""

    text: str
    places: Places | None = None


def form_of(source: str) -> Form:
    """Tell how a body is written, by what stands in it."""
    if source.lstrip().startswith("{\\rtf"):
        return "rtf"
    return "html" if _LOOKS_LIKE_HTML.search(source) else "plain"


def plain_text(source: str, form: Form | None = None) -> Plain:
    """Return a body as text. Without a form it is seen from the body itself."""
    found = form or form_of(source)
    if found == "html":
        from service.doors.tables.html_text import html_text

        return Plain(*html_text(source))
    if found == "rtf" and source.lstrip().startswith("{\\rtf"):  # a column of RTF may hold plain notes too
        from service.doors.tables.rtf_text import rtf_text

        return Plain(*rtf_text(source))
    return Plain(source)
