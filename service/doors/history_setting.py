"""The history that the settings name: whether there is one, where, and how a door opens it."""

from __future__ import annotations

from pathlib import Path

from service.errors import SettingsError
from service.history.history import History, open_history
from service.reading.copies.token_views import VERSION, view_of_words
from service.settings import Settings

HISTORY_IS_OFF = (
    "The history is off here. Set WELLNOTED_HISTORY to on, to the path of a file or to the URL of a PostgreSQL "
    "database, then start again."
)
_OFF, _ON = frozenset({"", "off"}), "on"


def is_on(chosen: Settings) -> bool:
    """Tell whether this installation keeps a history."""
    return chosen.history.strip().lower() not in _OFF


def open_chosen(chosen: Settings) -> History:
    """Open the history, or create it. Raises SettingsError where it is off or cannot be opened."""
    if not is_on(chosen):
        raise SettingsError(HISTORY_IS_OFF)
    url = _url(chosen.history.strip())
    return open_history(url, chosen.history_key_file, view_of=view_of_words, view_version=VERSION)


def refuse_unusable_history(chosen: Settings) -> None:
    """Raise now for a history that could not be opened with the first note."""
    if is_on(chosen):
        open_chosen(chosen).close()


def _url(where: str) -> str | None:
    """Return the URL, or None for the file in the user's data folder."""
    if where.lower() == _ON:
        return None
    if "://" in where:
        return where
    path = Path(where).expanduser()
    if not path.suffix and len(path.parts) == 1:  # "true" is no path that anybody means
        msg = "WELLNOTED_HISTORY: write off, on, the path of a file such as ./history.sqlite, or a URL."
        raise SettingsError(msg)
    return f"sqlite:///{path.absolute()}"
