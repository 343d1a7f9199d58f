"""What servers taught the grader.

A lesson that is removed stays on record, so that a grade made with it can be explained.
"""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.lesson import Learned, Lesson
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_moment, to_seconds

WHOLE_ANSWER = ""


async def add(
    connection: Connection,
    guild_id: int,
    question_id: str,
    point: str,
    text: str,
    answer_id: int,
    moderator_id: int,
    now: datetime,
) -> bool:
    """Store a lesson; False when the server has it already."""
    new = await connection.value(
        "INSERT INTO learned "
        "(guild_id, question_id, point, text, answer_id, added_by, added_at) "
        "VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT (guild_id, question_id, point, text) WHERE removed_at IS NULL "
        "DO NOTHING RETURNING id",
        guild_id,
        question_id,
        point,
        text,
        answer_id,
        moderator_id,
        to_seconds(now),
    )
    return new is not None


async def of_question(connection: Connection, guild_id: int, question_id: str) -> list[Lesson]:
    """Return what a server taught about a question, the oldest first."""
    rows = await connection.all(
        "SELECT * FROM learned WHERE guild_id = $1 AND question_id = $2 AND removed_at IS NULL "
        "ORDER BY id",
        guild_id,
        question_id,
    )
    return [
        Lesson(
            row["id"],
            row["question_id"],
            row["point"],
            row["text"],
            row["added_by"],
            to_moment(row["added_at"]),
        )
        for row in rows
    ]


async def questions(connection: Connection, guild_id: int) -> list[str]:
    """Return the ids of the questions about which a server taught something."""
    rows = await connection.all(
        "SELECT DISTINCT question_id FROM learned WHERE guild_id = $1 AND removed_at IS NULL "
        "ORDER BY question_id",
        guild_id,
    )
    return [row["question_id"] for row in rows]


async def remove(
    connection: Connection, guild_id: int, lesson_id: int, moderator_id: int, now: datetime
) -> str | None:
    """Take a lesson away and return its question's id; None when it is gone already."""
    question_id = await connection.value(
        "UPDATE learned SET removed_by = $3, removed_at = $4 "
        "WHERE guild_id = $1 AND id = $2 AND removed_at IS NULL RETURNING question_id",
        guild_id,
        lesson_id,
        moderator_id,
        to_seconds(now),
    )
    return None if question_id is None else str(question_id)


async def for_grading(connection: Connection, guild_id: int, question_id: str) -> Learned:
    """Return what a server taught about a question, as the grader takes it."""
    lessons = await of_question(connection, guild_id, question_id)
    phrasings: dict[str, tuple[str, ...]] = {}
    for lesson in lessons:
        if lesson.point != WHOLE_ANSWER:
            phrasings[lesson.point] = (*phrasings.get(lesson.point, ()), lesson.text)
    answers = tuple(lesson.text for lesson in lessons if lesson.point == WHOLE_ANSWER)
    return Learned(answers, phrasings)
