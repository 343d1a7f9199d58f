"""Cards for Anki: what its importer reads of the package."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from contextlib import closing
from datetime import timedelta

import pytest

from quizbot.bank.library import Library
from quizbot.domain.review import Rating
from quizbot.errors import Refusal
from quizbot.services.review_export import ReviewExport
from quizbot.services.reviews import Reviews
from quizbot.services.verdicts import Verdicts
from quizbot.storage import review_cards
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.membership import Members

ANA = 7


@pytest.fixture
def export(database: Database, bank: Library) -> ReviewExport:
    return ReviewExport(database, bank)


async def test_cards_keep_their_dates_and_reviews(
    export: ReviewExport, database: Database, bank: Library, grading: Verdicts, clock: SetClock
) -> None:
    """A new card, one for later, one that comes back in minutes, one that was taken out."""
    reviews = Reviews(database, bank, grading, Members())
    ids = list(bank.questions)[:4]
    for id_ in ids:
        now = clock()
        await database.write(
            lambda c, id_=id_, now=now: review_cards.add(  # type: ignore[misc]
                c, ANA, 0, id_, now, now, missed=False
            )
        )
    for card, rating in ((2, Rating.GOOD), (3, Rating.AGAIN), (4, Rating.EASY)):
        await reviews.grade(card, 0, rating, ANA, clock())
    clock.advance(days=2)
    for number, rating in enumerate((Rating.AGAIN, Rating.GOOD), 1):
        await reviews.grade(2, number, rating, ANA, clock())
        clock.advance(minutes=11)
    await reviews.take_out(4, ANA)
    made = await export.write(ANA, clock())
    assert made.size == 4
    with zipfile.ZipFile(io.BytesIO(made.data)) as package:
        assert sorted(package.namelist()) == ["collection.anki2", "media"]
        data = package.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as collection:
        collection.deserialize(data)
        collection.row_factory = sqlite3.Row
        assert collection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        [col] = collection.execute("SELECT * FROM col")
        cards = collection.execute("SELECT * FROM cards ORDER BY id").fetchall()
        notes = collection.execute("SELECT * FROM notes ORDER BY id").fetchall()
        log = collection.execute("SELECT cid, ease FROM revlog ORDER BY id").fetchall()
    new, later, soon, out = cards
    assert [(one["type"], one["queue"]) for one in cards] == [(0, 0), (2, 2), (1, 1), (2, -1)]
    begins = col["crt"] + later["due"] * 86_400
    stored = await database.value("SELECT due FROM review_cards WHERE id = 2")
    assert abs(begins - stored) < 3_600 * 2
    assert later["reps"] == 3
    assert later["lapses"] == 1
    assert later["ivl"] == timedelta(seconds=stored - int(clock().timestamp())).days + 1
    assert json.loads(later["data"])["s"] > 0
    assert soon["due"] == await database.value("SELECT due FROM review_cards WHERE id = 3")
    assert json.loads(new["data"]) == {}
    assert out["reps"] == 1
    assert [row["ease"] for row in log if row["cid"] == later["id"]] == [3, 1, 3]
    assert [note["guid"] for note in notes] == [f"quizbot-0-{id_}" for id_ in ids]
    assert bank.questions[ids[0]].prompt[:20] in notes[0]["flds"]


async def test_without_cards_there_is_no_file(export: ReviewExport, clock: SetClock) -> None:
    with pytest.raises(Refusal, match="no cards yet"):
        await export.write(ANA, clock())
