"""OpenTriviaQA: ``#Q`` before a question, ``^`` before what is right, then options by letter."""

from __future__ import annotations

import re

from quizbot.importing.formats import record
from quizbot.importing.formats.record import Record
from quizbot.importing.item import Understood

_OPTION = re.compile(r"([A-J])[.):]?\s+(.*)")


def read(text: str) -> Understood | None:
    """Return the questions of such a file; None for another one."""
    lines = text.split("\n")
    asked = [i for i, line in enumerate(lines) if line.startswith("#Q ")]
    right = sum(line.startswith("^ ") for line in lines)
    if not asked or right * 2 < len(asked):
        return None
    ends = [*asked[1:], len(lines)]
    made = [_record(lines, first, end) for first, end in zip(asked, ends, strict=True)]
    kind = "questions in OpenTriviaQA's form"
    told = (f"Taken for {kind}: {len(asked)} of its lines begin with #Q.",)
    return Understood(kind, tuple(record.items(made)), told)


def _record(lines: list[str], first: int, end: int) -> Record:
    while end > first + 1 and not lines[end - 1].strip():
        end -= 1
    found = Record(lines[first].removeprefix("#Q ").strip(), first + 1, end)
    for line in lines[first + 1 : end]:
        option = _OPTION.match(line)
        if line.startswith("^ "):
            found.named = (line.removeprefix("^ ").strip(),)
        elif option and (found.options or option[1] == "A"):
            found.options.append(option[2].strip())
        elif line.strip() and found.options:
            found.options[-1] += f" {line.strip()}"
        elif line.strip() and not found.named:
            found.prompt += f"\n{line.strip()}"
        elif line.strip():
            found.named = (f"{found.named[0]} {line.strip()}",)
    return found
