"""``bot.py regrade`` beside a bot that has the same file open."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from quizbot import settings
from quizbot.commandline import regrade as regrade_command
from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.schedule import Schedule
from quizbot.domain.scoring import FULL_POINTS
from quizbot.domain.verdict import Coverage, Verdict
from quizbot.errors import Refusal
from quizbot.grading.by_reading import READER_VERSION
from quizbot.grading.grader import Grader
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.grades import Grades
from quizbot.storage import ledger, meta, verdicts
from quizbot.storage.database import Database
from tests.conftest import HANGS, QUESTIONS, ROOT, SetClock
from tests.services.channel import Channel
from tests.services.conftest import (  # noqa: F401  fixtures
    CHANNEL,
    GUILD,
    MODERATOR,
    answers,
    channel,
    daily,
    grading,
    review,
    schedule,
    schedules,
    start,
)

ANA, BO, CHEN = 7, 8, 9


async def regrade(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Run the command in a process of its own."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "bot.py"), "regrade", *arguments),
        env={**os.environ, "QUIZBOT_DATA": str(folder), "QUIZBOT_QUESTIONS": str(QUESTIONS)},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
        cwd=folder,
    )
    out, err = await asyncio.wait_for(process.communicate(), HANGS)
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


@pytest.fixture
async def challenge(
    daily: Daily,  # noqa: F811
    schedule: Schedule,  # noqa: F811
    clock: SetClock,
    answers: Answers,  # noqa: F811
    monkeypatch: pytest.MonkeyPatch,
) -> Challenge:
    """Graded by a grader that found nothing; ana and bo gave the model answer, chen none."""

    def blind(_self: Grader, question: Any, _answer: str, *_more: Any) -> Verdict:
        return Verdict(0.0, grader="blind-0")

    monkeypatch.setattr(Grader, "grade", blind)
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    for user, text in ((ANA, posted.question.answer), (BO, posted.question.answer), (CHEN, "no")):
        await answers.save(posted, user, f"m{user}", Submission(text), clock())
    return await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())


async def test_a_dry_run_changes_nothing_and_names_no_answer(
    challenge: Challenge, database: Database, tmp_path: Path
) -> None:
    full = FULL_POINTS[challenge.question.level]
    status, out, err = await regrade(tmp_path)
    assert (status, err) == (0, "")
    assert f"Judged anew by {READER_VERSION}: 3 answers." in out
    assert f"{2 * full:+} points in all" in out
    assert f"server {GUILD}, member {ANA}: {full:+}" in out
    assert f"member {CHEN}" not in out
    assert out.endswith("Nothing is written. Add --apply to do it.\n")
    assert challenge.question.answer[:30] not in out
    assert await database.value("SELECT count(*) FROM verdicts") == 3
    assert await database.value("SELECT sum(points) FROM ledger") == 0


async def test_apply_writes_once_and_leaves_decisions_alone(
    challenge: Challenge,
    database: Database,
    tmp_path: Path,
    clock: SetClock,
    channel: Channel,  # noqa: F811
) -> None:
    full = FULL_POINTS[challenge.question.level]
    deciding = Grades(database)
    case = await deciding.find(GUILD, challenge.number, BO, MODERATOR)
    await deciding.keep(GUILD, case.grade.id, MODERATOR, clock(), str)
    _, out, _ = await regrade(tmp_path, "--apply", "--guild", str(GUILD))
    assert "Left alone: 1 that a moderator decided" in out
    assert out.endswith("The boards follow.\n")
    ana = await deciding.find(GUILD, challenge.number, ANA, MODERATOR)
    assert (ana.grade.points, ana.grade.decided_by) == (full, None)
    assert {point.coverage for point in ana.grade.verdict.points} == {Coverage.COVERED}
    kept = await verdicts.history(database.reader, case.answer.id)
    assert [grade.points for grade in kept] == [0, 0]
    assert await database.value("SELECT sum(points) FROM ledger WHERE user_id = $1", ANA) == full
    assert await database.write(ledger.rebuild) == 0
    noted = await database.one("SELECT actor_id, target FROM audit WHERE act = 'regrade'")
    assert noted is not None
    assert noted["actor_id"] == 0
    assert f"{full:+} points in all" in noted["target"]
    _, again, _ = await regrade(tmp_path, "--apply", "--challenge", str(challenge.id))
    assert "Grades that changed: 0 " in again


async def test_void_questions_are_left_alone(
    challenge: Challenge, database: Database, tmp_path: Path, clock: SetClock
) -> None:
    await database.write(lambda c: c.run("UPDATE challenges SET void = 'unfair'"))
    _, out, _ = await regrade(tmp_path, "--apply")
    assert f"Judged anew by {READER_VERSION}: 0 answers." in out
    assert "3 to void questions" in out


async def test_beside_a_bot_that_is_writing(
    challenge: Challenge, database: Database, tmp_path: Path
) -> None:
    running = asyncio.create_task(regrade(tmp_path, "--apply"))
    written = 0
    while not running.done():
        await database.write(partial(meta.put, key=f"k{written % 50}", value=str(written)))
        written += 1
    status, out, err = await running
    assert (status, err) == (0, "")
    assert "Grades that changed: " in out
    assert written > 10
    assert await database.write(ledger.rebuild) == 0


async def test_refusals(challenge: Challenge, database: Database, tmp_path: Path) -> None:
    status, _, err = await regrade(tmp_path, "--challenge", "99")
    assert status == 1
    assert "No answer with these ids has a grade" in err
    empty = tmp_path / "empty"
    empty.mkdir()
    status, _, err = await regrade(empty)
    assert status == 1
    assert "There is no database" in err
    assert list(empty.iterdir()) == []
    other = sqlite3.connect(tmp_path / "quizbot.sqlite", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    status, _, err = await regrade(tmp_path, "--apply")
    other.execute("ROLLBACK")
    other.close()
    assert status == 1
    assert "Something else holds the database, so nothing was saved." in err
    assert "Traceback" not in err
    assert await database.value("SELECT sum(points) FROM ledger") == 0


async def test_half_a_grader_does_not_grade_anew(
    challenge: Challenge, database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a part of it grades would become worse."""
    monkeypatch.setattr(Grader, "lack", property(lambda _self: "They are not installed."))
    chosen = settings.read({"QUIZBOT_DATA": str(tmp_path)}, need_token=False)
    with pytest.raises(Refusal, match=r"grades would become worse. They are not installed."):
        await asyncio.to_thread(regrade_command.main, chosen, None, None, apply=True)
    assert await database.value("SELECT count(*) FROM verdicts") == 3


async def test_a_database_of_an_older_version_is_not_touched(tmp_path: Path) -> None:
    """Its bot may be running; only a start of the bot migrates."""
    raw = sqlite3.connect(tmp_path / "quizbot.sqlite")
    raw.execute("CREATE TABLE schema_migrations (version BIGINT PRIMARY KEY, name TEXT)")
    raw.execute("INSERT INTO schema_migrations VALUES (1, 'initial')")
    raw.commit()
    status, _, err = await regrade(tmp_path)
    assert status == 1
    assert "Start the bot once" in err
    assert raw.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] <= 2
    raw.close()
