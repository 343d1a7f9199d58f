"""Acts on a server's bank: imports that are confirmed, suggestions that are decided."""

from __future__ import annotations

from collections.abc import Callable

from tests.loopback.interaction import Act, form, press, question_form
from tests.loopback.kills.hand import Hand, buttons

POINTS = "a little noise is added at each step\nnothing is learned in it"
"""Key points of questions that people add, which members' answers meet."""


async def save_import(hand: Hand, guild_id: int) -> bool:
    """Confirm one question of a document."""
    found = _of_import(hand, guild_id, clear=False)
    if found is None:
        return False
    act = press(f"q:import-save:{found[0]}:{found[1]}:u")
    await hand.give(hand.moderator("import saved"), guild_id, act)
    return True


async def save_whole_import(hand: Hand, guild_id: int) -> bool:
    """Confirm all questions of a document that have nothing doubtful."""
    found = _of_import(hand, guild_id, clear=True)
    if found is None:
        return False
    act = press(f"q:import-all:{found[0]}")
    await hand.give(hand.moderator("import saved as a whole"), guild_id, act)
    return True


def _of_import(hand: Hand, guild_id: int, *, clear: bool) -> tuple[int, ...] | None:
    return hand.any_of(
        "SELECT id, place FROM imports JOIN import_items ON import_id = id "
        "WHERE guild_id = ? AND state = 'waiting' AND clear = ?",
        guild_id,
        clear,
    )


async def suggest(hand: Hand, guild_id: int) -> bool:
    """Let a member suggest a question."""
    attempt = hand.member("suggestion")
    act = question_form("q:suggest-form", "diffusion", f"What is {attempt.words}?", "So.", POINTS)
    await hand.give(attempt, guild_id, act)
    return True


async def approve(hand: Hand, guild_id: int) -> bool:
    """Save a suggestion as it is."""
    return await _decide_suggestion(
        hand, guild_id, "approval", lambda id_, _words: press(f"q:suggestion-approve:{id_}")
    )


async def decline(hand: Hand, guild_id: int) -> bool:
    """Decline a suggestion with a reason."""
    return await _decide_suggestion(
        hand,
        guild_id,
        "declining",
        lambda id_, words: form(f"q:suggestion-reason:{id_}", reason=words),
    )


async def edit_and_approve(hand: Hand, guild_id: int) -> bool:
    """Save a suggestion in a moderator's words."""
    found = _suggestion(hand, guild_id)
    if found is None:
        return False
    attempt = hand.moderator("approval of an edit")
    prompt = f"What is {attempt.words}?"
    act = question_form(f"q:suggestion-form:{found[0]}", "diffusion", prompt, "So.", POINTS)
    shown = await hand.give(attempt, guild_id, act)
    save = [one for one in buttons(shown) if one.startswith("q:draft-save:")]
    if save:
        await hand.give(attempt, guild_id, press(save[0]))
    return True


async def _decide_suggestion(
    hand: Hand, guild_id: int, kind: str, act: Callable[[int, str], Act]
) -> bool:
    found = _suggestion(hand, guild_id)
    if found is None:
        return False
    attempt = hand.moderator(kind)
    await hand.give(attempt, guild_id, act(found[0], attempt.words))
    return True


def _suggestion(hand: Hand, guild_id: int) -> tuple[int, ...] | None:
    return hand.any_of(
        "SELECT id FROM suggestions WHERE guild_id = ? AND state = 'waiting'", guild_id
    )
