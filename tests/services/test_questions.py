from __future__ import annotations

import asyncio

import pytest

from quizbot.bank.library import Library
from quizbot.domain.draft import Draft
from quizbot.domain.schedule import Schedule
from quizbot.errors import NotFound, Refusal
from quizbot.services.daily import Daily
from quizbot.services.questions import Questions
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import GUILD, MODERATOR

DRAFT = Draft(
    topic="diffusion",
    level="beginner",
    prompt="What is our house rule on answers?",
    answer="Answers are short, and they are written before looking anything up.",
    key_points=(
        "- short answers | a few sentences\n2. written before looking anything up | no peeking\n\n"
    ),
)


@pytest.fixture
def questions(database: Database, bank: Library) -> Questions:
    return Questions(database, bank)


async def test_a_moderators_question_can_be_the_next_one_posted(
    questions: Questions, daily: Daily, schedule: Schedule, clock: SetClock
) -> None:
    draft = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock())
    question = await questions.save(GUILD, draft, MODERATOR, clock(), ask_next=True)
    assert question.id == "own-1"
    assert [point.phrasings for point in question.key_points] == [
        ("short answers", "a few sentences"),
        ("written before looking anything up", "no peeking"),
    ]
    challenge = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert challenge.question == question
    second = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert second.question.id != question.id
    assert (await questions.search(GUILD, "house RULE"))[0] == question
    assert await questions.search(2, "house rule") == []


async def test_a_draft_is_saved_once(
    questions: Questions, clock: SetClock, database: Database
) -> None:
    draft = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock())
    outcomes = await asyncio.gather(
        *(questions.save(GUILD, draft, MODERATOR, clock(), ask_next=False) for _ in range(3)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, NotFound) for outcome in outcomes) == 2
    assert await database.value("SELECT count(*) FROM server_questions") == 1


async def test_a_bad_draft_is_kept_as_typed(questions: Questions, clock: SetClock) -> None:
    bad = Draft(topic="diffusion", level="beginner", prompt="x" * 301, answer="", key_points="one")
    question, problems = questions.check(bad)
    assert question is None
    assert len(problems) == 3
    draft = await questions.keep_draft(GUILD, 0, bad, MODERATOR, clock())
    with pytest.raises(Refusal):
        await questions.save(GUILD, draft, MODERATOR, clock(), ask_next=False)
    assert await questions.draft(GUILD, draft) == bad
    assert await questions.keep_draft(GUILD, draft, DRAFT, MODERATOR, clock()) == draft
    assert await questions.save(GUILD, draft, MODERATOR, clock(), ask_next=False)


async def test_drafts_belong_to_their_server(questions: Questions, clock: SetClock) -> None:
    draft = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock())
    for act in (questions.draft(2, draft), questions.discard(2, draft)):
        with pytest.raises(NotFound, match="/question add"):
            await act
    await questions.discard(GUILD, draft)
    with pytest.raises(NotFound):
        await questions.discard(GUILD, draft)


async def test_unknown_questions(questions: Questions, clock: SetClock, bank: Library) -> None:
    with pytest.raises(NotFound, match="no question"):
        await questions.get(GUILD, "nothing")
    known = next(iter(bank.questions))
    assert (await questions.ask_next(GUILD, known, MODERATOR, clock())).id == known
