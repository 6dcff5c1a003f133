"""MiniLM as it was published, over sentences packed without padding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import torch
from torch import nn
from transformers import AutoModel

from models.sentence_kinds.network import FAR, MINILM, Layer
from service.reading.meaning import MOST_PIECES

INPUTS = ("ids", "places", "slots", "back")
EVENED = 0.8
"""How much of the activations' unevenness weights take over; 0.7 and 0.9 lose hardly more, 0.5 three times as much."""

_TOGETHER = (("query", "key", "value"), ("up",), ("down",))  # products that share their input


class Meaning(nn.Module):
    """MiniLM's last layer, for arrays as `service.reading.meaning.pack` makes them."""

    def __init__(self) -> None:
        super().__init__()
        bert = AutoModel.from_pretrained(MINILM, add_pooling_layer=False)
        self.words = bert.embeddings.word_embeddings
        self.words.padding_idx = None
        place = bert.embeddings.position_embeddings.weight + bert.embeddings.token_type_embeddings.weight[0]
        self.place = nn.Parameter(place[: MOST_PIECES + 2].detach().clone())
        self.norm = bert.embeddings.LayerNorm
        heads = bert.config.num_attention_heads
        self.layers = nn.ModuleList(Layer(layer, heads, dropout=0.0) for layer in bert.encoder.layer)

    def forward(self, ids: torch.Tensor, places: torch.Tensor, slots: torch.Tensor, back: torch.Tensor) -> torch.Tensor:
        """Return the last states, pieces x width."""
        here = slots.clamp_min(0)
        alone = ((slots < 0) * FAR)[:, None, None, :]
        states = self.norm(self.words(ids) + self.place[places])
        for layer in self.layers:
            states = layer(states, here, here, alone, back)
        return states


class Evened(nn.Module):
    """A product whose input is divided, column by column, by what its weights are multiplied by."""

    def __init__(self, product: nn.Linear, by: torch.Tensor, shrink: nn.Parameter) -> None:
        super().__init__()
        self.product = product
        self.shrink = shrink
        with torch.no_grad():
            product.weight.mul_(by)

    def forward(self, states: torch.Tensor) -> torch.Tensor:
        """Return what the product alone would."""
        return self.product(states * self.shrink)


def even(model: Meaning, samples: Sequence[Mapping[str, np.ndarray]]) -> None:
    """Make large activations smaller and their weights larger; the answers stay, rounding harms them less.

    Source: SmoothQuant (Xiao et al. 2023, https://arxiv.org/abs/2211.10438), equation 4.
    """
    peaks = _peaks(model, samples)
    for layer, found in zip(model.layers, peaks, strict=True):
        for names, peak in zip(_TOGETHER, found, strict=True):
            products = [getattr(layer, name) for name in names]
            weight = torch.stack([product.weight.detach().abs().amax(0) for product in products]).amax(0)
            by = peak.clamp_min(1e-4) ** EVENED / weight.clamp_min(1e-4) ** (1 - EVENED)
            by = by / by.mean()
            shrink = nn.Parameter(1 / by)  # one for all, so that their common input is rounded once
            for name, product in zip(names, products, strict=True):
                setattr(layer, name, Evened(product, by, shrink))


def _peaks(model: Meaning, samples: Sequence[Mapping[str, np.ndarray]]) -> list[list[torch.Tensor]]:
    """Return, for each layer and each input in it, the greatest size of every column."""
    found = [[torch.zeros(getattr(layer, names[0]).in_features) for names in _TOGETHER] for layer in model.layers]

    def watch(_: nn.Module, given: tuple[torch.Tensor], *, at: int, which: int) -> None:
        found[at][which] = torch.maximum(found[at][which], given[0].abs().amax(0))

    watched = [
        getattr(layer, names[0]).register_forward_pre_hook(partial(watch, at=at, which=which))
        for at, layer in enumerate(model.layers)
        for which, names in enumerate(_TOGETHER)
    ]
    with torch.no_grad():
        for sample in samples:
            model(*(torch.from_numpy(sample[name]) for name in INPUTS))
    for hook in watched:
        hook.remove()
    return found
