"""A topic of a server's own: what its title may be, and what questions have for it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

MAX_TITLE, MOST_TOPICS = 60, 25
"""Characters of a title, as in the bank; topics of one server's own, as many as a menu takes."""
_LONGEST = 40


def tidy(title: str) -> str:
    """Return a title on one line."""
    return " ".join(title.split())


def name_for(title: str, taken: Container[str]) -> str:
    """Return what questions have for a topic: small letters and digits, none that is ``taken``."""
    plain = unicodedata.normalize("NFKD", title.casefold())
    words = re.findall(r"[a-z0-9]+", "".join(s for s in plain if not unicodedata.combining(s)))
    base = "-".join(words)[:_LONGEST].strip("-") or "topic"
    name, number = base, 2
    while name in taken:
        name, number = f"{base}-{number}", number + 1
    return name
