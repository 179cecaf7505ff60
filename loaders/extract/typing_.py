"""What kind of entity a name stands for, by votes over all its places in the text rather than by the model's label."""

from __future__ import annotations

import re
from collections import defaultdict

from graph.model import Kind
from loaders.extract.names import Name, Tokens
from loaders.extract.tables import cities, given_names, territories, words

_SAY = frozenset(
    "say tell add ask reply note warn insist argue stress claim explain recall write announce declare think believe".split()
)
_IN = frozenset("in at near from through around outside across inside into toward towards".split())
_MOTION = frozenset(
    "travel fly go return drive head arrive land sail move journey come trip visit port town city village province region "
    "district island north south east west outskirts coast city".split()
)
_ACRONYM = re.compile(r"^[A-Z]{2,7}s?$|^(?:[A-Z]\.){2,6}$|^[A-Z]{1,4}[a-z]{0,2}[A-Z]{1,4}$")


def norm(text: str) -> str:
    """The name as it is compared: straight apostrophes, no final possessive."""
    text = text.replace("’", "'")
    return text.removesuffix("'s")


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
        ("documents", Kind.DOCUMENT),
        ("events", Kind.EVENT),
    ):
        for word in words(table):
            found[word].add(kind)
    return {word: frozenset(kinds) for word, kinds in found.items()}


_NOUN_KINDS = _noun_kinds()


def _votes(t: Tokens, name: Name, votes: dict[Kind, float]) -> None:
    first, last = name.start, name.end - 1
    single = len(name.text.split()) == 1
    before = t.low[first - 1] if first and t.sent[first - 1] == t.sent[first] else ""
    after = t.low[name.end] if name.end < len(t.text) else ""
    after2 = t.low[name.end + 1] if name.end + 1 < len(t.text) else ""
    after3 = t.low[name.end + 2] if name.end + 2 < len(t.text) else ""
    weight = 0.3 if name.headline else 1.0
    if name.title is not None:
        role = t.low[name.title[1] - 1]
        both = noun_kinds(role)
        if Kind.ORGANIZATION in both:
            votes[Kind.ORGANIZATION] += 1.5
            votes[Kind.PERSON] += 1.5
        else:
            votes[Kind.PERSON] += 5
    elif first and t.sent[first - 1] == t.sent[first] and t.pos[first - 1] == "NOUN" and t.space[first - 1]:
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
    for label, count in name.labels.items():
        share = weight * count / max(1, sum(name.labels.values()))
        strength = share * (0.7 if single else 1.5)
        if label == "PERSON":
            votes[Kind.PERSON] += strength
        elif label == "ORG":
            votes[Kind.ORGANIZATION] += strength * 0.8
        elif label in ("GPE", "LOC", "FAC"):
            votes[Kind.PLACE] += strength
        elif label == "EVENT":
            votes[Kind.EVENT] += strength
        elif label == "LAW":
            votes[Kind.DOCUMENT] += strength
        elif label in ("WORK_OF_ART", "PRODUCT"):
            votes[Kind.ORGANIZATION] += strength * 0.4
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
    if before in _IN and dep == "pobj":
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


def _known_place(t: Tokens, start: int) -> bool:
    known = territories()
    return any(t.surface(start, stop) in known.names for stop in range(start + 1, min(start + 4, len(t.text) + 1)))


def _form_votes(text: str, votes: dict[Kind, float]) -> None:
    """What the name itself tells."""
    parts = text.replace("'s", "").split()
    low = [part.lower().strip(",") for part in parts]
    known = territories()
    if text in known.names:
        kind = known.names[text].kind
        votes[Kind.STATE if kind == "state" else Kind.PLACE] += 6
        return
    if text in known.capitals:
        votes[Kind.PLACE] += 4
        return
    if text in cities():
        votes[Kind.PLACE] += 1.0 if text in given_names() else 2.0
    head = low[low.index("of") - 1] if "of" in low[1:] else low[-1]
    if head in words("organization_names"):
        votes[Kind.ORGANIZATION] += 4.5
    elif any(part in words("organization_names") for part in low):
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
        gender = given_names().get(parts[0].split("-")[0])
        if gender:
            votes[Kind.PERSON] += 1.5
        if 2 <= len(parts) <= 4 and not any(part in words("organization_names") for part in low):
            votes[Kind.PERSON] += 0.4
        if parts[0].rstrip(".") != parts[0] and len(parts[0]) <= 3:
            votes[Kind.PERSON] += 1
    elif given_names().get(text):
        votes[Kind.PERSON] += 0.6
    if "&" in parts:
        votes[Kind.ORGANIZATION] += 3


def type_names(t: Tokens, names: list[Name]) -> dict[str, Kind | None]:
    """The kind of each name by its compared form (`norm`); None where nothing speaks for any kind."""
    votes: dict[str, dict[Kind, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        if not name.demonym:
            _votes(t, name, votes[norm(name.text)])
    for form, tally in votes.items():
        _form_votes(form, tally)
    best = {form: _best(tally) for form, tally in votes.items()}
    surnames = {form.split()[-1] for form, kind in best.items() if kind is Kind.PERSON and " " in form}
    firsts = {form.split()[0] for form, kind in best.items() if kind is Kind.PERSON and " " in form}
    for form, tally in votes.items():
        if " " in form:
            continue
        if form in surnames:
            tally[Kind.PERSON] += 4
        elif form in firsts:
            tally[Kind.PERSON] += 1.5
        else:
            for longer, kind in best.items():
                if kind in (Kind.ORGANIZATION,) and " " in longer and longer.split()[0] == form:
                    tally[kind] += 1.5
        best[form] = _best(tally)
    return best


def _best(tally: dict[Kind, float]) -> Kind | None:
    if not tally:
        return None
    kind = max(tally, key=lambda k: tally[k])
    return kind if tally[kind] > 0.3 else None
