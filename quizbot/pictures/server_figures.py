"""The pictures of a server's statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from quizbot.domain.stats_picture import ParticipationPicture, QuestionsPicture
from quizbot.domain.verdict import GOT_IT_FROM, PARTLY_FROM
from quizbot.pictures import palette
from quizbot.pictures.canvas import HEADING, MARGIN, SHEET_WIDTH, SMALL, WORD, Canvas

_ROW = 74


def participation(picture: ParticipationPicture) -> bytes:
    """Draw answers and members of each week."""
    canvas = Canvas(860)
    canvas.title("Answers and members by week", picture.name)
    weeks = list(picture.weeks)
    for top, words, colour, counts in (
        (150, "Answers", palette.MARK, [answers for _, answers, _ in weeks]),
        (505, "Members who answered", palette.SECOND, [members for *_, members in weeks]),
    ):
        canvas.write(MARGIN, top, words, HEADING, strong=True)
        axes = canvas.chart(top + 42, 210, left=130, right=60)
        axes.bar(range(len(counts)), counts, color=colour, width=0.75)
        most = max([*counts, 1])
        axes.set_ylim(0, most * 1.08)
        ticks = sorted({0, most // 2, most})
        axes.set_yticks(ticks, [f"{tick:,}" for tick in ticks])
        axes.set_xlim(-0.7, len(counts) - 0.3)
        places = _labelled([day for day, *_ in weeks])
        axes.set_xticks([place for place, _ in places], [name for _, name in places])
    return canvas.png()


def _labelled(days: Sequence[str]) -> list[tuple[int, str]]:
    """Return every fourth week from the last one back, with its first day."""
    chosen = range(len(days) - 1, -1, -5)
    return [(place, f"{date.fromisoformat(days[place]):%d %b}") for place in sorted(chosen)]


def questions(picture: QuestionsPicture) -> bytes:
    """Draw groups of questions, a bar for the mean score of each."""
    rows = sum(len(group) for _, group in picture.groups)
    canvas = Canvas(130 + 76 * len(picture.groups) + _ROW * rows + 20)
    canvas.title("Mean score of questions, and answers", picture.name)
    y = 160.0
    for heading, group in picture.groups:
        canvas.write(MARGIN, y, heading, HEADING, strong=True)
        y += 44
        for prompt, score, answers in group:
            canvas.write(MARGIN, y + 14, prompt, WORD, width=SHEET_WIDTH - 2 * MARGIN - 180)
            note = f"{100 * score:.0f} % of {answers:,}"
            canvas.write(
                *(SHEET_WIDTH - MARGIN, y + 14, note, SMALL),
                colour=palette.PALE,
                align="right",
                width=170,
            )
            colour = palette.of_score(score, PARTLY_FROM, GOT_IT_FROM)
            canvas.bar(MARGIN, y + 38, SHEET_WIDTH - 2 * MARGIN, 18, score, colour)
            y += _ROW
        y += 32
    return canvas.png()
