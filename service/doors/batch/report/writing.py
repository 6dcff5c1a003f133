"""Files that are whole or not there, whatever happens while they are written."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from service.errors import OutputError


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """Give a path beside `path` to write to; it takes its place once all is written and on the disc."""
    made = path.parent / f".{path.name}.{secrets.token_hex(4)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        yield made
        _bring_to_disc(made)
        made.replace(path)
    except OSError as error:
        why = error.strerror or type(error).__name__
        msg = f"{path}: cannot be written ({why}). Name a place that can be, with room."
        raise OutputError(msg) from None
    finally:
        with suppress(OSError):
            made.unlink(missing_ok=True)


def _bring_to_disc(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
