"""What analysts' judgements mean for the graph: which lines of the ledger stand, and what they rule. Pure.

A line is undone by a later one that names it (`undoes`), and that one can be undone in turn. Of two standing lines that
cannot both hold, the later rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.model import Claim, Entity, Judgement, Kind, Verdict, stable_id

#: Kinds of lines that change what is derived.
PAIR, CLAIM, ENTITY, UNDO = "pair", "claim", "entity", "undo"


def standing(lines: Iterable[Judgement]) -> list[Judgement]:
    """The lines that nothing standing undoes, latest first; clocks that differ do not matter to what undoes what."""
    latest = sorted(lines, key=lambda line: (line.at, line.id), reverse=True)
    undoers: dict[str, list[str]] = defaultdict(list)
    for line in latest:
        if line.undoes is not None:
            undoers[line.undoes].append(line.id)
    stands: dict[str, bool] = {}
    for line in latest:
        path = [line.id]
        while path:
            waiting = [other for other in undoers[path[-1]] if other not in stands and other not in path]
            if waiting:
                path.append(waiting[0])
            else:
                found = path.pop()
                stands[found] = not any(stands.get(other, False) for other in undoers[found])
    return [line for line in latest if stands[line.id]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruled:
    """What is ruled of one stakeholder, whatever it is made of: a name, further names, a kind.

    `id` is the stakeholder's if its kind is ruled: another than the machine's, so that what hangs on it moves along.
    """

    name: str | None = None
    aliases: frozenset[str] = frozenset()
    kind: Kind | None = None
    id: str | None = None


def retyped_id(stakeholder: str, kind: str) -> str:
    """The id of a stakeholder that people gave another kind."""
    return stable_id("s", stakeholder, "retyped", kind)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rulings:
    """What the standing lines rule; `pairs` are latest first, and hold the verdicts same and different alone."""

    pairs: tuple[tuple[str, str, Verdict], ...] = ()
    partners: Mapping[str, frozenset[str]] = field(default_factory=dict)
    claims: Mapping[str, Sequence[Judgement]] = field(default_factory=dict)  # by article
    entities: Mapping[str, Ruled] = field(default_factory=dict)  # by the id under which they were judged

    @classmethod
    def of(cls, lines: Iterable[Judgement]) -> Rulings:
        """The rulings of a ledger."""
        pairs: list[tuple[str, str, Verdict]] = []
        seen: set[tuple[str, str]] = set()
        partners: dict[str, set[str]] = defaultdict(set)
        claims: dict[str, list[Judgement]] = defaultdict(list)
        names: dict[str, str] = {}
        aliases: dict[str, set[str]] = defaultdict(set)
        kinds: dict[str, Kind] = {}
        for line in standing(lines):
            if line.kind == PAIR and line.right is not None:
                ends = (min(line.left, line.right), max(line.left, line.right))
                if ends not in seen and line.verdict in (Verdict.SAME, Verdict.DIFFERENT):
                    pairs.append((*ends, Verdict(line.verdict)))
                    partners[line.left].add(line.right)
                    partners[line.right].add(line.left)
                seen.add(ends)
            elif line.kind == CLAIM:
                claims[str(line.values.get("article", ""))].append(line)
            elif line.kind == ENTITY and line.verdict == "renamed":
                names.setdefault(line.left, str(line.values["name"]))
            elif line.kind == ENTITY and line.verdict in ("alias", "reference"):
                aliases[line.left].add(str(line.values["name"]))
            elif line.kind == ENTITY and line.verdict == "retyped":
                kinds.setdefault(line.left, Kind(line.values["name"]))
        return cls(
            pairs=tuple(pairs),
            partners={key: frozenset(ends) for key, ends in partners.items()},
            claims=dict(claims),
            entities={
                key: Ruled(
                    name=names.get(key),
                    aliases=frozenset(aliases.get(key, ())),
                    kind=kinds.get(key),
                    id=retyped_id(key, kinds[key]) if key in kinds else None,
                )
                for key in sorted({*names, *aliases, *kinds})
            },
        )

    def of_claim(self, article: str, claim: Claim, entities: Mapping[str, Entity]) -> Judgement | None:
        """The latest standing line on a claim: by its id or, after another extraction, by what it says and where."""
        lines = self.claims.get(article)
        if not lines:
            return None
        said = told_of(claim, entities)
        return next(
            (line for line in lines if line.left == claim.id),
            next((line for line in lines if line.values.get("told") == said), None),
        )

    def named(self, members: Collection[str]) -> Ruled:
        """What is ruled of the stakeholder that the profiles `members` make up."""
        found = [self.entities[member] for member in sorted(members) if member in self.entities]
        retyped = next((ruled for ruled in found if ruled.kind), Ruled())
        return Ruled(
            name=next((ruled.name for ruled in found if ruled.name), None),
            aliases=frozenset(alias for ruled in found for alias in ruled.aliases),
            kind=retyped.kind,
            id=retyped.id,
        )


def told_of(claim: Claim, entities: Mapping[str, Entity]) -> list[str]:
    """What a claim says and in which words, by which it is known again when another extraction gives it another id."""
    return [claim.relation, entities[claim.source].name, entities[claim.target].name, claim.evidence.text]


def touched(lines: Iterable[Judgement], ledger: Iterable[Judgement]) -> tuple[set[str], set[str]]:
    """The ids of stakeholders, and of articles, on which new `lines` bear; `ledger` holds what they may undo."""
    by_id = {line.id: line for line in ledger}
    profiles: set[str] = set()
    articles: set[str] = set()
    for start in lines:
        line: Judgement | None = start
        while line is not None:
            if line.kind == PAIR and line.right is not None:
                profiles |= {line.left, line.right}
            elif line.kind == ENTITY:
                profiles.add(line.left)
            elif line.kind == CLAIM:
                articles.add(str(line.values.get("article", "")))
            line = by_id.get(line.undoes) if line.undoes is not None else None
    return profiles, articles
