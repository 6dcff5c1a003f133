"""Whether words say by when: a day, a time, how often, or an event that will come."""

from __future__ import annotations

import re
from datetime import date

from service.note import Span
from service.reading.calendar_words import dates_in

SOON_DAYS = 14
"""A change of habit or of heart within a fortnight is asked about."""

_DAYS = r"(?:mon|tues|wednes|thurs|fri|satur|sun)days?"
_SHORT_DAYS = r"(?-i:\b(?:Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun|mon|tues|weds|thurs|fri)s?\b)"
_MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_UNITS = (
    r"(?:(?:working|school)[ ])?(?:days?|nights?|mornings?|afternoons?|evenings?|weeks?|weekends?|wks?|fortnights?"
    r"|months?|terms?|years?|hours?|hrs?)"
)
_NUMBER = r"(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|few|couple[ ]of)"
_HOURS = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_EVENTS = (
    r"(?:half[- ]term|easter|christmas|xmas|eid|ramadan|diwali|new[ ]year|summer|autumn|spring|winter|holidays?|hols"
    r"|birthday|bedtime|breakfast|lunch(?:time)?|dinner|tea[ ]?time|noon|midday|midnight|term|weekends?|conference"
    r"|review|meetings?|visits?|supervision|hearing|core[ ]group|appointment|family time|panel|session|rcpc|icpc"
    r"|handover|deadline|court|birth|discharge|exams?|mocks|sats)"
)
_WHEN = re.compile(
    rf"""
      \b{_DAYS}\b | {_SHORT_DAYS}
    | \b\d{{1,2}}(?:st|nd|rd|th)\b
    | \b\d{{1,2}}(?:\s+of)?\s+{_MONTHS}\b
    | \b(?:by|in|before|until|till|from|of|mid|late|early|end|for|during)[ -]+(?:of[ ]+)?{_MONTHS}\b
    | \b{_MONTHS}\s+(?:\d{{1,2}}|20\d\d)\b
    | \b\d{{1,2}}[/.]\d{{1,2}}(?:[/.]\d{{2,4}})?\b | \b\d{{4}}-\d\d-\d\d\b
    | \bat[ ](?:about[ ]|around[ ])?\d{{1,2}}(?![\d%]) | \b\d{{1,2}}(?::\d\d)?[ ]?(?:am|pm)\b | \b\d{{1,2}}:\d\d\b
    | \b(?:today|tonight|tomm?orr?ow|tmrw|2moro|overnight|meanwhile|(?<!for[ ])now)\b
    | \b(?:from[ ]here[ ]on|in[ ]the[ ]meantime|weeks?[ ]\d+)\b
    | \b(?:that|the[ ]same|\w+ing)[ ](?:day|night|morning|afternoon|evening|week)\b | \b\w+[ ]o['’]clock\b
    | \b(?:at|by|before|after|until|till|from)\s+(?:about\s+)?(?:half\s+(?:past\s+)?)?{_HOURS}\b(?![ ]\w+s\b)
    | \b(?:before|after|by)\s+(?:dark|it|any(?:one|body|thing))\b
    | \b(?:daily|nightly|termly|hourly|\w{{0,9}}-?(?:weekly|monthly)|fortnightly)\b
    | \b(?:this|next|coming|following|same|each|every|alternate|other|our[ ]next)\s+
      (?:{_UNITS}|{_EVENTS}|time|occasion|am|pm)\b | \bevery\s+other\b
    | \b(?:next|each|every|following|coming)\s+\w+\s+(?:{_UNITS}|{_EVENTS}|time)\b
    | \b(?:an?|per|once|twice|three[ ]times)\s+(?:an?\s+)?
      (?:day|night|morning|evening|week|weekend|fortnight|month|term|year)\b
    | \b(?:for|in|within|over|after|every|until|next|last|about|of|under)\s+(?:\w+\s+){{0,2}}?
      {_NUMBER}\s+(?:more\s+)?{_UNITS}\b
    | \b(?:end|start|beginning|middle|close)\s+of\s+(?:\w+\s+){{0,2}}
      (?:{_UNITS}|{_EVENTS}|{_MONTHS}|play|business|shift)\b
    | \b(?:by|before|until|till|at|over|during|on|in|after|ahead[ ]of|prior[ ]to)\s+
      (?:(?:\w+['’]?s?\s+){{0,3}}?){_EVENTS}\b
    | \bfor\s+(?:\w+['’]?s?\s+){{0,2}}?(?:birthday|christmas|easter|half[- ]term|exams?)\b
    | \b(?:in|over)\s+the\s+(?:morning|afternoon|evening|night)\b | \b(?:when|once)\s+\w+ed\b
    | \b(?:before|after)\s+school\b | \bfirst\s+thing\b
    | \b(?:straight|right)\s+away\b | \bimmediately\b | \bat\s+once\b | \bstraightaway\b | \bby\s+then\b
    | \b(?:before|until|till)\s+then\b
    | \bon\s+the\s+(?:day|night|morning|first|last|second)\b
    | (?<!look\s)(?<!looks\s)(?<!looked\s)(?<!looking\s)
      \b(?:when|once|as[ ]soon[ ]as|after|until|till|before|by[ ]the[ ]time|while|whenever)\s+
      (?:i|we|he|she|they|you|it|the|her|his|their|our|my|mum|dad|this|that|there|[a-z]+['’]s|(?-i:[A-Z]\w+)|\w+ing)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SOON = re.compile(
    rf"""
      \b(?:by|before|on|from|until)\s+(?:this\s+|the\s+)?(?:{_DAYS}|weekend) | {_SHORT_DAYS}
    | \b(?:today|tonight|tomorrow|immediately|at\s+once|(?:straight|right)\s+away)\b
    | \b(?:this|next|the\s+end\s+of\s+the|end\s+of)\s+(?:week|weekend|fortnight)\b
    | \b(?:in|within)\s+(?:the\s+next\s+)?(?:(?:\d|1[0-4]|an?|one|two|three|four|five|six|seven|ten|few|couple\sof)
      \s+(?:working\s+)?(?:days?|hours?)|(?:an?|one|two|1|2)\s+(?:weeks?|fortnight)|24\s+hours|48\s+hours)\b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DUE = re.compile(
    r"\b(?:by|before|until|till|due|within|this|next|over the|today|tonight|tomorrow|daily|weekly|every|each"
    r"|for the week)\b",
    re.IGNORECASE,
)


def says_when(words: str) -> bool:
    """Tell whether words name a day, a time, how often, or an event to go by."""
    return _WHEN.search(words) is not None


def sets_a_date(heading: str) -> bool:
    """Tell whether a heading says by when all that stands under it is due, not only when it was agreed."""
    return _DUE.search(heading) is not None and says_when(heading)


def is_soon(text: str, within: Span, written_on: date | None) -> bool:
    """Tell whether the time that a stretch of text sets is about a fortnight away or less.

    A full date counts for more than the day of the week beside it, and says nothing where the day of
    writing is not known.
    """
    if written_on is not None:
        days = [(dated.day - written_on).days for dated in dates_in(text, within, written_on)]
        if days:
            return 0 <= min(days) <= SOON_DAYS
    return _SOON.search(text, within.start, within.end) is not None
