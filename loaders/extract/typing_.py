"""What kind of entity a name stands for, by votes over all its places in the text rather than by the model's label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from graph.model import Kind
from loaders.extract.names import Name, Tokens, is_title
from loaders.extract.tables import cities, given_name_gender, roles, territories, words

_SAY = frozenset(
    "say tell add ask reply note warn insist argue stress claim explain recall write announce declare think "
    "believe".split()
)
_IN = frozenset("in at near from through around outside across inside into toward towards".split())
#: What only a state (or a part of one) has.
_GOVERNING = frozenset(
    "government president parliament minister premier army navy military ambassador embassy governor legislature "
    "citizens nationals".split()
)
_STATECRAFT = frozenset(
    "agree accuse reject sign impose withdraw deny recognize recognise summon recall expel ratify condemn urge".split()
)
_MOTION = frozenset(
    "travel fly go return drive head arrive land sail move journey come trip visit port town city village "
    "province region district island north south east west outskirts coast city".split()
)
_ACRONYM = re.compile(r"^[A-Z]{2,7}s?$|^(?:[A-Z]\.){2,6}$|^[A-Z]{1,4}[a-z]{0,2}[A-Z]{1,4}$")


def norm(text: str) -> str:
    """The name as it is compared: straight apostrophes, no final possessive."""
    text = text.replace("’", "'")
    return text.removesuffix("'s")


_LABELS = {
    "PERSON": (Kind.PERSON, 1.0),
    "ORG": (Kind.ORGANIZATION, 0.8),
    "GPE": (Kind.PLACE, 1.0),
    "LOC": (Kind.PLACE, 1.0),
    "FAC": (Kind.PLACE, 0.8),
    "EVENT": (Kind.EVENT, 1.0),
    "LAW": (Kind.DOCUMENT, 1.0),
    "WORK_OF_ART": (Kind.ORGANIZATION, 0.3),
    "PRODUCT": (Kind.ORGANIZATION, 0.3),
}


def noun_kinds(lemma: str) -> frozenset[Kind]:
    """The kinds that a described stakeholder headed by the noun may be of; empty where it is none."""
    return _NOUN_KINDS.get(lemma, frozenset())


def _noun_kinds() -> dict[str, frozenset[Kind]]:
    found: dict[str, set[Kind]] = defaultdict(set)
    for table, kind in (
        ("offices", Kind.PERSON),
        ("people", Kind.PERSON),
        ("people_collective", Kind.GROUP),
        ("organizations", Kind.ORGANIZATION),
        ("states", Kind.STATE),
        ("places", Kind.PLACE),
        ("documents", Kind.DOCUMENT),
        ("events", Kind.EVENT),
    ):
        for word in words(table):
            found[word].add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


_NOUN_KINDS = _noun_kinds()


def _votes(t: Tokens, name: Name, votes: dict[Kind, float]) -> None:
    first, last = name.start, name.end - 1
    before = t.low[first - 1] if first and t.sent[first - 1] == t.sent[first] else ""
    after = t.low[name.end] if name.end < len(t.text) else ""
    after2 = t.low[name.end + 1] if name.end + 1 < len(t.text) else ""
    after3 = t.low[name.end + 2] if name.end + 2 < len(t.text) else ""
    if name.title is not None:
        role = t.low[name.title[1] - 1]
        both = noun_kinds(role)
        if Kind.ORGANIZATION in both:
            votes[Kind.ORGANIZATION] += 1.5
            votes[Kind.PERSON] += 1.5
        else:
            votes[Kind.PERSON] += 5
    elif first and t.sent[first - 1] == t.sent[first] and t.text[first - 1].islower() and t.space[first - 1]:
        kinds = noun_kinds(t.lemma[first - 1])
        if (kinds & {Kind.ORGANIZATION} and t.tag[first - 1] == "NN") or t.lemma[first - 1] in (
            "newspaper",
            "daily",
            "website",
            "magazine",
            "charity",
            "firm",
            "giant",
            "group",
            "chain",
            "body",
            "house",
        ):
            votes[Kind.ORGANIZATION] += 3
        elif Kind.PERSON in kinds:
            votes[Kind.PERSON] += 3
        elif t.lemma[first - 1] in (
            "city",
            "town",
            "village",
            "province",
            "region",
            "island",
            "port",
            "district",
            "suburb",
            "capital",
        ):
            votes[Kind.PLACE] += 3
    if after == "," and after2.isdigit() and len(after2) == 2:
        votes[Kind.PERSON] += 4
    if after == "," and after2 == "who":
        votes[Kind.PERSON] += 2.5
    if after == "who":
        votes[Kind.PERSON] += 2
    if after == "," and after2 == "which":
        votes[Kind.ORGANIZATION] += 1
    dep, head = t.dep[name.head], t.head[name.head]
    if dep == "nsubj" and t.lemma[head] in _SAY:
        votes[Kind.PERSON] += 0.6
        votes[Kind.ORGANIZATION] += 0.3
    if before == "the" or (before and name.title is None and t.dep[first - 1] == "det"):
        votes[Kind.PERSON] -= 2
        votes[Kind.ORGANIZATION] += 0.7
    if after == "," and after2 in ("a", "an", "the", "one") and not name.headline:
        kinds = _apposed(t, name.end + 2)
        if Kind.ORGANIZATION in kinds and Kind.PERSON not in kinds:
            votes[Kind.ORGANIZATION] += 3.5
        elif kinds == {Kind.PERSON}:
            votes[Kind.PERSON] += 2
    if after == "," and (is_title(after2) or after2 in roles()):
        votes[Kind.PERSON] += 2.5
    if after == "'s" and _belonging(t, name.end + 1):
        votes[Kind.ORGANIZATION] += 2.5
    if before == "of" and first > 1 and t.lemma[first - 2] in words("company_belongings"):
        votes[Kind.ORGANIZATION] += 1.5
    if dep == "nsubj" and t.lemma[head] in words("company_deeds"):
        votes[Kind.ORGANIZATION] += 1
    if (
        _governed(t, name)
        or (after == "'s" and after2 in _GOVERNING)
        or (before == "of" and first > 1 and t.low[first - 2] in _GOVERNING)
        or (before in ("neighbouring", "neighboring") and first > 2 and t.low[first - 3] in _GOVERNING)
    ):
        votes[Kind.STATE] += 2.5
    if dep == "nsubj" and t.lemma[head] in _STATECRAFT and not name.title and name.labels["PERSON"] == 0:
        votes[Kind.STATE] += 0.8
    dealt = dep == "pobj" and t.pos[t.head[head]] == "NOUN" and t.lemma[t.head[head]] in words("company_dealings")
    if before == "in" and dealt:
        dealt = t.lemma[t.head[head]] in ("stake", "share", "shareholder", "investment", "investor")
    if dealt and before in ("of", "in", "for", "with", "at", "from", "by"):
        votes[Kind.ORGANIZATION] += 2.5 if before in ("in", "at") else 1.5
    if dep == "dobj" and t.lemma[head] in words("company_changes"):
        votes[Kind.ORGANIZATION] += 1
    if before in _IN and dep == "pobj" and not dealt:
        votes[Kind.PLACE] += 1.5 if before == "in" else 0.7
    if after == "," and before in _IN and after3 in (",", ".", "") and _known_place(t, name.end + 1):
        votes[Kind.PLACE] += 2
    if before in ("to", "of", "for") and dep == "pobj" and t.lemma[t.head[head]] in _MOTION:
        votes[Kind.PLACE] += 2
    for child in t.children[name.head]:  # "Pelham Strand, a lobbying firm"
        if t.dep[child] == "appos" and child > last:
            kinds = noun_kinds(t.lemma[child])
            if Kind.PERSON in kinds and t.tag[child] == "NN":
                votes[Kind.PERSON] += 2.5
            if Kind.ORGANIZATION in kinds and t.tag[child] == "NN":
                votes[Kind.ORGANIZATION] += 2.5
    if dep == "appos":  # "his deputy, Sneha Pote"
        kinds = noun_kinds(t.lemma[head])
        if Kind.PERSON in kinds or t.lemma[head] in words("male") | words("female"):
            votes[Kind.PERSON] += 2.5
        if Kind.ORGANIZATION in kinds:
            votes[Kind.ORGANIZATION] += 2.5


def _belonging(t: Tokens, start: int) -> bool:
    """Whether what is possessed from `start` on is what organizations have: "X's chief executive"."""
    for i in range(start, min(start + 4, len(t.text))):
        if t.lemma[i] in words("company_belongings"):
            return True
        if t.pos[i] not in ("NOUN", "PROPN", "ADJ"):
            return False
    return False


def _governed(t: Tokens, name: Name) -> bool:
    """Whether an office or body of states follows the name: "Maharashtra revenue minister"."""
    for i in range(name.end, min(name.end + 4, len(t.text))):
        if t.low[i] in _GOVERNING:
            return True
        if t.pos[i] not in ("NOUN", "PROPN", "ADJ") or not t.space[i]:
            return False
    return False


def _apposed(t: Tokens, start: int) -> frozenset[Kind]:
    """The kinds of the noun that heads the phrase at `start`: "a Geneva lobbying firm that ..." is a firm."""
    for i in range(start, min(start + 8, len(t.text))):
        if t.text[i] in ",.;" or (t.pos[i] in ("VERB", "ADP") and t.tag[i] != "VBG"):
            return noun_kinds(t.lemma[i - 1]) if t.pos[i - 1] in ("NOUN", "PROPN") else frozenset()
        if t.low[i] in ("who", "which", "that", "whose"):
            return noun_kinds(t.lemma[i - 1])
    return frozenset()


def _label_votes(names: list[Name], votes: dict[Kind, float]) -> None:
    """The model's labels over all places of one name: together they count for two places at most."""
    shares: dict[str, float] = defaultdict(float)
    heard = 0.0
    for name in names:
        total = sum(name.labels.values())
        weight = 0.3 if name.headline else 1.0
        heard += weight
        for label, count in name.labels.items():
            shares[label] += weight * count / total
    if not heard:
        return
    single = " " not in names[0].text
    scale = min(2.0, heard) / heard * (0.7 if single else 1.5)
    strange = not single and not given_name_gender(names[0].text.split()[0])
    for label, (kind, trust) in _LABELS.items():
        if shares[label]:
            # Two words that no given name begins may as well be a firm.
            doubt = 0.6 if strange and kind is Kind.PERSON else 1.0
            votes[kind] += scale * trust * doubt * shares[label]


def _known_place(t: Tokens, start: int) -> bool:
    known = territories()
    return any(t.surface(start, stop) in known.names for stop in range(start + 1, min(start + 4, len(t.text) + 1)))


@cache
def _organization_words() -> frozenset[str]:
    tables = ("organization_names", "company_names", "public_names", "party_names", "civic_names")
    return frozenset().union(*(words(table) for table in tables))


def _form_votes(text: str, votes: dict[Kind, float]) -> None:
    """What the name itself tells."""
    parts = text.replace("'s", "").split()
    low = [part.lower().strip(",") for part in parts]
    known = territories()
    if text in known.names:
        kind = known.names[text].kind
        votes[Kind.STATE if kind == "state" else Kind.PLACE] += 15 if kind == "state" else 2.5
        return
    if re.match(r"(Government|Kingdom|Republic|State) of ", text) and not text.endswith("University"):
        votes[Kind.STATE] += 12
        return
    if text in known.capitals:
        votes[Kind.PLACE] += 4
        return
    if text.lower().replace(" ", "_") in words("regions"):
        votes[Kind.PLACE] += 6
        return
    if text in cities():
        votes[Kind.PLACE] += 1.0 if given_name_gender(text) else 2.0
    head = low[low.index("of") - 1] if "of" in low[1:] else low[-1]
    if head in _organization_words():
        votes[Kind.ORGANIZATION] += 4.5
    elif any(part in _organization_words() for part in low):
        votes[Kind.ORGANIZATION] += 3
    if head in words("place_names"):
        votes[Kind.PLACE] += 4
    if (
        head in words("event_names")
        or (low[-1].isdigit() and len(low) > 1 and low[-2] in words("event_names"))
        or low[0] in ("cyclone", "hurricane", "typhoon")
    ):
        votes[Kind.EVENT] += 5
    if head in words("document_names"):
        votes[Kind.DOCUMENT] += 5
    if len(parts) == 1 and _ACRONYM.match(text) and not text.istitle():
        votes[Kind.ORGANIZATION] += 2
    if len(parts) > 1:
        if given_name_gender(parts[0]):
            votes[Kind.PERSON] += 1.5
        if 2 <= len(parts) <= 4 and not any(part in _organization_words() for part in low):
            votes[Kind.PERSON] += 0.4
        if parts[0].rstrip(".") != parts[0] and len(parts[0]) <= 3:
            votes[Kind.PERSON] += 1
    elif given_name_gender(text):
        votes[Kind.PERSON] += 0.6
    if "&" in parts:
        votes[Kind.ORGANIZATION] += 3


def _shortened(form: str, places: Mapping[str, list[Name]], votes: dict[Kind, float]) -> None:
    """How the text shortens a name: people go by their last word, organizations by their first."""
    parts = form.split()
    if not 2 <= len(parts) <= 4 or votes[Kind.STATE] > 5:
        return
    if parts[-1] in places and parts[0] not in places and not _organization_words() & set(form.lower().split()):
        votes[Kind.PERSON] += 1.5
    elif parts[0] in places and parts[-1] not in places and not given_name_gender(parts[0]):
        votes[Kind.ORGANIZATION] += 1.5


@cache
def known_names() -> frozenset[str]:
    """Names and demonyms of territories, and cities: what a body is called after is not the body."""
    return (
        frozenset(territories().names)
        | frozenset(territories().demonyms)
        | frozenset(territories().capitals)
        | cities()
    )


def type_names(t: Tokens, names: list[Name]) -> dict[str, Kind | None]:
    """The kind of each name by its compared form (`norm`); None where nothing speaks for any kind."""
    votes: dict[str, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    places: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if not name.demonym:
            places[norm(name.text)].append(name)
    for form, same in places.items():
        for name in same:
            _votes(t, name, votes[form])
        _label_votes(same, votes[form])
        _form_votes(form, votes[form])
        _shortened(form, places, votes[form])
    best = {form: _best(tally) for form, tally in votes.items()}
    people = [form.split() for form, kind in best.items() if kind is Kind.PERSON and " " in form]
    surnames = {part for parts in people for part in (parts[-1], parts[-1].split("-")[-1])}
    surnames |= {parts[-2] for parts in people if len(parts) > 2}
    firsts = {form.split()[0] for form, kind in best.items() if kind is Kind.PERSON and " " in form}
    bodies = [form.split() for form, kind in best.items() if kind is Kind.ORGANIZATION and " " in form]
    short = {" ".join(parts[:length]) for parts in bodies for length in range(1, min(4, len(parts)))}
    short -= known_names()
    inside = {part for parts in bodies for part in parts}
    for form, tally in votes.items():
        if form in short and not given_name_gender(form):
            tally[Kind.ORGANIZATION] += 4
            best[form] = _best(tally)
        if " " in form:
            continue
        if form in surnames:
            tally[Kind.PERSON] += 8
        elif form in firsts:
            tally[Kind.PERSON] += 1.5
        elif form in inside:
            tally[Kind.ORGANIZATION] += 2.5
        elif len(people) > 1 and all(name.title is None and not name.labels["PERSON"] for name in places[form]):
            # Who is named once by the surname alone has a full name elsewhere in the text.
            tally[Kind.PERSON] -= 1.5
            tally[Kind.ORGANIZATION] += 0.5
        best[form] = _best(tally)
    return best


def _best(tally: dict[Kind, float]) -> Kind | None:
    if not tally:
        return None
    kind = max(tally, key=lambda k: tally[k])
    return kind if tally[kind] > 0.3 else None
