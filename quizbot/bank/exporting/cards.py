"""Questions as the text file that Anki imports: header lines, then front, back and tags.

A last column holds all that a question has as JSON, from which our importer reads it back; Anki's
note type has no field for it and leaves it out.
"""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Iterable

from quizbot.bank.exporting import sheet
from quizbot.domain import short_answer
from quizbot.domain.question import Question
from quizbot.domain.question_choices import labels

_HEAD = (
    "#separator:tab\n#html:true\n#notetype:Basic\n#deck:Quizbot\n"
    "#columns:Front\tBack\tTags\tQuizbot\n#tags column:3\n"
)
OWN_COLUMN = "Quizbot"
_FENCE = re.compile(r"```\w*\n?(.*?)```", re.DOTALL)
_BOLD = re.compile(r"\*\*(\S(?:.*?\S)?)\*\*")
_CODE = re.compile(r"`([^`\n]+)`")


def write(questions: Iterable[Question]) -> str:
    """Return the file; key points stand on the back."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter="\t", lineterminator="\n")
    for question in questions:
        tags = f"quizbot::{question.topic} {question.level.value}"
        whole = json.dumps({"topic": question.topic, **sheet.entry(question)})
        writer.writerow([front(question), back(question), tags, html.escape(whole, quote=False)])
    return _HEAD + out.getvalue()


def front(question: Question) -> str:
    """Return what a card asks, as HTML; options stand there where it speaks of them."""
    return _shown(question.prompt) + front_options(question)


def front_options(question: Question) -> str:
    """Return the options at the end of a card's front; nothing where it does not need them."""
    if not question.needs_choices:
        return ""
    listed = zip(labels(question), question.choices, strict=False)
    return "".join(["<br>", *(f"<br>{label}. {_shown(one.text)}" for label, one in listed)])


def back(question: Question) -> str:
    """Return what a card answers, as HTML."""
    parts = [_shown(question.answer)]
    if question.short_answers:
        parts.append(
            "<br>".join(_shown(short_answer.shown(text)) for text in question.short_answers)
        )
    if question.key_points:
        points = "".join(f"<li>{_shown(point.point)}</li>" for point in question.key_points)
        parts.append(f"<ul>{points}</ul>")
    return "<br><br>".join(parts)


def _shown(text: str) -> str:
    """Return Markdown as HTML on one line."""
    safe = html.escape(text, quote=False)
    fenced = _FENCE.sub(lambda match: f"<pre>{match[1].rstrip()}</pre>", safe)
    bold = _BOLD.sub(r"<b>\1</b>", _CODE.sub(r"<code>\1</code>", fenced))
    line = re.sub(r"\r\n?|\n", "<br>", bold).replace("\t", " ")
    return f"&#35;{line[1:]}" if line.startswith("#") else line
