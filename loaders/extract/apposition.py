"""Descriptions beside a name and titles before it: whom they tell of, and what the text calls them from then on."""

from __future__ import annotations

from graph.model import Kind
from loaders.extract.names import Tokens, is_title, title_start
from loaders.extract.referents import Referents, modifiers_of
from loaders.extract.tables import noun_kinds, roles, words
from loaders.extract.types import Mention

_STOPS = frozenset([",", ".", ";", ":", "—", "–", "--", "-", ")", "”", '"', "?", "!"])
#: Titles that are cut short.
_SPELT_OUT = {
    "gov": "governor",
    "sen": "senator",
    "rep": "representative",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "adm": "admiral",
    "prof": "professor",
    "dr": "doctor",
    "rev": "reverend",
    "cllr": "councillor",
    "amb": "ambassador",
}
_COMMAS = frozenset([",", "—", "–", "--", "("])
_CLAUSE_AGAIN = frozenset(["VERB", "AUX", "SPACE"])


def learn_titles(r: Referents) -> None:
    """What each named referent is called by the titles and nouns right before its name."""
    t = r.t
    for mention in r.mentions:
        if mention.form != "name" or not mention.entities:
            continue
        entity = mention.entities[0]
        if mention.kind in (Kind.PLACE, Kind.STATE):
            _learn_sort(r, mention)
            continue
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
                noun = _SPELT_OUT.get(t.low[i].rstrip("."), t.lemma[i] if t.pos[i] == "NOUN" else t.low[i])
                r.know(entity, noun, modifiers_of(t, left, i))
        owner = r.name_ending.get(start)
        if owner is None and start > floor and t.tag[start - 1] == "POS":
            owner = r.name_ending.get(start - 1)
        _affiliate(r, entity, owner)


def _learn_sort(r: Referents, mention: Mention) -> None:
    """What a place is, by the noun beside it: "Cabo Delgado province", "the province of Cabo Delgado"."""
    t = r.t
    after = t.lemma[mention.end] if mention.end < len(t.text) else ""
    before = t.lemma[mention.start - 2] if mention.start > 1 and t.low[mention.start - 1] == "of" else ""
    for noun in (after, before):
        if noun in words("places"):
            r.know(mention.entities[0], noun, frozenset())


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
        entities: list[int] = []
        for look in (_name_joined, _names_after, _names_before):
            entities = [e for e in look(r, mention) if kind_fits(r, mention, r.items[e].kind)]
            if entities:
                break
        if not entities and not mention.plural:
            entities = _parsed_apposition(r, mention)
        if not entities and t.dep[mention.head] == "conj" and not mention.plural and t.tag[mention.start] != "DT":
            other = r.at_head.get(t.head[mention.head])  # "founder and chief executive of X" is one person
            if other is not None and r.mentions[other].form == "nominal" and len(r.mentions[other].entities) == 1:
                entities = list(r.mentions[other].entities)
        entities = [e for e in entities if kind_fits(r, mention, r.items[e].kind)]
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
        at = _name_at(r, at, plain=mention.plural)
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


def _name_at(r: Referents, at: int, *, plain: bool) -> int:
    """Where the name stands that begins at `at`, behind what leads it: "Foreign Minister X", "the physician X"."""
    t = r.t
    if plain or at in r.name_starting:
        return at
    end = at
    while end < len(t.text) and end < at + 6 and end not in r.name_starting:
        led = is_title(t.low[end]) or t.low[end] in words("title_modifiers") or t.text[end] == "-"
        if not led and not (t.low[at] in ("the", "a") and (end == at or t.pos[end] in ("NOUN", "ADJ"))):
            return at
        end += 1
    beside = end in r.name_starting and (is_title(t.low[end - 1]) or noun_kinds(t.low[end - 1]))
    return end if beside else at


def _comma(t: Tokens, mention: Mention) -> int:
    """The comma after the phrase that goes with the noun: "the country's health minister at the time, X"."""
    for i in range(mention.head + 1, min(mention.head + 9, len(t.text))):
        relative = t.low[i] in ("who", "whose", "which", "that")
        if t.sent[i] != t.sent[mention.start] or t.pos[i] in ("VERB", "AUX") or relative:
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


def kind_fits(r: Referents, mention: Mention, kind: Kind) -> bool:
    """Whether the description's noun can call a referent of that kind."""
    lemma = r.lemma(mention)
    kinds = noun_kinds(lemma)
    if kind in kinds or (kinds and kinds <= {Kind.GROUP} and kind in (Kind.PERSON, Kind.ORGANIZATION)):
        return True
    if kind is Kind.PERSON and (
        lemma in words("male") | words("female") | words("titles") or (lemma in roles() and not kinds)
    ):
        return True
    return mention.kind is kind
