"""Headings that are no questions: where parts begin, what level they set, where the end begins."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence

from quizbot.importing import vocabulary
from quizbot.importing.prose.answermark import answer_mark
from quizbot.importing.prose.lines import Kind, Line
from quizbot.importing.prose.marks import Mark

_CLOSING = re.compile(
    r"\W*(?:conclusions?|summary|wrap(?:ping)?[ -]?up|final (?:thoughts|words|tips|notes)|"
    r"about (?:the author|us|me)|further reading|contribut\w+|licen[cs]e|acknowledge?ments?|"
    r"credits|disclaimer|"
    r"resources|references|next steps|related (?:posts|articles|reading)|bonus tips|tips\b.{0,30}|"
    r"support(?: us)?|stay (?:connected|tuned)|connect with (?:me|us)|author|fazit|"
    r"schluss(?:wort)?|"
    r"conclusión|conclusiones|conclusão|conclusione|заключение|выводы|итог|总结|结论|結論|まとめ|"
    r"table of contents|contents|toc|index|inhalt(?:sverzeichnis)?|содержание|目录|índice|"
    r"sommaire|"
    r"happy (?:learning|coding)|good luck|thank(?:s| you).{0,20}|in conclusion\b.*)\W*",
    re.IGNORECASE,
)
_PROMOTION = re.compile(
    r"\b(?:enroll?|whats ?app|subscribe (?:to|now|for)|sign up (?:for|now|today)|register now|"
    r"free (?:demo|trial|course|ebook|guide|webinar)|click here|buy now|book a demo|"
    r"follow (?:us|me)|join (?:us|our)|(?:refer|read|check out|visit|see) "
    r"(?:our|my|the) (?:blog|course|website|channel|article|guide|other)|"
    r"(?:also|must|recommended) read|read (?:also|more|next)|related (?:articles?|posts?)|"
    r"get certified|limited offer|\d+ ?% off|discount|share this|contact us|"
    r"talk to (?:us|an expert)|"
    r"download (?:the |our |now|free|pdf)|advertisement|sponsored|want to learn|newsletter|"
    r"(?:explore|take|try|start) our|our (?:courses?|bootcamp|program(?:me)?s?|training)|"
    r"(?:find|explore|see|view|get|read) (?:all|more|\d+)\b.{0,40}\b(?:answers|questions)|"
    r"buy me a coffee|give (?:this|it) (?:repo )?a star|support us)\b|"
    r"^\W*(?:ad|anzeige|реклама|广告)\W*$",
    re.IGNORECASE,
)
_GOODBYE = re.compile(
    r"\W*(?:thanks?(?: you)?(?: all)? for (?:reading|watching)|follow (?:me|us)\b|"
    r"subscribe to (?:our|my)|happy (?:coding|learning|interviewing)|good luck\b|"
    r"(?:we|i) hope (?:this|you|that|it)\b|if you (?:liked?|found|enjoyed?|want to (?:learn|know) "
    r"more)\b|(?:join|enroll? in) our|(?:please )?(?:feel free to|do not forget to|"
    r"don['’]t forget to)|that['’]?s (?:it|all)\b|(?:have we|did we|did i) miss|"
    r"pull requests? (?:are )?welcome)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\W*(?:\[?\W*(?:go |scroll )?(?:back )?to (?:the )?(?:top|contents|index|toc|questions)\b.*|"
    r"(?:table of contents|наверх|к оглавлению|к содержанию|nach oben|回到顶部|返回顶部|返回目录|"
    r"volver arriba|retour en haut|top|previous|next|prev)\b\W*(?:\(#[^)]*\))?\W*)",
    re.IGNORECASE,
)
_ABOUT = re.compile(
    r"(?:this|the following|here (?:are|is)|below (?:are|is)|these)\b.{0,80}"
    r"\b(?:document|article|guide|post|page|collection|list|blog|repo(?:sitory)?|resource)\b.{0,120}"
    r"\b(?:questions?|q ?& ?a)\b|(?:this|the following) (?:document|article|guide|post|page|"
    r"collection|list|blog|repository|resource|section) (?:contains?|covers?|lists?|collects?|"
    r"provides?|presents?)\b",
    re.IGNORECASE,
)
_APART = re.compile(r"[A-ZÄÖÜА-Я][\w&/+#.-]*(?: [\w&/+#.()-]+){0,3}")
_TITLE_WORD = re.compile(
    r"\b(?:questions?|interview|q ?& ?a|quiz|faqs?|fragen|preguntas|вопросы)\b", re.IGNORECASE
)


_NAVIGATION = re.compile(
    r"(?:\W*\[(?:[^\]]*[←→⬅➡⇦⇨«»↩⏪⏩🏠]|\W*(?:prev(?:ious)?|next|home|back|all topics|weiter|"
    r"zurück|siguiente|anterior|suivant|далее|назад|下一|上一)\b)[^\]]*\]\([^)]*\))+\W*",
    re.IGNORECASE,
)
_PICTURE = re.compile(
    r"(?:\s*(?:!\[[^\]]*\]\([^)]*\)|\[!\[[^\]]*\]\([^)]*\)\]\([^)]*\)|<img[^<>]*>))+\s*"
)

_MAIL = re.compile(r"\W*[\w.+-]+@[\w-]+\.[\w.]+\W*")


def is_picture(line: Line) -> bool:
    """Tell whether a line holds nothing but pictures, or an address of mail."""
    fits = _PICTURE.fullmatch(line.body) or _MAIL.fullmatch(line.body)
    return line.kind is Kind.TEXT and bool(fits)


def closes(words: str) -> bool:
    """Tell whether a heading begins what comes after the questions."""
    return len(words) <= 60 and bool(_CLOSING.fullmatch(words))


def is_promotion(line: Line) -> bool:
    """Tell whether a line advertises, leads back to the top, or talks about the document."""
    if line.kind is not Kind.TEXT or len(line.body) > 400:
        return False
    body = line.body.strip("*_ ")
    if (_BACK.fullmatch(body) and len(body) <= 100) or _NAVIGATION.fullmatch(line.body):
        return True
    if len(body) <= 160 and _PROMOTION.search(body) and body[-1:] not in ".,;":
        return True
    return bool(_ABOUT.match(body))


def says_goodbye(line: Line) -> bool:
    """Tell whether a paragraph of its own thanks, wishes luck or sends the reader elsewhere."""
    return line.kind is Kind.TEXT and len(line.body) <= 300 and bool(_GOODBYE.match(line.body))


def boilerplate(lines: Sequence[Line], questions: Collection[int]) -> set[int]:
    """Return the lines that stand word for word at the end of several answers."""
    ends: Counter[str] = Counter()
    places: dict[str, list[int]] = {}
    for start, stop in _spans(lines, questions):
        tail = [line for line in lines[start:stop] if line.kind is Kind.TEXT][-4:]
        body_lines = sum(line.kind is Kind.TEXT for line in lines[start:stop])
        for line in tail[-(min(4, max(body_lines - 1, 0))) :] if body_lines > 1 else []:
            if _may_repeat(line):
                ends[line.body] += 1
                places.setdefault(line.body, []).append(line.number)
    return {number for body, n in ends.items() if n >= 3 for number in places[body]}


def _may_repeat(line: Line) -> bool:
    bullet = re.match(r"[-*+•]\s|\d+[.)]", line.body)
    return not bullet and len(line.body.split()) > 1 and answer_mark(line) is None


def _spans(lines: Sequence[Line], questions: Collection[int]) -> list[tuple[int, int]]:
    starts = sorted(questions)
    return list(zip(starts, [n - 1 for n in starts[1:]] + [len(lines)], strict=True))


def looks_like_heading(line: Line, mark: Mark | None) -> bool:
    """Tell whether a line of plain text may be a heading: short, no sentence, no list entry."""
    if line.kind is not Kind.TEXT or mark is None:
        return False
    if line.heading:
        return True
    words = mark.words
    if mark.kind != "plain" or mark.number is not None or len(words) > 100 or mark.marked:
        return False
    if words[-1:] in (".", "?", "!", ",", ";", ":") and not mark.whole_bold:
        return False
    return len(words.split()) <= 14 and answer_mark(line) is None


def names_a_part(line: Line, mark: Mark, *, alone: bool) -> bool:
    """Tell whether a heading-like line before a question names a part of the document."""
    if line.heading:
        return True
    words = mark.words.rstrip(":")
    if len(words.split()) <= 8 and vocabulary.level_of(words):
        return True
    if _TITLE_WORD.search(words) and not words.endswith("."):
        return True
    return alone and (mark.whole_bold or _is_title(words))


def stands_apart(words: str) -> bool:
    """Tell whether a line between two blank ones may head a part: a few words, no sentence."""
    return len(words) <= 40 and bool(_APART.fullmatch(words))


def _is_title(words: str) -> bool:
    """Tell whether the words are written as a title: two to six, the long ones with capitals."""
    parts = words.split()
    long = [part for part in parts if len(part) > 3]
    return 2 <= len(parts) <= 6 and bool(long) and all(p[0].isupper() and p.isalpha() for p in long)
