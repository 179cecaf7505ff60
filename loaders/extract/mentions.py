"""Who and what the text speaks of: names, descriptions ("the envoy", "a deal") and pronouns, before coreference."""

from __future__ import annotations

from graph.model import Kind
from loaders.extract.names import (
    MONTHS_DAYS,
    Name,
    Tokens,
    find_names,
    in_title_case,
    is_title,
    phrase_head,
    title_case,
    tokens_of,
)
from loaders.extract.surroundings import kinds_of_noun
from loaders.extract.tables import given_name_gender, noun_kinds, roles, territories, words
from loaders.extract.types import Mention, Parsed
from loaders.extract.typing_ import Kinds, norm, type_names

_LEFT = frozenset(["det", "amod", "compound", "poss", "nummod", "quantmod", "nmod", "predet", "advmod", "npadvmod"])
_INSIDE = frozenset(["ADJ", "NOUN", "PROPN", "DET", "NUM", "PRON", "X", "SYM", "ADV"])
_PRONOUNS = frozenset(
    "he him his himself she her hers herself they them their theirs themselves it its itself we us our ours "
    "ourselves i me my myself".split()
)
_PLURAL_PRONOUNS = frozenset("they them their theirs themselves we us our ours ourselves".split())
_PLURAL_WORDS = frozenset(["two", "three", "pair", "both", "duo", "trio"])
_SIDES = frozenset(["side", "party", "counterpart", "neighbour", "neighbor", "rival", "foe"])
#: Prepositions whose phrase belongs to a description: "officials in both countries", but "a plan | for the valley".
_TAIL = frozenset("of for in to from with on at by against".split())
_TAILS = {Kind.DOCUMENT: frozenset(["of"]), Kind.EVENT: frozenset(["of", "in"])}
#: Light nouns that name no document or event by themselves.
_VAGUE = frozenset(
    "call case cut rise increase order visit trip conversation note measure message record report evening draft "
    "decision demand finding mission".split()
)
_TOO_LONG = 14


def _nominal_span(t: Tokens, head: int, persons: set[int], *, cut: bool = True) -> tuple[int, int]:
    """The noun with what stands before it and belongs to it; a person's name in front of it does not."""
    reach = min(
        (_left_edge(t, child) for child in t.children[head] if child < head and t.dep[child] in _LEFT), default=head
    )
    start = head
    for i in range(head - 1, reach - 1, -1):
        attributive = t.tag[i] in ("VBN", "VBG") and t.dep[i] in ("amod", "compound")
        owned = t.dep[i] == "case" or t.tag[i] == "POS"
        hyphen = t.text[i] in ("-", "–") and not t.space[i]
        if not (t.pos[i] in _INSIDE or attributive or owned or hyphen):
            break
        if (
            cut
            and i in persons
            and t.tag[min(i + 1, head)] != "POS"
            and not (i + 1 < head and i + 1 in persons and start <= i + 1)
        ):
            break
        start = i
    while start < head and (t.pos[start] in ("PUNCT", "CCONJ", "ADP", "ADV") or t.tag[start] == "POS"):
        start += 1
    return start, head + 1


def _left_edge(t: Tokens, i: int) -> int:
    edge = i
    for child in t.children[i]:
        if child < i:
            edge = min(edge, _left_edge(t, child))
    return edge


def _right_edge(t: Tokens, i: int) -> int:
    edge = i
    while True:
        right = [c for c in t.children[edge] if c > edge and t.dep[c] != "punct"]
        if not right:
            return edge
        edge = right[-1]


def _with_tail(t: Tokens, head: int, end: int, prepositions: frozenset[str]) -> int:
    """The end of a description with the prepositional phrases that belong to it: "officials in both countries"."""
    for child in sorted(c for c in t.children[head] if c > head):
        if _left_edge(t, child) != end:
            break
        relative = (
            t.dep[child] in ("relcl", "acl", "amod")
            and t.pos[head] == "NOUN"
            and t.lemma[head] in ("people", "person", "source", "official")
        )
        if not (t.dep[child] == "prep" and t.low[child] in prepositions and child == end) and not relative:
            break
        edge = _right_edge(t, child)
        comma = next((k for k in range(end + 2, edge + 1) if t.text[k] == ","), None)
        edge = comma - 1 if comma is not None else edge
        if t.low[child] == "of" and prepositions != _TAILS[Kind.EVENT]:  # "an offer of 4 percent | from the firm"
            after = (k for k in range(child + 2, edge + 1) if t.dep[k] == "prep" and t.low[k] != "of")
            edge = next(after, edge + 1) - 1
        if edge - end > _TOO_LONG or any(t.text[k] in ',;:—–“”"()' for k in range(end, edge + 1)):
            break
        end = edge + 1
    return end


def find_mentions(parsed: Parsed) -> list[Mention]:
    """The mentions of `parsed` in order of their start, none resolved yet.

    A described stakeholder's kind is the likeliest that its noun allows; a description may hold other mentions ("a
    lawyer for the trading house"), and so may a name ("Chinese Foreign Ministry").
    """
    t = tokens_of(parsed)
    names = find_names(parsed)
    titled = title_case(t)
    kinds = type_names(t, names)
    found: list[Mention] = []
    inside: dict[int, int] = {}  # token -> end of the name or title that holds it
    for name in names:
        mention = _name_mention(t, name, kinds)
        for i in range(name.title[0] if name.title else name.start, name.end):
            inside[i] = name.end
        if mention is not None:
            found.append(mention)
    found += _dateline(parsed, t)
    heads = {mention.head for mention in found}
    bodies = {m.end - 1 for m in found if m.kind is Kind.ORGANIZATION and m.end - m.start > 1}
    bodies_words = {t.low[i] for i in bodies if t.low[i].isalpha()}
    persons = {i for mention in found if mention.kind is Kind.PERSON for i in range(mention.start, mention.end)}
    for i, lemma in enumerate(t.lemma):
        if i in parsed.skip:
            continue
        low = t.low[i]
        if low in _PRONOUNS and t.pos[i] in ("PRON", "DET"):
            found.append(Mention(start=i, end=i + 1, head=i, form="pronoun", plural=low in _PLURAL_PRONOUNS))
        elif (
            i not in inside
            and i not in heads
            and not titled[t.sent[i]]
            and (nominal := _nominal(t, i, lemma, bodies_words, persons)) is not None
        ):
            found.append(nominal)
    return sorted(found, key=lambda m: (m.start, -m.end))


def _name_mention(t: Tokens, name: Name, kinds: Kinds) -> Mention | None:
    kind: Kind | None
    plural = False
    if name.demonym:
        word = t.text[name.end - 1]
        people = t.tag[name.end - 1] in ("NNPS", "NNS") or (word.endswith("s") and word[:-1] in territories().demonyms)
        if people and t.low[max(0, name.start - 1)] != "the":
            start, end = _nominal_span(t, name.end - 1, set())
            return Mention(start=start, end=end, head=name.head, form="nominal", kind=Kind.GROUP, plural=True)
        kind = Kind.STATE if norm(name.text) in territories().demonyms else None
    else:
        kind = kinds.of(t, name)
        if set(name.labels) == {"NORP"} and name.title is None and not _names_one(t, name, kind, kinds):
            return None  # "Christian", "Siberian": of what sort something is
    if kind is None:
        return None
    return Mention(start=name.start, end=name.end, head=name.head, form="name", kind=kind, plural=plural)


#: How adjectives of peoples and faiths end.
_PEOPLES = ("an", "ish", "ese", "ic", "i", "ch", "st", "im")


def _names_one(t: Tokens, name: Name, kind: Kind | None, kinds: Kinds) -> bool:
    """Whether what the model takes for a people's name names one: "Thalassia chief executive", "Melikyan said"."""
    if kind is Kind.PERSON:
        whole = name.end - name.start > 1 and given_name_gender(t.text[name.start]) is not None
        whole = whole and t.low[name.start] not in ("west", "east", "north", "south", "central", "latin")
        family = name.end < len(t.lemma) and t.lemma[name.end] == "family"
        return whole or (norm(name.text) in kinds.surnames and not family)
    attributive = t.dep[name.head] in ("amod", "compound", "nmod") and name.end - name.start == 1
    return kind is not None and not (attributive and (t.tag[name.head] == "JJ" or name.text.endswith(_PEOPLES)))


def _dateline(parsed: Parsed, t: Tokens) -> list[Mention]:
    """The cities of the dateline, which are places and nothing more."""
    if not parsed.dateline_place:
        return []
    wanted = parsed.dateline_place.lower().split()
    first = next((i for i in sorted(parsed.skip) if [w.lower() for w in t.text[i : i + len(wanted)]] == wanted), None)
    found = []
    i = first
    while i is not None and i in parsed.skip and (t.text[i][:1].isupper() or t.text[i] in ("/", ",", "and")):
        end = i
        while end in parsed.skip and t.text[end][:1].isupper() and t.pos[end] != "NUM":
            end += 1
        form = in_title_case(t.surface(i, end)) if t.text[i].isupper() else t.surface(i, end)
        if end > i and t.label[i] != "DATE" and form.rstrip(".").lower() not in MONTHS_DAYS:
            kind = (
                Kind.STATE if form in territories().names and territories().names[form].kind == "state" else Kind.PLACE
            )
            kind = Kind.ORGANIZATION if form == "United Nations" else kind
            found.append(Mention(start=i, end=end, head=phrase_head(t, i, end), form="name", kind=kind))
        i = max(end, i + 1)
    return found


def _owning_compound(t: Tokens, i: int, lemma: str) -> bool:
    """Whether a noun before another names a body of its own: "ministry spokesman", "coast guard ships"."""
    if t.pos[t.head[i]] not in ("NOUN", "PROPN") or lemma in (
        "company",
        "government",
        "family",
        "state",
        "force",
        "city",
    ):
        return False
    if lemma == "guard":
        return i > 0 and t.low[i - 1] in ("coast", "border", "national", "presidential", "revolutionary")
    following = t.low[i + 1] if i + 1 < len(t.low) else ""
    of_its_own = noun_kinds(lemma) == {Kind.ORGANIZATION} and lemma not in words("companies")
    return of_its_own and (t.lemma[t.head[i]] in roles() or following in roles())


def _nominal(t: Tokens, i: int, lemma: str, bodies: set[str], persons: set[int]) -> Mention | None:
    capital_title = t.pos[i] == "PROPN" and is_title(t.low[i]) and t.text[i][:1].isupper()
    if t.pos[i] not in ("NOUN", "PROPN") and not capital_title:
        if (
            t.low[i] in _PLURAL_WORDS
            and t.low[i - 1 if i else 0] == "the"
            and t.dep[i] in ("nsubj", "dobj", "pobj", "nsubjpass")
        ):
            return Mention(start=i - 1, end=i + 1, head=i, form="nominal", plural=True)
        if t.low[i] == "both" and t.dep[i] in ("nsubj", "dobj", "pobj", "nsubjpass"):
            return Mention(start=i, end=i + 1, head=i, form="nominal", plural=True)
        return None
    if t.pos[i] == "PROPN":
        singular = t.low[i].removesuffix("s")
        lemma = singular if singular != t.low[i] and (noun_kinds(singular) or singular in roles()) else t.low[i]
    if (
        t.dep[i] in ("compound", "amod", "npadvmod", "nmod", "quantmod")
        and t.head[i] > i
        and not _owning_compound(t, i, lemma)
    ):
        return None
    plural = (t.tag[i] in ("NNS", "NNPS") and lemma != "police") or (lemma != t.low[i] and t.low[i] == lemma + "s")
    kinds = noun_kinds(lemma)
    if len(kinds) > 1 and t.lemma[i] == lemma:
        kinds = kinds_of_noun(t, i)
    if not kinds and lemma.startswith(("ex-", "co-", "vice-")):
        kinds = noun_kinds(lemma.split("-", 1)[1])
    if not kinds and lemma in _SIDES and plural:
        kinds = frozenset([Kind.GROUP])
    if not kinds and lemma in roles() and all(role.inverse for role in roles()[lemma]):
        kinds = frozenset([Kind.ORGANIZATION])
    if not kinds and lemma == "parent" and any(t.low[c] == "its" for c in t.children[i]):
        kinds = frozenset([Kind.ORGANIZATION])  # what owns a firm; a person's is kin
    if not kinds and (lemma in roles() or lemma in words("male") | words("female")):
        kinds = frozenset([Kind.PERSON])
    if not kinds and t.low[i] in bodies and any(t.low[c] == "the" for c in t.children[i]):
        kinds = frozenset([Kind.ORGANIZATION])  # "the front" where the text has a "Liberation Front"
    body_part = lemma == "head" and any(t.low[c] in ("his", "her", "my", "your", "their") for c in t.children[i])
    if not kinds or (body_part and t.text[min(i + 1, len(t.text) - 1)] != ","):
        return None
    start, end = _nominal_span(t, i, persons, cut=kinds != {Kind.ORGANIZATION})
    order = (Kind.PERSON, Kind.ORGANIZATION, Kind.STATE, Kind.PLACE, Kind.GROUP, Kind.EVENT, Kind.DOCUMENT)
    kind = next(k for k in order if k in kinds)
    if plural and kind is Kind.PERSON:
        kind = Kind.GROUP
    if kind in (Kind.PERSON, Kind.GROUP, Kind.ORGANIZATION, Kind.DOCUMENT, Kind.EVENT):
        end = _with_tail(t, i, end, _TAILS.get(kind, _TAIL))
    if lemma in _VAGUE and end - start == 1:
        return None
    return Mention(start=start, end=end, head=i, form="nominal", kind=kind, plural=plural)
