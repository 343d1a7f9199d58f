"""The demo as a newcomer meets it: started by its command, used through its page."""

from __future__ import annotations

import asyncio
import re
import shutil
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from playwright.async_api import Page, async_playwright

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SWITCHES = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
ANSWER = "It depends on the data, the model and what it is measured with."

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
            line = await asyncio.wait_for(process.stdout.readline(), 20)
            assert line, f"the demo ended: {said}"
            said += line.decode()
        yield address[0]
        process.send_signal(signal.SIGINT)
        rest, _ = await asyncio.wait_for(process.communicate(), 10)
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
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)
        page = await browser.new_page(viewport={"width": 1100, "height": 1000})
        page.set_default_timeout(8_000)
        await page.goto(address)
        yield page
        await browser.close()


async def command(page: Page, name: str) -> None:
    """Give a slash command through the picker."""
    composer = page.locator("#channel-composer-input")
    await composer.press_sequentially(f"/{name}")
    await page.locator(".command-popup").get_by_text(f"/{name}", exact=True).first.wait_for()
    await composer.press("Enter")
    await page.get_by_role("button", name="Send").click()


async def test_a_newcomer_tries_everything() -> None:
    async with demo("--reveal-after", "600") as address, page_of(address) as page:
        await page.get_by_text("Question of the day · #1").last.wait_for(timeout=5_000)

        await page.get_by_role("button", name="Answer", exact=True).click()
        await page.get_by_label("Your answer").fill(ANSWER)
        await page.get_by_role("button", name="Submit").click()
        await page.get_by_text("Saved. You can change it until").last.wait_for()
        await page.get_by_text("1 answered").last.wait_for(timeout=15_000)

        await page.get_by_label("Viewing as").select_option(label="mo")
        await command(page, "reveal")
        await page.get_by_text("Model answer · #1").last.wait_for()
        await page.get_by_text("What a good answer contains").last.wait_for()

        await page.get_by_label("Viewing as").select_option(label="ana")
        await page.get_by_role("button", name="My result").last.click()
        await page.get_by_text(
            re.compile(r"(Got it|Partly|Not yet) · \d+ of \d+ points")
        ).last.wait_for()
        await command(page, "leaderboard")
        await page.get_by_text("Leaderboard · this week · all topics").last.wait_for()
        await page.get_by_text(re.compile("You: place 1 with")).last.wait_for()


async def test_the_reveal_appears_by_itself() -> None:
    async with demo("--reveal-after", "3") as address, page_of(address) as page:
        await page.get_by_text("Model answer · #1").last.wait_for(timeout=15_000)
        await page.get_by_text("Nobody answered this one.").last.wait_for()


async def test_a_port_that_is_taken() -> None:
    async with demo("--reveal-after", "600") as address:
        port = re.search(r":(\d+)/", address)
        assert port is not None
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, str(ROOT / "bot.py"), "demo", "--no-browser", "--port", port[1]),
            stderr=asyncio.subprocess.PIPE,
        )
        _, said = await asyncio.wait_for(process.communicate(), 20)
        assert process.returncode == 1
        assert f"Port {port[1]} is taken; choose another with --port." in said.decode()
        assert "Traceback" not in said.decode()
