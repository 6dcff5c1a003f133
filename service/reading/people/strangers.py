"""Whom a reader of the note cannot place: nobody says who they are, or what they are called."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from service.note import Span
from service.reading.language.text import Token
from service.reading.language.words import listed
from service.reading.people.known_names import known_names
from service.reading.people.name_forms import fold, letters_off, sound
from service.reading.people.person_names import KIND_OF_TITLE, Name, read_name
from service.reading.people.personhood import Personhood
from service.reading.people.somebody import Mention, Somebody
from service.reading.read import Reading

_ONE_OF_EACH = frozenset({"child", "mother", "father", "parents"})
_PASSING = frozenset({"somebody else"})
_OFFICES = listed(
    "judge magistrate interpreter translator driver receptionist caretaker dentist gp doctor surgeon librarian "
    "registrar volunteer boss instructor pharmacist optician orthodontist worker practitioner tenant sitter "
    "babysitter sw escort wife husband ex-wife ex-husband consultant secretary host minister"
) | {"social worker", "district judge", "taxi driver", "bus driver", "family doctor", "junior doctor", "work coach"}
"""Roles whose bearer's name nobody needs to know, that the writer has, or that are about somebody else."""
_PLACING = (["at"], ["in"], ["near"], ["of"], ["outside"], ["speak"], ["speaks"], ["spoke"])
_GOING = listed("move go travel return fly drive come relocate take bring send trip journey flight train bus")
_LANGUAGES = listed("language spelling dialect syndrome")
_TONGUES_AND_FAITHS = listed(
    "mandarin cantonese hindi swahili fula fulani wolof shona ndebele xhosa zulu lingala malayalam telugu sinhala "
    "tagalog amharic oromo hebrew latin krio patois makaton bsl cymraeg gaelic rastafarian rastafari muslim hindu sikh "
    "catholic pentecostal methodist baptist buddhist jewish english french german spanish italian polish arabic urdu "
    "slovak czech hungarian bulgarian latvian lithuanian estonian ukrainian albanian romani pashto dari farsi sorani "
    "kurmanji tigrinya igbo yoruba hausa twi akan luganda kinyarwanda nepali tamil gujarati punjabi sylheti pahari"
)
_SITES = listed("school nursery college academy home placement unit ward street road estate town village hostel hotel")
_ONESELF = listed("myself himself herself themselves themself yourself itself")
_PETS = listed(
    "dog cat hamster rabbit puppy kitten fish horse pony budgie tortoise lizard gerbil parrot snake teddy doll"
)
_OFF = 2  # letters
_DEFINITE = listed("the his her their my our")
_CONTACT = listed(
    "ring call phone tell see speak meet email text write tc t/c visit discuss ask apology with from to by"
)
_REPORTED = listed(
    "report account view letter email letters emails statement views wish advice opinion notes call message"
)


@dataclass(frozen=True, slots=True)
class Stranger:
    """Somebody who cannot be placed, where first met, and what is not said of them."""

    span: Span
    words: str
    wants: Literal["name", "role", "both"]


def strangers(reading: Reading) -> Iterator[Stranger]:
    """Yield whom a stranger to the case could not place, at the first mention of each."""
    signed = _signature(reading)
    personhood = Personhood(reading.text, reading.everyday_acronyms)
    child = read_name((reading.note.child.name or "") if reading.note.child else "")
    likely_child = _likely_child(reading)
    for person in reading.people:
        mentions = [mention for mention in person.mentions if not mention.is_spoken]
        if not mentions or person.is_child or person.is_sent or any(one.span.start >= signed for one in mentions):
            continue
        if person is likely_child:
            continue
        wants = _wanting(person)
        if _is_letter_and_surname(person) and personhood.is_on_attendance_list(mentions[0]):
            wants = "role"
        if wants == "role" and _sounds_like_somebody_sent(person, reading):
            continue  # that is for `name_spelling` to ask
        if wants != "name" and not _is_person(person, mentions, personhood, child):
            continue
        if wants == "name" and not any(_takes_part(mention, reading) for mention in mentions):
            continue
        if wants and not _is_writer(person, mentions, reading) and not _only_places(mentions, reading):
            spans = [mention.span for mention in mentions]
            span = next((each for each in spans if not reading.words_of(each).isupper()), spans[0])
            said = reading.words_of(span)
            if said.lower() in {"mr", "mrs"} or (wants == "name" and said.isupper()):
                continue  # a couple is asked about together; letters for a role are asked about by `acronym`
            yield Stranger(span, said, wants)


def _likely_child(reading: Reading) -> Somebody | None:
    """Return who is most likely the child where no name was sent: the first name that is met most often."""
    if "child_name" not in reading.missing:
        return None
    bare = [one for one in reading.people if one.name and _wanting(one) == "role"]
    return max(bare, key=lambda one: len(one.mentions), default=None)


def _wanting(person: Somebody) -> Literal["name", "role", "both"] | None:
    """Return what is not said of somebody anywhere; None where it is enough."""
    if person.name is None:
        role = (person.role or "").lower().removeprefix("the ")
        if role.startswith(("his ", "her ")):
            return None  # somebody's of somebody's
        return None if person.kind in _ONE_OF_EACH | _PASSING | {None} or role in _OFFICES else "name"
    name = read_name(person.name)
    if person.role is not None or person.kind == "sibling" or name.is_full or name.title in KIND_OF_TITLE:
        return None
    return "both" if all(mention.form == "initials" for mention in person.mentions) else "role"


def _is_letter_and_surname(person: Somebody) -> bool:
    """Tell whether nothing is known but a letter and a surname: "P. Dalgleish"."""
    name = read_name(person.name or "")
    return person.role is None and name.is_full and len(name.given or "") == 1 and name.title is None


def _is_person(person: Somebody, mentions: Sequence[Mention], personhood: Personhood, child: Name) -> bool:
    """Tell whether a name is somebody's: a lone word must show it, and is no more of the child's own surname."""
    name = read_name(person.name or "")
    said = (name.given or "") + (name.family or "")
    is_childs = bool(said) and (said == Name(given=child.given).initials or (child.given or "").startswith(said))
    if name.title is None and (is_childs or said == child.family):
        return False  # "TJ" or "Ty" for Tyler-James
    is_lone = all(mention.form in {"first name", "initials"} for mention in person.mentions)
    return not is_lone or name.title is not None or name.is_full or personhood.is_shown(mentions)


def _takes_part(mention: Mention, reading: Reading) -> bool:
    """Tell whether somebody known by a role does something here, or is spoken to; "outside her gran's" is neither."""
    sentence = reading.sentence_at(mention.span)
    tokens = reading.text.tokens_of(sentence) if sentence else ()
    role = [token for token in tokens if mention.span.start <= token.start < mention.span.end]
    if not role or reading.note.text[mention.span.end : mention.span.end + 2] in {"'s", "’s"}:
        return False
    before = {token.lemma for token in tokens if role[0].index - 4 <= token.index < role[0].index}
    if not before.isdisjoint(_ONESELF):
        return False  # "calls herself the little sister"
    behind = [token for token in tokens if token.index > role[-1].index]
    following = next((token for token in behind if token.text != ","), None)
    is_the_one = role[0].text.lower() in _DEFINITE or reading.text.tokens[role[0].index - 1].text.lower() in _DEFINITE
    if following is not None and following.text.lower() == "who" and is_the_one:
        return True
    if behind and behind[0].pos in {"VERB", "AUX"}:
        return True
    return role[-1].dep.startswith("nsubj") or not before.isdisjoint(_CONTACT)


def _is_writer(person: Somebody, mentions: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether somebody is the note's writer, or the writer's own manager."""
    author = (reading.note.author or "").lower()
    before = reading.note.text[max(mentions[0].span.start - 12, 0) : mentions[0].span.start].lower().split()
    is_author = bool(person.name and author and person.name.lower() in author)
    return is_author or before[-1:] in (["my"], ["our"], ["me,"], ["writer,"], ["myself,"])


def _signature(reading: Reading) -> int:
    """Return where the name begins that the writer has signed with, at the very end or on the last line."""
    text = reading.note.text.rstrip(" .\n")
    line = text.rfind("\n") + 1
    last = next((name for name in reversed(reading.text.names) if name.end >= len(text)), None)
    before = text[: last.start].rstrip().lower() if last is not None else "x"
    if last is not None and (before[-1:] in {",", "\n", ".", ""} or before.endswith(("from", "love", "regards"))):
        return last.start
    opens = any(name.start == line for name in reading.text.names)
    return line if line and opens else len(reading.note.text)


def _only_places(mentions: Sequence[Mention], reading: Reading) -> bool:
    """Tell whether somebody is named for what is theirs alone, or may be a place or a language."""
    return all(_owns(mention, reading) or _may_be_no_person(mention, reading) for mention in mentions)


def _may_be_no_person(mention: Mention, reading: Reading) -> bool:
    """Tell whether a single word is more likely a place or a people: "at Brantwood", "Twi is his first language"."""
    sentence = reading.sentence_at(mention.span)
    if mention.form != "first name" or sentence is None:
        return False
    tokens = reading.text.tokens_of(sentence)
    at = next((i for i, token in enumerate(tokens) if token.start == mention.span.start), 0)
    before = [token.text.lower() for token in tokens[max(at - 1, 0) : at]]
    if (
        reading.matches("identity", mention.span)
        or tokens[at].text.lower() in _TONGUES_AND_FAITHS
        or _names_a_site(tokens, at)
    ):
        return True
    if before == ["to"] and any(token.lemma in _GOING for token in tokens[max(at - 8, 0) : at]):
        return True
    is_listed = tokens[at].dep == "conj" and reading.text.tokens[tokens[at].head].pos == "ADJ"
    return (
        is_listed
        or before[:1] in _PLACING
        or any(
            token.lemma in _LANGUAGES or (token.lemma in _PETS and token.index < tokens[at].index)
            for token in tokens[max(at - 6, 0) : at + 6]
        )
    )


def _names_a_site(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name is that of a school or a home named right before: "Fifth school, Kingsway."."""
    after = tokens[at + 1].text if at + 1 < len(tokens) else "."
    return at > 1 and tokens[at - 1].text == "," and tokens[at - 2].lemma in _SITES and after in {".", ",", ";"}


def _sounds_like_somebody_sent(person: Somebody, reading: Reading) -> bool:
    """Tell whether a given name is most likely that of somebody sent, in another spelling: "Molly" for Mollie."""
    given = fold(read_name(person.name or "").given or "")
    sent = {fold(read_name(name).given or "") for name in known_names(reading.note)}
    return bool(given) and any(sound(given) == sound(name) and letters_off(given, name, 2) <= _OFF for name in sent)


def _owns(mention: Mention, reading: Reading) -> bool:
    after = reading.note.text[mention.span.end : mention.span.end + 24]
    words = after[2:].split()
    return after[:2] in {"'s", "’s"} and not (words and words[0].strip(".,;:").lower() in _REPORTED)
