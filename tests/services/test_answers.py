from __future__ import annotations

import asyncio
import itertools

import pytest

from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.question import Form
from quizbot.errors import Closed, NotFound, Refusal
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.schedules import Schedules
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, plan


async def test_an_answer_can_be_replaced_and_earlier_versions_are_kept(
    answers: Answers, challenge: Challenge, clock: SetClock, database: Database
) -> None:
    assert await answers.save(challenge, 7, "ana", Submission("first"), clock()) == 1
    assert await answers.save(challenge, 7, "ana", Submission("second"), clock()) == 2
    own = await answers.own(GUILD, challenge.id, 7, clock())
    assert own.answer is not None
    assert own.answer.submission.text == "second"
    versions = await database.all("SELECT version, text FROM answer_versions ORDER BY version")
    assert [tuple(row) for row in versions] == [(1, "first"), (2, "second")]
    assert own.challenge.answered == 1


async def test_a_double_press_saves_once(
    answers: Answers, challenge: Challenge, clock: SetClock, database: Database
) -> None:
    same = Submission("the same words")
    saved = await asyncio.gather(
        *(answers.save(challenge, 7, "ana", same, clock()) for _ in range(5))
    )
    assert saved == [1] * 5
    assert await database.value("SELECT count(*) FROM answer_versions") == 1


@pytest.mark.parametrize(
    ("text", "sentence"),
    [("", "is empty"), (" \n\t ", "is empty"), ("x" * 2001, "2,001 characters and 2,000 fit")],
)
async def test_bad_answers_are_refused(
    answers: Answers,
    challenge: Challenge,
    clock: SetClock,
    database: Database,
    text: str,
    sentence: str,
) -> None:
    with pytest.raises(Refusal, match=sentence):
        await answers.save(challenge, 7, "ana", Submission(text), clock())
    assert await database.value("SELECT count(*) FROM answers") == 0


async def test_the_last_second_counts_and_the_next_does_not(
    answers: Answers, challenge: Challenge, clock: SetClock
) -> None:
    clock.moment = challenge.reveal_at
    with pytest.raises(Closed, match=r"takes no answers any more. Practise it with /quiz topic:"):
        await answers.save(challenge, 7, "ana", Submission("late"), clock())
    clock.advance(seconds=-1)
    assert await answers.save(challenge, 7, "ana", Submission("in time"), clock()) == 1


async def test_another_servers_challenge_is_not_known(
    answers: Answers, challenge: Challenge, clock: SetClock
) -> None:
    with pytest.raises(NotFound):
        await answers.open_challenge(2, challenge.id, clock())
    with pytest.raises(NotFound):
        await answers.own(2, challenge.id, 7, clock())


async def test_no_open_question(answers: Answers, clock: SetClock) -> None:
    with pytest.raises(Closed, match="/quiz gives you one"):
        await answers.current(GUILD, CHANNEL, clock())


async def test_the_channels_own_question_goes_first(
    answers: Answers, daily: Daily, schedules: Schedules, clock: SetClock
) -> None:
    here = await schedules.add(GUILD, plan(channel_id=11), MODERATOR, clock())
    there = await schedules.add(GUILD, plan(channel_id=12), MODERATOR, clock())
    first = await daily.post_now(GUILD, here.id, MODERATOR, clock())
    second = await daily.post_now(GUILD, there.id, MODERATOR, clock())
    assert (await answers.current(GUILD, 11, clock())).id == first.id
    assert (await answers.current(GUILD, 12, clock())).id == second.id
    assert (await answers.current(GUILD, 13, clock())).id == second.id


async def test_choices(
    answers: Answers, daily: Daily, schedules: Schedules, clock: SetClock
) -> None:
    added = await schedules.add(GUILD, plan(form=Form.CHOICE), MODERATOR, clock())
    challenge = await daily.post_now(GUILD, added.id, MODERATOR, clock())
    with pytest.raises(Refusal, match="Press one of its buttons"):
        await answers.save(challenge, 7, "ana", Submission("a text"), clock())
    right = challenge.question.correct_choices[0]
    await answers.save(challenge, 7, "ana", Submission(picks=(right,)), clock())
    await answers.save(challenge, 8, "bo", Submission(picks=((right + 1) % 4,)), clock())
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    ana, bo = [await answers.own(GUILD, challenge.id, user, clock()) for user in (7, 8)]
    assert (some(ana.verdict).score, some(bo.verdict).score) == (1.0, 0.0)
    assert bo.points == 0


@pytest.mark.parametrize("arrival", list(itertools.permutations(range(4))))
async def test_of_answers_that_come_together_the_one_sent_last_counts(
    answers: Answers,
    challenge: Challenge,
    clock: SetClock,
    database: Database,
    arrival: tuple[int, ...],
) -> None:
    sent = [(100, "first"), (101, "second"), (102, "third"), (103, "second")]
    for place in arrival:
        interaction_id, text = sent[place]
        await answers.save(challenge, 7, "ana", Submission(text), clock(), interaction_id)
    own = some((await answers.own(GUILD, challenge.id, 7, clock())).answer)
    assert own.submission.text == "second"
    kept = await database.all(
        "SELECT version, text, interaction_id FROM answer_versions ORDER BY version"
    )
    assert [row["version"] for row in kept] == list(range(1, own.version + 1))
    assert [row["interaction_id"] for row in kept] == sorted(row["interaction_id"] for row in kept)
    assert {row["text"] for row in kept} == {"first", "second", "third"}
    assert kept[-1]["text"] == "second"
    draft = some(await database.one("SELECT version FROM verdict_drafts"))
    assert draft["version"] == own.version
    assert await database.value("SELECT answered FROM challenges") == 1


async def test_who_sends_the_earlier_one_is_told_no_falsehood(
    answers: Answers, challenge: Challenge, clock: SetClock
) -> None:
    assert await answers.save(challenge, 7, "ana", Submission("later"), clock(), 101) == 1
    assert await answers.save(challenge, 7, "ana", Submission("earlier"), clock(), 100) == 1
    assert await answers.save(challenge, 7, "ana", Submission("last"), clock(), 102) == 3
