"""An accepted short answer as it is written: a text, a number or a range, perhaps for a part.

``1822`` earns everything, ``%50% 1822 ± 2`` half of it, as Moodle writes it. ``3.14 ± 0.01`` and
``1..5`` are ranges of numbers, their ends included.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHARE = re.compile(r"%(\d{1,2}(?:\.\d{1,5})?)%\s*(?=\S)")
_SPAN = re.compile(r"(?<=[\d\s])\s*\.\.\s*(?=[-−+]?[\d.])")


@dataclass(frozen=True, slots=True)
class Accepted:
    """What is accepted, and the share of the points that it earns, above 0 and up to 1."""

    text: str
    share: float = 1.0


def read(written: str) -> Accepted:
    """Read an accepted answer; what is no share is part of the text."""
    match = _SHARE.match(written)
    share = float(match[1]) / 100 if match else 0.0
    return Accepted(written[match.end() :], share) if match and share else Accepted(written)


def write(text: str, share: float = 1.0) -> str:
    """Write an accepted answer, with its share where it earns a part only."""
    return text if share >= 1 else f"%{round(100 * share, 5):.5g}% {text}"


def shown(written: str) -> str:
    """Return an accepted answer as people read it: ``1 to 5``, ``1822 ± 2 (for 50 %)``."""
    accepted = read(written)
    text = _SPAN.sub(" to ", accepted.text)
    return text if accepted.share >= 1 else f"{text} (for {round(100 * accepted.share):d} %)"
