"""Who is in a note: mentions and their form, who is one person, and what role the note gives them."""

from __future__ import annotations

import pytest

from service.note import Note
from service.reading.people.role_names import kind_of_role
from service.reading.read import read

CHILD = {"name": "Kai Reed", "age_years": 9, "pronouns": "he/him"}


@pytest.fixture
def people(settings):
    def run(text, **details):
        note = Note.model_validate({"text": text, "child": CHILD, **details})
        return [one for one in read(note, settings).people if one.mentions]

    return run


def words(text, person):
    return [mention.span.of(text) for mention in person.mentions]


def named(found, name):
    return next(one for one in found if one.name == name)


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Mrs Ann Hill, health visitor, weighed him.", "Mrs Ann Hill", "health"),
        ("I rang his nan, Jo, at noon.", "Jo", "grandparent"),
        ("Jo (nan) came too.", "Jo", "grandparent"),
        ("Tom Hill - class teacher\nAnn Obi - school nurse", "Tom Hill", "school"),
        ("I spoke to social worker Dean Price.", "Dean Price", "social care"),
        ("Ann Hill from the nursery rang.", "Ann Hill", "school"),
        ("Kai's mother Grace was out.", "Grace", "mother"),
        ("Present: Ann Hill (HV), Dad, Ms Obi (class teacher).", "Ann Hill", "health"),
        ("Health visitor: Ann Hill\nGP: Dr Shah", "Ann Hill", "health"),
        ("Mum (Grace Reed) was in.", "Grace Reed", "mother"),
        ("Petra Hall, the CAMHS nurse, told me he ate.", "Petra Hall", "health"),
        ("Mr Otis, who is the father of Kai, rang.", "Mr Otis", "father"),
        ("A friend called Mo came along.", "Mo", "somebody else"),
        ("His form tutor is Miss Ray.", "Miss Ray", "school"),
        ("Nina the health visitor was there.", "Nina", "health"),
        ("Iona (4), his sister, was asleep.", "Iona", "sibling"),
        ("I met his foster carers Pat and Len Dobbs.", "Len Dobbs", "carer"),
        ("Mr and Mrs Gebre (foster carers) came.", "Mr Gebre", "carer"),
        ("PC Lowe knocked at ten.", "PC Lowe", "police and justice"),
        ("Auntie Dee made tea.", "Auntie Dee", "wider family"),
        ("He lives with Mr and Mrs Ledgard.", "Mrs Ledgard", "carer"),
    ],
)
def test_a_role_beside_a_name_says_who_that_is(people, text, name, kind):
    assert named(people(text), name).kind == kind


@pytest.mark.parametrize(
    "text",
    [
        "Kai, Mum and Nan went to the park.",
        "Dean was in the kitchen.",
        "I saw Jo, and the nurse rang later.",
        "Ann Hill was cross with the teacher.",
        "Ann Hill, 34, rang.",
    ],
)
def test_what_only_stands_near_a_name_is_no_role(people, text):
    assert all(one.role is None for one in people(text) if one.name and not one.is_child)


def test_forms_of_one_name_are_one_person(people):
    text = "Ann Hill (health visitor) came. Ann weighed him. Mrs Hill rang later, and AH wrote it down."
    ann = named(people(text), "Ann Hill")
    assert words(text, ann) == ["Ann Hill", "health visitor", "Ann", "Mrs Hill", "AH"]
    assert [one.form for one in ann.mentions] == ["full name", "role", "first name", "title and surname", "initials"]


def test_a_name_given_in_full_later_counts_from_the_start(people):
    text = "Ms Crowther rang. Ms Stacey Crowther, the manager, rang again."
    assert words(text, named(people(text), "Ms Stacey Crowther"))[0] == "Ms Crowther"


def test_a_role_alone_is_whoever_has_it(people):
    text = "Gemma Reed, Kai's mum, came. Mum was tired. The class teacher, Mr Obi, rang; the teacher was kind."
    found = people(text)
    assert words(text, named(found, "Gemma Reed")) == ["Gemma Reed", "mum", "Mum"]
    assert words(text, named(found, "Mr Obi")) == ["class teacher", "Mr Obi", "teacher"]


def test_people_who_came_with_the_note_are_known_in_whatever_form(people):
    sent = [{"name": "Grace Okafor", "role": "mother"}, {"name": "Tom Hill", "role": "class teacher, Elm Road"}]
    text = "Grace was in. Mum had rung Mr Hill. TH had not rung back. The form tutor will."
    found = people(text, people=sent)
    assert words(text, named(found, "Grace Okafor")) == ["Grace", "Mum"]
    assert words(text, named(found, "Tom Hill")) == ["Mr Hill", "TH"]


@pytest.mark.parametrize(
    "text",
    [
        "The nurses were busy, and the school rang.",
        "He wants to see a therapist, any doctor or another worker.",
        "A new social worker will be found.",
        "The children's ward was full. CAMHS and the police came.",
        "The GP appointment is on Friday.",
    ],
)
def test_groups_services_and_nobody_in_particular_are_nobody(people, text):
    assert people(text) == []


def test_a_family_of_one_name_is_told_apart_by_title_and_role(people):
    text = "Mr Reed (dad) and Mrs Reed (mum) came with Kai. Mr Reed spoke first, then Mrs Reed."
    found = people(text)
    assert words(text, named(found, "Mr Reed")) == ["Mr Reed", "dad", "Mr Reed"]
    assert words(text, named(found, "Mrs Reed")) == ["Mrs Reed", "mum", "Mrs Reed"]


def test_of_two_with_one_first_name_the_last_named_is_meant(people):
    text = "Jo Hill (health visitor) rang. Jo said yes. Then Jo Marsh (class teacher) rang. Jo said no."
    found = people(text)
    assert words(text, named(found, "Jo Hill")) == ["Jo Hill", "health visitor", "Jo"]
    assert words(text, named(found, "Jo Marsh")) == ["Jo Marsh", "class teacher", "Jo"]


@pytest.mark.parametrize(
    "name", ["Siân O'Neill", "José van der Berg", "Anne-Marie Nguyễn", "Omar al-Rashid", "Zofia Wójcik-Lis"]
)
def test_names_from_anywhere_are_linked(people, name):
    given = name.split()[0]
    text = f"The health visitor, {name}, rang. {given} will come on Friday."
    found = people(text, people=[{"name": name, "role": "health visitor"}])
    assert [mention.span.of(text) for one in found for mention in one.mentions if one.name == name][-1] == given


def test_a_child_with_one_name_and_a_script_without_capitals_break_nothing(people):
    text = "Tariq was in. 李娜 rang. محمد was there."
    found = people(text, child={"name": "Tariq"})
    assert [one.name for one in found if one.is_child] == ["Tariq"]


def test_what_a_child_calls_somebody_is_seen_inside_quotation_marks(people):
    text = 'Dad came. Kai shouted "Daddy, look!"'
    [dad] = [one for one in people(text) if one.kind == "father"]
    assert [(mention.span.of(text), mention.is_spoken) for mention in dad.mentions] == [("Dad", False), ("Daddy", True)]


def test_somebody_elses_relative_is_not_the_childs(people):
    text = "Ms Copeland (mum) rang. Her sister has the keys, and Dean's mum knows."
    found = people(text)
    assert {one.kind for one in found if one.name is None} <= {"wider family", None}


@pytest.mark.parametrize(
    "text",
    ["Rang Kirsty at nine.", "Met Kirsty in town.", "A woman called Kirsty came."],
)
def test_a_name_is_found_behind_whatever_opens_a_clipped_note(people, text):
    assert [one.name for one in people(text)] == ["Kirsty"]


@pytest.mark.parametrize("text", ["Actions\n- ring the school", "Boiler went on Friday.", "Seen on Puffin Ward."])
def test_headings_things_and_places_are_nobody(people, text):
    assert people(text) == []


@pytest.mark.parametrize(
    ("role", "kind"),
    [
        ("class teacher, Elm Road Primary", "school"),
        ("Mum's partner", "partner"),
        ("Step-dad", "partner"),
        ("owner of the shop", None),
        ("", None),
    ],
)
def test_a_senders_own_words_for_a_role_have_a_kind(settings, role, kind):
    assert kind_of_role(role, read(Note(text="Here."), settings).roles) == kind


def test_a_couple_whose_family_name_is_said_once_are_two_people(people):
    text = "He had lived with Amanda and Roy Gillespie (foster carers). Mrs Gillespie packed and Mr Gillespie drove."
    found = [words(text, one) for one in people(text)]
    assert ["Amanda", "Mrs Gillespie"] in found
    assert ["Roy Gillespie", "Mr Gillespie"] in found


@pytest.mark.parametrize("text", ["False", "Kai", "To Tash", "RecordType"])
def test_a_note_of_a_word_or_two_is_read(people, text):
    assert len(people(text)) <= 1


def test_what_somebody_does_is_told_only_where_it_is_told(people):
    [bhatt] = people("It is usually Mr Bhatt who does these and he is off sick.")
    assert bhatt.role is None
