"""One line as an option of a choice: lettered, numbered, with a box, or a list entry."""

from __future__ import annotations

import re
from dataclasses import dataclass

from quizbot.importing import keys, ticks
from quizbot.importing.prose.lines import Kind, Line

_STRONG = r"(?:\*\*|__)?"
_LETTERS = "A-Ja-jА-Ка-к"
_LETTER = re.compile(
    rf"\s*(?:[-*+•]\s+)?(?P<star>[*=✓✔✅☑]\ufe0f?\s?)??{_STRONG}(?P<open>[(\[])?"
    rf"(?P<label>[{_LETTERS}가-하①-⑩ア-コ])(?P<shut>\s?[.):．、）\]]|\s[-–—])?{_STRONG}"
    rf"(?P<gap>\s*){_STRONG}(?P<text>\S.*)$"
)
_NUMBER = re.compile(r"\s*(?:[-*+•]\s+)?\(?(?P<label>10|[1-9])(?P<shut>[.):）])\s+(?P<text>\S.*)$")
_BOX = re.compile(
    r"\s*(?:[-*+•]\s+|\d{1,2}[.)]\s+)?(?:[\[(](?P<tick>[ xX✓✔*•●]?)[\])]|"
    r"(?P<sign>[☐☑☒◻⬜◯○●◉🔘🔲]))"
    r"\s+(?P<text>\S.*)$"
)
_BULLET = re.compile(r"\s*(?P<mark>[-*+•◦▪●○‣–])\s+(?P<text>\S.*)$")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
_KATAKANA = "アイウエオカキクケコ"
_HANGUL = "가나다라마바사아자차"
_CYRILLIC = "АБВГДЕЖЗИК"


@dataclass(frozen=True, slots=True)
class OptionLine:
    """An option as its line shows it; ``place`` is the number of its label, counted from 0.

    ``flag`` is what a mark on it says of being right, ``bold`` tells that all of it is bold.
    """

    kind: str
    place: int
    label: str
    text: str
    flag: bool | None = None
    bold: bool = False


def read(line: Line) -> OptionLine | None:
    """Return a line as an option by its letter or box; None for any other line."""
    if line.kind is not Kind.TEXT or line.heading or not line.body:
        return None
    return _box(line.body) or _letter(line.body)


def read_number(line: Line) -> OptionLine | None:
    """Return a line as an option by its number."""
    match = _NUMBER.match(line.body) if line.kind is Kind.TEXT and not line.heading else None
    return (
        _made("number", int(match["label"]) - 1, match["label"], match["text"]) if match else None
    )


def read_bullet(line: Line) -> OptionLine | None:
    """Return a line as an option by being an entry of a list."""
    match = _BULLET.match(line.body) if line.kind is Kind.TEXT and not line.heading else None
    return _made(f"bullet {match['mark']}", -1, "", match["text"]) if match else None


def read_plain(line: Line) -> OptionLine | None:
    """Return a line of mere text as an option."""
    if line.kind is not Kind.TEXT or line.heading or not line.body:
        return None
    return _made("plain", -1, "", line.body)


def _box(body: str) -> OptionLine | None:
    match = _BOX.match(body)
    if not match:
        return None
    sign = match["sign"] or ""
    ticked = bool((match["tick"] or "").strip()) or sign in tuple("☑☒●◉🔘")
    if (
        not sign
        and body.lstrip().startswith("(")
        and (match["tick"] or "").strip() not in "xX*•●✓✔"
    ):
        return None
    label, text = keys.split_label(match["text"])
    place = place_of(label) if len(label) == 1 and label.isalpha() else -1
    shown = _made("box", -1, label if place >= 0 else "", text if place >= 0 else match["text"])
    return OptionLine("box", -1, shown.label, shown.text, ticked or shown.flag is True, shown.bold)


def _letter(body: str) -> OptionLine | None:
    match = _LETTER.match(body)
    if not match:
        return None
    place = place_of(match["label"])
    shut = match["shut"] or ""
    if place < 0 or not (shut or (match["open"] and "]" in body[:6]) or match["label"] in _CIRCLED):
        return None
    close = shut.strip()
    if not match["gap"] and not (close in "）、．" or close == ")" or _follows(match)):
        return None
    small = "a" if match["label"].islower() else "A"
    kind = f"letter {small}{match['open'] or ''}{close}"
    shown = _made(kind, place, match["label"].upper(), match["text"])
    if match["star"]:
        return OptionLine(kind, place, shown.label, shown.text, True, shown.bold)
    return shown


def _follows(match: re.Match[str]) -> bool:
    """Tell whether a text follows a capital and its full stop without a blank, as in "A.Paris"."""
    upper = match["label"].isupper() or not match["label"].isascii()
    return upper and not match["gap"] and len(match["text"]) > 2 and match["text"][1] != "."


def place_of(label: str) -> int:
    """Return the number of a letter in its alphabet, counted from 0; -1 for another sign."""
    sign = label.upper()
    for alphabet in (keys.OPTION_LETTERS, _CYRILLIC, _HANGUL, _KATAKANA, _CIRCLED):
        if sign and sign in alphabet:
            return alphabet.index(sign)
    return -1


def _made(kind: str, place: int, label: str, text: str) -> OptionLine:
    shown, flag = ticks.read(text.strip())
    bare = shown.strip()
    bold = bool(re.fullmatch(r"\*\*[^*].*\*\*|__[^_].*__", bare)) or bare.endswith("**")
    if bare.count("**") == 1 or bold:
        bare = bare.replace("**", "") if bare.count("**") <= 2 else bare
    return OptionLine(kind, place, label, bare.strip(), flag, bold)
