"""``python -m tests.bench.watched``: the real bot on the stand-in, with a watch over its loop.

With ``WATCHED=idle`` it is a loop that does nothing, for what the machine alone does to one.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from quizbot import app
from quizbot.commandline import cli, run
from tests.bench.stalls import watching
from tests.loopback.redirect import redirect


@asynccontextmanager
async def _watched(*arguments: Any, **options: Any) -> AsyncIterator[app.App]:
    async with watching(), app.open_app(*arguments, **options) as opened:
        yield opened


async def _idle() -> None:
    async with watching():
        print("ready as nobody", file=sys.stderr, flush=True)
        await asyncio.Event().wait()


def main() -> None:
    if os.environ.get("WATCHED") == "idle":
        asyncio.run(_idle())
    redirect()
    setattr(run, "open_app", _watched)  # noqa: B010  it only uses the name
    cli.main(["run"])


if __name__ == "__main__":
    main()
