"""A note's tokens as a line to look along: words, what stands between them, where lines and items end."""

from __future__ import annotations

from dataclasses import dataclass

from service.reading.language.text import Text, Token

_STARTS_ITEM = frozenset({",", ";", ":", ".", "-", "–", "•", "*"})
_ENDS_ITEM = frozenset({",", ";", ".", "(", "and"})


@dataclass(frozen=True, slots=True)
class TokenLine:
    """Tokens by their place; beyond either end there is nothing, and no error."""

    text: Text

    def token(self, at: int) -> Token | None:
        """Return the token at a place."""
        return self.text.tokens[at] if 0 <= at < len(self.text.tokens) else None

    def word(self, at: int) -> str:
        """Return the token at a place in lower case, "" where there is none."""
        return self.text.tokens[at].text.lower() if 0 <= at < len(self.text.tokens) else ""

    def pos(self, at: int) -> str:
        """Return what kind of word stands at a place."""
        return self.text.tokens[at].pos if 0 <= at < len(self.text.tokens) else ""

    def lemma(self, at: int) -> str:
        """Return the word at a place as a dictionary has it."""
        return self.text.tokens[at].lemma if 0 <= at < len(self.text.tokens) else ""

    def words(self, first: int, last: int) -> str:
        """Return the note's own words from `first` up to but not including `last`."""
        return self.text.text[self.text.tokens[first].start : self.text.tokens[last - 1].end]

    def gap(self, at: int) -> str:
        """Return what stands between a token and the one before; a line break at either end."""
        if not 0 < at < len(self.text.tokens):
            return "\n"
        return self.text.text[self.text.tokens[at - 1].end : self.text.tokens[at].start]

    def ends_line(self, at: int) -> bool:
        """Tell whether the line is over before this token."""
        return at >= len(self.text.tokens) or "\n" in self.gap(at)

    def is_apart(self, at: int) -> bool:
        """Tell whether a dash stands between spaces; a hyphen does not."""
        return self.gap(at) != "" and at + 1 < len(self.text.tokens) and self.gap(at + 1) != ""

    def starts_item(self, at: int) -> bool:
        """Tell whether a line, a sentence or an item of a list begins here."""
        return at == 0 or "\n" in self.gap(at) or self.word(at - 1) in _STARTS_ITEM

    def ends_item(self, at: int) -> bool:
        """Tell whether a line, a sentence or an item of a list ended before here."""
        return at >= len(self.text.tokens) or "\n" in self.gap(at) or self.word(at) in _ENDS_ITEM
