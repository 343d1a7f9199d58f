"""Servers: their settings, their running number, and whether they were welcomed."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.guild import Boards, Guild
from quizbot.domain.leaderboard import WeekStart
from quizbot.storage.connection import Connection
from quizbot.storage.times import to_seconds


async def find(connection: Connection, guild_id: int) -> Guild:
    """Return a server's settings; one that never chose has the defaults."""
    row = await connection.one("SELECT * FROM guilds WHERE guild_id = $1", guild_id)
    if row is None:
        return Guild(guild_id)
    return Guild(
        guild_id,
        row["zone"],
        row["moderator_role_id"],
        bool(row["share_default"]),
        row["review_channel_id"],
        Boards(row["boards"]),
        WeekStart(row["week_start"]),
    )


async def save(connection: Connection, guild: Guild) -> None:
    """Store a server's settings."""
    await connection.run(
        "INSERT INTO guilds (guild_id, zone, moderator_role_id, share_default, review_channel_id, "
        "boards, week_start) VALUES ($1, $2, $3, $4, $5, $6, $7) "
        "ON CONFLICT (guild_id) DO UPDATE SET zone = excluded.zone, "
        "moderator_role_id = excluded.moderator_role_id, share_default = excluded.share_default, "
        "review_channel_id = excluded.review_channel_id, boards = excluded.boards, "
        "week_start = excluded.week_start",
        guild.id,
        guild.zone,
        guild.moderator_role_id,
        int(guild.share_default),
        guild.review_channel_id,
        guild.boards,
        guild.week_start,
    )


async def next_number(connection: Connection, guild_id: int) -> int:
    """Take the server's next running number, from 1."""
    number = await connection.value(
        "INSERT INTO guilds (guild_id, last_number) VALUES ($1, 1) "
        "ON CONFLICT (guild_id) DO UPDATE SET last_number = guilds.last_number + 1 "
        "RETURNING last_number",
        guild_id,
    )
    return int(number)


async def claim_welcome(connection: Connection, guild_id: int, now: datetime) -> bool:
    """Note that the server is welcomed; False when it was before."""
    claimed = await connection.value(
        "INSERT INTO guilds (guild_id, welcomed_at) VALUES ($1, $2) "
        "ON CONFLICT (guild_id) DO UPDATE SET welcomed_at = excluded.welcomed_at "
        "WHERE guilds.welcomed_at IS NULL RETURNING guild_id",
        guild_id,
        to_seconds(now),
    )
    return claimed is not None
