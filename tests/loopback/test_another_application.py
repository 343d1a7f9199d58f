"""The database is another application's: nothing is touched until the operator says so."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.loopback.people import APPLICATION_ID
from tests.loopback.scene import Scene, scene

OWNER = "SELECT value FROM meta WHERE key = 'application'"


def give_away(stage: Scene) -> None:
    """Let the database be another application's, as with the token of a second bot."""
    with closing(sqlite3.connect(stage.file)) as connection, connection:
        connection.execute("UPDATE meta SET value = '5' WHERE key = 'application'")


async def test_it_is_refused_until_it_is_to_take_over(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            await bot.said("posted challenge")
            bot.terminate()
            assert await bot.ended() == 0
        assert stage.rows(OWNER) == [(str(APPLICATION_ID),)]
        give_away(stage)
        stage.clock.advance(hours=12)
        async with stage.bot() as bot:
            assert await bot.ended() == 1
            assert "this database is that of 5" in bot.log[-1]
            assert [line for line in bot.log if "Traceback" in line] == []
        assert stage.rows("SELECT state FROM challenges") == [("open",)]
        async with stage.bot(arguments="--new-application") as bot:
            await bot.said("revealed challenge")
            bot.terminate()
            assert await bot.ended() == 0
        assert stage.rows(OWNER) == [(str(APPLICATION_ID),)]
