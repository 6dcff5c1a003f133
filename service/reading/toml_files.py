"""Files of ours or of a council's, as TOML: what cannot be read is told with file, line and what to do."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

from service.errors import WordlistError


def read_toml(path: Path) -> dict[str, Any]:
    """Return what a file holds. Raises WordlistError where it is missing, not UTF-8 or not TOML."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        msg = f"{path}: the file is missing. Reinstall wellnoted, or restore the file."
        raise WordlistError(msg) from None
    except UnicodeDecodeError as error:
        msg = f"{path}: not UTF-8 at byte {error.start}. Save the file as UTF-8."
        raise WordlistError(msg) from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = f"{path}:{line[1] if line else 1}"
        msg = (
            f"{where}: not TOML: {error}. Look for a missing bracket, or curly quotation marks: they must be straight."
        )
        raise WordlistError(msg) from None
