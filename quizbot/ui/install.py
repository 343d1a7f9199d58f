"""Commands and components, given the services they call."""

from __future__ import annotations

from typing import Any

from discord import app_commands

from quizbot.bank.library import Library
from quizbot.services.answers import Answers
from quizbot.services.audit import Audit
from quizbot.services.catalogue import Catalogue
from quizbot.services.challenge import OpenChallenges
from quizbot.services.daily import Daily
from quizbot.services.deciding import Deciding
from quizbot.services.doctor import Doctor
from quizbot.services.exports import Exports
from quizbot.services.imports import Imports
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.points import Points
from quizbot.services.questions import Questions
from quizbot.services.queue import Queue
from quizbot.services.quiz import Quiz
from quizbot.services.schedules import Schedules
from quizbot.services.second_looks import SecondLooks
from quizbot.services.settings import ServerSettings
from quizbot.services.suggest import Suggestions
from quizbot.services.teaching import Teaching
from quizbot.services.voiding import Voiding
from quizbot.ui.client import QuizBot
from quizbot.ui.commands.answer import answer_command
from quizbot.ui.commands.audit import audit_command
from quizbot.ui.commands.challenge import ChallengeGroup
from quizbot.ui.commands.doctor import doctor_command
from quizbot.ui.commands.grade import GradeGroup
from quizbot.ui.commands.help import help_command
from quizbot.ui.commands.leaderboard import leaderboard_command
from quizbot.ui.commands.points import PointsGroup
from quizbot.ui.commands.question import QuestionGroup
from quizbot.ui.commands.queue import QueueGroup
from quizbot.ui.commands.quiz import quiz_command
from quizbot.ui.commands.reveal import reveal_command
from quizbot.ui.commands.schedule import ScheduleGroup
from quizbot.ui.commands.settings import settings_command
from quizbot.ui.commands.setup import setup_command
from quizbot.ui.commands.suggest import suggest_command
from quizbot.ui.components.audit import AuditComponents
from quizbot.ui.components.board import BoardComponents
from quizbot.ui.components.catalogue import CatalogueComponents
from quizbot.ui.components.challenge import ChallengeComponents
from quizbot.ui.components.grade import GradeComponents
from quizbot.ui.components.imports import ImportComponents
from quizbot.ui.components.lessons import LessonComponents
from quizbot.ui.components.practice import PracticeComponents
from quizbot.ui.components.question import QuestionComponents
from quizbot.ui.components.schedule import ScheduleComponents
from quizbot.ui.components.second_look import SecondLookComponents
from quizbot.ui.components.settings import SettingsComponents
from quizbot.ui.components.suggest import SuggestComponents
from quizbot.ui.reply import Now
from quizbot.ui.router import Router


def install(
    client: QuizBot,
    *,
    library: Library,
    answers: Answers,
    audit: Audit,
    catalogue: Catalogue,
    challenges: OpenChallenges,
    daily: Daily,
    doctor: Doctor,
    deciding: Deciding,
    exports: Exports,
    imports: Imports,
    leaderboard: Leaderboard,
    points: Points,
    questions: Questions,
    queue: Queue,
    quiz: Quiz,
    schedules: Schedules,
    settings: ServerSettings,
    suggestions: Suggestions,
    second_looks: SecondLooks,
    teaching: Teaching,
    voiding: Voiding,
    now: Now,
) -> None:
    """Give the client its slash commands and the handlers of presses."""
    challenge = ChallengeComponents(answers, now)
    practice = PracticeComponents(quiz, library, now)
    board = BoardComponents(leaderboard, library, now)
    schedule = ScheduleComponents(schedules, daily, library, now)
    question = QuestionComponents(questions, queue, suggestions, schedules, library, now)
    suggest = SuggestComponents(suggestions, questions, question, schedules, library, now)
    cards = CatalogueComponents(catalogue, queue, schedules, library, now)
    documents = ImportComponents(imports, schedules, library, now)
    audits = AuditComponents(audit, schedules)
    panel = SettingsComponents(settings, schedules, now)
    grade = GradeComponents(deciding, schedules, now)
    commands: list[app_commands.Command[Any, ..., Any] | app_commands.Group] = [
        help_command(),
        answer_command(answers, challenge, now),
        ChallengeGroup(challenges, schedules, now),
        quiz_command(quiz, practice, library, now),
        leaderboard_command(board, library),
        setup_command(schedules, schedule, library, now),
        ScheduleGroup(schedules, schedule, library, now),
        QuestionGroup(
            questions, catalogue, schedules, library, question, cards, suggest, documents, exports
        ),
        QueueGroup(queue, questions, schedules, cards, now),
        GradeGroup(deciding, teaching, voiding, schedules, grade, now),
        reveal_command(daily, schedules, now),
        PointsGroup(points, schedules, now),
        audit_command(audits),
        settings_command(schedules),
        doctor_command(doctor, schedules, now),
        suggest_command(suggestions, library),
    ]
    router = Router(
        challenge.routes,
        practice.routes,
        board.routes,
        schedule.routes,
        question.routes,
        cards.routes,
        audits.routes,
        panel.routes,
        suggest.routes,
        grade.routes,
        LessonComponents(teaching, deciding, schedules, now).routes,
        SecondLookComponents(second_looks, now).routes,
        documents.routes,
    )
    client.install(commands, router)
