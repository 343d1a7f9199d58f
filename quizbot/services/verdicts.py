"""Grading all answers of a challenge, and giving the points when its model answer stands."""

from __future__ import annotations

import asyncio
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from quizbot.domain import review, scoring
from quizbot.domain.challenge import Answer, Challenge, Submission
from quizbot.domain.lesson import NOTHING, Learned
from quizbot.domain.question import Form, Question
from quizbot.domain.verdict import Verdict
from quizbot.domain.verdict_draft import digest
from quizbot.grading.grader import Grader, grade_choice
from quizbot.grading.short import grade_short
from quizbot.services.lessons_for_grading import LessonsLearned
from quizbot.storage import answers, guilds, ledger, review_cards, verdict_drafts, verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

JUDGED_AT_ONCE = 50
"""So many answers are judged, and so many members given their points, in one transaction."""


class Verdicts:
    """Grades off the event loop; a verdict is stored first, its points are given later."""

    def __init__(self, database: Database, grader: Grader) -> None:
        self._database = database
        self._grader = grader
        self._learning = LessonsLearned(database, grader)

    async def learned(self, guild_id: int | None, question: Question) -> Learned:
        """Return what a server's moderators taught the grader; in private messages it is none."""
        return await self._learning.of(guild_id, question)

    async def state(self) -> tuple[str, str]:
        """Return the grader's version, and what it lacks ("": nothing).

        The first time it takes a second or two.
        """
        return await asyncio.to_thread(lambda: (self._grader.version, self._grader.lack))

    async def judge(
        self, question: Question, form: Form, submission: Submission, taught: Learned = NOTHING
    ) -> Verdict:
        """Grade one submission in a form, by what the server taught."""
        if submission.picks:
            return grade_choice(question, submission.picks)
        if form is Form.SHORT:
            return await asyncio.to_thread(grade_short, question, submission.text)
        return await asyncio.to_thread(self._grader.grade, question, submission.text, taught)

    async def grade_challenge(self, challenge: Challenge, now: datetime) -> None:
        """Grade every answer of a closed challenge that has no verdict yet.

        Answers to a question without key points get none. No points are given: see `give_points`.
        """
        if not challenge.question.graded(challenge.form):
            return
        taught = await self.learned(challenge.guild_id, challenge.question)
        last = -1
        while batch := await answers.ungraded(
            self._database.reader, challenge.id, last, JUDGED_AT_ONCE
        ):
            last = batch[-1].user_id
            judged = [(answer, await self._judged(challenge, answer, taught)) for answer in batch]

            async def store(
                connection: Connection, judged: list[tuple[Answer, Verdict]] = judged
            ) -> None:
                for answer, verdict in judged:
                    earned = scoring.points(verdict.score, challenge.question.level)
                    await verdicts.add_first(
                        connection, answer.id, challenge.id, verdict, earned, now
                    )
                await verdict_drafts.drop(connection, [answer.id for answer, _ in judged])

            await self._database.write(store)

    async def give_points(self, challenge: Challenge, now: datetime) -> None:
        """Give what the answers to a challenge have earned, once each, on the day of ``now``.

        Boards show points at once, so this comes when the model answer stands; what was missed
        becomes a review card with it.
        """

        async def give(connection: Connection, after: int) -> int | None:
            earned = await verdicts.without_points(connection, challenge.id, after, JUDGED_AT_ONCE)
            guild = await guilds.find(connection, challenge.guild_id)
            today = guild.today(now)
            for user_id, verdict_id, points in earned:
                line = ledger.LedgerLine(
                    challenge.guild_id,
                    user_id,
                    points,
                    "answer",
                    challenge.question.topic,
                    today,
                    verdict_id,
                    challenge_id=challenge.id,
                )
                await ledger.add(connection, line, now)
            if not earned:
                return None
            due = review.tomorrow(now, ZoneInfo(guild.zone))
            members = earned[0][0], earned[-1][0]
            await review_cards.add_missed(connection, challenge.id, members, due, now)
            return members[1]

        last: int | None = -1
        while last is not None:
            last = await self._database.write(partial(give, after=last))

    async def _judged(self, challenge: Challenge, answer: Answer, taught: Learned) -> Verdict:
        """Return the draft that was made of an answer, if it still fits, or judge it now."""
        draft = await verdict_drafts.find(self._database.reader, answer)
        if draft is not None:
            version, _ = await self.state()
            if draft.fits(version, digest(taught)):
                return draft.verdict
        return await self.judge(challenge.question, challenge.form, answer.submission, taught)
