"""Extractions as JSON, in the form that `extract` prints and `tests/gold/score.py` reads."""

from __future__ import annotations

from typing import Any

from graph.model import Extraction, Span


def _span(span: Span) -> dict[str, Any]:
    return {"start": span.start, "end": span.end, "text": span.text}


def extraction_to_json(extraction: Extraction) -> dict[str, Any]:
    """One article's extraction as plain lists and mappings; offsets are code points into its text."""
    article = extraction.article
    return {
        "article": {
            "id": article.id,
            "headline": article.headline,
            "url": article.url,
            "publisher": article.publisher,
            "published": article.published,
        },
        "entities": [
            {
                "id": entity.id,
                "name": entity.name,
                "type": str(entity.kind),
                "named": entity.named,
                "mentions": [_span(mention) for mention in entity.mentions],
            }
            for entity in extraction.entities
        ],
        "claims": [
            {
                "id": claim.id,
                "relation": claim.relation,
                "source": claim.source,
                "target": claim.target,
                "modality": str(claim.modality),
                "date": claim.date,
                "place": claim.place,
                "detail": claim.detail,
                "asserter": claim.asserter,
                "on_behalf_of": claim.on_behalf_of,
                "evidence": _span(claim.evidence),
                "confidence": round(claim.confidence, 3),
                "rule": claim.rule,
            }
            for claim in extraction.claims
        ],
        "quotes": [{"id": quote.id, "speaker": quote.speaker, **_span(quote.span)} for quote in extraction.quotes],
        "refused": [{"what": r.what, "why": r.why, "where": r.where} for r in extraction.refused],
    }
