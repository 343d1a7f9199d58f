"""The REST API: the routes that the bot uses; any other is noted, so that a test can say so."""

from __future__ import annotations

import asyncio
import json
from collections import defaultdict
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

from tests.loopback import people
from tests.loopback.channel import Channel, Message, message, thread
from tests.loopback.channel_rate_limit import ChannelLimit
from tests.loopback.fault import LIMITED, Cut, Fault
from tests.loopback.global_rate_limit import GlobalLimit
from tests.loopback.interaction import Interaction, Interactions
from tests.loopback.outage import Outage
from tests.loopback.sent_at import sent_at
from tests.loopback.snowflakes import Snowflakes
from tests.loopback.trouble import Troubles

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]
Witness = Callable[[str, dict[str, Any]], None]
NO_MESSAGE = {"message": "Unknown Message", "code": 10008}


class Rest:
    """Answers requests that have the token.

    ``faults`` happen to messages that are posted or edited, ``cuts`` to the connection of
    acknowledgements.
    """

    def __init__(self, interactions: Interactions, ids: Snowflakes, token: str) -> None:
        self._interactions = interactions
        self._ids = ids
        self._token = token
        self.channels: dict[int, Channel] = _Channels(ids)
        self.commands: list[dict[str, Any]] = []
        self.faults: list[Fault] = []
        self.cuts: list[Cut] = []
        self.outages: list[Outage] = []
        self.limit: GlobalLimit | None = None
        self.channel_limits: defaultdict[int, ChannelLimit] | None = None
        self.refused_by_channel = 0
        self.unknown: list[str] = []
        self.members_told = asyncio.Event()
        self.members_told.set()
        self.witness: Witness = lambda _kind, _payload: None
        self.troubles = Troubles()

    def application(self) -> web.Application:
        """Return the web application of the API."""
        application = web.Application(middlewares=[self._check])
        message_path = "/channels/{channel:\\d+}/messages/{message:\\d+}"
        application.add_routes(
            [
                web.get("/users/@me", self._me),
                web.get("/users/{user:\\d+}", self._user),
                web.get("/guilds/{guild:\\d+}/members/{user:\\d+}", self._member),
                web.post("/users/@me/channels", self._open_private),
                web.get("/oauth2/applications/@me", self._application),
                web.put("/applications/{id}/commands", self._put_commands),
                web.get("/channels/{channel:\\d+}/messages", self._list_messages),
                web.post("/channels/{channel:\\d+}/messages", self._post_message),
                web.get(message_path, self._one_message),
                web.patch(message_path, self._edit_message),
                web.post(f"{message_path}/threads", self._open_thread),
                web.post("/interactions/{id}/{token}/callback", self._acknowledge),
                web.post("/webhooks/{id}/{token}", self._follow_up),
                web.patch("/webhooks/{id}/{token}/messages/@original", self._follow_up),
                web.route("*", "/{anything:.*}", self._no_route),
            ]
        )
        return application

    @web.middleware
    async def _check(self, request: web.Request, handler: Handler) -> web.StreamResponse:
        """Refuse a wrong token, and what is too much; interactions have a token of their own."""
        for outage in self.outages:
            if outage.concerns(request):
                return await outage.answer()
        own_token = "token" in request.match_info
        wait = self.limit.retry_after(sent_at(request)) if self.limit and not own_token else None
        if wait is not None:
            return _too_many(wait)
        if not own_token and request.headers.get("Authorization") != f"Bot {self._token}":
            return _answer({"message": "401: Unauthorized", "code": 0}, 401)
        one = self._interaction(request) if own_token else None
        guild_id = int(one.payload["guild_id"]) if one is not None else None
        return await self.troubles.answer(request, handler, guild_id)

    async def _no_route(self, request: web.Request) -> web.Response:
        self.unknown.append(f"{request.method} {request.path}")
        return _answer({"message": "404: Not Found", "code": 0}, 404)

    async def _me(self, _request: web.Request) -> web.Response:
        return _answer(people.BOT)

    async def _user(self, request: web.Request) -> web.Response:
        user_id = int(request.match_info["user"])
        return _answer(people.user(user_id, f"member-{user_id}"))

    async def _member(self, request: web.Request) -> web.Response:
        """Describe somebody as a member; everybody is one of every server here."""
        await self.members_told.wait()
        user_id = int(request.match_info["user"])
        return _answer(people.member(people.user(user_id, f"member-{user_id}")))

    async def _open_private(self, request: web.Request) -> web.Response:
        """Open the private channel with a member, which has the member's id here."""
        user_id = int((await request.json())["recipient_id"])
        recipients = [people.user(user_id, f"member-{user_id}")]
        return _answer({"id": str(user_id), "type": 1, "recipients": recipients})

    async def _application(self, _request: web.Request) -> web.Response:
        return _answer(people.application())

    async def _put_commands(self, request: web.Request) -> web.Response:
        self.commands = [
            {"id": str(self._ids()), "application_id": str(people.APPLICATION_ID), **one}
            for one in await request.json()
        ]
        return _answer(self.commands)

    async def _list_messages(self, request: web.Request) -> web.Response:
        before, after = (
            int(request.query[side]) if side in request.query else None
            for side in ("before", "after")
        )
        limit = int(request.query.get("limit", 50))
        return _answer(self._channel(request).page(limit, before=before, after=after))

    async def _post_message(self, request: web.Request) -> web.Response:
        if self.channel_limits is None:
            return await self._post(request)
        limit = self.channel_limits[int(request.match_info["channel"])]
        let_through, headers = limit.take(sent_at(request))
        if let_through:
            response = await self._post(request)
        else:
            self.refused_by_channel += 1
            wait = float(headers["X-RateLimit-Reset-After"])
            response = _answer({"message": "Slow down.", "retry_after": wait}, LIMITED)
        response.headers.update(headers)
        return response

    async def _post(self, request: web.Request) -> web.Response:
        payload = await request.json()
        channel = self._channel(request)
        fault = self._fault(channel, payload, edit=False)
        posted = channel.post(payload) if fault is None or fault.carried_out else None
        if posted is not None:
            self.witness("message", payload)
        if fault is not None:
            await fault.happen()
            if fault.cut or fault.status is not None or posted is None:
                return _fail(request, fault)
        return _answer(posted)

    def _fault(self, channel: Channel, payload: dict[str, Any], *, edit: bool) -> Fault | None:
        return next((f for f in self.faults if f.concerns(channel.id, payload, edit=edit)), None)

    async def _edit_message(self, request: web.Request) -> web.Response:
        found = self._message(request)
        if found is None:
            return _answer(NO_MESSAGE, 404)
        payload = await request.json()
        fault = self._fault(self._channel(request), payload, edit=True)
        if fault is None or fault.carried_out:
            found |= {"components": payload.get("components") or []}
            self.witness("edit", payload)
        if fault is not None:
            await fault.happen()
            if fault.cut or fault.status is not None or not fault.carried_out:
                return _fail(request, fault)
        return _answer(found)

    async def _one_message(self, request: web.Request) -> web.Response:
        found = self._message(request)
        return _answer(NO_MESSAGE, 404) if found is None else _answer(found)

    async def _open_thread(self, request: web.Request) -> web.Response:
        """Open the thread of a message, which has the message's id."""
        found = self._message(request)
        if found is None:
            return _answer(NO_MESSAGE, 404)
        if "thread" in found:
            said = "A thread has already been created for this message"
            return _answer({"message": said, "code": 160004}, 400)
        name = (await request.json())["name"]
        found["thread"] = thread(int(found["id"]), int(found["channel_id"]), name)
        self.witness("thread", found["thread"])
        return _answer(found["thread"], 201)

    def _message(self, request: web.Request) -> Message | None:
        return self._channel(request).find(int(request.match_info["message"]))

    async def _acknowledge(self, request: web.Request) -> web.Response:
        interaction = self._interaction(request)
        if interaction is None:
            return _answer({"message": "Unknown interaction", "code": 10062}, 404)
        if interaction.replies:
            said = "Interaction has already been acknowledged."
            return _answer({"message": said, "code": 40060}, 400)
        cut = self.cuts.pop(0) if self.cuts else None
        if cut is not Cut.BEFORE:
            answer = self._take(interaction, await request.json())
        if cut is None:
            return answer
        assert request.transport is not None
        request.transport.abort()
        return web.Response()

    def _take(self, interaction: Interaction, given: dict[str, Any]) -> web.Response:
        reply = given.get("data") or {}
        self._interactions.acknowledge(interaction, reply)
        self.witness("reply", reply)
        described = {"id": str(interaction.id), "type": interaction.payload["type"]}
        resource: dict[str, Any] = {"type": given["type"]}
        if given["type"] == 4:
            resource["message"] = self._reply(interaction, reply)
            described["response_message_id"] = resource["message"]["id"]
        return _answer({"interaction": described, "resource": resource})

    async def _follow_up(self, request: web.Request) -> web.Response:
        interaction = self._interaction(request)
        if interaction is None or not interaction.replies:
            return _answer({"message": "Unknown Webhook", "code": 10015}, 404)
        reply = await request.json()
        interaction.replies.append(reply)
        self.witness("follow-up", reply)
        return _answer(self._reply(interaction, reply))

    def _interaction(self, request: web.Request) -> Interaction | None:
        return self._interactions.find(request.match_info["token"])

    def _reply(self, interaction: Interaction, reply: dict[str, Any]) -> Message:
        return message(self._ids(), int(interaction.payload["channel_id"]), reply)

    def _channel(self, request: web.Request) -> Channel:
        return self.channels[int(request.match_info["channel"])]


class _Channels(defaultdict[int, Channel]):
    """Channels by id, made when first spoken of."""

    def __init__(self, ids: Snowflakes) -> None:
        super().__init__()
        self._ids = ids

    def __missing__(self, channel_id: int) -> Channel:
        self[channel_id] = Channel(channel_id, self._ids)
        return self[channel_id]


def _fail(request: web.Request, fault: Fault) -> web.Response:
    """Break the connection, or answer as Discord does when it cannot or will not."""
    if fault.cut and request.transport is not None:
        request.transport.abort()
    if fault.status != LIMITED:
        return _answer({"message": "The answer is lost", "code": 0}, fault.status or 503)
    limit = {"message": "You are being rate limited.", "retry_after": fault.retry_after}
    limit |= {"code": fault.code} if fault.code else {}
    limited = _answer({**limit, "global": fault.everywhere}, LIMITED)
    limited.headers["Via"] = "1.1 google"
    if fault.everywhere:
        limited.headers["X-RateLimit-Global"] = "true"
    return limited


def _too_many(seconds: float) -> web.Response:
    """Refuse as Discord does when all requests together are too many."""
    said = "You are being rate limited."
    response = _answer({"message": said, "retry_after": round(seconds, 3), "global": True}, 429)
    response.headers.update(
        {"Via": "1.1 loopback", "X-RateLimit-Global": "true", "Retry-After": "1"}
    )
    return response


def _answer(data: Any, status: int = 200) -> web.Response:
    """Answer in JSON; discord.py takes it for that only where no charset is named."""
    return web.Response(
        body=json.dumps(data).encode(), status=status, content_type="application/json"
    )
