"""What an editor's user may choose, in the section `wellnoted` of the editor's settings.

{"debounce_ms": 300, "show_all": false, "ignore": ["hard_word"], "severity": {"consider": "off"}}
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from lsprotocol.types import DiagnosticSeverity

from service.analyse import checks
from service.finding import Severity

SECTION = "wellnoted"
LONGEST_DEBOUNCE_MS = 10_000

# Editors list information, and show a hint by the words alone.
_SEVERITY = MappingProxyType(
    {
        Severity.MUST_SEE: DiagnosticSeverity.Warning,
        Severity.ASK: DiagnosticSeverity.Information,
        Severity.CONSIDER: DiagnosticSeverity.Hint,
        Severity.OVERVIEW: DiagnosticSeverity.Information,
    }
)
_NAMES: Mapping[str, DiagnosticSeverity | None] = {
    "error": DiagnosticSeverity.Error,
    "warning": DiagnosticSeverity.Warning,
    "information": DiagnosticSeverity.Information,
    "hint": DiagnosticSeverity.Hint,
    "off": None,
}


@dataclass(frozen=True)
class Options:
    """The choices of one editor; a severity of None is not shown."""

    debounce_ms: int = 300
    show_all: bool = False
    ignore: frozenset[str] = frozenset()
    severity: Mapping[Severity, DiagnosticSeverity | None] = field(default_factory=lambda: _SEVERITY)


def read_options(section: object) -> tuple[Options, list[str]]:
    """Return what can be used of a section, and what cannot, one message each; a missing section is no mistake."""
    if section is None:
        return Options(), []
    if not isinstance(section, Mapping):
        return Options(), [f"{SECTION}: not a set of settings. All are as if nothing was set."]
    problems: list[str] = []
    used: dict[str, object] = {}
    for name, read in _READERS.items():
        if section.get(name) is None:
            continue
        try:
            used[name] = read(section[name])
        except (TypeError, ValueError) as error:
            problems.append(f"{SECTION}.{name}: {error} It is as if it was not set.")
    return Options(**used), problems  # type: ignore[arg-type]


def _debounce_ms(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= LONGEST_DEBOUNCE_MS:
        msg = f"not a number of milliseconds from 0 to {LONGEST_DEBOUNCE_MS:,}."
        raise ValueError(msg)
    return int(value)


def _show_all(value: object) -> bool:
    if not isinstance(value, bool):
        msg = "neither true nor false."
        raise TypeError(msg)
    return value


def _ignore(value: object) -> frozenset[str]:
    known = {check.name for check in checks()}
    if not isinstance(value, list | tuple) or not known.issuperset(str(name) for name in value):
        msg = "not a list of checks. `wellnoted checks` lists their names."
        raise ValueError(msg)
    return frozenset(str(name) for name in value)


def _severity(value: object) -> Mapping[Severity, DiagnosticSeverity | None]:
    if not isinstance(value, Mapping) or not all(_is_severity(*pair) for pair in value.items()):
        msg = f"each of {', '.join(Severity)} may be one of {', '.join(_NAMES)}."
        raise ValueError(msg)
    return {**_SEVERITY, **{Severity(name): _NAMES[chosen] for name, chosen in value.items()}}


def _is_severity(name: object, chosen: object) -> bool:
    return name in set(Severity) and isinstance(chosen, str) and chosen in _NAMES


_READERS: Mapping[str, Callable[[object], object]] = {
    "debounce_ms": _debounce_ms,
    "show_all": _show_all,
    "ignore": _ignore,
    "severity": _severity,
}
