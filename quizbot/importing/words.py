"""The words of quiz documents by language: one table for the names of columns and for marks.

A language is one entry, a role one line of it; words are parted by commas. Names of columns are
compared without spaces, accents and capitals, and may be put together from several words:
"Correct answer text" is read as ``correct`` and ``answer``.
"""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Mapping
from enum import StrEnum
from pathlib import Path


class Role(StrEnum):
    """What a word in a document's header or margin stands for; the first ones prevail."""

    ASIDE = "aside"
    """Nothing that a question needs: time, points, pictures."""
    KIND = "kind"
    WHY = "why"
    HINT = "hint"
    LEVEL = "level"
    TOPIC = "topic"
    REFERENCE = "reference"
    ACCEPTED = "accepted"
    POINTS = "points"
    TAGS = "tags"
    WRONG = "wrong"
    CORRECT = "correct"
    OPTION = "option"
    ANSWER = "answer"
    NUMBER = "number"
    QUESTION = "question"
    BACK = "back"
    """Names of columns for answers and (``FRONT``) questions that mark nothing in a text."""
    FRONT = "front"
    FILLER = "filler"


with (Path(__file__).parent / "words.toml").open("rb") as _file:
    WORDS: Mapping[str, Mapping[str, str]] = tomllib.load(_file)
"""The words of each role by language, parted by commas."""


def folded(text: str) -> str:
    """Return a text small, without accents, spaces and signs, as names of columns are compared."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ß", "ss").replace("ł", "l"))
    kept = (sign for sign in plain if not unicodedata.combining(sign))
    return unicodedata.normalize("NFC", re.sub(r"[\W_]+", "", "".join(kept)))


def listed(role: Role) -> list[str]:
    """Return the words of a role in all languages."""
    return [
        word.strip()
        for roles in WORDS.values()
        for word in roles.get(role, "").split(",")
        if word.strip()
    ]


_ROLES: dict[str, Role] = {}
_MEANT = {Role.BACK: Role.ANSWER, Role.FRONT: Role.QUESTION}
for _role in reversed(Role):
    _meant = _MEANT.get(_role, _role)
    _ROLES.update({folded(_word): _meant for _word in listed(_role) if folded(_word)})
_LONGEST = max(map(len, _ROLES))
_ALONE = {"q": Role.QUESTION, "ans": Role.ANSWER, "r": Role.ANSWER, "#": Role.NUMBER}
_BRACKETED = re.compile(r"\([^)]*\)|\[[^\]]*\]|（[^）]*）")
_TAIL = re.compile(r"\s[-–—:|]\s.*$")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


def pattern(*roles: Role) -> str:
    """Return a regular expression for all words of some roles, the longest first."""
    words = {word for role in roles for word in listed(role)}
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


@functools.lru_cache(maxsize=4096)
def role_of(name: str) -> Role | None:
    """Return what a column of this name holds; None for a name that is not known."""
    bare = " ".join(name.replace("*", " ").split()).strip(" :.?")
    if bare.casefold() in _ALONE:
        return _ALONE[bare.casefold()]
    for tried in (bare, _BRACKETED.sub(" ", bare), _TAIL.sub("", _BRACKETED.sub(" ", bare))):
        whole = {folded(word) for word in re.findall(r"[^\W_]+", _CAMEL.sub(" ", tried))}
        roles = _decomposed(folded(tried), frozenset(whole))
        if roles:
            role = min(roles, key=list(Role).index)
            if {Role.CORRECT, Role.WRONG} <= roles and "/" in tried:
                return Role.CORRECT
            if role is Role.WHY and Role.WRONG in roles:
                return Role.ASIDE
            return Role.NUMBER if role is Role.QUESTION and "#" in bare else role
    return None


def _decomposed(name: str, whole: frozenset[str]) -> frozenset[Role]:
    """Return the roles of the words in a name, none where one is unknown.

    Words of one or two letters count only where they stand alone, as those of ``whole`` do.
    """
    if not name or len(name) > 60:
        return frozenset()
    known: list[frozenset[Role] | None] = [frozenset(), *[None] * len(name)]
    for start in range(len(name)):
        before = known[start]
        if before is None:
            continue
        for end in range(start + 1, min(len(name), start + _LONGEST) + 1):
            role = _ROLES.get(name[start:end])
            short = name[start:end].isascii() and end - start < 3
            if role is None or (short and name[start:end] not in whole):
                continue
            found = before if role is Role.FILLER else before | {role}
            if known[end] is None or len(found) < len(known[end] or ()):
                known[end] = found
    return known[len(name)] or frozenset()


_LETTER = r"[A-Ja-jА-ЕЖЗИКа-ежзикΑ-Κα-κ\u05d0-\u05d9\u0623\u0628\u062c\u062f\u0647\u0648]"
"""Letters that number options: Latin, Cyrillic, Greek, Hebrew and Arabic ones."""
_NUMBERED = re.compile(
    rf"(.*?)[\s_#(.\-]*?(?<![0-9])(10|[0-9]|(?<![A-Za-zÀ-ÿ\u0370-\u06ff]){_LETTER})\)?", re.DOTALL
)


def numbered(name: str) -> tuple[str, str]:
    """Split a name such as "Option 1" or "answerB" into its words and its number or letter."""
    bare = _CAMEL.sub(" ", " ".join(_BRACKETED.sub(_kept, name).split())).strip(' :.?*`"')
    bare = re.sub(r"(?<=[^\W\d_]{2})_(?=[A-Ja-j0-9]$)", " ", bare)
    match = _NUMBERED.fullmatch(_TAIL.sub("", bare))
    return (match[1].strip(" _-#("), match[2].upper()) if match else (bare, "")


def _kept(match: re.Match[str]) -> str:
    """Keep a bracket that holds nothing but a number or letter."""
    return match[0] if re.fullmatch(r"\W*(?:\d{1,2}|[A-Ja-j])\W*", match[0]) else " "
