"""What moderators taught the grader: accepted answers and phrasings."""

from __future__ import annotations

from collections.abc import Sequence

import discord
from discord import ui

from quizbot.domain.grade_decision import Case
from quizbot.domain.lesson import Lesson
from quizbot.domain.question import KeyPoint, Question
from quizbot.ui.custom_ids import address
from quizbot.ui.render import layout, texts

LABEL = 100
"""Characters of a menu's option."""
POINT, QUOTE = 40, 60


def phrasing_form(case: Case, sentences: Sequence[str]) -> ui.Modal:
    """Return the form in which a sentence of an answer is matched with a key point."""
    form = ui.Modal(
        title=f"A phrasing · #{case.challenge.number}",
        custom_id=address("grade-phrase-add", case.answer.id),
    )
    points = [point.point for point in case.challenge.question.key_points]
    for label, custom_id, options in (
        ("Which sentence", "sentence", sentences),
        ("says which key point", "point", points),
    ):
        entries = [
            discord.SelectOption(
                label=texts.shorten(texts.thinned(option), LABEL), value=str(place)
            )
            for place, option in enumerate(options)
        ]
        form.add_item(
            ui.Label(text=label, component=ui.Select(custom_id=custom_id, options=entries))
        )
    return form


def accepted(question: Question) -> layout.Layout:
    """Return the word that an answer is accepted."""
    return _word("Accepted. Answers like this one are right here from now on.", question.id)


def phrased(point: KeyPoint, sentence: str, question_id: str) -> layout.Layout:
    """Return the word that a phrasing is accepted."""
    quote = texts.harmless(texts.shorten(sentence, 300))
    return _word(f"Accepted: “{quote}” says **{point.point}** here from now on.", question_id)


def _word(sentence: str, question_id: str) -> layout.Layout:
    small = f"-# Grades given before stay. /grade learned question:{question_id} takes it back."
    return layout.Layout(layout.box(layout.text(sentence), layout.text(small)))


def listing(question_id: str, lessons: Sequence[Lesson]) -> layout.Layout:
    """Return what a server taught about a question, with a menu that removes one."""
    if not lessons:
        sentence = (
            f"Nothing was taught about **{texts.harmless(question_id)}** here. "
            "/grade queue and /grade override offer it once you have decided."
        )
        return layout.Layout(layout.box(layout.text(sentence)))
    lines = [_line(place, lesson) for place, lesson in enumerate(lessons, 1)]
    options = [
        (str(lesson.id), texts.shorten(f"{place} {lesson.text}", LABEL))
        for place, lesson in enumerate(lessons, 1)
    ]
    menu = layout.menu(address("grade-forget"), options, "", placeholder="Remove one")
    heading = f"### Taught about {texts.harmless(question_id)}\n"
    body = "\n".join(texts.within(lines, texts.MAX_TEXT - len(heading)))
    return layout.Layout(layout.box(layout.text(heading + body), menu))


def _line(place: int, lesson: Lesson) -> str:
    what = f"**{texts.shorten(lesson.point, POINT)}**" if lesson.point else "a whole answer"
    quote = texts.harmless(texts.shorten(lesson.text, QUOTE))
    return f"{place} {what} · “{quote}” · <@{lesson.added_by}> {texts.stamp(lesson.added_at, 'd')}"
