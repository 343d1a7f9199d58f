"""Who may do what, checked at the moment of the act."""

from __future__ import annotations

import discord

from quizbot.domain.guild import Guild
from quizbot.errors import CannotPost, NotAllowed, Refusal
from quizbot.services.schedules import Schedules

NEEDED = {
    "view_channel": "View Channel",
    "send_messages": "Send Messages",
    "read_message_history": "Read Message History",
}
"""What the bot must be allowed in a channel: to see it, to post, and to look for its own posts."""


def guild_of(interaction: discord.Interaction) -> int:
    """Return the server's id.

    Raises:
        Refusal: the interaction is in private messages.
    """
    if interaction.guild_id is None:
        raise Refusal("This works in a server, not in private messages. /quiz works here too.")
    return interaction.guild_id


async def require_moderator(interaction: discord.Interaction, schedules: Schedules) -> Guild:
    """Return the server's settings if the person may moderate it.

    Raises:
        NotAllowed: neither Manage Server nor the role the server chose.
    """
    guild = await schedules.guild(guild_of(interaction))
    role_id = guild.moderator_role_id
    user = interaction.user
    has_role = (
        role_id is not None
        and isinstance(user, discord.Member)
        and user.get_role(role_id) is not None
    )
    if interaction.permissions.manage_guild or interaction.permissions.administrator or has_role:
        return guild
    role = f", or the role <@&{role_id}>" if role_id else ""
    raise NotAllowed(f"Only moderators can do that here (Manage Server{role}). Ask one of them.")


def missing_permissions(channel: discord.abc.GuildChannel) -> list[str]:
    """Return the names of the permissions that the bot lacks in a channel."""
    granted = channel.permissions_for(channel.guild.me)
    return [name for flag, name in NEEDED.items() if not getattr(granted, flag)]


def require_channel(interaction: discord.Interaction, channel_id: int) -> None:
    """Check that the bot can post in a channel of this server.

    Raises:
        CannotPost: the channel is gone, or permissions are missing; the sentence names them.
    """
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        raise CannotPost(
            "I cannot see this channel. Give me View Channel there, or choose another one."
        )
    missing = missing_permissions(channel)
    if missing:
        raise CannotPost(cannot_post(channel.mention, missing))


def cannot_post(mention: str, missing: list[str]) -> str:
    """Return the sentence about missing permissions."""
    names = " and ".join(f'"{name}"' for name in missing) or '"Send Messages"'
    return (
        f"I cannot post in {mention}: I am missing {names} there. "
        "Give me that permission, then try again."
    )
