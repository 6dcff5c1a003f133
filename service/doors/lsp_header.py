"""What a draft says about itself at its top: the fields of a Note but its text, as YAML between two lines of ---.

    ---
    record_type: home visit
    written_on: 2025-05-06
    child:
      name: Tomasz Nowak
      age: 8
      pronouns: he/him
    people:
      - Ewa Nowak, mother
    ---

Every value is taken as the words that stand there, so that a person called No is no `false`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import yaml
from pydantic import ValidationError

from service.note import Note, Span, explain_problem

_OPENING = re.compile(r"\ufeff?---[ \t]*(?:\r\n|\r|\n)")
_CLOSING = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_LONGEST = 16_000  # characters; a header takes no more, and a note that merely begins with a rule is soon told apart
_MOST_PROBLEMS = 20

_NOT_HERE = frozenset({"text", "prior_notes"})
_ONE_IS_A_LIST = frozenset({"known_as", "people", "plan_goals"})
_LOWER = frozenset({"record_type", "reader"})
_EMPTY = frozenset({"", "~"})

UNREADABLE = "This line of the header cannot be read. Write a field a line, such as title: Home visit"
NOT_FIELDS = "The header holds no fields. Write one a line, such as title: Home visit"
TWICE = "This field stands twice in the header. The first is used."
SHARED = "References in the header (& and *) are not followed. Write the value out."
BELOW = "The note itself stands below the header; earlier notes cannot be given here."

Path = tuple[str | int, ...]


@dataclass(frozen=True)
class HeaderProblem:
    """Something in a header that is not understood, and where in the draft; never what it is."""

    span: Span
    message: str


@dataclass(frozen=True)
class Header:
    """What a draft says about itself, where its note begins, and what was not understood."""

    end: int = 0
    details: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    problems: tuple[HeaderProblem, ...] = ()


def read_header(text: str) -> Header:
    """Return a draft's header; a draft without one is all note."""
    opening = _OPENING.match(text)
    closing = _CLOSING.search(text, opening.end(), opening.end() + _LONGEST) if opening else None
    if opening is None or closing is None:
        return Header()
    reader = _Reader(opening.end())
    details = reader.read(text[opening.end() : closing.start()])
    problems = sorted(reader.problems[:_MOST_PROBLEMS], key=lambda problem: problem.span)
    return Header(closing.end(), details, tuple(problems))


class _Reader:
    """Reads one header, and remembers where each field stands."""

    def __init__(self, start: int) -> None:
        self._start = start
        self._spans: dict[Path, Span] = {(): Span(0, start)}
        self._seen: set[int] = set()
        self.problems: list[HeaderProblem] = []

    def read(self, text: str) -> dict[str, Any]:
        try:
            node = yaml.compose(text, Loader=yaml.BaseLoader)
        except (yaml.YAMLError, RecursionError) as error:
            self.problems.append(HeaderProblem(self._place_of(error, text), UNREADABLE))
            return {}
        if node is None:
            return {}
        if not isinstance(node, yaml.MappingNode):
            self.problems.append(HeaderProblem(self._spans[()], NOT_FIELDS))
            return {}
        details = self._mapping(node, ())
        for name in _NOT_HERE & details.keys():
            self._say((name,), BELOW)
            del details[name]
        return self._valid(details)

    def _place_of(self, error: Exception, text: str) -> Span:
        mark = getattr(error, "problem_mark", None)
        at = mark.index if mark else getattr(error, "position", 0)
        line_start = max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1
        line = text[line_start:].splitlines()[:1] or [""]
        return Span(self._start + line_start, self._start + line_start + len(line[0]))

    def _value(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401 - whatever stands there; pydantic judges it
        if id(node) in self._seen:
            self._say(path, SHARED)
            return None
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            return self._people(node, path) if path == ("people",) else self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            items: list[Any] = []
            for each in node.value:
                items += [item for item in [self._item(each, (*path, len(items)))] if item is not None]
            return items
        return self._scalar(node.value.strip(), path)

    def _scalar(self, words: str, path: Path) -> Any:  # noqa: ANN401
        if words in _EMPTY:
            return None
        if path == ("child",):
            return {"name": words}
        if path[-1] in _LOWER:
            return words.lower()
        if path[-1] in _ONE_IS_A_LIST:
            return [_person(words) if path[-1] == "people" else words]
        return words

    def _item(self, node: yaml.Node, path: Path) -> Any:  # noqa: ANN401
        self._spans[path] = self._span(node)
        value = self._value(node, path)
        return _person(value) if path[0] == "people" and isinstance(value, str) else value

    def _people(self, node: yaml.MappingNode, path: Path) -> list[Any]:
        """Return people written as "Ewa Nowak: mother"."""
        for place, (key, _) in enumerate(node.value):
            self._spans[*path, place] = self._span(key)
        return [
            {"name": key.value, "role": self._value(role, (*path, at))} for at, (key, role) in enumerate(node.value)
        ]

    def _mapping(self, node: yaml.MappingNode, path: Path) -> dict[str, Any]:
        fields: dict[str, Any] = {}
        for key, value in node.value:
            name = str(key.value)
            here = (*path, "age_years" if (*path, name) == ("child", "age") else name)
            if here in self._spans:
                self.problems.append(HeaderProblem(self._span(key), TWICE))
                continue
            self._spans[here] = self._span(key)
            read = self._value(value, here)
            if read is not None:
                fields[str(here[-1])] = read
        return fields

    def _valid(self, details: dict[str, Any]) -> dict[str, Any]:
        """Return what a Note takes, and say of the rest why not."""
        while True:
            try:
                Note.model_validate({"text": "", **details})
            except ValidationError as error:
                found = error.errors(include_url=False, include_context=False, include_input=False)
                for problem in found:
                    self._say(problem["loc"], _explained(dict(problem)))
                last_first = sorted({problem["loc"][:2] for problem in found}, key=_place_in_list, reverse=True)
                for path in last_first:
                    _remove(details, path)
            else:
                return details

    def _say(self, path: Path, message: str) -> None:
        while path not in self._spans:
            path = path[:-1]
        self.problems.append(HeaderProblem(self._spans[path], message))

    def _span(self, node: yaml.Node) -> Span:
        return Span(self._start + node.start_mark.index, self._start + node.end_mark.index)


def _person(words: str) -> dict[str, str]:
    """Return somebody written as "Ewa Nowak, mother"."""
    name, comma, role = words.partition(",")
    return {"name": name.strip(), **({"role": role.strip()} if comma else {})}


def _explained(problem: dict[str, Any]) -> str:
    """Return what is wrong with a field, in words for whoever wrote it by hand."""
    if problem["type"].startswith("date"):
        return "Write the date as 2025-05-06."
    return explain_problem(problem).replace("Input should be", "this should be")


def _place_in_list(path: Path) -> int:
    return path[-1] if isinstance(path[-1], int) else -1


def _remove(details: dict[str, Any], path: Path) -> None:
    parent = details.get(str(path[0]))
    if len(path) > 1 and isinstance(parent, (dict, list)):
        del parent[path[1]]  # type: ignore[arg-type]
    else:
        details.pop(str(path[0]), None)
