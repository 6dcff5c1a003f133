"""People whom a reader of the note cannot place."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.people.strangers import Stranger, strangers
from service.reading.read import Reading


@check(
    group="guidance",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (full names and roles)",
    flags=(
        "Kaiden had tea with us. Kaiden asked for more. [Dean] was in the kitchen and left at four.",
        "The [health visitor] weighed him.",
    ),
    passes=(
        "Mrs Ann Hill, health visitor, weighed him. Ann will come again.",
        "His nan, Jo, was there. Mum and Nan were tired.",
        "The school rang and the police came.",
        'He said "Dean was there".',
        "Kaiden ate his tea. Kaiden was in bed by seven.",
    ),
)
def names_and_roles(reading: Reading) -> Iterator[Hit]:
    """Somebody in the note whom nobody could place who was not there: a name without a role, or a role without a name.

    Why: years later the child, or a worker who is new, cannot tell who "JT" was, or find them.
    What helps: the full name and who that is, once; after that a first name or initials are fine.
    Silent on the child, parents, whoever came with the note, services and groups, and inside quotations; where the
    child's name was not sent, also on the first name that is met most often, which is most likely the child's.
    """
    for stranger in strangers(reading):
        yield Hit(stranger.span, _message(stranger))


_DETERMINED = ("the ", "a ", "an ", "my ", "our ", "his ", "her ", "their ", "this ")


def _message(stranger: Stranger) -> str:
    who = stranger.words
    if stranger.wants == "name":
        said = who if who[1:2].isupper() else who[0].lower() + who[1:]  # "Foster carer" only opens its sentence
        whose = said if said.startswith(_DETERMINED) else f"the {said}"
        return first_that_fits(f"What is {whose}'s name?", "What is this person's name?")
    if stranger.wants == "both":
        return first_that_fits(f"Who is “{who}”: full name and role, once?", "Who is this: full name and role, once?")
    return first_that_fits(f"Who is {who} to the child?", "Who is this to the child?")
