"""Documents on their way into a server's bank: confirmed one by one, decided once."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import pytest

from quizbot.bank import schema
from quizbot.bank.exporting import topicfile
from quizbot.bank.library import Library
from quizbot.domain.imports import Fate, Import
from quizbot.domain.question import Form
from quizbot.errors import NotFound, Refusal
from quizbot.services import import_editing, import_process
from quizbot.services.imports import Imports
from quizbot.services.question_export import QuestionExport
from quizbot.storage import questions
from quizbot.storage.database import Database
from tests.conftest import SetClock

GUILD, MO, NORA = 1, 99, 98

DOCUMENT = """\
# Notes

## Basics

### What is a ring buffer good for?

It keeps the newest entries of a stream. The oldest entry is overwritten by the next one.

### What is a skip list?

## Advanced

### How does a bloom filter answer whether it holds something?

It says "surely not" or "perhaps". False positives are possible, false negatives never are.
"""

AMBIGUOUS = """\
### What is a ring?

A closed line.

### What is a knot?

Kind::A closed curve in space.
"""


@pytest.fixture
def imports(database: Database, bank: Library) -> Imports:
    return Imports(database, bank)


async def begin(imports: Imports, clock: SetClock, text: str = DOCUMENT, **more: Any) -> Import:
    options = {"topic": "foundations", "progress": lambda _what, _percent: None, **more}
    return await imports.start(
        GUILD, MO, text.encode(), options["topic"], clock(), options["progress"]
    )


async def test_nothing_is_saved_before_it_is_confirmed(
    imports: Imports, database: Database, clock: SetClock
) -> None:
    heard: list[int] = []
    whole = await begin(imports, clock, progress=lambda _what, percent: heard.append(percent))
    assert (whole.size, whole.counts[Fate.WAITING], whole.clear) == (3, 3, 2)
    assert heard[-1] == 100
    assert await questions.of_guild(database.reader, GUILD) == []
    saved = await imports.save(GUILD, whole.id, 1, MO, clock(), with_points=True)
    assert [point.point for point in saved.key_points] == [
        "It keeps the newest entries of a stream",
        "The oldest entry is overwritten by the next one",
    ]
    assert saved.level == "beginner"
    third = await imports.save(GUILD, whole.id, 3, MO, clock(), with_points=False)
    assert not third.graded(Form.OPEN)
    assert await questions.of_guild(database.reader, GUILD) == [saved, third]
    acts = [row["act"] for row in await database.all("SELECT act FROM audit ORDER BY id")]
    assert acts == ["import start", "question import", "question import"]


async def test_what_the_validator_refuses_is_not_saved_until_it_is_edited(
    imports: Imports, database: Database, clock: SetClock
) -> None:
    whole = await begin(imports, clock)
    with pytest.raises(Refusal, match="answer: is empty; write it"):
        await imports.save(GUILD, whole.id, 2, MO, clock(), with_points=False)
    _, found = await imports.question(GUILD, whole.id, 2)
    assert import_editing.shown(found).prompt == "What is a skip list?"
    await imports.change(GUILD, whole.id, 2, {"prompt": "x" * 400})
    assert (await imports.get(GUILD, whole.id)).clear == 2
    text = {"prompt": "What is a skip list?", "answer": "A list with lanes."}
    mended = {**text, "key_points": "lanes | levels\nchance"}
    await imports.change(GUILD, whole.id, 2, mended)
    assert (await imports.get(GUILD, whole.id)).clear == 3
    saved = await imports.save(GUILD, whole.id, 2, MO, clock(), with_points=False)
    assert saved.key_points[0].accept == ("levels",)
    assert (saved.prompt, saved.answer) == ("What is a skip list?", "A list with lanes.")


async def test_of_two_moderators_one_wins_and_the_other_is_told(
    imports: Imports, database: Database, clock: SetClock
) -> None:
    whole = await begin(imports, clock)
    results = await asyncio.gather(
        imports.save(GUILD, whole.id, 1, MO, clock(), with_points=True),
        imports.save(GUILD, whole.id, 1, NORA, clock(), with_points=False),
        imports.leave(GUILD, whole.id, 1, NORA, clock()),
        return_exceptions=True,
    )
    refused = [result for result in results if isinstance(result, Refusal)]
    assert len(refused) == 2
    assert all("already, so nothing was done" in str(refusal) for refusal in refused)
    saved = [result for result in results[:2] if not isinstance(result, Refusal)]
    assert await questions.of_guild(database.reader, GUILD) == saved


async def test_all_without_doubts_are_saved_at_once_and_only_once(
    imports: Imports, database: Database, clock: SetClock
) -> None:
    names = [f"{a}{b}ra" for a in "bdfgklmnp" for b in "aeiouy"]
    many = "\n\n".join(
        f"Q: What does a {name}tel {name[::-1]}mo produce?\n"
        f"A: It produces {name}lin, which every {name}tel needs for its {name[::-1]}mo."
        for name in names
    )
    whole = await begin(imports, clock, many)
    assert whole.clear == whole.size == 54
    counts = await asyncio.gather(
        imports.save_clear(GUILD, whole.id, MO, clock()),
        imports.save_clear(GUILD, whole.id, NORA, clock()),
    )
    assert sum(counts) == 54
    assert len(await questions.of_guild(database.reader, GUILD)) == 54
    assert (await imports.get(GUILD, whole.id)).counts[Fate.WAITING] == 0


async def test_a_half_confirmed_import_is_found_again(
    imports: Imports, database: Database, bank: Library, clock: SetClock
) -> None:
    with pytest.raises(NotFound, match="No import waits here"):
        await imports.newest(GUILD)
    whole = await begin(imports, clock)
    await imports.leave(GUILD, whole.id, 1, MO, clock())
    again = Imports(database, bank)
    assert (await again.newest(GUILD)).id == whole.id
    found = await again.waiting(GUILD, whole.id, 1)
    assert found is not None
    assert found.place == 2
    assert await again.close(GUILD, whole.id, NORA, clock()) == 2
    with pytest.raises(Refusal, match="closed already"):
        await again.close(GUILD, whole.id, NORA, clock())
    with pytest.raises(Refusal, match=f"<@{NORA}> has left this one out already"):
        await again.save(GUILD, whole.id, 2, MO, clock(), with_points=False)
    with pytest.raises(NotFound):
        await again.newest(GUILD)


async def test_another_server_cannot_reach_an_import(imports: Imports, clock: SetClock) -> None:
    whole = await begin(imports, clock)
    for act in (
        imports.get(2, whole.id),
        imports.save(2, whole.id, 1, MO, clock(), with_points=False),
        imports.leave(2, whole.id, 1, MO, clock()),
        imports.change(2, whole.id, 1, {}),
        imports.close(2, whole.id, MO, clock()),
        imports.save_clear(2, whole.id, MO, clock()),
    ):
        with pytest.raises(NotFound):
            await act


async def test_a_topic_is_chosen_once_for_all_that_lack_one(
    imports: Imports, database: Database, clock: SetClock
) -> None:
    whole = await begin(imports, clock, topic=None)
    assert (whole.topicless, whole.topic, whole.clear) == (3, "", 0)
    with pytest.raises(Refusal, match="no topic yet"):
        await imports.save(GUILD, whole.id, 1, MO, clock(), with_points=True)
    assert await imports.save_clear(GUILD, whole.id, MO, clock()) == 0
    with pytest.raises(NotFound, match="Did you mean foundations"):
        await imports.choose_topic(GUILD, whole.id, "foundatoins")
    assert (await imports.choose_topic(GUILD, whole.id, "gans")).clear == 2
    assert (await imports.choose_topic(GUILD, whole.id, "foundations")).topic == "foundations"
    saved = await imports.save(GUILD, whole.id, 1, MO, clock(), with_points=True)
    assert saved.topic == "foundations"
    await imports.close(GUILD, whole.id, MO, clock())
    with pytest.raises(Refusal, match="closed already"):
        await imports.choose_topic(GUILD, whole.id, "gans")


async def test_a_document_is_read_as_another_type_until_something_is_decided(
    imports: Imports, database: Database, clock: SetClock
) -> None:
    whole = await begin(imports, clock, AMBIGUOUS)
    assert (whole.kind, whole.size, whole.rereadable) == ("a document with questions", 2, True)
    with pytest.raises(Refusal, match="has no questions; it stays as it was read"):
        await imports.read_as(GUILD, whole.id, "opentrivia", lambda _what, _percent: None)
    assert (await imports.get(GUILD, whole.id)).size == 2
    heard: list[int] = []
    again = await imports.read_as(GUILD, whole.id, "notes", lambda _what, n: heard.append(n))
    assert (again.kind, again.document_type) == ("flashcards in notes", "notes")
    assert (again.size, heard[-1]) == (1, 100)
    back = await imports.read_as(GUILD, whole.id, "text", lambda _what, _percent: None)
    assert back.size == 2
    await imports.save(GUILD, whole.id, 1, MO, clock(), with_points=False)
    assert not (await imports.get(GUILD, whole.id)).rereadable
    with pytest.raises(Refusal, match="decided or changed already"):
        await imports.read_as(GUILD, whole.id, "text", lambda _what, _percent: None)
    assert await database.all("SELECT * FROM import_documents") == []


async def test_a_large_document_is_read_in_a_process_of_its_own(
    imports: Imports, clock: SetClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    small = await begin(imports, clock)
    monkeypatch.setattr(import_process, "LARGE", 10)
    heard: list[int] = []
    large = await begin(imports, clock, progress=lambda _what, percent: heard.append(percent))
    assert (large.kind, large.counts, large.clear) == (small.kind, small.counts, small.clear)
    assert heard == sorted(heard)
    assert heard[-1] == 100
    for place in (1, 2, 3):
        one, other = [
            (await imports.question(GUILD, whole.id, place))[1] for whole in (small, large)
        ]
        assert one == other
    with pytest.raises(Refusal, match="I found no questions"):
        await begin(imports, clock, "Dear friend, how nice.")


async def test_a_topic_must_be_known(imports: Imports, bank: Library, clock: SetClock) -> None:
    first = next(iter(bank.questions.values()))
    whole = await begin(imports, clock, topicfile.write("gans", "GANs", [first]), topic=None)
    _, found = await imports.question(GUILD, whole.id, 1)
    assert found.topic == "gans"
    assert not found.clear  # it is a question of the bank already
    assert f'"{first.id}" of the bank' in found.remarks[0]


async def test_trivia_becomes_short_answer_questions(
    imports: Imports, database: Database, clock: SetClock
) -> None:
    text = "Which town hosted the first Dartmouth workshop on thinking machines?:\n- Hanover\n"
    whole = await begin(imports, clock, text)
    saved = await imports.save(GUILD, whole.id, 1, MO, clock(), with_points=False)
    assert saved.short_answers == ("Hanover",)
    assert saved.graded(Form.SHORT)
    assert saved.fits(Form.SHORT)


async def test_own_questions_are_exported_and_read_back(
    imports: Imports, database: Database, bank: Library, clock: SetClock
) -> None:
    exports = QuestionExport(database, bank)
    with pytest.raises(Refusal, match="no questions of its own yet"):
        await exports.write(GUILD, "yaml", shipped=False)
    whole = await begin(imports, clock)
    await imports.save(GUILD, whole.id, 1, MO, clock(), with_points=True)
    await imports.save(GUILD, whole.id, 3, MO, clock(), with_points=False)
    made = await exports.write(GUILD, "yaml", shipped=False)
    ((name, data),) = made.files
    assert (name, made.size, made.ungraded) == ("foundations.yaml", 2, 1)
    back = await begin(imports, clock, data.decode(), topic=None)
    _, found = await imports.question(GUILD, back.id, 1)
    entry, problems = schema.validate_question(dict(found.fields))
    assert problems == []
    own = (await questions.of_guild(database.reader, GUILD))[0]
    assert entry is not None
    assert replace(entry.to_question("foundations"), id="own-1") == own
    everything = await exports.write(GUILD, "yaml", shipped=True)
    assert {name for name, _ in everything.files} == {f"{topic}.yaml" for topic in bank.titles}
    assert (await exports.write(GUILD, "csv", shipped=True)).files[0][0] == "questions.csv"
    cards = (await exports.write(GUILD, "anki", shipped=False)).files[0][1]
    assert cards.startswith(b"#separator:tab")
