"""Groups of key points and what is worth knowing, as members read them."""

from __future__ import annotations

from dataclasses import replace

from quizbot.domain.question import AnyOf, KeyPoint
from quizbot.domain.reveal import PointShare
from quizbot.domain.verdict import Coverage, PointVerdict, Verdict
from quizbot.ui.render import result
from quizbot.ui.render.reveal import contents

TWO = AnyOf(1, 2)
POINTS = [
    KeyPoint("The heart.", weight=2),
    *(KeyPoint(name, any_of=TWO) for name in ("First.", "Second.", "Third.")),
    KeyPoint("An aside.", weight=0),
]


def verdict(*found: Coverage) -> Verdict:
    """Return a verdict by what was found of each point, the rest missing."""
    found += (Coverage.MISSING,) * (len(POINTS) - len(found))
    points = (
        PointVerdict(p.point, coverage, weight=p.weight, any_of=p.any_of)
        for p, coverage in zip(POINTS, found, strict=True)
    )
    return Verdict(0.5, tuple(points))


def test_the_reveal_says_what_is_any_of_and_what_was_not_asked() -> None:
    shares = tuple(PointShare(point, had) for had, point in enumerate(POINTS))
    assert contents(shares, 9).splitlines() == [
        "**What a good answer contains**",
        "✓ 0 of 9 · The heart.",
        "Any 2 of these:",
        "✓ 1 of 9 · First.",
        "✓ 2 of 9 · Second.",
        "✓ 3 of 9 · Third.",
        "Worth knowing, not asked:",
        "✓ 4 of 9 · An aside.",
    ]


def test_a_result_asks_no_more_of_a_group_than_it_needs() -> None:
    covered, missing = Coverage.COVERED, Coverage.MISSING
    whole = result.reasons(verdict(covered, covered, missing, covered))
    assert not any("Not found" in block for block in whole)
    [_, half] = result.reasons(verdict(missing, covered))
    assert half.splitlines() == [
        "Not found in your answer:",
        "○ The heart.",
        "○ 1 more of these: Second. · Third.",
    ]
    [nothing] = result.reasons(verdict())
    assert nothing.splitlines()[-1] == "○ 2 more of these: First. · Second. · Third."
    assert "An aside." not in nothing


def test_a_sentence_that_turns_a_point_round_stands_beside_what_is_right() -> None:
    turned = PointVerdict("Noise is added.", Coverage.CONTRADICTED, evidence="noise is *removed*")
    [said] = result.reasons(Verdict(0.0, (turned,)))
    assert said == (
        "↺ You write “noise is \\*removed\\*”; it is the other way round: **Noise is added.**"
    )
    [unquoted] = result.reasons(Verdict(0.0, (replace(turned, evidence=""),)))
    assert unquoted == (
        "↺ Your answer says otherwise; it is the other way round: **Noise is added.**"
    )
