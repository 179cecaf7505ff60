"""The hand-annotated articles as extractions, so that stores and screens can be tested without the extractor."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Quote, Span, stable_id

GOLD = Path(__file__).parent / "gold"


def gold_paths() -> list[Path]:
    """The files of all annotated articles, in order."""
    return sorted((GOLD / "articles").glob("*.json"))


def _spans(text: str, forms: list[str]) -> tuple[Span, ...]:
    """Every place where one of `forms` stands as whole words, longest form first, without overlaps."""
    taken: list[tuple[int, int]] = []
    for form in sorted(set(forms), key=len, reverse=True):
        for match in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text):
            if not any(match.start() < end and start < match.end() for start, end in taken):
                taken.append(match.span())
    return tuple(Span(start=s, end=e, text=text[s:e]) for s, e in sorted(taken))


def gold_extraction(path: Path, *, publisher: str | None = None) -> Extraction:
    """What an ideal extractor would give for the annotated article at `path`."""
    data = json.loads(path.read_text(encoding="utf-8"))
    text = data["text"]
    article = Article(
        id=data["id"], text=text, headline=text.split("\n", 1)[0], published=data["published"], publisher=publisher
    )
    ids = {entity["name"]: f"e{number}" for number, entity in enumerate(data["entities"], 1)}
    entities = tuple(
        Entity(
            id=ids[entity["name"]],
            name=entity["name"],
            kind=Kind(entity["type"]),
            mentions=_spans(text, [entity["name"], *entity["mentions"]]),
            named=entity["type"] in ("Person", "Organization", "State", "Place") and entity["name"][:1].isupper(),
        )
        for entity in data["entities"]
    )
    claims = []
    for claim in data["claims"]:
        start = text.index(claim["evidence"])
        key = (claim["source"], claim["relation"], claim["target"], claim["modality"], claim["asserter"], start)
        claims.append(
            Claim(
                id=stable_id("c", article.id, *key),
                relation=claim["relation"],
                source=ids[claim["source"]],
                target=ids[claim["target"]],
                modality=Modality(claim["modality"]),
                evidence=Span(start=start, end=start + len(claim["evidence"]), text=claim["evidence"]),
                date=claim["date"],
                place=claim.get("place"),
                asserter=ids.get(claim["asserter"] or ""),
                on_behalf_of=ids.get(claim.get("on_behalf_of") or ""),
                confidence=0.9,
                extractor="gold",
            )
        )
    quotes = tuple(
        Quote(
            id=stable_id("q", article.id, quote["text"]),
            span=Span(
                start=text.index(quote["text"]), end=text.index(quote["text"]) + len(quote["text"]), text=quote["text"]
            ),
            speaker=ids[quote["speaker"]],
        )
        for quote in data["quotes"]
    )
    unique = {claim.id: claim for claim in claims}
    return Extraction(article=article, entities=entities, claims=tuple(unique.values()), quotes=quotes)


def gold_extractions(
    publishers: tuple[str, ...] = ("Gold Wire", "Second Gazette", "Third Post"),
) -> Iterator[Extraction]:
    """All annotated articles; publishers take turns, so that ties have several independent ones."""
    for number, path in enumerate(gold_paths()):
        yield gold_extraction(path, publisher=publishers[number % len(publishers)])
