"""Tells, for one article, which rule made each claim, and what was considered and refused, with the reason.

    for line in explain(extraction):
        print(line)

Nothing is computed anew: it is a view of the extraction, so what it shows is what was stored. An extractor made with
`tell_misses` also refuses, with the reason, the predicates whose words fit a relation while an end is wanting.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.model import Claim, Entity, Extraction, Refusal
from graph.ontology import ONTOLOGY


def explain(extraction: Extraction) -> Iterator[str]:
    """The lines of the explanation, without line ends; texts of the article are shown on one line each."""
    article = extraction.article
    names = {entity.id: entity for entity in extraction.entities}
    yield f"{article.id}: {_line(article.headline or article.text.partition(chr(10))[0])}"
    yield (
        f"  published {article.published or 'on an unknown day'}; {len(extraction.entities)} entities, "
        f"{len(extraction.claims)} claims, {len(extraction.quotes)} quotations, {len(extraction.refused)} refused"
    )
    yield ""
    yield "Entities"
    for entity in extraction.entities:
        yield f"  {_entity(entity)}"
    yield ""
    yield "Claims"
    for claim in extraction.claims:
        yield from _claim(claim, names)
    if extraction.quotes:
        yield ""
        yield "Quotations"
        for quote in extraction.quotes:
            speaker = _name(names, quote.speaker) if quote.speaker else "nobody known"
            yield f"  {quote.span.start}-{quote.span.end} {speaker}: {_line(quote.span.text)}"
    yield ""
    yield "Considered and refused"
    for refusal in sorted(extraction.refused, key=_place):
        where = f" at {refusal.where}" if refusal.where else ""
        yield f"  {_line(refusal.what)}{where}: {_line(refusal.why)}"
    if not extraction.refused:
        yield "  nothing"


def _place(refusal: Refusal) -> int:
    start = refusal.where.partition("-")[0]
    return int(start) if start.isdigit() else 0


def _line(text: str) -> str:
    return " ".join(text.split())


def _name(names: dict[str, Entity], id_: str) -> str:
    return _line(names[id_].name)


def _entity(entity: Entity) -> str:
    forms = dict.fromkeys(_line(mention.text) for mention in entity.mentions)
    forms.pop(_line(entity.name), None)
    others = f", also {'; '.join(forms)}" if forms else ""
    described = "" if entity.named else ", described"
    return f"{entity.id} {_line(entity.name)} ({entity.kind}{described}){others}"


def _claim(claim: Claim, names: dict[str, Entity]) -> Iterator[str]:
    told = [claim.modality.value]
    if claim.date:
        told.append(claim.date)
    if claim.place:
        told.append(f"in {_line(claim.place)}")
    if claim.asserter:
        told.append(f"says {_name(names, claim.asserter)}")
    if claim.on_behalf_of:
        told.append(f"for {_name(names, claim.on_behalf_of)}")
    if claim.detail:
        told.append(f'"{_line(claim.detail)}"')
    arrow = "--" if ONTOLOGY.relations[claim.relation].symmetric else "->"
    yield f"  {_name(names, claim.source)} {claim.relation} {arrow} {_name(names, claim.target)}"
    yield f"    {', '.join(told)}; confidence {claim.confidence:.2f}"
    yield f"    {claim.evidence.start}-{claim.evidence.end} {_line(claim.evidence.text)}"
    yield f"    made by {claim.extractor}: {claim.rule or 'no rule named'}"
