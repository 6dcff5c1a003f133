"""What the plugin costs a writer: work on the page's main thread per keystroke, and how soon a question is painted.

    python -m evaluation.typing_latency

Needs Chromium in the PATH and `pip install playwright`. A keystroke's work is what Chromium counts as task time from
the key to 80 ms after it, in processor time, script, style, layout and paint together; the field alone is measured
the same way beside it.
"""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from service.doors.examples import SAMPLE_TEXT

if TYPE_CHECKING:
    from playwright.sync_api import CDPSession, Page

KEYS = 60
WORDS = 3000
FIELDS = ("textarea", "editable")
PAGE = """<!doctype html><meta charset="utf-8"><title>Typing</title>
<style>
textarea, .editor { width: 40rem; height: 20rem; overflow: auto; font: 16px/1.5 sans-serif; white-space: pre-wrap }
</style>
<textarea id="textarea" spellcheck="false"></textarea>
<div id="editable" class="editor" contenteditable="true" spellcheck="false"></div>"""
ATTACH = """async (name) => {
  const { attach } = await import("/plugin/attach.js");
  globalThis.attached = attach(document.getElementById(name));
}"""
FILL = """([name, text]) => {
  const field = document.getElementById(name);
  if (name === "textarea") field.value = text;
  else field.replaceChildren(...text.split("\\n").map((line) => {
    const made = document.createElement("div");
    made.append(line || document.createElement("br"));
    return made;
  }));
  field.focus();
}"""
TO_MIDDLE = """(name) => {
  const field = document.getElementById(name);
  const middle = field.childNodes[field.childNodes.length >> 1];
  if (name === "textarea") field.setSelectionRange(field.value.length >> 1, field.value.length >> 1);
  else getSelection().collapse(middle, 0);
}"""
PAINTED = """(words) => new Promise((painted) => {
  let pressed = 0;
  addEventListener("keydown", () => (pressed = performance.now()), true);
  const look = () => {
    const is_there = [...CSS.highlights].some(([name, ranges]) =>
      !name.includes("stale") && [...ranges].some((range) => range.toString() === words));
    if (is_there) setTimeout(() => painted(performance.now() - pressed));
    else requestAnimationFrame(look);
  };
  look();
})"""


def main() -> None:
    """Print the table."""
    with _service() as url, _page(url) as page:
        print(f"Main-thread work per keystroke in a note of {WORDS:,} words, {KEYS} keys, ms")
        print(f"{'':10} {'field alone':>22} {'with the plugin':>22} {'difference':>12}")
        print(f"{'':10} {'p50':>11}{'p95':>11} {'p50':>11}{'p95':>11} {'p50':>12}")
        for name in FIELDS:
            _report(page, name)
        _report_painting(page)


def _report(page: Page, name: str) -> None:
    page.reload()
    page.evaluate(FILL, [name, _note(WORDS)])
    alone = _work_per_key(page, name)
    page.evaluate(ATTACH, name)
    page.wait_for_function("() => CSS.highlights.size")
    plugin = _work_per_key(page, name)
    figures = (_middle(alone), _high(alone), _middle(plugin), _high(plugin), _middle(plugin) - _middle(alone))
    print(f"{name:10} {figures[0]:11.2f}{figures[1]:11.2f} {figures[2]:11.2f}{figures[3]:11.2f} {figures[4]:12.2f}")


def _work_per_key(page: Page, name: str) -> list[float]:
    """Return the milliseconds of work that each of `KEYS` keys made."""
    page.evaluate(TO_MIDDLE, name)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})  # processor time: other programs do not count
    work = []
    for key in ("and then he came " * KEYS)[:KEYS]:
        before = _task_seconds(session)
        page.keyboard.press("Space" if key == " " else key)
        time.sleep(0.08)
        work.append((_task_seconds(session) - before) * 1000)
    session.detach()
    return work


def _task_seconds(session: CDPSession) -> float:
    metrics = session.send("Performance.getMetrics")["metrics"]
    return float(next(each["value"] for each in metrics if each["name"] == "TaskDuration"))


def _report_painting(page: Page) -> None:
    """Print how long after the last key its question is painted; the pause of 500 ms is part of it."""
    waits = []
    for _ in range(12):
        page.reload()
        page.evaluate(FILL, ["textarea", _note(1000)])
        page.evaluate(ATTACH, "textarea")
        page.wait_for_function("() => CSS.highlights.size")
        page.evaluate("words => { globalThis.painted = (%s)(words) }" % PAINTED, "manipulative")  # noqa: UP031 - braces
        page.evaluate("textarea.setSelectionRange(textarea.value.length, textarea.value.length)")
        page.keyboard.type("\nGran was manipulative. She made tea.")
        waits.append(float(page.evaluate("() => globalThis.painted")))
    print(f"\nLast key to painted question, 1,000 words: p50 {_middle(waits):.0f} ms, p95 {_high(waits):.0f} ms")


def _note(words: int) -> str:
    """Return a note of so many words, with a finding about every hundred."""
    plain = "He went to school with his cousin on the bus and came home at four. " * 6
    part = f"{plain}\n{SAMPLE_TEXT}\n{plain}\n"
    times = words // len(part.split()) + 1
    return " ".join((part * times).split(" ")[:words])


def _middle(values: list[float]) -> float:
    return statistics.median(values)


def _high(values: list[float]) -> float:
    return statistics.quantiles(values, n=20)[-1]


@contextmanager
def _service() -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "service", "serve", "--port", str(port)]
    running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603 - our own program
    try:
        for _ in range(600):
            if _is_ready(url):
                break
            time.sleep(0.1)
        yield url
    finally:
        running.terminate()
        running.wait(timeout=30)


def _is_ready(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/readyz", timeout=30) as answer:  # noqa: S310 - our own program
            return bool(answer.status == 200)  # noqa: PLR2004 - OK
    except OSError:
        return False


@contextmanager
def _page(url: str) -> Iterator[Page]:
    from playwright.sync_api import sync_playwright  # only here is a browser needed

    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page()
        page.route("**/typing", lambda route: route.fulfill(body=PAGE, content_type="text/html"))
        page.goto(f"{url}/typing")
        yield page
        browser.close()


if __name__ == "__main__":
    main()
