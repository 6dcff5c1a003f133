"""The report opened in a real browser: for everybody, on a telephone, and fetching nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from service.doors.batch.report.folder import open_batch
from service.doors.batch.report.page import report_page
from tests.doors.batch.report_tables import invented

AXE = Path(__file__).parents[2] / "web" / "node_modules" / "axe-core" / "axe.min.js"
RULES = "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })"


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    folder = tmp_path_factory.mktemp("batch")
    page = folder / "report.html"
    page.write_text(report_page(open_batch(invented(folder / "out", 30))), encoding="utf-8")
    return page


def opened(chromium, written, **options):
    page = chromium.new_context(**options).new_page()
    page.asked, page.said = [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("console", lambda said: page.said.append(said.text))
    page.goto(written.as_uri())
    return page


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_the_report_passes_axe(chromium, written, width, scheme):
    if not AXE.is_file():
        pytest.skip("No JavaScript packages: npm ci --ignore-scripts --prefix tests/web")
    page = opened(chromium, written, viewport={"width": width, "height": 900}, color_scheme=scheme, bypass_csp=True)
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    page.evaluate(AXE.read_text())
    found = page.evaluate(RULES)["violations"]
    assert [(each["id"], each["nodes"][0]["html"][:120]) for each in found] == []


def test_nothing_is_fetched_and_the_policy_stops_nothing(chromium, written):
    page = opened(chromium, written)
    assert page.asked == [written.as_uri()]
    assert page.said == []


@pytest.mark.parametrize("width", [320, 360, 768, 1440])
def test_the_page_is_never_wider_than_the_window(chromium, written, width):
    page = opened(chromium, written, viewport={"width": width, "height": 900})
    page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_each_width_has_one_timeline_a_record(chromium, written):
    for width in (360, 1440):
        page = opened(chromium, written, viewport={"width": width, "height": 900})
        shown = page.evaluate(
            "[...document.querySelectorAll('.timeline')].filter(each => each.checkVisibility()).length"
        )
        assert shown == page.locator("article").count()
