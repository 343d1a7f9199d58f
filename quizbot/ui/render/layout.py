"""The pieces that messages are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import discord
from discord import ui

from quizbot.domain.question import Level
from quizbot.ui.render.texts import shorten, thinned

ACCENTS = {Level.BEGINNER: 0x3BA55D, Level.INTERMEDIATE: 0x5865F2, Level.ADVANCED: 0x9B59B6}
NEUTRAL = 0x8A8F98
MOST_ALT_TEXT = 1000
"""Characters that say what a picture shows; Discord takes 1,024."""


class Layout(ui.LayoutView):
    """A message in Components V2 whose buttons are found by their address alone.

    It is stopped at once: discord.py then does not keep it waiting for presses, which `ui.router`
    receives.
    """

    def __init__(self, *items: ui.Item[Any]) -> None:
        super().__init__(timeout=None)
        for item in items:
            self.add_item(item)
        self.stop()


def text(content: str) -> ui.TextDisplay[Any]:
    """Return a block of Markdown; a question's own words may have marks in piles too."""
    return ui.TextDisplay(thinned(content))


def box(*items: ui.Item[Any] | None, accent: int = NEUTRAL) -> ui.Container[Any]:
    """Return a container with an accent colour; None stands for nothing."""
    return ui.Container(*(item for item in items if item is not None), accent_colour=accent)


def parted(blocks: Iterable[str]) -> list[ui.Item[Any]]:
    """Return blocks of Markdown with a line between each two."""
    items: list[ui.Item[Any]] = []
    for block in blocks:
        items += [ui.Separator(), text(block)] if items else [text(block)]
    return items


def row(*buttons: ui.Item[Any]) -> ui.ActionRow[Any]:
    """Return buttons side by side, five at most."""
    return ui.ActionRow(*buttons)


def button(
    label: str,
    custom_id: str,
    style: discord.ButtonStyle = discord.ButtonStyle.secondary,
    *,
    disabled: bool = False,
) -> ui.Button[Any]:
    """Return a button."""
    return ui.Button(label=thinned(label), custom_id=custom_id, style=style, disabled=disabled)


def primary(label: str, custom_id: str) -> ui.Button[Any]:
    """Return the button of a message that most people want."""
    return button(label, custom_id, discord.ButtonStyle.primary)


def asking(sentence: str, custom_id: str) -> Layout:
    """Return a question whether something is meant once more, with the button that does it."""
    return Layout(box(text(sentence), row(button("Yes, once more", custom_id))))


def picture(name: str, alt: str) -> ui.MediaGallery[Any]:
    """Return a picture that is attached by that name; ``alt`` says what it shows."""
    return ui.MediaGallery(discord.MediaGalleryItem(f"attachment://{name}", description=alt))


def alt_text(words: Iterable[str]) -> str:
    """Return words as what a picture shows, without Markdown, as long as Discord takes it."""
    told = re.sub(r"\*\*|^-# |[\\\u200b\u2068\u2069`]", "", "\n".join(words), flags=re.MULTILINE)
    return shorten(re.sub(r"\s*\n\s*", ". ", told).replace("..", "."), MOST_ALT_TEXT)


def menu(
    custom_id: str,
    options: Iterable[tuple[str, str]],
    chosen: str,
    *,
    placeholder: str | None = None,
) -> ui.ActionRow[Any]:
    """Return a menu of (value, label) with one chosen; a ``placeholder`` shows where none is."""
    entries = [
        discord.SelectOption(label=label, value=value, default=value == chosen)
        for value, label in options
    ]
    select: ui.Select[Any] = ui.Select(
        custom_id=custom_id, options=entries, placeholder=placeholder
    )
    return ui.ActionRow(select)
