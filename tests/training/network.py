"""The reader as it is trained: `quizbot.grading.reading.encoder` in torch, and its heads."""

from __future__ import annotations

from pathlib import Path

from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from quizbot.bank.marked import AnswerKind
from quizbot.grading.reading.encoder import HEADS, LONGEST, WIDTH

LAYERS, WIDE, WORDS = 6, 1536, 30522
MARKS = (-1, 0, 0.5, 1)
"""What the reader tells of a point, in the order of its outputs."""
POINTER = 64


class Layer(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.query, self.key, self.value, self.joined = (nn.Linear(WIDTH, WIDTH) for _ in range(4))
        self.attended = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide, self.narrow = nn.Linear(WIDTH, WIDE), nn.Linear(WIDE, WIDTH)
        self.thought = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, seen: Tensor, dropped: float) -> Tensor:
        rows, length, _ = states.shape

        def heads(linear: nn.Module) -> Tensor:
            split: Tensor = linear(states).view(rows, length, HEADS, WIDTH // HEADS)
            return split.transpose(1, 2)

        found = functional.scaled_dot_product_attention(
            heads(self.query), heads(self.key), heads(self.value), attn_mask=seen
        )
        joined = self.joined(found.transpose(1, 2).reshape(rows, length, WIDTH))
        states = self.attended(states + functional.dropout(joined, dropped, self.training))
        thought = self.narrow(functional.gelu(self.wide(states), approximate="tanh"))
        result: Tensor = self.thought(states + functional.dropout(thought, dropped, self.training))
        return result


class Network(nn.Module):
    """``mark``: what is said of a point; ``whole``: what the answer is worth; ``kind``: of which
    kind it is, which helps to learn; ``asks`` and ``tells``: which words decided on a point."""

    def __init__(self) -> None:
        super().__init__()
        self.tokens = nn.Embedding(WORDS, WIDTH)
        self.places = nn.Embedding(LONGEST, WIDTH)
        self.kinds = nn.Embedding(2, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.mark = nn.Linear(WIDTH, len(MARKS))
        self.whole = nn.Linear(WIDTH, 1)
        self.kind = nn.Linear(WIDTH, len(AnswerKind))
        self.asks, self.tells = nn.Linear(WIDTH, POINTER), nn.Linear(WIDTH, POINTER)

    def heads(self) -> list[nn.Parameter]:
        """Return the parameters that begin from nothing."""
        made = (self.mark, self.whole, self.kind, self.asks, self.tells)
        return [parameter for head in made for parameter in head.parameters()]

    def forward(self, tokens: Tensor, kinds: Tensor, seen: Tensor, dropped: float = 0.0) -> Tensor:
        """Return the states (rows, tokens, 384); ``seen`` tells tokens from filling."""
        length = tokens.shape[1]
        states = self.tokens(tokens) + self.places.weight[:length][None] + self.kinds(kinds)
        states = functional.dropout(self.norm(states), dropped, self.training)
        for layer in self.layers:
            states = layer(states, seen[:, None, None, :], dropped)
        return states

    def begin(self, file: Path) -> None:
        """Read the base weights (``model.safetensors`` of all-MiniLM-L6-v2, Apache-2.0)."""
        base = {name.removeprefix("bert."): weights for name, weights in load_file(file).items()}
        self.load_state_dict(
            {
                name: base[source] if (source := _BASE.get(name)) else weights
                for name, weights in self.state_dict().items()
            }
        )


_EMBEDDINGS = {
    "tokens.weight": "word_embeddings.weight",
    "places.weight": "position_embeddings.weight",
    "kinds.weight": "token_type_embeddings.weight",
    "norm.weight": "LayerNorm.weight",
    "norm.bias": "LayerNorm.bias",
}
_OF_LAYER = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "joined": "attention.output.dense",
    "attended": "attention.output.LayerNorm",
    "wide": "intermediate.dense",
    "narrow": "output.dense",
    "thought": "output.LayerNorm",
}
_BASE = {name: f"embeddings.{source}" for name, source in _EMBEDDINGS.items()} | {
    f"layers.{i}.{name}.{kind}": f"encoder.layer.{i}.{source}.{kind}"
    for i in range(LAYERS)
    for name, source in _OF_LAYER.items()
    for kind in ("weight", "bias")
}
"""Each of our weights by its name in the base."""
