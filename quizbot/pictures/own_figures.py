"""The pictures of a member's own statistics."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from quizbot.domain.stats_picture import ActivityPicture, MasteryPicture
from quizbot.domain.verdict import GOT_IT_FROM, PARTLY_FROM
from quizbot.pictures import palette
from quizbot.pictures.canvas import HEADING, MARGIN, SHEET_WIDTH, SMALL, WORD, Canvas

DAYS_A_ROW = 27 * 7
"""The year stands in two rows, so that a day has room on a phone."""
_SIDE, _STEP = 22, 27
_STEPS_FROM = (1, 2, 4, 8)
"""So many answers a day have each of the steps of colour."""
_ROW = 74
_MOST_TOPICS = 10


def activity(picture: ActivityPicture) -> bytes:
    """Draw a year's calendar in two rows, and scores over weeks."""
    below = 150 + (560 if picture.days else 0)
    canvas = Canvas(below + (330 if picture.weeks else 0))
    parts = ["answers by day"] * bool(picture.days) + ["scores by week"] * bool(picture.weeks)
    canvas.title(", ".join(parts).capitalize(), picture.name)
    first, days = date.fromisoformat(picture.first), list(picture.days)
    for start in range(0, len(days), DAYS_A_ROW):
        top = 150 + 250 * (start // DAYS_A_ROW)
        _calendar(canvas, first + timedelta(days=start), days[start : start + DAYS_A_ROW], top)
    if days:
        _legend(canvas, 664)
    if picture.weeks:
        _weeks(canvas, picture.weeks, below)
    return canvas.png()


def _calendar(canvas: Canvas, first: date, days: Sequence[int], top: float) -> None:
    left, places = MARGIN + 4, []
    for number in range(len(days)):
        column, row = divmod(number, 7)
        places.append((left + column * _STEP, top + 34 + row * _STEP))
    canvas.squares(places, _SIDE, [_step(count) for count in days])
    for column in range(-(-len(days) // 7)):
        monday = first + timedelta(days=7 * column)
        if monday.day <= 7 or (column == 0 and monday.day <= 14):
            canvas.write(left + column * _STEP, top + 8, f"{monday:%b}", SMALL, colour=palette.PALE)


def _step(count: int) -> str:
    found = palette.EMPTY
    for least, colour in zip(_STEPS_FROM, palette.STEPS, strict=True):
        if count >= least:
            found = colour
    return found


def _legend(canvas: Canvas, y: float) -> None:
    x = SHEET_WIDTH - MARGIN - 450
    canvas.write(x - 16, y, "0", SMALL, colour=palette.PALE, align="right")
    for least, colour in ((0, palette.EMPTY), *zip(_STEPS_FROM, palette.STEPS, strict=True)):
        canvas.squares([(x, y - _SIDE / 2)], _SIDE, [colour])
        if least:
            words = f"{least} or more" if least == _STEPS_FROM[-1] else f"{least}"
            canvas.write(x + _SIDE + 8, y, words, SMALL, colour=palette.PALE)
        x += 44 if not least else 74


def _weeks(canvas: Canvas, weeks: Sequence[tuple[str, float | None, int]], top: float) -> None:
    canvas.write(MARGIN, top + 8, "Score by week, in percent", HEADING, strong=True)
    axes = canvas.chart(top + 50, 210)
    axes.set_ylim(0, 104)
    axes.set_yticks([0, 50, 100])
    axes.set_xlim(-0.6, len(weeks) - 0.4)
    known = [(x, 100 * score) for x, (_, score, _) in enumerate(weeks) if score is not None]
    axes.plot(
        [x for x, _ in known],
        [y for _, y in known],
        color=palette.MARK,
        linewidth=4,
        marker="o",
        markersize=9,
    )
    months = _months([day for day, *_ in weeks])
    axes.set_xticks([x for x, _ in months], [name for _, name in months])


def _months(days: Sequence[str]) -> list[tuple[int, str]]:
    """Return where a month's first week stands, and the month's name."""
    found = []
    for place, day in enumerate(map(date.fromisoformat, days)):
        if day.day <= 7 or (place == 0 and day.day < 15):
            found.append((place, f"{day:%b}"))
    return found


def mastery(picture: MasteryPicture) -> bytes:
    """Draw a bar for each topic, and how often one was right by how sure one was."""
    topics = list(picture.topics)[:_MOST_TOPICS]
    below = 160 + (_ROW * len(topics) + 40 if topics else 0)
    canvas = Canvas(below + (70 + _ROW * len(picture.confidence) if picture.confidence else -20))
    canvas.title("Mastery by topic, of so many questions" if topics else "Confidence", picture.name)
    for number, (title, score, questions) in enumerate(topics):
        note = f"{100 * score:.0f} % of {questions:,}"
        _bar(canvas, 152 + number * _ROW, title, score, note)
    if picture.confidence:
        canvas.write(MARGIN, below, "Right, by how sure one was", HEADING, strong=True)
    for number, (word, right, answers) in enumerate(picture.confidence):
        note = "no answers yet" if right is None else f"{100 * right:.0f} % of {answers:,}"
        _bar(canvas, below + 46 + number * _ROW, word, right or 0.0, note)
    return canvas.png()


def _bar(canvas: Canvas, y: float, label: str, share: float, note: str) -> None:
    canvas.write(MARGIN, y + 14, label, WORD, width=SHEET_WIDTH - 2 * MARGIN - 215)
    canvas.write(
        SHEET_WIDTH - MARGIN, y + 14, note, SMALL, colour=palette.PALE, align="right", width=210
    )
    colour = palette.of_score(share, PARTLY_FROM, GOT_IT_FROM)
    canvas.bar(MARGIN, y + 38, SHEET_WIDTH - 2 * MARGIN, 18, share, colour)
