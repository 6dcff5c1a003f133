"""Whether a lone word or letters in capitals are a person at all, judged by what stands around them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator

from service.reading.ease.word_levels import levels_of
from service.reading.language.text import Text, Token
from service.reading.language.words import listed
from service.reading.people.first_names import HER_NAMES, HIS_NAMES
from service.reading.people.name_stretches import ALSO_NAMES
from service.reading.people.person_names import TITLES
from service.reading.people.somebody import Mention
from service.reading.people.token_line import TokenLine
from service.reading.people.unseen_names import attendance

_GIVEN = HER_NAMES | HIS_NAMES | ALSO_NAMES
_SHORTHAND = listed(
    "appt appts ref refs tel mob ext no nos re cc bcc fao encl misc info admin dept mtg mtgs hv tc br lr fr kr dr bdr "
    "bdrm bthrm kit gdn attn obs hx dx rx tx pt pts wk wks mth mths yr yrs min mins hr hrs approx est inc incl avail "
    "temp perm docs doc poss prob def disc sup supv assess ax mx sx ed edu fam rel"
)
"""What workers shorten in notes: rooms, fields, things done."""
_HUMAN = listed(
    "say tell ask ring call phone text email write speak talk answer reply agree refuse explain report state shout "
    "smile laugh cry think feel want know hope worry sit stand arrive come go leave stay sleep visit meet attend join "
    "bring take give share cook drink smoke play hit live drive collect drop help offer promise admit deny confirm "
    "advise suggest apologise listen look see hear like love hate wake walk wait text pick hold have do make try pay "
    "buy work cover chair let stop turn watch keep wash pop lend steal find count weigh "
    "notice remember dress feed chase"
)
_TOWARDS = listed(
    "with told asked rang rung ring tell ask by from and phoned called texted emailed met saw visited t/c tc to thanks "
    "thanked for let love dear hi hello named via joined passed spoke message voicemail & + behind beside likes about "
    "chased collected got reach reached contact contacted including see speak text call email phone"
)
_MEETING = listed("meet see visit ring call tell ask text email phone miss hug thank collect contact reach know")
_KIN_OR_THING = listed(
    "mum dad mother father nan gran grandad grandma sister brother son daughter partner girlfriend boyfriend wife "
    "husband friend aunt uncle cousin house home flat room car phone number bag coat bed place job baby dog school"
)
_ROOMS = listed("kitchen lounge bedroom bed bathroom bath shower garden hall hallway loft conservatory yard room")
_CHILDREN = listed("girl boy lad lass")
_CALLED_SO = listed("him her them me it himself herself themselves")
_LETTERS = 3  # "LB" is no pound
_REACH = 6  # words from "the girl" to her name: "the girl Mabel was with, Tia"


class Personhood:
    """What a note shows of whether words are persons."""

    def __init__(self, text: Text, shorthand: Collection[str]) -> None:
        self.line = TokenLine(text)
        self.letters = frozenset(shorthand)
        self.came = attendance(text)
        self.starts = [token.start for token in text.tokens]
        self.headings = {
            at for sentence in text.sentences if sentence.is_heading for at in range(sentence.first, sentence.last)
        }
        self.copulas = {token.head for token in text.tokens if token.dep == "cop"}

    def is_shown(self, mentions: Collection[Mention]) -> bool:
        """Tell whether any mention shows a person, and none says that it is something else."""
        places = list(self._places(mentions))
        if any(self._is_placed(at) for at in places) or (places and self._has_family_name(max(places))):
            return False
        return any(not self._is_no_name(at) and self._is_person(at, len(places)) for at in places)

    def is_on_attendance_list(self, mention: Mention) -> bool:
        """Tell whether a name stands in a line that says who came."""
        return bisect_left(self.starts, mention.span.start) in self.came

    def _places(self, mentions: Collection[Mention]) -> Iterator[int]:
        for mention in mentions:
            if mention.form in {"first name", "initials"}:
                first, last = (bisect_left(self.starts, place) for place in (mention.span.start, mention.span.end))
                yield from {first, last - 1}  # "Big Steve": what is before the one, and what the other does

    def _is_placed(self, at: int) -> bool:
        """Tell whether the words around say who a child is, or that this is what somebody is called."""
        line = self.line
        is_called_so = line.word(at - 1) in _CALLED_SO and line.lemma(at - 2) in {"call", "name", "nickname"}
        is_child = line.word(at - 1) == "," and any(
            line.word(near) in _CHILDREN for near in range(max(at - 1 - _REACH, 0), at - 1)
        )
        is_owned = (
            line.word(at - 1) == "," and line.pos(at - 2) in {"NOUN", "PROPN"} and line.word(at - 3) in {"'s", "’s"}
        )
        is_of_age = line.word(at + 1).isdigit() and line.gap(at + 1) == " " and line.ends_item(at + 2)
        is_place = line.word(at - 1) in {"in", "at"} and line.text.tokens[at].text.lower() not in _GIVEN
        return is_called_so or is_child or is_owned or is_of_age or is_place

    def _has_family_name(self, at: int) -> bool:
        """Tell whether a family name follows that was not seen as one, or is shared: "Luis and Amparo Castellano"."""
        line = self.line
        following = line.token(at + 1)
        if (
            following is not None
            and following.dep == "flat"
            and line.gap(at + 1) == " "
            and following.text[0].isupper()
        ):
            return True
        is_pair = line.word(at + 1) in {"and", "&"} and line.pos(at + 2) == line.pos(at + 3) == "PROPN"
        return is_pair and line.text.tokens[at + 3].dep == "flat"

    def _is_no_name(self, at: int) -> bool:
        """Tell whether a word is a heading, a field, a faith or a people, or an abbreviation."""
        line, token = self.line, self.line.text.tokens[at]
        word = token.text.lower().rstrip(".")
        if at in self.came:
            return _is_everyday_word(word)
        is_short = token.text in self.letters or word in _SHORTHAND or (word in self.letters and len(word) > _LETTERS)
        is_short |= token.dep == "compound"  # "Philomena form"
        is_said_as = line.word(at - 1) == "as" and token.dep != "nsubj"
        if is_short or at in self.headings or is_said_as:
            return True
        if line.word(at + 1) == ":":
            return True
        is_in_row = (
            line.word(at - 1) == "," and line.pos(at - 2) == "ADJ" and line.text.tokens[at - 2].text[0].isupper()
        )
        is_said_to_be = at in self.copulas and line.lemma(at - 1) == "be" and line.word(at - 2) in {"he", "she", "they"}
        return is_in_row or is_said_to_be or self._is_shouted(token) or _is_everyday_word(word)

    def _is_shouted(self, token: Token) -> bool:
        beside = [self.line.token(near) for near in (token.index - 1, token.index + 1)]
        is_loud = any(one is not None and one.text.isupper() and len(one.text) > 1 for one in beside)
        return token.text.isupper() and len(token.text) > 1 and is_loud

    def _is_person(self, at: int, times: int) -> bool:
        """Tell whether somebody is known as a name, or does, says, gets or owns what only a person would."""
        line, token = self.line, self.line.text.tokens[at]
        word = token.text.lower()
        if at in self.came or word in _GIVEN or self._is_about_the_house(at):
            return True
        before = line.word(at - 1)
        is_from_there = before == "from" and line.pos(at - 2) == "PROPN"  # "Bryony from Larkrise"
        is_from_there |= before == "to" and line.lemma(at - 2) in {"go", "move", "travel", "fly"}
        if (
            (before in _TOWARDS and not is_from_there)
            or before.rstrip(".") in TITLES
            or line.word(at + 1) in {"who", "with", "round"}
        ):
            return True
        if line.word(at + 1) in {"'s", "’s"}:
            return line.lemma(at + 2) in _KIN_OR_THING
        head = line.text.tokens[token.head]
        is_doing = token.dep == "nsubj" and (head.lemma in _HUMAN or (head.index in self.copulas and times > 1))
        is_met = token.dep in {"obj", "iobj"} and head.lemma in _MEETING
        return is_doing or is_met or (token.is_name and token.dep in {"nsubj", "conj", "vocative"})

    def _is_about_the_house(self, at: int) -> bool:
        """Tell whether it is said where at home somebody was: "Ousmane in kitchen throughout"."""
        here = self.line.word(at + 1)
        return here in {"upstairs", "downstairs"} or (
            here == "in" and any(self.line.word(near) in _ROOMS for near in range(at + 2, at + 5))
        )


def _is_everyday_word(word: str) -> bool:
    return word not in _GIVEN and levels_of([word])[word].graded
