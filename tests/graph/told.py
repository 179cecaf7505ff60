"""Small extractions in one line: who, what, whom, in one sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Quote, Span, stable_id


@dataclass(frozen=True, kw_only=True)
class Says:
    """One claim of an article: the evidence is the whole text."""

    source: str
    relation: str
    target: str
    modality: Modality = Modality.ASSERTED
    date: str | None = None
    place: str | None = None
    detail: str | None = None
    asserter: str | None = None
    on_behalf_of: str | None = None
    confidence: float = 0.8


def told(
    article: str,
    text: str,
    *says: Says,
    kinds: dict[str, Kind] | None = None,
    unnamed: Sequence[str] = (),
    quotes: Sequence[tuple[str, str]] = (),
    publisher: str | None = "Wire",
    published: str | None = "2024-03-12",
) -> Extraction:
    """An extraction of `text`; entities are what claims name, found in it word by word; kinds default to Person."""
    names: dict[str, str] = {}
    for claim in says:
        for name in (claim.source, claim.target, claim.asserter, claim.on_behalf_of):
            if name is not None:
                names.setdefault(name, f"e{len(names)}")
    for speaker, _ in quotes:
        names.setdefault(speaker, f"e{len(names)}")
    entities = tuple(
        Entity(
            id=identity,
            name=name,
            kind=(kinds or {}).get(name, Kind.PERSON),
            named=name not in unnamed,
            mentions=tuple(Span(start=m.start(), end=m.end(), text=name) for m in re.finditer(re.escape(name), text)),
        )
        for name, identity in names.items()
    )
    claims = tuple(
        Claim(
            id=stable_id("c", article, number, claim),
            relation=claim.relation,
            source=names[claim.source],
            target=names[claim.target],
            modality=claim.modality,
            evidence=Span(start=0, end=len(text), text=text),
            date=claim.date,
            place=claim.place,
            detail=claim.detail,
            asserter=names.get(claim.asserter or ""),
            on_behalf_of=names.get(claim.on_behalf_of or ""),
            confidence=claim.confidence,
        )
        for number, claim in enumerate(says)
    )
    spans = [(speaker, text.index(words), words) for speaker, words in quotes]
    return Extraction(
        article=Article(id=article, text=text, headline=text[:40], publisher=publisher, published=published),
        entities=entities,
        claims=claims,
        quotes=tuple(
            Quote(
                id=stable_id("q", article, start),
                span=Span(start=start, end=start + len(words), text=words),
                speaker=names[speaker],
            )
            for speaker, start, words in spans
        ),
    )
