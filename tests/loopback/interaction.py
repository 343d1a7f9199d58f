"""What people do in Discord: commands, presses and forms, and the bot's replies to them."""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from tests.loopback.channel import message, text
from tests.loopback.people import APPLICATION_ID, member, user
from tests.loopback.snowflakes import Snowflakes

COMMAND, PRESS, FORM = 2, 3, 5
"""Discord's numbers of the types of interaction."""
MODERATOR_ID = 500
MODERATORS = range(20_000, 30_000)
"""Others with the same right, where each act is to have a moderator of its own."""
MANAGE_SERVER = 1 << 5


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody does: the type of the interaction and its ``data``."""

    kind: int
    data: dict[str, Any]


def command(name: str, **options: str) -> Act:
    """Give a slash command with options of text."""
    given = [{"name": option, "type": 3, "value": value} for option, value in options.items()]
    return Act(COMMAND, {"id": "1", "type": 1, "name": name, "options": given})


def group_command(group: str, name: str, **options: str | int) -> Act:
    """Give a command of a group."""
    described = [
        {"name": option, "type": 4 if isinstance(value, int) else 3, "value": value}
        for option, value in options.items()
    ]
    given = [{"name": name, "type": 1, "options": described}]
    return Act(COMMAND, {"id": "1", "type": 1, "name": group, "options": given})


def member_command(group: str, name: str, member_id: int, **options: str | int) -> Act:
    """Give a command of a group about a member, which is its first option."""
    whom = user(member_id, f"member-{member_id}")
    described = {key: value for key, value in member(whom).items() if key != "user"}
    act = group_command(group, name, **options)
    act.data["options"][0]["options"].insert(
        0, {"name": "member", "type": 6, "value": str(member_id)}
    )
    resolved = {"users": {whom["id"]: whom}, "members": {whom["id"]: described}}
    return Act(COMMAND, {**act.data, "resolved": resolved})


def give_points(member_id: int, points: int, reason: str) -> Act:
    """Give /points give."""
    return member_command("points", "give", member_id, points=points, reason=reason)


def subcommand(group: str, name: str, **options: str | int) -> Act:
    """Give a command of a group with options of text or numbers."""
    given = [
        {"name": option, "type": 4 if isinstance(value, int) else 3, "value": value}
        for option, value in options.items()
    ]
    of_group = [{"name": name, "type": 1, "options": given}]
    return Act(COMMAND, {"id": "1", "type": 1, "name": group, "options": of_group})


def move_schedule(schedule_id: int, channel_id: int) -> Act:
    """Give /schedule edit with another channel."""
    options = [
        {"name": "schedule", "type": 4, "value": schedule_id},
        {"name": "channel", "type": 7, "value": str(channel_id)},
    ]
    channel = {"id": str(channel_id), "type": 0, "name": "channel", "permissions": "0"}
    edit = [{"name": "edit", "type": 1, "options": options}]
    resolved = {"channels": {str(channel_id): channel}}
    data = {"id": "1", "type": 1, "name": "schedule", "options": edit, "resolved": resolved}
    return Act(COMMAND, data)


def press(custom_id: str) -> Act:
    """Press a button."""
    return Act(PRESS, {"custom_id": custom_id, "component_type": 2})


def answer_form(custom_id: str, written: str, *, share: bool = True) -> Act:
    """Hand in the answer form."""
    fields = (
        {"id": 3, "type": 4, "custom_id": "text", "value": written},
        {"id": 5, "type": 21, "custom_id": "sure", "value": "sure"},
        {"id": 7, "type": 23, "custom_id": "share", "value": share},
    )
    labels = [{"id": i * 2, "type": 18, "component": one} for i, one in enumerate(fields, 1)]
    return Act(FORM, {"custom_id": custom_id, "components": [{"id": 1, "type": 10}, *labels]})


def form(custom_id: str, **fields: str | list[str]) -> Act:
    """Hand in a form."""
    labels = [
        {
            "type": 18,
            "component": {
                "type": 4,
                "custom_id": name,
                "values" if isinstance(value, list) else "value": value,
            },
        }
        for name, value in fields.items()
    ]
    return Act(FORM, {"custom_id": custom_id, "components": labels})


def question_form(
    custom_id: str, topic: str, prompt: str, answer: str, key_points: str = ""
) -> Act:
    """Hand in the form of a question."""
    fields = (
        {"id": 3, "type": 3, "custom_id": "topic", "values": [topic]},
        {"id": 5, "type": 21, "custom_id": "level", "value": "beginner"},
        {"id": 7, "type": 4, "custom_id": "prompt", "value": prompt},
        {"id": 9, "type": 4, "custom_id": "answer", "value": answer},
        {"id": 11, "type": 4, "custom_id": "key_points", "value": key_points},
    )
    labels = [{"id": i * 2, "type": 18, "component": one} for i, one in enumerate(fields, 1)]
    return Act(FORM, {"custom_id": custom_id, "components": labels})


@dataclass(slots=True)
class Interaction:
    """One interaction and what came back: ``replies`` as sent, the acknowledgement first."""

    id: int
    token: str
    user_id: int
    payload: dict[str, Any]
    acknowledged: asyncio.Event = field(default_factory=asyncio.Event)
    replies: list[dict[str, Any]] = field(default_factory=list)
    sent_at: float = 0.0
    acknowledged_at: float = 0.0

    @property
    def said(self) -> str:
        """All text of the replies."""
        return "\n".join(text(reply) for reply in self.replies)

    @property
    def seconds(self) -> float:
        """Time from the gateway's frame to the acknowledgement."""
        return self.acknowledged_at - self.sent_at


def _rights(user_id: int) -> int:
    moderates = user_id == MODERATOR_ID or user_id in MODERATORS
    return MANAGE_SERVER if moderates else 0


class Interactions:
    """All interactions so far; ``heard`` is told of an acknowledgement before it is answered."""

    def __init__(self, ids: Snowflakes) -> None:
        self._ids = ids
        self._by_token: dict[str, Interaction] = {}
        self.heard: Callable[[Interaction], None] = lambda _interaction: None

    def add(self, act: Act, user_id: int, guild: dict[str, Any], channel_id: int) -> Interaction:
        """Make the interaction of somebody in a channel."""
        new = self._ids()
        token = secrets.token_urlsafe(24)
        channel = next(one for one in guild["channels"] if one["id"] == str(channel_id))
        payload = {
            "id": str(new),
            "application_id": str(APPLICATION_ID),
            "token": token,
            "type": act.kind,
            "version": 1,
            "data": act.data,
            "guild_id": guild["id"],
            "guild": {"id": guild["id"], "locale": "en-US", "features": []},
            "channel_id": str(channel_id),
            "channel": {**channel, "permissions": "0"},
            "member": member(user(user_id, f"member-{user_id}"), permissions=_rights(user_id)),
            "locale": "en-US",
            "guild_locale": "en-US",
            "app_permissions": "0",
            "entitlements": [],
            "authorizing_integration_owners": {"0": guild["id"]},
            "context": 0,
            "attachment_size_limit": 10_485_760,
        }
        if act.kind == PRESS:
            payload["message"] = message(self._ids(), channel_id, {})
        self._by_token[token] = Interaction(new, token, user_id, payload)
        return self._by_token[token]

    def find(self, token: str) -> Interaction | None:
        return self._by_token.get(token)

    def acknowledge(self, interaction: Interaction, reply: dict[str, Any]) -> None:
        """Take the bot's first reply."""
        interaction.acknowledged_at = time.perf_counter()
        interaction.replies.append(reply)
        interaction.acknowledged.set()
        self.heard(interaction)
