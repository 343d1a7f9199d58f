"""Practice, in a server and in private messages."""

from __future__ import annotations

from typing import Any

from quizbot.domain.question import Question
from quizbot.domain.question_choices import shown_order
from quizbot.domain.verdict import Band
from tests.e2e.stage import Stage, asked_in, labels, read, reply


async def test_practice_open_form(stage: Stage) -> None:
    first = await stage.ana.slash(stage.channel, "quiz", topic="diffusion", count=2)
    assert first.ephemeral
    assert "Practice · Diffusion models · 1 of 2" in read(first)
    question = asked_in(stage, first)
    hint = await stage.ana.click(reply(first), label="Hint")
    assert question.hints[0] in read(hint)
    form = await stage.ana.click(reply(first), label="Answer")
    await stage.ana.submit_modal(form, {"text": question.answer})
    text = read(first)
    assert "Got it" in text
    assert question.answer[:60] in text
    assert labels(first) == ["Next question", "Stop", "Practise this later"]
    second = await stage.ana.click(reply(first), label="Next question")
    assert "2 of 2" in read(second)
    await stage.restart()
    await stage.ana.click(reply(second), label="Show the answer")
    assert labels(second) == ["See how it went", "Practise this later"]
    end = await stage.ana.click(reply(second), label="See how it went")
    assert "Practice done\n2 questions: got it 1 · partly 0 · not yet 1" in read(end)
    assert "Nobody has points" in read(await stage.ana.slash(stage.channel, "leaderboard"))


async def test_practice_choice_form(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", topic="gans", form="choice", count=1)
    question = asked_in(stage, shown)
    order = shown_order(question, 1 * 100 + 0)
    place = order.index(question.correct_choices[0])
    await stage.ana.click(reply(shown), custom_id=f"q:quiz-choose:1:0:{place}")
    assert "Got it" in read(shown)


async def test_skip_and_stop(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", count=3)
    before = read(shown)
    await stage.ana.click(reply(shown), label="Skip")
    assert "2 of 3" in read(shown) != before
    stopped = await stage.ana.click(reply(shown), label="Stop")
    assert "Practice stopped" in read(stopped)
    assert labels(shown) == []


async def test_practice_in_private_messages(stage: Stage) -> None:
    channel = stage.ana.user.dm_channel
    shown = await stage.ana.user.slash("quiz", topic="vaes", count=1)
    assert "Practice · Variational autoencoders" in read(shown)
    form = await stage.ana.user.click(reply(shown), label="Answer")
    await stage.ana.user.submit_modal(form, {"text": "no idea"})
    assert "Not yet" in read(shown)
    assert channel is not None


async def test_old_practice_buttons_refuse_before_anything_is_typed(stage: Stage) -> None:
    shown = await stage.ana.slash(stage.channel, "quiz", count=2)
    await stage.app.shared.database.write(
        lambda c: c.run("UPDATE practice_runs SET state = 'ended'")
    )
    late = await stage.ana.click(reply(shown), label="Answer")
    assert late.modal is None
    assert "This practice is over. /quiz starts another." in read(late)


async def practise(stage: Stage, member: Any, channel: Any, question: Question) -> Any:
    """Practise a topic and level and skip to this question; None where it does not come."""
    wanted = {"topic": question.topic, "level": question.level.value, "count": 25}
    given = (channel, "quiz") if channel is not None else ("quiz",)
    shown = await member.slash(*given, **wanted)
    while "Practice" in read(shown) and question.prompt not in read(shown):
        if "Skip" not in labels(shown):
            return None
        skipped = await member.click(reply(shown), label="Skip")
        shown = shown if channel is not None else skipped
    return shown


async def test_what_a_member_could_answer_in_any_server_is_left_out(stage: Stage) -> None:
    """Ana is in another server too and has not answered here; fay is only there."""
    other = stage.env.create_guild("Another group")
    channel = other.create_text_channel("general")
    ana = other.add_member(stage.ana.user)
    fay = other.add_member(stage.env.create_user("fay"))
    question = asked_in(stage, await stage.post())
    assert await practise(stage, stage.ana, stage.channel, question) is None
    assert await practise(stage, ana, channel, question) is None
    assert await practise(stage, stage.ana.user, None, question) is None
    shown = await practise(stage, fay, channel, question)
    await fay.click(reply(shown), label="Show the answer")
    assert question.answer[:40] in read(shown)
    await stage.tick(hours=12)
    shown = await practise(stage, ana, channel, question)
    await ana.click(reply(shown), label="Show the answer")
    assert question.answer[:40] in read(shown)


async def test_where_that_is_not_known_nothing_is_told_before_the_reveal(stage: Stage) -> None:
    """Discord does not say who is in the other server."""
    other = stage.env.create_guild("Another group")
    channel = other.create_text_channel("general")
    ana = other.add_member(stage.ana.user)
    message = await stage.post()
    question = asked_in(stage, message)
    silent = f"/guilds/{stage.guild.id}/members/*"
    stage.env.inject_error("GET", silent, status=503, times=None)

    shown = await practise(stage, ana, channel, question)
    assert "asked in a server just now" in read(shown)
    assert "Show the answer" not in labels(shown)
    form = await ana.click(reply(shown), label="Answer")
    await ana.submit_modal(form, {"text": question.key_points[0].point})
    for text in (read(shown), read(await ana.click(reply(shown), label="Show the result"))):
        assert "Kept." in text
        assert question.answer[:40] not in text
        assert not any(point.point in text for point in question.key_points[1:])
        assert not any(band.value in text for band in Band)
    end = read(await ana.click(reply(shown), label="See how it went"))
    assert "1 answer not counted: the model answer is still to come." in end

    await stage.answer(stage.ana, message, "words")
    assert await practise(stage, ana, channel, question) is None
    await stage.tick(hours=12)
    await ana.click(reply(shown), label="Show the result")
    assert question.answer[:40] in read(shown)
    assert question.key_points[0].point in read(shown)


async def test_in_private_messages_it_is_held_back_too(stage: Stage) -> None:
    question = asked_in(stage, await stage.post())
    assert await practise(stage, stage.bo.user, None, question) is None
    silent = f"/guilds/{stage.guild.id}/members/*"
    stage.env.inject_error("GET", silent, status=503, times=None)
    shown = await practise(stage, stage.bo.user, None, question)
    assert "asked in a server just now" in read(shown)
    assert "Show the answer" not in labels(shown)
    form = await stage.bo.user.click(reply(shown), label="Answer")
    done = await stage.bo.user.submit_modal(form, {"text": question.answer})
    assert "Kept." in read(done)
    await stage.tick(hours=12)
    told = await stage.bo.user.click(reply(done), label="Show the result")
    assert "Got it" in read(told)
    assert question.answer[:40] in read(told)


async def test_a_question_that_is_asked_meanwhile_is_not_given_away(stage: Stage) -> None:
    """It was shown before it was posted; its old button tells nothing any more."""
    question = next(iter(stage.bank.questions.values()))
    await stage.mod.slash(stage.channel, "queue add", question=question.id)
    shown = await practise(stage, stage.bo.user, None, question)
    assert question.prompt in read(await stage.post())
    late = await stage.bo.user.click(reply(shown), label="Show the answer")
    assert "its model answer waits until it is revealed there" in read(late)
    assert question.answer[:40] not in read(late)


async def test_the_servers_own_version_of_a_shipped_question_is_that_question(
    stage: Stage,
) -> None:
    """A moderator changes a shipped question, and it is asked; the shipped one waits with it."""
    shipped = next(iter(stage.bank.questions.values()))
    draft = await stage.mod.slash(stage.channel, "question edit", question=shipped.id)
    form = await stage.mod.click(reply(draft), label="Text and level")
    typed = {
        "level": shipped.level.value,
        "prompt": f"{shipped.prompt} Say it briefly.",
        "answer": shipped.answer,
    }
    await stage.mod.submit_modal(form, typed)
    await stage.mod.click(reply(draft), label="Save and ask next")
    assert "Say it briefly." in read(await stage.post())
    assert await practise(stage, stage.bo.user, None, shipped) is None
    await stage.mod.slash(stage.channel, "question restore", question=shipped.id)
    assert await practise(stage, stage.bo, stage.channel, shipped) is None
