"""What the demo shows first, and that a refusal in it is a reply, not a fault."""

from __future__ import annotations

import random
import webbrowser
from datetime import timedelta

import pytest

from quizbot.bank.library import Library
from quizbot.clock import utc_now
from quizbot.commandline import demo as command
from quizbot.demo import opening, refusal_badges
from quizbot.demo.world import must_show, open_world
from quizbot.domain.question import Level
from quizbot.errors import SettingsError
from tests.conftest import HANGS, QUESTIONS, ROOT
from tests.e2e.stage import Stage, read


@pytest.mark.parametrize("name", opening.FIRST)
def test_each_first_question_is_for_beginners_and_shows_all(name: str, shipped: Library) -> None:
    question = shipped.questions[name]
    assert question.level is Level.BEGINNER
    assert question.key_points
    assert question.choices
    assert question.hints


def test_a_bank_without_them_opens_with_any(shipped: Library) -> None:
    assert opening.first_question(shipped, random.Random(0)) in opening.FIRST
    none = Library({}, {}, {})
    assert opening.first_question(none, random.Random(0)) is None


async def test_it_opens_with_one_of_them() -> None:
    async with open_world(ROOT / "questions", 0, timedelta(minutes=10)) as world:
        rows = await world._app.shared.database.all("SELECT question_id FROM challenges")
    assert [row["question_id"] in opening.FIRST for row in rows] == [True]


def test_three_lines_say_what_to_try() -> None:
    shown = opening.what_to_try("ana", "mo", utc_now(), timedelta(minutes=10))
    told = "\n".join(item.content for item in shown.walk_children() if hasattr(item, "content"))
    numbered = [line for line in told.splitlines() if line[:1].isdecimal()]
    assert [line[:3] for line in numbered] == ["1. ", "2. ", "3. "]
    assert all(word in told for word in ("Answer", "mo", "`/reveal`", "My result", "ana"))


async def test_refusals_are_no_faults(stage: Stage) -> None:
    message = await stage.post()
    refusal_badges.are_replies(stage.app.client)
    assert "Only moderators" in read(await stage.ana.slash(stage.channel, "reveal"))
    opened = await stage.ana.click(message, label="Answer")
    await stage.mod.slash(stage.channel, "reveal")
    assert "nothing to reveal" in read(await stage.mod.slash(stage.channel, "reveal"))
    late = await stage.ana.submit_modal(opened, {"text": "words"})
    assert "takes no answers any more" in read(late)
    assert stage.env.errors == []


async def test_what_nobody_foresaw_is_one(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("broken")

    message = await stage.post()
    refusal_badges.are_replies(stage.app.client)
    monkeypatch.setattr(stage.app.client.router, "dispatch", fail)
    assert "Reference" in read(await stage.ana.click(message, label="Answer"))
    assert len(stage.env.errors) == 1
    stage.forgive()


@pytest.mark.parametrize(
    ("looked", "pressed", "stale", "shown"),
    [
        (5, 5, None, False),
        (61, 5, None, True),
        (61, 1, None, False),
        (5, 3, 1, True),
        (5, 1, 1, False),
        (15, 1, 11, True),
    ],
)
def test_the_page_changes_between_presses(
    looked: int, pressed: int, stale: int | None, shown: bool
) -> None:
    """All in seconds before now."""
    now = utc_now()
    looked_at, pressed_at = (now - timedelta(seconds=ago) for ago in (looked, pressed))
    stale_since = None if stale is None else now - timedelta(seconds=stale)
    assert must_show(now, looked_at, pressed_at, stale_since) is shown


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(600, "10 minutes"), (60, "a minute"), (90, "90 seconds"), (3, "3 seconds")],
)
def test_the_wait_in_words(seconds: int, words: str) -> None:
    assert command.in_words(timedelta(seconds=seconds)) == words


@pytest.mark.parametrize(
    ("browser", "chosen", "opened"),
    [
        (webbrowser.GenericBrowser("w3m"), "", []),
        (webbrowser.GenericBrowser("helper"), "helper", ["http://x"]),
        (webbrowser.BackgroundBrowser("firefox"), "", ["http://x"]),
    ],
)
def test_a_browser_in_the_terminal_is_not_opened(
    browser: webbrowser.GenericBrowser,
    chosen: str,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(webbrowser, "get", lambda: browser)
    monkeypatch.setattr(type(browser), "open", lambda _, url: seen.append(url))
    monkeypatch.delenv("BROWSER", raising=False)
    if chosen:
        monkeypatch.setenv("BROWSER", chosen)
    command.show("http://x").join(HANGS)
    assert seen == opened


def test_no_browser_at_all_is_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise webbrowser.Error("could not locate runnable browser")

    monkeypatch.setattr(webbrowser, "get", none)
    command.show("http://x").join(HANGS)


async def test_a_past_has_all_that_boards_and_statistics_show() -> None:
    questions = ROOT / "questions"
    async with open_world(questions, 0, timedelta(seconds=600), with_history=True) as world:
        database = world._app.shared.database
        states = await database.all("SELECT state, count(*) FROM challenges GROUP BY state")
        assert {row[0]: row[1] for row in states} == {"revealed": 28, "open": 1}
        assert await database.value("SELECT count(*) FROM slots WHERE missed IS NOT NULL") == 0
        for what, fewest in (
            ("DISTINCT user_id) FROM (SELECT user_id FROM answers", 6),
            ("*) FROM (SELECT 1 FROM answers", 100),
            ("*) FROM (SELECT 1 FROM practice_answers", 20),
            ("*) FROM (SELECT 1 FROM second_looks WHERE verdict_id IS NULL", 1),
            ("*) FROM (SELECT 1 FROM second_looks WHERE verdict_id IS NOT NULL", 3),
            ("*) FROM (SELECT 1 FROM challenges WHERE void IS NOT NULL", 1),
            ("*) FROM (SELECT 1 FROM board", 10),
        ):
            assert await database.value(f"SELECT count({what})") >= fewest, what
        assert await database.value("SELECT count(*) FROM stats_stale") == 0
        waiting = "SELECT count(*) FROM notices WHERE state <> 'told'"
        assert await database.value(waiting) == 0, "the past tells nobody anything now"


async def test_a_past_needs_marked_answers() -> None:
    with pytest.raises(SettingsError, match="marked answers beside the bank"):
        async with open_world(QUESTIONS, 0, timedelta(seconds=600), with_history=True):
            pass
