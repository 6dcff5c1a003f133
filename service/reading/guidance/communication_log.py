"""Whether a note is all calls and messages, and whether it says what came of them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from service.note import Span
from service.reading.copies.familiar import words_of
from service.reading.language.text import Sentence, Token
from service.reading.language.words import listed
from service.reading.read import Reading

_MATTERS = "matters"
_MOSTLY, _NEARLY_ALL, _MANY = 0.5, 0.65, 0.3
"""The share of a note's words that is pasted; of its sentences that arrange things or say little; and of the former."""
_MOST_WORDS = 110  # a longer note of calls tells a story
_FEWEST = 2  # sentences that arrange something
_SAYS_LITTLE = 6  # words: "Replied OK", "Both fine", "Sent to the online form"
_SAYS_SOMETHING = 6  # words of the writer's own beside what was pasted
_AT_SOME_HOUR = 14  # words of a sentence that a clock time makes one of a log
_CONTACT_VERBS = listed("ring call phone text message email reply answer pick speak confirm cancel")
_ANY_CHILD = listed("child children baby twins unborn yp")
_PERSONS = listed("i he she they we it you")
_CLOCK = re.compile(r"\b\d{1,2}[.:]\d\d\b|\b\d{1,2} ?[ap]m\b|\bat \d{1,2}\b|\b(?:noon|midday)\b", re.IGNORECASE)
_MAIL = re.compile(
    r"^[ \t>]*(?:from|sent|to|subject|date)[ \t]*:|^[ \t]*>|\bwrote:[ \t]*$", re.IGNORECASE | re.MULTILINE
)
_CHAT = re.compile(r"^[^\n:]{0,40}\b\d{1,2}[.:]\d\d\b[^\n:.]{0,25}:[ \t]", re.MULTILINE)
"""A line of a thread copied by hand: "10/2 16.40 Dev: pls see att", "Me, 07.44: Ok"."""
_BETWEEN = re.compile(r"^[ \t]*(?:[-_=*]{2,}|[-–]+ ?original message.*)[ \t]*$", re.IGNORECASE | re.MULTILINE)
_GREETING = re.compile(
    r"^[ \t>]*(?:hi|hello|dear|hey|thanks|thank you|many thanks|ok thanks)\b", re.IGNORECASE | re.MULTILINE
)
_SMALL_PRINT = re.compile(
    r"confidential|intended (?:only )?for|disclaimer|privileged|virus|consider the environment|sent from my|disregard|"
    r"regards",
    re.IGNORECASE,
)


def is_pasted_thread(reading: Reading) -> bool:
    """Tell whether most of a note is e-mails, and nothing beside them says what they changed."""
    return _is_mail(reading) and not any(_says_something(reading, sentence) for sentence in reading.text.sentences)


def is_arranging_only(reading: Reading) -> bool:
    """Tell whether a short note holds calls, messages and times alone, and not what they mean for the child.

    Where nobody said who the child is, all of the note must be of that sort.
    """
    sentences = [sentence for sentence in reading.text.sentences if not sentence.is_heading]
    if len(reading.note.text.split()) > _MOST_WORDS or not reading.matches("communication_log"):
        return False
    if any(_says_what_came(reading, sentence) for sentence in sentences):
        return False
    arranging = [_arranges(reading, sentence) for sentence in sentences]
    little = [said or _says_little(reading, sentence) for said, sentence in zip(arranging, sentences, strict=True)]
    share = 1.0 if "child_name" in reading.missing else _NEARLY_ALL
    return sum(arranging) >= max(_FEWEST, _MANY * len(sentences)) and sum(little) >= share * len(sentences)


def _is_mail(reading: Reading) -> bool:
    text = reading.note.text
    if len(_BETWEEN.findall(text)) > 1 and len(_GREETING.findall(text)) > 1:
        return True
    pasted = [stretch for stretch in reading.text.exempt if _MAIL.search(text, stretch.start, stretch.end)]
    words = sum(len(stretch.of(text).split()) for stretch in pasted)
    return words >= _MOSTLY * len(text.split()) > 0


def _says_something(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence of the writer's own says more than where the e-mails are."""
    own = [token for token in reading.text.tokens_of(sentence) if token.is_word and not token.spoken_for]
    if sentence.is_heading or len(own) < _SAYS_SOMETHING or _SMALL_PRINT.search(reading.words_of(sentence.span)):
        return False
    return _says_what_came(reading, sentence) or not _arranges(reading, sentence)


def _says_what_came(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence has the child do, be or have something, or says of what weight a call was."""
    if any(match.entry.kind == _MATTERS for match in reading.matches("communication_log", sentence.span)):
        return True
    named = list(_child_in(reading, sentence))
    return any(_does_something(reading, token) for token in named) or (bool(named) and not _arranges(reading, sentence))


def _does_something(reading: Reading, token: Token) -> bool:
    return token.dep.startswith("nsubj") and reading.text.tokens[token.head].lemma not in _CONTACT_VERBS


def _child_in(reading: Reading, sentence: Sentence) -> Iterator[Token]:
    """Yield the writer's own mentions of the child; who speaks in a line of a thread is none."""
    child = reading.note.child
    names = words_of(*((child.name or "").split()[:1]), *child.known_as) if child else frozenset()
    if not _is_chat(reading, sentence.span):
        for token in reading.text.tokens_of(sentence):
            if token.text.lower() in names | _ANY_CHILD and not token.spoken_for:
                yield token


def _arranges(reading: Reading, sentence: Sentence) -> bool:
    if reading.matches("communication_log", sentence.span) or _is_chat(reading, sentence.span):
        return True
    words = reading.words_of(sentence.span)
    return len(words.split()) <= _AT_SOME_HOUR and _CLOCK.search(words) is not None


def _says_little(reading: Reading, sentence: Sentence) -> bool:
    """Tell whether a sentence is a few words, and nobody's: "Both fine", "Sent to the online form"."""
    tokens = [token for token in reading.text.tokens_of(sentence) if token.is_word]
    speaks = any(token.dep.startswith("nsubj") and token.text.lower() in _PERSONS for token in tokens)
    return len(tokens) <= _SAYS_LITTLE and not speaks


def _is_chat(reading: Reading, span: Span) -> bool:
    """Tell whether the line that a stretch begins in is one of a thread copied by hand."""
    line = reading.note.text.rfind("\n", 0, span.start) + 1
    return _CHAT.match(reading.note.text, line) is not None
