"""Example notes for the API's schema and the page. Invented: no real child, family, worker or place."""

from __future__ import annotations

from typing import Any

from fastapi.openapi.models import Example

SAMPLE_TEXT = """\
Home visit on Tuesday 6 May, 4pm to 5pm, to see how Tomasz (8) has slept since the family moved.

Tomasz showed me the top bunk and the glow stars that his uncle, Mr Pawel Nowak, stuck on the ceiling. \
He said "it is quieter here and I only woke up once". Ms Ewa Nowak, his mother, told me that he has been \
in bed by eight on every school night since Thursday, which he never managed before.

The flat has two bedrooms and a small kitchen. The boys share the back bedroom, which was clean and warm, \
and there was food in the fridge for the week. Ms Nowak is waiting for a date for his first appointment at \
the sleep clinic.

Mum has been resistant to support in the past and there were ongoing concerns about home conditions. \
The RCPC is on 19 May. Following liaison with the allocated worker it was determined that a reduction in \
the frequency of statutory visiting would be contraindicated until such time as stability in the placement \
of his elder sibling had been evidenced.

I think Tomasz feels safer here, because he asked me to see his room and then played on the floor while we \
talked. I will ring his teacher, Mrs Adele Hart, on Thursday to ask about the mornings."""

SAMPLE_EARLIER = """\
Home visit on Tuesday 22 April, 3.30pm to 4.30pm, the first since the family moved in.

The flat has two bedrooms and a small kitchen. The boys share the front bedroom, which was clean and warm, \
and there was food in the fridge for three days. Ms Nowak is waiting for a date for his first appointment at \
the sleep clinic. She said that Tomasz was up until eleven on most nights.

I will visit again on 6 May to see how he sleeps."""

SAMPLE: dict[str, Any] = {
    "text": SAMPLE_TEXT,
    "title": "Home visit: sleep after the move",
    "record_type": "home visit",
    "written_on": "2025-05-06",
    "author": "Jo Fern",
    "child": {"name": "Tomasz Nowak", "known_as": ["Tomek"], "age_years": 8, "pronouns": "he/him"},
    "people": [
        {"name": "Ewa Nowak", "role": "mother"},
        {"name": "Pawel Nowak", "role": "uncle"},
        {"name": "Adele Hart", "role": "teacher"},
    ],
    "reader": "child",
    "plan_goals": ["Tomasz is in bed by eight on school nights", "The family's rent is paid until June"],
    "prior_notes": [
        {
            "note_id": "earlier-1",
            "written_on": "2025-04-22",
            "record_type": "home visit",
            "text": SAMPLE_EARLIER,
        }
    ],
}

EXAMPLE_NOTES: dict[str, Example] = {
    "text alone": {
        "summary": "Only the text is required",
        "value": {"text": "Mum has been resistant to support in the past. The RCPC is on 19 May."},
    },
    "with details": {"summary": "Details let more checks look", "value": SAMPLE},
}
