"""FollowTheMoney entities (https://followthemoney.tech): those that tie two others together become claims.

Ownership, Directorship, Employment, Membership, Family, Representation and Sanction have a relation in the ontology;
entities of other schemata that tie things together are named in a warning. An entity that nothing ties is left out.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from graph.errors import InputError
from graph.model import Extraction, Kind, Refusal
from loaders.readers.document import line_of
from loaders.tables.edges import edtf
from loaders.tables.rows import Statement, extraction_of

log = logging.getLogger(__name__)

#: Schema: property of the source, relation, property of the target, property with the detail.
_TIES = {
    "Ownership": ("owner", "OWNS", "asset", "role"),
    "Directorship": ("director", "HOLDS_ROLE", "organization", "role"),
    "Employment": ("employee", "HOLDS_ROLE", "employer", "role"),
    "Membership": ("member", "MEMBER_OF", "organization", "role"),
    "Family": ("person", "RELATED_TO", "relative", "relationship"),
    "Representation": ("agent", "REPRESENTED", "client", "role"),
    "Sanction": ("authority", "SANCTIONED", "entity", "reason"),
}
_KINDS = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANIZATION,
    "Company": Kind.ORGANIZATION,
    "LegalEntity": Kind.ORGANIZATION,
    "PublicBody": Kind.ORGANIZATION,
    "Asset": Kind.ORGANIZATION,
}
_UNMAPPED = frozenset(
    "Associate ContractAward CourtCaseParty Debt Documentation Occupancy Payment Succession UnknownLink".split()
)


def is_entity(record: object) -> bool:
    """Whether a JSON object is a FollowTheMoney entity."""
    if not isinstance(record, Mapping):
        return False
    return isinstance(record.get("schema"), str) and isinstance(record.get("properties"), Mapping)


def _first(properties: Mapping[str, Any], name: str) -> str | None:
    values = properties.get(name)
    return line_of(values[0] if isinstance(values, list) and values else values)


def _dates(properties: Mapping[str, Any]) -> str | None:
    """The tie's date, or the span from its start to its end; a date with a time loses the time."""
    first, last = (_first(properties, name) for name in ("startDate", "endDate"))
    if first is None:
        single = _first(properties, "date")
        return edtf(single[:10]) if single else None
    return edtf(f"{first[:10]}/{last[:10] if last else ''}")


def _statement(record: Mapping[str, Any], people: Mapping[str, tuple[str, Kind | None]]) -> Statement:
    """The statement of an entity that ties two of `people` together."""
    schema, properties = record["schema"], record["properties"]
    left, relation, right, detail = _TIES[schema]
    source, target = (_first(properties, end) or "" for end in (left, right))
    # An authority is written out; all other ends are ids of entities.
    source_name, source_kind = (source, None) if schema == "Sanction" else people.get(source, ("", None))
    target_name, target_kind = people.get(target, ("", None))
    if not source_name or not target_name:
        missing = right if source_name else left
        raise InputError(f"the {schema} names as {missing} no entity that stands in the document with a name")
    datasets = record.get("datasets")
    return Statement(
        source=source_name,
        relation=relation,
        target=target_name,
        source_kind=source_kind,
        target_kind=target_kind,
        date=_dates(properties),
        detail=_first(properties, detail),
        id=line_of(record.get("id")),
        url=_first(properties, "sourceUrl"),
        publisher=_first(properties, "publisher") or _first({"datasets": datasets}, "datasets"),
    )


def extractions(records: Iterable[tuple[str, Mapping[str, Any]]], *, name: str) -> Iterator[Extraction | Refusal]:
    """The claims of all entities of a document; `records` are (where it stands, entity).

    All are read before the first claim is given, since an entity may name one that comes later.
    """
    people: dict[str, tuple[str, Kind | None]] = {}
    ties: list[tuple[str, Mapping[str, Any]]] = []
    unmapped: Counter[str] = Counter()
    for where, record in records:
        schema = record["schema"]
        if schema in _TIES:
            ties.append((where, record))
        elif schema in _UNMAPPED:
            unmapped[schema] += 1
        elif called := _first(record["properties"], "name"):
            people[str(record.get("id"))] = (called, _KINDS.get(schema))
    for where, record in ties:
        try:
            yield extraction_of(_statement(record, people), name=f"{name}, {where}")
        except InputError as error:
            yield Refusal(what=name, why=str(error), where=where)
    if unmapped:
        kinds = ", ".join(f"{count} {schema}" for schema, count in sorted(unmapped.items()))
        log.warning("%s: ties that the ontology has no relation for were left out: %s", name, kinds)
