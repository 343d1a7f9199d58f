"""The buttons of practice."""

from __future__ import annotations

from typing import Any, cast

import discord

from quizbot.domain.challenge import Submission
from quizbot.domain.question import Form
from quizbot.domain.question_choices import picked
from quizbot.domain.quiz import QuizResult, QuizStep
from quizbot.errors import Refusal
from quizbot.services.quiz import Quiz
from quizbot.services.shared_services import Shared
from quizbot.ui import modal_fields, reply
from quizbot.ui.custom_ids import address
from quizbot.ui.feature import Routes
from quizbot.ui.render import challenge, layout
from quizbot.ui.render import quiz as render


class QuizComponents:
    """Answer, Hint, Show the answer, Show the result, Skip, Next question and Stop."""

    def __init__(self, shared: Shared) -> None:
        self._quiz = Quiz(
            shared.database, shared.library, shared.verdicts, shared.membership, shared.rng
        )
        self._reviews = shared.reviews
        self._topics = shared.topics
        self._now = shared.now
        self.routes: Routes = {
            "quiz-answer": self.open_form,
            "quiz-submit": self.submit,
            "quiz-choose": self.choose,
            "quiz-hint": self.hint,
            "quiz-show": self.show,
            "quiz-result": self.result,
            "quiz-skip": self.skip,
            "quiz-next": self.next,
            "quiz-stop": self.stop,
        }

    async def open_form(self, interaction: discord.Interaction, run_id: int, position: int) -> None:
        """Open the form for an answer."""
        run, question = await self._quiz.present(run_id, position, interaction.user.id)
        title = f"Practice · {position + 1} of {len(run.questions)}"
        target = address("quiz-submit", run_id, position)
        short = run.form is Form.SHORT
        await reply.form(
            interaction,
            challenge.answer_form(target, title, question, "", short=short, sure=None, share=None),
        )

    async def submit(self, interaction: discord.Interaction, run_id: int, position: int) -> None:
        """Grade what was typed."""
        given = modal_fields.read(cast(dict[str, Any], interaction.data))
        await self._grade(interaction, run_id, position, Submission(str(given.get("text") or "")))

    async def choose(
        self, interaction: discord.Interaction, run_id: int, position: int, *at: int
    ) -> None:
        """Grade the choice of a button ``at`` a place (from 0), or those taken in the menu."""
        run, question = await self._quiz.question(run_id, position, interaction.user.id)
        places = modal_fields.places(cast(dict[str, Any], interaction.data), *at)
        picks = picked(question, places, render.seed(run, position))
        if picks is None:
            raise Refusal("This question has no such choice (any more). Press Skip to go on.")
        await self._grade(interaction, run_id, position, Submission(picks=picks))

    async def _grade(
        self, interaction: discord.Interaction, run_id: int, position: int, submission: Submission
    ) -> None:
        done = await self._quiz.answer(
            run_id, position, interaction.user.id, submission, self._now()
        )
        await self._show(interaction, done)

    async def hint(self, interaction: discord.Interaction, run_id: int, position: int) -> None:
        """Show the first hint."""
        _, question = await self._quiz.question(run_id, position, interaction.user.id)
        await reply.private(
            interaction, challenge.hint(question.hints[0] if question.hints else None)
        )

    async def show(self, interaction: discord.Interaction, run_id: int, position: int) -> None:
        """Give the question up and show its model answer."""
        await self._show(
            interaction,
            await self._quiz.show_answer(run_id, position, interaction.user.id, self._now()),
        )

    async def result(self, interaction: discord.Interaction, run_id: int, position: int) -> None:
        """Show what came of an answer, once the question was revealed."""
        await self._show(
            interaction, await self._quiz.result(run_id, position, interaction.user.id)
        )

    async def _show(self, interaction: discord.Interaction, done: QuizResult) -> None:
        title = await self._topics.title(done.run.guild_id, done.question.topic)
        await reply.in_place(interaction, render.result(done, title))

    async def skip(self, interaction: discord.Interaction, run_id: int, position: int) -> None:
        """Go on without an answer; the question is asked another time."""
        step = await self._quiz.skip(run_id, position, interaction.user.id)
        await reply.in_place(interaction, await self.view(step))

    async def next(self, interaction: discord.Interaction, run_id: int) -> None:
        """Show the next question below the result of this one."""
        step = await self._quiz.step(run_id, interaction.user.id)
        await reply.private(interaction, await self.view(step))

    async def stop(self, interaction: discord.Interaction, run_id: int) -> None:
        """End the run."""
        step = await self._quiz.stop(run_id, interaction.user.id)
        await reply.in_place(interaction, await self.view(step))

    async def view(self, step: QuizStep) -> layout.Layout:
        """Return the message of where a run stands."""
        if step.question is None:
            return render.end(step, await self._reviews.due(step.run.user_id, self._now()))
        title = await self._topics.title(step.run.guild_id, step.question.topic)
        return render.question(step.run, step.run.position, step.question, title, step.held_until)
