"""A question that was found in a document becomes one of the bank: checked, and decided once."""

from __future__ import annotations

from datetime import datetime

from quizbot.bank import schema
from quizbot.domain.imports import Fate, Found
from quizbot.domain.question import Question
from quizbot.errors import NotFound, Refusal
from quizbot.storage import audit, imports, questions
from quizbot.storage.connection import Connection

NO_TOPIC = "It has no topic yet. Choose one in the overview for all of them, or press Topic."
CLOSED = "This import is closed already. /question import starts a new one."
READ_ALREADY = (
    "Something of this import is decided or changed already, so it stays as it was read. "
    "Give /question import the document again and choose its type first."
)
GONE = "This import is gone. /question import starts a new one."


async def save(
    connection: Connection,
    guild_id: int,
    import_id: int,
    found: Found,
    actor_id: int,
    now: datetime,
    *,
    with_points: bool,
) -> Question:
    """Save a question that was found, within a write.

    Raises:
        Refusal: something in it is to be mended, or it is decided already.
    """
    current = await imports.question(connection, import_id, found.place)
    if current is None or current.state is not Fate.WAITING:
        raise decided(current)
    new_id = await questions.next_id(connection, guild_id)
    question, problems = read(current, new_id, with_points=with_points)
    if question is None:
        unfinished = "This cannot be saved yet; mend it with the buttons on its page."
        raise Refusal("\n".join([unfinished, *problems]))
    if not await imports.decide(
        connection, import_id, found.place, Fate.SAVED, actor_id, question.id
    ):
        raise decided(await imports.question(connection, import_id, found.place))
    await questions.add(connection, guild_id, question, actor_id, now)
    target = f"{question.id} from import {import_id}"
    await audit.add(connection, guild_id, actor_id, "question import", target, now)
    return question


def read(found: Found, question_id: str, *, with_points: bool) -> tuple[Question | None, list[str]]:
    """Return a found question as one of the bank, or None and what is to be mended."""
    fields = {**found.fields, "id": question_id}
    if with_points and found.points:
        fields["key_points"] = [{"point": point} for point in found.points]
    fields["graded"] = bool(fields.get("key_points") or fields.get("short_answers"))
    entry, problems = schema.validate_question(fields)
    question = entry.to_question(found.topic, wrapped=False) if entry and found.topic else None
    return question, [*([] if found.topic else [NO_TOPIC]), *map(str, problems)]


def decided(found: Found | None) -> Refusal:
    """Return who has decided a question, and how."""
    if found is None:
        return NotFound(GONE)
    what = "left this one out" if found.state is Fate.LEFT else f"saved this as {found.question_id}"
    return Refusal(f"<@{found.decided_by}> has {what} already, so nothing was done. Go on with ›.")
