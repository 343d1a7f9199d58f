"""What a person typed into a form, read from the interaction itself.

discord.py finds a form's read through the object that showed it, which a restart loses. The
read are in the interaction too, so an answer that was being typed during a restart still arrives.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any


def read(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return each field's value by its ``custom_id``: text, truth, or a list of chosen values."""
    return dict(_fields(data.get("components", [])))


def places(data: Mapping[str, Any], *address: int) -> list[int]:
    """Return the places (from 0) taken: that of a button's ``address``, or those of a menu."""
    return [*address, *(int(value) for value in data.get("values", []) if value.isdecimal())]


def _fields(components: Iterable[Mapping[str, Any]]) -> Iterable[tuple[str, Any]]:
    for component in components:
        if "component" in component:
            yield from _fields([component["component"]])
        elif "components" in component:
            yield from _fields(component["components"])
        elif "custom_id" in component:
            yield component["custom_id"], component.get("value", component.get("values"))
