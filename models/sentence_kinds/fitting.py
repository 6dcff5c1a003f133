"""How a reader of sentence kinds is fitted: to labels, or to whatever another loss asks."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable, Sequence
from itertools import chain

import torch
from torch import nn
from torch.nn import functional

from models.sentence_kinds.lessons import UNKNOWN, Batch, Lesson, batch_of, stretches
from models.sentence_kinds.network import LABELS, Reader

EPOCHS = 3
TOGETHER = 4  # stretches in a batch: some 40 sentences
BODY_RATE, HEAD_RATE = 1e-4, 1e-3
LOWER = 0.9  # of the rate of the layer above: what MiniLM knows of words is worth keeping
SMOOTHING = 0.05
DOUBT = 0.1  # that a label of evidence is wrong: readers agree on it least
EARLY, EVIDENCE, WORDS = 0.3, 0.5, 0.2  # weights of the losses beside that of the kind
KEPT = 0.995  # of the running mean of the weights, a step

Loss = Callable[[Reader, Batch], torch.Tensor]


def fit(notes: Sequence[Sequence[Lesson]], seed: int = 1) -> Reader:
    """Return a reader that learned the labels of `notes`."""
    torch.manual_seed(0)  # the same beginning for every seed, so that the ends can be averaged
    return teach(Reader(), notes, seed, labels_loss, EPOCHS)


def teach(beginning: Reader, notes: Sequence[Sequence[Lesson]], seed: int, loss_of: Loss, epochs: int) -> Reader:
    """Return what becomes of a copy of `beginning` on `notes`: the running mean of its weights."""
    reader = copy.deepcopy(beginning).train()
    torch.manual_seed(seed)
    chance = random.Random(seed)  # noqa: S311 (nothing here is secret)
    mean = copy.deepcopy(reader).eval()
    groups = _groups(reader)
    optimiser = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [float(str(group["lr"])) for group in groups]
    rounds = [_batches(notes, chance) for _ in range(epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, rates, total_steps=sum(map(len, rounds)) + 1, pct_start=0.1, anneal_strategy="linear"
    )
    for parts in chain.from_iterable(rounds):
        loss = loss_of(reader, batch_of(parts, chance))
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
        optimiser.step()
        schedule.step()
        _follow(mean, reader)
    return mean


def _batches(notes: Sequence[Sequence[Lesson]], chance: random.Random) -> list[list[list[Lesson]]]:
    parts = stretches(notes, chance)
    return [parts[at : at + TOGETHER] for at in range(0, len(parts), TOGETHER)]


def _groups(reader: Reader) -> list[dict[str, object]]:
    """Return what is trained: the lower the layer, the slower; the heads fastest."""
    depth = len(reader.layers)
    body: dict[int, list[nn.Parameter]] = {}
    heads: list[nn.Parameter] = []
    for name, weights in reader.named_parameters():
        if not weights.requires_grad:
            continue
        if name.startswith("layers."):
            body.setdefault(int(name.split(".")[1]), []).append(weights)
        elif name in {"place", "offset"} or name.startswith(("norm.", "told.")):
            body.setdefault(-1, []).append(weights)
        else:
            heads.append(weights)
    groups: list[dict[str, object]] = [
        {"params": found, "lr": BODY_RATE * LOWER ** (depth - 1 - layer)} for layer, found in sorted(body.items())
    ]
    return [*groups, {"params": heads, "lr": HEAD_RATE}]


def labels_loss(reader: Reader, batch: Batch) -> torch.Tensor:
    """Return how far a reader is from the labels of a batch."""
    with torch.autocast("cpu", torch.bfloat16):
        found = reader(batch.arrays)
    loss = functional.cross_entropy(found.kinds.float(), batch.kinds, label_smoothing=SMOOTHING)
    loss = loss + EARLY * functional.cross_entropy(found.early.float(), batch.kinds, label_smoothing=SMOOTHING)
    of_pieces = functional.cross_entropy(found.labels.float().view(-1, LABELS), batch.labels, ignore_index=UNKNOWN)
    loss = loss + WORDS * of_pieces
    known = batch.evidenced != UNKNOWN
    if known.any():
        soft = batch.evidenced[known].float() * (1 - 2 * DOUBT) + DOUBT
        asked = functional.binary_cross_entropy_with_logits(found.evidence[known, 0].float(), soft)
        loss = loss + EVIDENCE * asked
    return loss


def _follow(mean: Reader, reader: Reader) -> None:
    """Move the running mean of the weights a little towards the weights."""
    with torch.no_grad():
        for kept, now in zip(mean.parameters(), reader.parameters(), strict=True):
            if now.requires_grad:
                kept.lerp_(now, 1 - KEPT)


def mean_of(readers: Sequence[Reader]) -> Reader:
    """Return one reader whose weights are the mean of several that began alike."""
    mean = copy.deepcopy(readers[0])
    with torch.no_grad():
        for weights, *others in zip(mean.parameters(), *(reader.parameters() for reader in readers), strict=True):
            weights.copy_(torch.stack(others).mean(0))
    return mean
