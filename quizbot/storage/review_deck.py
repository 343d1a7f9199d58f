"""A package that Anki imports: a small database of its own, zipped.

It is of the form (schema 11) that every Anki reads; days are counted from the collection's first
one, and FSRS's figures stand with each card.
"""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha1
from itertools import count
from typing import Any

from quizbot.domain import review
from quizbot.domain.review import Card, Comeback, Phase, Rating, Review
from quizbot.domain.review_settings import ReviewSettings

DECK, MODEL = 1_764_000_000_001, 1_764_000_000_002
"""Anki's ids of the deck and its kind of note, always the same, so that a later file adds to it."""
_LEARNING_STEPS_LEFT = 1001
"""Anki's way to say: one step of learning is left, and one today."""
_EASE = 2500
_SCHEMA = """
CREATE TABLE col (id integer primary key, crt integer not null, mod integer not null,
    scm integer not null, ver integer not null, dty integer not null, usn integer not null,
    ls integer not null, conf text not null, models text not null, decks text not null,
    dconf text not null, tags text not null);
CREATE TABLE notes (id integer primary key, guid text not null, mid integer not null,
    mod integer not null, usn integer not null, tags text not null, flds text not null,
    sfld integer not null, csum integer not null, flags integer not null, data text not null);
CREATE TABLE cards (id integer primary key, nid integer not null, did integer not null,
    ord integer not null, mod integer not null, usn integer not null, type integer not null,
    queue integer not null, due integer not null, ivl integer not null, factor integer not null,
    reps integer not null, lapses integer not null, left integer not null, odue integer not null,
    odid integer not null, flags integer not null, data text not null);
CREATE TABLE revlog (id integer primary key, cid integer not null, usn integer not null,
    ease integer not null, ivl integer not null, lastIvl integer not null,
    factor integer not null, time integer not null, type integer not null);
CREATE TABLE graves (usn integer not null, oid integer not null, type integer not null);
CREATE INDEX ix_notes_usn ON notes (usn);
CREATE INDEX ix_cards_usn ON cards (usn);
CREATE INDEX ix_revlog_usn ON revlog (usn);
CREATE INDEX ix_cards_nid ON cards (nid);
CREATE INDEX ix_cards_sched ON cards (did, queue, due);
CREATE INDEX ix_revlog_cid ON revlog (cid);
CREATE INDEX ix_notes_csum ON notes (csum);
"""
_CONF = {
    "activeDecks": [1],
    "curDeck": 1,
    "newSpread": 0,
    "collapseTime": 1200,
    "timeLim": 0,
    "estTimes": True,
    "dueCounts": True,
    "curModel": MODEL,
    "nextPos": 1,
    "sortType": "noteFld",
    "sortBackwards": False,
    "addToCur": True,
    "schedVer": 2,
}
_DCONF = {
    "id": 1,
    "mod": 0,
    "name": "Default",
    "usn": 0,
    "maxTaken": 60,
    "autoplay": True,
    "timer": 0,
    "replayq": True,
    "new": {
        "bury": False,
        "delays": [10],
        "initialFactor": _EASE,
        "ints": [1, 4, 0],
        "order": 1,
        "perDay": 20,
    },
    "rev": {"bury": False, "ease4": 1.3, "ivlFct": 1, "maxIvl": 3650, "perDay": 200},
    "lapse": {"delays": [10], "leechAction": 1, "leechFails": 8, "minInt": 1, "mult": 0},
    "dyn": False,
}


@dataclass(frozen=True, slots=True)
class DeckCard:
    """A card with both sides as HTML, its tags, and its reviews, the first one first."""

    card: Card
    front: str
    back: str
    tags: str
    reviews: tuple[Review, ...]


def write(cards: Sequence[DeckCard], settings: ReviewSettings, now: datetime) -> bytes:
    """Return the package (a zip file) of a member's cards."""
    first = _first_day(cards, settings, now)
    with closing(sqlite3.connect(":memory:")) as collection:
        collection.executescript(_SCHEMA)
        collection.execute(f"INSERT INTO col VALUES ({_marks(13)})", _col(first, settings, now))
        ids, log_ids = _ids(cards), set[int]()
        for place, one in enumerate(cards, 1):
            id_ = ids[place - 1]
            past = [*review.replay(one.reviews, settings.tz, settings.retention)]
            collection.execute(f"INSERT INTO notes VALUES ({_marks(11)})", _note(one, id_, now))
            row = _card(one, id_, place, past, first, settings, now)
            collection.execute(f"INSERT INTO cards VALUES ({_marks(18)})", row)
            collection.executemany(
                f"INSERT INTO revlog VALUES ({_marks(9)})", _log(one, id_, past, log_ids)
            )
        collection.commit()
        data = collection.serialize()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("collection.anki2", data)
        package.writestr("media", "{}")
    return out.getvalue()


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _first_day(cards: Sequence[DeckCard], settings: ReviewSettings, now: datetime) -> date:
    """Return the day from which Anki is to count; none of a card is earlier."""
    moments = [
        now,
        *(one.card.created_at for one in cards),
        *(one.card.due or now for one in cards),
    ]
    return review.study_day(min(moments), settings.tz) - timedelta(days=1)


def _ids(cards: Sequence[DeckCard]) -> list[int]:
    """Return an id for each card: when it was made, in milliseconds, and unlike all others."""
    taken: set[int] = set()
    return [_free(int(one.card.created_at.timestamp() * 1000), taken) for one in cards]


def _free(wanted: int, taken: set[int]) -> int:
    new = next(number for number in count(wanted) if number not in taken)
    taken.add(new)
    return new


def _col(first: date, settings: ReviewSettings, now: datetime) -> tuple[Any, ...]:
    made = int(review.day_begins(first, settings.tz).timestamp())
    seconds = int(now.timestamp())
    return (
        *(1, made, seconds * 1000, seconds * 1000, 11, 0, 0, 0),
        json.dumps(_CONF),
        json.dumps({str(MODEL): _model(seconds)}),
        json.dumps({"1": _deck(1, "Default", seconds), str(DECK): _deck(DECK, "Quizbot", seconds)}),
        json.dumps({"1": _DCONF}),
        "{}",
    )


def _deck(id_: int, name: str, seconds: int) -> dict[str, Any]:
    days = ("newToday", "revToday", "lrnToday", "timeToday")
    return {
        "id": id_,
        "name": name,
        "mod": seconds,
        "usn": -1,
        "desc": "",
        "dyn": 0,
        "conf": 1,
        "collapsed": False,
        "extendNew": 10,
        "extendRev": 50,
        **{day: [0, 0] for day in days},
    }


def _model(seconds: int) -> dict[str, Any]:
    fields = [
        {"name": name, "ord": place, "sticky": False, "rtl": False, "font": "Arial", "size": 20}
        for place, name in enumerate(("Front", "Back"))
    ]
    template = {
        "name": "Card 1",
        "ord": 0,
        "qfmt": "{{Front}}",
        "afmt": "{{FrontSide}}\n\n<hr id=answer>\n\n{{Back}}",
        "did": None,
        "bqfmt": "",
        "bafmt": "",
    }
    return {
        "id": MODEL,
        "name": "Quizbot",
        "type": 0,
        "mod": seconds,
        "usn": -1,
        "sortf": 0,
        "did": DECK,
        "tmpls": [template],
        "flds": [{**field, "media": []} for field in fields],
        "css": ".card { font-family: arial; font-size: 20px; text-align: left; }",
        "latexPre": "",
        "latexPost": "",
        "tags": [],
        "vers": [],
        "req": [[0, "any", [0]]],
    }


def _note(one: DeckCard, id_: int, now: datetime) -> tuple[Any, ...]:
    guid = f"quizbot-{one.card.own_of}-{one.card.question_id}"
    checksum = int(sha1(one.front.encode(), usedforsecurity=False).hexdigest()[:8], 16)
    fields = f"{one.front}\x1f{one.back}"
    return (
        *(id_, guid, MODEL, int(now.timestamp()), -1, f" {one.tags} "),
        *(fields, one.front, checksum, 0, ""),
    )


def _card(
    one: DeckCard,
    id_: int,
    place: int,
    past: Sequence[Comeback],
    first: date,
    settings: ReviewSettings,
    now: datetime,
) -> tuple[Any, ...]:
    card, memory = one.card, one.card.memory
    due, left, interval = place, 0, 0
    kind = 0 if card.is_new else memory.phase  # Anki numbers them as FSRS does: 1, 2, 3
    comes = card.due or (past[-1].due if past else now)
    if kind == Phase.REVIEW:
        day = review.study_day(comes, settings.tz)
        due = (day - first).days
        interval = max(1, (day - (memory.day or day)).days)
    elif kind:
        due, left = int(comes.timestamp()), _LEARNING_STEPS_LEFT
        interval = int(kind == Phase.RELEARNING)
    queue = -1 if card.due is None else (1 if kind == Phase.RELEARNING else kind)
    figures = {"s": memory.stability, "d": memory.difficulty, "dr": settings.retention}
    data = "{}" if memory.stability is None else json.dumps(figures)
    lapses = sum(
        graded.rating is Rating.AGAIN and before.day is not None
        for graded, before in zip(one.reviews[1:], past, strict=False)
    )
    return (
        *(id_, id_, DECK, 0, int(now.timestamp()), -1, kind, queue, due, interval),
        *(_EASE if kind else 0, card.reviews, lapses, left, 0, 0, 0, data),
    )


def _log(
    one: DeckCard, id_: int, past: Sequence[Comeback], taken: set[int]
) -> Iterator[tuple[int, ...]]:
    last, phase = 0, Phase.LEARNING
    for graded, comeback in zip(one.reviews, past, strict=True):
        wait = comeback.due - graded.at
        interval = -int(wait.total_seconds())
        if comeback.day is not None:
            interval = (comeback.day - graded.day).days
        kind = phase - 1  # Anki's log: 0 learning, 1 review, 2 relearning
        at = _free(int(graded.at.timestamp() * 1000), taken)
        yield at, id_, -1, graded.rating.value, interval, last, _EASE, 0, kind
        last, phase = interval, comeback.memory.phase
