"""What must hold in the database and in the channels, whatever happened to the process."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from pathlib import Path

from quizbot.storage import ledger
from quizbot.storage.database import open_database
from tests.loopback.channel import Message, custom_ids, text

Sent = dict[tuple[int, int], list[tuple[str, bool]]]
"""By challenge and member: what was handed in, oldest first, and whether "saved" was said of it."""

NEVER = {
    "two challenges have one slot": "SELECT challenge_id FROM slots "
    "WHERE challenge_id IS NOT NULL GROUP BY challenge_id HAVING count(*) > 1",
    "a slot has neither a challenge nor a reason": "SELECT * FROM slots "
    "WHERE challenge_id IS NULL AND missed IS NULL",
    "a slot was lost": "SELECT schedule_id, day, missed FROM slots WHERE missed IS NOT NULL",
    "questions came out of turn otherwise than moderators said": "SELECT guild_id, count(*) "
    "FROM challenges AS c WHERE id NOT IN "
    "(SELECT challenge_id FROM slots WHERE challenge_id IS NOT NULL) "
    "GROUP BY guild_id HAVING count(*) <> (SELECT count(*) FROM audit "
    "WHERE guild_id = c.guild_id AND act = 'schedule post-now')",
    "a running number is left out": "SELECT guild_id FROM challenges GROUP BY guild_id "
    "HAVING max(number) <> count(*)",
    "the count of answers is wrong": "SELECT id FROM challenges AS c WHERE answered <> "
    "(SELECT count(*) FROM answers WHERE challenge_id = c.id)",
    "an answer and its newest version differ": "SELECT a.id FROM answers AS a "
    "LEFT JOIN answer_versions AS v ON v.answer_id = a.id AND v.version = a.version "
    "WHERE v.text IS NOT a.text",
    "the versions of an answer have gaps": "SELECT a.id FROM answers AS a WHERE a.version <> "
    "(SELECT count(*) FROM answer_versions WHERE answer_id = a.id)",
    "a graded answer has no line in the ledger": "SELECT a.id FROM answers AS a "
    "JOIN challenges AS c ON c.id = a.challenge_id WHERE c.state = 'revealed' "
    "AND EXISTS (SELECT 1 FROM verdicts WHERE answer_id = a.id) AND NOT EXISTS "
    "(SELECT 1 FROM ledger WHERE challenge_id = c.id AND user_id = a.user_id)",
    "points came while a question was open": "SELECT c.id FROM ledger AS l "
    "JOIN challenges AS c ON c.id = l.challenge_id WHERE c.state NOT IN ('closed', 'revealed')",
    "the ledger is not the newest verdict": "SELECT a.id FROM answers AS a "
    "JOIN verdicts AS n ON n.id = (SELECT max(id) FROM verdicts WHERE answer_id = a.id) "
    "JOIN challenges AS c ON c.id = a.challenge_id "
    "WHERE CASE WHEN c.void IS NULL THEN n.points ELSE 0 END <> (SELECT sum(l.points) "
    "FROM ledger AS l WHERE l.challenge_id = c.id AND l.user_id = a.user_id)",
    "an answer came to two lines at once": "SELECT challenge_id, user_id FROM ledger "
    "WHERE challenge_id IS NOT NULL AND reason = 'answer' "
    "GROUP BY challenge_id, user_id HAVING count(*) > 1",
    "a question was saved twice": "SELECT guild_id, json_extract(question, '$.prompt') AS asked "
    "FROM server_questions GROUP BY guild_id, asked HAVING count(*) > 1",
    "what was confirmed is not in the bank": "SELECT question_id FROM import_items AS i "
    "JOIN imports AS m ON m.id = i.import_id WHERE i.state = 'saved' AND NOT EXISTS "
    "(SELECT 1 FROM server_questions WHERE guild_id = m.guild_id AND id = i.question_id) "
    "UNION ALL SELECT question_id FROM suggestions AS s WHERE state = 'approved' AND NOT EXISTS "
    "(SELECT 1 FROM server_questions WHERE guild_id = s.guild_id AND id = s.question_id)",
    "a void stands otherwise than it was said last": "SELECT c.id FROM challenges AS c "
    "JOIN voids AS v ON v.id = (SELECT max(id) FROM voids WHERE challenge_id = c.id) "
    "WHERE v.voided <> (c.void IS NOT NULL)",
    "a second look was settled by nobody": "SELECT s.id FROM second_looks AS s "
    "JOIN verdicts AS v ON v.id = s.verdict_id WHERE v.decided_by IS NULL",
    "the board is not the ledger": "SELECT l.guild_id, l.user_id FROM (SELECT guild_id, user_id, "
    "sum(points) AS points FROM ledger GROUP BY guild_id, user_id) AS l LEFT JOIN board AS b "
    "ON b.guild_id = l.guild_id AND b.user_id = l.user_id AND b.period = 'all' AND b.topic = '' "
    "WHERE b.points IS NOT l.points",
    "a reveal came before the answers were graded": "SELECT a.id FROM answers AS a "
    "JOIN challenges AS c ON c.id = a.challenge_id WHERE c.state = 'revealed' "
    "AND json_array_length(c.question, '$.key_points') > 0 "
    "AND NOT EXISTS (SELECT 1 FROM verdicts WHERE answer_id = a.id)",
}
"""Each finds the rows that break a promise; they hold at every instant."""

NOT_AT_REST = {
    "a challenge waits": "SELECT id, state FROM challenges WHERE state IN ('claimed', 'closed')",
}


def broken(
    file: Path,
    messages: Iterable[Message],
    sent: Sent,
    *,
    at_rest: bool,
    deleted: Collection[int] = (),
) -> list[str]:
    """Return a sentence for each promise that is broken; ``at_rest`` nothing may wait any more.

    ``deleted`` are the ids of messages that somebody has deleted.
    """
    questions = {**NEVER, **(NOT_AT_REST if at_rest else {})}
    with closing(sqlite3.connect(file)) as connection:
        found = [
            f"{promise}: {rows[:3]}"
            for promise, sql in questions.items()
            if (rows := connection.execute(sql).fetchall())
        ]
        stored = {
            (challenge, member): kept
            for challenge, member, kept in connection.execute(
                "SELECT challenge_id, user_id, text FROM answers"
            )
        }
        recorded = connection.execute(
            "SELECT id, state, message_id, reveal_message_id FROM challenges"
        ).fetchall()
        looking = connection.execute(
            "SELECT id, CASE WHEN void IS NULL THEN state ELSE 'void' END, message_id "
            "FROM challenges WHERE message_id IS NOT NULL"
        ).fetchall()
        paid = {row[0] for row in connection.execute("SELECT challenge_id FROM ledger")}
    found += _answers(stored, sent)
    standing = list(messages)
    found += _messages(recorded, standing, deleted, at_rest=at_rest)
    found += list(_looks(looking, standing)) if at_rest else []
    return found + _too_early(recorded, paid, standing)


def _too_early(
    recorded: list[tuple[int, str, int | None, int | None]],
    paid: set[int | None],
    messages: list[Message],
) -> list[str]:
    """Nobody reads off a board what an answer has earned before its model answer stands."""
    stands = {about(message) for message in messages if text(message).startswith(f"### {REVEAL}")}
    return [
        f"points came before the model answer of {id_}"
        for id_, state, *_ in recorded
        if state == "closed" and id_ in paid - stands
    ]


def _answers(stored: dict[tuple[int, int], str], sent: Sent) -> list[str]:
    """What was said to be saved is there, or what the member handed in after it."""
    lost = []
    for key, tries in sent.items():
        newest = max((i for i, (_, said) in enumerate(tries) if said), default=None)
        if newest is None:
            continue
        allowed = {text for text, _ in tries[newest:]}
        if stored.get(key) not in allowed:
            lost.append(f"an acknowledged answer is lost: {key}: {stored.get(key)!r}")
    return lost


def _messages(
    recorded: list[tuple[int, str, int | None, int | None]],
    messages: list[Message],
    deleted: Collection[int],
    *,
    at_rest: bool,
) -> Iterator[str]:
    standing = {kind: [m for m in messages if text(m).startswith(f"### {kind}")] for kind in KINDS}
    for kind, column in KINDS.items():
        by_challenge = Counter(map(about, standing[kind]))
        yield from (f"{kind} twice: {id_}" for id_, n in by_challenge.items() if n > 1)
        ids = {about(message): int(message["id"]) for message in standing[kind]}
        for row in recorded:
            stands = ids.get(row[0])
            if row[column] not in (None, stands, *deleted):
                yield f"{kind} of {row[0]}: recorded {row[column]}, stands {stands}"
            if at_rest and row[1] == "revealed" and stands is None and kind == REVEAL:
                yield f"{kind} of {row[0]} is missing"
        yield from (
            f"{kind} of nothing: {id_}" for id_ in ids.keys() - {row[0] for row in recorded}
        )


def _looks(looking: list[tuple[int, str, int]], messages: list[Message]) -> Iterator[str]:
    by_id = {int(message["id"]): text(message) for message in messages}
    for challenge, state, message_id in looking:
        shown = by_id.get(message_id)
        if shown is not None and LOOKS[state] not in shown:
            yield f"a question does not look {state}: {challenge}"


LOOKS = {
    "claimed": "",
    "open": "· model answer <t:",
    "closed": "· closed",
    "revealed": "· closed",
    "cancelled": "· cancelled",
    "void": "· void",
}
"""What the message of a challenge says in each state, once nothing is under way."""

REVEAL = "Model answer"
KINDS = {"Question of the day": 2, REVEAL: 3}
"""The messages of a challenge, by heading, and the column that records them."""


def about(message: Message) -> int:
    """Return the id of the challenge that a message's buttons are about."""
    return int(next(custom_ids(message["components"])).split(":")[2])


async def rebuilt(file: Path) -> list[str]:
    """Make the boards anew from the ledger; a sentence if that changes any."""
    async with open_database(file) as database:
        wrong = await database.write(ledger.rebuild)
        damage = await database.check()
    return [f"{wrong} rows of the boards were wrong"] * bool(wrong) + damage
