"""Moderators bring documents into the bank, and take the bank out, within Discord."""

from __future__ import annotations

import json
from typing import Any

import pytest

from quizbot.storage import questions
from quizbot.ui.render import imports as render
from quizbot.ui.render.layout import Layout
from tests.e2e.stage import Stage, handed_out, labels, read, reply
from tests.services.test_imports import AMBIGUOUS, DOCUMENT


async def hand_in(stage: Stage, text: str | bytes = DOCUMENT, **more: Any) -> Any:
    data = text.encode() if isinstance(text, str) else text
    options = {name: value for name, value in {"topic": "foundations", **more}.items() if value}
    return await stage.mod.slash(
        stage.channel, "question import", document=("../../etc/passwd", data), **options
    )


async def own(stage: Stage) -> list[str]:
    found = await questions.of_guild(stage.app.shared.database.reader, stage.guild.id)
    return [question.prompt for question in found]


async def test_a_document_is_confirmed_question_by_question(stage: Stage) -> None:
    shown = await hand_in(stage)
    text = read(shown)
    assert "3 questions found in a document with questions" in text
    assert "0 saved, 0 left out, 3 wait; 2 of these have no doubts." in text
    page = await stage.mod.click(reply(shown), label="Look through")
    assert "Import 1 · 1 of 3" in read(page)
    assert "line 5 · " in read(page)
    assert "Key points, proposed from its sentences" in read(page)
    page = await stage.mod.click(reply(page), label="Save with key points")
    assert "Saved as **own-1**." in read(page)
    assert "Import 1 · 2 of 3" in read(page)
    assert "No answer stands in the document" in read(page)
    assert not any(label.startswith("Save") for label in labels(page))
    form = await stage.mod.click(reply(page), label="Text and level")
    written = {
        "level": "beginner",
        "prompt": "What is a skip list?",
        "answer": "A list with express lanes.",
    }
    page = await stage.mod.submit_modal(form, written)
    assert "A list with express lanes." in read(page)
    page = await stage.mod.click(reply(page), label="Save, not graded")
    assert "Import 1 · 3 of 3" in read(page)
    page = await stage.mod.click(reply(page), label="Leave out")
    assert "2 saved, 1 left out, 0 wait" in read(page)
    assert "All are decided" in read(page)
    assert await own(stage) == ["What is a ring buffer good for?", "What is a skip list?"]


async def test_a_moderator_leaves_and_comes_back_after_a_restart(stage: Stage) -> None:
    shown = await hand_in(stage)
    page = await stage.mod.click(reply(shown), label="Look through")
    await stage.mod.click(reply(page), label="Save, not graded")
    await stage.restart()
    back = await stage.mod.slash(stage.channel, "question import")
    assert "1 saved, 0 left out, 2 wait; 1 of these have no doubts." in read(back)
    after = await stage.mod.click(reply(back), label="Save the 1 without doubts")
    assert "2 saved, 0 left out, 1 wait" in read(after)
    page = await stage.mod.click(reply(after), label="Look through")
    page = await stage.mod.click(reply(page), label="‹")
    assert "Saved as **own-1** by" in read(page)
    page = await stage.mod.click(reply(page), label="Overview")
    end = await stage.mod.click(reply(page), label="Leave out the rest")
    assert "2 saved, 1 left out, 0 wait" in read(end)
    none = await stage.mod.slash(stage.channel, "question import")
    assert "No import waits here." in read(none)


async def test_a_topic_and_another_type_are_chosen_on_the_page(stage: Stage) -> None:
    shown = await hand_in(stage, AMBIGUOUS, topic=None)
    assert "2 questions found in a document with questions" in read(shown)
    assert "names no topic for 2 questions. Choose one below." in read(shown)
    page = await stage.mod.click(reply(shown), label="Look through")
    assert "It has no topic yet" in read(page)
    assert not any(label.startswith("Save") for label in labels(page))
    page = await stage.mod.click(reply(page), label="Overview")
    topic, kind = (f"q:import-{what}:1" for what in ("topic", "type"))
    page = await stage.mod.select(reply(page), ["foundations"], custom_id=topic)
    assert "2 questions; they go to **" in read(page)
    refused = await stage.mod.select(reply(page), ["opentrivia"], custom_id=kind)
    assert "has no questions; it stays as it was read" in read(refused.followups[0])
    page = await stage.mod.select(reply(shown), ["notes"], custom_id=kind)
    assert "1 question found in flashcards in notes" in read(page)
    page = await stage.mod.select(reply(shown), ["text"], custom_id=kind)
    page = await stage.mod.click(reply(page), label="Look through")
    page = await stage.mod.click(reply(page), label="Save, not graded")
    page = await stage.mod.click(reply(page), label="Overview")
    late = await stage.mod.select(reply(page), ["foundations"], custom_id=topic)
    assert "1 saved" in read(late)
    assert await own(stage) == ["What is a ring?"]


async def test_two_moderators_at_one_import(stage: Stage) -> None:
    shown = await hand_in(stage)
    page = await stage.mod.click(reply(shown), label="Look through")
    again = await stage.mod.slash(stage.channel, "question import")
    other = await stage.mod.click(reply(again), label="Look through")
    await stage.mod.click(reply(page), label="Leave out")
    late = await stage.mod.click(reply(other), label="Save with key points")
    assert "has left this one out already, so nothing was done" in read(late)
    assert await own(stage) == []


async def test_what_cannot_be_read_is_one_sentence(stage: Stage) -> None:
    assert "a zip archive" in read(await hand_in(stage, b"PK\x03\x04rest"))
    assert "at most 2 MB are read" in read(await hand_in(stage, b"x" * 2_100_000))
    assert "I found no questions" in read(await hand_in(stage, "Dear friend, how nice."))
    wrong = await hand_in(stage, topic="foundatoins")
    assert "Did you mean foundations?" in read(wrong)


async def test_words_of_a_document_do_nothing_but_be_read(stage: Stage) -> None:
    wicked = (
        "Q: Is @everyone **here**? <@1>\nA: [click](http://evil.example) # now\n\nQ: Why?\nA: So."
    )
    shown = await hand_in(stage, wicked)
    page = read(await stage.mod.click(reply(shown), label="Look through"))
    assert "@everyone" not in page
    assert "](http://evil.example)" not in page


async def test_the_bank_is_handed_out_as_files(stage: Stage) -> None:
    empty = await stage.mod.slash(stage.channel, "question export")
    assert "no questions of its own yet" in read(empty)
    shown = await hand_in(stage)
    page = await stage.mod.click(reply(shown), label="Look through")
    await stage.mod.click(reply(page), label="Save, not graded")
    made = await stage.mod.slash(stage.channel, "question export")
    message = handed_out(made)
    assert "1 question exported. 1 question of them have no key points yet" in message.content
    assert [file.filename for file in message.attachments] == ["foundations.yaml"]
    whole = await stage.mod.slash(stage.channel, "question export", format="anki", what="all")
    message = handed_out(whole)
    assert f"{len(stage.bank.questions) + 1} questions exported." in message.content
    assert [file.filename for file in message.attachments] == ["questions-anki.txt"]


async def test_a_long_import_tells_how_far_it_is(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[int] = []
    working = render.working

    def heard(what: str, percent: int) -> Layout:
        told.append(percent)
        return working(what, percent)

    monkeypatch.setattr(render, "working", heard)
    many = "\n".join(f"Q: What is item {n} of the list?\nA: It is item {n}." for n in range(800))
    shown = await hand_in(stage, many)
    assert "800 questions found" in read(shown)
    assert told == [0, 10, 60, 70, 80, 100]
    told.clear()
    await hand_in(stage)
    assert told == []


SEVERAL = """\
1. Which of these are gases?

A) Neon
B) Iron
C) Argon
D) Both A and C

Answer: A, C, D

2. Which of these melts first?

A) Ice
B) Iron
"""


async def test_choices_are_shown_and_a_missing_key_is_given(stage: Stage) -> None:
    shown = await hand_in(stage, SEVERAL)
    page = await stage.mod.click(reply(shown), label="Look through")
    text = read(page)
    assert "> ✓ right: Neon\n> ○ Iron\n> ✓ right: Argon\n> ✓ right: Both A and C" in text
    assert "not graded" not in " ".join(labels(page))
    page = await stage.mod.click(reply(page), label="Save")
    assert "Saved as **own-1**" in read(page)
    assert "does not say which option is right" in read(page)
    form = await stage.mod.click(reply(page), label="Choices")
    assert "Ice\\nIron" in json.dumps(form.modal)
    page = await stage.mod.submit_modal(form, {"choices": "* Ice\nIron | It is hot."})
    assert "> ✓ right: Ice\n> ○ Iron\n> -# It is hot." in read(page)
    assert "**Model answer**\n> Ice" in read(page)
    page = await stage.mod.click(reply(page), label="Save")
    found = await questions.of_guild(stage.app.shared.database.reader, stage.guild.id)
    assert [question.prompt for question in found] == [
        "Which of these are gases?",
        "Which of these melts first?",
    ]
    assert [question.correct_choices for question in found] == [(0, 2, 3), (0,)]
