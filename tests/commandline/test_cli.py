"""The command line as its operator meets it, in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from quizbot import __version__
from tests.conftest import HANGS, QUESTIONS, ROOT


def bot(
    *arguments: str, cwd: Path, encoding: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("QUIZBOT", "DISCORD"))}
    return subprocess.run(
        [sys.executable, str(ROOT / "bot.py"), *arguments],
        cwd=cwd,
        env={**clean, "QUIZBOT_QUESTIONS": str(QUESTIONS), **environment},
        capture_output=True,
        text=True,
        encoding=encoding,
        timeout=HANGS,
        check=False,
    )


def test_check_says_what_the_bank_holds(tmp_path: Path) -> None:
    result = bot("check", cwd=tmp_path, QUIZBOT_QUESTIONS=str(ROOT / "questions"))
    assert result.returncode == 0, result.stdout
    assert "no problems" in result.stdout


def test_check_names_every_problem(tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "a.yaml").write_text("topic: a\ntitel: A\nquestions: []\n", encoding="utf-8")
    result = bot("check", cwd=tmp_path, QUIZBOT_QUESTIONS=str(bank))
    assert result.returncode == 1
    assert "a.yaml:2: file: titel: this key is not known. Did you mean title?" in result.stdout
    assert "title: is missing" in result.stdout
    assert "3 problems found." in result.stdout
    assert result.stderr == ""


def test_check_writes_the_schema(tmp_path: Path) -> None:
    bot("check", "--schema", "schema.json", cwd=tmp_path)
    written = (tmp_path / "schema.json").read_text(encoding="utf-8")
    assert written == (ROOT / "questions" / "schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("arguments", [[], ["run"]])
def test_a_missing_token_is_one_sentence(tmp_path: Path, arguments: list[str]) -> None:
    result = bot(*arguments, cwd=tmp_path)
    assert result.returncode == 1
    assert "DISCORD_TOKEN is not set. Copy .env.example" in result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_dotenv_file_is_read(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKEN=wrong\n", encoding="utf-8")
    assert "does not look like a bot token" in bot(cwd=tmp_path).stderr


@pytest.mark.skipif(not Path("/proc").exists(), reason="this system has no /proc")
def test_a_folder_that_cannot_be_written_is_one_sentence(tmp_path: Path) -> None:
    """Not even root can make a folder in /proc."""
    result = bot(cwd=tmp_path, DISCORD_TOKEN="a.b.c", QUIZBOT_DATA="/proc/nowhere")
    assert result.returncode == 1
    assert "Set QUIZBOT_DATA to a folder that the bot may write to." in result.stderr
    assert "Traceback" not in result.stderr


def test_a_broken_bank_stops_the_start(tmp_path: Path) -> None:
    bank = tmp_path / "bank"
    bank.mkdir()
    (bank / "a.yaml").write_text("topic: a", encoding="utf-8")
    result = bot(cwd=tmp_path, DISCORD_TOKEN="a.b.c", QUIZBOT_QUESTIONS=str(bank))
    assert result.returncode == 1
    assert "The question bank has 2 problems" in result.stderr
    assert "Traceback" not in result.stderr


def test_missing_packages_are_one_sentence() -> None:
    """Started with a Python that does not have them, as without the virtual environment."""
    result = subprocess.run(
        [sys.executable, "-S", str(ROOT / "bot.py"), "check"],
        capture_output=True,
        text=True,
        timeout=HANGS,
        check=False,
    )
    assert result.returncode == 1
    assert "is not installed for this Python. Install what the bot needs with:" in result.stderr
    assert "Traceback" not in result.stderr


def test_version(tmp_path: Path) -> None:
    assert bot("--version", cwd=tmp_path).stdout.strip() == __version__
