"""The names that the sender of a note has told us."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator

from service.note import Note, Person
from service.reading.language.text import Text

_ALSO = re.compile(r"\b(?:known as|goes by|called|aka|a\.k\.a\.)[ ]+(?P<name>[^\W\d_][\w'’-]+)", re.IGNORECASE)


def known_names(note: Note) -> Iterator[str]:
    """Yield the names of the child and of the people around, as they were sent."""
    if note.child:
        yield from (name for name in (note.child.name, *note.child.known_as) if name)
    yield from (name for person in note.people for name in names_of(person))


def names_of(person: Person) -> Iterator[str]:
    """Yield a person's name as it was sent, and what the role says that they are called: "uncle, known as Dele"."""
    yield person.name
    yield from (found["name"] for found in _ALSO.finditer(person.role or "") if found["name"][0].isupper())


def name_words(note: Note) -> frozenset[str]:
    """Return the words of all names that were sent, in lower case, without initials."""
    return frozenset(part.lower() for name in known_names(note) for part in re.findall(r"[^\W\d_]{2,}", name))


def with_names(text: Text, known: frozenset[str]) -> Text:
    """Mark the words that the sender told us are names, whatever the language model thought."""
    if not known:
        return text
    tokens = tuple(
        dataclasses.replace(token, is_name=True)
        if not token.is_name and token.text[:1].isupper() and token.text.lower() in known
        else token
        for token in text.tokens
    )
    return dataclasses.replace(text, tokens=tokens)
