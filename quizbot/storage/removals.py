"""Servers that removed the bot: since when, and the deletion of all that is stored of them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from quizbot.storage.connection import Connection
from quizbot.storage.times import to_moment, to_seconds

HERE = "guild_id NOT IN (SELECT guild_id FROM guilds WHERE removed_at IS NOT NULL)"
"""Holds for rows of servers that the bot is in."""

_ANSWERS = "(SELECT id FROM answers WHERE challenge_id = $1)"
_VERDICTS = "(SELECT id FROM verdicts WHERE challenge_id = $1)"
_OF_CHALLENGE = [
    f"decision_drafts WHERE verdict_id IN {_VERDICTS}",
    f"second_looks WHERE answer_id IN {_ANSWERS}",
    f"verdict_drafts WHERE answer_id IN {_ANSWERS}",
    f"ledger WHERE verdict_id IN {_VERDICTS}",
    "ledger WHERE challenge_id = $1",
    "verdicts WHERE challenge_id = $1",
    f"answer_versions WHERE answer_id IN {_ANSWERS}",
    "answers WHERE challenge_id = $1",
    "voids WHERE challenge_id = $1",
    "challenges WHERE id = $1",
]
"""What hangs on a challenge, in an order that leaves no reference without its row."""
_OF_GUILD = [
    "slots WHERE schedule_id IN (SELECT id FROM schedules WHERE guild_id = $1)",
    "import_items WHERE import_id IN (SELECT id FROM imports WHERE guild_id = $1)",
    "import_documents WHERE import_id IN (SELECT id FROM imports WHERE guild_id = $1)",
    "practice_answers WHERE run_id IN (SELECT id FROM practice_runs WHERE guild_id = $1)",
    "reviews WHERE card_id IN (SELECT id FROM review_cards WHERE own_of = $1)",
    "review_cards WHERE own_of = $1",
    *(
        f"{table} WHERE guild_id = $1"
        for table in (
            "schedules",
            "practice_runs",
            "ledger",
            "board",
            "board_levels",
            "members",
            "learned",
            "server_questions",
            "server_topics",
            "question_drafts",
            "retired_questions",
            "suggestions",
            "stale_messages",
            "stats_challenges",
            "stats_points",
            "stats_weeks",
            "stats_stale",
            "stats_shares",
            "imports",
            "queue",
            "audit",
            "notices",
            "guilds",
        )
    ),
]


async def leave(connection: Connection, guild_id: int, now: datetime) -> None:
    """Note that a server removed the bot; the first time holds."""
    await connection.run(
        "INSERT INTO guilds (guild_id, removed_at) VALUES ($1, $2) "
        "ON CONFLICT (guild_id) DO UPDATE SET removed_at = excluded.removed_at "
        "WHERE guilds.removed_at IS NULL",
        guild_id,
        to_seconds(now),
    )


async def come_back(connection: Connection, guild_id: int) -> None:
    """Note that the bot is in a server again."""
    await connection.run("UPDATE guilds SET removed_at = NULL WHERE guild_id = $1", guild_id)


async def since(connection: Connection, guild_id: int) -> datetime | None:
    """Return when a server removed the bot, None while it is there."""
    removed_at = await connection.value(
        "SELECT removed_at FROM guilds WHERE guild_id = $1", guild_id
    )
    return None if removed_at is None else to_moment(removed_at)


async def absent(connection: Connection, present: Collection[int]) -> set[int]:
    """Return the servers that are not among the present ones and not noted as left."""
    rows = await connection.all(
        "SELECT guild_id FROM guilds WHERE removed_at IS NULL "
        "UNION SELECT guild_id FROM schedules WHERE guild_id NOT IN (SELECT guild_id FROM guilds)"
    )
    return {row["guild_id"] for row in rows} - set(present)


async def left(connection: Connection) -> set[int]:
    """Return the servers that removed the bot."""
    rows = await connection.all("SELECT guild_id FROM guilds WHERE removed_at IS NOT NULL")
    return {row["guild_id"] for row in rows}


async def longest_gone(connection: Connection, before: datetime) -> int | None:
    """Return the server that removed the bot first, if that was ``before`` or then."""
    found = await connection.value(
        "SELECT guild_id FROM guilds WHERE removed_at <= $1 ORDER BY removed_at LIMIT 1",
        to_seconds(before),
    )
    return None if found is None else int(found)


async def erase(connection: Connection, guild_id: int, most: int) -> bool:
    """Delete up to ``most`` challenges of a server with all that hangs on them.

    Without any left all the rest is deleted; True once nothing of the server is stored any more.
    """
    rows = await connection.all(
        "SELECT id FROM challenges WHERE guild_id = $1 ORDER BY id LIMIT $2", guild_id, most
    )
    for row in rows:
        for what in _OF_CHALLENGE:
            await connection.run(f"DELETE FROM {what}", row["id"])
    if rows:
        return False
    for what in _OF_GUILD:
        await connection.run(f"DELETE FROM {what}", guild_id)
    await connection.run("UPDATE review_cards SET guild_id = 0 WHERE guild_id = $1", guild_id)
    return True
