"""Write a trained reader as the package holds it: bytes with a scale for each row, and hashes."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path

import numpy as np
import torch
from safetensors.numpy import load_file, save_file

from quizbot.grading.reading import reader
from tests.training.network import Network

FOLDER = Path(reader.__file__).with_name(reader.WEIGHTS_FOLDER)
LEFT_OUT = ("kind.",)
"""Heads that only helped to learn."""


def write(network: Network, tokenizer: Path, origin: str, folder: Path) -> None:
    """Write weights, tokenizer and what they are into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    tensors: dict[str, np.ndarray] = {}
    for name, weights in network.state_dict().items():
        if not name.startswith(LEFT_OUT):
            tensors |= packed(name, weights.numpy())
    save_file(tensors, folder / reader.WEIGHTS_FILE)
    (folder / reader.WEIGHTS_FILE).chmod(0o644)
    shutil.copyfile(tokenizer, folder / reader.TOKENIZER_FILE)
    hashes = {
        name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
        for name in (reader.WEIGHTS_FILE, reader.TOKENIZER_FILE)
    }
    made = json.dumps({"origin": origin, "sha256": hashes}, indent=1)
    (folder / reader.ORIGIN_FILE).write_text(made + "\n", encoding="utf-8")


def read(network: Network, folder: Path) -> str:
    """Read packed weights into a network, to train it further, and return what they are.

    The head that only helped to learn begins from nothing.
    """
    tensors = load_file(folder / reader.WEIGHTS_FILE)
    weights = network.state_dict()
    for name in weights:
        stored = name if name in tensors else name.removesuffix(".weight")
        if stored in tensors:
            scale = tensors.get(f"{stored}.scale")
            values = tensors[stored].astype(np.float32)
            values = values if scale is None else values * scale[:, None]
            weights[name] = torch.from_numpy(values)
    network.load_state_dict(weights)
    made: dict[str, str] = json.loads((folder / reader.ORIGIN_FILE).read_text(encoding="utf-8"))
    return made["origin"]


def packed(name: str, weights: np.ndarray) -> dict[str, np.ndarray]:
    """Return a tensor as it is stored; of a matrix each row has a scale, its largest being 127.

    Tables keep their names, matrices of maps end in ``.weight``, as the encoder reads them.
    """
    table = name.split(".")[0] in {"tokens", "places", "kinds"}
    name = name.removesuffix(".weight") if table else name
    if weights.ndim < 2:
        return {name: weights.astype(np.float32)}
    scales = np.abs(weights).max(axis=1) / 127 + 1e-12
    whole = np.rint(weights / scales[:, None]).astype(np.int8)
    return {name: whole, f"{name}.scale": scales.astype(np.float32)}
