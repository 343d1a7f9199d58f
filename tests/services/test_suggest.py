"""Suggestions under contention: decided once, and never more waiting than allowed."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question_draft import Draft, Origin
from quizbot.domain.suggest import Suggestion, SuggestionState
from quizbot.errors import NotFound, Refusal
from quizbot.services.daily import Daily
from quizbot.services.questions import Questions
from quizbot.services.suggest import MOST_SUGGESTED, Suggestions
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import (
    GUILD,
    MODERATOR,
    NO_ANSWER,
    choose_review_channel,
)
from tests.services.review import Review

DRAFT = Draft("gans", "beginner", "Who plays?", "Two networks do.", "two networks\nthey play")


@pytest.fixture
def questions(database: Database, bank: Library) -> Questions:
    return Questions(database, bank)


@pytest.fixture
def suggestions(database: Database, questions: Questions) -> Suggestions:
    return Suggestions(database, questions)


async def test_of_many_at_once_five_wait(
    suggestions: Suggestions, database: Database, clock: SetClock
) -> None:
    outcomes = await asyncio.gather(
        *(suggestions.hand_in(GUILD, 7, "ana", DRAFT, clock()) for _ in range(8)),
        return_exceptions=True,
    )
    assert sum(isinstance(outcome, Refusal) for outcome in outcomes) == 8 - MOST_SUGGESTED
    assert await database.value("SELECT count(*) FROM suggestions") == MOST_SUGGESTED
    first = next(outcome for outcome in outcomes if isinstance(outcome, Suggestion))
    await suggestions.decline(GUILD, first.id, "known", MODERATOR, clock(), str)
    await suggestions.require_room(GUILD, 7)
    await suggestions.require_room(2, 7)


async def test_approved_declined_and_edited_at_once_is_decided_once(
    suggestions: Suggestions, questions: Questions, database: Database, clock: SetClock
) -> None:
    one = await suggestions.hand_in(GUILD, 7, "ana", DRAFT, clock())
    edited = await questions.keep_draft(GUILD, 0, DRAFT, 98, clock(), Origin(suggestion_id=one.id))
    outcomes = await asyncio.gather(
        suggestions.decline(GUILD, one.id, "r", 97, clock(), str),
        questions.save(GUILD, edited, 98, clock(), str, ask_next=True),
        suggestions.approve(GUILD, one.id, 99, clock(), str),
        return_exceptions=True,
    )
    lost = [outcome for outcome in outcomes if isinstance(outcome, Refusal)]
    assert len(lost) == 2
    decided = await suggestions.get(GUILD, one.id)
    assert all(f"<@{decided.decided_by}> has {decided.state}" in str(error) for error in lost)
    approved = decided.state is SuggestionState.APPROVED
    assert await database.value("SELECT count(*) FROM server_questions") == approved
    acts = {row[0] for row in await database.all("SELECT act FROM audit")}
    assert acts == ({"question add", "suggestion approve"} if approved else {"suggestion decline"})
    assert await suggestions.waiting(GUILD) == []


async def test_a_suggestion_belongs_to_its_server(
    suggestions: Suggestions, clock: SetClock
) -> None:
    one = await suggestions.hand_in(GUILD, 7, "ana", DRAFT, clock())
    for act in (
        suggestions.approve(2, one.id, MODERATOR, clock(), str),
        suggestions.decline(2, one.id, "r", MODERATOR, clock(), str),
        suggestions.get(2, one.id),
    ):
        with pytest.raises(NotFound, match="/question suggestions"):
            await act
    assert await suggestions.own(2, 7) == []
    with pytest.raises(Refusal, match="reason is needed"):
        await suggestions.decline(GUILD, one.id, "  ", MODERATOR, clock(), str)


async def test_the_review_channel_shows_it_and_what_became_of_it(
    suggestions: Suggestions,
    daily: Daily,
    review: Review,
    database: Database,
    clock: SetClock,
) -> None:
    await suggestions.hand_in(GUILD, 7, "ana", DRAFT, clock())
    await daily.tick(clock())
    assert review.posts == []
    await choose_review_channel(database, clock)
    one = await suggestions.hand_in(GUILD, 7, "ana", DRAFT, clock())
    await daily.tick(clock())
    assert review.posts == [(6, one.id)]
    assert (await suggestions.get(GUILD, one.id)).message_id == 1000 + one.id
    await suggestions.approve(GUILD, one.id, MODERATOR, clock(), str)
    await daily.tick(clock())
    assert [shown.state for shown in review.shown] == [SuggestionState.APPROVED]


async def test_what_the_review_channel_misses_it_is_shown_later(
    suggestions: Suggestions,
    start: Callable[[], Daily],
    review: Review,
    database: Database,
    clock: SetClock,
) -> None:
    """A post and an edit that fail are tried again, also after a restart, and nothing twice."""
    await choose_review_channel(database, clock)
    one = await suggestions.hand_in(GUILD, 7, "ana", DRAFT, clock())
    review.refusal = NO_ANSWER
    await start().tick(clock())
    review.refusal = None
    await start().tick(clock.advance(minutes=1))
    review.refusal = NO_ANSWER
    await suggestions.decline(GUILD, one.id, "known", MODERATOR, clock(), str)
    await start().tick(clock())
    review.refusal = None
    await start().tick(clock.advance(minutes=1))
    assert review.posts == [(6, one.id)]
    assert [shown.state for shown in review.shown] == [SuggestionState.DECLINED]


async def test_a_suggestion_that_was_posted_before_a_kill_is_adopted(
    suggestions: Suggestions, daily: Daily, review: Review, database: Database, clock: SetClock
) -> None:
    await choose_review_channel(database, clock)
    one = await suggestions.hand_in(GUILD, 7, "ana", DRAFT, clock())
    await review.post(6, one)
    await suggestions.decline(GUILD, one.id, "known", MODERATOR, clock(), str)
    await daily.tick(clock())
    assert review.posts == [(6, one.id)]
    assert [shown.state for shown in review.shown] == [SuggestionState.DECLINED]
