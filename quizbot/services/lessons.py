"""Teaching: what moderators accept as right, the grader knows from then on in their server."""

from __future__ import annotations

from datetime import datetime

from quizbot.domain.challenge import Answer, Challenge, State
from quizbot.domain.grade_decision import Case
from quizbot.domain.lesson import Lesson
from quizbot.domain.question import Form, KeyPoint, Question
from quizbot.errors import NotFound, Refusal
from quizbot.grading import text
from quizbot.storage import answers, audit, challenges, lessons, verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MOST_LESSONS = 25
"""Lessons a server can give about one question; what fits into one menu."""
FEWEST_STEMS = 2
"""A phrasing with fewer telling words of its own would be found in wrong answers too."""

_NOT_FULL = (
    "Only an answer that a moderator gave full marks can be accepted. "
    "Mark every key point as covered and save the decision first."
)
_KNOWN = "I know this already. /grade learned lists what I was taught."
_FULL = (
    f"I know {MOST_LESSONS} things about this question already, and more do not fit. "
    "Remove one with /grade learned first."
)


class Lessons:
    """Accepted answers and phrasings, per question and server, each with who and when."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def sentences(self, case: Case) -> list[str]:
        """Return the sentences of an answer that can be accepted as phrasings, as written.

        Raises:
            Refusal: there is none; it is a choice, or says nothing of its own.
        """
        found = _telling(case.challenge, case.answer)
        if not found:
            raise Refusal(
                "No sentence of this answer can be accepted as a phrasing: none has "
                f"{FEWEST_STEMS} telling words beyond the question's own."
            )
        return found

    async def accept_answer(
        self, guild_id: int, answer_id: int, moderator_id: int, now: datetime
    ) -> Question:
        """Accept a whole answer as a full-mark one.

        Raises:
            NotFound: this server has no such answer.
            Refusal: no moderator gave it full marks, or it is known already.
        """

        async def write(connection: Connection) -> Question:
            answer, challenge = await _answer(connection, guild_id, answer_id)
            grade = await verdicts.newest(connection, answer_id)
            full = grade is not None and grade.by_moderator and grade.verdict.score == 1.0
            if not full or challenge.form is not Form.OPEN:
                raise Refusal(_NOT_FULL)
            words = answer.submission.text
            await _add(
                connection, challenge, answer, lessons.WHOLE_ANSWER, words, moderator_id, now
            )
            return challenge.question

        return await self._database.write(write)

    async def accept_phrasing(
        self,
        guild_id: int,
        answer_id: int,
        point: int,
        sentence: int,
        moderator_id: int,
        now: datetime,
    ) -> tuple[KeyPoint, str]:
        """Accept a sentence of an answer as a way to say a key point; both by place, from 0.

        Raises:
            NotFound: this server has no such answer, or the answer no such sentence.
            Refusal: it is known already.
        """

        async def write(connection: Connection) -> tuple[KeyPoint, str]:
            answer, challenge = await _answer(connection, guild_id, answer_id)
            points, found = challenge.question.key_points, _telling(challenge, answer)
            if point >= len(points) or sentence >= len(found):
                raise NotFound("This sentence is not in the answer. Open the form again.")
            meant, words = points[point], found[sentence]
            await _add(connection, challenge, answer, meant.point, words, moderator_id, now)
            return meant, words

        return await self._database.write(write)

    async def lessons(self, guild_id: int, question_id: str) -> list[Lesson]:
        """Return what a server taught about a question, the oldest first."""
        return await lessons.of_question(self._database.reader, guild_id, question_id)

    async def questions(self, guild_id: int) -> list[str]:
        """Return the ids of the questions about which a server taught something."""
        return await lessons.questions(self._database.reader, guild_id)

    async def forget(self, guild_id: int, lesson_id: int, moderator_id: int, now: datetime) -> str:
        """Take a lesson away and return its question's id; grades made with it stay.

        Raises:
            NotFound: it is gone already.
        """

        async def write(connection: Connection) -> str:
            question_id = await lessons.remove(connection, guild_id, lesson_id, moderator_id, now)
            if question_id is None:
                raise NotFound("This is removed already. /grade learned lists what there is.")
            await audit.add(connection, guild_id, moderator_id, "grade forget", question_id, now)
            return question_id

        return await self._database.write(write)


def _telling(challenge: Challenge, answer: Answer) -> list[str]:
    """Return at most `MOST_LESSONS` sentences that say more than the question's own words."""
    question = challenge.question
    if challenge.form is not Form.OPEN or not question.key_points:
        return []
    asked = text.stem_set(question.prompt)
    found = [
        sentence
        for sentence in text.sentences(answer.submission.text)
        if len(text.stem_set(sentence) - asked) >= FEWEST_STEMS
    ]
    return list(dict.fromkeys(found))[:MOST_LESSONS]


async def _answer(
    connection: Connection, guild_id: int, answer_id: int
) -> tuple[Answer, Challenge]:
    answer = await answers.get(connection, answer_id)
    challenge = await challenges.find(connection, answer.challenge_id) if answer else None
    if (
        answer is None
        or challenge is None
        or challenge.guild_id != guild_id
        or challenge.state is not State.REVEALED
    ):
        raise NotFound("This answer is not known here. /grade queue shows what waits.")
    return answer, challenge


async def _add(
    connection: Connection,
    challenge: Challenge,
    answer: Answer,
    point: str,
    words: str,
    moderator_id: int,
    now: datetime,
) -> None:
    guild_id, question_id = challenge.guild_id, challenge.question.id
    if len(await lessons.of_question(connection, guild_id, question_id)) >= MOST_LESSONS:
        raise Refusal(_FULL)
    if not await lessons.add(
        connection, guild_id, question_id, point, words, answer.id, moderator_id, now
    ):
        raise Refusal(_KNOWN)
    await audit.add(connection, guild_id, moderator_id, "grade teach", question_id, now)
