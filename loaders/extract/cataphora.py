"""Who is described before the text names them, or at one place and named at another: headlines and first sentences."""

from __future__ import annotations

from graph.model import Kind
from loaders.extract.apposition import kind_fits
from loaders.extract.referents import DEFINITE, Referents, is_subject, modifiers_of, possessor_of
from loaders.extract.tables import noun_kinds


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
