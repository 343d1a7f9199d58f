"""A server's statistics as tables for a spreadsheet."""

from __future__ import annotations

import asyncio
import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from quizbot.bank.exporting.sheet import BYTE_ORDER_MARK, harmless
from quizbot.domain.stats_server import ServerStats


class StatsExport:
    """Writes CSV."""

    async def write(self, stats: ServerStats) -> list[tuple[str, bytes]]:
        """Return files by name: weeks, questions, key points, second looks."""
        return await asyncio.to_thread(_files, stats)


def _files(stats: ServerStats) -> list[tuple[str, bytes]]:
    return [
        (
            "weeks.csv",
            _table(
                ("week from", "questions", "answers", "members"),
                ((w.monday.isoformat(), w.questions, w.answers, w.members) for w in stats.weeks),
            ),
        ),
        (
            "questions.csv",
            _table(
                (
                    *("question id", "topic", "question", "asked", "answers", "graded"),
                    *(
                        "mean score",
                        "got it",
                        "overridden",
                        "second looks",
                        "changed by them",
                    ),
                ),
                (
                    (
                        *(q.question_id, q.topic, q.prompt, q.asked, q.answered, q.graded),
                        *(f"{q.mean:.3f}" if q.graded else "", q.got_it, q.overridden, q.looks),
                        q.looks_changed,
                    )
                    for q in stats.questions
                ),
            ),
        ),
        (
            "key-points.csv",
            _table(
                ("question id", "question", "key point", "answers", "had it", "turned it round"),
                (
                    (p.question_id, p.prompt, p.point, p.answers, p.had, p.turned)
                    for p in stats.points
                ),
            ),
        ),
        (
            "second-looks.csv",
            _table(
                ("number", "question id", "reason", "score changed"),
                (
                    (look.number, look.question_id, look.reason, _told(look.changed))
                    for look in stats.looks
                ),
            ),
        ),
    ]


def _told(changed: bool | None) -> str:
    return "waits" if changed is None else "yes" if changed else "no"


def _table(heads: Sequence[str], rows: Iterable[Sequence[Any]]) -> bytes:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(heads)
    for row in rows:
        writer.writerow([harmless(str(cell)) for cell in row])
    return (BYTE_ORDER_MARK + out.getvalue()).encode()
