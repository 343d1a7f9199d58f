"""``/audit``: who moderated what, and when."""

from __future__ import annotations

import discord
from discord import app_commands

from quizbot.errors import NotFound
from quizbot.services.shared_services import Shared
from quizbot.ui import reply
from quizbot.ui.commands.options import Choices
from quizbot.ui.components.audit import AuditComponents
from quizbot.ui.feature import Feature, Part
from quizbot.ui.moderator_rights import moderated
from quizbot.ui.render.audit import ACT_WORDS

KINDS = sorted({*ACT_WORDS, *(act.split()[0] for act in ACT_WORDS)})
"""What the list can be narrowed to: an act, or all acts of a command."""


def feature(shared: Shared) -> Feature:
    components = AuditComponents(shared)

    @app_commands.command(
        name="audit", description="Moderators: who moderated what, the newest first"
    )
    @app_commands.guild_only()
    @app_commands.describe(moderator="Acts of one person only", act="Acts of one kind only")
    @app_commands.autocomplete(act=complete_kinds)
    async def command(
        interaction: discord.Interaction,
        moderator: discord.User | None = None,
        act: str | None = None,
    ) -> None:
        kind = act.strip().casefold() if act else ""
        view = await components.view(
            moderated(interaction), moderator.id if moderator else 0, kind, 0
        )
        if kind and kind not in KINDS:
            raise NotFound(
                f'There is no kind of act "{kind[:40]}". '
                "Choose one from the list that opens while you type."
            )
        await reply.private(interaction, view)

    return Feature(moderators=Part([command], components.routes))


async def complete_kinds(_interaction: discord.Interaction, typed: str) -> Choices:
    """Offer the kinds of acts."""
    found = [kind for kind in KINDS if typed.strip().casefold() in kind]
    return [app_commands.Choice(name=kind, value=kind) for kind in found[:25]]
