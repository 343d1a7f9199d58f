"""A channel and its messages, with Discord's rule about nonces."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from tests.loopback.people import BOT
from tests.loopback.snowflakes import Snowflakes, moment

NONCE_HOLDS = timedelta(minutes=5)
"""How long a message with the same nonce is not sent again; Discord says "the past few minutes"."""

Message = dict[str, Any]


class Channel:
    """Messages, oldest first."""

    def __init__(self, channel_id: int, ids: Snowflakes) -> None:
        self.id = channel_id
        self.messages: list[Message] = []
        self._ids = ids

    def post(self, payload: dict[str, Any]) -> Message:
        """Add a message, or return the earlier one with the same nonce where that is enforced."""
        new = message(self._ids(), self.id, payload)
        earlier = self._with_nonce(new) if payload.get("enforce_nonce") else None
        if earlier is not None:
            return earlier
        self.messages.append(new)
        return new

    def find(self, message_id: int) -> Message | None:
        return next((one for one in self.messages if one["id"] == str(message_id)), None)

    def page(self, limit: int, *, before: int | None, after: int | None) -> list[Message]:
        """Return messages newest first; with ``after`` those next to it, not the newest of all."""
        found = [
            one
            for one in self.messages
            if (before is None or int(one["id"]) < before)
            and (after is None or int(one["id"]) > after)
        ]
        nearest = found[:limit] if after is not None else found[-limit:]
        return nearest[::-1]

    def with_text(self, words: str) -> list[Message]:
        """Return the messages that say this."""
        return [one for one in self.messages if words in text(one)]

    def _with_nonce(self, new: Message) -> Message | None:
        since = moment(int(new["id"])) - NONCE_HOLDS
        for one in self.messages:
            if one["nonce"] == new["nonce"] is not None and moment(int(one["id"])) > since:
                return one
        return None


def message(message_id: int, channel_id: int, payload: dict[str, Any]) -> Message:
    """Return a message of the bot as Discord describes it."""
    return {
        "id": str(message_id),
        "channel_id": str(channel_id),
        "type": 19 if payload.get("message_reference") else 0,
        "author": BOT,
        "content": payload.get("content") or "",
        "timestamp": moment(message_id).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "flags": payload.get("flags") or 0,
        "nonce": payload.get("nonce"),
        "components": payload.get("components") or [],
        **({"message_reference": ref} if (ref := payload.get("message_reference")) else {}),
    }


def thread(message_id: int, channel_id: int, name: str) -> dict[str, Any]:
    """Return the thread of a message as Discord describes it."""
    return {
        "id": str(message_id),
        "type": 11,
        "guild_id": "0",
        "parent_id": str(channel_id),
        "owner_id": BOT["id"],
        "name": name,
        "last_message_id": None,
        "rate_limit_per_user": 0,
        "message_count": 0,
        "member_count": 1,
        "flags": 0,
        "thread_metadata": {
            "archived": False,
            "auto_archive_duration": 1440,
            "archive_timestamp": moment(message_id).isoformat(),
            "locked": False,
        },
    }


def custom_ids(components: Any) -> Iterator[str]:
    """Yield the address of every component, however deep."""
    return (found["custom_id"] for found in _each(components) if "custom_id" in found)


def text(payload: dict[str, Any]) -> str:
    """Return all text of a message."""
    found = _each(payload.get("components", []))
    blocks = (one["content"] for one in found if "content" in one)
    return "\n".join(part for part in (payload.get("content"), *blocks) if part)


def _each(components: Any) -> Iterator[dict[str, Any]]:
    for component in components:
        yield component
        yield from _each(component.get("components", []))
        yield from _each([component["component"]] if "component" in component else [])
