"""Schedules: what moderators chose, and how each stands."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from quizbot.domain.challenge import backoff
from quizbot.domain.question import Form, Level
from quizbot.domain.schedule import Plan, Schedule
from quizbot.storage.connection import Connection, Row
from quizbot.storage.removals import HERE
from quizbot.storage.times import to_moment, to_seconds

_PLAN_COLUMNS = [
    "channel_id",
    "at",
    "days",
    "zone",
    "topics",
    "levels",
    "form",
    "reveal_after",
    "late_limit",
    "ping_role_id",
    "thread",
]


async def add(
    connection: Connection,
    guild_id: int,
    plan: Plan,
    next_at: datetime,
    author_id: int,
    now: datetime,
) -> int:
    """Store a new schedule and return its id."""
    columns = [*_PLAN_COLUMNS, "guild_id", "next_at", "created_by", "created_at"]
    marks = ", ".join(f"${i}" for i in range(1, len(columns) + 1))
    new = await connection.value(
        f"INSERT INTO schedules ({', '.join(columns)}) VALUES ({marks}) RETURNING id",
        *_plan_values(plan),
        guild_id,
        to_seconds(next_at),
        author_id,
        to_seconds(now),
    )
    return int(new)


async def just_made(
    connection: Connection, guild_id: int, plan: Plan, author_id: int, since: datetime
) -> int | None:
    """Return the newest schedule with this plan that somebody made after a moment."""
    rows = await connection.all(
        "SELECT * FROM schedules WHERE guild_id = $1 AND created_by = $2 AND created_at > $3 "
        "AND removed_at IS NULL ORDER BY id DESC",
        guild_id,
        author_id,
        to_seconds(since),
    )
    made = map(_schedule, rows)
    return next((one.id for one in made if one.plan == plan), None)


async def change(connection: Connection, schedule_id: int, plan: Plan, next_at: datetime) -> None:
    """Give a schedule another plan; an earlier problem is forgotten."""
    assignments = ", ".join(f"{name} = ${i}" for i, name in enumerate(_PLAN_COLUMNS, 3))
    await connection.run(
        f"UPDATE schedules SET {assignments}, next_at = $2, problem = NULL WHERE id = $1",
        schedule_id,
        to_seconds(next_at),
        *_plan_values(plan),
    )


async def find(connection: Connection, guild_id: int, schedule_id: int) -> Schedule | None:
    """Return a server's schedule, unless it was removed."""
    row = await connection.one(
        "SELECT * FROM schedules WHERE id = $1 AND guild_id = $2 AND removed_at IS NULL",
        schedule_id,
        guild_id,
    )
    return _schedule(row) if row else None


async def by_id(connection: Connection, schedule_id: int) -> Schedule | None:
    """Return a schedule of any server, unless it was removed."""
    row = await connection.one(
        "SELECT * FROM schedules WHERE id = $1 AND removed_at IS NULL", schedule_id
    )
    return _schedule(row) if row else None


async def of_guild(connection: Connection, guild_id: int) -> list[Schedule]:
    """Return a server's schedules, oldest first."""
    rows = await connection.all(
        "SELECT * FROM schedules WHERE guild_id = $1 AND removed_at IS NULL ORDER BY id", guild_id
    )
    return [_schedule(row) for row in rows]


async def due(connection: Connection, now: datetime, limit: int) -> list[Schedule]:
    """Return schedules that are due, in servers the bot is in, the longest due first."""
    rows = await connection.all(
        "SELECT * FROM schedules WHERE paused = 0 AND removed_at IS NULL AND next_at <= $1 "
        f"AND try_at <= $1 AND {HERE} ORDER BY next_at, id LIMIT $2",
        to_seconds(now),
        limit,
    )
    return [_schedule(row) for row in rows]


async def set_next(connection: Connection, schedule_id: int, next_at: datetime) -> None:
    """Set when a schedule is due next."""
    await connection.run(
        "UPDATE schedules SET next_at = $2, failures = 0, try_at = 0 WHERE id = $1",
        schedule_id,
        to_seconds(next_at),
    )


async def failed(connection: Connection, schedule_id: int, now: datetime) -> int:
    """Claim later, with backoff, where that failed in a way nobody foresaw; returns how often."""
    failures = await connection.value(
        "UPDATE schedules SET failures = failures + 1 WHERE id = $1 RETURNING failures", schedule_id
    )
    await connection.run(
        "UPDATE schedules SET try_at = $2 WHERE id = $1",
        schedule_id,
        to_seconds(now + backoff(int(failures or 1) - 1)),
    )
    return int(failures or 0)


async def set_paused(connection: Connection, schedule_id: int, paused: bool) -> None:
    """Pause or resume a schedule."""
    await connection.run("UPDATE schedules SET paused = $2 WHERE id = $1", schedule_id, int(paused))


async def remove(connection: Connection, schedule_id: int, now: datetime) -> None:
    """Take a schedule out of use; its slots and challenges stay."""
    await connection.run(
        "UPDATE schedules SET removed_at = $2 WHERE id = $1", schedule_id, to_seconds(now)
    )


async def set_problem(connection: Connection, schedule_id: int, problem: str | None) -> bool:
    """Note why a schedule cannot post (None: it can again); True when there was none before."""
    before = await connection.value("SELECT problem FROM schedules WHERE id = $1", schedule_id)
    if before != problem:
        await connection.run(
            "UPDATE schedules SET problem = $2 WHERE id = $1", schedule_id, problem
        )
    return before is None and problem is not None


async def note_supply(connection: Connection, schedule_id: int, *, short: bool) -> None:
    """Note whether a schedule's questions run short; a shortage is told once, until it is over."""
    await connection.run(
        "UPDATE schedules SET short = $2 WHERE id = $1 AND (short > 0) <> ($2 > 0)",
        schedule_id,
        int(short),
    )


async def short_to_tell(connection: Connection, limit: int) -> list[int]:
    """Return the ids of schedules whose questions run short and nobody was told."""
    rows = await connection.all(
        f"SELECT id FROM schedules WHERE short = 1 AND {HERE} LIMIT $1", limit
    )
    return [row["id"] for row in rows]


async def take_shortage(connection: Connection, schedule_id: int) -> bool:
    """Note that a shortage is told now; False when there is none to tell."""
    taken = await connection.value(
        "UPDATE schedules SET short = 2 WHERE id = $1 AND short = 1 RETURNING id", schedule_id
    )
    return taken is not None


def _plan_values(plan: Plan) -> Sequence[Any]:
    return (
        plan.channel_id,
        f"{plan.at:%H:%M}",
        "".join(str(day) for day in sorted(plan.days)),
        plan.zone,
        json.dumps(plan.topics),
        json.dumps(plan.levels),
        plan.form,
        int(plan.reveal_after.total_seconds()),
        int(plan.late_limit.total_seconds()),
        plan.ping_role_id,
        int(plan.thread),
    )


def _schedule(row: Row) -> Schedule:
    plan = Plan(
        channel_id=row["channel_id"],
        at=time.fromisoformat(row["at"]),
        zone=row["zone"],
        days=frozenset(int(day) for day in row["days"]),
        topics=tuple(json.loads(row["topics"])),
        levels=tuple(Level(level) for level in json.loads(row["levels"])),
        form=Form(row["form"]),
        reveal_after=timedelta(seconds=row["reveal_after"]),
        late_limit=timedelta(seconds=row["late_limit"]),
        ping_role_id=row["ping_role_id"],
        thread=bool(row["thread"]),
    )
    return Schedule(
        id=row["id"],
        guild_id=row["guild_id"],
        plan=plan,
        paused=bool(row["paused"]),
        next_at=to_moment(row["next_at"]) if row["next_at"] is not None else None,
        problem=row["problem"],
        created_by=row["created_by"],
    )
