"""Acts on questions of the day: one more, again, given up, revealed early; and points."""

from __future__ import annotations

from tests.loopback.interaction import answer_form, command, give_points, group_command
from tests.loopback.kills.hand import MEMBERS, Hand


async def repost(hand: Hand, guild_id: int) -> bool:
    """Post a question again whose message somebody deletes before."""
    found = hand.any_of(
        "SELECT number, message_id FROM challenges WHERE guild_id = ? AND state = 'open'", guild_id
    )
    if found is None:
        return False
    number, message_id = found
    if message_id is not None:
        hand.delete(guild_id, message_id)
    act = group_command("challenge", "repost", number=number)
    await hand.give(hand.moderator("repost"), guild_id, act)
    return True


async def cancel(hand: Hand, guild_id: int) -> bool:
    """Give an open question up."""
    found = hand.any_of(
        "SELECT number FROM challenges WHERE guild_id = ? AND state = 'open'", guild_id
    )
    if found is None:
        return False
    act = group_command("challenge", "cancel", number=found[0])
    await hand.give(hand.moderator("cancel"), guild_id, act)
    return True


async def reveal(hand: Hand, guild_id: int) -> bool:
    """Reveal the newest question before its time."""
    found = hand.any_of(
        "SELECT 1 FROM challenges AS c WHERE guild_id = ? AND state = 'open' AND EXISTS "
        "(SELECT 1 FROM answers WHERE challenge_id = c.id) AND id = "
        "(SELECT max(id) FROM challenges WHERE guild_id = c.guild_id AND state = 'open')",
        guild_id,
    )
    if found is None:
        return False
    await hand.give(hand.moderator("reveal"), guild_id, command("reveal"))
    return True


async def post_now(hand: Hand, guild_id: int) -> bool:
    """Ask for a question out of turn."""
    found = hand.any_of("SELECT id FROM schedules WHERE guild_id = ?", guild_id)
    assert found is not None
    act = group_command("schedule", "post-now", schedule=found[0])
    await hand.give(hand.moderator("post-now"), guild_id, act)
    return True


async def give(hand: Hand, guild_id: int) -> bool:
    """Give a member points, with a reason."""
    attempt = hand.moderator("points")
    points = hand.rng.randint(1, 9)
    act = give_points(hand.rng.choice(MEMBERS), points, attempt.words)
    await hand.give(attempt, guild_id, act)
    return True


async def answer_after_deletion(hand: Hand, guild_id: int) -> bool:
    """Delete a question's message, and let a member hand in the form that is still open."""
    found = hand.any_of(
        "SELECT id, message_id FROM challenges WHERE guild_id = ? AND state = 'open' "
        "AND message_id IS NOT NULL",
        guild_id,
    )
    if found is None:
        return False
    challenge, message_id = found
    hand.delete(guild_id, message_id)
    attempt = hand.member("answer after a deletion")
    await hand.give(attempt, guild_id, answer_form(f"q:submit:{challenge}", attempt.words))
    return True
