"""Multiple choice in documents: options A to E, boxes, and which of them the answer names."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizbot.domain.question import Choice
from quizbot.importing.prose.lines import Kind, Line

_OPTION = re.compile(
    r"\s*(?:[-*+•]\s+)?(?:\*\*)?\(?([A-Ha-h])(?:\*\*)?\s?[.):](?:\*\*)?\s+(?:\*\*)?(\S.*)$"
)
_NUMBERED = re.compile(r"\s*[-*+•]\s+([1-8]):\s+(\S.*)$")
_BOX = re.compile(r"\s*(?:[-*+]\s+)?\[([ xX✓✔])\]\s+(\S.*)$")
_LETTER_ANSWER = re.compile(
    r"\W*(?:the )?(?:correct |right )?(?:answer|option|choice)?(?: is)?\W*\(?([A-Ha-h1-8])\b"
    r"(?!['’])(?:\W|$)"
)
_LETTERS = "ABCDEFGH"


def letter(line: Line) -> str:
    """Return the letter of an option's line, or nothing."""
    if line.kind is not Kind.TEXT:
        return ""
    numbered = _NUMBERED.match(line.body)
    if numbered:
        return _LETTERS[int(numbered[1]) - 1]
    match = _OPTION.match(line.body)
    return match[1].upper() if match else ""


def is_option(line: Line) -> bool:
    """Tell whether a line is an option of a choice."""
    return bool(letter(line)) or (line.kind is Kind.TEXT and bool(_BOX.match(line.body)))


def is_letter(line: Line) -> bool:
    """Tell whether a line's mark is one letter alone, which an option's may be too."""
    return bool(re.match(r"\W*[AaRrОо]\W*(?:[:.)]|\s[-–—])", line.body))


def letters(lines: Sequence[Line]) -> int:
    """Return how many options stand among the lines, counted from A on."""
    found = [letter(line) for line in lines if is_option(line)]
    return len(found) if not found or found[0] in ("A", "") else 0


def offered(asked: list[Line]) -> tuple[tuple[Choice, ...], list[Line]]:
    """Take the options from the lines of a question; returns them and the lines left."""
    found = [line for line in asked if is_option(line)]
    asks_on = any(line.body.rstrip("* ").endswith(("?", "？")) for line in found)
    if len(found) < 2 or letters(asked) < 2 or asks_on:
        return (), asked
    left = [line for line in asked if line not in found and line.kind is not Kind.TAG]
    return _read(found), left if any(line.kind is not Kind.BLANK for line in left) else []


def checked(answer: Sequence[Line]) -> tuple[tuple[Choice, ...], list[Line]]:
    """Return the options among an answer's lines that are boxes, one ticked, and their lines."""
    found = [line for line in answer if line.kind is Kind.TEXT and _BOX.match(line.body)]
    options = _read(found)
    if len(found) < 2 or sum(option.correct for option in options) != 1:
        return (), []
    return options, found


def _read(found: Sequence[Line]) -> tuple[Choice, ...]:
    options = []
    for line in found:
        box = _BOX.match(line.body)
        option = _NUMBERED.match(line.body) or _OPTION.match(line.body)
        text = box[2] if box else option[2] if option else line.body
        options.append(Choice(text.strip("* "), bool(box and box[1].strip())))
    return tuple(options)


def mark_right(options: tuple[Choice, ...], answer: str) -> tuple[tuple[Choice, ...], str]:
    """Mark the option that the answer names, by letter or by its text.

    Returns the options and the answer, which names the right option by its text.
    """
    if not options:
        return options, answer
    place = next((i for i, option in enumerate(options) if option.correct), -1)
    if place >= 0:
        return options, f"{options[place].text}\n\n{answer}".strip()
    first, _, rest = answer.partition("\n")
    match = _LETTER_ANSWER.match(first)
    place = _LETTERS.find(match[1].upper()) if match else -1
    if match and match[1].isdigit():
        place = int(match[1]) - 1
    if not 0 <= place < len(options):
        place = _by_text(options, first)
    if place < 0:
        return options, answer
    right = tuple(Choice(option.text, i == place) for i, option in enumerate(options))
    after = first[match.end() :].strip(" .:)-–") if match else ""
    said = after if len(after) > 3 else options[place].text
    return right, f"{said}\n{rest}".strip()


def _by_text(options: Sequence[Choice], first: str) -> int:
    wanted = first.strip("*_ .`").casefold()
    texts = [option.text.strip("*_ .`").casefold() for option in options]
    return texts.index(wanted) if texts.count(wanted) == 1 else -1
