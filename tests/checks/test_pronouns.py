"""Pronouns against the recorded wish, and the many that are somebody else's."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.checks.pronouns import pronouns
from service.finding import Severity
from service.note import Note
from tests.marking import unmarked

PEOPLE = [{"name": "Grace Rudd", "role": "mother"}, {"name": "Carl Moss", "role": "mother's ex-partner"}]


def ellis(recorded: str) -> dict[str, object]:
    return {"child": {"name": "Ellis Rudd", "pronouns": recorded}, "people": PEOPLE}


@pytest.mark.parametrize(
    ("recorded", "marked_text"),
    [
        ("he/him", "Ellis was in his room. [She] showed me the lamp."),
        ("he/him", "Ellis was seen on [her] own, and Grace came in later."),
        ("they/them", "Ellis showed me [his] maths result."),
        ("they/them", "Ellis rang the night line [herself] at ten."),
        ("they/them", "Mum opened the door.\nEllis was at the table. [He] did not look up."),
        ("she/her", "Ellis drew two houses. They said one is theirs. [He] coloured both."),
        ("he/him", "I asked Ellis if [she] would like to come."),
        ("ze/zir", "Ellis was tired. [He] had not slept."),
        ("she/they", "Ellis was tired. [He] had not slept. They ate."),
        ("they/them", "Ellis is a bright [girl] with many plans."),
        ("she/her", "Grace was in with her [son] Ellis."),
        ("he/him", "ELLIS WAS SEEN. [SHE] WAS FINE."),
        ("she/her", "We talked about Ellis. Carl was tired, and I said so. It got late. [He] is doing well at school."),
        ("he/him", "Ellis drew. CB sat in. Papers were filed. [She] was collected by Mum at four."),
        ("she/her", "The nurse rang. Ellis has a bed at the back and [his] room is warm."),
        ("he/him", "Ms Hill was there.\nEllis told [her] tutor at ten."),
        ("he/him", "Grace came. We talked. Ellis Rudd (5) and [her] brother slept."),
        ("she/her", "[Boy] is at school every day. Ellis walks there."),
        ("they/them", "Ellis sat by the cat. Asked about the bus, [she] shrugged."),
        ("they/them", "Gran's sofa is blue. Ellis thought for ages. In the end [she] drew a lock."),
        ("they/them", "We spoke of the bus, which Grace had missed, and Ellis wrinkled [her] nose."),
        ("he/him", "ellis walked me to the door, [she] had a bag."),
        ("they/them", "Ellis wants to bake. Carl has painted the room for his [nephew]."),
        ("she/her", "Ellis had an interview. Staff spoke of the young [man]'s confidence."),
        ("they/them", "Ellis was in class. The [lassie] went home by ten."),
        ("he/him", "Ellis was at school. The hall was cold. [Her] reading book comes back signed."),
        ("he/him", "Ellis drew. When I asked what would help, [she] said, “A bus.”"),
    ],
)
def test_a_word_that_can_only_mean_the_child_is_marked(marked, recorded, marked_text):
    assert marked(pronouns, unmarked(marked_text), **ellis(recorded)) == marked_text


@pytest.mark.parametrize(
    ("recorded", "text"),
    [
        ("he/him", "Mum opened the door. Ellis was in his room. She showed me the lamp."),
        ("he/him", "Ellis told her that it was fine."),
        ("he/him", "Ellis met the nurse and she weighed him."),
        ("they/them", "Grace says that her daughter is shy."),
        ("they/them", "Ellis was in class. The caretaker had brought his son."),
        ("they/them", "Ellis met a boy at the park. The boy had a kite."),
        ("he/him", "Ellis was at school. The girl next door waved."),
        ("he/him", "Ellis's sister was in. Her reading book was on the stairs."),
        ("he/him", "Ellis has a new friend. She is called Mia."),
        ("he/him", "Ellis likes the dog. She is called Biscuit."),
        ("he/him", "School rang about Ellis. She was worried."),
        ("he/him", "The decorator said hello to Ellis. She was on a ladder."),
        ("he/him", "Ellis was with Jo. She laughed."),
        ("he/him", "Ellis drew. They drew for an hour and showed me their houses."),
        ("they/them", "Dad calls Ellis his boy, and Gran still calls Ellis she."),
        ("they/them", 'Ellis said “he is only my brother”. "She is a girl" is what the letter says.'),
        ("they/them", "The clinic refers to Ellis as she."),
        ("he/him", "Ellis may bring somebody. He/she may stay, and so may his or her dog."),
        ("she/her", "Marnie was asleep.\nGrace had let him in twice. Carl was out by ten and he shouted."),
        ("he/him", "Ellis and his sister were in. She had a cold."),
        ("she/her", "Ellis is the only one who is not a boy in the group."),
        ("he/him", "Grace came in.\nEllis was asleep in the crook of her arm."),
        ("he/him", "Ellis came in at eight, she said, wet through."),
        ("she/her", "Ellis has a brother, Max. It got late. We talked. He is doing well at school."),
        ("any", "Ellis was tired. He had not slept. She ate."),
        ("not known", "Ellis was tired. He had not slept. She ate."),
        ("they/them", "Grace rang. Ellis walked out at nine. She has tried the mobile six times."),
        ("he/him", "PC Ann Lund rang. We talked.\nEllis was on PC Lund's phone. She had a cold."),
    ],
)
def test_what_may_be_somebody_elses_passes(marked, recorded, text):
    assert marked(pronouns, text, **ellis(recorded)) == text


@pytest.mark.parametrize(
    ("recorded", "text", "suggestion"),
    [
        ("he/him", "Ellis slept. She woke.", "He"),
        ("he/him", "Ellis took her own bag.", "his"),
        ("she/her", "Ellis took his own bag.", "her"),
        ("she/her", "I asked Ellis and went with him.", "her"),
        ("they/them", "Ellis took his own bag.", "their"),
        ("they/them", "Ellis slept. She was tired.", None),
    ],
)
def test_the_recorded_pronoun_is_offered_where_it_fits_as_it_stands(settings, recorded, text, suggestion):
    note = Note.model_validate({"text": text, **ellis(recorded)})
    [finding] = [each for each in analyse(note, settings).findings if each.check == "pronouns"]
    assert finding.severity is Severity.MUST_SEE
    assert finding.suggestion == suggestion
    assert finding.message.startswith(f"Ellis's pronouns are recorded as {recorded}. Is “")


@pytest.mark.parametrize(
    "marked_text",
    [
        "For a little [girl] of nine that is a lot of working out.",
        "It is a lot to ask of a nine-year-old [girl].",
        "She has a girl of nine months and a girl of ten.",
    ],
)
def test_somebody_as_old_as_the_child_is_the_child(marked, marked_text):
    child = {"name": "Ellis Rudd", "age_years": 9, "pronouns": "they/them"}
    assert marked(pronouns, unmarked(marked_text), child=child, people=PEOPLE) == marked_text


@pytest.mark.parametrize("name", ["José", "D'Angelo", "Ellie-Mae Stubbs"])
def test_names_with_marks_are_known(marked, name):
    text = f"{name} was in the garden. [He] smiled."
    assert marked(pronouns, unmarked(text), child={"name": name, "pronouns": "she/her"}) == text


def test_a_name_in_another_script_is_left_alone(marked):
    text = "李明 was in the garden. He smiled."
    assert marked(pronouns, text, child={"name": "李明", "pronouns": "she/her"}) == text


@pytest.mark.parametrize("child", [{"name": "Ellis"}, {"pronouns": "he/him"}])
def test_without_a_name_or_pronouns_it_says_what_to_send(settings, child):
    review = analyse(Note.model_validate({"text": "Ellis slept. She woke.", "child": child}), settings)
    [skipped] = [each for each in review.skipped if each.check == "pronouns"]
    assert "Send child." in skipped.reason


def test_who_is_of_the_childs_age_or_does_what_babies_do_is_the_child(marked):
    baby = {"child": {"name": "Ellis Rudd", "pronouns": "she/her", "age_years": 0.6}}
    small = {"child": {"name": "Ellis Rudd", "pronouns": "he/him", "age_years": 3}}
    assert marked(pronouns, "Ellis was weighed by Mr Hill. A smiley baby; he rolls over.", **baby) == (
        "Ellis was weighed by Mr Hill. A smiley baby; [he] rolls over."
    )
    assert marked(pronouns, "Grace asks whether Ellis understands, or if at three she is too little.", **small) == (
        "Grace asks whether Ellis understands, or if at three [she] is too little."
    )
    assert marked(pronouns, "Grace rang at three, she was cross. Ellis slept.", **small) == (
        "Grace rang at three, she was cross. Ellis slept."
    )
