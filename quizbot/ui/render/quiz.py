"""Practice: a question, its result, the end of a run."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from discord import ui

from quizbot.domain.challenge import Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.quiz import QuizResult, QuizStep, Run
from quizbot.domain.review_step import DueCards
from quizbot.domain.scoring import distribution
from quizbot.domain.verdict import Verdict
from quizbot.ui.custom_ids import address
from quizbot.ui.render import challenge, layout, question_choices, review_due, texts
from quizbot.ui.render import result as render_result
from quizbot.ui.render.question_choices import PICKS_EARN


def seed(run: Run, position: int) -> int:
    """Return the seed of the order in which a run shows a question's choices."""
    return run.id * 100 + position


def question(
    run: Run, position: int, asked: Question, title: str, held_until: datetime | None = None
) -> layout.Layout:
    """Return the private message that asks a question of a run.

    With ``held_until`` its model answer waits for a reveal that is due then.
    """
    place = run.id, position
    show = layout.button("Show the answer", address("quiz-show", *place))
    others = [
        *([layout.button("Hint", address("quiz-hint", *place))] if asked.hints else []),
        *([show] if held_until is None else []),
        layout.button("Skip", address("quiz-skip", *place)),
        layout.button("Stop", address("quiz-stop", run.id)),
    ]
    if run.form is Form.CHOICE:
        rows = [
            *question_choices.rows(asked, seed(run, position), "quiz-choose", *place),
            layout.row(*others),
        ]
    else:
        rows = [layout.row(layout.primary("Answer", address("quiz-answer", *place)), *others)]
    return layout.Layout(
        layout.box(
            layout.text(_heading(run, position, title)),
            layout.text(challenge.prompt(asked, run.form, seed(run, position))),
            *rows,
            *([layout.text(f"-# {_held(held_until)}")] if held_until is not None else []),
            accent=layout.ACCENTS[asked.level],
        )
    )


def _held(until: datetime) -> str:
    return (
        "This question is asked in a server just now. What an answer earns and the model answer "
        f"wait until it is revealed there, {texts.stamp(until)}."
    )


def result(done: QuizResult, title: str) -> layout.Layout:
    """Return what came of a question of a run, or the word that it waits."""
    if done.held_until is None:
        return answered(done.run, done.position, done.question, title, done.given, done.verdict)
    run, asked, given = done.run, done.question, done.given
    names = [question_choices.name(asked, i, seed(run, done.position)) for i in given.picks]
    said = given.text or ", ".join(sorted(names))
    again = layout.button("Show the result", address("quiz-result", run.id, done.position))
    return layout.Layout(
        layout.box(
            layout.text(f"{_heading(run, done.position, title)}\n**{asked.prompt}**"),
            layout.text(texts.quoted(said, 1500)),
            layout.text(
                f"Kept. {_held(done.held_until)}\n"
                f"-# Press Show the result then, or practise it again: /quiz topic:{asked.topic}"
            ),
            layout.row(*_onward(run, done.position), again),
            accent=layout.ACCENTS[asked.level],
        )
    )


def answered(
    run: Run,
    position: int,
    asked: Question,
    title: str,
    given: Submission,
    verdict: Verdict | None,
) -> layout.Layout:
    """Return the message once the answer is known, with the model answer.

    ``verdict`` is None where the question was given up or is not graded.
    """
    blocks = [f"{_heading(run, position, title)}\n**{asked.prompt}**"]
    if verdict is not None:
        blocks.append(f"**{verdict.band}**")
        blocks += question_choices.outcome(asked, given.picks, seed(run, position))
        if given.picks and asked.picks_several:
            blocks.append(f"-# Several were right: {PICKS_EARN}.")
        if run.form is Form.SHORT:
            blocks.append(f"{texts.quoted(given.text, 200)}\n{render_result.accepted(asked)}")
        blocks += render_result.reasons(verdict)
    elif given.text:
        blocks.append(f"**Compare yourself**\n{texts.quoted(given.text, 1500)}")
    elif run.form is Form.CHOICE:
        blocks += question_choices.key(asked, seed(run, position))
    elif run.form is Form.SHORT:
        blocks.append(render_result.accepted(asked))
    model = render_result.model_answer(asked)
    kept = [*texts.within(blocks, texts.MAX_TEXT - len(model)), model]
    return layout.Layout(
        layout.box(
            *layout.parted(kept),
            layout.row(*_onward(run, position)),
            accent=layout.ACCENTS[asked.level],
        )
    )


def _onward(run: Run, position: int) -> list[ui.Button[Any]]:
    last = position + 1 >= len(run.questions)
    onward = layout.primary(
        "See how it went" if last else "Next question", address("quiz-next", run.id)
    )
    stop = [] if last else [layout.button("Stop", address("quiz-stop", run.id))]
    return [onward, *stop, review_due.keep_button("review-keep-quiz", run.id, position)]


def end(step: QuizStep, due: DueCards | None = None) -> layout.Layout:
    """Return the end of a run; ``due`` are the review cards that wait for the member."""
    told = review_due.due_lines(due)
    held = f"{texts.count(step.held, 'answer')} not counted: the model answer is still to come."
    if not step.scores:
        done = step.run.position >= len(step.run.questions)
        sentence = f"Practice {'done' if done else 'stopped'}. /quiz starts another."
        lines = [sentence, *([f"-# {held}"] if step.held else []), *told]
        return layout.Layout(layout.box(layout.text("\n".join(lines))))
    got, partly, not_yet = distribution(step.scores)
    body = (
        f"### Practice done\n{texts.count(len(step.scores), 'question')}: "
        f"got it {got} · partly {partly} · not yet {not_yet}"
    )
    if step.held:
        body += f"\n{held}"
    return layout.Layout(
        layout.box(
            layout.text(body),
            layout.text(
                "\n".join(
                    ["-# Practice never changes the leaderboard. /quiz starts another.", *told]
                )
            ),
        )
    )


def _heading(run: Run, position: int, title: str) -> str:
    return f"### Practice · {title} · {position + 1} of {len(run.questions)}"
