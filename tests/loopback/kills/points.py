"""The instants at which the bot's process is ended, and the trap that does it."""

from __future__ import annotations

import functools
import importlib
import os
import signal
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import aiosqlite

from tests.loopback.kills.steps import REQUESTS, STEPS, WRITES

BEFORE, AFTER, DURABLE, CARRIED_OUT = "before", "after", "durable", "carried out"
ARM = signal.SIGUSR1
"""What lets a trap that was not armed from the start count from then on."""


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


def of(step: str) -> list[Point]:
    """Return all points of a step, each at its first turn."""
    points = [Point(step, BEFORE), Point(step, AFTER)]
    points += [Point(step, DURABLE)] if step in WRITES else []
    return points + ([Point(step, CARRIED_OUT)] if step in REQUESTS else [])


class Trap:
    """Ends this process at a point, from now on or from the signal `ARM` on."""

    def __init__(self, point: Point, *, armed: bool = True) -> None:
        self._instant = point.instant
        self._left = point.turn
        self._armed = armed
        self._durable = False
        signal.signal(ARM, self._arm)
        module, _, name = STEPS[point.step].partition(":")
        *holders, name = name.split(".")
        holder = functools.reduce(getattr, holders, importlib.import_module(module))
        setattr(holder, name, self._around(getattr(holder, name)))
        if point.instant == DURABLE:
            self._watch_commits()

    def _arm(self, _number: int, _frame: object) -> None:
        self._armed = True

    def _around(self, step: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(step)
        async def around(*args: Any, **named: Any) -> Any:
            if self._instant == BEFORE:
                self._come_nearer()
            done = await step(*args, **named)
            if self._instant == AFTER:
                self._come_nearer()
            self._durable = self._armed
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
        self._left -= self._armed
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
