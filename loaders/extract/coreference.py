"""Which mentions stand for the same stakeholder: aliases first, then descriptions, then pronouns, in the text's order.

Names are joined over the whole article (surnames, short forms, acronyms, demonyms, capitals that act for their state).
Descriptions and pronouns look back. Where two antecedents are as good as each other, none is taken: a wrong antecedent
makes a false tie, a missing one only loses a true one.
"""

from __future__ import annotations

import re
from collections import defaultdict

from graph.model import Kind
from loaders.extract.names import Tokens, tokens_of
from loaders.extract.tables import given_names, territories, words
from loaders.extract.types import Entities, Mention, Parsed, Referent
from loaders.extract.typing_ import norm, noun_kinds

_COMPANIES = frozenset(
    "company firm group business maker manufacturer producer operator carrier lender bank miner retailer supplier developer brewer insurer broadcaster chain conglomerate "
    "startup contractor publisher developer bidder".split()
)
_ADDRESSED = frozenset(
    "urge tell accuse ask warn criticize criticise blame press push support back thank condemn threaten give provide sell offer help sanction invite pressure remind assure inform "
    "notify consult engage rebuke praise welcome oppose defy anger irk please alarm embarrass brief want allow let lobby persuade convince call praise fault reject force leave_ arm "
    "supply fund punish reassure isolate deter provoke".split()
)
_MOVED = frozenset(
    "visit leave reach hit attack strike shell bomb tour capture seize enter pound besiege encircle cross quit flee surround occupy control".split()
)
_TOWN_NOUNS = frozenset(
    "airport street mayor suburb outskirts city centre center district hotel university port region residents hospital palace restaurant club metro court stadium museum office_ "
    "bureau_ neighbourhood neighborhood area port border office".split()
)
_TO_SOMEONE = frozenset(
    "message letter aid support offer warning appeal ambassador envoy delivery sale concession demand proposal threat note signal assistance loan response apology".split()
)


class _Builder:
    """The referents found so far and the ways to find them again."""

    def __init__(self, parsed: Parsed, mentions: list[Mention]) -> None:
        self.parsed = parsed
        self.t: Tokens = tokens_of(parsed)
        self.mentions = mentions
        self.items: list[Referent] = []
        self.by_form: dict[tuple[str, Kind], int] = {}
        self.states: dict[str, int] = {}
        self.described: dict[int, set[str]] = defaultdict(set)  # what nouns a referent was called by
        self.last: dict[int, int] = {}  # the referent's last mention before the one at work

    def text(self, mention: Mention) -> str:
        return self.t.surface(mention.start, mention.end)

    def new(self, name: str, kind: Kind, *, named: bool = True) -> int:
        self.items.append(Referent(name=name, kind=kind, named=named))
        return len(self.items) - 1

    def assign(self, index: int, *entities: int) -> None:
        mention = self.mentions[index]
        mention.entities = entities
        if len(entities) == 1:
            mention.kind = self.items[entities[0]].kind
            if mention.form != "pronoun":
                self.items[entities[0]].mentions.append(index)
        for entity in entities:
            self.last[entity] = index


def resolve_mentions(parsed: Parsed, mentions: list[Mention]) -> Entities:
    """The referents of the article; `mentions` are told which they stand for."""
    b = _Builder(parsed, mentions)
    _names(b)
    _appositions(b)
    _look_back(b)
    for item in b.items:
        item.mentions.sort(key=lambda i: mentions[i].start)
    return Entities(mentions=mentions, items=b.items)


# ------------------------------------------------------------------ names


def acts_as_state(t: Tokens, head: int) -> bool:
    """Whether the capital at token `head` acts for its state ("Baku denies", "urged Baku") or is but a place."""
    dep, governor = t.dep[head], t.head[head]
    verb = t.lemma[governor]
    if dep == "nsubj":
        return t.pos[governor] in ("VERB", "AUX") and not (
            verb == "be"
            and any(
                t.dep[c] in ("attr",) and t.lemma[c] in ("city", "capital", "place", "town")
                for c in t.children[governor]
            )
        )
    if dep == "nsubjpass":
        return verb in _ADDRESSED
    if dep in ("dobj", "obj"):
        return verb not in _MOVED and (verb in _ADDRESSED or t.dep[governor] in ("xcomp", "ccomp"))
    if dep in ("dative", "agent"):
        return True
    if dep == "pobj":
        prep, above = t.low[governor], t.head[governor]
        noun = t.lemma[above]
        if prep in ("with", "between", "against", "by"):
            return not (prep == "between" and noun in ("flight", "route", "train", "road", "journey", "distance"))
        if prep in ("to", "from", "for", "on"):
            return (
                noun in _TO_SOMEONE
                or (prep == "on" and noun in ("sanction", "pressure", "call", "tariff"))
                or (prep == "from" and noun in ("pressure", "demand", "support", "reaction", "comment"))
            )
        return False
    if dep == "poss":
        return t.lemma[governor] not in _TOWN_NOUNS
    if dep == "conj":
        return acts_as_state(t, governor) if governor != head else False
    return False


def _names(b: _Builder) -> None:
    t = b.t
    known = territories()
    groups: dict[tuple[str, Kind], list[int]] = defaultdict(list)
    for index, mention in enumerate(b.mentions):
        if mention.form != "name" or mention.kind is None:
            continue
        form = norm(b.text(mention))
        territory = known.demonyms.get(form) or known.names.get(form) if mention.kind is Kind.STATE else None
        if (
            territory is None
            and form in known.capitals
            and mention.kind in (Kind.PLACE, Kind.STATE)
            and mention.head not in b.parsed.skip
        ):
            capital = known.capitals[form]
            if capital.kind == "state" and acts_as_state(t, mention.head):
                territory = capital
        if territory is not None and territory.kind == "state":
            if territory.code not in b.states:
                b.states[territory.code] = b.new(territory.name, Kind.STATE)
            b.assign(index, b.states[territory.code])
            continue
        groups[_case(form), mention.kind].append(index)
    forms = {form for form, kind in groups}
    # The longest first, so that short forms find what they shorten.
    waiting: list[tuple[str, Kind]] = []
    for form, kind in sorted(groups, key=lambda key: (-len(key[0].split()), b.mentions[groups[key][0]].start)):
        target = _longer(b, form, kind, forms)
        if target is None and len(form.split()) == 1 and kind is Kind.PERSON and _bearers(b, form):
            waiting.append((form, kind))
            continue
        if target is None:
            target = b.new(form, kind)
        b.by_form[form, kind] = target
        for index in groups[form, kind]:
            b.assign(index, target)
    for form, kind in waiting:
        _shared_surname(b, form, groups[form, kind])
    for entity, item in enumerate(b.items):
        _gender(b, entity, item)
    b.last.clear()


def _case(form: str) -> str:
    """A name in capitals as it is written elsewhere, so that "MANILA" is "Manila"; acronyms stay."""
    if form.isupper() and len(form) > 5 and "." not in form:
        return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), form)
    return form


def _initials(form: str) -> set[str]:
    parts = [part for part in re.split(r"[\s\-]+", form) if part]
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    every = "".join(part[0].upper() for part in parts if part not in ("the", "and"))
    return {capitals, every} - {""}


def _bearers(b: _Builder, form: str) -> list[int]:
    """The persons whose full name ends with `form` (or, failing that, begins with it)."""
    persons = [
        (i, item.name.split()) for i, item in enumerate(b.items) if item.kind is Kind.PERSON and " " in item.name
    ]
    ends = [i for i, parts in persons if form == parts[-1] or form == " ".join(parts[1:])]
    return ends or [i for i, parts in persons if parts[0] == form]


def _longer(b: _Builder, form: str, kind: Kind, forms: set[str]) -> int | None:
    """The referent already known by a longer form of the name, where there is just one."""
    parts = form.split()
    found: list[int] = []
    for i, item in enumerate(b.items):
        other = norm(item.name).split()
        if item.kind is not kind or len(other) <= len(parts) - (kind is Kind.PERSON):
            continue
        if kind is Kind.PERSON:
            if len(parts) == 1:
                continue
            if (
                parts[-1] == other[-1]
                and (parts[0] == other[0] or _initial(parts[0], other[0]))
                or " ".join(other).endswith(" " + form)
            ):
                found.append(i)
        elif kind is Kind.ORGANIZATION:
            joined = " ".join(other)
            if len(parts) == 1 and form.replace(".", "") in _initials(joined) and len(form) > 1:
                found.append(i)
            elif (
                joined.startswith(form + " ")
                and (len(parts) > 1 or form not in territories().demonyms)
                and " of " not in joined[: len(form) + 4]
            ):
                found.append(i)
            elif joined.endswith(" " + form):
                found.append(i)
    if kind is Kind.PERSON and len(parts) == 1:
        bearers = _bearers(b, form)
        return bearers[0] if len(bearers) == 1 else None
    if len(found) > 1 and kind is Kind.ORGANIZATION:
        exact = [i for i in found if form.replace(".", "") in _initials(b.items[i].name)]
        found = exact if len(exact) == 1 else []
    return found[0] if len(found) == 1 else None


def _initial(short: str, full: str) -> bool:
    return short.endswith(".") and full.startswith(short[0])


def _shared_surname(b: _Builder, form: str, indices: list[int]) -> None:
    """A surname that several people bear: the title decides, else the one whom the text names first, if it keeps to that."""
    bearers = _bearers(b, form)
    first = min(bearers, key=lambda i: b.mentions[b.items[i].mentions[0]].start)
    for index in indices:
        title = _title_words(b, b.mentions[index].start)
        genders = {"m"} if title & words("male") else {"f"} if title & words("female") else set()
        fit = [i for i in bearers if genders and b.items[i].gender in genders]
        if len(fit) == 1:
            b.assign(index, fit[0])
        elif b.mentions[b.items[first].mentions[0]].start < b.mentions[index].start:
            b.assign(index, first)


def _title_words(b: _Builder, start: int) -> set[str]:
    found = set()
    i = start - 1
    while (
        i >= 0
        and b.t.sent[i] == b.t.sent[start]
        and (b.t.low[i] in words("titles") or b.t.low[i] in words("title_modifiers"))
    ):
        found.add(b.t.low[i])
        i -= 1
    return found


def _gender(b: _Builder, entity: int, item: Referent) -> None:
    if item.kind is not Kind.PERSON:
        return
    for index in item.mentions:
        title = _title_words(b, b.mentions[index].start)
        if title & words("male"):
            item.gender = "m"
            return
        if title & words("female"):
            item.gender = "f"
            return
    if " " in item.name:
        item.gender = given_names().get(item.name.split()[0].split("-")[0])


# ------------------------------------------------------------------ descriptions


def _appositions(b: _Builder) -> None:
    """Descriptions beside a name are that name's: "Vahan Ghazarosyan, secretary of ...", "his deputy, Sneha Pote"."""
    t = b.t
    by_head = {m.head: i for i, m in enumerate(b.mentions) if m.form == "name"}
    for index, mention in enumerate(b.mentions):
        if mention.form == "name" and mention.entities:
            entity = mention.entities[0]
            for word in _descriptor_before(t, mention.start):
                b.described[entity].add(word)
        if mention.form != "nominal" or mention.plural:
            continue
        other = None
        if t.dep[mention.head] == "appos" and t.head[mention.head] in by_head:
            other = by_head[t.head[mention.head]]
        else:
            for child in t.children[mention.head]:
                if t.dep[child] == "appos" and child in by_head:
                    other = by_head[child]
        if other is None:
            other = _beside(b, mention, by_head)
        if other is None or not b.mentions[other].entities:
            continue
        entity = b.mentions[other].entities[0]
        if _kind_fits(b, mention, b.items[entity].kind):
            b.assign(index, entity)
            b.described[entity].add(t.lemma[mention.head])
    b.last.clear()


def _descriptor_before(t: Tokens, start: int) -> list[str]:
    """The nouns that describe the name right after them: "lens maker Polesie" gives maker."""
    found = []
    i = start - 1
    if (
        i >= 0
        and t.sent[i] == t.sent[start]
        and t.pos[i] in ("NOUN", "PROPN")
        and (noun_kinds(t.low[i]) or t.low[i] in words("titles"))
    ):
        found.append(t.low[i])
    return found


def _beside(b: _Builder, mention: Mention, by_head: dict[int, int]) -> int | None:
    """A name that stands right after the description and its comma: "The rapporteur, Jean-Noël Kerbrat"."""
    t = b.t
    i = mention.end
    if i < len(t.text) and t.text[i] == "," and i + 1 < len(t.text):
        for index in by_head.values():
            name = b.mentions[index]
            if (
                name.start == i + 1
                and name.kind in (Kind.PERSON, Kind.ORGANIZATION)
                and name.end < len(t.text)
                and t.text[name.end] in (",", ".", ";", "—", "-", "–")
            ):
                return index
    return None


def _kind_fits(b: _Builder, mention: Mention, kind: Kind) -> bool:
    lemma = b.t.lemma[mention.head]
    kinds = noun_kinds(lemma)
    if kind in kinds:
        return True
    if kind is Kind.PERSON and (lemma in words("male") | words("female") or lemma in words("titles")):
        return True
    return mention.kind is kind


def _look_back(b: _Builder) -> None:
    """Descriptions and pronouns, in the order of the text."""
    for index, mention in enumerate(b.mentions):
        if mention.form == "name":
            for entity in mention.entities:
                b.last[entity] = index
        elif mention.form == "nominal" and not mention.entities:
            _description(b, index, mention)
        elif mention.form == "pronoun":
            _pronoun(b, index, mention)
        elif mention.entities:
            for entity in mention.entities:
                b.last[entity] = index


def _recent(b: _Builder, index: int, kinds: frozenset[Kind] | set[Kind], sentences: int) -> list[int]:
    """Referents of those kinds mentioned in the last `sentences` sentences before mention `index`, latest first."""
    here = b.t.sent[b.mentions[index].start]
    found = [
        (at, entity)
        for entity, at in b.last.items()
        if at < index and b.items[entity].kind in kinds and here - b.t.sent[b.mentions[at].start] <= sentences
    ]
    return [entity for _, entity in sorted(found, reverse=True)]


def _modifiers(t: Tokens, mention: Mention) -> set[str]:
    return {
        t.low[i]
        for i in range(mention.start, mention.head)
        if t.pos[i] in ("ADJ", "NOUN", "PROPN") and t.low[i] not in ("new", "former", "same", "first", "last", "whole")
    }


def _name_of(b: _Builder, mention: Mention) -> str:
    """What a described stakeholder is called: the phrase without its article and what follows the noun."""
    t = b.t
    start = mention.start
    while start < mention.head and (
        t.pos[start] == "DET" or t.low[start] in ("the", "a", "an", "some", "this", "that", "these", "those")
    ):
        start += 1
    return t.surface(start, mention.head + 1)


def _description(b: _Builder, index: int, mention: Mention) -> None:
    t = b.t
    if mention.plural and _several(b, index, mention):
        return
    lemma = t.lemma[mention.head] if t.pos[mention.head] != "PROPN" else t.low[mention.head]
    first = t.low[mention.start]
    definite = first in ("the", "this", "that", "these", "those") or t.dep[_first_poss(t, mention)] == "poss"
    indefinite = first in ("a", "an", "another", "one", "some", "several", "many")
    kinds = noun_kinds(lemma) | ({mention.kind} if mention.kind else set())
    if not indefinite:
        entity = _antecedent(b, index, mention, lemma, kinds, definite)
        if entity is not None:
            b.assign(index, entity)
            b.described[entity].add(lemma)
            return
    kind = mention.kind or Kind.GROUP
    if kind is Kind.PERSON and lemma in words("people") and not definite:
        kind = Kind.GROUP
    if kind is Kind.PERSON and lemma in words("people") and lemma not in words("offices"):
        kind = Kind.GROUP
    if kind is Kind.STATE:
        return
    entity = b.new(_name_of(b, mention), kind, named=False)
    b.described[entity].add(lemma)
    b.assign(index, entity)


def _first_poss(t: Tokens, mention: Mention) -> int:
    return next((c for c in t.children[mention.head] if t.dep[c] == "poss"), mention.head)


def _antecedent(
    b: _Builder, index: int, mention: Mention, lemma: str, kinds: set[Kind] | frozenset[Kind], definite: bool
) -> int | None:
    t = b.t
    modifiers = _modifiers(t, mention)
    owner = _owner(b, mention)
    called: list[int] = []
    for entity in sorted(b.last, key=lambda e: -b.last[e]):
        item = b.items[entity]
        if b.last[entity] >= index or (
            item.kind not in kinds and not (item.kind is Kind.GROUP and Kind.PERSON in kinds)
        ):
            continue
        name = norm(item.name).lower().split()
        if lemma in b.described[entity] or (
            item.named and item.kind is not Kind.PERSON and name[-1] == lemma and len(name) > 1
        ):
            if not modifiers or _modifiers_agree(b, entity, modifiers):
                called.append(entity)
    if owner is not None:
        return None
    if called and definite:
        people = [e for e in called if b.items[e].kind is Kind.PERSON]
        return called[0] if len(people) < 2 or people[0] == called[0] and _much_nearer(b, index, people) else None
    if not definite:
        return None
    if lemma in _COMPANIES and not modifiers:
        organizations = [
            e for e in _recent(b, index, {Kind.ORGANIZATION}, 2) if b.items[e].named and not _public(b.items[e].name)
        ]
        if organizations:
            return organizations[0]
    if lemma in ("country", "nation", "republic", "kingdom", "government"):
        states = _recent(b, index, {Kind.STATE}, 3)
        if states and not modifiers:
            return states[0]
        return _owned_state(b, mention)
    return None


def _public(name: str) -> bool:
    low = set(name.lower().split())
    return bool(
        low
        & frozenset(
            "ministry court senate parliament council commission government department congress nations union police house committee".split()
        )
    )


def _owned_state(b: _Builder, mention: Mention) -> int | None:
    """The state in "the British government"."""
    for i in range(mention.start, mention.head):
        for other in b.mentions:
            if other.start <= i < other.end and other.form == "name" and other.kind is Kind.STATE and other.entities:
                return other.entities[0]
    return None


def _owner(b: _Builder, mention: Mention) -> int | None:
    """The token of an explicit possessor, or None."""
    poss = _first_poss(b.t, mention)
    return poss if poss != mention.head else None


def _modifiers_agree(b: _Builder, entity: int, modifiers: set[str]) -> bool:
    seen: set[str] = set()
    for index in b.items[entity].mentions:
        other = b.mentions[index]
        seen |= {
            b.t.low[i]
            for i in range(max(0, other.start - 6), min(other.end + 6, len(b.t.low)))
            if b.t.sent[i] == b.t.sent[other.start]
        }
    return modifiers <= seen


def _much_nearer(b: _Builder, index: int, entities: list[int]) -> bool:
    here = b.t.sent[b.mentions[index].start]
    gaps = [here - b.t.sent[b.mentions[b.last[e]].start] for e in entities]
    return gaps[0] < gaps[1]


def _several(b: _Builder, index: int, mention: Mention) -> bool:
    """Plurals that point at referents already named: "the two ministers", "both countries", "the sides"."""
    t = b.t
    low = [t.low[i] for i in range(mention.start, mention.head + 1)]
    number = 2 if "two" in low or "both" in low or "pair" in low or "neither" in low else 3 if "three" in low else None
    definite = "the" in low or "both" in low or "neither" in low
    if number is None and not (definite and t.lemma[mention.head] in ("side", "party")):
        return False
    if not definite:
        return False
    lemma = t.lemma[mention.head]
    kinds = set(noun_kinds(lemma))
    if lemma in ("side", "two", "pair", "both", "party", "neighbour", "neighbor", "rival", "foe") or not kinds:
        kinds = (
            {Kind.STATE, Kind.ORGANIZATION} if lemma in ("side", "neighbour", "neighbor", "party") else {Kind.PERSON}
        )
    number = number or 2
    recent = [e for e in _recent(b, index, kinds, 3) if b.items[e].named]
    if lemma in ("two", "pair", "both") and len(recent) < 2:
        recent = [e for e in _recent(b, index, {Kind.STATE, Kind.ORGANIZATION}, 2) if b.items[e].named]
    described = [e for e in recent if lemma in b.described[e]]
    chosen = described if len(described) == number else recent
    if len(chosen) == number or (len(chosen) > number and _clear(b, chosen, number)):
        b.assign(index, *sorted(chosen[:number]))
        return True
    return False


def _clear(b: _Builder, chosen: list[int], number: int) -> bool:
    """Whether the nearest `number` stand together in a sentence that the next one is not in."""
    at = [b.t.sent[b.mentions[b.last[e]].start] for e in chosen]
    return at[0] == at[number - 1] != at[number]


# ------------------------------------------------------------------ pronouns

_MALE = frozenset(["he", "him", "his", "himself"])
_FEMALE = frozenset(["she", "her", "hers", "herself"])
_REFLEXIVE_OR_OWN = frozenset(["his", "her", "its", "their", "himself", "herself", "itself", "themselves", "our", "my"])


def _pronoun(b: _Builder, index: int, mention: Mention) -> None:
    low = b.t.low[mention.start]
    if low in _MALE or low in _FEMALE:
        _singular(b, index, mention, "m" if low in _MALE else "f")
    elif low in ("it", "its", "itself"):
        _neuter(b, index, mention)
    elif low.startswith("the"):
        _they(b, index, mention)


def _singular(b: _Builder, index: int, mention: Mention, gender: str) -> None:
    candidates = [e for e in _recent(b, index, {Kind.PERSON}, 3) if b.items[e].gender in (None, gender)]
    candidates = _bound(b, mention, candidates)
    chosen = _choose(b, index, candidates)
    if chosen is not None:
        b.assign(index, chosen)
        if b.items[chosen].gender is None:
            b.items[chosen].gender = gender


def _subject(t: Tokens, i: int) -> bool:
    return t.dep[i] in ("nsubj", "nsubjpass", "agent")


def _clause(t: Tokens, i: int) -> int:
    """The verb that governs token `i`."""
    seen = 0
    while t.pos[i] not in ("VERB", "AUX") and t.head[i] != i and seen < 30:
        i = t.head[i]
        seen += 1
    return i


def _bound(b: _Builder, mention: Mention, candidates: list[int]) -> list[int]:
    """`candidates` without those that binding rules out: an object pronoun is not its own clause's subject."""
    t = b.t
    if t.low[mention.start] in _REFLEXIVE_OR_OWN and t.dep[mention.head] != "dobj":
        return candidates
    verb = _clause(t, mention.head)
    out = set()
    for other in b.mentions:
        if (
            other.entities
            and other is not mention
            and t.sent[other.start] == t.sent[mention.start]
            and _clause(t, other.head) == verb
            and t.dep[other.head] != "poss"
        ):
            out.update(other.entities)
    return [e for e in candidates if e not in out]


def _choose(b: _Builder, index: int, candidates: list[int]) -> int | None:
    """The best antecedent: near, a subject, a speaker; None where two are as good."""
    t = b.t
    if not candidates:
        return None
    here = t.sent[b.mentions[index].start]
    scored = []
    for entity in candidates:
        at = b.mentions[b.last[entity]]
        score = -2.0 * (here - t.sent[at.start])
        if _subject(t, at.head):
            score += 1.5
        elif t.dep[at.head] == "poss":
            score += 0.3
        if b.items[entity].named:
            score += 0.5
        if at.form == "pronoun":
            score += 0.7
        score += 0.2 * min(4, len(b.items[entity].mentions))
        scored.append((score, b.last[entity], entity))
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][0] - scored[1][0] < 0.35:
        return None
    return scored[0][2]


def _neuter(b: _Builder, index: int, mention: Mention) -> None:
    t = b.t
    if t.dep[mention.head] == "nsubj" and t.low[mention.start] == "it":
        verb = t.head[mention.head]
        if any(t.dep[c] in ("ccomp", "xcomp", "csubj", "acomp") for c in t.children[verb]) and t.lemma[verb] in (
            "be",
            "seem",
            "appear",
            "happen",
            "matter",
        ):
            return
    kinds = {Kind.ORGANIZATION, Kind.STATE}
    candidates = _bound(b, mention, _recent(b, index, kinds, 1))
    chosen = _choose(b, index, candidates)
    if chosen is not None:
        b.assign(index, chosen)


def _they(b: _Builder, index: int, mention: Mention) -> None:
    t = b.t
    here = t.sent[mention.start]
    # A coordination or plural that was a subject lately; else a group.
    for back in (0, 1, 2):
        sentence = here - back
        subjects: list[int] = []
        for other_index, other in enumerate(b.mentions[:index]):
            if other.entities and t.sent[other.start] == sentence and other.form != "pronoun":
                if len(other.entities) > 1 and _subject(t, other.head):
                    b.assign(index, *other.entities)
                    return
                root = other.head
                while t.dep[root] == "conj":
                    root = t.head[root]
                if _subject(t, root) and b.items[other.entities[0]].kind in (
                    Kind.PERSON,
                    Kind.STATE,
                    Kind.ORGANIZATION,
                    Kind.GROUP,
                ):
                    if root != other.head and subjects and _root(t, b.mentions[subjects[-1]].head) == root:
                        subjects.append(other_index)
                    elif other.head == root:
                        subjects = [other_index]
                        if other.plural and back > 0 or (other.plural and other.head < mention.start):
                            b.assign(index, *other.entities)
                            return
        if len(subjects) > 1:
            entities = sorted({e for i in subjects for e in b.mentions[i].entities})
            b.assign(index, *entities)
            return


def _root(t: Tokens, i: int) -> int:
    while t.dep[i] == "conj":
        i = t.head[i]
    return i
