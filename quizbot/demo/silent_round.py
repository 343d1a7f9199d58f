"""A round that posts nothing anywhere, for days that are over."""

from __future__ import annotations

import itertools
import random
from datetime import datetime
from typing import Any

from quizbot.services.challenge_claiming import ChallengeClaiming
from quizbot.services.challenge_posting import ChallengePosting
from quizbot.services.daily import Daily
from quizbot.services.moderator_notices import ModeratorNotices
from quizbot.services.notices import Notices
from quizbot.services.reveals import Reveals
from quizbot.services.review_reminders import ReviewReminders
from quizbot.services.schedule_problems import ScheduleProblems
from quizbot.services.shared_services import Shared
from quizbot.services.stale_messages import StaleMessages
from quizbot.services.step_failures import StepFailures
from quizbot.services.verdict_drafts import VerdictDrafts
from quizbot.services.verdicts import Verdicts


class _Nowhere:
    """Channels and private messages in which nothing appears."""

    def __init__(self) -> None:
        self._ids = itertools.count(1)

    async def post(self, *_: Any) -> int:
        return next(self._ids)

    async def reveal(self, *_: Any) -> int:
        return next(self._ids)

    async def nothing(self, *_: Any) -> None:
        return None

    async def stands(self, *_: Any) -> bool:
        return True

    find_post = find_reveal = refresh = open_thread = send = announce = nothing
    find = is_announced = stands


class _NoDrafts(VerdictDrafts):
    async def judge(self, now: datetime) -> None:
        """Leave all for the reveal, which takes no time here."""


def silent_round(shared: Shared, verdicts: Verdicts, chance: random.Random) -> Daily:
    """Return a round that posts nothing anywhere."""
    nowhere: Any = _Nowhere()
    database, trouble = shared.database, ScheduleProblems(shared.database)
    failures = StepFailures(database)
    return Daily(
        database,
        ChallengeClaiming(shared.library, chance),
        ChallengePosting(database, nowhere, trouble),
        Reveals(database, verdicts, nowhere, trouble),
        StaleMessages(database, nowhere, nowhere, failures),
        ModeratorNotices(database, shared.schedules, Notices(database, nowhere)),
        _NoDrafts(database, verdicts),
        ReviewReminders(database, shared.library),
        failures,
    )
