"""Short answers: a name, a term or a number against the accepted ones; only typing is forgiven."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from fractions import Fraction

from quizbot.domain import short_answer
from quizbot.domain.question import Question
from quizbot.domain.verdict import Verdict
from quizbot.grading import numbers, slips
from quizbot.grading.numbers import Values

SHORT_VERSION = "short-2"
_FORGIVEN = ((15, 3), (9, 2), (5, 1))
"""From so many characters of an answer on, so many of its words may have slips."""
_ENGLISH = re.compile(
    r"\b(?:the|what|how|why|which|and|does|who|when|where|many|much)\b",
    re.IGNORECASE,
)
_EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_PERCENT = re.compile(r"%|per ?cent|prozent|pour cent|por ciento|процент", re.IGNORECASE)
_LEADING = re.compile(
    r"^(?:(?:it|this|that|they|he|she) (?:is|was|are|were) |(?:its|it s|they re|that s) )?"
    r"(?:(?:the|an?|der|die|das|eine?|le|la|les|une?|el|los|las|una|il|lo|gli|het|een) )?(?=\S)"
)
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
_OTHER_LETTERS = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
_SPAN = re.compile(r"(\S.*?)\s*\.\.\s*(\S.*)")
_AROUND = re.compile(r"(\S.*?)\s*(?:±|\+/-|\+-)\s*(\S.*)")
_MEASURED = re.compile(
    r"\s*([-+−~≈]?\s*[\d.,]+(?:[ '’]\d{3})*(?:\s*[x×*·]\s*10\^?[-−\d⁰-⁹]+)?)(.*)"
)
_DIGITS = re.compile(r"\d+")
_MINUS = re.compile(r"(?<![\w)\]])[-−–](?=\w)")
_DASHES = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-"})
_MARKS = "#%*/@"
"""Signs beside those of mathematics and currencies that make another answer."""


def grade_short(question: Question, answer: str) -> Verdict:
    """Grade a short answer: it is one of the accepted ones, give or take slips, or it is not.

    Of those that it is letter for letter, or else of those that it may be, the best one counts.
    """
    prompt = question.prompt
    comma = not (_ENGLISH.search(f"{prompt} {question.answer}") or _EASTERN.search(prompt))
    accepted = [short_answer.read(written) for written in question.short_answers]
    exact = [one for one in accepted if _is_copy(answer, one.text)]
    fitting = exact or [one for one in accepted if _same(answer, one.text, prompt, comma)]
    share = max((one.share for one in fitting), default=0.0)
    return Verdict(share, grader=SHORT_VERSION, raw=share)


def _is_copy(given: str, accepted: str) -> bool:
    one, other = (" ".join(text.casefold().split()) for text in (given, accepted))
    return one == other and not _other_unit(given, accepted)


def _same(given: str, accepted: str, prompt: str, comma: bool) -> bool:
    """Tell whether two answers say the same: as numbers where they are, else as words."""
    if not given.strip():
        return False
    bounds = _bounds(accepted, comma)
    if bounds:
        low, high = bounds
        values = _value(given, prompt, comma)
        if _PERCENT.search(prompt):
            values |= numbers.read(_PERCENT.sub("", given), comma=comma)
        return any(low <= value <= high for value in values)
    meant = numbers.read(accepted, comma=comma)
    values = _value(given, prompt, comma) if meant else frozenset()
    if meant and values:
        return bool(meant & values) or bool(_percents(given, accepted, prompt, comma))
    return _same_quantity(given, accepted, comma) or _same_text(given, accepted)


def _bounds(accepted: str, comma: bool) -> tuple[Fraction, Fraction] | None:
    """Return the least and the greatest number that a range accepts; None for no range."""
    span, around = _SPAN.fullmatch(accepted), _AROUND.fullmatch(accepted)
    match = span or around
    if not match:
        return None
    first, second = (numbers.read(match[i], comma=comma) for i in (1, 2))
    if not first or not second:
        return None
    one, other = min(first), min(second)
    low, high = (one, other) if span else (one - other, one + other)
    return min(low, high), max(low, high)


def _value(given: str, prompt: str, comma: bool) -> Values:
    """Return the number that was given; words beside it may only repeat the prompt."""
    found = numbers.read(given, comma=comma)
    if found:
        return found
    asked = {_plain(word) for word in re.findall(r"[^\W\d_]+", prompt)}
    kept = [w for w in given.split() if _plain(w) not in asked or numbers.read(w, comma=comma)]
    return numbers.read(" ".join(kept), comma=comma) if len(kept) < len(given.split()) else found


def _plain(word: str) -> str:
    return word.casefold().strip(".,;:!?()").removesuffix("s")


def _percents(given: str, accepted: str, prompt: str, comma: bool) -> Values:
    """Return what two numbers share where the prompt asks for percent and one of them has no %."""
    if not _PERCENT.search(prompt):
        return frozenset()
    bare = (numbers.read(_PERCENT.sub("", text), comma=comma) for text in (given, accepted))
    one, other = bare
    return one & other


def _same_quantity(given: str, accepted: str, comma: bool) -> bool:
    """Tell whether two are the same number with the same unit."""
    one, other = _MEASURED.fullmatch(given.strip()), _MEASURED.fullmatch(accepted.strip())
    if not one or not other or not other[2].strip():
        return False
    values = numbers.read(one[1], comma=comma) & numbers.read(other[1], comma=comma)
    return bool(values) and _same_unit(one[2].strip(" ."), other[2].strip(" ."))


def _same_unit(given: str, accepted: str) -> bool:
    """Tell whether two units are the same: mW is not MW, but who writes all small may."""
    if given.casefold() == accepted.casefold():
        return given == accepted or given in (given.lower(), given.upper())
    if min(len(given), len(accepted)) < 5:
        return False
    return _same_text(given, accepted)


def _same_text(given: str, accepted: str) -> bool:
    """Tell whether two texts have the same words, signs and digits, but for slips."""
    if _signs(given) != _signs(accepted) or _other_unit(given, accepted):
        return False
    return any(_same_words(one, other) for one in _foldings(given) for other in _foldings(accepted))


def _other_unit(given: str, accepted: str) -> bool:
    one, other = _MEASURED.fullmatch(given.strip()), _MEASURED.fullmatch(accepted.strip())
    return bool(one and other and not _same_unit(one[2].strip(" ."), other[2].strip(" .")))


def _signs(text: str) -> list[str]:
    """Return the signs that make another answer: x > 1 is not x < 1, and -x is not x."""
    shown = unicodedata.normalize("NFC", text).replace("&", " ").strip().rstrip("*")
    found = [
        "-" if match else sign
        for place, sign in enumerate(shown)
        if (match := _MINUS.match(shown, place)) or _is_sign(sign)
    ]
    if not re.search(r"\w", shown):
        return [sign for sign in shown if not sign.isspace()]
    factorial = re.findall(r"(?<!\w)\w!|!=", shown)
    return found + factorial


def _is_sign(sign: str) -> bool:
    return sign in _MARKS or (unicodedata.category(sign) in ("Sm", "Sc") and sign != "~")


def _foldings(text: str) -> Iterator[str]:
    """Yield a text as it is compared; names also the other way round, umlauts as two letters."""
    small = text.casefold().replace("&", " and ").translate(_DASHES)
    for written in dict.fromkeys((small, small.translate(_UMLAUTS))):
        yield normalise(written)
        first, comma, second = written.partition(",")
        if comma and "," not in second and not re.search(r"\d,\d", written):
            yield normalise(f"{second} {first}")


def normalise(text: str) -> str:
    """Return an answer in small letters without accents, marks and leading article."""
    folded = unicodedata.normalize("NFKD", text.casefold().translate(_OTHER_LETTERS))
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    plain = re.sub(r"(?<=\w)['’](?=s\b)", "", plain)
    words = re.sub(r"[^\w+#]+|_", " ", unicodedata.normalize("NFC", plain)).split()
    return _LEADING.sub("", " ".join(_spelled(word) for word in words))


def _spelled(word: str) -> str:
    """Return a single Greek letter by its name."""
    if len(word) == 1 and "α" <= word <= "ω":
        return unicodedata.name(word).rpartition(" ")[2].casefold()
    return word


def _same_words(given: str, accepted: str) -> bool:
    if not accepted:
        return not given
    if _DIGITS.findall(given) == _DIGITS.findall(accepted) and (
        given.replace(" ", "") == accepted.replace(" ", "")
    ):
        return True
    one, other = given.split(), accepted.split()
    if len(one) != len(other):
        whole = all(len(word) > 4 for word in (*one, *other)) and not re.search(r"\d", given)
        return whole and _joined(one, other)
    most = next((count for length, count in _FORGIVEN if len(accepted) >= length), 0)
    wrong = [pair for pair in zip(one, other, strict=True) if not _same_number(*pair)]
    small = len(accepted) >= _FORGIVEN[0][0]
    return len(wrong) <= most and all(
        slips.same_word(*pair) or (small and slips.same_small_word(*pair)) for pair in wrong
    )


def _joined(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether words are the same but for a blank left out or too many, and slips."""
    return abs(len(one) - len(other)) == 1 and slips.same_word("".join(one), "".join(other))


def _same_number(given: str, accepted: str) -> bool:
    """Tell whether two words are the same, or the same number: II and 2, two and 2."""
    if given == accepted:
        return True
    return _worth(given) is not None and _worth(given) == _worth(accepted)


def _worth(word: str) -> int | None:
    if word.isdecimal():
        return int(word)
    if slips.is_roman(word):
        return slips.roman_worth(word)
    return numbers.word_worth(word)
