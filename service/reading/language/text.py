"""What language analysis knows about a note: plain values, no library behind them.

A check, a wordlist and a test all speak of these. `language.py` makes them from spaCy;
a test can make them by hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from service.note import Span


@dataclass(slots=True, unsafe_hash=True)  # never changed; frozen, each would take six times as long to make
class Token:
    """A word or a mark of punctuation.

    `pos` is a Universal POS tag, `dep` a Universal Dependencies relation, `head` the index
    in `Text.tokens` of the word this one hangs on (its own index for a root). `lemma` is
    lower case. `spoken_for` is true inside quotation marks and pasted blocks.
    """

    index: int
    start: int
    end: int
    text: str
    lemma: str
    pos: str
    dep: str
    head: int
    is_name: bool = False
    spoken_for: bool = False

    @property
    def span(self) -> Span:
        """Where the token stands in the note."""
        return Span(self.start, self.end)

    @property
    def is_word(self) -> bool:
        """True for anything with a letter or a digit in it."""
        return self.text.isalnum() or any(map(str.isalnum, self.text))


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, heading or list item, as the tokens `first` to `last` (half-open)."""

    start: int
    end: int
    first: int
    last: int
    is_heading: bool = False

    @property
    def span(self) -> Span:
        """Where the sentence stands in the note, without the white space around it."""
        return Span(self.start, self.end)


@dataclass(frozen=True)
class Text:
    """A note's text, its sentences, tokens and names of persons, in reading order.

    `exempt` holds the stretches that are somebody else's words: quoted speech and pasted
    e-mails or reports. No check on wording looks inside them.
    """

    text: str
    tokens: tuple[Token, ...] = ()
    sentences: tuple[Sentence, ...] = ()
    names: tuple[Span, ...] = ()
    exempt: tuple[Span, ...] = field(default=())

    def tokens_of(self, sentence: Sentence) -> tuple[Token, ...]:
        """Return the tokens of one sentence."""
        return self.tokens[sentence.first : sentence.last]

    @cached_property
    def seen(self) -> tuple[bytes, ...]:
        """All that is known of each sentence, whatever stands around it: what answers about it may be kept under."""
        return tuple(self._seen(sentence) for sentence in self.sentences)

    def _seen(self, sentence: Sentence) -> bytes:
        known = "|".join(
            f"{token.pos}{token.dep}{token.head - sentence.first}{token.is_name:d}{token.spoken_for:d}"
            for token in self.tokens_of(sentence)
        )
        return f"{self.text[sentence.start : sentence.end]}\0{known}".encode("utf-8", "surrogatepass")
