"""What the pipeline said of a sentence a moment ago, as numbers: an edit costs the sentence that changed."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence

from service.reading.language.names import Known, LemmaRule
from service.reading.memory import Memory

Numbers = array
"""Five small numbers a word: part of speech, relation, name and start, head (within the sentence), lemma's rule."""
_FIELDS = 5

_remembered: Memory[Numbers[int]] = Memory()
_labels: dict[str, int] = {}
_named: list[str] = []
_rules: dict[LemmaRule, int] = {}
_ruled: list[LemmaRule] = []


def remembered(
    sentences: Sequence[Sequence[str]], ask: Callable[[Sequence[int]], Iterable[Numbers[int]]]
) -> list[Numbers[int]]:
    """Return what is known of each sentence, given as its words; `ask` is told the places of the new ones."""
    keys = [_remembered.key("\0".join(words).encode("utf-8", "surrogatepass")) for words in sentences]
    return _remembered.answers(keys, ask)


def packed(known: Iterable[Known]) -> Numbers[int]:
    """Return a sentence's words as numbers; heads are counted within the sentence."""
    numbers = array("H")
    for word in known:
        name = 2 * _label(word.name) + word.starts
        numbers.extend((_label(word.pos), _label(word.dep), name, word.head, _rule(word.lemma_rule)))
    return numbers


def unpacked(numbers: Numbers[int], first: int) -> Iterator[Known]:
    """Yield the words again, for a sentence that begins at word `first` of its note."""
    for pos, dep, name, head, rule in zip(*(numbers[field::_FIELDS] for field in range(_FIELDS)), strict=True):
        yield Known(_named[pos], _named[dep], first + head, _named[name >> 1], bool(name & 1), _ruled[rule])


def _label(name: str) -> int:
    """Return the number of a label; there are about a hundred, none of them a note's words."""
    if name not in _labels:
        _named.append(name)
        _labels[name] = len(_named) - 1
    return _labels[name]


def _rule(rule: LemmaRule) -> int:
    """Return the number of a rule; the table of lemmas has some hundreds."""
    if rule not in _rules:
        _ruled.append(rule)
        _rules[rule] = len(_ruled) - 1
    return _rules[rule]
