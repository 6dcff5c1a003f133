"""The settings of one process: read once from WELLNOTED_* variables, then never changed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from service.errors import SettingsError


class Settings(BaseSettings):
    """Everything that an installation may choose. Units are in the names."""

    model_config = SettingsConfigDict(env_prefix="WELLNOTED_", frozen=True, extra="ignore")

    wordlists: Path | None = None
    """A council's folder of wordlists: adds to, overrides and switches off entries."""

    ignore: frozenset[str] = frozenset()
    """Checks that are not run, by name; the Review says so."""

    max_note_bytes: int = 256_000
    max_note_words: int = 20_000
    max_notes_a_request: int = 100
    max_request_bytes: int = 16_000_000

    consider_shown: int = 5
    """How many `consider` findings are shown in a note; the rest are folded."""

    host: str = "127.0.0.1"
    port: int = 8010


@cache
def settings() -> Settings:
    """Read the settings, once a process."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(sorted({f"WELLNOTED_{p['loc'][0]}".upper() for p in error.errors()}))
        msg = f"{names}: the value cannot be used. See the README for what it may be."
        raise SettingsError(msg) from None


def data_folder(name: str) -> Path:
    """Return the folder `wordlists` or `models`: beside `service` in a checkout, inside when installed."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name
