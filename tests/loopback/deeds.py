"""Acts of members and moderators, each with what is said of it and the rows that it leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.loopback.interaction import (
    Act,
    answer_form,
    command,
    form,
    give_points,
    group_command,
    member_command,
    move_schedule,
    press,
)


@dataclass(frozen=True, slots=True)
class Deed:
    """An act: by whom and how, what says that it was done, and the rows that show that it was.

    ``told`` is what the member reads of it in private, if anything.
    """

    act: Callable[[Place], Act]
    said: str
    rows: str
    by_member: bool = False
    told: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A server of its own for each cell, with what acts need; the member is in no other."""

    guild_id: int
    member: int
    first: int
    second: int
    verdict: int
    suggestion: int
    draft: int
    imported: int
    schedule: int
    card: int


DEEDS = {
    "answer": Deed(
        lambda at: answer_form(f"q:submit:{at.second}", "Noise is added"),
        "Saved.",
        "answers WHERE challenge_id = {0.second}",
        by_member=True,
    ),
    "second look": Deed(
        lambda at: form(f"q:second-look-ask:{at.first}", reason="It is there"),
        "waits for a moderator",
        "second_looks WHERE guild_id = {0.guild_id}",
        by_member=True,
    ),
    "suggestion": Deed(
        lambda at: form("q:suggest-form", topic=["diffusion"], prompt="Why?", answer="So."),
        "the moderators have it",
        "suggestions WHERE guild_id = {0.guild_id} AND author_id = {0.member}",
        by_member=True,
    ),
    "adding to a suggestion": Deed(
        lambda at: form(f"q:suggest-more:{at.suggestion}", hints="Look twice"),
        "Added; the moderators have it",
        "suggestions WHERE id = {0.suggestion} AND form LIKE '%Look twice%'",
        by_member=True,
    ),
    "mending a draft": Deed(
        lambda at: form(f"q:draft-form:{at.draft}", hints="Look twice"),
        "Look twice",
        "question_drafts WHERE id = {0.draft} AND form LIKE '%Look twice%'",
    ),
    "review": Deed(
        lambda at: press(f"q:review-grade:{at.card}:0:3"),
        "it comes back",
        "reviews WHERE user_id = {0.member}",
        by_member=True,
    ),
    "points": Deed(
        lambda at: give_points(at.member, 5, "helped"),
        "+5 noted",
        "ledger WHERE guild_id = {0.guild_id} AND author_id IS NOT NULL",
        told="gave you 5 points",
    ),
    "decision": Deed(
        lambda at: press(f"q:grade-keep:{at.verdict}"),
        "Decided:",
        "verdicts WHERE challenge_id = {0.first} AND decided_by IS NOT NULL",
        told="has looked at your answer",
    ),
    "declining": Deed(
        lambda at: form(f"q:suggestion-reason:{at.suggestion}", reason="Known"),
        "Declined.",
        "suggestions WHERE id = {0.suggestion} AND state = 'declined'",
        told="was declined",
    ),
    "saving a question": Deed(
        lambda at: press(f"q:draft-save:{at.draft}"),
        "Saved as",
        "server_questions WHERE guild_id = {0.guild_id}",
    ),
    "saving an import": Deed(
        lambda at: press(f"q:import-all:{at.imported}"),
        "2 saved",
        "imports WHERE id = {0.imported} AND (SELECT count(*) FROM server_questions "
        "WHERE guild_id = {0.guild_id}) = 2",
    ),
    "answer by command": Deed(
        lambda _at: command("answer", text="Noise is added"),
        "Saved.",
        "answers WHERE challenge_id = {0.second}",
        by_member=True,
    ),
    "override": Deed(
        lambda at: form(f"q:grade-save:{at.verdict}", reason="It is there"),
        "Decided:",
        "verdicts WHERE challenge_id = {0.first} AND decided_by IS NOT NULL",
    ),
    "taking points": Deed(
        lambda at: member_command("points", "take", at.member, points=1, reason="a mistake"),
        "-1 noted",
        "ledger WHERE guild_id = {0.guild_id} AND author_id = 500 AND points = -1",
        told="took from you 1 point",
    ),
    "approving": Deed(
        lambda at: press(f"q:suggestion-approve:{at.suggestion}"),
        "Saved as",
        "suggestions WHERE id = {0.suggestion} AND state = 'approved'",
        told="was approved",
    ),
    "saving one of an import": Deed(
        lambda at: press(f"q:import-save:{at.imported}:1:u"),
        "Saved as",
        "import_items WHERE import_id = {0.imported} AND state = 'saved'",
    ),
    "leaving one out": Deed(
        lambda at: press(f"q:import-leave:{at.imported}:1"),
        "Left out.",
        "import_items WHERE import_id = {0.imported} AND state = 'left'",
    ),
    "unvoiding": Deed(
        lambda _at: group_command("grade", "unvoid", question=1, reason="Fair"),
        "#1 counts again",
        "challenges WHERE id = {0.first} AND void IS NULL",
    ),
    "reposting": Deed(
        lambda _at: group_command("challenge", "repost"),
        " again; ",
        "challenges WHERE id = {0.second} AND (message_id IS NOT NULL OR EXISTS "
        "(SELECT 1 FROM stale_messages WHERE kind = 'repost' AND subject_id = {0.second}))",
    ),
    "moving a schedule": Deed(
        lambda at: move_schedule(at.schedule, at.guild_id + 2),
        "The schedule is changed",
        "schedules WHERE id = {0.schedule} AND channel_id = {0.guild_id} + 2",
    ),
    "pausing": Deed(
        lambda at: group_command("schedule", "pause", schedule=at.schedule),
        "is paused",
        "schedules WHERE id = {0.schedule} AND paused = 1",
    ),
    "removing a schedule": Deed(
        lambda at: group_command("schedule", "remove", schedule=at.schedule),
        "is removed",
        "schedules WHERE id = {0.schedule} AND removed_at IS NOT NULL",
    ),
    "queueing": Deed(
        lambda _at: group_command("queue", "add", question="forward-process"),
        "is in the queue",
        "queue WHERE guild_id = {0.guild_id}",
    ),
    "retiring": Deed(
        lambda _at: group_command("question", "retire", question="forward-process"),
        "is retired",
        "retired_questions WHERE guild_id = {0.guild_id}",
    ),
    "voiding": Deed(
        lambda _at: group_command("grade", "void", question=1, reason="Unfair"),
        "#1 is void",
        "challenges WHERE id = {0.first} AND void IS NOT NULL",
    ),
    "posting": Deed(
        lambda _at: group_command("schedule", "post-now"),
        "Question #3 is in",
        "challenges WHERE guild_id = {0.guild_id} AND number > 2 AND state <> 'cancelled'",
    ),
    "reveal": Deed(
        lambda _at: command("reveal"),
        "Question #2 is",
        "challenges WHERE id = {0.second} AND state IN ('closed', 'revealed')",
    ),
    "cancelling": Deed(
        lambda _at: group_command("challenge", "cancel"),
        "#2 is cancelled",
        "challenges WHERE id = {0.second} AND state = 'cancelled'",
    ),
}
