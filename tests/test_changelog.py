"""CHANGELOG.md keeps its form: what is unreleased on top, then releases with their sections."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

from quizbot import __version__

CHANGELOG = (Path(__file__).resolve().parent.parent / "CHANGELOG.md").read_text(encoding="utf-8")
HEADINGS = re.findall(r"^## (.+)$", CHANGELOG, re.MULTILINE)
SECTIONS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}


def test_the_newest_release_is_this_version() -> None:
    assert HEADINGS[0] == "Unreleased"
    assert HEADINGS[1].split(" - ")[0] == __version__


def test_releases_have_numbers_and_dates_and_go_back() -> None:
    told = [re.fullmatch(r"(\d+)\.(\d+)\.(\d+) - (\d{4}-\d{2}-\d{2})", one) for one in HEADINGS[1:]]
    assert all(told)
    released = [(*map(int, one.groups()[:3]), one[4]) for one in told if one]
    assert all(newer > older for newer, older in pairwise(released))


def test_sections_are_those_of_keep_a_changelog() -> None:
    for release in re.split(r"^## ", CHANGELOG, flags=re.MULTILINE)[1:]:
        sections = re.findall(r"^### (.+)$", release, re.MULTILINE)
        assert set(sections) <= SECTIONS
        assert len(sections) == len(set(sections))
