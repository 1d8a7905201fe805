"""A sentence encoder from a local folder, run by ONNX Runtime: for suppliers who have one on disk. Downloads nothing.

The folder holds ``tokenizer.json`` and ``model.onnx`` as exported by the usual tools. The model takes ``input_ids`` and
``attention_mask`` (and ``token_type_ids``, if it likes); its first output is one vector per token, of which the mean is
taken, or one per sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from numpy.typing import NDArray

MODEL_FILE = "model.onnx"
TOKENIZER_FILE = "tokenizer.json"


class NoEncoder(FileNotFoundError):
    """The folder holds no encoder, or the packages of the extra ``encoder`` are missing."""


class SentenceEncoder:
    """Turns sentences into vectors of length one."""

    def __init__(self, folder: Path, *, longest: int = 128, threads: int = 1) -> None:
        """Load the encoder.

        Args:
            folder: See the module.
            longest: Tokens read of a sentence.
            threads: Used for one sentence.

        Raises:
            NoEncoder: There is none, or it cannot be run here.
        """
        for name in (MODEL_FILE, TOKENIZER_FILE):
            if not (folder / name).is_file():
                raise NoEncoder(f"{folder} holds no {name}")
        try:
            import onnxruntime  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
            from tokenizers import Tokenizer  # noqa: PLC0415 - an extra
        except ImportError as error:
            raise NoEncoder("the packages of the extra `encoder` are not installed") from error
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER_FILE))
        self._tokenizer.enable_truncation(longest)
        self._tokenizer.enable_padding()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self._session = onnxruntime.InferenceSession(
            str(folder / MODEL_FILE), options, providers=["CPUExecutionProvider"]
        )
        self._inputs = {entry.name for entry in self._session.get_inputs()}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """One row per sentence; an empty sentence gives zeros."""
        encoded = self._tokenizer.encode_batch([text or " " for text in texts])
        mask = np.array([entry.attention_mask for entry in encoded], dtype=np.int64)
        given: dict[str, Any] = {
            "input_ids": np.array([entry.ids for entry in encoded], dtype=np.int64),
            "attention_mask": mask,
            "token_type_ids": np.array([entry.type_ids for entry in encoded], dtype=np.int64),
        }
        if not mask.shape[1]:
            width = self._session.get_outputs()[0].shape[-1]
            return np.zeros((len(texts), int(width)), dtype=np.float32)
        found = self._session.run(None, {name: value for name, value in given.items() if name in self._inputs})[0]
        if found.ndim == 3:
            weights = mask[..., None].astype(np.float32)
            found = (found * weights).sum(axis=1) / np.maximum(weights.sum(axis=1), 1.0)
        lengths = np.linalg.norm(found, axis=1, keepdims=True)
        result: NDArray[np.float32] = (found / np.where(lengths > 0, lengths, 1.0)).astype(np.float32)
        return result
