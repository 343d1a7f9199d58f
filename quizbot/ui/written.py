"""What somebody has written in a form or a command, read from the interaction itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, cast

import discord

from quizbot.ui import modal_fields

WORTH_KEEPING = 40
"""Characters from which a text is not written a second time without a sigh."""
_STRING = 3
"""Discord's number of an option of text."""


def of(interaction: discord.Interaction) -> list[str]:
    """Return the longer texts, in the order of their fields."""
    data = cast(Mapping[str, Any], interaction.data or {})
    if interaction.type is discord.InteractionType.modal_submit:
        found = modal_fields.texts(data)
    elif interaction.type is discord.InteractionType.application_command:
        found = list(_options(data.get("options", [])))
    else:
        found = []
    return [text for text in found if len(text.strip()) >= WORTH_KEEPING]


def _options(options: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    for option in options:
        yield from _options(option.get("options", []))
        if option.get("type") == _STRING:
            yield str(option.get("value") or "")
