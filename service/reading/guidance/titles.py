"""What a title tells somebody who reads only titles: a date, a kind of contact, a name, or what the note is about."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from service.reading.calendar_words import DAYS, MONTHS
from service.reading.ease.word_levels import levels_of
from service.reading.guidance.title_topics import TOPICS, Topic
from service.reading.language.words import TITLES, listed
from service.reading.people.known_names import known_names

if TYPE_CHECKING:
    from service.reading.read import Reading

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PHRASES = re.compile(
    r"\b(?:1 ?[:-] ?1|1 to 1|one to one|t/c|p/c|w/c|h/v|s/v|c ?& ?f|s\.?47|s\.?17|section 47|section 17"
    r"|child(?:ren)? in need|child protection|looked[- ]after(?: child(?:ren)?)?|pre[- ]?birth|follow(?:ing)?[- ]up"
    r"|catch[- ]?up|check[- ]?in|fact[- ]find(?:ing)?|direct work|out of hours|face to face|n/a"
    r"|(?:care|pathway|placement|support|personal education|education) plan|pep|legal planning|lpm"
    r"|placement visit|visit to placement|left (?:a )?(?:voicemail|message)|(?:voicemail|message) left"
    r"|no reply|no answer|f/?u|(?:parenting|risk|viability|initial|core|kinship|connected persons?"
    r"|special guardianship|sgo|carers?['’]?s?|foster(?:ing)?|age|health|medical|needs|capacity|cognitive"
    r"|sibling|together or apart|pathway|return home) assessments?"
    r"|(?:phone|telephone) tag|return(?:ed|ing)? (?:a |the |his |her )?calls?|calls? returned|gp surgery"
    r"|doctor['’]?s surgery)\b",
    re.IGNORECASE,
)
_DATING = frozenset((*DAYS, *MONTHS, *(day[:3] for day in DAYS), *(month[:3] for month in MONTHS))) | listed(
    "tues thur thurs sept am pm st nd rd th noon midday midnight week weeks wk wks month months monthly mth mths year "
    "years yr day days today yesterday tomorrow morning afternoon evening weekend spring summer autumn winter term "
    "quarter one two three four five six seven eight nine ten eleven twelve first second third fourth fifth sixth next "
    "last final initial start mid ending beginning commencing"
)
_KINDS = listed(
    "visit visits visited visiting hv sv stat statutory call calls called calling caller callback rang ring ringing "
    "phoned phone phonecall telephone tel telcon tc teleconference teams zoom video virtual online voicemail vm msg "
    "texted sms whatsapp email emails e-mail emailed mail correspondence contacted communication communications "
    "conversation conversations chat spoke spoken speaking discussion discussions discussed talk talked meeting "
    "meetings mtg mtgs met meet saw seen session sessions individual group groups core cg review reviews rvw rev "
    "reviewing conference conferences icpc rcpc cpc cp cin cla lac cic tac taf mins minutes midway midpoint halfway "
    "supervision supervised sup management manager oversight mo strategy strat assessment assessments single plan "
    "plans planning chronology chronologies chron summary summaries closing closure close closed transfer handover "
    "case cases note notes record records recording recordings file files log entry entries update updates updated "
    "updating progress information info misc miscellaneous various general other stuff thing things untitled title "
    "draft new test none nil important urgent fyi admin document attachment attached upload uploaded re fw fwd "
    "regarding attended attend attending received receiving sent sending incoming outgoing inbound "
    "outbound tried complete completed done announced unannounced planned unplanned scheduled arranged routine usual "
    "regular weekly fortnightly daily joint duty child children yp family families client service user professional "
    "professionals network multi agency annual interim back further more brief short quick direct work consultation "
    "consultations consult dw vms voicemails checks check checked enquiry enquiries query walk drive outing coffee "
    "appointment appointments appt minute conclusion conclusions observation observations debrief briefing"
)
_NUMBERS = r"\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|eighteen"
_OPENING = listed("message messages letter letters text texts contact contacts home report reports conference")
"""Kinds of contact in the first place, content further on: "Message from Dad", "Core group: message from the coach"."""
_HOW_LONG = re.compile(
    rf"\bat (?:{_NUMBERS}) (?:day|week|month|year)s?\b|\bat (?:{_NUMBERS})$"
    rf"|\b(?:{_NUMBERS}) (?:day|week|month|year)s? (?:in|on|old|later)\b",
    re.IGNORECASE,
)
"""An age, or how long something has gone on: "Review: Mina at eight months", "Kofo's plan, four weeks on"."""
_RANGE = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|{'|'.join(month[:3] for month in MONTHS)}|(?:19|20)\d\d|birth)\b.{{0,12}}?(?: to |[-–])",
    re.IGNORECASE,
)
_BODIES = listed(
    "court housing hospital police camhs cafcass probation health education yot surgery counsellor advocate"
)
_FAMILY = listed("mum mother dad father parents nan gran grandma grandad sister brother siblings family")
_ABOUT = frozenset({"about", "re", "regarding"})
_FROM = listed("with to from by at via rang phoned called emailed")
_LEADING_OUT = listed("the a an his her their your our my")
_LINKING = listed(
    "a an the of and or in on at by with from to for between about his her their he she they him them it its my our "
    "your see i we us me this that these as is was were be has have s no number part nr vs via per plus"
)
_PARTS_OF_ROLES = listed("worker workers social office officer team school nursery college young person people")
_NAME_TITLES = frozenset(title.lower() for title in TITLES) | listed("baby sister nurse pc dc ds sgt")
_STEM = 4  # letters by which two words are taken for kin: "housing", "house"


@dataclass(frozen=True, slots=True)
class TitleRead:
    """The words of a title, in small letters, that say what the note is about; and whether it is only a date."""

    about: tuple[str, ...]
    is_date: bool


def read_title(title: str, reading: Reading) -> TitleRead:
    """Return what a title says beyond a kind of contact, a date and who was there."""
    plain = _PHRASES.sub(" ", title)
    words = [re.sub(r"['’]s?$", "", word) for word in _WORD.findall(plain)]
    is_date = plain == title and all(word.lower() in _DATING | _LINKING for word in words)
    about = tuple(_about(words, reading))
    if not about and (title.rstrip().endswith("?") or _HOW_LONG.search(title)):
        about = ("period",)  # a question tells, and so does how long
    if not about and not is_date and _RANGE.search(title) and _names(reading) & {word.lower() for word in words}:
        about = ("period",)  # "Chronology: Samir, 2023 to March": there is no more to say
    return TitleRead(about, is_date)


def topic_missed(read: TitleRead, reading: Reading) -> str | None:
    """Return the word of a title that names what the note never touches, where nothing else in the title is touched."""
    topics = [(word, topic) for word in read.about for topic in TOPICS if word in topic.named]
    if not topics:
        return None
    words = {part for token in reading.text.tokens if token.is_word for part in (token.text.lower(), token.lemma)}
    if any(_is_touched(topic, words) for _, topic in topics) or any(
        _has_kin(word, words) for word in read.about if word not in _ABOUT
    ):
        return None
    return topics[0][0]


def _about(words: Sequence[str], reading: Reading) -> Iterator[str]:
    names = _names(reading)
    heard = {token.text.lower() for token in reading.text.tokens if token.is_name}
    lowered = [word.lower() for word in words]
    facts = levels_of(lowered)
    roles = _in_roles(lowered, reading.roles)
    is_opening = True
    for at, (word, low) in enumerate(zip(words, lowered, strict=True)):
        before = lowered[at - 1] if at else ""
        is_kind = low in _KINDS | _DATING | _LINKING | _PARTS_OF_ROLES | _NAME_TITLES or len(low) == 1
        if low in _ABOUT and not _KINDS.isdisjoint(lowered[at + 1 :]):
            yield "about"
        if is_kind or (low in _OPENING and _is_kind_of_contact(at, lowered, is_opening=is_opening)):
            is_opening = is_opening and low not in _ABOUT
            continue
        is_opening = False
        if at in roles and before != "young" and (low not in _BODIES or before in _FROM or roles[at] > 1):
            continue
        is_known = (low in names | heard and at not in roles) or (before in _NAME_TITLES and word[:1].isupper())
        is_strange = _looks_a_name(word) and not facts[low].graded and at > 0 and before not in _LEADING_OUT
        if not is_known and not is_strange:
            yield low


def _is_kind_of_contact(at: int, words: Sequence[str], *, is_opening: bool) -> bool:
    """Tell whether a word such as "letter" or "home" tells how, not what: "Letter from school", "Home visit"."""
    if words[at] == "home":
        return "visit" in {*words[at + 1 : at + 2], *words[max(at - 1, 0) : at]} or len(words) == 1
    if words[at] in {"contact", "contacts"}:
        return len(words) == 1 or (is_opening and _FAMILY.isdisjoint(words[at + 1 :]))
    return is_opening


def _names(reading: Reading) -> set[str]:
    return {word.lower() for name in known_names(reading.note) for word in _WORD.findall(name)}


def _in_roles(words: Sequence[str], roles: Mapping[str, str]) -> Mapping[int, int]:
    """Return the places of words that say who somebody is ("mum", "health visitor"), with the length of the phrase."""
    return {
        place: length
        for length in (1, 2, 3)
        for at in range(len(words) - length + 1)
        if " ".join(words[at : at + length]) in roles
        for place in range(at, at + length)
    }


def _looks_a_name(word: str) -> bool:
    return word[:1].isupper() and not word.isupper()


def _is_touched(topic: Topic, words: set[str]) -> bool:
    return any(word.startswith(topic.touched) for word in words)


def _has_kin(word: str, words: set[str]) -> bool:
    stem = word[: max(_STEM, len(word) - 3)]
    return any(other.startswith(stem) for other in words)
