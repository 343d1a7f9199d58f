"""The leaderboard: a page of standings and one's own place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from quizbot.domain import streak
from quizbot.domain.guild import Boards
from quizbot.domain.leaderboard import Period, Standing, period_key
from quizbot.domain.points import FOUND_FOR, MOST_FOUND, Given
from quizbot.domain.streak import Streak
from quizbot.errors import Refusal
from quizbot.services.streaks import Streaks
from quizbot.storage import guilds, leaderboard, ledger
from quizbot.storage.database import Database

PLACES_A_PAGE = 10


@dataclass(frozen=True, slots=True)
class Board:
    """One page, counted from 0; ``topic`` is empty for all topics.

    ``streak`` is the longest one that the member has in the server, ``by_hand`` is what moderators
    gave the member or took lately.
    """

    period: Period
    topic: str
    page: int
    pages: int
    standings: tuple[Standing, ...]
    own: Standing | None
    streak: Streak = streak.NONE
    by_hand: tuple[Given, ...] = ()


class Leaderboard:
    """Reads boards; weeks and months are those of the server's time zone."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._streaks = Streaks(database)

    async def board(
        self,
        guild_id: int,
        period: Period,
        topic: str,
        page: int,
        user_id: int,
        now: datetime,
        *,
        public: bool = False,
    ) -> Board:
        """Return a page of a board; a page beyond the last one shows the last.

        Raises:
            Refusal: the server keeps no boards, or none that is ``public``.
        """
        reader = self._database.reader
        guild = await guilds.find(reader, guild_id)
        _require(guild.boards, public=public)
        key = period_key(period, guild.today(now), guild.week_start)
        pages = max(1, -(-await leaderboard.size(reader, guild_id, key, topic) // PLACES_A_PAGE))
        page = min(max(page, 0), pages - 1)
        standings = await leaderboard.page(
            reader, guild_id, key, topic, page * PLACES_A_PAGE, PLACES_A_PAGE
        )
        own = await leaderboard.of_member(reader, guild_id, key, topic, user_id)
        streak = await self._streaks.longest(guild_id, user_id)
        by_hand = await ledger.by_hand(reader, guild_id, user_id, now - FOUND_FOR, MOST_FOUND)
        return Board(period, topic, page, pages, tuple(standings), own, streak, tuple(by_hand))


def _require(allowed: Boards, *, public: bool) -> None:
    if allowed is Boards.OFF:
        raise Refusal("This server keeps no board. My result tells you your own points.")
    if public and allowed is Boards.PRIVATE:
        raise Refusal("Boards are private in this server. /leaderboard alone shows it to you.")
