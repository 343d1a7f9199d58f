"""Who may not moderate is refused by every command, button, menu and form of moderators.

The walk takes the commands from the tree and the actions from the router; what members may use is
named here once more, so that nothing becomes a member's by a slip where it is registered.
"""

from __future__ import annotations

import inspect
import random
from pathlib import Path
from typing import Any, cast

import discord
import pytest
from discord import AppCommandOptionType as Kind
from discord import app_commands

from quizbot.app import wire
from quizbot.bank import library
from quizbot.clock import utc_now
from quizbot.storage.database import Database
from quizbot.ui.client import QuizBot
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout
from tests.e2e.stage import Stage, read

REFUSAL = "Only moderators can do that here"


def a_client() -> QuizBot:
    """Return the bot as it is wired; its database is not opened, only its parts are counted."""
    bank = library.load(Path(__file__).resolve().parents[2] / "questions")
    return wire(bank, cast(Database, object()), random.Random(0), utc_now).client


CLIENT = a_client()
HANDLERS = CLIENT.router.moderators
COMMANDS = {
    command.qualified_name: command
    for command in CLIENT.tree.walk_commands()
    if isinstance(command, app_commands.Command)
}
MEMBERS_COMMANDS = {
    *("help", "answer", "quiz", "review", "leaderboard", "suggest"),
    *("stats me", "stats member"),
}
MODERATORS_COMMANDS = sorted(set(COMMANDS) - MEMBERS_COMMANDS)
MODERATORS_ACTIONS = sorted(HANDLERS)
MEMBERS_ACTIONS = {
    *("answer", "submit", "choice", "choose", "hint", "mine", "result"),
    *("quiz-answer", "quiz-submit", "quiz-choose", "quiz-hint", "quiz-show", "quiz-skip"),
    *("quiz-next", "quiz-stop", "quiz-result"),
    *("board", "board-period", "board-topic"),
    *("suggest-form", "suggest-part", "suggest-more"),
    "stats-share",
    *("review-next", "review-answer", "review-submit", "review-hint", "review-show"),
    *("review-grade", "review-undo", "review-out", "review-back"),
    *("review-keep", "review-keep-quiz"),
    *("review-settings", "review-retention", "review-new", "review-hour", "review-missed"),
    *("review-zone", "review-zone-form", "review-export", "review-no-reminders"),
    *("second-look", "second-look-ask", "how-graded"),
}
"""What everybody may use; each checks for itself that what it shows is the member's own."""


def test_members_may_use_just_what_is_named_here() -> None:
    assert set(COMMANDS) >= MEMBERS_COMMANDS
    assert set(CLIENT.router.members) == MEMBERS_ACTIONS
    assert set(HANDLERS) & MEMBERS_ACTIONS == set()
    assert len(MODERATORS_COMMANDS) > 15
    assert len(MODERATORS_ACTIONS) > 15


REFUSED = ["a member", "who had the role", "with other rights", "a moderator elsewhere"]
ALLOWED = ["with Manage Server", "an administrator", "with the role"]
OTHER_RIGHTS = discord.Permissions(
    kick_members=True,
    ban_members=True,
    manage_channels=True,
    manage_roles=True,
    manage_messages=True,
    moderate_members=True,
)
"""What moderators of a server often have besides; the bot asks for none of it."""


@pytest.fixture
async def people(stage: Stage) -> dict[str, Any]:
    """Everybody by what they may do; one had the moderators' role, used it, and has it no more."""
    chosen = stage.guild.create_role("quizmaster")
    others = stage.guild.create_role("Helpers", permissions=OTHER_RIGHTS)
    all_rights = stage.guild.create_role(
        "Owners", permissions=discord.Permissions(administrator=True)
    )
    elsewhere = stage.env.create_guild("Another group")
    leads = elsewhere.create_role("Admins", permissions=discord.Permissions(manage_guild=True))
    users = {name: stage.env.create_user(name) for name in ("eve", "kim", "lee", "ada", "rob")}
    elsewhere.add_member(users["lee"], roles=[leads])
    roles = {"eve": [chosen], "kim": [others], "lee": [], "ada": [all_rights], "rob": [chosen]}
    here = {name: stage.guild.add_member(users[name], roles=roles[name]) for name in users}
    await stage.set_up(moderators=chosen)
    assert "09:00" in read(await here["eve"].slash(stage.channel, "schedule list"))
    stage.env.backend.remove_member_role(stage.guild.id, here["eve"].id, chosen.id)
    await stage.env.settle()
    refused = (stage.ana, here["eve"], here["kim"], here["lee"])
    allowed = (stage.mod, here["ada"], here["rob"])
    return dict(zip([*REFUSED, *ALLOWED], (*refused, *allowed), strict=True))


def required_options(stage: Stage, name: str) -> dict[str, Any]:
    """Return something for every option that a command must be given."""
    examples = {
        Kind.string: "own-1",
        Kind.integer: 1,
        Kind.boolean: True,
        Kind.channel: stage.channel,
        Kind.role: stage.guild.default_role,
        Kind.user: stage.bo,
        Kind.number: 1.0,
        Kind.attachment: ("questions.yaml", b"topic: x"),
    }
    return {
        option.name: option.choices[0].value if option.choices else examples[option.type]
        for option in COMMANDS[name].parameters
        if option.required
    }


async def contents(stage: Stage) -> list[Any]:
    """Return all that is stored, to see that nothing has changed."""
    tables = await stage.app.shared.database.all(
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    )
    return [
        tuple(row)
        for (name,) in tables
        for row in await stage.app.shared.database.all(f"SELECT * FROM {name}")
    ]


def refuses(result: Any) -> bool:
    return result.modal is None and REFUSAL in read(result) and result.ephemeral


@pytest.mark.parametrize("who", REFUSED)
async def test_every_command_refuses(stage: Stage, people: dict[str, Any], who: str) -> None:
    before = await contents(stage)
    allowed = []
    for name in MODERATORS_COMMANDS:
        result = await people[who].slash(stage.channel, name, **required_options(stage, name))
        allowed += [] if refuses(result) else [f"/{name} as {who}"]
    assert allowed == []
    assert await contents(stage) == before


@pytest.mark.parametrize("who", REFUSED)
async def test_every_button_menu_and_form_refuses(
    stage: Stage, people: dict[str, Any], who: str
) -> None:
    """An old message with each address is pressed after the role was taken away."""
    before = await contents(stage)
    allowed = []
    for action in MODERATORS_ACTIONS:
        message = await old_message(stage, address(action, *parts_of(action)))
        result = await people[who].click(message, label="Old")
        allowed += [] if refuses(result) else [f"{action} as {who}"]
    assert allowed == []
    assert await contents(stage) == before


@pytest.mark.parametrize("who", ALLOWED)
async def test_the_refusals_are_for_who_presses(
    stage: Stage, people: dict[str, Any], who: str
) -> None:
    """The same commands and presses of a moderator come through to what they are for."""
    refused = []
    for action in MODERATORS_ACTIONS:
        message = await old_message(stage, address(action, *parts_of(action)))
        result = await people[who].click(message, label="Old")
        refused += [action] if refuses(result) else []
    for name in MODERATORS_COMMANDS:
        result = await people[who].slash(stage.channel, name, **required_options(stage, name))
        refused += [f"/{name}"] if refuses(result) else []
    stage.forgive()  # some of these addresses are of nothing, or of a menu
    assert refused == []


def parts_of(action: str) -> list[str | int]:
    """Return parts of an address as the handler of an action takes them."""
    parameters = list(inspect.signature(HANDLERS[action]).parameters.values())[2:]
    return ["x" if parameter.annotation == "str" else 1 for parameter in parameters]


async def old_message(stage: Stage, custom_id: str) -> discord.Message:
    """Return a message of the bot that everybody sees, with one button of this address."""
    channel = stage.app.client.get_partial_messageable(stage.channel.id, guild_id=stage.guild.id)
    sent = await channel.send(view=layout.Layout(layout.row(layout.button("Old", custom_id))))
    return next(message for message in stage.messages() if message.id == sent.id)


@pytest.mark.parametrize("who", REFUSED)
async def test_completions_tell_members_nothing(
    stage: Stage, people: dict[str, Any], who: str
) -> None:
    """Questions and schedules are not offered to who may not see them."""
    asked = 0
    for name in MODERATORS_COMMANDS:
        for option in COMMANDS[name].parameters:
            if option.autocomplete and option.name in ("question", "schedule", "number"):
                asked += 1
                offered = await people[who].autocomplete(stage.channel, name, option.name, "")
                assert offered == [], (name, option.name)
    assert asked > 10
