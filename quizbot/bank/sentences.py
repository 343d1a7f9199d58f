"""What is wrong with a question, said so that its author knows what to do."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from pydantic_core import ErrorDetails

from quizbot.bank.problem import FieldProblem, did_you_mean
from quizbot.bank.yamltext import Path, Trap
from quizbot.domain.question import Level


def place(detail: ErrorDetails) -> Path:
    """Return the path to what is wrong, without the tags of the validator."""
    return tuple(part for part in detail["loc"] if not str(part).startswith("<"))


def say(detail: ErrorDetails, keys: Iterable[str]) -> FieldProblem:
    """Return one problem; ``keys`` are those known where it stands.

    Its path is that inside the question, where the question is one of a file.
    """
    path = place(detail)
    inside = path[2:] if path[:1] == ("questions",) and len(path) > 1 else path
    return FieldProblem(inside, _what(detail, path, keys))


def _what(detail: ErrorDetails, path: Path, keys: Iterable[str]) -> str:
    kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
    if isinstance(given, Trap) and kind in ("int_type", "bool_type"):
        return f"{_RULES[kind](given, context, path)[:-1]}, not {given.written!r}."
    if isinstance(given, Trap):
        return (
            f'YAML reads {given.written!r} as {given.read_as}; write "{given.written}" in quotes.'
        )
    if kind in ("string_type", "bool_type", "int_type") and isinstance(given, bool | int):
        wanted = {
            "string_type": "text; put it in quotes",
            "bool_type": "true or false",
            "int_type": "a whole number",
        }
        return f"{given!r} must be {wanted[kind]}."
    if kind == "extra_forbidden":
        return f"this key is not known.{did_you_mean(str(path[-1]), keys)}"
    return _RULES.get(kind, _fallback)(given, context, path)


def _fallback(given: Any, context: dict[str, Any], path: Path) -> str:
    return str(
        context.get("error")
        or "this is not in the right form; compare it with a question beside it."
    )


def _level(given: Any, context: dict[str, Any], path: Path) -> str:
    known = [level.value for level in Level]
    return (
        f"must be {', '.join(known[:-1])} or {known[-1]}, not {given!r}."
        f"{did_you_mean(str(given), known)}"
    )


_RULES: dict[str, Callable[[Any, dict[str, Any], Path], str]] = {
    "missing": lambda given, context, path: "is missing; add it.",
    "enum": _level,
    "string_too_long": lambda given, context, path: (
        f"has {len(given):,} characters; at most {context['max_length']:,} fit. Shorten it."
    ),
    "string_too_short": lambda given, context, path: "is empty; write it.",
    "too_short": lambda given, context, path: (
        f"has {context['actual_length']}; at least {context['min_length']} are needed."
    ),
    "too_long": lambda given, context, path: (
        f"has {context['actual_length']}; at most {context['max_length']} are possible."
    ),
    "string_pattern_mismatch": lambda given, context, path: (
        f"{given!r} may hold only small letters, digits and single hyphens, "
        "such as 'forward-process'."
    ),
    "string_type": lambda given, context, path: "must be text.",
    "list_type": lambda given, context, path: "must be a list; start each entry with '- '.",
    "model_type": lambda given, context, path: "must be a mapping with keys.",
    "bool_type": lambda given, context, path: "must be true or false.",
    "int_type": lambda given, context, path: "must be a whole number.",
    "greater_than_equal": lambda given, context, path: f"must be at least {context['ge']}.",
    "less_than_equal": lambda given, context, path: f"must be at most {context['le']}.",
}
