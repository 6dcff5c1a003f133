"""Who is who in a record: the child, the people around it, and whom its notes have named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from service.note import Span
from service.reading.copies.compared import Compared, new_sentences
from service.reading.language.text import Token
from service.reading.language.words import listed

if TYPE_CHECKING:
    from service.reading.read import Reading

GENDERS = (
    listed("he him his himself"),
    listed("she her hers herself"),
    listed("they them their theirs themself themselves"),
)
"""Pronouns that go together, all forms."""
_SIBLING = re.compile(r"\b(?:brother|sister|sibling|twin|cousin|child)", re.IGNORECASE)


@dataclass(frozen=True)
class Familiar:
    """A reading with what its sender and the earlier notes of the child say about who is who."""

    reading: Reading
    seen: Compared

    @cached_property
    def child(self) -> frozenset[str]:
        """The words of the child's names, in lower case."""
        child = self.reading.note.child
        return words_of(*(name for name in (child.name, *child.known_as) if name)) if child else frozenset()

    @cached_property
    def called(self) -> str:
        """What a message calls the child."""
        child = self.reading.note.child
        return child.name.split()[0] if child and child.name and child.name.strip() else "this child"

    @cached_property
    def gender(self) -> frozenset[str]:
        """The child's pronouns, all forms; none where they are not known."""
        child = self.reading.note.child
        first = re.split(r"\W+", (child.pronouns or "").lower().strip())[0] if child else ""
        return next((forms for forms in GENDERS if first in forms), frozenset())

    @cached_property
    def others_pronouns(self) -> frozenset[str]:
        """Pronouns that cannot be the child's; "they" may be several people."""
        return frozenset().union(*(forms for forms in GENDERS[:2] if self.gender and forms != self.gender))

    @cached_property
    def people(self) -> frozenset[str]:
        """The words of the names of the people around the child, and of the note's author."""
        note = self.reading.note
        return words_of(*(person.name for person in note.people), note.author or "")

    @cached_property
    def siblings(self) -> frozenset[str]:
        """The first names of brothers, sisters and other children on the list of people."""
        people = self.reading.note.people
        return words_of(
            *(person.name.split()[0] for person in people if _SIBLING.search(person.role or "") and person.name)
        )

    @cached_property
    def new(self) -> frozenset[str]:
        """The words of the sentences that no copy touches."""
        text = self.reading.text
        return words_of(*(each.span.of(text.text) for each in new_sentences(text, self.seen.copies)))

    def own_notes_know(self, words: frozenset[str]) -> bool:
        """Tell whether an earlier note of this child holds one of the words."""
        return any(not words.isdisjoint(shown) for shown in self.own_notes)

    @cached_property
    def own_notes(self) -> tuple[Sequence[str], ...]:
        """The words of each earlier note of this child."""
        return tuple(each.page.view.literal.shown for each in self.seen.earlier if not self.is_others(each.note_id))

    def most_named(self, note_id: str) -> frozenset[str]:
        """Return the word, in lower case, that is a name in most notes of the child whom an earlier note is about."""
        whose = self.seen.sent[note_id].child_id
        theirs = [each.text for each in self.seen.earlier if self.seen.sent[each.note_id].child_id == whose]
        notes = Counter(word for text in theirs for word in {t.text.lower() for t in text.tokens if t.is_name})
        return frozenset(max(notes.items(), key=lambda one: (one[1], one[0]))[:1] if notes else ())

    def is_others(self, note_id: str) -> bool:
        """Tell whether an earlier note is said to be another child's."""
        own, other = self.reading.note.child_id, self.seen.sent[note_id].child_id
        return own is not None and other is not None and own != other

    def sentence(self, span: Span) -> tuple[Token, ...]:
        """Return the tokens of the sentence that a span begins in."""
        sentence = self.reading.sentence_at(span)
        return self.reading.text.tokens_of(sentence) if sentence else ()


def words_of(*names: str) -> frozenset[str]:
    """Return the words of names, in lower case."""
    return frozenset(word.lower() for name in names for word in re.findall(r"[^\W\d_]{2,}", name))
