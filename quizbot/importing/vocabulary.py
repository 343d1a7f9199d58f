"""The words by which documents mark questions, answers and levels, in the languages met so far."""

from __future__ import annotations

import re

from quizbot.domain.question import Level
from quizbot.importing import words
from quizbot.importing.words import Role

_Q = """
q ques que f fr в 质问 soru 問 题 題 问 問 fråga spørgsmål सवाल प्रश्न سؤال exercise
"""
_A = """
ans a sol r о reponse solucion solucao cevap svar उत्तर जवाब جواب 答 답 solution solutions
"""
QUESTION_WORDS = tuple(dict.fromkeys([*_Q.split(), *words.listed(Role.QUESTION)]))
ANSWER_WORDS = tuple(dict.fromkeys([*_A.split(), *words.listed(Role.ANSWER)]))
EXPLANATION = re.compile(
    rf"[\W_]*(?:{words.pattern(Role.WHY)})\s?(?:[*_]{{1,3}}\s?)?(?:[:：]|$)\s?(?:[*_]{{1,3}}\s?)?",
    re.IGNORECASE,
)
"""A mark that begins an explanation."""

_REVEAL = (
    "show|view|see|reveal|toggle|click|expand|open|spoiler|hint|display|zeige|ver|voir|anzeigen"
)
BARE_ANSWER = re.compile(
    rf"(?:\W*(?:{_REVEAL})\b[^?]{{0,25}}\b)?\W*(?:the |sample |model |possible |short |suggested |"
    rf"correct |my |expected |короткий |краткий |die |la |el |a |to )*"
    rf"(?:{'|'.join(map(re.escape, ANSWER_WORDS))})"
    r"(?:\s*(?:here|anzeigen|below|\d{1,4}))?\W*",
    re.IGNORECASE,
)
"""A line that only says "the answer comes now"."""

_STRONG_START = re.compile(
    r"(?:(?:in|for|at|on|to|by|under|from|with|of|through|until|about) )?"
    r"(?:what|why|how|when|where|which|who|whom|whose)(?:['’]s|['’]re)?\s"
    r"(?:[\w'’/-]+\s){0,3}?(?:is|are|was|were|do|does|did|can|could|would|should|will|has|have|"
    r"had|may|might|must|to|happens?|makes?|causes?|means?|differs?|role|kinds?|types?)\b|"
    r"(?:what|how|why)['’]s\b|who (?:\w+ed|wrote|made|said|won|built|sang|led|found)\b|"
    r"how (?:many|much|often|long)\b|"
    r"(?:can|could|would|will) (?:you|we)\b|have you\b|do you\b|are you\b|did you\b",
    re.IGNORECASE,
)
_OTHER_START = re.compile(
    r"¿|vrai ou faux|richtig oder falsch|wahr oder falsch|verdadero o falso|verdadeiro ou falso|"
    r"vero o falso|waar of niet|prawda czy fałsz|правда или ложь|верно ли|sant eller falsk|"
    r"was (?:ist|sind|bedeutet|versteht|macht|passiert)|wie |warum |welche|wozu |wann |worin |"
    r"wodurch |wer |nenne|nennen sie|erkläre|erklären sie|beschreibe|beschreiben sie|definiere|"
    r"vergleiche|unterschied|qué |que es|cuál|cómo |por qué|explique|explica|describ|defin[ae]\b|"
    r"compar[ae]|menciona|enumera|qu['’]est|quelle?s? |comment |pourquoi |expliquez|décri|définis|"
    r"citez|o que |qual |quais |como |por que|explique|descreva|cite |cos['’]è|che cos|quali |"
    r"come |perché |spiega|descrivi|что |как |чем |какие |какой |какая |каков|почему |зачем |"
    r"когда |где |кто |сколько |расскажи|объясни|опиши|назови|перечисли|дайте |wat is|waarom |"
    r"hoe |welke |leg uit|co to|jak |dlaczego |czym |jakie |wyjaśnij|opisz|nedir|nasıl |neden ",
    re.IGNORECASE,
)
_CJK = re.compile(
    "什么|甚么|如何|为什么|怎么|怎样|哪些|哪种|哪个|区别|差异|是否|请|简述|解释|说说|谈谈|介绍|描述|列举|"
    "何ですか|とは|なぜ|どのよう|説明|違い|무엇|어떻게|왜|설명|차이"
)
_IMPERATIVE = re.compile(
    r"(?:(?:please|briefly|clearly|in (?:brief|short|detail)|shortly|now)[,:]? )?"
    r"(?:explain|describe|define|compare|contrast|discuss|list|name|give|tell|differentiate|"
    r"distinguish|write|mention|state|outline|illustrate|show|identify|implement|walk|provide|"
    r"summari[sz]e|elaborate|derive|prove|design|calculate|compute|find|demonstrate|justify|"
    r"enumerate|evaluate|analy[sz]e|classify|specify|suggest|sketch|draw|convert|complete|choose|"
    r"select|create|estimate|predict|true or false|fill in|talk about|share|imagine|suppose)\b",
    re.IGNORECASE,
)
_TASK = re.compile(
    r"(?:please |briefly )?(?:explain|describe|define|compare|discuss|differentiate|distinguish|"
    r"list (?:the|some|all|out|down|a few|\w+ )|name (?:the|some|a|one|two|three|four|five)|"
    r"elaborate|illustrate|outline|mention|enumerate|walk me|tell me|give (?:an|some|a few|me|the)|"
    r"state the|write a)\b",
    re.IGNORECASE,
)
_TOPIC = re.compile(
    r"(?:the )?(?:key |main )?(?:differences?|pros and cons|advantages?|benefits|comparison|types|"
    r"use cases?|purpose|role|meaning|features) (?:between|of|for|in)\b|.{2,50}\bvs\.? .{2,60}$",
    re.IGNORECASE,
)
_MARK_AT_END = re.compile(r"(?:[?？؟]|(?<=[Ͱ-Ͽἀ-῿]);)[\s\"'”’»)\]*_`~.!…:]*$")
_MARK_INSIDE = re.compile(r"[?？؟][\"'”’)]*\s+(.{2,200})$")


def asks(text: str) -> int:
    """Tell how much a line looks like a question.

    2 by its mark or its words, 1 when it is an order or a topic as examiners write it, 0 when not.
    """
    if not 4 <= len(text) <= 600:
        return 0
    if _MARK_AT_END.search(text):
        return 2
    opening = text[:200].lstrip("\"'“‘(*_` ")
    inside = _MARK_INSIDE.search(text)
    if inside and (_begins(opening) or _IMPERATIVE.match(inside[1])):
        return 2
    if text.endswith((":", ",", ";")):
        return 0
    if text[-1] not in ".。" and (_STRONG_START.match(opening) or _asks_elsewhere(opening, text)):
        return 2
    orders = _IMPERATIVE.match(opening) or _OTHER_START.match(opening)
    if len(text) <= 300 and (orders or (text[-1] != "." and _TOPIC.match(opening))):
        return 1
    return 0


def sets_a_task(text: str) -> bool:
    """Tell whether a line orders something as examiners do, even where nothing else marks it."""
    return len(text) <= 200 and bool(_TASK.match(text))


def is_english(text: str) -> bool:
    """Tell whether a text has words that only English has."""
    return bool(re.search(r"\b(?:the|what|how|why|which|of|and|is|are|does)\b", text, re.I))


def has_mark(text: str) -> bool:
    """Tell whether a line ends as a question, or is worded as one without its mark."""
    opening = text[:200].lstrip("\"'“‘(*_` ")
    return bool(_MARK_AT_END.search(text)) or (
        text[-1:] not in (".", ":", ",", ";") and bool(_STRONG_START.match(opening))
    )


def _begins(opening: str) -> bool:
    return bool(
        _STRONG_START.match(opening) or _IMPERATIVE.match(opening) or _OTHER_START.match(opening)
    )


def _asks_elsewhere(opening: str, text: str) -> bool:
    return bool(_OTHER_START.match(opening)) or (len(text) <= 60 and bool(_CJK.search(text)))


_LEVELS = {
    Level.BEGINNER: (
        r"freshers?|beginners?|basics?|entry(?:[ -]level)?|junior|easy|fundamentals?|elementary|"
        r"novices?|starters?|introductory|level (?:1|one|i)|anfänger|einsteiger|grundlagen|leicht|"
        r"einfach|básic[oa]s?|basic[oa]s?|principiantes?|fácil|facil|débutants?|facile|basique|base|"
        r"iniciantes?|júnior|начальный|базов\w+|новичк\w+|новичок|л[её]гк\w+|простые|основы|"
        r"başlangıç|temel|kolay|podstawow\w+|łatwe|makkelijk|初级|初級|基础|基礎|入门|入門|简单|초급|쉬움|기초"
    ),
    Level.INTERMEDIATE: (
        r"intermediate|medium|mid(?:dle)?(?:[ -]level)?|moderate|level (?:2|two|ii)|mittel|"
        r"mittelstufe|intermedi[oa]s?|medi[oa]s?|intermédiaires?|moyen|intermediári[oa]s?|médi[oa]s?|"
        r"pleno|средн\w+|orta|średni\w*|gemiddeld|中级|中級|中等|중급|보통"
    ),
    Level.ADVANCED: (
        r"advanced?|experienced?|experts?|seniors?|hard|difficult|professionals?|tough|challenging|"
        r"level (?:3|three|iii)|fortgeschrittene?n?|schwer|schwierig|experten|profis?|"
        r"avanzad[oa]s?|"
        r"difícil|dificil|expert[oa]s?|avancée?s?|difficile|avançad[oa]s?|sênior|avanzat[oaie]|"
        r"продвинут\w+|сложн\w+|эксперт\w*|опытн\w+|ileri|zor|zaawansowan\w+|trudne|gevorderd|"
        r"moeilijk|高级|高級|上級|进阶|進階|困难|资深|고급|어려움"
    ),
}
_LEVEL = {
    level: re.compile(
        rf"(?<![\w-])(?:{words})(?!\w)|(?:(?<=\W)|^)(?:{words})(?=問|题|題|面|$)", re.I
    )
    for level, words in _LEVELS.items()
}
_EMOJI = {
    "🟢": Level.BEGINNER,
    "🟩": Level.BEGINNER,
    "👶": Level.BEGINNER,
    "🐣": Level.BEGINNER,
    "🌱": Level.BEGINNER,
    "🟡": Level.INTERMEDIATE,
    "🟨": Level.INTERMEDIATE,
    "🟠": Level.INTERMEDIATE,
    "🔵": Level.INTERMEDIATE,
    "🔴": Level.ADVANCED,
    "🟥": Level.ADVANCED,
    "⚫": Level.ADVANCED,
    "🚀": Level.ADVANCED,
    "🔥": Level.ADVANCED,
}
_COUNTED = ("⭐", "🌶", "★")
EMOJI = re.compile(
    "[\U0001f300-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u25a0-\u25ff\u2190-\u21ff\ufe0f\u200d\u20e3]+"
)

_LEGEND = re.compile(rf"({EMOJI.pattern})\s*[:=–-]?\s*\(?([\w-]+)")


def legend_of(text: str) -> dict[str, Level]:
    """Return the levels that a line such as "🟢 easy, 🔴 hard" gives to its emoji."""
    found = {}
    for sign, word in _LEGEND.findall(text):
        level = level_of(word)
        if level:
            found[sign.strip("\ufe0f\u200d ")] = level
    return found


def level_of(text: str) -> Level | None:
    """Return the one level that a heading or tag names; None for none or several."""
    found = [level for level, words in _LEVEL.items() if words.search(text)]
    return found[0] if len(found) == 1 else None


_LEVEL_CELLS = {
    Level.BEGINNER: (
        "let lett lätt лесно лесен лесна helppo könnyű ușor lako легкий легка "
        "سهل سهلة קל קלה εύκολο εύκολη dễ mudah"
    ),
    Level.INTERMEDIATE: (
        "medel middel keskitaso közepes mediu srednje середній середня متوسط متوسطة בינוני בינונית "
        "μέτριο μέτρια vừa sedang"
    ),
    Level.ADVANCED: (
        "svår svær трудно труден трудна vanskelig vaikea nehéz teško складний складна "
        "صعب صعبة קשה δύσκολο δύσκολη khó "
        "sulit sukar"
    ),
}
_LEVEL_OF_CELL = {word: level for level, listed in _LEVEL_CELLS.items() for word in listed.split()}
"""Words that mean a level only where nothing else stands beside them."""


def level_of_cell(text: str) -> Level | None:
    """Return the level that a cell for levels names."""
    return level_of(text) or _LEVEL_OF_CELL.get(text.strip().casefold())


_BESIDE_LEVELS = re.compile(
    rf"\b(?:levels?|questions?|interview|q ?& ?a|quiz|faqs?|for|für|para|"
    rf"pour|per|voor|dla|pro|part|section|tier|concepts?|round|topics?|niveau|nivel|stufe|fragen|preguntas|perguntas|domande|vragen|pytania|otázky|вопросы|"
    rf"уровень|exercises?|problems?|coding|set)\b|[题問题級级]|{'|'.join(['문제', '질문'])}",
    re.IGNORECASE,
)


_LEVEL_NOUN = re.compile(
    r"\b(?:basics|fundamentals?|freshers?|beginners?|novices?|experts|professionals|grundlagen|"
    r"anfänger|einsteiger|principiantes|débutants|iniciantes|основы|новичк\w+)\b|基础|基礎|入门|入門",
    re.IGNORECASE,
)


def level_of_heading(text: str) -> Level | None:
    """Return the level that a heading names; in "Hard disks" the word is part of a topic."""
    level = level_of(text)
    if level is None:
        return None
    rest = _LEVEL[level].sub(" ", EMOJI.sub(" ", text))
    words_left = re.findall(r"[^\W\d_]{2,}", re.sub(r"\([^)]*\)", " ", rest))
    alone = not words_left or _BESIDE_LEVELS.search(rest) or _LEVEL_NOUN.search(text)
    return level if alone else None


def level_of_emoji(text: str, legend: dict[str, Level]) -> Level | None:
    """Return the level that emoji stand for, by the document's own legend if it has one."""
    known = {**_EMOJI, **legend}
    named = next((level for sign, level in known.items() if sign in text), None)
    if named is not None:
        return named
    for sign in _COUNTED:
        if sign in text:
            return list(Level)[min(text.count(sign), 3) - 1]
    return None
