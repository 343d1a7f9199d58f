"""Settings: a frozen value made from the environment, with all problems in one message."""

from __future__ import annotations

import logging
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from quizbot.errors import SettingsError
from quizbot.settings import dotenv, misspelling

T = TypeVar("T")
ROOT = Path(__file__).resolve().parents[2]
NAMES = (
    "DISCORD_TOKEN",
    "QUIZBOT_DATA",
    "QUIZBOT_QUESTIONS",
    "QUIZBOT_LOG_LEVEL",
    "QUIZBOT_LOG_FORMAT",
    "QUIZBOT_HEALTH_PORT",
)

HOW_TO_START = (
    "DISCORD_TOKEN is not set. Copy .env.example to .env and put your bot's token there, "
    "or try everything without one: python bot.py demo"
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the operator chose; ``token`` is left out of every text form."""

    token: str
    data: Path
    questions: Path
    log_level: str
    log_format: str
    health_port: int | None

    def __repr__(self) -> str:
        return (
            f"Settings(data={self.data}, questions={self.questions}, "
            f"health_port={self.health_port})"
        )

    @property
    def database(self) -> Path:
        """The database file."""
        return self.data / "quizbot.sqlite"


def read(environment: Mapping[str, str], *, need_token: bool = True) -> Settings:
    """Read the settings.

    Raises:
        SettingsError: with every problem, a line each.
    """
    token = _bare_token(environment.get("DISCORD_TOKEN", ""))
    problems = misspelling.in_environment(
        environment, NAMES, token_is_missing=need_token and not token
    )

    def take(name: str, default: str, convert: Callable[[str], T]) -> T | None:
        raw = environment.get(name, "").strip() or default
        try:
            return convert(raw)
        except ValueError as error:
            problems.append(f"{name} is {raw!r}: {error}")
            return None

    if need_token and not token:
        problems.append(HOW_TO_START)
    elif need_token and (problem := token_problem(token)):
        problems.append(problem)
    data = take("QUIZBOT_DATA", str(ROOT / "data"), _path)
    questions = take("QUIZBOT_QUESTIONS", str(ROOT / "questions"), _folder)
    level = take("QUIZBOT_LOG_LEVEL", "INFO", _level)
    log_format = take("QUIZBOT_LOG_FORMAT", "text", _format)
    port = take("QUIZBOT_HEALTH_PORT", "0", _port)
    if (
        problems
        or data is None
        or questions is None
        or level is None
        or log_format is None
        or port is None
    ):
        raise SettingsError(_together(problems))
    return Settings(token, data, questions, level, log_format, port or None)


def token_problem(token: str) -> str | None:
    """Return what is wrong with the form of a token; None when it looks like one."""
    if re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+", token, re.ASCII):
        return None
    return (
        "DISCORD_TOKEN does not look like a bot token (three parts with dots between, and no "
        "spaces). Copy it from the Bot page of your application in Discord's developer portal; "
        "the application's secret is another thing."
    )


def read_dotenv(file: Path) -> dict[str, str]:
    """Return what a .env file sets; nothing where there is no file.

    Raises:
        SettingsError: it cannot be read, or holds names that are nearly those of settings.
    """
    values = dotenv.read(file)
    problems = misspelling.in_file(values, NAMES)
    if problems:
        raise SettingsError(_together([f"{file}: {problem}" for problem in problems]))
    return values


def _bare_token(raw: str) -> str:
    """Return a token without what is often copied with it: spaces, quotes, the word Bot."""
    return re.sub(r"(?i)^bot\s+", "", raw.strip(" \t\r\n\"'\u200b\ufeff")).strip("\"' ")


def _together(problems: list[str]) -> str:
    if len(problems) == 1:
        return problems[0]
    return "\n".join(["The settings have problems:", *(f"- {problem}" for problem in problems)])


def _path(raw: str) -> Path:
    return Path(raw).expanduser().absolute()


def _folder(raw: str) -> Path:
    path = _path(raw)
    if not path.is_dir():
        raise ValueError("there is no such folder.")
    return path


def _level(raw: str) -> str:
    if raw.upper() not in logging.getLevelNamesMapping():
        raise ValueError("must be DEBUG, INFO, WARNING or ERROR.")
    return raw.upper()


def _format(raw: str) -> str:
    if raw not in ("text", "json"):
        raise ValueError("must be text or json.")
    return raw


def _port(raw: str) -> int:
    if not raw.isdigit() or int(raw) > 65535:
        raise ValueError("must be a port number, or empty for no health endpoint.")
    return int(raw)
