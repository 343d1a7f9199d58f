"""A clock that is ahead of the real one by what a file says, so that several processes share it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path


class FileClock:
    """Goes on by itself, and can be set and advanced."""

    def __init__(self, file: Path) -> None:
        self._file = file

    def __call__(self) -> datetime:
        return datetime.now(UTC) + timedelta(seconds=self._ahead)

    def set(self, moment: datetime) -> None:
        """Let it be this moment."""
        self._keep((moment - datetime.now(UTC)).total_seconds())

    def advance(self, **parts: float) -> datetime:
        """Let it be later, or earlier."""
        self._keep(self._ahead + timedelta(**parts).total_seconds())
        return self()

    @property
    def _ahead(self) -> float:
        return float(self._file.read_text()) if self._file.exists() else 0.0

    def _keep(self, ahead: float) -> None:
        new = self._file.with_suffix(".new")
        new.write_text(str(ahead))
        new.replace(self._file)  # whoever reads finds the old or the new, whole
