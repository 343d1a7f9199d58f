"""Question and answer as the reader sees them: one sequence of tokens, a marker before each point.

``[CLS] answer [SEP] prompt [SEP] • point • point [SEP]``, in training ``• point ≠ contrary`` too.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from quizbot.domain.question import KeyPoint
from quizbot.grading import text
from quizbot.grading.reading.encoder import LONGEST

Tokens = Sequence[int]
Tokenise = Callable[[str], Tokens]

START, END, POINT_MARK, CONTRARY_MARK = 101, 102, 1, 2
"""The numbers of BERT's own marks, and of two that it left unused."""
MOST_OF_PROMPT, MOST_OF_SENTENCE, MOST_OF_POINTS = 70, 50, 340
"""Tokens of a prompt, of a point or a contrary, and of all points that are read at once."""
MOST_OF_ANSWER = 220
"""Tokens of an answer that are read at once; of longer ones the reader learned from too few."""
MOST_WINDOWS = 4
_NO_MARKS = str.maketrans(dict.fromkeys("*_`#", " "))


def readable(written: str) -> str:
    """Return a text in one Unicode form without the marks of Markdown; arrows are one sign."""
    composed = unicodedata.normalize("NFKC", text.visible(written))[: text.MOST_READ]
    return composed.replace("->", "→").replace("=>", "→").translate(_NO_MARKS)


def reference_points(answer: str) -> tuple[KeyPoint, ...]:
    """Return the sentences of a full answer, to be read where a question has no key points."""
    return tuple(KeyPoint(part) for part in text.sentences(readable(answer)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A prompt and points of it, as tokens.

    ``points`` are the numbers of the points, ``markers`` the places of the tokens before them.
    """

    tokens: tuple[int, ...]
    points: tuple[int, ...]
    markers: tuple[int, ...]


def asked(
    prompt: str, points: Sequence[KeyPoint], tokenise: Tokenise, *, contraries: int = 0
) -> list[Asked]:
    """Return a question in as few parts as leave room for an answer.

    In training so many ``contraries`` stand beside each point; once it has learned from them, the
    reader does without.
    """
    first = (*tokenise(readable(prompt))[:MOST_OF_PROMPT], END)
    parts: list[Asked] = []
    tokens, numbers, markers = [*first], list[int](), list[int]()
    for number, point in enumerate(points):
        behind = [*_behind(point, tokenise, contraries)]
        if numbers and len(tokens) + len(behind) > len(first) + MOST_OF_POINTS:
            parts.append(Asked((*tokens, END), tuple(numbers), tuple(markers)))
            tokens, numbers, markers = [*first], [], []
        numbers.append(number)
        markers.append(len(tokens))
        tokens += behind
    return [*parts, Asked((*tokens, END), tuple(numbers), tuple(markers))]


def _behind(point: KeyPoint, tokenise: Tokenise, contraries: int) -> Iterator[int]:
    """Yield the marker and the tokens of a point, and of some sentences that turn it round."""
    yield POINT_MARK
    yield from tokenise(readable(point.point))[:MOST_OF_SENTENCE]
    for contrary in point.contrary[:contraries]:
        yield CONTRARY_MARK
        yield from tokenise(readable(contrary))[:MOST_OF_SENTENCE]


@dataclass(frozen=True, slots=True)
class Reading:
    """A sequence to be read: its tokens, their kinds (1 in the answer), the markers of the points.

    ``parts`` are the places of the answer's parts, from and to.
    """

    tokens: tuple[int, ...]
    kinds: tuple[int, ...]
    markers: tuple[int, ...]
    parts: tuple[tuple[int, int], ...]


def reading(question: Asked, parts: Sequence[Tokens]) -> Reading:
    """Return the sequence of a question and parts of an answer; what does not fit is cut."""
    room = LONGEST - len(question.tokens) - 2
    places, end = [], 1
    for part in parts:
        start, end = end, min(end + len(part), room + 1)
        places.append((start, end))
    answer = (START, *[*chain(*parts)][:room], END)
    return Reading(
        (*answer, *question.tokens),
        (0, *[1] * (len(answer) - 2), 0, *[0] * len(question.tokens)),
        tuple(len(answer) + marker for marker in question.markers),
        tuple(places),
    )


def windows(question: Asked, parts: Sequence[Tokens]) -> list[list[int]]:
    """Return the numbers of the parts that are read together, in windows that fit.

    A window ends before the part that does not fit any more; what is longer than
    `MOST_WINDOWS` of them is left unread.
    """
    room = min(LONGEST - len(question.tokens) - 2, MOST_OF_ANSWER)
    found: list[list[int]] = [[]]
    length = 0
    for number, part in enumerate(parts):
        if found[-1] and length + len(part) > room:
            found.append([])
            length = 0
        found[-1].append(number)
        length += len(part)
    return found[:MOST_WINDOWS]
