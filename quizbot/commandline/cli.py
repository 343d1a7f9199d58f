"""The command line: ``python bot.py COMMAND``.

What a command needs is imported when it is given.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from quizbot import __version__, log, settings
from quizbot.commandline import streams
from quizbot.errors import QuizError

_MAKER, _PYTHON = (
    ("py", r".venv\Scripts\python") if os.name == "nt" else ("python3", ".venv/bin/python")
)
_INSTALL = f"""Install what the bot needs with:
    {_MAKER} -m venv .venv
    {_PYTHON} -m pip install --require-hashes -r requirements.txt
and start it with:
    {_PYTHON} bot.py"""


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    top = argparse.ArgumentParser(
        prog="bot.py", description="A question of the day for study groups on Discord."
    )
    top.add_argument("--version", action="version", version=__version__)
    commands = top.add_subparsers(dest="command", metavar="COMMAND")
    running = commands.add_parser("run", help="connect to Discord (what happens without a command)")
    running.add_argument(
        "--new-application",
        action="store_true",
        help="let the token's application take over the database of another one",
    )
    demo = commands.add_parser(
        "demo", help="try everything in a local browser page, without an account"
    )
    demo.add_argument(
        "--port", type=_number(0, 65535), default=0, help="the page's port; any free one without it"
    )
    kind = demo.add_mutually_exclusive_group()
    kind.add_argument(
        "--empty", action="store_true", help="a server that the bot has just joined, to set up"
    )
    kind.add_argument(
        "--with-history", action="store_true", help="a server with four weeks of made-up activity"
    )
    demo.add_argument("--no-browser", action="store_true", help="print the address, open nothing")
    demo.add_argument(
        "--reveal-after",
        type=_number(1, 86_400),
        default=600,
        metavar="SECONDS",
        help="default: 600",
    )
    check = commands.add_parser(
        "check", help="validate the bank and the settings, print every problem"
    )
    check.add_argument(
        "--bank-report", action="store_true", help="also print figures and the lint of the bank"
    )
    check.add_argument(
        "--schema", type=Path, metavar="FILE", help="also write the JSON Schema for editors to FILE"
    )
    reading = commands.add_parser("import", help="turn a document into a draft of a bank file")
    reading.add_argument("file", type=Path, metavar="FILE", help="Markdown, text, CSV, GIFT ...")
    reading.add_argument("--out", type=Path, metavar="FILE", help="standard output without it")
    reading.add_argument("--topic", type=_slug, default="imported", help="default: imported")
    writing = commands.add_parser("export", help="write the bank as YAML, CSV or cards for Anki")
    writing.add_argument("--format", choices=("yaml", "csv", "anki"), default="yaml")
    writing.add_argument("--topic", action="append", default=[], help="only this one; repeatable")
    writing.add_argument("--out", type=Path, metavar="PATH", help="a folder for yaml, else a file")
    doctor = commands.add_parser(
        "doctor", help="look at everything that a start needs, say what to do"
    )
    doctor.add_argument(
        "--rebuild", action="store_true", help="make all boards anew from the ledger"
    )
    regrade = commands.add_parser(
        "regrade", help="judge answers anew and print what would change; --apply lets it"
    )
    any_id = _number(1, 2**63 - 1)
    regrade.add_argument("--guild", type=any_id, metavar="ID", help="one server only")
    regrade.add_argument("--challenge", type=any_id, metavar="ID", help="one challenge only")
    regrade.add_argument("--apply", action="store_true", help="write the new grades and points")
    return top


def _slug(text: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", text) or len(text) > 60:
        raise argparse.ArgumentTypeError(
            f"{text!r} may hold only small letters, digits and single hyphens"
        )
    return text


def _number(least: int, most: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"{text!r} is not a number from {least} to {most}")
        return int(text)

    return number


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command; a problem ends it with status 1 and a sentence on standard error."""
    with streams.lasting():
        _main(arguments)


def _main(arguments: Sequence[str] | None) -> None:
    chosen = parser().parse_args(arguments)
    commands = {"run": _run, "demo": _demo, "check": _check, "doctor": _doctor, "regrade": _regrade}
    command = {**commands, "import": _import, "export": _export}[chosen.command or "run"]
    try:
        environment = {**settings.read_dotenv(Path(".env")), **os.environ}
        sys.exit(command(chosen, environment))
    except QuizError as error:
        sys.exit(str(error))
    except ModuleNotFoundError as error:
        if str(error.name).startswith("quizbot"):
            raise
        sys.exit(f"The package {error.name} is not installed for this Python. {_INSTALL}")


def _run(given: argparse.Namespace, environment: dict[str, str]) -> int:
    import asyncio

    from quizbot.commandline.run import run

    chosen = settings.read(environment)
    log.configure(chosen.log_level, chosen.log_format)
    asyncio.run(run(chosen, new_application=getattr(given, "new_application", False)))
    return 0


def _demo(chosen: argparse.Namespace, environment: dict[str, str]) -> int:
    from quizbot.commandline import demo

    questions = settings.read(environment, need_token=False).questions
    return demo.main(
        questions,
        chosen.port,
        chosen.reveal_after,
        open_browser=not chosen.no_browser,
        empty=chosen.empty,
        with_history=chosen.with_history,
    )


def _check(chosen: argparse.Namespace, environment: dict[str, str]) -> int:
    from quizbot.commandline import check

    read = settings.read(environment, need_token=False)
    return check.main(read, chosen.schema, bank_report=chosen.bank_report)


def _import(chosen: argparse.Namespace, environment: dict[str, str]) -> int:
    from quizbot.commandline import imports

    questions = settings.read(environment, need_token=False).questions
    return imports.main(questions, chosen.file, chosen.out, chosen.topic)


def _export(chosen: argparse.Namespace, environment: dict[str, str]) -> int:
    from quizbot.commandline import exports

    questions = settings.read(environment, need_token=False).questions
    return exports.main(questions, chosen.format, chosen.out, chosen.topic)


def _doctor(chosen: argparse.Namespace, environment: dict[str, str]) -> int:
    from quizbot.commandline import doctor

    read = settings.read(environment, need_token=False)
    return doctor.rebuild(read) if chosen.rebuild else doctor.main(read)


def _regrade(chosen: argparse.Namespace, environment: dict[str, str]) -> int:
    from quizbot.commandline import regrade

    read = settings.read(environment, need_token=False)
    return regrade.main(read, chosen.guild, chosen.challenge, apply=chosen.apply)
