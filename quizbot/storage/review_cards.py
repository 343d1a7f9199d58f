"""Review cards: one for each member and question, whatever made it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime

from quizbot.domain.review import NEW, Card, Comeback, Memory, Phase
from quizbot.domain.verdict import GOT_IT_FROM
from quizbot.storage.connection import Connection, Row
from quizbot.storage.removals import HERE
from quizbot.storage.times import to_moment, to_seconds
from quizbot.storage.verdicts import COUNTS

_OWN = (
    "(SELECT own.id FROM server_questions AS own WHERE own.guild_id = c.guild_id "
    f"AND own.{{which}} = c.question_id AND own.{HERE} "
    "AND NOT EXISTS (SELECT 1 FROM retired_questions AS r "
    "WHERE r.guild_id = own.guild_id AND r.question_id = own.id) "
    "ORDER BY own.created_at DESC, own.id DESC LIMIT 1)"
)
_CARDS = (
    f"SELECT c.*, coalesce({_OWN.format(which='replaces')}, {_OWN.format(which='id')}) AS own_id, "
    "EXISTS (SELECT 1 FROM retired_questions AS r WHERE r.guild_id = c.guild_id "
    f"AND r.question_id = c.question_id AND r.{HERE}) AS retired "
    "FROM review_cards AS c "
)
"""Cards, each with the server's own question that it shows (its version of a shipped one first)."""
_COMES = "(CASE WHEN c.aside_until > c.due THEN c.aside_until ELSE c.due END)"
LOOKED_AT = 50
"""Of so many cards that come next the first one is taken whose question is not gone."""


async def find(connection: Connection, card_id: int, shipped: Collection[str] = ()) -> Card | None:
    """Return a card by id; the ``shipped`` questions are needed to tell which one it shows."""
    row = await connection.one(f"{_CARDS}WHERE c.id = $1", card_id)
    return _card(row, shipped) if row else None


async def due(
    connection: Connection, user_id: int, now: datetime, shipped: Collection[str]
) -> list[Card]:
    """Return a member's cards that are due and can be asked, new ones last, oldest first."""
    rows = await connection.all(
        f"{_CARDS}WHERE c.user_id = $1 AND c.due <= $2 AND c.aside_until <= $2 "
        "ORDER BY (c.reviews = 0), c.due, c.id",
        user_id,
        to_seconds(now),
    )
    return [card for row in rows if (card := _card(row, shipped)).shown_id is not None]


async def of_member(
    connection: Connection, user_id: int, shipped: Collection[str], after: int, limit: int
) -> list[Card]:
    """Return cards of a member with ids ``after`` that one, by id, those taken out too."""
    rows = await connection.all(
        f"{_CARDS}WHERE c.user_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3", user_id, after, limit
    )
    return [_card(row, shipped) for row in rows]


async def next_due(
    connection: Connection, user_id: int, now: datetime, shipped: Collection[str]
) -> datetime | None:
    """Return when the next card of a member comes, later than now; None where none does."""
    rows = await connection.all(
        f"SELECT * FROM ({_CARDS}WHERE c.user_id = $1 AND c.due IS NOT NULL) AS c "
        f"WHERE {_COMES} > $2 ORDER BY {_COMES} LIMIT {LOOKED_AT}",
        user_id,
        to_seconds(now),
    )
    coming = (row for row in rows if _card(row, shipped).shown_id is not None)
    return next((to_moment(max(row["due"], row["aside_until"])) for row in coming), None)


async def count(connection: Connection, user_id: int) -> int:
    """Return how many cards a member has, without those taken out."""
    return int(
        await connection.value(
            "SELECT count(*) FROM review_cards WHERE user_id = $1 AND due IS NOT NULL", user_id
        )
    )


async def leave_guild(connection: Connection, user_id: int, guild_id: int) -> None:
    """Let a member's cards of shipped questions belong to a server no more."""
    await connection.run(
        "UPDATE review_cards SET guild_id = 0 WHERE user_id = $1 AND guild_id = $2 AND own_of = 0",
        user_id,
        guild_id,
    )


async def put_off(connection: Connection, user_id: int, until: Mapping[int, datetime]) -> None:
    """Let a member's cards (by id) wait, as long as their questions are asked somewhere."""
    for card_id, moment in until.items():
        await connection.run(
            "UPDATE review_cards SET aside_until = $3 WHERE id = $1 AND user_id = $2",
            card_id,
            user_id,
            to_seconds(moment),
        )


async def reviewed(
    connection: Connection, card_id: int, comeback: Comeback | None, reviews: int, now: datetime
) -> None:
    """Keep what came of the reviews of a card; without any it is new again, and due at once."""
    memory = comeback.memory if comeback else NEW
    await connection.run(
        "UPDATE review_cards SET phase = $2, step = $3, stability = $4, difficulty = $5, "
        "day = $6, reviews = $7, due = $8, aside_until = 0, missed_in = NULL WHERE id = $1",
        card_id,
        memory.phase,
        memory.step,
        memory.stability,
        memory.difficulty,
        memory.day.isoformat() if memory.day else None,
        reviews,
        to_seconds(comeback.due if comeback else now),
    )


async def set_due(connection: Connection, card_id: int, due: datetime | None) -> None:
    """Let a card come back then; None takes it out."""
    await connection.run(
        "UPDATE review_cards SET due = $2 WHERE id = $1",
        card_id,
        None if due is None else to_seconds(due),
    )


_NEW = "INSERT INTO review_cards (user_id, question_id, own_of, guild_id, phase, step, due, "
_ONCE = (
    "ON CONFLICT (user_id, question_id, own_of) DO UPDATE SET guild_id = "
    "CASE WHEN excluded.guild_id = 0 THEN review_cards.guild_id ELSE excluded.guild_id END, "
    "due = CASE WHEN {due} THEN excluded.due ELSE review_cards.due END{more}"
)
_SOONER = _ONCE.format(due="review_cards.due > excluded.due", more="")
"""A card that is there comes sooner; one that was taken out stays out."""
_WANTED = _ONCE.format(
    due="review_cards.due IS NULL OR review_cards.due > excluded.due", more=", missed_in = NULL"
)
"""A card that is there comes sooner, and back if it was taken out."""
_WISHES = (
    "NOT EXISTS (SELECT 1 FROM review_settings AS s WHERE s.user_id = {} AND s.keep_missed = 0)"
)


async def key_of(connection: Connection, guild_id: int, question_id: str) -> tuple[str, int]:
    """Return what a card calls a question that a server (0: none) knows: its id and `own_of`."""
    row = await connection.one(
        "SELECT replaces FROM server_questions WHERE guild_id = $1 AND id = $2",
        guild_id,
        question_id,
    )
    if row is None:
        return question_id, 0
    return (row["replaces"], 0) if row["replaces"] else (question_id, guild_id)


async def add(
    connection: Connection,
    user_id: int,
    guild_id: int,
    question_id: str,
    due: datetime,
    now: datetime,
    *,
    missed: bool,
    aside_until: datetime | None = None,
) -> None:
    """Make a card that comes then, or let the one that is there come as soon as that.

    A ``missed`` question makes none for who does not want it; what was chosen always does.
    """
    key, own_of = await key_of(connection, guild_id, question_id)
    await connection.run(
        f"{_NEW}aside_until, created_at) SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9 "
        f"WHERE {_WISHES.format('$1') if missed else '1 = 1'} {_SOONER if missed else _WANTED}",
        user_id,
        key,
        own_of,
        guild_id,
        NEW.phase,
        NEW.step,
        to_seconds(due),
        to_seconds(aside_until) if aside_until else 0,
        to_seconds(now),
    )


async def comes(connection: Connection, user_id: int, guild_id: int, question_id: str) -> datetime:
    """Return when a member's card of a question that a server (0: none) knows is due."""
    key, own_of = await key_of(connection, guild_id, question_id)
    due = await connection.value(
        "SELECT due FROM review_cards WHERE user_id = $1 AND question_id = $2 AND own_of = $3",
        user_id,
        key,
        own_of,
    )
    return to_moment(due)


async def add_missed(
    connection: Connection,
    challenge_id: int,
    users: tuple[int, int],
    due: datetime,
    now: datetime,
) -> None:
    """Make cards of a challenge for those members, first to last by id, who missed it.

    They are those whose verdict that counts is under "got it".
    """
    row = await connection.one(
        "SELECT guild_id, question_id FROM challenges WHERE id = $1", challenge_id
    )
    if row is None:
        return
    key, own_of = await key_of(connection, row["guild_id"], row["question_id"])
    await connection.run(
        f"{_NEW}missed_in, created_at) SELECT a.user_id, $4, $5, $6, $7, $8, $9, $1, $10 "
        f"FROM answers AS a JOIN verdicts AS v ON v.answer_id = a.id AND {COUNTS} "
        "WHERE a.challenge_id = $1 AND a.user_id >= $2 AND a.user_id <= $3 AND v.score < $11 "
        f"AND {_WISHES.format('a.user_id')} {_SOONER}",
        challenge_id,
        *users,
        key,
        own_of,
        row["guild_id"],
        NEW.phase,
        NEW.step,
        to_seconds(due),
        to_seconds(now),
        GOT_IT_FROM,
    )


async def drop_unmissed(connection: Connection, challenge_id: int, user_id: int) -> None:
    """Drop a card that only a challenge's missed answer made, and that was never reviewed."""
    await connection.run(
        "DELETE FROM review_cards WHERE user_id = $2 AND missed_in = $1 AND reviews = 0",
        challenge_id,
        user_id,
    )


def _card(row: Row, shipped: Collection[str]) -> Card:
    known = not row["retired"] and row["question_id"] in shipped
    return Card(
        id=row["id"],
        user_id=row["user_id"],
        question_id=row["question_id"],
        own_of=row["own_of"],
        guild_id=row["guild_id"],
        memory=Memory(
            Phase(row["phase"]),
            row["step"],
            row["stability"],
            row["difficulty"],
            date.fromisoformat(row["day"]) if row["day"] else None,
        ),
        reviews=row["reviews"],
        due=None if row["due"] is None else to_moment(row["due"]),
        created_at=to_moment(row["created_at"]),
        shown_id=row["own_id"] or (row["question_id"] if known else None),
    )
