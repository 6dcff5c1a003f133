"""Example notes for the API's schema. Invented: no real child, family, worker or place."""

from __future__ import annotations

from fastapi.openapi.models import Example

SAMPLE_TEXT = """\
Home visit on Tuesday 6 May, 4pm to 5pm, to see how Tomasz (8) has slept since the family moved.

Tomasz showed me the top bunk and the glow stars that his uncle, Mr Pawel Nowak, stuck on the ceiling. \
He said "it is quieter here and I only woke up once". Ms Ewa Nowak, his mother, told me that he has been \
in bed by eight on every school night since Thursday.

Mum has been resistant to support in the past and there were ongoing concerns about home conditions. \
The RCPC is on 19 May. Following liaison with the allocated worker it was determined that a reduction in \
the frequency of statutory visiting would be contraindicated until such time as stability in the placement \
of his elder sibling had been evidenced.

I will ring his teacher, Mrs Adele Hart, on Thursday to ask about the mornings."""

EXAMPLE_NOTES: dict[str, Example] = {
    "text alone": {
        "summary": "Only the text is required",
        "value": {"text": "Mum has been resistant to support in the past. The RCPC is on 19 May."},
    },
    "with details": {
        "summary": "Details let more checks look",
        "value": {
            "text": SAMPLE_TEXT,
            "title": "Home visit: sleep after the move",
            "record_type": "home visit",
            "written_on": "2025-05-06",
            "child": {"name": "Tomasz Nowak", "age_years": 8, "pronouns": "he/him"},
            "people": [{"name": "Ewa Nowak", "role": "mother"}, {"name": "Pawel Nowak", "role": "uncle"}],
            "reader": "child",
        },
    },
}
