"""The mappings that a batch may be asked for with: the presets, and those of the installation; each by its name.

A name is never a path: whoever asks over HTTP reads no file of the service with it.
"""

from __future__ import annotations

import re

from service.doors.tables.mapping import PRESETS, ColumnMap, column_map, preset
from service.errors import InputError, SettingsError
from service.settings import Settings

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def mapping_names(chosen: Settings) -> list[str]:
    """Return the names, own ones last. Raises SettingsError where the folder cannot be read."""
    if chosen.batch_mappings is None:
        return [*PRESETS]
    folder = chosen.batch_mappings.expanduser()
    if not folder.is_dir():
        msg = "WELLNOTED_BATCH_MAPPINGS: no folder is there. Make it, or take the setting away."
        raise SettingsError(msg)
    names = sorted(path.stem for path in folder.glob("*.toml") if _NAME.fullmatch(path.stem))
    return [*PRESETS, *(name for name in names if name not in PRESETS)]


def mapping_named(name: str, chosen: Settings) -> ColumnMap:
    """Return a mapping. Raises InputError for a name that is none of them, SettingsError for a file with a mistake."""
    names = mapping_names(chosen)
    if name not in names:
        msg = f"mapping: there is none of that name. Write {', '.join(names[:-1])} or {names[-1]}."
        raise InputError(msg)
    if name in PRESETS or chosen.batch_mappings is None:
        return preset(name)
    try:
        return column_map(str(chosen.batch_mappings.expanduser() / f"{name}.toml"))
    except InputError:
        msg = f"The mapping {name} of this service has a mistake. Use it with `wellnoted batch run` to see which."
        raise SettingsError(msg) from None
