"""Options of several commands: topics, levels, forms, zones, and what is offered while typing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

import discord
from discord import app_commands

from quizbot.bank.library import Library
from quizbot.domain import wording
from quizbot.domain.question import Form, Level, Question
from quizbot.errors import Refusal
from quizbot.services.schedules import Schedules
from quizbot.ui.guard import require_moderator

Choices = list[app_commands.Choice[str]]
Complete = Callable[[discord.Interaction, str], Coroutine[Any, Any, Choices]]

Search = Callable[[int, str], Awaitable[list[Question]]]
"""Finds questions of a server by words."""

LONGEST_CHOICE = 100
"""Characters that Discord takes in what is offered while typing."""

LEVELS = [app_commands.Choice(name=level.value.capitalize(), value=level.value) for level in Level]
FORMS = [
    app_commands.Choice(name="Open: write a few sentences", value=Form.OPEN.value),
    app_commands.Choice(name="Choice: press one of four", value=Form.CHOICE.value),
    app_commands.Choice(name="Short: write a name or a few words", value=Form.SHORT.value),
]


def complete(group: app_commands.Group, command: str, option: str, offer: Complete) -> None:
    """Give an option of a group's command its completion."""
    found: Any = group.get_command(command)
    found.autocomplete(option)(offer)


def complete_questions(search: Search, schedules: Schedules) -> Complete:
    """Return the completion of a question, for moderators; others learn nothing of the bank."""

    async def complete(interaction: discord.Interaction, typed: str) -> Choices:
        try:
            guild = await require_moderator(interaction, schedules)
        except Refusal:
            return []
        return [
            app_commands.Choice(name=f"{q.topic}: {q.prompt}"[:LONGEST_CHOICE], value=q.id)
            for q in await search(guild.id, typed)
        ]

    return complete


def complete_topics(library: Library) -> Complete:
    """Return the completion of one topic."""

    async def complete(_interaction: discord.Interaction, typed: str) -> Choices:
        wanted = typed.casefold()
        found = [
            app_commands.Choice(name=title, value=topic)
            for topic, title in library.titles.items()
            if wanted in topic or wanted in title.casefold()
        ]
        return found[:25]

    return complete


def complete_topic_list(library: Library) -> Complete:
    """Return the completion of several topics with commas between; the last one is completed."""

    async def complete(_interaction: discord.Interaction, typed: str) -> Choices:
        *before, last = [part.strip() for part in typed.casefold().split(",")]
        done = [topic for topic in before if topic in library.titles]
        left = [
            topic
            for topic, title in library.titles.items()
            if topic not in done and (last in topic or last in title.casefold())
        ]
        left.sort(key=lambda topic: not topic.startswith(last))
        lists = ["all"] if not done and "all".startswith(last) else []
        lists += [", ".join([*done, topic]) for topic in left]
        fitting = [value for value in lists if len(value) <= LONGEST_CHOICE]
        return [app_commands.Choice(name=value, value=value) for value in fitting[:25]]

    return complete


async def complete_zones(_interaction: discord.Interaction, typed: str) -> Choices:
    """Offer time zones by city or continent."""
    return [app_commands.Choice(name=zone, value=zone) for zone in wording.find_zones(typed)]


def read_topics(text: str | None, library: Library) -> tuple[str, ...]:
    """Read several topics with commas between; nothing or ``all`` is all of them.

    Raises:
        NotFound: a topic is not known.
    """
    if not text or text.strip().casefold() == "all":
        return ()
    return tuple(dict.fromkeys(library.topic(part) for part in text.split(",") if part.strip()))


def read_levels(level: str | None) -> tuple[Level, ...]:
    """Read a level; nothing is all of them."""
    return (Level(level),) if level in list(Level) else ()
