"""Names that the language model passed over, and that the words beside them give away.

"Mum's brother Leon", "a man called Daz", "Dilys Oke, service manager", "Present: Donna, Baz". Who is found once
is known in the whole note.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from service.reading.ease.word_levels import levels_of
from service.reading.language.text import Text, Token
from service.reading.language.words import listed
from service.reading.once import once
from service.reading.phrasing.wordlists import Match

Stretch = tuple[int, int]

WHO_CAME = listed("present attendees attendance attended attending apologies participants invited")
"""What opens a line that says who came."""
_ALSO_CAME = listed("there in seen here")
_CALLED = listed("called named nicknamed")
_PLACING = listed("in at near the a an this that outside")
_WORD = frozenset({"PROPN", "ADJ", "NOUN", "X"})
_MOST_WORDS = 3
_MOST_ON_LINE = 120  # words of an attendance list
_BESIDE = frozenset({",", "("})
_DOES = listed(
    "say tell ring sit arrive ask come go live move leave stay sleep smile laugh cry think feel want know talk "
    "speak bring text shout drink smoke cook play work hit push hug answer explain apologise reckon pick drop collect "
    "carry pop find turn wait help babysit visit"
)
_SPEAKING = listed("speak talk write listen chat")
ORGANISATIONS = listed(
    "ofsted cafcass barnardo barnardos nspcc childline tesco asda camhs connexions relate shelter mind jobcentre"
)
"""Names that are nobody's."""


def unseen_names(text: Text, roles: Sequence[Match], known: Container[int], no_names: Container[str]) -> list[Stretch]:
    """Return more names, as tokens in order; `known` are tokens of names, `no_names` words in lower case."""
    starting, ending = {match.first: match for match in roles}, {match.last for match in roles}
    edges = {sentence.first for sentence in text.sentences}
    came = attendance(text)
    found = [
        one
        for one in _runs(text, known, no_names)
        if not _is_place(text.tokens, one[1], starting, no_names)
        and (
            (one[0] in came and not _is_word(text.tokens[one[0]]))
            or _acts(text.tokens[one[0]], text.tokens)
            or _is_spoken_to(text.tokens[one[0]], text.tokens)
            or (one[0] not in edges and _is_given_away(text.tokens, one, starting, ending))
        )
    ]
    words = {text.tokens[first].text for first, _ in found}
    taken = {at for first, last in found for at in range(first, last)}
    again = (t.index for t in text.tokens if t.text in words and t.index not in taken and t.index not in known)
    return sorted([*found, *((at, at + 1) for at in again)])


def _runs(text: Text, known: Container[int], no_names: Container[str]) -> Iterator[Stretch]:
    """Yield runs of words in capitals."""
    first = None
    for at, token in enumerate(text.tokens):
        goes_on = first is not None and text.text[text.tokens[at - 1].end : token.start] == " "
        if at not in known and _may_be_name(token, no_names):
            if first is not None and not goes_on:
                yield first, at
                first = None
            first = at if first is None else first
        elif first is not None:
            yield first, at
            first = None
    if first is not None:
        yield first, len(text.tokens)


def _may_be_name(token: Token, no_names: Container[str]) -> bool:
    is_capital = token.text[0].isupper() and not token.text.isupper() and token.text.isalpha()
    return is_capital and len(token.text) > 1 and token.pos in _WORD and token.text.lower() not in no_names


def _is_place(tokens: Sequence[Token], last: int, starting: Mapping[int, Match], places: Container[str]) -> bool:
    """Tell whether a place or a service bears the name: "Sunbeams nursery", "Brantham PRU"."""
    if last >= len(tokens):
        return False
    is_service = last in starting and starting[last].entry.group == "services"
    return is_service or (tokens[last].text[0].isupper() and tokens[last].text.lower() in places)


def _acts(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a name that is no word does what only a person does: "Leon was living there"."""
    if token.pos != "PROPN" or token.dep != "nsubj" or tokens[token.head].lemma not in _DOES:
        return False
    word = token.text.lower()
    before = tokens[token.index - 1].text.lower() if token.index else ""
    if tokens[token.index + 1].text.isdigit():
        return False  # "Jan 2023 - his nan rang"
    return before not in _PLACING and word not in ORGANISATIONS and not _is_word(token)


def _is_spoken_to(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a name that is no word is somebody's to whom one speaks: "Spoken to Tash"."""
    if token.pos != "PROPN" or token.index < len(("spoken", "to")):
        return False
    verb, to = tokens[token.index - 2 : token.index]
    is_told = verb.lemma in _SPEAKING and to.text.lower() in {"to", "with"}
    return is_told and token.text.lower() not in ORGANISATIONS and not _is_word(token)


def _is_word(token: Token) -> bool:
    """Tell whether a name would be a word as well, one that school children learn."""
    word = token.text.lower()
    return word in WHO_CAME or levels_of([word])[word].graded


def _is_given_away(
    tokens: Sequence[Token], stretch: Stretch, starting: Mapping[int, Match], ending: Container[int]
) -> bool:
    first, last = stretch
    before = tokens[first - 1].text.lower() if first else ""
    if last - first > _MOST_WORDS or before in _PLACING:
        return False
    is_told = before == "is" and first > 1 and tokens[first - 2].text.lower() == "name"
    if is_told or before in _CALLED or first in ending or (before == "," and first - 1 in ending):
        return True
    return _has_role_behind(tokens, last, starting)


def _has_role_behind(tokens: Sequence[Token], last: int, starting: Mapping[int, Match]) -> bool:
    words = [token.text.lower() for token in tokens[last : last + 3]]
    at = last + 1 + (words[1:2] in (["the"], ["his"], ["her"], ["their"]))
    if words[:1] and words[0] in _BESIDE and at in starting:
        return starting[at].entry.group not in {"services", "several"}
    who = words[words[:1] == [","] :]
    return who[:1] == ["who"] and who[1:2] in (["is"], ["was"])


@once
def attendance(text: Text) -> frozenset[int]:
    """Return the tokens of lines that say who came."""
    return frozenset(_attendance(text))


def _attendance(text: Text) -> Iterator[int]:
    until, is_whole_line = -1, False
    for at, token in enumerate(text.tokens):
        is_line = at == 0 or "\n" in text.text[text.tokens[at - 1].end : token.start]
        if is_line or text.tokens[at - 1].text == ".":
            says = _says_who_came(text.tokens[at : at + 3], is_line=is_line)
            until = at + _MOST_ON_LINE if says else until if is_whole_line and not is_line else -1
            is_whole_line = says if is_line else is_whole_line
        if at < until:
            yield at


def _says_who_came(opening: Sequence[Token], *, is_line: bool) -> bool:
    words = [token.text.lower() for token in opening]
    if words[1:2] == [":"] and words[0] in _ALSO_CAME:
        return True
    if not is_line:
        return words[0] in WHO_CAME and words[1:2] == [":"]
    is_label = words[0] in WHO_CAME and (
        words[1:2] == [":"] or words[1:2] == ["-"] or (opening[1:2] and opening[1].text[0].isupper())
    )
    return bool(words) and (is_label or words[:2] in (["in", "attendance"], ["taking", "part"], ["by", "video"]))
