"""A query's answer as JSON, as CSV and as a table for the terminal; hostile text in it stays text in all three."""

from __future__ import annotations

import csv
import io
import json
import math
import re
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any
from unicodedata import combining, east_asian_width

from graph.model import Node, Path, Relationship, Rows

#: What a terminal or an editor would obey instead of show: control characters, and marks that turn the reading order.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def shown(text: str) -> str:
    """The text with everything that a terminal would obey made visible as a replacement character."""
    return _OBEYED.sub("\ufffd", text.replace("\r\n", "\n"))


def plain(value: Any) -> Any:
    """A value as JSON knows it: dates and times as ISO 8601, nodes, relationships and paths as mappings."""
    if value is None or isinstance(value, bool | int | str):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    if isinstance(value, Node):
        return {"id": value.id, "labels": list(value.labels), "properties": plain(value.properties)}
    if isinstance(value, Relationship):
        return {
            "id": value.id,
            "type": value.name,
            "source": value.source,
            "target": value.target,
            "properties": plain(value.properties),
        }
    if isinstance(value, Path):
        return {"nodes": plain(value.nodes), "relationships": plain(value.relationships)}
    if isinstance(value, Mapping):
        return {str(key): plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(inner) for inner in value]
    return str(value)


def rows_to_json(rows: Rows) -> str:
    """`{"columns": [...], "rows": [[...], ...], "truncated": false}` on one line."""
    answer = {"columns": list(rows.columns), "rows": plain(rows.rows), "truncated": rows.truncated}
    return json.dumps(answer, ensure_ascii=False, allow_nan=False)


def _compact(value: Any) -> str:
    """A value in a cell: text as it is, lists and mappings as JSON, nothing for null."""
    value = plain(value)
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _cell(value: Any) -> str:
    """A cell of CSV. A text that a spreadsheet would run as a formula gets an apostrophe in front, as OWASP advises."""
    text = _compact(value).replace("\x00", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return f"'{text}" if isinstance(value, str) and value.startswith(("=", "+", "-", "@", "\t", "\r")) else text


def rows_to_csv(rows: Rows) -> str:
    """A header line and a line a row; a line end within a cell is quoted."""
    held = io.StringIO()
    writer = csv.writer(held, lineterminator="\n")
    writer.writerow([_cell(column) for column in rows.columns])
    writer.writerows([_cell(value) for value in row] for row in rows.rows)
    return held.getvalue()


def _words(value: Any) -> str:
    """A value for people: a node by its name, a relationship as its ends would be drawn."""
    if isinstance(value, Node):
        name = value.properties.get("name") or value.properties.get("headline") or value.id
        return f"({name})"
    if isinstance(value, Relationship):
        modality = value.properties.get("modality")
        return f"-[{value.name}{f' {modality}' if modality and modality != 'asserted' else ''}]-"
    if isinstance(value, Path):
        parts = [_words(value.nodes[0])] if value.nodes else []
        for node, tie in zip(value.nodes[1:], value.relationships, strict=False):
            parts += [_words(tie), _words(node)]
        return "".join(parts)
    if isinstance(value, list | tuple) and all(isinstance(part, str | Node | Relationship) for part in value):
        return ", ".join(map(_words, value))
    return _compact(value)


def _width(text: str) -> int:
    """Columns that the text takes on a terminal: none for a combining mark, two for a wide letter."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(letter) else 2 if east_asian_width(letter) in "WF" else 1 for letter in text)


def _wrap(text: str, width: int) -> list[str]:
    """The text's lines, none wider than `width`, broken between words where that can be."""
    lines: list[str] = []
    for paragraph in text.split("\n"):
        line = ""
        for word in re.findall(r"\S+\s*|\s+", paragraph) or [""]:
            if line and _width(line + word.rstrip()) > width:
                lines.append(line.rstrip())
                line = ""
            for letter in word if _width(word.rstrip()) > width else [word]:
                if line and _width(line + letter.rstrip()) > width:
                    lines.append(line)
                    line = ""
                line += letter
        lines.append(line.rstrip())
    return lines


def rows_to_table(rows: Rows, *, width: int | None = None) -> str:
    """Columns under their names; cells are wrapped to fit `width`, or as wide as they are where it is None."""
    cells = [[shown(_words(value)) for value in row] for row in rows.rows]
    heads = [shown(column) for column in rows.columns]
    widths = [
        max([1, *(_width(line) for row in [heads, *cells] for line in row[number].split("\n"))])
        for number in range(len(heads))
    ]
    while width and sum(widths) + 2 * len(widths) > width and max(widths) > 8:
        widths[widths.index(max(widths))] -= 1
    right = [
        bool(rows.rows) and all(isinstance(row[n], int | float) or row[n] is None for row in rows.rows)
        for n in range(len(heads))
    ]
    out: list[str] = []
    for row in [heads, ["\u2500" * wide for wide in widths], *cells]:
        wrapped = [_wrap(cell, wide) for cell, wide in zip(row, widths, strict=True)]
        for height in range(max(map(len, wrapped), default=0)):
            parts = []
            for lines, wide, number in zip(wrapped, widths, right, strict=True):
                text = lines[height] if height < len(lines) else ""
                space = " " * (wide - _width(text))
                parts.append(space + text if number else text + space)
            out.append("  ".join(parts).rstrip())
    return "\n".join(out) + "\n"
