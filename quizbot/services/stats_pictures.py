"""The port through which statistics become pictures."""

from __future__ import annotations

from typing import Protocol

from quizbot.domain.stats_picture import Picture
from quizbot.errors import PictureFailed


class Pictures(Protocol):
    """Draws."""

    async def wake(self) -> None:
        """Get ready, since something is to be drawn soon."""

    async def draw(self, picture: Picture) -> bytes:
        """Return a picture as PNG.

        Raises:
            PictureFailed: it could not be drawn; the words beside it say the same.
        """


class NoPictures:
    """Draws nothing, so that there are words alone."""

    async def wake(self) -> None:
        """Stay asleep."""

    async def draw(self, _picture: Picture) -> bytes:
        """Draw nothing.

        Raises:
            PictureFailed: always.
        """
        raise PictureFailed("No pictures are drawn here. The words below say the same.")
