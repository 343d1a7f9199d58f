"""Servers in memory and who is in them; it may be that nobody says."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass
class Members:
    """Implements `services.guild_membership.GuildMembership`.

    ``known`` holds servers and their members; of other servers nothing is found out.
    """

    known: dict[int, set[int]] = field(default_factory=dict)
    asked: list[tuple[int, int]] = field(default_factory=list)

    async def has(self, guild_id: int, user_id: int) -> bool | None:
        self.asked.append((guild_id, user_id))
        return user_id in self.known[guild_id] if guild_id in self.known else None
