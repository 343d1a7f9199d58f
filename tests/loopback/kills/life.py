"""A life of the bot: a process that is born, and that dies at a point, or when it is told to."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path
from typing import Any

from tests.loopback.channel import text
from tests.loopback.kills.pace import pause
from tests.loopback.kills.points import ARM, CARRIED_OUT, Point
from tests.loopback.nursery import nursery
from tests.loopback.standin import TOKEN, StandIn

PATIENCE = "60"
"""Seconds that the bot waits for the stand-in, which loses nothing; the machine may be busy."""
LIMIT = 300
"""Seconds that one life may take."""
_HEADINGS = {
    "send the question": "### Question of the day",
    "send the reveal": "### Model answer",
    "post the suggestion": "### Suggestion",
    "announce a second look": "A member asks for a second look",
}
_EDITS = {"edit the question": "Question of the day", "edit the suggestion": "### Suggestion"}
_REPLIES = {"reply", "reply to a press"}
_FOLLOWING = {"say a sentence", "change the page"}
_PUTTING_OFF = {"ask for time", "ask for time to change"}


class Life:
    """One process, with all that ends it."""

    def __init__(self, standin: StandIn, folder: Path, questions: Path) -> None:
        self._standin = standin
        self._folder = folder
        self._questions = questions
        self._point: Point | None = None
        self._ended: asyncio.Task[int]
        self._pid = 0

    async def begin(
        self, point: Point | None, *, armed: bool = True, command: str = "run", arguments: str = ""
    ) -> None:
        """Let it be born; until it is `armed` the point does not count."""
        self._point = point
        environment = {
            **self._standin.environment,
            "TMPDIR": str(self._folder),  # a machine of its own, as to locks
            "LOOPBACK_READY": "0.02",
            "LOOPBACK_TICK": f"{pause():.3f}",
            "LOOPBACK_CLOCK": str(self._folder / "clock"),
            "LOOPBACK_PATIENCE": PATIENCE,
            "LOOPBACK_COMMAND": command,
            "LOOPBACK_ARGUMENTS": arguments,
            "LOOPBACK_KILL": point.write() if point and point.instant != CARRIED_OUT else "",
            "LOOPBACK_ARMED_LATER": "" if armed else "1",
            "DISCORD_TOKEN": TOKEN,
            "QUIZBOT_DATA": str(self._folder),
            "QUIZBOT_QUESTIONS": str(self._questions),
        }
        with (self._folder / "log").open("a") as log:
            born = await nursery().bear(environment, self._folder, log.fileno())
        self._pid = born.pid
        self._ended = asyncio.create_task(born.wait())
        self._standin.witness = _nothing
        if armed:
            self._watch()

    def arm(self) -> None:
        """Let the point count from now on."""
        if self._point is not None and self._point.instant != CARRIED_OUT:
            self.send(ARM)
        self._watch()

    @property
    def is_over(self) -> bool:
        return self._ended.done()

    async def lasts(self, seconds: float) -> bool:
        """Wait so long, or until it is over; True where it goes on."""
        await asyncio.wait([self._ended], timeout=seconds)
        return not self.is_over

    async def end(self) -> int:
        """Wait for its end and return the exit status; a signal that ended it, negative."""
        return await self._ended

    def send(self, sign: signal.Signals) -> bool:
        """Send a signal; False when there is no such process any more."""
        try:
            os.kill(self._pid, sign)
        except ProcessLookupError:
            return False
        return True

    async def bury(self) -> None:
        """Leave nothing of it."""
        self.send(signal.SIGKILL)
        self._standin.witness = _nothing
        await asyncio.wait([self._ended])

    def last_words(self) -> str:
        """Return the end of its log."""
        log = self._folder / "log"
        return log.read_text()[-3000:] if log.exists() else ""

    def _watch(self) -> None:
        """Let it be killed when a request was carried out and not answered yet."""
        point = self._point
        if point is None or point.instant != CARRIED_OUT:
            return
        left = point.turn

        def watch(kind: str, payload: dict[str, Any]) -> None:
            nonlocal left
            left -= _is_of(point.step, kind, text(payload))
            if left == 0:
                self.send(signal.SIGKILL)

        self._standin.witness = watch


def _is_of(step: str, kind: str, words: str) -> bool:
    """Tell whether a request that was carried out is the one of a step."""
    if kind == "message":
        heading = next((one for one, start in _HEADINGS.items() if start in words), None)
        return step == (heading or "send the notice")
    if kind == "edit":
        return step in _EDITS and _EDITS[step] in words
    if kind == "reply":
        return step in (_REPLIES if words else _PUTTING_OFF)
    if kind == "follow-up":
        return step in _FOLLOWING
    return step == "open the thread"


def _nothing(_kind: str, _payload: dict[str, Any]) -> None:
    """See nothing."""
