"""The first message in a server, and /help."""

from __future__ import annotations

from collections.abc import Iterable

from quizbot.ui.render import layout, texts

HOW_IT_WORKS = (
    "### How it works\n"
    "Each day I post a question. Press **Answer** and write a few sentences; "
    "only you see them. When the model answer comes, **My result** tells you "
    f"which points your answer had. Points are {texts.FORMULA}."
)


def welcome() -> layout.Layout:
    """Return the first message in a server."""
    return layout.Layout(
        layout.box(
            layout.text(
                "### A question of the day for your study group\n"
                "I ask one question a day, collect everybody's answers in private, "
                "grade them with reasons, and show the model answer on time."
            ),
            layout.text(
                "**To begin**, somebody who may manage this server gives /setup: "
                "the channel, the time, the time zone."
            ),
            layout.text("-# /quiz gives practice to anybody at once · /help lists the commands"),
        )
    )


def help_page(
    members: Iterable[tuple[str, str]], moderators: Iterable[tuple[str, str]]
) -> layout.Layout:
    """Return how it works, and all commands: pairs of a name and what it does."""
    blocks = [
        HOW_IT_WORKS,
        _listed("For everybody", members),
        _listed("For moderators", moderators),
    ]
    return layout.Layout(layout.box(*map(layout.text, blocks)))


def _listed(title: str, commands: Iterable[tuple[str, str]]) -> str:
    return "\n".join([f"**{title}**", *(f"`/{name}` {what}" for name, what in commands)])
