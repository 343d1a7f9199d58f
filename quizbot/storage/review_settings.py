"""What members wish of their reviews, and whose reminder is to be looked at."""

from __future__ import annotations

from datetime import date, datetime

from quizbot.domain.review_settings import ReviewSettings
from quizbot.storage import guilds
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds

_ZONE_OF_CARDS = (
    "SELECT g.zone FROM review_cards AS c JOIN guilds AS g ON g.guild_id = c.guild_id "
    "WHERE c.user_id = $1 ORDER BY c.id DESC LIMIT 1"
)


async def find(connection: Connection, user_id: int, guild_id: int = 0) -> ReviewSettings:
    """Return a member's wishes.

    Who chose no time zone has that of the server of the newest card, or of this one (0: none).
    """
    row = await connection.one("SELECT * FROM review_settings WHERE user_id = $1", user_id)
    zone = row["zone"] if row else None
    if zone is None:
        zone = await connection.value(_ZONE_OF_CARDS, user_id)
        zone = zone or (await guilds.find(connection, guild_id)).zone
    if row is None:
        return ReviewSettings(user_id, zone)
    return ReviewSettings(
        user_id,
        zone,
        row["retention"],
        row["new_a_day"],
        bool(row["keep_missed"]),
        row["hour"],
        date.fromisoformat(row["reminded_on"]) if row["reminded_on"] else None,
        bool(row["reminders_ended"]),
    )


async def save(connection: Connection, settings: ReviewSettings, now: datetime) -> None:
    """Store a member's wishes, and when the reminder is to be looked at next."""
    remind_at = settings.next_reminder(now)
    await connection.run(
        "INSERT INTO review_settings (user_id, zone, retention, new_a_day, keep_missed, hour, "
        "remind_at, reminded_on, reminders_ended) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "ON CONFLICT (user_id) DO UPDATE SET zone = excluded.zone, "
        "retention = excluded.retention, new_a_day = excluded.new_a_day, "
        "keep_missed = excluded.keep_missed, hour = excluded.hour, "
        "remind_at = excluded.remind_at, reminded_on = excluded.reminded_on, "
        "reminders_ended = excluded.reminders_ended",
        settings.user_id,
        settings.zone,
        settings.retention,
        settings.new_a_day,
        int(settings.keep_missed),
        settings.hour,
        None if remind_at is None else to_seconds(remind_at),
        settings.reminded_on.isoformat() if settings.reminded_on else None,
        int(settings.reminders_ended),
    )


async def to_remind(connection: Connection, now: datetime, limit: int) -> list[int]:
    """Return members whose reminder is to be looked at, those who wait longest first."""
    rows = await connection.all(
        "SELECT user_id FROM review_settings WHERE remind_at <= $1 ORDER BY remind_at LIMIT $2",
        to_seconds(now),
        limit,
    )
    return [row["user_id"] for row in rows]


async def end_reminders(connection: Connection, user_id: int) -> None:
    """Switch a member's reminder off, which cannot arrive; the member is told of it."""
    await connection.run(
        "UPDATE review_settings SET hour = NULL, remind_at = NULL, reminders_ended = 1 "
        "WHERE user_id = $1 AND hour IS NOT NULL",
        user_id,
    )


async def heard(connection: Connection, user_id: int) -> None:
    """Note that a member has read that the reminder was switched off."""
    await connection.run(
        "UPDATE review_settings SET reminders_ended = 0 WHERE user_id = $1", user_id
    )
