"""Acts on grades: decisions, voids and second looks."""

from __future__ import annotations

from quizbot.domain.verdict import Coverage
from tests.loopback.interaction import form, group_command, member_command, press
from tests.loopback.kills.hand import Hand, buttons

_REVEALED = "state = 'revealed' AND guild_id = ?"
_SECOND_LOOK = (
    "SELECT (SELECT max(id) FROM verdicts WHERE answer_id = s.answer_id) FROM second_looks AS s "
    "JOIN answers AS a ON a.id = s.answer_id JOIN challenges AS c ON c.id = a.challenge_id "
    "WHERE s.guild_id = ? AND s.verdict_id IS NULL AND c.void IS NULL"
)


async def override(hand: Hand, guild_id: int) -> bool:
    """Look at a member's answer, mark a key point otherwise, and save that with a reason."""
    found = hand.any_of(
        "SELECT c.number, a.user_id FROM challenges AS c JOIN answers AS a "
        "ON a.challenge_id = c.id WHERE c.state = 'revealed' AND c.guild_id = ? "
        "AND c.void IS NULL AND EXISTS (SELECT 1 FROM verdicts WHERE answer_id = a.id)",
        guild_id,
    )
    if found is None:
        return False
    attempt = hand.moderator("override")
    number, member = found
    act = member_command("grade", "override", member, question=number)
    shown = await hand.give(attempt, guild_id, act)
    mark = next(one for one in buttons(shown) if one.startswith("q:grade-mark:"))
    marked = await hand.give(attempt, guild_id, press(mark))
    if any(one.startswith("q:grade-mark:") for one in buttons(marked)):
        save = f"q:grade-save:{mark.split(':')[2]}"
        await hand.give(attempt, guild_id, form(save, reason=attempt.words))
    return True


async def void(hand: Hand, guild_id: int) -> bool:
    """Take back what a question gave."""
    found = hand.any_of(
        f"SELECT number FROM challenges WHERE {_REVEALED} AND void IS NULL AND id IN "
        "(SELECT challenge_id FROM ledger GROUP BY challenge_id HAVING sum(points) > 0)",
        guild_id,
    )
    return await _with_reason(hand, guild_id, found, "void")


async def unvoid(hand: Hand, guild_id: int) -> bool:
    """Let a void question count again."""
    found = hand.any_of(
        f"SELECT number FROM challenges WHERE {_REVEALED} AND void IS NOT NULL", guild_id
    )
    return await _with_reason(hand, guild_id, found, "unvoid")


async def _with_reason(hand: Hand, guild_id: int, found: tuple[int, ...] | None, name: str) -> bool:
    if found is None:
        return False
    attempt = hand.moderator(name)
    act = group_command("grade", name, question=found[0], reason=attempt.words)
    await hand.give(attempt, guild_id, act)
    return True


async def ask_second_look(hand: Hand, guild_id: int) -> bool:
    """Let a member ask for a second look at the own answer."""
    found = hand.any_of(
        "SELECT c.id, a.user_id FROM challenges AS c JOIN answers AS a ON a.challenge_id = c.id "
        "WHERE c.state = 'revealed' AND c.guild_id = ? AND c.void IS NULL "
        "AND EXISTS (SELECT 1 FROM verdicts WHERE answer_id = a.id) "
        "AND NOT EXISTS (SELECT 1 FROM second_looks WHERE answer_id = a.id)",
        guild_id,
    )
    if found is None:
        return False
    challenge, member = found
    attempt = hand.member("second look", member)
    act = form(f"q:second-look-ask:{challenge}", reason=attempt.words)
    await hand.give(attempt, guild_id, act)
    return True


async def refuse_second_look(hand: Hand, guild_id: int) -> bool:
    """Decide that a grade stays, which a member asked to be looked at."""
    if (found := hand.any_of(_SECOND_LOOK, guild_id)) is None:
        return False
    await hand.give(
        hand.moderator("second look refused"), guild_id, press(f"q:grade-keep:{found[0]}")
    )
    return True


async def accept_second_look(hand: Hand, guild_id: int) -> bool:
    """Decide that a point was there, as a member said."""
    if (found := hand.any_of(_SECOND_LOOK, guild_id)) is None:
        return False
    attempt = hand.moderator("second look accepted")
    mark = f"q:grade-mark:{found[0]}:0:{Coverage.COVERED.value}"
    await hand.give(attempt, guild_id, press(mark))
    await hand.give(attempt, guild_id, form(f"q:grade-save:{found[0]}", reason=attempt.words))
    return True
