"""A .env file is read in any form in which people save it, or refused with what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from quizbot import settings
from quizbot.errors import SettingsError

TOKEN = "MTE4aaaaaaaaaaaaaaaaaaaa.Gabcde.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
LINE = f"DISCORD_TOKEN={TOKEN}\n"


def token_of(content: str | bytes, folder: Path) -> str:
    file = folder / ".env"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return settings.read(settings.read_dotenv(file)).token


@pytest.mark.parametrize(
    "content",
    [
        LINE,
        LINE.encode("utf-8-sig"),
        LINE.encode("utf-16"),
        LINE.encode("utf-16-le"),
        LINE.encode("utf-16-be"),
        b"\xfe\xff" + LINE.encode("utf-16-be"),
        LINE.replace("\n", "\r\n"),
        f"export {LINE}",
        f"set {LINE}",
        f'$env:DISCORD_TOKEN = "{TOKEN}"\n',
        f" DISCORD_TOKEN = {TOKEN} \n",
        f"DISCORD_TOKEN='{TOKEN}'",
        f'DISCORD_TOKEN="{TOKEN}" # the bot of our group',
        f"DISCORD_TOKEN={TOKEN} # it's ours",
        f"DISCORD_TOKEN=“{TOKEN}”",
        f'DISCORD_TOKEN="{TOKEN}',
        f"DISCORD_TOKEN=Bot {TOKEN}",
        f'DISCORD_TOKEN="Bot {TOKEN} "',
        f"# größer\nunrelated=1\nGITHUB_TOKEN=x\n\nnothing\n{LINE}",
        f"DISCORD_TOKEN=\n{LINE}",
    ],
)
def test_the_token_is_found(content: str | bytes, tmp_path: Path) -> None:
    assert token_of(content, tmp_path) == TOKEN


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("plain", "plain"),
        ("a#b", "a#b"),
        ("a  # b", "a"),
        ("# nothing", ""),
        ('"a # b"', "a # b"),
        ('"it\'s" # c', "it's"),
        ("C:\\new\\table", "C:\\new\\table"),
        ("'a' and 'b'", "'a' and 'b'"),
        ("x=y", "x=y"),
        ("", ""),
    ],
)
def test_values(value: str, read: str, tmp_path: Path) -> None:
    file = tmp_path / ".env"
    file.write_text(f"A={value}\n", encoding="utf-8")
    assert settings.read_dotenv(file) == {"A": read}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("DISCORD_TOKN=x", "DISCORD_TOKN is not a setting of this bot. Did you mean DISCORD_TOKEN"),
        ("discord_token=x", "Did you mean DISCORD_TOKEN?"),
        ("DISCORD TOKEN=x", "Did you mean DISCORD_TOKEN?"),
        ("BOT_TOKEN=x", "Did you mean DISCORD_TOKEN?"),
        ("DICORD_TOKEN=x", "Did you mean DISCORD_TOKEN?"),
        ("QUIZBOT_LOGLEVEL=x", "Did you mean QUIZBOT_LOG_LEVEL?"),
        ("LOG_LEVEL=x", "Did you mean QUIZBOT_LOG_LEVEL?"),
        ("QUIZBOT_DATABASE=x", "Did you mean QUIZBOT_DATA?"),
        ("QUIZBOT_PORT=80", "Did you mean QUIZBOT_HEALTH_PORT?"),
        ("QUIZBOT_COLOUR=x", "QUIZBOT_COLOUR is not a setting of this bot. Take it out"),
        (TOKEN, "Line 1 of .env has no equals sign. Write DISCORD_TOKEN="),
        (f"# x\nDISCORD_TOKEN {TOKEN}", "Line 2 of .env has no equals sign"),
        (b"A=1\nB=caf\xe9\n", "Line 2 of .env is not in UTF-8"),
        (b"\xff\xfeA\x00=", "is not in UTF-8"),
    ],
)
def test_what_cannot_be_meant_is_named(
    content: str | bytes, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = Path(".env")
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    with pytest.raises(SettingsError) as caught:
        settings.read_dotenv(file)
    assert sentence in str(caught.value)
    assert TOKEN not in str(caught.value)


def test_all_misspelt_names_come_together(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("DISCORD_TOKN=x\nQUIZBOT_DATE=y\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        settings.read_dotenv(tmp_path / ".env")
    assert str(caught.value).count("Did you mean") == 2


@pytest.mark.parametrize("name", [".env.txt", "env.txt", ".env.env", "env"])
def test_a_file_under_another_name_is_named(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(LINE, encoding="utf-8")
    with pytest.raises(SettingsError, match=f"one that is named {name}. Rename it"):
        settings.read_dotenv(tmp_path / ".env")
    (tmp_path / ".env").write_text(LINE, encoding="utf-8")
    assert settings.read_dotenv(tmp_path / ".env") == {"DISCORD_TOKEN": TOKEN}


def test_a_folder_is_named(tmp_path: Path) -> None:
    (tmp_path / ".env").mkdir()
    (tmp_path / "env").mkdir()  # a virtual environment is no settings file
    with pytest.raises(SettingsError, match="is a folder"):
        settings.read_dotenv(tmp_path / ".env")
    assert settings.read_dotenv(tmp_path / "none") == {}


def test_a_file_that_may_not_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not by its mode: root reads every file."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "no")

    (tmp_path / ".env").write_text(LINE, encoding="utf-8")
    monkeypatch.setattr(Path, "read_bytes", refuse)
    with pytest.raises(SettingsError, match="Let the user who starts the bot read it"):
        settings.read_dotenv(tmp_path / ".env")
