"""Statistics: a member's own, what another one shares, and a server's.

Questions count from the moment their model answer stands, as on the boards.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from quizbot.bank.library import Library
from quizbot.domain.guild import Guild
from quizbot.domain.stats import Attempt, OwnStats, StatsPart, monday_of, own_stats
from quizbot.domain.stats_server import ServerStats, WeekOfServer
from quizbot.errors import NotFound
from quizbot.services.stats_sums import StatsSums
from quizbot.storage import guilds, questions, stats
from quizbot.storage.database import Database
from quizbot.storage.stats import Answered

SERVER_WEEKS = 26
"""Of participation."""
QUESTIONS_FOR = timedelta(days=365)
"""Questions that stand out are those of the last year."""
MOST_LOOKS = 200
_BEGINNING = date(1970, 1, 1)
_NOTHING_SHARED = (
    "This member shares no statistics here. Everybody chooses below their own /stats me what "
    "others may see."
)


@dataclass(frozen=True, slots=True)
class MemberStats:
    """A member's statistics, and the parts that others may see (``shared``)."""

    stats: OwnStats
    shared: frozenset[StatsPart]


class Stats:
    """Reads statistics; days and weeks are those of the server's time zone."""

    def __init__(self, database: Database, library: Library) -> None:
        self._database = database
        self._library = library
        self._sums = StatsSums(database)

    async def own(self, guild_id: int | None, user_id: int, now: datetime) -> MemberStats:
        """Return a member's own statistics: questions of the day of a server, and practice.

        In private messages (no server) it is practice alone, of shipped questions.
        """
        guild = await guilds.find(self._database.reader, guild_id or 0)
        reader = self._database.reader
        given = await stats.answered(reader, guild_id, user_id) if guild_id else []
        shared = await stats.shared(reader, guild_id, user_id) if guild_id else frozenset()
        given += await self._practised(guild_id, user_id)
        return MemberStats(await _summed_up(given, guild, now), shared)

    async def of_member(self, guild_id: int, user_id: int, now: datetime) -> MemberStats:
        """Return what a member shares: of questions of the day alone, as practice is private.

        Raises:
            NotFound: the member shares nothing.
        """
        shared = await stats.shared(self._database.reader, guild_id, user_id)
        if not shared:
            raise NotFound(_NOTHING_SHARED)
        guild = await guilds.find(self._database.reader, guild_id)
        given = await stats.answered(self._database.reader, guild_id, user_id)
        return MemberStats(await _summed_up(given, guild, now), shared)

    async def share(self, guild_id: int, user_id: int, parts: Iterable[StatsPart]) -> None:
        """Let others of a server see these parts from now on, and no others."""
        chosen = frozenset(parts)
        await self._database.write(lambda c: stats.share(c, guild_id, user_id, chosen))

    async def _practised(self, guild_id: int | None, user_id: int) -> list[Answered]:
        """Return what a member practised of the shipped bank, and of this server's questions."""
        reader = self._database.reader
        shipped = self._library.questions
        own = await questions.of_guild(reader, guild_id) if guild_id else []
        topics = {question.id: question.topic for question in [*shipped.values(), *own]}
        practised = await stats.practised(reader, user_id)

        def known() -> list[Answered]:
            return [
                Answered(one.at, one.question_id, topics[one.question_id], one.score)
                for one in practised
                if one.question_id in shipped
                or (one.guild_id == guild_id and one.question_id in topics)
            ]

        return await asyncio.to_thread(known)

    async def server(self, guild_id: int, now: datetime) -> ServerStats:
        """Return a server's statistics: half a year's weeks, a year's questions."""
        today = (await guilds.find(self._database.reader, guild_id)).today(now)
        first = monday_of(today) - timedelta(weeks=SERVER_WEEKS - 1)
        found = await self._server(guild_id, first, today - QUESTIONS_FOR)
        by_monday = {week.monday: week for week in found.weeks}
        mondays = [first + timedelta(weeks=number) for number in range(SERVER_WEEKS)]
        weeks = tuple(by_monday.get(day, WeekOfServer(day, 0, 0, 0)) for day in mondays)
        return ServerStats(weeks, found.questions, found.points, found.looks, found.behind)

    async def server_of_all_time(self, guild_id: int) -> ServerStats:
        """Return a server's statistics since its beginning; weeks without a question are absent."""
        return await self._server(guild_id, _BEGINNING, _BEGINNING)

    async def _server(self, guild_id: int, first_week: date, first_day: date) -> ServerStats:
        behind = await self._sums.catch_up(guild_id)
        reader = self._database.reader
        return ServerStats(
            tuple(await stats.weeks(reader, guild_id, first_week)),
            tuple(await stats.questions(reader, guild_id, first_day)),
            tuple(await stats.points(reader, guild_id, first_day)),
            tuple(await stats.looks(reader, guild_id, MOST_LOOKS)),
            behind,
        )


async def _summed_up(given: list[Answered], guild: Guild, now: datetime) -> OwnStats:
    """Sum up beside the event loop, which thousands of answers would hold up."""
    return await asyncio.to_thread(_sum_up, given, ZoneInfo(guild.zone), guild.today(now))


def _sum_up(given: list[Answered], zone: ZoneInfo, today: date) -> OwnStats:
    given.sort(key=lambda one: one.at)
    attempts = [
        Attempt(one.at.astimezone(zone).date(), one.question_id, one.topic, one.score, one.sure)
        for one in given
    ]
    return own_stats(attempts, today)
