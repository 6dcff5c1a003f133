from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.doors.tables.markup import form_of, plain_text
from service.note import Span


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Seen at home.</p><p>He was well.</p>", "Seen at home.\n\nHe was well."),
        ("<div>Seen at home.</div><div>He was well.</div>", "Seen at home.\nHe was well."),
        ("Seen at home.<br/>He was well.<br><br>School rang.", "Seen at home.\nHe was well.\n\nSchool rang."),
        ("<ul><li>Rang school</li><li>Rang <b>GP</b></li></ul>Done", "- Rang school\n- Rang GP\n\nDone"),
        ("<ul><li></li><li>Rang<ul><li>School</li></ul></li></ul>Done", "-\n- Rang\n- School\n\nDone"),
        ("<ol>\n <li><p>One</p></li>\n <li>Two</li></ol>", "1. One\n\n2. Two"),
        ("a <b>b</b> <i> c</i>d", "a b cd"),
        ("Mum&nbsp;said &quot;no&quot; &amp; left&#39;s &#x2019;", 'Mum said "no" & left\'s ’'),
        ("AT&T; R&D &unknown; &amp;lt;", "AT&T; R&D &unknown; &lt;"),
        ("<script>alert('x')</script><style>p{}</style>Seen", "Seen"),
        ("<!-- <p>hidden</p> -->Seen<!DOCTYPE html>", "Seen"),
        ("<![if !supportLists]>Seen<![endif]> at home<o:p></o:p>", "Seen at home"),
        ("<a href=\"x>y\" title='<p>'>link</a>", "link"),
        ("I <3 you; 1 < 2 <anna@x.example>", "I <3 you; 1 < 2 <anna@x.example>"),
        ("<p>open <b", "open <b"),
        (
            "<table><tr><td>Date</td><td>3 May</td></tr><tr><td>Who</td><td>Rowan</td></tr></table>",
            "Date\t3 May\nWho\tRowan",
        ),
        ("<p>one\r\n  line</p>", "one line"),
        ("", ""),
    ],
)
def test_html_becomes_the_text_that_a_page_would_show(source, text):
    assert plain_text(source, "html").text == text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"{\rtf1\ansi Seen at home.\par He was well.}", "Seen at home.\nHe was well."),
        (r"{\rtf1\ansi\par Seen.\par\par Again.\line And again.}", "Seen.\n\nAgain.\nAnd again."),
        (r"{\rtf1\ansi\ansicpg1252 caf\'e9 \'93no\'94 \emdash  \u8217?s}", "café “no” — ’s"),
        (r"{\rtf1\ansi\ansicpg1251 \'cc\'e0\'ec\'e0}", "Мама"),
        (r"{\rtf1\uc2\u8217\'92\'92s {\uc0\u8217}s}", "’s ’s"),
        (r"{\rtf1 \u-10179?\u-8704?}", "\U0001f600"),
        (
            r"{\rtf1{\fonttbl{\f0 Arial;}}{\colortbl;\red0;}{\*\generator X;}{\info{\author Y}}Seen \b at\b0  home}",
            "Seen at home",
        ),
        (r'{\rtf1 {\field{\*\fldinst HYPERLINK "http://x"}{\fldrslt a link}}}', "a link"),
        (r"{\rtf1 {\pict\wmetafile8 0102ff}Seen {\v hidden}{\deleted gone}at \{home\}}", "Seen at {home}"),
        ("{\\rtf1 \\bin5 {}{}}Seen\r\n at home}", "Seen at home"),
        (r"{\rtf1\trowd Date\cell 3 May\cell\row Who\cell Rowan\cell\row}", "Date\t3 May\nWho\tRowan"),
        (r"{\rtf1 Seen {\b at", "Seen at"),
        (r"{\rtf1 Seen}}} at", "Seen at"),
    ],
)
def test_rtf_becomes_the_text_that_a_page_would_show(source, text):
    assert plain_text(source).text == text


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("Seen at home <3, 1 < 2 & more", "plain"),
        ("He wrote <anna@x.example>", "plain"),
        ("<P class='x'>Seen", "html"),
        ("Seen&nbsp;at home", "html"),
        ("  {\\rtf1 x}", "rtf"),
        ("", "plain"),
    ],
)
def test_how_a_body_is_written_is_told_by_the_body(source, form):
    assert form_of(source) == form


def test_a_plain_note_is_left_as_it_is():
    source = "Seen  at home\r\n\r\n\r\n- well\t"
    assert plain_text(source) == (source, None)


@pytest.mark.parametrize(
    ("source", "words", "stood"),
    [
        ("<p>Seen at <b>home</b>.</p>", "at home.", "at <b>home</b>."),
        ("Mum&rsquo;s   flat &amp; garden", "’s flat &", "&rsquo;s   flat &amp;"),
        (r"{\rtf1 caf\'e9 at {\b noon}}", "café at noon", r"caf\'e9 at {\b noon"),
        ("<ul><li>Rang</li><li>Went</li></ul>", "Went", "Went"),
    ],
)
def test_a_stretch_of_the_text_leads_back_to_where_it_stood(source, words, stood):
    plain = plain_text(source)
    start = plain.text.index(words)
    assert plain.places.in_source(Span(start, start + len(words))).of(source) == stood


@given(
    st.text(alphabet=st.sampled_from("<>&;/\"'!- \n{}\\*abpiru01#x")).map(lambda body: body),
    st.sampled_from(["html", "rtf"]),
)
def test_anything_is_read_and_every_letter_leads_back_to_itself(body, form):
    source = f"{{\\rtf1 {body}" if form == "rtf" else body
    text, places = plain_text(source, form)
    for at, letter in enumerate(text):
        span = places.in_source(Span(at, at + 1))
        assert 0 <= span.start <= span.end <= len(source)
        if letter in "abpiru01x" and len(span.of(source)) == 1:
            assert span.of(source) == letter


@pytest.mark.parametrize(
    "piece",
    [
        "<",
        "<a ",
        "<a '",
        '<a "',
        "<!--",
        "<script>",
        "&",
        "&#",
        "<p",
        "<ul>",
        "</ul>",
        "{",
        "}",
        "\\u1?",
        "\\'",
        "  ",
        "<b\t",
    ],
)
def test_a_body_made_to_be_slow_is_read_to_its_end(piece):
    for form, source in (("html", piece * 100_000), ("rtf", "{\\rtf1 " + piece * 100_000)):
        text, places = plain_text(source + "}" * 3, form)  # a reader that looks back would take hours
        assert len(text) <= len(source) + 3
        assert places.in_source(Span(0, len(text))).end <= len(source) + 3
