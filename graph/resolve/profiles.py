"""What an article says of each of its entities, in the few features by which names are linked.

Entities with one profile are one stakeholder: those of one kind, one normal name and one walk of life. Features are
counted, so that a profile is the sum of its articles and an article can be taken out of it again.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from graph.model import Entity, Extraction, Kind, stable_id
from graph.resolve.names import (
    core,
    initials,
    known_state,
    normalise,
    organization_block,
    person_name,
    skeleton,
    state_name,
)

#: Companions are counted in so many drawers, so that a profile stays small however many articles it has.
DRAWERS = 256

_WALKS = {
    "law": "judge prosecutor magistrate lawyer attorney barrister solicitor counsel justice advocate",
    "sport": "footballer striker midfielder defender goalkeeper winger coach player wrestler boxer swimmer cyclist "
    "athlete sprinter referee captain jockey golfer skier batsman bowler pitcher quarterback",
    "politics": "president premier minister senator mp lawmaker governor mayor envoy ambassador diplomat negotiator "
    "chancellor deputy councillor congressman congresswoman politician candidate secretary king queen emir",
    "business": "banker businessman businesswoman chairman chairwoman chair ceo financier investor tycoon founder "
    "shareholder owner entrepreneur economist trader broker executive billionaire developer",
    "voice": "spokesman spokeswoman spokesperson journalist reporter editor columnist presenter broadcaster",
    "force": "general colonel admiral commander lieutenant sergeant officer soldier detective inspector",
    "science": "professor scientist doctor surgeon physicist chemist biologist historian researcher lecturer",
    "arts": "singer actor actress painter author writer novelist poet musician composer pianist filmmaker sculptor",
    "church": "bishop priest imam rabbi archbishop cardinal pastor monk patriarch",
}
_WALK_OF = {word: walk for walk, words in _WALKS.items() for word in words.split()}
_APPOSED = re.compile(
    r"\s*,\s+(?:\d+,\s+)?((?:a|an|the|its|their|his|her|who|chief|head|former|deputy)\b[^,.;\n]{2,80})"
)
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_KEY = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Article-level entities that nothing in their own articles tells apart.

    `id` is also the stakeholder's id if this profile is the one it is called after, so that an id once shown can be led
    on. Profiles may be joined that share `key`, `turned` (another look at the name: other order, acronym) or `exact`
    (the same words, whatever the kind). `name` is normalised, `forms` counts the names as their articles have them,
    `marks` features: "w:law" a walk of life, "c:17" a companion, "a:pmt" an acronym, "t:g lomidze" who stands beside,
    "d:" that something is claimed of it.
    """

    id: str
    kind: Kind
    key: str
    name: str
    forms: Mapping[str, int]
    turned: str | None = None
    exact: str | None = None
    named: bool = True
    marks: Mapping[str, int] = field(default_factory=dict)

    @property
    def articles(self) -> int:
        """How many article-level entities share the profile."""
        return sum(self.forms.values())

    @property
    def walk(self) -> str | None:
        """The walk of life that its articles put it in: all the same, or none."""
        return next((mark[2:] for mark in self.marks if mark.startswith("w:")), None)

    @property
    def idle(self) -> bool:
        """Whether nothing is claimed of it anywhere."""
        return "d:" not in self.marks

    @property
    def companions(self) -> frozenset[str]:
        """The drawers of those that its articles name beside it."""
        return frozenset(mark for mark in self.marks if mark.startswith("c:"))


def profiles_of(extraction: Extraction) -> dict[str, Profile]:
    """The profile of each of an article's entities, by the entity's id."""
    article = extraction.article
    extraction = replace(extraction, entities=_kinds(extraction.entities))
    ranks: dict[tuple[Kind, str], int] = defaultdict(int)
    names = _names(extraction.entities)
    company = {e.id: _drawer(e, names[e.id]) for e in extraction.entities if e.named}
    walks = _walks(extraction)
    acting = {end for claim in extraction.claims for end in (claim.source, claim.target, claim.asserter)}
    companions = sorted(set(filter(None, company.values())))
    people = [
        (e.id, skeleton(parts.surname), parts.full)
        for e in extraction.entities
        if e.kind is Kind.PERSON and e.named
        for parts in (person_name(names[e.id]),)
    ]
    found = {}
    for entity in extraction.entities:
        name = names[entity.id]
        rank = ranks[entity.kind, entity.name]
        ranks[entity.kind, entity.name] += 1
        normal = _normal(entity.kind, name)
        forms = {entity.name: 1}
        if not entity.named or not normal:
            local = stable_id("s", article.id, entity.kind, entity.name, rank)
            found[entity.id] = Profile(id=local, kind=entity.kind, key=local, name=normal, forms=forms, named=False)
            continue
        walk = walks.get(entity.id) if entity.kind is Kind.PERSON else None
        own = company.get(entity.id)
        marks = {f"c:{drawer}": 1 for drawer in companions if drawer != own}
        if walk:
            marks[f"w:{walk}"] = 1
        if entity.kind is Kind.PERSON:
            sound = skeleton(person_name(name).surname)
            for other, other_sound, full in people:
                if other_sound == sound and other != entity.id and full != normal:
                    marks[f"t:{full}"] = 1
        else:
            for mention in entity.mentions:
                acronym = initials(mention.text)
                if acronym and acronym == normalise(mention.text) and acronym != normal:
                    marks[f"a:{acronym}"] = 1
            if entity.id in acting:
                marks["d:"] = 1
        key, turned, exact = _keys(entity.kind, name, normal, marks)
        found[entity.id] = Profile(
            id=stable_id("s", entity.kind, normal, *filter(None, (walk,))),
            kind=entity.kind,
            key=_short(key),
            turned=turned and _short(turned),
            exact=exact and _short(exact),
            name=normal,
            forms=forms,
            marks=marks,
        )
    return found


def added(profile: Profile, other: Profile, sign: int = 1) -> Profile:
    """The sum (or difference) of two profiles of one id; what counts nothing is left out."""
    return summed(profile, [(other, sign)])


def summed(profile: Profile, others: Iterable[tuple[Profile, int]]) -> Profile:
    """A profile and others of its id added up, each as often as the number beside it says."""
    forms, marks = dict(profile.forms), dict(profile.marks)
    for other, times in others:
        for sums, more in ((forms, other.forms), (marks, other.marks)):
            for key, count in more.items():
                sums[key] = sums.get(key, 0) + times * count
    forms = {key: count for key, count in sorted(forms.items()) if count > 0}
    marks = {key: count for key, count in sorted(marks.items()) if count > 0}
    turned = profile.turned
    if profile.named and profile.kind not in (Kind.PERSON, Kind.STATE, Kind.PLACE):
        turned = _acronym((*forms, profile.name), marks)  # an article may give an acronym that others lack
    return replace(profile, forms=forms, marks=marks, turned=turned)


def merge_forms(profiles: Iterable[Profile]) -> dict[str, Profile]:
    """Profiles by id, those of one id added up."""
    merged: dict[str, Profile] = {}
    for profile in profiles:
        merged[profile.id] = added(merged[profile.id], profile) if profile.id in merged else profile
    return merged


def _normal(kind: Kind, name: str) -> str:
    if kind is Kind.PERSON:
        return person_name(name).full
    return state_name(name) if kind is Kind.STATE else normalise(name)


def _keys(kind: Kind, name: str, normal: str, marks: Mapping[str, int]) -> tuple[str, str | None, str | None]:
    alone = kind in (Kind.PLACE, Kind.ORGANIZATION) or (kind is Kind.STATE and not known_state(name))
    exact = f"={normal}" if alone or " " in normal else None
    if kind is Kind.PERSON:
        parts = person_name(name)
        pair = sorted((skeleton(parts.given), skeleton(parts.surname))) if not parts.partial else None
        return f"P|{skeleton(parts.surname)}", f"P|{pair[0]}|{pair[1]}" if pair else None, exact
    if kind in (Kind.STATE, Kind.PLACE):
        return f"{kind}|{normal}", None, exact
    return f"O|{organization_block(name)}", _acronym((name,), marks), exact


def _acronym(forms: Iterable[str], marks: Mapping[str, int]) -> str | None:
    """The key of an organization's acronym: the one that its name makes or is, or that an article gives."""
    own = {acronym for form in forms if (acronym := initials(form))}
    acronym = min(own or {mark[2:] for mark in marks if mark.startswith("a:")}, default=None)
    return _short(f"A|{acronym}") if acronym else None


def _short(key: str) -> str:
    """The key itself, or its start and digest where it is longer than names are: stores index no text of any length."""
    return key if len(key) <= _LONGEST_KEY else stable_id(key[:_LONGEST_KEY], key)


def _kinds(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """The entities, with the one person in full whose surname stands alone as an organization in place of that."""
    people = [e for e in entities if e.named and e.kind is Kind.PERSON and not person_name(e.name).partial]
    by_surname: dict[str, list[Entity]] = defaultdict(list)
    for person in people:
        by_surname[person_name(person.name).surname].append(person)
    in_order = [(e, sorted(person_name(e.name).full.split())) for e in people]
    found = []
    for entity in entities:
        own: list[Entity] = []
        if entity.named and entity.kind is Kind.ORGANIZATION:
            parts = person_name(entity.name)
            words = sorted(parts.full.split())
            turned = [e for e, own_words in in_order if own_words == words]
            own = turned or (by_surname.get(parts.surname, []) if not parts.given else [])
        found.append(replace(entity, kind=Kind.PERSON, name=own[0].name) if len(own) == 1 else entity)
    return tuple(found)


def _names(entities: Iterable[Entity]) -> dict[str, str]:
    """The name by which each entity is known: the whole one where a movement's first word stands for it."""
    entities = list(entities)
    organizations = [normalise(e.name) for e in entities if e.named and e.kind not in (Kind.PERSON, Kind.STATE)]
    names = {}
    for entity in entities:
        names[entity.id] = entity.name
        if not entity.named or entity.kind is not Kind.ORGANIZATION:
            continue
        word = normalise(entity.name)
        if " " not in word and word:
            longer = [e for e in organizations if e.startswith((f"{word} for ", f"{word} of ")) or core(e) == word != e]
            if len(set(longer)) == 1:
                names[entity.id] = longer[0]
    return names


def _drawer(entity: Entity, name: str) -> str | None:
    if entity.kind is Kind.PERSON:
        what = skeleton(person_name(name).surname)
    elif entity.kind is Kind.ORGANIZATION:
        what = organization_block(name)
    else:
        return None
    if not what:
        return None
    mixed = (zlib.crc32(f"{entity.kind}|{what}".encode()) * 0x9E3779B1) & 0xFFFFFFFF  # crc32 alone is linear
    return str((mixed >> 8) % DRAWERS)


def _walks(extraction: Extraction) -> dict[str, str]:
    """The walk of life that an article puts each of its people in, where it does so plainly."""
    text = extraction.article.text
    told: dict[str, Counter[str]] = defaultdict(Counter)
    for entity in extraction.entities:
        if entity.kind is not Kind.PERSON or not entity.named:
            continue
        for mention in entity.mentions:
            before = _WORD.findall(text[max(0, mention.start - 40) : mention.start])
            gap = text[max(0, mention.start - 1) : mention.start]
            if before and gap == " ":
                _note(told[entity.id], before[-1:])
            _note(told[entity.id], _WORD.findall(mention.text)[:-1])
            apposed = _APPOSED.match(text, mention.end)
            if apposed:
                _note(told[entity.id], _WORD.findall(apposed[1])[:8])
    for claim in extraction.claims:
        if claim.relation in ("HOLDS_ROLE", "SPOKESPERSON_FOR") and claim.detail:
            _note(told[claim.source], _WORD.findall(claim.detail))
        if claim.relation == "SPOKESPERSON_FOR":
            told[claim.source]["voice"] += 1
    return {
        identity: min(counts, key=lambda walk: (-counts[walk], walk)) for identity, counts in told.items() if counts
    }


def _note(counts: Counter[str], words: Iterable[str]) -> None:
    walk = next((_WALK_OF[word.casefold()] for word in words if word.casefold() in _WALK_OF), None)
    if walk:
        counts[walk] += 1
