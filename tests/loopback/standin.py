"""The stand-in as a whole: what a test opens, and what it can see and do."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from aiohttp import web

from quizbot.clock import utc_now
from tests.loopback.channel import Channel
from tests.loopback.channel_rate_limit import ChannelLimit
from tests.loopback.fault import Cut, Fault
from tests.loopback.gateway import Gateway
from tests.loopback.global_rate_limit import GlobalLimit
from tests.loopback.interaction import Act, Interaction, Interactions
from tests.loopback.outage import Outage
from tests.loopback.rest import Rest, Witness
from tests.loopback.snowflakes import Snowflakes
from tests.loopback.trouble import Troubles

TOKEN = "loopback.stand-in.token"


class StandIn:
    """Discord for one application in some servers; serves inside ``async with``."""

    def __init__(
        self, guilds: Sequence[dict[str, Any]], now: Callable[[], datetime] = utc_now
    ) -> None:
        ids = Snowflakes(now)
        self._guilds = {int(one["id"]): one for one in guilds}
        self.interactions = Interactions(ids)
        self.gateway = Gateway(guilds, TOKEN)
        self._rest = Rest(self.interactions, ids, TOKEN)
        self._application = web.Application()
        self._application.add_subapp("/api/", self._rest.application())
        self._application.router.add_get("/gateway", self.gateway.handle)
        self._runner = web.AppRunner(self._application, access_log=None, shutdown_timeout=1)

    async def __aenter__(self) -> StandIn:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *_exception: object) -> None:
        for fault in self._rest.faults:
            fault.release()
        for outage in self._rest.outages:
            outage.mend()
        self._rest.troubles.end()
        self.members_told.set()
        await self.gateway.close()
        await self._runner.cleanup()

    @property
    def environment(self) -> dict[str, str]:
        """The variables that send a bot's process here."""
        host, port = self._runner.addresses[0]
        return {
            "LOOPBACK_REST": f"http://{host}:{port}/api",
            "LOOPBACK_GATEWAY": f"ws://{host}:{port}/gateway",
        }

    @property
    def witness(self) -> Witness:
        """Is told of each message, edit and reply that was carried out, before its answer goes."""
        return self._rest.witness

    @witness.setter
    def witness(self, witness: Witness) -> None:
        self._rest.witness = witness

    @property
    def troubles(self) -> Troubles:
        """What goes wrong on whole routes."""
        return self._rest.troubles

    @property
    def members_told(self) -> asyncio.Event:
        """While it is not set, nobody says who is in a server."""
        return self._rest.members_told

    @property
    def unknown(self) -> list[str]:
        """Requests for which there is no route here."""
        return self._rest.unknown

    @property
    def commands(self) -> list[dict[str, Any]]:
        """The slash commands that the bot registered."""
        return self._rest.commands

    def channel(self, channel_id: int) -> Channel:
        return self._rest.channels[channel_id]

    def let_happen(self, fault: Fault) -> Fault:
        """Let something go wrong with a message that is still to come."""
        self._rest.faults.append(fault)
        return fault

    def take_out(self, outage: Outage) -> Outage:
        """Let requests of a route fail from now on."""
        self._rest.outages.append(outage)
        return outage

    def enforce(self, limit: GlobalLimit) -> GlobalLimit:
        """Refuse requests beyond a limit from now on."""
        self._rest.limit = limit
        return limit

    def enforce_channel_limits(self) -> None:
        """Refuse messages beyond each channel's own limit from now on."""
        self._rest.channel_limits = defaultdict(ChannelLimit)

    @property
    def refused_by_channel(self) -> int:
        """How many messages were beyond the limit of their channel."""
        return self._rest.refused_by_channel

    def cut(self, when: Cut) -> None:
        """Break the connection over which the next acknowledgement comes."""
        self._rest.cuts.append(when)

    async def act(
        self, acts: Iterable[tuple[int, Act]], guild_id: int, channel_id: int
    ) -> list[Interaction]:
        """Let people (by id) do things, all at once; returns the interactions in the same order."""
        await self.gateway.connected()
        guild = self._guilds[guild_id]
        made = [self.interactions.add(act, user, guild, channel_id) for user, act in acts]
        frames = [json.dumps(one.payload) for one in made]
        for one, frame in zip(made, frames, strict=True):
            one.sent_at = time.perf_counter()
            await self.gateway.push("INTERACTION_CREATE", frame)
        return made

    async def drained(self) -> None:
        """Wait until nobody is connected, so that all that a process had sent has been taken in."""
        server = self._runner.server
        while server is not None and server.connections:  # noqa: ASYNC110  aiohttp has no event
            await asyncio.sleep(0)
        await self.gateway.gone()
