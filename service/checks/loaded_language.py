"""Words that blame or label."""

from __future__ import annotations

from collections.abc import Iterator

from service.check import Hit, check
from service.finding import Severity
from service.reading.phrasing.wordlists import overlapping
from service.reading.read import Reading

GENERAL_QUESTION = "Could this read as blame or a label? What was seen or heard?"


@check(
    group="wording",
    severity=Severity.ASK,
    source="BASW: Top ten tips for case recording (balanced); wordlists/loaded_language.toml",
    flags=(
        "Mum is [manipulative].",
        "Dad [refused to engage] with the plan.",
    ),
    passes=(
        "The road to the school is difficult in snow.",
        'Mum said "he can be so manipulative".',
    ),
)
def loaded_language(reading: Reading) -> Iterator[Hit]:
    """Blaming, stigmatising, minimising or labelling words about a person, in the writer's own voice.

    Why: a label says what somebody is, not what happened, and it sticks for years.
    What helps: what was seen or heard, when, and what it meant for the child.
    Silent inside quotation marks: a person's own words stay as they were said. Words that no
    list holds are asked about more quietly. Verbs that judge a speaker are `loaded_report_verb`'s.
    """
    verbs = reading.matches("loaded_report_verb")
    for phrase in reading.phrases:
        if phrase.label == "loaded" and not any(overlapping(verbs, phrase.span)):
            words, entry = reading.words_of(phrase.span), phrase.entry
            if entry is None:  # found by the model alone, which is right less often than a list
                yield Hit(phrase.span, GENERAL_QUESTION, None, phrase.confidence, Severity.CONSIDER)
            else:
                yield Hit(phrase.span, entry.ask or GENERAL_QUESTION, entry.replacement_for(words), phrase.confidence)
