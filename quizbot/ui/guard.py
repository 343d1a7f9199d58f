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


async def require_manager(interaction: discord.Interaction, schedules: Schedules) -> Guild:
    """Return the server's settings if the person may choose who moderates it.

    Raises:
        NotAllowed: no Manage Server; the role that the server chose is not enough.
    """
    guild = await require_moderator(interaction, schedules)
    if interaction.permissions.manage_guild or interaction.permissions.administrator:
        return guild
    raise NotAllowed(
        "Only who has Manage Server can choose the role that moderates. Ask one of them."
    )


def missing_permissions(channel: discord.abc.GuildChannel) -> list[str]:
    """Return the names of the permissions that the bot lacks in a channel."""
    granted = channel.permissions_for(channel.guild.me)
    return [name for flag, name in NEEDED.items() if not getattr(granted, flag)]


def require_channel(
    interaction: discord.Interaction, channel_id: int, *, thread: bool = False
) -> None:
    """Check that the bot can post in a channel of this server, and open a ``thread`` if it is to.

    Raises:
        CannotPost: the channel is gone, or permissions are missing; the sentence names them.
    """
    channel = interaction.guild.get_channel(channel_id) if interaction.guild else None
    if channel is None:
        raise CannotPost(
            "I cannot see this channel. Give me View Channel there, or choose another one."
        )
    missing = missing_permissions(channel)
    if thread and not channel.permissions_for(channel.guild.me).create_public_threads:
        missing.append("Create Public Threads")
    if missing:
        raise CannotPost(cannot_post(channel.mention, missing))


def require_role(role: discord.Role | None, channel_id: int | None = None) -> None:
    """Check a chosen role; one that is to be pinged in a channel must be one the bot may ping.

    Raises:
        Refusal: it is the role of everybody, or the bot may not ping it.
    """
    if role is None:
        return
    if role.is_default():
        raise Refusal("@everyone cannot be chosen here. Make a role for this and choose that.")
    channel = role.guild.get_channel(channel_id) if channel_id else None
    if channel and not role.mentionable and not _may_ping_anybody(channel):
        raise Refusal(
            f"I may not ping {role.mention}. Let anybody mention this role (in its settings), "
            "or give me Mention Everyone, then try again."
        )


def _may_ping_anybody(channel: discord.abc.GuildChannel) -> bool:
    return channel.permissions_for(channel.guild.me).mention_everyone


def cannot_post(mention: str, missing: list[str]) -> str:
    """Return the sentence about missing permissions."""
    names = " and ".join(f'"{name}"' for name in missing) or '"Send Messages"'
    return (
        f"I cannot post in {mention}: I am missing {names} there. "
        "Give me that permission, then try again."
    )
