"""What stands in the channels, beside what the renderers make of the database.

This holds once Discord has been well for a while: each message stands once, and shows what the
database says.
"""

from __future__ import annotations

import functools
import json
import sqlite3
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import discord

from quizbot.bank import library
from quizbot.bank.library import Library
from quizbot.domain import verdict_json
from quizbot.domain.reveal import Tally
from quizbot.storage import answers, challenges, suggest
from quizbot.ui.render import challenge as render_challenge
from quizbot.ui.render import reveal as render_reveal
from quizbot.ui.render import suggest as render_suggest
from tests.loopback.channel import Message, text

Standing = Mapping[int, Sequence[Message]]
"""By channel, what stands in it."""
QUESTION, SUGGESTION = "### Question of the day", "### Suggestion "
ASKED = "A member asks for a second look at question #{}."
_FIRST_GRADES = (
    "SELECT a.*, v.detail, v.points FROM answers AS a LEFT JOIN verdicts AS v "
    "ON v.id = (SELECT min(id) FROM verdicts WHERE answer_id = a.id) "
    "WHERE a.challenge_id = ? ORDER BY a.user_id"
)
_TOLD = (
    "SELECT n.sentence, coalesce(n.user_id, g.review_channel_id), count(*) FROM notices AS n "
    "LEFT JOIN guilds AS g ON g.guild_id = n.guild_id "
    "WHERE n.state = 'told' AND (n.user_id IS NOT NULL OR g.review_channel_id IS NOT NULL) "
    "GROUP BY 1, 2"
)
_LOOKED_AT = (
    "SELECT c.number, g.review_channel_id, count(*), sum(s.verdict_id IS NULL) "
    "FROM second_looks AS s JOIN answers AS a ON a.id = s.answer_id "
    "JOIN challenges AS c ON c.id = a.challenge_id JOIN guilds AS g ON g.guild_id = c.guild_id "
    "WHERE g.review_channel_id IS NOT NULL AND c.void IS NULL GROUP BY 1, 2"
)


class Looks:
    """Compares; what it has made of a row is kept, since most rows do not change any more."""

    def __init__(self, file: Path, questions: Path) -> None:
        self._file = file
        self._bank: Library = library.load(questions)
        self._challenge = functools.cache(self._of_challenge)
        self._reveals: dict[int, str] = {}

    def differing(self, standing: Standing, deleted: Collection[int]) -> list[str]:
        """Return a sentence for each message that differs, is missing, or stands for nothing."""
        with closing(sqlite3.connect(self._file)) as connection:
            connection.row_factory = sqlite3.Row
            return [
                *self._questions(connection, standing, deleted),
                *self._suggestions(connection, standing),
                *_second_looks(connection, standing),
                *_notices(connection, standing),
            ]

    def _questions(
        self, connection: sqlite3.Connection, standing: Standing, deleted: Collection[int]
    ) -> Iterator[str]:
        known = set()
        for row in connection.execute("SELECT * FROM challenges"):
            by_id = {int(one["id"]): one for one in standing.get(row["channel_id"], ())}
            message_id, reveal_id = row["message_id"], row["reveal_message_id"]
            known |= {message_id, reveal_id}
            if message_id in by_id and _shown(by_id[message_id]) != self._challenge(tuple(row)):
                yield f"the question of {row['id']}, {row['state']}, shows something else"
            if message_id is not None and message_id not in by_id and message_id not in deleted:
                yield f"the question of {row['id']}, {row['state']}, is not there"
            if row["state"] != "revealed":
                continue
            if reveal_id not in by_id:
                yield f"the reveal of {row['id']} is not there"
            elif _shown(by_id[reveal_id]) != self._reveal(connection, row):
                yield f"the reveal of {row['id']} shows something else"
            elif row["thread"] and "thread" not in by_id[reveal_id]:
                yield f"the reveal of {row['id']} has no thread"
        of_the_round = (
            (channel, int(one["id"]))
            for channel, messages in standing.items()
            for one in messages
            if text(one).startswith((QUESTION, "### Model answer"))
        )
        for channel, id_ in of_the_round:
            if id_ not in known:
                yield f"a message that nobody knows stands in {channel}: {id_}"

    def _suggestions(self, connection: sqlite3.Connection, standing: Standing) -> Iterator[str]:
        rows = connection.execute(
            "SELECT s.*, g.review_channel_id AS review FROM suggestions AS s "
            "JOIN guilds AS g ON g.guild_id = s.guild_id WHERE g.review_channel_id IS NOT NULL"
        )
        for row in rows:
            heading = f"{SUGGESTION}{row['id']} "
            here = [one for one in standing.get(row["review"], ()) if heading in text(one)]
            recorded = [one for one in here if int(one["id"]) == row["message_id"]]
            if len(here) > 1:
                yield f"suggestion {row['id']} stands {len(here)} times"
            if here != recorded or (row["state"] == "waiting" and not here):
                yield f"suggestion {row['id']}, {row['state']}, is not there as it is recorded"
            elif here and _shown(here[0]) != self._suggestion(row):
                yield f"suggestion {row['id']}, {row['state']}, shows something else"

    def _suggestion(self, row: sqlite3.Row) -> str:
        found = suggest.read(row)
        return _components(render_suggest.review(found, self._bank.title(found.draft.topic)))

    def _of_challenge(self, row: tuple[Any, ...]) -> str:
        with closing(sqlite3.connect(self._file)) as connection:
            columns = [one[1] for one in connection.execute("PRAGMA table_info(challenges)")]
        challenge = challenges.read(dict(zip(columns, row, strict=True)))  # type: ignore[arg-type]
        title = self._bank.title(challenge.question.topic)
        return _components(render_challenge.message(challenge, title))

    def _reveal(self, connection: sqlite3.Connection, row: sqlite3.Row) -> str:
        """Return the reveal by the grades that the answers had first; later ones change it not."""
        if row["id"] not in self._reveals:
            challenge = challenges.read(row)
            tally = Tally(challenge)
            for one in connection.execute(_FIRST_GRADES, (row["id"],)):
                verdict = None if one["detail"] is None else verdict_json.read(one["detail"])
                tally.add(answers.read(one), verdict, one["points"] or 0)
            view = render_reveal.message(challenge, tally.reveal())
            self._reveals[row["id"]] = _components(view)
        return self._reveals[row["id"]]


def _second_looks(connection: sqlite3.Connection, standing: Standing) -> Iterator[str]:
    for number, channel, asked, waiting in connection.execute(_LOOKED_AT):
        said = sum(ASKED.format(number) in text(one) for one in standing.get(channel, ()))
        if not waiting <= said <= asked:
            yield f"{asked} second looks at #{number}, {waiting} waiting, were said {said} times"


def _notices(connection: sqlite3.Connection, standing: Standing) -> Iterator[str]:
    for sentence, channel, told in connection.execute(_TOLD):
        said = Counter(text(one).strip() for one in standing.get(channel, ()))[sentence.strip()]
        if said != told:
            yield f"told {told} times, stands {said} times in {channel}: {sentence!r}"


def _components(view: discord.ui.LayoutView) -> str:
    components: list[dict[str, Any]] = view.to_components()  # type: ignore[no-untyped-call]
    return json.dumps(components, sort_keys=True)


def _shown(message: Message) -> str:
    return json.dumps(message["components"], sort_keys=True)
