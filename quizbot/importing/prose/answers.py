"""The lines below a question: what still asks, what answers, which are its choices."""

from __future__ import annotations

import re
from collections.abc import Sequence

from quizbot.domain.question import Level
from quizbot.importing import vocabulary
from quizbot.importing.item import Item
from quizbot.importing.prose import option_lines
from quizbot.importing.prose.answermark import answer_mark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.markdown import tidy
from quizbot.importing.prose.marks import Mark
from quizbot.importing.prose.runs import OptionRun

_CODE_ASKED = re.compile(
    r"\b(?:following|below|this|these|given|above|snippet|code|program|query|function|output|print|"
    r"log(?:ged)?|result|folgende\w*|siguiente|suivant|следующ\w+|данн\w+)\b|以下|下面|下列|次の",
    re.IGNORECASE,
)
_CODE_SHOWN = re.compile(
    r"\b(?:following|below|these|the output|this (?:code|snippet|program|function)|"
    r"be (?:printed|logged|returned))\b",
    re.IGNORECASE,
)
_OUTPUT = re.compile(
    r"\W*(?:output|ausgabe|salida|sortie|вывод|результат|输出|result|explanation)s?\W*",
    re.IGNORECASE,
)
_ABOUT_ITEM = re.compile(
    r"\W*(?:level|difficulty|complexity|schwierigkeit|niveau|nivel|dificultad|dificuldade|"
    r"сложность|уровень|难度|難易度)\W{0,4}[:：]\W*(.{2,30})",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"\W*(?:tags?|topics?|category|categories|keywords?|source|thema|themen)\W{0,4}[:：].{2,100}",
    re.IGNORECASE,
)
_INLINE = re.compile(
    r"(?:(?<=[?.!:？。)])|\s[-–—|])\s*\(?\s*(?:\*\*|__)?(?:A|Ans|Answer|Antwort|Respuesta|Réponse|"
    r"Resposta|Risposta|Ответ|R|答|答案|Lösung|Solution)(?:\*\*|__)?\s?[:：](?:\*\*|__)?\s*",
    re.IGNORECASE,
)
_AFTER_MARK = re.compile(r"(.{6,}?[?？])[*_`\"”’)]*\s*(?:[-–—:=→➜|]+>?|\s)\s*([^\s?].{0,400})$")


def item(
    mark: Mark,
    below: Sequence[Line],
    level: Level | None,
    *,
    marks: bool,
    parts: OptionRun | None = None,
) -> Item:
    """Return the item of a question and the lines below it.

    ``marks`` tells whether the document marks its answers; then what stands before one still asks.
    ``parts`` are lettered parts of the question, all of which ask.
    """
    words, rest = _inline(mark)
    body, tagged = without_labels(below)
    asked, answer = ([], body) if rest else _split(mark, body, marks=marks, parts=parts)
    if not answer and not rest:
        words, rest = _after_mark(words, asked)
    text = joined("\n".join([words, tidy(mark.before)]).strip(), asked)
    first = mark.line.number if rest else (answer[0].number if answer else 0)
    last = answer[-1].number if answer else mark.line.number
    said = tidy(([rest] if rest else []) + _texts(answer))
    return Item(
        prompt=text,
        answer=said,
        line=mark.line.number,
        answer_lines=(first, last) if first and (said or answer) else None,
        level=tagged or level,
    )


def _inline(mark: Mark) -> tuple[str, str]:
    """Split a question from an answer on the same line."""
    if mark.rest:
        return mark.words, mark.rest
    match = _INLINE.search(mark.words)
    if match and match.start() > 3:
        end = match.end()
        rest = mark.words[end:].strip()
        closes = rest.endswith(")") and "(" in match[0]
        return mark.words[: match.start()].rstrip(" -–—|"), rest[:-1] if closes else rest
    return mark.words, ""


def _after_mark(words: str, asked: Sequence[Line]) -> tuple[str, str]:
    """Take what stands after the question mark as the answer, unless it asks on."""
    match = _AFTER_MARK.match(words) if not asked and len(words) < 800 else None
    if not match or vocabulary.asks(match[2]) or match[2].startswith("("):
        return words, ""
    return match[1], match[2]


def asks_for_code(words: str) -> bool:
    """Tell whether a question speaks of code that must stand beside it."""
    return bool(_CODE_ASKED.search(words))


def still_asked(mark: Mark, body: Sequence[Line]) -> int:
    """Return how many lines below a question go on asking before options may come."""
    wrapped = 0
    while wrapped < min(3, len(body)) and _goes_on(mark, body, wrapped):
        wrapped += 1
    return wrapped


def without_labels(below: Sequence[Line]) -> tuple[list[Line], Level | None]:
    """Drop lines such as "Difficulty: easy" and return the level they name."""
    kept, level = [], None
    for line in below:
        if line.kind is Kind.TEXT and len(line.body) < 120:
            match = _ABOUT_ITEM.fullmatch(line.body)
            if match and vocabulary.level_of(match[1]):
                level = vocabulary.level_of(match[1])
                continue
            if _LABELS.fullmatch(line.body) and len(below) > 1:
                continue
        kept.append(line)
    return trimmed(kept), level


def trimmed(lines: Sequence[Line]) -> list[Line]:
    """Drop blank lines, rules and tags at both ends."""
    idle = (Kind.BLANK, Kind.RULE, Kind.TAG)
    kept = list(lines)
    while kept and (kept[0].kind in idle or not _shows(kept[0])):
        kept.pop(0)
    while kept and (kept[-1].kind in idle or not _shows(kept[-1])):
        kept.pop()
    return kept


def _shows(line: Line) -> bool:
    return line.kind is not Kind.TEXT or bool(line.body.strip("*_\\ "))


def _split(
    mark: Mark, body: list[Line], *, marks: bool, parts: OptionRun | None
) -> tuple[list[Line], list[Line]]:
    """Return the lines that still ask, and those that answer, without bare marks at their ends."""
    place = _mark_place(body, most=12 if marks else 0)
    if place is None:
        asked = _through(parts, body) or _still_asks(mark, body)
        return body[:asked], trimmed(body[asked:])
    asked_lines, answer = trimmed(body[:place]), body[place:]
    while answer and (answer[0].kind is not Kind.TEXT or answer_mark(answer[0]) == ""):
        if answer[0].kind in (Kind.CODE, Kind.TABLE):
            break
        answer.pop(0)
    while answer and (_is_idle(answer[-1]) or answer_mark(answer[-1]) == ""):
        answer.pop()
    return asked_lines, answer


def _is_idle(line: Line) -> bool:
    return line.kind in (Kind.BLANK, Kind.RULE, Kind.TAG) or not _shows(line)


def _mark_place(body: Sequence[Line], most: int) -> int | None:
    """Return the index of the line with the answer's mark, ``most`` lines of prose before it."""
    prose = 0
    for i, line in enumerate(body):
        if line.kind is not Kind.TEXT:
            continue
        if answer_mark(line) is not None and _may_mark(line, body[i + 1 :]):
            return i
        prose += option_lines.read(line) is None
        if prose > most or line.heading:
            return None
    return None


def _through(parts: OptionRun | None, body: Sequence[Line]) -> int:
    """Return how many lines reach to the end of the parts of a question."""
    return sum(line.number <= parts.last for line in body) if parts else 0


def _may_mark(line: Line, after: Sequence[Line]) -> bool:
    """Tell an answer's letter from that of an option, below which B follows."""
    if not _is_letter(line):
        return True
    following = next((other for other in after if other.kind is Kind.TEXT), None)
    second = option_lines.read(following) if following is not None else None
    return not (second is not None and second.place == 1)


def _is_letter(line: Line) -> bool:
    """Tell whether a line's mark is one letter alone, which an option's may be too."""
    return bool(re.match(r"\W*[AaRrОо]\W*(?:[:.)]|\s[-–—])", line.body))


def _still_asks(mark: Mark, body: Sequence[Line]) -> int:
    """Return how many lines below a question without an answer's mark still belong to it."""
    wrapped = still_asked(mark, body)
    code = next((i for i, line in enumerate(body[wrapped:]) if line.kind is Kind.CODE), None)
    if code is None or any(line.kind is Kind.TEXT for line in body[wrapped : wrapped + code]):
        return wrapped
    end = wrapped + code
    while end < len(body) and body[end].kind is Kind.CODE:
        end += 1
    rest = [line for line in body[end:] if line.kind in (Kind.TEXT, Kind.CODE, Kind.TABLE)]
    if not rest:
        return end if _CODE_SHOWN.search(mark.words) or mark.words.endswith(":") else wrapped
    asks_on_code = bool(_CODE_ASKED.search(mark.words)) and mark.asks == 2
    return end if asks_on_code or _OUTPUT.fullmatch(rest[0].body or "-") else wrapped


def _goes_on(mark: Mark, body: Sequence[Line], i: int) -> bool:
    """Tell whether a line continues a question that was broken to keep lines short."""
    before = mark.words if i == 0 else body[i - 1].body
    line = body[i]
    if line.kind is not Kind.TEXT or line.heading or before.endswith(("?", "？", ".", ":", "!")):
        return False
    if mark.line.heading or mark.whole_bold or line.number != mark.line.number + i + 1:
        return False
    return line.body[:1].islower() or line.body.endswith("?")


def joined(words: str, asked: Sequence[Line]) -> str:
    """Return a question with the lines below it that still ask."""
    if not asked:
        return words
    lettered = option_lines.read(asked[0]) is not None
    wraps = all(line.kind is Kind.TEXT for line in asked) and asked[0].body[:1].islower()
    wraps = wraps and not lettered
    below = tidy([line.raw for line in asked])
    return f"{words} {' '.join(below.split())}" if wraps else f"{words}\n{below}"


def _texts(answer: Sequence[Line]) -> list[str]:
    """Return an answer's lines as text, its marks and what only lays out taken away."""
    shown = []
    for i, line in enumerate(answer):
        rest = answer_mark(line)
        letter = _is_letter(line)
        if rest is not None and (i == 0 or not letter or line.raw.lstrip().startswith("**")):
            shown.append(rest)
        elif line.kind is Kind.TAG or (line.kind is Kind.TEXT and not line.body):
            shown.append("")
        else:
            shown.append(line.raw)
    return shown
