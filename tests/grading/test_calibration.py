from __future__ import annotations

import hashlib
import json
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quizbot.grading import by_reading, by_words, calibration
from quizbot.grading.calibration import ReadingNumbers, WordNumbers
from quizbot.grading.reading import reader
from tests.grading import calibrate

shares = st.floats(0, 1)
pairs = st.lists(st.tuples(shares, shares), min_size=1, max_size=60)


@pytest.mark.parametrize(
    ("estimate", "score"), [(0.0, 0.0), (0.2, 0.0), (0.5, 0.5), (0.8, 1.0), (1.0, 1.0)]
)
def test_a_curve_is_straight_between_its_corners(estimate: float, score: float) -> None:
    curve = ((0.0, 0.0), (0.2, 0.0), (0.8, 1.0), (1.0, 1.0))
    assert calibration.apply(curve, estimate) == pytest.approx(score)


def test_pairs_out_of_order_are_pooled() -> None:
    """0.6 and 0.4 fall, so both become their mean; the others stand."""
    given_pairs = [(0.1, 0.0), (0.3, 0.6), (0.5, 0.4), (0.9, 1.0)]
    assert calibration.isotonic(given_pairs) == (
        (0.1, 0.0),
        (0.3, 0.5),
        (0.5, 0.5),
        (0.9, 1.0),
    )


@given(pairs)
def test_a_fitted_curve_never_falls_and_has_few_corners(
    given_pairs: list[tuple[float, float]],
) -> None:
    curve = calibration.fit(given_pairs)
    assert len(curve) <= calibration.CORNERS
    assert (curve[0], curve[-1]) == ((0.0, 0.0), (1.0, 1.0))
    assert sorted(curve) == list(curve)
    scores = [calibration.apply(curve, i / 50) for i in range(51)]
    assert all(0 <= score <= 1 for score in scores)
    assert scores == sorted(scores)


@given(pairs)
def test_an_isotonic_curve_errs_less_than_any_constant(
    given_pairs: list[tuple[float, float]],
) -> None:
    curve = calibration.isotonic(given_pairs)
    mean = sum(y for _, y in given_pairs) / len(given_pairs)

    def error(guess: object) -> float:
        return sum((guess(x) - y) ** 2 for x, y in given_pairs)  # type: ignore[operator]

    assert error(lambda x: calibration.apply(curve, x)) <= error(lambda _: mean) + 1e-9


def test_a_server_that_grades_leniently_gets_a_lenient_curve() -> None:
    lenient = calibration.fit([(i / 40, min(1.0, i / 40 + 0.3)) for i in range(40)])
    assert calibration.apply(lenient, 0.5) > 0.7


def test_no_pairs_make_no_curve() -> None:
    with pytest.raises(ValueError, match="at least one pair"):
        calibration.fit([])


def test_the_rise_is_found_again() -> None:
    truth = ((0.0, 0.0), (0.3, 0.0), (0.7, 1.0), (1.0, 1.0))
    found = calibration.ramp((i / 100, calibration.apply(truth, i / 100)) for i in range(101))
    assert found == truth


def test_new_numbers_get_a_new_name() -> None:
    """Verdicts carry the grader's name, so that a grade can be explained when numbers change."""
    written = resources.files("quizbot.grading").joinpath(calibration.FILE).read_bytes()
    weights = json.loads((reader.PACKAGED / reader.ORIGIN_FILE).read_text(encoding="utf-8"))
    names = by_reading.READER_VERSION, by_words.WORDS_VERSION
    assert (*names, weights["sha256"][reader.WEIGHTS_FILE][:8]) == (
        "reader-2",
        "words-1",
        "14f90f12",
    )
    assert hashlib.sha256(written).hexdigest()[:8] == "f547a07e", (
        "give VERSION in by_reading and by_words the next number"
    )


@pytest.fixture(scope="module", params=[True, False], ids=["vectors", "stems"])
def of_words(request: pytest.FixtureRequest) -> tuple[WordNumbers, WordNumbers]:
    """The shipped numbers, and those that the script finds today."""
    vectors: bool = request.param
    return calibration.by_words(vectors=vectors), calibrate.by_words(vectors=vectors)


def test_the_shipped_numbers_are_those_of_the_script(
    of_words: tuple[WordNumbers, WordNumbers],
) -> None:
    """Whoever changes the grader runs ``python -m tests.grading.calibrate`` again."""
    shipped, found = of_words
    assert (*found.factors, found.bias) == pytest.approx((*shipped.factors, shipped.bias), abs=0.01)
    assert (found.covered, found.unsure) == pytest.approx(
        (shipped.covered, shipped.unsure), abs=0.002
    )
    assert found.curve == shipped.curve


@pytest.fixture(scope="module")
def of_reading() -> ReadingNumbers:
    return calibrate.by_reading()


def test_the_readers_numbers_are_those_of_the_script(of_reading: ReadingNumbers) -> None:
    shipped = calibration.by_reading()
    assert of_reading.of_points == shipped.of_points
    assert (of_reading.contradicted, of_reading.covered, of_reading.unsure) == pytest.approx(
        (shipped.contradicted, shipped.covered, shipped.unsure), abs=0.011
    )
    assert of_reading.curve == shipped.curve
