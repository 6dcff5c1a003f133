"""What the report says first: what was read, what stands out, what is good practice, and where to begin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from service.doors.batch.report.measures import MUCH_COPIED
from service.doors.batch.report.saying import day, listed, many, percent, years
from service.doors.batch.report.sections import NO_TYPE, Seen
from service.doors.batch.report.tally import share

_MOST_STANDING_OUT = 5
_MOST_TO_DO = 4
_OFTEN = 0.1  # of records
_YEARS_ABOVE = 2.0
_STANDS_OUT = {"opinions": 0.25, "copied": 0.1, "voice": 0.25}  # from which share of opinions or notes it is told of

_IN_RECORDS = {
    "voice_gap": "the child is not heard or seen for longer than the limit, though notes go on",
    "visit_gap": "more time than the limit lies between two recorded visits",
    "supervision_gap": "more time than the limit lies between two recorded supervisions",
    "review_gap": "a core group or review came late or is not recorded",
    "summary_due": "a three-month summary came late or is not recorded",
    "drift": "an action is carried forward again and again, or its day passed with nothing said of it",
    "plan_progress": "a goal of the plan is never spoken of, or supervision leaves the plan aside",
    "repetition": "the same passage is pasted on time after time",
    "opinion_hardens": "what was first a view stands in a later note as a fact",
    "chronology": "the chronology leaves out an event that the notes tell of",
    "sibling_copy": "a passage of a brother's or sister's record stands with the wrong name in it",
}
GOOD = {
    "supervision_gap": "supervision is recorded in time throughout",
    "visit_gap": "visits are recorded in time throughout",
    "summary_due": "summaries are written in time",
    "voice_gap": "the child is heard or seen in at least half of the notes, and never missing for long",
    "repetition": "notes say new things: half of them copy little or nothing",
}
"""What a record does well, by the check that found nothing against it."""

_WRONG_CHILD = ("wrong_person", "sibling_copy", "name_spelling", "pronouns")


@dataclass(frozen=True, slots=True)
class Summary:
    """Sentences, in the order they are read."""

    read: tuple[str, ...]
    stands_out: tuple[str, ...]
    good: tuple[str, ...]
    first: tuple[str, ...]


def summary(seen: Seen, told: Mapping[str, Any], refused: int) -> Summary:
    """Return the report in plain words."""
    return Summary(
        tuple(_read(seen, told, refused)),
        tuple(sentence for _, sentence in sorted(_standing_out(seen), key=lambda each: -each[0])[:_MOST_STANDING_OUT]),
        tuple(_good(seen)),
        tuple(_first(seen))[:_MOST_TO_DO],
    )


def _read(seen: Seen, told: Mapping[str, Any], refused: int) -> Iterator[str]:
    figures, everything = seen.figures, seen.in_all
    when = f", written from {day(figures.first_day)} to {day(figures.last_day)}" if figures.first_day else ""
    in_records = f"{many(everything.notes, 'note')} in {many(figures.records, 'child’s record')}"
    yield f"{in_records}{when}; {many(everything.words, 'word')}."
    kinds = [f"{name} ({group.notes:,})" for name, group in seen.by_type[:4] if name != NO_TYPE]
    if kinds:
        yield f"The {'commonest ' if len(seen.by_type) > len(kinds) else ''}kinds of record: {listed(kinds)}."
    rows = told.get("rows")
    if refused and rows:
        yield (
            f"{many(refused, 'row')} of {rows:,} ({percent(refused / rows)}) could not be read or reviewed; the folder "
            "refused/ has why, row by row."
        )
    elif rows:
        yield "Every row of the input was read and reviewed."
    for number, what in (
        (figures.undated, "has no date and is in no picture over time"),
        (figures.may_be_cut, "may have been cut at the export’s limit of length"),
        (figures.unknown_type, "is of a kind of record that the mapping does not name"),
    ):
        if number:
            plural = what.replace("has no", "have no").replace("is in", "are in").replace("is of", "are of")
            yield f"{many(number, 'note')} {what if number == 1 else plural}."


def _standing_out(seen: Seen) -> Iterator[tuple[float, str]]:
    """Yield what is often so, with how often, whatever it is of."""
    figures, everything = seen.figures, seen.in_all
    for check, words in _IN_RECORDS.items():
        held_by = figures.found("record", check).held_by
        often = share(held_by, figures.records) or 0.0
        if often >= _OFTEN:
            yield often, f"In {held_by:,} of {many(figures.records, 'record')} ({percent(often)}) {words}."
    above = everything.above_age.quantile(0.5)
    if above is not None and above >= _YEARS_ABOVE:
        yield (
            0.5,
            f"Half of the notes ask for a reader {years(above)} or more years older than the child they are about.",
        )
    without = share(everything.without_basis, everything.opinions) or 0.0
    if without >= _STANDS_OUT["opinions"]:
        yield without, f"{percent(without)} of opinions have nothing beside them that they rest on."
    copied = everything.copied.share_from(MUCH_COPIED) or 0.0
    if copied >= _STANDS_OUT["copied"]:
        yield copied, f"In {percent(copied)} of notes half of the words or more stand in an earlier note."
    silent = everything.voice_share("none") or 0.0
    if silent >= _STANDS_OUT["voice"]:
        yield silent, f"In {percent(silent)} of the notes that could let the child be heard, the child is not."


def _good(seen: Seen) -> Iterator[str]:
    figures, everything = seen.figures, seen.in_all
    if figures.silent_records:
        silent = f"{many(figures.silent_records, 'record')} of {figures.records:,}"
        yield f"In {silent} the checks over the whole record found nothing to ask."
    for check, count in sorted(figures.good_practice.items(), key=lambda each: (-each[1], each[0])):
        if check in GOOD:
            yield f"In {many(count, 'record')} {GOOD[check]}."
    own_words = everything.voices["own_words"]
    if own_words:
        yield f"{many(own_words, 'note')} {'has' if own_words == 1 else 'have'} the child’s own words."


def _first(seen: Seen) -> Iterator[str]:
    """Yield what to do, what may do harm first; only what was found is told."""
    figures = seen.figures

    def records(*checks: str) -> int:
        return max(figures.found("record", check).held_by for check in checks)

    wrong = sum(figures.found(scope, check).found for scope in ("note", "record") for check in _WRONG_CHILD)
    if wrong:
        yield (
            f"Look at the {many(wrong, 'place')} where a name or pronoun may be wrong, or another child’s: somebody "
            "may act on it. It is quickly seen and quickly put right."
        )
    if records("visit_gap", "voice_gap"):
        yield (
            f"Ask, of the {many(records('visit_gap', 'voice_gap'), 'record')} or more with a long time without a visit "
            "or the child heard, who saw the child meanwhile. The answer may be kept elsewhere."
        )
    if records("drift", "plan_progress"):
        yield (
            f"Take the actions and goals left open in {many(records('drift', 'plan_progress'), 'record')} or more into "
            "the next supervision: what came of them, or what stands in the way?"
        )
    if records("supervision_gap", "review_gap", "summary_due"):
        yield (
            "Find out whether the supervisions, reviews and summaries that are missing were held and not recorded, or "
            "not held: the two need different help."
        )
    if records("opinion_hardens", "repetition"):
        yield "Talk in a team meeting of pasted passages and views that turn to facts, with a note that does it well."
    if not figures.needs:
        yield "Nothing presses. Share what is good practice here with other teams."
    else:
        yield "Begin with the records below: they are those in which the most different things were found."
