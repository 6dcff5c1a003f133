"""Models as files: where they lie, and that they are what their `model.toml` says."""

from __future__ import annotations

import hashlib
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from service.errors import ModelError
from service.settings import data_folder


def model_folder(name: str) -> Path:
    """Return the folder of a model, after checking every file against its sha256.

    Raises ModelError that names the file and the command which rebuilds it.
    """
    folder = data_folder("models") / name
    for file, expected in _description(folder)["sha256"].items():
        _verify(folder / file, expected, name)
    return folder


@cache
def model_versions() -> dict[str, str]:
    """Return the version of every model, as `{"models/english": "1"}`."""
    found = sorted(data_folder("models").glob("*/model.toml"))
    return {f"models/{path.parent.name}": str(_description(path.parent)["version"]) for path in found}


def _description(folder: Path) -> dict[str, Any]:
    path = folder / "model.toml"
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"{path}: missing. {_remedy(folder.name)}"
        raise ModelError(msg) from None


def _verify(path: Path, expected: str, name: str) -> None:
    try:
        found = hashlib.sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        msg = f"{path}: missing. {_remedy(name)}"
        raise ModelError(msg) from None
    if found != expected:
        msg = (
            f"{path}: not the file that model.toml describes (sha256 {found[:8]}…, expected {expected[:8]}…).\n"
            f"{_remedy(name)}"
        )
        raise ModelError(msg)


def _remedy(name: str) -> str:
    return f"Restore the file from the release, or rebuild it: python -m models.{name}.train"
