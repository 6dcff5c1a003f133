"""What the page says, as a reader finds it."""

from __future__ import annotations

DESKTOP, PHONE = (1440, 900), (360, 740)
OWN = "Mum is manipulative. Tom said he likes his room. The lamp was on and he read to me for ten minutes."
PASTED = "The kitchen was tidy and warm, and there was food in the fridge and in both of the cupboards for the week."


def wait_until_read(page) -> None:
    page.wait_for_function("() => document.querySelector('#versions').textContent")


def answer(page, row: str) -> str:
    """Return what a row says while it is folded."""
    return page.locator(f"#{row} .answer").inner_text()


def wait_for_answer(page, row: str, words: str) -> None:
    page.wait_for_function(
        "([row, words]) => document.querySelector(`#${row} .answer`).textContent.includes(words)", arg=[row, words]
    )


def open_everything(page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(folded => folded.open = true)")


def figures(page) -> dict[str, int]:
    """Return how many sentences of each kind the legend counts."""
    entries = page.locator("#legend li").all()
    return {
        entry.locator("strong").inner_text(): int(entry.locator(".count").inner_text().split()[0]) for entry in entries
    }
