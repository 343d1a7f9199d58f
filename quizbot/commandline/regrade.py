"""``bot.py regrade``: what today's grader would say of answers graded before, and letting it."""

from __future__ import annotations

import asyncio

from quizbot.bank import library
from quizbot.clock import utc_now
from quizbot.commandline.paths import existing
from quizbot.errors import NotFound, Refusal
from quizbot.grading.grader import Grader
from quizbot.services.regrade import Outcome, Regrading
from quizbot.services.verdicts import Verdicts
from quizbot.settings import Settings
from quizbot.storage.database import open_database


def main(settings: Settings, guild_id: int | None, challenge_id: int | None, *, apply: bool) -> int:
    """Print what changes, by member and without any answer; returns the exit status.

    Raises:
        BankError: the bank has problems.
        NotFound: no answer with these ids has a grade.
        Refusal: the grader is not whole, so that it would make grades worse.
        StorageError: there is no database, or it is of another version.
    """
    grader = Grader(library.load(settings.questions).questions.values())
    if apply and grader.lack:
        raise Refusal(f"The grader is not whole, so grades would become worse. {grader.lack}")
    outcome = asyncio.run(_run(settings, grader, guild_id, challenge_id, apply=apply))
    print("\n".join(_lines(outcome, grader, apply=apply)))
    return 0


async def _run(
    settings: Settings,
    grader: Grader,
    guild_id: int | None,
    challenge_id: int | None,
    *,
    apply: bool,
) -> Outcome:
    async with open_database(existing(settings), upgrade=False) as database:
        regrading = Regrading(database, Verdicts(database, grader))
        outcome = await regrading.run(guild_id, challenge_id, utc_now(), apply=apply)
    if not outcome.looked_at + outcome.kept + outcome.void:
        raise NotFound("No answer with these ids has a grade. --guild and --challenge take ids.")
    return outcome


def _lines(outcome: Outcome, grader: Grader, *, apply: bool) -> list[str]:
    total = sum(outcome.members.values())
    would = "changed" if apply else "would change"
    lines = [
        f"Judged anew by {grader.version}: {outcome.looked_at:,} answers. "
        f"Left alone: {outcome.kept:,} that a moderator decided, "
        f"{outcome.void:,} to void questions.",
        f"Grades that {would}: {outcome.changed:,} ({outcome.raised:,} with more points, "
        f"{outcome.lowered:,} with fewer), {total:+,} points in all.",
    ]
    lines += [
        f"  server {guild_id}, member {user_id}: {points:+,}"
        for (guild_id, user_id), points in sorted(outcome.members.items())
        if points
    ]
    if outcome.missed:
        lines.append(f"{outcome.missed:,} changed meanwhile and were left alone; run it again.")
    return [*lines, "The boards follow." if apply else "Nothing is written. Add --apply to do it."]
