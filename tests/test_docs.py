"""The documents say what the program does."""

from __future__ import annotations

import asyncio
import random
import re
from pathlib import Path

import pytest

from quizbot import settings
from quizbot.app import wire
from quizbot.bank import schema
from quizbot.bank.library import Library
from quizbot.clock import utc_now
from quizbot.commandline import cli
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


async def test_every_slash_command_is_in_readme(bank: Library, database: Database) -> None:
    app = wire(bank, database, random.Random(0), utc_now)
    names = {f"/{command.qualified_name}" for command in app.client.tree.walk_commands()}
    assert {name for name in names if f"`{name}" not in README} == set()


def test_every_command_line_command_is_in_readme() -> None:
    text = cli.parser().format_help()
    commands = re.findall(r"^    (\w+) ", text, re.MULTILINE)
    assert {"run", "demo", "check"} <= set(commands)
    assert [name for name in commands if f"`python bot.py {name}" not in README] == []


def test_every_setting_is_in_env_example_with_its_default() -> None:
    source = Path(settings.__file__).read_text(encoding="utf-8")
    names = set(re.findall(r'"((?:QUIZBOT|DISCORD)_[A-Z_]+)"', source))
    example = (ROOT / ".env.example").read_text(encoding="utf-8")
    shown = set(re.findall(r"^#?\s?([A-Z_]+)=", example, re.MULTILINE))
    assert shown == names
    assert [name for name in names if name not in README] == []


def test_json_schema_is_up_to_date() -> None:
    shipped = (ROOT / "questions" / "schema.json").read_text(encoding="utf-8")
    assert shipped == schema.json_schema(), "write it anew: python bot.py check --schema FILE"


def test_readme_names_only_files_that_exist() -> None:
    names = re.findall(r"\]\(((?!https?:)[^)#]+)\)", README)
    assert names
    assert [name for name in names if not (ROOT / name).exists()] == []


@pytest.mark.parametrize(
    "name", ["README.md", "CONTRIBUTING.md", "PRIVACY.md", "CHANGELOG.md", "SECURITY.md"]
)
def test_documents_have_no_loose_ends(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert not re.search(r"TODO|FIXME|TBD|lorem", text)


def test_every_table_is_in_the_privacy_document() -> None:
    migrations = ROOT / "quizbot" / "storage" / "migrations"
    tables = {
        table
        for file in migrations.glob("*.sql")
        for table in re.findall(r"CREATE TABLE (\w+)", file.read_text(encoding="utf-8"))
    }
    privacy = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
    assert {table for table in tables if f"`{table}`" not in privacy} == set()


async def test_the_erasing_statements_erase(database: Database) -> None:
    """A member's rows are gone, and so is what hangs on them; others keep theirs."""
    privacy = (ROOT / "PRIVACY.md").read_text(encoding="utf-8")
    statements = re.search(r"```sql\n(.*?)```", privacy, re.DOTALL)
    assert statements is not None
    rows = [
        "INSERT INTO challenges (id, guild_id, channel_id, number, question_id, topic, question, "
        "form, state, due, late_limit, reveal_at, reveal_after, claimed_at) "
        "VALUES (1, 1, 1, 1, 'q', 't', '{}', 'open', 'revealed', 0, 0, 0, 0, 0)"
    ]
    for user in (7, 8):
        rows += [
            f"INSERT INTO answers VALUES ({user}, 1, 1, {user}, 'n', 'x', 'sure', 1, 1, 0, 0, '')",
            f"INSERT INTO answer_versions VALUES ({user}, 1, 'x', 'sure', 1, 0, 0, '')",
            "INSERT INTO verdicts (id, answer_id, challenge_id, score, points, detail, grader, "
            f"decided_at) VALUES ({user}, {user}, 1, 1, 10, '{{}}', 'g', 0)",
            "INSERT INTO ledger (guild_id, user_id, points, reason, topic, verdict_id, day, at) "
            f"VALUES (1, {user}, 10, 'answer', 't', {user}, '2026-11-21', 0)",
            f"INSERT INTO second_looks VALUES ({user}, {user}, 1, {user}, 'why', 0, {user})",
            f"INSERT INTO learned VALUES ({user}, 1, 'q', '', 'x{user}', {user}, 9, 0, NULL, NULL)",
            f"INSERT INTO decision_drafts VALUES ({user}, 9, 'c')",
            f"INSERT INTO board VALUES (1, 'all', '', {user}, 10)",
            "INSERT INTO board_levels VALUES (1, 'all', '', 10, 1) "
            "ON CONFLICT DO UPDATE SET members = members + 1",
            f"INSERT INTO members VALUES (1, {user}, 'n')",
            "INSERT INTO suggestions (guild_id, author_id, author_name, form, suggested_at) "
            f"VALUES (1, {user}, 'n', '{{}}', 0)",
            "INSERT INTO notices (guild_id, user_id, sentence, try_at, created_at) "
            f"VALUES (1, {user}, 'why', 0, 0)",
            "INSERT INTO review_cards (id, user_id, question_id, phase, created_at) "
            f"VALUES ({user}, {user}, 'q', 1, 0)",
            f"INSERT INTO reviews VALUES ({user}, {user}, 1, {user}, 3, '2026-11-21', 0)",
            f"INSERT INTO review_settings (user_id) VALUES ({user})",
            "INSERT INTO audit (guild_id, actor_id, act, target, at, detail) "
            f"VALUES (1, 9, 'points give', 'member {user} +5', 0, 'why')",
        ]
    rows += [
        "INSERT INTO audit (guild_id, actor_id, act, target, at, detail) "
        f"VALUES (1, 9, 'grade', '#1, member {user}: 5 to 9 points', 0, 'why')"
        for user in (7, 77)
    ]

    async def fill_and_erase(connection: Connection) -> None:
        for statement in rows:
            await connection.run(statement)
        for statement in statements[1].replace(":id", "7").split(";")[:-1]:
            await connection.run(statement)

    await database.write(fill_and_erase)
    tables = ("answers", "answer_versions", "verdicts", "ledger", "board", "members")
    of_reviews = ("reviews", "review_cards", "review_settings")
    for table in (
        *tables,
        *of_reviews,
        "second_looks",
        "learned",
        "decision_drafts",
        "suggestions",
        "notices",
    ):
        assert await database.value(f"SELECT count(*) FROM {table}") == 1, table
    assert await database.value("SELECT members FROM board_levels") == 1
    noted = [tuple(row) for row in await database.all("SELECT target, detail FROM audit")]
    kept = [("member 8 +5", "why"), ("#1, member 77: 5 to 9 points", "why")]
    assert noted == [("a member", ""), kept[0], ("a member", ""), kept[1]]


def test_importing_the_command_line_opens_nothing() -> None:
    """The door is light: what a command needs is imported when it is given."""
    code = (
        "import sys, quizbot.commandline.cli; "
        "print([m for m in ('discord', 'aiosqlite', 'yaml') if m in sys.modules])"
    )
    result = asyncio.run(_python(code))
    assert result.strip() == "[]"


async def _python(code: str) -> str:
    import sys

    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", code, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    out, _ = await process.communicate()
    return out.decode()
