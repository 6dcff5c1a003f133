"""A model that ONNX Runtime runs, with the tokenizer that cuts words into its pieces."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer


def load_onnx(folder: Path) -> tuple[Tokenizer, InferenceSession]:
    """Return the tokenizer and session of a model's verified folder, on one thread a process."""
    return load_tokenizer(folder), load_session(folder / "weights.onnx")


def load_session(weights: Path) -> InferenceSession:
    """Return a session of a verified file, on one thread."""
    # ONNX Runtime writes a session file and would report its use, unless told so before it is imported.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    from onnxruntime import InferenceSession, SessionOptions  # slow to import, and not needed before the first note

    options = SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_cpu_mem_arena = False  # it never gives back what the longest note took, and saves no time
    return InferenceSession(weights, options, providers=["CPUExecutionProvider"])


def load_tokenizer(folder: Path) -> Tokenizer:
    """Return the tokenizer of a verified folder; it neither cuts nor pads."""
    # It would start a thread for each processor to cut some twenty sentences.
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from tokenizers import Tokenizer  # slow to import, and not needed before the first note

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_padding()  # windows are padded where they are packed
    tokenizer.no_truncation()
    return tokenizer
