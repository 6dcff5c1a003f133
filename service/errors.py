"""Everything that can go wrong, and for whom.

    WellnotedError
    ├── InputError        what was sent cannot be reviewed; the sender can mend it
    │   └── TooLargeError it is over a limit
    ├── SettingsError     a setting has a value that cannot work
    ├── WordlistError     a wordlist cannot be read; says file and line
    ├── ModelError        a model's files are missing or altered; says what to run
    ├── HistoryError      the store of earlier notes cannot be read or written; says what to do
    └── OutputError       a batch's folder cannot be written, or holds another batch; says what to do

A message says what was found, where, and what to do next. It never holds the text of a
note, a name or an id: errors end up in logs, and logs are read by others.
"""

from __future__ import annotations


class WellnotedError(Exception):
    """Any error that this program raises on purpose."""


class InputError(WellnotedError):
    """What was sent cannot be reviewed."""


class TooLargeError(InputError):
    """What was sent is over a limit."""


class SettingsError(WellnotedError):
    """A setting has a value that cannot work."""


class WordlistError(WellnotedError):
    """A wordlist cannot be read."""


class ModelError(WellnotedError):
    """A model's files are missing or not those its `model.toml` describes."""


class HistoryError(WellnotedError):
    """The store of earlier notes cannot be read or written."""


class OutputError(WellnotedError):
    """A batch's results cannot be written where they should go."""
