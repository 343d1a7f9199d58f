"""Questions that a document asks twice become one, and lists of contents fall away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from quizbot.importing import vocabulary
from quizbot.importing.item import Concern, Item, Place, Remark
from quizbot.importing.prose.contents_list import key


def merge(items: Iterable[Item], entries: Iterable[Place]) -> list[Item]:
    """Return each question once, at its first place; the fuller answer is kept, and said."""
    groups: dict[str, list[Item]] = {}
    for item in items:
        groups.setdefault(key(item.prompt) or item.prompt, []).append(item)
    listed: dict[str, list[Place]] = {}
    for place in entries:
        listed.setdefault(key(place.prompt) or place.prompt, []).append(place)
    merged = [_one(group, listed.pop(name, [])) for name, group in groups.items()]
    merged += [
        _only_listed(places) for places in listed.values() if vocabulary.asks(places[0].prompt)
    ]
    return sorted(merged, key=lambda item: item.line)


def _one(group: Sequence[Item], listed: Sequence[Place]) -> Item:
    kept = max(group, key=lambda item: (item.answered, _fullness(item)))
    others = [item for item in group if item is not kept]
    places = (*(_place(item) for item in others), *listed)
    repeats = [item for item in others if item.answered or not kept.answered]
    level = kept.level or next((item.level for item in others if item.level), None)
    level = level or next((place.level for place in listed if place.level), None)
    remarks = [*kept.remarks, *_told(kept, repeats)]
    return replace(kept, places=places, level=level, remarks=tuple(remarks))


def _fullness(item: Item) -> int:
    """Return how much an answer says, what it says twice counted once."""
    return sum(map(len, {line.strip() for line in item.answer.split("\n")}))


def _place(item: Item) -> Place:
    index = not item.answered
    return Place(item.line, item.prompt, item.level, item.answer_lines, index)


def _told(kept: Item, repeats: Sequence[Item]) -> list[Remark]:
    if not repeats:
        return []
    lines = ", ".join(str(item.line) for item in repeats)
    sentence = f"Asked again in line {lines}; merged into one."
    if any(key(item.answer) != key(kept.answer) for item in repeats):
        sentence = (
            f"Asked again in line {lines} with another answer; the fuller one, "
            f"below line {kept.line}, is kept. Compare them."
        )
    return [Remark(Concern.TWICE, sentence)]


def _only_listed(places: Sequence[Place]) -> Item:
    first = places[0]
    return Item(prompt=first.prompt, line=first.line, level=first.level, places=tuple(places[1:]))
