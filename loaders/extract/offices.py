"""What holding a role makes of who holds it: the relation that the role noun carries, and whose the office is."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Kind
from graph.ontology import ONTOLOGY
from loaders.extract.role_nouns import RoleNoun, noun_at
from loaders.extract.role_owners import COUNSEL, OWNER_PREPOSITIONS, Owner, Room, owners_of
from loaders.extract.tables import Role
from loaders.extract.types import Entities, Mention, Parsed

#: Where a noun may carry several relations, the first that the ontology allows between the two ends.
_ORDER = ("RELATED_TO", "SPOKESPERSON_FOR", "AIDE_TO", "REPRESENTED", "OWNS", "HOLDS_ROLE", "MEMBER_OF")
#: Offices that make a state (or a part of one) of the place that they are held in.
_MAKES_STATE = frozenset(
    "mayor governor premier minister attorney-general prefect councillor councilor deputy-mayor legislature".split()
)


def carried(room: Room, noun: RoleNoun, bearer: int, owner: Owner) -> Role | None:
    """Which of the relations that the noun may carry holds between the two, or None."""
    items = room.entities.items
    if bearer == owner.entity or not (items[bearer].named or "RELATED_TO" in {role.relation for role in noun.carries}):
        return None
    for name in _ORDER:
        for role in noun.carries:
            if role.relation != name:
                continue
            allowed = OWNER_PREPOSITIONS.get(owner.preposition)
            if owner.preposition == "implied" and name != "HOLDS_ROLE":
                continue
            counsel = name == "REPRESENTED" and owner.preposition == "to" and noun.phrase.split()[-1] in COUNSEL
            if owner.preposition and allowed is not None and name not in allowed and not counsel:
                continue
            if (
                name == "HOLDS_ROLE"
                and room.kind(owner.entity) is Kind.PLACE
                and noun.phrase.split()[-1] in _MAKES_STATE
            ):
                items[owner.entity].kind = Kind.STATE
            source, target = (owner.entity, bearer) if role.inverse else (bearer, owner.entity)
            if ONTOLOGY.relations[name].allows(room.kind(source), room.kind(target)):
                return role
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """What a role noun makes of one who holds it: the relation, whose office it is and the role's words."""

    relation: str
    inverse: bool
    owner: int
    owner_mention: int
    detail: str


class Offices:
    """The offices that an article's role nouns tell of, for rooms that know who holds them."""

    def __init__(self, parsed: Parsed, entities: Entities) -> None:
        self._room = Room(parsed, entities)

    def held(self, head: int, bearer: int, *, giver: tuple[int, int] | None = None) -> list[Office]:
        """What holding the office at the token `head` makes of `bearer`.

        `giver` is who names them to it, with its mention: whose the office is where no owner is told ("Acme named A
        chief executive").
        """
        room = self._room
        t = room.t
        start = head
        while start > 0 and start <= t.head[start - 1] <= head and t.low[start - 1] not in ("as", ","):
            start -= 1
        noun = noun_at(t, head, start)
        if noun is None:
            return []
        owners = owners_of(room, noun, Mention(start=start, end=head + 1, head=head, form="nominal"))
        if owners == [] and giver is not None:
            owners = [Owner(giver[1], giver[0])]
        found = []
        for owner in owners or []:
            role = carried(room, noun, bearer, owner)
            if role is not None:
                found.append(
                    Office(
                        relation=role.relation,
                        inverse=role.inverse,
                        owner=owner.entity,
                        owner_mention=owner.mention,
                        detail=t.surface(noun.start, noun.end),
                    )
                )
        return found
