"""Accounts and members as Discord describes them."""

from __future__ import annotations

from typing import Any

APPLICATION_ID = 900_000_000_000_000_001
OWNER_ID = 900_000_000_000_000_002


def user(user_id: int, name: str, *, bot: bool = False) -> dict[str, Any]:
    return {
        "id": str(user_id),
        "username": name,
        "global_name": None,
        "discriminator": "0",
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


BOT = user(APPLICATION_ID, "quizbot", bot=True)


def member(of: dict[str, Any], *, permissions: int = 0) -> dict[str, Any]:
    return {
        "user": of,
        "nick": None,
        "avatar": None,
        "roles": [],
        "joined_at": "2026-01-01T00:00:00+00:00",
        "premium_since": None,
        "deaf": False,
        "mute": False,
        "pending": False,
        "flags": 0,
        "permissions": str(permissions),
    }


def application() -> dict[str, Any]:
    return {
        "id": str(APPLICATION_ID),
        "name": "quizbot",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "owner": user(OWNER_ID, "owner"),
        "verify_key": "0" * 64,
        "flags": 0,
        "team": None,
        "tags": [],
        "redirect_uris": [],
        "interactions_endpoint_url": None,
    }
