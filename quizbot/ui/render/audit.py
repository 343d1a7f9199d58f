"""The audit list in words."""

from __future__ import annotations

import re
from typing import Any

from discord import ui

from quizbot.domain.audit import AuditEntry
from quizbot.services.audit import AuditPage
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts

ANY = "-"
"""Stands for every act in an address, where an empty part is not possible."""

ACT_WORDS = {
    "setup": "set up the daily question in {}",
    "settings": "changed a setting: {}",
    "schedule add": "added a schedule in {}",
    "schedule edit": "changed schedule {}",
    "schedule pause": "paused schedule {}",
    "schedule resume": "resumed schedule {}",
    "schedule remove": "removed schedule {}",
    "schedule post-now": "asked for an extra question by schedule {}",
    "challenge cancel": "cancelled {}",
    "challenge repost": "posted {} again",
    "reveal": "revealed {} before its time",
    "grade": "decided a grade, {}",
    "grade void": "made void {}",
    "grade unvoid": "let count again {}",
    "grade teach": "taught the grader about {}",
    "grade forget": "took back what the grader learned about {}",
    "regrade": "graded anew {}",
    "question add": "added the question {}",
    "question edit": "changed the question {}",
    "question retire": "retired the question {}",
    "question restore": "restored the question {}",
    "question import": "imported {}",
    "question topic": "made the topic {}",
    "import start": "read a document, {}",
    "import leave": "left out {}",
    "import close": "left out the rest of {}",
    "suggestion approve": "approved {}",
    "suggestion decline": "declined {}",
    "queue add": "queued {}",
    "queue move": "moved {} in the queue",
    "queue remove": "took {} out of the queue",
    "points give": "gave points to {}",
    "points take": "took points from {}",
}
"""What each act is called; the test of the audit list knows an act that has no words here."""

_MENTIONS = {"channel": "<#{}>", "member": "<@{}>", "role": "<@&{}>"}


def message(shown: AuditPage) -> layout.Layout:
    """Return a page of the audit list."""
    lines = [line(entry) for entry in shown.lines]
    parts = [
        *([f"by <@{shown.actor_id}>"] if shown.actor_id else []),
        *([f"only {texts.harmless(shown.act)}"] if shown.act else []),
    ]
    empty = "Nothing is noted here yet. What moderators do appears here, the newest first."
    turns = [_turn("‹ Newer", shown, -1), _turn("› Older", shown, +1)] if shown.pages > 1 else []
    return layout.Layout(
        layout.box(
            layout.text(" · ".join(["### Audit", *parts])),
            layout.text("\n".join(texts.within(lines)) or empty),
            layout.text(f"-# page {shown.page + 1} of {shown.pages}"),
            layout.row(*turns) if turns else None,
        )
    )


def line(entry: AuditEntry) -> str:
    """Return an act as a sentence: when, who, what, and the reason that was typed."""
    words = ACT_WORDS.get(entry.act, f"{entry.act}: {{}}").format(_shown(entry.target))
    reason = f" — “{texts.harmless(texts.shorten(entry.detail, 150))}”" if entry.detail else ""
    who = f"<@{entry.actor_id}>" if entry.actor_id else "The operator"
    return f"{texts.stamp(entry.at)} {who} {words}{reason}"


def _shown(target: str) -> str:
    """Return a target with its channels, members and roles as Discord shows them."""
    return re.sub(
        r"\b(channel|member|role) (\d+)",
        lambda match: _MENTIONS[match[1]].format(match[2]),
        texts.harmless(target),
    )


def _turn(label: str, shown: AuditPage, step: int) -> ui.Button[Any]:
    page = shown.page + step
    target = address("audit", shown.actor_id, shown.act or ANY, max(page, 0), label[2])
    return layout.button(label, target, disabled=not 0 <= page < shown.pages)
