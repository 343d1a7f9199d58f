from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question import Question
from quizbot.domain.question_draft import Draft, Origin, draft_of, read_key_points
from quizbot.domain.schedule import Schedule
from quizbot.errors import NotFound, Refusal
from quizbot.services.daily import Daily
from quizbot.services.question_askable import askable
from quizbot.services.questions import Questions
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import GUILD, MODERATOR, all_challenges

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
    question = await questions.save(GUILD, draft, MODERATOR, clock(), str, ask_next=True)
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
        *(questions.save(GUILD, draft, MODERATOR, clock(), str, ask_next=False) for _ in range(3)),
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
        await questions.save(GUILD, draft, MODERATOR, clock(), str, ask_next=False)
    assert await questions.draft(GUILD, draft) == (bad, Origin())
    assert await questions.keep_draft(GUILD, draft, DRAFT, MODERATOR, clock()) == draft
    assert await questions.save(GUILD, draft, MODERATOR, clock(), str, ask_next=False)


async def test_drafts_belong_to_their_server(questions: Questions, clock: SetClock) -> None:
    draft = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock())
    for act in (questions.draft(2, draft), questions.discard(2, draft)):
        with pytest.raises(NotFound, match="/question add"):
            await act
    await questions.discard(GUILD, draft)
    with pytest.raises(NotFound):
        await questions.discard(GUILD, draft)


async def test_drafts_that_were_left_are_dropped_after_a_month(
    questions: Questions, clock: SetClock
) -> None:
    old = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock())
    elsewhere = await questions.keep_draft(2, 0, DRAFT, MODERATOR, clock())
    newer = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock.advance(days=2))
    await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock.advance(days=29))
    with pytest.raises(NotFound):
        await questions.draft(GUILD, old)
    assert await questions.draft(GUILD, newer)
    assert await questions.draft(2, elsewhere)


async def test_unknown_questions(questions: Questions) -> None:
    with pytest.raises(NotFound, match="no question"):
        await questions.get(GUILD, "nothing")


async def edited(questions: Questions, id_: str, clock: SetClock, **changes: str) -> int:
    """Begin to change a question as the form does, and return the draft's id."""
    draft, origin = await questions.to_edit(GUILD, id_)
    return await questions.keep_draft(
        GUILD, 0, replace(draft, **changes), MODERATOR, clock(), origin
    )


async def test_every_question_of_the_bank_goes_through_the_form_unchanged(bank: Library) -> None:
    for question in bank.questions.values():
        typed = draft_of(question)
        assert len(typed.key_points) <= 4000
        read = read_key_points(typed.key_points)
        assert [p.phrasings for p in read] == [p.phrasings for p in question.key_points]


async def test_an_edited_question_keeps_its_id_and_what_was_posted(
    questions: Questions, daily: Daily, schedule: Schedule, clock: SetClock, database: Database
) -> None:
    draft = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock())
    await questions.save(GUILD, draft, MODERATOR, clock(), str, ask_next=True)
    before = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    change = await edited(questions, "own-1", clock, prompt="What is our rule, in one word?")
    saved = await questions.save(GUILD, change, MODERATOR, clock(), str, ask_next=True)
    assert (saved.id, saved.prompt) == ("own-1", "What is our rule, in one word?")
    assert (await all_challenges(database))[0].question == before.question
    await daily.reveal_now(GUILD, before.channel_id, MODERATOR, clock())
    after = await daily.post_now(GUILD, schedule.id, MODERATOR, clock())
    assert after.question.prompt == "What is our rule, in one word?"


async def test_of_two_who_edit_at_once_one_is_told(questions: Questions, clock: SetClock) -> None:
    new = await questions.keep_draft(GUILD, 0, DRAFT, MODERATOR, clock())
    await questions.save(GUILD, new, MODERATOR, clock(), str, ask_next=False)
    drafts = [await edited(questions, "own-1", clock, prompt=f"Rule {i}?") for i in range(2)]
    outcomes = await asyncio.gather(
        *(
            questions.save(GUILD, draft, MODERATOR, clock(), str, ask_next=False)
            for draft in drafts
        ),
        return_exceptions=True,
    )
    assert isinstance(outcomes[0], Question)
    assert outcomes[0].prompt == "Rule 0?"
    assert "changed by somebody else" in str(outcomes[1])
    assert (await questions.get(GUILD, "own-1")).prompt == "Rule 0?"
    assert await questions.draft(GUILD, drafts[1])  # what was typed is not lost


async def test_a_shipped_question_becomes_an_own_version(
    questions: Questions, clock: SetClock, bank: Library, database: Database
) -> None:
    shipped = bank.questions["ddpm"]
    draft = await edited(questions, "ddpm", clock, prompt="What is DDPM to us?")
    own = await questions.save(GUILD, draft, MODERATOR, clock(), str, ask_next=False)
    assert own == replace(shipped, id="own-1", prompt="What is DDPM to us?")
    ids = {question.id for question in await askable(database.reader, bank, GUILD)}
    assert "ddpm" not in ids
    assert "own-1" in ids
    assert "ddpm" in {q.id for q in await askable(database.reader, bank, 2)}
    with pytest.raises(Refusal, match="/question restore question:ddpm"):
        await questions.to_edit(GUILD, "ddpm")
    acts = [tuple(row) for row in await database.all("SELECT act, target FROM audit ORDER BY id")]
    assert acts == [("question retire", "ddpm"), ("question add", "own-1")]
