"""Describe the weights in `model.toml`: what they are, and how to know them again."""

from __future__ import annotations

import hashlib
from pathlib import Path

_HEAD = """\
name = "english"
version = "1"
about = "Words, names and sentence structure of English notes; a spaCy pipeline."
licence = "CC-BY-SA-4.0"
created_from = [
  "UD_English-EWT 15d613d8", "UD_English-GUM afb41ee9 (permissive genres)", "UNER_English-EWT 8ed072de",
  "WNUT 2017 e52a2d2a", "evaluation/gold t1, t3 to t7",
]
train = "python -m models.english.train --data PATH --gold PATH"
"""


def write(folder: Path) -> None:
    """Write `model.toml` for all files under `weights/`."""
    files = sorted(path for path in (folder / "weights").rglob("*") if path.is_file())
    sizes = [f'"{path.relative_to(folder).as_posix()}" = {path.stat().st_size}' for path in files]
    hashes = [f'"{path.relative_to(folder).as_posix()}" = "{_sha256(path)}"' for path in files]
    lines = [_HEAD, "[bytes]", *sizes, "", "[sha256]", *hashes, ""]
    (folder / "model.toml").write_text("\n".join(lines), encoding="utf-8")


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    write(Path(__file__).parent)
