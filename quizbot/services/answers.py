"""Answering a challenge: save, replace, look at one's own."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from quizbot.domain import streak
from quizbot.domain.challenge import Answer, Challenge, State, Submission
from quizbot.domain.grade import Grade
from quizbot.domain.points import FOUND_FOR, MOST_FOUND, Given
from quizbot.domain.question import Form
from quizbot.domain.second_look import SecondLook
from quizbot.domain.streak import Streak
from quizbot.domain.verdict import Verdict
from quizbot.domain.verdict_draft import UNCHANGED_FOR
from quizbot.errors import Closed, NotFound, Refusal
from quizbot.services.streaks import Streaks
from quizbot.storage import (
    answers,
    challenges,
    guilds,
    ledger,
    members,
    second_looks,
    verdict_drafts,
    verdicts,
)
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MAX_SUBMISSION, MAX_SHORT_SUBMISSION = 2000, 100
"""Characters of an answer, and of one in the short form."""


@dataclass(frozen=True, slots=True)
class Own:
    """What a member sees of a challenge.

    It is the own answer, and after the reveal its verdict and points; where a moderator decided,
    ``decided`` is that grade and ``before`` the one it took the place of. ``streak`` is the one in
    the challenge's schedule, ``by_hand`` is what moderators gave or took lately.
    """

    challenge: Challenge
    answer: Answer | None
    verdict: Verdict | None = None
    points: int = 0
    decided: Grade | None = None
    before: Grade | None = None
    look: SecondLook | None = None
    streak: Streak = streak.NONE
    by_hand: tuple[Given, ...] = ()


class Answers:
    """Keeps each member's current answer to each challenge."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._streaks = Streaks(database)

    async def open_challenge(self, guild_id: int, challenge_id: int, now: datetime) -> Challenge:
        """Return a challenge of this server that takes answers.

        Raises:
            NotFound: this server has no such challenge.
            Closed: it takes no answers any more; the sentence says why.
        """
        challenge = await self._challenge(guild_id, challenge_id)
        if challenge.state is not State.OPEN or challenge.reveal_at <= now:
            raise Closed(_why_closed(challenge))
        return challenge

    async def current(self, guild_id: int, channel_id: int, now: datetime) -> Challenge:
        """Return the challenge that a member in this channel most likely means.

        Raises:
            Closed: no question is open in this server.
        """
        challenge = await challenges.newest_open(self._database.reader, guild_id, channel_id)
        if challenge is None or challenge.reveal_at <= now:
            raise Closed("No question is open here just now. /quiz gives you one to practise.")
        return challenge

    async def save(
        self,
        challenge: Challenge,
        user_id: int,
        name: str,
        submission: Submission,
        now: datetime,
        interaction_id: int = 0,
    ) -> int:
        """Save or replace a member's answer and return its version, from 1.

        Of two that come together the later one counts: that of the greater ``interaction_id``. The
        other is kept as an earlier version.

        Raises:
            Refusal: the answer is empty, too long, or not of the challenge's form.
            Closed: the challenge takes no answers any more.
            StorageError: it could not be saved.
        """
        _check(challenge, submission)

        async def save(connection: Connection) -> int | None:
            await members.rename(connection, challenge.guild_id, user_id, name)
            saved = await answers.save(
                connection, challenge.id, user_id, name, submission, now, interaction_id
            )
            if saved is not None and challenge.form is Form.OPEN:
                await verdict_drafts.want(connection, challenge.id, user_id, now + UNCHANGED_FOR)
            return saved

        version = await self._database.write(save)
        if version is None:
            raise Closed(_why_closed(await self._challenge(challenge.guild_id, challenge.id)))
        return version

    async def own(self, guild_id: int, challenge_id: int, user_id: int, now: datetime) -> Own:
        """Return what a member may see of a challenge and the own answer.

        Raises:
            NotFound: this server has no such challenge.
        """
        challenge = await self._challenge(guild_id, challenge_id)
        streak = await self._streaks.of_challenge(challenge, user_id)
        by_hand = await ledger.by_hand(
            self._database.reader, guild_id, user_id, now - FOUND_FOR, MOST_FOUND
        )
        own = await self._own(challenge, user_id)
        return replace(own, streak=streak, by_hand=tuple(by_hand))

    async def _own(self, challenge: Challenge, user_id: int) -> Own:
        reader = self._database.reader
        answer = await answers.find(reader, challenge.id, user_id)
        if answer is None or challenge.state is not State.REVEALED:
            return Own(challenge, answer)
        grades = await verdicts.history(reader, answer.id)
        if not grades:
            return Own(challenge, answer)
        look = await second_looks.find(reader, answer.id)
        return _judged(challenge, answer, grades, look)

    async def before(self, challenge: Challenge, user_id: int) -> Submission:
        """Return what a member has handed in so far, or what the form starts from."""
        answer = await answers.find(self._database.reader, challenge.id, user_id)
        if answer is not None:
            return answer.submission
        guild = await guilds.find(self._database.reader, challenge.guild_id)
        return Submission(share=guild.share_default)

    async def _challenge(self, guild_id: int, challenge_id: int) -> Challenge:
        challenge = await challenges.find(self._database.reader, challenge_id)
        if challenge is None or challenge.guild_id != guild_id:
            raise NotFound("I do not know this question any more. /quiz gives you one to practise.")
        return challenge


def _judged(
    challenge: Challenge, answer: Answer, grades: list[Grade], look: SecondLook | None
) -> Own:
    """Return an answer with its grade; ``grades`` are all it had, the first one first."""
    now = grades[-1]
    automatic = [grade for grade in grades if not grade.by_moderator]
    decided, before = (now, automatic[-1]) if now.by_moderator and automatic else (None, None)
    return Own(challenge, answer, now.verdict, now.points, decided, before, look)


def _check(challenge: Challenge, submission: Submission) -> None:
    if challenge.form is Form.CHOICE:
        question = challenge.question
        known = len(submission.picks) > 0 and max(submission.picks) < len(question.choices)
        if not known or (len(submission.picks) > 1 and not question.picks_several):
            how = "Pick in its menu" if question.picks_several else "Press one of its buttons"
            raise Refusal(f"This question has choices, so nothing was saved. {how}.")
        return
    short = challenge.form is Form.SHORT
    most, wanted = (
        (MAX_SHORT_SUBMISSION, "a name or a few words")
        if short
        else (MAX_SUBMISSION, "two to six sentences")
    )
    length = len(submission.text.strip())
    if not length:
        raise Refusal(f"Your answer is empty, so nothing was saved. Write {wanted}.")
    if length > most:
        raise Refusal(
            f"Your answer has {length:,} characters and {most:,} fit, so nothing was saved. "
            f"Write {wanted} and send it again."
        )


def _why_closed(challenge: Challenge) -> str:
    practise = f"Practise it with /quiz topic:{challenge.question.topic}."
    if challenge.state is State.CANCELLED:
        return f"This question was cancelled, so it takes no answers. {practise}"
    if challenge.state is State.CLAIMED:
        return "This question is just being posted. Try again in a moment."
    return (
        f"This question closed <t:{int(challenge.reveal_at.timestamp())}:R>, "
        f"so it takes no answers any more. {practise}"
    )
