"""What practice must not give away: questions that are asked in a server just now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from quizbot.storage import challenges_asked, questions
from quizbot.storage.connection import Connection


@dataclass(frozen=True, slots=True)
class AskedNow:
    """Questions by id, and until when their model answers wait.

    Those ``left_out`` are asked where the member could answer them. Of the others that is not
    known: which members a server has, only a privileged intent would tell.
    """

    until: Mapping[str, datetime]
    left_out: frozenset[str]


async def asked_now(connection: Connection, user_id: int, guild_id: int | None) -> AskedNow:
    """Return what a member may not practise freely, as a server knows it or (None) a private run.

    A shipped question and the servers' own versions of it are one.
    """
    until: dict[str, datetime] = {}
    left_out: set[str] = set()
    for one in await challenges_asked.anywhere(connection, user_id, guild_id or 0):
        until[one.question_id] = max(one.reveal_at, until.get(one.question_id, one.reveal_at))
        if one.is_member:
            left_out.add(one.question_id)
    for own, shipped in (await questions.twins(connection, guild_id or 0)).items():
        if shipped in until:
            until[own] = until[shipped]
        if shipped in left_out:
            left_out.add(own)
    return AskedNow(until, frozenset(left_out))
