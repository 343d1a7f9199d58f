"""The operator's checkup: every fault is named with what to do, and nothing is changed."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import discord
import pytest

from quizbot.commandline import doctor
from quizbot.domain.doctor import Finding, Health
from quizbot.domain.guild import Guild
from quizbot.services.schedules import Schedules
from quizbot.settings import Settings
from quizbot.storage import ledger
from quizbot.storage.database import open_database
from tests.commandline.test_cli import bot
from tests.conftest import QUESTIONS, SetClock
from tests.services.conftest import MODERATOR, plan

TOKEN = "a.b.c"


def settings(folder: Path, token: str = "") -> Settings:
    return Settings(token, folder, QUESTIONS, "INFO", "text", None)


def look(chosen: Settings, now: datetime) -> dict[str, Finding]:
    """Return the findings by the word they begin with."""
    return {finding.what.split(":")[0]: finding for finding in doctor.findings(chosen, now)}


@contextmanager
def discord_answers(
    monkeypatch: pytest.MonkeyPatch, status: int, body: bytes, date: datetime
) -> Iterator[list[str]]:
    """Stand in for Discord on this machine; yields the tokens it was shown."""
    shown: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            shown.append(f"{self.path} {self.headers['Authorization']}")
            self.send_response_only(status)
            self.send_header("Date", date.strftime("%a, %d %b %Y %H:%M:%S GMT"))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: Any) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        monkeypatch.setattr(
            discord.http.Route, "BASE", f"http://127.0.0.1:{server.server_address[1]}"
        )
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield shown
        server.shutdown()
        thread.join()


def test_before_the_first_start(tmp_path: Path) -> None:
    found = look(settings(tmp_path / "data"), datetime.now(UTC))
    assert found["database"].what.startswith("database: none yet")
    assert found["bank"].health is Health.FINE
    assert found["time zones"].health is Health.FINE
    assert found["token"].health is Health.WRONG
    assert "Copy .env.example" in found["token"].todo
    assert list(tmp_path.iterdir()) == []


async def test_a_database_with_a_schedule(tmp_path: Path, clock: SetClock, bank: Any) -> None:
    chosen = settings(tmp_path)
    async with open_database(chosen.database) as database:
        schedules = Schedules(database, bank)
        added = await schedules.set_up(Guild(1, "Europe/Berlin"), plan(), MODERATOR, clock())
        found = await asyncio.to_thread(look, chosen, clock())  # while the bot runs
        assert found["database"].what.startswith("database: sound")
        assert found["next run"].what == (
            f"next run: schedule {added.id} at 2026-11-21 09:00 (Europe/Berlin)"
        )
        late = await asyncio.to_thread(look, chosen, clock() + timedelta(days=2))
        assert "is overdue" in late["next run"].what
        early = await asyncio.to_thread(look, chosen, clock() - timedelta(days=2))
        assert early["clock"].health is Health.WRONG
        assert "Set this machine's clock" in early["clock"].todo


async def test_an_older_and_a_newer_schema(tmp_path: Path, clock: SetClock) -> None:
    chosen = settings(tmp_path)
    async with open_database(chosen.database) as database:
        await database.write(lambda c: c.run("DELETE FROM schema_migrations WHERE version > 1"))
        assert look(chosen, clock())["database"].health is Health.NOTE
        await database.write(
            lambda c: c.run("INSERT INTO schema_migrations (version, name) VALUES (999, 'later')")
        )
        newer = look(chosen, clock())["database"]
    assert newer.health is Health.WRONG
    assert "Install the newer version" in newer.todo


def test_a_file_that_is_no_database(tmp_path: Path, clock: SetClock) -> None:
    chosen = settings(tmp_path)
    chosen.database.write_text("no database" * 100, encoding="utf-8")
    found = look(chosen, clock())["database"]
    assert found.health is Health.WRONG
    assert "last backup" in found.todo


def test_a_broken_bank(tmp_path: Path, clock: SetClock) -> None:
    (tmp_path / "a.yaml").write_text("topic: a", encoding="utf-8")
    found = look(Settings("", tmp_path, tmp_path, "INFO", "text", None), clock())["bank"]
    assert (found.health, found.todo) == (Health.WRONG, "python bot.py check names each.")


def test_a_token_that_discord_takes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    body = b'{"url": "wss://x", "session_start_limit": {"remaining": 990}}'
    now = datetime.now(UTC)
    with discord_answers(monkeypatch, 200, body, now) as shown:
        found = look(settings(tmp_path, TOKEN), now)
    assert shown == ["/gateway/bot Bot a.b.c"]
    assert found["token"].what == "token: accepted by Discord"
    assert "990 starts left" in found["gateway"].what
    assert found["clock"].health is Health.FINE


def test_a_clock_that_is_wrong_by_discords(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = datetime.now(UTC)
    with discord_answers(monkeypatch, 200, b"{}", now - timedelta(minutes=5)):
        found = look(settings(tmp_path, TOKEN), now)
    assert found["clock"].health is Health.WRONG
    assert "ahead of Discord's" in found["clock"].what
    assert found["gateway"].health is Health.WRONG  # no starts left


@pytest.mark.parametrize(
    ("status", "word", "sentence"),
    [
        (401, "token", "does not accept the token"),
        (503, "gateway", "answers with status 503"),
    ],
)
def test_what_discord_refuses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, word: str, sentence: str
) -> None:
    now = datetime.now(UTC)
    with discord_answers(monkeypatch, status, b"{}", now):
        found = look(settings(tmp_path, TOKEN), now)[word]
    assert found.health is Health.WRONG
    assert sentence in found.what
    assert TOKEN not in found.what + found.todo


def test_discord_that_cannot_be_reached(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discord.http.Route, "BASE", "http://127.0.0.1:9")
    found = look(settings(tmp_path, TOKEN), datetime.now(UTC))["gateway"]
    assert found.health is Health.WRONG
    assert "cannot be reached" in found.what


def test_the_command(tmp_path: Path) -> None:
    result = bot("doctor", cwd=tmp_path, QUIZBOT_DATA=str(tmp_path), DISCORD_TOKEN="wrong")
    assert result.returncode == 1
    assert "wrong   token: DISCORD_TOKEN does not look like a bot token" in result.stdout
    assert "1 thing is wrong." in result.stdout
    assert result.stderr == ""
    assert list(tmp_path.iterdir()) == []


def test_boards_are_rebuilt_from_the_ledger(tmp_path: Path) -> None:
    data = {"QUIZBOT_DATA": str(tmp_path)}
    assert "There is no database" in bot("doctor", "--rebuild", cwd=tmp_path, **data).stderr

    async def fill() -> None:
        async with open_database(tmp_path / "quizbot.sqlite") as database:
            line = ledger.LedgerLine(1, 7, 20, "answer", "gans", date(2026, 11, 21))
            await database.write(lambda c: ledger.add(c, line, datetime(2026, 11, 21, tzinfo=UTC)))
            await database.write(lambda c: c.run("UPDATE board SET points = 999"))

    asyncio.run(fill())
    first, second = (bot("doctor", "--rebuild", cwd=tmp_path, **data) for _ in range(2))
    assert "entries of the boards were not as in the ledger" in first.stdout
    assert second.stdout == "The boards are as in the ledger.\n"
    assert (first.returncode, second.returncode) == (0, 0)
