from __future__ import annotations

import pytest

pytest.importorskip("yaml", reason="the language server is the extra lsp: pip install 'wellnoted[lsp]'")

from service.doors.lsp_header import read_header
from service.note import Note

CANARY = "Zebediah"
FULL = """\
---
title: Home visit after the move
record_type: Home visit
written_on: 2025-05-06
reader: Family
author: A. Worker
child:
  name: Tomasz Nowak
  known_as: Tom
  age: 8
  pronouns: he/him
people:
  - Ewa Nowak, mother
  - name: Pawel Nowak
    role: uncle
  - No
plan_goals:
  - Tomasz sleeps through the night
---
I saw Tomasz.
"""


def test_all_that_a_note_has_can_be_said():
    header = read_header(FULL)
    assert header.problems == ()
    note = Note(text=FULL[header.end :], **header.details)
    assert note.text == "I saw Tomasz.\n"
    assert (note.record_type, note.reader, str(note.written_on)) == ("home visit", "family", "2025-05-06")
    assert (note.child.name, note.child.known_as, note.child.age_years) == ("Tomasz Nowak", ("Tom",), 8)
    assert [(p.name, p.role) for p in note.people] == [("Ewa Nowak", "mother"), ("Pawel Nowak", "uncle"), ("No", None)]
    assert note.plan_goals == ("Tomasz sleeps through the night",)


@pytest.mark.parametrize(
    ("written", "details"),
    [
        ("child: Tomasz", {"child": {"name": "Tomasz"}}),
        ("people: {Ewa Nowak: mother}", {"people": [{"name": "Ewa Nowak", "role": "mother"}]}),
        ("people: Ewa Nowak, mother", {"people": [{"name": "Ewa Nowak", "role": "mother"}]}),
        ("people:\n- Ewa Nowak\n-\n- On", {"people": [{"name": "Ewa Nowak"}, {"name": "On"}]}),
        ("plan_goals: He sleeps", {"plan_goals": ["He sleeps"]}),
        ("title:\nrecord_type: plan", {"record_type": "plan"}),
        ("# nothing", {}),
        ("title: 😀 “Home”", {"title": "😀 “Home”"}),
    ],
)
def test_short_ways_to_say_it(written, details):
    header = read_header(f"---\n{written}\n---\nSeen.")
    assert (header.details, header.problems) == (details, ())


@pytest.mark.parametrize(
    "text",
    ["Seen.", "", "---", "--- a rule\n---\n", "---\nA rule above, and none below.\n", "\n---\ntitle: x\n---\n"],
)
def test_a_draft_without_a_header_is_all_note(text):
    assert (read_header(text).end, read_header(text).problems) == (0, ())


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("closing", ["---", "...", "--- "])
def test_a_header_ends_where_a_line_says_so(end, closing):
    text = end.join(["---", "title: a --- b", closing, "Seen."])
    header = read_header(text)
    assert (text[header.end :], header.details) == ("Seen.", {"title": "a --- b"})


@pytest.mark.parametrize(
    ("written", "marked", "said", "kept"),
    [
        (f"reader: {CANARY}", "reader", "'child', 'family' or 'professional'", {}),
        (f"child:\n  name: Tom\n  age: {CANARY}", "age", "number", {"child": {"name": "Tom"}}),
        (f"child:\n  name: Tom\n  {CANARY}: 3", CANARY, "unknown field", {"child": {"name": "Tom"}}),
        (f"tittle: {CANARY}", "tittle", "did you mean title?", {}),
        (f"written_on: {CANARY}", "written_on", "2025-05-06", {}),
        (f"title: A\ntitle: {CANARY}", "title", "twice", {"title": "A"}),
        (f"text: {CANARY}", "text", "below the header", {}),
        ("prior_notes: []", "prior_notes", "below the header", {}),
        (f"title: &a {CANARY}\nauthor: *a", "author", "not followed", {"title": CANARY}),
        (f"title: A\n  {CANARY}: x: y", f"  {CANARY}: x: y", "cannot be read", {}),
        (f"title: !{CANARY} A\nauthor: @{CANARY}", f"author: @{CANARY}", "cannot be read", {}),
        ("author: *nobody", "author: *nobody", "cannot be read", {}),
        ("child: " + "[" * 5000, None, "cannot be read", {}),
        ("child: \x07", "child: \x07", "cannot be read", {}),
        (f"- {CANARY}", "---\n", "no fields", {}),
        (f"Just {CANARY}.", "---\n", "no fields", {}),
        (f"people:\n- Ann, aunt\n- {{role: {CANARY}}}\n- Bob", f"{{role: {CANARY}}}", "name", None),
    ],
)
def test_what_is_not_understood_is_marked_never_repeated_and_the_rest_is_kept(written, marked, said, kept):
    text = f"---\n{written}\n---\nSeen."
    header = read_header(text)
    [problem] = header.problems
    assert marked is None or problem.span.of(text) == marked
    assert said in problem.message
    assert CANARY not in problem.message
    assert text[header.end :] == "Seen."
    assert kept is None or header.details == kept


def test_many_wrong_people_leave_the_others():
    people = "\n".join(f"- {{role: r{n}}}\n- Name {n}" for n in range(12))
    header = read_header(f"---\npeople:\n{people}\n---\n")
    assert len(header.problems) == 12
    assert [person["name"] for person in header.details["people"]] == [f"Name {n}" for n in range(12)]


def test_a_header_that_doubles_itself_is_not_followed():
    doubling = "\n".join(f"k{n}: &k{n} [*k{n - 1}, *k{n - 1}]" for n in range(1, 40))
    header = read_header(f"---\nk0: &k0 [a]\n{doubling}\n---\n")
    assert header.details == {}
    assert len(header.problems) == 20
