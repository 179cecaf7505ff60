"""Analysts' judgements: who is who, what a claim says, what a stakeholder is called; each can be undone.

A judgement is a line of the store's append-only ledger and rules over the machine for ever, also after another
extraction. What the machine read stays as it was beside it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from graph.errors import InputError
from graph.model import Judgement, Kind, Modality, Verdict, stable_id
from graph.ontology import ONTOLOGY
from graph.rulings import CLAIM, ENTITY, PAIR, UNDO, retyped_id, standing, told_of

if TYPE_CHECKING:
    from graph.store.base import BaseStore
    from graph.store.ingest import Transaction

CLAIM_VERDICTS = ("right", "rejected", "edited", "unsure")
#: What of a claim an analyst can put otherwise; `source` and `target` are ids of stakeholders of the claim's article.
EDITABLE = ("relation", "modality", "date", "place", "detail", "source", "target")


@dataclass(frozen=True, slots=True, kw_only=True)
class UnsurePair:
    """Two stakeholders that may be one, with the score and the reasons, in words, for and against it."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PairQueue:
    """The pairs that wait for a judgement, best first; `open` counts all of them, `judged` those decided by people."""

    pairs: tuple[UnsurePair, ...]
    open: int
    judged: int


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePart:
    """One of the names that a stakeholder is made of; `id` is what a judgement that parts them names."""

    id: str
    name: str
    articles: int


def judge_pair(
    store: BaseStore, left: str, right: str, verdict: Verdict, *, by: str, why: str = "", over: bool = False
) -> Judgement:
    """Rule that two stakeholders (or two names of one, see `parts`) are the same, different, or that one cannot tell.

    Raises InputError if they are one id, not in the store, or were judged already (unless `over`): two reviewers never
    write over each other unawares.
    """

    def line(tx: Transaction, lines: list[Judgement]) -> Judgement:
        if left == right:
            raise InputError(f"{left!r} is both sides of the pair; name two stakeholders")
        ends = {_profile(tx, left), _profile(tx, right)}
        if len(ends) < 2:
            raise InputError(f"{left!r} and {right!r} are one stakeholder; name two")
        before = next((j for j in standing(lines) if j.kind == PAIR and {j.left, j.right} == ends), None)
        if before is not None and not over:
            raise InputError(f"{before.by} has judged this pair already: {before.verdict}; undo that first")
        return _line(PAIR, min(ends), max(ends), Verdict(verdict), by=by, why=why)

    return _judge(store, line)


def judge_claim(
    store: BaseStore,
    claim: str,
    verdict: str,
    *,
    by: str,
    why: str = "",
    values: Mapping[str, Any] | None = None,
    over: bool = False,
) -> Judgement:
    """Rule that a claim is right, rejected ("not what it says"), edited to `values` (see `EDITABLE`), or unclear.

    Raises InputError for a claim that is not there or was judged already (unless `over`), and for impossible values.
    """
    edits = dict(values or {})
    if verdict not in CLAIM_VERDICTS:
        raise InputError(f"{verdict!r} is no verdict on a claim; say one of {', '.join(CLAIM_VERDICTS)}")
    if bool(edits) != (verdict == "edited"):
        raise InputError("an edited claim, and no other, has values that differ from the machine's")
    _check_edits(edits)

    def line(tx: Transaction, lines: list[Judgement]) -> Judgement:
        from graph.resolve import profiles_of
        from graph.store import ingest, statements

        home = next((row["article"] for row in tx.run(statements.CLAIM_HOMES, ids=[claim])), None)
        if home is None:
            raise InputError(f"there is no claim {claim!r} in the store; it may have gone with its article")
        before = next((j for j in standing(lines) if j.kind == CLAIM and j.left == claim), None)
        if before is not None and not over:
            raise InputError(f"{before.by} has judged this claim already: {before.verdict}; undo that first")
        [extraction] = ingest.extractions(tx, [home])
        own = next(c for c in extraction.claims if c.id == claim)
        profiles = {profile.id for profile in profiles_of(extraction).values()}
        linked = {
            row["entity"]: row["id"]
            for row in tx.run(statements.NAMES_BY_ID, ids=sorted(profiles))
            if row["id"] in profiles
        }
        for end in ("source", "target"):
            if end in edits:
                wanted = str(edits[end])
                edits[end] = wanted if wanted in profiles else linked.get(wanted)
                if edits[end] is None:
                    raise InputError(f"the {end} {wanted!r} is no stakeholder that the claim's article tells of")
        told = told_of(own, {entity.id: entity for entity in extraction.entities})
        return _line(
            CLAIM, claim, None, verdict, by=by, why=why, values={"article": home, "told": told, "edits": edits}
        )

    return _judge(store, line)


def rename(store: BaseStore, stakeholder: str, name: str, *, by: str, why: str = "") -> Judgement:
    """Show a stakeholder under `name`; the names that articles use stay as aliases."""
    return _of_entity(store, stakeholder, "renamed", name, by=by, why=why)


def add_alias(store: BaseStore, stakeholder: str, name: str, *, by: str, why: str = "") -> Judgement:
    """Let a stakeholder be found under a further name."""
    return _of_entity(store, stakeholder, "alias", name, by=by, why=why)


def retype(store: BaseStore, stakeholder: str, kind: Kind, *, by: str, why: str = "") -> Judgement:
    """Rule of which kind a stakeholder is; it goes on under another id, to which `where` leads from the old one."""
    return _of_entity(store, stakeholder, "retyped", str(Kind(kind)), by=by, why=why)


def pin_note(store: BaseStore, stakeholder: str, text: str, *, by: str) -> Judgement:
    """Pin a note to a stakeholder, for everybody who opens it; see `notes`."""
    return _of_entity(store, stakeholder, "note", text, by=by, why="")


def undo(store: BaseStore, judgement: str, *, by: str, why: str = "") -> Judgement:
    """Take a judgement (or an undoing) back, so that the graph is as if it had never been."""

    def line(_tx: Transaction, lines: list[Judgement]) -> Judgement:
        if not any(j.id == judgement for j in lines):
            raise InputError(f"there is no judgement {judgement!r} in the ledger")
        if not any(j.id == judgement for j in standing(lines)):
            raise InputError(f"the judgement {judgement!r} has been undone already")
        return _line(UNDO, judgement, None, "undone", by=by, why=why, undoes=judgement)

    return _judge(store, line)


def history(store: BaseStore, *, limit: int | None = None) -> list[tuple[Judgement, bool]]:
    """The judgements, latest first, each with whether it stands."""
    lines = [line for line in store.judgements() if line.kind in (PAIR, CLAIM, ENTITY, UNDO)]
    upright = {line.id for line in standing(lines)}
    latest = sorted(lines, key=lambda line: (line.at, line.id), reverse=True)
    return [(line, line.id in upright) for line in latest[:limit]]


def judged_claims(store: BaseStore) -> dict[str, Judgement]:
    """The standing judgement of each judged claim, by the claim's id."""
    found: dict[str, Judgement] = {}
    for line in standing(store.judgements()):
        if line.kind == CLAIM:
            found.setdefault(line.left, line)
    return found


def notes(store: BaseStore, stakeholder: str) -> list[Judgement]:
    """The notes pinned to a stakeholder, latest first."""
    own = {part.id for part in parts(store, stakeholder)}
    return [j for j in standing(store.judgements()) if j.kind == ENTITY and j.verdict == "note" and j.left in own]


def parts(store: BaseStore, stakeholder: str) -> list[NamePart]:
    """The names that a stakeholder is made of, most frequent first; a judgement that two of them differ parts them."""
    from graph.store import statements

    rows = store._read(lambda tx: tx.run(statements.NAMES_BY_ENTITY, ids=[where(store, stakeholder) or stakeholder]))
    found = [
        NamePart(
            id=row["id"],
            name=max(zip(row["counts"], row["forms"], strict=True))[1],
            articles=sum(row["counts"]),
        )
        for row in rows
    ]
    return sorted(found, key=lambda part: (-part.articles, part.name, part.id))


def where(store: BaseStore, identity: str) -> str | None:
    """The id of the stakeholder to which an id, once shown, leads now; None if its articles are gone."""
    from graph.store import statements

    rows = store._read(lambda tx: tx.run(statements.NAMES_BY_ID, ids=[identity]))
    rows = rows or store._read(lambda tx: tx.run(statements.NAMES_BY_ENTITY, ids=[identity]))
    if rows:
        return str(rows[0]["entity"])
    for line in store.judgements():  # a kind that was ruled once, and is no longer
        if line.verdict == "retyped" and retyped_id(line.left, str(line.values["name"])) == identity:
            return where(store, line.left)
    return None


def unsure_pairs(store: BaseStore, *, limit: int) -> PairQueue:
    """The pairs of stakeholders that may be one and that nobody has judged, best first."""
    from graph.resolve import unsure
    from graph.store import ingest

    lines = [line for line in standing(store.judgements()) if line.kind == PAIR and line.right is not None]
    profiles, linked = store._read(ingest.stored_profiles)
    judged = {
        frozenset((linked.get(line.left, line.left), linked.get(line.right or "", line.right or ""))) for line in lines
    }
    best: dict[frozenset[str], UnsurePair] = {}
    for pair in unsure(profiles):
        left, right = sorted((linked[pair.left], linked[pair.right]))
        ends = frozenset((left, right))
        if left == right or ends in judged or (ends in best and best[ends].score >= pair.score):
            continue
        best[ends] = UnsurePair(left=left, right=right, score=pair.score, reasons=pair.reasons)
    found = sorted(best.values(), key=lambda pair: (-pair.score, pair.left, pair.right))
    return PairQueue(pairs=tuple(found[:limit]), open=len(found), judged=len(lines))


def words(store: BaseStore, line: Judgement) -> str:
    """What a line of the ledger says, in words."""
    from graph.store import statements

    ids = [identity for identity in (line.left, line.right) if identity]
    rows = store._read(lambda tx: tx.run(statements.NAMES_BY_ID, ids=ids))
    names = {row["id"]: max(zip(row["counts"], row["forms"], strict=True))[1] for row in rows}
    left, right = names.get(line.left, line.left), names.get(line.right or "", line.right or "")
    if line.kind == PAIR:
        verdict = {"same": "are the same", "different": "are different"}.get(line.verdict, "may be the same")
        return f"{left} and {right} {verdict}"
    if line.kind == CLAIM:
        told = " ".join(map(str, line.values.get("told", [line.left])[:3]))
        edits = ", ".join(f"{name} {value}" for name, value in dict(line.values.get("edits") or {}).items())
        return f"{told}: {line.verdict}" + (f" ({edits})" if edits else "")
    if line.kind == UNDO:
        return f"takes back {line.undoes}"
    what = {
        "renamed": "is shown as",
        "alias": "is also",
        "retyped": "is of the kind",
        "note": "has the note",
        "reference": "is",
    }
    return f"{left} {what.get(line.verdict, line.verdict)} {line.values.get('name', '')}"


def export(store: BaseStore, path: Path) -> int:
    """Write the ledger to `path`, a JSON line a judgement; returns how many there are."""
    from graph.store.move import judgement_to_json

    lines = list(store.judgements())
    text = "".join(json.dumps(judgement_to_json(line), ensure_ascii=False) + "\n" for line in lines)
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(f"{path} cannot be written: {error.strerror}; name another file") from error
    return len(lines)


def imported(store: BaseStore, path: Path) -> tuple[int, int]:
    """Add the judgements in a file that `export` wrote; returns how many it holds, and how many were there already."""
    from graph.store.move import judgement_from_json

    lines = []
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{path} cannot be read: {error}; name a file that was exported") from error
    for number, row in enumerate(text.splitlines(), 1):
        try:
            lines.append(judgement_from_json(json.loads(row)))
        except (ValueError, TypeError, KeyError) as error:
            raise InputError(f"{path}, line {number}: not a judgement ({error}); nothing was imported") from error
    known = {line.id for line in store.judgements()}
    store.add_judgements(lines)
    return len(lines), sum(line.id in known for line in lines)


def _of_entity(store: BaseStore, stakeholder: str, verdict: str, text: str, *, by: str, why: str) -> Judgement:
    cleaned = " ".join(text.split()) if verdict != "note" else text.strip()
    if not cleaned:
        raise InputError("nothing is written there; give a name or a text")

    def line(tx: Transaction, _lines: list[Judgement]) -> Judgement:
        return _line(ENTITY, _profile(tx, stakeholder), None, verdict, by=by, why=why, values={"name": cleaned})

    return _judge(store, line)


def _profile(tx: Transaction, stakeholder: str) -> str:
    """The id under which a stakeholder is judged: its own, or that of its first name where people gave it its kind."""
    from graph.store import statements

    for text in (statements.NAMES_BY_ID, statements.NAMES_BY_ENTITY):
        if rows := tx.run(text, ids=[stakeholder]):
            return str(min(row["id"] for row in rows))
    raise InputError(f"there is no stakeholder {stakeholder!r} in the store; it may have gone with its articles")


def _check_edits(edits: Mapping[str, Any]) -> None:
    from graph.derive import date_range

    for name in edits.keys() - set(EDITABLE):
        raise InputError(f"{name!r} of a claim cannot be edited; {', '.join(EDITABLE)} can")
    if "relation" in edits and edits["relation"] not in ONTOLOGY.relations:
        raise InputError(f"there is no relation {edits['relation']!r} in the ontology")
    if "modality" in edits and edits["modality"] not in set(Modality):
        raise InputError(f"{edits['modality']!r} is no modality; say one of {', '.join(Modality)}")
    if edits.get("date") and date_range(str(edits["date"])) == (None, None):
        raise InputError(f"{edits['date']!r} is no date; write 2024-03-12, 2024-03, 2024 or 2024-03-09/2024-03-10")


def _line(
    kind: str,
    left: str,
    right: str | None,
    verdict: str,
    *,
    by: str,
    why: str,
    undoes: str | None = None,
    values: Mapping[str, Any] | None = None,
) -> Judgement:
    at = datetime.now(UTC)
    return Judgement(
        id=stable_id("j", kind, left, right, verdict, by, at.isoformat()),
        kind=kind,
        left=left,
        right=right,
        verdict=str(verdict),
        by=by,
        at=at,
        why=why,
        undoes=undoes,
        values=values or {},
    )


def _judge(store: BaseStore, make: Callable[[Transaction, list[Judgement]], Judgement]) -> Judgement:
    """Write the line that `make` makes of the ledger, in one transaction, so that two at once see each other."""
    from graph.store import ingest

    def work(tx: Transaction) -> Judgement:
        lines = ingest.judgements(tx)
        line = make(tx, lines)
        ingest.judge(tx, [line])
        return line

    try:
        return store._write(work)
    finally:
        store._settle()
