"""A moderator's word on a grade: on record, once, and in the week of the answer."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest

from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.grade_decision import Case
from quizbot.domain.leaderboard import Period
from quizbot.domain.question import Form
from quizbot.domain.schedule import Schedule
from quizbot.domain.scoring import FULL_POINTS
from quizbot.domain.verdict import Coverage, Flag, FlagKind
from quizbot.errors import NotFound, Refusal
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.grades import Decided, Grades
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.schedules import Schedules
from quizbot.services.second_looks import SecondLooks
from quizbot.storage import verdicts
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, plan

ANA, BO = 7, 8
OTHER = 98


@pytest.fixture
def deciding(database: Database) -> Grades:
    return Grades(database)


@pytest.fixture
async def challenge(
    daily: Daily, schedule: Schedule, clock: SetClock, answers: Answers
) -> Challenge:
    """Revealed on a Saturday; ana had the first key point, bo nothing."""
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    point = posted.question.key_points[0].point
    await answers.save(posted, ANA, "ana", Submission(point), clock())
    await answers.save(posted, BO, "bo", Submission("no idea at all"), clock())
    return await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())


async def mark_all(deciding: Grades, case: Case, found: Coverage, moderator: int) -> Case:
    for place in range(len(case.marks)):
        case = await deciding.mark(GUILD, case.grade.id, place, found, moderator)
    return case


async def test_a_decision_is_on_record_and_counts_in_the_week_of_the_answer(
    deciding: Grades, challenge: Challenge, clock: SetClock, database: Database
) -> None:
    full = FULL_POINTS[challenge.question.level]
    clock.advance(days=10)
    case = await deciding.find(GUILD, challenge.number, ANA, MODERATOR)
    case = await mark_all(deciding, case, Coverage.COVERED, MODERATOR)
    assert case.marked_points == full
    made = await deciding.save(GUILD, case.grade.id, MODERATOR, " it is\nall there ", clock(), str)
    assert (made.grade.points, made.grade.decided_by) == (full, MODERATOR)
    assert made.grade.reason == "it is all there"
    assert made.grade.verdict.raw == case.grade.verdict.raw
    kept = await verdicts.history(database.reader, case.answer.id)
    assert [grade.decided_by for grade in kept] == [None, MODERATOR]
    assert kept[0] == case.grade

    board = Leaderboard(database)
    then = clock() - timedelta(days=10)
    for moment, points in ((then, full), (clock(), None)):
        seen = await board.board(GUILD, Period.WEEK, "", 0, ANA, moment)
        assert (seen.own.points if seen.own else None) == points
    line = await database.one("SELECT * FROM ledger ORDER BY id DESC LIMIT 1")
    assert line is not None
    assert (line["points"], line["author_id"]) == (full - case.grade.points, MODERATOR)
    assert (line["day"], line["reason"]) == ("2026-11-21", "decision")
    noted = await database.one("SELECT target, detail FROM audit WHERE act = 'grade'")
    assert noted is not None
    change = f"#1, member 7: {case.grade.points} to {full} points"
    assert tuple(noted) == (change, "it is all there")


async def test_an_unsure_point_counts_half_of_its_weight(
    deciding: Grades, challenge: Challenge, clock: SetClock
) -> None:
    case = await deciding.find(GUILD, challenge.number, BO, MODERATOR)
    case = await mark_all(deciding, case, Coverage.UNSURE, MODERATOR)
    assert case.marked.score == 0.5
    case = await deciding.mark(GUILD, case.grade.id, 0, Coverage.COVERED, MODERATOR)
    weights = [point.weight for point in case.points]
    assert case.marked.score == round(0.5 + weights[0] / sum(weights) / 2, 4)
    assert (await deciding.find(GUILD, challenge.number, BO, OTHER)).marked.score == 0.0


async def test_of_two_moderators_one_wins_and_the_other_is_told(
    deciding: Grades, challenge: Challenge, clock: SetClock, database: Database
) -> None:
    case = await deciding.find(GUILD, challenge.number, ANA, MODERATOR)
    outcomes = await asyncio.gather(
        deciding.keep(GUILD, case.grade.id, MODERATOR, clock(), str),
        deciding.save(GUILD, case.grade.id, OTHER, "because", clock(), str),
        return_exceptions=True,
    )
    assert isinstance(outcomes[0], Decided)
    assert isinstance(outcomes[1], Refusal)
    assert str(outcomes[1]).startswith(f"<@{MODERATOR}> has decided on this answer")
    assert await database.value("SELECT count(*) FROM verdicts") == 3
    with pytest.raises(Refusal, match="has decided"):
        await deciding.mark(GUILD, case.grade.id, 0, Coverage.COVERED, OTHER)
    with pytest.raises(Refusal, match="You have decided on this answer already"):
        await deciding.keep(GUILD, case.grade.id, MODERATOR, clock(), str)


async def test_a_kept_grade_leaves_the_queue_and_the_ledger_alone(
    deciding: Grades, challenge: Challenge, clock: SetClock, database: Database
) -> None:
    second_looks = SecondLooks(database)
    await second_looks.ask(GUILD, challenge.id, ANA, "please", clock())
    case, waiting = await deciding.next(GUILD, MODERATOR)
    assert case is not None
    assert (case.answer.user_id, case.asked, waiting) == (ANA, "please", 1)
    lines = await database.value("SELECT count(*) FROM ledger")
    made = await deciding.keep(GUILD, case.grade.id, MODERATOR, clock(), str)
    assert made.waited
    assert await deciding.next(GUILD, MODERATOR) == (None, 0)
    assert await database.value("SELECT count(*) FROM ledger") == lines


async def test_the_queue_has_second_looks_first_and_goes_round(
    deciding: Grades, challenge: Challenge, clock: SetClock, database: Database
) -> None:
    await database.write(lambda c: c.run("UPDATE verdicts SET flagged = 1"))
    await SecondLooks(database).ask(GUILD, challenge.id, BO, "please", clock())
    first, waiting = await deciding.next(GUILD, MODERATOR)
    assert first is not None
    assert (first.answer.user_id, waiting) == (BO, 2)
    second, _ = await deciding.next(GUILD, MODERATOR, first.answer.id)
    assert second is not None
    assert second.answer.user_id == ANA
    assert (await deciding.next(GUILD, MODERATOR, second.answer.id))[0] == first
    assert await deciding.waiting(2) == []


async def test_answers_that_turn_a_point_round_come_before_others_that_are_flagged(
    deciding: Grades, challenge: Challenge, clock: SetClock, database: Database
) -> None:
    for user, kind in ((ANA, FlagKind.CLOSE), (BO, FlagKind.SWAPPED)):
        case = await deciding.find(GUILD, challenge.number, user, MODERATOR)
        flagged = replace(case.grade.verdict, flags=(Flag(kind),))
        add = partial(verdicts.add, answer_id=case.answer.id, challenge_id=challenge.id)
        await database.write(partial(add, verdict=flagged, points=0, now=clock()))
    first, waiting = await deciding.next(GUILD, MODERATOR)
    assert (some(first).answer.user_id, waiting) == (BO, 2)


async def test_a_point_turned_round_takes_away_its_weight(
    deciding: Grades, challenge: Challenge
) -> None:
    case = await deciding.find(GUILD, challenge.number, BO, MODERATOR)
    case = await mark_all(deciding, case, Coverage.COVERED, MODERATOR)
    case = await deciding.mark(GUILD, case.grade.id, 0, Coverage.CONTRADICTED, MODERATOR)
    weights = [point.weight for point in case.points]
    kept = await deciding.find(GUILD, challenge.number, BO, MODERATOR)
    assert kept.marked.score == round(1 - 2 * weights[0] / sum(weights), 4)


async def test_other_servers_and_unknown_answers(
    deciding: Grades, challenge: Challenge, clock: SetClock
) -> None:
    case = await deciding.find(GUILD, challenge.number, ANA, MODERATOR)
    for act in (
        deciding.find(2, challenge.number, ANA, MODERATOR),
        deciding.find(GUILD, 99, ANA, MODERATOR),
        deciding.find(GUILD, challenge.number, 55, MODERATOR),
        deciding.keep(2, case.grade.id, MODERATOR, clock(), str),
        deciding.keep(GUILD, 999, MODERATOR, clock(), str),
    ):
        with pytest.raises(NotFound):
            await act
    for reason, sentence in ((" \n", "A reason is needed"), ("x" * 301, "301 characters and 300")):
        with pytest.raises(Refusal, match=sentence):
            await deciding.save(GUILD, case.grade.id, MODERATOR, reason, clock(), str)


async def test_an_open_challenge_has_no_grades_to_decide(
    deciding: Grades, daily: Daily, schedule: Schedule, clock: SetClock, answers: Answers
) -> None:
    posted = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    await answers.save(posted, ANA, "ana", Submission("words"), clock())
    with pytest.raises(NotFound, match="no revealed question #1 here"):
        await deciding.find(GUILD, 1, ANA, MODERATOR)


async def test_a_second_look_is_asked_for_once_and_in_time(
    challenge: Challenge, clock: SetClock, database: Database
) -> None:
    second_looks = SecondLooks(database)
    with pytest.raises(NotFound, match="no answer to this question"):
        await second_looks.ask(GUILD, challenge.id, 55, "please", clock())
    with pytest.raises(NotFound):
        await second_looks.ask(2, challenge.id, ANA, "please", clock())
    outcomes = await asyncio.gather(
        *(second_looks.ask(GUILD, challenge.id, ANA, "please", clock()) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 2
    clock.advance(days=14)
    with pytest.raises(Refusal, match="14 days after the model answer, and they are over"):
        await second_looks.ask(GUILD, challenge.id, BO, "please", clock())
    clock.advance(seconds=-1)
    await second_looks.ask(GUILD, challenge.id, BO, "please", clock())


async def test_a_choice_is_decided_as_a_whole_but_has_no_second_look(
    deciding: Grades,
    daily: Daily,
    schedules: Schedules,
    clock: SetClock,
    answers: Answers,
    database: Database,
) -> None:
    added = await schedules.add(GUILD, plan(form=Form.CHOICE), MODERATOR, clock())
    posted = await daily.post_now(GUILD, added.id, MODERATOR, clock())
    wrong = (posted.question.correct_choices[0] + 1) % 4
    await answers.save(posted, ANA, "ana", Submission(picks=(wrong,)), clock())
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    with pytest.raises(Refusal, match="for answers in your own words"):
        await SecondLooks(database).ask(GUILD, posted.id, ANA, "please", clock())
    case = await deciding.find(GUILD, posted.number, ANA, MODERATOR)
    assert case.marks == (Coverage.MISSING,)
    await deciding.mark(GUILD, case.grade.id, 0, Coverage.COVERED, MODERATOR)
    made = await deciding.save(GUILD, case.grade.id, MODERATOR, "both are right", clock(), str)
    assert made.grade.points == FULL_POINTS[posted.question.level]
    assert made.grade.verdict.points == ()
