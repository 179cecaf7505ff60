"""Read stored articles again with the extractor of today, and say what it reads otherwise."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from graph.model import Extraction
from graph.store.base import BaseStore
from graph.view.words import circumstances, sentence


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a second reading of one article says that the first did not (`new`), and the reverse (`gone`)."""

    article: str
    new: tuple[str, ...]
    gone: tuple[str, ...]


def reextract(store: BaseStore, extractor: Any, *, on_article: Callable[[str], None] | None = None) -> Iterator[Change]:
    """Extract every article of `store` anew and put the result in the place of the old one, article by article.

    Yields one Change for each article whose claims are others, once that is durable; judgements stay. Broken off, it
    leaves each article as read before or as read now.
    """
    before: dict[str, Counter[str]] = {}
    after: dict[str, Counter[str]] = {}

    def again() -> Iterator[Extraction]:
        for old in store.extractions():
            [new] = extractor.pipe([old.article])
            before[old.article.id], after[old.article.id] = _said(old), _said(new)
            yield new

    for added in store.add(again()):
        old, new = before.pop(added.article), after.pop(added.article)
        if on_article:
            on_article(added.article)
        if old != new:
            yield Change(
                article=added.article,
                new=tuple(sorted((new - old).elements())),
                gone=tuple(sorted((old - new).elements())),
            )


def _said(extraction: Extraction) -> Counter[str]:
    """What an extraction claims, in words, so that neither ids nor offsets count as a change."""
    names = {entity.id: entity.name for entity in extraction.entities}
    return Counter(
        " | ".join(
            filter(
                None,
                (
                    sentence(
                        relation=claim.relation,
                        modality=claim.modality,
                        source=names[claim.source],
                        target=names[claim.target],
                    ),
                    circumstances(
                        modality=claim.modality,
                        said_by=names.get(claim.asserter or ""),
                        on_behalf_of=names.get(claim.on_behalf_of or ""),
                        when=claim.date,
                        place=claim.place,
                        detail=claim.detail,
                    ),
                ),
            )
        )
        for claim in extraction.claims
    )
