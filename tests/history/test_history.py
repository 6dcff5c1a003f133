from __future__ import annotations

import subprocess
import sys
from datetime import date

import pytest
from sqlalchemy import select, update

from service.errors import HistoryError, InputError, SettingsError, TooLargeError
from service.history.database import Database
from service.history.history import Status, open_history
from service.history.putting import Earlier
from service.history.tables import note
from service.reading.copies.token_views import VERSION, view_of_words

NOTE = (
    "Rowan shares a bedroom with his sister Ella and says he likes it, because they can talk at night. "
    "The kitchen was clean and there was food in the fridge for the week."
)
DRAFT = f"I called in on the way home. {NOTE} We agreed to meet again."
MARCH, MAY = date(2025, 3, 12), date(2025, 5, 1)


def found(history, child="child", draft=DRAFT, **how) -> list[tuple[str, str]]:
    return [(echo.note_id, echo.span.of(draft)) for echo in history.look_up([child], draft, **how)]


def test_finds_what_was_pasted_and_says_where_it_stands_in_both_notes(history):
    history.put("child", "first visit", NOTE, MARCH)
    [echo] = history.look_up(["child"], DRAFT)
    assert (echo.child_id, echo.note_id, echo.written_on, echo.kind) == ("child", "first visit", MARCH, "verbatim")
    assert echo.span.of(DRAFT) == NOTE.removesuffix(".")
    assert echo.source_span.of(NOTE) == NOTE.removesuffix(".")
    assert echo.similarity == 1


def test_finds_what_was_fitted_to_another_child(history):
    history.put("child", "n", NOTE, MARCH)
    draft = DRAFT.replace("his sister Ella", "her sister Mia").replace("he likes", "she likes")
    [echo] = history.look_up(["child"], draft)
    assert echo.kind == "edited"
    assert echo.source_span.of(NOTE) == NOTE.removesuffix(".")
    assert echo.span.of(draft).endswith("for the week")


def test_says_nothing_of_a_note_that_shares_nothing(history):
    history.put("child", "n", "School rang: attendance is at ninety per cent and his teacher is pleased.", MARCH)
    assert found(history) == []


def test_putting_a_note_again_changes_nothing(history):
    assert history.put("child", "n", NOTE, MARCH)
    assert not history.put("child", "n", NOTE, MARCH)
    assert history.status("child") == Status(1, MARCH, MARCH)


@pytest.mark.parametrize(
    "changed",
    [{"raw_text": "Other words altogether."}, {"written_on": MAY}, {"keep_until": MAY}],
)
def test_a_changed_note_takes_the_place_of_the_old_one(history, changed):
    earlier = Earlier("child", "n", NOTE, MARCH)
    history.put_many([earlier])
    assert history.put_many([earlier._replace(**changed)]) == 1
    assert history.put_many([earlier._replace(**changed)]) == 0
    assert history.status("child").notes == 1
    assert bool(found(history)) == ("raw_text" not in changed)


def test_of_two_notes_with_one_id_the_last_counts(history):
    assert history.put_many([Earlier("child", "n", "Nothing.", MARCH), Earlier("child", "n", NOTE, MAY)]) == 1
    assert history.status("child") == Status(1, MAY, MAY)
    assert found(history)


def test_many_notes_are_stored_and_sent_again_are_passed_over(history):
    rows = [Earlier(f"child {nth % 7}", f"note {nth}", f"{NOTE} Visit number {nth}.", MARCH) for nth in range(1_200)]
    assert history.put_many(iter(rows)) == 1_200
    assert history.put_many(iter(rows)) == 0
    assert history.totals().notes == 1_200


def test_removes_one_note(history):
    history.put_many([Earlier("child", "a", NOTE, MARCH), Earlier("child", "b", "Other words.", MAY)])
    assert history.remove("child", "a")
    assert not history.remove("child", "a")
    assert not history.remove("nobody", "a")
    assert found(history) == []
    assert history.status("child") == Status(1, MAY, MAY)


def test_looks_only_into_the_children_who_are_named(history):
    history.put("child", "n", NOTE, MARCH)
    history.put("sibling", "n", NOTE, MARCH)
    assert [echo.child_id for echo in history.look_up(["sibling"], DRAFT)] == ["sibling"]
    assert {echo.child_id for echo in history.look_up(["child", "sibling", "child"], DRAFT)} == {"child", "sibling"}
    assert history.look_up([], DRAFT) == ()


def test_an_unknown_child_answers_as_one_without_notes(history):
    history.put("emptied", "n", NOTE, MARCH)
    history.remove("emptied", "n")
    for child in ("emptied", "never stored"):
        assert history.look_up([child], DRAFT) == ()
        assert history.status(child) == Status()
        assert not history.remove(child, "n")
        assert history.reconcile(child, []) == 0
        assert history.erase(child) is None


def test_the_drafts_own_note_can_be_left_out(history):
    history.put_many([Earlier("child", "filed", DRAFT, MAY), Earlier("child", "earlier", NOTE, MARCH)])
    assert {note_id for note_id, _ in found(history, leave_out="filed")} == {"earlier"}


def test_siblings_of_a_declared_household_are_found_and_erased_each_by_itself(history):
    history.put("child", "n", NOTE, MARCH, household="family")
    history.put("sibling", "n", NOTE, MAY, household="family")
    assert {echo.child_id for echo in history.look_up(["child", "sibling"], DRAFT)} == {"child", "sibling"}
    history.erase("child")
    assert [echo.child_id for echo in history.look_up(["child", "sibling"], DRAFT)] == ["sibling"]


def test_erases_a_child_and_takes_it_up_anew(history):
    history.put_many([Earlier("child", "n", NOTE, MARCH), Earlier("other", "n", NOTE, MARCH)])
    history.erase("child")
    assert found(history) == []
    assert found(history, "other")
    assert history.put("child", "n", NOTE, MAY)
    assert found(history)


def test_a_note_goes_when_its_last_day_is_over(history):
    history.put("child", "kept", NOTE, MARCH)
    history.put("child", "until May", NOTE, MARCH, keep_until=MAY)
    assert history.expire(MAY) == 0
    assert history.expire(date(2025, 5, 2)) == 1
    assert {note_id for note_id, _ in found(history)} == {"kept"}


def test_lets_go_of_what_the_case_system_no_longer_has(history):
    history.put_many(Earlier("child", str(nth), f"{NOTE} {nth}", MARCH) for nth in range(20))
    history.put("other", "7", NOTE, MARCH)
    assert history.reconcile("child", ["3", "5", "never stored"]) == 18
    assert {note_id for note_id, _ in found(history)} == {"3", "5"}
    assert found(history, "other")


def test_notes_of_another_version_are_counted_and_not_compared(open_store):
    open_store(view_version=0).put("child", "n", NOTE, MARCH)
    history = open_store()
    assert history.status("child") == Status(1, MARCH, MARCH, outdated=1)
    assert found(history) == []
    assert history.put("child", "n", NOTE, MARCH)
    assert found(history)


def test_a_note_may_be_undated_and_the_newest_stands_first(history):
    history.put_many(
        [Earlier("child", "a", NOTE), Earlier("child", "b", NOTE, MARCH), Earlier("child", "c", NOTE, MAY)]
    )
    assert [note_id for note_id, _ in found(history)] == ["c", "b", "a"]
    assert history.status("child") == Status(3, MARCH, MAY)


@pytest.mark.parametrize("text", ["", " \n", "Seen.", "😀 \ud800 ½ — ﬁne", "a " * 3_000, "3/3/25 " * 300, "x" * 5_000])
def test_any_text_can_be_stored_and_looked_up(history, text):
    history.put("child", "n", text, MARCH)
    assert not history.put("child", "n", text, MARCH)
    for echo in history.look_up(["child"], text):
        assert echo.source_span.of(text)


def test_a_note_that_is_too_long_is_refused(history):
    with pytest.raises(TooLargeError, match="65,535"):
        history.put("child", "n", "word " * 70_000, MARCH)
    assert history.totals().notes == 0


@pytest.mark.parametrize(("child_id", "note_id"), [("", "n"), ("child", ""), ("child", "n" * 201)])
def test_ids_that_cannot_be_are_refused(history, child_id, note_id):
    with pytest.raises(InputError):
        history.put(child_id, note_id, NOTE, MARCH)


def test_another_process_sees_what_is_stored(open_store):
    one, other = open_store(), open_store()
    one.put("child", "n", NOTE, MARCH)
    assert found(other)
    other.erase("child")
    assert found(one) == []


def test_a_damaged_note_is_told(history, url):
    history.put("child", "n", NOTE, MARCH)
    database = Database(url)
    with database.write() as connection:
        connection.execute(update(note).values(blob=b"\0" * 600))
    database.close()
    with pytest.raises(HistoryError, match="damaged"):
        history.look_up(["child"], DRAFT)


def test_a_note_put_in_anothers_place_is_told(history, url):
    history.put_many([Earlier("child", "n", NOTE, MARCH), Earlier("sibling", "n", NOTE, MARCH, household="family")])
    history.put("child two", "n", "Other words.", MARCH, household="family")
    database = Database(url)
    with database.write() as connection:
        swapped = select(note.c.blob).order_by(note.c.id.desc()).limit(1).scalar_subquery()
        connection.execute(update(note).values(blob=swapped))
    database.close()
    with pytest.raises(HistoryError, match="altered"):
        history.look_up(["sibling"], DRAFT)


@pytest.mark.parametrize("bad", ["mysql://user:secret@host/db", "sqlite://", "sqlite:///:memory:", "secret"])
def test_a_url_that_cannot_be_is_refused_without_repeating_it(bad, key_file):
    with pytest.raises(SettingsError) as refused:
        open_history(bad, key_file, view_of=view_of_words, view_version=VERSION)
    assert "secret" not in str(refused.value)
    assert not key_file.exists()


def test_a_file_that_is_no_store_is_refused(tmp_path, key_file):
    (tmp_path / "letter.txt").write_text("Dear Rowan, " * 100)
    with pytest.raises(HistoryError, match="no SQLite database") as refused:
        open_history(f"sqlite:///{tmp_path / 'letter.txt'}", key_file, view_of=view_of_words, view_version=VERSION)
    assert "Rowan" not in str(refused.value)


def test_by_default_the_store_and_its_key_are_in_the_users_own_folders(tmp_path, monkeypatch):
    monkeypatch.setattr("platformdirs.user_data_path", lambda name: tmp_path / "data" / name)
    monkeypatch.setattr("platformdirs.user_config_path", lambda name: tmp_path / "config" / name)
    with open_history(view_of=view_of_words, view_version=VERSION) as history:
        history.put("child", "n", NOTE, MARCH)
    assert (tmp_path / "data" / "wellnoted" / "history.sqlite").exists()
    assert (tmp_path / "config" / "wellnoted" / "history.key").exists()


def test_importing_the_history_loads_no_database():
    asked = (
        "import sys, service.history.history; sys.exit(any(name in sys.modules for name in ('sqlalchemy', 'numpy')))"
    )
    assert subprocess.run([sys.executable, "-c", asked], check=False).returncode == 0  # noqa: S603
