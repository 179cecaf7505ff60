"""Who is described before the text names them, or at one place and named at another: headlines and first sentences."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Kind
from loaders.extract.apposition import kind_fits
from loaders.extract.callings import sort_of
from loaders.extract.referents import DEFINITE, Referents, is_subject, modifiers_of, possessor_of
from loaders.extract.tables import noun_kinds, words
from loaders.extract.types import Mention


def join_named(r: Referents) -> None:
    """Whom the text only describes at one place and names at another, where the noun calls just one."""
    t = r.t
    for entity, item in enumerate(r.items):
        if item.named or item.kind not in (Kind.PERSON, Kind.ORGANIZATION) or not item.mentions or r.plural[entity]:
            continue
        mentions = [r.mentions[i] for i in item.mentions]
        bare = all(
            m.end == m.head + 1 and t.low[m.start] in DEFINITE and possessor_of(t, m.head) is None for m in mentions
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


def join_owned(r: Referents) -> None:
    """Who is told of by whose he is before he is named: "his sister" and later "his sister, Margaret Ashdown"."""
    for key, entity in list(r.owned.items()):
        named = r.owned_named.get(key)
        if named is not None and named != entity and not r.items[entity].named and r.items[entity].mentions:
            r.merge(entity, named)


def join_lead(r: Referents) -> None:
    """Who is only described in the first sentence and named soon after: "A retired diplomat ... X, 71, flew"."""
    t = r.t
    first = 1 if r.headline else 0
    while first < len(t.starts) and t.starts[first] in r.parsed.skip:
        first += 1
    subjects = [i for i in r.in_sentence.get(first, ()) if _introduced(r, i)]
    for i in subjects:
        mention = r.mentions[i]
        entity = mention.entities[0]
        if r.items[entity].named:
            continue
        person = r.items[entity].kind in (Kind.PERSON, Kind.GROUP) and Kind.PERSON in noun_kinds(r.lemma(mention))
        if person and is_subject(t, mention.head):
            if sum(is_subject(t, r.mentions[j].head) for j in subjects) == 1 and (
                found := _first_person(r, first, entity, r.lemma(mention))
            ):
                r.merge(entity, found[0])
        elif r.items[entity].kind is Kind.ORGANIZATION and r.lemma(mention) in words("companies"):
            bodies = sum(
                r.mentions[j].entities != (entity,) and r.mentions[j].kind is Kind.ORGANIZATION for j in subjects
            )
            if not bodies and (body := _first_company(r, first, r.lemma(mention))):
                r.merge(entity, body[0])


def _introduced(r: Referents, index: int) -> bool:
    """Whether the mention describes one who has not been spoken of, and is told enough of to be named later."""
    mention = r.mentions[index]
    if mention.form != "nominal" or mention.plural or len(mention.entities) != 1:
        return False
    low = r.t.low[mention.start]
    tail = mention.end < len(r.t.low) and r.t.low[mention.head + 1] in ("of", "to", "for", "at")
    return low in ("a", "an") or (low == "the" and tail and is_subject(r.t, mention.head))


def _first_person(r: Referents, first: int, entity: int, noun: str) -> list[int]:
    """The one person whom the next two sentences name for the first time as one who acts."""
    t = r.t
    for sentence in (first + 1, first + 2):
        fresh = []
        for mention, person in _first_named(r, sentence, Kind.PERSON):
            apposed = t.dep[mention.head] == "appos" and is_subject(t, t.head[mention.head])
            if is_subject(t, mention.head) or apposed:
                fresh.append(person)
        if fresh:
            gender = r.items[entity].gender
            fits = len(set(fresh)) == 1 and (gender is None or r.items[fresh[0]].gender in (None, gender))
            return fresh[:1] if fits and _may_be(r, fresh[0], noun) else []
    return []


def _first_company(r: Referents, first: int, noun: str) -> list[int]:
    """The one firm that the next three sentences name for the first time."""
    fresh = [
        body
        for sentence in (first + 1, first + 2, first + 3)
        for _, body in _first_named(r, sentence, Kind.ORGANIZATION)
        if sort_of(r, body) == "company"
    ]
    return fresh[:1] if len(set(fresh)) == 1 and _may_be(r, fresh[0], noun) else []


def _first_named(r: Referents, sentence: int, kind: Kind) -> Iterator[tuple[Mention, int]]:
    """Whom of `kind` the sentence is the first of the body to name, with the mention."""
    for i in r.in_sentence.get(sentence, ()):
        mention = r.mentions[i]
        if mention.form != "name" or mention.kind is not kind or len(mention.entities) != 1:
            continue
        entity = mention.entities[0]
        known = (j for j in r.items[entity].mentions if r.mentions[j].form == "name" and r.sentence(j) > 0)
        if next(known, None) == i:
            yield mention, entity


def _may_be(r: Referents, person: int, noun: str) -> bool:
    """Whether nobody else is called by the noun."""
    return all(e == person or not r.items[e].named for e in r.called.get(noun, ()))


def join_forward(r: Referents) -> None:
    """Headlines and first sentences describe before they name: "Betting tycoon dined with ..." finds its name later."""
    t = r.t
    for index, mention in enumerate(r.mentions):
        sentence = r.sentence(index)
        if sentence > (2 if r.headline else 1):
            break
        if mention.form != "nominal" or mention.plural or possessor_of(t, mention.head) is not None:
            continue
        unnamed = not mention.entities or not r.items[mention.entities[0]].named
        if (
            not unnamed
            or (sentence > 0 and t.low[mention.start] in DEFINITE)
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
            and kind_fits(r, mention, r.items[e].kind)
            and (modifiers & r.modifiers[e] or (not modifiers and sentence == 0))
        ]
        if len(fitting) == 1:
            if mention.entities:
                r.merge(mention.entities[0], fitting[0])
            else:
                r.assign(index, fitting[0])
