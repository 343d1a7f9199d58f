"""Refusals in the demo: replies like any other, where SimCord would count them as failures."""

from __future__ import annotations

import sys
from typing import Any

import discord
from discord import app_commands

from quizbot.errors import QuizError, StorageError
from quizbot.ui import failures
from quizbot.ui.client import QuizBot

_FORESEEN = (QuizError, app_commands.NoPrivateMessage, app_commands.TransformerError)


def are_replies(client: QuizBot) -> None:
    """Let the page show a refusal without a badge of an error; what nobody foresaw keeps it.

    SimCord stands before both ways that errors take and notes each; the foreseen ones pass it by.
    """
    note_of_command, note_of_event = client.tree.on_error, client.on_error

    async def on_command_error(
        interaction: discord.Interaction[Any], error: app_commands.AppCommandError
    ) -> None:
        if _is_foreseen(error):
            await failures.explain(interaction, error)
        else:
            await note_of_command(interaction, error)

    async def on_error(event_method: str, /, *args: Any, **kwargs: Any) -> None:
        error = sys.exception()
        if event_method == "on_interaction" and error is not None and _is_foreseen(error):
            await failures.explain(args[0], error)
        else:
            await note_of_event(event_method, *args, **kwargs)

    client.tree.error(on_command_error)
    client.on_error = on_error  # type: ignore[method-assign]


def _is_foreseen(error: BaseException) -> bool:
    cause = failures.cause_of(error)
    return isinstance(cause, _FORESEEN) and not isinstance(cause, StorageError)
