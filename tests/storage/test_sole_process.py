"""A database and a token are one process's; where there are no locks the start goes on."""

from __future__ import annotations

import errno
import fcntl
import logging
import tempfile
from pathlib import Path

import pytest

from quizbot.errors import AlreadyRunning
from quizbot.storage.sole_process import sole_process

TOKEN = "secret.token.of-ours"


@pytest.fixture(autouse=True)
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine of the test's own, as far as locks of tokens go."""
    folder = tmp_path / "machine"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.mark.parametrize(
    ("file", "token", "told"),
    [
        ("a.sqlite", "another", "this database"),
        ("b.sqlite", TOKEN, "this DISCORD_TOKEN"),
    ],
)
def test_a_second_one_is_refused_while_the_first_runs(
    tmp_path: Path, machine: Path, file: str, token: str, told: str
) -> None:
    with sole_process(tmp_path / "a.sqlite", TOKEN):
        for _ in range(2):  # who is refused leaves nothing locked
            with (
                pytest.raises(AlreadyRunning, match=told) as refused,
                sole_process(tmp_path / file, token),
            ):
                pass
        with sole_process(tmp_path / "c.sqlite", "a third"):
            pass
    assert "Stop the other one" in str(refused.value)
    with sole_process(tmp_path / file, token):
        pass
    for part in TOKEN.split("."):
        assert part not in str(refused.value)
        assert part not in str(list(machine.iterdir()))


def test_a_folder_that_cannot_be_written_holds_up_nobody(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "nowhere"))
    with sole_process(tmp_path / "nowhere" / "a.sqlite", TOKEN):
        pass


def test_a_file_system_without_locks_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    def no_locks(_file: int, _how: int) -> None:
        raise OSError(errno.ENOTSUP, "no locks here")

    monkeypatch.setattr(fcntl, "flock", no_locks)
    with caplog.at_level(logging.WARNING), sole_process(tmp_path / "a.sqlite", TOKEN):
        pass
    assert caplog.text.count("another process would not be noticed") == 2
