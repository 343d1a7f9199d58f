"""Killed at every named instant: nothing is lost, nothing comes twice.

The long form is ``python -m tests.loopback.kills``.
"""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.loopback.kills.campaign import campaign
from tests.loopback.kills.episode import Episode, episode, plan_hours
from tests.loopback.kills.points import every
from tests.loopback.kills.promises import NEVER, NOT_AT_REST, broken

PARTS = 6
_ANSWER = "(SELECT max(answer_id) FROM verdicts)"
DAMAGE = {
    "two challenges have one slot": "UPDATE slots SET challenge_id = "
    "(SELECT min(challenge_id) FROM slots)",
    "a slot has neither a challenge nor a reason": "UPDATE slots SET challenge_id = NULL",
    "a slot was lost": "UPDATE slots SET challenge_id = NULL, missed = 'x'",
    "a challenge of a schedule has no slot": "DELETE FROM slots",
    "a running number is left out": "UPDATE challenges SET number = number + 1000",
    "the count of answers is wrong": "UPDATE challenges SET answered = answered + 1",
    "an answer and its newest version differ": "UPDATE answers SET text = 'another'",
    "the versions of an answer have gaps": "UPDATE answers SET version = version + 1",
    "a verdict has no line in the ledger": f"DELETE FROM ledger WHERE verdict_id = "
    f"(SELECT id FROM verdicts WHERE answer_id = {_ANSWER})",
    "points came while a question was open": "UPDATE challenges SET state = 'open'",
    "points came before the model answer of": "UPDATE challenges SET state = 'closed'; "
    "UPDATE ledger SET challenge_id = (SELECT max(id) FROM challenges)",
    "the ledger is not the newest verdict": "UPDATE ledger SET points = points + 1",
    "the board is not the ledger": "UPDATE board SET points = points + 1",
    "a reveal came before the answers were graded": f"DELETE FROM ledger; "
    f"DELETE FROM verdicts WHERE answer_id = {_ANSWER}",
    "a challenge waits": "UPDATE challenges SET state = 'claimed'",
    "an acknowledged answer is lost": "UPDATE answers SET text = 'another'",
    "a question does not look cancelled": "UPDATE challenges SET state = 'cancelled'",
    "Question of the day of": "UPDATE challenges SET message_id = 1",
    "Model answer of": "UPDATE challenges SET reveal_message_id = 1",
}


@pytest.mark.parametrize("part", range(PARTS))
async def test_killed_at_every_point(questions: Path, tmp_path: Path, part: int) -> None:
    """Each part aims at its share of the points, in an order of its own."""
    points = every()[part::PARTS]
    kills = len(points) + 2
    [outcome] = [one async for one in campaign(tmp_path, questions, kills, part, points)]
    assert outcome.violations == []
    assert outcome.kills.total() == kills
    assert outcome.figures["answers acknowledged"] > kills
    assert outcome.figures["reveals"] > 0
    assert outcome.figures["gifts acknowledged"] > 0
    assert len(outcome.kills) > kills / 2


@pytest.fixture
async def quiet(questions: Path, tmp_path: Path) -> AsyncIterator[Episode]:
    """An episode in which nobody was killed."""
    template = tmp_path / "template.sqlite"
    await plan_hours(questions, template)
    async with episode(tmp_path / "quiet", questions, template, random.Random(1)) as stage:
        for _ in range(3):
            await stage.live(None)
        assert await stage.end() == []
        yield stage


async def test_each_promise_is_watched(quiet: Episode, tmp_path: Path) -> None:
    """What is damaged on purpose is found, so that no violation can mean that none was."""
    assert set(NEVER) | set(NOT_AT_REST) <= set(DAMAGE)
    for promise, sql in DAMAGE.items():
        file = tmp_path / "damaged.sqlite"
        shutil.copy(quiet.file, file)
        with closing(sqlite3.connect(file)) as connection:
            connection.executescript(sql)
            connection.commit()
        found = broken(file, quiet.messages(), quiet.sent, at_rest=True)
        assert any(sentence.startswith(promise) for sentence in found), promise
    messages = quiet.messages()
    for kind in ("Question of the day", "Model answer"):
        found = broken(quiet.file, [*messages, *messages], quiet.sent, at_rest=True)
        assert any(sentence.startswith(f"{kind} twice") for sentence in found)
    found = broken(quiet.file, messages, {}, at_rest=True, given={"never": True})
    assert found == ["points given stand 0 times: never"]
    assert any("is missing" in one for one in broken(quiet.file, [], quiet.sent, at_rest=True))
