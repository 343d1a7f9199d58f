"""Killed at every named instant: nothing is lost, nothing comes twice, each message is right.

The long form is ``python -m tests.loopback.kills``.
"""

from __future__ import annotations

import ast
import random
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

import quizbot
from tests.loopback.kills.acts import KINDS, OF_REGRADE
from tests.loopback.kills.aims import Aim, every
from tests.loopback.kills.attempt import Attempt, untrue
from tests.loopback.kills.campaign import campaign
from tests.loopback.kills.episode import Episode, episode
from tests.loopback.kills.looks import Looks
from tests.loopback.kills.promises import NEVER, NOT_AT_REST, broken
from tests.loopback.kills.steps import LEFT_OUT, OF_THE_ROUND, STEPS
from tests.loopback.kills.template import furnish

PARTS = 6
"""So many parts have one instant of every step."""
PACKAGE = Path(quizbot.__file__).parent
WRITING = ("INSERT", "UPDATE", "DELETE")
PORTS = {
    "ui/publisher": "ChannelPublisher",
    "ui/review_channel": "DiscordReview",
    "ui/messenger": "DiscordMessenger",
}
DAMAGE = {
    "two challenges have one slot": "UPDATE slots SET challenge_id = "
    "(SELECT min(challenge_id) FROM slots)",
    "a slot has neither a challenge nor a reason": "UPDATE slots SET challenge_id = NULL",
    "a slot was lost": "UPDATE slots SET challenge_id = NULL, missed = 'x'",
    "questions came out of turn otherwise": "DELETE FROM slots",
    "a running number is left out": "UPDATE challenges SET number = number + 1000",
    "the count of answers is wrong": "UPDATE challenges SET answered = answered + 1",
    "an answer and its newest version differ": "UPDATE answers SET text = 'another'",
    "the versions of an answer have gaps": "UPDATE answers SET version = version + 1",
    "a graded answer has no line in the ledger": "DELETE FROM ledger",
    "points came while a question was open": "UPDATE challenges SET state = 'open'",
    "points came before the model answer of": "UPDATE challenges SET state = 'closed'; "
    "UPDATE ledger SET challenge_id = (SELECT max(id) FROM challenges)",
    "the ledger is not the newest verdict": "UPDATE ledger SET points = points + 1",
    "an answer came to two lines at once": "INSERT INTO ledger (guild_id, user_id, points, reason, "
    "topic, day, at, challenge_id) SELECT guild_id, user_id, points, reason, topic, day, at, "
    "challenge_id FROM ledger WHERE challenge_id IS NOT NULL",
    "the board is not the ledger": "UPDATE board SET points = points + 1",
    "a question was saved twice": "INSERT INTO server_questions "
    "(guild_id, id, topic, question, created_by, created_at) "
    "SELECT guild_id, id || '-twice', topic, question, created_by, created_at "
    "FROM server_questions",
    "what was confirmed is not in the bank": "DELETE FROM server_questions",
    "a void stands otherwise than it was said last": "UPDATE challenges SET void = NULL",
    "a second look was settled by nobody": "UPDATE verdicts SET decided_by = NULL",
    "a reveal came before the answers were graded": "DELETE FROM ledger; "
    "DELETE FROM second_looks; DELETE FROM verdicts WHERE answer_id = "
    "(SELECT max(answer_id) FROM verdicts)",
    "a challenge waits": "UPDATE challenges SET state = 'claimed'",
    "an acknowledged answer is lost": "UPDATE answers SET text = 'another'",
    "a question does not look cancelled": "UPDATE challenges SET state = 'cancelled'",
    "Question of the day of": "UPDATE challenges SET message_id = 1",
    "Model answer of": "UPDATE challenges SET reveal_message_id = 1",
}
DIFFERENCE = {
    "the question of 1, revealed, shows something else": "UPDATE challenges SET answered = 77",
    "the question of 1, revealed, is not there": "UPDATE challenges SET message_id = 1",
    "the reveal of 1 is not there": "UPDATE challenges SET reveal_message_id = 1",
    "the reveal of 1 shows something else": "UPDATE challenges SET number = number + 1000",
    "has no thread": "UPDATE challenges SET thread = 1",
    "a message that nobody knows stands": "UPDATE challenges SET message_id = NULL",
    "suggestion 1, approved, is not there": "UPDATE suggestions SET message_id = 1",
    "suggestion 1, declined, shows something else": "UPDATE suggestions SET state = 'declined'",
    "1 waiting, were said 0 times": "UPDATE second_looks SET verdict_id = NULL; "
    "UPDATE challenges SET number = number + 1000",
    "told 1 times, stands 0 times": "UPDATE notices SET sentence = 'another ' || id",
}
UNTRUTH = {
    "an act was said to be done": "UPDATE voids SET actor_id = 1",
    "an act was done twice": "INSERT INTO voids (challenge_id, voided, actor_id, reason, at) "
    "SELECT challenge_id, voided, actor_id, reason, at FROM voids",
    "an act stands 0 times in the audit list": "DELETE FROM audit",
    "an act is told 0 times, not 1": "DELETE FROM notices",
}


@pytest.mark.parametrize("part", range(PARTS))
async def test_killed_at_every_step(questions: Path, tmp_path: Path, part: int) -> None:
    """Each part aims at its share of the steps, each at one of its instants."""
    aims = one_of_each_step()[part::PARTS]
    async for outcome in campaign(tmp_path, questions, len(aims), part, aims):  # noqa: B007
        pass
    assert outcome.violations == []
    assert outcome.kills.total() == len(aims)
    assert outcome.figures["answers acknowledged"] > len(aims)
    assert outcome.figures["acts acknowledged"] > 0
    assert outcome.figures["reveals"] > 0
    assert len(outcome.missed) < 0.7 * len(aims)  # a busy machine passes an instant by


def one_of_each_step() -> list[Aim]:
    """Return an aim for every step, its instants and the acts that take it by turns."""
    found: dict[str, list[Aim]] = {}
    for aim in every():
        assert aim.point is not None
        found.setdefault(aim.point.step, []).append(aim)
    return [aims[place % len(aims)] for place, aims in enumerate(found.values())]


@pytest.fixture
async def quiet(questions: Path, tmp_path: Path) -> AsyncIterator[Episode]:
    """An episode in which everything was done, and nobody was killed before it was."""
    template = tmp_path / "template.sqlite"
    await furnish(questions, template)
    async with episode(tmp_path / "quiet", questions, template, random.Random(1)) as stage:
        for act in ("", "void", "second look accepted", "approval", "import saved"):
            while not acknowledged(stage, act):
                assert (await stage.live(Aim(act=act)))[1] == []
        assert await stage.end() == []
        yield stage


def acknowledged(stage: Episode, act: str) -> bool:
    """Tell whether an act was said to be done; the first one is that questions are posted."""
    if not act:
        return bool(stage.messages)
    attempts = (one for one in stage.hand.attempts if one.kind == act)
    return any(KINDS[act].said in one.said for one in attempts)


async def test_each_promise_is_watched(quiet: Episode, questions: Path, tmp_path: Path) -> None:
    """What is damaged on purpose is found, so that no violation can mean that none was."""
    assert {name for name in (*NEVER, *NOT_AT_REST) if not name.startswith(tuple(DAMAGE))} == set()
    messages, sent = quiet.messages, quiet.crowd.sent
    for promise, file in damaged(quiet, tmp_path, DAMAGE):
        found = broken(file, messages, sent, at_rest=True)
        assert any(sentence.startswith(promise) for sentence in found), promise
    for difference, file in damaged(quiet, tmp_path, DIFFERENCE):
        found = Looks(file, questions).differing(quiet.standing, quiet.hand.deleted)
        assert any(difference in sentence for sentence in found), (difference, found)
    for untruth, file in damaged(quiet, tmp_path, UNTRUTH):
        with closing(sqlite3.connect(file)) as connection:
            found = list(untrue(connection, quiet.hand.attempts, KINDS))
        assert any(sentence.startswith(untruth) for sentence in found), (untruth, found)
    for kind in ("Question of the day", "Model answer"):
        found = broken(quiet.file, [*messages, *messages], sent, at_rest=True)
        assert any(sentence.startswith(f"{kind} twice") for sentence in found)
    assert any("is missing" in one for one in broken(quiet.file, [], sent, at_rest=True))


def damaged(stage: Episode, folder: Path, damage: dict[str, str]) -> Iterator[tuple[str, Path]]:
    """Yield each promise with a database in which it is broken."""
    file = folder / "damaged.sqlite"
    for promise, sql in damage.items():
        with (
            closing(sqlite3.connect(stage.file)) as whole,
            closing(sqlite3.connect(file)) as connection,
        ):
            whole.backup(connection)
            connection.executescript(sql)
            connection.commit()
        yield promise, file


def test_what_was_said_not_to_be_done_is_compared_too() -> None:
    class Said:
        said = "Something went wrong on my side, so this was not done."

    with closing(sqlite3.connect(":memory:")) as connection:
        connection.execute("CREATE TABLE suggestions (author_id)")
        connection.execute("INSERT INTO suggestions VALUES (7)")
        said: Any = Said()
        attempt = Attempt("suggestion", 7, "words", [said])
        [found] = untrue(connection, [attempt], KINDS)
    assert found.startswith("an act was said not to be done")


def test_every_step_is_aimed_at_or_left_out_for_a_reason() -> None:
    """Each function that writes, each request to Discord and each way to reply is one of both."""
    known = set(STEPS.values())
    assert known & set(LEFT_OUT) == set()
    assert {*writes(), *requests()} - known - set(LEFT_OUT) == set()
    assert set(LEFT_OUT) - {*writes(), *requests()} == set()
    assert all(LEFT_OUT.values())


def test_every_step_has_an_instant_of_death() -> None:
    aimed = {aim.point.step for aim in every() if aim.point is not None}
    assert set(STEPS) - aimed == {"note a refusal"}
    of_acts = {step for kind in KINDS.values() for step in kind.steps} | set(OF_REGRADE)
    assert aimed == {*of_acts, *OF_THE_ROUND}


def writes() -> Iterator[str]:
    """Yield every public function of the storage that holds a statement that writes."""
    for file in sorted((PACKAGE / "storage").glob("*.py")):
        for node in ast.parse(file.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.AsyncFunctionDef) and not node.name.startswith("_"):
                texts = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
                if any(isinstance(one, str) and one.lstrip().startswith(WRITING) for one in texts):
                    yield f"quizbot.storage.{file.stem}:{node.name}"


def requests() -> Iterator[str]:
    """Yield every method of the ports to Discord, and every way to reply."""
    for path, name in PORTS.items():
        tree = ast.parse((PACKAGE / f"{path}.py").read_text(encoding="utf-8"))
        [port] = (n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == name)
        for method in _public(port.body):
            yield f"quizbot.{path.replace('/', '.')}:{name}.{method}"
    replies = ast.parse((PACKAGE / "ui/reply.py").read_text(encoding="utf-8"))
    yield from (f"quizbot.ui.reply:{function}" for function in _public(replies.body))


def _public(body: list[ast.stmt]) -> Iterator[str]:
    functions = (one.name for one in body if isinstance(one, ast.AsyncFunctionDef))
    return (name for name in functions if not name.startswith("_"))
