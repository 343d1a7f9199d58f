"""Choice questions written in every form that the importer knows, to be read back."""

from __future__ import annotations

import csv
import io
import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree

import yaml

LETTERS = "ABCDEFGHIJ"
WORDS = (
    *("river", "stone", "green light", "seven", "12", "3", "Mars", "Paris", "blue", "a fish"),
    *("to be", "x = 1", "the moon", "42", "1", "2", "0", "Oslo", "None of them", "C", "iron; ore"),
    *("salt, pepper", "über", "日本", "water", "False", "the North Sea", "10%", "B minor", "tin"),
)
STEMS = (
    *(
        "Which of these is number {}?",
        "The answer to riddle {} is",
        "Choose item {}.",
        "What is {}?",
    ),
    *("Was ist {}?", "Кто такой {}?", "Complete: {} comes before ___", "Name number {}"),
)
KEY_WORDS = (
    "Answer",
    "Correct answer",
    "ANSWER",
    "Antwort",
    "Réponse",
    "Respuesta",
    "Ответ",
    "答案",
)
HEADERS: dict[str, tuple[str, str, str]] = {
    "English": ("Question", "Option", "Correct Answer"),
    "German": ("Frage", "Antwortmöglichkeit", "Richtige Antwort"),
    "French": ("Question", "Proposition", "Bonne réponse"),
    "Spanish": ("Pregunta", "Opción", "Respuesta correcta"),
    "Portuguese": ("Pergunta", "Alternativa", "Resposta correta"),
    "Italian": ("Domanda", "Opzione", "Risposta corretta"),
    "Dutch": ("Vraag", "Optie", "Juiste antwoord"),
    "Polish": ("Pytanie", "Opcja", "Poprawna odpowiedź"),
    "Czech": ("Otázka", "Možnost", "Správná odpověď"),
    "Russian": ("Вопрос", "Вариант", "Правильный ответ"),
    "Chinese": ("题目", "选项", "正确答案"),
    "Japanese": ("問題", "選択肢", "正解"),
    "Korean": ("문제", "보기", "정답"),
}


@dataclass(frozen=True)
class Quiz:
    """A question, its options, and the places of the right ones."""

    prompt: str
    options: tuple[str, ...]
    right: tuple[int, ...]


Writer = Callable[[Sequence[Quiz], random.Random], str]


def questions(rng: random.Random, *, several: bool) -> list[Quiz]:
    """Return up to seven questions that nobody asks."""
    made = []
    for number in range(rng.randint(1, 7)):
        options = tuple(rng.sample(WORDS, rng.randint(2, 5)))
        count = rng.choice([1, 1, 2]) if several and len(options) > 2 else 1
        right = tuple(sorted(rng.sample(range(len(options)), count)))
        made.append(Quiz(rng.choice(STEMS).format(number + 1), options, right))
    return made


def _table(rows: Sequence[Sequence[str]], delimiter: str) -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def sheet(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write a table in one of the languages; the key is a letter, a number or a text."""
    question, option, correct = HEADERS[rng.choice([*HEADERS])]
    way = rng.choice(["letter", "one", "zero", "text"])
    labels = LETTERS if way == "zero" else rng.choice([LETTERS, "123456789"])
    rows = [[question, *(f"{option} {labels[i]}" for i in range(5)), correct]]
    for quiz in asked:
        named = [
            {
                "letter": LETTERS[place],
                "one": str(place + 1),
                "zero": str(place),
                "text": quiz.options[place],
            }[way]
            for place in quiz.right
        ]
        mark = "\n" if way == "text" else rng.choice([",", ", ", ";"])
        empty = [""] * (5 - len(quiz.options))
        rows.append([quiz.prompt, *quiz.options, *empty, mark.join(named)])
    return _table(rows, rng.choice(",;\t"))


def gift(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write Moodle's GIFT."""

    def safe(text: str) -> str:
        return "".join(f"\\{sign}" if sign in "~=#{}:" else sign for sign in text)

    blocks = []
    for number, quiz in enumerate(asked):
        signs = [
            "~" if len(quiz.right) > 1 or place not in quiz.right else "="
            for place in range(len(quiz.options))
        ]
        shares = [
            f"%{100 // len(quiz.right)}%" if len(quiz.right) > 1 and place in quiz.right else ""
            for place in range(len(quiz.options))
        ]
        gap = rng.choice([" ", "\n"])
        listed = gap.join(
            f"{sign}{share}{safe(text)}"
            for sign, share, text in zip(signs, shares, quiz.options, strict=True)
        )
        blocks.append(f"::Q{number}:: {safe(quiz.prompt)} {{{gap}{listed}{gap}}}")
    return rng.choice(["\n\n", "\n"]).join(blocks) + "\n"


def lettered(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write text with lettered options and a key before, below or apart."""
    word, end = rng.choice(KEY_WORDS), rng.choice([". ", ") "])
    small, numbered = rng.random() < 0.4, rng.random() < 0.7
    where = rng.choice(["below", "below a rule", "apart", "before", "between", "header"])
    numbered = numbered or where == "apart"
    bold, blocks, keys = rng.choice(["", "**"]), [], []
    for number, quiz in enumerate(asked, 1):
        key = ", ".join(LETTERS[place] for place in quiz.right)
        keys.append(f"{number}. {key}")
        shown = LETTERS.lower() if small else LETTERS
        lines = [f"{number}. {quiz.prompt}" if numbered else quiz.prompt]
        if where == "between":
            lines.append(f"{bold}{word}: {key}{bold}")
        lines += [f"{shown[i]}{end}{text}" for i, text in enumerate(quiz.options)]
        if where == "below":
            lines.append(f"{bold}{word}: {key}{bold}")
        elif where == "below a rule":
            lines += ["", "---", "", f"{bold}{word}: {key}{bold}"]
        elif where == "before":
            lines = [f"{bold}{word}: {key}{bold}", "", *lines]
        elif where == "header":
            lines = (
                [f"T1A{number:02} ({key})", *lines]
                if len(quiz.right) == 1
                else [*lines, f"{word}: {key}"]
            )
        blocks.append("\n".join(lines))
    text = "\n\n".join(blocks)
    return f"{text}\n\n## Answers\n\n" + "\n".join(keys) + "\n" if where == "apart" else f"{text}\n"


def marked(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write boxes, or options with a mark on the right ones."""
    sign = rng.choice(["box", "✅", "(✓)", "(correct)", "← richtig"])
    head = rng.choice(["### ", "", "**"])
    blocks = []
    for number, quiz in enumerate(asked, 1):
        title = f"{head}{number}. {quiz.prompt}" + ("**" if head == "**" else "")
        lines = [title, ""] if head else [title]
        for place, text in enumerate(quiz.options):
            right = place in quiz.right
            if sign == "box":
                lines.append(f"- [{'x' if right else ' '}] {text}")
            else:
                lines.append(f"- {text} {sign}" if right else f"- {text}")
        blocks.append("\n".join(lines))
    return "\n\n".join(blocks) + "\n"


def mapping(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write JSON or YAML in one of the ways in which programs keep a quiz."""
    way = rng.choice(["index", "number", "letter", "text", "flags", "wrong", "labelled"])
    entries = []
    for quiz in asked:
        texts, right = list(quiz.options), list(quiz.right)
        entry: dict[str, object] = {"question": quiz.prompt}
        one = len(right) == 1
        if way in ("index", "number"):
            counted = [place + (way == "number") for place in right]
            entry |= {"options": texts, "answer": counted[0] if one else counted}
        elif way == "letter":
            named = [LETTERS[place] for place in right]
            entry |= {"options": texts, "correct": named[0] if one else named}
        elif way == "text":
            named = [texts[place] for place in right]
            entry |= {"answers": texts, "correct_answer": named[0] if one else named}
        elif way == "flags":
            flagged = [{"text": t, "correct": i in right} for i, t in enumerate(texts)]
            entry["answers"] = flagged
        elif way == "wrong" and one:
            wrong = [text for place, text in enumerate(texts) if place not in right]
            entry |= {"correct_answer": texts[right[0]], "incorrect_answers": wrong}
        else:
            entry["options"] = dict(zip(LETTERS, texts, strict=False))
            entry["answerKey"] = ", ".join(LETTERS[place] for place in right)
        entries.append(entry)
    if rng.random() < 0.3:
        return yaml.safe_dump(entries, allow_unicode=True, sort_keys=False)
    if rng.random() < 0.3:
        return "\n".join(json.dumps(entry) for entry in entries) + "\n"
    return json.dumps({"quiz": entries}, indent=rng.choice([None, 2]), ensure_ascii=False)


def open_trivia(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write OpenTriviaQA, which has one right option each."""
    blocks = []
    for quiz in asked:
        options = [f"{LETTERS[i]} {text}" for i, text in enumerate(quiz.options)]
        blocks.append(
            "\n".join([f"#Q {quiz.prompt}", f"^ {quiz.options[quiz.right[0]]}", *options])
        )
    return rng.choice(["\n\n", "\n\n\n"]).join(blocks) + "\n"


def moodle(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write Moodle's XML; of several right options each earns its part."""
    root = ElementTree.Element("quiz")
    for quiz in asked:
        question = ElementTree.SubElement(root, "question", {"type": "multichoice"})
        asks = ElementTree.SubElement(question, "questiontext", {"format": "html"})
        ElementTree.SubElement(asks, "text").text = quiz.prompt
        for place, text in enumerate(quiz.options):
            share = round(100 / len(quiz.right), 5) if place in quiz.right else 0
            given = {"fraction": f"{share:g}"}
            answer = ElementTree.SubElement(question, "answer", given)
            ElementTree.SubElement(answer, "text").text = text
    if rng.random() < 0.5:
        ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode")


def exam(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write LaTeX as the class "exam" has it."""
    kind = rng.choice(["choices", "checkboxes", "oneparchoices"])
    lines = [r"\begin{questions}"]
    for quiz in asked:
        lines += [rng.choice([r"\question ", r"\question[2] "]) + quiz.prompt, rf"\begin{{{kind}}}"]
        lines += [
            (r"\CorrectChoice " if place in quiz.right else r"\choice ") + text
            for place, text in enumerate(quiz.options)
        ]
        lines.append(rf"\end{{{kind}}}")
    return "\n".join([*lines, r"\end{questions}"]).replace("%", r"\%").replace("_", r"\_") + "\n"


def blackboard(asked: Sequence[Quiz], rng: random.Random) -> str:
    """Write Blackboard's text, a question a line."""
    rows = []
    for quiz in asked:
        cells = ["MC" if len(quiz.right) == 1 else "MA", quiz.prompt]
        for place, text in enumerate(quiz.options):
            cells += [text, "correct" if place in quiz.right else "incorrect"]
        rows.append("\t".join(cells))
    return rng.choice(["\n", "\r\n"]).join(rows) + "\n"


WRITERS: dict[str, Writer] = {
    "sheet": sheet,
    "gift": gift,
    "lettered": lettered,
    "marked": marked,
    "mapping": mapping,
    "opentrivia": open_trivia,
    "moodle": moodle,
    "exam": exam,
    "blackboard": blackboard,
}
