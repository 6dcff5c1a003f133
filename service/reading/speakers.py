"""Whose report a sentence is: the child's, the mother's, the school's.

A modest reading, from the words of the note alone: the subject of the verb of speech, who stands behind
"according to", or the label before a colon; names by the role that the note gives them; a pronoun by
who was spoken of last; and a report without a speaker goes on with the one before it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from service.note import Child, Span
from service.reading.text import Sentence, Text, Token
from service.reading.wordlists import Match
from service.reading.words import listed

UNKNOWN = "not clear"
_SPEECH = listed(
    "say tell report explain describe state ask think feel want advise confirm inform write share mention answer "
    "agree deny claim admit insist add reply disclose text email ring call believe wish hope worry know request "
    "express raise shout respond suggest acknowledge allege stress note like prefer sign update"
)
_SHE = listed(
    "mother mum mrs ms miss nan nana nanna gran granny grandma grandmother sister aunt auntie stepmum stepmother mgm "
    "pgm wife girlfriend"
)
_HE = listed(
    "father dad mr grandad granddad grandpa grandfather brother uncle stepdad stepfather mgf pgf husband boyfriend"
)
_PRONOUNS: Mapping[str, str] = {"she": "she", "her": "she", "he": "he", "him": "he", "they": "they", "them": "they"}
_ROLE_BESIDE = 28  # characters between a name and its role: "Ms Grace Okafor, Amara's mother"
_EITHER = ("he", "she")
_OWNED_BEHIND = 16  # characters between somebody and what is theirs: "the form tutor's last report"
_APART = re.compile(r"[.;\n]")
_NAME_FIRST = re.compile(r"\W*(?:(?:his|her|their|the|a|an|my|your|is|was|\w+['’]s)\W+)?(?:\w+\W+)?")
_ROLE_FIRST = re.compile(r",?\s")
_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody in a sentence: where, who (a kind of the list `role`), and the pronoun that may stand for them."""

    span: Span
    who: str
    pronoun: str | None


def read_speakers(
    text: Text, child: Child | None, people: Mapping[str, str], roles: Sequence[Match], reports: Sequence[bool]
) -> tuple[str | None, ...]:
    """Return, for each sentence, whose report it is (a kind of the list `role`, or UNKNOWN); None where it is none.

    `people` are the names that came with the note, with the kind of each; `roles` is what the list
    `role` found, in order; `reports` says which sentences are reports.
    """
    mentions = sorted(
        (*_role_mentions(roles, text), *_name_mentions(text, child, people, roles)), key=lambda one: one.span
    )
    told = _Told({pronoun: "child" for pronoun in (_pronoun_sent(child),) if pronoun})
    return tuple(
        told.whose(sentence, text, _inside(mentions, sentence.span), is_report=is_report)
        for sentence, is_report in zip(text.sentences, reports, strict=True)
    )


@dataclass
class _Told:
    """What the note has told so far: who was spoken of last, by pronoun, and who spoke last."""

    last: dict[str, str] = field(default_factory=dict)
    speaker: str | None = None

    def whose(self, sentence: Sentence, text: Text, here: Sequence[Mention], *, is_report: bool) -> str | None:
        found = self._speaker(sentence, text, here) if is_report else None
        subjects = [token for token in text.tokens_of(sentence) if token.dep.startswith("nsubj")]
        for mention in sorted(here, key=lambda one: any(one.span.overlaps(token.span) for token in subjects)):
            pronouns = (mention.pronoun,) if mention.pronoun else _EITHER if mention.who == "child" else ()
            self.last.update(dict.fromkeys((*pronouns, "they"), mention.who))
        if is_report and found is None:
            found = here[0].who if here else self.speaker or UNKNOWN
        if found not in {None, UNKNOWN}:
            self.speaker = found
        elif here and not is_report:
            self.speaker = here[-1].who
        return found

    def _speaker(self, sentence: Sentence, text: Text, here: Sequence[Mention]) -> str | None:
        tokens = text.tokens_of(sentence)
        speaking = (token for token in tokens if _is_behind_according(token, text) or _speaks(token, text))
        labels = (token for token in tokens if _is_label(token, text))
        found = (self._who(token, here) for token in (*speaking, *labels))
        return next((who for who in found if who), None)

    def _who(self, token: Token, here: Sequence[Mention]) -> str | None:
        word = token.text.lower()
        if word == "you":
            return "child"
        if word in _PRONOUNS:  # a pronoun for nobody yet named is most often the child's
            return self.last.get(_PRONOUNS[word], "child")
        if token.pos not in {"NOUN", "PROPN"}:
            return None
        itself = (one.who for one in here if one.span.overlaps(token.span))
        owner = (one.who for one in here if _owns(one.span, token))
        return (*itself, *owner, UNKNOWN)[0]


def _owns(person: Span, token: Token) -> bool:
    """Tell whether `token` is closely behind a person: "the form tutor's last report"."""
    return 0 <= token.start - person.end <= _OWNED_BEHIND


def _speaks(token: Token, text: Text) -> bool:
    return token.dep.startswith("nsubj") and not token.spoken_for and text.tokens[token.head].lemma in _SPEECH


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


def _role_mentions(roles: Sequence[Match], text: Text) -> Iterator[Mention]:
    for match in roles:
        words = match.span.of(text.text)
        yield Mention(match.span, match.entry.kind, _pronoun_of(match.entry.kind, words))


def _name_mentions(
    text: Text, child: Child | None, people: Mapping[str, str], roles: Sequence[Match]
) -> Iterator[Mention]:
    """Yield the names of persons whose role is known: the child, who was sent with the note, who is introduced."""
    known = dict(_introduced(text, roles)) | dict(_sent(child, people))
    for span in text.names:
        words = span.of(text.text)
        who, pronoun = next((known[part] for part in _parts(words) if part in known), (None, None))
        if who:
            yield Mention(span, who, _pronoun_of(who, words) or pronoun)


def _introduced(text: Text, roles: Sequence[Match]) -> Iterator[tuple[str, tuple[str, str | None]]]:
    for match in roles:
        for name in text.names:
            apart = max(match.span.start - name.end, name.start - match.span.end)
            between = text.text[min(match.span.end, name.end) : max(match.span.start, name.start)]
            if 0 <= apart <= _ROLE_BESIDE and not _APART.search(between) and _is_beside(between, name, match):
                pronoun = _pronoun_of(match.entry.kind, f"{match.span.of(text.text)} {name.of(text.text)}")
                yield from ((part, (match.entry.kind, pronoun)) for part in _parts(name.of(text.text)))


def _is_beside(between: str, name: Span, match: Match) -> bool:
    """Tell whether little more than a comma, a bracket or "her" stands between a name and a role."""
    pattern = _NAME_FIRST if name.start < match.span.start else _ROLE_FIRST
    return pattern.fullmatch(between) is not None


def _sent(child: Child | None, people: Mapping[str, str]) -> Iterator[tuple[str, tuple[str, str | None]]]:
    for name, kind in people.items():
        yield from ((part, (kind, _pronoun_of(kind, name))) for part in _parts(name))
    for known_as in (child.name, *child.known_as) if child else ():
        yield from ((part, ("child", _pronoun_sent(child))) for part in _parts(known_as or "")[:1])


def _pronoun_sent(child: Child | None) -> str | None:
    pronouns = child.pronouns if child else None
    return (pronouns or "").split("/")[0].strip().lower() or None


def _parts(name: str) -> list[str]:
    return [part for part in re.findall(r"[^\W\d_]{2,}", name.lower()) if part not in _TITLES]


def _pronoun_of(who: str, words: str) -> str | None:
    said = set(re.findall(r"[a-z]+", words.lower()))
    if who == "mother" or said & _SHE:
        return "she"
    if who == "father" or said & _HE:
        return "he"
    return None
