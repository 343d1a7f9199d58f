"""The encoder against the same sums done number by number."""

from __future__ import annotations

import math

import numpy as np
import pytest

from quizbot.grading.reading.encoder import HEADS, WIDTH, Encoder

WIDE, WORDS, LAYERS = 8, 30, 2


def tensors(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Return weights of a small encoder as they are stored."""
    found: dict[str, np.ndarray] = {}

    def matrix(name: str, rows: int, columns: int) -> None:
        found[name] = rng.integers(-127, 128, (rows, columns)).astype(np.int8)
        found[f"{name}.scale"] = rng.uniform(0.0005, 0.001, rows).astype(np.float32)

    def vector(name: str, size: int) -> None:
        found[name] = rng.normal(1.0, 0.1, size).astype(np.float32)

    matrix("tokens", WORDS, WIDTH)
    matrix("places", 512, WIDTH)
    matrix("kinds", 2, WIDTH)
    norms = ["norm"]
    for i in range(LAYERS):
        for name in ("query", "key", "value", "joined"):
            matrix(f"layers.{i}.{name}.weight", WIDTH, WIDTH)
            vector(f"layers.{i}.{name}.bias", WIDTH)
        matrix(f"layers.{i}.wide.weight", WIDE, WIDTH)
        vector(f"layers.{i}.wide.bias", WIDE)
        matrix(f"layers.{i}.narrow.weight", WIDTH, WIDE)
        vector(f"layers.{i}.narrow.bias", WIDTH)
        norms += [f"layers.{i}.attended", f"layers.{i}.thought"]
    for name in norms:
        vector(f"{name}.weight", WIDTH)
        vector(f"{name}.bias", WIDTH)
    return found


def by_number(stored: dict[str, np.ndarray], tokens: list[int], kinds: list[int]) -> np.ndarray:
    """Return what `Encoder.states` should, token by token and head by head."""

    def weights(name: str) -> np.ndarray:
        return np.asarray(stored[name].astype(np.float64) * stored[f"{name}.scale"][:, None])

    def linear(name: str, x: np.ndarray) -> np.ndarray:
        return np.asarray(weights(f"{name}.weight") @ x + stored[f"{name}.bias"])

    def norm(name: str, x: np.ndarray) -> np.ndarray:
        even = (x - x.mean()) / math.sqrt(x.var() + 1e-12)
        return np.asarray(even * stored[f"{name}.weight"] + stored[f"{name}.bias"])

    def gelu(x: float) -> float:
        return 0.5 * x * (1 + math.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3)))

    table, places, sorts = weights("tokens"), weights("places"), weights("kinds")
    rows = [
        norm("norm", table[token] + places[i] + sorts[kind])
        for i, (token, kind) in enumerate(zip(tokens, kinds, strict=True))
    ]
    width = WIDTH // HEADS
    for layer in (f"layers.{i}" for i in range(LAYERS)):
        parts = {
            n: [linear(f"{layer}.{n}", row) for row in rows] for n in ("query", "key", "value")
        }
        after = []
        for i, row in enumerate(rows):
            seen = np.zeros(WIDTH)
            for head in range(HEADS):
                cut = slice(head * width, (head + 1) * width)
                scores = [
                    parts["query"][i][cut] @ key[cut] / math.sqrt(width) for key in parts["key"]
                ]
                powers = np.exp(np.array(scores) - max(scores))
                for share, value in zip(powers / powers.sum(), parts["value"], strict=True):
                    seen[cut] += share * value[cut]
            attended = norm(f"{layer}.attended", row + linear(f"{layer}.joined", seen))
            wide = np.array([gelu(x) for x in linear(f"{layer}.wide", attended)])
            thought = attended + linear(f"{layer}.narrow", wide)
            after.append(norm(f"{layer}.thought", thought))
        rows = after
    return np.stack(rows)


@pytest.mark.parametrize("length", [1, 5])
def test_it_does_the_sums_of_a_transformer(length: int) -> None:
    stored = tensors(np.random.default_rng(length))
    tokens = [(7 * i) % WORDS for i in range(length)]
    kinds = [i % 2 for i in range(length)]
    wanted = [length - 1, 0]
    found = Encoder(stored).states(tokens, kinds, wanted)
    assert found.shape == (2, WIDTH)
    assert found.dtype == np.float32
    expected = by_number(stored, tokens, kinds)[wanted]
    np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-4)
