"""People whom a reader cannot place: asked once, at the first mention; never the child, parents, services or groups."""

from __future__ import annotations

import pytest

from service.checks.names_and_roles import names_and_roles
from tests.marking import unmarked

CHILD = {"name": "Kai Reed", "age_years": 9, "pronouns": "he/him"}
PEOPLE = [{"name": "Grace Reed", "role": "mother"}, {"name": "Tom Hill", "role": "class teacher"}]


@pytest.mark.parametrize(
    "text",
    [
        "[Dean] was in the kitchen. Dean left at four.",
        "[Mrs Pell] had sent three letters.",
        "[JT] sat in and said little.",
        "The [health visitor] rang. Later the health visitor rang again.",
        "His [uncle] took him to school.",
        "Left a message with [Shanelle] who picked up.",
        "Rang [Kirsty] at nine.",
        "A man called [Daz] came to the back door.",
        "Present: Grace Reed, Tom Hill, [Baz], two dogs",
        "I had [Mrs Tooley]'s report on Friday.",
        "Went round the back, [Big Steve] let me in.",
        "There: Mum, [Mrs P], [LB], me.",
        "Visited at ten. Present: Mum, [Abi]. Kai built a tower.",
        "Kai said that his new [tutor] has a guitar.",
        "[LW] covering this week. LW to visit on Friday.",
        "Kai was at the park with [Tasha].",
        "Present: G Reed, [P. Dalgleish]; Mum sent apologies.",
        "She'd had [Gaz] round last night.",
        "[SD] has the bundle. The bag is blue.",
        "Ten words at Christmas; [DL] at nursery counted thirty.",
        "Keep-safe work with [RJ], who did six sessions.",
        "Grace in, [Ousmane] in kitchen throughout.",
        "An [aunt] in Keighley collects Kai on Fridays.",
        "Kai shares a bed, as [Femi] has the other room.",
        "Spoken to [Tash] today about the bus.",
        "Mum is cross with the [housing officer] who has not rung her back.",
    ],
)
def test_whoever_cannot_be_placed_is_asked_about_once(marked, text):
    assert marked(names_and_roles, unmarked(text), child=CHILD, people=PEOPLE) == text


@pytest.mark.parametrize(
    "text",
    [
        "Kai, Mum and Dad were in. Grace rang Mr Hill, and TH rang back.",
        "Mrs Ann Hill, health visitor, weighed him. Ann and then AH wrote it down.",
        "Ann was there. It turned out that Ann Obi is the school nurse.",
        "School said yes. The police, CAMHS and housing were told, and the neighbours know.",
        "We sat in Ms Gray's classroom.",
        'He said "Dean was there" and "my uncle Bob came".',
        "At home they speak Romani and Slovak.",
        "G said the gel did nothing.",
        "A cousin's wedding was on Saturday.",
        "A mentor will be found. The family would like a new worker.",
        "I told my manager at ten.",
        "He had lived with Amanda and Roy Gillespie (foster carers). Mrs Gillespie had packed. Mr Gillespie drove him.",
        "At school there is one teacher who reads out the wrong name.",
        "An anonymous caller rang. A passer-by helped.",
        "He grew up in Brantwood and speaks Twi; Twi is his first language.",
        "The dog, Tyson, slept.",
        "Dr Shah's secretary, Anita Rowe, has put him back on the list.",
        "Ms Reid and Tom had not spoken since Ms Reid, the SENCO, was ill.",
        "Joel (4) and Kai (9) were in the bath.",
        "I will ring on Friday.\n\nBest wishes,\nJoanna",
        "Mrs O'Neill (nan) and Siân (aunt) came with Anne-Marie, who is his cousin.",
        "محمد came.",
        "His gran came out. Her name is Noreen Fallows.",
        "Told Rukhsana in bookings.",
        "He would like Mandarin on Saturdays. They are Rastafarian.",
        "Jan 2023 - Grace rang us, worried.",
        "It was about a boy called Kane in his class.",
        "Fifth school, Kingsway.",
        "BR seen, own bed. Appt moved to Friday.",
        "Risks: missed medication. Drift noted.",
        "Kai is Ghanaian, Ashanti on his mum's side. She is Hazara.",
        "Mum used to call him Kayode.",
        "The girl he was with, Tia, went home. Grace's grandson, Ned, came.",
        "Gave Calpol at two. Happy as Larry.",
        "Bridie 12, Patrick 7, Nora 2.",
    ],
)
def test_whoever_can_be_placed_is_left_alone(marked, text):
    assert marked(names_and_roles, text, child=CHILD, people=PEOPLE) == text


def test_a_pasted_email_is_never_picked_at(marked):
    text = "Mum sent this on.\n\nFrom: Dean <d@example.org>\nSent: Monday\n\nJT will ring. Dean\n"
    assert "[JT]" not in marked(names_and_roles, text, child=CHILD, people=PEOPLE)


def test_the_question_says_what_is_missing(messages):
    text = "The health visitor rang. Dean was there. JT sat in."
    assert messages("names_and_roles", text, child=CHILD) == [
        "What is the health visitor's name?",
        "Who is Dean to the child?",
        "Who is “JT”: full name and role, once?",
    ]


def test_a_role_that_opens_a_sentence_is_named_as_inside_one(messages):
    assert messages("names_and_roles", "Foster carer rang.", child=CHILD) == ["What is the foster carer's name?"]


def test_it_looks_at_a_note_that_came_with_nothing(messages):
    text = "Kaiden had tea. Kaiden was in bed by seven. Dean rang."
    assert messages("names_and_roles", text) == ["Who is Dean to the child?"]


def test_a_name_that_the_sender_says_somebody_is_known_by_is_theirs(marked):
    sent = [{"name": "Oladele Rowe", "role": "uncle and special guardian, known as Dele"}]
    assert marked(names_and_roles, "Dele has painted the box room.", child=CHILD, people=sent) == (
        "Dele has painted the box room."
    )
