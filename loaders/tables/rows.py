"""A statement of a table (who, what, whom, when) as an extraction whose article is the statement's own rendering."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.errors import InputError
from graph.model import Claim, Entity, Extraction, Kind, Modality, Span, stable_id
from graph.ontology import ONTOLOGY, Relation
from loaders.readers.document import make_article


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One line of a table; `source_kind` and `target_kind` are guessed from the names where they are None.

    `evidence` is the sentence that the table cites, if it cites one; `id` is the table's own, if it has one. `date` is
    EDTF level 0.
    """

    source: str
    relation: str
    target: str
    source_kind: Kind | None = None
    target_kind: Kind | None = None
    modality: Modality = Modality.ASSERTED
    date: str | None = None
    place: str | None = None
    detail: str | None = None
    asserter: str | None = None
    on_behalf_of: str | None = None
    confidence: float = 1.0
    evidence: str | None = None
    id: str | None = None
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


def guess_kind(name: str) -> Kind:
    """A state by its name, an organization by a word in it or its capitals; anybody else is taken for a person."""
    from loaders.extract.tables import territories, words

    if name in territories().names:
        return Kind.STATE
    parts = set(name.casefold().split())
    if parts & (words("organization_names") | words("company_names")) or re.fullmatch(r"[A-Z]{2,6}", name):
        return Kind.ORGANIZATION
    return Kind.PERSON


def _kind(name: str, given: Kind | None, allowed: frozenset[Kind], relation: Relation) -> Kind:
    if given is None:
        guess = guess_kind(name)
        return guess if guess in allowed else next(kind for kind in Kind if kind in allowed)
    if given not in allowed:
        kinds = ", ".join(kind for kind in Kind if kind in allowed)
        raise InputError(f"{name!r} is a {given}, and at this end of {relation.name} stands one of: {kinds}")
    return given


def _headline(statement: Statement, relation: Relation) -> str:
    """The statement as a sentence's start, never shown as done where it was not."""
    verb = {
        Modality.ASSERTED: relation.label,
        Modality.PLANNED: f"is to {relation.verb}",
        Modality.REQUESTED: f"was asked to {relation.verb}",
        Modality.DENIED: f"did not {relation.verb}",
        Modality.HYPOTHETICAL: f"might {relation.verb}",
    }[statement.modality]
    return f"{statement.source} {verb} {statement.target}"


def _mentions(text: str, name: str) -> tuple[Span, ...]:
    found = re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)
    return tuple(Span(start=match.start(), end=match.end(), text=match[0]) for match in found)


def extraction_of(statement: Statement, *, name: str) -> Extraction:
    """The extraction of one statement; raises InputError where the ontology does not allow it.

    The article's text is the statement in words and, below it, what the claim rests on: the cited sentence, or the
    statement with its date, place and the rest.
    """
    relation = ONTOLOGY.relations[statement.relation]
    headline = _headline(statement, relation)
    facts = (
        ("Detail", statement.detail),
        ("Date", statement.date),
        ("Place", statement.place),
        ("Said by", statement.asserter),
        ("On behalf of", statement.on_behalf_of),
    )
    told = ". ".join([headline, *(f"{label}: {value}" for label, value in facts if value)]) + "."
    evidence = statement.evidence or told
    text = f"{headline}\n\n{evidence}"
    content = (statement.source, statement.relation, statement.target, statement.modality, told, statement.url)
    article = make_article(
        text,
        name=name,
        headline=headline,
        own_id=statement.id or stable_id("a", "row", *content, evidence),
        url=statement.url,
        publisher=statement.publisher,
        published=statement.published,
    )
    ids: dict[str, str] = {}
    entities: list[Entity] = []

    def entity(called: str | None, kind: Kind | None) -> str | None:
        if called is None:
            return None
        if called not in ids:
            ids[called] = f"e{len(ids) + 1}"
            kind = kind or guess_kind(called)
            entities.append(Entity(id=ids[called], name=called, kind=kind, mentions=_mentions(text, called)))
        return ids[called]

    both = relation.source | relation.target if relation.symmetric else None
    source = entity(statement.source, _kind(statement.source, statement.source_kind, both or relation.source, relation))
    target = entity(statement.target, _kind(statement.target, statement.target_kind, both or relation.target, relation))
    if source is None or target is None or source == target:
        raise InputError(f"source and target are both {statement.source!r}")
    start = len(headline) + 2
    claim = Claim(
        id=stable_id("c", article.id, *content),
        relation=relation.name,
        source=source,
        target=target,
        modality=statement.modality,
        evidence=Span(start=start, end=start + len(evidence), text=evidence),
        date=statement.date,
        place=statement.place,
        detail=statement.detail,
        asserter=entity(statement.asserter, None),
        on_behalf_of=entity(statement.on_behalf_of, None),
        confidence=statement.confidence,
        extractor="table",
        rule="row",
    )
    return Extraction(article=article, entities=tuple(entities), claims=(claim,))
