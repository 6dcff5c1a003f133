"""Why a cell cannot be used; it becomes a refused row and goes no further."""

from __future__ import annotations


class Unusable(Exception):  # noqa: N818 - whoever reads a row turns it into a refusal
    """A cell cannot be used: a word to count by, and a sentence that does not repeat the cell."""

    def __init__(self, error: str, why: str) -> None:
        super().__init__(why)
        self.error = error
