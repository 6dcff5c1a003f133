"""The measures of the report, one after another, each in plain words."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from service.doors.batch.report import charts
from service.doors.batch.report.gathering import SEVERAL_OPINIONS
from service.doors.batch.report.saying import listed, many, percent, years
from service.doors.batch.report.sections import (
    FEWEST_OF_A_TYPE,
    MOST_TYPES,
    Picture,
    Section,
    Seen,
    Table,
    Telling,
    parted,
)
from service.doors.batch.report.tally import KINDS, Group, Spread, share

SHARES = Telling(percent, "%")
WHOLE_SHARES = Telling(percent, "%", 1.0)
YEARS = Telling(years)
KIND_NAMES = {"fact": "Fact", "reported": "Reports", "opinion": "Opinion", "plan": "Plans"}
VOICE_NAMES = {"own_words": "Own words", "observed": "Described", "reported": "Reported", "none": "Not heard"}
MUCH_COPIED = 0.5
QUANTILES = (0.05, 0.25, 0.5, 0.75, 0.95)
_YEAR_BANDS = (
    ("under −2", -99, -2),
    ("−2 to 0", -2, 0),
    ("0 to 2", 0, 2),
    ("2 to 4", 2, 4),
    ("4 to 6", 4, 6),
    ("over 6", 6, 99),
)
_AGE_BANDS = (
    ("under 8", 0, 8),
    ("8 to 10", 8, 10),
    ("10 to 12", 10, 12),
    ("12 to 14", 12, 14),
    ("14 to 16", 14, 16),
    ("over 16", 16, 99),
)
_COPY_BANDS = (
    ("none", 0, 0.005),
    ("to 10", 0.005, 0.1),
    ("to 25", 0.1, 0.25),
    ("to 50", 0.25, 0.5),
    ("to 75", 0.5, 0.75),
    ("over 75", 0.75, 2),
)
_ABOVE = 2  # the first of _YEAR_BANDS that is above the child's age


def sections(seen: Seen) -> Iterator[Section]:
    """Yield the measures that notes have."""
    yield _reading(seen)
    yield _kinds(seen)
    yield _opinions(seen)
    yield _copies(seen)
    yield _voice(seen)


def _reading(seen: Seen) -> Section:
    """Tell of reading ages against the children's, or by themselves where no child's age is known."""
    compared = seen.in_all.above_age
    has_ages = compared.total > 0
    spread: Callable[[Group], Spread] = (
        (lambda group: group.above_age) if has_ages else (lambda group: group.reading_age)
    )
    middle: Callable[[Group], float | None] = lambda group: spread(group).quantile(0.5)  # noqa: E731
    what = "Years above the child's age" if has_ages else "Reading age in years"
    all_of_them, bands = spread(seen.in_all), _YEAR_BANDS if has_ages else _AGE_BANDS
    series = {"Middle": middle}
    quartiles = {
        "Half are under": middle,
        "A quarter is under": lambda group: spread(group).quantile(0.25),
        "A quarter is over": lambda group: spread(group).quantile(0.75),
    }
    says = (
        f"Half of the {many(compared.total, 'note')} that could be compared ask for a reader "
        f"{_against(compared.quantile(0.5))}; a quarter ask for one {_against(compared.quantile(0.75))} or more."
        if has_ages
        else "No child's age came with the notes. Half of them ask for a reader of "
        f"{years(all_of_them.quantile(0.5))} or older."
    )
    over = seen.over_time("reading-time", f"{what}, over time", "The middle of each period's notes.", series, YEARS)
    lies = parted(
        "reading-lies", f"{what}: how the notes lie", all_of_them.in_bands(bands), of=what,
        says="How many notes. Columns with strokes are above the child's age." if has_ages else "How many notes.",
        marked=_ABOVE if has_ages else None,
    )  # fmt: skip
    types = seen.over_types(
        "reading-types", f"{what}, by kind of record", "The middle of each kind's notes.", quartiles, YEARS
    )
    return Section(
        "reading", "Reading age and the child's age",
        "The age at which most children could read a note with ease, less the age of the child it is about. Many notes "
        "are written for adults first; the child may ask to read them all the same.",
        says, (over, lies, types), seen.team_table(what, quartiles, YEARS),
    )  # fmt: skip


def _against(value: float | None) -> str:
    told = years(abs(value or 0.0))
    if not value or told == "0":
        return "of the child's own age"
    how_much = {"½": "half a year", "1": "a year"}.get(told, f"{told} years")
    return f"{how_much} {'older' if value > 0 else 'younger'} than the child"


def _kinds(seen: Seen) -> Section:
    shares = {name: _kind_share(kind) for kind, name in KIND_NAMES.items()}
    called = {"fact": "fact", "reported": "what others said", "opinion": "opinion", "plan": "plans"}
    told = [f"{percent(seen.in_all.kind_share(kind))} {words}" for kind, words in called.items()]
    spreads = seen.figures.kind_shares
    rows = [(KIND_NAMES[kind], [spreads[kind].quantile(at) or 0.0 for at in QUANTILES]) for kind in KINDS]
    lies = Picture(
        "Shares in a note: how the notes lie",
        "The diamond is the middle note, the thick bar half of all notes, the thin line nine in ten.",
        charts.ranges("kinds-lies", rows, unit="%"),
        Table("Share of a note's words", ("Kind", "5% are under", "25%", "50%", "75%", "95%"),
              tuple((label, *(percent(value) for value in values)) for label, values in rows)),
    )  # fmt: skip
    large = [(name, group) for name, group in seen.by_type if group.notes >= FEWEST_OF_A_TYPE][:MOST_TYPES]
    stacked = [(name, [group.kind_share(kind) or 0.0 for kind in KINDS]) for name, group in large]
    types = Picture(
        "Kinds of sentence, by kind of record", "Each bar is all words of that kind of record.",
        charts.stacked("kinds-types", stacked, tuple(KIND_NAMES.values())) if stacked else "",
        seen.type_table("Kinds of sentence, by kind of record", shares, SHARES),
    )  # fmt: skip
    over = seen.over_time(
        "kinds-time", "Kinds of sentence, over time", "Share of all words of the period.", shares, SHARES
    )
    return Section(
        "kinds", "Fact, report, opinion and plan",
        "What the sentences are: something seen or done, something somebody said, a view, or something that is to be "
        "done. No mix is right for every record; one with hardly any opinion may lack the thinking, one with hardly "
        "any fact may lack its ground.",
        f"Of all words {listed(told)}. What is left is headings, greetings and the like.",
        (over, lies, types), seen.team_table("Kinds of sentence", shares, SHARES),
    )  # fmt: skip


def _kind_share(kind: str) -> Callable[[Group], float | None]:
    return lambda group: group.kind_share(kind)


def _opinions(seen: Seen) -> Section:
    everything, by_note = seen.in_all, seen.figures.notes_by_without_basis
    figures = {
        "Without a basis": lambda group: share(group.without_basis, group.opinions),
        "Owner not said": lambda group: share(group.unowned, group.opinions),
    }
    labels = [str(number) for number in range(SEVERAL_OPINIONS)] + [f"{SEVERAL_OPINIONS} or more"]
    lies = parted(
        "opinions-lies", "Opinions without a basis in a note", {label: by_note[at] for at, label in enumerate(labels)},
        of="Opinions without a basis", says="How many notes, of those that hold an opinion.",
    )  # fmt: skip
    return Section(
        "opinions", "Opinions and what they rest on",
        "An opinion belongs in a record. It helps the next reader when what was seen or heard stands in or beside it, "
        "and when it says whose it is.",
        f"{many(everything.opinions, 'opinion')}: {percent(figures['Without a basis'](everything))} with nothing "
        f"beside them that they rest on, {percent(figures['Owner not said'](everything))} that do not say "
        "whose they are.",
        (
            seen.over_time("opinions-time", "Opinions, over time", "Share of the period's opinions.", figures, SHARES),
            lies,
            seen.over_types("opinions-types", "Opinions without a basis, by kind of record", "Share of opinions.",
                            figures, SHARES),
        ),
        seen.team_table("Opinions", figures, SHARES),
    )  # fmt: skip


def _copies(seen: Seen) -> Section:
    everything = seen.in_all.copied
    figures: dict[str, Callable[[Group], float | None]] = {
        "Copied": lambda group: group.copied.mean,
        "Notes mostly copied": lambda group: group.copied.share_from(MUCH_COPIED),
    }
    lies = parted(
        "copies-lies", "Copied share of a note, in per cent", everything.in_bands(_COPY_BANDS), of="Per cent copied",
        says="How many notes, by how much of them stands in an earlier note. With strokes: half or more.", marked=4,
    )  # fmt: skip
    return Section(
        "copies", "Words carried from earlier notes",
        "The share of a note's words that also stand in an earlier note about the child or, where they are linked, a "
        "brother or sister. What is rightly repeated, such as the plan's goals, is not counted.",
        f"On average {percent(everything.mean)} of a note stands in earlier ones. In "
        f"{percent(everything.share_from(MUCH_COPIED))} of the {many(everything.total, 'note')} looked at, half or "
        "more does.",
        (
            seen.over_time("copies-time", "Copied words, over time",
                           "Mean share of a note, and share of notes that are half or more copied.", figures, SHARES),
            lies,
            seen.over_types("copies-types", "Copied words, by kind of record", "Mean share of a note.", figures,
                            SHARES),
        ),
        seen.team_table("Copied words", figures, SHARES),
    )  # fmt: skip


def _voice(seen: Seen) -> Section:
    everything = seen.in_all
    grades = {name: _voice_share(voice) for voice, name in VOICE_NAMES.items()}
    told = {name: percent(grade(everything)) for name, grade in grades.items()}
    heard = {"Heard or seen": lambda group: group.voice_share("own_words", "observed", "reported")} | grades
    return Section(
        "voice", "The child in the notes",
        "Whether a note lets the child be heard: in the child's own words, seen and described, or through somebody "
        "else. Only kinds of record in which one would look for it are counted.",
        f"Of the {many(everything.voices.total(), 'note')} looked at, {told['Own words']} have the child's own words, "
        f"{told['Described']} describe the child, {told['Reported']} have the child's view through somebody else, and "
        f"in {told['Not heard']} the child is not heard.",
        (
            seen.over_time("voice-time", "The child's voice, over time", "Share of the period's notes looked at.",
                           grades, SHARES),
            parted("voice-lies", "The child's voice: how the notes lie",
                   {name: everything.voices[voice] for voice, name in VOICE_NAMES.items()},
                   of="Voice", says="How many notes.", marked=3),
            seen.over_types("voice-types", "The child heard or seen, by kind of record", "Share of notes looked at.",
                            heard, WHOLE_SHARES),
        ),
        seen.team_table("The child's voice", heard, SHARES),
    )  # fmt: skip


def _voice_share(voice: str) -> Callable[[Group], float | None]:
    return lambda group: group.voice_share(voice)
