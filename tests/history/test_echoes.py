from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from service.history.echoes import runs, shelve
from service.history.fingerprints import fingerprint, pack, unpack
from service.history.history import open_history
from service.history.putting import Earlier
from service.note import Span
from service.reading.copies.token_views import VERSION, view_of_words
from tests.marking import unmarked

KEY = b"k" * 32
STORED = (
    "Amina was at home with her mother when I called at 4.30 pm on 3 March. "
    "She showed me the garden, where she has planted beans, and told me which ones are hers. "
    "The boiler has been mended and the house was warm."
)

words = st.lists(
    st.sampled_from(["the", "he", "Amina", "Rowan", "was", "3", "March", "2025", "warm,", "school.", "and", "’s"])
)
odd_text = st.text(st.characters(codec="utf-8"), max_size=300)


def shared(draft: str, stored: str) -> list[tuple[Span, Span]]:
    view, source = view_of_words(draft), view_of_words(stored)
    packed = unpack(pack(source, fingerprint(source, KEY), "n"))
    return [
        (view.literal.span(run.first, run.last), source.literal.span(run.source_first, run.source_last))
        for run in runs(fingerprint(view, KEY), view.firsts, shelve([packed]))
    ]


def spans(draft: str, stored: str) -> list[tuple[str, str]]:
    return [(ours.of(draft), theirs.of(stored)) for ours, theirs in shared(draft, stored)]


@pytest.mark.parametrize(
    "marked_text",
    [
        "Nothing of that note is in this one at all.",
        "I saw [her mother when I called at 4.30 pm on 3 March. She showed me the garden], which is large.",
        "[Amina was at home with her mother when I called at 5.15 pm on 9 June. She showed me the garden] path.",
        "New: [she has planted beans, and told me which ones are hers. The boiler has been mended], at last.",
        "Beans, Sam [has planted beans, and told me which ones are] best.",  # nine words in a row are one
        "[Amina was at home with her mother, cheerful now, when I called at 4.30 pm on 3 March], as agreed.",
        "She has planted beans. The boiler has been mended. That is all.",  # seven words in a row are no copy
        "[The boiler has been mended and the house was warm. Amina was at home] today, as was her aunt.",
    ],
)
def test_marks_what_stands_in_the_stored_note(marked_text):
    draft = unmarked(marked_text)
    stored = f"{STORED} Amina was at home." if "[The boiler" in marked_text else STORED
    assert [words for words, _ in spans(draft, stored)] == re.findall(r"\[(.*?)\]", marked_text)


def test_a_copy_with_words_left_out_put_in_and_changed_is_one():
    draft = STORED.replace("showed me the", "proudly showed me the").replace("has been mended", "works again")
    [(ours, theirs)] = spans(draft, STORED)
    assert ours.endswith("which ones are hers. The boiler")
    assert theirs.startswith("Amina was at home")


def test_sentences_in_another_order_are_found_one_by_one():
    first, second, _ = re.split(r"(?<=\.) (?=[ST]h)", STORED)
    found = spans(f"{second} {first}", STORED)
    assert [ours for ours, _ in found] == [second.removesuffix("."), first.removesuffix(".")]
    assert all(ours == theirs for ours, theirs in found)


def test_a_table_of_dates_and_numbers_is_no_copy():
    assert spans("Seen on " + "3 May, " * 30, "Missed on " + "9 June; " * 30) == []


@settings(max_examples=150, suppress_health_check=list(HealthCheck), deadline=None)
@given(
    before=odd_text, run=st.lists(st.sampled_from(STORED.split()), min_size=12, max_size=20), after=words, other=words
)
def test_any_run_of_twelve_words_is_found(before, run, after, other):
    pasted = " ".join(run)
    draft, stored = f"{before}\n\n{pasted}\n{' '.join(after)}", f"{' '.join(other)}\n{pasted}\n\n{before[::-1]}"
    start = len(before) + 2
    inside = [Span(max(start, ours.start), min(start + len(pasted), ours.end)) for ours, _ in shared(draft, stored)]
    assert any(len(view_of_words(span.of(draft)).literal) >= 10 for span in inside)


@settings(max_examples=100, suppress_health_check=list(HealthCheck), deadline=None)
@given(odd_text, words)
def test_what_is_packed_says_where_the_words_stand(text, more):
    text += " ".join(more)
    view = view_of_words(text)
    packed = unpack(pack(view, fingerprint(view, KEY), "note é"))
    assert packed.note_id == "note é"
    assert packed.words == len(view.literal)
    assert packed.places().tolist() == [*view.literal.starts, *view.literal.ends[-1:]]
    shelf = shelve([packed, packed])
    prints = fingerprint(view, KEY)
    assert shelf.firsts[: len(view.masked)].tolist() == list(view.firsts[:-1])
    assert shelf.masked[: len(prints.masked)].tolist() == prints.masked.tolist()


def test_notes_of_one_form_are_found_in_the_newest_only(tmp_path):
    form = "Who was seen, where they were seen, and whether the child was seen alone today:"
    with open_history(
        f"sqlite:///{tmp_path}/h", tmp_path / "k", view_of=view_of_words, view_version=VERSION
    ) as history:
        days = range(40)
        history.put_many(Earlier("child", str(day), f"{form} {day}", date.fromordinal(730_000 + day)) for day in days)
        found = history.look_up(["child"], f"{form} nobody.")
    assert [echo.note_id for echo in found] == [str(day) for day in range(39, 27, -1)]
