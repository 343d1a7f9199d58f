"""What one member sends twice within milliseconds counts in the order in which it was sent."""

from __future__ import annotations

import asyncio
import json
from pathlib import Path

from tests.loopback.interaction import answer_form, command, press
from tests.loopback.scene import scene
from tests.loopback.study_group import GUILD_ID

MEMBERS = range(1000, 1150)


async def test_of_two_answers_the_later_one_counts(questions: Path, tmp_path: Path) -> None:
    """By the form and by the command, which look up different things before they save."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            address = f"q:submit:{challenge}"
            pairs = []
            for member in MEMBERS:
                first = command("answer", text=f"first {member}")
                if member % 2:
                    first = answer_form(address, f"first {member}")
                pairs += [(member, first), (member, answer_form(address, f"second {member}"))]
            done = await stage.standin.act(pairs, GUILD_ID, stage.channel.id)
            await asyncio.gather(*(one.acknowledged.wait() for one in done))
            assert [one.said for one in done if not one.said.startswith("Saved")] == []
            bot.terminate()
            assert await bot.ended() == 0
        kept = "SELECT user_id, v.text FROM answers JOIN answer_versions AS v ON v.answer_id = id"
        assert dict(stage.rows("SELECT user_id, text FROM answers")) == {
            member: f"second {member}" for member in MEMBERS
        }
        assert sorted(stage.rows(kept)) == [
            (member, f"{which} {member}") for member in MEMBERS for which in ("first", "second")
        ]


async def test_what_comes_next_goes_by_what_was_sent_before(
    questions: Path, tmp_path: Path
) -> None:
    """The form shows the answer just sent, and the command shares no more than that one."""
    async with scene(questions, tmp_path) as stage:
        await stage.schedule_due()
        async with stage.bot() as bot:
            challenge = await stage.challenge(bot)
            address = f"q:submit:{challenge}"
            acts = []
            for member in MEMBERS:
                again = press(f"q:answer:{challenge}")
                if member % 2:
                    again = command("answer", text=f"second {member}")
                acts += [
                    (member, command("answer", text=f"first {member}")),
                    (member, answer_form(address, f"last {member}", share=False)),
                    (member, again),
                ]
            done = await stage.standin.act(acts, GUILD_ID, stage.channel.id)
            await asyncio.gather(*(one.acknowledged.wait() for one in done))
            bot.terminate()
            assert await bot.ended() == 0
        forms = {
            one.user_id: json.dumps(one.replies)
            for one in done
            if f"'{address}'" in str(one.replies)
        }
        assert sorted(forms) == [member for member in MEMBERS if not member % 2]
        assert [one for one, form in forms.items() if f'"last {one}"' not in form] == []
        assert set(stage.rows("SELECT share FROM answers")) == {(0,)}
