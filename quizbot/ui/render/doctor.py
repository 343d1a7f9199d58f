"""A checkup's findings."""

from __future__ import annotations

from collections.abc import Sequence

from quizbot.domain.doctor import Finding, Health, worst_first
from quizbot.ui.render import layout, texts

MARKS = {Health.WRONG: "⚠ Wrong", Health.NOTE: "• Note", Health.FINE: "✓ Fine"}


def message(findings: Sequence[Finding]) -> layout.Layout:
    """Return the findings, those that need somebody first, each with what to do."""
    wrong = sum(finding.health is Health.WRONG for finding in findings)
    notes = sum(finding.health is Health.NOTE for finding in findings)
    if wrong:
        verdict = f"{texts.count(wrong, 'thing')} to mend."
    else:
        verdict = "Nothing is wrong." + (f" {texts.count(notes, 'note')}." if notes else "")
    lines = [_line(finding) for finding in worst_first(findings)]
    return layout.Layout(
        layout.box(
            layout.text(f"### Checkup\n{verdict}"),
            layout.text("\n".join(texts.within(lines, texts.MAX_TEXT - 200))),
        )
    )


def _line(finding: Finding) -> str:
    todo = f"\n-# {finding.todo}" if finding.todo else ""
    return f"{MARKS[finding.health]}: {finding.what}{todo}"
