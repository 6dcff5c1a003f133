"""What makes a sentence hard to read, as numbers: its length, its build, its words.

Every value is a plain count, share or mean of one sentence, so that a text's value is a mean over
its sentences and each sentence's part in it can be named. Names of persons and places are in
none of the word measures: a long name is no harder to a child than a short one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from service.reading.ease.word_levels import WordFacts, levels_of, plain_form, rough_syllables, word_table
from service.reading.language.text import Sentence, Text, Token
from service.reading.memory import Memory

Kept = TypeVar("Kept")

# Each value belongs to one of the reasons that a writer is told. `noise` values are worked out for
# training only: dates and names make sentences of an encyclopaedia look easy.
GROUP = {
    "words": "length",
    "log_words": "length",
    "clauses": "nesting",
    "depth": "nesting",
    "before_verb": "nesting",
    "reach": "nesting",
    "modifiers": "nesting",
    "passives": "nesting",
    "negations": "nesting",
    "commas": "nesting",
    "joined": "nesting",
    "years": "vocabulary",
    "years_of_hardest": "vocabulary",
    "from_nine": "vocabulary",
    "from_eleven": "vocabulary",
    "from_thirteen": "vocabulary",
    "rareness": "vocabulary",
    "rareness_of_rarest": "vocabulary",
    "syllables": "vocabulary",
    "letters": "vocabulary",
    "abstract_nouns": "vocabulary",
    "content": "style",
    "few_pronouns": "style",
    "names": "noise",
    "numbers": "noise",
}
NAMES = tuple(GROUP)

_CLAUSES = frozenset({"csubj", "ccomp", "xcomp", "advcl", "acl"})
_MODIFIERS = frozenset({"amod", "compound", "nmod", "appos"})
_CLOSED = frozenset({"ADP", "AUX", "CCONJ", "DET", "PART", "PRON", "SCONJ", "NUM", "SYM", "PUNCT"})
_NEGATIONS = frozenset({"not", "n't", "n’t", "never", "no", "nor", "neither", "none", "nothing", "nobody", "without"})
_ABSTRACT = ("tion", "sion", "ment", "ness", "ance", "ence", "ity", "ism", "ship")
# For text whose parts of speech are unknown, and for words that are tagged both ways.
_FUNCTION_WORDS = frozenset(
    """a an the and or but nor so if of to in on at for with by from as up down out off over about into than then
    i you he she it we they me him her us them my your his its our their mine yours hers ours theirs this that these
    those who whom whose which what where when why how there here be is am are was were been being do does did done
    have has had having will would can could shall should may might must not no n't 's 'm 're 've 'll 'd is""".split()  # noqa: SIM905 - a list of a hundred quoted words is no easier to read
)
_LONGEST_SENTENCE = 60  # beyond it a sentence gets no harder, and a list without full stops is not one sentence
_FARTHEST_VERB = 25
_DEEPEST = 6
_HARDEST = 3
_COMMONEST = 7.0  # the top of the Zipf scale
_PLAIN_WORD = WordFacts(6.0, 5.2, 1, easy=True, graded=True, listed=True)


@dataclass(frozen=True, slots=True)
class SentenceLoad:
    """One sentence in numbers: `values` in the order of `NAMES`, and what to tell the writer."""

    sentence: Sentence
    words: int
    values: tuple[float, ...]
    depth: int
    clauses: int
    hardest: tuple[tuple[str, float], ...]


class _Numbers(NamedTuple):
    """The load of a sentence to be remembered: as numbers, its hardest words by their place in it."""

    words: int
    values: tuple[float, ...]
    depth: int
    clauses: int
    hardest: tuple[tuple[int, float], ...]


_remembered: Memory[_Numbers] = Memory()


def sentence_loads(text: Text) -> tuple[SentenceLoad, ...]:
    """Return the load of every sentence with a word in it, headings left out unless all are."""
    numbers = for_each_sentence(text, _remembered, _numbers)
    body = [place for place, sentence in enumerate(text.sentences) if not sentence.is_heading]
    places = body or range(len(text.sentences))
    return tuple(_load(text, text.sentences[place], found) for place in places if (found := numbers[place]).words)


def _load(text: Text, sentence: Sentence, found: _Numbers) -> SentenceLoad:
    hardest = tuple((text.tokens[sentence.first + place].text, years) for place, years in found.hardest)
    return SentenceLoad(sentence, found.words, found.values, found.depth, found.clauses, hardest)


def known_from(token: Token, facts: dict[str, WordFacts]) -> WordFacts:
    """Return what is known of a token: the easier of the word as written and its lemma.

    Where lists give the word another level in this part of speech, the mean of the two: the tagger
    is wrong about such words more often than about others.
    """
    form, lemma = facts[plain_form(token.text)], facts[plain_form(token.lemma)]
    tagged = facts[f"{plain_form(token.lemma)}|{token.pos}"]
    if not (lemma.listed or form.listed):
        return _of_parts(token, form, facts)
    years = min(fact.years for fact in (lemma, form) if fact.listed)
    if tagged.listed:
        years = (years + tagged.years) / 2
    zipf = max(form.zipf, lemma.zipf - 0.7)  # an inflected form is rarer than it is strange
    return WordFacts(years, zipf, form.syllables, form.easy or lemma.easy, form.graded or lemma.graded, listed=True)


def _of_parts(token: Token, form: WordFacts, facts: dict[str, WordFacts]) -> WordFacts:
    """Return the facts of the hardest part of a hyphenated word, or a guess from the word's shape."""
    word = plain_form(token.text)
    parts = [fact for part in word.split("-") if (fact := facts.get(part)) and fact.listed]
    return max(parts) if parts else form._replace(years=word_table().guess_years(word))


def is_content(token: Token, *, opens_sentence: bool) -> bool:
    """Tell whether a token is a word to be learned: not a name, a number or a word of grammar."""
    if token.is_name or not token.text[:1].isalpha() or token.pos in _CLOSED:
        return False
    if plain_form(token.text) in _FUNCTION_WORDS:
        return False
    if token.pos == "PROPN":
        return False
    return opens_sentence or not token.text[0].isupper()


def for_each_sentence(
    text: Text, memory: Memory[Kept], work_out: Callable[[Text, Sentence, dict[str, WordFacts]], Kept]
) -> list[Kept]:
    """Return what `work_out` says of each sentence and the facts of its words; of known ones, what it said before."""

    def ask(places: Sequence[int]) -> Iterator[Kept]:
        new = [text.sentences[place] for place in places]
        facts = facts_of([token for sentence in new for token in text.tokens_of(sentence)])
        return (work_out(text, sentence, facts) for sentence in new)

    return memory.answers([memory.key(seen) for seen in text.seen], ask)


def facts_of(tokens: Sequence[Token]) -> dict[str, WordFacts]:
    """Return what the table knows of the tokens' forms, lemmas and tagged lemmas."""

    def keys() -> Iterator[str]:
        for token in tokens:
            lemma = plain_form(token.lemma)
            form = plain_form(token.text)
            yield from (form, lemma, f"{lemma}|{token.pos}")
            if "-" in form:
                yield from form.split("-")

    return levels_of(keys())


def _numbers(text: Text, sentence: Sentence, facts: dict[str, WordFacts]) -> _Numbers:
    tokens = text.tokens_of(sentence)
    words = [token for token in tokens if token.text[:1].isalnum()]
    if not words:
        return _Numbers(0, (), 0, 0, ())
    first = words[0].index
    content = [token for token in words if is_content(token, opens_sentence=token.index == first)]
    known = [(fact, token) for token in content if (fact := known_from(token, facts)).listed or token.text.islower()]
    clauses = [token for token in tokens if token.dep.partition(":")[0] in _CLAUSES]
    depth = _depth(text, clauses)
    values = (
        *_length(len(words)),
        *_build(tokens, words, clauses=len(clauses), depth=depth),
        *_vocabulary(known, len(words)),
        *_style(words, len(content)),
    )
    hardest = sorted(((token.index - sentence.first, fact.years) for fact, token in known), key=lambda pair: -pair[1])
    return _Numbers(len(words), values, depth, len(clauses), tuple(hardest[:_HARDEST]))


def _length(words: int) -> tuple[float, ...]:
    counted = min(words, _LONGEST_SENTENCE)
    return counted / 10, math.log(1 + counted)


def _build(tokens: Sequence[Token], words: Sequence[Token], *, clauses: int, depth: int) -> tuple[float, ...]:
    count = len(words)
    relations = [token.dep for token in tokens]
    return (
        float(min(clauses, 8)),
        float(depth),
        min(_before_verb(words), _FARTHEST_VERB) / 10,
        _reach(words),
        sum(relation.partition(":")[0] in _MODIFIERS for relation in relations) / count,
        float(sum(relation.endswith(":pass") and relation != "nsubj:pass" for relation in relations)),
        float(sum(token.lemma in _NEGATIONS for token in tokens)),
        float(min(sum(token.text in {",", ";", ":", "–", "—"} for token in tokens), 8)),
        float(min(relations.count("conj"), 8)),
    )


def _vocabulary(known: Sequence[tuple[WordFacts, Token]], words: int) -> tuple[float, ...]:
    facts = [fact for fact, _ in known] or [_PLAIN_WORD]
    years = sorted((fact.years for fact in facts), reverse=True)
    rareness = sorted((_COMMONEST - max(fact.zipf, 1.0) for fact in facts), reverse=True)
    count = len(facts)
    spelled = [token.text for _, token in known] or ["thing"]
    syllables = [fact.syllables or rough_syllables(word) for fact, word in zip(facts, spelled, strict=True)]
    return (
        sum(years) / count,
        _mean_of_first(years),
        sum(year > 9 for year in years) / words,  # noqa: PLR2004
        sum(year > 11 for year in years) / words,  # noqa: PLR2004
        sum(year > 13 for year in years) / words,  # noqa: PLR2004
        sum(rareness) / count,
        _mean_of_first(rareness),
        sum(syllables) / count,
        sum(min(len(word), 20) for word in spelled) / count,
        sum(word.endswith(_ABSTRACT) and len(word) > 6 for word in spelled) / words,  # noqa: PLR2004
    )


def _style(words: Sequence[Token], content: int) -> tuple[float, ...]:
    count = len(words)
    pronouns = sum(token.pos == "PRON" for token in words)
    names = sum(token.is_name or token.pos == "PROPN" for token in words)
    numbers = sum(token.text[0].isdigit() for token in words)
    return content / count, 1 - pronouns / count, names / count, numbers / count


def _mean_of_first(values: Sequence[float]) -> float:
    first = values[:_HARDEST]
    return sum(first) / len(first)


def _before_verb(words: Sequence[Token]) -> int:
    """Return how many words a reader holds in mind before the main verb comes."""
    return next((place for place, token in enumerate(words) if token.head == token.index), 0)


def _reach(words: Sequence[Token]) -> float:
    """Return the mean distance between a word and the one it hangs on, in words."""
    return sum(min(abs(token.index - token.head), 20) for token in words) / len(words)


def _depth(text: Text, clauses: Sequence[Token]) -> int:
    """Return how many subordinate clauses stand inside each other, at most 6."""
    return max((_clauses_above(text, token) for token in clauses), default=0)


def _clauses_above(text: Text, token: Token) -> int:
    count = 0
    for _ in range(_LONGEST_SENTENCE):
        count += token.dep.partition(":")[0] in _CLAUSES
        if token.head == token.index or count == _DEEPEST:
            break
        token = text.tokens[token.head]
    return count
