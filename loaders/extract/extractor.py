"""From an article to its extraction: parse, mentions, coreference, relations, context and grounding in turn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from graph.model import Article, Extraction, Refusal
from loaders.extract.confidence import confidence
from loaders.extract.coreference import resolve_mentions
from loaders.extract.date_story import settle_dates
from loaders.extract.dates import find_dates
from loaders.extract.ground import assemble
from loaders.extract.mentions import find_mentions
from loaders.extract.modality import judge_modality
from loaders.extract.parse import DEFAULT_MODEL, load_model, parse, parse_all
from loaders.extract.places import find_place
from loaders.extract.pronouns import resolve_first_persons
from loaders.extract.quotes import find_quotes
from loaders.extract.relations import find_relations
from loaders.extract.roles import find_roles
from loaders.extract.speech import Speech, attribute
from loaders.extract.types import Candidate, Entities, Miss, Parsed

__all__ = ["DEFAULT_MODEL", "Extractor", "candidates_of", "read"]


class Extractor:
    """Reads articles with one spaCy model, loaded once.

    With `tell_misses` what is refused includes the predicates that fit a relation without having its two ends; that
    costs time and is for people who look at one article. Raises InputError where no model of that name is installed.
    """

    def __init__(self, *, model: str = DEFAULT_MODEL, tell_misses: bool = False) -> None:
        self._nlp = load_model(model)
        self._tell_misses = tell_misses

    def extract(self, article: Article) -> Extraction:
        """The claims, entities and quotes of one article."""
        return read(parse(article, self._nlp), tell_misses=self._tell_misses)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """The extractions of `articles`, in their order; faster than one by one, since the model works in batches."""
        for parsed in parse_all(articles, self._nlp):
            yield read(parsed, tell_misses=self._tell_misses)


def read(parsed: Parsed, *, tell_misses: bool = False) -> Extraction:
    """All that a parsed article tells."""
    misses: list[Miss] | None = [] if tell_misses else None
    entities, candidates, speech = _consider(parsed, misses)
    for candidate in candidates:
        candidate.confidence = confidence(parsed, entities, candidate)
    extraction = assemble(parsed, entities, candidates, speech.quotes)
    refused = (*extraction.refused, *(_refusal(parsed, miss) for miss in misses or ()))
    return replace(extraction, refused=tuple(dict.fromkeys(refused)))


def _refusal(parsed: Parsed, miss: Miss) -> Refusal:
    token = parsed.doc[miss.trigger]
    return Refusal(
        what=f"{miss.relation} at “{token.text}” ({miss.rule})",
        why=miss.why,
        where=f"{token.idx}-{token.idx + len(token)}",
    )


def candidates_of(parsed: Parsed) -> tuple[Entities, list[Candidate]]:
    """The entities of a parsed article and all that may be a claim about them, before it is weighed and grounded."""
    entities, candidates, _ = _consider(parsed)
    return entities, candidates


def _consider(parsed: Parsed, misses: list[Miss] | None = None) -> tuple[Entities, list[Candidate], Speech]:
    entities = resolve_mentions(parsed, find_mentions(parsed))
    speech = attribute(parsed, entities, find_quotes(parsed))
    dates = find_dates(parsed)
    roles = find_roles(parsed, entities)
    resolve_first_persons(parsed, entities, speech.quotes, roles)
    candidates = [*roles, *find_relations(parsed, entities, misses=misses)]
    for candidate in candidates:
        candidate.asserter = speech.asserter(candidate)
        candidate.modality = judge_modality(parsed, entities, candidate)
        if candidate.date is None:
            candidate.date = dates.of(candidate)
        if candidate.place is None:
            candidate.place = find_place(parsed, entities, candidate)
    settle_dates(dates, entities, candidates)
    return entities, candidates, speech
