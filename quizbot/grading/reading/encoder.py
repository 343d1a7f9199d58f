"""A small transformer encoder in numpy: token numbers in, one vector for each token out.

Its shape is that of MiniLM-L6 (Wang et al. 2020, arXiv:2002.10957): BERT (Devlin et al. 2018,
arXiv:1810.04805) with 6 layers of 384 numbers. The weights are bytes with a scale for each row, and
stay so in memory: to unpack a matrix for each product takes a tenth of the time.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

States = NDArray[np.float32]
Tensors = Mapping[str, NDArray[np.generic]]

WIDTH, HEADS, LONGEST = 384, 12, 512
"""Numbers of a vector, heads of attention, and tokens that fit."""
_TINY = np.float32(1e-12)


class Encoder:
    """Reads a sequence of tokens, each in the light of all others."""

    def __init__(self, tensors: Tensors) -> None:
        self._table: NDArray[np.int8] = tensors["tokens"].astype(np.int8, copy=False)
        self._scales = tensors["tokens.scale"].astype(np.float32)
        self._places = unpacked(tensors, "places")
        self._kinds = unpacked(tensors, "kinds")
        self._norm = _Norm(tensors, "norm")
        count = sum(name.endswith(".query.bias") for name in tensors)
        self._layers = [_Layer(tensors, f"layers.{i}") for i in range(count)]

    def states(self, tokens: Sequence[int], kinds: Sequence[int], wanted: Sequence[int]) -> States:
        """Return the vectors of the tokens at the places ``wanted``, shape (wanted, 384).

        ``kinds`` are 1 in the answer. The last layer makes those alone.
        """
        rows = self._table[list(tokens)] * self._scales[list(tokens), None]
        states = self._norm(rows + self._places[: len(tokens)] + self._kinds[list(kinds)])
        *before, last = self._layers
        for layer in before:
            states = layer(states, slice(None))
        return last(states, list(wanted))


class Linear:
    """A linear map, ``inputs @ weights + bias``; its weights stay packed between calls."""

    def __init__(self, tensors: Tensors, *names: str) -> None:
        """Read the map of that name, or those of several names side by side."""
        weights = [tensors[f"{name}.weight"].astype(np.int8, copy=False).T for name in names]
        self._weights = np.ascontiguousarray(np.concatenate(weights, axis=1))
        self._scales = np.concatenate([tensors[f"{name}.weight.scale"] for name in names])
        self._scales = self._scales.astype(np.float32)
        self._bias = np.concatenate([tensors[f"{name}.bias"] for name in names])
        self.size = len(self._bias)

    def __call__(self, inputs: States) -> States:
        """Return the map of ``inputs`` (..., in), shape (..., out)."""
        out: States = inputs @ self._weights.astype(np.float32)
        out *= self._scales
        out += self._bias
        return out


class _Norm:
    """Layer normalisation: each vector to mean 0 and variance 1, then stretched and moved."""

    def __init__(self, tensors: Tensors, name: str) -> None:
        self._stretch = tensors[f"{name}.weight"].astype(np.float32)
        self._shift = tensors[f"{name}.bias"].astype(np.float32)

    def __call__(self, states: States) -> States:
        centred = states - states.mean(axis=-1, keepdims=True)
        variance = np.square(centred).mean(axis=-1, keepdims=True)
        return np.asarray(centred / np.sqrt(variance + _TINY) * self._stretch + self._shift)


class _Layer:
    """Attention over all tokens, then two linear maps for each one."""

    def __init__(self, tensors: Tensors, name: str) -> None:
        self._asked = Linear(tensors, f"{name}.query", f"{name}.key", f"{name}.value")
        self._joined = Linear(tensors, f"{name}.joined")
        self._attended = _Norm(tensors, f"{name}.attended")
        self._wide = Linear(tensors, f"{name}.wide")
        self._narrow = Linear(tensors, f"{name}.narrow")
        self._thought = _Norm(tensors, f"{name}.thought")

    def __call__(self, states: States, wanted: list[int] | slice) -> States:
        """Return the next vectors of the tokens at the places ``wanted``."""
        states = self._attended(states[wanted] + self._joined(self._attention(states, wanted)))
        return self._thought(states + self._narrow(_gelu(self._wide(states))))

    def _attention(self, states: States, wanted: list[int] | slice) -> States:
        """Return the values of the tokens that each one attends to (Vaswani et al. 2017)."""
        length = len(states)
        heads = self._asked(states).reshape(length, 3, HEADS, WIDTH // HEADS)
        queries, keys, values = heads.transpose(1, 2, 0, 3)
        scores = queries[:, wanted] @ keys.transpose(0, 2, 1)
        scores *= np.float32(1 / math.sqrt(WIDTH // HEADS))
        scores -= scores.max(axis=-1, keepdims=True)
        np.exp(scores, out=scores)
        found = (scores @ values) / scores.sum(axis=-1, keepdims=True)
        return np.asarray(found.transpose(1, 0, 2).reshape(-1, WIDTH))


def _gelu(inputs: States) -> States:
    """Return GELU in its tanh form (Hendrycks and Gimpel 2016, arXiv:1606.08415)."""
    inner = inputs * inputs
    inner *= np.float32(0.044715)
    inner += 1
    inner *= inputs
    inner *= np.float32(math.sqrt(2 / math.pi))
    np.tanh(inner, out=inner)
    inner += 1
    inner *= inputs
    inner *= np.float32(0.5)
    return inner


def unpacked(tensors: Tensors, name: str) -> States:
    """Return a packed matrix as floats: its bytes times the scale of each row."""
    scales = tensors[f"{name}.scale"].astype(np.float32)
    return np.asarray(tensors[name].astype(np.float32) * scales[:, None])
