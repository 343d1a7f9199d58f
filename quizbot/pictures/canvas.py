"""A sheet to draw on, in pixels from the upper left corner, and what all pictures are made of."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PatchCollection
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle

from quizbot.pictures import lettering, palette

SHEET_WIDTH = 800
"""Pixels; a phone shows them on some 300 of its own, so that letters are much larger here."""
MARGIN = 40
TITLE, HEADING, WORD, SMALL = 40, 33, 29, 26
"""Heights of letters in pixels."""
_DPI = 100


class Canvas:
    """An empty sheet, so many pixels high."""

    def __init__(self, height: int) -> None:
        self.height = height
        size = (SHEET_WIDTH / _DPI, height / _DPI)
        self._figure = Figure(figsize=size, dpi=_DPI, facecolor=palette.GROUND)
        self._agg: Any = FigureCanvasAgg(self._figure)
        self._ground = self._figure.add_axes((0, 0, 1, 1))
        self._ground.set_axis_off()
        self._ground.set_xlim(0, SHEET_WIDTH)
        self._ground.set_ylim(height, 0)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        size: float = WORD,
        *,
        colour: str = palette.INK,
        strong: bool = False,
        align: str = "left",
        width: float | None = None,
    ) -> None:
        """Write one line whose middle is at ``y``; what is wider than ``width`` is shortened."""
        text = self._ground.text(
            *(x, y, words),
            fontsize=size * 72 / _DPI,
            color=colour,
            ha=align,
            va="center_baseline",
            family=lettering.families(words, strong=strong),
            parse_math=False,
        )
        lettering.fit(text, SHEET_WIDTH - MARGIN - x if width is None else width, self._renderer)

    def title(self, words: str, name: str) -> None:
        """Write the head of a picture: what it shows, and whose it is."""
        self.write(MARGIN, 46, name, TITLE, strong=True, width=SHEET_WIDTH - 2 * MARGIN)
        self.write(MARGIN, 98, words, SMALL, colour=palette.PALE)

    def squares(
        self, places: Sequence[tuple[float, float]], side: float, colours: Sequence[str]
    ) -> None:
        """Draw squares by their upper left corners."""
        patches = [Rectangle(place, side, side) for place in places]
        self._ground.add_collection(PatchCollection(patches, facecolors=colours, linewidths=0))

    def bar(
        self, x: float, y: float, width: float, height: float, share: float, colour: str
    ) -> None:
        """Draw a bar that is filled to a ``share`` (0..1)."""
        self._box(x, y, width, height, palette.EMPTY)
        if share > 0:
            self._box(x, y, max(width * share, height), height, colour)

    def _box(self, x: float, y: float, width: float, height: float, colour: str) -> None:
        radius = height / 2
        self._ground.add_patch(
            FancyBboxPatch(
                (x + radius, y + radius),
                *(width - height, 0.01),
                boxstyle=f"round,pad={radius}",
                facecolor=colour,
                linewidth=0,
            )
        )

    def chart(self, top: float, height: float, left: float = 110, right: float = MARGIN) -> Axes:
        """Return axes with quiet lines, for what is plotted."""
        axes = self._figure.add_axes(
            (
                left / SHEET_WIDTH,
                1 - (top + height) / self.height,
                (SHEET_WIDTH - left - right) / SHEET_WIDTH,
                height / self.height,
            )
        )
        axes.set_facecolor(palette.GROUND)
        for name, spine in axes.spines.items():
            spine.set_visible(name == "bottom")
            spine.set_color(palette.LINE)
        axes.grid(axis="y", color=palette.LINE, linewidth=1)
        axes.set_axisbelow(True)
        axes.tick_params(
            colors=palette.PALE,
            labelsize=SMALL * 72 / _DPI,
            length=0,
            pad=8,
            labelcolor=palette.PALE,
        )
        return axes

    @property
    def _renderer(self) -> Any:
        return self._agg.get_renderer()

    def png(self) -> bytes:
        """Return the sheet as a PNG."""
        out = io.BytesIO()
        quick = {"compress_level": 3}
        self._agg.print_png(out, metadata={"Software": None}, pil_kwargs=quick)
        return out.getvalue()
