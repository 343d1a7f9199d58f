"""Cards that this bot exported for Anki: all that a question has stands in the last column."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import unescape
from typing import Any

from quizbot.bank import schema
from quizbot.bank.exporting import cards
from quizbot.domain.question import Choice, Level
from quizbot.importing.formats import html
from quizbot.importing.formats.columns import TableRow
from quizbot.importing.item import Concern, Item, Remark, Understood


def read(found: Sequence[TableRow]) -> Understood | None:
    """Return the questions; None where a row lacks what we write."""
    items = []
    for row in found:
        fields = _fields(row)
        if fields is None:
            return None
        items.append(_item(row, fields))
    return Understood("cards that this bot exported for Anki", tuple(items)) if items else None


def _fields(row: TableRow) -> dict[str, Any] | None:
    try:
        value = json.loads(unescape(row.cells[-1]))
    except ValueError:
        return None
    return value if isinstance(value, dict) and isinstance(value.get("prompt"), str) else None


def _item(row: TableRow, fields: dict[str, Any]) -> Item:
    topic = str(fields.pop("topic", ""))
    remarks: list[Remark] = []
    entry = schema.validate_question(fields)[0]
    if entry is not None:
        question = entry.to_question(topic, wrapped=False)
        if row.cells[0] != cards.front(question):
            front = row.cells[0].removesuffix(cards.front_options(question))
            fields["prompt"] = html.to_markdown(front)
        if row.cells[1] != cards.back(question):
            sentence = (
                "The back of this card was changed after it was exported; its answer is the one "
                "of the export. Compare them."
            )
            remarks.append(Remark(Concern.FORM, sentence))
    choices = fields.get("choices", [])
    return Item(
        prompt=fields["prompt"],
        answer=str(fields.get("answer", "")),
        line=row.first,
        answer_lines=(row.first, row.last),
        level=Level(fields["level"]) if fields.get("level") in list(Level) else None,
        choices=tuple(Choice(c["text"], bool(c.get("correct")), c.get("why", "")) for c in choices),
        short_answers=tuple(fields.get("short_answers", [])),
        references=tuple(fields.get("references", [])),
        topic=topic,
        given=fields,
        remarks=tuple(remarks),
    )
