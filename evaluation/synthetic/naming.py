"""Who is named in a gold note: which words are names of persons and places, and whose."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from evaluation.gold_notes import GoldNote
from evaluation.guidance_notes import read_guidance
from evaluation.synthetic.gendered import TURNED
from service.reading.language.words import listed
from service.reading.people.first_names import HER_NAMES, HIS_NAMES

WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
TITLE = re.compile(r"(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|PS|Sgt|Cllr|Prof|Nurse|Inspector|Judge|Fr|Rev)\.? \Z")
PLACE_NOUNS = listed(
    "Road Street Lane Close Avenue Drive Court Crescent Terrace Way Row Place Gardens Grove Hill House Lodge "
    "Primary Junior Infant Infants Academy School College High Secondary Nursery Centre Hub Hospital Unit Ward "
    "Surgery Practice Clinic Park Church Mosque Library Station Rise View Walk Mews Green Fields Farm Mill Hall "
    "Cottage Estate Suite Special Community Youth Fostering Room"
)
_NO_NAMES = listed(
    "Polish Leeds God Hull Tigrinya Luton French Croydon Spanish Eid Aberdeen Dari Lahore Somali Romanian GCSEs "
    "Welsh Xbox Orthodox Bradford Leicester Rett British Greggs Twi Priory Traveller Blackpool SENCo Brownies "
    "National Goole Wigan Sr Dover Kent Det Freedom Grand Ghana Bolton Albion Stoke Sylheti Advent Arabic Sorani "
    "Kurdish Thu Uno Grimsby Derby Mothering Rotherham Spar Methodist Neath Slough Wi Wrexham Slovak Shabbat Mar "
    "Lagos Punjabi Portuguese Spain Quay England Corsa Tesco Denmark Russian Asda Doncaster Corby Grandpa Insp "
    "Weetabix Facebook Swahili Filey Kumasi Babcia Stockport AssetPlus Chengdu Uzbek Bulawayo Victorian Malton "
    "Afghan Whitsun Darth Vader Romanians RAMPs Pashto Edmonton Insta Irish Puffin Hove Accra Courtroom Angelman "
    "Wolves Gdansk Beavers Super Eagles Ysgol Ypres Torquay Covid Skoda Bristol Jubilee Ibadan Utrecht Castries "
    "FaceTimes Peterborough Tenerife Ocean Admiral Ks Ts Latvian Removal Farsi PlayStation EpiPen Doric Ls Sensei "
    "Aldi PMs Romania Halt Ds Iran Perth Jamaica Germany Scotland Beja Connect Cleethorpes Redruth Largs Stranraer "
    "Tripoli Rochdale Corporation Samsung Japanese Mothercare Cromer MenACWY Oramorph Golf Skeggy Muslim SENDCo "
    "PEPs Travelodge Nangarhar Enugu Mom Pringles Cornish Premier Inn Busan Southampton Tier Fortnite Herat "
    "Disneyland Cardiff Portugal Calais Vietnamese Abduction Romani Freetown Passover Sikh Thessaloniki Dissent "
    "Worcester Voluntary Bletchley Zumba Northumberland Morpeth Formby Hampshire Latin Hanoi Turkish Harare DNAs "
    "Hamburg Mme Hereford Wales India Guernsey Ukrainian Kharkiv Religious Apr Trinity Riga WhatsApp Lidl Oldham "
    "Beacon Center Parcs Hastings Wisbech Cork Angelus Franciscan Dalek Duplo Calpol Lancaster Kaunas Ireland York "
    "Luganda Cleveland Bury Truro Poland Metro Kampala Duchenne Hungarian Urdu Durban Chelsea Jamaican Otley "
    "Instagram Eritrean Genna Sudan Albany Salford Mandarin DVDs Mirpur Sicilian Guides Gloucester Canterbury Legia "
    "Staffordshire Telford Wakefield Tatras Brno Plymouth Nesting Jungle Mandinka Royal Khartoum Guild Costa Twix "
    "Norwich Ramadan Guildhall Primark Porto Angola Mass Cottages Citizens Alton Towers Minecraft Asian Skegness "
    "Chrismas Nokia Salvation Malvern Brummie McDonald Haribo Fanta Kolkata Outpatients HbA Chinese Dundee Crewe "
    "Staffie Birmingham Mechanism Swindon Tilbury Foundry Christmas Easter Lego He She Can Sister Foster Nan Nana "
    "Somebody Summer Dr Miss Mrs Mr Ms GP Da Baby May Dog Chance Justice Junior Section Aunty Auntie Granny Gran "
    "Grandad Mum Dad Mummy Daddy Nain Taid Tata Head Year Child Children Council Police Teams Deacon Princess "
    "Saturdays Sundays Mondays Tuesdays Wednesdays Thursdays Fridays Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday January February March April June July August September October November December Strand Loft "
    "Toll Dr"
)
_KIN = (
    "stepmother|stepfather|stepmum|stepdad|grandmother|grandfather|grandma|grandpa|grandad|granny|gran|nana|nan|mother|"
    "father|mummy|daddy|mum|mam|dad|sister|brother|auntie|aunt|uncle|partner|boyfriend|girlfriend|husband|wife"
)
_WORK = (
    "head ?teacher|deputy head|head of year|teacher|teaching assistant|safeguarding lead|health visitor|school nurse|"
    "nurse|GP|doctor|paediatrician|supervising social worker|social worker|foster carer|carer|police|officer|manager|"
    "tutor|SENCO|key ?worker|solicitor|guardian|reviewing officer|IRO|chair|therapist|psychologist|mentor|coach|"
    "neighbour|friend"
)
_ROLE_BEFORE = re.compile(rf"\b(?P<role>{_KIN}|{_WORK})(?:,|:| is| called| -)? ?(?:[A-Z][a-z]+\.? )?\Z", re.IGNORECASE)
_ROLE_AFTER = re.compile(
    rf"(?:['’]s)?(?:,| \(| -) ?(?:his |her |their |the |[A-Z]\w+['’]s )?(?P<role>{_KIN}|{_WORK})\b", re.IGNORECASE
)
_SAME_ROLE = {
    **dict.fromkeys(("mum", "mam", "mummy"), "mother"),
    **dict.fromkeys(("dad", "daddy"), "father"),
    **dict.fromkeys(("nan", "nana", "gran", "granny", "grandma"), "grandmother"),
    **dict.fromkeys(("grandad", "grandpa"), "grandfather"),
    **dict.fromkeys(("boyfriend", "girlfriend", "husband", "wife"), "partner"),
    "stepmum": "stepmother",
    "stepdad": "stepfather",
    "auntie": "aunt",
    "headteacher": "head teacher",
    "doctor": "gp",
}
HERS = listed("mother grandmother sister aunt stepmother")
HIS = listed("father grandfather brother uncle stepfather")
_RARE = 3


@dataclass(slots=True)
class Someone:
    """A person of a gold note: what they are to the child, and whether "she" fits better than "he"."""

    given: str = ""
    surname: str = ""
    role: str = ""
    is_she: bool | None = None
    is_family: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """Words in a row that name one person: where they stand in the note, who it is (None: the child), which names."""

    start: int
    end: int
    who: int | None
    has_given: bool
    has_surname: bool


@dataclass(slots=True)
class Named:
    """What a gold note names."""

    people: list[Someone] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)


class Names:
    """Which words are names, learned from all the gold notes."""

    def __init__(self, notes: Sequence[GoldNote]) -> None:
        self.known: set[str] = set()
        self.she: dict[str, bool] = {}
        self.lower: Counter[str] = Counter()
        for note in notes:
            child, pronouns = note.child.split("|")[0], note.child.split("|")[-1].strip()
            words = WORD.findall(child)
            self.known.update(words)
            if words and pronouns in {"she/her", "he/him"}:
                self.she[words[0]] = pronouns == "she/her"
            self.lower.update(word for word in WORD.findall(note.text) if word[0].islower())
            self.known.update(found[1] for found in _TITLED.finditer(note.text))
        for guided in read_guidance():
            for person in guided.note.people:
                self.known.update(WORD.findall(person.name))

    def is_she(self, given: str) -> bool | None:
        """Tell whether "she" fits a first name better than "he"; None for names nobody knows."""
        if given.lower() in HER_NAMES or given.lower() in HIS_NAMES:
            return given.lower() in HER_NAMES
        return self.she.get(given)

    def named(self, note: GoldNote) -> Named:
        """Return the persons of a note, and where they are named."""
        child = WORD.findall(note.child.split("|")[0])
        found = Named()
        by_word: dict[str, tuple[int, bool]] = {}
        starts = {sentence.span.start for sentence in note.sentences}
        for run in _joined(note.text, list(self._words(note, frozenset(child), starts)), starts):
            _add(run, note.text, child, found, by_word)
        for who in found.people:
            _settle(who, self.is_she(who.given))
        return found

    def _words(self, note: GoldNote, child: frozenset[str], starts: set[int]) -> Iterator[tuple[int, int]]:
        """Yield where names stand, without the 's behind them."""
        words = [(found.start(), _bare_end(found)) for found in WORD.finditer(note.text) if found[0][0].isupper()]
        inside = {note.text[start:end] for start, end in words if not _opens(note.text, start, starts)}
        for start, end in words:
            word = note.text[start:end]
            if (word in _NO_NAMES and word not in child) or (word.isupper() and len(word) > 1):
                continue
            is_rare = self.lower[word.lower()] < _RARE
            if _opens(note.text, start, starts):
                is_name = (word in inside or is_rare) and (
                    word in child or word in self.known or (word in inside and is_rare)
                )
            else:
                is_name = word in child or word in self.known or is_rare
            if is_name and not _is_place(note.text, end):
                yield start, end


_TITLED = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|PC|DC|DS|Sgt)\.? ([A-Z][\w'’-]+)")


@cache
def places() -> re.Pattern[str]:
    """Return the pattern of a place's own name: the word before Road, Primary, House and the like."""
    nouns = "|".join(sorted(PLACE_NOUNS))
    return re.compile(rf"\b(?P<place>(?!The |St |Year |Head )[A-Z][a-z]{{2,}})(?= (?:{nouns})\b)")


def _bare_end(found: re.Match[str]) -> int:
    return found.end() - 2 if found[0].endswith(("'s", "’s")) else found.end()


def _opens(text: str, start: int, starts: set[int]) -> bool:
    return start in starts or text[max(0, start - 2) : start].rstrip()[-1:] in {".", ":", "!", "?", "“", '"', "(", "-"}


def _is_place(text: str, end: int) -> bool:
    following = WORD.match(text, end + 1)
    return bool(following and text[end] == " " and following[0] in PLACE_NOUNS)


def _joined(text: str, words: Sequence[tuple[int, int]], starts: set[int]) -> list[list[tuple[int, int]]]:
    runs: list[list[tuple[int, int]]] = []
    for start, end in words:
        if runs and runs[-1][-1][1] == start - 1 and text[start - 1] == " " and start not in starts:
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    return runs


def _add(
    run: list[tuple[int, int]], text: str, child: Sequence[str], found: Named, by_word: dict[str, tuple[int, bool]]
) -> None:
    words = [text[start:end] for start, end in run]
    start, end = run[0][0], run[-1][1]
    title = TITLE.search(text[max(0, start - 12) : start])
    if child and words[0] == child[0] and not title:
        found.runs.append(Run(start, end, None, has_given=True, has_surname=len(words) > 1))
        return
    is_surname = len(words) == 1 and (title is not None or by_word.get(words[0], (0, False))[1])
    last = words[-1] if len(words) > 1 or is_surname else ""
    first = words[0] if len(words) > 1 or not is_surname else ""
    known = by_word.get(first) or by_word.get(last) if not (first and last) else by_word.get(first)
    if known is None:
        found.people.append(Someone())
        known = (len(found.people) - 1, False)
    who = found.people[known[0]]
    if first:
        who.given = who.given or first
        by_word.setdefault(first, (known[0], False))
    if last:
        who.surname = who.surname or last
        by_word.setdefault(last, (known[0], True))
        who.is_family = who.is_family or last in child[1:]
    if title and title[0].strip(". ") in {"Mr", "Mrs", "Ms", "Miss"}:
        who.is_she = title[0].strip(". ") != "Mr"
    who.role = who.role or _role(text, start, end)
    found.runs.append(Run(start, end, known[0], has_given=bool(first), has_surname=bool(last)))


def _role(text: str, start: int, end: int) -> str:
    said = _ROLE_AFTER.match(text, end) or _ROLE_BEFORE.search(text[max(0, start - 40) : start])
    role = said["role"].lower().replace("keyworker", "key worker") if said else ""
    return _SAME_ROLE.get(role, role)


def _settle(who: Someone, is_she: bool | None) -> None:  # noqa: FBT001 - what the first name says, if anything
    if who.role in HERS or who.role in HIS:
        who.is_she = who.role in HERS
    elif who.is_she is None:
        who.is_she = is_she if is_she is not None else who.given.endswith(("a", "ie", "elle", "een", "ah"))


def turned_role(role: str) -> str:
    """Return what a mother is where everybody's sex is the other."""
    return TURNED.get(role, role)
