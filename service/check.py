"""What a check is: a pure function of a Reading that yields hits, with its documentation.

    @check(
        group="wording",
        severity=Severity.CONSIDER,
        source="BASW ten tips: avoid jargon",
        flags=("He is in [respite].",),
        passes=("There was a brief respite from the rain.",),
    )
    def jargon(reading: Reading) -> Iterator[Hit]:
        '''Words of the trade that a child or parent would not follow.'''

The function's name is the check's name everywhere. Its docstring is what `explain` prints.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.finding import Severity
from service.note import Span

if TYPE_CHECKING:
    from service.reading.read import Reading

WHOLE_NOTE = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Hit:
    """Where a check stops, and what it asks there; severity and source unless its own."""

    span: Span
    message: str
    suggestion: str | None = None
    confidence: float = 1.0
    severity: Severity | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A check and all that a reader may ask about it.

    `needs` names what a Reading must hold for the check to look at all; what is missing
    is reported in `Review.skipped`. `flags` are sentences with the found words in
    [brackets], `passes` sentences in which nothing may be found.
    """

    name: str
    group: str
    severity: Severity
    source: str
    run: Callable[[Reading], Iterable[Hit]]
    needs: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()

    @property
    def about(self) -> str:
        """What the check is for, from its docstring."""
        return (self.run.__doc__ or "").strip()


def check(  # noqa: PLR0913 - each names one part of a check's page
    *,
    group: str,
    severity: Severity,
    source: str,
    needs: tuple[str, ...] = (),
    flags: tuple[str, ...] = (),
    passes: tuple[str, ...] = (),
) -> Callable[[Callable[[Reading], Iterable[Hit]]], Check]:
    """Make a check of the function below it; the function's name is the check's."""

    def made(run: Callable[[Reading], Iterable[Hit]]) -> Check:
        return Check(run.__name__, group, severity, source, run, needs, flags, passes)

    return made


LONGEST_MESSAGE = 120  # the contract; a message is read at a glance or not at all


def first_that_fits(*messages: str) -> str:
    """Return the first message that is short enough; the last one should always be."""
    return next((message for message in messages if len(message) <= LONGEST_MESSAGE), messages[-1])
