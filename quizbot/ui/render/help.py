"""The first message in a server, and /help."""

from __future__ import annotations

from quizbot.ui.render import layout

COMMANDS = {
    "For everybody": {
        "/answer": "answer the question of the day without the form",
        "/quiz": "practise in private, by topic and level",
        "/suggest": "suggest a question to the moderators",
        "/leaderboard": "this week, this month, all time",
        "/help": "this page",
    },
    "For moderators": {
        "/setup": "a daily question in one step",
        "/schedule": "add, list, edit, pause, resume, remove, post-now",
        "/challenge": "repost or cancel an open question",
        "/reveal": "show the model answer before its time",
        "/grade": "the last word on grades: queue, override, void, unvoid, learned",
        "/question": "add, edit, preview, find, retire, restore, suggestions, import, export",
        "/queue": "what is asked next: add, list, move, remove",
        "/points": "give or take, with a reason",
        "/doctor": "what is wrong, or will be, and what to do",
        "/audit": "who moderated what",
        "/settings": "moderator role, review channel, sharing, boards, weeks",
    },
}


def welcome() -> layout.Layout:
    """Return the first message in a server."""
    return layout.Layout(
        layout.box(
            layout.text(
                "### A question of the day for your study group\n"
                "I ask one question a day, collect everybody's answers in private, "
                "grade them with reasons, and show the model answer on time."
            ),
            layout.text(
                "**To begin**, somebody who may manage this server gives /setup: "
                "the channel, the time, the time zone."
            ),
            layout.text("-# /quiz gives practice to anybody at once · /help lists the commands"),
        )
    )


def help_page() -> layout.Layout:
    """Return all commands with what they do."""
    blocks = [
        "### How it works\n"
        "Each day I post a question. Press **Answer** and write a few sentences; "
        "only you see them. When the model answer comes, **My result** tells you "
        "which points your answer had. Points are score x 10, 20 or 30 by level."
    ]
    for title, commands in COMMANDS.items():
        lines = (f"`{name}` {what}" for name, what in commands.items())
        blocks.append("\n".join([f"**{title}**", *lines]))
    return layout.Layout(layout.box(*map(layout.text, blocks)))
