"""An extraction as one JSON text beside its article's text: what a reading found, kept as it was.

The graph is derived from these records, so that it can be derived anew, copied and dumped without loss. Texts of spans
are not repeated: they are cut out of the article.
"""

from __future__ import annotations

import hashlib
import json
from typing import Any

from graph.errors import StoreError
from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Quote, Refusal, Span

#: Raised when the form of a record changes; older forms must stay readable.
RECORD_VERSION = 1

_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False)


def encode(extraction: Extraction) -> str:
    """The record of `extraction`, without its article; equal extractions have equal records."""
    data = {
        "v": RECORD_VERSION,
        "entities": [
            [e.id, e.name, str(e.kind), e.named, [[m.start, m.end] for m in e.mentions]] for e in extraction.entities
        ],
        "claims": [
            {
                "id": c.id,
                "relation": c.relation,
                "source": c.source,
                "target": c.target,
                "modality": str(c.modality),
                "evidence": [c.evidence.start, c.evidence.end],
                "date": c.date,
                "place": c.place,
                "detail": c.detail,
                "asserter": c.asserter,
                "on_behalf_of": c.on_behalf_of,
                "confidence": c.confidence,
                "extractor": c.extractor,
                "rule": c.rule,
            }
            for c in extraction.claims
        ],
        "quotes": [[q.id, q.span.start, q.span.end, q.speaker] for q in extraction.quotes],
        "refused": [[r.what, r.why, r.where] for r in extraction.refused],
    }
    return _JSON.encode(data)


def decode(article: Article, record: str) -> Extraction:
    """The extraction that `encode` made `record` of; StoreError if it is none or of a newer form."""
    try:
        data = json.loads(record)
        if data["v"] > RECORD_VERSION:
            raise StoreError(
                f"article {article.id!r} was stored by a newer Backchannel (record form {data['v']}); update this one"
            )
        return Extraction(
            article=article,
            entities=tuple(
                Entity(
                    id=identity,
                    name=name,
                    kind=Kind(kind),
                    named=named,
                    mentions=tuple(_span(article, start, end) for start, end in mentions),
                )
                for identity, name, kind, named, mentions in data["entities"]
            ),
            claims=tuple(_claim(article, item) for item in data["claims"]),
            quotes=tuple(
                Quote(id=identity, span=_span(article, start, end), speaker=speaker)
                for identity, start, end, speaker in data["quotes"]
            ),
            refused=tuple(Refusal(what=what, why=why, where=where) for what, why, where in data["refused"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise StoreError(
            f"the record of article {article.id!r} is damaged ({error!r}); load the article again"
        ) from error


def digest(article: Article, record: str) -> str:
    """A fingerprint of an article and its record."""
    parts = (article.id, article.text, article.headline, article.url, article.publisher, article.published, record)
    return hashlib.sha256(_JSON.encode(parts).encode()).hexdigest()[:32]


def _span(article: Article, start: int, end: int) -> Span:
    return Span(start=start, end=end, text=article.text[start:end])


def _claim(article: Article, item: dict[str, Any]) -> Claim:
    start, end = item["evidence"]
    return Claim(**{**item, "modality": Modality(item["modality"]), "evidence": _span(article, start, end)})
