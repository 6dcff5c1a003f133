"""Calls and messages, with and without what came of them."""

from __future__ import annotations

import pytest

from service.analyse import analyse
from service.finding import Severity
from service.note import Note

CHILD = {"name": "Mila Petrova", "age_years": 2, "pronouns": "she/her"}
THREAD = (
    "From: Transport Hub\nSent: 30 January 2025 11:02\nSubject: RE: form\nThanks for this. Can you resend with the "
    "cost code as the form has bounced.\n\nFrom: Social Care North\nSent: 29 January 2025 16:40\nSubject: form\nHi, "
    "form attached as discussed. Can you confirm receipt.\n"
)


@pytest.fixture
def asked(messages):
    """Return what is asked of a note of calls."""

    def run(text: str, kind: str = "case note") -> list[str]:
        return messages("communication_log", text, record_type=kind, child=CHILD)

    return run


@pytest.mark.parametrize(
    "text",
    [
        "TC to mum 9.40. No answer. Tried again 11.15, rang out. Left message on the landline. Will try again.",
        "Text from Mum 8.12, can we do Weds not Tues. Replied yes. Text back 8.40, 4pm. Replied OK. Diary changed.",
        "10.05 rang the clinic, put through, not at desk. 10.20 called back, on leave till Monday. 15.50 no call back.",
        "Emailed the nursery re Thursday. Out of office. Left a voicemail with the duty desk.",
        "Visit rescheduled to Friday at 4. Texted both. Both replied ok. Room changed from 2 to 5.",
        "Called housing, 35 mins in the queue. Put through to lettings, wrong team. Emailed instead. Auto reply.",
        "Msg from Dr Rao's secretary 9.15. Rang 10.00, at lunch. Rang 2.20, gone home.",
        "Missed call from Grandad 08.50. Tried him at 9, no signal. Texted. He texted back OK.",
        "Nursery rang, boiler is broken, can we do the hall not the office. Rang Mum, fine. Calendar updated.",
        "Texts re parking:\n9.02 Hi it is Col, where do I park\n9.05 Round the back\n9.06 ta",
        "3/4 10.12 Dev: pls see att\n3/4 10.20 me: will not open\n3/4 10.31 Dev: try now\n3/4 10.40 me: ok ta",
    ],
)
@pytest.mark.parametrize("kind", ["case note", "phone call"])
def test_a_note_of_arrangements_alone_is_asked_what_came_of_them(asked, text, kind):
    assert asked(text, kind) == ["Calls and times so far. What came of them for the child?"]


@pytest.mark.parametrize("text", [THREAD, f"See below for info.\n\n{THREAD}"])
def test_a_pasted_thread_is_asked_what_it_changed(asked, text):
    assert asked(text) == ["This is mostly pasted messages. What did they change for the child?"]


@pytest.mark.parametrize(
    "text",
    [
        f"Mila has her seat on the nursery bus from Monday, after two months of waiting.\n\n{THREAD}",
        "Rang at 9, 12 and 4. No answer. This is the third missed visit and nobody has seen Mila since 6 March.",
        "Rang twice, no answer, left a voicemail. She rang back at 6: the baby was born at noon and both are well.",
        "Left a message for Dr Rao, then he rang back. For Mila it means that the tablets will not run out in May.",
        "Grace rang to say that Mila has stopped eating at her dad's and hides her bread in her sleeve.",
        "We agreed by text that she will come on Monday, so that Mila can see the room before the others are there.",
        "Rang at 9, engaged. Rang at 10. Nursery say Mila has had her coat on since eight and keeps asking for Dad.",
        "Four calls to the chemist. Mila had her drops by three.",
        (
            'From: Passport Office, 16 June. "We have it."\nFrom: me, 16 June. "Is that a yes?"\nFrom: Passport Office.'
            ' "Yes."\nMila can fly with her aunt on Thursday.'
        ),
        "Visited at 4. Kitchen clean, heating on. Mum made tea and showed me the new cot. We talked about nights.",
    ],
)
def test_an_outcome_or_a_call_that_matters_is_left_alone(asked, text):
    assert asked(text) == []


def test_minutes_of_a_meeting_are_left_alone(asked):
    assert asked("Rang twice, no answer. Left a voicemail.", "core group") == []


def test_a_visit_is_no_log(asked):
    assert (
        asked("No reply at the front. Rang Mum, voicemail. Let in at 3.40. Sofa, TV, pram. Left at 4.", "home visit")
        == []
    )


def test_it_is_about_the_whole_note(settings):
    note = Note(text="Rang twice, no answer. Left a voicemail.", record_type="phone call")
    [finding] = [each for each in analyse(note, settings).findings if each.check == "communication_log"]
    assert (finding.start, finding.end, finding.severity) == (0, 0, Severity.OVERVIEW)


def test_without_a_kind_of_record_it_is_skipped(settings):
    review = analyse(Note(text="Rang twice, no answer. Left a voicemail."), settings)
    assert "communication_log" in {each.check for each in review.skipped}
