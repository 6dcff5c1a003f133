"""What a pronoun's own clause tells of whom it means: its subject, whom it belongs to, who is speaking."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from service.reading.language.text import Token
from service.reading.language.words import listed
from service.reading.number_words import NUMBER_WORDS
from service.reading.people.who_is_where import HE, SHE, SUBJECTS

HE_OR_SHE = HE | SHE
NOUNS: Mapping[str, frozenset[str]] = {
    "he": listed("boy son grandson schoolboy lad laddie man gentleman nephew"),
    "she": listed("girl daughter granddaughter schoolgirl lass lassie lady woman niece"),
}
KIN_NOUNS = listed("son daughter grandson granddaughter nephew niece")
_YOUNG = listed("man lady woman gentleman")
_NO_ADULTS = listed("boy girl lad lass laddie lassie schoolboy schoolgirl")
_POINTING = listed("the this our")
_TELLING_WHICH = listed("who whom whose that from next opposite across with in at on of")
_CHILDREN = listed("child baby grandchild stepchild foster")
_CALLING = frozenset({"call", "use"})
SAYING = listed("say tell ask think report explain feel believe add state reply answer know hope wonder write")
_PASSED_ON = frozenset({"xcomp", "conj", "advcl"})  # a clause that may share its subject with the one it hangs on
_HOLDING = listed("arm lap knee hip shoulder chest breast crook")  # "asleep in her arms": of whoever holds the child
_LEARNING = listed("school nursery class preschool playgroup college reception lesson")
_AS_A_CHILD = listed("be do go get settle enjoy like love attend thrive behave learn manage struggle miss join start")
"""What only a child is likely to be and do there: "is doing well at school", "was in class"."""
_AS_A_BABY = listed("crawl roll coo gurgle babble teethe wean toddle")
_CHILDS_THINGS = listed(
    "homework uniform dummy nappy cot pram highchair babygro bookbag rucksack timetable detention playtime bedtime "
    "coursework mocks sats"
)
"""What a note without other children gives to the child alone: "her homework"."""
_CHILDS_PAIRS = frozenset(
    {("reading", "book"), ("school", "bag"), ("book", "bag"), ("pe", "kit"), ("packed", "lunch"), ("school", "shoe"),
     ("red", "book"), ("spelling", "test"), ("school", "report"), ("school", "dinner"), ("reading", "age"),
     ("reading", "record"), ("school", "uniform"), ("form", "tutor"), ("class", "teacher"), ("school", "place"),
     ("nursery", "place"), ("college", "place"), ("sleep", "routine")}
)  # fmt: skip
_FETCHED = listed("collect fetch pick drop")
_CLAUSE = 6  # words
_ONES_OWN = listed(
    "mum mam mother dad father nan gran grandma grandmother grandad granddad grandfather brother sister sibling twin "
    "aunt auntie uncle cousin friend family teacher tutor headteacher keyworker homework class school nursery"
)
_OF_A_BODY = listed("nose eye eyebrow brow forehead cheek chin lip tongue tooth shoulder foot fist breath tear")
"""A hand is held, and hair stroked, by others too."""
_BESIDE = 6  # words
_DONE_TO = frozenset({"obj", "obl", "iobj"})
_AGES = ("nought", *NUMBER_WORDS[:17])
"""In words, by years."""
_HOURS = 12  # of the clock
_OPENING = listed("when after once as while asked before if")
_JOINING = frozenset({"and", "&", ",", "(", ")", "with", "-"})
_NAMING = frozenset({"PROPN", "NUM"})
_STEPS, _BACK = 4, 12
"""How far a subject is looked for: steps up from a word, words before its verb."""


def does_as_a_child(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun is the subject of what only children do: "is doing well at school", "was collected by"."""
    if token.dep not in SUBJECTS:
        return False
    verb, following = tokens[token.head], tokens[token.index + 1 : token.index + 1 + _CLAUSE]
    if token.dep == "nsubj:pass":
        return verb.lemma in _FETCHED
    is_there = any(
        near.lemma in _LEARNING and tokens[near.index - 1].text.lower() in {"in", "at", "to"} for near in following
    )
    return is_there and (verb.lemma in _AS_A_CHILD or any(near.lemma == "be" for near in following[:2]))


def does_as_a_baby(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun is the subject of what only babies do: "rolls but does not crawl yet"."""
    return token.dep in SUBJECTS and tokens[token.head].lemma in _AS_A_BABY


def owns_as_a_child(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun owns what is a child's: "her reading book", or "the school is holding his place"."""
    if token.dep != "nmod:poss":
        return False
    thing = tokens[token.head]
    if thing.lemma in _CHILDS_THINGS or (tokens[thing.index - 1].lemma, thing.lemma) in _CHILDS_PAIRS:
        return True
    before = tokens[max(0, token.index - _CLAUSE) : token.index]
    return thing.lemma == "place" and any(near.lemma in _LEARNING and near.dep in SUBJECTS for near in before)


def is_ones_own(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun owns somebody or something that everybody has of their own: "told her form tutor"."""
    return token.dep == "nmod:poss" and tokens[token.head].lemma in _ONES_OWN


def stands_by(token: Token, name: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether an owner stands right by a name: "Kaydee Flint (5) and her aunt"."""
    between = tokens[name.index + 1 : token.index]
    is_beside = len(between) <= _BESIDE and token.dep == "nmod:poss"
    return is_beside and all(each.text.lower() in _JOINING or each.pos in _NAMING for each in between)


def is_parents(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun owns a child, or holds one, so that it is a parent's: "her son", "in her arms"."""
    theirs = (*NOUNS.values(), _CHILDREN, _HOLDING)
    return token.dep == "nmod:poss" and any(tokens[token.head].lemma in these for these in theirs)


def is_bound(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun can only mean its clause's subject: "herself", "on her own"."""
    following = tokens[token.index + 1].text.lower() if token.index + 1 < len(tokens) else ""
    return token.text.lower().endswith("self") or following == "own"


def is_of_ones_body(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun owns what hardly anybody moves but whose it is: "wrinkled her nose"."""
    return token.dep == "nmod:poss" and tokens[token.head].lemma in _OF_A_BODY


def is_aside(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun tells who said all this: "Kian came in at eight, she said, wet through".

    `tokens` are those of its sentence. "When I asked, she said" is none.
    """
    at = token.index - tokens[0].index
    is_saying = token.dep in SUBJECTS and 0 <= token.head - tokens[0].index < len(tokens)
    if not is_saying or tokens[token.head - tokens[0].index].lemma not in SAYING:
        return False
    return at > 0 and tokens[at - 1].text in {",", "–", "-", ";"} and tokens[0].text.lower() not in _OPENING


def is_either(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a pronoun is one of a pair that leaves it open: "he/she", "his or her"."""
    at = token.index - tokens[0].index
    around = [each.text.lower() for each in (*tokens[max(at - 2, 0) : at], *tokens[at + 1 : at + 3])]
    return "/" in around or ("or" in around and any(each in HE_OR_SHE for each in around))


def is_called(token: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a word is what somebody calls the child: "Dad still calls Robin she"."""
    at = token.index - tokens[0].index
    return any(each.lemma in _CALLING for each in tokens[max(at - 5, 0) : at])


def subject_of(token: Token, tokens: Sequence[Token]) -> Token | None:
    """Return the subject of the clause that a token is in, if it stands before the token and is one person."""
    at = token.index
    for _ in range(_STEPS):
        if tokens[at].pos in {"VERB", "AUX"} or tokens[at].dep == "root":
            near = tokens[max(0, at - _BACK) : at]
            subject = next((each for each in reversed(near) if each.dep in SUBJECTS and each.head == at), None)
            if subject is not None and not any(each.dep == "conj" and each.head == subject.index for each in near):
                return subject if subject.index < token.index else None
            if tokens[at].dep not in _PASSED_ON:
                return None
        if tokens[at].head == at:
            return None
        at = tokens[at].head
    return None


def leads(name: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a sentence is about whom it names: its subject, or, without one, whom it is done to: "Rang Kit"."""
    verb = tokens[name.head]
    if verb.dep != "root":
        return False
    near = tokens[max(0, verb.index - _BACK) : verb.index]
    return name.dep in SUBJECTS or (
        name.dep in _DONE_TO and not any(each.dep in SUBJECTS and each.head == verb.index for each in near)
    )


def is_of_age(noun: Token, tokens: Sequence[Token], years: float | None) -> bool:
    """Tell whether a noun is said of somebody as old as the child: "a little girl of nine", "a 9-year-old girl"."""
    if years is None or int(years) >= len(_AGES):
        return False
    ages = {str(int(years)), _AGES[int(years)]}
    before = [token.text.lower() for token in tokens[max(0, noun.index - 6) : noun.index]]
    after = [token.text.lower() for token in tokens[noun.index + 1 : noun.index + 4]]
    is_aged = after[:1] == ["of"] and not ages.isdisjoint(after[1:2]) and {"months", "weeks"}.isdisjoint(after[2:])
    return is_aged or ("year" in before and "old" in before and not ages.isdisjoint(before))


def follows_ones_age(token: Token, tokens: Sequence[Token], years: float | None) -> bool:
    """Tell whether a pronoun stands right behind the child's age: "whether, at three, she is too small"."""
    if years is None or int(years) >= len(_AGES) or token.dep not in SUBJECTS:
        return False
    words = [near.text.lower() for near in tokens[max(0, token.index - 5) : token.index] if near.text != ","]
    is_no_time = years > _HOURS or words[-3:-2] in (["if"], ["whether"])  # "Mum rang at three, she was cross"
    return is_no_time and words[-2:] in (["at", str(int(years))], ["at", _AGES[int(years)]])


def is_the_only_one(noun: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a noun points at a child or young person without saying which: "the lassie", "the young man's"."""
    before = [near.text.lower() for near in tokens[max(0, noun.index - 2) : noun.index]]
    is_young = noun.lemma in _YOUNG and before[-1:] == ["young"] and before[0] in _POINTING
    is_child = noun.lemma in _NO_ADULTS and before[-1:] != [] and before[-1] in _POINTING
    following = tokens[noun.index + 1].text.lower() if noun.index + 1 < len(tokens) else ""
    has_met = any(near.lemma == noun.lemma for near in tokens[: noun.index])  # "A boy came. The boy"
    return (is_young or is_child) and following not in _TELLING_WHICH and not has_met


def owns(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name is followed by a possessive: "Ellis's"."""
    return at + 1 < len(tokens) and tokens[at + 1].text.lower() in {"'s", "’s"}


def is_another(noun: Token, tokens: Sequence[Token]) -> bool:
    """Tell whether a noun is denied or one of several: "not a girl", "the only boy in the group"."""
    before = tokens[max(0, noun.index - 4) : noun.index]
    return any(token.lemma in {"not", "never", "no", "only", "like", "than", "other", "another"} for token in before)
