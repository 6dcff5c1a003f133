"""A council's template phrases: words of its forms that stand in every note, and so are nobody's copy."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from service.errors import SettingsError


@cache
def read_templates(path: Path | None) -> tuple[str, ...]:
    """Return the phrases of a text file, one a line; lines that begin with # are for people.

    A phrase may have blanks: "[name] was seen on [date]". Raises SettingsError where the file cannot be read.
    """
    if path is None:
        return ()
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        msg = f"WELLNOTED_TEMPLATES: {path} is not UTF-8 at byte {error.start}. Save the file as UTF-8."
        raise SettingsError(msg) from None
    except OSError:
        msg = f"WELLNOTED_TEMPLATES: {path} cannot be read. Name a text file with one phrase a line, or unset it."
        raise SettingsError(msg) from None
    return tuple(line.strip() for line in lines if line.strip() and not line.lstrip().startswith("#"))
