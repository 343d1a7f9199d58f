"""Statistics as members and moderators see them."""

from __future__ import annotations

import csv
import io
from typing import Any

import pytest

from quizbot.domain.stats import StatsPart
from quizbot.errors import PictureFailed
from tests.e2e.stage import Stage, handed_out, read, reply

WRONG = "It is something with computers that somebody once made for fun."
PNG = b"\x89PNG\r\n\x1a\n"


def right(stage: Stage, message: Any) -> str:
    """Return the model answer of the question that a message asks."""
    return next(q.answer for q in stage.bank.questions.values() if q.prompt in read(message))


async def a_day(stage: Stage) -> None:
    """One question: ana is sure and right, bo guesses and is wrong."""
    message = await stage.post()
    await stage.answer(stage.ana, message, right(stage, message)[:1500], sure="sure")
    await stage.answer(stage.bo, message, WRONG, sure="guessing")
    await stage.mod.slash(stage.channel, "reveal")
    await stage.tick(seconds=1)


def pictures(shown: Any) -> dict[str, str]:
    """Return what is said of each picture of a message, by the name of its file."""
    found: dict[str, str] = {}

    def look(components: Any) -> None:
        for component in components:
            data = component if isinstance(component, dict) else component.to_dict()
            for item in data.get("items", []):
                name = item["media"]["url"].partition("?")[0].rpartition("/")[2]
                found[name] = item["description"]
            look(data.get("components", []))

    look(shown.response.components)
    return found


async def attached(shown: Any) -> dict[str, bytes]:
    return {one.filename: await one.read() for one in handed_out(shown).attachments}


async def test_nothing_counts_before_the_model_answer(stage: Stage) -> None:
    message = await stage.post()
    await stage.answer(stage.ana, message, WRONG)
    shown = await stage.ana.slash(stage.channel, "stats me")
    assert "Nothing to show yet" in read(shown)
    assert pictures(shown) == {}
    await stage.mod.slash(stage.channel, "reveal")
    assert "1 answer" in read(await stage.ana.slash(stage.channel, "stats me"))


async def test_a_member_sees_pictures_and_the_same_in_words(stage: Stage) -> None:
    await a_day(stage)
    shown = await stage.ana.slash(stage.channel, "stats me")
    text = read(shown)
    assert shown.ephemeral
    assert "**1 answer** on 1 day in the last year" in text
    assert "When you say “sure”: 1 answer, too few to tell." in text
    alts = pictures(shown)
    assert alts.keys() == {"activity.png", "mastery.png"}
    assert "1 answer on 1 day" in alts["activity.png"]
    assert "Mastery by topic" in alts["mastery.png"]
    assert all(len(alt) <= 1024 and "**" not in alt for alt in alts.values())
    files = await attached(shown)
    assert all(data.startswith(PNG) for data in files.values())
    assert len(files) == 2
    assert "could not be drawn" not in text


async def test_words_stay_where_nothing_is_drawn(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    await a_day(stage)

    async def fail(*_: object) -> bytes:
        raise PictureFailed("no")

    monkeypatch.setattr(stage.app.shared.pictures, "draw", fail)
    shown = await stage.ana.slash(stage.channel, "stats me")
    assert pictures(shown) == {}
    assert "**1 answer** on 1 day" in read(shown)
    assert "could not be drawn just now" in read(shown)
    shown = await stage.mod.slash(stage.channel, "stats server")
    assert "Participation by week" in read(shown)


async def test_others_see_what_is_shared_alone(stage: Stage) -> None:
    await a_day(stage)
    look = {"member": stage.ana}
    assert "shares no statistics here" in read(
        await stage.bo.slash(stage.channel, "stats member", **look)
    )
    own = await stage.ana.slash(stage.channel, "stats me")
    saved = await stage.ana.select(reply(own), ["topics"], custom_id="q:stats-share")
    assert "sees: your topics" in read(saved)
    shown = await stage.bo.slash(stage.channel, "stats member", **look)
    assert "Mastery by topic" in read(shown)
    assert pictures(shown).keys() == {"mastery.png"}
    for hidden in ("Score by week", "in the last year", "When they say", "Others see"):
        assert hidden not in read(shown)
    moderator = await stage.mod.slash(stage.channel, "stats member", **look)
    assert "Score by week" not in read(moderator)
    own = await stage.ana.slash(stage.channel, "stats member", **look)
    assert "Your statistics" in read(own)
    again = await stage.ana.select(reply(own), [], custom_id="q:stats-share")
    assert "Others see nothing" in read(again)
    assert "shares no statistics" in read(
        await stage.bo.slash(stage.channel, "stats member", **look)
    )


async def test_practice_is_the_members_own(stage: Stage) -> None:
    await a_day(stage)
    asked = await stage.ana.slash(stage.channel, "quiz", count=1)
    form = await stage.ana.click(reply(asked), label="Answer")
    await stage.ana.submit_modal(form, {"text": WRONG})
    assert "**2 answers**" in read(await stage.ana.slash(stage.channel, "stats me"))
    private = await stage.ana.user.slash("stats me")
    assert "**1 answer**" in read(private)
    assert "Others see" not in read(private)
    stats_of = [part.value for part in StatsPart]
    own = await stage.ana.slash(stage.channel, "stats me")
    await stage.ana.select(reply(own), stats_of, custom_id="q:stats-share")
    shown = await stage.bo.slash(stage.channel, "stats member", member=stage.ana)
    assert "**1 answer**" in read(shown)


async def test_moderators_see_the_server(stage: Stage) -> None:
    await a_day(stage)
    shown = await stage.mod.slash(stage.channel, "stats server")
    text = read(shown)
    assert "1 question and 2 answers in half a year" in text
    assert "2 answers by 2 members to 1 question" in text
    assert "too few answers to tell" in text
    assert pictures(shown).keys() == {"participation.png"}
    handed = await stage.mod.click(reply(shown), label="All as CSV")
    files = await attached(handed)
    assert set(files) == {"weeks.csv", "questions.csv", "key-points.csv", "second-looks.csv"}
    [row] = csv.DictReader(io.StringIO(files["questions.csv"].decode("utf-8-sig")))
    assert (row["asked"], row["answers"], row["graded"]) == ("1", "2", "2")


async def test_void_and_second_looks_change_it(stage: Stage) -> None:
    await a_day(stage)
    challenge = 1
    result = await stage.bo.click(stage.messages()[-1], label="My result")
    form = await stage.bo.click(reply(result), label="Ask for a second look")
    await stage.bo.submit_modal(form, {"reason": "I meant @everyone the same"})
    text = read(await stage.mod.slash(stage.channel, "stats server"))
    assert "1 asked, 0 changed the score" in text
    assert "I meant @\u200beveryone the same" in text
    assert "#1 · waits" in text
    await stage.mod.slash(stage.channel, "grade void", question=challenge, reason="unfair")
    text = read(await stage.mod.slash(stage.channel, "stats server"))
    assert "No model answer came out yet" in text
    assert "Nothing to show yet" in read(await stage.ana.slash(stage.channel, "stats me"))
    await stage.mod.slash(stage.channel, "grade unvoid", question=challenge, reason="fair")
    text = read(await stage.mod.slash(stage.channel, "stats server"))
    assert "2 answers by 2 members" in text


async def test_members_do_not_see_the_server(stage: Stage) -> None:
    await a_day(stage)
    assert "Only moderators" in read(await stage.ana.slash(stage.channel, "stats server"))
