"""The borders of the house: who may import whom, and where SQL and Discord live."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "quizbot"
FILES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "domain": set(),
    "bank": {"domain"},
    "grading": {"domain"},
    "storage": {"domain"},
    "services": {"domain", "bank", "grading", "storage"},
    "ui": {"domain", "bank", "services"},
    "demo": {"domain", "bank", "services", "ui", "app", "clock", "signals"},
}
"""What each room may import of the others; errors may be imported by all."""

ONLY_IN = {
    "discord": {"ui", "demo", "run"},
    "aiosqlite": {"storage"},
    "sqlite3": {"storage"},
    "yaml": {"bank"},
    "pydantic": {"bank"},
    "pydantic_core": {"bank"},
    "apscheduler": {"clock"},
    "simcord": {"demo"},
}
FORBIDDEN_NAMES = {"utils", "helpers", "core", "managers", "misc", "common"}


def room(file: Path) -> str:
    """Return the folder of a file inside the package, or its own name."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}:{node.lineno}: relative import"
            yield node.lineno, node.module or ""
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)


def offences() -> Iterator[str]:
    for file in FILES:
        here = room(file)
        for line, module in imports(file):
            parts = module.split(".")
            where = f"{file.relative_to(PACKAGE.parent)}:{line}: {module}"
            if parts[0] == "quizbot" and len(parts) > 1:
                if here in MAY_IMPORT and parts[1] not in MAY_IMPORT[here] | {here, "errors"}:
                    yield f"{where}: {here} must not import {parts[1]}"
                if parts[1] == "app" and here not in {"run", "demo", "app"}:
                    yield f"{where}: nothing but run and demo imports app"
            elif parts[0] in ONLY_IN and here not in ONLY_IN[parts[0]]:
                yield f"{where}: {parts[0]} belongs to {', '.join(sorted(ONLY_IN[parts[0]]))}"


def test_imports_go_one_way() -> None:
    assert sorted(set(offences())) == []


def test_sql_lives_in_storage() -> None:
    verbs = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ")
    found = [
        f"{file.name}:{node.lineno}"
        for file in FILES
        if room(file) != "storage"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(verbs)
    ]
    assert found == []


def test_no_room_for_everything() -> None:
    assert [file for file in FILES if file.stem in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("room_name", ["domain", "bank", "grading", "services"])
def test_nothing_below_the_entry_points_reads_a_clock(room_name: str) -> None:
    clocks = ("datetime.now", "utcnow", "time.time", "date.today")
    found = [
        f"{file.name}: {word}"
        for file in FILES
        if room(file) == room_name
        for word in clocks
        if word in file.read_text(encoding="utf-8")
    ]
    assert found == []


def test_each_command_has_its_file() -> None:
    """`/leaderboard` is found as ui/commands/leaderboard.py."""
    folder = PACKAGE / "ui" / "commands"
    for file in folder.glob("*.py"):
        if file.stem in ("__init__", "options"):
            continue
        assert f'name="{file.stem}"' in file.read_text(encoding="utf-8"), file.name


def test_files_stay_readable() -> None:
    long = {
        str(file.relative_to(PACKAGE)): lines
        for file in FILES
        if (lines := len(file.read_text(encoding="utf-8").splitlines())) > 300
    }
    assert long == {}
