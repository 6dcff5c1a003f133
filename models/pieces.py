"""What is worked out of the word pieces of several sentences, the same for each in whatever company it is read."""

from __future__ import annotations

import torch


def mean_of_pieces(states: torch.Tensor, there: torch.Tensor) -> torch.Tensor:
    """Return the mean (n x width) of the states (n x pieces x width) of the pieces that are `there` (n x pieces).

    As a product: ONNX Runtime adds up the rows of one sentence in another order than those of several, and the
    last digit of an answer would hang on its company.
    """
    weights = there.to(states.dtype)[:, None]
    return (weights @ states)[:, 0] / weights.sum(-1)
