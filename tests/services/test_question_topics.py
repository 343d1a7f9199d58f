"""Topics of a server's own: made with the question that has them, known where topics are."""

from __future__ import annotations

from dataclasses import replace

import pytest

from quizbot.bank.library import Library
from quizbot.domain.question_draft import Draft
from quizbot.domain.question_topic import MOST_TOPICS, name_for
from quizbot.errors import NotFound, Refusal
from quizbot.services.imports import Imports
from quizbot.services.question_export import QuestionExport
from quizbot.services.questions import Questions
from quizbot.storage.database import Database
from tests.conftest import SetClock
from tests.services.conftest import GUILD, MODERATOR
from tests.services.test_questions import DRAFT


async def saved(questions: Questions, clock: SetClock, draft: Draft) -> str:
    """Save a draft and return its question's topic."""
    kept = await questions.keep_draft(GUILD, 0, draft, MODERATOR, clock())
    question = await questions.save(GUILD, kept, MODERATOR, clock(), str, ask_next=False)
    return question.topic


async def test_a_topic_is_made_once_and_belongs_to_its_server(
    database: Database, bank: Library, clock: SetClock
) -> None:
    questions = Questions(database, bank)
    topics = questions.topics
    shipped, title = next(iter(bank.titles.items()))
    for new, topic in (
        ("  Our   DNA lab ", "our-dna-lab"),
        ("our dna LAB", "our-dna-lab"),
        ("Химия", "topic"),
        ("化学", "topic-2"),
        ("C++", "c"),
        (title.upper(), shipped),
    ):
        assert await saved(questions, clock, replace(DRAFT, new_topic=new)) == topic
    own = {"our-dna-lab": "Our DNA lab", "topic": "Химия", "topic-2": "化学", "c": "C++"}
    assert await topics.own(GUILD) == own
    assert await topics.title(GUILD, "topic-2") == "化学"
    assert await topics.find(GUILD, "химия") == "topic"
    assert await topics.own(2) == {}
    for guild_id in (2, None):
        with pytest.raises(NotFound, match='no topic "Химия"'):
            await topics.find(guild_id, "Химия")


async def test_what_cannot_be_made_loses_nothing(
    database: Database, bank: Library, clock: SetClock
) -> None:
    questions = Questions(database, bank)
    long = await questions.keep_draft(
        GUILD, 0, replace(DRAFT, new_topic="x" * 61), MODERATOR, clock()
    )
    with pytest.raises(Refusal, match="at most 60 characters"):
        await questions.save(GUILD, long, MODERATOR, clock(), str, ask_next=False)
    assert (await questions.draft(GUILD, long))[0].prompt == DRAFT.prompt
    for number in range(MOST_TOPICS):
        await saved(questions, clock, replace(DRAFT, new_topic=f"topic number {number}"))
    with pytest.raises(Refusal, match="has 25 topics of its own already"):
        await saved(questions, clock, replace(DRAFT, new_topic="one more"))
    draft = replace(DRAFT, topic="")
    assert questions.check(draft)[1] == ["Topic: choose one, or name a new one."]
    assert questions.check(replace(draft, new_topic="one"))[1] == []


async def test_a_topic_of_the_servers_own_goes_out_and_comes_back(
    database: Database, bank: Library, clock: SetClock
) -> None:
    questions = Questions(database, bank)
    await saved(questions, clock, replace(DRAFT, new_topic="Our DNA lab"))
    exports, imports = QuestionExport(database, bank), Imports(database, bank)
    for kind in ("yaml", "csv", "anki"):
        [(name, data)] = (await exports.write(GUILD, kind, shipped=False)).files
        assert kind != "yaml" or (name == "our-dna-lab.yaml" and b"title: Our DNA lab" in data)
        whole = await imports.start(GUILD, MODERATOR, data, None, clock(), lambda _w, _p: None)
        _, found = await imports.question(GUILD, whole.id, 1)
        assert found.topic == "our-dna-lab"


def test_names_stay_apart() -> None:
    assert name_for("Größe & Maß", ()) == "grosse-mass"
    assert name_for("x" * 99, {"x" * 40}) == "x" * 40 + "-2"
