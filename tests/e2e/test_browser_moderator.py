"""The demo as a new moderator meets it: from a server where nothing is, to its audit list."""

from __future__ import annotations

import re

from playwright.async_api import Page

from tests.e2e.test_browser import Act, button, command, demo, page_of, pytestmark, until_shown

__all__ = ["pytestmark"]

PROMPT = "Which rule of our group comes first?"
ANSWER = "First be honest about what you do not know, then be short."
POINTS = "be honest about what you do not know\nbe short"


def with_options(page: Page, name: str, **values: str) -> Act:
    """Give a slash command with its required options through the picker."""

    async def act() -> None:
        composer = page.locator("#channel-composer-input")
        if await page.locator(".command-context-close").count():
            await page.locator(".command-context-close").first.click()
        await composer.fill("")
        await composer.press_sequentially(f"/{name}")
        popup = page.locator(".command-popup")
        await popup.get_by_text(f"/{name}", exact=True).first.wait_for()
        await composer.press("Enter")
        for option, value in values.items():
            field = page.locator(f"input[data-option='{option}']")
            await field.press_sequentially(value)
            if await field.get_attribute("role") == "combobox":
                await popup.get_by_role("option").filter(has_text=value).first.click()
        await page.get_by_role("button", name="Send").click()

    return act


async def view_as(page: Page, name: str) -> None:
    await page.get_by_label("Viewing as").select_option(label=name)


async def test_a_new_moderator_from_an_empty_server() -> None:
    async with demo("--empty") as address, page_of(address) as page:
        await page.get_by_text("gives /setup: the channel").last.wait_for()
        await view_as(page, "mo")
        setup = with_options(page, "setup", channel="quiz")
        await until_shown(page, "The daily question is on", setup)

        submit = page.get_by_role("button", name="Submit")
        await until_shown(page, "A question of your own", command(page, "question add"))
        dialog = page.get_by_role("dialog")
        await dialog.get_by_role("combobox").click()
        await dialog.get_by_role("option", name="Foundations").click()
        await dialog.get_by_label("Beginner").check(force=True)
        await dialog.get_by_label("Question").fill(PROMPT)
        await dialog.get_by_label("Model answer").fill(ANSWER)
        await dialog.get_by_label("Key points").fill(POINTS)
        await until_shown(page, re.compile("^Preview$"), submit.click)
        await until_shown(page, "Saved as own-1", button(page, "Save and ask next"))
        await until_shown(page, "own-1 ·", command(page, "queue list"))

        await until_shown(page, "Question #1 is in", button(page, "Post one now"))
        await page.get_by_text("Question of the day · #1").last.wait_for()

        await view_as(page, "ana")
        await until_shown(page, "How sure are you?", button(page, "Answer"))
        await dialog.get_by_label("Your answer").fill("no idea, sorry")
        await until_shown(page, "Saved. You can change what you say to #1", submit.click)

        await view_as(page, "mo")
        await until_shown(page, "Model answer · #1", command(page, "reveal"))
        decide = with_options(page, "grade override", member="ana", question="1")
        await until_shown(page, "As marked: 0 of 10 points", decide)
        await until_shown(page, "2 ✓ covered (was not found)", button(page, "2 ○"))
        await until_shown(page, "Decision on #1", button(page, "Save decision"))
        await dialog.get_by_label("Reason").fill("It is said between the lines.")
        await until_shown(page, "from 0 to 5 points", submit.click)

        give = with_options(page, "points give", member="ana", points="7", reason="asked well")
        await until_shown(page, "+7 noted. ana has", give)
        await until_shown(page, "gave points to", command(page, "audit"))
        for act in (
            "set up the daily question in",
            "added the question own-1",
            "queued own-1",
            "asked for an extra question by schedule 1",
            "revealed #1 before its time",
            "decided a grade",
        ):
            await page.get_by_text(act).last.wait_for()
