from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.reading.language.quotation import exempt_spans
from tests.marking import mark, unmarked

EMAIL = """I am filing this for the record.

[From: J Lund
Sent: 3 March 2025 10:02
To: Social Care
Subject: attendance

She was late again.

Kind regards,
Mrs J Lund
Deputy head
]
I rang Mrs Lund at 3pm."""


@pytest.mark.parametrize(
    "marked_text",
    [
        'Leah said ["I don\'t want to go"] and went upstairs.',
        "Leah said [“I don’t want to go”] and went upstairs.",
        "Leah said ['I hate it'] and then ['not really'].",
        "Leah said [‘I don’t know’] and shrugged.",
        "The boys' room and the girls' room isn't heated.",
        "It's Mum's turn, she said; it's not Dad's.",
        'He had a 12" pizza.',
        "He opened a quotation \" and never closed it.\n\nThe next paragraph is the writer's.",
        EMAIL,
        "Emailed as below.\n\n[On Mon, 3 Mar 2025 at 10:02, School wrote:\n> She was late.\n> Again.]",
        "To: do list is one header line and no e-mail.\nI rang Nan.",
        'He said ["yes\nand no"] twice.',
    ],
)
def test_other_peoples_words_are_exempt_and_nothing_else(marked_text):
    text = unmarked(marked_text)
    assert mark(text, exempt_spans(text)) == marked_text


@given(st.text(alphabet="a '\"“”‘’\n>:From", max_size=300))
def test_spans_are_in_order_and_apart(text):
    spans = exempt_spans(text)
    assert all(0 <= span.start < span.end <= len(text) for span in spans)
    assert all(left.end < right.start for left, right in pairwise(spans))


def test_a_page_of_opening_marks_takes_no_time():
    assert len(exempt_spans("'a “b " * 40_000)) < 80_000
