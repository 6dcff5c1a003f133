"""What a person in a note is: a name, a role, and every mention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from service.note import Span

Form = Literal["full name", "first name", "title and surname", "initials", "role"]


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for one person; `is_spoken` inside quotation marks and pasted blocks."""

    span: Span
    form: Form
    is_spoken: bool = False


@dataclass(frozen=True, slots=True)
class Somebody:
    """One person: the fullest name and the role that the note or its sender gives, and every mention in order.

    `kind` is a kind of the list `role`, None where nothing tells. `is_sent` if the person came with the note,
    `is_child` for the child.
    """

    name: str | None
    role: str | None
    kind: str | None
    mentions: tuple[Mention, ...]
    is_sent: bool = False
    is_child: bool = False
