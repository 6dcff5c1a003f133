"""A guess at why somebody does something, offered alone: no other explanation, and nothing to find out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from service.note import Span
from service.reading.guidance.clauses import Clause
from service.reading.guidance.voice import FAMILY
from service.reading.language.text import Sentence, Token
from service.reading.language.words import listed
from service.reading.people.speakers import SPEECH
from service.reading.people.who_is_where import SUBJECTS
from service.reading.read import Reading

_BECAUSE = listed("because cos coz")
_DUE = frozenset({("due", "to"), ("down", "to"), ("stem", "from"), ("come", "from"), ("cause", "by")})
_OPENING = _BECAUSE | {first for first, _ in _DUE}
_INNER = listed(
    "afraid frightened scared anxious jealous angry lonely ashamed embarrassed guilty bored starved desperate "
    "insecure lazy spoilt depressed traumatised resentful hate fear want feel miss love know think need lack "
    "crave copy blame believe worry expect trust enjoy like try punish test cling seek attention jealousy anger "
    "guilt loneliness loss grief insecurity boredom trauma attachment anxiety hurt sad upset confused rejected "
    "unloved cope worried protect protective control please avoid hide used frighten scare ignore neglect bother "
    "forget abuse shout hit bully reject abandon spoil indulge smother humiliate leave witness"
)
"""What goes on in somebody, or what one person does to another."""
_LACKS = listed("no not n't n’t never nothing nobody without")
_HEDGES = listed("reckon may might could perhaps possibly maybe probably or either whether if unclear unsure sure")
_THINKING = listed(
    "wonder possible possibility likely seem appear suggest hypothesis explanation alternatively think view believe "
    "feel guess suspect reckon formulation theory idea"
)
_ALSO = listed("may might could perhaps possibly possible also or either explanation hypothesis wonder")
_FINDING_OUT = listed("find test explore check understand assess compare observe watch")
_DECIDING = listed("decide agree end stop start close refuse order grant move recommend ask ring visit refer cancel")
_RESOLVING = frozenset({"decide", "agree"})  # whoever does
_OF_THE_FAMILY = FAMILY | {"child"}
_SPEAKING = SPEECH - listed("like want reply answer ring call email text prefer")
_AROUND = 2  # sentences behind the guess in which another explanation, or a way to find out, may stand


def lone_guesses(reading: Reading, said: Sequence[Sequence[Clause]]) -> Iterator[Span]:
    """Yield the sentences that give one inner cause for what somebody does, as if it were known."""
    for at, sentence in enumerate(reading.text.sentences):
        tokens = reading.text.tokens_of(sentence)
        cause = _cause(tokens)
        if cause is None or sentence.is_heading or not _is_guess(reading, at, tokens, cause, said[at]):
            continue
        if not _is_open(reading, at):
            yield _without_stop(reading, sentence)


def _cause(tokens: Sequence[Token]) -> int | None:
    """Return the place of the word that begins a cause."""
    for place, token in enumerate(tokens):
        if token.lemma in _OPENING and place and not token.spoken_for:
            after = tokens[place + 1].lemma if place + 1 < len(tokens) else ""
            if token.lemma in _BECAUSE or (token.lemma, after) in _DUE:
                return place
    return None


def _is_guess(reading: Reading, at: int, tokens: Sequence[Token], cause: int, said: Sequence[Clause]) -> bool:
    """Tell an inner cause from an evident one, and the writer's own from a report, a view or a decision."""
    kind = reading.kinds[at]
    if kind.kind == "plan" or kind.owned or any(token.spoken_for for token in tokens) or _is_hedged(tokens, cause):
        return False
    if any(match.entry.kind == "thinking" for match in reading.matches("analysis", kind.sentence.span)):
        return False
    before = [clause for clause in said if clause.verb.index < tokens[cause].index]
    if any(clause.tellers or clause.verb.lemma in _SPEAKING for clause in before):
        return False
    is_decision = any(
        clause.verb.lemma in _RESOLVING or (clause.verb.lemma in _DECIDING and (clause.is_passive or not clause.who))
        for clause in before
    )
    doing = [token for token in tokens[:cause] if token.dep in SUBJECTS]
    if tokens[0].dep != "nmod:poss" and [token.text for token in tokens[1:2]] != [","]:  # "Ella, today we drew"
        doing.append(tokens[0])
    is_of_family = any(reading.speakers.of_words.get(token.index) in _OF_THE_FAMILY for token in doing)
    return is_of_family and not is_decision and _is_inner(reading, tokens[cause + 1 :])


def _is_hedged(tokens: Sequence[Token], cause: int) -> bool:
    hedged = any(token.lemma in _HEDGES for token in tokens if token.pos != "PROPN")
    return hedged or any(token.lemma in _THINKING for token in tokens[:cause])


def _is_inner(reading: Reading, behind: Sequence[Token]) -> bool:
    """Tell whether a cause lies in a person, or in what nobody did: "she is afraid", "nobody has bothered"."""
    words = {token.lemma for token in behind} | {token.text.lower() for token in behind}
    lacks = not words.isdisjoint(_LACKS) and not any(token.pos == "NUM" for token in behind)
    is_of_somebody = any(token.index in reading.speakers.of_words for token in behind) or "nobody" in words
    return is_of_somebody and (lacks or not words.isdisjoint(_INNER))


def _is_open(reading: Reading, at: int) -> bool:
    """Tell whether what follows offers another explanation or says how it will be found out."""
    for near in reading.text.sentences[at + 1 : at + 1 + _AROUND]:
        words = {token.lemma for token in reading.text.tokens_of(near) if token.pos != "PROPN"}  # 4 May
        if not words.isdisjoint(_ALSO | _FINDING_OUT) or ("ask" in words and "for" not in words):
            return True
    return False


def _without_stop(reading: Reading, sentence: Sentence) -> Span:
    words = reading.words_of(sentence.span)
    return Span(sentence.start, sentence.end - (len(words) - len(words.rstrip(" .;"))))
