"""Earlier notes, read as far as comparing needs.

All are read by rules: words, sentences, likely names. Those that share a few words in a row with the
draft are then read by the language model, which tells a person from a place. A draft comes back at every
pause in typing with the same earlier notes, so what was read of them is kept for a quarter of an hour, in
memory only, under keys of this process.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cache

from service.note import Note, PriorNote, Span
from service.reading.copies.copying import Earlier
from service.reading.copies.pages import GRAM, Page
from service.reading.copies.token_views import cover_of
from service.reading.language import sentence_ends
from service.reading.language.headings import is_heading
from service.reading.language.language import read_language
from service.reading.language.text import Sentence, Text, Token
from service.reading.language.words import words
from service.reading.memory import Memory
from service.reading.people.known_names import name_words, with_names

_REMEMBERED = 1200  # readings
_MOST_CLOSE = 12  # notes that the language model reads for one draft
_CLOSE = 1.0  # what shared runs of words must tell together, in rare words; a passage tells 2.4
_SHORT_HEADING = 5  # words; with no grammar to ask, a longer line without a colon may well be a sentence


def earlier_notes(note: Note) -> tuple[Earlier, ...]:
    """Return the notes that were sent to compare with, in the order of their dates, undated ones first.

    Left out are the note itself and what was written after it.
    """
    known = name_words(note)
    before = sorted((prior for prior in note.prior_notes if _is_before(prior, note)), key=_day)
    quick = [_remembered(prior, known, is_close=False) for prior in before]
    close = _close(Page(read_quickly(note.text, known)), quick) if quick else set()
    return tuple(
        _remembered(prior, known, is_close=True) if at in close else quick[at] for at, prior in enumerate(before)
    )


def _day(prior: PriorNote) -> date:
    return prior.written_on or date.min


def _is_before(prior: PriorNote, note: Note) -> bool:
    is_same = note.note_id is not None and prior.note_id == note.note_id
    is_later = bool(prior.written_on and note.written_on and prior.written_on > note.written_on)
    return bool(prior.text.strip()) and not is_same and not is_later


def _close(here: Page, earlier: Sequence[Earlier]) -> set[int]:
    """Return which notes share so many words with the draft that a passage may be found."""
    weights = {gram: here.weight(at, at + GRAM) for at, gram in enumerate(here.hashes)}
    shared = [sum(weights[gram] for gram in here.grams & each.page.grams) for each in earlier]
    closest = sorted(range(len(earlier)), key=lambda at: -shared[at])[:_MOST_CLOSE]
    return {at for at in closest if shared[at] >= _CLOSE}


def _remembered(prior: PriorNote, known: frozenset[str], *, is_close: bool) -> Earlier:
    seen = "\0".join([prior.note_id, str(prior.written_on), str(is_close), *sorted(known), prior.text])
    key = _memory().key(seen.encode("utf-8", "surrogatepass"))
    earlier = _memory().recall(key)
    if earlier is None:
        text = with_names(read_language(prior.text), known) if is_close else read_quickly(prior.text, known)
        earlier = Earlier(prior.note_id, prior.written_on, text)
        _memory().keep(key, earlier)
    return earlier


def forget_earlier_notes() -> None:
    """Let go of what was read of earlier notes: a whole record has been reviewed, and its notes do not come back."""
    _memory().forget()


@cache
def _memory() -> Memory[Earlier]:
    return Memory(most=_REMEMBERED)


def read_quickly(text: str, known: frozenset[str] = frozenset()) -> Text:
    """Return a text's words, sentences, headings and likely names, by rules alone.

    A likely name has a capital where no sentence begins, or is the same word elsewhere, or is `known`.
    """
    spans = words(text)
    shown = [span.of(text) for span in spans]
    edges = sentence_ends.split(text, spans)
    named = _named(shown, {first for first, _ in edges}, known)
    tokens = tuple(
        Token(index, span.start, span.end, word, word.lower(), "X", "dep", index, is_name)
        for index, (span, word, is_name) in enumerate(zip(spans, shown, named, strict=True))
    )
    sentences = tuple(_sentence(text, tokens, first, last) for first, last in edges)
    return Text(text, tokens, sentences, tuple(token.span for token in tokens if token.is_name))


def _named(shown: Sequence[str], starts: set[int], known: frozenset[str]) -> list[bool]:
    capital = [word[0].isupper() and len(word) > 1 and cover_of(word.lower(), word[0]) is None for word in shown]
    inner = {
        shown[at].lower()
        for at, is_capital in enumerate(capital)
        if is_capital and at not in starts and shown[at - 1][-1].isalnum()
    }
    names = inner | known
    return [is_capital and word.lower() in names for is_capital, word in zip(capital, shown, strict=True)]


def _sentence(text: str, tokens: Sequence[Token], first: int, last: int) -> Sentence:
    start, end = Span(tokens[first].start, tokens[last - 1].end)
    is_short = last - first <= _SHORT_HEADING or text[end - 1] == ":"
    return Sentence(start, end, first, last, is_short and is_heading(text, tokens[first:last]))
