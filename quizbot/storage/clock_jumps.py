"""What a clock that was ahead for a while has left in the database."""

from __future__ import annotations

from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds

LONGEST_WAIT = 1800
"""Seconds for which a try is put off at most."""
_NOT_TOO_LATE = (
    "challenge_id IS NULL AND missed = $2 AND due >= $1 - "
    "(SELECT late_limit FROM schedules AS s WHERE s.id = slots.schedule_id)"
)


async def mend(connection: Connection, now: datetime, too_late: str) -> None:
    """Free the slots that were noted as ``too_late`` and, by ``now``, are not.

    What was put off for longer than any wait is tried at once.
    """
    seconds = to_seconds(now)
    await connection.run(
        "UPDATE schedules SET next_at = freed.due FROM "
        f"(SELECT schedule_id, min(due) AS due FROM slots WHERE {_NOT_TOO_LATE} "
        "GROUP BY schedule_id) AS freed "
        "WHERE schedules.id = freed.schedule_id AND schedules.next_at > freed.due",
        seconds,
        too_late,
    )
    await connection.run(f"DELETE FROM slots WHERE {_NOT_TOO_LATE}", seconds, too_late)
    await connection.run(
        "UPDATE challenges SET try_at = 0 WHERE state IN ('claimed', 'closed') AND try_at > $1",
        seconds + LONGEST_WAIT,
    )
    await connection.run(
        "UPDATE challenges SET edited_at = 0 WHERE state = 'open' AND edited_at > $1", seconds
    )
