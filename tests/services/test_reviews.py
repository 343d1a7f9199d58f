"""Reviews over a real database: what becomes a card, grades, undo, wishes, changed questions."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from quizbot.bank.library import Library
from quizbot.domain.challenge import Challenge, Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.review import Rating
from quizbot.domain.schedule import Schedule
from quizbot.errors import Closed, NotFound, Refusal
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.quiz import Quiz
from quizbot.services.review_keeping import ReviewKeeping
from quizbot.services.review_settings import RESCHEDULED_AT_ONCE, ReviewWishes
from quizbot.services.reviews import Reviews
from quizbot.services.verdict_correcting import correct
from quizbot.services.verdicts import Verdicts
from quizbot.storage import answers as stored_answers
from quizbot.storage import members, question_retired, questions, review_cards, verdicts
from quizbot.storage.database import Database
from tests.conftest import SetClock, some
from tests.services.conftest import CHANNEL, GUILD, MODERATOR, all_challenges
from tests.services.membership import Members

ANA, BO = 7, 8


@pytest.fixture
def membership() -> Members:
    return Members()


@pytest.fixture
def reviews(database: Database, bank: Library, grading: Verdicts, membership: Members) -> Reviews:
    return Reviews(database, bank, grading, membership)


@pytest.fixture
def wishes(database: Database) -> ReviewWishes:
    return ReviewWishes(database)


@pytest.fixture
def keeping(database: Database) -> ReviewKeeping:
    return ReviewKeeping(database)


@pytest.fixture
def quiz(database: Database, bank: Library, grading: Verdicts, membership: Members) -> Quiz:
    return Quiz(database, bank, grading, membership, random.Random(2))


@pytest.fixture
def some_ids(bank: Library) -> list[str]:
    return [one.id for one in bank.questions.values() if one.key_points]


async def keep(
    database: Database, clock: SetClock, *ids: str, user: int = ANA, guild: int = 0
) -> None:
    """Give a member cards of questions, due now."""
    for id_ in ids:
        now = clock()
        await database.write(
            lambda c, id_=id_, now=now: review_cards.add(  # type: ignore[misc]
                c, user, guild, id_, now, now, missed=False
            )
        )


async def cards_of(database: Database, user: int = ANA) -> list[str]:
    rows = await database.all(
        "SELECT question_id FROM review_cards WHERE user_id = $1 AND due IS NOT NULL ORDER BY id",
        user,
    )
    return [row["question_id"] for row in rows]


async def grade_next(reviews: Reviews, clock: SetClock, rating: Rating) -> datetime:
    card = some((await reviews.step(ANA, None, clock())).card)
    return (await reviews.grade(card.id, card.reviews, rating, ANA, clock())).due


async def revealed(
    daily: Daily, answers: Answers, database: Database, clock: SetClock, **given: str
) -> Challenge:
    """Post today's question, hand in what members say, and reveal it."""
    await daily.tick(clock.advance(hours=1))
    challenge = (await all_challenges(database))[-1]
    people = {"ana": ANA, "bo": BO}
    for name, text in given.items():
        said = challenge.question.answer if text == "all of it" else text
        await answers.save(challenge, people[name], name, Submission(said), clock())
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    return (await all_challenges(database))[-1]


async def test_what_was_missed_becomes_a_card_of_the_next_day(
    daily: Daily,
    schedule: Schedule,
    answers: Answers,
    reviews: Reviews,
    database: Database,
    clock: SetClock,
) -> None:
    done = await revealed(daily, answers, database, clock, ana="no idea", bo="all of it")
    assert await cards_of(database, ANA) == [done.question.id]
    assert await cards_of(database, BO) == []
    assert (await reviews.due(ANA, clock())).count == 0
    assert (await reviews.due(ANA, datetime(2026, 11, 22, 3, 0, tzinfo=clock().tzinfo))).count == 1


async def test_it_can_be_switched_off(
    daily: Daily,
    schedule: Schedule,
    answers: Answers,
    wishes: ReviewWishes,
    quiz: Quiz,
    database: Database,
    clock: SetClock,
) -> None:
    await wishes.change(ANA, GUILD, clock(), keep_missed=False)
    await revealed(daily, answers, database, clock, ana="no idea")
    step = await quiz.start(ANA, GUILD, "vaes", [], Form.OPEN, 2, clock())
    await quiz.answer(step.run.id, 0, ANA, Submission("no idea"), clock())
    assert await cards_of(database) == []
    await wishes.change(ANA, GUILD, clock(), keep_missed=True)
    await quiz.show_answer(step.run.id, 1, ANA, clock())
    assert await cards_of(database) == [step.run.questions[1]]


async def test_practice_makes_cards_of_what_was_missed(
    quiz: Quiz, database: Database, clock: SetClock
) -> None:
    step = await quiz.start(ANA, None, "vaes", [], Form.OPEN, 3, clock())
    await quiz.answer(step.run.id, 0, ANA, Submission(some(step.question).answer), clock())
    await quiz.answer(step.run.id, 1, ANA, Submission("no idea"), clock())
    await quiz.skip(step.run.id, 2, ANA)
    assert await cards_of(database) == [step.run.questions[1]]


async def test_a_card_follows_what_a_moderator_decides(
    daily: Daily, schedule: Schedule, answers: Answers, database: Database, clock: SetClock
) -> None:
    done = await revealed(daily, answers, database, clock, ana="no idea", bo="all of it")

    async def decide(user: int, score: float) -> list[str]:
        answer = some(await stored_answers.find(database.reader, done.id, user))
        grade = some(await verdicts.newest(database.reader, answer.id))
        verdict = replace(grade.verdict, score=score)
        await database.write(lambda c: correct(c, done, answer, verdict, clock(), act="grade"))
        return await cards_of(database, user)

    assert await decide(ANA, 0.5) == [done.question.id]
    assert await decide(ANA, 1.0) == []
    assert await decide(BO, 0.9) == []
    assert await decide(BO, 0.5) == [done.question.id]


async def test_a_card_that_was_chosen_stays(
    daily: Daily,
    schedule: Schedule,
    answers: Answers,
    keeping: ReviewKeeping,
    database: Database,
    clock: SetClock,
) -> None:
    done = await revealed(daily, answers, database, clock, ana="no idea")
    await keeping.keep_challenge(GUILD, done.id, ANA, clock())
    await keeping.keep_challenge(GUILD, done.id, BO, clock())
    answer = some(await stored_answers.find(database.reader, done.id, ANA))
    right = replace(some(await verdicts.newest(database.reader, answer.id)).verdict, score=1.0)
    await database.write(lambda c: correct(c, done, answer, right, clock(), act="grade"))
    assert await cards_of(database, ANA) == await cards_of(database, BO) == [done.question.id]
    with pytest.raises(NotFound):
        await keeping.keep_challenge(2, done.id, ANA, clock())


async def test_nothing_is_kept_before_the_model_answer(
    daily: Daily, schedule: Schedule, keeping: ReviewKeeping, database: Database, clock: SetClock
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    with pytest.raises(Closed, match="still to come"):
        await keeping.keep_challenge(GUILD, challenge.id, ANA, clock())


async def test_practise_this_later_in_practice(
    quiz: Quiz, keeping: ReviewKeeping, database: Database, clock: SetClock
) -> None:
    step = await quiz.start(ANA, GUILD, "vaes", [], Form.OPEN, 2, clock())
    with pytest.raises(NotFound, match="not answered"):
        await keeping.keep_practice(step.run.id, 0, ANA, clock())
    await quiz.answer(step.run.id, 0, ANA, Submission(some(step.question).answer), clock())
    assert await keeping.keep_practice(step.run.id, 0, ANA, clock()) > clock()
    assert await cards_of(database) == [step.run.questions[0]]
    for run, place, user in ((step.run.id, 0, BO), (step.run.id, 9, ANA), (99, 0, ANA)):
        with pytest.raises(NotFound):
            await keeping.keep_practice(run, place, user, clock())


async def test_missed_again_it_comes_sooner(
    daily: Daily,
    schedule: Schedule,
    answers: Answers,
    reviews: Reviews,
    database: Database,
    clock: SetClock,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    await keep(database, clock, challenge.question.id, guild=GUILD)
    card = "SELECT due FROM review_cards"
    await database.write(lambda c: c.run("UPDATE review_cards SET due = due + 8640000"))
    await answers.save(challenge, ANA, "ana", Submission("no idea"), clock())
    await daily.reveal_now(GUILD, CHANNEL, MODERATOR, clock())
    assert await database.value(card) < clock().timestamp() + 86_400
    await reviews.take_out(1, ANA)
    await daily.tick(clock.advance(days=1))
    assert await database.value(card) is None


async def test_a_review_with_a_verdict_that_suggests(
    reviews: Reviews, database: Database, clock: SetClock, some_ids: list[str]
) -> None:
    await keep(database, clock, some_ids[0])
    step = await reviews.step(ANA, None, clock())
    card, question = some(step.card), some(step.question)
    assert (step.left, question.id) == (1, some_ids[0])
    done = await reviews.answer(card.id, 0, ANA, None, Submission(question.answer), clock())
    assert some(done.verdict).score > 0.9
    assert done.comebacks[Rating.AGAIN].due < done.comebacks[Rating.GOOD].due
    thought = await reviews.answer(card.id, 0, ANA, None, Submission(" "), clock())
    assert thought.verdict is None
    due = (await reviews.grade(card.id, 0, Rating.GOOD, ANA, clock())).due
    assert due == done.comebacks[Rating.GOOD].due
    assert (await reviews.step(ANA, None, clock())).card is None
    assert some((await reviews.step(ANA, None, due)).card).reviews == 1


async def test_a_grade_counts_once(
    reviews: Reviews, database: Database, clock: SetClock, some_ids: list[str]
) -> None:
    await keep(database, clock, some_ids[0])
    card = some((await reviews.step(ANA, None, clock())).card)
    with pytest.raises(NotFound):
        await reviews.grade(card.id, 0, Rating.GOOD, BO, clock())
    await reviews.grade(card.id, 0, Rating.GOOD, ANA, clock())
    for act in (
        reviews.grade(card.id, 0, Rating.EASY, ANA, clock()),
        reviews.present(card.id, 0, ANA, None, clock()),
    ):
        with pytest.raises(Refusal, match="already"):
            await act
    assert await database.value("SELECT count(*) FROM reviews") == 1


async def test_the_last_grade_can_be_undone(
    reviews: Reviews, database: Database, clock: SetClock, some_ids: list[str]
) -> None:
    await keep(database, clock, *some_ids[:2])
    before = [tuple(row) for row in await database.all("SELECT * FROM review_cards")]
    first = some((await reviews.step(ANA, None, clock())).card)
    await reviews.grade(first.id, 0, Rating.AGAIN, ANA, clock())
    await reviews.undo(first.id, 1, ANA, clock())
    assert [tuple(row) for row in await database.all("SELECT * FROM review_cards")] == before
    await reviews.grade(first.id, 0, Rating.GOOD, ANA, clock())
    kept = await database.one("SELECT * FROM review_cards WHERE id = $1", first.id)
    second = some((await reviews.step(ANA, None, clock())).card)
    await reviews.grade(second.id, 0, Rating.GOOD, ANA, clock())
    with pytest.raises(Refusal, match="Only your last grade"):
        await reviews.undo(first.id, 1, ANA, clock())
    clock.advance(days=3)
    await reviews.grade(first.id, 1, Rating.EASY, ANA, clock())
    await reviews.undo(first.id, 2, ANA, clock())
    again = await database.one("SELECT * FROM review_cards WHERE id = $1", first.id)
    assert again is not None
    assert again["due"] == int(clock().timestamp())
    assert tuple(again)[5:11] == tuple(some(kept))[5:11]


async def test_cards_come_in_order_new_ones_last_and_some_a_day(
    reviews: Reviews,
    wishes: ReviewWishes,
    database: Database,
    clock: SetClock,
    some_ids: list[str],
) -> None:
    await keep(database, clock, *some_ids[:8])
    await wishes.change(ANA, None, clock(), new_a_day=5)
    step = await reviews.step(ANA, None, clock())
    assert (step.left, step.new_left) == (5, 3)
    for _ in range(4):
        await grade_next(reviews, clock, Rating.GOOD)
    again = some((await reviews.step(ANA, None, clock())).card)
    await reviews.grade(again.id, 0, Rating.AGAIN, ANA, clock())
    step = await reviews.step(ANA, None, clock())
    assert (step.card, step.new_left, step.ratings) == (None, 3, (1, 0, 4, 0))
    assert step.next_due == clock() + timedelta(minutes=10)
    assert some((await reviews.step(ANA, None, clock.advance(minutes=10))).card).id == again.id
    step = await reviews.step(ANA, None, clock.advance(days=1))
    assert (some(step.card).is_new, step.left) == (False, 1 + 3)


async def test_another_wish_schedules_all_cards_anew(
    reviews: Reviews,
    wishes: ReviewWishes,
    database: Database,
    clock: SetClock,
    some_ids: list[str],
) -> None:
    await keep(database, clock, *some_ids[:3])
    for rating in (Rating.EASY, Rating.EASY, Rating.AGAIN):
        await grade_next(reviews, clock, rating)
    due = "SELECT due FROM review_cards ORDER BY id"
    before = [row["due"] for row in await database.all(due)]
    await wishes.change(ANA, None, clock(), retention=0.8)
    after = [row["due"] for row in await database.all(due)]
    assert after[0] > before[0]
    assert after[1] > before[1]
    assert after[2] == before[2]  # it comes back in minutes
    await wishes.change(ANA, None, clock(), retention=0.9)
    assert [row["due"] for row in await database.all(due)] == before
    assert RESCHEDULED_AT_ONCE > 3


async def test_many_cards_are_scheduled_anew(
    wishes: ReviewWishes, reviews: Reviews, database: Database, clock: SetClock, some_ids: list[str]
) -> None:
    await keep(database, clock, some_ids[0])
    await grade_next(reviews, clock, Rating.EASY)
    for number in range(2, 2 * RESCHEDULED_AT_ONCE + 2):
        await database.write(
            lambda c, n=number: c.script(  # type: ignore[misc]
                "INSERT INTO review_cards SELECT "
                f"{n}, user_id, 'q{n}', own_of, guild_id, phase, step, stability, difficulty, day, "
                "reviews, due, aside_until, missed_in, created_at FROM review_cards WHERE id = 1;\n"
                "INSERT INTO reviews (card_id, number, user_id, rating, day, at) "
                f"SELECT {n}, number, user_id, rating, day, at FROM reviews WHERE card_id = 1;\n"
            )
        )
    await wishes.change(ANA, None, clock(), retention=0.8)
    assert await database.value("SELECT count(DISTINCT due) FROM review_cards") == 1


async def test_a_card_is_taken_out_and_put_back(
    reviews: Reviews, database: Database, clock: SetClock, some_ids: list[str]
) -> None:
    await keep(database, clock, some_ids[0])
    card = some((await reviews.step(ANA, None, clock())).card)
    await reviews.take_out(card.id, ANA)
    step = await reviews.step(ANA, None, clock())
    assert (step.card, step.cards, step.next_due) == (None, 0, None)
    with pytest.raises(Refusal, match="taken out"):
        await reviews.grade(card.id, 0, Rating.GOOD, ANA, clock())
    with pytest.raises(NotFound):
        await reviews.put_back(card.id, BO, clock())
    await reviews.put_back(card.id, ANA, clock())
    assert some((await reviews.step(ANA, None, clock())).card).id == card.id


async def own(
    database: Database, question: Question, id_: str, clock: SetClock, replaces: str | None
) -> None:
    mine = replace(question, id=id_, prompt=f"{question.prompt} ({id_})")
    await database.write(
        lambda c: questions.add(c, GUILD, mine, MODERATOR, clock(), replaces=replaces)
    )


async def retire(database: Database, id_: str, clock: SetClock) -> None:
    await database.write(lambda c: question_retired.add(c, GUILD, id_, MODERATOR, clock()))


async def test_an_edited_question_keeps_its_card_and_a_retired_one_leaves(
    reviews: Reviews, bank: Library, database: Database, clock: SetClock, some_ids: list[str]
) -> None:
    """A shipped one becomes the server's own version, with all its reviews."""
    question = bank.questions[some_ids[0]]
    await keep(database, clock, question.id, guild=GUILD)
    due = await grade_next(reviews, clock, Rating.GOOD)
    clock.moment = due
    await retire(database, question.id, clock)
    assert (await reviews.step(ANA, GUILD, clock())).card is None
    assert (await reviews.due(ANA, clock())).count == 0
    with pytest.raises(Refusal, match="retired or gone"):
        await reviews.present(1, 1, ANA, GUILD, clock())
    await own(database, question, "own-1", clock, question.id)
    step = await reviews.step(ANA, GUILD, clock())
    assert "(own-1)" in some(step.question).prompt
    assert some(step.card).reviews == 1
    await keep(database, clock, "own-1", guild=GUILD)
    assert await cards_of(database) == [question.id]  # it is one card
    await retire(database, "own-1", clock)
    assert (await reviews.step(ANA, GUILD, clock())).card is None
    await database.write(lambda c: question_retired.remove(c, GUILD, question.id))
    assert some((await reviews.step(ANA, GUILD, clock())).question).id == question.id


async def test_a_servers_own_question_is_for_who_is_there(
    reviews: Reviews,
    bank: Library,
    membership: Members,
    database: Database,
    clock: SetClock,
    some_ids: list[str],
) -> None:
    await own(database, bank.questions[some_ids[0]], "own-1", clock, None)
    await keep(database, clock, "own-1", guild=GUILD)
    assert (await reviews.step(ANA, GUILD, clock())).card is not None
    step = await reviews.step(ANA, None, clock())
    assert (step.card, step.waiting) == (None, 1)  # nobody says whether ana is there
    membership.known[GUILD] = {ANA}
    clock.advance(minutes=10)
    assert some((await reviews.step(ANA, None, clock())).card).shown_id == "own-1"
    membership.known[GUILD] = set()
    assert (await reviews.step(ANA, None, clock())).card is None


async def test_who_left_a_server_has_the_shipped_question(
    reviews: Reviews,
    bank: Library,
    membership: Members,
    database: Database,
    clock: SetClock,
    some_ids: list[str],
) -> None:
    question = bank.questions[some_ids[0]]
    await own(database, question, "own-1", clock, question.id)
    await keep(database, clock, question.id, guild=GUILD)
    membership.known[GUILD] = set()
    assert (await reviews.step(ANA, None, clock())).card is None
    step = await reviews.step(ANA, None, clock.advance(minutes=10))
    assert some(step.question).id == question.id


async def test_what_is_asked_in_a_server_waits_for_its_model_answer(
    reviews: Reviews,
    membership: Members,
    daily: Daily,
    schedule: Schedule,
    database: Database,
    clock: SetClock,
    some_ids: list[str],
) -> None:
    """Its card comes neither to who could answer it, nor where that is not known."""
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    asked, other = challenge.question.id, next(i for i in some_ids if i != challenge.question.id)
    await keep(database, clock, asked, other)
    await keep(database, clock, asked, user=BO)
    seen = await database.one("SELECT id FROM review_cards WHERE question_id = $1", asked)
    step = await reviews.step(ANA, None, clock())
    assert (some(step.question).id, step.left, step.waiting) == (other, 1, 1)
    assert (await reviews.due(ANA, clock())).count == 1
    with pytest.raises(Refusal, match="asked in a server just now"):
        await reviews.answer(some(seen)["id"], 0, ANA, None, Submission(""), clock())
    membership.known[GUILD] = set()
    assert some((await reviews.step(BO, None, clock())).question).id == asked
    membership.known.clear()
    await database.write(lambda c: members.rename(c, GUILD, BO, "bo"))
    step = await reviews.step(BO, None, clock())
    assert (step.card, step.next_due) == (None, challenge.reveal_at)
    await daily.tick(clock.advance(hours=12))
    assert (await reviews.step(BO, None, clock())).card is not None
    assert (await reviews.due(ANA, clock())).count == 2


async def test_what_practice_held_back_becomes_a_card_when_it_may_be_told(
    quiz: Quiz,
    reviews: Reviews,
    daily: Daily,
    schedule: Schedule,
    database: Database,
    clock: SetClock,
) -> None:
    await daily.tick(clock.advance(hours=1))
    [challenge] = await all_challenges(database)
    await database.write(lambda c: c.run("UPDATE challenges SET reveal_at = reveal_at + 172800"))
    topic, level = challenge.question.topic, challenge.question.level
    step = await quiz.start(ANA, 2, topic, [level], Form.OPEN, 100, clock())
    place = step.run.questions.index(challenge.question.id)
    for position in range(place):
        await quiz.skip(step.run.id, position, ANA)
    done = await quiz.answer(step.run.id, place, ANA, Submission("no idea"), clock())
    assert done.held_until is not None
    assert await cards_of(database) == [challenge.question.id]
    assert (await reviews.due(ANA, clock.advance(days=1))).count == 0
    assert (await reviews.due(ANA, clock.advance(days=2))).count == 1
