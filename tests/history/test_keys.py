from __future__ import annotations

import os

import pytest

from service.errors import SettingsError
from service.history import rekeying
from service.history.putting import Earlier
from tests.history.test_history import DRAFT, MARCH, NOTE

posix = pytest.mark.skipif(os.name != "posix", reason="file modes are POSIX's")


def test_the_key_file_is_made_on_first_use_and_only_its_owner_may_read_it(open_store, key_file):
    open_store()
    assert len(bytes.fromhex(key_file.read_text())) == 32
    if os.name == "posix":
        assert key_file.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in key_file.parent.iterdir()] == [key_file.name]


@posix
def test_only_the_owner_may_read_the_store(tmp_path, history):
    history.put("child", "n", NOTE, MARCH)
    for path in tmp_path.glob("history.sqlite*"):
        assert path.stat().st_mode & 0o077 == 0


@posix
def test_a_key_file_that_everybody_may_read_is_refused(open_store, key_file):
    open_store()
    key_file.chmod(0o644)
    with pytest.raises(SettingsError, match="chmod 600"):
        open_store()


def test_a_missing_key_file_is_refused_and_not_made_anew(open_store, key_file):
    open_store().put("child", "n", NOTE, MARCH)
    key_file.unlink()
    with pytest.raises(SettingsError, match="is missing"):
        open_store()
    assert not key_file.exists()


def test_another_stores_key_file_is_refused(open_store, tmp_path):
    open_store().put("child", "n", NOTE, MARCH)
    other = tmp_path / "other.key"
    other.write_text("ab" * 32)
    other.chmod(0o600)
    with pytest.raises(SettingsError, match="does not belong to this history"):
        open_store(other)


@pytest.mark.parametrize("written", ["", "secret", "ab" * 31, "ä"])
def test_a_file_that_holds_no_key_is_refused_without_repeating_it(open_store, key_file, written):
    open_store()
    key_file.write_text(written)
    with pytest.raises(SettingsError, match=r"Name the right file|cannot be read") as refused:
        open_store()
    assert "secret" not in str(refused.value)


def test_after_rekey_the_new_key_file_opens_the_store_and_the_old_one_does_not(open_store, tmp_path):
    history = open_store()
    history.put_many(Earlier(f"child {nth}", "n", NOTE, MARCH) for nth in range(30))
    history.rekey(tmp_path / "new.key")
    assert history.look_up(["child 3"], DRAFT)
    assert open_store(tmp_path / "new.key").look_up(["child 29"], DRAFT)
    with pytest.raises(SettingsError, match="does not belong"):
        open_store()


def test_rekey_goes_on_where_it_was_stopped(open_store, tmp_path, monkeypatch):
    history, new = open_store(), tmp_path / "new.key"
    history.put_many(Earlier(f"child {nth}", "n", NOTE, MARCH) for nth in range(30))
    monkeypatch.setattr(rekeying, "_AT_ONCE", 10)
    monkeypatch.setattr(rekeying, "_finish", _stop)
    with pytest.raises(KeyboardInterrupt):
        history.rekey(new)
    monkeypatch.undo()
    with pytest.raises(SettingsError, match="Run rekey again with the key file used until now"):
        open_store(new)
    with pytest.raises(SettingsError, match="Finish with rekey"):
        history.look_up(["child 3"], DRAFT)
    with pytest.raises(SettingsError, match="another key file is not finished"):
        history.rekey(tmp_path / "third.key")
    history.rekey(new)
    assert all(open_store(new).look_up([f"child {nth}"], DRAFT) for nth in range(30))


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def test_who_still_works_with_the_old_key_is_told(open_store, tmp_path):
    history, other = open_store(), open_store()
    history.put("child", "n", NOTE, MARCH)
    history.rekey(tmp_path / "new.key")
    with pytest.raises(SettingsError, match="start again"):
        other.look_up(["child"], DRAFT)


def test_rekey_to_the_key_in_use_is_refused(history, key_file):
    with pytest.raises(SettingsError, match="already in use"):
        history.rekey(key_file)
