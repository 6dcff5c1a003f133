"""The whole product: read a note, run every check, settle what they found. Read this first.

`analyse` writes nothing and asks nobody: same note, same versions, same review.
"""

from __future__ import annotations

import pkgutil
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import version

import service.checks
from service import views
from service.check import Check, Hit
from service.errors import InputError, SettingsError, TooLargeError
from service.finding import Finding, Review, Severity, Skipped
from service.note import Note
from service.reading.copies.templates import read_templates
from service.reading.guidance.record_types import record_types
from service.reading.guidance.voice import read_voice
from service.reading.kinds.whole_note import whole_note
from service.reading.models import model_versions
from service.reading.phrasing.wordlist_files import fingerprint, list_names, wordlist
from service.reading.read import Reading, read
from service.settings import Settings, settings
from service.sign_off import sign_off

MORE_EXACT: Mapping[str, frozenset[str]] = {
    "opinion_as_fact": frozenset({"hidden_view", "loaded_language", "loaded_report_verb", "unsourced_report"}),
    "vague": frozenset({"hidden_view", "opinion_as_fact", "smart_action", "unsourced_report"}),
    "acronym": frozenset({"names_and_roles"}),
}
"""Checks that ask in general, and those that ask the same more exactly: one question is enough."""
EXACT = frozenset().union(*MORE_EXACT.values())


def analyse(note: Note, chosen: Settings | None = None) -> Review:
    """Return everything worth asking about a note, in reading order.

    Raises InputError for a note without text or with a NUL character, TooLargeError above
    the limits in Settings.
    """
    chosen = chosen or settings()
    refuse_unknown_checks(chosen)
    refuse_unreadable(note, chosen)
    return review(read(note, chosen), chosen)


def analyse_many(notes: Iterable[Note], chosen: Settings | None = None) -> Iterator[Review]:
    """Yield one Review a note, in the order of the notes."""
    for note in notes:
        yield analyse(note, chosen)


def review(reading: Reading, chosen: Settings) -> Review:
    """Run the checks on what was read, and settle."""
    found: list[Finding] = []
    skipped: list[Skipped] = []
    for each in checks():
        if reason := _reason_to_skip(each, reading, chosen):
            skipped.append(Skipped(check=each.name, reason=reason))
        else:
            found += (_finding(each, hit) for hit in each.run(reading))
    findings = settle(found, chosen.consider_shown, reading.note.text)
    goals = views.plan_goals(reading)
    return Review(
        sentences=views.sentences(reading),
        findings=findings,
        readability=views.readability(reading),
        whole_note=whole_note(reading),
        copied=views.copied(reading.copying) if reading.copying else None,
        voice=None if "child_name" in reading.missing else read_voice(reading).strongest,
        people=views.people(reading),
        plan_goals=goals,
        sign_off=sign_off(findings, skipped, goals, _not_looking(reading, chosen)),
        skipped=tuple(skipped),
        versions=versions(chosen),
    )


@cache
def checks() -> tuple[Check, ...]:
    """Every check there is, by name, found by walking `service/checks/`."""
    modules = (import_module(f"service.checks.{found.name}") for found in pkgutil.iter_modules(service.checks.__path__))
    return tuple(value for module in modules for value in vars(module).values() if isinstance(value, Check))


def settle(found: Iterable[Finding], consider_shown: int, text: str) -> tuple[Finding, ...]:
    """Put findings in reading order; the most severe wins a span; fold what is too much.

    A general question is folded where a more exact one is asked of the same words. At most
    `consider_shown` findings to consider stay open: first those whose words were not asked about
    before, then the surest.
    """
    strongest: dict[tuple[int, int], Finding] = {}
    whole_note = []
    for finding in sorted(found, key=lambda f: (f.severity.rank, f.check in MORE_EXACT, -f.confidence)):
        if finding.severity is Severity.OVERVIEW:
            whole_note.append(finding)
        else:
            strongest.setdefault((finding.start, finding.end), finding)
    kept = sorted(strongest.values(), key=lambda f: (f.start, f.end))
    repeated = _repeated(kept)
    folded = repeated | _too_much([f for f in kept if (f.start, f.end) not in repeated], consider_shown, text)
    in_order = [f.model_copy(update={"folded": True}) if (f.start, f.end) in folded else f for f in kept]
    return (*whole_note, *in_order)


def _repeated(kept: list[Finding]) -> set[tuple[int, int]]:
    """Return the spans of general questions whose words a more exact question is asked of."""
    exact = sorted((finding for finding in kept if finding.check in EXACT), key=lambda f: f.end)
    longest = max((finding.end - finding.start for finding in exact), default=0)
    return {
        (general.start, general.end)
        for general in kept
        if general.check in MORE_EXACT
        for other in _overlapping(general, exact, longest)
        if other.check in MORE_EXACT[general.check]
    }


def _overlapping(finding: Finding, others: list[Finding], longest: int) -> Iterator[Finding]:
    """Yield what overlaps `finding`, of others in the order of their ends; a note may hold thousands."""
    first = bisect_right(others, finding.start, key=lambda other: other.end)
    last = bisect_left(others, finding.end + longest, key=lambda other: other.end)
    return (other for other in others[first:last] if other.start < finding.end)


def _too_much(kept: list[Finding], consider_shown: int, text: str) -> set[tuple[int, int]]:
    """Return the spans to fold; no two findings that are kept have the same."""
    first: dict[tuple[str, str], Finding] = {}
    quiet = [finding for finding in kept if finding.severity is Severity.CONSIDER]
    for finding in quiet:
        first.setdefault((finding.check, text[finding.start : finding.end].lower()), finding)
    shown = sorted(first.values(), key=lambda f: -f.confidence)[:consider_shown]
    return {(f.start, f.end) for f in quiet} - {(f.start, f.end) for f in shown}


def refuse_unknown_checks(chosen: Settings) -> None:
    """Raise SettingsError where `ignore` names a check that there is not: a slip would silence nothing."""
    if unknown := sorted(chosen.ignore - {each.name for each in checks()}):
        msg = f"WELLNOTED_IGNORE: there is no check {unknown[0]}. See: wellnoted checks"
        raise SettingsError(msg)


def refuse_unusable(chosen: Settings) -> None:
    """Raise now for settings that would fail with the first note: unknown checks, lists that cannot be read."""
    refuse_unknown_checks(chosen)
    for name in list_names():
        wordlist(name, chosen.wordlists)
    record_types(chosen.wordlists)
    read_templates(chosen.templates)


def refuse_unreadable(note: Note, chosen: Settings) -> None:
    """Raise for text that no review can be made of."""
    try:
        size = len(note.text.encode("utf-8"))
    except UnicodeEncodeError as error:
        msg = f"Character {error.start} of the note is half of a surrogate pair. Send the text as UTF-8."
        raise InputError(msg) from None
    if size > chosen.max_note_bytes:
        msg = f"The note has {size:,} bytes; at most {chosen.max_note_bytes:,} are reviewed at once. Send it in parts."
        raise TooLargeError(msg)
    words = len(note.text.split())
    if words > chosen.max_note_words:
        msg = f"The note has {words:,} words; at most {chosen.max_note_words:,} are reviewed at once. Send it in parts."
        raise TooLargeError(msg)
    if not words:
        msg = "The note has no text."
        raise InputError(msg)
    if "\0" in note.text:
        msg = f"Character {note.text.index(chr(0))} of the note is NUL, so this is not plain text. Send text."
        raise InputError(msg)


@cache
def versions(chosen: Settings) -> dict[str, str]:
    """What made a review: same versions, same review."""
    return {"wellnoted": version("wellnoted"), "wordlists": fingerprint(chosen.wordlists), **model_versions()}


def _reason_to_skip(each: Check, reading: Reading, chosen: Settings) -> str | None:
    if each.name in chosen.ignore:
        return "Switched off in this installation's settings."
    return next((reading.missing[need] for need in each.needs if need in reading.missing), None)


def _not_looking(reading: Reading, chosen: Settings) -> frozenset[str]:
    """Return the checks that look at some kinds of record, and not at this one."""
    some = frozenset().union(*(kind.checks for kind in record_types(chosen.wordlists).values()))
    return some - (reading.record.checks if reading.record else frozenset())


def _finding(each: Check, hit: Hit) -> Finding:
    return Finding(
        start=hit.span.start,
        end=hit.span.end,
        check=each.name,
        severity=hit.severity or each.severity,
        message=hit.message,
        suggestion=hit.suggestion,
        confidence=round(hit.confidence, 3),
        source=hit.source or each.source,
    )
