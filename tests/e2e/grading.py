"""Words for grades: a second look is asked for, a moderator marks, a member is told."""

from __future__ import annotations

from typing import Any

from quizbot.domain.question import Question
from tests.e2e.stage import Stage, labels, reply


async def ask(stage: Stage, member: Any, reveal: Any, reason: str = "I said it") -> Any:
    """Ask for a second look at the own answer."""
    shown = await member.click(reveal, label="My result")
    form = await member.click(reply(shown), label="Ask for a second look")
    return await member.submit_modal(form, {"reason": reason})


async def mark_all(stage: Stage, shown: Any, question: Question) -> None:
    """Mark every key point as covered; a press turns a mark on."""
    for place in range(1, len(question.key_points) + 1):
        while f"{place} ✓" not in labels(shown):
            label = next(label for label in labels(shown) if label.startswith(f"{place} "))
            await stage.mod.click(reply(shown), label=label)


def told(member: Any) -> list[str]:
    """Return what the bot told a member in private."""
    return [message.content for message in member.user.dm_channel.history()]
