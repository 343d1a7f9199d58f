"""Points, settings and the audit list in Discord."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import quizbot
from quizbot.ui.render.audit import ACT_WORDS
from tests.e2e.stage import Stage, asked_in, labels, read, reply


def private_messages(person: Any) -> list[str]:
    return [read(message) for message in person.user.dm_channel.history()]


async def test_points(stage: Stage) -> None:
    reason = "for **help** with @everyone"
    given = await stage.mod.slash(
        stage.channel, "points give", member=stage.ana, points=40, reason=reason
    )
    assert given.ephemeral
    assert "+40 noted. ana has 40 points of all time." in read(given)
    [told] = private_messages(stage.ana)
    assert "A moderator of Study group gave you 40 points: for \\*\\*help" in told
    assert "@everyone" not in told
    taken = await stage.mod.slash(
        stage.channel, "points take", member=stage.ana, points=41, reason="r"
    )
    assert "This member has 40 points; no more than those can be taken." in read(taken)
    taken = await stage.mod.slash(
        stage.channel, "points take", member=stage.ana, points=15, reason="r"
    )
    assert "-15 noted. ana is left with 25 points of all time." in read(taken)
    assert "ana · **25**" in read(await stage.bo.slash(stage.channel, "leaderboard"))
    own = await stage.mod.slash(
        stage.channel, "points give", member=stage.mod, points=5, reason="r"
    )
    assert "ask another moderator" in read(own)
    audit = read(await stage.mod.slash(stage.channel, "audit", act="points"))
    assert f"<@{stage.mod.id}> took points from <@{stage.ana.id}> -15 — “r”" in audit
    assert f"<@{stage.mod.id}> gave points to <@{stage.ana.id}> +40 — “for " in audit


async def test_points_of_one_whose_messages_are_closed(stage: Stage) -> None:
    stage.env.inject_error("POST", "/users/@me/channels", status=403, code=50007, times=None)
    given = await stage.mod.slash(
        stage.channel, "points give", member=stage.ana, points=1, reason="r"
    )
    assert "+1 noted. ana has 1 point of all time." in read(given)


async def test_settings(stage: Stage) -> None:
    await stage.set_up()
    role = stage.guild.create_role("quizmaster")
    review = stage.guild.create_text_channel("review")
    eve = stage.guild.add_member(stage.env.create_user("eve"), roles=[role])
    first = read(await stage.mod.slash(stage.channel, "audit"))
    assert "changed a setting: time zone Europe/Berlin" in first
    panel = await stage.mod.slash(stage.channel, "settings")
    message = reply(panel)
    await stage.mod.select(message, [role], custom_id="q:settings-role")
    assert "Saved; it counts at once." in read(panel)
    await stage.mod.select(message, [review], custom_id="q:settings-review")
    await stage.mod.select(message, ["sunday"], custom_id="q:settings-week")
    await stage.mod.select(message, ["private"], custom_id="q:settings-boards")
    assert "Answers shown after the reveal: yes" in labels(message)
    await stage.mod.click(message, label="Answers shown after the reveal: yes")
    assert "Answers shown after the reveal: no" in labels(reply(panel))
    form = await stage.mod.click(message, label="Time zone: Europe/Berlin")
    await stage.mod.submit_modal(form, {"zone": "new york"})
    assert "Time zone: America/New_York" in labels(reply(panel))
    form = await stage.mod.click(message, label="Time zone: America/New_York")
    wrong = await stage.mod.submit_modal(form, {"zone": "Berlln"})
    assert "Did you mean Europe/Berlin?" in read(wrong)

    guild = await stage.app.shared.schedules.guild(stage.guild.id)
    assert (guild.moderator_role_id, guild.review_channel_id) == (role.id, review.id)
    assert (guild.week_start, guild.boards) == ("sunday", "private")
    assert (guild.share_default, guild.zone) == (False, "America/New_York")
    public = await stage.ana.slash(stage.channel, "leaderboard", public=True)
    assert "Boards are private in this server" in read(public)
    assert public.ephemeral

    theirs = await eve.slash(stage.channel, "settings")
    refused = await eve.select(reply(theirs), [], custom_id="q:settings-role")
    assert "Only who has Manage Server can choose the role" in read(refused)
    takeover = await eve.slash(stage.channel, "setup", channel=stage.channel, moderators=role)
    assert "Only who has Manage Server can choose the role" in read(takeover)
    await stage.restart()
    await stage.mod.select(message, [], custom_id="q:settings-role")
    guild = await stage.app.shared.schedules.guild(stage.guild.id)
    assert guild.moderator_role_id is None
    pressed = await eve.select(reply(theirs), ["off"], custom_id="q:settings-boards")
    assert "Only moderators can do that here" in read(pressed)
    audit = read(await stage.mod.slash(stage.channel, "audit", moderator=stage.mod.user))
    assert f"changed a setting: moderator role <@&{role.id}>" in audit
    assert f"changed a setting: review channel <#{review.id}>" in audit


async def test_boards_off_leaves_the_top_out_of_the_reveal(stage: Stage) -> None:
    panel = await stage.mod.slash(stage.channel, "settings")
    await stage.mod.select(reply(panel), ["off"], custom_id="q:settings-boards")
    message = await stage.post()
    await stage.answer(stage.ana, message, asked_in(stage, message).answer)
    await stage.tick(hours=12)
    reveal = read(stage.messages()[-1])
    assert "**1 answered**" in reveal
    assert "Top:" not in reveal
    refused = read(await stage.ana.slash(stage.channel, "leaderboard"))
    assert "This server keeps no board." in refused


async def test_audit(stage: Stage) -> None:
    empty = await stage.mod.slash(stage.channel, "audit")
    assert "Nothing is noted here yet" in read(empty)
    await stage.set_up()
    for _ in range(6):
        await stage.mod.slash(stage.channel, "schedule pause", schedule=1)
        await stage.mod.slash(stage.channel, "schedule resume", schedule=1)
    shown = await stage.mod.slash(stage.channel, "audit")
    assert f"<@{stage.mod.id}> resumed schedule 1" in read(shown)
    await stage.mod.click(reply(shown), label="› Older")
    assert f"set up the daily question in <#{stage.channel.id}>" in read(shown)
    only = await stage.mod.slash(stage.channel, "audit", act="schedule pause")
    assert read(only).count("paused schedule 1") == 6
    wrong = await stage.mod.slash(stage.channel, "audit", act="nonsense")
    assert 'There is no kind of act "nonsense"' in read(wrong)
    kinds = await stage.mod.autocomplete(stage.channel, "audit", "act", "que")
    assert {"name": "queue move", "value": "queue move"} in kinds


def acts_of(file: Path) -> Iterator[str]:
    """Yield the acts that a service notes; one made of ``act`` is each that is assigned to it."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    assigned = [
        text
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "act"
        for text in strings(node.value)
    ]
    for call in ast.walk(tree):
        if not isinstance(call, ast.Call) or ast.unparse(call.func) != "audit.add":
            continue
        act = call.args[3]
        if isinstance(act, ast.JoinedStr):
            yield from (prefix + rest for prefix in strings(act) for rest in assigned)
        else:
            yield from assigned if isinstance(act, ast.Name) else strings(act)


def strings(node: ast.AST) -> list[str]:
    constants = (part for part in ast.walk(node) if isinstance(part, ast.Constant))
    return [part.value for part in constants if isinstance(part.value, str)]


def test_every_act_has_words() -> None:
    """An act that the audit list cannot tell in words is named here; give it some in ACT_WORDS."""
    services = Path(quizbot.__file__).parent / "services"
    acts = {act for file in services.glob("*.py") for act in acts_of(file)}
    assert acts >= {"setup", "schedule pause", "points take", "question retire"}
    assert acts == set(ACT_WORDS)


async def test_doctor(stage: Stage) -> None:
    empty = await stage.mod.slash(stage.channel, "doctor")
    assert "1 thing to mend." in read(empty)
    assert "⚠ Wrong: No schedule is planned.\n-# /setup makes a daily question." in read(empty)
    role = stage.guild.create_role("quizzers", mentionable=True)
    await stage.set_up(role=role)
    well = await stage.mod.slash(stage.channel, "doctor")
    assert "Nothing is wrong." in read(well)
    assert f"✓ Fine: <#{stage.channel.id}>: I may post." in read(well)
    count = len(stage.bank.questions)
    assert f"{count} of {count} questions not asked yet, for {count} days." in read(well)


async def test_doctor_names_what_is_missing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    role = stage.guild.create_role("quizzers", mentionable=True)
    moderators = stage.guild.create_role("quizmaster")
    await stage.set_up(role=role, moderators=moderators)
    for gone in (role, moderators):
        stage.env.backend.delete_role(stage.guild.id, gone.id)
    await stage.env.settle()
    monkeypatch.setattr(
        "quizbot.ui.bot_permissions.missing_permissions", lambda _channel: ["Read Message History"]
    )
    sick = read(await stage.mod.slash(stage.channel, "doctor"))
    assert "3 things to mend." in sick
    assert 'I am missing "Read Message History" there.' in sick
    assert "The role that schedule 1 pings is gone." in sick
    assert "The moderators' role does not exist any more.\n-# /settings chooses another." in sick


async def test_a_week_that_begins_on_sunday(stage: Stage) -> None:
    """Points of Saturday are of last week on Sunday, before and after the change of the week."""
    message = await stage.post()
    await stage.answer(stage.ana, message, asked_in(stage, message).answer)
    await stage.tick(hours=12)
    stage.clock.advance(hours=12)  # it is Sunday in Berlin
    assert "`  1` ana" in read(await stage.bo.slash(stage.channel, "leaderboard"))
    panel = await stage.mod.slash(stage.channel, "settings")
    await stage.mod.select(reply(panel), ["sunday"], custom_id="q:settings-week")
    assert "Nobody has points" in read(await stage.bo.slash(stage.channel, "leaderboard"))
    await stage.mod.slash(stage.channel, "points give", member=stage.bo, points=3, reason="r")
    board = read(await stage.bo.slash(stage.channel, "leaderboard"))
    assert "bo · **3**" in board
    assert "ana" not in board
    await stage.mod.select(reply(panel), ["monday"], custom_id="q:settings-week")
    both = read(await stage.bo.slash(stage.channel, "leaderboard"))
    assert "ana" in both
    assert "bo · **3**" in both


async def test_the_answer_form_starts_as_the_server_chose(stage: Stage) -> None:
    message = await stage.post()
    assert '"custom_id": "share", "default": true' in json.dumps(
        (await stage.ana.click(message, label="Answer")).modal
    )
    panel = await stage.mod.slash(stage.channel, "settings")
    await stage.mod.click(reply(panel), label="Answers shown after the reveal: yes")
    form = await stage.ana.click(message, label="Answer")
    assert '"custom_id": "share", "default": false' in json.dumps(form.modal)
    saved = await stage.ana.slash(stage.channel, "answer", text="some words")
    assert "After it your answer stays yours." in read(saved)
