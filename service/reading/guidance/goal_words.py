"""What a goal of a plan is about, and which sentences speak of the same, in its words or everyday others."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from service.note import Note
from service.reading.language.text import Token
from service.reading.language.words import listed

# Words that go together in these notes; a word may stand in several rows.
_RELATED = {
    "school": "school attend attendance lesson lessons class classroom register registration gate education academy "
    "sessions session missed detentions exclusions punctuality truanted lates exclusion "
    "excluded absent absence headteacher pru unit primary secondary reception year sixth timetable truant truanting",
    "college": "college course attendance tutor",
    "classroom": "lesson lessons classroom class timetable registration",
    "class": "lesson lessons classroom class",
    "lesson": "lesson lessons class",
    "education": "school college education pru attendance attend tutor course",
    "pru": "pru attendance attend school",
    "back": "missing late returned curfew absconded back",
    "uniform": "uniform blazer tie shoes",
    "nursery": "nursery preschool playgroup keyworker drop off",
    "playgroup": "playgroup toddler group",
    "taster": "taster college induction",
    "sleep": "sleep sleeps slept asleep sleeping bed bedtime bedtimes night nights nightly woke wakes waking nap "
    "settle awake",
    "bed": "bed beds bedroom bunk mattress asleep sleep slept cot",
    "room": "room bedroom",
    "teeth": "teeth tooth dentist dental toothbrush brushing filling fillings extraction",
    "weight": "weight weigh weighs weighed kg kilos kilo gained gain grams centile ounces pounds",
    "speech": "speech talk talking words therapist therapy salt vocabulary sign signs pictures",
    "say": "talking speech words say says",
    "talk": "talking talk speak youth worker counsellor listen",
    "therapy": "therapy therapist sessions counselling counsellor session",
    "friend": "friend friends mates friendship playmate sleepover",
    "play": "play plays playing playground scheme park friends",
    "club": "club clubs boxing football swimming karate dance drama cadets scouts brownies gym training",
    "warm": "warm cold heating boiler heater radiator degrees freezing thermometer",
    "dry": "dry damp mould mouldy wet wall leak leaking",
    "home": "home",
    "live": "live lives living stay staying moved",
    "clean": "clean cleaned tidy dirty rubbish dishes hygiene",
    "drink": "drink drinks drinking drank drunk alcohol sober vodka wine beer cans bottle bottles pub breathalyser",
    "sober": "sober drink drinking drank drunk alcohol vodka wine beer cans",
    "drugs": "drug drugs cannabis cocaine heroin weed testing tests test positive negative hair",
    "smoke": "smoke smoking smoked cigarettes vape vaping",
    "debt": "debt debts arrears owes owed repayment bills",
    "money": "money debt benefits budget bills rent arrears wages allowance",
    "swim": "swim swims swimming pool swam lengths",
    "online": "online phone internet snapchat tiktok instagram apps messages",
    "eat": "eat eats eating ate meal meals dinner lunches breakfast table",
    "meal": "meal meals eat eats eating ate lunches dinner",
    "argue": "argue argued arguing argument arguments row rows shouting shouted fight fights fighting handover "
    "handovers",
    "row": "row rows argue argued argument arguments shouting",
    "handover": "handover handovers",
    "hurt": "hurt hurts hit hits violence violent police pain ache aches",
    "pain": "pain hurt hurts ache",
    "safe": "safe safely safety risk",
    "lift": "lift lifts lifted hoist carry carries carried carrying stairs",
    "around": "stairs lift hoist ramp chair carries downstairs upstairs",
    "break": "break breaks respite saturdays",
    "read": "read reads reading book books",
    "pray": "pray prays prayer prayers mosque mat ramadan church",
    "phone": "phone phones rings calls call called",
    "call": "call calls called rang ring phone",
    "dentist": "dentist teeth tooth dental",
    "doctor": "doctor gp surgery appointment",
    "tablets": "tablets medication medicine tablet dose",
    "medicine": "medicine medication tablets inhaler",
    "nappy": "nappy nappies rash",
    "bedtime": "bedtime bedtimes bed asleep night",
    "exam": "exam exams gcse gcses paper papers sat sits mock mocks",
    "gcses": "exam exams gcse gcses paper papers mock mocks revision",
    "collect": "collect collects collected collecting pick picked",
    "housing": "housing flat house landlord tenancy rent",
    "work": "work job",
    "angry": "angry anger temper calm calmer lost outburst",
    "calm": "calm calmer tears upset meltdown",
    "happy": "happy happily happier",
    "self": "self-harm cut cuts cutting",
    "harm": "self-harm cut cuts cutting harm",
    "missing": "missing absconded return late",
    "late": "late on time",
    "time": "late lates lateness punctual punctuality",
    "nine": "curfew missing late",
    "ten": "curfew missing late",
    "curfew": "curfew missing late returned home",
    "touch": "calls rings phone phones letters cards messages texts talk talks writes video",
    "trouble": "police arrest arrested arrests offence offences charge charged caution fights incidents bail yot "
    "exclusions stopped",
    "hit": "hit hits hitting smack smacked slap slapped hurt bruise bruises chastisement temper",
    "remain": "asylum claim solicitor visa status passport interview",
    "asylum": "asylum claim solicitor interview hearing",
    "passport": "passport form photos",
    "afford": "rent deposit budget cost bills affordable",
    "flat": "flat tenancy landlord rent viewing viewings deposit keys",
    "ring": "ring rings rang phone number line",
    "frightened": "scared afraid fear fears frightened shout shouted shouting hides hid",
    "scared": "scared afraid fear fears frightened",
    "counsellor": "counsellor counselling sessions",
    "tutor": "tutor tutoring tuition",
    "translate": "translate translated interpret interprets interpreting interpreter",
    "theory": "theory mock test",
    "driving": "driving theory lessons test",
    "english": "english esol",
    "see": "glasses sight optician",
    "hear": "hearing aids audiology mould moulds",
    "looks": "bottle bottles feeds nappies minds babysits babysitting caring carer cares",
    "charge": "babysits babysitting minds minding looks carer caring",
    "carer": "caring carer cares cooks washes dresses",
    "translates": "interpreter interpreting interprets",
    "toilet": "toilet potty wet dry nappies pants accidents",
    "asthma": "asthma inhaler wheeze wheezing",
    "diabetes": "diabetes insulin sugars pen injections",
    "job": "job work interview shifts",
    "garden": "garden outside",
    "shout": "shout shouting shouted rows row arguments argue",
    "shouting": "shout shouted rows row arguments argue talks",
    "confident": "confidence shy",
    "language": "language words spanish english",
    "court": "court hearing",
    "grief": "grief loss funeral",
    "mental": "anxiety low mood camhs therapist",
    "anxious": "anxiety anxious worry worries panic",
    "moves": "move moves moved introductions",
    "new": "introductions",
    "gym": "gym training",
    "runs": "missing absconded",
    "alone": "alone unsupervised",
    "contact": "contact family time visits calls",
    "street": "neighbour neighbours street number",
}
_SEEING = listed("see sees seeing meet meets visit visits spend spends contact phone phones call calls ring rings")
_MEETING = listed("see sees saw seen contact visit visits met meet family time came come missed rang rings calls phone")
_KIN = listed(
    "mum mother dad father nan nana gran grandma grandmother granny grandad grandfather brother brothers sister "
    "sisters sibling siblings aunt "
    "auntie uncle cousin cousins family"
)
_GENERAL = listed(
    "a an the and or of to in on at by for with from that which who whom what when where while until till is are was "
    "be being been has have had "
    "do does not no never get gets got can could will would go goes going come comes own each every all one two "
    "three four five day days week weeks "
    "month months fortnight weekly year years night's time least most more than half able knows know known has wants "
    "want like likes feels feel "
    "he she they them his her hers their theirs it its him you your i my we our him himself herself themselves "
    "somebody someone something somewhere "
    "anyone anybody people adult adults child children baby as so about up down out into through without within over "
    "under before after if once twice "
    "first full good well regular regularly long short there then still any other others another again also only "
    "very put puts make makes takes take "
    "told tell tells tonight today has each many much few some both mr mrs ms miss dr monday "
    "mondays tuesday tuesdays wednesday wednesdays "
    "thursday thursdays friday fridays saturday saturdays sunday sundays daily monthly morning mornings "
    "keep keeps learns learn finds find helps help starts start stop stops young person safe safely home house "
    "live lives living ready support "
    "does did than too am pm live ok okay everything nothing join part use uses using look looked looks after carry "
    "care cares cared gain gains weekend attend attends attending together back puts someone"
)
_AGAINST = listed("not no never cannot stop stops nobody")
_LOOSE = listed("home house safe safely support ready live lives")
_SAME_KIN = {
    "mum": "mother", "dad": "father", "nan": "grandmother", "nana": "grandmother", "gran": "grandmother",
    "grandma": "grandmother", "granny": "grandmother", "grandad": "grandfather", "brothers": "brother",
    "sisters": "sister", "auntie": "aunt",
}  # fmt: skip
_ENDINGS = ("ings", "ing", "ions", "ion", "ies", "ied", "es", "ed", "s", "ly")
_SHORTEST = 3  # letters that are left of a word without its ending
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr)\.? (?P<name>[^\W\d_][\w'’-]*)")
_SCHOOL_YEAR = re.compile(r"\byear \d", re.IGNORECASE)
_BY_ANOTHER, _BY_LOOSE, _BY_PERSON = 0.6, 0.5, 0.3
"""What a word that goes with a goal's counts for, a general one, and somebody in it who is not being seen."""


@dataclass(frozen=True, slots=True)
class Goal:
    """What a goal is about: its own telling words, words that go with them, and who is to be seen.

    All are stems but `whom`. `loose` are general words that tell only where nothing better does ("home",
    "support"); `is_seeing` is true of a goal to see, ring or visit somebody. `named` are all the words that may
    name it in a label ("Family: …"); `is_against` is true of a goal that something should not happen.
    """

    words: frozenset[str]
    related: frozenset[str]
    whom: frozenset[str]
    loose: frozenset[str]
    is_seeing: bool
    named: frozenset[str]
    is_against: bool


def read_goal(goal: str, note: Note, names: Iterable[str] = ()) -> Goal:
    """Return what a goal is about; a name in the note links nothing, the child's own least of all."""
    said = [word.lower().replace("’", "'").removesuffix("'s") for word in _WORD.findall(goal)]
    child = _words_of(_child_names(note))
    capitals = {word.lower().removesuffix("'s") for word in _WORD.findall(goal.replace("’", "'")) if word[0].isupper()}
    named = child | _words_of(person.name for person in note.people) | (capitals & _words_of(names)) | _titled(goal)
    others = {word for word in said if word not in child and (word in named or word in _KIN)}
    unnamed = named | (_GENERAL - _LOOSE)
    is_seeing = bool(others) and any(word in _SEEING for word in said)
    passed = _GENERAL | named | _KIN | (_SEEING if is_seeing else frozenset())
    telling = {stem(word) for word in said if word not in passed}
    topics = [*said, *(["school"] if _SCHOOL_YEAR.search(goal) else [])]
    related = {stem(other) for word in topics for other in _RELATED.get(_listed_as(word), "").split()}
    is_by_person = is_seeing or not (telling or related)
    return Goal(
        words=frozenset(telling),
        related=frozenset(related - telling),
        whom=frozenset(others | set(_known_as(others, note))) if is_by_person else frozenset(),
        loose=frozenset(stem(word) for word in said if word in _LOOSE) if not telling else frozenset(),
        is_seeing=is_seeing,
        named=frozenset(stem(word) for word in said if word not in unnamed and len(word) > _SHORTEST) | related,
        is_against=any(word in _AGAINST or word.endswith("n't") for word in said),
    )


@dataclass(frozen=True, slots=True)
class Said:
    """The words of a sentence, in lower case and as stems."""

    lowered: frozenset[str]
    stems: frozenset[str]


def read_words(sentences: Iterable[Sequence[Token]]) -> Iterator[Said]:
    """Yield the words of each sentence; a word is cut once, however often the note has it."""
    stems: dict[str, str] = {}
    for tokens in sentences:
        lowered = frozenset(token.text.lower() for token in tokens if token.is_word)
        forms = lowered.union(token.lemma for token in tokens if token.is_word)
        for form in forms:
            if form not in stems:
                stems[form] = stem(form)
        yield Said(lowered, frozenset(stems[form] for form in forms))


def read_words_of(label: str) -> Said:
    """Return the words of a label, as those of a sentence."""
    lowered = frozenset(word.lower() for word in _WORD.findall(label))
    return Said(lowered, frozenset(stem(word) for word in lowered))


def touches_by_name(goal: Goal, label: Said) -> bool:
    """Tell whether a label names what a goal is about."""
    return not goal.named.isdisjoint(label.stems)


def touches(goal: Goal, said: Said) -> float:
    """Return how much a sentence speaks of a goal: 0 not at all, 1 by one of its own words."""
    score = len(goal.words & said.stems) + _BY_ANOTHER * min(len(goal.related & said.stems), 2)
    score += _BY_LOOSE * min(len(goal.loose & said.stems), 1)
    met = goal.whom & said.lowered
    if not met:
        return score
    is_about_them = not _MEETING.isdisjoint(said.lowered) if goal.is_seeing else met == goal.whom
    return score + (1.0 if is_about_them else _BY_PERSON)


def stem(word: str) -> str:
    """Return a word without its ending, so that "sleeps", "sleeping" and "sleep" are one."""
    word = word.lower()
    ending = next((end for end in _ENDINGS if word.endswith(end) and len(word) - len(end) >= _SHORTEST), "")
    word = word.removesuffix(ending)
    return word.removesuffix("e") if len(word) > _SHORTEST else word


def _listed_as(word: str) -> str:
    """Return the word under which a word's relations are listed."""
    forms = (word, word.removesuffix("s"), word.removesuffix("ing"), word.removesuffix("es"), word + "s")
    return next((form for form in forms if form in _RELATED), word)


def _known_as(kin: Iterable[str], note: Note) -> Iterator[str]:
    """Yield the first names of those who came with the note as the mother, the father, …, for "Mum" in a goal."""
    wanted = {_SAME_KIN.get(word, word) for word in kin}
    for person in note.people:
        role = _WORD.findall((person.role or "").lower())[:1]
        if wanted & {_SAME_KIN.get(word, word) for word in role}:
            yield from _WORD.findall(person.name.lower())[:1]


def _titled(goal: str) -> frozenset[str]:
    """Return the names that stand behind a title: "Ms Nowak goes to the parents' group"."""
    return _words_of(found["name"].replace("’", "'").removesuffix("'s") for found in _TITLED.finditer(goal))


def _words_of(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in _WORD.findall(name.lower()))


def _child_names(note: Note) -> tuple[str, ...]:
    return (note.child.name or "", *note.child.known_as) if note.child is not None else ()
