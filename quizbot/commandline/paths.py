"""Files that shell commands work on: the database that is there, and those a person named."""

from __future__ import annotations

from pathlib import Path

from quizbot.errors import Refusal, StorageError
from quizbot.settings import Settings


def write(file: Path, text: str) -> None:
    """Write a text.

    Raises:
        Refusal: the place cannot be written.
    """
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise Refusal(
            f"{file} cannot be written ({error.strerror}). Choose another place."
        ) from error


def existing(settings: Settings) -> Path:
    """Return the database file of a bot that has been started before.

    Raises:
        StorageError: there is none.
    """
    if not settings.database.is_file():
        raise StorageError(
            f"There is no database {settings.database}. "
            "Set QUIZBOT_DATA to the folder in which the bot keeps it."
        )
    return settings.database
