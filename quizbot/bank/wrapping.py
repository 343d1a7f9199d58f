"""Line breaks of a bank file: most only keep its lines short, some are meant."""

from __future__ import annotations

import re

_FENCED = re.compile(r"((?:^|(?<=\n))```[^\n]*\n(?:.*?\n)?```(?:\n|$))", re.DOTALL)
_SOFT_BREAK = re.compile(r"(?<=[^\n\\])\n(?!\n|\s*[-*>] |\s*\d+\. |```|$)[ \t]*")
_HARD_BREAK = re.compile(r"\\\n")
_KEPT_BREAK = re.compile(
    r"(?<=\\)\n|(?<=[^\n])\n(?!\n|\s*[-*>] |\s*\d+\. |```|$)",
)


def unwrap(text: str) -> str:
    """Join the lines of each paragraph and list entry, since Discord shows every line break.

    Code stays as it is, and so does a break after a line that ends with a backslash.
    """
    parts = _FENCED.split(text.strip())
    parts[::2] = [_HARD_BREAK.sub("\n", _SOFT_BREAK.sub(" ", part)) for part in parts[::2]]
    return "".join(parts)


def wrap(text: str) -> str:
    """Return a text such that `unwrap` gives it back: breaks that must stay get a backslash."""
    parts = _FENCED.split(text)
    parts[::2] = [_KEPT_BREAK.sub(r"\\\n", part) for part in parts[::2]]
    return "".join(parts)
