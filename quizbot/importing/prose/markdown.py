"""An answer's lines as the Markdown that the bot shows."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Sequence

from quizbot.importing.prose.lines import plain

_BREAKS = re.compile(r"\n{3,}")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


def tidy(lines: Sequence[str]) -> str:
    """Join lines without layout tags and idle blank lines; code keeps its form."""
    shown, coded = [], False
    for line in lines:
        fence = line.lstrip().startswith(("```", "~~~"))
        coded ^= fence
        if coded or fence or line.startswith("    "):
            shown.append(line)
            continue
        indent = line[: len(line) - len(line.lstrip())]
        unquoted = re.sub(r"^\s{0,3}>\s?", "", line)
        shown.append((indent + plain(unquoted)).rstrip())
    text = _COMMENT.sub("", textwrap.dedent("\n".join(shown)))
    return _BREAKS.sub("\n\n", text).strip()
