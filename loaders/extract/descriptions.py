"""Descriptions and whom they mean: appositions and titles first, then "the envoy", "the company", "both ministers"."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from graph.model import Kind
from loaders.extract.aliases import acts_as_state
from loaders.extract.names import Tokens, is_title, title_start
from loaders.extract.referents import Referents, conjunction_root, is_subject, modifiers_of
from loaders.extract.tables import cities, noun_kinds, roles, territories, words
from loaders.extract.types import Mention, Parsed, Referent
from loaders.extract.typing_ import norm


def _groups(*lines: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in lines)


#: Nouns that may stand for one another, by the kind of who or what they describe.
_ALIKE = {
    Kind.PERSON: _groups(
        "envoy ambassador representative negotiator mediator diplomat commissioner",
        "spokesman spokeswoman spokesperson",
        "lawyer attorney counsel solicitor barrister",
        "adviser advisor aide",
        "boss chief executive ceo head director",
        "businessman businesswoman tycoon billionaire magnate owner founder",
    ),
    Kind.DOCUMENT: _groups(
        "deal agreement accord pact treaty settlement text arrangement understanding memorandum",
        "plan proposal scheme project initiative",
        "suit lawsuit complaint filing petition",
        "offer bid proposal takeover",
        "letter text note message",
        "duty tariff measure",
        "report finding document",
        "ceasefire truce agreement deal",
        "resolution draft text motion",
        "law legislation bill act",
        "ruling verdict decision",
    ),
    Kind.EVENT: _groups(
        "meeting session talk discussion negotiation",
        "summit conference meeting gathering",
        "swap exchange handover",
        "dinner evening banquet",
        "convention congress",
        "strike walkout",
        "rally protest demonstration march",
        "hearing session",
    ),
    Kind.ORGANIZATION: _groups("watchdog office regulator agency", "panel committee commission", "club side team"),
}
#: What a leader may have been called before.
_LEADERS = frozenset("president premier minister chancellor king emir sultan chief head chairman chairwoman".split())
_ARTICLES = frozenset("the a an some this that these those both any".split())
_DEFINITE = frozenset("the this that these those both".split())
_INDEFINITE = frozenset("a an another one some several many few any no each every most".split())
#: Nouns that sort a name before them and add nothing: "the ECOWAS bloc".
_SORTS = frozenset(
    "bloc group party company union bank newspaper movement club militia chain conglomerate agency charity network "
    "alliance firm".split()
)
_OTHERS = frozenset("similar separate second third another different previous earlier new two three several".split())
#: Descriptions that mean someone named elsewhere or nobody: they make no referent of their own.
_NOBODY = frozenset(
    "counterpart predecessor successor rival boss man woman side two pair both duo client colleague friend".split()
)
_ANY_BODY = frozenset("group party organization organisation body".split())
_STOPS = frozenset([",", ".", ";", ":", "—", "–", "--", "-", ")", "”", '"', "?", "!"])
_COMMAS = frozenset([",", "—", "–", "--", "("])
_CLAUSE_AGAIN = frozenset(["VERB", "AUX", "SPACE"])


# ------------------------------------------------------------------ beside a name


def learn_titles(r: Referents) -> None:
    """What each named referent is called by the titles and nouns right before its name."""
    t = r.t
    for mention in r.mentions:
        if mention.form != "name" or not mention.entities:
            continue
        entity = mention.entities[0]
        if t.low[mention.start] in words("kept_titles") and mention.end > mention.start + 1:
            r.know(entity, t.low[mention.start], frozenset())  # "Princess Adaeze" is the princess
        floor = t.starts[t.sent[mention.start]]
        start = title_start(t, mention.start, floor)
        if start == mention.start:
            i = mention.start - 1
            beside = i >= floor and t.pos[i] in ("NOUN", "PROPN") and t.space[i] and noun_kinds(t.low[i])
            if not beside or t.dep[i] == "pobj":
                continue
            start = i
            while start > floor and t.dep[start - 1] in ("compound", "amod") and t.head[start - 1] in (i, mention.head):
                start -= 1
        left = start
        while left > floor and (t.text[left - 1][:1].isupper() or t.pos[left - 1] == "ADJ"):
            left -= 1
        for i in range(start, mention.start):
            if is_title(t.low[i]) or noun_kinds(t.low[i]):
                noun = t.lemma[i] if t.pos[i] == "NOUN" else t.low[i]
                r.know(entity, noun, modifiers_of(t, left, i))
        owner = r.name_ending.get(start)
        if owner is None and start > floor and t.tag[start - 1] == "POS":
            owner = r.name_ending.get(start - 1)
        _affiliate(r, entity, owner)


def _affiliate(r: Referents, person: int, mention: int | None) -> None:
    if mention is None or r.items[person].kind is not Kind.PERSON:
        return
    for entity in r.mentions[mention].entities:
        if r.items[entity].kind is Kind.ORGANIZATION:
            r.affiliation.setdefault(person, entity)
        elif r.items[entity].kind is Kind.STATE:
            r.state_of.setdefault(person, entity)


def join_appositions(r: Referents) -> None:
    """Descriptions beside a name are that name's: "Vahan Ghazarosyan, secretary of ...", "his deputy, Sneha Pote"."""
    t = r.t
    for index, mention in enumerate(r.mentions):
        if mention.form != "nominal" or mention.entities or t.dep[mention.head] in ("poss", "compound"):
            continue
        entities = _name_joined(r, mention) or _names_after(r, mention) or _names_before(r, mention)
        if not entities and not mention.plural:
            entities = _parsed_apposition(r, mention)
        if not entities and t.dep[mention.head] == "conj" and not mention.plural and t.tag[mention.start] != "DT":
            other = r.at_head.get(t.head[mention.head])  # "founder and chief executive of X" is one person
            if other is not None and r.mentions[other].form == "nominal" and len(r.mentions[other].entities) == 1:
                entities = list(r.mentions[other].entities)
        entities = [e for e in entities if _kind_fits(r, mention, r.items[e].kind)]
        if not entities or (len(entities) > 1) != mention.plural:
            continue
        r.assign(index, *entities)
        for entity in entities:
            r.know(entity, r.lemma(mention), modifiers_of(t, mention.start, mention.head))
            for i in range(mention.start, mention.end):
                if i != mention.head:
                    _affiliate(r, entity, r.at_head.get(i))


def _name_joined(r: Referents, mention: Mention) -> list[int]:
    """The name right behind the description, without a comma: "the charity Last Bet"."""
    index = r.name_starting.get(mention.head + 1)
    if index is None or mention.plural or not r.t.space[mention.head] or r.t.dep[mention.head] == "pobj":
        return []
    return list(r.mentions[index].entities[:1])


def _names_after(r: Referents, mention: Mention) -> list[int]:
    """The names behind the description and its comma: "The rapporteur, Jean-Noël Kerbrat, said"."""
    t = r.t
    n = len(t.text)
    for end in (mention.end, mention.head + 1, _comma(t, mention)):
        if end >= n or t.text[end] not in _COMMAS:
            continue
        found: list[int] = []
        at = end + 1
        while at in r.name_starting and t.sent[at] == t.sent[mention.start]:
            name = r.mentions[r.name_starting[at]]
            found += name.entities[:1]
            at = name.end
            if not mention.plural or at + 1 >= n or (t.text[at] != "," and t.low[at] != "and"):
                break
            at += 1
            if t.low[at] == "and":
                at += 1
        if not found:
            continue
        if mention.plural:
            return found if len(found) > 1 else []
        over = at >= n or t.sent[at] != t.sent[mention.start] or t.text[at] in _STOPS or t.pos[at] in _CLAUSE_AGAIN
        if over or (
            at < n and t.low[at] in ("and", "to", "in", "who", "with", "for", "on") and t.dep[mention.head] != "conj"
        ):
            return found
    return []


def _comma(t: Tokens, mention: Mention) -> int:
    """The comma after the phrase that goes with the noun: "the country's health minister at the time, X"."""
    for i in range(mention.head + 1, min(mention.head + 9, len(t.text))):
        if t.sent[i] != t.sent[mention.start] or t.pos[i] in ("VERB", "AUX"):
            break
        if t.text[i] == ",":
            return i
    return mention.head + 1


def _names_before(r: Referents, mention: Mention) -> list[int]:
    """The names before the description's comma: "Peter Osei, a lawyer for the company"."""
    t = r.t
    at = mention.start - 1
    if at < 0 or t.sent[at] != t.sent[mention.start]:
        return []
    if t.low[at] in ("now", "then", "also", "currently", "once"):
        at -= 1
    if at < 0 or t.text[at] not in _COMMAS:
        return []
    if at >= 3 and t.text[at - 1].isdigit() and t.text[at - 2] == ",":  # ", 54,"
        at -= 2
    end = mention.end
    follows = t.text[end] if end < len(t.text) else "."
    here = end < len(t.text) and t.sent[end] == t.sent[mention.start]
    if here and t.tag[end] in ("VBD", "VBZ", "VBP", "MD"):
        return []  # "X, the minister said"
    governor = t.head[mention.head]
    subject = t.dep[mention.head] in ("nsubj", "nsubjpass") and governor > mention.head
    if subject and t.dep[governor] != "relcl" and follows not in _STOPS:
        return []
    index = r.name_ending.get(at)
    if index is None or not r.mentions[index].entities:
        return []
    found = list(r.mentions[index].entities[:1])
    if not mention.plural:
        return found
    start = r.mentions[index].start
    while start > 1 and t.low[start - 1] in ("and", ","):
        step = start - 1
        if t.low[step - 1] == ",":
            step -= 1
        before = r.name_ending.get(step)
        if before is None or not r.mentions[before].entities:
            break
        found.append(r.mentions[before].entities[0])
        start = r.mentions[before].start
    return found if len(found) > 1 else []


def _parsed_apposition(r: Referents, mention: Mention) -> list[int]:
    """What the parse calls an apposition, where the words between leave it possible."""
    t = r.t
    candidates = [t.head[mention.head]] if t.dep[mention.head] == "appos" else []
    candidates += [c for c in t.children[mention.head] if t.dep[c] == "appos"]
    for token in candidates:
        index = r.at_head.get(token)
        if index is None or r.mentions[index].form != "name" or not r.mentions[index].entities:
            continue
        other = r.mentions[index]
        after = max(mention.end, other.end)
        same = after < len(t.text) and t.sent[after] == t.sent[mention.start]
        if other.start < mention.start and same and t.tag[after] in ("VBD", "VBZ", "MD"):
            continue  # "her counterpart, X, a government official told us"
        return [other.entities[0]]
    return []


def _kind_fits(r: Referents, mention: Mention, kind: Kind) -> bool:
    lemma = r.lemma(mention)
    kinds = noun_kinds(lemma)
    if kind in kinds or (kinds and kinds <= {Kind.GROUP} and kind in (Kind.PERSON, Kind.ORGANIZATION)):
        return True
    if kind is Kind.PERSON and (
        lemma in words("male") | words("female") | words("titles") or (lemma in roles() and not kinds)
    ):
        return True
    return mention.kind is kind


# ------------------------------------------------------------------ looking back


def resolve_description(r: Referents, index: int) -> None:
    """Find whom description `index` means among those spoken of before, or make it a referent of its own."""
    t, mention = r.t, r.mentions[index]
    lemma = r.lemma(mention)
    if t.dep[mention.head] in ("attr", "oprd") and t.lemma[t.head[mention.head]] in ("be", "become", "remain"):
        return  # "X is the envoy" tells of X; the roles are read off it
    if _several(r, index, lemma) or _coordinated(r, index, lemma):
        return
    modifiers = modifiers_of(t, mention.start, mention.head)
    first = t.low[mention.start]
    definite = first in _DEFINITE or t.dep[mention.head] == "compound" or lemma in ("parliament", "police")
    indefinite = first in _INDEFINITE or t.tag[mention.start] == "CD"
    owner = _owner(r, mention)
    entity: int | None = None
    if owner is not None and owner >= 0:
        entity = r.owned.get((owner, lemma))
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


def _possessor(t: Tokens, head: int) -> int | None:
    return next((c for c in t.children[head] if t.dep[c] == "poss"), None)


def inherit_role(r: Referents, mention: Mention) -> None:
    """A counterpart is what the other one is: "the minister and her Turkish counterpart, X" are both ministers."""
    if r.lemma(mention) != "counterpart":
        return
    owner = _owner(r, mention)
    if owner is not None and owner >= 0:
        for noun in list(r.described[owner] - {"counterpart"}):
            for entity in mention.entities:
                r.know(entity, noun, frozenset())


def _owner(r: Referents, mention: Mention) -> int | None:
    """The referent that possesses what is described; -1 where it is unresolved, None where there is no possessor."""
    possessor = _possessor(r.t, mention.head)
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
    if mention.plural or lemma not in words("companies") | _ANY_BODY | {
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
    return entity if _sort_fits(r, entity, lemma) or _called(r, entity, lemma) else None


def _name_of(r: Referents, mention: Mention, owner: int | None) -> str:
    """What a described stakeholder is called: the phrase without its article and what follows the noun."""
    t = r.t
    start = mention.start
    while start < mention.head and (t.tag[start] == "DT" or t.low[start] in _ARTICLES):
        start += 1
    possessor = _possessor(t, mention.head)
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
    generic = lemma in words("companies") or lemma in _ANY_BODY
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


def _called(r: Referents, entity: int, lemma: str) -> bool:
    """Whether the text has called the referent by the noun, or by one that may stand for it."""
    item = r.items[entity]
    if lemma in r.described[entity]:
        return True
    name = norm(item.name).lower().split()
    if item.named and item.kind is not Kind.PERSON and len(name) > 1 and lemma in name:
        return True
    if lemma == "leader" and item.kind is Kind.PERSON and _LEADERS & r.described[entity]:
        return True
    return any(lemma in group and group & r.described[entity] for group in _ALIKE.get(item.kind, ()))


def _some(entities: list[int]) -> list[int]:
    """The first and the latest of many: in a long text a common noun calls hundreds."""
    return entities if len(entities) <= 64 else entities[:16] + entities[-48:]


def _possible(r: Referents, lemma: str) -> list[int]:
    """Referents spoken of before that the noun can call, latest first."""
    nouns = {lemma, *(_LEADERS if lemma == "leader" else ())}.union(
        *(group for groups in _ALIKE.values() for group in groups if lemma in group)
    )
    found = {e for noun in nouns for e in _some(r.called.get(noun, [])) if e in r.last and _called(r, e, lemma)}
    return sorted(found, key=lambda e: -r.last[e])


def _antecedent(
    r: Referents, index: int, lemma: str, modifiers: frozenset[str], *, definite: bool, indefinite: bool
) -> int | None:
    mention = r.mentions[index]
    kinds = set(noun_kinds(lemma)) | ({mention.kind} if mention.kind else set())
    if Kind.PERSON in kinds:
        kinds.add(Kind.GROUP)
    called = []
    loose = []
    for entity in _possible(r, lemma):
        item = r.items[entity]
        if item.kind not in kinds:
            continue
        if item.kind in (Kind.DOCUMENT, Kind.EVENT) and mention.plural == r.plural[entity]:
            loose.append(entity)
        if mention.plural != r.plural[entity] and not item.named and item.kind is not Kind.DOCUMENT:
            continue
        known = r.modifiers[entity] | set(norm(item.name).lower().split())
        vague = item.kind in (Kind.DOCUMENT, Kind.EVENT) and not r.modifiers[entity]
        unplaced = item.kind is Kind.PERSON and not any(m.startswith("=") for m in known)
        missing = modifiers - known
        placed = item.kind is Kind.ORGANIZATION and item.named and definite and _only_places(r, mention, missing)
        if not missing or vague or placed or (unplaced and all(m.startswith("=") for m in missing)):
            called.append(entity)
    if not definite:
        return _announced(r, index, loose or called, indefinite=indefinite)
    exact = [e for e in loose if lemma in r.described[e]]
    if not called and len(exact) == 1 and not modifiers & _OTHERS and not any(m.startswith("=") for m in modifiers):
        return exact[0]
    if not called and not modifiers and (lone := _lone_person(r, index, kinds)) is not None:
        return lone
    if called:
        if Kind.PERSON in kinds and len(called) > 1:
            return called[0] if _nearer(r, index, called) else None
        if r.items[called[0]].kind is Kind.ORGANIZATION and len(called) > 1:
            return _weightiest(r, index, called)
        return called[0]
    return _company(r, index, lemma, modifiers)


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
    if r.mentions[index].end == r.mentions[index].head + 1:
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


def _sort(r: Referents, entity: int) -> str | None:
    """What sort of organization the referent is by its name or descriptions: company, party, civic or public."""
    if r.described[entity] & words("companies"):
        return "company"
    name = set(norm(r.items[entity].name).lower().split())
    for sort in ("company", "party", "civic", "public"):
        if name & words(f"{sort}_names"):
            return sort
    return None


def _sorts(lemma: str) -> tuple[str | None, ...]:
    if lemma in words("companies"):
        return ("company", None)
    if lemma == "party":
        return ("party", None)
    return ("civic", "company", "party", None) if lemma in _ANY_BODY | {"charity", "network"} else ()


def _sort_fits(r: Referents, entity: int, lemma: str) -> bool:
    return _sort(r, entity) in _sorts(lemma)


def _company(r: Referents, index: int, lemma: str, modifiers: frozenset[str]) -> int | None:
    """The organization that "the company", "the party" or "the group" means: a near one that can be of that sort."""
    sorts = _sorts(lemma)
    if not sorts or modifiers:
        return None
    near = [e for e in r.recent(index, {Kind.ORGANIZATION}, 5) if r.items[e].named]
    fitting = [e for e in near if _sort(r, e) in sorts]
    exact = [e for e in fitting if _sort(r, e) == sorts[0]]
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


# ------------------------------------------------------------------ several


def _several(r: Referents, index: int, lemma: str) -> bool:
    """Plurals that point at referents already named: "the two ministers", "both countries", "the sides"."""
    t, mention = r.t, r.mentions[index]
    low = [t.low[i] for i in range(mention.start, mention.head + 1)]
    if not mention.plural and low[0] not in ("neither", "either", "both", "each"):
        return False
    number = 3 if "three" in low else 4 if "four" in low else 2
    counted = bool({"two", "both", "neither", "either", "pair", "duo", "three", "four"} & set(low))
    definite = bool({"the", "both", "neither", "either", "these", "those"} & set(low))
    sides = lemma in ("side", "party", "neighbour", "neighbor", "rival", "foe", "ally")
    pair = lemma in ("two", "pair", "both", "duo")
    if not definite or not (counted or lemma == "side"):
        return False
    kinds = set(noun_kinds(lemma)) & {Kind.PERSON, Kind.ORGANIZATION, Kind.STATE}
    people = lemma in ("man", "woman", "leader")
    if people or pair or (lemma in roles() and not kinds):
        kinds = {Kind.PERSON}
    if sides:
        kinds = {Kind.STATE, Kind.ORGANIZATION}
    if not kinds:
        return False
    gender = {"man": "m", "woman": "f"}.get(lemma)
    recent = [
        e
        for e in r.recent(index, kinds, 4)
        if r.items[e].named and (gender is None or r.items[e].gender in (None, gender))
    ]
    if sides:
        bodies = r.recent(index, {Kind.STATE, Kind.ORGANIZATION}, 4)
        recent = [e for e in bodies if r.items[e].named or lemma == "side"]
        recent = [e for e in recent if _public_side(r, e)]
    if pair and len(recent) < number:
        recent = [e for e in r.recent(index, {Kind.STATE, Kind.ORGANIZATION}, 3) if r.items[e].named]
    described = [e for e in recent if _called(r, e, lemma)]
    loose = people or pair or sides or Kind.STATE in kinds
    for chosen in (described, recent) if loose or len(recent) == number else (described,):
        if len(chosen) == number or (len(chosen) > number and _together(r, chosen, number)):
            r.assign(index, *sorted(chosen[:number]))
            return True
    if loose and (joined := _joined(r, index, kinds, number)):
        r.assign(index, *sorted(joined))
        return True
    return False


def _joined(r: Referents, index: int, kinds: set[Kind], number: int) -> set[int]:
    """The nearest "A and B" of those kinds before mention `index`, else the first of the text."""
    here = r.sentence(index)
    for sentence in (*range(here, max(-1, here - 5), -1), 0, 1):
        together: dict[int, set[int]] = {}
        for other in r.in_sentence[sentence]:
            mention = r.mentions[other]
            if other >= index or len(mention.entities) != 1 or mention.form != "name":
                continue
            if r.items[mention.entities[0]].kind in kinds:
                root = conjunction_root(r.t, mention.head)
                together.setdefault(root, set()).update(mention.entities)
        for root in sorted(together, reverse=True):
            if len(together[root]) == number:
                return together[root]
    return set()


def _public_side(r: Referents, entity: int) -> bool:
    """Outlets that are told something are no side of it."""
    return not (r.described[entity] | set(r.items[entity].name.lower().split())) & {
        "newspaper",
        "daily",
        "broadcaster",
        "news",
        "radio",
        "tv",
        "television",
        "agency",
    }


def _together(r: Referents, chosen: list[int], number: int) -> bool:
    """Whether the nearest `number` stand together in a sentence that the next one is not in."""
    at = [r.sentence(r.last[e]) for e in chosen]
    return at[0] == at[number - 1] != at[number]


def _coordinated(r: Referents, index: int, lemma: str) -> bool:
    """Two in one phrase: "Moroccan and Turkish officials", "the Preston and Iwanski families"."""
    t, mention = r.t, r.mentions[index]
    if not mention.plural:
        return False
    before = r.name_ending.get(mention.start - 1) if t.low[mention.start - 1] == "and" and mention.start > 1 else None
    if before is not None and mention.start in r.name_starting:  # "among U.S. and Ukrainian officials"
        demonyms = territories().demonyms
        first = r.mentions[r.name_starting[mention.start]]
        if norm(r.text(r.mentions[before])) in demonyms and norm(r.text(first)) in demonyms:
            mention.start = r.mentions[before].start
    names = [r.mentions[r.name_starting[i]] for i in range(mention.start, mention.head) if i in r.name_starting]
    pairs = [
        (a, b)
        for a, b in pairwise(names)
        if a.end + 1 == b.start and t.low[a.end] in ("and", ",") and a.entities and b.entities
    ]
    if len(pairs) != 1 or pairs[0][1].end > mention.head:
        return False
    between = t.surface(pairs[0][1].end, mention.head)
    kind = mention.kind or Kind.GROUP
    noun = t.text[mention.head]
    if lemma == "family":
        noun, kind = lemma, Kind.GROUP
    if kind is Kind.GROUP and lemma in words("offices") and not lemma.endswith("s"):
        noun, kind = lemma, Kind.PERSON
    if kind not in (Kind.GROUP, Kind.PERSON, Kind.ORGANIZATION):
        return False
    found = []
    for name in pairs[0]:
        called = " ".join(filter(None, (t.surface(name.start, name.end), between, noun)))
        entity = next((e for e in r.called.get(lemma, ()) if r.items[e].name == called), None)
        if entity is None:
            entity = r.new(called, kind, named=False)
            r.plural[entity] = kind is Kind.GROUP
            r.know(entity, lemma, modifiers_of(t, name.start, name.end))
        found.append(entity)
    r.assign(index, *found)
    return True


# ------------------------------------------------------------------ described before they are named


def join_named(r: Referents) -> None:
    """Whom the text only describes at one place and names at another, where the noun calls just one."""
    t = r.t
    for entity, item in enumerate(r.items):
        if item.named or item.kind not in (Kind.PERSON, Kind.ORGANIZATION) or not item.mentions or r.plural[entity]:
            continue
        mentions = [r.mentions[i] for i in item.mentions]
        bare = all(
            m.end == m.head + 1 and t.low[m.start] in _DEFINITE and _possessor(t, m.head) is None for m in mentions
        )
        if not bare:
            continue
        for noun in r.described[entity]:
            fitting = {
                e
                for e in r.called.get(noun, ())
                if r.items[e].named
                and r.items[e].kind is item.kind
                and r.items[e].mentions
                and noun in r.described[e]
                and r.modifiers[entity] <= r.modifiers[e]
            }
            if len(fitting) == 1:
                r.merge(entity, fitting.pop())
                break


def join_lead(r: Referents) -> None:
    """Who is only described in the first sentence and named in the next: "A retired diplomat ... X, 71, flew"."""
    t = r.t
    first = 1 if r.headline else 0
    while first < len(t.starts) and t.starts[first] in r.parsed.skip:
        first += 1
    subjects = [
        i
        for i in r.in_sentence.get(first, ())
        if r.mentions[i].form == "nominal"
        and is_subject(t, r.mentions[i].head)
        and t.low[r.mentions[i].start] in ("a", "an")
    ]
    if len(subjects) != 1 or len(r.mentions[subjects[0]].entities) != 1 or r.mentions[subjects[0]].plural:
        return
    entity = r.mentions[subjects[0]].entities[0]
    if r.items[entity].named or not noun_kinds(r.lemma(r.mentions[subjects[0]])) & {Kind.PERSON}:
        return
    for sentence in (first + 1, first + 2):
        for i in r.in_sentence.get(sentence, ()):
            mention = r.mentions[i]
            if mention.form == "name" and mention.kind is Kind.PERSON and len(mention.entities) == 1:
                person = mention.entities[0]
                fresh = r.items[person].mentions and r.items[person].mentions[0] == i and not r.described[person]
                if (
                    fresh
                    and is_subject(t, mention.head)
                    and r.items[person].gender in (None, r.items[entity].gender or r.items[person].gender)
                ):
                    r.merge(entity, person)
                return


def join_forward(r: Referents) -> None:
    """Headlines and first sentences describe before they name: "Betting tycoon dined with ..." finds its name later."""
    t = r.t
    for index, mention in enumerate(r.mentions):
        sentence = r.sentence(index)
        if sentence > (2 if r.headline else 1):
            break
        if mention.form != "nominal" or mention.plural or _possessor(t, mention.head) is not None:
            continue
        unnamed = not mention.entities or not r.items[mention.entities[0]].named
        if (
            not unnamed
            or (sentence > 0 and t.low[mention.start] in _DEFINITE)
            or mention.kind not in (Kind.PERSON, Kind.GROUP, Kind.ORGANIZATION)
        ):
            continue
        lemma = r.lemma(mention)
        modifiers = modifiers_of(t, mention.start, mention.head)
        fitting = [
            e
            for e in r.called.get(lemma, ())
            if r.items[e].named
            and lemma in r.described[e]
            and r.items[e].mentions
            and _kind_fits(r, mention, r.items[e].kind)
            and (modifiers & r.modifiers[e] or (not modifiers and sentence == 0))
        ]
        if len(fitting) == 1:
            if mention.entities:
                r.merge(mention.entities[0], fitting[0])
            else:
                r.assign(index, fitting[0])
