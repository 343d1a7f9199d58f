"""What a clock that was ahead for a while has left in the database."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import LONGEST_BACKOFF
from quizbot.domain.notice import LONGEST_PAUSE
from quizbot.domain.review_settings import LONGEST_BETWEEN_REMINDERS
from quizbot.domain.schedule import LONGEST_REVEAL
from quizbot.domain.slot_causes import Cause
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds

_NOT_TOO_LATE = (
    "challenge_id IS NULL AND missed = $2 AND due >= $1 - "
    "(SELECT late_limit FROM schedules AS s WHERE s.id = slots.schedule_id)"
)


async def mend(connection: Connection, now: datetime) -> None:
    """Free the slots that were noted as too late and, by ``now``, are not.

    What was put off for longer than any wait is tried at once.
    """
    seconds = to_seconds(now)
    await connection.run(
        "UPDATE schedules SET next_at = freed.due FROM "
        f"(SELECT schedule_id, min(due) AS due FROM slots WHERE {_NOT_TOO_LATE} "
        "GROUP BY schedule_id) AS freed "
        "WHERE schedules.id = freed.schedule_id AND schedules.next_at > freed.due",
        seconds,
        Cause.NOT_RUNNING,
    )
    await connection.run(f"DELETE FROM slots WHERE {_NOT_TOO_LATE}", seconds, Cause.NOT_RUNNING)
    await connection.run(
        "UPDATE challenges SET try_at = 0 WHERE state IN ('claimed', 'closed') AND try_at > $1",
        to_seconds(now + LONGEST_BACKOFF),
    )
    await connection.run(
        "UPDATE schedules SET try_at = 0 WHERE try_at > $1", to_seconds(now + LONGEST_BACKOFF)
    )
    await connection.run(
        "UPDATE notices SET try_at = $1 WHERE state IN ('waiting', 'sending') AND try_at > $2",
        seconds,
        to_seconds(now + LONGEST_PAUSE),
    )
    await connection.run(
        "UPDATE challenges SET edited_at = 0 WHERE state = 'open' AND edited_at > $1", seconds
    )
    await connection.run(
        "UPDATE stale_messages SET try_at = $1 WHERE try_at > $2",
        seconds,
        to_seconds(now + LONGEST_BACKOFF),
    )
    await connection.run(
        "UPDATE review_settings SET remind_at = $1 WHERE remind_at > $2",
        seconds,
        to_seconds(now + LONGEST_BETWEEN_REMINDERS),
    )
    await connection.run(
        "UPDATE review_cards SET aside_until = 0 WHERE aside_until > $1",
        to_seconds(now + LONGEST_REVEAL),
    )
