"""The instants at which the bot's process is ended.

Each step of the round and of an answer has an instant before it and one after it; a step that
writes has one more when its transaction has become durable and nobody was told yet; a request to
Discord has one more when it was carried out and its answer has not arrived.
"""

from __future__ import annotations

import functools
import importlib
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiosqlite

BEFORE, AFTER, DURABLE, CARRIED_OUT = "before", "after", "durable", "carried out"

_WRITES = {
    "claim the slot": "quizbot.storage.slots:claim",
    "claim the challenge": "quizbot.storage.challenges:add",
    "fill the slot": "quizbot.storage.slots:fill",
    "follow the schedule": "quizbot.storage.challenges_unposted:follow",
    "record the question": "quizbot.storage.challenges:posted",
    "record the count": "quizbot.storage.challenges:recounted",
    "save an answer": "quizbot.storage.answers:save",
    "want a draft": "quizbot.storage.verdict_drafts:want",
    "close": "quizbot.storage.challenges:close",
    "store a verdict": "quizbot.storage.verdicts:add_first",
    "write the ledger": "quizbot.storage.ledger:add",
    "record the reveal": "quizbot.storage.challenges:revealed",
    "mark a stale message": "quizbot.storage.stale_messages:mark",
    "record what is shown": "quizbot.storage.stale_messages:shown",
}
_REQUESTS = {
    "send the question": "quizbot.ui.publisher:ChannelPublisher.post",
    "send the reveal": "quizbot.ui.publisher:ChannelPublisher.reveal",
    "edit the question": "quizbot.ui.publisher:ChannelPublisher.refresh",
    "acknowledge": "quizbot.ui.reply:private",
}
_OTHERS = {
    "look for the question": "quizbot.ui.publisher:ChannelPublisher.find_post",
    "look for the reveal": "quizbot.ui.publisher:ChannelPublisher.find_reveal",
    "judge": "quizbot.services.verdicts:Verdicts.judge",
}
_EACH_DAY = {**_WRITES, **_REQUESTS, **_OTHERS}
_REFUSED = {"note a refusal": "quizbot.storage.challenges_unposted:note_refused"}
"""What comes only where Discord does not take a question; see `test_schedule_following`."""
STEPS = {**_EACH_DAY, **_REFUSED}


@dataclass(frozen=True, slots=True)
class Point:
    """An instant of a step, the ``turn``-th time that it comes."""

    step: str
    instant: str
    turn: int = 1

    def __str__(self) -> str:
        return f"{self.step}: {self.instant}"

    def write(self) -> str:
        """Return it as a value of the environment."""
        return "|".join([self.step, self.instant, str(self.turn)])


def read(written: str) -> Point:
    """Return the point that `Point.write` wrote."""
    step, instant, turn = written.split("|")
    return Point(step, instant, int(turn))


def every() -> list[Point]:
    """Return all points of a day without trouble, each at its first turn."""
    points = [Point(step, instant) for step in _EACH_DAY for instant in (BEFORE, AFTER)]
    points += [Point(step, DURABLE) for step in _WRITES]
    return points + [Point(step, CARRIED_OUT) for step in _REQUESTS]


class Trap:
    """Ends this process at a point."""

    def __init__(self, point: Point) -> None:
        self._instant = point.instant
        self._left = point.turn
        self._durable = False
        module, _, name = STEPS[point.step].partition(":")
        *holders, name = name.split(".")
        holder = functools.reduce(getattr, holders, importlib.import_module(module))
        setattr(holder, name, self._around(getattr(holder, name)))
        if point.instant == DURABLE:
            self._watch_commits()

    def _around(self, step: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(step)
        async def around(*args: Any, **named: Any) -> Any:
            if self._instant == BEFORE:
                self._come_nearer()
            done = await step(*args, **named)
            if self._instant == AFTER:
                self._come_nearer()
            self._durable = True
            return done

        return around

    def _watch_commits(self) -> None:
        execute = aiosqlite.Connection.execute

        @functools.wraps(execute)
        async def executed(connection: aiosqlite.Connection, sql: str, *more: Any) -> Any:
            done = await execute(connection, sql, *more)
            if sql == "COMMIT" and self._durable:
                self._durable = False
                self._come_nearer()
            return done

        setattr(aiosqlite.Connection, "execute", executed)  # noqa: B010  a method

    def _come_nearer(self) -> None:
        self._left -= 1
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
