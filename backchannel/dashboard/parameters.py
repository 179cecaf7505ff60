"""The parameters of a Cypher text, and what a reader types for them."""

from __future__ import annotations

import json
import re
from typing import Any

_TOKEN = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*|/\*.*?\*/|\$(\w+)", re.DOTALL)


def parameter_names(cypher: str) -> list[str]:
    """The parameters that a text asks for, in order; those in strings, names and comments are none."""
    return list(dict.fromkeys(match[1] for match in _TOKEN.finditer(cypher) if match[1]))


def parameter_value(typed: str) -> Any:
    """What was typed for a parameter: JSON where it is JSON (12, true, ["a"], "12"), else the text itself."""
    try:
        return json.loads(typed)
    except ValueError:
        return typed


def typed_form(value: object) -> str:
    """What one would type for `value`: `parameter_value(typed_form(value)) == value`."""
    return value if isinstance(value, str) and parameter_value(value) == value else json.dumps(value)
