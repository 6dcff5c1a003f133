"""Example notes for the API's schema. Invented: no real child, family, worker or place."""

from __future__ import annotations

from fastapi.openapi.models import Example

SAMPLE_TEXT = (
    "I visited Ayesha Rahman (9) at home on 14 March 2025 to see how she is settling at her new school.\n\n"
    "Her mother, Mrs Nadia Rahman, said Ayesha had been struggling since contact stopped. "
    'Ayesha told me "I like Miss Obi because she lets me feed the fish". '
    "Mum lacks insight and there are ongoing concerns about home conditions. "
    "The ICPC is on 4 April.\n\n"
    "I will ring Mrs Obi at school on 17 March to ask about lunchtimes."
)

EXAMPLE_NOTES: dict[str, Example] = {
    "text alone": {
        "summary": "Only the text is required",
        "value": {"text": "Mum lacks insight and there are ongoing concerns about home conditions."},
    },
    "with details": {
        "summary": "Details let more checks look",
        "value": {
            "text": SAMPLE_TEXT,
            "title": "Home visit: Ayesha's new school",
            "record_type": "home visit",
            "written_on": "2025-03-14",
            "child": {"name": "Ayesha Rahman", "age_years": 9, "pronouns": "she/her"},
            "people": [{"name": "Nadia Rahman", "role": "mother"}],
            "reader": "child",
        },
    },
}
