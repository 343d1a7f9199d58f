"""What a person typed into a form, read from the interaction itself.

discord.py finds a form's fields through the object that showed it, which a restart loses. They
are in the interaction too, so an answer that was being typed during a restart still arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

_TEXT_INPUT = 4
"""Discord's number of a field for text."""


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return each field's value by its ``custom_id``: text, truth, or a list of chosen values."""
    return {
        field["custom_id"]: field.get("value", field.get("values"))
        for field in _fields(data.get("components", []))
    }


def places(data: Mapping[str, Any], *address: int) -> list[int]:
    """Return the places (from 0) taken: that of a button's ``address``, or those of a menu."""
    return [*address, *(int(value) for value in data.get("values", []) if value.isdecimal())]


def texts(data: Mapping[str, Any]) -> list[str]:
    """Return what was written into the fields for text."""
    return [
        str(field.get("value") or "")
        for field in _fields(data.get("components", []))
        if field.get("type") == _TEXT_INPUT
    ]


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    for component in components:
        if "component" in component:
            yield from _fields([component["component"]])
        elif "components" in component:
            yield from _fields(component["components"])
        elif "custom_id" in component:
            yield component
