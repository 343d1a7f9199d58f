"""Practice: a private run of questions with model answers at once; it never changes the board.

What a member could answer in a server just now is left out. Where it is not known whether somebody
could, the question is given, and what it earned and its model answer wait for its reveal.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

from quizbot.bank.library import Library
from quizbot.domain.challenge import Submission
from quizbot.domain.picking import pick_practice, select
from quizbot.domain.question import Form, Level, Question
from quizbot.domain.quiz import QuizResult, QuizStep, Run, RunState
from quizbot.domain.verdict import Verdict
from quizbot.errors import NotFound, Refusal
from quizbot.services.guild_membership import GuildMembership
from quizbot.services.question_askable import askable
from quizbot.services.quiz_asked_now import AskedNow, asked_now
from quizbot.services.review_keeping import keep_missed
from quizbot.services.verdicts import Verdicts
from quizbot.storage import questions, quiz
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

MOST_LOOKED_UP = 2
"""Of so many questions Discord is asked whether a member could answer them, before one is shown."""

_NOTHING_FITS = "No question fits just now. Choose another topic or level, or the other form."
_OVER = "This practice is over. /quiz starts another."
_LEFT = (
    "You have gone on from this question already. "
    "Use the buttons of the newest one, or start anew with /quiz."
)


class Quiz:
    """Runs practice. ``rng`` decides the order of questions that are equally new or weak."""

    def __init__(
        self,
        database: Database,
        library: Library,
        grading: Verdicts,
        membership: GuildMembership,
        rng: random.Random,
    ) -> None:
        self._database = database
        self._library = library
        self._grading = grading
        self._membership = membership
        self._rng = rng

    async def start(
        self,
        user_id: int,
        guild_id: int | None,
        topic: str,
        levels: Iterable[Level],
        form: Form,
        count: int,
        now: datetime,
    ) -> QuizStep:
        """Start a run: questions never seen first, then the weakest.

        None is asked where the member could answer it; those of which that is not known come last.

        Raises:
            Refusal: no question has this topic and level in this form.
        """
        reader = self._database.reader
        bank = await askable(reader, self._library, guild_id or 0)
        asked = await asked_now(reader, user_id, guild_id)
        fitting = select(bank, [topic] if topic else [], levels, form)
        candidates = [one for one in fitting if not asked.clearance(one.id).left_out]
        if not candidates:
            raise Refusal(_NOTHING_FITS)
        seen = await quiz.best_scores(reader, user_id)
        chosen = self._choose(candidates, asked, seen, count)
        new = await self._database.write(
            lambda c: quiz.start(c, user_id, guild_id, form, [one.id for one in chosen], now)
        )
        step = await self.step(new, user_id)
        if step.question is None:
            raise Refusal(_NOTHING_FITS)
        return step

    def _choose(
        self,
        candidates: Sequence[Question],
        asked: AskedNow,
        seen: Mapping[str, float],
        count: int,
    ) -> list[Question]:
        free = [question for question in candidates if question.id not in asked]
        doubtful = [question for question in candidates if question.id in asked]
        chosen = pick_practice(free, seen, count, self._rng)
        untold = dict.fromkeys(seen, 0.0)  # an order by scores would tell them
        return chosen + pick_practice(doubtful, untold, count - len(chosen), self._rng)

    async def step(self, run_id: int, user_id: int) -> QuizStep:
        """Return where a member's run stands, after leaving out what the member could answer.

        Raises:
            NotFound: the member has no such run.
        """
        run = await self._run(run_id, user_id)
        asked = await self._asked_now(run)
        looked_up = 0
        while run.state is RunState.GOING and run.position < len(run.questions):
            question_id = run.questions[run.position]
            clearance = asked.clearance(question_id)
            if question_id in asked and not clearance.left_out and looked_up < MOST_LOOKED_UP:
                clearance = await asked.look_up(question_id, user_id, self._membership)
                looked_up += 1
            if not clearance.left_out:
                question = await self._question(run, run.position)
                return QuizStep(run, question, held_until=clearance.until)
            await self._database.write(partial(quiz.move, run_id=run_id, position=run.position))
            run = await self._run(run_id, user_id)
        return await self._end(run, asked)

    async def _end(self, run: Run, asked: AskedNow) -> QuizStep:
        scored = await quiz.scores(self._database.reader, run.id)
        told = [score for id_, score, held in scored if not (held and id_ in asked)]
        return QuizStep(run, None, tuple(told), held=len(scored) - len(told))

    async def question(self, run_id: int, position: int, user_id: int) -> tuple[Run, Question]:
        """Return a question of a run, present or past.

        Raises:
            NotFound: the member has no such run, or its question is gone.
        """
        run = await self._run(run_id, user_id)
        return run, await self._question(run, position)

    async def present(self, run_id: int, position: int, user_id: int) -> tuple[Run, Question]:
        """Return the question at which a run stands.

        Raises:
            NotFound: the member has no such run, or its question is gone.
            Refusal: the question has been answered or left.
        """
        run, question = await self.question(run_id, position, user_id)
        if run.state is not RunState.GOING or run.position != position:
            raise _gone_on(run)
        if (await self._asked_now(run)).clearance(question.id).left_out:
            raise Refusal("This is a question of the day just now, so it waits. Press Skip.")
        return run, question

    async def answer(
        self, run_id: int, position: int, user_id: int, submission: Submission, now: datetime
    ) -> QuizResult:
        """Grade an answer of a run and keep its score; a question without key points has none.

        Raises:
            Refusal: the answer is empty, or the question has been answered or left.
        """
        run, question = await self.present(run_id, position, user_id)
        if not submission.picks and not submission.text.strip():
            raise Refusal(
                "Your answer is empty. Write a sentence or two, or press Show the answer."
            )
        until, verdict = await asyncio.gather(
            self._held_until(run, question), self._judge(run, question, submission)
        )
        score = verdict.score if verdict else None
        await self._finish(run, position, submission, score, now, until)
        return _told(QuizResult(run, position, question, submission, verdict, until))

    async def show_answer(
        self, run_id: int, position: int, user_id: int, now: datetime
    ) -> QuizResult:
        """Give a question up: its model answer is shown, the question counts as seen.

        Raises:
            Refusal: the question has been answered or left, or its model answer waits.
        """
        run, question = await self.present(run_id, position, user_id)
        until = await self._held_until(run, question)
        if until is not None:
            raise Refusal(
                "This question is asked in a server just now, so its model answer waits until "
                f"it is revealed there, <t:{int(until.timestamp())}:R>. Press Answer or Skip."
            )
        await self._finish(run, position, Submission(), 0.0, now)
        return QuizResult(run, position, question, Submission())

    async def result(self, run_id: int, position: int, user_id: int) -> QuizResult:
        """Return what came of an answer once more; it is graded anew, as only its score is kept.

        Raises:
            NotFound: the member has no such run, or has not answered there.
        """
        run, question = await self.question(run_id, position, user_id)
        given = await quiz.given(self._database.reader, run_id, position)
        if given is None:
            raise NotFound("You have not answered this question. Practise it with /quiz.")
        if max(given.picks, default=-1) >= len(question.choices):
            raise NotFound(
                "The choices of this question were changed since you picked. Practise it anew "
                f"with /quiz topic:{question.topic}."
            )
        until, verdict = await asyncio.gather(
            self._held_until(run, question), self._judge(run, question, given)
        )
        return _told(QuizResult(run, position, question, given, verdict, until))

    async def _judge(self, run: Run, question: Question, submission: Submission) -> Verdict | None:
        given_up = not submission.picks and not submission.text
        if given_up or not question.graded(run.form):
            return None
        taught = await self._grading.learned(run.guild_id, question)
        return await self._grading.judge(question, run.form, submission, taught)

    async def _held_until(self, run: Run, question: Question) -> datetime | None:
        """Return when the model answer of a question is due that is not to be given before."""
        asked = await self._asked_now(run)
        return (await asked.look_up(question.id, run.user_id, self._membership)).until

    async def _asked_now(self, run: Run) -> AskedNow:
        return await asked_now(self._database.reader, run.user_id, run.guild_id)

    async def skip(self, run_id: int, position: int, user_id: int) -> QuizStep:
        """Go on to the next question without an answer.

        Raises:
            Refusal: the question has been answered or left.
        """
        run = await self._run(run_id, user_id)
        if not await self._database.write(lambda c: quiz.move(c, run_id, position)):
            raise _gone_on(run)
        return await self.step(run_id, user_id)

    async def stop(self, run_id: int, user_id: int) -> QuizStep:
        """End a run."""
        await self._run(run_id, user_id)
        await self._database.write(lambda c: quiz.end(c, run_id))
        return await self.step(run_id, user_id)

    async def _finish(
        self,
        run: Run,
        position: int,
        submission: Submission,
        score: float | None,
        now: datetime,
        until: datetime | None = None,
    ) -> None:
        """Keep an answer, whose verdict is held back ``until`` then, and a card of a missed one."""

        async def write(connection: Connection) -> bool:
            new = await quiz.move(connection, run.id, position) and await quiz.answered(
                connection, run, position, submission, score, now, held=until is not None
            )
            if new:
                asked = run.questions[position]
                await keep_missed(connection, run.user_id, run.guild_id, asked, score, now, until)
            return new

        if not await self._database.write(write):
            raise _gone_on(run)

    async def _run(self, run_id: int, user_id: int) -> Run:
        run = await quiz.find(self._database.reader, run_id)
        if run is None or run.user_id != user_id:
            raise NotFound("This practice is not yours or is gone. Start your own with /quiz.")
        return run

    async def _question(self, run: Run, position: int) -> Question:
        question_id = run.questions[position]
        found = self._library.questions.get(question_id)
        if found is None and run.guild_id is not None:
            found = await questions.find(self._database.reader, run.guild_id, question_id)
        if found is None:
            raise NotFound(
                "This question is not in the bank any more. Start a new practice with /quiz."
            )
        return found


def _told(result: QuizResult) -> QuizResult:
    """Return what a member may be told of a result."""
    return result if result.held_until is None else replace(result, verdict=None)


def _gone_on(run: Run) -> Refusal:
    """Return why a question of a run takes nothing any more."""
    over = run.state is not RunState.GOING or run.position >= len(run.questions)
    return Refusal(_OVER if over else _LEFT)
