"""Reviews: each grading of a card, kept so that cards can be scheduled anew from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from quizbot.domain.review import Rating, Review
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_moment, to_seconds


@dataclass(frozen=True, slots=True)
class Today:
    """A day of study so far: how often each rating was given, and how many new cards began."""

    ratings: tuple[int, int, int, int]
    begun: int


async def add(
    connection: Connection, card_id: int, number: int, user_id: int, review: Review
) -> None:
    """Store the grading of a card with this number, from 1."""
    await connection.run(
        "INSERT INTO reviews (card_id, number, user_id, rating, day, at) "
        "VALUES ($1, $2, $3, $4, $5, $6)",
        card_id,
        number,
        user_id,
        review.rating.value,
        review.day.isoformat(),
        to_seconds(review.at),
    )


async def of_card(connection: Connection, card_id: int) -> list[Review]:
    """Return every grading of a card, the first one first."""
    rows = await connection.all(
        "SELECT rating, day, at FROM reviews WHERE card_id = $1 ORDER BY number", card_id
    )
    return [
        Review(Rating(row["rating"]), date.fromisoformat(row["day"]), to_moment(row["at"]))
        for row in rows
    ]


async def last_of_member(connection: Connection, user_id: int) -> tuple[int, int] | None:
    """Return card and number of a member's last grading."""
    row = await connection.one(
        "SELECT card_id, number FROM reviews WHERE user_id = $1 ORDER BY id DESC LIMIT 1", user_id
    )
    return (row["card_id"], row["number"]) if row else None


async def drop(connection: Connection, card_id: int, number: int) -> None:
    """Take a grading back."""
    await connection.run("DELETE FROM reviews WHERE card_id = $1 AND number = $2", card_id, number)


async def today(connection: Connection, user_id: int, day: date) -> Today:
    """Return what a member did on a day of study."""
    rows = await connection.all(
        "SELECT rating, count(*) AS given, sum(CASE WHEN number = 1 THEN 1 ELSE 0 END) AS begun "
        "FROM reviews WHERE user_id = $1 AND day = $2 GROUP BY rating",
        user_id,
        day.isoformat(),
    )
    given = {row["rating"]: row["given"] for row in rows}
    again, hard, good, easy = (given.get(rating.value, 0) for rating in Rating)
    return Today((again, hard, good, easy), sum(row["begun"] for row in rows))
