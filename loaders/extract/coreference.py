"""Which mentions stand for the same stakeholder: aliases first, then descriptions, then pronouns, in the text's order.

Names are joined over the whole article (surnames, short forms, acronyms, demonyms, capitals that act for their state).
Descriptions and pronouns look back. Where two antecedents are as good as each other, none is taken: a wrong antecedent
makes a false tie, a missing one only loses a true one.
"""

from __future__ import annotations

import re
from collections import defaultdict

from graph.model import Kind
from loaders.extract.names import Tokens, title_start, tokens_of
from loaders.extract.tables import given_name_gender, roles, territories, words
from loaders.extract.types import Entities, Mention, Parsed, Referent
from loaders.extract.typing_ import norm, noun_kinds

#: Nouns that may stand for one another, by the kind of who or what they describe.
_ALIKE = {
    Kind.PERSON: tuple(
        frozenset(group.split())
        for group in (
            "leader president premier minister chancellor king emir sultan chief head",
            "envoy ambassador representative negotiator mediator diplomat commissioner",
            "spokesman spokeswoman spokesperson",
            "lawyer attorney counsel solicitor barrister",
            "adviser advisor aide",
            "boss chief executive ceo head director",
            "businessman businesswoman tycoon billionaire magnate owner founder",
        )
    ),
    Kind.DOCUMENT: tuple(
        frozenset(group.split())
        for group in (
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
        )
    ),
    Kind.EVENT: tuple(
        frozenset(group.split())
        for group in (
            "meeting session talk discussion negotiation",
            "summit conference meeting gathering",
            "swap exchange handover",
            "dinner evening banquet",
            "convention congress",
            "strike walkout",
            "rally protest demonstration march",
            "hearing session",
        )
    ),
}
_EMPTY = frozenset("new former same first last whole own other said so-called late current latest final".split())
_ARTICLES = frozenset("the a an some this that these those both any".split())
_INDEFINITE = frozenset("a an another one some several many few any no each every most".split())
#: Nouns that sort a name before them and add nothing: "the ECOWAS bloc".
_SORTS = frozenset(
    "bloc group party company union bank newspaper movement club militia chain conglomerate agency charity network alliance firm".split()
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
        self.modifiers: dict[int, frozenset[str]] = defaultdict(frozenset)
        self.plural: dict[int, bool] = defaultdict(bool)
        self.home: int | None = None
        ends = self.t.starts[1] if len(self.t.starts) > 1 else 0
        self.headline = ends > 0 and self.t.text[ends - 1].startswith("\n") and "." not in self.t.text[:ends]
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
            if mention.form == "nominal":
                self.plural[entities[0]] = mention.plural
            mention.kind = self.items[entities[0]].kind
            if mention.form != "pronoun":
                self.items[entities[0]].mentions.append(index)
        for entity in entities:
            self.last[entity] = index


def resolve_mentions(parsed: Parsed, mentions: list[Mention]) -> Entities:
    """The referents of the article; `mentions` are told which they stand for."""
    b = _Builder(parsed, mentions)
    _names(b)
    _learn(b)
    _appositions(b)
    b.home = _home(b)
    _look_back(b)
    _headline_descriptions(b)
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
        territory = (
            (known.demonyms.get(form) or known.names.get(form) or known.names.get(_state_name(form)))
            if mention.kind is Kind.STATE
            else None
        )
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
        form = form.title() if mention.head in b.parsed.skip and form.isupper() else _case(form)
        groups[form, mention.kind].append(index)
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


def _state_name(form: str) -> str:
    """The state's name in "Government of Rwanda"."""
    return re.sub(r"^(?:Government|Kingdom|State|Republic) of (?:the )?", "", form)


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
    inner = [i for i, parts in persons if len(parts) > 2 and form in parts[1:-1]]  # the first of two surnames
    return ends or inner or [i for i, parts in persons if parts[0] == form]


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
            if (parts[-1] == other[-1] and (parts[0] == other[0] or _initial(parts[0], other[0]))) or " ".join(
                other
            ).endswith(" " + form):
                found.append(i)
        elif kind is Kind.ORGANIZATION:
            joined = " ".join(other)
            if (
                (len(parts) == 1 and form.replace(".", "") in _initials(joined) and len(form) > 1)
                or (
                    joined.startswith(form + " ")
                    and (len(parts) > 1 or form not in territories().demonyms)
                    and " of " not in joined[: len(form) + 4]
                )
                or joined.endswith(" " + form)
            ):
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
        gender = given_name_gender(item.name.split()[0])
        item.gender = gender if gender in ("m", "f") else None


# ------------------------------------------------------------------ descriptions


def _modifiers(t: Tokens, start: int, head: int) -> frozenset[str]:
    """The words between `start` and the noun that tell which one is meant; a demonym counts as its territory."""
    found: set[str] = set()
    known = territories()
    i = start
    while i < head:
        for stop in range(min(head, i + 3), i, -1):
            form = norm(t.surface(i, stop))
            territory = known.demonyms.get(form) or known.names.get(form)
            if territory is not None:
                found.add(f"={territory.code}")
                i = stop - 1
                break
        else:
            if t.pos[i] in ("ADJ", "NOUN", "PROPN") and t.low[i] not in _EMPTY and t.dep[i] != "poss":
                found.add(t.low[i])
        i += 1
    return frozenset(found)


def _know(b: _Builder, entity: int, lemma: str, modifiers: frozenset[str]) -> None:
    b.described[entity].add(lemma)
    b.modifiers[entity] |= modifiers


def _called(b: _Builder, entity: int, lemma: str) -> bool:
    """Whether the text has called the referent by the noun, or by one that may stand for it."""
    item = b.items[entity]
    words_of_name = norm(item.name).lower().split()
    if lemma in b.described[entity]:
        return True
    if item.named and item.kind is not Kind.PERSON and len(words_of_name) > 1 and lemma in words_of_name:
        return True
    return any(lemma in group and group & b.described[entity] for group in _ALIKE.get(item.kind, ()))


def _learn(b: _Builder) -> None:
    """What each named referent is called by the titles and descriptions right before its name."""
    t = b.t
    for mention in b.mentions:
        if mention.form != "name" or not mention.entities:
            continue
        entity = mention.entities[0]
        floor = t.starts[t.sent[mention.start]]
        start = title_start(t, mention.start, floor)
        if start == mention.start:
            i = mention.start - 1
            if (
                i >= floor
                and t.pos[i] in ("NOUN", "PROPN")
                and t.space[i]
                and noun_kinds(t.low[i])
                and t.dep[i] != "pobj"
            ):
                start = i
                while (
                    start > floor
                    and t.dep[start - 1] in ("compound", "amod")
                    and t.head[start - 1] in (i, mention.head)
                ):
                    start -= 1
            else:
                continue
        left = start
        while (
            left > floor and (t.text[left - 1][:1].isupper() or t.pos[left - 1] == "ADJ") and t.pos[left - 1] != "ADP"
        ):
            left -= 1
        nouns = [i for i in range(start, mention.start) if t.low[i] in words("titles") or noun_kinds(t.low[i])]
        for i in nouns:
            lemma = t.lemma[i] if t.pos[i] == "NOUN" else t.low[i]
            _know(b, entity, lemma, _modifiers(t, left, i))


def _appositions(b: _Builder) -> None:
    """Descriptions beside a name are that name's: "Vahan Ghazarosyan, secretary of ...", "his deputy, Sneha Pote"."""
    starting = {m.start: i for i, m in enumerate(b.mentions) if m.form == "name" and m.entities}
    ending = {m.end: i for i, m in enumerate(b.mentions) if m.form == "name" and m.entities}
    heads = {m.head: i for i, m in enumerate(b.mentions) if m.form == "name" and m.entities}
    t = b.t
    for index, mention in enumerate(b.mentions):
        if mention.form != "nominal" or mention.entities:
            continue
        entities = _names_after(b, mention, starting) or _names_before(b, mention, ending)
        if not entities and not mention.plural:
            entities = _parsed_apposition(b, mention, heads)
        if not entities and t.dep[mention.head] == "conj" and not mention.plural:
            # "founder and chief executive of X": one person where the second has no article of its own
            other = next((m for m in b.mentions if m.head == t.head[mention.head] and m.form == "nominal"), None)
            if (other is not None and other.entities and mention.start == mention.head) or (
                other is not None and other.entities and t.pos[mention.start] != "DET"
            ):
                entities = list(other.entities)
        entities = [e for e in entities if _kind_fits(b, mention, b.items[e].kind)]
        if not entities or (len(entities) > 1 and not mention.plural) or (mention.plural and len(entities) == 1):
            continue
        b.assign(index, *entities)
        for entity in entities:
            _know(b, entity, t.lemma[mention.head], _modifiers(t, mention.start, mention.head))
    b.last.clear()


_STOPS = frozenset([",", ".", ";", ":", "—", "–", "--", "-", ")", "”", '"', "?", "!"])


def _names_after(b: _Builder, mention: Mention, starting: dict[int, int]) -> list[int]:
    """The names behind the description and its comma: "The rapporteur, Jean-Noël Kerbrat, said"."""
    t = b.t
    n = len(t.text)
    for end in (mention.end, mention.head + 1):
        if end >= n or t.text[end] not in (",", "—", "–", "--", "("):
            continue
        found = []
        at = end + 1
        while at in starting and t.sent[at] == t.sent[mention.start]:
            name = b.mentions[starting[at]]
            found.append(name.entities[0])
            at = name.end
            if mention.plural and at + 1 < n and (t.text[at] == "," or t.low[at] == "and"):
                at += 1
                if t.low[at] == "and":
                    at += 1
                continue
            break
        if not found:
            continue
        follows = t.text[at] if at < n else "."
        listed = t.dep[mention.head] == "conj" or (follows == "and" and not mention.plural)
        if mention.plural:
            return found if len(found) > 1 else []
        if (
            follows in _STOPS
            or at >= n
            or t.sent[at] != t.sent[mention.start]
            or t.pos[at] in ("VERB", "AUX", "SPACE", "CCONJ")
        ) and not (listed and follows == "and"):
            return found
    return []


def _names_before(b: _Builder, mention: Mention, ending: dict[int, int]) -> list[int]:
    """The names before the description's comma: "Peter Osei, a lawyer for the company"."""
    t = b.t
    at = mention.start - 1
    if at < 0 or t.sent[at] != t.sent[mention.start]:
        return []
    if t.low[at] in ("now", "then", "also"):
        at -= 1
    if t.text[at] not in (",", "—", "–", "--", "("):
        return []
    if at >= 3 and t.text[at - 1].isdigit() and t.text[at - 2] == ",":  # ", 54,"
        at -= 2
    end = mention.end
    follows = t.text[end] if end < len(t.text) else "."
    finite = end < len(t.text) and t.sent[end] == t.sent[mention.start] and t.tag[end] in ("VBD", "VBZ", "VBP", "MD")
    if finite or (
        t.dep[mention.head] in ("nsubj", "nsubjpass")
        and t.head[mention.head] > mention.head
        and t.dep[t.head[mention.head]] != "relcl"
        and follows not in _STOPS
    ):
        return []
    index = ending.get(at)
    if index is None:
        return []
    found = [b.mentions[index].entities[0]]
    if mention.plural:
        start = b.mentions[index].start
        while start - 1 in range(len(t.text)) and (t.low[start - 1] in ("and", ",")):
            step = start - 1
            if step > 0 and t.low[step - 1] == ",":
                step -= 1
            before = ending.get(step)
            if before is None:
                break
            found.append(b.mentions[before].entities[0])
            start = b.mentions[before].start
        return found if len(found) > 1 else []
    return found


def _parsed_apposition(b: _Builder, mention: Mention, heads: dict[int, int]) -> list[int]:
    """What the parse calls an apposition, where the words between leave it possible."""
    t = b.t
    candidates = [t.head[mention.head]] if t.dep[mention.head] == "appos" else []
    candidates += [c for c in t.children[mention.head] if t.dep[c] == "appos"]
    for token in candidates:
        index = heads.get(token)
        if index is None:
            continue
        other = b.mentions[index]
        after = max(mention.end, other.end)
        if (
            other.start < mention.start
            and after < len(t.text)
            and t.tag[after] in ("VBD", "VBZ", "MD")
            and t.sent[after] == t.sent[mention.start]
        ):
            continue  # "her counterpart, X, a government official told us"
        return [other.entities[0]]
    return []


def _kind_fits(b: _Builder, mention: Mention, kind: Kind) -> bool:
    lemma = b.t.lemma[mention.head] if b.t.pos[mention.head] == "NOUN" else b.t.low[mention.head]
    kinds = noun_kinds(lemma)
    if kind in kinds or (kinds <= {Kind.GROUP} and kind in (Kind.PERSON, Kind.ORGANIZATION)):
        return True
    if kind is Kind.PERSON and (
        lemma in words("male") | words("female") | words("titles") or (lemma in roles() and not kinds)
    ):
        return True
    return mention.kind is kind


def _look_back(b: _Builder) -> None:
    """Descriptions and pronouns, in the order of the text."""
    for index, mention in enumerate(b.mentions):
        if mention.form == "pronoun":
            _pronoun(b, index, mention)
        elif mention.form == "nominal" and not mention.entities:
            _description(b, index, mention)
        elif mention.entities and not _attribute(b, mention):
            for entity in mention.entities:
                b.last[entity] = index


def _attribute(b: _Builder, mention: Mention) -> bool:
    """Whether the mention only tells of what sort something is ("Spanish" in "the Spanish aid group")."""
    return (
        mention.form == "name"
        and mention.kind is Kind.STATE
        and b.t.dep[mention.head] in ("amod", "compound", "nmod")
        and b.t.head[mention.head] > mention.head
    )


def _recent(b: _Builder, index: int, kinds: frozenset[Kind] | set[Kind], sentences: int) -> list[int]:
    """Referents of those kinds mentioned in the last `sentences` sentences before mention `index`, latest first."""
    here = b.t.sent[b.mentions[index].start]
    found = [
        (at, entity)
        for entity, at in b.last.items()
        if at < index and b.items[entity].kind in kinds and here - b.t.sent[b.mentions[at].start] <= sentences
    ]
    return [entity for _, entity in sorted(found, reverse=True)]


def _name_of(b: _Builder, mention: Mention) -> str:
    """What a described stakeholder is called: the phrase without its article and what follows the noun."""
    t = b.t
    start = mention.start
    while start < mention.head and (t.tag[start] == "DT" or t.low[start] in _ARTICLES):
        start += 1
    possessor = _possessor(t, mention)
    if possessor is not None and t.tag[possessor] == "PRP$":
        owner = next(
            (m for m in b.mentions if m.head == possessor and m.form == "pronoun" and len(m.entities) == 1), None
        )
        if owner is not None:
            return f"{b.items[owner.entities[0]].name}'s {t.surface(possessor + 1, mention.head + 1)}"
    return t.surface(start, mention.head + 1)


def _possessor(t: Tokens, mention: Mention) -> int | None:
    return next((c for c in t.children[mention.head] if t.dep[c] == "poss"), None)


def _description(b: _Builder, index: int, mention: Mention) -> None:
    t = b.t
    lemma = (
        t.lemma[mention.head]
        if t.pos[mention.head] == "NOUN"
        else t.low[mention.head].removesuffix("s" if mention.plural else "")
    )
    if _several(b, index, mention, lemma):
        return
    first = t.low[mention.start]
    modifiers = _modifiers(t, mention.start, mention.head)
    definite = first in ("the", "this", "that", "these", "those", "both") or lemma in ("parliament", "police")
    indefinite = first in _INDEFINITE or t.tag[mention.start] == "CD"
    owned = _possessor(t, mention) is not None
    headline = t.sent[mention.start] == 0 and b.headline
    entity = None
    if mention.kind is Kind.STATE:
        entity = _state(b, index, mention, lemma, modifiers)
        if entity is None and (lemma != "government" or mention.plural):
            return
    elif not owned:
        entity = _named_in(b, mention, lemma)
        if entity is None:
            entity = _antecedent(b, index, mention, lemma, modifiers, definite=definite, indefinite=indefinite)
    elif mention.kind in (Kind.DOCUMENT, Kind.EVENT):
        entity = _antecedent(b, index, mention, lemma, frozenset(), definite=True, indefinite=False)
    if entity is not None:
        b.assign(index, entity)
        _know(b, entity, lemma, modifiers)
        return
    kind = mention.kind or Kind.GROUP
    if kind is Kind.STATE:
        kind = Kind.ORGANIZATION
    if kind is Kind.PERSON and lemma in words("people") and lemma not in words("offices"):
        kind = Kind.GROUP
    if _passing(b, mention, lemma, kind, definite=definite, headline=headline):
        return
    entity = b.new(_name_of(b, mention), kind, named=False)
    _know(b, entity, lemma, modifiers)
    b.assign(index, entity)


def _passing(b: _Builder, mention: Mention, lemma: str, kind: Kind, *, definite: bool, headline: bool) -> bool:
    """Whether an unresolved description is no stakeholder of its own: it must mean one that was not found."""
    if lemma in (
        "counterpart",
        "predecessor",
        "successor",
        "rival",
        "boss",
        "man",
        "woman",
        "side",
        "two",
        "pair",
        "both",
        "duo",
    ):
        return True
    if kind is Kind.PERSON and headline:
        return True
    if (
        kind is Kind.PERSON
        and definite
        and any(_called(b, e, lemma) for e, item in enumerate(b.items) if item.kind is Kind.PERSON)
    ):
        return True
    if (
        kind is Kind.ORGANIZATION
        and (definite or headline)
        and (lemma in words("companies") or lemma in ("group", "party", "organization", "organisation", "body"))
    ):
        return True
    return (
        kind is Kind.ORGANIZATION
        and mention.plural
        and lemma in ("company", "party", "firm", "court", "union", "group")
        and not definite
    )


def _named_in(b: _Builder, mention: Mention, lemma: str) -> int | None:
    """The organization that the noun only sorts: "the ECOWAS bloc"."""
    if lemma not in _SORTS or mention.plural:
        return None
    for other in b.mentions:
        if (
            other.form == "name"
            and other.end == mention.head
            and other.start >= mention.start
            and other.kind is Kind.ORGANIZATION
            and other.entities
        ):
            return other.entities[0]
    return None


def _antecedent(
    b: _Builder,
    index: int,
    mention: Mention,
    lemma: str,
    modifiers: frozenset[str],
    *,
    definite: bool,
    indefinite: bool,
) -> int | None:
    kinds = noun_kinds(lemma) | ({mention.kind} if mention.kind else set())
    if kinds & {Kind.PERSON}:
        kinds |= {Kind.GROUP}
    called = []
    for entity in sorted(b.last, key=lambda e: -b.last[e]):
        item = b.items[entity]
        if b.last[entity] >= index or item.kind not in kinds or not _called(b, entity, lemma):
            continue
        if mention.plural != b.plural[entity] and not item.named and item.kind is not Kind.DOCUMENT:
            continue
        if modifiers and not modifiers <= b.modifiers[entity] | frozenset(norm(item.name).lower().split()):
            if not (item.kind in (Kind.DOCUMENT, Kind.EVENT) and not b.modifiers[entity]):
                continue
        called.append(entity)
    if indefinite or not definite:
        # Only what the headline announced is taken up without an article.
        early = [
            e
            for e in called
            if b.headline
            and all(b.t.sent[b.mentions[i].start] == 0 for i in b.items[e].mentions)
            and not b.items[e].named
        ]
        if early and b.t.sent[mention.start] > 0 and not (indefinite and b.t.low[mention.start] in ("another", "one")):
            return early[0]
        if not definite and not indefinite and mention.plural and called and not b.items[called[0]].named:
            return called[0] if b.items[called[0]].kind is Kind.GROUP else None
        return None
    if called:
        if Kind.PERSON in kinds and len(called) > 1 and not _nearer(b, index, called):
            return None
        return called[0]
    return _company(b, index, lemma, modifiers)


def _nearer(b: _Builder, index: int, entities: list[int]) -> bool:
    """Whether the first of the referents was spoken of in a later sentence than the second."""
    here = b.t.sent[b.mentions[index].start]
    gaps = [here - b.t.sent[b.mentions[b.last[e]].start] for e in entities]
    return gaps[0] < gaps[1]


def _organization_sort(b: _Builder, entity: int) -> str | None:
    name = norm(b.items[entity].name).lower().split()
    described = b.described[entity]
    if described & words("companies"):
        return "company"
    for sort, table in (
        ("company", "company_names"),
        ("party", "party_names"),
        ("civic", "civic_names"),
        ("public", "public_names"),
    ):
        if set(name) & words(table):
            if sort in described:
                return sort
            return sort
    return None


def _company(b: _Builder, index: int, lemma: str, modifiers: frozenset[str]) -> int | None:
    """The organization that "the company", "the party" or "the group" means: the last one that can be of that sort."""
    if lemma in words("companies"):
        sorts: tuple[str | None, ...] = ("company", None)
    elif lemma == "party":
        sorts = ("party", None)
    elif lemma in ("group", "organization", "organisation", "body", "charity", "network"):
        sorts = ("civic", "company", "party", None)
    else:
        return None
    if modifiers:
        return None
    fitting = [
        e for e in _recent(b, index, {Kind.ORGANIZATION}, 4) if b.items[e].named and _organization_sort(b, e) in sorts
    ]
    if not fitting:
        return None
    exact = [e for e in fitting if _organization_sort(b, e) == sorts[0]]
    chosen = exact or fitting
    if len(chosen) > 1 and not _nearer(b, index, chosen):
        subjects = [e for e in chosen if _subject(b.t, b.mentions[b.last[e]].head)]
        return subjects[0] if len(subjects) == 1 else None
    return chosen[0]


def _state(b: _Builder, index: int, mention: Mention, lemma: str, modifiers: frozenset[str]) -> int | None:
    """The state that "the country" or "the British government" means."""
    codes = [m[1:] for m in modifiers if m.startswith("=")]
    for code in codes:
        if code in b.states:
            return b.states[code]
    if mention.plural or (modifiers and not codes and lemma == "government"):
        return None
    possessor = _possessor(b.t, mention)
    if possessor is not None:
        owner = next((m for m in b.mentions if m.head == possessor and len(m.entities) == 1), None)
        return owner.entities[0] if owner is not None and b.items[owner.entities[0]].kind is Kind.STATE else None
    for i in range(mention.start, mention.head):
        for other in b.mentions:
            if (
                other.start <= i < other.end
                and other.form == "name"
                and other.entities
                and b.items[other.entities[0]].kind is Kind.STATE
            ):
                return other.entities[0]
    first = b.t.low[mention.start]
    if first in ("a", "an", "another", "each", "every", "one", "neither", "either", "no", "any"):
        return None
    if lemma == "government":
        return b.home
    recent = _recent(b, index, {Kind.STATE}, 3)
    return (
        recent[0]
        if recent and (len(recent) == 1 or _nearer(b, index, recent) or b.last[recent[0]] > b.last[recent[1]])
        else None
    )


def _home(b: _Builder) -> int | None:
    """The state whose government the article means when it names none: that of the dateline, or by far the most named."""
    counts = sorted(((len(b.items[e].mentions), e) for e in b.states.values()), reverse=True)
    place = b.parsed.dateline_place
    if place is not None and place in territories().capitals:
        code = territories().capitals[place].code
        if code in b.states:
            return b.states[code]
    if counts and (len(counts) == 1 or counts[0][0] >= 2 * counts[1][0]):
        return counts[0][1]
    return None


def _headline_descriptions(b: _Builder) -> None:
    """Headlines describe before they name: "Betting tycoon dined with ..." finds its name once the text is read."""
    if not b.headline:
        return
    t = b.t
    for index, mention in enumerate(b.mentions):
        if t.sent[mention.start] > 0:
            break
        if mention.form != "nominal" or mention.entities or mention.plural:
            continue
        lemma = t.lemma[mention.head] if t.pos[mention.head] == "NOUN" else t.low[mention.head]
        modifiers = _modifiers(t, mention.start, mention.head)
        fitting = [
            e
            for e, item in enumerate(b.items)
            if item.named
            and lemma in b.described[e]
            and _kind_fits(b, mention, item.kind)
            and (not modifiers or modifiers & b.modifiers[e])
        ]
        if len(fitting) == 1:
            b.assign(index, fitting[0])


def _several(b: _Builder, index: int, mention: Mention, lemma: str) -> bool:
    """Plurals that point at referents already named: "the two ministers", "both countries", "the sides"."""
    t = b.t
    low = [t.low[i] for i in range(mention.start, mention.head + 1)]
    number = 3 if "three" in low else 4 if "four" in low else 2
    if not mention.plural and low[0] not in ("neither", "either"):
        return False
    counted = bool({"two", "either", "both", "neither", "pair", "duo", "three", "four"} & set(low))
    definite = bool({"the", "both", "neither", "either", "these", "those"} & set(low))
    sides = lemma in ("side", "party", "neighbour", "neighbor", "rival", "foe", "ally")
    if not definite or not (counted or lemma == "side"):
        return False
    kinds = set(noun_kinds(lemma)) & {Kind.PERSON, Kind.ORGANIZATION, Kind.STATE}
    if lemma in ("man", "woman", "leader") or (lemma in roles() and not kinds):
        kinds = {Kind.PERSON}
    if sides or lemma in ("two", "pair", "both", "duo"):
        kinds = {Kind.STATE, Kind.ORGANIZATION} if sides else {Kind.PERSON}
    if not kinds:
        return False
    recent = [e for e in _recent(b, index, kinds, 4) if b.items[e].named]
    if lemma in ("two", "pair", "both") and len(recent) < number:
        recent = [e for e in _recent(b, index, {Kind.STATE, Kind.ORGANIZATION}, 3) if b.items[e].named]
    gender = "m" if lemma == "man" else "f" if lemma == "woman" else None
    if gender:
        recent = [e for e in recent if b.items[e].gender in (None, gender)]
    described = [e for e in recent if _called(b, e, lemma)]
    for chosen in (described, recent):
        if len(chosen) == number or (len(chosen) > number and _together(b, chosen, number)):
            b.assign(index, *sorted(chosen[:number]))
            return True
    return False


def _together(b: _Builder, chosen: list[int], number: int) -> bool:
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
                        if (other.plural and back > 0) or (other.plural and other.head < mention.start):
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
