"""CSV: a row a tie, and beside it a file with a row an entity."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

from graph.export.network import Network

_TIE = (
    "id source_id source source_kind relation label target_id target target_kind modality date date_from date_to place "
    "detail said_by on_behalf_of evidence claims sources confidence publishers articles urls"
).split()
_NODE = ("id", "name", "kind", "aliases")


def write(network: Network) -> dict[str, bytes]:
    """The files by what is put before their suffix: "" the ties, "-entities" the entities."""
    nodes = {node["id"]: node for node in network.nodes}
    ties = (
        {
            **tie,
            "source_id": tie["source"],
            "target_id": tie["target"],
            "source": nodes[tie["source"]]["name"],
            "target": nodes[tie["target"]]["name"],
            "source_kind": nodes[tie["source"]]["kind"],
            "target_kind": nodes[tie["target"]]["kind"],
            "publishers": _distinct(tie, "publisher"),
            "articles": _distinct(tie, "article"),
            "urls": _distinct(tie, "url"),
        }
        for tie in network.ties
    )
    entities = ({**node, "aliases": "; ".join(node["aliases"])} for node in network.nodes)
    return {"": _table(_TIE, ties), "-entities": _table(_NODE, entities)}


def _distinct(tie: Mapping[str, Any], key: str) -> str:
    return "; ".join(dict.fromkeys(str(told[key]) for told in tie["told"] if told[key]))


def _table(columns: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    columns = list(columns)
    writer.writerow(columns)
    writer.writerows([_cell(row[column]) for column in columns] for row in rows)
    return text.getvalue().encode("utf-8-sig")  # the mark tells spreadsheets that it is UTF-8


def _cell(value: Any) -> Any:
    """A text that a spreadsheet would run as a formula gets an apostrophe before it, as OWASP advises."""
    if isinstance(value, str):
        value = value.replace("\x00", "")
        if value[:1] in ("=", "+", "-", "@", "\t", "\r"):
            return f"'{value}"
    return "" if value is None else value
