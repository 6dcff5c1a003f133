"""What simpler means make of sentences: cue words alone, words with logistic regression, MiniLM as it comes."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from evaluation.gold_notes import GoldNote

SPEECH = re.compile(
    r"\b(?:said|says|told (?:me|us|him|her|them|the)|stated|reported|reports|explained|according to|described|wrote)\b",
    re.IGNORECASE,
)
"""Explicit cues that somebody else is speaking; a sentence with one should hardly ever be called fact."""
_WORD = re.compile(r"\w+|[^\w\s]")

Labelled = tuple[Sequence[str], Sequence[str]]
"""Sentences, and their kinds."""


def baselines(train: Sequence[GoldNote], test: Sequence[GoldNote]) -> Mapping[str, Sequence[str]]:
    """Return what simpler means find, by name."""
    taught, asked = labelled(train), labelled(test)[0]
    found: dict[str, Sequence[str]] = {"cue words alone": [by_cues(sentence) for sentence in asked]}
    try:
        found["words and pairs, logistic regression"] = _by_words(taught, asked)
        found["MiniLM as it comes, logistic regression"] = _by_minilm(taught, asked)
    except ImportError as error:
        print(f"\nSome baselines are left out: {error.name} is not installed (pip install '.[train]').")
    return found


def labelled(notes: Sequence[GoldNote]) -> Labelled:
    """Return every sentence of `notes`, and their kinds."""
    pairs = [(one.span.of(note.text), str(one.kind)) for note in notes for one in note.sentences]
    return [words for words, _ in pairs], [kind for _, kind in pairs]


_CUES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("other", re.compile(r"^(?:\w+[\s/&-]*){1,4}:?$")),
    ("reported", SPEECH),
    (
        "plan",
        re.compile(r"\b(?:will|shall|must|should|to (?:\w+ly )?(?:ring|call|ask|send|write|meet|visit|make|check))\b"),
    ),
    (
        "opinion",
        re.compile(
            r"\b(?:I think|in my view|appear|seem|concern|risk|felt|good|poor|positive|clearly|very|lack|fail|need)\w*",
            re.IGNORECASE,
        ),
    ),
)


def by_cues(sentence: str) -> str:
    """Return the kind whose cue words stand in a sentence, fact if there are none."""
    return next((kind for kind, cue in _CUES if cue.search(sentence)), "fact")


def _by_words(taught: Labelled, asked: Sequence[str]) -> Sequence[str]:
    # scikit-learn is an extra and slow to import.
    from sklearn.feature_extraction.text import TfidfVectorizer
    from sklearn.linear_model import LogisticRegression
    from sklearn.pipeline import make_pipeline

    model = make_pipeline(
        TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, tokenizer=_WORD.findall, token_pattern=None),
        LogisticRegression(C=10, max_iter=2000),
    )
    return [str(kind) for kind in model.fit(*taught).predict(asked)]


def _by_minilm(taught: Labelled, asked: Sequence[str]) -> Sequence[str]:
    # Needs the extra `train`.
    from sklearn.linear_model import LogisticRegression

    from models.sentence_kinds.network import embed

    model = LogisticRegression(C=10, max_iter=2000).fit(embed(taught[0]), taught[1])
    return [str(kind) for kind in model.predict(embed(asked))]
