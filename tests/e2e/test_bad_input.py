"""Wrong input, wrong people, wrong moments: a clear private sentence each, and nothing lost."""

from __future__ import annotations

from typing import Any

import discord
import pytest
import simcord

from tests.conftest import some
from tests.e2e.stage import Stage, asked_in, labels, read
from tests.e2e.test_suggest import TYPED


def refused(result: simcord.InteractionResult, sentence: str) -> None:
    """The reply is private, says so, and shows no inside."""
    assert result.acknowledged
    assert result.ephemeral
    assert sentence in read(result)
    assert "Traceback" not in read(result)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        ({"time": "25:00"}, '"25:00" is not a time of day'),
        ({"zone": "Berlln"}, "Did you mean Europe/Berlin?"),
        ({"reveal": "1m"}, "10 minutes to 7 days"),
        ({"reveal": "soon"}, "is not a length of time"),
    ],
)
async def test_setup_with_wrong_options(
    stage: Stage, options: dict[str, Any], sentence: str
) -> None:
    refused(await stage.set_up(**options), sentence)
    assert await stage.app.shared.schedules.all(stage.guild.id) == []


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("setup", {"channel": "#"}),
        ("schedule add", {"channel": "#", "time": "09:00"}),
        ("schedule list", {}),
        ("schedule edit", {"schedule": 1}),
        ("schedule pause", {"schedule": 1}),
        ("schedule resume", {"schedule": 1}),
        ("schedule remove", {"schedule": 1}),
        ("schedule post-now", {}),
        ("question add", {}),
        ("question preview", {"question": "ddpm"}),
        ("reveal", {}),
    ],
)
async def test_members_may_not_moderate(
    stage: Stage, command: str, options: dict[str, Any]
) -> None:
    await stage.set_up()
    chosen = {k: stage.channel if v == "#" else v for k, v in options.items()}
    refused(await stage.ana.slash(stage.channel, command, **chosen), "Only moderators can do that")
    assert len(await stage.app.shared.schedules.all(stage.guild.id)) == 1


async def test_members_may_not_press_moderators_buttons(stage: Stage) -> None:
    """An old message stays; the right to press its buttons is asked at each press."""
    shown = await stage.set_up()
    private = shown.response
    stage.env.backend.get_message(stage.channel.id, private.id).flags &= ~64
    for label in ("Post one now", "Preview"):
        refused(await stage.ana.click(private, label=label), "Only moderators can do that")
    assert await stage.app.shared.database.value("SELECT count(*) FROM challenges") == 0


async def test_the_chosen_role_moderates(stage: Stage) -> None:
    role = stage.guild.create_role("quizmaster")
    eve = stage.guild.add_member(stage.env.create_user("eve"), roles=[role])
    refused(await eve.slash(stage.channel, "schedule list"), "Only moderators")
    await stage.set_up(moderators=role)
    assert "09:00" in read(await eve.slash(stage.channel, "schedule list"))
    refused(await stage.ana.slash(stage.channel, "schedule list"), f"the role <@&{role.id}>")


@pytest.mark.parametrize(
    ("text", "sentence"), [("   ", "is empty"), ("x" * 2001, "2,001 characters and 2,000 fit")]
)
async def test_answers_of_wrong_length(stage: Stage, text: str, sentence: str) -> None:
    await stage.post()
    refused(await stage.ana.slash(stage.channel, "answer", text=text), sentence)


async def test_user_text_neither_pings_nor_breaks_the_layout(stage: Stage) -> None:
    message = await stage.post()
    bad = stage.guild.add_member(stage.env.create_user("@everyone **x**"))
    point = asked_in(stage, message).key_points[0].point
    role = stage.guild.create_role("all")
    text = (
        f"@everyone @here <@{stage.ana.id}> <@&{role.id}> {point}\n\n# big\n```py\nx``` "
        "||s|| [a](https://x.example) > q\n-# small"
    )
    await stage.answer(bad, message, text)
    await stage.tick(hours=12)
    reveal = stage.messages()[-1]
    shown = read(reveal)
    assert "\n# big" not in shown
    assert "```" not in shown.replace("\\`\\`\\`", "")
    assert "@everyone" not in shown
    assert "[a](" not in shown
    assert reveal.mentions == []
    assert reveal.role_mentions == []
    assert not reveal.mention_everyone
    sent = [r for r in stage.env.http_requests if r.method == "POST" and "/messages" in r.path]
    assert all(some(request.json)["allowed_mentions"]["parse"] == [] for request in sent)


async def test_only_the_chosen_role_is_pinged(stage: Stage) -> None:
    role = stage.guild.create_role("quizzers", mentionable=True)
    await stage.set_up(role=role)
    await stage.tick(hours=1)
    sent = [r for r in stage.env.http_requests if r.method == "POST" and "/messages" in r.path]
    assert [some(request.json)["allowed_mentions"] for request in sent] == [
        {"parse": [], "roles": [role.id]}
    ] or some(sent[0].json)["allowed_mentions"]["roles"] == [role.id]
    assert some(sent[0].json)["allowed_mentions"]["parse"] == []


async def test_unknown_topic(stage: Stage) -> None:
    result = await stage.ana.slash(stage.channel, "quiz", topic="difusion")
    refused(result, 'There is no topic "difusion". Did you mean diffusion?')


async def test_a_cancelled_challenge(stage: Stage) -> None:
    message = await stage.post()
    shown = await stage.ana.click(message, label="Answer")
    await stage.app.shared.database.write(
        lambda c: c.run("UPDATE challenges SET state = 'cancelled'")
    )
    refused(await stage.ana.click(message, label="Answer"), "This question was cancelled")
    refused(await stage.ana.click(message, label="Hint"), "This question was cancelled")
    late = await stage.ana.submit_modal(shown, {"text": "too late"})
    refused(late, "This question was cancelled")
    assert await stage.app.shared.database.value("SELECT count(*) FROM answers") == 0


async def test_a_form_that_was_open_during_a_restart(stage: Stage) -> None:
    message = await stage.post()
    shown = await stage.ana.click(message, label="Answer")
    await stage.restart()
    saved = await stage.ana.submit_modal(shown, {"text": "typed during the restart"})
    assert "Saved." in read(saved)
    text = await stage.app.shared.database.value("SELECT text FROM answers")
    assert text == "typed during the restart"


async def test_a_double_press_is_one_answer(stage: Stage) -> None:
    message = await stage.post()
    forms = [await stage.ana.click(message, label="Answer") for _ in range(2)]
    for form in forms:
        assert "Saved." in read(await stage.ana.submit_modal(form, {"text": "once"}))
    assert await stage.app.shared.database.value("SELECT count(*) FROM answer_versions") == 1


async def test_a_button_of_another_version(stage: Stage) -> None:
    message = await stage.post()
    stored = stage.env.backend.get_message(stage.channel.id, message.id)
    _rename(stored.components, "q:hint:1", "q:forgotten:1")
    refused(await stage.ana.click(message, label="Hint"), "from another version of the bot")


async def test_a_missing_permission_is_named_and_told_once(stage: Stage) -> None:
    closed = stage.guild.create_text_channel("closed")
    me = stage.guild.me
    assert me is not None
    shown = await stage.set_up(channel=closed)
    assert "is on" in read(shown)
    stage.env.inject_error(
        "POST", f"/channels/{closed.id}/messages", status=403, code=50013, times=None
    )
    await stage.tick(hours=1)
    await stage.tick(minutes=3)
    listing = read(await stage.mod.slash(stage.channel, "schedule list"))
    assert "It cannot post: I cannot post in" in listing
    stage.env.backend.faults.clear()
    await stage.tick(minutes=31)
    assert len(closed.history()) == 1
    assert "cannot post" not in read(await stage.mod.slash(stage.channel, "schedule list"))


async def test_a_deleted_channel(stage: Stage) -> None:
    await stage.set_up()
    stage.env.backend.delete_channel(stage.channel.id)
    other = stage.guild.create_text_channel("other")
    await stage.tick(hours=1)
    listing = read(await stage.mod.slash(other, "schedule list"))
    assert "The channel does not exist any more" in listing
    refused(await stage.mod.slash(other, "schedule post-now"), "cannot see this channel")
    moved = await stage.mod.slash(other, "schedule edit", schedule=1, channel=other)
    assert "The schedule is changed" in read(moved)
    await stage.tick(days=1)
    assert len(other.history()) == 1


async def test_what_a_locked_database_does_not_take_is_given_back(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    message = await stage.post()
    shown = await stage.ana.click(message, label="Answer")
    suggestion = await stage.bo.slash(stage.channel, "suggest")
    async with stage.locked():
        told = await stage.ana.submit_modal(shown, {"text": "my words"})
        refused(told, "nothing was saved")
        assert "```\nmy words\n```" in read(told)
        told = await stage.bo.slash(stage.channel, "answer", text="other words")
        refused(told, "nothing was saved")
        assert "```\nother words\n```" in read(told)
        told = await stage.bo.submit_modal(suggestion, TYPED)
        refused(told, "nothing was saved")
        assert f"```\n{TYPED['answer']}\n```" in read(told.followups[-1])
    assert caplog.text.count("database is locked") == 3
    assert "words" not in caplog.text
    assert "Saved." in read(await stage.answer(stage.ana, message, "words"))


async def test_a_fault_nobody_foresaw_has_a_reference(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    message = await stage.post()

    async def broken(*_args: object) -> None:
        raise ZeroDivisionError("the inside")

    monkeypatch.setattr("quizbot.services.answers.answers.find", broken)
    result = await stage.ana.click(message, label="My answer")
    refused(result, "Something went wrong on my side")
    reference = read(result).split("Reference ")[1].strip(".")
    assert reference in caplog.text
    assert "the inside" not in read(result)
    assert [type(error) for error in stage.surprises()] == [ZeroDivisionError]
    stage.forgive()


async def test_nothing_of_an_answer_reaches_the_log(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("DEBUG", logger="quizbot")
    message = await stage.post()
    await stage.answer(stage.ana, message, "a secret of mine")
    await stage.tick(hours=12)
    ours = [record.getMessage() for record in caplog.records if record.name.startswith("quizbot")]
    assert ours
    assert not any("secret" in line for line in ours)


async def test_only_the_guilds_intent(stage: Stage) -> None:
    assert stage.app.client.intents == discord.Intents(guilds=True)
    mentions: Any = some(stage.app.client.allowed_mentions).to_dict()
    assert mentions == {"parse": []}


async def test_buttons_keep_nothing_in_memory(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, "words")
    store = stage.app.client._connection._view_store
    assert store._views == {}
    assert store._modals == {}
    assert labels(message)


def _rename(components: list[dict[str, Any]], old: str, new: str) -> None:
    for component in components:
        if component.get("custom_id") == old:
            component["custom_id"] = new
        _rename(component.get("components", []), old, new)
