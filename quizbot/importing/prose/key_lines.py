"""Lines of a text that say which option is right, and what they say besides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quizbot.importing import keys, words
from quizbot.importing.keys import Offered
from quizbot.importing.prose.answermark import answer_mark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.words import Role

_SURE = words.pattern(Role.ANSWER, Role.CORRECT)
_ALL = words.pattern(Role.ANSWER, Role.CORRECT, Role.OPTION)
_NAMED = re.compile(
    rf"[\W_]*(?:(?:the|la|le|les|el|il|die|der|das|de|het|o|a)\s+)?"
    rf"(?P<words>(?:(?:{_ALL})(?:\(s\)|\W{{0,1}}es)?[ \t]*){{1,3}})[*_]{{0,3}}\s*"
    rf"(?P<sign>(?:(?:is|are|ist|sind|est|sont|es|son|è|é|je|это|是|为|為|は|는|은)(?=\W|$)\s*)?"
    rf"[*_]{{0,3}}\s*(?:[:：=→]|[-–—]+>?|(?<=s|t)\.)?)\s*[*_]{{0,3}}\s*(?P<rest>.*)$",
    re.IGNORECASE,
)
_HAS_SURE = re.compile(rf"(?:{_SURE})", re.IGNORECASE)
_BARE_LABEL = re.compile(r"\W*(?:[A-JА-К]|\d{1,2})\W*")
_HEAD = re.compile(
    r"[\W_]*?\(?(?P<key>(?:[A-Ja-jА-Ка-к]|10|[1-9])(?:\s*(?:,|&|/|\+|;|and|und|et|y|e|i|и)\s*"
    r"(?:[A-Ja-jА-К]|10|[1-9])(?![\w']))*)"
    r"(?:\)|\]|\s*[.:,;–—-](?=\W|$)|\s+(?=because|since|as |weil|denn|\()|[*_`]{1,3}(?=\W|$)|\s*$)"
    r"[)\].:*_`]*\s*(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_LONGEST_STATED = 60
_COUNTED = re.compile(r"\W*\d{1,3}\s*[.):–-]\s*\(?(?P<key>[A-Ja-j])\)?\W*")
"""An answer behind the number of its question."""
_STATED = re.compile(
    r"\W*(?:the )?(?:correct|right) (?:answer|option|choice)s? (?:is|are)\W+(?P<rest>.+)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Key:
    """What a text names as right, and what it says besides."""

    named: str
    rest: str = ""


def after_mark(line: Line) -> str | None:
    """Return what follows a mark such as "Correct: " or "Answer is"; None without one."""
    if line.kind is not Kind.TEXT:
        return None
    rest = answer_mark(line)
    if rest is not None:
        return rest
    if len(line.body) > 400:
        return None
    match = _NAMED.match(line.body)
    if not match or not _HAS_SURE.search(match["words"]):
        return None
    sign, rest = match["sign"].strip(" *_"), match["rest"].strip()
    if sign[-1:] in tuple(":：=→-–—>.") or (not sign and not rest):
        return rest
    stated = sign and rest and len(rest) <= _LONGEST_STATED and rest[-1] not in "?？:："
    return rest if stated or _BARE_LABEL.fullmatch(rest or "-") else None


def read(text: str, options: Sequence[str], labels: Sequence[str]) -> Key | None:
    """Return the key that a text begins with; None where it begins with none."""
    bare = text.strip()
    stated = _STATED.match(bare)
    if stated:
        bare = stated["rest"].strip()
    if not bare:
        return None
    first, _, below = bare.partition("\n")
    offer = Offered(tuple(options), (first,), tuple(labels), counted=True)
    if keys.decide([offer])[0].right:
        return Key(first, below.strip())
    counted = _COUNTED.fullmatch(first)
    if counted and not any(label.isdigit() for label in labels):
        return Key(counted["key"], below.strip())
    head = _HEAD.fullmatch(bare)
    if head and head["key"].isdigit() and head["rest"] and any(map(str.isalpha, labels)):
        return None
    if head and _decides(head["key"], options, labels):
        return Key(head["key"], head["rest"].strip())
    return _by_beginning(first, below, options)


def _decides(key: str, options: Sequence[str], labels: Sequence[str]) -> bool:
    if key.islower() and len(key) == 1 and key in "aei" and not labels:
        return False
    return bool(
        keys.decide([Offered(tuple(options), (key,), tuple(labels), counted=True)])[0].right
    )


def _by_beginning(first: str, below: str, options: Sequence[str]) -> Key | None:
    """Read a text that begins with the text of one option, and goes on."""
    said = keys.plain(first)
    fitting = [
        text
        for text in options
        if (shown := keys.plain(text)) and re.match(rf"{re.escape(shown)}(?!\w)", said)
    ]
    longest = max(fitting, key=len, default="")
    if not longest or len(keys.plain(longest)) < 2:
        return None
    at = first.casefold().find(longest.casefold())
    rest = first[at + len(longest) :] if at >= 0 else ""
    return Key(longest, "\n".join(filter(None, [rest.strip(" .,;:–—-*_"), below])).strip())
