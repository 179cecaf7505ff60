"""Links from stakeholders to the ids that others know them by (Wikidata's, a register's), from a file of the user's.

A file is CSV with the columns `id`, `name` and, if wanted, `kind` and `aliases` (parted by ";"), or FollowTheMoney, a
JSON object a line. Nothing is fetched. A link is a line of the ledger: it can be undone and goes along with it. The id
becomes one of the stakeholder's names, so that it is shown and found.
"""

from __future__ import annotations

import csv
import io
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from graph.judgements import _line
from graph.model import Article, Entity, Extraction, Judgement, Kind
from graph.rulings import ENTITY, standing

if TYPE_CHECKING:
    from graph.store.base import BaseStore
    from graph.store.ingest import Transaction

_SCHEMATA = {
    "Person": Kind.PERSON,
    "Organization": Kind.ORGANIZATION,
    "Company": Kind.ORGANIZATION,
    "LegalEntity": Kind.ORGANIZATION,
    "PublicBody": Kind.ORGANIZATION,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Somebody whom a reference knows, under an id and one or more names."""

    id: str
    names: tuple[str, ...]
    kind: Kind = Kind.PERSON


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What a file of references led to: how many it knows, how many links are new, and names that fit several."""

    known: int
    new: int
    unclear: tuple[str, ...]


def read(path: Path) -> list[Known]:
    """Who stands in a file; InputError naming the line that is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}; name a CSV or FollowTheMoney file in UTF-8") from error
    return list(_money(path, text) if text.lstrip().startswith("{") else _table(path, text))


def link(store: BaseStore, path: Path, *, by: str) -> Linked:
    """Link the stakeholders whom a file knows by their whole names, each to one id, to that id.

    A name that fits several stakeholders, or a stakeholder whom several ids fit, is left alone and named.
    """
    from graph.store import ingest

    known = read(path)
    unclear: list[str] = []

    def work(tx: Transaction) -> int:
        lines = ingest.judgements(tx)
        held = {(line.left, line.values.get("name")) for line in standing(lines) if line.verdict == "reference"}
        found: dict[str, dict[str, tuple[str, Known]]] = defaultdict(dict)  # by stakeholder and id: a name and who
        for one, fits in zip(known, _fits(tx, known), strict=True):
            if len({entity for _, entity in fits}) > 1:
                unclear.append(one.names[0])
            for profile, entity in fits[:1] if len({entity for _, entity in fits}) == 1 else ():
                found[entity][one.id] = (profile, one)
        new: list[Judgement] = []
        for ids in found.values():
            if len(ids) > 1:
                unclear.append(next(iter(ids.values()))[1].names[0])
                continue
            [(identity, (profile, one))] = ids.items()
            if (profile, identity) not in held:
                values = {"name": identity, "known": one.names[0], "file": path.name}
                new.append(_line(ENTITY, profile, None, "reference", by=by, why=path.name, values=values))
        if new:
            ingest.judge(tx, new)
        return len(new)

    try:
        made = store._write(work)
    finally:
        store._settle()
    return Linked(known=len(known), new=made, unclear=tuple(sorted(set(unclear))))


def _fits(tx: Transaction, known: Sequence[Known]) -> Iterator[list[tuple[str, str]]]:
    """For each, the profiles with its names in full and the stakeholders they are linked to, sorted."""
    from graph.resolve import Zone, profiles_of, score
    from graph.resolve.names import person_name
    from graph.store import ingest, statements

    for one in known:
        entities = tuple(Entity(id=name, name=name, kind=one.kind) for name in dict.fromkeys(one.names))
        wanted = profiles_of(Extraction(article=Article(id=one.id, text=""), entities=entities))
        fits: set[tuple[str, str]] = set()
        for profile in wanted.values():
            alone = replace(profile, marks={})
            if not alone.name or (one.kind is Kind.PERSON and person_name(alone.name).partial):
                continue
            for row in tx.run(statements.NAMES_BY["key"], ids=[alone.key]):
                other = ingest._profile(row)
                same = other.named and score(alone, replace(other, marks={})).zone is Zone.SAME
                if same and not (one.kind is Kind.PERSON and person_name(other.name).partial):
                    fits.add((row["id"], row["entity"]))
        yield sorted(fits)


def _table(path: Path, text: str) -> Iterator[Known]:
    rows = csv.DictReader(io.StringIO(text))
    if not {"id", "name"} <= set(rows.fieldnames or ()):
        raise InputError(
            f"{path} lacks a column; a table of references has `id` and `name`, `kind` and `aliases` at will"
        )
    for number, row in enumerate(rows, 2):
        where = f"{path}, line {number}"
        kind = (row.get("kind") or "Person").strip().capitalize()
        if kind not in set(Kind):
            raise InputError(f"{where}: there is no kind {kind!r}; say one of {', '.join(Kind)}")
        yield _known(where, row.get("id"), [row.get("name"), *(row.get("aliases") or "").split(";")], Kind(kind))


def _money(path: Path, text: str) -> Iterator[Known]:
    for number, line in enumerate(text.splitlines(), 1):
        where = f"{path}, line {number}"
        if not line.strip():
            continue
        try:
            record: dict[str, Any] = json.loads(line)
            schema, properties = record["schema"], record["properties"]
        except (ValueError, KeyError, TypeError) as error:
            raise InputError(f"{where}: no FollowTheMoney entity ({error})") from error
        if schema not in _SCHEMATA:
            continue
        ids = properties.get("wikidataId") or [record.get("id")]
        names = [*properties.get("name", ()), *properties.get("alias", ())]
        yield _known(where, ids[0], names, _SCHEMATA[schema])


def _known(where: str, identity: object, names: Iterable[object], kind: Kind) -> Known:
    told = tuple(dict.fromkeys(" ".join(str(name).split()) for name in names if name and str(name).strip()))
    own = " ".join(str(identity or "").split())
    if not own or not told:
        raise InputError(f"{where}: an id or a name is missing")
    return Known(id=own, names=told, kind=kind)
