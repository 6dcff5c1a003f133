"""The plugin's files as they are: how large, and how well its underlines can be seen."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

PLUGIN = Path(__file__).parents[2] / "service" / "doors" / "web" / "plugin"
STYLE = (PLUGIN / "plugin.css").read_text()
DARK, LIGHT = "#16181a", "#ffffff"


def luminance(colour: str) -> float:
    """Source: WCAG 2.2, relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def underlines() -> dict[str, tuple[str, str]]:
    rules = re.findall(r"highlight\(wellnoted-(\w+)\) { text-decoration: underline (\w+) \dpx (#\w+);", STYLE)
    return {name: (shape, colour) for name, shape, colour in rules}


def test_kinds_are_told_apart_by_shape_not_colour_alone():
    shapes = [underlines()[name][0] for name in ("must_see", "ask", "consider")]
    assert len(set(shapes)) == 3
    stale = [underlines()[f"stale_{name}"][0] for name in ("must_see", "ask", "consider")]
    assert stale == shapes


def test_every_underline_can_be_seen_on_a_light_and_a_dark_field():
    assert len(underlines()) == 6
    for name, (_, colour) in underlines().items():
        for field in (LIGHT, DARK):
            assert contrast(colour, field) >= 3, (name, field)


def test_the_plugin_is_small():
    loaded = [path for path in PLUGIN.iterdir() if path.name != "contract.js"]  # types alone: no browser fetches it
    packed = sum(len(gzip.compress(path.read_bytes())) for path in loaded)
    assert packed <= 25_000


def test_nothing_in_it_makes_markup_of_text_or_needs_a_looser_content_policy():
    code = "\n".join(path.read_text() for path in PLUGIN.glob("*.js"))
    for refused in (
        "innerHTML",
        "outerHTML",
        "insertAdjacentHTML",
        "document.write",
        "eval(",
        "new Function",
        "cssText",
    ):
        assert refused not in code
    assert "localStorage" not in code
    assert "sessionStorage" not in code
