from __future__ import annotations

from pathlib import Path

import pytest

QUESTION = """\
topic: diffusion
title: Diffusion models
questions:
  - id: forward-process
    level: intermediate
    prompt: What happens in the forward process of a diffusion model?
    answer: A little Gaussian noise is added at each of many steps; nothing is learned.
    key_points:
      - point: adds a little Gaussian noise at each of many steps
      - point: nothing is learned in it
"""


@pytest.fixture
def questions(tmp_path: Path) -> Path:
    """A bank of one question, so that the bot starts quickly."""
    folder = tmp_path / "questions"
    folder.mkdir()
    (folder / "diffusion.yaml").write_text(QUESTION, encoding="utf-8")
    return folder
