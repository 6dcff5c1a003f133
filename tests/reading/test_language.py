"""What is read from a note's language: words, sentences, names; and that nothing stays behind."""

from __future__ import annotations

import re
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation import english
from service.errors import ModelError
from service.note import Span
from service.reading import models
from service.reading.language import language
from service.reading.language.language import read_language
from service.reading.language.words import words


def in_sentences(marked: str) -> tuple[str, list[str]]:
    """Return a text written with | at sentence ends, and its sentences."""
    text = re.sub(r" ?\| ?(\n?)", lambda hit: hit[1] or " ", marked)
    return text, [part.strip() for part in marked.split("|")]


def with_names_marked(text: str) -> str:
    found = read_language(text).names
    for span in reversed(found):
        text = f"{text[: span.start]}[{span.of(text)}]{text[span.end :]}"
    return text


@pytest.mark.parametrize(
    "marked",
    [
        # stops that end nothing
        "Dr. J. Marsh rang at 4.30pm. | She left approx. 5 mins later.",
        "He weighs 3.5kg. | Next weigh-in w/c 3/3/25.",
        "Spoke to Mr. Khan, Mrs. Ade and Ms. Lee e.g. about school.",
        "Tel. no. 0161 496 0000 given.",
        "See para. 4 and No. 12 High Street.",
        "He ate toast, cereal etc. and left.",
        "Met at 4 p.m. on Friday.",
        "He lives at St. Mary's Rd. with Nan.",
        "Kai 7yrs. and Mia 4 yrs. at home.",
        "The appt. was moved by the hosp. to May.",
        "Spoke with K. who was upset.",
        "He was... quiet. | Then he smiled...",
        "It was late… and dark.",
        "Cost £25. | 3 receipts kept.",
        # the same words at an end
        "He ate toast, cereal etc. | Mum was out.",
        "Home at 4 p.m. | Kai was in bed.",
        "Seen with J. | She was well.",
        "Visit 3.3.25. | All well.",
        # drafts
        "Mum cried. | she went upstairs. | he followed",
        "He asked why? | she did not answer.",
        "He said he hates it!! | Why?? | Dunno.",
        "Is he OK? | I asked twice. | No answer!",
        # quotes and brackets
        '"Why?" she asked.',
        '"I hate it!" Kai shouted.',
        'Read "Is it over?" in her book.',
        'He said "no." | Then he left.',
        'He said: "I want to go home. | It is loud here." | I wrote it down.',
        "“Can I go?” he asked. | “Not yet.” | He sat down.",
        "She (the HV) came at 2. | (She was late.) | We talked.",
        # lines
        "- Mum to ring GP |\n- Kai to see Dr. Shah |\n- Next visit 4.30pm",
        "Actions: |\n1. Mum to ring GP. |\n2. Dad to sign form. |\n3) School to email",
        "Present |\nMum, dad and me",
        "Mum not home |\nno answer on phone |\nleft card",
        "Dear Marcus, |\nI came to see you.",
        "What we are worried about |\nMum is out at night.",
        (
            "I visited the home on Tuesday and the children were both\n"
            "in the garden with their grandmother, who said that they\nhad eaten. | She was calm."
        ),
        (
            "Two children were at home when the officers came to the door, one was Tia\n"
            "(7), who sat on the stairs in her coat for the whole of the visit and said\n"
            '"wanna go bed" and nothing else. | She was calm.'
        ),
        "He spoke to Ms\nAde. | She wrote it down.",
        "First paragraph |\n\nsecond one",
        "Ends here. |\r\nStarts here. |\r\nAnd here",
    ],
)
def test_a_sentence_ends_where_a_reader_would_end_it(marked):
    text, expected = in_sentences(marked)
    read = read_language(text)
    assert [text[s.start : s.end] for s in read.sentences] == expected


@pytest.mark.parametrize(
    "marked",
    [
        "[Chidinma Oyelowo] rang.",
        "Ms [Okafor] and Dr [J. Marsh] met [Kayden]'s dad, [Piotr Zielinski].",
        "I saw [Lacey-Mae] at home with her uncle [Bogdan].",
        "Mum and Dad went to Leeds on Monday with the GP.",
        "Seen at Larch House, Mill Lane, by the CAMHS team in May.",
        "[Temperance Quill] was seen. She hid. [Temperance] laughed.",
    ],
)
def test_marks_persons_names_without_titles_and_nothing_else(marked):
    assert with_names_marked(re.sub(r"[\[\]]", "", marked)) == marked


@pytest.mark.parametrize(
    ("text", "word", "lemma", "pos"),
    [
        ("Two placements ended.", "placements", "placement", "NOUN"),
        ("He refused to come.", "refused", "refuse", "VERB"),
        ("She is safeguarding them.", "safeguarding", "safeguard", "VERB"),
        ("The children were playing.", "children", "child", "NOUN"),
        ("The children were playing.", "were", "be", "AUX"),
        ("He didnt eat.", "nt", "not", "PART"),
        ("Mum’s flat was cold.", "cold", "cold", "ADJ"),
    ],
)
def test_gives_each_word_its_lemma_and_part_of_speech(text, word, lemma, pos):
    [token] = [token for token in read_language(text).tokens if token.text == word]
    assert (token.lemma, token.pos) == (lemma, pos)


def test_hangs_every_word_on_another_of_its_sentence():
    read = read_language("Kai rang his gran. She was pleased to hear from him.")
    for sentence in read.sentences:
        heads = {token.head for token in read.tokens_of(sentence)}
        assert heads <= set(range(sentence.first, sentence.last))
        assert sum(token.head == token.index for token in read.tokens_of(sentence)) == 1


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("Actions\nMum to ring.", ["Actions"]),
        ("Views of the child:\nHe likes it.", ["Views of the child:"]),
        ("What happens next\nI will ring.", ["What happens next"]),
        ("Dear Amir,\nI came to see you.", ["Dear Amir,"]),
        ("12/03/25\nHe was well.", ["12/03/25"]),
        ("He was well", []),
        ("Visit went well.", []),
        ("- Mum to ring\n- Dad to sign", []),
        ("Mum was out\nI left a card", []),
    ],
)
def test_knows_headings_and_labels_on_their_own_line(text, headings):
    read = read_language(text)
    assert [text[s.start : s.end] for s in read.sentences if s.is_heading] == headings


def test_marks_the_words_of_others():
    text = 'He said "leave me be" twice.'
    read = read_language(text, [Span(8, 21)])
    assert [t.text for t in read.tokens if t.spoken_for] == ['"', "leave", "me", "be", '"']
    assert read.exempt == (Span(8, 21),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("T/c re CP/CIN w/c 3/3/25.", "T/c re CP / CIN w/c 3/3/25 ."),
        ("11-year-old, £25, 4.30pm", "11 - year - old , £ 25 , 4.30 pm"),
        ("She didn't; he cannot, they wouldnt", "She did n't ; he can not , they would nt"),
        ("Mum’s e-mail: a.b@c.org", "Mum ’s e-mail : a.b@c.org"),
        ("👍🏽 ok :) O'Brien 2nd", "👍🏽 ok :) O'Brien 2nd"),
    ],
)
def test_cuts_words_as_the_treebank_does(text, expected):
    assert " ".join(span.of(text) for span in words(text)) == expected


@pytest.mark.parametrize("text", ["", " \n\t ", "\x00", "\u200f", "😀", "a\r\n\r\nb", "\ufeffHi", "…", '"', "-\n-\n-"])
def test_reads_odd_input(text):
    read = read_language(text)
    assert "".join(token.text for token in read.tokens) == re.sub(r"\s", "", text)


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, ")" * 1_000_000, "no stop here " * 3_000, "a." * 20_000, "www." * 250_000, '"' * 10_000],
    ids=["one word", "brackets", "no stop", "initials", "addresses", "quotes"],
)
def test_takes_time_in_step_with_length(text):
    read_language(text[: len(text) // 10])
    began = time.process_time()
    read_language(text[: len(text) // 10])
    tenth = time.process_time() - began
    read_language(text)
    whole = time.process_time() - began - tenth
    assert whole < 40 * (tenth + 0.05), "ten times the text may not take a hundred times as long"


PIECES = st.sampled_from(
    [
        *"abK .,!?\n\r\t\"'’“”()-:;/…0123\u00a0\u2028\u200f\u0301\x00😀é",
        "Mr. ",
        "e.g.",
        "\n- ",
        "didn't ",
        "Kai said ",
        ".\n",
    ]
)
TEXTS = st.lists(PIECES | st.characters(exclude_categories=["Cs"]), max_size=60).map("".join)


@settings(derandomize=True, max_examples=300, deadline=None)
@given(TEXTS)
def test_every_token_and_sentence_is_where_it_says(text):
    read = read_language(text)
    assert all(text[token.start : token.end] == token.text for token in read.tokens)
    assert [token.index for token in read.tokens] == list(range(len(read.tokens)))
    assert all(left.end <= right.start for left, right in pairwise(read.tokens))
    assert all(left.last == right.first for left, right in pairwise(read.sentences))
    assert sum(s.last - s.first for s in read.sentences) == len(read.tokens)
    for sentence in read.sentences:
        inside = read.tokens_of(sentence)
        assert (sentence.start, sentence.end) == (inside[0].start, inside[-1].end)
        assert all(sentence.first <= token.head < sentence.last for token in inside)
    assert not "".join(text[left.end : right.start] for left, right in pairwise(read.tokens)).strip()


def test_nothing_of_a_note_stays_in_the_string_store():
    note = "Zzyxquorl Vrombaldine (9) said qwompfig, 11.47pm, unterblixed?! Ms Fnordwhistle’s blorptangle."
    language.warm_up()
    strings = language._english().nlp.vocab.strings  # noqa: SLF001 - the store is what this test is about
    before = len(strings)
    read = read_language(note)
    kept = [t.text for t in read.tokens if len(t.text) > 4 and (t.text in strings or t.text.lower() in strings)]
    assert kept == []
    assert len(strings) == before


def test_the_same_note_reads_the_same_after_others():
    note = "Kayden's mum, Ms Okafor, rang at 4.30pm. She was upset."
    first = read_language(note)
    for other in ("Nobody home.", "Blorp " * 500, 'He said "no".\n\nActions\n- Ring Dr. Shah'):
        read_language(other)
    assert read_language(note) == first


def test_notes_can_be_read_side_by_side():
    notes = [f"Child {i} said he is {i}. Ms Okafor{'a' * i} agreed.\n- Ring Dr. Shah" for i in range(40)]
    alone = [read_language(note) for note in notes]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(read_language, notes)) == alone


def test_holds_its_floors_on_the_development_notes():
    assert english.sentence_scores().f1 >= 0.98
    assert english.sentence_scores(between="\n").f1 >= 0.98
    names = english.name_scores()
    assert names.recall >= 0.95
    assert names.precision >= 0.95


def test_an_altered_file_is_named_with_what_to_run(tmp_path, monkeypatch):
    folder = tmp_path / "english"
    (folder / "weights").mkdir(parents=True)
    (folder / "weights" / "lemmas.json").write_text("{}", encoding="utf-8")
    (folder / "model.toml").write_text('version = "1"\n[sha256]\n"weights/lemmas.json" = "00"\n', encoding="utf-8")
    monkeypatch.setattr(models, "data_folder", lambda _: tmp_path)
    with pytest.raises(ModelError, match=r"(?s)lemmas\.json.*python -m models\.english\.train"):
        models.model_folder("english")
