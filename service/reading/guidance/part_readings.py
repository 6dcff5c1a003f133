"""What can be told of a note beyond its words, by the names that `wordlists/record_types.toml` uses for it.

Each is asked whether some part of a record is there, so each says yes where it is in doubt.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence

from service.note import Span
from service.reading.copies.familiar import GENDERS, words_of
from service.reading.guidance.part_wording import (
    CONDITION,
    a_condition,
    a_date_to_meet,
    a_task_given,
    dated_entries,
    figures_compared,
    praise,
)
from service.reading.guidance.signs import pieces
from service.reading.kinds.kinded import Kinded
from service.reading.language.text import Sentence, Token
from service.reading.language.words import listed
from service.reading.once import once
from service.reading.read import Reading

_LISTED = 3  # persons in one sentence: a list of who was there
_OPENING = 4  # sentences among which such a list stands
_SAID = 5  # words from which a report holds a view: "Jason said nowt" does not
_LONG_WORD = 4  # letters from which a word of a goal tells it from others
_GOAL_WORDS = 3  # of them that show a goal in its own words
_ALIKE = 3  # letters in common at the start: Ludo and Ludovic
_NOBODY = "nobody"
_IN_ANY_GOAL = listed(
    "with that this have from when they them their each every more does time goes into what will other"
)
_FAMILY = frozenset(
    {"child", "mother", "father", "parents", "partner", "grandparent", "sibling", "wider family", "carer"}
)
_ANY_CHILD = listed("child baby yp you")
_WRITER = listed("i we")
_ANY_PRONOUN = frozenset().union(*GENDERS)
_POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
_TALKED_OF = frozenset({"after", "about", "re", "regarding", "of"})
_TAKES_PART = listed(
    "say tell ask want wish feel think write draw choose come chair join bring show sign spell point explain describe "
    "like love hate prefer hope worry agree disagree decide text send read talk speak answer call hand roll turn smile "
    "laugh play sit lie climb hold hug wash cook nod shrug stay leave open fill"
)


def _somebody_named(reading: Reading) -> bool:
    return bool(_people_in(reading, _everywhere(reading)))


def _two_people_named(reading: Reading) -> bool:
    return len(_people_in(reading, _everywhere(reading))) > 1


def _a_list_of_people(reading: Reading) -> bool:
    opening = reading.text.sentences[:_OPENING]
    return any(_listed_in(reading, each) >= _LISTED for each in opening)


def _listed_in(reading: Reading, sentence: Sentence) -> int:
    """Return how many people stand in a sentence; with commas between, the child and the writer are of them."""
    tokens = reading.text.tokens_of(sentence)
    is_list = sum(token.text == "," for token in tokens) > 1
    itself = any(_is_child(reading, token) for token in tokens) + any(token.text.lower() == "me" for token in tokens)
    return len(_people_in(reading, sentence.span)) + itself * is_list


def _two_agencies_speak(reading: Reading) -> bool:
    """Tell whether two people from outside the family each come first in a sentence of their own."""
    people = _people(reading)
    firsts = (_first_in(people, kind.sentence.span) for kind in _of_kinds(reading, "reported", "fact", "opinion"))
    return len({who for who, kind in firsts if kind not in _FAMILY and who not in {_NOBODY, "social care"}}) > 1


def _the_family_speaks(reading: Reading) -> bool:
    """Tell whether the first person in a report is of the family; somebody unknown may be where no list came along."""
    family = _FAMILY if reading.note.people else _FAMILY | {None}
    people = _people(reading)
    return any(
        _first_in(people, kind.sentence.span)[1] in family
        for kind in _of_kinds(reading, "reported")
        if len(pieces(reading.words_of(kind.sentence.span))) >= _SAID
    )


def _people(reading: Reading) -> list[tuple[Span, str, str | None]]:
    """Return who stands where, in order: the span, who it is, and of what kind."""
    named = [(mention.span, who.name or who.kind or "", who.kind) for who in reading.people for mention in who.mentions]
    roles = [(match.span, match.entry.kind, match.entry.kind) for match in reading.matches("role")]
    return sorted((*named, *roles), key=lambda one: one[0])


def _first_in(people: Sequence[tuple[Span, str, str | None]], span: Span) -> tuple[str, str | None]:
    """Return who stands first in a stretch, and of what kind."""
    at = bisect_left(people, span.start, key=lambda one: one[0].start)
    is_inside = at < len(people) and people[at][0].start < span.end
    return people[at][1:] if is_inside else (_NOBODY, _NOBODY)


def _the_child_speaks(reading: Reading) -> bool:
    """Tell whether the child, or "he" where nobody else was named since, says, wants or does something there."""
    return any(
        reading.text.tokens[subject.head].lemma in _TAKES_PART
        for subject in _child_as_subject(reading, "fact", "reported")
    )


def _the_child_described(reading: Reading) -> bool:
    """Tell whether the child is the subject of a fact or a report, or whom the writer saw, held or met."""
    if any(_child_as_subject(reading, "fact", "reported")):
        return True
    return any(
        any(_is_there(reading, token) for token in reading.text.tokens_of(kind.sentence))
        and all(subject.text.lower() in _WRITER for subject in _subjects(reading, kind))
        for kind in _of_kinds(reading, "fact")
    )


def _is_there(reading: Reading, token: Token) -> bool:
    """Tell whether a token is the child, and neither whose mother came nor whom somebody asked after."""
    tokens = reading.text.tokens_of(sentence) if (sentence := reading.sentence_at(token.span)) else ()
    after = next((other for other in tokens if other.index == token.index + 1), None)
    cases = (other.text.lower() for other in tokens if other.head == token.index and other.dep == "case")
    return _is_child(reading, token) and not (after and after.text in _POSSESSIVE) and _TALKED_OF.isdisjoint(cases)


@once
def about_the_child(reading: Reading) -> frozenset[int]:
    """Return where sentences begin that name the child, that "he" of before goes on in, or that name nobody.

    Plans are none of them: "I will catch her at school" says nothing of today.
    """
    pronouns, people, found, is_meant = _pronouns(reading), _people(reading), set(), False
    for kind in reading.kinds:
        tokens = reading.text.tokens_of(kind.sentence)
        said = {token.text.lower() for token in tokens}
        is_named = any(_is_child(reading, token) for token in tokens)
        is_nobody = _first_in(people, kind.sentence.span)[0] == _NOBODY and said.isdisjoint(_ANY_PRONOUN)
        is_nobody &= not any(token.is_name for token in tokens)
        if kind.kind != "plan" and (is_named or is_nobody or (is_meant and not said.isdisjoint(pronouns))):
            found.add(kind.sentence.start)
        is_meant = is_named or (is_meant and not _people_in(reading, kind.sentence.span))
    return frozenset(found)


def _child_as_subject(reading: Reading, *kinds: str) -> Iterator[Token]:
    """Yield the subjects that mean the child: a name, or the child's pronoun with nobody else named since."""
    pronouns = _pronouns(reading)
    is_meant = False
    for kind in reading.kinds:
        is_named = any(_is_child(reading, token) for token in reading.text.tokens_of(kind.sentence))
        for subject in _subjects(reading, kind) if kind.kind in kinds else ():
            if _is_child(reading, subject) or (is_meant and subject.text.lower() in pronouns):
                yield subject
        is_meant = not _people_in(reading, kind.sentence.span) and (is_named or is_meant)


def _a_goal(reading: Reading) -> bool:
    """Tell whether the note says what a goal of the plan says, nearly in its words."""
    said = set(pieces(reading.note.text))
    child = _child_words(reading)
    names = words_of(*(person.name for person in reading.note.people if person.name))
    goals = (
        {word for word in pieces(goal) if len(word) >= _LONG_WORD} - child - names - _IN_ANY_GOAL
        for goal in reading.note.plan_goals
    )
    return any(len(goal & said) >= min(_GOAL_WORDS, len(goal)) for goal in goals if goal)


def _a_life_for_the_child(reading: Reading) -> bool:
    """Tell whether a plan says what the child will do, have or be, and not only what follows if."""
    return any(
        _is_child(reading, subject)
        for kind in _of_kinds(reading, "plan", "opinion")
        if CONDITION.isdisjoint(pieces(reading.words_of(kind.sentence.span)))
        for subject in _subjects(reading, kind)
    )


def _an_effect(reading: Reading) -> bool:
    """Tell whether an opinion speaks of the child by name, or by "he" right behind a sentence that does."""
    pronouns = _pronouns(reading)
    was_named = False
    for kind in reading.kinds:
        tokens = reading.text.tokens_of(kind.sentence)
        is_named = any(_is_child(reading, token) for token in tokens)
        if kind.kind == "opinion" and (
            is_named or (was_named and any(token.text.lower() in pronouns for token in tokens))
        ):
            return True
        was_named = is_named
    return False


def _everywhere(reading: Reading) -> Span:
    return Span(0, len(reading.note.text))


def _of_kinds(reading: Reading, *kinds: str) -> Iterator[Kinded]:
    return (kind for kind in reading.kinds if kind.kind in kinds)


def _subjects(reading: Reading, kind: Kinded) -> Iterator[Token]:
    """Yield the subjects of a sentence's main verbs."""
    tokens = reading.text.tokens_of(kind.sentence)
    main = {token.index for token in tokens if token.head == token.index}
    main |= {token.index for token in tokens if token.dep in {"conj", "parataxis"} and token.head in main}
    return (token for token in tokens if token.dep.startswith("nsubj") and token.head in main)


def _people_in(reading: Reading, span: Span) -> frozenset[str]:
    """Return who stands in a stretch, without the child: the first word of each name, the kind of each role."""
    first = bisect_left(reading.text.names, span.start, key=lambda name: name.start)
    last = bisect_left(reading.text.names, span.end, key=lambda name: name.start)
    names = {reading.words_of(name).split()[0].lower() for name in reading.text.names[first:last]}
    roles = {match.entry.kind for match in reading.matches("role", span)} - {"child"}
    return frozenset(name for name in names if not _is_like(name, _child_words(reading))) | roles


@once
def _child_words(reading: Reading) -> frozenset[str]:
    """Return the words of the child's first name and of the names the child goes by."""
    child = reading.note.child
    given = [name.split()[0] for name in (child.name, *child.known_as) if name and name.strip()] if child else []
    return words_of(*given)


def _is_child(reading: Reading, token: Token) -> bool:
    return token.index in _childs_tokens(reading)


@once
def _childs_tokens(reading: Reading) -> frozenset[int]:
    """Return the tokens that mean a child, as numbers: by name, by a slip of it, or as any child."""
    names = _child_words(reading)
    return frozenset(
        token.index
        for token in reading.text.tokens
        if (word := token.text.lower()) in _ANY_CHILD
        or (_is_like(word, names) if token.text[:1].isupper() else token.pos == "PROPN" and word in names)
    )


def _is_like(word: str, names: frozenset[str]) -> bool:
    """Tell whether a word is one of the names, a short form of it, or the name with a slip in it."""
    return word in names or (len(word) >= _ALIKE and any(_might_be(word, name) for name in names))


def _might_be(word: str, name: str) -> bool:
    is_slip = (word[0], word[-1]) == (name[0], name[-1]) and abs(len(word) - len(name)) <= 1
    return is_slip or word[:_ALIKE] == name[:_ALIKE]


def _pronouns(reading: Reading) -> frozenset[str]:
    """Return the child's pronouns, all forms; every pronoun where they are not known."""
    child = reading.note.child
    first = re.split(r"\W+", (child.pronouns or "").lower().strip())[0] if child else ""
    return next((forms for forms in GENDERS if first in forms), frozenset().union(*GENDERS))


TELL: Mapping[str, Callable[[Reading], bool]] = {
    "somebody named": _somebody_named,
    "two people named": _two_people_named,
    "a list of people": _a_list_of_people,
    "two agencies speak": _two_agencies_speak,
    "the family speaks": _the_family_speaks,
    "the child speaks": _the_child_speaks,
    "the child described": _the_child_described,
    "a goal of the plan in its own words": _a_goal,
    "a date for the next meeting": a_date_to_meet,
    "something good said": praise,
    "a life for the child": _a_life_for_the_child,
    "an effect on the child": _an_effect,
    "a date in most entries": dated_entries,
    "a condition": a_condition,
    "a task given": a_task_given,
    "figures compared": figures_compared,
}
"""By the name that `record_types.toml` uses; the same names as `record_type_files.READINGS`."""
