"""Turns candidates into claims that their article's text holds, or refuses them with a reason.

The run-time check is the promise of the whole: `article.text[start:end] == evidence` for every claim and quote, and
every claim's ends are of kinds that the ontology allows.
"""

from __future__ import annotations

from collections.abc import Iterable

from graph.errors import GroundingError
from graph.model import Article, Claim, Entity, Extraction, Modality, Quote, Refusal, Span, stable_id
from graph.ontology import ONTOLOGY
from loaders.extract.types import Candidate, Entities, Parsed, QuoteSpan

_GOVERNED = frozenset({"ccomp", "xcomp", "pcomp", "acl", "dobj", "prep", "pobj", "attr", "advcl"})
_FRONT = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "neg"})
_LOOSE = " \t\r\n,;:.–—-"


def span(article: Article, start: int, end: int) -> Span:
    """The stretch of the article's text; raises GroundingError where there is none."""
    if not 0 <= start < end <= len(article.text):
        raise GroundingError(
            f"article {article.id}: no text at {start}-{end}; the text has {len(article.text)} characters"
        )
    return Span(start=start, end=end, text=article.text[start:end])


def check(extraction: Extraction) -> None:
    """Raises GroundingError where a claim, quote or mention is not in its article, or the ontology forbids it."""
    text = extraction.article.text
    kinds = {entity.id: entity.kind for entity in extraction.entities}
    spans = [(f"claim {claim.id}", claim.evidence) for claim in extraction.claims]
    spans += [(f"quote {quote.id}", quote.span) for quote in extraction.quotes]
    spans += [(f"mention of {entity.name}", mention) for entity in extraction.entities for mention in entity.mentions]
    for what, where in spans:
        if not where.text or text[where.start : where.end] != where.text:
            raise GroundingError(
                f"article {extraction.article.id}, {what}: the text at {where.start}-{where.end} is another"
            )
    for claim in extraction.claims:
        relation = ONTOLOGY.relations.get(claim.relation)
        if relation is None:
            raise GroundingError(
                f"article {extraction.article.id}, claim {claim.id}: unknown relation {claim.relation!r}"
            )
        for role in (claim.source, claim.target, claim.asserter, claim.on_behalf_of):
            if role is not None and role not in kinds:
                raise GroundingError(f"article {extraction.article.id}, claim {claim.id}: unknown entity {role!r}")
        if not relation.allows(kinds[claim.source], kinds[claim.target]):
            raise GroundingError(
                f"article {extraction.article.id}, claim {claim.id}: {claim.relation} does not run from a "
                f"{kinds[claim.source]} to a {kinds[claim.target]}"
            )


def _evidence(parsed: Parsed, candidate: Candidate) -> Span:
    """The characters of the candidate's stretch, without marks and blanks at its ends.

    What is not asserted needs the words that say so: the stretch then begins with the clauses that govern it.
    """
    doc, text = parsed.doc, parsed.article.text
    first = candidate.start
    if candidate.modality not in (None, Modality.ASSERTED):
        token = doc[candidate.trigger]
        while token.dep_ in _GOVERNED and token.head.i != token.i:
            token = token.head
            first = min(first, token.i, *(c.left_edge.i for c in token.children if c.dep_ in _FRONT))
    start = doc[first].idx
    last = doc[candidate.end - 1]
    whole = text[start : last.idx + len(last)]
    bare = whole.strip(_LOOSE) or whole
    start += whole.index(bare)
    return span(parsed.article, start, start + len(bare))


def _entities(parsed: Parsed, entities: Entities) -> list[Entity]:
    doc = parsed.doc
    forms: dict[int, list[Span]] = {}
    for mention in sorted(entities.mentions, key=lambda m: (m.start, m.end)):
        if mention.form == "pronoun":
            continue
        last = doc[mention.end - 1]
        for item in mention.entities:
            forms.setdefault(item, []).append(span(parsed.article, doc[mention.start].idx, last.idx + len(last)))
    return [
        Entity(
            id=f"e{number}",
            name=item.name,
            kind=item.kind,
            named=item.named,
            mentions=tuple(dict.fromkeys(forms.get(number, ()))),
        )
        for number, item in enumerate(entities.items)
    ]


def _why_not(entities: Entities, candidate: Candidate) -> str | None:
    """Why the candidate is no claim, or None."""
    relation = ONTOLOGY.relations.get(candidate.relation)
    if relation is None:
        return f"the ontology has no relation {candidate.relation}"
    if candidate.source == candidate.target:
        return "both ends are the same stakeholder"
    source, target = entities.items[candidate.source].kind, entities.items[candidate.target].kind
    if not relation.allows(source, target):
        return f"{candidate.relation} does not run from a {source} to a {target}"
    return None


def assemble(
    parsed: Parsed, entities: Entities, candidates: Iterable[Candidate], quotes: Iterable[QuoteSpan]
) -> Extraction:
    """The extraction of one article; every claim and quote is checked against the text.

    Of several candidates that say the same in the same stretch the most confident stays. Ids depend on the article's
    id and what is claimed where, so a second run gives the same.
    """
    article, items = parsed.article, entities.items
    refused: list[Refusal] = []
    best: dict[tuple[object, ...], tuple[Candidate, Span]] = {}
    for candidate in candidates:
        evidence = _evidence(parsed, candidate)
        why = _why_not(entities, candidate)
        if why is not None:
            names = [items[end].name if 0 <= end < len(items) else "?" for end in (candidate.source, candidate.target)]
            refused.append(
                Refusal(
                    what=f"{names[0]} {candidate.relation} {names[1]}",
                    why=why,
                    where=f"{evidence.start}-{evidence.end}",
                )
            )
            continue
        ends = (candidate.source, candidate.target)
        if ONTOLOGY.relations[candidate.relation].symmetric:
            ends = (min(ends), max(ends))
        sentence = parsed.doc[candidate.trigger].sent.start
        key = (candidate.relation, *ends, candidate.modality, candidate.asserter, sentence)
        old = best.get(key)
        if old is None or candidate.confidence > old[0].confidence:
            best[key] = (candidate, evidence)
    claims = [_claim(article, entities, candidate, evidence) for candidate, evidence in best.values()]
    claims.sort(
        key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.relation, claim.source, claim.target)
    )
    extraction = Extraction(
        article=article,
        entities=tuple(_entities(parsed, entities)),
        claims=tuple({claim.id: claim for claim in claims}.values()),
        quotes=tuple(_quote(article, quote) for quote in quotes),
        refused=tuple(dict.fromkeys(refused)),
    )
    check(extraction)
    return extraction


def _claim(article: Article, entities: Entities, candidate: Candidate, evidence: Span) -> Claim:
    def entity(number: int | None) -> str | None:
        return None if number is None else f"e{number}"

    def name(number: int | None) -> str:
        return "" if number is None else entities.items[number].name

    modality = candidate.modality or Modality.ASSERTED
    identity = (
        candidate.relation,
        name(candidate.source),
        name(candidate.target),
        modality,
        name(candidate.asserter),
        evidence.start,
        evidence.end,
    )
    return Claim(
        id=stable_id("c", article.id, *identity),
        relation=candidate.relation,
        source=f"e{candidate.source}",
        target=f"e{candidate.target}",
        modality=modality,
        evidence=evidence,
        date=candidate.date,
        place=candidate.place,
        detail=candidate.detail,
        asserter=entity(candidate.asserter),
        on_behalf_of=entity(candidate.on_behalf_of),
        confidence=candidate.confidence,
        rule=candidate.rule,
    )


def _quote(article: Article, quote: QuoteSpan) -> Quote:
    where = span(article, quote.start_char, quote.end_char)
    speaker = None if quote.speaker is None else f"e{quote.speaker}"
    return Quote(id=stable_id("q", article.id, where.start, where.text), span=where, speaker=speaker)
