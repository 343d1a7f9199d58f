"""Options of several commands: topics, levels, forms, zones, and what is offered while typing."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Coroutine, Iterable
from typing import Any, TypeVar

import discord
from discord import app_commands

from quizbot.domain import schedule_words
from quizbot.domain.guild import Guild
from quizbot.domain.question import Form, Level, Question
from quizbot.errors import Refusal
from quizbot.services.question_topics import Topics
from quizbot.ui.moderator_rights import Rights
from quizbot.ui.render.texts import thinned

Choices = list[app_commands.Choice[str]]
Complete = Callable[[discord.Interaction, str], Coroutine[Any, Any, list[Any]]]
Offer = Callable[[discord.Interaction, Guild, str], Awaitable[Iterable[app_commands.Choice[Any]]]]
Search = Callable[[int, str], Awaitable[list[Question]]]
T = TypeVar("T", int, str)

MOST_CHOICES = 25
"""What Discord takes while somebody types."""

LONGEST_CHOICE = 100
"""Characters that Discord takes in what is offered while typing."""

LEVELS = [app_commands.Choice(name=level.value.capitalize(), value=level.value) for level in Level]
FORMS = [
    app_commands.Choice(name="Open: write a few sentences", value=Form.OPEN.value),
    app_commands.Choice(name="Choice: press one, or pick several", value=Form.CHOICE.value),
    app_commands.Choice(name="Short: write a name or a few words", value=Form.SHORT.value),
]


def complete(
    group: app_commands.Group, commands: Iterable[str], option: str, offer: Complete
) -> None:
    """Give an option of some of a group's commands its completion."""
    for command in commands:
        found: Any = group.get_command(command)
        found.autocomplete(option)(offer)


def for_moderators(rights: Rights, offer: Offer) -> Complete:
    """Return a completion that offers nothing to others, so that they learn nothing by it.

    ``offer`` takes the interaction, the server's settings and what was typed.
    """

    async def complete(interaction: discord.Interaction, typed: str) -> list[Any]:
        try:
            guild = await rights.moderator(interaction)
        except Refusal:
            return []
        return [*await offer(interaction, guild, typed)][:MOST_CHOICES]

    return complete


def offer_questions(search: Search) -> Offer:
    """Return what offers the questions that ``search`` finds in a server by words."""

    async def offer(
        _interaction: discord.Interaction, guild: Guild, typed: str
    ) -> list[app_commands.Choice[str]]:
        return [
            choice(f"{question.topic}: {question.prompt}", question.id)
            for question in await search(guild.id, typed)
        ]

    return offer


def choice(name: str, value: T) -> app_commands.Choice[T]:
    """Return something to offer while somebody types; its name is cut where it is too long."""
    return app_commands.Choice(name=thinned(name)[:LONGEST_CHOICE], value=value)


def complete_topics(topics: Topics) -> Complete:
    """Return the completion of one topic."""

    async def complete(interaction: discord.Interaction, typed: str) -> Choices:
        wanted = typed.casefold()
        found = [
            choice(title, topic)
            for topic, title in (await topics.titles(interaction.guild_id)).items()
            if wanted in topic or wanted in title.casefold()
        ]
        return found[:MOST_CHOICES]

    return complete


def complete_topic_list(topics: Topics) -> Complete:
    """Return the completion of several topics with commas between; the last one is completed."""

    async def complete(interaction: discord.Interaction, typed: str) -> Choices:
        titles = await topics.titles(interaction.guild_id)
        *before, last = [part.strip() for part in typed.casefold().split(",")]
        done = [topic for topic in before if topic in titles]
        left = [
            topic
            for topic, title in titles.items()
            if topic not in done and (last in topic or last in title.casefold())
        ]
        left.sort(key=lambda topic: not topic.startswith(last))
        lists = ["all"] if not done and "all".startswith(last) else []
        lists += [", ".join([*done, topic]) for topic in left]
        fitting = [value for value in lists if len(value) <= LONGEST_CHOICE]
        return [app_commands.Choice(name=value, value=value) for value in fitting[:MOST_CHOICES]]

    return complete


async def complete_zones(_interaction: discord.Interaction, typed: str) -> Choices:
    """Offer time zones by city or continent."""
    return [app_commands.Choice(name=zone, value=zone) for zone in schedule_words.find_zones(typed)]


async def read_topics(text: str | None, topics: Topics, guild_id: int) -> tuple[str, ...]:
    """Read several topics with commas between; nothing or ``all`` is all of them.

    Raises:
        NotFound: a topic is not known.
    """
    if not text or text.strip().casefold() == "all":
        return ()
    named = [await topics.find(guild_id, part) for part in text.split(",") if part.strip()]
    return tuple(dict.fromkeys(named))


def read_levels(level: str | None) -> tuple[Level, ...]:
    """Read a level; nothing is all of them."""
    return (Level(level),) if level in list(Level) else ()
