"""Summing up challenges for a server's statistics, in the background and before they are shown."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from functools import partial

from quizbot.domain.challenge import Challenge, State
from quizbot.domain.verdict import Band, Coverage, Verdict
from quizbot.services.reveals import PIECE
from quizbot.storage import challenges, guilds, stats_sums, verdicts
from quizbot.storage.database import Database
from quizbot.storage.stats_sums import ChallengeSums, StaleSums

SUMMED_AT_ONCE = 10
"""So many challenges are summed up by one tick, or before a server's statistics are shown."""


class StatsSums:
    """Makes the sums of challenges anew in which something has changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def sum_up(self, _now: datetime) -> None:
        """Sum up some challenges of any server."""
        await self._sum_up(None)

    async def catch_up(self, guild_id: int) -> int:
        """Sum up some challenges of a server and return how many are left."""
        await self._sum_up(guild_id)
        return await stats_sums.count_stale(self._database.reader, guild_id)

    async def _sum_up(self, guild_id: int | None) -> None:
        for stale in await stats_sums.stale(self._database.reader, SUMMED_AT_ONCE, guild_id):
            challenge = await challenges.find(self._database.reader, stale.challenge_id)
            if challenge is None or not _counts(challenge):
                await self._database.write(partial(stats_sums.leave_out, stale=stale))
            else:
                await self._keep(stale, challenge)

    async def _keep(self, stale: StaleSums, challenge: Challenge) -> None:
        guild = await guilds.find(self._database.reader, challenge.guild_id)
        tally, last = _Tally(), -1
        while piece := await verdicts.page(self._database.reader, challenge.id, last, PIECE):
            for _, verdict, _ in piece:
                tally.add(verdict)
            last = piece[-1][0].user_id
        sums = tally.sums(challenge, guild.today(challenge.due))
        await self._database.write(
            lambda c: stats_sums.keep(c, stale, challenge, sums),
        )


def _counts(challenge: Challenge) -> bool:
    """Tell whether a challenge counts: its model answer stands, and it is not void."""
    return challenge.state is State.REVEALED and challenge.void is None


class _Tally:
    """Counts answers to a challenge by their verdicts."""

    def __init__(self) -> None:
        self._answered = self._graded = self._got_it = 0
        self._score = 0.0
        self._points: Counter[str] = Counter()
        self._had: Counter[str] = Counter()
        self._turned: Counter[str] = Counter()

    def add(self, verdict: Verdict | None) -> None:
        """Count an answer."""
        self._answered += 1
        if verdict is None:
            return
        self._graded += 1
        self._score += verdict.score
        self._got_it += verdict.band is Band.GOT_IT
        for found in verdict.points:
            self._points[found.point] += 1
            self._had[found.point] += found.coverage is Coverage.COVERED
            self._turned[found.point] += found.coverage is Coverage.CONTRADICTED

    def sums(self, challenge: Challenge, day: date) -> ChallengeSums:
        """Return what was counted; key points that count for nothing are left out."""
        weighed = {point.point for point in challenge.question.key_points if point.weight}
        points = {
            point: (answers, self._had[point], self._turned[point])
            for point, answers in self._points.items()
            if point in weighed
        }
        return ChallengeSums(day, self._answered, self._graded, self._score, self._got_it, points)
