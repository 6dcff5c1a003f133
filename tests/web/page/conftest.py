"""The page at `/`, opened as a writer opens it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tests.web.page.looking import DESKTOP, wait_until_read


@pytest.fixture
def open_at(service, chromium) -> Iterator[Callable[..., object]]:
    """Open the page and wait until it has been read; whatever the browser complains of is in `problems`."""
    contexts = []

    def open_it(size: tuple[int, int] = DESKTOP, *, url: str = service.url, is_read: bool = True, **options: object):
        viewport = {"width": size[0], "height": size[1]}
        context = chromium.new_context(viewport=viewport, locale="en-GB", **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.asked = []
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.on("console", lambda said: page.problems.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: page.asked.append(request.url))
        page.goto(url)
        if is_read:
            wait_until_read(page)
        return page

    yield open_it
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_at):
    return open_at()


@pytest.fixture
def own(page):
    """The page with the writer's own text and nothing else known."""
    page.get_by_role("button", name="Write your own").click()
    page.wait_for_function("() => document.querySelector('#reading-age .answer').textContent.includes('30 words')")
    return page
