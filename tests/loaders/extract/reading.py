"""Reads a sentence in which stars mark a trigger, so that tests of the rooms can be written as sentences."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from graph.model import Article, Kind
from loaders.extract.parse import load_model, parse
from loaders.extract.types import Candidate, Entities, Mention, Parsed, Referent

if TYPE_CHECKING:
    from spacy.language import Language


@cache
def model() -> Language:
    return load_model()


def read(text: str, *, published: str | None = "2025-03-05") -> Parsed:
    return parse(Article(id="a", text=text, published=published), model())


def lines(file: str) -> list[list[str]]:
    """The parts, parted by bars, of each line of the file."""
    lines = Path(__file__).with_name(file).read_text(encoding="utf-8").splitlines()
    return [[part.strip() for part in line.split("|")] for line in lines if line and not line.startswith("#")]


def marked(text: str, *, relation: str = "MET", published: str | None = "2025-03-05") -> tuple[Parsed, Candidate]:
    """The parse of `text` without its stars, and a candidate whose trigger is the word between them."""
    star = re.search(r"\*(\w+)\*", text)
    assert star is not None
    parsed = read(text.replace("*", "", 2), published=published)
    trigger = next(token.i for token in parsed.doc if token.idx == star.start())
    candidate = Candidate(
        relation=relation, source=0, target=1, trigger=trigger, start=0, end=len(parsed.doc), rule="test"
    )
    return parsed, candidate


def entities(parsed: Parsed, *names: str, **others: str) -> Entities:
    """Entities for the `names` (people) found in the text; `others` maps a kind to a name of that kind."""
    items: list[Referent] = []
    mentions: list[Mention] = []
    for name, kind in [*((name, "Person") for name in names), *((name, kind) for kind, name in others.items())]:
        for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", parsed.article.text):
            span = parsed.doc.char_span(*match.span())
            assert span is not None
            mentions.append(
                Mention(
                    start=span.start,
                    end=span.end,
                    head=span.root.i,
                    form="name",
                    kind=Kind(kind),
                    entities=(len(items),),
                )
            )
        items.append(Referent(name=name, kind=Kind(kind)))
    return Entities(mentions=sorted(mentions, key=lambda m: m.start), items=items)
