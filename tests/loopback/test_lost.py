"""An answer of Discord is lost on its way: nothing is posted twice, nobody is told a falsehood."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.loopback.fault import Cut, Fault
from tests.loopback.interaction import answer_form
from tests.loopback.scene import scene

MEMBER = 1000


async def test_a_message_is_not_posted_twice(questions: Path, tmp_path: Path) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        lost = stage.standin.let_happen(Fault(status=502))
        async with stage.bot() as bot:
            await lost.begun()
            await stage.challenge(bot)
            bot.terminate()
            assert await bot.ended() == 0
        [message] = stage.channel.messages
        assert stage.rows("SELECT message_id FROM challenges") == [(int(message["id"]),)]


@pytest.mark.parametrize("when", list(Cut), ids=[cut.value for cut in Cut])
async def test_who_was_saved_is_told_so(questions: Path, tmp_path: Path, when: Cut) -> None:
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            form = answer_form(f"q:submit:{await stage.challenge(bot)}", "Noise is added")
            stage.standin.cut(when)
            told = await stage.replies({MEMBER: form})
            bot.terminate()
            assert await bot.ended() == 0
        assert stage.rows("SELECT user_id FROM answers") == [(MEMBER,)]
        assert told[MEMBER].startswith("Saved.")
        assert [line for line in bot.log if "Traceback" in line] == []
