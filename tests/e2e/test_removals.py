"""The bot is removed from the server and invited again."""

from __future__ import annotations

import discord
import simcord

from tests.conftest import some
from tests.e2e.stage import Stage, read


async def test_removed_and_forgotten(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    stage.env.backend.remove_guild(stage.guild.id)
    await stage.env.settle()
    removed_at = "SELECT removed_at FROM guilds"
    assert await stage.app.shared.database.value(removed_at) == int(stage.clock().timestamp())
    before = len(stage.env.http_requests)
    await stage.tick(days=2)
    assert len(stage.env.http_requests) == before
    stage.clock.advance(days=28)
    for _ in range(3):
        await stage.app.begin(stage.clock())
    for table in ("guilds", "schedules", "challenges", "answers", "audit"):
        assert await stage.app.shared.database.value(f"SELECT count(*) FROM {table}") == 0, table


async def test_removed_while_it_was_not_running_and_invited_again(stage: Stage) -> None:
    await stage.set_up()
    other = stage.env.create_guild("Other group")
    place = other.create_text_channel("quiz")
    boss = other.add_member(stage.env.create_user("boss"), roles=[_managers(other)])
    await boss.slash(place, "setup", channel=place, time="09:00", zone="Europe/Berlin")
    stage.env.backend.remove_guild(other.id)
    await stage.app.shared.database.write(lambda c: c.run("UPDATE guilds SET removed_at = NULL"))
    await stage.restart()
    await stage.env.settle()
    gone = "SELECT guild_id FROM guilds WHERE removed_at IS NOT NULL"
    assert await stage.app.shared.database.value(gone) == other.id
    stage.env.backend._reserved_ids.discard(other.id)
    again = stage.env.create_guild("Other group", id=other.id)
    await stage.app.client.on_guild_join(some(stage.app.client.get_guild(other.id)))
    assert await stage.app.shared.database.value(gone) is None
    back = again.create_text_channel("quiz")
    boss = again.add_member(stage.env.create_user("boss2"), roles=[_managers(again)])
    listing = read(await boss.slash(back, "schedule list"))
    assert "09:00 (Europe/Berlin)" in listing


def _managers(guild: simcord.GuildHandle) -> simcord.RoleHandle:
    return guild.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
