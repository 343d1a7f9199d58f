"""Pictures hold what they should, whoever's name stands on them."""

from __future__ import annotations

import io
import itertools
import warnings
from datetime import date, timedelta
from typing import Any

import matplotlib
import pytest
from matplotlib import font_manager
from matplotlib.ft2font import FT2Font
from PIL import Image

from quizbot.domain import stats_picture
from quizbot.domain.stats_picture import (
    ActivityPicture,
    MasteryPicture,
    ParticipationPicture,
    Picture,
    QuestionsPicture,
)
from quizbot.pictures import canvas, lettering, palette, worker

WEEKS = [(date(2026, 6, 1) + timedelta(weeks=number)).isoformat() for number in range(26)]
LONG = "W" * 300
NAMES = {
    "Arabic": "محمد العربي",
    "Hebrew": "שלום",
    "Chinese": "李娜 臺灣",
    "Japanese": "さくらカナ桜",
    "Korean": "한국어 뷁",
    "Hindi": "क्षत्रिय",
    "Thai": "สมชาย",
    "Tamil": "தமிழ்",
    "Greek and Cyrillic": "Ελένη Наташа",
    "Vietnamese": "Nguyễn Thị Ánh",
    "Amharic": "አበበ",
    "emoji": "🚀🔥👩‍🚀😀❤",
}


@pytest.fixture(autouse=True)
def fonts() -> Any:
    """Let the worker's own preparation not reach other tests."""
    before = font_manager.fontManager.ttflist[:], dict(matplotlib.rcParams)
    with warnings.catch_warnings():
        lettering.prepare()
        warnings.resetwarnings()
        warnings.simplefilter("error")
        yield
    font_manager.fontManager.ttflist[:] = before[0]
    matplotlib.rcParams.update({"font.family": before[1]["font.family"]})


def pictures(name: str = "ana") -> list[Picture]:
    weeks = [(day, None if number % 5 else 0.5, number) for number, day in enumerate(WEEKS)]
    return [
        ActivityPicture(name, "2025-11-17", [number % 9 for number in range(374)], weeks),
        ActivityPicture(name, "2025-11-17", [0] * 378, []),
        ActivityPicture(name, "2025-11-17", [], weeks),
        MasteryPicture(name, [(name, 0.3, 9)] * 12, [("Sure", 0.82, 99), ("Guessing", None, 0)]),
        MasteryPicture(name, [], [("Sure", 1.0, 99)]),
        MasteryPicture(name, [("Diffusion", 0.0, 1)], []),
        ParticipationPicture(name, [(day, number * 100, 3) for number, day in enumerate(WEEKS)]),
        ParticipationPicture(name, [(day, 0, 0) for day in WEEKS]),
        QuestionsPicture(name, [("Too hard", [(name, 0.1, 9)] * 4), ("Too easy", [(name, 1, 9)])]),
    ]


@pytest.mark.parametrize("number", range(len(pictures())))
def test_each_is_drawn_on_its_own_ground(number: int) -> None:
    picture = pictures(LONG)[number]
    drawn = Image.open(io.BytesIO(worker.draw(picture))).convert("RGB")
    assert drawn.width == canvas.SHEET_WIDTH
    assert drawn.height < 1.6 * drawn.width
    ground = tuple(int(palette.GROUND[i : i + 2], 16) for i in (1, 3, 5))
    border = [drawn.getpixel((x, y)) for x in (0, 12, 790, 799) for y in range(drawn.height)]
    assert set(border) == {ground}, "something reaches the edge"
    colours = drawn.getcolors(1_000_000)
    assert colours is not None
    assert len(colours) > 10


@pytest.mark.parametrize("script", NAMES)
def test_every_sign_of_a_name_has_a_shape(script: str) -> None:
    files = [lettering.FONTS / f"{family}.ttf" for family in (lettering.LATIN, *lettering.others())]
    known = {
        sign
        for file in files
        for sign in FT2Font(str(file if file.exists() else file.with_suffix(".otf"))).get_charmap()
    }
    assert {sign for sign in NAMES[script] if ord(sign) not in known | {0x200D}} == set()
    worker.draw(MasteryPicture(NAMES[script], [(NAMES[script], 0.5, 3)], []))


def ink(words: str) -> Image.Image:
    """Return a word as it is drawn, without the ground around it."""
    sheet = canvas.Canvas(200)
    sheet.write(300, 100, words, 80)
    drawn = (
        Image.open(io.BytesIO(sheet.png())).convert("L").point(lambda light: light > 100 and 255)
    )
    return drawn.crop(drawn.getbbox())


def test_arabic_is_joined() -> None:
    apart = "\u200c".join("محمد")
    assert ink("محمد").tobytes() != ink(apart).tobytes()
    assert ink("مـ").tobytes() != ink("م").tobytes()


def test_arabic_runs_from_right_to_left() -> None:
    """Of two letters the first one, which is tall, stands on the right."""
    drawn = ink("اب")
    width, height = drawn.size
    top = drawn.crop((0, 0, width, height // 4)).getbbox()
    assert top is not None
    assert top[0] > width / 2


def test_what_no_font_has_is_a_box_and_no_error() -> None:
    with warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph ")
        assert worker.draw(MasteryPicture("\U00012000", [("\U00012000", 0.5, 3)], []))


def test_formulas_are_only_words() -> None:
    worker.draw(QuestionsPicture("$x_1", [("Too hard", [("What is $\\frac{1$?", 0.1, 9)])]))


def test_colours_stand_apart() -> None:
    for text in (palette.INK, palette.PALE):
        assert palette.contrast(text, palette.GROUND) >= 4.5
    marks = (palette.MARK, palette.SECOND, palette.GOOD, palette.MIDDLE, palette.LOW)
    for mark in (*marks, *palette.STEPS):
        assert palette.contrast(mark, palette.GROUND) >= 3
    steps = (palette.EMPTY, *palette.STEPS)
    for one, next_one in itertools.pairwise(steps):
        assert palette.contrast(one, next_one) > 1.3


@pytest.mark.parametrize("picture", pictures(), ids=lambda picture: type(picture).__name__)
def test_a_picture_is_one_line_and_comes_back(picture: Picture) -> None:
    line = stats_picture.write(picture)
    assert "\n" not in line
    assert stats_picture.write(stats_picture.read(line)) == line


def test_a_broken_request_costs_one_reply() -> None:
    asked = io.BytesIO(b"nonsense\n" + stats_picture.write(pictures()[4]).encode() + b"\n")
    said = io.BytesIO()
    worker.serve(asked, said)
    first, second = said.getvalue().split(b"\n", 1)
    assert first == b'{"error": "JSONDecodeError"}'
    assert second.startswith(b'{"size"')


def test_the_licence_is_there() -> None:
    told = (lettering.FONTS / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in told
    assert "Adobe" in told
