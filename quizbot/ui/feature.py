"""A feature as Discord sees it: its slash commands, and the handlers of its buttons and forms."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from discord import app_commands

Command = app_commands.Command[Any, ..., Any] | app_commands.Group
Handler = Callable[..., Awaitable[None]]
Routes = Mapping[str, Handler]
"""Handlers by the action of an address (`ui.custom_ids`)."""


@dataclass(frozen=True, slots=True)
class Part:
    """What a feature brings for one kind of people.

    A member's handler takes the interaction and the parts of the address; a moderator's takes the
    server's settings between them.
    """

    commands: Sequence[Command] = ()
    routes: Routes = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Feature:
    """What everybody may use, and what is refused to all but moderators before it begins."""

    members: Part = Part()
    moderators: Part = Part()
