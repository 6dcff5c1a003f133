"""Every list's own examples: what must be found, and what must not."""

from __future__ import annotations

import pytest

from service.note import Span
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.phrasing.matching import matches_of
from service.reading.phrasing.wordlist_files import list_names, read_list
from service.reading.phrasing.wordlists import Group, Wordlist
from service.settings import data_folder
from tests.marking import mark, unmarked

LISTS = {name: read_list(data_folder("wordlists") / f"{name}.toml") for name in list_names()}
GROUPS = [
    pytest.param(words, group, id=f"{words.name}-{group.name}")
    for words in LISTS.values()
    for group in words.groups.values()
]
FEWEST = {"jargon+acronym": 350, "vague": 180, "loaded_language": 120}


def found_in(words: Wordlist, text: str) -> set[Span]:
    return {match.span for match in matches_of(words, read_language(text, exempt_spans(text)))}


@pytest.mark.parametrize(("words", "group"), GROUPS)
def test_a_groups_examples_are_found_or_left_alone(words: Wordlist, group: Group):
    wrong = [text for text in group.found if mark(unmarked(text), found_in(words, unmarked(text))) != text]
    wrong += [text for text in group.passes if found_in(words, text)]
    assert not wrong


@pytest.mark.parametrize(("words", "group"), GROUPS)
def test_no_group_is_without_examples_of_both_kinds(words: Wordlist, group: Group):
    assert group.found
    assert all("[" in text for text in group.found)
    assert group.passes
    assert not any("[" in text for text in group.passes)
    assert any(entry.group == group.name for entry in words.entries)


@pytest.mark.parametrize("lists", FEWEST)
def test_the_lists_are_as_long_as_the_readme_says(lists: str):
    assert sum(len(LISTS[name].entries) for name in lists.split("+")) >= FEWEST[lists]


def test_jargon_has_plain_words_or_an_explanation_and_the_others_a_question():
    for name in ("jargon", "acronym"):
        assert not [entry.phrase for entry in LISTS[name].entries if not (entry.plain or entry.explain)]
    for name in ("vague", "loaded_language", "hidden_view", "unsourced_report", "loaded_report_verb"):
        assert not [entry.phrase for entry in LISTS[name].entries if not (entry.ask or "").endswith("?")]
