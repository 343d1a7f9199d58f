"""Several right options, and options that speak of others, as members meet them."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from quizbot.domain.question import Choice, Level, Question
from quizbot.domain.question_choices import shown_order, shuffled
from quizbot.storage import questions
from tests.e2e.stage import Stage, labels, read, reply
from tests.e2e.test_rights import old_message

GASES = Question(
    id="own-1",
    topic="chemistry",
    level=Level.INTERMEDIATE,
    prompt="Which of these are gases at room temperature?",
    answer="Neon and argon are noble gases.",
    key_points=(),
    choices=(
        Choice("Neon", correct=True),
        Choice("Iron", why="It melts at 1,538 °C."),
        Choice("Argon", correct=True),
        Choice("None of these", why="Two are."),
    ),
)
LETTERED = replace(
    GASES,
    prompt="Which of these is a noble gas?",
    choices=(
        Choice("Neon"),
        Choice("Argon"),
        Choice("Iron"),
        Choice("Both A and B", correct=True),
    ),
)


async def posted(stage: Stage, question: Question) -> Any:
    """Store a question of the server's own and let it be asked in the choice form."""
    await stage.app.shared.database.write(
        lambda c: questions.add(c, stage.guild.id, question, stage.mod.id, stage.clock())
    )
    await stage.mod.slash(
        stage.channel, "schedule add", channel=stage.channel, time="09:00",
        zone="Europe/Berlin", form="choice",
    )  # fmt: skip
    await stage.mod.slash(stage.channel, "queue add", question=question.id)
    await stage.tick(hours=1)
    return stage.messages()[-1]


def places(question: Question, seed: int, *picks: int) -> list[str]:
    """Return the places at which choices stand, as the menu hands them in."""
    order = shown_order(question, seed)
    return [str(order.index(pick)) for pick in picks]


async def test_a_day_with_several_right_options(stage: Stage) -> None:
    message = await posted(stage, GASES)
    text = read(message)
    order = shown_order(GASES, 1)
    assert order[-1] == 3
    lines = "\n".join(
        f"**{'ABCD'[place]}** {GASES.choices[pick].text}" for place, pick in enumerate(order)
    )
    assert lines in text
    assert "each right pick earns its share, a wrong one takes at least a share away" in text
    menu = [part for part in _parts(message) if part["type"] == 3]
    assert [(one["min_values"], one["max_values"]) for one in menu] == [(1, 4)]

    saved = await stage.ana.select(message, places(GASES, 1, 0, 2), custom_id="q:choice:1")
    assert "Saved." in read(saved)
    assert "Neon" in read(saved)
    await stage.bo.select(message, places(GASES, 1, 0), custom_id="q:choice:1")
    await stage.chen.select(message, places(GASES, 1, 0, 1, 2, 3), custom_id="q:choice:1")
    await stage.restart()
    again = await stage.bo.select(message, places(GASES, 1, 2, 0, 1), custom_id="q:choice:1")
    assert "Saved in place of your earlier answer." in read(again)
    own = read(await stage.bo.click(message, label="My answer"))
    assert all(text in own for text in ("Neon", "Iron", "Argon"))
    refused = read(await stage.dee.slash(stage.channel, "answer", text="neon"))
    assert "This question has choices, so nothing was saved. Pick in its menu." in refused

    await stage.tick(hours=12)
    reveal = read(stage.messages()[-1])
    for text, taken in (("Neon", 3), ("Argon", 3), ("Iron", 2), ("None of these", 1)):
        line = next(line for line in reveal.split("\n") if line.endswith(f"· {text}**"))
        assert f" {taken} of 3 · " in line
    assert "got it 1 · partly 1 · not yet 1" in reveal
    result = read(await stage.ana.click(message, label="My result"))
    assert "### Got it · 20 of 20 points" in result
    partly = read(await stage.bo.click(message, label="My result"))
    assert "### Partly · 10 of 20 points" in partly
    assert "✗ wrong, picked: " in partly
    assert "Worth correcting: It melts at 1,538 °C." in partly
    assert "Several were right: each right pick earns its share" in partly
    nothing = read(await stage.chen.click(message, label="My result"))
    assert "### Not yet · 0 of 20 points" in nothing


async def test_practice_of_several_right_options(stage: Stage) -> None:
    asked = replace(GASES, topic="gans")
    await stage.app.shared.database.write(
        lambda c: questions.add(c, stage.guild.id, asked, stage.mod.id, stage.clock())
    )
    shown = await stage.ana.slash(stage.channel, "quiz", topic="gans", form="choice", count=25)
    while GASES.prompt not in read(shown):
        await stage.ana.click(reply(shown), label="Skip")
    [menu] = [part for part in _parts(reply(shown)) if part["type"] == 3]
    run, position = map(int, menu["custom_id"].split(":")[2:])
    wanted = places(GASES, run * 100 + position, 0)
    await stage.ana.select(reply(shown), wanted, custom_id=menu["custom_id"])
    text = read(shown)
    assert "**Partly**" in text
    assert "○ right, not picked: **" in text
    assert "✓ right, picked: **" in text
    assert "picking everything earns nothing" in text


async def test_letters_keep_pointing_at_their_options(stage: Stage) -> None:
    message = await posted(stage, LETTERED)
    assert "**A** Neon\n**B** Argon\n**C** Iron\n**D** Both A and B" in read(message)
    assert labels(message)[:4] == ["A", "B", "C", "D"]
    saved = await stage.ana.click(message, label="D")
    assert "Your choice: **D · Both A and B**" in read(saved)
    await stage.bo.click(message, label="A")
    await stage.tick(hours=12)
    assert "✓ 1 of 2 · **D · Both A and B**" in read(stage.messages()[-1])
    wrong = read(await stage.bo.click(message, label="My result"))
    assert "✗ wrong, picked: A · Neon" in wrong
    assert "○ right, not picked: **D · Both A and B**" in wrong


async def test_a_question_about_its_options_is_never_asked_without_them(stage: Stage) -> None:
    await stage.app.shared.database.write(
        lambda c: questions.add(c, stage.guild.id, GASES, stage.mod.id, stage.clock())
    )
    await stage.mod.slash(
        stage.channel, "schedule add", channel=stage.channel, time="09:00", zone="Europe/Berlin"
    )
    queued = await stage.mod.slash(stage.channel, "queue add", question="own-1")
    assert "in a form that it has; /schedule add form:choice makes one." in read(queued)
    await stage.tick(hours=1)
    assert GASES.prompt not in read(stage.messages()[-1])


async def test_a_button_of_an_earlier_version_means_what_it_said(stage: Stage) -> None:
    """It was addressed by the place in an order that shuffled all options alike."""
    right = (True, False, False, False)
    pairs = zip(GASES.choices, right, strict=True)
    single = replace(GASES, choices=tuple(replace(c, correct=is_right) for c, is_right in pairs))
    await posted(stage, single)
    for place in range(4):
        old = await old_message(stage, f"q:choose:1:{place}")
        saved = await stage.ana.click(old, label="Old")
        assert f"Your choice: **{single.choices[shuffled(4, 1)[place]].text}**" in read(saved)


def _parts(message: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []

    def walk(components: Any) -> None:
        for component in components:
            data = component if isinstance(component, dict) else component.to_dict()
            found.append(data)
            walk(data.get("components", []))

    walk(message.components)
    return found
