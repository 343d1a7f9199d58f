"""Questions in LaTeX, as the class "exam" has them: choices and solutions in environments."""

from __future__ import annotations

import re

from quizbot.importing.formats import record
from quizbot.importing.formats.record import Record
from quizbot.importing.item import Understood

_QUESTION = re.compile(r"\\(?:question|titledquestion\{[^{}]*\})(?:\[[^\]]*\])?(?![A-Za-z])\s*(.*)")
_CHOICE = re.compile(r"\\(choice|CorrectChoice|correctchoice|wrongchoice)(?![A-Za-z])\s*(.*)")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{(\w+)\*?\}(?:\[[^\]]*\])?\s*(.*)")
_ASIDE = re.compile(r"(?<!\\)%.*|\\(?:part|vspace|fillin|label|newpage|vfill)\b(?:\{[^{}]*\})?")
_ESCAPED = re.compile(r"\\([%&_#])")
_ENDS = {"questions", "document"}
_TOLD = {"solution", "solutionorbox", "solutionorlines"}


def read(text: str) -> Understood | None:
    """Return the questions of such a file; None for another one."""
    if "\\question" not in text:
        return None
    made: list[Record] = []
    within = ""
    for number, raw in enumerate(text.split("\n"), 1):
        line = _ESCAPED.sub(r"\1", _ASIDE.sub("", raw)).strip()
        asked, environment = _QUESTION.match(line), _ENVIRONMENT.match(line)
        if asked:
            made.append(Record(asked[1], number, number))
            within = ""
        elif environment:
            within = environment[2] if environment[1] == "begin" else ""
            if environment[2] in _ENDS and environment[1] == "end":
                break
            if made and environment[3]:
                _take(made[-1], environment[3], within, number)
        elif made and line:
            _take(made[-1], line, within, number)
    found = [one for one in made if one.prompt]
    if not found:
        return None
    kind = "questions in LaTeX"
    told = (f"Taken for {kind}: \\question stands before {len(found)} of them.",)
    return Understood(kind, tuple(record.items(found)), told)


def _take(found: Record, line: str, within: str, number: int) -> None:
    """Put a line where it belongs: an option, a solution, or more of what is asked."""
    choice = _CHOICE.match(line)
    found.last = number
    if choice:
        found.options.append(choice[2].strip())
        found.flags.append(choice[1].casefold() == "correctchoice")
    elif within in _TOLD:
        found.answer = f"{found.answer}\n{line}".strip()
    elif found.options:
        found.options[-1] = f"{found.options[-1]} {line}".strip()
    else:
        found.prompt = f"{found.prompt}\n{line}".strip()
