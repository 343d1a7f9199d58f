"""Whether the bot is at rest: what is due, what waits, and since when."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Collection
from datetime import UTC, datetime
from typing import Any

from quizbot.domain.challenge import EDIT_EVERY, EDIT_OLD_EVERY, OLD

_DUE = (
    "SELECT (SELECT count(*) FROM schedules WHERE next_at <= :now) + "
    "(SELECT count(*) FROM schedules WHERE short = 1) + "
    "(SELECT count(*) FROM challenges WHERE state IN ('claimed', 'closed') "
    "OR (state = 'open' AND reveal_at <= :now)) + "
    "(SELECT count(*) FROM stale_messages WHERE try_at <= :now) + "
    "(SELECT count(*) FROM notices WHERE state IN ('waiting', 'sending') AND try_at <= :now) + "
    "(SELECT count(*) FROM challenges AS c WHERE state = 'open' AND answered <> answered_shown "
    "AND message_id IS NOT NULL "
    "AND edited_at <= :now - CASE WHEN claimed_at <= :now - :old THEN :seldom ELSE :often END "
    "AND NOT EXISTS (SELECT 1 FROM challenges AS other WHERE other.channel_id = c.channel_id "
    "AND other.state = 'open' AND other.edited_at > :now - :often))"
)
_OF_ACTORS = "SELECT count(*) FROM notices WHERE state IN ('waiting', 'sending') AND actor_id = ?"
_WAITS = (
    "SELECT 'a message', kind || ' ' || subject_id FROM stale_messages UNION ALL "
    "SELECT 'a notice', id || ', ' || state FROM notices "
    "WHERE state IN ('waiting', 'sending') UNION ALL "
    "SELECT 'a count', id FROM challenges WHERE state = 'open' AND answered <> answered_shown "
    "AND message_id IS NOT NULL UNION ALL "
    "SELECT 'a challenge', id || ', ' || state FROM challenges "
    "WHERE state IN ('claimed', 'closed')"
)


class Rest:
    """Looks into the database beside the bot, by one connection, since it looks often."""

    def __init__(self, connection: sqlite3.Connection, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._now = now

    def value(self, sql: str, *parameters: Any) -> Any:
        """Return the first value that the database says."""
        return self._connection.execute(sql, *parameters).fetchone()[0]

    def is_due(self, actors: Collection[int]) -> bool:
        """Tell whether anything is to be done now, or told of what these moderators have done."""
        moments = {"old": OLD, "seldom": EDIT_OLD_EVERY, "often": EDIT_EVERY}
        values = {name: int(span.total_seconds()) for name, span in moments.items()}
        if self.value(_DUE, {"now": int(self._now().timestamp()), **values}):
            return True
        return any(self.value(_OF_ACTORS, (one,)) for one in actors)

    def waiting(self) -> list[str]:
        """Return what is to be done at some time: messages, notices, counts and challenges."""
        rows = self._connection.execute(_WAITS)
        return [f"{what} still waits: {which}" for what, which in rows]

    def waiting_since(self) -> datetime:
        """Return since when the longest due question waits, or when the next one is due."""
        due = self.value(
            "SELECT min(due) FROM (SELECT min(next_at) AS due FROM schedules "
            "UNION ALL SELECT min(due) FROM challenges WHERE state = 'claimed')"
        )
        return datetime.fromtimestamp(due, UTC)
