"""Practice: a question, its result, the end of a run."""

from __future__ import annotations

from quizbot.domain.challenge import Submission
from quizbot.domain.question import Form, Question
from quizbot.domain.quiz import Run
from quizbot.domain.scoring import distribution
from quizbot.domain.verdict import Verdict
from quizbot.services.quiz import QuizStep
from quizbot.ui.custom_ids import address
from quizbot.ui.render import challenge, layout, result, texts


def seed(run: Run, position: int) -> int:
    """Return the seed of the order in which a run shows a question's choices."""
    return run.id * 100 + position


def question(run: Run, position: int, asked: Question, title: str) -> layout.Layout:
    """Return the private message that asks a question of a run."""
    place = run.id, position
    others = [
        *([layout.button("Hint", address("quiz-hint", *place))] if asked.hints else []),
        layout.button("Show the answer", address("quiz-show", *place)),
        layout.button("Skip", address("quiz-skip", *place)),
        layout.button("Stop", address("quiz-stop", run.id)),
    ]
    if run.form is Form.CHOICE:
        rows = [
            *challenge.choice_rows(asked, seed(run, position), "quiz-choose", *place),
            layout.row(*others),
        ]
    else:
        rows = [layout.row(layout.primary("Answer", address("quiz-answer", *place)), *others)]
    return layout.Layout(
        layout.box(
            layout.text(_heading(run, position, title)),
            layout.text(challenge.prompt(asked, run.form, seed(run, position))),
            *rows,
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
        blocks += result.choices(asked, given.choice)
        if run.form is Form.SHORT:
            blocks.append(f"{texts.quoted(given.text, 200)}\n{result.accepted(asked)}")
        blocks += result.reasons(verdict)
    elif given.text:
        blocks.append(f"**Compare yourself**\n{texts.quoted(given.text, 1500)}")
    elif run.form is Form.CHOICE:
        blocks += result.choices(asked, asked.correct_choice)
    elif run.form is Form.SHORT:
        blocks.append(result.accepted(asked))
    model = result.model_answer(asked)
    kept = [*texts.within(blocks, texts.MAX_TEXT - len(model)), model]
    last = position + 1 >= len(run.questions)
    onward = layout.primary(
        "See how it went" if last else "Next question", address("quiz-next", run.id)
    )
    stop = [] if last else [layout.button("Stop", address("quiz-stop", run.id))]
    return layout.Layout(
        layout.box(
            *layout.parted(kept),
            layout.row(onward, *stop),
            accent=layout.ACCENTS[asked.level],
        )
    )


def end(step: QuizStep) -> layout.Layout:
    """Return the end of a run."""
    if not step.scores:
        done = step.run.position >= len(step.run.questions)
        sentence = f"Practice {'done' if done else 'stopped'}. /quiz starts another."
        return layout.Layout(layout.box(layout.text(sentence)))
    got, partly, not_yet = distribution(step.scores)
    body = (
        f"### Practice done\n{texts.count(len(step.scores), 'question')}: "
        f"got it {got} · partly {partly} · not yet {not_yet}"
    )
    return layout.Layout(
        layout.box(
            layout.text(body),
            layout.text("-# Practice never changes the leaderboard. /quiz starts another."),
        )
    )


def _heading(run: Run, position: int, title: str) -> str:
    return f"### Practice · {title} · {position + 1} of {len(run.questions)}"
