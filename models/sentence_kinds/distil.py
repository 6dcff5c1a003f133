"""A smaller reader of sentence kinds, which learns from a larger one: distillation.

It begins as some of the larger one's layers, and learns what the larger one answers and what it makes of
every piece on the way, besides the labels. That brings it nearer than labels alone (`card.md`).
Source: DistilBERT (Sanh et al. 2019, https://arxiv.org/abs/1910.01108); states as in TinyBERT (Jiao et al. 2020).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch
from torch.nn import functional

from models.sentence_kinds.fitting import labels_loss, teach
from models.sentence_kinds.lessons import Batch, Lesson
from models.sentence_kinds.network import Reader
from service.reading.kinds.kinded import CLASSES

LAYERS = (0, 1, 3, 4)  # of the larger one's six
MIXING = 3  # the place among these of the one that looks at the neighbours, the fifth of six
EPOCHS = 4
EARLY, EVIDENCE, LABELLED = 0.3, 0.5, 0.5  # weights of the losses beside those of kinds and states

_OPINIONS = [CLASSES.index("owned opinion"), CLASSES.index("unowned opinion")]


def distil(teacher: Reader, notes: Sequence[Sequence[Lesson]], seed: int = 1) -> Reader:
    """Return a reader of four layers that learned from `teacher` on `notes`."""

    def loss_of(reader: Reader, batch: Batch) -> torch.Tensor:
        return _as_taught(reader, teacher, batch) + LABELLED * labels_loss(reader, batch)

    return teach(teacher.fewer(LAYERS, mixing=MIXING), notes, seed, loss_of, EPOCHS)


def _as_taught(reader: Reader, teacher: Reader, batch: Batch) -> torch.Tensor:
    """Return how far a reader is from what its teacher says of a batch, and makes of its pieces."""
    with torch.autocast("cpu", torch.bfloat16):
        found = reader(batch.arrays)
        with torch.no_grad():
            told = teacher(batch.arrays)
    states = functional.mse_loss(found.alone.float(), told.alone.float())
    states = states + functional.mse_loss(found.last.float(), told.last.float())
    kinds = _divergence(found.kinds, told.kinds) + EARLY * _divergence(found.early, told.early)
    is_opinion = told.kinds.float().softmax(-1)[:, _OPINIONS].sum(-1)
    asked = functional.binary_cross_entropy_with_logits(
        found.evidence[:, 0].float(), told.evidence[:, 0].float().sigmoid(), reduction="none"
    )
    return states + kinds + EVIDENCE * (asked * is_opinion).sum() / is_opinion.sum().clamp_min(1)


def _divergence(found: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Return the Kullback-Leibler divergence, a sentence, of scores from those told."""
    return functional.kl_div(found.float().log_softmax(-1), told.float().softmax(-1), reduction="batchmean")
