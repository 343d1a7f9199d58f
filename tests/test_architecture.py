"""The borders of the house: who may import whom, what is called how, and where things live."""

from __future__ import annotations

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "quizbot"
SOURCES = {
    file.relative_to(PACKAGE).with_suffix("").as_posix(): file.read_text(encoding="utf-8")
    for file in sorted(PACKAGE.rglob("*.py"))
}
"""The text of every file by its path, such as ``services/points``."""

ROOMS: dict[str, set[str]] = {
    "domain": set(),
    "bank": {"domain"},
    "grading": {"domain", "bank"},
    "storage": {"domain", "acts"},
    "importing": {"domain", "bank"},
    "services": {"domain", "bank", "grading", "storage", "importing"},
    "ui": {"domain", "bank", "services", "acts"},
    "pictures": {"domain"},
    "demo": {"domain", "bank", "services", "ui", "app", "clock"},
    "app": {"domain", "bank", "grading", "storage", "services", "ui", "pictures", "clock"},
    "commandline": {
        *("domain", "bank", "grading", "storage", "importing", "services", "ui", "demo"),
        *("app", "clock", "log", "settings"),
    },
    **{name: set() for name in ("acts", "clock", "errors", "log", "settings", "__init__")},
}
"""Every room of the house, and what it may import of the others; all may import errors."""

ONLY_IN = {
    "discord": {"ui", "demo", "commandline"},
    "aiosqlite": {"storage"},
    "sqlite3": {"storage"},
    "yaml": {"bank"},
    "pydantic": {"bank"},
    "pydantic_core": {"bank"},
    "apscheduler": {"clock"},
    "fsrs": {"domain"},
    "simcord": {"demo"},
    "matplotlib": {"pictures"},
}
FORBIDDEN_NAMES = {"utils", "helpers", "core", "managers", "misc", "common"}

LAYERS = ("domain", "services", "storage", "ui/commands", "ui/components", "ui/render")
"""Where a feature has files; each begins with the feature's noun."""
FEATURES = {
    "answer": "a member's answer to a challenge",
    "audit": "who moderated what",
    "challenge": "a question posted to a channel",
    "doctor": "what is wrong, or will be",
    "grade": "a moderator's decision on an answer",
    "guild": "a server",
    "import": "questions from a document",
    "leaderboard": "who has how many points",
    "ledger": "points given and taken",
    "lesson": "what moderators taught the grader",
    "notice": "what people are told unasked",
    "points": "points by a moderator's hand",
    "question": "a question of the bank",
    "queue": "what is asked before all else",
    "quiz": "practice in private",
    "regrade": "answers judged anew",
    "removal": "a server that removed the bot",
    "result": "what a member got for an answer",
    "reveal": "the model answer comes out",
    "review": "cards that come back before they are forgotten",
    "schedule": "when and where questions are posted",
    "second_look": "a member asks a person to decide",
    "settings": "what a server chose",
    "setup": "a daily question in one step",
    "slot": "one due date of a schedule",
    "stats": "what members and servers did",
    "streak": "questions answered in a row",
    "suggest": "a member proposes a question",
    "verdict": "what the grader found of an answer",
}
"""The noun of each feature, the same in every layer (in services and storage it may be plural)."""
RULES = {
    "domain": {"picking", "reason", "scoring", "short_answer", "timetable"},
    "services": {
        *("background_steps", "daily", "interactions", "messenger", "moderator_notices"),
        *("publisher", "registration", "review_channel", "shared_services"),
        *("stale_messages", "step_failures", "welcome"),
    },
    "storage": {
        *("clock_jumps", "connection", "database", "interactions", "members", "meta"),
        *("migrations", "sole_process", "stale_messages", "times"),
    },
    "ui/commands": {"help", "options"},
    "ui/components": set(),
    "ui/render": {"help", "layout", "texts", "written"},
}
"""What serves many features, or is in one layer alone."""


def room(path: str) -> str:
    """Return the folder of a file inside the package, or its own name."""
    return path.split("/")[0]


def imports(source: str) -> Iterator[tuple[int, str]]:
    """Yield line and name of all that is imported; of a relative import the dots."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = "." * node.level + (node.module or "")
            yield node.lineno, base
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def import_offences(path: str, source: str) -> Iterator[str]:
    """Yield what a file imports that it must not."""
    here = room(path)
    for line, name in imports(source):
        parts = name.split(".")
        where = f"{path}.py:{line}: {name}"
        if not parts[0]:
            yield f"{where}: a relative import"
        elif parts[0] == "quizbot" and len(parts) > 1 and parts[1] != "__version__":
            if parts[1] not in ROOMS[here] | {here, "errors"}:
                yield f"{where}: {here} must not import {parts[1]}"
        elif parts[0] in ONLY_IN and here not in ONLY_IN[parts[0]]:
            yield f"{where}: {parts[0]} belongs to {', '.join(sorted(ONLY_IN[parts[0]]))}"


def circle(sources: Mapping[str, str]) -> list[str]:
    """Return modules that import each other in a circle, or nothing."""
    modules = {f"quizbot.{path.replace('/', '.')}": path for path in sources}
    arrows = {
        path: {modules[name] for _, name in imports(source) if name in modules} - {path}
        for path, source in sources.items()
    }
    while free := [path for path, targets in arrows.items() if not targets & arrows.keys()]:
        for path in free:
            del arrows[path]
    return sorted(arrows)


def misnamed(paths: Iterable[str]) -> Iterator[str]:
    """Yield the files of the layers that begin with no feature's noun."""
    for path in paths:
        layer, _, name = path.rpartition("/")
        if layer not in LAYERS or name == "__init__" or name in RULES[layer]:
            continue
        words = name.split("_")
        nouns = {"_".join(words[:count]) for count in (1, 2)}
        if not any(noun in FEATURES or noun.removesuffix("s") in FEATURES for noun in nouns):
            yield path


def public_names(source: str) -> Iterator[str]:
    """Yield the classes and constants of a module that others may use."""
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef):
            names = [node.name]
        elif isinstance(node, ast.Assign):
            names = [n.id for t in node.targets for n in ast.walk(t) if isinstance(n, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            names = [node.target.id]
        else:
            continue
        yield from (name for name in names if name[0].isupper() and name != "T")


def homonyms(sources: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the public names that stand for several things, with the files they are in."""
    places: defaultdict[str, list[str]] = defaultdict(list)
    for path, source in sources.items():
        for name in set(public_names(source)):
            places[name].append(path)
    return {name: paths for name, paths in places.items() if len(paths) > 1}


def registered(sources: Mapping[str, str]) -> Iterator[str]:
    """Yield the features that are not in `app.FEATURES`, or made in another place too."""
    features = {
        path.rpartition("/")[2]
        for path, source in sources.items()
        if path.startswith("ui/commands/") and re.search(r"^def feature\(", source, re.MULTILINE)
    }
    tuples = re.search(r"^FEATURES = \((.*?)^\)", sources["app"], re.MULTILINE | re.DOTALL)
    listed = Counter(re.findall(r"\b[a-z_]+\b", tuples[1] if tuples else ""))
    yield from (f"{name} is not in app.FEATURES" for name in sorted(features - listed.keys()))
    yield from (f"{name} is in app.FEATURES twice" for name, n in listed.items() if n > 1)
    for path, source in sources.items():
        registers = re.search(r"\.feature\(|\.add_command\(", source)
        if registers and path not in ("app", "ui/client"):
            yield f"{path} registers commands; app.FEATURES does"


def test_imports_go_one_way() -> None:
    found = [line for path, source in SOURCES.items() for line in import_offences(path, source)]
    assert sorted(set(found)) == []


def test_every_room_is_in_the_table() -> None:
    assert {room(path) for path in SOURCES} == set(ROOMS)


def test_no_module_needs_itself() -> None:
    assert circle(SOURCES) == []


def test_a_feature_has_one_noun_in_every_layer() -> None:
    assert list(misnamed(SOURCES)) == []
    for layer, names in RULES.items():
        there = {path.rpartition("/")[2] for path in SOURCES if path.startswith(f"{layer}/")}
        there |= {"migrations"} if layer == "storage" else set()
        assert names <= there, f"{layer}: {names - there} are in the table and not in the folder"


def test_no_public_name_stands_for_two_things() -> None:
    assert homonyms(SOURCES) == {}


def test_features_are_registered_in_one_place() -> None:
    assert list(registered(SOURCES)) == []


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("domain/scoring", "from quizbot.storage import ledger"),
        ("storage/ledger", "from quizbot.services.points import Points"),
        ("services/points", "import discord"),
        ("ui/reply", "from quizbot.storage import members"),
        ("bank/schema", "from quizbot.app import wire"),
        ("services/points", "from . import audit"),
        ("settings/__init__", "from quizbot.ui import reply"),
    ],
)
def test_a_planted_import_is_caught(path: str, line: str) -> None:
    assert list(import_offences(path, f"{SOURCES[path]}\n{line}\n")) != []


def test_other_planted_offences_are_caught() -> None:
    there = SOURCES["services/background_steps"] + "\nfrom quizbot.services.daily import Daily\n"
    assert circle({**SOURCES, "services/background_steps": there}) != []
    for path in ("storage/practice", "services/learning", "ui/render/board", "domain/jumps"):
        assert list(misnamed([path])) == [path]
    assert homonyms({**SOURCES, "ui/pages": "class Points:\n    pass\n"}) != {}
    forgotten = {**SOURCES, "ui/commands/topics": "def feature(shared):\n    pass\n"}
    assert list(registered(forgotten)) == ["topics is not in app.FEATURES"]
    elsewhere = {**SOURCES, "ui/reply": "def f(tree, x):\n    tree.add_command(x)\n"}
    assert list(registered(elsewhere)) != []


def test_sql_lives_in_storage() -> None:
    verbs = ("SELECT ", "INSERT INTO ", "UPDATE ", "DELETE FROM ")
    found = [
        f"{path}:{node.lineno}"
        for path, source in SOURCES.items()
        if room(path) != "storage"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and node.value.startswith(verbs)
    ]
    assert found == []


def test_no_room_for_everything() -> None:
    assert [path for path in SOURCES if path.rpartition("/")[2] in FORBIDDEN_NAMES] == []


@pytest.mark.parametrize("room_name", ["domain", "bank", "importing", "grading", "services"])
def test_nothing_below_the_entry_points_reads_a_clock(room_name: str) -> None:
    clocks = ("datetime.now", "utcnow", "time.time", "date.today")
    found = [
        f"{path}: {word}"
        for path, source in SOURCES.items()
        if room(path) == room_name
        for word in clocks
        if word in source
    ]
    assert found == []


def test_each_command_has_its_file() -> None:
    """`/leaderboard` is found as ui/commands/leaderboard.py."""
    for path, source in SOURCES.items():
        layer, _, name = path.rpartition("/")
        if layer == "ui/commands" and name not in ("__init__", "options"):
            assert f'name="{name}"' in source, path


def test_files_stay_readable() -> None:
    assert {
        path: lines for path, source in SOURCES.items() if (lines := len(source.splitlines())) > 300
    } == {}
