"""The pipeline before training: one shared reader of words, and four small heads on it.

Sizes are chosen for speed on one core (measured with untrained weights on notes of 250
words): the shared part takes half the time, the parser a third.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from spacy.language import Language

ROWS = {"LOWER": 6000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 1500}


def untrained(*, width: int = 96, depth: int = 4, hidden: int = 64) -> Language:
    """Return the pipeline without weights: tags, names, sentence starts, trees."""
    import spacy  # heavy: only training needs it here

    nlp = spacy.blank("xx")
    nlp.add_pipe("tok2vec", config={"model": _reader(width, depth)})
    shared = {
        "@architectures": "spacy.Tok2VecListener.v1",
        "width": width,
        "upstream": "tok2vec",
    }
    head = {"@architectures": "spacy.Tagger.v2", "tok2vec": shared}
    nlp.add_pipe("morphologizer", config={"model": head})
    nlp.add_pipe("tagger", config={"model": head})
    nlp.add_pipe("senter", config={"model": head})
    nlp.add_pipe("parser", config={"model": _parser(shared, hidden), "min_action_freq": 20})
    return nlp


def _reader(width: int, depth: int) -> dict[str, Any]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": width,
            "attrs": list(ROWS),
            "rows": list(ROWS.values()),
            "include_static_vectors": False,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": width,
            "depth": depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def _parser(shared: dict[str, Any], hidden: int) -> dict[str, Any]:
    return {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": shared,
    }
