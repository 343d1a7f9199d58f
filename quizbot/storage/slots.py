"""Slots: each due date of a schedule, claimed once, with its challenge or the reason for none."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from quizbot.domain.slot_causes import Cause, Missed
from quizbot.domain.timetable import Slot
from quizbot.storage.connection import Connection, Row
from quizbot.storage.removals import HERE
from quizbot.storage.times import to_seconds

_A_ZONE = timedelta(days=2)
"""No local date is further from that of UTC; it lets the index find where to begin."""


async def claim(connection: Connection, schedule_id: int, slot: Slot) -> bool:
    """Take a slot; False when it was taken before."""
    claimed = await connection.value(
        "INSERT INTO slots (schedule_id, day, due) VALUES ($1, $2, $3) "
        "ON CONFLICT (schedule_id, day) DO NOTHING RETURNING schedule_id",
        schedule_id,
        slot.day.isoformat(),
        to_seconds(slot.due),
    )
    return claimed is not None


async def fill(connection: Connection, schedule_id: int, day: date, challenge_id: int) -> None:
    """Record the challenge of a slot."""
    await connection.run(
        "UPDATE slots SET challenge_id = $3 WHERE schedule_id = $1 AND day = $2",
        schedule_id,
        day.isoformat(),
        challenge_id,
    )


async def miss(connection: Connection, schedule_id: int, day: date, cause: Cause) -> None:
    """Record why a slot has no challenge."""
    await connection.run(
        "UPDATE slots SET missed = $3 WHERE schedule_id = $1 AND day = $2",
        schedule_id,
        day.isoformat(),
        cause,
    )


async def refuse(connection: Connection, challenge_id: int, detail: str) -> None:
    """Record with what words Discord refused the challenge of a slot until it was too late."""
    await connection.run(
        "UPDATE slots SET missed = $2, missed_detail = $3 WHERE challenge_id = $1",
        challenge_id,
        Cause.REFUSED,
        detail,
    )


async def pass_over(
    connection: Connection, schedule_id: int, slot: Slot, cause: Cause, now: datetime
) -> None:
    """Take a slot that is not to be posted, unless it is taken; somebody is told of it now."""
    await connection.run(
        "INSERT INTO slots (schedule_id, day, due, missed, told) VALUES ($1, $2, $3, $4, $5) "
        "ON CONFLICT (schedule_id, day) DO NOTHING",
        schedule_id,
        slot.day.isoformat(),
        to_seconds(slot.due),
        cause,
        to_seconds(now),
    )


async def passed_over(
    connection: Connection, schedule_id: int, cause: Cause, moment: datetime
) -> list[date]:
    """Return the dates that were passed over for this cause since a moment."""
    rows = await connection.all(
        "SELECT day FROM slots WHERE schedule_id = $1 AND missed = $2 AND told >= $3 ORDER BY day",
        schedule_id,
        cause,
        to_seconds(moment),
    )
    return [date.fromisoformat(row["day"]) for row in rows]


async def day_of(connection: Connection, schedule_id: int, challenge_id: int) -> date | None:
    """Return the date of a challenge's slot; None for one that was posted out of turn."""
    day = await connection.value(
        "SELECT day FROM slots WHERE schedule_id = $1 AND challenge_id = $2 "
        "ORDER BY day DESC LIMIT 1",
        schedule_id,
        challenge_id,
    )
    return None if day is None else date.fromisoformat(day)


async def last_day(connection: Connection, schedule_id: int) -> date | None:
    """Return the latest date of a schedule that was claimed."""
    day = await connection.value("SELECT max(day) FROM slots WHERE schedule_id = $1", schedule_id)
    return None if day is None else date.fromisoformat(day)


async def missed_since(connection: Connection, schedule_id: int, moment: datetime) -> list[Missed]:
    """Return the slots of a schedule that were missed, due from a moment on, oldest first."""
    rows = await connection.all(
        "SELECT day, missed, missed_detail FROM slots WHERE schedule_id = $1 "
        "AND missed IS NOT NULL AND day >= $2 AND due >= $3 ORDER BY day",
        schedule_id,
        (moment - _A_ZONE).date().isoformat(),
        to_seconds(moment),
    )
    return [missed(row) for row in rows]


async def to_tell(connection: Connection, limit: int) -> list[int]:
    """Return the ids of schedules with missed slots that nobody was told of."""
    rows = await connection.all(
        "SELECT DISTINCT schedule_id FROM slots WHERE missed IS NOT NULL AND told = 0 "
        f"AND schedule_id IN (SELECT id FROM schedules WHERE {HERE}) LIMIT $1",
        limit,
    )
    return [row["schedule_id"] for row in rows]


async def take_news(
    connection: Connection, schedule_id: int, now: datetime
) -> tuple[Missed | None, list[Missed]]:
    """Note that the missed slots nobody was told of are told now, and return them, oldest first.

    Before them stands the slot that came just before the first one, if it was missed too.
    """
    rows = await connection.all(
        "SELECT day, missed, missed_detail FROM slots WHERE schedule_id = $1 "
        "AND missed IS NOT NULL AND told = 0 ORDER BY day",
        schedule_id,
    )
    if not rows:
        return None, []
    before = await connection.one(
        "SELECT day, missed, missed_detail FROM slots WHERE schedule_id = $1 AND day < $2 "
        "ORDER BY day DESC LIMIT 1",
        schedule_id,
        rows[0]["day"],
    )
    await connection.run(
        "UPDATE slots SET told = $2 WHERE schedule_id = $1 AND missed IS NOT NULL AND told = 0",
        schedule_id,
        to_seconds(now),
    )
    return (
        missed(before) if before and before["missed"] else None,
        [missed(row) for row in rows],
    )


def missed(row: Row) -> Missed:
    """Return the missed slot that a row of the table holds."""
    day = date.fromisoformat(row["day"])
    return Missed(day, Cause(row["missed"]), row["missed_detail"] or "")
