"""Letters in place of words."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check, first_that_fits
from service.finding import Severity
from service.reading.ease.readers import reads_jargon
from service.reading.phrasing.acronyms import are_initials, is_acronym, is_shouted, spelled_out_from
from service.reading.phrasing.phrases import Phrase
from service.reading.read import Reading


@check(
    group="wording",
    severity=Severity.CONSIDER,
    source="BASW: Top ten tips for case recording (avoid jargon); wordlists/acronym.toml",
    flags=("The [ICPC] is on 4 March.", "[CAMHS] have offered her six sessions."),
    passes=(
        "The initial child protection conference (ICPC) is on 4 March. After the ICPC we went home.",
        "Her GP gave her cream for the rash.",
        'Jay said "the IRO is all right".',
    ),
)
def acronym(reading: Reading) -> Iterator[Hit]:
    """Letters that stand for words the note has not given.

    Why: "LAC" is read as "lack" by the child it is about, and "PA" means three things.
    What helps: the full words once, or plain ones; after that the letters are fine, and
    the check is silent.
    """
    explained: dict[str, int | None] = {}  # by letters, which a long note may repeat a thousand times
    for phrase in reading.phrases:
        if phrase.label != "jargon" or not is_acronym(phrase, reading):
            continue
        letters = reading.words_of(phrase.span)
        if letters not in explained:
            explained[letters] = spelled_out_from(phrase, reading)
        start = explained[letters]
        if (start is None or phrase.span.start < start) and not _is_plain(phrase, reading):
            yield Hit(phrase.span, _message(phrase, reading), None, phrase.confidence)


def _is_plain(phrase: Phrase, reading: Reading) -> bool:
    """Known to all, a person's initials, in a line of capitals, or known to professional readers."""
    if phrase.entry is None and reading.words_of(phrase.span) in reading.everyday_acronyms:
        return True
    if are_initials(phrase, reading) or is_shouted(phrase, reading):
        return True
    return reads_jargon(reading.note) and not _is_ambiguous(phrase)


def _is_ambiguous(phrase: Phrase) -> bool:
    return phrase.entry is not None and len(phrase.entry.stands_for) > 1


def _message(phrase: Phrase, reading: Reading) -> str:
    letters, entry = reading.words_of(phrase.span), phrase.entry
    if entry is None or not entry.stands_for:
        return first_that_fits(f"Could you write “{letters}” out once?", "Could you write these letters out once?")
    if _is_ambiguous(phrase):
        return first_that_fits(
            f"“{letters}” can mean {' or '.join(entry.stands_for)}. Which is it here?",
            f"“{letters}” can mean {' or '.join(entry.stands_for[:2])}. Which is it here?",
            f"“{letters}” has more than one meaning. Which is it here?",
        )
    [full] = entry.stands_for
    plainly = f"Could you write “{letters}” out once? It stands for {full}."
    if not entry.explain or _says_the_same(full, entry.explain):
        return first_that_fits(plainly, f"It stands for {full}.")
    return first_that_fits(
        f"Could you write “{letters}” out once? It stands for {full}: {entry.explain}.",
        f"Write “{letters}” out once? It stands for {full}: {entry.explain}.",
        f"“{letters}” stands for {full}: {entry.explain}.",
        plainly,
        f"It stands for {full}.",
    )


def _says_the_same(full: str, explain: str) -> bool:
    """Tell whether an explanation only repeats the full words: "social worker: the social worker"."""
    bare = explain.lower().removeprefix("the ").removeprefix("a ")
    return bare in full.lower() or full.lower() in bare
