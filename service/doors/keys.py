"""Keys: who may ask what, told by a secret that is shown once and kept as its SHA-256 alone.

A key is written `wn_ID_SECRET`. The secret has 256 random bits, so that a slow hash would add nothing. What is
refused is said at the door; here it is only told whether a key is one of ours, alive, and has the scope.
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

LONGEST_DAYS = 365
SECRET_BYTES = 32
_PREFIX = "wn"
_ID_BYTES = 4
_PARTS = 3
_NO_DIGEST = "0" * 64


class Scope(StrEnum):
    """What a key may be used for; `admin` may do everything."""

    CHECK = "check"
    HISTORY = "history"
    BATCH = "batch"
    ADMIN = "admin"


class Key(BaseModel):
    """What is kept of a key. `expires` is its last day, by UTC."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    id: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    sha256: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    label: Annotated[str, Field(min_length=1, max_length=80)]
    scopes: Annotated[frozenset[Scope], Field(min_length=1)]
    created: date
    expires: date

    @model_validator(mode="after")
    def _lives_a_year_at_most(self) -> Self:
        if self.expires > self.created + timedelta(days=LONGEST_DAYS):
            msg = f"a key lives {LONGEST_DAYS} days at most"
            raise ValueError(msg)
        return self

    @property
    def is_expired(self) -> bool:
        """Whether its last day is past."""
        return today() > self.expires

    def may(self, scope: Scope) -> bool:
        """Tell whether it has the scope."""
        return scope in self.scopes or Scope.ADMIN in self.scopes


def today() -> date:
    """Return the day by UTC, so that workers in one place agree on it."""
    return datetime.now(tz=UTC).date()


def new_key(label: str, scopes: frozenset[Scope], days: int) -> tuple[Key, str]:
    """Return a key and, this once, the secret text that its owner sends."""
    identifier, secret = secrets.token_hex(_ID_BYTES), secrets.token_urlsafe(SECRET_BYTES)
    expires = today() + timedelta(days=days)
    key = Key(id=identifier, sha256=_digest(secret), label=label, scopes=scopes, created=today(), expires=expires)
    return key, f"{_PREFIX}_{identifier}_{secret}"


def find_key(sent: str, keys: tuple[Key, ...]) -> Key | None:
    """Return the live key that was sent, if it is one; an unknown id takes the time of a known one."""
    prefix, identifier, secret = (*sent.split("_", _PARTS - 1), "", "")[:_PARTS]
    known = next((key for key in keys if key.id == identifier), None)
    is_right = hmac.compare_digest(_digest(secret), known.sha256 if known else _NO_DIGEST)
    return known if known and is_right and prefix == _PREFIX and not known.is_expired else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
