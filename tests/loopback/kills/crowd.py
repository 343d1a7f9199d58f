"""The crowd: one member answers each open question in each life of the bot, then another one."""

from __future__ import annotations

import asyncio
import random
import sqlite3
from collections.abc import Iterator, Sequence

from quizbot.domain import question_json
from tests.loopback.channel import Message, custom_ids
from tests.loopback.interaction import Interaction, answer_form
from tests.loopback.kills.hand import MEMBERS
from tests.loopback.kills.pace import pause
from tests.loopback.kills.promises import Sent, about
from tests.loopback.standin import StandIn
from tests.loopback.study_group import channel_of


class Crowd:
    """Keeps what was handed in, and whether "saved" was said of it."""

    def __init__(
        self,
        standin: StandIn,
        connection: sqlite3.Connection,
        guild_ids: Sequence[int],
        rng: random.Random,
    ) -> None:
        self._standin = standin
        self._connection = connection
        self._guild_ids = guild_ids
        self._rng = rng
        self._life = 0
        self._handed: set[int] = set()
        self._under_way: dict[int, tuple[tuple[int, int], int]] = {}
        self._looked_at: dict[str, tuple[object, bool]] = {}
        self.sent: Sent = {}
        standin.interactions.heard = self._hear

    def begin(self) -> None:
        """Begin anew, in another life of the bot."""
        self._life += 1
        self._handed.clear()
        self._under_way.clear()

    @property
    def is_done(self) -> bool:
        """Whether every question that is open was answered, and whoever did was told."""
        return not self._under_way and all(one in self._handed for one, _ in self._open())

    async def answer(self) -> None:
        """Answer what is open, for ever."""
        while True:
            await self._standin.gateway.connected()
            for challenge, guild_id in self._open():
                if challenge not in self._handed:
                    member = MEMBERS[(challenge + self._life) % len(MEMBERS)]
                    await self._hand_in(challenge, member, guild_id)
            await asyncio.sleep(pause())

    async def _hand_in(self, challenge: int, member: int, guild_id: int) -> None:
        key = (challenge, member)
        self._handed.add(challenge)
        written = f"{self._something_about(challenge)} {self._life}"
        tries = self.sent.setdefault(key, [])
        tries.append((written, False))
        act = answer_form(f"q:submit:{challenge}", written)
        [made] = await self._standin.act([(member, act)], guild_id, channel_of(guild_id))
        self._under_way[made.id] = (key, len(tries) - 1)

    def _something_about(self, challenge: int) -> str:
        """Return some of the question's key points, or none."""
        sql = "SELECT question FROM challenges WHERE id = ?"
        [written] = self._connection.execute(sql, (challenge,)).fetchone()
        points = [one.point for one in question_json.read(written).key_points]
        known = self._rng.sample(points, self._rng.randint(0, len(points)))
        return ". ".join(known) or "no idea"

    def _open(self) -> Iterator[tuple[int, int]]:
        """Yield each challenge that can be answered, by its buttons, and its server."""
        for guild_id in self._guild_ids:
            for message in self._standin.channel(channel_of(guild_id)).messages:
                if self._takes_answers(message):
                    yield about(message), guild_id

    def _takes_answers(self, message: Message) -> bool:
        """Look at a message's buttons, once until it is edited."""
        components = message["components"]
        seen, takes = self._looked_at.get(message["id"], (None, False))
        if seen is not components:
            takes = any(one.startswith("q:answer:") for one in custom_ids(components))
            self._looked_at[message["id"]] = components, takes
        return takes

    def _hear(self, interaction: Interaction) -> None:
        found = self._under_way.pop(interaction.id, None)
        if found is not None and interaction.said.startswith("Saved"):
            key, place = found
            self.sent[key][place] = (self.sent[key][place][0], True)
