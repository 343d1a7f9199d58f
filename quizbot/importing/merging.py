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
    merged = [item for name, group in groups.items() for item in _kept(group, listed.pop(name, []))]
    merged += [
        _only_listed(places) for places in listed.values() if vocabulary.asks(places[0].prompt)
    ]
    return sorted(merged, key=lambda item: item.line)


def _kept(group: Sequence[Item], listed: Sequence[Place]) -> list[Item]:
    """Return a question once for each answer that it has; those without one are its places."""
    alike: list[list[Item]] = []
    for item in sorted(group, key=_fullness, reverse=True):
        fitting = next((items for items in alike if _says_the_same(items[0], item)), None)
        if fitting is None:
            alike.append([item])
        else:
            fitting.append(item)
    found = [_one(items, listed if items is alike[0] else ()) for items in alike]
    if len(found) < 2:
        return found
    return [_named(item, [other for other in found if other is not item]) for item in found]


def _says_the_same(fuller: Item, other: Item) -> bool:
    """Tell whether an item adds nothing to a fuller one with the same question."""
    if not other.answered:
        return True
    options, others = ({(key(c.text), c.correct) for c in i.choices} for i in (fuller, other))
    if options != others and others:
        return False
    shorts = {key(text) for text in other.short_answers} <= {
        key(text) for text in fuller.short_answers
    }
    return shorts and key(other.answer) in key(fuller.answer)


def _named(item: Item, others: Sequence[Item]) -> Item:
    lines = ", ".join(str(other.line) for other in sorted(others, key=lambda one: one.line))
    sentence = (
        f"Asked again in line {lines} with another answer. Compare them, and leave out what is "
        "wrong or says the same."
    )
    return replace(item, remarks=(*item.remarks, Remark(Concern.TWICE, sentence)))


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
    return [Remark(Concern.TWICE, sentence)]


def _only_listed(places: Sequence[Place]) -> Item:
    first = places[0]
    return Item(prompt=first.prompt, line=first.line, level=first.level, places=tuple(places[1:]))
