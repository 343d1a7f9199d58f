"""The demo as a newcomer meets it: started by its command, used through its page."""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from importlib import resources
from pathlib import Path

import pytest
from playwright.async_api import Page, TimeoutError, async_playwright

from quizbot.bank.library import Library
from tests.conftest import HANGS

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PATIENCE = (5.0, 10.0, 20.0, 40.0)
"""Seconds after which somebody presses once more, ever longer, and then waits."""
Act = Callable[[], Awaitable[object]]
CATALOGUE = resources.files("simcord.preview") / "static" / "backend-diagnostics.json"
FAULT = json.loads(CATALOGUE.read_text(encoding="utf-8"))["action-callback-error"][3]
"""What the page says when the bot raised; a press made twice on a slow machine is told too."""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed"),
]


@asynccontextmanager
async def demo(*options: str) -> AsyncIterator[str]:
    """Start the demo and yield its address; it must end cleanly with Ctrl-C."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, str(ROOT / "bot.py"), "demo", "--no-browser", *options),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    assert process.stdout is not None
    try:
        said = ""
        while not (address := re.search(r"http://127\.0\.0\.1:\S+", said)):
            line = await asyncio.wait_for(process.stdout.readline(), HANGS)
            assert line, f"the demo ended: {said}"
            said += line.decode()
        yield address[0]
        process.send_signal(signal.SIGINT)
        rest, _ = await asyncio.wait_for(process.communicate(), HANGS)
        assert process.returncode == 0
        assert rest.decode().endswith("The demo has ended.\n")
        assert "Traceback" not in rest.decode()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


@asynccontextmanager
async def page_of(address: str) -> AsyncIterator[Page]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=CHROMIUM, args=SWITCHES, timeout=1000 * HANGS
        )
        page = await browser.new_page(viewport={"width": 1100, "height": 1000})
        page.set_default_timeout(1000 * HANGS)
        await page.goto(address)
        yield page
        await browser.close()


async def until_shown(page: Page, text: str | re.Pattern[str], act: Act) -> None:
    """Act as a person would: a press that came while the page was changing is made again.

    What cannot be pressed any more may have been pressed, so the text is looked for all the same.
    """
    for seconds in PATIENCE:
        page.set_default_timeout(1000 * seconds)
        with contextlib.suppress(TimeoutError):
            await act()
        with contextlib.suppress(TimeoutError):
            await page.get_by_text(text).last.wait_for()
            page.set_default_timeout(1000 * HANGS)
            return
    page.set_default_timeout(1000 * HANGS)
    await page.get_by_text(text).last.wait_for()


def command(page: Page, name: str) -> Act:
    """Give a slash command through the picker."""

    async def act() -> None:
        composer = page.locator("#channel-composer-input")
        await composer.fill("")
        await composer.press_sequentially(f"/{name}")
        popup = page.locator(".command-popup")
        await popup.get_by_text(f"/{name}", exact=True).first.wait_for()
        await composer.press("Enter")
        await page.get_by_role("button", name="Send").click()

    return act


def button(page: Page, name: str) -> Act:
    """Press the last button of this name."""
    return page.get_by_role("button", name=name, exact=True).last.click


def a_good_answer(bank: Library, shown: str) -> str:
    """Return the first key points of the question that the page shows."""
    plain = re.sub(r"[`*]", "", shown)
    asked = next(q for q in bank.questions.values() if re.sub(r"[`*]", "", q.prompt) in plain)
    return ". ".join(point.point for point in asked.key_points[:3])


async def test_a_newcomer_tries_everything(shipped: Library) -> None:
    async with demo("--reveal-after", "600") as address, page_of(address) as page:
        await page.get_by_text("Question of the day · #1").last.wait_for()

        await page.get_by_text("Try this").last.wait_for()

        answer = a_good_answer(shipped, await page.locator("body").inner_text())
        await until_shown(page, "How sure are you?", button(page, "Answer"))
        await page.get_by_label("Your answer").fill(answer)
        submit = page.get_by_role("button", name="Submit")
        await until_shown(page, "Saved. You can change what you say to #1", submit.click)
        await page.get_by_text("1 answered").last.wait_for()

        await until_shown(page, "Only moderators can do that", command(page, "reveal"))
        faults = await page.locator("#diagnostics").text_content()
        assert FAULT not in (faults or ""), "a refusal is shown as a fault"

        await page.get_by_label("Viewing as").select_option(label="mo")
        await until_shown(page, "Model answer · #1", command(page, "reveal"))
        await page.get_by_text("What a good answer contains").last.wait_for()

        await page.get_by_label("Viewing as").select_option(label="ana")
        result = page.get_by_role("button", name="My result").last
        await until_shown(page, re.compile(r"(Got it|Partly|Not yet) · \d+ of"), result.click)
        await until_shown(
            page, "Leaderboard · this week · all topics", command(page, "leaderboard")
        )
        await page.get_by_text(re.compile("You: 1st with")).last.wait_for()


async def test_the_reveal_appears_by_itself() -> None:
    async with demo("--reveal-after", "3") as address, page_of(address) as page:
        await page.get_by_text("Model answer · #1").last.wait_for()
        await page.get_by_text("Nobody answered this one.").last.wait_for()


async def test_a_port_that_is_taken() -> None:
    async with demo("--reveal-after", "600") as address:
        port = re.search(r":(\d+)/", address)
        assert port is not None
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(ROOT / "bot.py"), "demo", "--no-browser", "--port", port[1]),
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), HANGS)
        assert process.returncode == 1
        assert f"Port {port[1]} is taken; choose another with --port." in said.decode()
        assert "Traceback" not in said.decode()
