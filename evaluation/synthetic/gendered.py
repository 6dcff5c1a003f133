"""Words that turn when a boy's note is made a girl's or the other way round: everybody turns at once."""

from __future__ import annotations

import re

from service.reading.language.words import listed

_PAIRS = (
    "he she|himself herself|dad mum|daddy mummy|father mother|stepdad stepmum|stepfather stepmother|grandad nan|"
    "grandfather grandmother|grandpa grandma|brother sister|brothers sisters|son daughter|sons daughters|boy girl|"
    "boys girls|uncle aunt|uncles aunts|nephew niece|nephews nieces|man woman|men women|gentleman lady|husband wife|"
    "boyfriend girlfriend|lad lass|lads lasses|male female|males females|dads mums|fathers mothers|brother's sister's|"
    "half-brother half-sister|stepbrother stepsister|godfather godmother|he's she's|he'd she'd|he'll she'll|"
    "mr mrs|him her"
)
TURNED = {
    **dict(pair.split() for pair in _PAIRS.split("|")),
    **{b: a for a, b in (pair.split() for pair in _PAIRS.split("|"))},
    "ms": "mr",
    "miss": "mr",
    "mam": "dad",
    "mom": "dad",
    "gran": "grandad",
    "granny": "grandpa",
    "nana": "grandpa",
    "auntie": "uncle",
    "aunty": "uncle",
    "ladies": "gentlemen",
    "his": "her",
    "hers": "his",
}
BOUND = re.compile(
    r"pregnan|breast|midwi|labour|antenatal|ante-natal|\bscan\b|postnatal|\bperiods?\b|\bbeard|\bshav|tampon|sanitary"
    r"|maternity|paternity|\bbump\b|miscarr|\bgirl guide|\bscouts?\b|\bbirth\b|\bborn\b|womb|contracepti|\bpills?\b",
    re.IGNORECASE,
)
"""What is said of women only, or of men only: such a passage stays as it is."""

_NO_NOUN = listed(
    "to and or in on at for with from that when if as but by so about again before after because how what who why "
    "where up out off over down there here today alone back home this the a an is was had has would will could not "
    "now then until while since next last tomorrow yesterday tonight twice once later straight off well too or nor "
    "either every whether some all any both very just only away around through like than"
)


def turned(word: str, following: str) -> str | None:
    """Return the word for the other sex, typed alike; None for a word that is the same for both."""
    lower = word.lower()
    if lower == "her":
        other = "his" if following[:1].isalnum() and following.lower() not in _NO_NOUN else "him"
    elif lower in TURNED:
        other = TURNED[lower]
    else:
        return None
    return other.capitalize() if word[0].isupper() else other
