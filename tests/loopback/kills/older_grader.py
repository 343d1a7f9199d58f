"""An older grader was here: some answers have another grade than today's grader would give them."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from quizbot.bank import library
from quizbot.grading.grader import Grader
from quizbot.services.regrade import Regrading
from quizbot.services.verdict_correcting import correct
from quizbot.services.verdicts import Verdicts
from quizbot.storage import answers, challenges, verdicts
from quizbot.storage.connection import Connection
from quizbot.storage.database import open_database

_GRADED = (
    "SELECT DISTINCT c.id FROM challenges AS c JOIN answers AS a ON a.challenge_id = c.id "
    "JOIN verdicts AS v ON v.answer_id = a.id WHERE c.state = 'revealed' AND c.void IS NULL "
    "AND NOT EXISTS (SELECT 1 FROM verdicts WHERE challenge_id = c.id AND decided_by IS NOT NULL)"
)


async def grade(file: Path, rng: random.Random, now: datetime) -> int:
    """Let the answers to a challenge have other grades, and return its id; 0 where there is none.

    No bot may be running.
    """
    async with open_database(file, upgrade=False) as database:
        rows = await database.all(_GRADED)
        if not rows:
            return 0
        challenge_id: int = rng.choice(list(rows))["id"]
        await database.write(lambda c: _grade(c, challenge_id, now))
        return challenge_id


async def _grade(connection: Connection, challenge_id: int, now: datetime) -> None:
    challenge = await challenges.find(connection, challenge_id)
    assert challenge is not None
    for answer in await answers.of_challenge(connection, challenge_id):
        grade = await verdicts.newest(connection, answer.id)
        assert grade is not None
        score = 0.5 if grade.verdict.score in (0.0, 1.0) else 0.0
        older = replace(grade.verdict, score=score, grader="an older one")
        await correct(connection, challenge, answer, older, now, act="regrade")


async def left(file: Path, questions: Path, challenge_id: int, now: datetime) -> int:
    """Return how many grades of a challenge today's grader would still change."""
    grader = Grader(library.load(questions).questions.values())
    async with open_database(file, upgrade=False) as database:
        regrading = Regrading(database, Verdicts(database, grader))
        outcome = await regrading.run(None, challenge_id, now, apply=False)
    return outcome.changed
