"""Roles that people hold, from titles, appositions and possessives: who is whose minister, envoy, aide, lawyer or kin.

A role is found at its noun: as a title ("Kremlin spokesman Arkady Sumin"), as a description that coreference gave to
someone ("Suwairi's deputy, Maitha Al Rumaidhi") or behind a copula ("Kidd was the deputy minister"). Whose role it is
stands beside the noun: a possessor, a name before it, or a phrase with "of", "for", "to", "at". An owner that is named
but not resolved blocks the role: nothing is guessed in its place. The nouns are the ontology's `roles` tables.
"""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY
from loaders.extract.descriptions import before_whose, find_home
from loaders.extract.names import Tokens, title_start, tokens_of
from loaders.extract.tables import Role, roles, territories
from loaders.extract.types import Candidate, Entities, Mention, Parsed

#: Where a noun may carry several relations, the first that the ontology allows between the two ends.
_ORDER = ("RELATED_TO", "SPOKESPERSON_FOR", "AIDE_TO", "REPRESENTED", "OWNS", "HOLDS_ROLE", "MEMBER_OF")
_OWNER_PREPOSITIONS = {
    "of": None,
    "for": frozenset(["SPOKESPERSON_FOR", "REPRESENTED", "MEMBER_OF", "HOLDS_ROLE"]),
    "to": frozenset(["AIDE_TO", "RELATED_TO"]),
    "at": frozenset(["HOLDS_ROLE", "MEMBER_OF"]),
    "with": frozenset(["MEMBER_OF"]),
    "in": frozenset(["MEMBER_OF"]),
    "from": frozenset(["MEMBER_OF"]),
}
_SAYING = frozenset("say tell note explain warn add argue estimate write predict believe".split())
_STATELY = frozenset("minister premier president-elect governor mayor senator chancellor".split())
#: Who advises an organization stands for it, "to" or not; an ambassador to a state does not.
_COUNSEL = frozenset("adviser advisor consultant counsel lobbyist".split())
_ENVOYS = frozenset("envoy ambassador representative commissioner consul nuncio emissary mediator coordinator".split())
#: Offices of a government: who holds one without a word of where holds it in the article's own state.
_GOVERNMENT = frozenset(["attorney general", "foreign secretary", "home secretary", "chancellor of the exchequer"])
#: Offices that make a state (or a part of one) of the place that they are held in.
_MAKES_STATE = frozenset(
    "mayor governor premier minister attorney-general prefect councillor councilor deputy-mayor legislature".split()
)


@dataclass(slots=True)
class _Noun:
    """A role noun at work: its tokens, the phrase as the ontology has it and the relations that it may carry."""

    start: int
    head: int
    end: int
    phrase: str
    carries: tuple[Role, ...]


@dataclass(slots=True)
class _Owner:
    mention: int
    entity: int
    preposition: str = ""


class _Room:
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
        self.found: list[Candidate] = []
        #: Offices under a person, until it is known whom that person governs.
        self.under: list[tuple[_Noun, int, int, _Owner, str, int, int]] = []

    def kind(self, entity: int) -> Kind:
        return self.entities.items[entity].kind


def _length(mention: Mention) -> int:
    return mention.end - mention.start


def find_roles(parsed: Parsed, entities: Entities) -> list[Candidate]:
    """The candidates that role nouns carry; `detail` is the role in the article's words.

    Titles and appositions are the article's own words whoever is quoted, so their modality is set; a copula's is not.
    """
    room = _Room(parsed, entities)
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


def _under_leaders(room: _Room) -> None:
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
            led = _Owner(owner.mention, states.pop())
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


def _noun(t: Tokens, head: int, floor: int) -> _Noun | None:
    """The longest phrase of the `roles` tables that has its head at `head`."""
    table = roles()
    lemma = t.lemma[head] if t.pos[head] == "NOUN" else t.low[head]
    if lemma not in table and t.low[head].endswith("s") and t.low[head][:-1] in table:
        lemma = t.low[head][:-1]
    for length in (4, 3, 2, 1):  # "chief of staff", "secretary of state": what follows the head
        forward = t.surface(head, min(head + 1 + length, len(t.text))).lower()
        if forward in table and head + 1 + length <= len(t.text):
            return _Noun(_first_word(t, head, floor), head, head + 1 + length, forward, table[forward])
    for begin in range(max(floor, head - 4), head + 1):
        before = t.surface(begin, head)
        phrase = f"{before} {lemma}".strip() if begin == head or t.space[head - 1] else before + lemma
        if phrase.lower() in table:
            return _Noun(_first_word(t, head, floor), head, head + 1, phrase.lower(), table[phrase.lower()])
    if "-" in lemma and lemma.split("-", 1)[1] in table:  # "ex-president"
        bare = lemma.split("-", 1)[1]
        return _Noun(_first_word(t, head, floor), head, head + 1, bare, table[bare])
    return None


def _first_word(t: Tokens, head: int, floor: int) -> int:
    """Where the role phrase begins: the adjectives and nouns before the head that name nobody."""
    return max(floor, min(title_start(t, head + 1, floor), head))


# ------------------------------------------------------------------ titles


def _title(room: _Room, index: int, mention: Mention) -> None:
    t = room.t
    floor = t.starts[t.sent[mention.start]]
    start = title_start(t, mention.start, floor)
    bearers = list(mention.entities)
    if start == mention.start:
        return
    head = mention.start - 1
    noun = _noun(t, head, start)
    if noun is None:  # "Secretary of State Marco Rubio"
        inner = next((i for i in range(start, head) if t.low[i + 1] == "of" and _noun(t, i, start)), None)
        noun = _noun(t, inner, start) if inner is not None else None
        if noun is None:
            return
        noun.end = mention.start
    noun.start = start
    owners = _left_owners(room, start)
    if owners is None:
        return
    if (
        not owners and mention.end < len(t.text) and t.low[mention.end] == "of"
    ):  # "presidents A of Nigeria, B of Senegal"
        owner = _at(room, mention.end + 1)
        if owner is None:
            return
        if noun.phrase.split()[-1] in _STATELY and room.kind(owner.entity) is Kind.ORGANIZATION:
            return  # "Finance Minister A of the Greens": that is her party
        owners = [owner]
        _same_title(room, noun, room.mentions[owner.mention].end)
    if not owners:
        owners = _implied(room, noun, mention)
    for owner in owners:
        for bearer in bearers:
            _add(room, noun, index, bearer, owner, "title", noun.start, mention.end)


def _same_title(room: _Room, noun: _Noun, after: int) -> None:
    """The others of "presidents A of Nigeria, B of Senegal and C of Mali": one title for all."""
    t = room.t
    while after + 2 < len(t.text) and t.low[after] in (",", "and"):
        start = after + 2 if t.low[after + 1] == "and" else after + 1
        index = room.starting.get(start)
        if index is None or room.mentions[index].form != "name" or len(room.mentions[index].entities) != 1:
            return
        mention = room.mentions[index]
        owner = _at(room, mention.end + 1) if mention.end < len(t.low) and t.low[mention.end] == "of" else None
        if owner is None:
            return
        _add(room, noun, index, mention.entities[0], owner, "title", noun.start, mention.end)
        after = room.mentions[owner.mention].end


def _implied(room: _Room, noun: _Noun, mention: Mention) -> list[_Owner]:
    """The article's own state, for a minister who is told of without one."""
    t = room.t
    governs = _governs(noun)
    presides = mention.form == "name" and noun.phrase == "president" and t.text[noun.head][:1].isupper()
    if not governs and not presides:
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
    return [_Owner(home, room.home, "implied")] if home is not None else []


def _at_another_seat(room: _Room, end: int) -> bool:
    """Whether "in" and the capital of another state follow: "met President A in Washington"."""
    owner = _at(room, end + 1) if room.t.low[end : end + 1] == ["in"] else None
    seat = territories().capitals.get(room.entities.items[owner.entity].name) if owner is not None else None
    home = room.entities.items[room.home].name if room.home is not None else ""
    return seat is not None and seat.name != home


def _governs(noun: _Noun) -> bool:
    """Whether the office is one of a state's government."""
    return bool({"minister", "premier"} & set(noun.phrase.split())) or noun.phrase in _GOVERNMENT


def _counterpart_follows(t: Tokens, end: int) -> bool:
    """Whether "and his Turkish counterpart" follows: then the article tells of two states, and whose is unclear."""
    return "counterpart" in t.low[end : end + 6]


def _member(room: _Room, index: int, mention: Mention) -> None:
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
        owner = _at(room, at + 1)
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
    owner = _at(room, at + 1) or _at(room, first)
    if owner is not None:
        _belonging(room, index, mention, owner.mention, at)


def _before_name(room: _Room, i: int) -> bool:
    """Whether the token may stand between "of" and the organization's name."""
    t = room.t
    if t.pos[i] in ("DET", "ADJ", "VERB"):
        return t.low[i] not in ("which", "whose")
    return t.pos[i] in ("NOUN", "PROPN") and t.dep[i] in ("compound", "nmod") and not _organization_at(room, i)


def _organization_at(room: _Room, i: int) -> bool:
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


def _belonging(room: _Room, index: int, mention: Mention, owner: int, at: int) -> None:
    """Add that the person belongs to the named organization `owner`, as the word `at` between them says."""
    other = room.mentions[owner]
    if other.form != "name" or len(other.entities) != 1 or room.kind(other.entities[0]) is not Kind.ORGANIZATION:
        return
    noun = _Noun(at, at, at + 1, "member", (Role("MEMBER_OF", inverse=False),))
    _add(
        room,
        noun,
        index,
        mention.entities[0],
        _Owner(owner, other.entities[0], "of"),
        "of",
        mention.start,
        mention.end,
    )


def _at(room: _Room, start: int) -> _Owner | None:
    """The resolved mention that starts at `start`, an article let aside."""
    for i in (start, start + 1):
        index = room.starting.get(i)
        if index is not None and len(room.mentions[index].entities) == 1:
            return _Owner(index, room.mentions[index].entities[0], "of")
        if i < len(room.t.low) and room.t.low[i] not in ("the", "a", "an"):
            return None
    return None


def _left_owners(room: _Room, start: int) -> list[_Owner] | None:
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
            return [_Owner(index, e) for e in room.mentions[index].entities]
        index = room.ending.get(i)
        if index is not None and room.mentions[index].form == "pronoun":
            if t.tag[i - 1] != "PRP$":
                return []
            return [_Owner(index, e) for e in room.mentions[index].entities] or None
        if index is not None and room.mentions[index].form == "name" and t.low[i - 1] != "opposition":
            return [_Owner(index, e) for e in room.mentions[index].entities]
        if index is not None and t.space[i - 1] and t.dep[i - 1] in ("compound", "nmod", "amod"):
            return [_Owner(index, e) for e in room.mentions[index].entities]
        if t.pos[i - 1] in ("ADJ", "ADV") or t.tag[i - 1] in ("VBN", "VBG", "JJ"):
            i -= 1
            continue
        return []
    return []


# ------------------------------------------------------------------ descriptions


def _described(room: _Room, index: int, mention: Mention) -> None:
    t = room.t
    noun = _noun(t, mention.head, mention.start)
    if noun is None:
        return
    bearers = [e for e in mention.entities if room.kind(e) in (Kind.PERSON, Kind.ORGANIZATION)]
    rule = "described"
    subject = _copula_subject(room, mention)
    if subject is not None:
        bearers, rule = list(room.mentions[subject].entities), "copula"
    if not bearers:
        return
    owners = _owners(room, noun, mention)
    if owners is not None and not owners and rule == "described":
        owners = _implied(room, noun, mention)
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


def _nearest(room: _Room, entity: int, mention: Mention) -> int | None:
    """The name of `entity` in the same sentence that stands nearest to `mention`."""
    t = room.t
    same = [
        i
        for i in room.entities.items[entity].mentions
        if room.mentions[i].form == "name" and t.sent[room.mentions[i].start] == t.sent[mention.start]
    ]
    return min(same, key=lambda i: abs(room.mentions[i].start - mention.head), default=None)


def _copula_subject(room: _Room, mention: Mention) -> int | None:
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


def _owners(room: _Room, noun: _Noun, mention: Mention) -> list[_Owner] | None:
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
        return [_Owner(i, e) for i in inner[-1:] for e in room.mentions[i].entities]
    if possessor is not None:
        index = room.by_head.get(possessor)
        if t.low[possessor] == "whose":
            index = before_whose(t, possessor, room.ending)
        if index is None or not room.mentions[index].entities:
            return None
        return [_Owner(index, e) for e in room.mentions[index].entities]
    phrases = _phrases(room, noun)
    if phrases is None:
        return None
    if phrases and (phrases[0].preposition in ("of", "at") or not inner):
        both = inner if any(role.relation == "MEMBER_OF" for role in noun.carries) else []
        return phrases + [
            _Owner(i, e) for i in both for e in room.mentions[i].entities
        ]  # "a Green member of parliament"
    if inner:
        longest = max(inner, key=lambda i: (room.mentions[i].end, _length(room.mentions[i])))
        return [_Owner(longest, e) for e in room.mentions[longest].entities]
    if not phrases and mention.end + 1 < len(t.text) and t.text[mention.end] == "," and t.text[head][:1].isupper():
        behind = _at(room, mention.end + 1)  # "Catriona Bell, Communications Manager, Strathkelvin University"
        if behind is not None and room.kind(behind.entity) is Kind.ORGANIZATION:
            return [_Owner(behind.mention, behind.entity)]
    return phrases or _left_owners(room, mention.start)


def _body_before(room: _Room, body: Mention, noun: _Noun) -> bool:
    """Whether the unnamed body stands before the noun: "the central bank governor"; a minister is a state's."""
    compound = body.form == "nominal" and body.kind is Kind.ORGANIZATION and room.t.head[body.head] == noun.head
    return compound and not _governs(noun)


def _inside(room: _Room, start: int, end: int) -> list[tuple[int, Mention]]:
    return [
        (room.starting[i], room.mentions[room.starting[i]])
        for i in range(start, end)
        if i in room.starting and room.mentions[room.starting[i]].end <= end
    ]


def _phrases(room: _Room, noun: _Noun) -> list[_Owner] | None:
    """The owners in the prepositional phrases right of the noun; None where one is there that nothing resolves."""
    t = room.t
    prepositions = [
        c for c in t.children[noun.head] if t.dep[c] == "prep" and c >= noun.end and t.low[c] in _OWNER_PREPOSITIONS
    ]
    if noun.end > noun.head + 1:  # "chief of staff to X": the phrase hangs on "staff" or on the head
        prepositions += [
            c for k in range(noun.head + 1, noun.end) for c in t.children[k] if t.dep[c] == "prep" and c >= noun.end
        ]
    if not prepositions and noun.end < len(t.low) and t.low[noun.end] in _OWNER_PREPOSITIONS:
        prepositions = [noun.end]
    for preposition in sorted(prepositions):
        if {"and", ","} & set(t.low[noun.end : preposition]):
            break  # "the historian X and Y of the Trust": the phrase is Y's
        allowed = _OWNER_PREPOSITIONS.get(t.low[preposition])
        counsel = t.low[preposition] == "to" and noun.phrase.split()[-1] in _COUNSEL
        if allowed is not None and not counsel and not any(role.relation in allowed for role in noun.carries):
            continue
        if t.low[preposition] == "for" and noun.phrase.split()[-1] in _ENVOYS:
            continue
        owners: list[_Owner] = []
        alike = [c for c in t.children[preposition] if t.dep[c] == "conj" and t.low[c] == t.low[preposition]]
        objects = [c for p in (preposition, *alike) for c in t.children[p] if t.dep[c] in ("pobj", "pcomp")]
        seen = set(objects)
        while objects:
            token = objects.pop(0)
            index = room.by_head.get(token)
            if index is not None:
                owners += [_Owner(index, e, t.low[preposition]) for e in room.mentions[index].entities]
            more = [c for c in t.children[token] if t.dep[c] == "conj" and c not in seen]
            seen.update(more)
            objects += more
        if not owners:
            owner = _at(room, preposition + 1)
            owners = [_Owner(owner.mention, owner.entity, t.low[preposition])] if owner else []
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
                found = _at(room, second + 1)
                if found is not None:
                    return [found]
    return []


# ------------------------------------------------------------------ the relation


def _add(
    room: _Room, noun: _Noun, bearer_mention: int, bearer: int, owner: _Owner, rule: str, start: int, end: int
) -> None:
    carried = _carried(room, noun, bearer, owner)
    if carried is None:
        if room.kind(owner.entity) is Kind.PERSON and _governs(noun):
            room.under.append((noun, bearer_mention, bearer, owner, rule, start, end))
        return
    ends = (bearer_mention, owner.mention)
    source_mention, target_mention = reversed(ends) if carried.inverse else ends
    owner_mention = room.mentions[owner.mention]
    implied = owner.preposition == "implied"
    room.found.append(
        Candidate(
            relation=carried.relation,
            source=owner.entity if carried.inverse else bearer,
            target=bearer if carried.inverse else owner.entity,
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


def _carried(room: _Room, noun: _Noun, bearer: int, owner: _Owner) -> Role | None:
    """Which of the relations that the noun may carry holds between the two, or None."""
    items = room.entities.items
    if bearer == owner.entity or not (items[bearer].named or "RELATED_TO" in {role.relation for role in noun.carries}):
        return None
    for name in _ORDER:
        for role in noun.carries:
            if role.relation != name:
                continue
            allowed = _OWNER_PREPOSITIONS.get(owner.preposition)
            if owner.preposition == "implied" and name != "HOLDS_ROLE":
                continue
            counsel = name == "REPRESENTED" and owner.preposition == "to" and noun.phrase.split()[-1] in _COUNSEL
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


# ------------------------------------------------------------------ offices that a verb tells of


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
        self._room = _Room(parsed, entities)

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
        noun = _noun(t, head, start)
        if noun is None:
            return []
        owners = _owners(room, noun, Mention(start=start, end=head + 1, head=head, form="nominal"))
        if owners == [] and giver is not None:
            owners = [_Owner(giver[1], giver[0])]
        found = []
        for owner in owners or []:
            role = _carried(room, noun, bearer, owner)
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
