"""The reader: a small model that reads prompt, key points and answer together.

Of each point it tells how likely the answer contradicts it, leaves it out, says it in part or says
it, and of the whole what an examiner would give. It is trained on the bank's marked answers
(``python -m tests.training.train``); its weights are pinned by their hashes. Nothing is fetched.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import threadpoolctl

from quizbot.domain.question import KeyPoint
from quizbot.errors import QuizError
from quizbot.grading.reading.clauses import whole_clauses
from quizbot.grading.reading.encoder import Encoder, Linear, States, Tensors
from quizbot.grading.reading.reading_input import Asked, Tokens, asked, readable, reading, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WEIGHTS_FOLDER, WEIGHTS_FILE, TOKENIZER_FILE = "weights", "reader.safetensors", "tokenizer.json"
ORIGIN_FILE = "origin.json"
"""From what, when and how the weights were made, and their hashes."""
PACKAGED = Path(__file__).with_name(WEIGHTS_FOLDER)
_REMEDY = "Train it: python -m tests.training.train."


class NoReader(QuizError):
    """The reader cannot be used; the sentence says why."""


@dataclass(frozen=True, slots=True, eq=False)
class Read:
    """What was read of an answer.

    ``said`` (points, 4) are the probabilities that a point is contradicted, left out, said in part,
    said; ``whole`` (0..1) is what an examiner would give; ``parts`` are the clauses of the answer
    and ``decided`` (points, parts) how much each of them decided.
    """

    said: States
    whole: float
    parts: tuple[str, ...]
    decided: States

    def evidence(self, point: int, written: str) -> str:
        """Return the clause that decided most on a point.

        It is taken from ``written``, the answer with its slips, if that has the same clauses.
        """
        if not self.parts:
            return ""
        shown = whole_clauses(readable(written))
        parts = shown if len(shown) == len(self.parts) else self.parts
        return parts[int(self.decided[point].argmax())]


class Reader:
    """Reads answers. One reading takes some 0.1 s; several threads may read at once."""

    def __init__(self, tensors: Tensors, tokenizer: Tokenizer, version: str) -> None:
        self.version = version
        self._encoder = Encoder(tensors)
        self._mark, self._whole = Linear(tensors, "mark"), Linear(tensors, "whole")
        self._asks, self._tells = Linear(tensors, "asks"), Linear(tensors, "tells")
        self._tokenizer = tokenizer
        self._asked = lru_cache(maxsize=64)(self._make_asked)

    def _tokenise(self, words: str) -> Tokens:
        return list(self._tokenizer.encode(words, add_special_tokens=False).ids)

    def _make_asked(self, prompt: str, points: tuple[KeyPoint, ...]) -> list[Asked]:
        return asked(prompt, points, self._tokenise)

    def read(self, prompt: str, points: Sequence[KeyPoint], answer: str) -> Read:
        """Read an answer that is not empty.

        A long answer is read in windows, and a question of many points in parts: a point goes by
        the window that says most of it, the whole by the window and part that are worth most.
        """
        parts = whole_clauses(readable(answer))
        tokens = [self._tokenise(part) for part in parts]
        said = np.zeros((len(points), 4), np.float32)
        said[:, 1] = 1.0
        decided = np.zeros((len(points), len(parts)), np.float32)
        wholes = []
        for question in self._asked(prompt, tuple(points)):
            best = 0.0
            for window in windows(question, tokens):
                marks, whole, pointed = self._pass(question, [tokens[i] for i in window])
                best = max(best, whole)
                for i, point in enumerate(question.points):
                    if marks[i, 1] <= said[point, 1]:
                        said[point], decided[point] = marks[i], 0.0
                        decided[point, window] = pointed[i]
            wholes.append(best)
        return Read(said, max(wholes), tuple(parts), decided)

    def _pass(self, question: Asked, parts: Sequence[Tokens]) -> tuple[States, float, States]:
        """Read once: marks (points, 4), what the whole is worth, what decided (points, parts)."""
        laid = reading(question, parts)
        end = 1 + sum(laid.kinds)
        states = self._encoder.states(laid.tokens, laid.kinds, [*range(end), *laid.markers])
        points = states[end:]
        pointed = self._asks(points) @ self._tells(states[:end]).T
        pointed = _softmax(pointed / math.sqrt(self._asks.size))
        shares = [pointed[:, start:end].sum(axis=1) for start, end in laid.parts]
        whole = 1 / (1 + math.exp(-float(self._whole(states[0])[0])))
        return _softmax(self._mark(points)), whole, np.stack(shares, axis=1)


def _softmax(values: States) -> States:
    powers = np.exp(values - values.max(axis=-1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=-1, keepdims=True))


@lru_cache(maxsize=1)
def load(folder: Path = PACKAGED) -> Reader:
    """Read the packaged weights, once a process; takes about 0.3 s and 80 MB.

    Its products are done in one thread each, so that a grade is the same however many there are.

    Raises:
        NoReader: a file or package is missing or changed; the sentence says which.
    """
    try:
        origin: dict[str, Any] = json.loads((folder / ORIGIN_FILE).read_text(encoding="utf-8"))
        files = {name: (folder / name).read_bytes() for name in (WEIGHTS_FILE, TOKENIZER_FILE)}
    except (OSError, ValueError) as error:
        raise NoReader(f"A file of the reader cannot be read ({error}). {_REMEDY}") from error
    for name, content in files.items():
        if hashlib.sha256(content).hexdigest() != origin["sha256"][name]:
            raise NoReader(f"{name} of the reader is not the file it was. {_REMEDY}")
    try:
        from safetensors.numpy import load as parsed
        from tokenizers import Tokenizer
    except ImportError as error:
        raise NoReader(f"The package {error.name} is not installed. {_REMEDY}") from error
    threadpoolctl.threadpool_limits(1, user_api="blas")
    tokenizer = Tokenizer.from_str(files[TOKENIZER_FILE].decode())
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return Reader(parsed(files[WEIGHTS_FILE]), tokenizer, origin["sha256"][WEIGHTS_FILE][:8])
