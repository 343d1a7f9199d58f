"""An interaction is handled once, whoever is told of it and how often."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from quizbot import acts
from quizbot.errors import AlreadyHandled, Refusal
from quizbot.storage import interactions, meta
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

NOW = 1_577_281_447_482_359_932
"""An id of today."""
Write = Callable[[Connection], Awaitable[None]]


async def put(connection: Connection, key: str) -> None:
    await meta.put(connection, key, "x")


async def refuse(_connection: Connection) -> None:
    raise Refusal("Not so.")


async def handle(database: Database, interaction_id: int, *writes: Write) -> None:
    """Handle an interaction in a task of its own, as the client does."""

    async def handler() -> None:
        interactions.begin(interaction_id)
        for write in writes:
            await database.write(write)

    await asyncio.create_task(handler())


async def stored(database: Database) -> list[str]:
    return [row["key"] for row in await database.all("SELECT key FROM meta ORDER BY key")]


async def test_who_comes_second_writes_nothing(database: Database) -> None:
    outcomes = await asyncio.gather(
        *(handle(database, NOW, partial(put, key=key)) for key in "abc"), return_exceptions=True
    )
    assert [type(one) for one in outcomes] == [type(None), AlreadyHandled, AlreadyHandled]
    assert await stored(database) == ["a"]


async def test_one_handling_may_write_often_and_begin_tasks(database: Database) -> None:
    async def handler() -> None:
        interactions.begin(NOW)
        await asyncio.gather(*(database.write(partial(put, key=key)) for key in "ab"))
        await asyncio.create_task(database.write(partial(put, key="c")))

    await asyncio.create_task(handler())
    assert await stored(database) == ["a", "b", "c"]


async def test_what_was_refused_is_not_handled_yet(database: Database) -> None:
    with pytest.raises(Refusal):
        await handle(database, NOW, refuse)
    await handle(database, NOW, partial(put, key="a"))
    assert await stored(database) == ["a"]


async def test_what_nobody_asked_for_is_written_by_everybody(database: Database) -> None:
    for key in "ab":
        await database.write(partial(put, key=key))
    assert await stored(database) == ["a", "b"]
    assert await database.value("SELECT count(*) FROM interactions") == 0


async def test_ids_are_kept_for_an_hour(database: Database) -> None:
    for later in (0, interactions.AN_HOUR // 2, interactions.AN_HOUR + 1):
        await handle(database, NOW + later, partial(put, key=f"k{later}"))
    kept = [row["id"] for row in await database.all("SELECT id FROM interactions ORDER BY id")]
    assert kept == [NOW + interactions.AN_HOUR // 2, NOW + interactions.AN_HOUR + 1]


async def test_only_what_was_stored_counts_as_saved(database: Database) -> None:
    """The note of an interaction is no part of the act: without the act's own write it is gone."""
    saved: list[bool] = []

    async def handler(*writes: Write) -> None:
        acts.begin()
        interactions.begin(NOW)
        for write in writes:
            with contextlib.suppress(AlreadyHandled, Refusal):
                await database.write(write)
            saved.append(acts.saved())

    await asyncio.create_task(handler(refuse, partial(put, key="a"), refuse))
    assert saved == [False, True, True]
    saved.clear()
    await asyncio.create_task(handler(partial(put, key="b")))
    assert saved == [False]
    assert await stored(database) == ["a"]
