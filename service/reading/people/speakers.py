"""Whose report a sentence is, and who each subject stands for: the child, the mother, the school.

A modest reading, from the words of the note alone: the subject of the verb of speech, who stands behind
"according to", or the label before a colon; names by the role that the note gives them; a pronoun by
who was spoken of last; and a report without a speaker goes on with the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from service.note import Child, Note, Span
from service.reading.language.text import Sentence, Text, Token
from service.reading.language.words import listed
from service.reading.people.people import Somebody
from service.reading.people.speaker_mentions import UNKNOWN, Mention, child_names, mentions_in, name_parts, pronoun_sent
from service.reading.phrasing.wordlists import Match

SPEECH = listed(
    "say tell report explain describe state ask think feel want advise confirm inform write share mention answer "
    "agree deny claim admit insist add reply disclose text email ring call believe wish hope worry know request "
    "express raise shout respond suggest acknowledge allege stress note like prefer sign update"
)
_PRONOUNS: Mapping[str, str] = {
    "she": "she",
    "her": "she",
    "herself": "she",
    "he": "he",
    "him": "he",
    "his": "he",
    "himself": "he",
    "they": "they",
    "them": "they",
    "their": "they",
    "themselves": "they",
}
_SINGULAR = ("he", "she")
_GROUPS = listed(
    "parents couple grandparents siblings children kids carers staff twins girls boys sisters brothers police"
)
_PLACES = listed(
    "school nursery college education hospital police court housing health camhs surgery council prison home"
)
_OWNED_BEHIND = 16  # characters between somebody and what is theirs: "the form tutor's last report"
_TO_THE_CHILD = re.compile(r"\b(?:Dear|Hi|Hello|Hey|To)\s+([^\s,:!]+)", re.IGNORECASE)
_YOU = frozenset({"you", "your", "yours"})
_YOU_IN_A_LETTER = 6  # times; an e-mail to a colleague has two or three
_TOPICS = frozenset({"about", "for", "of", "regarding", "re", "on"})
_IN_MIND = 12  # mentions back to which a pronoun may reach in its own sentence
_OPENING, _SUBJECT, _OBJECT, _FURTHER, _OWNER = 4, 3, 2, 1, 0  # whom a later pronoun rather means


@dataclass(frozen=True, slots=True)
class Speakers:
    """Whose report each sentence is (`of_sentences`; None where it is none), and whom words stand for.

    `of_words` maps the index of a token, a name, a role or a pronoun, to a kind of the list `role`.
    """

    of_sentences: tuple[str | None, ...]
    of_words: Mapping[int, str]


def speakers_in(
    note: Note, text: Text, roles: Sequence[Match], people: Sequence[Somebody], reports: Sequence[bool]
) -> Speakers:
    """Return the speakers of a note.

    `roles` is what the list `role` found, in order, `people` everybody whom the note names; `reports` says
    which sentences are reports.
    """
    mentions = mentions_in(note, text, roles, people)
    told = _Told(text, note.child, is_letter=is_to_the_child(note, text))
    of_sentences = [
        told.whose(sentence, _inside(mentions, sentence.span), is_report=is_report)
        for sentence, is_report in zip(text.sentences, reports, strict=True)
    ]
    return Speakers(tuple(of_sentences), told.of_words)


def is_to_the_child(note: Note, text: Text) -> bool:
    """Tell whether the note is a letter to the child: "Dear Kwame", or "you" again and again."""
    names = {part for name in child_names(note.child) for part in name_parts(name)}
    greeted = (found[1].lower() for found in _TO_THE_CHILD.finditer(note.text))
    if any(set(name_parts(name)) & names for name in greeted):
        return True
    return sum(token.lemma in _YOU and not token.spoken_for for token in text.tokens) >= _YOU_IN_A_LETTER


@dataclass
class _Told:
    """What the note has told so far: who was spoken of last, by pronoun, and who spoke last."""

    text: Text
    child: Child | None
    is_letter: bool
    last: dict[str, str] = field(default_factory=dict)
    either: str | None = None
    speaker: str | None = None
    of_words: dict[int, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.own = pronoun_sent(self.child)
        if self.own:
            self.last[self.own] = "child"

    def whose(self, sentence: Sentence, here: Sequence[Mention], *, is_report: bool) -> str | None:
        """Read one sentence on: whom its words stand for, and whose report it is."""
        tokens = self.text.tokens_of(sentence)
        self._place(tokens, here)
        found = self._speaker(tokens, here) if is_report else None
        if is_report and found is None:
            found = self._first_of(here) or self.speaker or UNKNOWN
        if found not in {None, UNKNOWN}:
            self.speaker = found
        elif here and not is_report:
            self.speaker = here[-1].who
        return found

    def _first_of(self, here: Sequence[Mention]) -> str | None:
        return here[0].who if here else None

    def _place(self, tokens: Sequence[Token], here: Sequence[Mention]) -> None:
        """Note whom the words of a sentence stand for, in reading order, and whom a later pronoun would mean."""
        starts: dict[int, Mention] = {}
        for mention in here:
            starts.setdefault(mention.span.start, mention)
        seen: list[tuple[int, Mention]] = []
        current: Mention | None = None
        for token in tokens:
            word = token.text.lower()
            current = starts.get(token.start) or (current if current and token.end <= current.span.end else None)
            if current is not None:
                self.of_words[token.index] = current.who
                if not token.spoken_for:  # whoever is quoted may call anybody "Mum"
                    seen.append((self._rank(token), current))
            elif word in _PRONOUNS and not token.spoken_for:
                who = self._meant(_PRONOUNS[word], token, seen)
                self.of_words[token.index] = who
                seen.append((self._rank(token), Mention(token.span, who, _PRONOUNS[word])))
            elif word == "you" and not token.spoken_for and self.is_letter:
                self.of_words[token.index] = "child"
        for rank, mention in sorted(seen, key=lambda one: (one[0], one[1].who == "child")):
            for pronoun in self._stands_for(mention):
                if rank > _OWNER or pronoun not in self.last:  # "Gavin's course": "he" goes on as before
                    self.last[pronoun] = mention.who
        self._note_either(seen)

    def _rank(self, token: Token) -> int:
        """Return how likely a later pronoun means a word; "to her sister" leaves the talk with whose sister it is."""
        rank, before = _rank(token, self.text), self.text.tokens[max(0, token.index - 1)]
        is_childs = before.dep == "nmod:poss" and self.of_words.get(before.index) == "child"
        return _OWNER if rank == _FURTHER and is_childs else rank

    def _note_either(self, seen: Sequence[tuple[int, Mention]]) -> None:
        """Keep who may be meant by "she" next, of those who may be he or she, where the child was not spoken of."""
        if any(one.who == "child" for _, one in seen):
            self.either = None
            return
        unknown = [one.who for rank, one in seen if rank >= _OBJECT and self._may_be_either(one)]
        if unknown or seen:
            self.either = unknown[-1] if unknown else None

    def _may_be_either(self, mention: Mention) -> bool:
        is_place = mention.span.of(self.text.text).lower() in _PLACES
        return not (self._stands_for(mention) or is_place)

    def _meant(self, pronoun: str, token: Token, seen: Sequence[tuple[int, Mention]]) -> str:
        """Return who a pronoun is: a subject of this sentence before it, who was spoken of last, or the child."""
        fits = [(rank, one.who) for rank, one in seen[-_IN_MIND:] if pronoun in self._stands_for(one)]
        subjects = [who for rank, who in fits if rank >= _SUBJECT]
        if subjects:
            return subjects[-1]
        if not token.dep.startswith("nsubj") and fits:
            return fits[-1][1]
        if any(who == "child" for rank, who in fits if rank > _OWNER):
            return "child"
        fallback = "child" if pronoun == self.own or (self.own is None and pronoun != "they") else UNKNOWN
        if (
            self.either
            and pronoun != "they"
            and _speaks(token, self.text)
            and self.last.get(pronoun, "child") == "child"
        ):
            return self.either
        return self.last.get(pronoun) or (fits[-1][1] if fits else fallback)

    def _stands_for(self, mention: Mention) -> tuple[str, ...]:
        words = set(re.findall(r"[a-z]+", mention.span.of(self.text.text).lower()))
        if words & _GROUPS or mention.who == "parents":
            return ("they",)
        if mention.who == "child":
            return (self.own,) if self.own else (*_SINGULAR, "they")
        return (mention.pronoun,) if mention.pronoun else ()

    def _speaker(self, tokens: Sequence[Token], here: Sequence[Mention]) -> str | None:
        speaking = (token for token in tokens if _is_behind_according(token, self.text) or _speaks(token, self.text))
        labels = (token for token in tokens if _is_label(token, self.text))
        found = (self._who(token, here) for token in (*speaking, *labels))
        return next((who for who in found if who), None)

    def _who(self, token: Token, here: Sequence[Mention]) -> str | None:
        if token.text.lower() == "you":
            return "child"
        if token.index in self.of_words:
            return self.of_words[token.index]
        if token.pos not in {"NOUN", "PROPN"}:
            return None
        owner = (one.who for one in here if _owns(one.span, token))
        return (*owner, UNKNOWN)[0]


def _rank(token: Token, text: Text) -> int:
    if text.tokens[min(token.index + 1, len(text.tokens) - 1)].text == ":":  # "Ava: ..."
        return _OPENING
    if token.dep.startswith("nsubj"):
        return _OPENING if text.tokens[token.head].dep in {"root", "conj"} else _SUBJECT
    if token.dep in {"obj", "iobj", "root"}:
        return _OBJECT
    if token.dep == "obl" and text.tokens[token.head].dep == "root":
        return _FURTHER if text.tokens[max(0, token.index - 1)].lemma in _TOPICS else _OBJECT
    return _OWNER if token.dep == "nmod:poss" else _FURTHER


def _owns(person: Span, token: Token) -> bool:
    """Tell whether `token` is closely behind a person: "the form tutor's last report"."""
    return 0 <= token.start - person.end <= _OWNED_BEHIND


def _speaks(token: Token, text: Text) -> bool:
    return token.dep.startswith("nsubj") and not token.spoken_for and text.tokens[token.head].lemma in SPEECH


def _is_behind_according(token: Token, text: Text) -> bool:
    """Tell whether a word hangs behind "according to", "by" or "from"."""
    before = [text.tokens[at].lemma for at in range(max(token.index - 4, 0), token.index)]
    return "according" in before or (before[-1:] == ["per"])


def _is_label(token: Token, text: Text) -> bool:
    following = text.tokens[token.index + 1] if token.index + 1 < len(text.tokens) else None
    return following is not None and following.text in {":", "-", "–"} and token.pos in {"NOUN", "PROPN"}


def _inside(mentions: Sequence[Mention], span: Span) -> Sequence[Mention]:
    first = bisect_left(mentions, span.start, key=lambda one: one.span.start)
    last = bisect_left(mentions, span.end, key=lambda one: one.span.start)
    return mentions[first:last]
