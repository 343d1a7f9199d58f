"""Points given and taken, settings, and the audit list."""

from __future__ import annotations

import asyncio
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest

from quizbot.domain.guild import Boards, Guild
from quizbot.domain.leaderboard import Period, WeekStart, period_key
from quizbot.errors import Refusal
from quizbot.services.audit import Audit
from quizbot.services.leaderboard import Leaderboard
from quizbot.services.points import Points
from quizbot.services.schedules import Schedules
from quizbot.services.settings import ServerSettings
from quizbot.storage import guilds, ledger
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import GUILD, MODERATOR, plan


@pytest.fixture
def settings(database: Database) -> ServerSettings:
    return ServerSettings(database)


async def test_points_are_a_line_of_the_ledger(
    points: Points, database: Database, clock: SetClock
) -> None:
    assert (
        await points.give(GUILD, 7, "ana", 25, "  helped\nothers ", MODERATOR, clock(), "told")
        == 25
    )
    assert await points.give(GUILD, 7, "ana", -5, "counted twice", MODERATOR, clock(), "told") == 20
    rows = await database.all("SELECT points, reason, author_id, topic, verdict_id FROM ledger")
    assert [tuple(row) for row in rows] == [
        (25, "helped others", MODERATOR, "", None),
        (-5, "counted twice", MODERATOR, "", None),
    ]
    board = await Leaderboard(database).board(GUILD, Period.WEEK, "", 0, 7, clock())
    assert [(s.name, s.points) for s in board.standings] == [("ana", 20)]
    page = await Audit(database).page(GUILD, 0, "points", 0)
    assert [(line.act, line.target, line.detail) for line in page.lines] == [
        ("points take", "member 7 -5", "counted twice"),
        ("points give", "member 7 +25", "helped others"),
    ]
    assert await database.write(ledger.rebuild) == 0


async def test_what_cannot_be_given_or_taken(
    points: Points, database: Database, clock: SetClock
) -> None:
    await points.give(GUILD, 7, "ana", 10, "r", MODERATOR, clock(), "told")
    for user, amount, reason, sentence in (
        (7, -11, "r", "has 10 points; no more"),
        (8, -1, "r", "has 0 points"),
        (7, 5, "   ", "A reason is needed"),
        (MODERATOR, 5, "r", "Nobody gives points to themselves"),
    ):
        with pytest.raises(Refusal, match=sentence):
            await points.give(GUILD, user, "x", amount, reason, MODERATOR, clock(), "told")
    assert await database.value("SELECT count(*) FROM ledger") == 1
    assert await database.value("SELECT count(*) FROM audit") == 1


async def test_two_who_take_at_once_cannot_take_more_than_there_is(
    points: Points, database: Database, clock: SetClock
) -> None:
    await points.give(GUILD, 7, "ana", 10, "r", MODERATOR, clock(), "told")
    outcomes = await asyncio.gather(
        *(points.give(GUILD, 7, "ana", -8, "r", actor, clock(), "told") for actor in (98, 99)),
        return_exceptions=True,
    )
    assert outcomes[0] == 2
    assert isinstance(outcomes[1], Refusal)
    assert await database.value("SELECT sum(points) FROM ledger") == 2


def lines(seed: int) -> list[ledger.LedgerLine]:
    """Points of two servers over a year, with and without a topic."""
    rng = random.Random(seed)
    start = date(2025, 12, 20)
    return [
        ledger.LedgerLine(
            guild_id,
            rng.randrange(5),
            rng.randrange(-5, 30),
            "answer",
            rng.choice(["", "gans", "vaes"]),
            start + timedelta(days=rng.randrange(400)),
        )
        for guild_id in (GUILD, 2)
        for _ in range(150)
    ]


@pytest.mark.parametrize("seed", range(3))
async def test_another_week_start_counts_the_weekly_boards_anew(
    settings: ServerSettings, database: Database, clock: SetClock, seed: int
) -> None:
    async def fill(connection: Connection) -> None:
        for line in lines(seed):
            await ledger.add(connection, line, clock())

    await database.write(fill)
    before = {tuple(row) for row in await database.all("SELECT * FROM board")}
    await settings.change(GUILD, {"week_start": WeekStart.SUNDAY}, MODERATOR, clock())
    sundays = {tuple(row) for row in await database.all("SELECT * FROM board")}
    assert {row[1][5] for row in sundays if row[0] == GUILD and len(row[1]) == 8} == {"S"}
    assert {row for row in before if row[0] == 2} <= sundays
    assert await database.write(ledger.rebuild) == 0
    await database.write(lambda c: ledger.add(c, lines(seed)[0], clock()))
    assert await database.write(ledger.rebuild) == 0
    await database.write(
        lambda c: c.run("DELETE FROM ledger WHERE id = (SELECT max(id) FROM ledger)")
    )
    await database.write(ledger.rebuild)
    await settings.change(GUILD, {"week_start": WeekStart.MONDAY}, MODERATOR, clock())
    assert {tuple(row) for row in await database.all("SELECT * FROM board")} == before


@pytest.mark.parametrize(
    ("day", "monday", "sunday"),
    [
        (date(2026, 11, 21), "2026-W47", "2026-S47"),  # a Saturday
        (date(2026, 11, 22), "2026-W47", "2026-S48"),  # the Sunday after it
        (date(2026, 11, 23), "2026-W48", "2026-S48"),
        (date(2027, 1, 2), "2026-W53", "2026-S53"),
        (date(2027, 1, 3), "2026-W53", "2027-S01"),
        (date(2028, 1, 1), "2027-W52", "2027-S52"),
    ],
)
def test_the_week_of_a_day(day: date, monday: str, sunday: str) -> None:
    assert period_key(Period.WEEK, day) == monday
    assert period_key(Period.WEEK, day, WeekStart.SUNDAY) == sunday


def test_a_sunday_week_has_seven_days_from_sunday_on() -> None:
    days = [date(2020, 1, 5) + timedelta(days=i) for i in range(7 * 600)]
    weeks: dict[str, list[date]] = {}
    for day in days:
        weeks.setdefault(period_key(Period.WEEK, day, WeekStart.SUNDAY), []).append(day)
    assert all(len(week) == 7 and week[0].weekday() == 6 for week in weeks.values())


async def test_settings_change_only_what_is_named(
    settings: ServerSettings, database: Database, clock: SetClock
) -> None:
    await database.write(lambda c: guilds.save(c, Guild(GUILD, "Europe/Berlin", 5)))
    changed = await settings.change(
        GUILD, {"boards": Boards.OFF, "review_channel_id": 6}, MODERATOR, clock()
    )
    assert changed == Guild(GUILD, "Europe/Berlin", 5, True, 6, Boards.OFF)
    assert await settings.get(GUILD) == changed
    await settings.change(GUILD, {"boards": Boards.OFF}, MODERATOR, clock())
    await settings.change(GUILD, {"moderator_role_id": None}, MODERATOR, clock())
    page = await Audit(database).page(GUILD, MODERATOR, "settings", 0)
    assert [line.target for line in page.lines] == [
        "moderator role none",
        "boards off",
        "review channel channel 6",
    ]


async def test_boards_that_are_off_or_private(
    settings: ServerSettings, database: Database, clock: SetClock
) -> None:
    board = Leaderboard(database)
    await settings.change(GUILD, {"boards": Boards.PRIVATE}, MODERATOR, clock())
    await board.board(GUILD, Period.ALL, "", 0, 7, clock())
    with pytest.raises(Refusal, match="private"):
        await board.board(GUILD, Period.ALL, "", 0, 7, clock(), public=True)
    await settings.change(GUILD, {"boards": Boards.OFF}, MODERATOR, clock())
    with pytest.raises(Refusal, match="keeps no board"):
        await board.board(GUILD, Period.ALL, "", 0, 7, clock())


async def test_the_audit_list_has_pages_and_filters(
    settings: ServerSettings, points: Points, database: Database, clock: SetClock
) -> None:
    for i in range(13):
        await points.give(GUILD, 7, "ana", i + 1, "r", 50 + i % 2, clock.advance(minutes=1), "told")
    await settings.change(GUILD, {"share_default": False}, MODERATOR, clock())
    audit = Audit(database)
    first = await audit.page(GUILD, 0, "", 0)
    assert (len(first.lines), first.pages) == (10, 2)
    assert first.lines[0].target == "sharing of answers off"
    assert [line.at for line in first.lines] == sorted((x.at for x in first.lines), reverse=True)
    assert len((await audit.page(GUILD, 0, "", 99)).lines) == 4
    assert len((await audit.page(GUILD, 50, "", 0)).lines) == 7
    assert len((await audit.page(GUILD, 50, "points give", 0)).lines) == 7
    assert (await audit.page(GUILD, 0, "point", 0)).lines == ()
    assert (await audit.page(2, 0, "", 0)).lines == ()


async def test_setting_up_leaves_other_settings_alone(
    settings: ServerSettings, schedules: Schedules, database: Database, clock: SetClock
) -> None:
    """What was read before somebody else changed a setting does not undo that change."""
    read_before = await settings.get(GUILD)
    await settings.change(GUILD, {"week_start": WeekStart.SUNDAY}, MODERATOR, clock())
    chosen = replace(read_before, zone="Europe/Berlin", moderator_role_id=5)
    await schedules.set_up(chosen, plan(), MODERATOR, clock())
    assert await settings.get(GUILD) == Guild(
        GUILD, "Europe/Berlin", 5, week_start=WeekStart.SUNDAY
    )
    page = await Audit(database).page(GUILD, 0, "", 0)
    assert [line.target for line in page.lines] == [
        "channel 5",
        "moderator role role 5",
        "time zone Europe/Berlin",
        "the week begins on sunday",
    ]
