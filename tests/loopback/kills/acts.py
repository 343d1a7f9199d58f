"""Every kind of act: how it is given, what shows that it was done, and its steps."""

from __future__ import annotations

from tests.loopback.kills import acts_on_bank, acts_on_challenges, acts_on_grades
from tests.loopback.kills.attempt import Kind
from tests.loopback.kills.points import Point, of

REGRADE = "regrade"
"""The operator's act, which is a process of its own."""
_NOTED = ("note the interaction", "note the act")
_TOLD = ("store a notice", "claim a notice", "send the notice", "settle a notice")
_SHOWN = ("mark a stale message", "record what is shown")
_EDITED = (*_SHOWN, "edit the question", "record the count")
_GRADED = ("add a verdict", "write the ledger")
_ON_REQUEST = ("ask for time", "say a sentence", *_NOTED)
_SAVED = ("add a question", "reply to a press", *_NOTED)
_DECIDED = ("decide a suggestion", "edit the suggestion", "reply to a press", *_SHOWN, *_TOLD)
_BY_NUMBER = (
    "audit AS a JOIN challenges AS c ON c.guild_id = a.guild_id AND a.target = '#' || c.number "
    "WHERE a.actor_id = :who AND c.state"
)
_DECISIONS = "verdicts WHERE decided_by = :who"
_OF_SECOND_LOOKS = (
    "second_looks AS s JOIN verdicts AS v ON v.id = s.verdict_id WHERE v.decided_by = :who"
)
_SUGGESTIONS = "suggestions WHERE decided_by = :who"
_GIVEN = "ledger WHERE author_id = :who AND challenge_id IS NULL"
_VOIDS = "voids WHERE actor_id = :who"
_IMPORTED = (
    "import_items AS i JOIN imports AS m ON m.id = i.import_id JOIN server_questions AS q "
    "ON q.guild_id = m.guild_id AND q.id = i.question_id "
    "WHERE i.decided_by = :who AND i.state = 'saved'"
)

KINDS = {
    "override": Kind(
        acts_on_grades.override,
        _DECISIONS,
        "Decided:",
        ("mark a key point", "drop the marks", "reply", "reply to a press", *_GRADED, *_NOTED),
        audit="grade",
        told=_OF_SECOND_LOOKS,
        first="reveal",
    ),
    "void": Kind(
        acts_on_grades.void,
        _VOIDS,
        "is void. ",
        ("void", "write the ledger", "reply", *_NOTED, *_EDITED),
        audit="grade void",
        first="reveal",
    ),
    "unvoid": Kind(
        acts_on_grades.unvoid,
        _VOIDS,
        "counts again. ",
        ("void", "write the ledger", "reply", *_NOTED, *_EDITED),
        audit="grade unvoid",
        first="void",
    ),
    "second look": Kind(
        acts_on_grades.ask_second_look,
        "second_looks WHERE reason = :words",
        "waits for a moderator",
        (
            *("ask for a second look", "note the interaction", "forget interactions", "reply"),
            *("look whether it is announced", "announce a second look", *_SHOWN),
        ),
        first="reveal",
    ),
    "second look refused": Kind(
        acts_on_grades.refuse_second_look,
        _DECISIONS,
        "Decided:",
        ("settle a second look", "reply to a press", "add a verdict", *_NOTED, *_TOLD),
        audit="grade",
        told=_OF_SECOND_LOOKS,
        first="second look",
    ),
    "second look accepted": Kind(
        acts_on_grades.accept_second_look,
        _DECISIONS,
        "Decided:",
        (
            *("mark a key point", "drop the marks", "settle a second look", "reply to a press"),
            *("add a verdict", *_NOTED, *_TOLD),
        ),
        audit="grade",
        told=_OF_SECOND_LOOKS,
        first="second look",
    ),
    "repost": Kind(
        acts_on_challenges.repost,
        "audit WHERE actor_id = :who",
        " again; ",
        (
            *("look whether it stands", "want a repost", "look for the question"),
            *("send the question", "record the repost", *_SHOWN, *_ON_REQUEST),
        ),
        audit="challenge repost",
        first="post-now",
    ),
    "answer after a deletion": Kind(
        acts_on_challenges.answer_after_deletion,
        "answer_versions WHERE text = :words",
        "Saved.",
        ("note a deleted message", *_TOLD),
        first="post-now",
    ),
    "cancel": Kind(
        acts_on_challenges.cancel,
        f"{_BY_NUMBER} = 'cancelled'",
        "is cancelled",
        ("cancel", *_ON_REQUEST, *_EDITED),
        audit="challenge cancel",
        first="post-now",
    ),
    "reveal": Kind(
        acts_on_challenges.reveal,
        f"{_BY_NUMBER} IN ('closed', 'revealed')",
        "is revealed",
        (
            *("close", "judge", "store a verdict", "drop a draft", "send the reveal"),
            *("write the ledger", "record the reveal", "open the thread"),
            *("clear the problem", *_ON_REQUEST, *_EDITED),
        ),
        audit="reveal",
        first="post-now",
    ),
    "post-now": Kind(
        acts_on_challenges.post_now,
        "audit WHERE actor_id = :who",
        " is in <#",
        (
            *("take a number", "claim the challenge", "note the supply", "send the question"),
            *("record the question", "take it out of the queue", "clear the problem"),
            *_ON_REQUEST,
        ),
        audit="schedule post-now",
    ),
    "points": Kind(
        acts_on_challenges.give,
        _GIVEN,
        " noted. ",
        ("name a member", "write the ledger", "reply to a press", *_NOTED, *_TOLD),
        audit="points give",
        told=_GIVEN,
    ),
    "import saved": Kind(
        acts_on_bank.save_import,
        _IMPORTED,
        "Saved as **",
        ("decide an import", *_SAVED),
        audit="question import",
    ),
    "import saved as a whole": Kind(
        acts_on_bank.save_whole_import,
        _IMPORTED,
        "### Import",
        (
            *("decide an import", "add a question", "ask for time to change", "change the page"),
            *_NOTED,
        ),
        audit="question import",
        most=100,
    ),
    "suggestion": Kind(
        acts_on_bank.suggest,
        "suggestions WHERE author_id = :who",
        "the moderators have it",
        (
            *("keep a suggestion", "note the interaction", "reply", "look for the suggestion"),
            *("post the suggestion", "record the suggestion", *_SHOWN),
        ),
    ),
    "approval": Kind(
        acts_on_bank.approve,
        _SUGGESTIONS,
        "Saved as **",
        ("add a question", *_NOTED, *_DECIDED),
        audit="suggestion approve",
        told=_SUGGESTIONS,
        first="suggestion",
    ),
    "approval of an edit": Kind(
        acts_on_bank.edit_and_approve,
        _SUGGESTIONS,
        "Saved as **",
        (
            *("keep a question's draft", "take a question's draft", "reply", "add a question"),
            *_NOTED,
            *_DECIDED,
        ),
        audit="suggestion approve",
        told=_SUGGESTIONS,
        first="suggestion",
    ),
    "declining": Kind(
        acts_on_bank.decline,
        _SUGGESTIONS,
        "Declined.",
        (*_NOTED, *_DECIDED),
        audit="suggestion decline",
        told=_SUGGESTIONS,
        first="suggestion",
    ),
}
OF_REGRADE = (*_GRADED, "note the act")


def points_of(act: str) -> list[Point]:
    """Return every instant of an act."""
    steps = OF_REGRADE if act == REGRADE else KINDS[act].steps
    return [point for step in steps for point in of(step)]
