"""A small server on SimCord with the real bot in it, and words to play a day."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from pathlib import Path
from typing import Any

import discord
import simcord
from discord import app_commands

from quizbot.app import App, wire
from quizbot.bank.library import Library
from quizbot.demo.patient_env import PatientEnv
from quizbot.domain.question import Question
from quizbot.errors import QuizError
from quizbot.pictures.studio import open_studio
from quizbot.storage.database import open_database
from tests.conftest import HANGS, SetClock


class Stage:
    """The server, its people, and the bot; ``clock`` is the time the bot goes by."""

    def __init__(self, bank: Library, file: Path, clock: SetClock) -> None:
        self.bank = bank
        self.file = file
        self.clock = clock
        self._stack = AsyncExitStack()
        self._forgiven = 0

    async def __aenter__(self) -> Stage:
        self.app = await self._open()
        self.env = PatientEnv(self.app.client, check_errors=False, settle_timeout=HANGS)
        await self.env.start()
        self.guild = self.env.create_guild("Study group")
        self.channel = self.guild.create_text_channel("quiz")
        moderators = self.guild.create_role(
            "Admins", permissions=discord.Permissions(manage_guild=True)
        )
        self.mod = self.guild.add_member(self.env.create_user("mo"), roles=[moderators])
        self.ana, self.bo, self.chen, self.dee = (
            self.guild.add_member(self.env.create_user(name))
            for name in ("ana", "bo", "chen", "dee")
        )
        await self._keep_time()
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.env.shutdown()
        await self._stack.aclose()
        if exception[0] is None:
            assert self.surprises() == []

    def surprises(self) -> list[BaseException]:
        """Errors of the bot that were not meant for a person."""
        causes = (
            error.original if isinstance(error, app_commands.CommandInvokeError) else error
            for error in self.env.errors[self._forgiven :]
        )
        return [
            cause
            for cause in causes
            if not isinstance(cause, QuizError | app_commands.AppCommandError)
        ]

    def forgive(self) -> None:
        """Take the errors so far as meant by the test."""
        self._forgiven = len(self.env.errors)

    async def _open(self) -> App:
        database = await self._stack.enter_async_context(open_database(self.file))
        pictures = await self._stack.enter_async_context(open_studio(patience=50.0))
        chance = random.Random(1)
        options: dict[str, Any] = {"pictures": pictures, "guild_ready_timeout": 0.0}
        return wire(self.bank, database, chance, self.clock, **options)

    async def restart(self) -> None:
        """Stop the bot, close its database, start another on the same file."""
        await self._stack.aclose()
        self.app = await self._open()
        await self.env.restart_bot(self.app.client)

    @asynccontextmanager
    async def locked(self) -> AsyncIterator[None]:
        """Let something else hold the database, as a backup does."""
        await self.app.shared.database.write(lambda c: c.run("PRAGMA busy_timeout = 20"))
        with closing(sqlite3.connect(self.file, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield

    async def tick(self, **later: float) -> None:
        """Let time pass, then let the bot do what is due."""
        self.clock.advance(**later)
        await self._keep_time()
        await self.app.shared.daily.tick(self.clock())
        await self.env.settle()

    async def _keep_time(self) -> None:
        """Let Discord's clock follow the bot's."""
        await self.env.advance_time(max(0.0, (self.clock() - self.env.now()).total_seconds()))

    async def set_up(self, **options: Any) -> Any:
        """Give /setup for 09:00 in Berlin."""
        chosen = {"channel": self.channel, "time": "09:00", "zone": "Europe/Berlin", **options}
        return await self.mod.slash(self.channel, "setup", **chosen)

    async def post(self) -> discord.Message:
        """Set up, let it be nine, and return the challenge's message."""
        await self.set_up()
        await self.tick(hours=1)
        return self.messages()[-1]

    async def answer(self, member: Any, message: discord.Message, text: str, **more: Any) -> Any:
        """Press Answer, write, hand in."""
        shown = await member.click(message, label="Answer")
        return await member.submit_modal(shown, {"text": text, **more})

    def messages(self) -> list[discord.Message]:
        """Messages of the channel, oldest first."""
        return sorted(self.channel.history(), key=lambda message: message.id)

    def private(self, member: Any) -> list[discord.Message]:
        """Private messages with a member, oldest first."""
        return sorted(member.user.dm_channel.history(), key=lambda message: message.id)


def reply(shown: simcord.InteractionResult) -> simcord.ResponseMessage:
    """Return the message that somebody was shown."""
    assert shown.response is not None
    return shown.response


def handed_out(shown: simcord.InteractionResult) -> discord.Message | simcord.ResponseMessage:
    """Return the message that came last, with its files."""
    return shown.followups[-1] if shown.followups else reply(shown)


def read(shown: Any) -> str:
    """Return all text of a message, or of what an interaction showed."""
    message = getattr(shown, "response", None) or shown
    if hasattr(shown, "followups") and getattr(shown, "response", None) is None and shown.followups:
        message = shown.followups[-1]
    parts = [message.content, *_texts(message.components)]
    return "\n".join(part for part in parts if part)


def _texts(components: Any) -> Iterator[str]:
    for component in components:
        data = component if isinstance(component, dict) else component.to_dict()
        if "content" in data:
            yield data["content"]
        yield from _texts(data.get("components", []))


def asked_in(stage: Stage, shown: Any) -> Question:
    """Return the question whose prompt a message shows."""
    text = read(shown)
    return next(q for q in stage.bank.questions.values() if q.prompt in text)


def labels(shown: Any) -> list[str]:
    """Return the labels of all buttons of a message."""
    message = getattr(shown, "response", None) or shown
    return list(_labels(message.components))


def _labels(components: Any) -> Iterator[str]:
    for component in components:
        data = component if isinstance(component, dict) else component.to_dict()
        if data.get("label"):
            yield data["label"]
        yield from _labels(data.get("components", []))
