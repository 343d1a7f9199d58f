"""Second looks: a member asks, once per answer, that a person decides on a grade."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain import second_look
from quizbot.domain.challenge import Challenge, State
from quizbot.domain.question import Form
from quizbot.domain.reason import read as read_reason
from quizbot.errors import NotFound, Refusal
from quizbot.storage import answers, challenges, second_looks, stats_sums, verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

_ASKED = "You have asked for a second look at this answer already. My result shows how it stands."


class SecondLooks:
    """Puts answers into the moderators' queue."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def check(
        self, guild_id: int, challenge_id: int, user_id: int, now: datetime
    ) -> Challenge:
        """Return the challenge, if this member may ask for a second look at the own answer.

        Raises:
            NotFound: there is no graded answer of this member.
            Refusal: it is too late, was asked for before, or the challenge is not of that kind.
        """
        return (await _allowed(self._database.reader, guild_id, challenge_id, user_id, now))[0]

    async def ask(
        self, guild_id: int, challenge_id: int, user_id: int, reason: str, now: datetime
    ) -> Challenge:
        """Ask for a second look; the review channel, if there is one, is told that it waits.

        Raises:
            NotFound: there is no graded answer of this member.
            Refusal: there is no reason, or see `check`.
        """
        words = read_reason(reason)

        async def write(connection: Connection) -> Challenge:
            challenge, answer_id = await _allowed(connection, guild_id, challenge_id, user_id, now)
            if not await second_looks.ask(connection, answer_id, words, now):
                raise Refusal(_ASKED)
            await stats_sums.mark(connection, challenge.id, guild_id)
            return challenge

        return await self._database.write(write)


async def _allowed(
    connection: Connection, guild_id: int, challenge_id: int, user_id: int, now: datetime
) -> tuple[Challenge, int]:
    challenge = await challenges.find(connection, challenge_id)
    answer = await answers.find(connection, challenge_id, user_id)
    if challenge is None or challenge.guild_id != guild_id or answer is None:
        raise NotFound("You have no answer to this question, so there is no grade to look at.")
    if await verdicts.newest(connection, answer.id) is None:
        raise NotFound("This answer has no grade yet. Try again after the model answer.")
    if await second_looks.find(connection, answer.id) is not None:
        raise Refusal(_ASKED)
    if not second_look.open_for(challenge, now):
        raise Refusal(_why_not(challenge))
    return challenge, answer.id


def _why_not(challenge: Challenge) -> str:
    if challenge.form is not Form.OPEN:
        return (
            "A second look is for answers in your own words. "
            "Tell a moderator if you think that this question is wrong."
        )
    if challenge.void is not None:
        return "This question is void and gives nobody points, so there is no grade to look at."
    if challenge.state is not State.REVEALED:
        return "A second look can be asked for after the model answer."
    return (
        f"A second look can be asked for in the {second_look.UNTIL.days} days after the model "
        "answer, and they are over. A moderator can still correct it: /grade override."
    )
