"""Minimal pairs: sentences of right answers, each beside one with a few words exchanged.

The other one says the contrary in the same terms. They stand in ``minimal_pairs.jsonl``, an answer
a line, for all questions that have key points; `Purpose` tells which are for training.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FILE = Path(__file__).with_name("minimal_pairs.jsonl")


@dataclass(frozen=True, slots=True)
class MinimalPair:
    """A sentence that says ``points`` (their numbers), right and turned round."""

    points: tuple[int, ...]
    right: str
    wrong: str


@dataclass(frozen=True, slots=True)
class MinimalPairs:
    """An answer to a question, of sentences that can each be turned round."""

    question_id: str
    sentences: tuple[MinimalPair, ...]

    @property
    def right(self) -> str:
        """The answer as it is right."""
        return " ".join(pair.right for pair in self.sentences)

    @property
    def wrong(self) -> str:
        """The answer with every sentence turned round."""
        return " ".join(pair.wrong for pair in self.sentences)


def load() -> Mapping[str, Sequence[MinimalPairs]]:
    """Return the answers that are written so, by the question's id."""
    found: defaultdict[str, list[MinimalPairs]] = defaultdict(list)
    for line in FILE.read_text(encoding="utf-8").splitlines():
        read: dict[str, Any] = json.loads(line)
        found[read["question"]].append(MinimalPairs(read["question"], tuple(_pairs(read))))
    return found


def _pairs(read: Mapping[str, Any]) -> Iterator[MinimalPair]:
    for sentence in read["sentences"]:
        yield MinimalPair(tuple(sentence["points"]), sentence["right"], sentence["wrong"])
