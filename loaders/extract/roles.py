"""Roles that people hold, from titles, appositions and possessives: who is whose minister, envoy, aide, lawyer or kin.

A role is found at its noun: as a title ("Kremlin spokesman Arkady Sumin"), as a description that coreference gave to
someone ("Suwairi's deputy, Maitha Al Rumaidhi") or behind a copula ("Kidd was the deputy minister"). Whose role it is
stands beside the noun: a possessor, a name before it, or a phrase with "of", "for", "to", "at". An owner that is named
but not resolved blocks the role: nothing is guessed in its place. The nouns are the ontology's `roles` tables.
"""

from __future__ import annotations

from graph.model import Kind, Modality
from loaders.extract.names import Tokens, title_start
from loaders.extract.offices import carried
from loaders.extract.role_nouns import RoleNoun, governs, noun_at
from loaders.extract.role_owners import Owner, Room, implied_owners, left_owners, owner_at, owners_of
from loaders.extract.tables import Role
from loaders.extract.types import Candidate, Entities, Mention, Parsed

_SAYING = frozenset("say tell note explain warn add argue estimate write predict believe".split())
_STATELY = frozenset("minister premier president-elect governor mayor senator chancellor".split())


class _Search(Room):
    """The search for an article's roles, with what it has found."""

    def __init__(self, parsed: Parsed, entities: Entities) -> None:
        super().__init__(parsed, entities)
        self.found: list[Candidate] = []
        #: Offices under a person, until it is known whom that person governs.
        self.under: list[tuple[RoleNoun, int, int, Owner, str, int, int]] = []


def find_roles(parsed: Parsed, entities: Entities) -> list[Candidate]:
    """The candidates that role nouns carry; `detail` is the role in the article's words.

    Titles and appositions are the article's own words whoever is quoted, so their modality is set; a copula's is not.
    """
    room = _Search(parsed, entities)
    for index, mention in enumerate(room.mentions):
        if mention.head in parsed.skip:
            continue
        if mention.form == "name" and len(mention.entities) == 1:
            _title(room, index, mention)
            _member(room, index, mention)
        elif mention.form == "nominal":
            _described(room, index, mention)
    _under_leaders(room)
    return _unique(room.found)


def _under_leaders(room: _Search) -> None:
    """The ministers of whoever governs: "Duarte's finance minister, A", where Duarte is president of Peru."""
    waiting, room.under = room.under, []
    for noun, bearer_mention, bearer, owner, rule, start, end in waiting:
        states = {
            candidate.target
            for candidate in room.found
            if candidate.relation == "HOLDS_ROLE"
            and candidate.source == owner.entity
            and room.kind(candidate.target) is Kind.STATE
        }
        if len(states) == 1:
            led = Owner(owner.mention, states.pop())
            _add(room, noun, bearer_mention, bearer, led, rule, start, end)


def _unique(found: list[Candidate]) -> list[Candidate]:
    told = {
        candidate.source
        for candidate in found
        if candidate.relation == "HOLDS_ROLE" and candidate.rule != "role:implied"
    }
    found = [candidate for candidate in found if candidate.rule != "role:implied" or candidate.source not in told]
    best: dict[tuple[str, int, int], Candidate] = {}
    for candidate in found:
        best.setdefault((candidate.relation, candidate.source, candidate.target), candidate)
    return list(best.values())


def _title(room: _Search, index: int, mention: Mention) -> None:
    t = room.t
    floor = t.starts[t.sent[mention.start]]
    start = title_start(t, mention.start, floor)
    bearers = list(mention.entities)
    if start == mention.start:
        return
    head = mention.start - 1
    noun = noun_at(t, head, start)
    if noun is None:  # "Secretary of State Marco Rubio"
        inner = next((i for i in range(start, head) if t.low[i + 1] == "of" and noun_at(t, i, start)), None)
        noun = noun_at(t, inner, start) if inner is not None else None
        if noun is None:
            return
        noun.end = mention.start
    noun.start = start
    owners = left_owners(room, start)
    if owners is None:
        return
    if (
        not owners and mention.end < len(t.text) and t.low[mention.end] == "of"
    ):  # "presidents A of Nigeria, B of Senegal"
        owner = owner_at(room, mention.end + 1)
        if owner is None:
            return
        if noun.phrase.split()[-1] in _STATELY and room.kind(owner.entity) is Kind.ORGANIZATION:
            return  # "Finance Minister A of the Greens": that is her party
        owners = [owner]
        _same_title(room, noun, room.mentions[owner.mention].end)
    if not owners:
        owners = implied_owners(room, noun, mention)
    for owner in owners:
        for bearer in bearers:
            _add(room, noun, index, bearer, owner, "title", noun.start, mention.end)


def _same_title(room: _Search, noun: RoleNoun, after: int) -> None:
    """The others of "presidents A of Nigeria, B of Senegal and C of Mali": one title for all."""
    t = room.t
    while after + 2 < len(t.text) and t.low[after] in (",", "and"):
        start = after + 2 if t.low[after + 1] == "and" else after + 1
        index = room.starting.get(start)
        if index is None or room.mentions[index].form != "name" or len(room.mentions[index].entities) != 1:
            return
        mention = room.mentions[index]
        owner = owner_at(room, mention.end + 1) if mention.end < len(t.low) and t.low[mention.end] == "of" else None
        if owner is None:
            return
        _add(room, noun, index, mention.entities[0], owner, "title", noun.start, mention.end)
        after = room.mentions[owner.mention].end


def _member(room: _Search, index: int, mention: Mention) -> None:
    """A person told of with an organization: "Father Inácio Mutola of Mãos Abertas", "Laurent Pouget, of the Union",
    "Labour's Pamela Storr"."""
    t = room.t
    at = mention.end
    if room.kind(mention.entities[0]) is Kind.PERSON:
        case = mention.start - 1
        owner_index = room.ending.get(case) if case > 0 and t.tag[case] == "POS" else None
        if owner_index is not None:
            _belonging(room, index, mention, owner_index, case)
    if at < len(t.text) and t.text[at] == ",":
        at += 1
    if (
        at + 1 < len(t.text)
        and at > mention.end
        and t.low[at] in ("formerly", "now", "previously", "once", "currently")
    ):
        at += 1
    if at == mention.end and at + 1 < len(t.text) and t.low[at] in ("at", "from", "with") and _quoted(t, mention, at):
        owner = owner_at(room, at + 1)
        if owner is not None:
            _belonging(room, index, mention, owner.mention, at)
        return
    if at + 1 >= len(t.text) or t.low[at] not in ("of", "from") or room.kind(mention.entities[0]) is not Kind.PERSON:
        return
    if t.low[at] == "from" and at == mention.end:
        return
    first = at + 1
    while first + 1 < len(t.text) and first < at + 5 and _before_name(room, first):
        first += 1  # "of the ruling National Convention", "of the Warsaw law firm Hale & Moss"
    owner = owner_at(room, at + 1) or owner_at(room, first)
    if owner is not None:
        _belonging(room, index, mention, owner.mention, at)


def _before_name(room: _Search, i: int) -> bool:
    """Whether the token may stand between "of" and the organization's name."""
    t = room.t
    if t.pos[i] in ("DET", "ADJ", "VERB"):
        return t.low[i] not in ("which", "whose")
    return t.pos[i] in ("NOUN", "PROPN") and t.dep[i] in ("compound", "nmod") and not _organization_at(room, i)


def _organization_at(room: _Search, i: int) -> bool:
    index = room.starting.get(i)
    return index is not None and any(room.kind(e) is Kind.ORGANIZATION for e in room.mentions[index].entities)


def _quoted(t: Tokens, mention: Mention, at: int) -> bool:
    """Whether the person is told of as a source: "said A at Acme", "A from Acme told"."""
    before = mention.start - 1
    if before >= 0 and (
        t.lemma[before] in _SAYING - {"tell"} or t.surface(max(0, before - 1), before + 1).lower() == "according to"
    ):
        return True
    return any(t.lemma[i] in _SAYING for i in range(at + 2, min(at + 7, len(t.text))) if t.pos[i] == "VERB")


def _belonging(room: _Search, index: int, mention: Mention, owner: int, at: int) -> None:
    """Add that the person belongs to the named organization `owner`, as the word `at` between them says."""
    other = room.mentions[owner]
    if other.form != "name" or len(other.entities) != 1 or room.kind(other.entities[0]) is not Kind.ORGANIZATION:
        return
    noun = RoleNoun(at, at, at + 1, "member", (Role("MEMBER_OF", inverse=False),))
    _add(
        room,
        noun,
        index,
        mention.entities[0],
        Owner(owner, other.entities[0], "of"),
        "of",
        mention.start,
        mention.end,
    )


def _described(room: _Search, index: int, mention: Mention) -> None:
    t = room.t
    noun = noun_at(t, mention.head, mention.start)
    if noun is None:
        return
    bearers = [e for e in mention.entities if room.kind(e) in (Kind.PERSON, Kind.ORGANIZATION)]
    rule = "described"
    subject = _copula_subject(room, mention)
    if subject is not None:
        bearers, rule = list(room.mentions[subject].entities), "copula"
    if not bearers:
        return
    owners = owners_of(room, noun, mention)
    if owners is not None and not owners and rule == "described":
        owners = implied_owners(room, noun, mention)
    owners = [owner for owner in owners or [] if owner.entity not in bearers]  # "the envoys of A and B, C and D"
    for owner in owners:
        # "their foreign ministers, A and B": each has one of them
        share = [bearers[owners.index(owner)]] if 1 < len(owners) == len(bearers) else bearers
        for bearer in share:
            start, end = mention.start, max(mention.end, noun.end, room.mentions[owner.mention].end)
            other = subject if subject is not None else _nearest(room, bearer, mention)
            if other is not None:
                start, end = min(start, room.mentions[other].start), max(end, room.mentions[other].end)
            _add(room, noun, index if subject is None else subject, bearer, owner, rule, start, end)


def _nearest(room: _Search, entity: int, mention: Mention) -> int | None:
    """The name of `entity` in the same sentence that stands nearest to `mention`."""
    t = room.t
    same = [
        i
        for i in room.entities.items[entity].mentions
        if room.mentions[i].form == "name" and t.sent[room.mentions[i].start] == t.sent[mention.start]
    ]
    return min(same, key=lambda i: abs(room.mentions[i].start - mention.head), default=None)


def _copula_subject(room: _Search, mention: Mention) -> int | None:
    """The mention that a copula equates the description with."""
    t = room.t
    governor = t.head[mention.head]
    verb = governor if t.dep[mention.head] == "attr" and t.lemma[governor] == "be" else None
    while verb is not None and t.dep[verb] == "conj" and not any(t.dep[c] == "nsubj" for c in t.children[verb]):
        verb = t.head[verb]  # "stepped down and is now an adviser to Y"
    if verb is None:
        return None
    for child in t.children[verb]:
        if t.dep[child] == "nsubj":
            if t.low[child] in ("who", "that", "which") and t.dep[verb] == "relcl":
                return room.by_head.get(t.head[verb])
            return room.by_head.get(child)
    return None


def _add(
    room: _Search, noun: RoleNoun, bearer_mention: int, bearer: int, owner: Owner, rule: str, start: int, end: int
) -> None:
    role = carried(room, noun, bearer, owner)
    if role is None:
        if room.kind(owner.entity) is Kind.PERSON and governs(noun):
            room.under.append((noun, bearer_mention, bearer, owner, rule, start, end))
        return
    ends = (bearer_mention, owner.mention)
    source_mention, target_mention = reversed(ends) if role.inverse else ends
    owner_mention = room.mentions[owner.mention]
    implied = owner.preposition == "implied"
    room.found.append(
        Candidate(
            relation=role.relation,
            source=owner.entity if role.inverse else bearer,
            target=bearer if role.inverse else owner.entity,
            trigger=noun.head,
            start=start if implied else min(start, owner_mention.start),
            end=end if implied else max(end, owner_mention.end),
            rule=f"role:{'implied' if implied else rule}",
            source_mention=source_mention,
            target_mention=target_mention,
            modality=None if rule == "copula" else Modality.ASSERTED,
            detail=room.t.surface(noun.start, noun.end),
            confidence=0.6 if implied else 0.9 if rule == "title" else 0.85,
        )
    )
