"""Sentences to train on: words, and what is known about each of them.

What a source does not mark stays None, and the training skips it there: tweets have names
but no trees, the treebank's news has trees but no names.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc
    from spacy.vocab import Vocab


@dataclass(frozen=True, slots=True)
class Word:
    """One word; `head` counts from the word itself, 0 for a root.

    `name` is B at the first word of a person's name, I inside it, O elsewhere. `starts` tells
    whether a sentence starts here; in a parsed one the tree does.
    """

    text: str
    space: bool = True
    pos: str | None = None
    lemma: str | None = None
    head: int | None = None
    dep: str | None = None
    name: str | None = None
    starts: bool | None = None

    def retyped(self, text: str) -> Word:
        """Return the same word in another spelling."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Sample:
    """One sentence, or a few that stand together, from the file group `source`."""

    words: tuple[Word, ...]
    source: str = field(default="")

    def with_words(self, words: Iterable[Word]) -> Sample:
        """Return a sample of the same source with other words."""
        return replace(self, words=tuple(words))

    def bare(self, vocab: Vocab) -> Doc:
        """Return the words alone, as the pipeline meets them."""
        from spacy.tokens import Doc  # heavy: only training needs it here

        words = [word.text for word in self.words]
        return Doc(vocab, words=words, spaces=[word.space for word in self.words])

    def doc(self, vocab: Vocab) -> Doc:
        """Return the sample as a gold document: parts of speech, tree, names, starts.

        Names stand in the fine-grained tag, which the pipeline does not need otherwise.
        """
        from spacy.tokens import Doc  # heavy: only training needs it here

        trees = all(word.head is not None for word in self.words)
        return Doc(
            vocab,
            words=[word.text for word in self.words],
            spaces=[word.space for word in self.words],
            pos=[word.pos or "" for word in self.words],
            tags=[word.name or "" for word in self.words],
            heads=[i + (word.head or 0) for i, word in enumerate(self.words)] if trees else None,
            deps=[word.dep or "dep" for word in self.words] if trees else None,
            sent_starts=None if trees else [word.starts for word in self.words],
        )


def joined(samples: Iterable[Sample]) -> Sample:
    """Return one sample with the sentences of several, each still marked as starting."""
    chosen = list(samples)
    return Sample(tuple(word for sample in chosen for word in sample.words), chosen[0].source)
