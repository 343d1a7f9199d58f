"""Settings: all problems in one message, and the token in none."""

from __future__ import annotations

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


@pytest.mark.parametrize(
    "token", ["a.b", "a.b.c.d", "a. b.c", "a.b.ü", "a.b.c\nd", "OTk.x y.z", "..", "a.b.c;"]
)
def test_what_is_no_token_is_refused_before_discord_sees_it(token: str) -> None:
    with pytest.raises(SettingsError, match="does not look like a bot token"):
        settings.read({"DISCORD_TOKEN": token})


def test_all_names_are_known() -> None:
    class Asked(dict[str, str]):
        def get(self, name: str, default: str = "") -> str:  # type: ignore[override]
            self[name] = default
            return default

    asked = Asked()
    settings.read(asked, need_token=False)
    assert tuple(asked) == settings.NAMES


@pytest.mark.parametrize(
    ("name", "value", "meant"),
    [
        ("QUIZBOT_LOGLEVEL", "DEBUG", "QUIZBOT_LOG_LEVEL"),
        ("quizbot_data", "x", "QUIZBOT_DATA"),
        ("QUIZBOT_PORT", "8080", "QUIZBOT_HEALTH_PORT"),
        ("DISCORD_BOT_TOKEN", TOKEN, "DISCORD_TOKEN"),
        ("DISCORD_TOKN", TOKEN, "DISCORD_TOKEN"),
    ],
)
def test_a_misspelt_variable_is_named(name: str, value: str, meant: str) -> None:
    with pytest.raises(SettingsError) as caught:
        settings.read({name: value})
    assert f"{name} is not a setting of this bot. Did you mean {meant}?" in str(caught.value)
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DISCORD_BOT_TOKEN", "another bot's"),
        ("DISCORD_WEBHOOK", "x"),
        ("BOT_TOKEN", "x"),
        ("LOG_LEVEL", "x"),
        ("QUIZBOT_VERSION", "1"),
        ("QUIZBOT_PORT", "tcp://10.0.0.1:8080"),
        ("QUIZBOT_SERVICE_PORT", "8080"),
        ("QUIZBOT_PORT_8080_TCP_PORT", "8080"),
    ],
)
def test_what_others_put_into_the_environment_is_left_alone(name: str, value: str) -> None:
    assert settings.read({"DISCORD_TOKEN": TOKEN, name: value}).token == TOKEN
    assert settings.read({name: value}, need_token=False).token == ""
