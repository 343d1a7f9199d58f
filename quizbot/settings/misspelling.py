"""Names of settings that are nearly right: said, rather than passed over in silence."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches

_PREFIX = re.compile(r"^(QUIZBOT|DISCORD)_")
_TOKENS = {"TOKEN", "BOT_TOKEN"}
"""What guides to other bots call it."""
_KUBERNETES = re.compile(r"QUIZBOT_(SERVICE_|PORT_\d)|.*://")
"""Names and values that it sets by itself for a service that is called quizbot."""


def in_file(names: Iterable[str], known: Sequence[str]) -> list[str]:
    """Return a sentence for each name of a .env file that is meant for the bot and is unknown."""
    told = []
    for name in names:
        near = _nearest(name, known)
        if name in known or not (near or _PREFIX.match(_plain(name))):
            continue
        told.append(_sentence(name, near))
    return told


def in_environment(
    environment: Mapping[str, str], known: Sequence[str], *, token_is_missing: bool
) -> list[str]:
    """Return a sentence for each variable that is nearly a setting.

    The environment is everybody's: of Discord's names only those count that may be the token.
    """
    told = []
    for name, value in environment.items():
        plain = _plain(name)
        ours = plain.startswith("QUIZBOT_") and not _KUBERNETES.match(f"{plain} {value}")
        token = plain.startswith("DISCORD_") and token_is_missing
        near = _nearest(name, known) if ours or token else ""
        if near and name not in known:
            told.append(_sentence(name, near))
    return told


def _sentence(name: str, near: str) -> str:
    if near:
        return f"{name} is not a setting of this bot. Did you mean {near}?"
    return f"{name} is not a setting of this bot. Take it out, or put a # before it."


def _plain(name: str) -> str:
    return re.sub(r"\W", "_", name.strip()).upper()


def _nearest(name: str, known: Sequence[str]) -> str:
    """Return the setting that a name stands for, or nothing.

    The first word is left out of the comparison: names that share it alone are not alike.
    """
    plain = _plain(name)
    rest = _PREFIX.sub("", plain)
    if rest in _TOKENS:
        return "DISCORD_TOKEN"
    by_rest = {_PREFIX.sub("", each): each for each in known}
    if rest in by_rest:
        return by_rest[rest]
    if rest == plain:
        return "".join(get_close_matches(plain, known, n=1, cutoff=0.85))
    words = set(rest.split("_"))
    parts = [each for each in by_rest if words < {*each.split("_")} or words > {*each.split("_")}]
    near = get_close_matches(rest, parts or by_rest, n=1, cutoff=0.0 if parts else 0.65)
    return by_rest[near[0]] if near else ""
