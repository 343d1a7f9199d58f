"""What features share: the bank, the database, the ports to Discord, chance, time, and services."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import datetime

from quizbot.bank.library import Library
from quizbot.grading.grader import Grader
from quizbot.services.challenge_claiming import ChallengeClaiming
from quizbot.services.challenge_posting import ChallengePosting
from quizbot.services.daily import Daily
from quizbot.services.guild_membership import GuildMembership
from quizbot.services.messenger import Messenger
from quizbot.services.moderator_notices import ModeratorNotices
from quizbot.services.notices import Notices
from quizbot.services.publisher import Publisher
from quizbot.services.questions import Questions
from quizbot.services.queue import Queue
from quizbot.services.reveals import Reveals
from quizbot.services.review_channel import ReviewChannel
from quizbot.services.review_reminders import ReviewReminders
from quizbot.services.reviews import Reviews
from quizbot.services.schedule_problems import ScheduleProblems
from quizbot.services.schedules import Schedules
from quizbot.services.settings import ServerSettings
from quizbot.services.stale_messages import StaleMessages
from quizbot.services.stats_pictures import NoPictures, Pictures
from quizbot.services.step_failures import StepFailures
from quizbot.services.verdict_drafts import VerdictDrafts
from quizbot.services.verdicts import Verdicts
from quizbot.storage.database import Database

Now = Callable[[], datetime]
"""Returns the present moment (UTC, aware)."""


class Shared:
    """Holds what more than one feature stands on; what is one feature's alone, it makes itself."""

    def __init__(
        self,
        library: Library,
        database: Database,
        publisher: Publisher,
        review: ReviewChannel,
        messenger: Messenger,
        membership: GuildMembership,
        rng: random.Random,
        now: Now,
        pictures: Pictures | None = None,
    ) -> None:
        self.library = library
        self.database = database
        self.publisher = publisher
        self.review = review
        self.membership = membership
        self.rng = rng
        self.now = now
        self.pictures = pictures or NoPictures()
        self.settings = ServerSettings(database)
        self.notices = Notices(database, messenger)
        self.schedules = Schedules(database, library)
        self.questions = Questions(database, library)
        self.topics = self.questions.topics
        self.queue = Queue(database, self.questions)
        self.verdicts = Verdicts(database, Grader(library.questions.values()))
        self.reviews = Reviews(database, library, self.verdicts, membership)
        trouble = ScheduleProblems(database)
        failures = StepFailures(database)
        self.daily = Daily(
            database,
            ChallengeClaiming(library, rng),
            ChallengePosting(database, publisher, trouble),
            Reveals(database, self.verdicts, publisher, trouble),
            StaleMessages(database, publisher, review, failures),
            ModeratorNotices(database, self.schedules, self.notices),
            VerdictDrafts(database, self.verdicts),
            ReviewReminders(database, library),
            failures,
        )
