"""``python -m quizbot.pictures.worker``: draw what each line of standard input asks for.

A line is a picture as JSON; the reply is a line of JSON with the ``size`` of the PNG that follows,
or with the ``error``. It ends when its input does, so it never outlives the bot.
"""

from __future__ import annotations

import json
import os
import sys
from typing import BinaryIO

from quizbot.domain import stats_picture
from quizbot.domain.stats_picture import (
    ActivityPicture,
    MasteryPicture,
    ParticipationPicture,
    Picture,
)


def main() -> None:
    """Serve until the end of standard input."""
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints is no reply
    serve(sys.stdin.buffer, out)


def serve(requests: BinaryIO, replies: BinaryIO) -> None:
    """Answer each line with a picture."""
    from quizbot.pictures import lettering, own_figures, server_figures  # noqa: F401  ready to draw

    lettering.prepare()
    for line in requests:
        try:
            png = draw(stats_picture.read(line.decode()))
            head: dict[str, object] = {"size": len(png)}
        except Exception as error:  # noqa: BLE001  the bot hears its kind, and says it is sorry
            png, head = b"", {"error": type(error).__name__}
        replies.write(json.dumps(head).encode() + b"\n" + png)
        replies.flush()


def draw(picture: Picture) -> bytes:
    """Return a picture as PNG."""
    from quizbot.pictures import own_figures, server_figures

    if isinstance(picture, ActivityPicture):
        return own_figures.activity(picture)
    if isinstance(picture, MasteryPicture):
        return own_figures.mastery(picture)
    if isinstance(picture, ParticipationPicture):
        return server_figures.participation(picture)
    return server_figures.questions(picture)


if __name__ == "__main__":
    main()
