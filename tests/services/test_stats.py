"""Statistics agree with what is stored, whatever happens to grades."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from quizbot.bank.library import Library
from quizbot.domain.challenge import Submission, Sure
from quizbot.domain.schedule import Schedule
from quizbot.domain.stats import StatsPart
from quizbot.domain.verdict import Coverage
from quizbot.errors import NotFound, Refusal
from quizbot.services.answers import Answers
from quizbot.services.daily import Daily
from quizbot.services.grade_voids import GradeVoids
from quizbot.services.grades import Grades
from quizbot.services.second_looks import SecondLooks
from quizbot.services.stats import Stats
from quizbot.services.stats_export import StatsExport
from quizbot.services.stats_sums import SUMMED_AT_ONCE, StatsSums
from quizbot.storage import removals, stats_sums
from quizbot.storage.connection import Connection
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import CHANNEL, GUILD, MODERATOR

TABLES = ("stats_challenges", "stats_points", "stats_weeks")


async def stored(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    return {
        table: [tuple(row) for row in await database.all(f"SELECT * FROM {table} ORDER BY 1, 2, 3")]
        for table in TABLES
    }


async def make_anew(database: Database) -> None:
    """Throw all sums away and let them be made from what is stored."""

    async def forget(connection: Connection) -> None:
        for table in TABLES:
            await connection.run(f"DELETE FROM {table}")
        await connection.run("DELETE FROM stats_stale")
        await connection.run(
            "INSERT INTO stats_stale SELECT id, guild_id, 1 FROM challenges "
            "WHERE state = 'revealed'"
        )

    await database.write(forget)
    while await StatsSums(database).catch_up(GUILD):
        pass


class Group:
    """A server in which somebody answers, and moderators decide."""

    def __init__(self, database: Database, daily: Daily, schedule: Schedule, clock: SetClock):
        self.database, self.daily, self.schedule, self.clock = database, daily, schedule, clock
        self.answers, self.grades = Answers(database), Grades(database)
        self.voids, self.looks = GradeVoids(database), SecondLooks(database)

    async def ask(self, texts: dict[int, str], sure: Sure = Sure.SURE) -> Any:
        """Ask a question, let members answer by id, and reveal it; {} is the model answer."""
        now = self.clock()
        challenge = await self.daily.post_now(GUILD, self.schedule.id, MODERATOR, now)
        for member, text in texts.items():
            words = text.format(challenge.question.answer)[:1900]
            given = Submission(words, sure=sure)
            await self.answers.save(challenge, member, f"m{member}", given, now)
        return await self.daily.reveal_now(GUILD, CHANNEL, MODERATOR, now, number=challenge.number)

    async def decide(self, challenge: Any, member: int, found: Coverage) -> None:
        case = await self.grades.find(GUILD, challenge.number, member, MODERATOR)
        for place in range(len(case.marks)):
            await self.grades.mark(GUILD, case.grade.id, place, found, MODERATOR)
        await self.grades.save(GUILD, case.grade.id, MODERATOR, "so it is", self.clock(), str)


@pytest.fixture
def group(database: Database, daily: Daily, schedule: Schedule, clock: SetClock) -> Group:
    return Group(database, daily, schedule, clock)


@pytest.fixture
def stats(database: Database, bank: Library) -> Stats:
    return Stats(database, bank)


async def test_sums_follow_whatever_happens(group: Group, database: Database) -> None:
    chance = random.Random(5)
    asked: list[Any] = []
    for _ in range(25):
        act = chance.choice(["ask", "decide", "decide", "void", "unvoid", "look"])
        one = chance.choice(asked) if asked else None
        if act == "ask" or one is None:
            members = {member: chance.choice(["{}", "no idea"]) for member in range(1, 4)}
            asked.append(await group.ask(members))
            group.clock.advance(days=chance.randint(0, 5))
            continue
        with suppress(Refusal):
            member = chance.randint(1, 3)
            match act:
                case "decide":
                    await group.decide(one, member, chance.choice(list(Coverage)))
                case "look":
                    await group.looks.ask(GUILD, one.id, member, "please", group.clock())
                case _:
                    void = group.voids.void if act == "void" else group.voids.unvoid
                    await void(GUILD, one.number, "unfair", MODERATOR, group.clock())
        assert await StatsSums(database).catch_up(GUILD) == 0
        kept = await stored(database)
        await make_anew(database)
        made = await stored(database)
        kept["stats_weeks"] = [row for row in kept["stats_weeks"] if row[2]]
        assert made == kept, act
    assert len(asked) > 3


async def test_a_tick_sums_up_without_being_asked(group: Group, database: Database) -> None:
    await group.ask({1: "{}"})
    assert await database.value("SELECT count(*) FROM stats_stale") == 1
    await group.daily.tick(group.clock())
    assert await database.value("SELECT count(*) FROM stats_stale") == 0
    assert await database.value("SELECT answered FROM stats_challenges") == 1


async def test_what_changes_meanwhile_is_not_lost(group: Group, database: Database) -> None:
    challenge = await group.ask({1: "{}"})
    [found] = await stats_sums.stale(database.reader, 9, GUILD)
    await group.decide(challenge, 1, Coverage.MISSING)
    sums = stats_sums.ChallengeSums(group.clock().date(), 1, 1, 1.0, 1, {})
    await database.write(lambda c: stats_sums.keep(c, found, challenge, sums))
    assert await stats_sums.count_stale(database.reader, GUILD) == 1
    await StatsSums(database).catch_up(GUILD)
    assert await database.value("SELECT score FROM stats_challenges") == 0.0


async def test_a_backlog_is_told_and_worked_off(
    group: Group, stats: Stats, database: Database
) -> None:
    for _ in range(SUMMED_AT_ONCE + 2):
        await group.ask({1: "no idea"})
    await make_anew(database)
    await database.write(
        lambda c: c.run("INSERT INTO stats_stale SELECT id, guild_id, 1 FROM challenges")
    )
    assert (await stats.server(GUILD, group.clock())).behind == 2
    assert (await stats.server(GUILD, group.clock())).behind == 0


async def test_a_member_sees_the_own_answers(group: Group, stats: Stats, bank: Library) -> None:
    challenge = await group.ask({1: "{}", 2: "no idea"})
    await group.ask({1: "{}"}, Sure.GUESSING)
    group.clock.advance(days=8)
    open_ = await group.daily.post_now(GUILD, group.schedule.id, MODERATOR, group.clock())
    await group.answers.save(open_, 1, "m1", Submission("something"), group.clock())
    found = (await stats.own(GUILD, 1, group.clock())).stats
    assert (found.answers, found.days[-1], found.days[-9]) == (2, 0, 2)
    assert [one.answers for one in found.confidence] == [1, 0, 1]
    assert sum(one.questions for one in found.topics) == 2
    await group.voids.void(GUILD, challenge.number, "unfair", MODERATOR, group.clock())
    assert (await stats.own(GUILD, 1, group.clock())).stats.answers == 1
    assert (await stats.own(GUILD, 3, group.clock())).stats.answers == 0
    assert (await stats.own(GUILD + 1, 1, group.clock())).stats.answers == 0


async def test_a_decision_changes_what_a_member_sees(group: Group, stats: Stats) -> None:
    challenge = await group.ask({1: "no idea"})
    assert (await stats.own(GUILD, 1, group.clock())).stats.topics[0].score < 0.5
    await group.decide(challenge, 1, Coverage.COVERED)
    found = await stats.own(GUILD, 1, group.clock())
    assert found.stats.topics[0].score == 1.0
    server = await stats.server(GUILD, group.clock())
    assert [(one.overridden, one.got_it) for one in server.questions] == [(1, 1)]


async def test_days_are_the_servers(group: Group, stats: Stats) -> None:
    group.clock.advance(hours=15, minutes=30)  # 22:30 UTC, still today in Berlin
    await group.ask({1: "{}"})
    group.clock.advance(hours=1)  # past midnight there
    found = (await stats.own(GUILD, 1, group.clock())).stats
    assert found.days[-2:] == (1, 0)


async def test_shares_are_of_one_server(group: Group, stats: Stats) -> None:
    await group.ask({1: "{}"})
    now = group.clock()
    with pytest.raises(NotFound, match="shares no statistics"):
        await stats.of_member(GUILD, 1, now)
    await stats.share(GUILD, 1, [StatsPart.TOPICS, StatsPart.CALENDAR])
    assert (await stats.of_member(GUILD, 1, now)).shared == {StatsPart.TOPICS, StatsPart.CALENDAR}
    with pytest.raises(NotFound):
        await stats.of_member(GUILD + 1, 1, now)
    await stats.share(GUILD, 1, [])
    with pytest.raises(NotFound):
        await stats.of_member(GUILD, 1, now)


async def test_points_and_weeks_of_a_server(group: Group, stats: Stats) -> None:
    for _ in range(2):
        await group.ask({1: "no idea", 2: "no idea"})
        group.clock.advance(days=7)
    found = await stats.server(GUILD, group.clock())
    assert [(week.answers, week.members) for week in found.weeks[-3:]] == [(2, 2), (2, 2), (0, 0)]
    assert len(found.weeks) == 26
    assert all(one.had == 0 and one.answers == 2 for one in found.points)
    assert found.points
    later = await stats.server(GUILD, group.clock() + timedelta(days=400))
    assert (later.questions, later.points) == ((), ())


async def test_tables_hold_no_formula(group: Group, stats: Stats) -> None:
    challenge = await group.ask({1: "no idea"})
    await group.looks.ask(GUILD, challenge.id, 1, '=HYPERLINK("http://x")', group.clock())
    files = dict(await StatsExport().write(await stats.server_of_all_time(GUILD)))
    assert b"'=HYPERLINK" in files["second-looks.csv"]
    assert files["weeks.csv"].decode("utf-8-sig").splitlines()[1] == "2026-11-16,1,1,1"


async def test_a_server_that_left_leaves_nothing(
    group: Group, stats: Stats, database: Database
) -> None:
    await group.ask({1: "{}"})
    await stats.share(GUILD, 1, [StatsPart.TOPICS])
    await stats.server(GUILD, group.clock())
    while not await database.write(lambda c: removals.erase(c, GUILD, 10)):
        pass
    for table in (*TABLES, "stats_stale", "stats_shares"):
        assert await database.value(f"SELECT count(*) FROM {table}") == 0, table
