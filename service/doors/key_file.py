"""The file of keys: written whole by `wellnoted key`, only read by the service, which sees a change at once.

Beside it lies a folder that tells on which day each key was last used. It is apart, so that a service never writes
the keys themselves: a day noted late could otherwise bring back a key that was just revoked.
"""

from __future__ import annotations

import os
import secrets
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from service.doors.keys import Key, today
from service.errors import SettingsError
from service.settings import Settings

_Version = tuple[int, int, int]


class _Contents(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    format: Literal[1] = 1
    keys: tuple[Key, ...] = ()


_read: dict[Path, tuple[_Version, tuple[Key, ...]]] = {}  # a file is read again only once it is another
_used: dict[tuple[Path, str], date] = {}


def keys_file(chosen: Settings) -> Path:
    """Return where the keys are."""
    if chosen.keys_file:
        return chosen.keys_file.expanduser()
    import platformdirs  # most installations have no keys

    return platformdirs.user_data_path("wellnoted") / "keys.json"


def read_keys(path: Path) -> tuple[Key, ...] | None:
    """Return the keys as they are now, the revoked ones gone; None where no key was ever made."""
    try:
        found = path.stat()
        version = (found.st_mtime_ns, found.st_ino, found.st_size)
        if path not in _read or _read[path][0] != version:
            _refuse_if_others_may_write(found)
            _read[path] = version, _Contents.model_validate_json(path.read_bytes()).keys
    except FileNotFoundError:
        return None
    except OSError:
        msg = "The file of keys cannot be read. Check WELLNOTED_KEYS_FILE, and who may read it."
        raise SettingsError(msg) from None
    except ValidationError:
        msg = "The file of keys is not as `wellnoted key` left it. Bring back a copy, or move it away and begin anew."
        raise SettingsError(msg) from None
    return _read[path][1]


def _refuse_if_others_may_write(found: os.stat_result) -> None:
    if os.name == "posix" and found.st_mode & (stat.S_IWGRP | stat.S_IWOTH):
        msg = "Others on this machine may write to the file of keys. Run chmod 600 on it."
        raise SettingsError(msg)


@contextmanager
def changing(path: Path) -> Iterator[dict[str, Key]]:
    """Give the keys by id to be changed, and write them all at the end; one writer at a time."""
    lock = path.with_name(f"{path.name}.lock")
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(lock, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    except FileExistsError:
        msg = f"Another `wellnoted key` is at work. Try again; if none is, delete {lock.name} beside the file of keys."
        raise SettingsError(msg) from None
    except OSError:
        raise _unwritable() from None
    try:
        keys = {key.id: key for key in read_keys(path) or ()}
        yield keys
        _replace(path, _Contents(keys=tuple(keys.values())).model_dump_json(indent=2))
    finally:
        lock.unlink(missing_ok=True)


def _replace(path: Path, text: str) -> None:
    """Put `text` in the file's place in one step, readable by its owner alone."""
    beside = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
            file.write(text + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path.resolve())
    except OSError:
        raise _unwritable() from None
    finally:
        beside.unlink(missing_ok=True)


def _unwritable() -> SettingsError:
    return SettingsError("The file of keys cannot be written. Set WELLNOTED_KEYS_FILE to a path that you may write to.")


def note_use(path: Path, key: Key) -> None:
    """Note the day of a key's use, once a day. Where it cannot be written, the key works all the same."""
    if _used.get((path, key.id)) == today():
        return
    _used[path, key.id] = today()
    try:
        _days(path).mkdir(mode=0o700, exist_ok=True)
        (_days(path) / key.id).write_text(f"{today()}\n", encoding="ascii")
    except OSError:
        return


def last_used(path: Path, key: Key) -> date | None:
    """Return the day on which a key was last used, where that is known."""
    try:
        return date.fromisoformat((_days(path) / key.id).read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        return None


def forget_use(path: Path, key: Key) -> None:
    """Delete what is known of a key's use."""
    (_days(path) / key.id).unlink(missing_ok=True)


def _days(path: Path) -> Path:
    return path.with_name(f"{path.name}.used")
