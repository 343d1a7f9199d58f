r"""Lists as people type them into a form: one entry a line.

A line that goes on with its entry begins with two blanks. Of choices the right ones begin with
``*``, and what is wrong with one stands behind ``|``; a ``|`` of its own is written ``\|``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from quizbot.domain.question import Choice

_GOES_ON = "  "
_RIGHT = re.compile(r"(?:\*|✓|✔|✅|\[[xX]\])\ufe0f?\s*")
_BULLET = re.compile(r"(?:[-•]|\[ ?\])\s+")
_LABEL = re.compile(r"\(?([A-J]|\d{1,2})[.)]\s+(?=\S)")
_LABELS = ("ABCDEFGHIJ", tuple(str(number) for number in range(1, 11)))


def written(texts: Iterable[str]) -> str:
    """Return texts as the lines of one field."""
    return "\n".join(text.replace("\n", f"\n{_GOES_ON}") for text in texts)


def read(text: str) -> list[str]:
    """Return the texts of a field; blank ones count for nothing."""
    found: list[str] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith(_GOES_ON) and found:
            found[-1] += f"\n{line.removeprefix(_GOES_ON)}"
        elif line.strip():
            found.append(line.lstrip())
    return [entry.strip() for entry in found]


def choices_text(choices: Sequence[Choice]) -> str:
    """Return choices as the lines of one field, those marked that begin like a mark."""
    lines = []
    for choice in choices:
        text = choice.text.replace("|", "\\|")
        marked = any(pattern.match(f"{text} ") for pattern in (_RIGHT, _BULLET, _LABEL))
        why = choice.why.replace("|", "\\|")
        lines.append(
            f"{'* ' if choice.correct else ''}{'- ' if marked else ''}{text}"
            + (f" | {why}" if why else "")
        )
    return written(lines)


def read_choices(text: str) -> list[Choice]:
    """Read choices, one a line; letters before all of them, in their order, are dropped."""
    entries = read(text)
    right = [_RIGHT.match(entry) for entry in entries]
    bare = [e[match.end() :] if match else e for e, match in zip(entries, right, strict=True)]
    labels = [_LABEL.match(entry) for entry in bare]
    shown = [match[1] if match else "" for match in labels]
    labelled = len(bare) > 1 and any(shown == list(known[: len(bare)]) for known in _LABELS)
    found = []
    for entry, is_right, label in zip(bare, right, labels, strict=True):
        mark = label if labelled else _BULLET.match(entry)
        said, why = _halves(entry[mark.end() :] if mark else entry)
        found.append(Choice(said, is_right is not None, why))
    return [choice for choice in found if choice.text]


def _halves(entry: str) -> tuple[str, str]:
    parts = re.split(r"(?<!\\)\|", entry, maxsplit=1)
    said, why = (part.replace("\\|", "|").strip() for part in (*parts, "")[:2])
    return said, why


def options_in(prompt: str) -> tuple[str, list[str]]:
    """Split options that are listed at the end of a prompt from what is asked."""
    lines = prompt.split("\n")
    count = 0
    while count < len(lines) and lines[-1 - count].startswith("- "):
        count += 1
    if count < 2 or count == len(lines):
        return prompt, []
    return "\n".join(lines[:-count]).strip(), [line[2:].strip() for line in lines[-count:]]


def parted(text: str, most: int) -> list[str]:
    """Return a field in parts of whole entries, of at most ``most`` characters if these allow."""
    entries: list[str] = []
    for line in text.split("\n"):
        if line.startswith(_GOES_ON) and entries:
            entries[-1] += f"\n{line}"
        else:
            entries.append(line)
    parts = entries[:1]
    for entry in entries[1:]:
        if len(parts[-1]) + len(entry) < most:
            parts[-1] += f"\n{entry}"
        else:
            parts.append(entry)
    return parts
