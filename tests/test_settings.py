"""Settings: all problems in one message, and the token in none."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizbot import settings
from quizbot.errors import SettingsError

TOKEN = "aaa.bbb.ccc"


def test_defaults() -> None:
    chosen = settings.read({"DISCORD_TOKEN": TOKEN})
    assert chosen.database == settings.ROOT / "data" / "quizbot.sqlite"
    assert chosen.questions.name == "questions"
    assert (chosen.log_level, chosen.log_format, chosen.health_port) == ("INFO", "text", None)
    assert TOKEN not in repr(chosen)
    assert TOKEN not in f"{chosen}"


def test_all_problems_at_once() -> None:
    with pytest.raises(SettingsError) as caught:
        settings.read(
            {
                "QUIZBOT_QUESTIONS": "/nowhere",
                "QUIZBOT_LOG_LEVEL": "loud",
                "QUIZBOT_LOG_FORMAT": "xml",
                "QUIZBOT_HEALTH_PORT": "99999",
            }
        )
    message = str(caught.value)
    names = ("DISCORD_TOKEN", "QUESTIONS", "LOG_LEVEL", "LOG_FORMAT", "HEALTH_PORT")
    assert all(name in message for name in names)
    assert message.count("\n") == 5
    assert "bot.py demo" in message


def test_a_token_of_the_wrong_kind_is_named_and_not_shown() -> None:
    with pytest.raises(SettingsError) as caught:
        settings.read({"DISCORD_TOKEN": "0123456789secret"})
    assert "does not look like a bot token" in str(caught.value)
    assert "0123456789secret" not in str(caught.value)


def test_dotenv(tmp_path: Path) -> None:
    file = tmp_path / ".env"
    assert settings.read_dotenv(file) == {}
    file.write_text('# comment\nA=1\n B = "two words" \n\nC=x=y\nnothing\n', encoding="utf-8")
    assert settings.read_dotenv(file) == {"A": "1", "B": "two words", "C": "x=y"}
