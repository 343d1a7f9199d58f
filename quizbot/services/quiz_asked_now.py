"""What practice must not give away: questions that are asked in a server just now."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.services.guild_membership import GuildMembership
from quizbot.storage import challenges_asked, questions
from quizbot.storage.challenges_asked import Asking
from quizbot.storage.connection import Connection

MOST_SERVERS = 5
"""Of so many servers it is asked at once whether somebody is in them."""


@dataclass(frozen=True, slots=True)
class Clearance:
    """How somebody may practise a question: freely where it waits ``until`` None.

    Otherwise it is asked somewhere and its model answer is due then. It is to be ``left_out`` if
    they could answer it there, and given without verdict and model answer if that is not known.
    """

    until: datetime | None = None
    left_out: bool = False


@dataclass(frozen=True, slots=True)
class AskedNow:
    """Questions by id, and the servers that ask them just now."""

    by_question: Mapping[str, Sequence[Asking]]

    def __contains__(self, question_id: str) -> bool:
        return question_id in self.by_question

    def clearance(self, question_id: str) -> Clearance:
        """Return how a question may be practised by what is stored."""
        asking = self.by_question.get(question_id)
        if not asking:
            return Clearance()
        return Clearance(max(one.reveal_at for one in asking), any(one.is_member for one in asking))

    async def look_up(
        self, question_id: str, user_id: int, membership: GuildMembership
    ) -> Clearance:
        """Return how it may be practised once Discord was asked about what is not stored.

        In a server that somebody is not in, nothing is given away to them.
        """
        asking = self.by_question.get(question_id, ())
        servers = list({one.guild_id for one in asking})
        if self.clearance(question_id).left_out or len(servers) > MOST_SERVERS:
            return self.clearance(question_id)
        found = await asyncio.gather(*(membership.has(guild, user_id) for guild in servers))
        is_in = dict(zip(servers, found, strict=True))
        left = [
            replace(one, is_member=bool(is_in[one.guild_id]))
            for one in asking
            if is_in[one.guild_id] is not False
        ]
        return AskedNow({question_id: left}).clearance(question_id)


async def asked_now(connection: Connection, user_id: int, guild_id: int | None) -> AskedNow:
    """Return what is asked, by the ids that a server or (None) private practice knows.

    A shipped question and the servers' own versions of it are one.
    """
    found: defaultdict[str, list[Asking]] = defaultdict(list)
    for one in await challenges_asked.anywhere(connection, user_id, guild_id or 0):
        found[one.question_id].append(one)
    for own, shipped in (await questions.twins(connection, guild_id or 0)).items():
        if shipped in found:
            found[own] = found[shipped]
    return AskedNow(dict(found))
