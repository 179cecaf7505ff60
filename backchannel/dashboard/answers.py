"""A query's answer in the forms that the Query page shows: cells of a table, JSON, and what can be drawn."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from graph.model import Kind, Modality, Node, Path, Relationship, Rows
from graph.store.protocol import Store
from graph.view.picture import PICTURE_LIMIT, Picture, PictureNode, PictureTie, picture_of


def cell_text(value: object) -> str:
    """A value as a table's cell: a node by its name, a tie by its relation, anything nested as its parts."""
    match value:
        case None:
            return ""
        case Node():
            named = value.properties.get("name") or value.properties.get("headline") or value.id
            return f"{named} ({next((label for label in value.labels if label != 'Entity'), 'node')})"
        case Relationship():
            parts = (value.name, value.properties.get("modality"), value.properties.get("date"))
            return " ".join(str(part) for part in parts if part)
        case Path():
            steps = [cell_text(value.nodes[0])] if value.nodes else []
            for relationship, node in zip(value.relationships, value.nodes[1:], strict=False):
                steps += [f"–[{relationship.name}]–", cell_text(node)]
            return " ".join(steps)
        case bool():
            return "true" if value else "false"
        case str():
            return value
        case list() | tuple():
            return ", ".join(cell_text(item) for item in value)
        case Mapping():
            return json.dumps(json_value(value), ensure_ascii=False)
        case _:
            return str(value)


def table_columns(rows: Rows) -> dict[str, list[Any]]:
    """The answer by column; columns of numbers stay numbers, so that they sort as such, all others become text."""
    names: list[str] = []
    for column in rows.columns:
        name, again = column, 2
        while name in names:  # `RETURN a.name, a.name` is allowed
            name, again = f"{column} ({again})", again + 1
        names.append(name)
    table: dict[str, list[Any]] = {}
    for index, name in enumerate(names):
        cells = [row[index] for row in rows.rows]
        numeric = all((isinstance(cell, (int, float)) and not isinstance(cell, bool)) or cell is None for cell in cells)
        safe = numeric and any(cell is not None for cell in cells) and all(abs(cell or 0) < 2**53 for cell in cells)
        table[name] = cells if safe else [cell_text(cell) for cell in cells]
    return table


def json_value(value: object) -> Any:
    """A value as JSON has it: nodes and ties as objects, dates as ISO strings."""
    match value:
        case Node():
            return {"id": value.id, "labels": list(value.labels), "properties": json_value(value.properties)}
        case Relationship():
            return {
                "id": value.id,
                "type": value.name,
                "source": value.source,
                "target": value.target,
                "properties": json_value(value.properties),
            }
        case Path():
            return {"nodes": json_value(value.nodes), "relationships": json_value(value.relationships)}
        case Mapping():
            return {str(key): json_value(item) for key, item in value.items()}
        case list() | tuple():
            return [json_value(item) for item in value]
        case date():
            return value.isoformat()
        case _:
            return value


def rows_json(rows: Rows) -> str:
    """The answer as `backchannel query --format json` prints it."""
    data = {"columns": rows.columns, "rows": json_value(rows.rows), "truncated": rows.truncated}
    return json.dumps(data, ensure_ascii=False, indent=1)


def drawn(rows: Rows) -> tuple[dict[str, Node], dict[str, Relationship]]:
    """The nodes and ties of an answer by id, wherever they stand: in cells, lists, maps or paths."""
    nodes: dict[str, Node] = {}
    ties: dict[str, Relationship] = {}

    def collect(values: Iterable[object]) -> None:
        for value in values:
            match value:
                case Node():
                    nodes[value.id] = value
                case Relationship():
                    ties[value.id] = value
                case Path():
                    collect(value.nodes)
                    collect(value.relationships)
                case Mapping():
                    collect(value.values())
                case list() | tuple():
                    collect(value)

    collect(cell for row in rows.rows for cell in row)
    return nodes, ties


_NAMED = """
MATCH (e:Entity) WHERE e.id IN $texts OR e.name IN $texts
OPTIONAL MATCH (e)-[t]-(:Entity)
RETURN e.id AS id, count(t) AS ties
ORDER BY ties DESC, id
"""


def named_picture(store: Store, rows: Rows) -> Picture | None:
    """The stakeholders whose names or ids stand as text in an answer, with the ties among them; None without any."""
    texts = {cell for row in rows.rows for cell in row if isinstance(cell, str) and len(cell) <= 200}
    found = store.query(_NAMED, {"texts": sorted(texts)}, limit=PICTURE_LIMIT).rows
    return picture_of(store, [str(row[0]) for row in found]) if found else None


def answer_picture(store: Store, nodes: Mapping[str, Node], ties: Mapping[str, Relationship]) -> Picture:
    """The stakeholders and ties of an answer as a picture; the ends of a tie are fetched where the answer lacks them.

    Articles, claims and quotes, and the relationships that lead to them, are not drawn.
    """
    kinds = {str(kind): kind for kind in Kind}
    people = {
        node.id: PictureNode(id=node.id, name=str(node.properties.get("name") or node.id), kind=kind)
        for node in nodes.values()
        if (kind := next((kinds[label] for label in node.labels if label in kinds), None))
    }
    drawn_ties = {tie.id: tie for tie in (_tie(tie) for tie in ties.values() if "claim_ids" in tie.properties)}
    ends = {end for tie in drawn_ties.values() for end in (tie.source, tie.target)}
    if missing := sorted(ends - set(people)):
        people |= {node.id: node for node in picture_of(store, missing).nodes}
    return Picture(
        nodes=tuple(people.values()),
        ties=tuple(tie for tie in drawn_ties.values() if {tie.source, tie.target} <= set(people)),
        total_nodes=len(people),
        total_ties=len(drawn_ties),
    )


def _tie(tie: Relationship) -> PictureTie:
    def text(name: str) -> str | None:
        value = tie.properties.get(name)
        return str(value) if value else None

    return PictureTie(
        id=str(tie.properties.get("id") or tie.id),
        relation=tie.name,
        source=tie.source,
        target=tie.target,
        modality=Modality(tie.properties.get("modality") or "asserted"),
        evidence=text("evidence") or "",
        claims=int(tie.properties.get("claims") or 1),
        sources=int(tie.properties.get("sources") or 1),
        confidence=float(tie.properties.get("confidence") or 0),
        date=text("date"),
        date_from=text("date_from"),
        date_to=text("date_to"),
        place=text("place"),
        detail=text("detail"),
        said_by=text("said_by"),
        on_behalf_of=text("on_behalf_of"),
    )
