"""Reviews as a member meets them: cards of what was missed, thirty days of them, the reminder."""

from __future__ import annotations

from typing import Any

from quizbot.domain.question import Question
from quizbot.ui.custom_ids import address
from tests.conftest import some
from tests.e2e.stage import Stage, asked_in, handed_out, labels, read, reply
from tests.e2e.test_moderating import private_messages
from tests.e2e.test_questions import form_of
from tests.e2e.test_rights import old_message

REMINDER = "due for review. You asked to be told at this hour."
SWITCHED_OFF = "Your daily reminder was switched off: your private messages are closed to me."


async def a_day(stage: Stage, text: str | None) -> Question:
    """Let the question of the day come at nine, be answered by ana, and be revealed at 21:00."""
    hours = (32 - stage.clock().hour) % 24
    await stage.tick(hours=hours or 24)
    message = stage.messages()[-1]
    question = asked_in(stage, message)
    if text is not None:
        await stage.answer(stage.ana, message, text or question.answer)
    await stage.tick(hours=12)
    return question


async def review_all(stage: Stage, *ratings: str) -> tuple[Any, list[str]]:
    """Review all that is due; what was shown last, and the prompts. The last rating repeats."""
    shown = await stage.ana.slash(stage.channel, "review")
    prompts, left = [], list(ratings)
    while "Show the answer" in labels(shown):
        prompts.append(asked_in(stage, shown).prompt)
        rating = left.pop(0) if len(left) > 1 else left[0]
        await stage.ana.click(reply(shown), label="Show the answer")
        await press(stage, shown, rating)
    return shown, prompts


async def press(stage: Stage, shown: Any, rating: str) -> Any:
    """Press one of the four grades, whatever date stands on it."""
    label = next(one for one in labels(shown) if one.startswith(f"{rating} · "))
    return await stage.ana.click(reply(shown), label=label)


async def test_a_card_from_a_missed_answer_to_its_next_date(stage: Stage) -> None:
    await stage.set_up()
    question = await a_day(stage, "no idea")
    reveal = stage.messages()[-1]
    assert labels(reveal) == ["My result", "Practise this later"]
    nothing = await stage.ana.slash(stage.channel, "review")
    assert "Nothing is due" in read(nothing)
    assert "The next card comes <t:" in read(nothing)
    await stage.tick(hours=10)
    result = await stage.ana.click(reveal, label="My result")
    assert "1 card is due: /review" in read(result)
    assert "Practise this later" in labels(result)
    board = await stage.ana.slash(stage.channel, "leaderboard")
    assert "1 card is due: /review" in read(board)
    assert "is due" not in read(await stage.ana.slash(stage.channel, "leaderboard", public=True))
    assert "is due" not in read(await stage.bo.slash(stage.channel, "leaderboard"))

    shown = await stage.ana.slash(stage.channel, "review")
    assert shown.ephemeral
    assert question.prompt in read(shown)
    assert question.answer[:40] not in read(shown)
    hint = await stage.ana.click(reply(shown), label="Hint")
    assert question.hints[0] in read(hint)
    form = await stage.ana.click(reply(shown), label="Answer")
    await stage.ana.submit_modal(form, {"text": question.answer})
    text = read(shown)
    assert question.answer[:40] in text
    assert "The verdict suggests **Good**." in text
    assert labels(shown) == [
        *("Again · 10 min", "Hard · 15 min", "Good · 24 Nov", "Easy · 30 Nov"),
        "Take this card out",
    ]
    await stage.restart()
    await press(stage, shown, "Good")
    assert "Good: it comes back <t:" in read(shown)
    assert "1 review today: again 0 · hard 0 · good 1 · easy 0" in read(shown)
    assert "Undo" in labels(shown)
    await stage.ana.click(reply(shown), label="Undo")
    assert "The last grade is taken back." in read(shown)
    await stage.ana.click(reply(shown), label="Show the answer")
    await press(stage, shown, "Easy")
    assert labels(shown) == ["Look again", "Undo", "Settings"]


async def test_old_buttons_and_cards_of_others_are_refused(stage: Stage) -> None:
    await stage.set_up()
    await a_day(stage, "no idea")
    await stage.tick(hours=10)
    old = await stage.ana.slash(stage.channel, "review")
    shown = await stage.ana.slash(stage.channel, "review")
    await stage.ana.click(reply(shown), label="Show the answer")
    await press(stage, shown, "Good")
    late = await stage.ana.click(reply(old), label="Show the answer")
    assert "You have graded this card already." in read(late)
    form = await stage.ana.click(reply(old), label="Answer")
    assert form.modal is None
    stranger = await old_message(stage, address("review-show", 1, 1))
    assert "This card is not yours" in read(await stage.bo.click(stranger, label="Old"))


async def test_practise_this_later(stage: Stage) -> None:
    """By who missed nothing, at the reveal, in My result, and in practice."""
    await stage.set_up()
    await a_day(stage, "")
    reveal = stage.messages()[-1]
    kept = await stage.ana.click(reveal, label="Practise this later")
    assert kept.ephemeral
    assert "Kept as a card of yours." in read(kept)
    unanswered = await stage.bo.click(reveal, label="My result")
    await stage.bo.click(reply(unanswered), label="Practise this later")
    practice = await stage.ana.slash(stage.channel, "quiz", topic="gans", count=1)
    practised = asked_in(stage, practice)
    form = await stage.ana.click(reply(practice), label="Answer")
    await stage.ana.submit_modal(form, {"text": practised.answer})
    await stage.ana.click(reply(practice), label="Practise this later")
    await stage.tick(hours=10)
    again = await stage.ana.slash(stage.channel, "quiz", topic="gans", count=1)
    await stage.ana.click(reply(again), label="Show the answer")
    ended = await stage.ana.click(reply(again), label="See how it went")
    assert "2 cards are due: /review" in read(ended)
    shown = await stage.ana.slash(stage.channel, "review")
    await stage.ana.click(reply(shown), label="Show the answer")
    await stage.ana.click(reply(shown), label="Take this card out")
    await stage.ana.click(reply(shown), label="Put it back")
    assert "The card is back and due." in read(shown)


async def test_in_private_messages(stage: Stage) -> None:
    practice = await stage.ana.user.slash("quiz", topic="vaes", count=1)
    question = asked_in(stage, practice)
    await stage.ana.user.click(reply(practice), label="Show the answer")
    await stage.tick(days=1)
    shown = await stage.ana.user.slash("review")
    assert question.prompt in read(shown)
    form = await stage.ana.user.click(reply(shown), label="Answer")
    done = await stage.ana.user.submit_modal(form, {"text": "no idea"})
    assert "The verdict suggests **Again**." in read(done)
    again = next(one for one in labels(done) if one.startswith("Again"))
    ended = await stage.ana.user.click(reply(done), label=again)
    assert "Again: it comes back <t:" in read(ended)
    opened = await stage.ana.user.click(reply(ended), label="Settings")
    handed = await stage.ana.user.click(reply(opened), label="Export to Anki")
    assert "1 card for Anki" in read(handed_out(handed))
    [file] = handed_out(handed).attachments
    assert file.filename == "quizbot-review.apkg"


async def test_a_question_asked_just_now_waits(stage: Stage) -> None:
    """What was typed for a card is given back where its question was posted meanwhile."""
    await stage.set_up()
    question = await a_day(stage, "no idea")
    await stage.tick(hours=10)
    shown = await stage.ana.slash(stage.channel, "review")
    form = await stage.ana.click(reply(shown), label="Answer")
    await stage.mod.slash(stage.channel, "queue add", question=question.id)
    await stage.tick(hours=2)
    assert question.prompt in read(stage.messages()[-1])
    refused = await stage.ana.submit_modal(form, {"text": "my long answer"})
    assert "is asked in a server just now" in read(refused)
    assert "my long answer" in read(refused)
    assert question.answer[:40] not in read(refused)
    assert "Nothing is due" in read(await stage.ana.slash(stage.channel, "review"))
    await stage.tick(hours=13)
    assert question.prompt in read(await stage.ana.slash(stage.channel, "review"))


async def test_wishes(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "review")
    assert "You have no cards yet." in read(shown)
    panel = await stage.ana.click(reply(shown), label="Settings")
    for custom_id, value in (
        ("q:review-retention", "0.95"),
        ("q:review-new", "5"),
        ("q:review-hour", "7"),
    ):
        await stage.ana.select(reply(panel), [value], custom_id=custom_id)
        assert "Saved; it counts at once." in read(panel)
    await stage.ana.click(reply(panel), label="Cards of what I get wrong: yes")
    assert "Cards of what I get wrong: no" in labels(panel)
    form = await stage.ana.click(reply(panel), label="Time zone")
    wrong = await stage.ana.submit_modal(form, {"zone": "Nowhere/Town"})
    assert "Nowhere/Town" in read(wrong)
    form = await stage.ana.click(reply(panel), label="Time zone")
    await stage.ana.submit_modal(form, {"zone": "Asia/Tokyo"})
    row = some(await stage.app.shared.database.one("SELECT * FROM review_settings"))
    assert tuple(row)[1:6] == ("Asia/Tokyo", 0.95, 5, 0, 7)
    nothing = await stage.ana.click(reply(panel), label="Export to Anki")
    assert "You have no cards yet, so there is nothing to export." in read(handed_out(nothing))


async def wish_reminder(stage: Stage, hour: int) -> None:
    shown = await stage.ana.slash(stage.channel, "review")
    panel = await stage.ana.click(reply(shown), label="Settings")
    await stage.ana.select(reply(panel), [str(hour)], custom_id="q:review-hour")


def close_messages(stage: Stage) -> None:
    for path in ("/users/@me/channels", f"/channels/{stage.ana.user.dm_channel.id}/messages"):
        stage.env.inject_error("POST", path, status=403, code=50007, times=None)


async def test_the_reminder_has_its_own_switch_and_ends_with_a_note(stage: Stage) -> None:
    await stage.set_up()
    await a_day(stage, "no idea")
    await wish_reminder(stage, 10)
    await stage.tick(hours=13)
    await stage.tick(minutes=10)
    [told] = stage.private(stage.ana)
    assert read(told) == f"1 card is {REMINDER}"
    assert labels(told) == ["Review", "No more reminders"]
    shown = await stage.ana.user.click(told, label="Review")
    assert "### Review" in read(shown)
    off = await stage.ana.user.click(told, label="No more reminders")
    assert "I remind you no more." in read(off)
    await stage.tick(days=1)
    assert len([one for one in private_messages(stage.ana) if REMINDER in one]) == 1

    await wish_reminder(stage, 10)
    close_messages(stage)
    await stage.tick(days=1)
    await stage.tick(seconds=1)
    assert SWITCHED_OFF in read(await stage.ana.slash(stage.channel, "leaderboard"))
    assert SWITCHED_OFF in read(await stage.ana.slash(stage.channel, "review"))
    assert SWITCHED_OFF not in read(await stage.ana.slash(stage.channel, "review"))
    before = len(stage.env.http_requests)
    await stage.tick(minutes=1)
    assert len(stage.env.http_requests) == before


async def test_thirty_days(stage: Stage) -> None:
    """Misses come due, a question is edited, one is retired, the bot restarts in the middle.

    A reminder is asked for, switched off, asked for again, and ends where messages are closed.
    """
    await stage.set_up()
    missed = [await a_day(stage, "no idea") for _ in range(3)]
    await a_day(stage, "")
    shown = await stage.ana.slash(stage.channel, "review")
    assert "3 due" in read(shown)
    await stage.ana.click(reply(shown), label="Show the answer")
    await stage.restart()
    await press(stage, shown, "Good")
    assert "2 due" in read(shown)
    await stage.ana.click(reply(shown), label="Show the answer")
    await press(stage, shown, "Again")
    await stage.ana.click(reply(shown), label="Show the answer")
    await press(stage, shown, "Good")
    assert "Reviews are done for now" in read(shown)
    await stage.tick(minutes=15)
    done, prompts = await review_all(stage, "Good")
    assert prompts == [missed[1].prompt]
    assert "4 reviews today: again 1 · hard 0 · good 3 · easy 0" in read(done)

    edited, retired = missed[0], missed[2]
    draft = await stage.mod.slash(stage.channel, "question edit", question=edited.id)
    form = await form_of(stage, draft, "Text and level")
    typed = {
        "level": edited.level.value,
        "prompt": f"{edited.prompt} In your words.",
        "answer": edited.answer,
    }
    await stage.mod.submit_modal(form, typed)
    await stage.mod.click(reply(draft), label="Save")
    await stage.mod.slash(stage.channel, "question retire", question=retired.id)

    await wish_reminder(stage, 7)
    seen, ends = list[str](), list[str]()
    for day in range(26):
        await a_day(stage, "no idea" if day == 13 else "")
        if stage.private(stage.ana) and day < 12:
            off = await stage.ana.user.click(
                stage.private(stage.ana)[-1], label="No more reminders"
            )
            assert "I remind you no more." in read(off)
        if day == 12:
            await stage.restart()
            await wish_reminder(stage, 7)
            close_messages(stage)
        shown = await stage.ana.slash(stage.channel, "review")
        ends.append(read(shown))
        while "Show the answer" in labels(shown):
            seen.append(read(shown))
            await stage.ana.click(reply(shown), label="Show the answer")
            await press(stage, shown, "Good")
    assert 2 <= sum(f"{edited.prompt} In your words." in text for text in seen) <= 5
    assert 2 <= sum(missed[1].prompt in text for text in seen) <= 6
    assert not any(retired.prompt in text for text in seen)
    assert sum(REMINDER in told for told in private_messages(stage.ana)) == 1
    assert sum(SWITCHED_OFF in text for text in ends) == 1
    database = stage.app.shared.database
    assert await database.value("SELECT count(*) FROM review_cards") == 4
    reviewed = await database.value("SELECT count(*) FROM reviews")
    assert reviewed == 4 + len(seen)
    assert await database.value("SELECT sum(reviews) FROM review_cards") == reviewed
