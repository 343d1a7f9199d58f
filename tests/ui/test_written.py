"""What was written and not saved is given back: to be copied, harmless, within Discord's limits."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, cast

import discord
import pytest

from quizbot.ui import written
from quizbot.ui.render import written as render
from quizbot.ui.render.layout import Layout

LONG = "Noise is added at each of many steps, and nothing is learned."


def shown(layout: Layout) -> str:
    return "\n".join(item.content for item in layout.walk_children() if hasattr(item, "content"))


@pytest.mark.parametrize(
    "text",
    [
        LONG,
        "@everyone <@1> [link](https://x.example)",
        "a ``` b\n```",
        "x" * 6000,
        "``" * 900,
    ],
)
def test_it_stands_in_one_block_that_is_not_left(text: str) -> None:
    said = shown(render.not_saved("The database is busy, so nothing was saved.", text))
    assert len(said) <= 4000
    before, inside, after = said.split("```")
    assert "nothing was saved" in before
    assert inside.strip("\n").replace("\u200b", "")[:50] == text[:50]
    assert ("Only the beginning" in after) is ("…" in inside)


def test_several_texts_have_a_block_each_as_far_as_they_fit() -> None:
    said = shown(render.given_back(["prompt", "answer " * 300, "points " * 300]))
    assert said.count("```") == 6
    assert len(said) <= 4000


def interaction(kind: discord.InteractionType, data: dict[str, Any]) -> discord.Interaction:
    return cast(discord.Interaction, SimpleNamespace(type=kind, data=data))


def test_the_longer_texts_of_a_form_are_read() -> None:
    fields = [("prompt", 4, LONG), ("level", 21, "beginner" * 9), ("reason", 4, "short")]
    labels = [
        {"type": 18, "component": {"type": kind, "custom_id": name, "value": value}}
        for name, kind, value in fields
    ]
    form = interaction(discord.InteractionType.modal_submit, {"components": labels})
    assert written.of(form) == [LONG]


def test_so_are_those_of_a_command() -> None:
    give = {"name": "give", "type": 1, "options": [{"name": "reason", "type": 3, "value": LONG}]}
    command = {"name": "points", "options": [give]}
    assert written.of(interaction(discord.InteractionType.application_command, command)) == [LONG]
    assert written.of(interaction(discord.InteractionType.component, {"custom_id": "x"})) == []
