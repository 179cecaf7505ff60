"""What kind of entity a name stands for, by votes over all its places in the text rather than by the model's label."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from graph.model import Kind
from loaders.extract.names import Name, Tokens
from loaders.extract.surroundings import votes_around
from loaders.extract.tables import cities, given_name_gender, is_common, territories, words

_ACRONYM = re.compile(r"^[A-Z]{2,7}s?$|^(?:[A-Z]\.){2,6}$|^[A-Z]{1,4}[a-z]{0,2}[A-Z]{1,4}$")


#: Legal forms that are words when not in capitals.
_LEGAL_CAPITALS = frozenset("AS SE AB AG SA NV BV KK OY SL CV AD EAD UAB ZAO PT".split())


def norm(text: str) -> str:
    """The name as it is compared: straight apostrophes, no final possessive."""
    text = text.replace("’", "'")
    return text.removesuffix("'s")


_LABELS = {
    "PERSON": (Kind.PERSON, 1.0),
    "ORG": (Kind.ORGANIZATION, 0.8),
    "GPE": (Kind.PLACE, 1.0),
    "LOC": (Kind.PLACE, 1.0),
    "FAC": (Kind.PLACE, 0.6),
    "EVENT": (Kind.EVENT, 1.0),
    "LAW": (Kind.DOCUMENT, 1.0),
    "WORK_OF_ART": (Kind.ORGANIZATION, 0.3),
    "PRODUCT": (Kind.ORGANIZATION, 0.3),
}


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
    if text.lower().replace(" ", "_") in words("famous_organizations"):
        votes[Kind.ORGANIZATION] += 3 if " " not in text else 6
    if text in cities():
        votes[Kind.PLACE] += 1.0 if given_name_gender(text) else 2.0
    given = given_name_gender(parts[0]) if len(parts) > 1 else None
    joint = next((i for i, part in enumerate(low) if i and part in ("of", "for")), len(low))
    head = low[joint - 1]  # "Movement for Civic Accord"
    organization = any(part in _organization_words() for part in low)
    if head in words("ambiguous_names") and given and len(parts) == 2:
        votes[Kind.PLACE] += 0.5  # "Peter Hall"
    elif head in words("ambiguous_names") and "of" not in low and len(parts) > 1:
        votes[Kind.PLACE] += 2.2
        votes[Kind.ORGANIZATION] += 1.5
        votes[Kind.PERSON] -= 3
        organization = True
    elif head in _organization_words():
        votes[Kind.ORGANIZATION] += 2 if given and len(parts) == 2 and head not in words("legal_forms") else 4.5
    elif organization:
        votes[Kind.ORGANIZATION] += 3
    elif len(parts) > 1:
        organization = _looks_organized(parts, low, votes, given=bool(given))
    if head in words("place_names"):
        votes[Kind.PLACE] += 4 if len(parts) > 1 else 1
    if (
        head in words("event_names")
        or (low[-1].isdigit() and len(low) > 1 and low[-2] in words("event_names"))
        or low[0] in ("cyclone", "hurricane", "typhoon")
    ):
        political = words("political_words") & set(low) or parts[0] in known.demonyms
        held = head in ("forum", "convention", "congress", "session") and political
        votes[Kind.ORGANIZATION if held else Kind.EVENT] += 5
    if head in words("document_names"):
        votes[Kind.DOCUMENT] += 5
    if len(parts) == 1 and _ACRONYM.match(text) and not text.istitle():
        votes[Kind.ORGANIZATION] += 2
    if len(parts) > 1:
        if given:
            votes[Kind.PERSON] += 1.5
        if 2 <= len(parts) <= 4 and not organization:
            votes[Kind.PERSON] += 0.4
        if parts[0].rstrip(".") != parts[0] and len(parts[0]) <= 3:
            votes[Kind.PERSON] += 1
    elif given_name_gender(text):
        votes[Kind.PERSON] += 0.6
    if "&" in parts or (len(parts) > 1 and parts[-1] in _LEGAL_CAPITALS):
        votes[Kind.ORGANIZATION] += 3


def _looks_organized(parts: list[str], low: list[str], votes: dict[Kind, float], *, given: bool) -> bool:
    """Votes for names of several words that no word of organizations tells; whether there was any."""
    if parts[-1] in territories().names and not given and low[0] not in words("compass"):  # "Caritas Malawi"
        votes[Kind.ORGANIZATION] += 3
    elif low[0] in words("organization_starts") or (low[0] in words("founders") and "of" in low):  # "Banco Litoral"
        votes[Kind.ORGANIZATION] += 4
    elif words("slogan_words") & set(low):  # "Justice Forward"
        votes[Kind.ORGANIZATION] += 2.5
    elif given:
        return False
    elif low[-1] in words("industry_names"):  # "Lark Mobility"
        votes[Kind.ORGANIZATION] += 2.5
    elif low[1] in ("du", "des", "del", "do", "da", "dos") and len(parts) > 2:  # "Autoroutes du Levant"
        votes[Kind.ORGANIZATION] += 1.5
    elif low[-1].endswith("s") and is_common(low[-1]) and low[-1][:-1] in words("mascots"):  # "Harwell Tigers"
        votes[Kind.ORGANIZATION] += 2.5
    elif all(is_common(part) for part in low):  # "Azure Dawn"
        votes[Kind.ORGANIZATION] += 1
    else:
        return False
    return True


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


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kind of each name by its compared form; `torn` are the forms that mean a person or a body, by their place."""

    best: Mapping[str, Kind | None]
    torn: frozenset[str]
    surnames: frozenset[str]

    def of(self, t: Tokens, name: Name) -> Kind | None:
        """The kind of `name` at its place; None where nothing speaks for any."""
        form = norm(name.text)
        if form not in self.torn:
            return self.best.get(form)
        votes: dict[Kind, float] = defaultdict(float)
        votes_around(t, name, votes)
        lead = votes[Kind.ORGANIZATION] - votes[Kind.PERSON]
        if abs(lead) < 0.5:
            return self.best.get(form)
        return Kind.ORGANIZATION if lead > 0 else Kind.PERSON


def type_names(t: Tokens, names: list[Name]) -> Kinds:
    """The kinds of all `names` of a text, by what stands around them, what they are made of and what they shorten."""
    votes: dict[str, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    places: dict[str, list[Name]] = defaultdict(list)
    for name in names:
        if not name.demonym:
            places[norm(name.text)].append(name)
    around: dict[str, dict[Kind, float]] = {}
    for form, same in places.items():
        for name in same:
            votes_around(t, name, votes[form])
        around[form] = defaultdict(float, votes[form])
        _label_votes(same, votes[form])
        _form_votes(form, votes[form])
        _shortened(form, places, votes[form])
    for form, tally in votes.items():
        unknown = not tally or max(tally.values()) <= _LEAST
        if unknown and " " not in form and len(form) > 2 and form.isalpha() and not is_common(form):
            tally[Kind.ORGANIZATION] += _LEAST + 0.05  # a person's whole name would have come first
    best = {form: _best(tally) for form, tally in votes.items()}
    people = [form.split() for form, kind in best.items() if kind is Kind.PERSON and " " in form]
    surnames = {part for parts in people for part in (parts[-1], parts[-1].split("-")[-1])}
    surnames |= {parts[-2] for parts in people if len(parts) > 2}
    # "Park Ji-won", "Chen Guoliang": the surname comes first
    surnames |= {parts[0] for parts in people if len(parts) == 2 and not given_name_gender(parts[0])}
    firsts = {form.split()[0] for form, kind in best.items() if kind is Kind.PERSON and " " in form}
    bodies = [form.split() for form, kind in best.items() if kind is Kind.ORGANIZATION and " " in form]
    short = {" ".join(parts[:length]) for parts in bodies for length in range(1, min(4, len(parts)))}
    # Of a city's name that begins a firm's, the firm is meant where it acts and nothing is there.
    acting = {form for form in short & cities() if _acts(t, places[form]) and around[form][Kind.PLACE] < 0.7}
    short -= known_names() - acting
    # "Radio Tarvia" is called after Tarvia, which need be no body itself
    inside = {part for parts in bodies for part in (*parts[:-1], *(parts[-1:] if is_common(parts[-1]) else ()))}
    rivers = {form.rsplit(" ", 1)[0] for form in votes if form.rsplit(" ", 1)[-1] in words("joined_places")}
    torn = set()
    for form, tally in votes.items():
        if form in short and not given_name_gender(form):
            tally[Kind.ORGANIZATION] += 6 if " " in form else 4
            best[form] = _best(tally)
        if " " in form:
            continue
        if form in surnames:
            tally[Kind.PERSON] += 8
            if form in short:
                torn.add(form)
        elif form in firsts:
            tally[Kind.PERSON] += 1.5
        elif form in rivers:
            tally[Kind.PLACE] += 3
        elif form in inside and form not in known_names():
            tally[Kind.ORGANIZATION] += 2.5
        elif len(people) > 1 and all(name.title is None and not name.labels["PERSON"] for name in places[form]):
            # Who is named once by the surname alone has a full name elsewhere in the text.
            tally[Kind.PERSON] -= 1.5
            tally[Kind.ORGANIZATION] += 0.5 if tally[Kind.PLACE] < 0.7 else 0
        best[form] = _best(tally)
    return Kinds(best, frozenset(torn), frozenset(surnames))


#: Votes that a kind needs at least.
_LEAST = 0.3


def _acts(t: Tokens, names: list[Name]) -> bool:
    """Whether the name is somewhere the subject of a verb, the headline let aside."""
    return any(t.dep[name.head] == "nsubj" and t.sent[name.start] > 0 for name in names)


def _best(tally: dict[Kind, float]) -> Kind | None:
    if not tally:
        return None
    kind = max(tally, key=lambda k: tally[k])
    return kind if tally[kind] > _LEAST else None
