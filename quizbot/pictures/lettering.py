"""Letters of all scripts: Noto's, which come with the package, one font after the other is asked.

The library shapes them (HarfBuzz): Arabic is joined and runs from right to left. Emoji have one
colour, that of the text. What no font has is drawn as a box.
"""

from __future__ import annotations

import functools
import logging
import warnings
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from matplotlib.text import Text

FONTS = Path(__file__).parent / "fonts"
LATIN, STRONG = "NotoSans-Regular", "NotoSans-SemiBold"
LAST = ("NotoSansCJK", "NotoSansSymbols", "NotoEmoji")
"""Asked after the fonts of one script each, which are small."""
ELLIPSIS = "…"


def prepare() -> None:
    """Let the library know these fonts and no others, so that pictures are the same everywhere."""
    manager = font_manager.fontManager
    manager.ttflist.clear()
    manager.afmlist.clear()
    for file in sorted(FONTS.glob("*.[ot]tf")):
        manager.addfont(file)
    matplotlib.rcParams["font.family"] = [LATIN]
    logging.getLogger("matplotlib").setLevel(logging.ERROR)
    warnings.filterwarnings("ignore", message="Glyph ")


def families(words: str, *, strong: bool = False) -> list[str]:
    """Return the fonts to ask for the signs of some words; one that has all is asked alone."""
    first = STRONG if strong else LATIN
    if all(ord(sign) in _signs(first) for sign in words):
        return [first]
    return [first, *others()]


@functools.cache
def _signs(family: str) -> frozenset[int]:
    return frozenset(FT2Font(str(FONTS / f"{family}.ttf")).get_charmap())


@functools.cache
def others() -> list[str]:
    """Return the names of all other fonts in the order in which they are asked for a sign."""
    known = {file.stem for file in FONTS.glob("*.[ot]tf")} - {LATIN, STRONG, *LAST}
    return [*sorted(known), *LAST]


def fit(text: Text, width: float, renderer: Any) -> None:
    """Shorten a text at its end until it is no wider than so many pixels."""
    whole = text.get_text()
    if text.get_window_extent(renderer).width <= width:
        return
    fits, too_long = 0, len(whole)
    while too_long - fits > 1:
        middle = (fits + too_long) // 2
        text.set_text(whole[:middle].rstrip() + ELLIPSIS)
        if text.get_window_extent(renderer).width <= width:
            fits = middle
        else:
            too_long = middle
    text.set_text(whole[:fits].rstrip() + ELLIPSIS)
