"""Whose role a role noun tells of: a possessor, a name before it, a phrase behind it, or the article's own state.

An owner that is named but not resolved blocks the role: nothing is guessed in its place.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Kind
from loaders.extract.descriptions import before_whose, find_home
from loaders.extract.names import Tokens, tokens_of
from loaders.extract.role_nouns import RoleNoun, governs
from loaders.extract.tables import territories
from loaders.extract.types import Entities, Mention, Parsed

OWNER_PREPOSITIONS = {
    "of": None,
    "for": frozenset(["SPOKESPERSON_FOR", "REPRESENTED", "MEMBER_OF", "HOLDS_ROLE"]),
    "to": frozenset(["AIDE_TO", "RELATED_TO"]),
    "at": frozenset(["HOLDS_ROLE", "MEMBER_OF"]),
    "with": frozenset(["MEMBER_OF"]),
    "in": frozenset(["MEMBER_OF"]),
    "from": frozenset(["MEMBER_OF"]),
}
#: Who advises an organization stands for it, "to" or not; an ambassador to a state does not.
COUNSEL = frozenset("adviser advisor consultant counsel lobbyist".split())
_ENVOYS = frozenset("envoy ambassador representative commissioner consul nuncio emissary mediator coordinator".split())


@dataclass(slots=True)
class Owner:
    """The mention and entity whose role it is, and the preposition that says so ("implied" where nothing does)."""

    mention: int
    entity: int
    preposition: str = ""


class Room:
    """An article's mentions by where they stand, for those who look for owners beside a role noun."""

    def __init__(self, parsed: Parsed, entities: Entities) -> None:
        self.t: Tokens = tokens_of(parsed)
        self.entities = entities
        self.mentions = entities.mentions
        self.by_head: dict[int, int] = {}
        self.starting: dict[int, int] = {}
        self.ending: dict[int, int] = {}  # the longest name or pronoun that ends before the token
        for i, mention in enumerate(self.mentions):
            old = self.by_head.get(mention.head)
            if old is None or _length(self.mentions[old]) < _length(mention):
                self.by_head[mention.head] = i
            if mention.form != "nominal" or mention.end == mention.head + 1:
                old = self.ending.get(mention.end)
                if old is None or _length(self.mentions[old]) < _length(mention):
                    self.ending[mention.end] = i
            old = self.starting.get(mention.start)
            if old is None or _length(self.mentions[old]) < _length(mention):
                self.starting[mention.start] = i
        self.home = find_home(parsed, self.mentions, entities.items, sure=True)

    def kind(self, entity: int) -> Kind:
        """The kind of the entity."""
        return self.entities.items[entity].kind


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def owner_at(room: Room, start: int) -> Owner | None:
    """The resolved mention that starts at `start`, an article let aside."""
    for i in (start, start + 1):
        index = room.starting.get(i)
        if index is not None and len(room.mentions[index].entities) == 1:
            return Owner(index, room.mentions[index].entities[0], "of")
        if i < len(room.t.low) and room.t.low[i] not in ("the", "a", "an"):
            return None
    return None


def left_owners(room: Room, start: int) -> list[Owner] | None:
    """Whose role the phrase that begins at `start` is, by what stands before it; None where one is unresolved."""
    t = room.t
    i = start
    for _ in range(3):
        if i == 0 or t.sent[i - 1] != t.sent[start]:
            return []
        if t.low[i - 1] in ("'s", "'") and t.tag[i - 1] == "POS":
            index = room.ending.get(i - 1)
            if index is None or not room.mentions[index].entities:
                return None
            return [Owner(index, e) for e in room.mentions[index].entities]
        index = room.ending.get(i)
        if index is not None and room.mentions[index].form == "pronoun":
            if t.tag[i - 1] != "PRP$":
                return []
            return [Owner(index, e) for e in room.mentions[index].entities] or None
        if index is not None and room.mentions[index].form == "name" and t.low[i - 1] != "opposition":
            return [Owner(index, e) for e in room.mentions[index].entities]
        if index is not None and t.space[i - 1] and t.dep[i - 1] in ("compound", "nmod", "amod"):
            return [Owner(index, e) for e in room.mentions[index].entities]
        if t.pos[i - 1] in ("ADJ", "ADV") or t.tag[i - 1] in ("VBN", "VBG", "JJ"):
            i -= 1
            continue
        return []
    return []


def owners_of(room: Room, noun: RoleNoun, mention: Mention) -> list[Owner] | None:
    """Whose role the description tells: its possessor, a name inside it, or the object of its preposition."""
    t = room.t
    head = noun.head
    possessor = next((c for c in t.children[head] if t.dep[c] == "poss" and c < head), None)
    inner = [
        i
        for i, other in _inside(room, mention.start, head)
        if (possessor is None or other.start > possessor) and (other.form == "name" or _body_before(room, other, noun))
    ]
    if noun.phrase == "counterpart":
        return [Owner(i, e) for i in inner[-1:] for e in room.mentions[i].entities]
    if possessor is not None:
        index = room.by_head.get(possessor)
        if t.low[possessor] == "whose":
            index = before_whose(t, possessor, room.ending)
        if index is None or not room.mentions[index].entities:
            return None
        return [Owner(index, e) for e in room.mentions[index].entities]
    phrases = _phrases(room, noun)
    if phrases is None:
        return None
    if phrases and (phrases[0].preposition in ("of", "at") or not inner):
        both = inner if any(role.relation == "MEMBER_OF" for role in noun.carries) else []
        return phrases + [
            Owner(i, e) for i in both for e in room.mentions[i].entities
        ]  # "a Green member of parliament"
    if inner:
        longest = max(inner, key=lambda i: (room.mentions[i].end, _length(room.mentions[i])))
        return [Owner(longest, e) for e in room.mentions[longest].entities]
    if not phrases and mention.end + 1 < len(t.text) and t.text[mention.end] == "," and t.text[head][:1].isupper():
        behind = owner_at(room, mention.end + 1)  # "Catriona Bell, Communications Manager, Strathkelvin University"
        if behind is not None and room.kind(behind.entity) is Kind.ORGANIZATION:
            return [Owner(behind.mention, behind.entity)]
    return phrases or left_owners(room, mention.start)


def _body_before(room: Room, body: Mention, noun: RoleNoun) -> bool:
    """Whether the unnamed body stands before the noun: "the central bank governor"; a minister is a state's."""
    compound = body.form == "nominal" and body.kind is Kind.ORGANIZATION and room.t.head[body.head] == noun.head
    return compound and not governs(noun)


def _inside(room: Room, start: int, end: int) -> list[tuple[int, Mention]]:
    return [
        (room.starting[i], room.mentions[room.starting[i]])
        for i in range(start, end)
        if i in room.starting and room.mentions[room.starting[i]].end <= end
    ]


def _phrases(room: Room, noun: RoleNoun) -> list[Owner] | None:
    """The owners in the prepositional phrases right of the noun; None where one is there that nothing resolves."""
    t = room.t
    prepositions = [
        c for c in t.children[noun.head] if t.dep[c] == "prep" and c >= noun.end and t.low[c] in OWNER_PREPOSITIONS
    ]
    if noun.end > noun.head + 1:  # "chief of staff to X": the phrase hangs on "staff" or on the head
        prepositions += [
            c for k in range(noun.head + 1, noun.end) for c in t.children[k] if t.dep[c] == "prep" and c >= noun.end
        ]
    if not prepositions and noun.end < len(t.low) and t.low[noun.end] in OWNER_PREPOSITIONS:
        prepositions = [noun.end]
    for preposition in sorted(prepositions):
        if {"and", ","} & set(t.low[noun.end : preposition]):
            break  # "the historian X and Y of the Trust": the phrase is Y's
        allowed = OWNER_PREPOSITIONS.get(t.low[preposition])
        counsel = t.low[preposition] == "to" and noun.phrase.split()[-1] in COUNSEL
        if allowed is not None and not counsel and not any(role.relation in allowed for role in noun.carries):
            continue
        if t.low[preposition] == "for" and noun.phrase.split()[-1] in _ENVOYS:
            continue
        owners: list[Owner] = []
        alike = [c for c in t.children[preposition] if t.dep[c] == "conj" and t.low[c] == t.low[preposition]]
        objects = [c for p in (preposition, *alike) for c in t.children[p] if t.dep[c] in ("pobj", "pcomp")]
        seen = set(objects)
        while objects:
            token = objects.pop(0)
            index = room.by_head.get(token)
            if index is not None:
                owners += [Owner(index, e, t.low[preposition]) for e in room.mentions[index].entities]
            more = [c for c in t.children[token] if t.dep[c] == "conj" and c not in seen]
            seen.update(more)
            objects += more
        if not owners:
            owner = owner_at(room, preposition + 1)
            owners = [Owner(owner.mention, owner.entity, t.low[preposition])] if owner else []
        if owners:
            return owners
        if t.low[preposition] == "of":
            deeper = [
                c
                for o in t.children[preposition]
                for c in t.children[o]
                if t.dep[c] == "prep" and t.low[c] in ("of", "at")
            ]
            for second in deeper:
                found = owner_at(room, second + 1)
                if found is not None:
                    return [found]
    return []


def implied_owners(room: Room, noun: RoleNoun, mention: Mention) -> list[Owner]:
    """The article's own state, for a minister who is told of without one."""
    t = room.t
    governing = governs(noun)
    presides = mention.form == "name" and noun.phrase == "president" and t.text[noun.head][:1].isupper()
    if not governing and not presides:
        return []
    if (
        room.home is None
        or mention.plural
        or "former" in t.low[noun.start : noun.head]
        or _counterpart_follows(t, mention.end)
        or (presides and _at_another_seat(room, mention.end))
    ):
        return []
    home = next(iter(room.entities.items[room.home].mentions), None)
    return [Owner(home, room.home, "implied")] if home is not None else []


def _at_another_seat(room: Room, end: int) -> bool:
    """Whether "in" and the capital of another state follow: "met President A in Washington"."""
    owner = owner_at(room, end + 1) if room.t.low[end : end + 1] == ["in"] else None
    seat = territories().capitals.get(room.entities.items[owner.entity].name) if owner is not None else None
    home = room.entities.items[room.home].name if room.home is not None else ""
    return seat is not None and seat.name != home


def _counterpart_follows(t: Tokens, end: int) -> bool:
    """Whether "and his Turkish counterpart" follows: then the article tells of two states, and whose is unclear."""
    return "counterpart" in t.low[end : end + 6]
