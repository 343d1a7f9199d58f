"""Handling each press, command and form once."""

from __future__ import annotations

from quizbot.storage import interactions


def begin(interaction_id: int) -> None:
    """Let what the present task writes from here on belong to an interaction.

    Where somebody else has handled it, its first write raises `AlreadyHandled`.
    """
    interactions.begin(interaction_id)
