"""Addresses of buttons, menus and forms: what a ``custom_id`` says. State lives in the database."""

from __future__ import annotations

PREFIX = "q"


def address(action: str, *parts: int | str) -> str:
    """Return the ``custom_id`` of an action on something, such as ``q:answer:17``.

    Raises:
        ValueError: it is longer than the 100 characters Discord takes.
    """
    text = ":".join([PREFIX, action, *(str(part) for part in parts)])
    if len(text) > 100:
        raise ValueError(f"custom_id too long: {text}")
    return text


def parse(custom_id: str) -> tuple[str, list[str]] | None:
    """Return action and parts of an address; None when it is none of this bot's."""
    prefix, *rest = custom_id.split(":")
    return (rest[0], rest[1:]) if prefix == PREFIX and rest else None
