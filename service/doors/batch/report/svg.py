"""Pictures as small SVG that takes its colours from the page: light, dark or paper."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

INK, QUIET, HAIR, PAPER = "#010101", "#020202", "#030303", "#040404"
ONE, TWO, THREE, FOUR, FIVE, PALE = "#050505", "#060606", "#070707", "#080808", "#090909", "#0a0a0a"
_CLASS = {
    INK: "ink", QUIET: "quiet", HAIR: "hair", PAPER: "paper", PALE: "pale",
    ONE: "one", TWO: "two", THREE: "three", FOUR: "four", FIVE: "five",
}  # fmt: skip
"""Stand-ins, since a picture has no colours of its own: report.css says what each is in light, dark and print."""

POINTS_AN_INCH = 72  # so that a unit of the picture is a pixel of the page
TEXT = 12.0
_NUMBER = re.compile(r"-?\d+\.\d+")
_REFERENCE = re.compile(r"#([\w-]+)")
_DROPPED = {"clip-path", "font-family", "stroke-linejoin", "stroke-linecap", "stroke-miterlimit", "version"}
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_LINK = "{http://www.w3.org/1999/xlink}href"


@contextmanager
def canvas(width: float, height: float) -> Iterator[Figure]:
    """Give an empty picture of so many pixels, to draw on and hand to `drawn`."""
    from matplotlib import rc_context  # 0.5 s with what it brings, and only a report draws
    from matplotlib.figure import Figure

    options: dict[Any, Any] = {
        "svg.fonttype": "none", "svg.hashsalt": "wellnoted", "text.parse_math": False, "font.size": TEXT,
        "path.simplify": False,
    }  # fmt: skip
    with rc_context(options):
        yield Figure(figsize=(width / POINTS_AN_INCH, height / POINTS_AN_INCH), dpi=POINTS_AN_INCH)


def drawn(figure: Figure, name: str) -> str:
    """Return a picture as an <svg> element, with ids that begin with `name` and neither style nor metadata."""
    written = StringIO()
    nothing = dict.fromkeys(("Date", "Creator", "Format", "Type"))
    figure.savefig(written, format="svg", transparent=True, metadata=nothing)
    root = ET.fromstring(written.getvalue())  # noqa: S314 - what we drew a line ago
    _bare(root)
    _short(root, {old: f"{name}-{number}" for number, old in enumerate(_referred(root))})
    for attribute in ("width", "height"):
        root.attrib.pop(attribute, None)
    return re.sub(r">\s+<", "><", ET.tostring(root, encoding="unicode", short_empty_elements=True))


def _bare(root: ET.Element) -> None:
    """Take away what draws nothing: metadata, styles, empty groups and the paper under everything."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in {f"{_NAMESPACE}metadata", f"{_NAMESPACE}style"} or child.get("style") == "fill: none":
                parent.remove(child)
    for parent in reversed(list(root.iter())):
        for child in list(parent):
            if child.tag in {f"{_NAMESPACE}g", f"{_NAMESPACE}defs"} and len(child) == 0:
                parent.remove(child)


def _referred(root: ET.Element) -> list[str]:
    """Return the ids that something in the picture points to, in the order of their first use."""
    values = (element.get(_LINK, "") + " " + element.get("style", "") for element in root.iter())
    return list(dict.fromkeys(found for value in values for found in _REFERENCE.findall(value) if _is_id(value, found)))


def _is_id(value: str, found: str) -> bool:
    return value.startswith(f"#{found} ") or f"url(#{found})" in value


def _short(root: ET.Element, ids: dict[str, str]) -> None:
    for element in root.iter():
        element.tag = element.tag.removeprefix(_NAMESPACE)
        element.text = element.text if element.tag == "text" else None
        given = dict(element.attrib)
        element.attrib.clear()
        element.attrib.update(_attributes(given, ids))


def _attributes(given: dict[str, str], ids: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield an element's attributes: colours as classes, numbers to a tenth, a style as plain attributes."""
    classes = []
    styled = [part.split(":", 1) for part in given.pop("style", "").split(";") if ":" in part]
    for attribute, value in [*given.items(), *((name.strip(), value.strip()) for name, value in styled)]:
        if attribute in {"fill", "stroke"} and value in _CLASS:
            classes.append(f"{attribute[0]}-{_CLASS[value]}")
        elif attribute == "id":
            if value in ids:
                yield "id", ids[value]
        elif attribute == _LINK:
            yield "href", f"#{ids[value[1:]]}"
        elif not (attribute in _DROPPED or (attribute == "transform" and value.startswith("rotate(-0 "))):
            yield attribute, _shorter(value, ids)
    if classes:
        yield "class", " ".join(sorted(classes))


def _shorter(value: str, ids: dict[str, str]) -> str:
    linked = re.sub(r"url\(#([\w-]+)\)", lambda found: f"url(#{ids[found[1]]})", value)
    rounded = _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), linked)
    return re.sub(r"\s+", " ", rounded).strip()
