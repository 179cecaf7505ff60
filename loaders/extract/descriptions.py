"""Descriptions that look back: whom "the envoy", "the company" or "the British government" means."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Kind
from loaders.extract.aliases import acts_as_state
from loaders.extract.callings import ANY_BODY, called_so, possible, sort_fits, sort_of, sorts_called
from loaders.extract.names import Tokens
from loaders.extract.plurals import coordinated, several
from loaders.extract.referents import DEFINITE, Referents, is_subject, modifiers_of, possessor_of
from loaders.extract.tables import cities, noun_kinds, territories, words
from loaders.extract.types import Mention, Parsed, Referent
from loaders.extract.typing_ import norm

_ARTICLES = frozenset("the a an some this that these those both any".split())
_INDEFINITE = frozenset("a an another one some several many few any no each every most".split())
#: Nouns that sort a name before them and add nothing: "the ECOWAS bloc".
_SORTS = frozenset(
    "bloc group party company union bank newspaper movement club militia chain conglomerate agency charity network "
    "alliance firm".split()
)
#: Words for what is told of beside the matter at hand.
_ASIDE = frozenset("similar rival previous earlier separate alternative competing other".split())
#: Kin of whom everybody has but one, or one that is spoken of.
_KIN = frozenset("husband wife father mother widow widower spouse partner deputy lawyer spokesman spokeswoman".split())
#: States that are islands, or most of one.
_ISLANDS = frozenset(
    [
        "Madagascar",
        "Sri Lanka",
        "Cuba",
        "Jamaica",
        "Haiti",
        "Cyprus",
        "Malta",
        "Iceland",
        "Ireland",
        "Taiwan",
        "Mauritius",
        "Barbados",
        "Grenada",
        "Dominica",
        "Saint Lucia",
        "Bahrain",
        "Singapore",
        "Timor-Leste",
        "Nauru",
        "Niue",
        "Samoa",
    ]
)
#: Words that make another office of one.
_RANKS = frozenset("deputy vice assistant acting shadow junior under co-deputy interim caretaker associate".split())
_OTHERS = frozenset("similar separate second third another different previous earlier new two three several".split())
#: Descriptions that mean someone named elsewhere or nobody: they make no referent of their own.
_NOBODY = frozenset(
    "counterpart predecessor successor rival boss man woman side two pair both duo client colleague friend".split()
)
#: Words that make another office of one.
_SECOND = frozenset({"deputy", "vice", "assistant", "associate"})


def resolve_description(r: Referents, index: int) -> None:
    """Find whom description `index` means among those spoken of before, or make it a referent of its own."""
    t, mention = r.t, r.mentions[index]
    lemma = r.lemma(mention)
    if t.dep[mention.head] in ("attr", "oprd") and t.lemma[t.head[mention.head]] in ("be", "become", "remain"):
        return  # "X is the envoy" tells of X; the roles are read off it
    if several(r, index, lemma) or coordinated(r, index, lemma):
        return
    modifiers = modifiers_of(t, mention.start, mention.head)
    first = t.low[mention.start]
    definite = first in DEFINITE or t.dep[mention.head] == "compound" or lemma in ("parliament", "police")
    indefinite = first in _INDEFINITE or t.tag[mention.start] == "CD"
    owner = _owner(r, mention)
    entity: int | None = None
    if owner is not None and owner >= 0:
        entity = r.owned.get((owner, lemma))
        if entity is None and lemma in _KIN:
            entity = r.owned_named.get((owner, lemma))
        if entity is None:
            entity = _affiliated(r, owner, mention, lemma)
    if entity is not None:
        pass
    elif mention.kind is Kind.STATE:
        entity = _state(r, index, lemma, modifiers, owner)
        if entity is None and (lemma != "government" or mention.plural):
            return
    elif mention.kind is Kind.PLACE:
        entity = _place(r, index, lemma, modifiers)
        if entity is None:
            return
    elif owner is None:
        entity = _named_in(r, mention, lemma)
        if entity is None:
            entity = _antecedent(r, index, lemma, modifiers, definite=definite, indefinite=indefinite)
    elif mention.kind in (Kind.DOCUMENT, Kind.EVENT):
        entity = _antecedent(r, index, lemma, frozenset(), definite=True, indefinite=False)
    if entity is None:
        kind = mention.kind or Kind.GROUP
        if kind is Kind.STATE:
            kind = Kind.ORGANIZATION
        if kind is Kind.ORGANIZATION and mention.plural:
            kind = Kind.GROUP
        if kind is Kind.PERSON and lemma in words("sources"):
            kind = Kind.GROUP
        if _passing(r, index, lemma, kind, definite=definite, owned=owner is not None):
            return
        entity = r.new(_name_of(r, mention, owner), kind, named=False)
        if owner is not None and owner >= 0:
            r.owned[owner, lemma] = entity
    r.assign(index, entity)
    r.know(entity, lemma, modifiers)


def inherit_role(r: Referents, mention: Mention) -> None:
    """A counterpart is what the other one is: "the minister and her Turkish counterpart, X" are both ministers.

    Whose anyone is, is kept: "her husband, X" is who her husband is from then on.
    """
    owner = _owner(r, mention)
    if owner is None or owner < 0:
        return
    if len(mention.entities) == 1 and not mention.plural:
        r.owned_named.setdefault((owner, r.lemma(mention)), mention.entities[0])
    if r.lemma(mention) == "counterpart":
        for noun in list(r.described[owner] - {"counterpart"}):
            for entity in mention.entities:
                r.know(entity, noun, frozenset())


def _owner(r: Referents, mention: Mention) -> int | None:
    """The referent that possesses what is described; -1 where it is unresolved, None where there is no possessor."""
    possessor = possessor_of(r.t, mention.head)
    if possessor is None:
        return None
    index = r.at_head.get(possessor)
    if r.t.low[possessor] == "whose":
        index = before_whose(r.t, possessor, r.name_ending)
    if index is None or len(r.mentions[index].entities) != 1:
        return -1
    return r.mentions[index].entities[0]


def before_whose(t: Tokens, whose: int, ending: Mapping[int, int]) -> int | None:
    """The mention, of those by their ends, that "whose" goes back to: the one right before it."""
    at = whose - 1 if whose and t.text[whose - 1] == "," else whose
    return ending.get(at)


def _affiliated(r: Referents, owner: int, mention: Mention, lemma: str) -> int | None:
    """The organization of a person in "her party", "his company"."""
    if mention.plural or lemma not in words("companies") | ANY_BODY | {
        "ministry",
        "department",
        "office",
        "union",
        "club",
        "bank",
    }:
        return None
    entity = r.affiliation.get(owner)
    if entity is None or lemma == "office":
        return None
    return entity if sort_fits(r, entity, lemma) or called_so(r, entity, lemma) else None


def _name_of(r: Referents, mention: Mention, owner: int | None) -> str:
    """What a described stakeholder is called: the phrase without its article and what follows the noun."""
    t = r.t
    start = mention.start
    while start < mention.head and (t.tag[start] == "DT" or t.low[start] in _ARTICLES):
        start += 1
    possessor = possessor_of(t, mention.head)
    bodies = mention.kind in (Kind.PERSON, Kind.ORGANIZATION) and not mention.plural
    if bodies and possessor is not None and owner is not None and owner >= 0 and t.tag[possessor] == "PRP$":
        return f"{r.items[owner].name}'s {t.surface(possessor + 1, mention.head + 1)}"
    whole = mention.kind is Kind.DOCUMENT or (mention.kind is Kind.EVENT and start == mention.head)
    whole = whole and mention.end - mention.head <= 5
    return t.surface(start, mention.end if whole else mention.head + 1)  # "code of conduct", "summit in Abuja"


def _passing(r: Referents, index: int, lemma: str, kind: Kind, *, definite: bool, owned: bool) -> bool:
    """Whether an unresolved description is no stakeholder of its own: it means one that was not found."""
    mention = r.mentions[index]
    headline = r.headline and r.sentence(index) == 0
    if lemma in _NOBODY or (kind is Kind.PERSON and headline):
        return True
    bare = not definite and not owned and r.t.tag[mention.start] != "DT"
    if kind is Kind.PERSON and not mention.plural:
        if bare and r.t.dep[mention.head] not in ("nsubj", "nsubjpass", "dobj", "pobj", "conj"):
            return True
        modifiers = modifiers_of(r.t, mention.start, mention.head)
        if owned:
            return any(
                r.items[e].named and r.items[e].kind is Kind.PERSON and modifiers <= r.modifiers[e]
                for e in r.called.get(lemma, ())
            )
        if definite:
            return any(
                r.items[e].named and r.items[e].kind is Kind.PERSON and e in r.last for e in r.called.get(lemma, ())
            )
    generic = lemma in words("companies") or lemma in ANY_BODY
    return kind is Kind.ORGANIZATION and generic and (definite or headline or owned)


def _named_in(r: Referents, mention: Mention, lemma: str) -> int | None:
    """The organization that the noun only sorts: "the ECOWAS bloc"."""
    if lemma not in _SORTS or mention.plural:
        return None
    index = r.name_ending.get(mention.head)
    if index is None or r.mentions[index].start < mention.start:
        return None
    entities = r.mentions[index].entities
    return entities[0] if entities and r.items[entities[0]].kind is Kind.ORGANIZATION else None


def _antecedent(
    r: Referents, index: int, lemma: str, modifiers: frozenset[str], *, definite: bool, indefinite: bool
) -> int | None:
    mention = r.mentions[index]
    kinds = set(noun_kinds(lemma)) | ({mention.kind} if mention.kind else set())
    if Kind.PERSON in kinds:
        kinds.add(Kind.GROUP)
    called = []
    loose = []
    qualified = []  # fitting but for adjectives that the text has not used of them before
    for entity in possible(r, lemma):
        item = r.items[entity]
        if item.kind not in kinds:
            continue
        if item.kind in (Kind.DOCUMENT, Kind.EVENT) and mention.plural == r.plural[entity]:
            loose.append(entity)
        if mention.plural != r.plural[entity] and not item.named and item.kind is not Kind.DOCUMENT:
            continue
        if (r.modifiers[entity] & _SECOND) - modifiers:
            continue  # "the prime minister" is no deputy prime minister
        known = r.modifiers[entity] | set(norm(item.name).lower().split())
        vague = item.kind in (Kind.DOCUMENT, Kind.EVENT) and not r.modifiers[entity]
        unplaced = item.kind is Kind.PERSON and not any(m.startswith("=") for m in known)
        missing = modifiers - known
        placed = item.kind is Kind.ORGANIZATION and item.named and definite and _only_places(r, mention, missing)
        if not missing or vague or placed or (unplaced and all(m.startswith("=") for m in missing)):
            called.append(entity)
        elif item.named and item.kind is Kind.PERSON and missing <= _qualities(r, mention):
            qualified.append(entity)
    if not definite:
        return _announced(r, index, loose or called, indefinite=indefinite)
    called = [e for e in called if not r.modifiers[e] & _ASIDE - modifiers] or called
    exact = [e for e in loose if lemma in r.described[e]]
    if not called and len(exact) == 1 and not modifiers & _OTHERS and not any(m.startswith("=") for m in modifiers):
        return exact[0]
    if not called and not modifiers and (lone := _lone_person(r, index, kinds)) is not None:
        return lone
    if not called and definite and len(qualified) == 1:
        called = qualified
    if Kind.PERSON in kinds and len(called) > 1:
        ranked = [e for e in called if r.modifiers[e] & _RANKS == modifiers & _RANKS]
        called = ranked or called
    if called:
        if Kind.PERSON in kinds and len(called) > 1:
            return called[0] if _nearer(r, index, called) else None
        if r.items[called[0]].kind is Kind.ORGANIZATION and len(called) > 1:
            return _weightiest(r, index, called)
        return called[0]
    return _company(r, index, lemma, modifiers)


def _qualities(r: Referents, mention: Mention) -> set[str]:
    """The adjectives of the description that tell of no other office: "the Republican governor"."""
    t = r.t
    inside = range(mention.start, mention.head)
    found = {
        t.low[i] for i in inside if t.pos[i] == "ADJ" or (t.pos[i] == "PROPN" and t.dep[i] in ("amod", "compound"))
    }
    return found - _RANKS - _OTHERS - words("title_modifiers")


def _only_places(r: Referents, mention: Mention, missing: set[str] | frozenset[str]) -> bool:
    """Whether the words that set the description apart only tell where: "the Geneva office"."""
    t = r.t
    for i in range(mention.start, mention.head):
        if t.low[i] in missing and t.text[i] not in cities() and t.text[i] not in territories().names:
            return False
    return not any(m.startswith("=") for m in missing)


def _lone_person(r: Referents, index: int, kinds: set[Kind]) -> int | None:
    """The one person spoken of lately, of whom nothing is told yet: "The founder of X" after "Y is late"."""
    if Kind.PERSON not in kinds or r.mentions[index].plural or not is_subject(r.t, r.mentions[index].head):
        return None
    mention = r.mentions[index]
    both = any(r.t.dep[c] == "conj" and c > mention.head for c in r.t.children[mention.head])
    if mention.end == mention.head + 1 and not both:
        return None
    near = [e for e in r.recent(index, {Kind.PERSON}, 2) if r.items[e].named]
    return near[0] if len(near) == 1 and not r.described[near[0]] else None


def _announced(r: Referents, index: int, called: list[int], *, indefinite: bool) -> int | None:
    """Without an article, only what the headline announced is taken up, or a group of the same name."""
    mention = r.mentions[index]
    if r.headline and r.sentence(index) > 0 and r.t.low[mention.start] not in ("another", "one"):
        for entity in called:
            item = r.items[entity]
            if not item.named and item.mentions and all(r.sentence(i) == 0 for i in item.mentions):
                return entity
    if not indefinite and mention.plural and called and not r.items[called[0]].named:
        return called[0] if r.items[called[0]].kind is Kind.GROUP else None
    return None


def _nearer(r: Referents, index: int, entities: list[int]) -> bool:
    """Whether the first of the referents was spoken of in a later sentence than the second."""
    del index
    return r.sentence(r.last[entities[0]]) > r.sentence(r.last[entities[1]])


def _weightiest(r: Referents, index: int, entities: list[int]) -> int | None:
    """The referent that is near and much spoken of; None where two are as good."""
    here = r.sentence(index)
    scored = []
    for entity in entities:
        at = r.last[entity]
        score = -1.0 * min(4, here - r.sentence(at)) + 0.35 * min(
            5, sum(i < index for i in r.items[entity].mentions[:6])
        )
        if is_subject(r.t, r.mentions[at].head):
            score += 0.6
        scored.append((score, at, entity))
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][0] - scored[1][0] < 0.3:
        return None
    return scored[0][2]


def _company(r: Referents, index: int, lemma: str, modifiers: frozenset[str]) -> int | None:
    """The organization that "the company", "the party" or "the group" means: a near one that can be of that sort."""
    sorts = sorts_called(lemma)
    if not sorts:
        return None
    near = [e for e in r.recent(index, {Kind.ORGANIZATION}, 5) if r.items[e].named]
    near = [e for e in near if modifiers <= set(norm(r.items[e].name).lower().split())]
    fitting = [e for e in near if sort_of(r, e) in sorts]
    exact = [e for e in fitting if sort_of(r, e) == sorts[0]]
    return _weightiest(r, index, exact or fitting) if fitting else None


def _state(r: Referents, index: int, lemma: str, modifiers: frozenset[str], owner: int | None) -> int | None:
    """The state that "the country", "the British government" or "his government" means."""
    mention = r.mentions[index]
    codes = [m[1:] for m in modifiers if m.startswith("=")]
    for code in codes:
        if code in r.states:
            return r.states[code]
    if mention.plural:
        return None
    if owner is not None:
        if owner < 0:
            return None
        if r.items[owner].kind is Kind.STATE:
            return owner
        return r.state_of.get(owner)
    named = r.name_ending.get(mention.head)
    if named is not None and r.mentions[named].start >= mention.start:
        entities = r.mentions[named].entities
        return entities[0] if entities and r.items[entities[0]].kind is Kind.STATE else None
    first = r.t.low[mention.start]
    if first in _INDEFINITE or first in ("neither", "either") or (modifiers and lemma == "government"):
        return None
    if lemma == "government":
        return r.home
    recent = r.recent(index, {Kind.STATE}, 3)
    return recent[0] if recent else None


def find_home(parsed: Parsed, mentions: list[Mention], items: list[Referent], *, sure: bool = False) -> int | None:
    """The state whose government the article means when it names none: the dateline's, or by far the most named.

    With `sure` it must be named half as often again as any other, wherever the dateline is.
    """
    states = {item.name: e for e, item in enumerate(items) if item.kind is Kind.STATE}
    capitals = territories().capitals
    weight = {e: len(items[e].mentions) for e in states.values()}
    for item in items:
        seat = capitals.get(item.name)
        if item.kind is Kind.PLACE and seat is not None and seat.name in states:
            weight[states[seat.name]] += len(item.mentions)
    counts = sorted(((count, e) for e, count in weight.items()), reverse=True)
    seat = capitals.get(parsed.dateline_place or "")
    home = states.get(seat.name) if seat is not None else None
    if home is None:
        named = [e for e in states.values() if any(mentions[i].head in parsed.skip for i in items[e].mentions)]
        home = named[0] if len(named) == 1 else None
    least = 2 if home is not None else 3
    if home is None and counts and counts[0][0] >= 2 and (len(counts) == 1 or counts[0][0] >= 2 * counts[1][0]):
        home = counts[0][1]
    if home is None or not sure:
        return home
    others = max((count for count, e in counts if e != home), default=0)
    return home if weight[home] >= max(least, 1.5 * others) else None


def _place(r: Referents, index: int, lemma: str, modifiers: frozenset[str]) -> int | None:
    """The place that "the city", "the province" or "the Omani capital" means."""
    mention = r.mentions[index]
    codes = [m[1:] for m in modifiers if m.startswith("=")]
    if lemma == "capital" and codes:
        forms = [city for city, territory in territories().capitals.items() if territory.code == codes[0]]
        known = next((e for e, item in enumerate(r.items) if item.name in forms and item.kind is Kind.PLACE), None)
        return known if known is not None or not forms else r.new(forms[0], Kind.PLACE)
    if r.t.low[mention.start] not in ("the", "this", "that") or modifiers:
        return None
    kinds = (
        {Kind.PLACE, Kind.STATE}
        if lemma in ("island", "territory", "state", "province", "region", "city")
        else {Kind.PLACE}
    )
    near = [e for e in r.recent(index, kinds, 4) if r.items[e].named]
    called = [e for e in near if lemma in r.described[e]]
    if called:
        return called[0]
    if lemma == "island":
        near = [e for e in near if r.items[e].name in _ISLANDS or r.items[e].name.split()[-1].lower() == "islands"]
        return near[0] if near else None
    if lemma in ("city", "town") and r.parsed.dateline_place:
        home = next((e for e in r.called.get("=dateline", ())), None)
        if home is not None:
            if acts_as_state(r.t, mention.head):
                r.items[home].kind = Kind.STATE  # "sued the city"
            return home
    if lemma in ("city", "town", "capital"):
        near = [e for e in near if r.items[e].name in cities() or r.items[e].name in territories().capitals]
    elif lemma in ("province", "region", "state", "territory", "county"):
        parts = territories().names
        near = [e for e in near if r.items[e].name in parts and parts[r.items[e].name].kind != "state"]
    else:
        return None
    return near[0] if len(near) == 1 else None
