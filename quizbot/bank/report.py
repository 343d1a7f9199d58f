"""Figures about a bank: how many, how long, how fair the choices."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean, median

from quizbot.bank.library import Library
from quizbot.domain.question import Level, Question


def totals(bank: Library, concepts: Mapping[str, str]) -> str:
    """Return the table of questions per topic and level, and the share of concepts covered."""
    rows = [["topic", *(level.value for level in Level), "all", "concepts"]]
    for topic in bank.titles:
        asked = [question for question in bank.questions.values() if question.topic == topic]
        rows.append([topic, *_levels(asked), str(len(asked)), _coverage(asked, concepts, topic)])
    everything = list(bank.questions.values())
    rows.append(
        ["sum", *_levels(everything), str(len(everything)), _coverage(everything, concepts)]
    )
    return _table(rows)


def figures(bank: Library) -> str:
    """Return lengths, phrasings and choices per topic."""
    rows = [["topic", "answer words", "points", "phrasings/point", "correct at 1 2 3 4", "longest"]]
    for topic in bank.titles:
        asked = [question for question in bank.questions.values() if question.topic == topic]
        rows.append([topic, *_figures(asked)])
    rows.append(["all", *_figures(list(bank.questions.values()))])
    return _table(rows)


def _levels(asked: Iterable[Question]) -> list[str]:
    counts = Counter(question.level for question in asked)
    return [str(counts[level]) for level in Level]


def _coverage(asked: Iterable[Question], concepts: Mapping[str, str], topic: str = "") -> str:
    covered = {concept for question in asked for concept in question.covers}
    wanted = {concept for concept, home in concepts.items() if topic in ("", home)}
    return f"{len(covered & wanted)} of {len(wanted)}"


def _figures(asked: Sequence[Question]) -> list[str]:
    words = [len(question.answer.split()) for question in asked]
    phrasings = [len(point.accept) for question in asked for point in question.key_points]
    places = Counter(question.correct_choice for question in asked if question.choices)
    with_choices = sum(places.values())
    longest = sum(_correct_is_longest(question) for question in asked)
    return [
        f"{min(words)} to {max(words)}, median {median(words):.0f}",
        f"{mean(len(question.key_points) for question in asked):.1f}",
        f"{mean(phrasings or [0]):.1f}",
        " ".join(str(places[i]) for i in range(4)),
        f"{longest} of {with_choices}",
    ]


def _correct_is_longest(question: Question) -> bool:
    right = [len(choice.text) for choice in question.choices if choice.correct]
    wrong = [len(choice.text) for choice in question.choices if not choice.correct]
    return bool(right and wrong) and right[0] > max(wrong)


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
