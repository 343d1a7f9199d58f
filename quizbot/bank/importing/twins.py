"""Near duplicates, within a document and against the whole bank."""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from quizbot.bank.importing.doubts import Stems
from quizbot.bank.importing.item import Concern, Item, Remark
from quizbot.domain.question import Question

_SHARED, _ALIKE, _SPELLED_ALIKE, _ONE_WORD = 0.66, 0.45, 90.0, 70.0
_LOOKED_AT = 40
"""Texts that share the most stems; no more are compared in full."""
_TOO_COMMON = 400
"""A stem in more texts than this finds nobody by itself."""


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    prompt: str
    stems: frozenset[str]
    place: int


def compare(items: Sequence[Item], bank: Iterable[Question], stems: Stems) -> list[Item]:
    """Return the items, each with a remark that names the questions it nearly repeats."""
    entries = [
        _Entry(f'"{question.id}" of the bank', question.prompt, stems(question.prompt), -1)
        for question in bank
    ]
    own = [
        _Entry(f"the one in line {item.line}", item.prompt, stems(item.prompt), place)
        for place, item in enumerate(items)
    ]
    finder = _Finder([*entries, *own])
    return [_told(item, finder.near(entry)) for item, entry in zip(items, own, strict=True)]


class _Finder:
    """Finds texts that share stems, without comparing each with each."""

    def __init__(self, entries: Sequence[_Entry]) -> None:
        self._entries = entries
        self._by_stem: dict[str, list[int]] = defaultdict(list)
        for i, entry in enumerate(entries):
            for stem in entry.stems:
                self._by_stem[stem].append(i)

    def near(self, entry: _Entry) -> list[_Entry]:
        """Return what nearly repeats ``entry``: bank questions, and items before it."""
        found = [other for other in self._candidates(entry) if _repeats(entry, other)]
        return sorted(found, key=lambda other: -_overlap(entry.stems, other.stems))[:3]

    def _candidates(self, entry: _Entry) -> Iterator[_Entry]:
        shared: dict[int, int] = defaultdict(int)
        for stem in entry.stems:
            for i in self._by_stem[stem][:_TOO_COMMON]:
                shared[i] += 1
        before = ((i, n) for i, n in shared.items() if self._entries[i].place < entry.place)
        for i, count in heapq.nlargest(_LOOKED_AT, before, key=lambda pair: pair[1]):
            if count * 3 >= len(entry.stems):
                yield self._entries[i]


def _overlap(first: frozenset[str], second: frozenset[str]) -> float:
    return len(first & second) / max(len(first | second), 1)


def _repeats(first: _Entry, second: _Entry) -> bool:
    overlap = _overlap(first.stems, second.stems)
    a, b = first.prompt[:400].casefold(), second.prompt[:400].casefold()
    if overlap >= _SHARED and len(first.stems & second.stems) > 1:
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
