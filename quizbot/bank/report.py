"""Figures about a bank: how many, how long, how fair the choices."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import mean, median

from quizbot.bank import style_cues
from quizbot.bank.library import Library
from quizbot.bank.problem import Problem
from quizbot.domain.question import Level, Question

_AS_OF = re.compile(r"\b(?:as of|in|since|until|by) (?:\w+ )?(20(?:2[4-9]|[3-9]\d))\b")
"""A year of which a text says that something is so; a reference's year is none."""


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
    rows = [["topic", "answer words", "points", "phrasings/point", "correct at 1 2 3 4"]]
    for topic in bank.titles:
        asked = [question for question in bank.questions.values() if question.topic == topic]
        rows.append([topic, *_figures(asked)])
    rows.append(["all", *_figures(list(bank.questions.values()))])
    return _table(rows)


def guesses(bank: Library) -> str:
    """Return how often somebody is right who knows nothing and goes by how options look."""
    rows = [["guess by", *bank.titles, "all"]]
    for name, cue in style_cues.CUES.items():
        shares = [
            style_cues.guessed((q for q in bank.questions.values() if q.topic == topic), cue)
            for topic in bank.titles
        ]
        whole = style_cues.guessed(bank.questions.values(), cue)
        rows.append([name, *(f"{100 * share:.0f} %" for share in (*shares, whole))])
    return _table([list(row) for row in zip(*rows, strict=True)])


def guessable(bank: Library) -> Iterator[Problem]:
    """Yield each way to guess that is right too often over the whole bank."""
    for name, cue in style_cues.CUES.items():
        share = style_cues.guessed(bank.questions.values(), cue)
        if share > style_cues.MOST_GUESSED:
            sentence = (
                f"who takes {name} is right in {100 * share:.0f} % of the choices, at most "
                f"{100 * style_cues.MOST_GUESSED:.0f} % are fair; make distractors alike."
            )
            yield Problem("questions", 1, "choices", sentence)


def ageing(bank: Library) -> str:
    """Return the questions whose texts say of what year they speak, to be looked at again."""
    dated: dict[str, list[str]] = {}
    for question in bank.questions.values():
        told = " ".join((question.answer, *(point.point for point in question.key_points)))
        for year in sorted({*_AS_OF.findall(told)}):
            dated.setdefault(year, []).append(question.id)
    lines = [f"{year}: {', '.join(ids)}" for year, ids in sorted(dated.items())]
    return "\n".join(["To look at again, by the year that they name:", *(lines or ["none"])])


def _levels(asked: Iterable[Question]) -> list[str]:
    counts = Counter(question.level for question in asked)
    return [str(counts[level]) for level in Level]


def _coverage(asked: Iterable[Question], concepts: Mapping[str, str], topic: str = "") -> str:
    covered = {concept for question in asked for concept in question.covers}
    wanted = {concept for concept, home in concepts.items() if topic in ("", home)}
    return f"{len(covered & wanted)} of {len(wanted)}"


def _figures(asked: Sequence[Question]) -> list[str]:
    whole = [question for question in asked if question.key_points]
    words = [len(question.answer.split()) for question in whole]
    phrasings = [len(point.accept) for question in asked for point in question.key_points]
    places = Counter(place for question in asked for place in question.correct_choices)
    return [
        f"{min(words)} to {max(words)}, median {median(words):.0f}",
        f"{mean(len(question.key_points) for question in whole):.1f}",
        f"{mean(phrasings or [0]):.1f}",
        " ".join(str(places[i]) for i in range(4)),
    ]


def _table(rows: Sequence[Sequence[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    lines = (
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in rows
    )
    return "\n".join(line.rstrip() for line in lines)
