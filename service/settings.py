"""The settings of one process: read once from WELLNOTED_* variables, then never changed."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, NonNegativeInt, PositiveInt, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict
from pydantic_settings import SettingsError as UnreadableSettingError

from service.errors import SettingsError

KindsBackend = Literal["onnx", "sentence-transformers"]

_ORIGIN = re.compile(r"[a-z][a-z0-9+.-]*://(?:[a-z0-9_.-]+|\[[0-9a-f:.]+\])(?::[0-9]{1,5})?")
_HOST = re.compile(r"[a-z0-9_.-]+|\[[0-9a-f:.]+\]")


def _is_written_as(form: re.Pattern[str], value: str) -> str:
    if not form.fullmatch(value):
        raise ValueError  # the message is settings()'s
    return value


Origin = Annotated[str, AfterValidator(lambda value: _is_written_as(_ORIGIN, value))]
"""As a browser sends it: scheme, host, and a port where it is not the scheme's own; no path, no final slash."""

Host = Annotated[str, AfterValidator(lambda value: _is_written_as(_HOST, value))]
"""A name or an address without port; IPv6 in brackets."""


class Settings(BaseSettings):
    """Everything that an installation may choose. Units are in the names."""

    model_config = SettingsConfigDict(env_prefix="WELLNOTED_", frozen=True, extra="ignore")

    wordlists: Path | None = None
    """A council's folder of wordlists: adds to, overrides and switches off entries."""

    templates: Path | None = None
    """A text file with phrases of a council's forms, one a line: they stand in every note, and are no copies."""

    ignore: frozenset[str] = frozenset()
    """Checks that are not run, by name; the Review says so."""

    max_note_bytes: PositiveInt = 256_000
    max_note_words: PositiveInt = 20_000
    max_notes_a_request: PositiveInt = 100
    max_request_bytes: PositiveInt = 16_000_000

    kinds_backend: KindsBackend = "onnx"
    """What tells fact, report, opinion and plan apart: the model that comes with the program, or a council's own."""

    kinds_model: str | None = None
    """For `sentence-transformers`: a folder made by `python -m models.sentence_kinds.adapt`."""

    kinds_device: str = "cpu"
    """For `sentence-transformers`: `cpu`, `cuda` or whatever else torch calls a device."""

    consider_shown: NonNegativeInt = 5
    """How many `consider` findings are shown in a note; the rest are folded."""

    history: str = Field(default="off", repr=False)  # a URL may hold a password
    """Where fingerprints of earlier notes are kept: `off`, `on` (a file in the user's data folder), a path or a URL."""

    history_key_file: Path | None = None
    """The key that wraps the history's keys; by default a file in the user's settings, made on first use."""

    batches: bool = True
    """Whether exports of many notes may be sent to the service, which then works through them."""

    batch_data: Path | None = None
    """Where they lie meanwhile, and their reports; by default the folder `batches` in the user's data folder."""

    batch_folders: tuple[Path, ...] = ()
    """The folders whose files may be named instead of sent."""

    batch_mappings: Path | None = None
    """A folder of own mappings as `wellnoted batch map` writes them; each is chosen by its file's name less .toml."""

    batch_workers: PositiveInt = 1
    """How many processes review the notes of a batch; each holds its own models."""

    batch_days: PositiveInt = 30
    """How long a batch is kept after its end, if nobody deletes it."""

    max_batch_bytes: PositiveInt = 2_000_000_000
    max_batches_waiting: PositiveInt = 20

    host: str = "127.0.0.1"
    port: int = 8010

    workers: PositiveInt = 1
    """How many processes serve; each holds its own models."""

    allowed_hosts: frozenset[Host] = frozenset()
    """The names by which the service is called, beside those of this machine and `host`."""

    cors_origins: frozenset[Origin] = frozenset()
    """The pages, add-ins and browser extensions that may ask, each exactly as its browser names it."""

    keys_file: Path | None = None
    """Where `wellnoted key` keeps what tells keys; by default `keys.json` in the user's data folder."""

    loopback_needs_key: bool = False
    """Whether requests from this machine need a key as well."""


_LISTS = {
    "ignore": '["hard_word"]',
    "batch_folders": '["/srv/exports"]',
    "allowed_hosts": '["notes.council.example"]',
    "cors_origins": '["https://cases.council.example"]',
}


@cache
def settings() -> Settings:
    """Read the settings, once a process."""
    try:
        return Settings()
    except ValidationError as error:
        names = ", ".join(sorted({f"WELLNOTED_{p['loc'][0]}".upper() for p in error.errors()}))
        msg = f"{names}: the value cannot be used. See the README for what it may be."
        raise SettingsError(msg) from None
    except UnreadableSettingError as error:
        name = next((name for name in _LISTS if f'"{name}"' in str(error)), "ignore")
        msg = f"WELLNOTED_{name.upper()}: not a list. Write it as {_LISTS[name]}, with brackets and quotation marks."
        raise SettingsError(msg) from None


def data_folder(name: str) -> Path:
    """Return the folder `wordlists` or `models`: beside `service` in a checkout, inside when installed."""
    inside = Path(__file__).parent / name
    return inside if inside.is_dir() else Path(__file__).parents[1] / name
