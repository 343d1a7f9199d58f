"""Servers as the gateway describes them to a bot that joins."""

from __future__ import annotations

from typing import Any

from tests.loopback.people import BOT, OWNER_ID, member

EVERYTHING = (1 << 53) - 1
"""Every permission."""
_TEXT, _VOICE, _CATEGORY = 0, 2, 4


def guild(guild_id: int, *, channels: int = 2, roles: int = 3) -> dict[str, Any]:
    """Return a server where the bot may do everything; its first channel is ``guild_id + 1``."""
    return {
        "id": str(guild_id),
        "name": f"Study group {guild_id}",
        "icon": None,
        "owner_id": str(OWNER_ID),
        "joined_at": "2026-01-01T00:00:00+00:00",
        "large": True,
        "unavailable": False,
        "member_count": 250,
        "preferred_locale": "en-US",
        "features": ["COMMUNITY", "NEWS"],
        "verification_level": 1,
        "default_message_notifications": 1,
        "explicit_content_filter": 2,
        "mfa_level": 0,
        "nsfw_level": 0,
        "premium_tier": 0,
        "system_channel_id": str(guild_id + 1),
        "system_channel_flags": 0,
        "afk_timeout": 300,
        "afk_channel_id": None,
        "roles": [_role(guild_id, place) for place in range(roles)],
        "channels": [_channel(guild_id, place) for place in range(1, channels + 1)],
        "members": [member(BOT)],
        "emojis": [],
        "stickers": [],
        "threads": [],
        "voice_states": [],
        "presences": [],
        "stage_instances": [],
        "guild_scheduled_events": [],
        "soundboard_sounds": [],
    }


def _role(guild_id: int, place: int) -> dict[str, Any]:
    return {
        "id": str(guild_id if place == 0 else guild_id + 1000 + place),
        "name": "@everyone" if place == 0 else f"Role {place}",
        "permissions": str(EVERYTHING if place == 0 else 0),
        "position": place,
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "managed": False,
        "mentionable": False,
        "icon": None,
        "unicode_emoji": None,
        "flags": 0,
    }


def _channel(guild_id: int, place: int) -> dict[str, Any]:
    """Mostly text channels; of five one is a category and one a voice channel."""
    kind = {0: _CATEGORY, 4: _VOICE}.get(place % 5, _TEXT)
    described: dict[str, Any] = {
        "id": str(guild_id + place),
        "type": kind,
        "name": f"channel-{place}",
        "position": place,
        "parent_id": None,
        "nsfw": False,
        "permission_overwrites": [
            {"id": str(guild_id), "type": 0, "allow": "0", "deny": "0"},
        ],
    }
    if kind == _TEXT:
        described |= {"topic": "What we learn here", "last_message_id": None}
    if kind == _VOICE:
        described |= {"bitrate": 64_000, "user_limit": 0, "rtc_region": None}
    return described
