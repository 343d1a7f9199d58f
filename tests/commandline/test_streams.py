"""Whatever standard output is, a command's words come out whole and no traceback ends it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commandline.test_cli import bot
from tests.conftest import HANGS, ROOT

DOCUMENT = (
    "### Что такое “кэш”?\n\nБыстрая память → ближе к процессору.\n\n"
    "### Зачем нужен индекс?\n\nЧтобы искать быстрее.\n"
)
BROKEN = 'topic: "тема"\ntitle: A\nquestions: []\n'
COMMANDS = [
    ["check"],
    ["import", "notes.md"],
    ["export", "--format", "csv"],
    ["export", "--format", "anki"],
    ["export", "--out", "файлы"],
    ["doctor"],
    ["regrade"],
    ["demo", "--no-browser", "--help"],
    ["--help"],
]
CLOSED_PIPE = 141


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_a_narrow_encoding_ends_in_no_traceback(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(DOCUMENT, encoding="utf-8")
    result = bot(*arguments, cwd=tmp_path, PYTHONIOENCODING="ascii", encoding="utf-8")
    assert "Traceback" not in result.stderr
    assert result.returncode == (arguments[0] in ("doctor", "regrade"))


def test_what_the_encoding_lacks_is_escaped(tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "тема.yaml").write_text(BROKEN, encoding="utf-8")
    result = bot("check", cwd=tmp_path, QUIZBOT_QUESTIONS=str(bank), PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert "тема.yaml:1".encode("ascii", "backslashreplace").decode() in result.stdout


def test_documents_are_utf_8(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(DOCUMENT, encoding="utf-8")
    draft = bot("import", "notes.md", cwd=tmp_path, PYTHONIOENCODING="cp1252", encoding="utf-8")
    assert "Быстрая память → ближе" in draft.stdout
    table = ("export", "--format", "csv")
    bot(*table, "--out", "bank.csv", cwd=tmp_path)
    shown = bot(*table, cwd=tmp_path, PYTHONIOENCODING="cp1252", encoding="utf-8").stdout
    assert shown == (tmp_path / "bank.csv").read_text(encoding="utf-8")
    assert "ε" in shown


@pytest.mark.parametrize(
    ("arguments", "unbuffered"),
    [
        (["check"], ""),
        (["check"], "1"),
        (["import", "notes.md"], ""),
        (["export", "--format", "csv"], ""),
        (["doctor"], "1"),
        (["demo", "--no-browser"], "1"),
    ],
)
def test_a_reader_that_leaves_early_is_no_problem(
    arguments: list[str], unbuffered: str, tmp_path: Path
) -> None:
    (tmp_path / "notes.md").write_text(DOCUMENT, encoding="utf-8")
    reading, writing = os.pipe()
    os.close(reading)
    try:
        result = start(arguments, writing, tmp_path, unbuffered)
    finally:
        os.close(writing)
    assert (result.returncode, "Traceback" in result.stderr) == (CLOSED_PIPE, False), result.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_is_one_sentence(tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        result = start(["export", "--format", "csv"], full.fileno(), tmp_path)
    assert result.returncode == 1
    assert result.stderr.strip().count("\n") == 0
    assert "Make room and try again." in result.stderr


def start(
    arguments: list[str], output: int, folder: Path, unbuffered: str = ""
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("QUIZBOT", "DISCORD"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), *arguments],
        cwd=folder,
        env={**clean, "PYTHONUNBUFFERED": unbuffered},
        stdout=output,
        stderr=subprocess.PIPE,
        text=True,
        timeout=HANGS,
        check=False,
    )
