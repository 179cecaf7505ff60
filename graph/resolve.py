"""Names to stakeholders across articles: pure, and the same whatever order the articles came in.

An article-level entity has a profile: what its own article says of its name. Entities with one profile are one
stakeholder; `resolve` joins profiles of one block further. Unnamed entities ("Ukrainian officials") have a profile of
their own article and no block. Wrong merges cost more than missed ones: in doubt profiles stay apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from graph.model import Entity, Kind, stable_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """Article-level entities that nothing in their own articles tells apart.

    `id` is also the stakeholder's id if this profile is the one it is called after, so that an id once shown can be
    led on. `key` names the block of profiles that may be joined with it; None: none may. `name` is normalised, `forms`
    counts the names as their articles have them.
    """

    id: str
    kind: Kind
    key: str | None
    name: str
    forms: Mapping[str, int]

    @property
    def articles(self) -> int:
        """How many article-level entities share the profile."""
        return sum(self.forms.values())


_TITLES = frozenset(
    "mr mrs ms miss dr prof professor sir dame lord lady rev president chancellor minister senator governor general "
    "colonel captain ambassador king queen prince princess pope sheikh judge justice".split()
)
_SUFFIXES = frozenset("jr sr ii iii iv phd md".split())
_PARTICLES = frozenset("von van der den de del della di da dos du la le al el bin ibn ben ter ten zu abu st".split())
_DROP = re.compile(r"['’ʼ`´]s?\b|['’ʼ`´]")
_SPLIT = re.compile(r"[\W_]+")

#: Names of states that no reference table spells so, by ISO 3166-1 alpha-3 code.
_STATE_NAMES = {
    "us": "USA",
    "usa": "USA",
    "america": "USA",
    "united states of america": "USA",
    "american": "USA",
    "uk": "GBR",
    "britain": "GBR",
    "great britain": "GBR",
    "british": "GBR",
    "russia": "RUS",
    "russian": "RUS",
    "ukrainian": "UKR",
    "chinese": "CHN",
    "iran": "IRN",
    "iranian": "IRN",
    "israeli": "ISR",
    "french": "FRA",
    "german": "DEU",
    "south korea": "KOR",
    "north korea": "PRK",
    "syria": "SYR",
    "venezuela": "VEN",
    "turkey": "TUR",
    "turkish": "TUR",
    "vietnam": "VNM",
    "czech republic": "CZE",
    "uae": "ARE",
    "emirates": "ARE",
    "ivory coast": "CIV",
    "taiwan": "TWN",
    "bolivia": "BOL",
    "tanzania": "TZA",
    "moldova": "MDA",
    "laos": "LAO",
}


@lru_cache(maxsize=65_536)
def normalise(name: str) -> str:
    """`name` in lower-case Latin words: no accents, possessives, punctuation or leading article."""
    text = unicodedata.normalize("NFKC", name)
    if not text.isascii():
        from anyascii import anyascii  # tables of 100 kB, needed for few names

        text = anyascii(text)
    text = re.sub(r"(?<=\b[A-Za-z])\.(?=[A-Za-z]\b)", "", text)  # U.S. is one word
    words = _SPLIT.sub(" ", _DROP.sub("", text)).casefold().split()
    if len(words) > 1 and words[0] in ("the", "a", "an"):
        words = words[1:]
    return " ".join(words)


def _person(name: str) -> list[str]:
    words = normalise(name).split()
    while len(words) > 1 and words[0] in _TITLES:
        words = words[1:]
    while len(words) > 1 and words[-1] in _SUFFIXES:
        words = words[:-1]
    if len(words) > 2:  # a middle initial does not make another person
        words = [words[0], *(word for word in words[1:-1] if len(word) > 1), words[-1]]
    return words


@cache
def _states() -> Mapping[str, str]:
    """ISO 3166-1 alpha-3 codes by every name of a state, normalised."""
    import pycountry  # reads its tables from disk when first asked

    attributes = ("name", "common_name", "official_name")
    known = {
        normalise(getattr(country, attribute)): country.alpha_3
        for attribute in reversed(attributes)
        for country in pycountry.countries
        if hasattr(country, attribute)
    }
    return {**known, **_STATE_NAMES}


def _state(name: str) -> str:
    words = normalise(name)
    return _states().get(words, words).casefold()


def _surname_only(words: list[str]) -> bool:
    return len(words) == 1 or all(word in _PARTICLES for word in words[:-1])


@lru_cache(maxsize=65_536)
def _name_and_block(kind: Kind, name: str) -> tuple[str, str]:
    if kind is Kind.PERSON:
        words = _person(name)
        return " ".join(words), words[-1] if words else ""
    normal = _state(name) if kind is Kind.STATE else normalise(name)
    return normal, normal


def profile_of(article_id: str, entity: Entity, rank: int) -> Profile:
    """The profile of one article-level entity; `rank` numbers the article's entities of the same kind and name."""
    kind, forms = entity.kind, {entity.name: 1}
    name, block = _name_and_block(kind, entity.name)
    if not entity.named or not name:
        local = stable_id("s", article_id, kind, entity.name, rank)
        return Profile(id=local, kind=kind, key=None, name=name, forms=forms)
    return Profile(id=stable_id("s", kind, name), kind=kind, key=f"{kind}|{block}", name=name, forms=forms)


def profiles_of(article_id: str, entities: Iterable[Entity]) -> dict[str, Profile]:
    """The profile of each of an article's entities, by the entity's id."""
    ranks: dict[tuple[Kind, str], int] = defaultdict(int)
    found = {}
    for entity in entities:
        found[entity.id] = profile_of(article_id, entity, ranks[entity.kind, entity.name])
        ranks[entity.kind, entity.name] += 1
    return found


def merge_forms(profiles: Iterable[Profile]) -> dict[str, Profile]:
    """Profiles by id, with the forms of those that are the same added up."""
    merged: dict[str, Profile] = {}
    for profile in profiles:
        if profile.id in merged:
            forms = dict(merged[profile.id].forms)
            for form, count in profile.forms.items():
                forms[form] = forms.get(form, 0) + count
        else:
            forms = dict(profile.forms)
        merged[profile.id] = Profile(id=profile.id, kind=profile.kind, key=profile.key, name=profile.name, forms=forms)
    return merged


def resolve(profiles: Iterable[Profile]) -> dict[str, str]:
    """The stakeholder's id for each profile's id; `profiles` must hold whole blocks.

    A person known by surname alone is the block's one full name if there is exactly one, else stays apart.
    """
    blocks: dict[str | None, list[Profile]] = defaultdict(list)
    for profile in profiles:
        blocks[profile.key].append(profile)
    linked: dict[str, str] = {}
    for key, members in blocks.items():
        full = [p.id for p in members if p.kind is Kind.PERSON and not _surname_only(p.name.split())]
        for profile in members:
            joins = key is not None and profile.kind is Kind.PERSON and len(full) == 1
            linked[profile.id] = full[0] if joins else profile.id
    return linked


def display_name(profiles: Iterable[Profile]) -> str:
    """The name to show for a stakeholder: that of the profile with most words, in its most frequent form."""
    best = max(profiles, key=lambda p: (len(p.name.split()), p.articles, p.name, p.id))
    return max(best.forms, key=lambda form: (best.forms[form], not form.isupper(), form))
