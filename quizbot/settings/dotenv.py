"""A `.env` file: ``NAME=value`` lines, in whatever form an editor or a shell left them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from quizbot.errors import SettingsError

_RENAMED = (".env.txt", "env.txt", ".env.env", "env")
"""What editors and file managers make of the name, above all where endings are hidden."""
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}
_QUOTES = {'"': '"', "'": "'", "“": "”", "„": "“", "‘": "’", "«": "»"}
_NAME = re.compile(r"(?:export\s+|set\s+|\$env:)?(.+)", re.IGNORECASE)


def read(file: Path) -> dict[str, str]:
    """Return the values of a file by their names; nothing where there is no file.

    Raises:
        SettingsError: the file cannot be read, has another name, or has a token without a name.
    """
    if not file.exists():
        _look_for_another(file)
        return {}
    try:
        data = file.read_bytes()
    except IsADirectoryError as error:
        raise SettingsError(_folder(file)) from error
    except OSError as error:
        if file.is_dir():  # Windows tells of a missing permission
            raise SettingsError(_folder(file)) from error
        raise SettingsError(
            f"{file} cannot be read ({error.strerror}). Let the user who starts the bot read it."
        ) from error
    return dict(_pairs(_decoded(data, file), file))


def _look_for_another(file: Path) -> None:
    for name in _RENAMED:
        if file.with_name(name).is_file():
            raise SettingsError(
                f"There is no file {file} here, but one that is named {name}. Rename it to "
                f"{file}; Windows shows whole names under View > File name extensions."
            )


def _folder(file: Path) -> str:
    return (
        f"{file} is a folder. Remove it, copy the file .env.example to {file}, "
        "and put your bot's token there."
    )


def _decoded(data: bytes, file: Path) -> str:
    mark = next((mark for mark in _MARKS if data.startswith(mark)), b"")
    encoding = _MARKS[mark] if mark else _without_mark(data)
    try:
        return data[len(mark) :].decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SettingsError(
            f"Line {line} of {file} is not in UTF-8. Open the file in an editor and save it "
            "as UTF-8."
        ) from error


def _without_mark(data: bytes) -> str:
    """Tell UTF-16 without its mark by where the zeros of plain letters stand."""
    if b"\0" not in data:
        return "utf-8"
    return "utf-16-be" if data.startswith(b"\0") else "utf-16-le"


def _pairs(text: str, file: Path) -> Iterator[tuple[str, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        name, equals, value = line.strip().partition("=")
        if name.startswith("#"):
            continue
        if not equals:
            _refuse_bare_token(name, number, file)
        elif named := _NAME.fullmatch(name.strip()):
            yield named[1], _value(value.strip())


def _refuse_bare_token(line: str, number: int, file: Path) -> None:
    if re.fullmatch(r"\S{20,}\.\S+\.\S{20,}|DISCORD_TOKEN\b.*", line):
        raise SettingsError(
            f"Line {number} of {file} has no equals sign. Write DISCORD_TOKEN= and the token "
            "behind it, in one line."
        )


def _value(raw: str) -> str:
    """Return a value without its quotes, and without a comment behind it."""
    closing = raw.find(_QUOTES[raw[0]], 1) if raw[:1] in _QUOTES else -1
    if closing > 0 and re.match(r"\s*(#|$)", raw[closing + 1 :]):
        return raw[1:closing].strip()
    return re.split(r"(?:^|\s+)#", raw, maxsplit=1)[0].strip()
