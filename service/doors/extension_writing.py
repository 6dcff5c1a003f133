"""Files written whole or not at all, and never over what is somebody else's."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from service.errors import InputError

_MOST_FILES = 200  # far more than ours; a folder of somebody's work is not read through


def put_folder(path: Path, files: dict[str, bytes], is_ours: Callable[[dict[str, bytes]], bool]) -> None:
    """Write a folder, in place of nothing, of an empty one, or of one that `is_ours` knows."""
    try:
        _refuse_folder(path, is_ours)
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as beside:
            _swap(_filled(Path(beside) / "new", files), path, Path(beside) / "old")
    except OSError as error:
        raise InputError(_unwritable(path, error)) from None


def put_file(path: Path, content: bytes, is_ours: Callable[[bytes], bool]) -> None:
    """Write a file, in place of nothing or of one that `is_ours` knows."""
    try:
        if path.is_symlink() or path.is_dir() or (path.exists() and not is_ours(path.read_bytes())):
            raise InputError(_not_ours(path))
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as beside:
            made = Path(beside) / "new"
            made.write_bytes(content)
            made.replace(path)
    except OSError as error:
        raise InputError(_unwritable(path, error)) from None


def _refuse_folder(path: Path, is_ours: Callable[[dict[str, bytes]], bool]) -> None:
    if path.is_symlink() or (path.exists() and not path.is_dir()):
        raise InputError(_not_ours(path))
    found = [each for each, _ in zip(path.rglob("*"), range(_MOST_FILES), strict=False)] if path.exists() else []
    if any(each.is_symlink() for each in found) or len(found) == _MOST_FILES:
        raise InputError(_not_ours(path))
    files = {each.relative_to(path).as_posix(): each.read_bytes() for each in found if each.is_file()}
    if found and not is_ours(files):
        raise InputError(_not_ours(path))


def _filled(folder: Path, files: dict[str, bytes]) -> Path:
    for name, content in files.items():
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def _swap(new: Path, path: Path, old: Path) -> None:
    """Put `new` at `path`; what was there is back if that fails."""
    has_old = path.exists()
    if has_old:
        path.rename(old)
    try:
        new.rename(path)
    except OSError:
        if has_old:
            old.rename(path)
        raise


def _not_ours(path: Path) -> str:
    return f"{path.name} is there, and holds what this command did not write. Name another place, or move it away."


def _unwritable(path: Path, error: OSError) -> str:
    return f"{path.name} cannot be written: {error.strerror or 'no reason given'}. Name a place that can be."
