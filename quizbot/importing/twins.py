"""Near duplicates, within a document and against the whole bank."""

from __future__ import annotations

import functools
import heapq
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from quizbot.domain.question import Question
from quizbot.importing.doubts import Stems
from quizbot.importing.item import Concern, Item, Remark

_SHARED, _ALIKE, _SPELLED_ALIKE, _ONE_WORD = 0.66, 0.45, 90.0, 70.0
_CLOSE = 0.3
"""Of the weighted likeness to a bank question. Measured on 253 questions from documents of the
bank's own field: 57 % of those with a twin in the bank are named, 20 % of those without one."""
_LOOKED_AT = 40
"""Texts that share the most stems; no more are compared in full."""
_TOO_COMMON = 400
"""A stem in more texts than this finds nobody by itself."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A question; ``whole`` are the stems of its prompt and answer, ``place`` -1 is the bank."""

    name: str
    prompt: str
    stems: frozenset[str]
    whole: frozenset[str]
    place: int


def compare(items: Sequence[Item], bank: Iterable[Question], stems: Stems) -> list[Item]:
    """Return the items, each with a remark that names the questions it nearly repeats."""
    known = [
        _entry(f'"{question.id}" of the bank', question.prompt, question.answer, -1, stems)
        for question in bank
    ]
    own = [
        _entry(f"the one in line {item.line}", item.prompt, item.answer, place, stems)
        for place, item in enumerate(items)
    ]
    finder = _Finder([*known, *own], _Weights(known))
    return [_told(item, finder.near(entry)) for item, entry in zip(items, own, strict=True)]


def _entry(name: str, prompt: str, answer: str, place: int, stems: Stems) -> _Entry:
    return _Entry(name, prompt, stems(prompt), stems(f"{prompt} {answer}"), place)


class _Weights:
    """How telling a stem is: rare ones of the bank's prompts, and of its whole texts."""

    def __init__(self, known: Sequence[_Entry]) -> None:
        self._prompts = Counter(stem for entry in known for stem in entry.stems)
        self._texts = Counter(stem for entry in known for stem in entry.whole)
        self._size = len(known) + 1
        self._logs = functools.cache(self._log)
        self._length = functools.lru_cache(maxsize=4096)(self._squares)

    def likeness(self, first: _Entry, second: _Entry) -> float:
        """Return 0 to 1: shared stems of the prompts, and the angle between the whole texts."""
        shared = self._sum(first.stems & second.stems)
        smaller = min(self._sum(first.stems), self._sum(second.stems))
        together = self._sum(first.stems | second.stems)
        if not shared:
            return 0.0
        return 0.3 * shared / together + 0.2 * shared / smaller + 0.5 * self._angle(first, second)

    def _sum(self, stems: Iterable[str]) -> float:
        return sum(self._logs(self._prompts[stem]) for stem in stems)

    def _angle(self, first: _Entry, second: _Entry) -> float:
        one, other = self._length(first.whole), self._length(second.whole)
        shared = self._squares(first.whole & second.whole)
        return shared / math.sqrt(one * other) if one and other else 0.0

    def _squares(self, stems: frozenset[str]) -> float:
        return sum(self._logs(self._texts[stem]) ** 2 for stem in stems)

    def _log(self, count: int) -> float:
        return math.log((self._size + 0.5) / (count + 0.5))


class _Finder:
    """Finds texts that share stems, without comparing each with each."""

    def __init__(self, entries: Sequence[_Entry], weights: _Weights) -> None:
        self._entries = entries
        self._weights = weights
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for i, entry in enumerate(entries):
            for stem in entry.stems:
                self._by_stem[stem].append(i)

    def near(self, entry: _Entry) -> list[_Entry]:
        """Return what nearly repeats ``entry``: bank questions, and items before it."""
        alike = [(self._weights.likeness(entry, other), other) for other in self._candidates(entry)]
        found = [pair for pair in alike if self._repeats(entry, *pair)]
        return [other for _, other in sorted(found, key=lambda pair: -pair[0])][:2]

    def _candidates(self, entry: _Entry) -> Iterator[_Entry]:
        shared: dict[int, int] = defaultdict(int)
        for stem in entry.stems:
            for i in self._by_stem[stem][:_TOO_COMMON]:
                shared[i] += 1
        before = ((i, n) for i, n in shared.items() if self._entries[i].place < entry.place)
        for i, _ in heapq.nlargest(_LOOKED_AT, before, key=lambda pair: pair[1]):
            yield self._entries[i]

    def _repeats(self, entry: _Entry, likeness: float, other: _Entry) -> bool:
        return _words_repeat(entry, other) or (other.place < 0 and likeness >= _CLOSE)


def _words_repeat(first: _Entry, second: _Entry) -> bool:
    """Tell whether two prompts say nearly the same by their words alone."""
    shared = len(first.stems & second.stems)
    overlap = shared / max(len(first.stems | second.stems), 1)
    a, b = first.prompt[:400].casefold(), second.prompt[:400].casefold()
    if overlap >= _SHARED and shared > 1:
        return True
    if overlap == 1:
        return fuzz.token_sort_ratio(a, b) >= _ONE_WORD
    return overlap >= _ALIKE and fuzz.token_sort_ratio(a, b) >= _SPELLED_ALIKE


def _told(item: Item, near: Sequence[_Entry]) -> Item:
    if not near:
        return item
    names = ", ".join(f"{entry.name} ({_short(entry.prompt)})" for entry in near)
    remark = Remark(Concern.NEAR, f"Close to {names}. Leave it out if it asks the same.")
    return replace(item, remarks=(*item.remarks, remark))


def _short(prompt: str) -> str:
    line = " ".join(prompt.split())
    return line if len(line) <= 90 else f"{line[:89]}…"
