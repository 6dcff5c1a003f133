from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("pygls", reason="the language server is the extra lsp: pip install 'wellnoted[lsp]'")

from lsprotocol import types

from service.doors.lsp_places import Places, changed
from service.note import Span

TEXTS = st.text(st.sampled_from("ab é’\u0301\u2028\x0c\x85\n\r\U0001f600\U0001f468\U0010ffff\uffff"), max_size=40)
ENCODINGS = st.sampled_from(["utf-8", "utf-16", "utf-32"])
CODECS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}


def counted(text, offset, encoding):
    """Return line and character by cutting, as the protocol says it."""
    before = text[:offset].replace("\r\n", "\n\n").replace("\r", "\n")
    line = before[before.rfind("\n") + 1 :]
    codec, unit = CODECS[encoding]
    ends = sum(text.startswith("\r\n", at) for at in range(offset - 1))
    return before.count("\n") - ends, len(line.encode(codec)) // unit


def is_inside_crlf(text, offset):
    return text[offset - 1 : offset + 1] == "\r\n"


@given(TEXTS, ENCODINGS)
def test_every_place_is_where_the_protocol_has_it_and_comes_back(text, encoding):
    places = Places(text, encoding)
    for offset in range(len(text) + 1):
        if not is_inside_crlf(text, offset):
            position = places.position(offset)
            assert (position.line, position.character) == counted(text, offset, encoding)
            assert places.offset(position) == offset


@given(TEXTS, ENCODINGS, st.integers(0, 50), st.integers(0, 200))
def test_any_place_that_an_editor_may_name_is_in_the_text(text, encoding, line, character):
    offset = Places(text, encoding).offset(types.Position(line, character))
    assert 0 <= offset <= len(text)


@given(TEXTS, ENCODINGS, TEXTS, st.data())
def test_a_change_puts_words_in_the_place_of_others(text, encoding, new, data):
    ends = [at for at in range(len(text) + 1) if not is_inside_crlf(text, at)]
    start, end = sorted((data.draw(st.sampled_from(ends)), data.draw(st.sampled_from(ends))))
    place = Places(text, encoding).range(Span(start, end))
    now, span = changed(text, types.TextDocumentContentChangePartial(place, new), encoding)
    assert now == text[:start] + new + text[end:]
    assert span.of(now) == new


def test_a_change_without_a_place_is_the_whole_document():
    assert changed("old", types.TextDocumentContentChangeWholeDocument("new"), "utf-16") == ("new", Span(0, 3))
