"""A council's own folder: what it may change, and what a mistake in it is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from service.analyse import analyse
from service.errors import WordlistError
from service.finding import Review
from service.note import Note
from service.reading.phrasing.wordlist_files import check_folder, fingerprint, lay_over, wordlist
from service.settings import Settings

OURS = wordlist("jargon")


@pytest.fixture
def review(tmp_path: Path) -> Callable[..., Review]:
    """Review a text in an installation whose council has these lists."""

    def run(text: str, **lists: str) -> Review:
        for name, content in lists.items():
            (tmp_path / f"{name}.toml").write_text(content, encoding="utf-8")
        return analyse(Note(text=text), Settings(_env_file=None, wordlists=tmp_path))

    return run


def found(review: Review, check: str, text: str) -> list[str]:
    return [text[f.start : f.end] for f in review.findings if f.check == check]


def test_an_added_entry_is_always_found(review):
    text = "The Willow Pathway team rang at two."
    seen = review(text, jargon='[[entry]]\nphrase = "willow pathway"\nexplain = "the team for children under five"')
    assert found(seen, "jargon", text) == ["Willow Pathway"]
    [message] = [f.message for f in seen.findings if f.check == "jargon"]
    assert "the team for children under five" in message


def test_an_entry_with_our_phrase_overrides_it_and_keeps_the_rest(tmp_path):
    ours = next(entry for entry in OURS.entries if entry.phrase == "placement")
    path = tmp_path / "jargon.toml"
    path.write_text('[[entry]]\nphrase = "placement"\nplain = "lodging"')
    theirs = next(entry for entry in lay_over(OURS, path).entries if entry.phrase == "placement")
    assert theirs.plain == "lodging"
    assert theirs.group == ours.group
    assert theirs.is_local


def test_an_entry_switched_off_is_silent(review, settings):
    text = "We will hold a strategy discussion with police this afternoon."
    assert found(analyse(Note(text=text), settings), "jargon", text) == ["strategy discussion"]
    assert found(review(text, jargon='off = ["strategy discussion"]'), "jargon", text) == []


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ('[[entry]]\nphrase = "x"\n\n[[entry]]\nplain = "y"', ":4: the entry has no phrase"),
        ('[[entry]]\nphrase = "x"\ncolour = "red"', ":1: unknown key colour"),
        ('[[entry]]\nphrase = "x"\ninflect = "yes"', "inflect must be true or false"),
        ('[[entry]]\nphrase = "x"\nnear = "school"', "near must be a list of texts"),
        ('[[entry]]\nphrase = "x"\npos = ["THING"]', "THING is not a Universal POS tag"),
        ('[[entry]]\nphrase = "x"\nask = "Which one"', "ends with a question mark"),
        ('[[entry]]\nphrase = "qux"\n[[entry]]\nphrase = "Qux"', ':3: "qux" stands in this file already'),
        ('off = "SALT"', "off must be a list"),
        (f'[[entry]]\nphrase = "x"\nplain = "{"y" * 50}"', "plain has 50 characters"),
        ('[[entry]\nphrase = "x"', ":1: not TOML"),
        ("entries = []", "unknown key entries"),
        ('off = ["quxfrobnicate"]', 'jargon.toml:1: "quxfrobnicate" is in no entry'),
    ],
)
def test_a_mistake_is_told_with_file_line_and_what_to_do(tmp_path, content, said):
    path = tmp_path / "jargon.toml"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(WordlistError) as refused:
        lay_over(OURS, path)
    assert "jargon.toml:" in str(refused.value)
    assert said in str(refused.value)


def test_a_file_that_is_not_utf_8_is_told_where(tmp_path):
    path = tmp_path / "jargon.toml"
    path.write_bytes(b'off = ["caf\xe9"]')
    with pytest.raises(WordlistError, match="not UTF-8 at byte 11"):
        lay_over(OURS, path)


def test_a_folder_that_is_not_there_or_holds_an_unknown_list_is_refused(tmp_path):
    with pytest.raises(WordlistError, match="not a folder"):
        check_folder(tmp_path / "gone")
    (tmp_path / "jargn.toml").touch()
    with pytest.raises(WordlistError, match=r"Did you mean jargon\?"):
        check_folder(tmp_path)
    (tmp_path / "jargn.toml").rename(tmp_path / "zzz.toml")
    with pytest.raises(WordlistError, match="Rename it to one of: acronym, "):
        check_folder(tmp_path)


def test_the_version_of_the_lists_changes_with_a_councils_entry(tmp_path):
    before = fingerprint(tmp_path)
    (tmp_path / "vague.toml").write_text('off = ["recently"]')
    assert fingerprint(tmp_path) != before
