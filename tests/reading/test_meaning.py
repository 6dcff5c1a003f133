"""Likeness of meaning with the real weights: what is near, and that no sentence hangs on its company."""

from __future__ import annotations

import shutil
from functools import partial

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.errors import ModelError
from service.reading import meaning, models
from service.reading.meaning import WIDTH, embed, embedded, load_encoder
from service.reading.memory import Memory

SENTENCES = (
    "Mum has found work in a bakery.",
    "She got a job at a baker's.",
    "The car would not start this morning.",
    "Leo was asleep upstairs when I arrived, and Dad said he had been up most of the night with a cough.",
    "No.",
    "The core group agreed that school will ring Mrs Doyle each Friday, and that I will see both children alone.",
)
ODD = ("", " ", "😀", "😀 😀 👩‍👧 🏠", "a" * 4000, "word " * 4000, "Mum", "?!…", "çà et là, ça va", "\x00\n\t")


def afresh(sentences):
    """Return vectors without anything remembered."""
    return embedded(sentences, load_encoder, Memory(most=100))


def likeness(one, other):
    first, second = embed([one, other])
    return float(first @ second)


@pytest.mark.parametrize(
    ("said", "restated", "unrelated"),
    [
        ("Mum has found work in a bakery.", "She got a job at a baker's.", "The car would not start this morning."),
        ("He no longer sees his father.", "Contact with Dad has stopped.", "He was given new shoes by school."),
        pytest.param(
            *("Danielle has her own bank card now.", "She can get at her own money.", "Danielle has a cough."),
            marks=pytest.mark.xfail(reason="a name in common counts for as much as what is said", strict=True),
        ),
        ("Ella is afraid of the dark.", "Ella will not sleep without a light on.", "Ella scored twice on Saturday."),
    ],
)
def test_the_same_in_other_words_is_nearer_than_something_else(said, restated, unrelated):
    assert likeness(said, restated) > likeness(said, unrelated) + 0.1


def test_a_sentence_is_most_like_itself():
    assert likeness(SENTENCES[0], SENTENCES[0]) == pytest.approx(1)


def test_gives_one_vector_of_length_one_for_each_sentence():
    vectors = embed(SENTENCES)
    assert vectors.shape == (len(SENTENCES), WIDTH)
    assert vectors.dtype == np.float32
    assert np.linalg.norm(vectors, axis=1) == pytest.approx(np.ones(len(SENTENCES)), abs=1e-5)


def test_of_no_sentences_there_are_no_vectors():
    assert embed([]).shape == (0, WIDTH)


@given(st.lists(st.sampled_from(SENTENCES + ODD), min_size=1, max_size=9))
@settings(deadline=None, max_examples=25)
def test_a_sentence_has_the_same_vector_in_whatever_company_and_order(sentences):
    alone = np.concatenate([afresh([sentence]) for sentence in sentences])
    assert np.array_equal(afresh(sentences), alone)


def test_many_sentences_come_back_in_their_order():
    many = [f"Visit number {number} was on a {day}." for number in range(40) for day in ("Monday", "wet Tuesday night")]
    assert np.array_equal(afresh(many)[::17], np.concatenate([afresh([sentence]) for sentence in many[::17]]))


@pytest.mark.parametrize("odd", ODD)
def test_reads_whatever_a_writer_sends(odd):
    [vector] = afresh([odd])
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_what_was_read_a_moment_ago_is_not_read_again():
    asked = []
    encoder = load_encoder()

    def run(names, arrays):
        asked.append(len(arrays["slots"]))
        return encoder.run(names, arrays)

    now = [0.0]
    memory = Memory(most=4, clock=lambda: now[0])
    read = partial(embedded, encoder=lambda: meaning.Encoder(encoder.tokenizer, run), memory=memory)
    first = read(SENTENCES[:3])
    again = read([SENTENCES[2], SENTENCES[3], SENTENCES[0], SENTENCES[3]])
    assert asked == [3, 1]
    assert np.array_equal(again[2], first[0])
    now[0] = 16 * 60
    read(SENTENCES[:1])
    assert asked == [3, 1, 1]


def test_what_was_returned_may_be_changed_without_harm():
    memory = Memory(most=10)
    first = embedded(SENTENCES[:1], load_encoder, memory)
    kept = first.copy()
    first *= 0
    assert np.array_equal(embedded(SENTENCES[:1], load_encoder, memory), kept)


def test_nothing_is_loaded_for_no_sentences():
    def refuse():
        raise AssertionError

    assert embedded([], refuse, Memory(most=1)).shape == (0, WIDTH)


def test_remembers_no_more_than_it_may_and_no_words():
    memory = Memory(most=3)
    embedded(SENTENCES, load_encoder, memory)
    held = [sentence for sentence in SENTENCES if memory.recall(memory.key(sentence.encode())) is not None]
    assert held == list(SENTENCES[3:])
    assert "bakery" not in repr(memory)
    assert memory.key(b"bakery") != Memory(most=3).key(b"bakery")


@pytest.mark.parametrize("harm", ["missing", "altered"])
def test_refuses_weights_that_are_not_ours(harm, tmp_path, monkeypatch):
    folder = tmp_path / "models" / "meaning"
    shutil.copytree(models.model_folder("meaning"), folder)
    weights = folder / "weights.onnx"
    weights.unlink() if harm == "missing" else weights.write_bytes(b"no model")
    monkeypatch.setattr(models, "data_folder", lambda name: tmp_path / name)
    load_encoder.cache_clear()
    with pytest.raises(ModelError, match=r"weights\.onnx.*\n?.*python -m models\.meaning\.train"):
        embedded(["Warm."], load_encoder, Memory(most=1))
    monkeypatch.undo()
    load_encoder.cache_clear()
