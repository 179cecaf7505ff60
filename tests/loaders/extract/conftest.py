"""What the tests of the language work share: one model for the session, and sentences read into entities."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from graph.model import Article
from loaders.extract.coreference import resolve_mentions
from loaders.extract.mentions import find_mentions
from loaders.extract.names import tokens_of
from loaders.extract.parse import load_model, parse
from loaders.extract.roles import find_roles
from loaders.extract.types import Entities, Parsed

if TYPE_CHECKING:
    from spacy.language import Language


@pytest.fixture(scope="session")
def nlp() -> Language:
    return load_model()


class Reading:
    """A text with its entities; mentions are looked up by their words."""

    def __init__(self, text: str, nlp: Language) -> None:
        self.parsed: Parsed = parse(Article(id="a", text=text), nlp)
        self.entities: Entities = resolve_mentions(self.parsed, find_mentions(self.parsed))
        self.tokens = tokens_of(self.parsed)

    def kinds(self) -> dict[str, str]:
        """The kind of every named entity, by its name."""
        return {item.name: str(item.kind) for item in self.entities.items if item.named}

    def who(self, words: str, nth: int = 0) -> list[str]:
        """The names of the entities that the `nth` mention with these words stands for."""
        found = [m for m in self.entities.mentions if self.tokens.surface(m.start, m.end) == words]
        assert len(found) > nth, f"no mention {words!r}; mentions: {self.mentions()}"
        return [self.entities.items[e].name for e in found[nth].entities]

    def mentions(self) -> list[str]:
        """The words of all mentions."""
        return [self.tokens.surface(m.start, m.end) for m in self.entities.mentions]

    def roles(self) -> set[tuple[str, str, str, str | None]]:
        """Who stands in which relation to whom, in which words."""
        name = [item.name for item in self.entities.items]
        return {(name[c.source], c.relation, name[c.target], c.detail) for c in find_roles(self.parsed, self.entities)}


@pytest.fixture(scope="session")
def reading(nlp: Language) -> Callable[[str], Reading]:
    return lambda text: Reading(text, nlp)
