"""Marks on an option that say whether it is right: ✅, (✓), "(correct)", "← richtig", "*C."."""

from __future__ import annotations

import re

from quizbot.importing import words
from quizbot.importing.words import Role

_RIGHT_SIGN, _WRONG_SIGN = "✅✔✓☑🗸", "❌✗✘✖☒🚫"
_LONGEST = 80
"""Characters of a mark at the end of an option."""
_END = r"\ufe0f?\s*[)\]}]?\s*[*_.]{0,3}"
_WORD = words.pattern(Role.CORRECT)
_WRONG_WORD = words.pattern(Role.WRONG)
_ANSWER = words.pattern(Role.ANSWER)
_RIGHT_AT_END = re.compile(
    rf"\s*(?:[(\[{{]?\s*[{_RIGHT_SIGN}]{_END}|"
    rf"[(\[{{]\s*(?:(?:this is )?the )?(?:{_WORD})(?:\s+(?:{_ANSWER}))?\s*[)\]}}][*_.]{{0,3}}|"
    rf"(?:<[-=]+|←|⬅\ufe0f?|<=|[-–—]{{1,2}}>)\s*\**(?:(?:this is )?the )?"
    rf"(?:{_WORD})(?:\s+(?:{_ANSWER}))?\W*)$",
    re.IGNORECASE,
)
_WRONG_AT_END = re.compile(
    rf"\s*(?:[(\[{{]?\s*[{_WRONG_SIGN}]{_END}|[(\[{{]\s*(?:{_WRONG_WORD})\s*[)\]}}])$",
    re.IGNORECASE,
)
_RIGHT_AT_START = re.compile(rf"[(\[{{]?\s*[{_RIGHT_SIGN}]\ufe0f?\s*[)\]}}]?\s*")
_WRONG_AT_START = re.compile(rf"[(\[{{]?\s*[{_WRONG_SIGN}]\ufe0f?\s*[)\]}}]?\s*")
_STAR = re.compile(r"\*(?=[^\s*])[^*]+")
"""A star before an option and none after it, which would make it slanted."""


def read(text: str) -> tuple[str, bool | None]:
    """Return an option's text without its mark, and what the mark says; None without one."""
    for pattern, right in (
        (_RIGHT_AT_END, True),
        (_WRONG_AT_END, False),
        (_RIGHT_AT_START, True),
        (_WRONG_AT_START, False),
    ):
        at_end = pattern in (_RIGHT_AT_END, _WRONG_AT_END)
        match = (
            pattern.search(text, max(0, len(text) - _LONGEST)) if at_end else pattern.match(text)
        )
        if match and match.end() - match.start() < len(text):
            rest = text[: match.start()] if at_end else text[match.end() :]
            if rest.count("**") % 2:
                rest = rest.removeprefix("**").removesuffix("**")
            return rest.strip(), right
    if _STAR.fullmatch(text):
        return text[1:].strip(), True
    return text, None
