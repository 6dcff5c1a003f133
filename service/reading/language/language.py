"""A note's words, sentences and names, read by the pipeline in `models/english`.

The only file that imports spaCy. Words and sentences are cut by our own rules (`words.py`,
`sentence_ends.py`); the pipeline then tags every word, finds the names of persons, parts
what was typed without a full stop and parses each sentence. One document a sentence, all in
one batch: the parser takes half as long as on one long document.

Nothing of a note stays behind: the work is done inside `nlp.memory_zone()`, and only plain
values leave this file.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from threading import Lock
from typing import TYPE_CHECKING, Any

from service.note import Span
from service.reading.language import language_memory, sentence_ends
from service.reading.language.headings import is_heading
from service.reading.language.language_memory import Numbers, packed, unpacked
from service.reading.language.names import Known, LemmaRule, name_marks, runs
from service.reading.language.text import Sentence, Text, Token
from service.reading.language.words import words
from service.reading.models import model_folder

if TYPE_CHECKING:
    from types import ModuleType

    from spacy.language import Language
    from spacy.tokens import Doc

_BATCH_WORDS = 2000  # bounds the memory a long note takes
_ONE_AT_A_TIME = Lock()  # a memory zone belongs to the whole vocabulary
_SHOWN = 64  # letters of a word that the pipeline sees; a longer one is no word
_SURE_START = 1.0  # log odds; the lowest of -2 to 1.5 at which no sentence of t1 is parted wrongly
_GOES_ON = frozenset({"ADP", "DET", "CCONJ", "SCONJ", "AUX", "PART", "NUM", "PUNCT"})
_CLOSING = frozenset("\"'”’)")
_AS_IT_IS = LemmaRule(0, "")


@dataclass(frozen=True, slots=True)
class _English:
    """The loaded pipeline and the tables of lemmas."""

    nlp: Language
    lemmas: dict[str, dict[str, tuple[int, str]]]


def read_language(text: str, exempt: Sequence[Span] = ()) -> Text:
    """Return the note's tokens, sentences and names of persons, in reading order.

    `exempt` holds the stretches that are somebody else's words; tokens there are marked.
    """
    spans = words(text)
    rough = sentence_ends.split(text, spans)
    shown = [text[span.start : min(span.end, span.start + _SHOWN)] for span in spans]
    known = analysed(shown, rough)
    named = name_marks(shown, known)
    tokens = tuple(_tokens(text, spans, known, named, exempt))
    edges = [i for i, word in enumerate(known) if word.starts]
    sentences = tuple(_sentences(text, tokens, [*edges, len(tokens)]))
    names = tuple(Span(spans[a].start, spans[b - 1].end) for a, b in runs(named))
    return Text(text, tokens, sentences, names, tuple(exempt))


def warm_up() -> None:
    """Load the pipeline now rather than with the first note."""
    _english()


@cache
def _english() -> _English:
    """Load the pipeline, once a process.

    Raises ModelError where a file is missing or altered.
    """
    folder = model_folder("english") / "weights"
    spacy = _spacy()
    nlp = spacy.load(folder, exclude=["tokenizer", "vocab"])
    _keep_labels(nlp)
    _keep_few_features(nlp)
    return _English(nlp, json.loads((folder / "lemmas.json").read_text(encoding="utf-8")))


def _keep_labels(nlp: Language) -> None:
    """Store every label for good: first met inside a memory zone, it would be gone after."""
    for name in ("morphologizer", "tagger", "parser"):
        for label in nlp.pipe_labels[name]:
            nlp.vocab.strings.add(label.rpartition("-")[2] if name == "parser" else label)
    for label in nlp.pipe_labels["morphologizer"]:
        nlp.vocab.morphology.add(label)


def _keep_few_features(nlp: Language) -> None:
    """Leave out what spaCy works out for every new word and the model never looks at (2 ms a note)."""
    seen = nlp.config["components"]["tok2vec"]["model"]["embed"]["attrs"]
    needed = {nlp.vocab.strings[name] for name in (*seen, "NORM")}
    getters = nlp.vocab.lex_attr_getters  # type: ignore[attr-defined]
    for feature in set(getters) - needed:
        del getters[feature]


def _spacy() -> ModuleType:
    """Import spaCy without torch, which it would load if it is installed (0.9 s) and never uses here."""
    is_single = _keep_to_one_thread()
    hidden = "torch" not in sys.modules
    if hidden:
        sys.modules["torch"] = None  # type: ignore[assignment]
    try:
        import spacy
        from thinc.api import NumpyOps, set_current_ops
    finally:
        if hidden:
            del sys.modules["torch"]
    # On one thread numpy's matrix product is three times as fast as the one that comes with spaCy;
    # on several, sentences are too small to share, and waiting makes it five times as slow.
    set_current_ops(NumpyOps(use_blis=not is_single))
    return spacy


def _keep_to_one_thread() -> bool:
    """Tell numpy, if it is not loaded yet, to use one thread; return whether it will."""
    if "numpy" not in sys.modules:
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    return "1" in {os.environ.get("OPENBLAS_NUM_THREADS"), os.environ.get("OMP_NUM_THREADS")}


# --- the pipeline ----------------------------------------------------------------


def analysed(shown: list[str], rough: list[tuple[int, int]]) -> list[Known]:
    """Return what the pipeline says of every word of the given sentences, asking it only for new ones."""
    sentences = [shown[first:last] for first, last in rough]
    known = language_memory.remembered(sentences, lambda places: _asked(shown, [rough[place] for place in places]))
    return [word for numbers, (first, _) in zip(known, rough, strict=True) for word in unpacked(numbers, first)]


def _asked(shown: list[str], rough: list[tuple[int, int]]) -> Iterator[Numbers[int]]:
    """Yield what the pipeline says of each sentence's words."""
    for batch in _batches(rough):
        nlp = _english().nlp
        with _ONE_AT_A_TIME, nlp.memory_zone():
            packs = [packed(_plain(doc)) for doc in _docs(nlp, shown, batch)]
        yield from packs


def _batches(rough: list[tuple[int, int]]) -> Iterator[list[tuple[int, int]]]:
    batch: list[tuple[int, int]] = []
    for first, last in rough:
        batch.append((first, last))
        if last - batch[0][0] >= _BATCH_WORDS:
            yield batch
            batch = []
    if batch:
        yield batch


def _docs(nlp: Language, shown: list[str], batch: list[tuple[int, int]]) -> list[Doc]:
    from spacy.tokens import Doc

    docs = [Doc(nlp.vocab, words=shown[first:last]) for first, last in batch]
    for name, step in nlp.pipeline:
        if name == "senter":
            _part(docs, step.model.predict(docs))  # type: ignore[attr-defined]
        else:
            step.set_annotations(docs, step.predict(docs))  # type: ignore[attr-defined]
    return docs


def _part(docs: list[Doc], scores: list[Any]) -> None:
    """Part sentences typed without a full stop, where the model is sure and grammar allows it.

    A start that is set binds the parser, and so does one that is ruled out.
    """
    import numpy as np  # spaCy has loaded it by now

    for doc, score in zip(docs, scores, strict=True):
        starts = np.full((len(doc), 1), -1)
        starts[0] = 1
        for i in (score[:, 1] - score[:, 0] > _SURE_START).nonzero()[0].tolist():
            if i and _may_start(doc, i):
                starts[i] = 1
        doc.from_array(["SENT_START"], starts.astype(np.uint64))  # type: ignore[arg-type]


def _may_start(doc: Doc, i: int) -> bool:
    """Tell whether a start is possible: the rules have decided on all full stops already."""
    before, word = doc[i - 1], doc[i].text
    is_free = before.text in _CLOSING or before.pos_ not in _GOES_ON
    return is_free and word[0].isalnum() and not word[0].islower() and doc[i].tag_ != "I"


def _plain(doc: Doc) -> Iterator[Known]:
    names = doc.vocab.strings
    columns: list[int | str] = ["POS", "DEP", "TAG", "SENT_START"]
    heads = doc.to_array("HEAD").astype("int64").tolist()  # counted from the word itself
    rows = doc.to_array(columns).tolist()  # far quicker than asking each word
    for i, ((pos, dep, tag, start), head) in enumerate(zip(rows, heads, strict=True)):
        part = names[pos] or "X"
        yield Known(
            pos=part,
            dep=names[dep] or "dep",
            head=i + head,
            name=names[tag],
            starts=i == 0 or start == 1,
            lemma_rule=_lemma_rule(doc[i].text, part),
        )


# --- plain values ----------------------------------------------------------------


def _tokens(
    text: str, spans: list[Span], known: list[Known], named: list[str], exempt: Sequence[Span]
) -> Iterator[Token]:
    spoken = _inside(spans, exempt)
    for i, (span, word) in enumerate(zip(spans, known, strict=True)):
        shown = text[span.start : span.end]
        yield Token(
            index=i,
            start=span.start,
            end=span.end,
            text=shown,
            lemma=_lemma(shown, word.lemma_rule),
            pos=word.pos,
            dep="root" if word.dep == "ROOT" else word.dep,
            head=word.head,
            is_name=named[i] != "O",
            spoken_for=spoken[i],
        )


def _inside(spans: list[Span], exempt: Sequence[Span]) -> list[bool]:
    """Tell for each word whether an exempt stretch holds any of it; both are in order."""
    inside = [False] * len(spans)
    at = 0
    for stretch in sorted(exempt):
        while at and spans[at - 1].end > stretch.start:
            at -= 1
        while at < len(spans) and spans[at].start < stretch.end:
            inside[at] = inside[at] or spans[at].end > stretch.start
            at += 1
    return inside


def lemma_of(shown: str, pos: str) -> str:
    """Return the lower-case dictionary form, by the longest ending the table knows."""
    return _lemma(shown, _lemma_rule(shown, pos))


def _lemma(shown: str, rule: LemmaRule) -> str:
    form = shown.lower().replace("’", "'")
    return form[: len(form) - rule.cut] + rule.added


def _lemma_rule(shown: str, pos: str) -> LemmaRule:
    form = shown.lower().replace("’", "'")
    table = _english().lemmas.get(pos)
    if table is None or len(form) >= _SHOWN:  # cut short, perhaps
        return _AS_IT_IS
    whole = table.get("^" + form)
    found = whole or next(
        (rule for n in (6, 5, 4, 3, 2, 1, 0) if n <= len(form) and (rule := table.get(form[len(form) - n :]))), None
    )
    cut, added = found or _AS_IT_IS
    return LemmaRule(cut, added) if (cut or added) and (cut < len(form) or added) else _AS_IT_IS


def _sentences(text: str, tokens: tuple[Token, ...], edges: list[int]) -> Iterator[Sentence]:
    for first, last in pairwise(edges):
        start, end = tokens[first].start, tokens[last - 1].end
        yield Sentence(start, end, first, last, is_heading=is_heading(text, tokens[first:last]))
