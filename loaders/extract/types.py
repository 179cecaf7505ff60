"""What the rooms of the extractor hand to each other; token indices are spaCy's (`Token.i`), ends exclusive.

Tokens are compared by `.i`, never by identity: spaCy makes a new Token object on each access.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.model import Article, Kind, Modality

if TYPE_CHECKING:
    from spacy.tokens import Doc


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """An article with its parse. `doc.text == article.text`, so character offsets into one hold for the other.

    `skip` has the token indices that are no prose (dateline, by-line); `dateline_place` is the dateline's city.
    """

    article: Article
    doc: Doc
    skip: frozenset[int] = frozenset()
    dateline_place: str | None = None

    def starts(self) -> list[int]:
        """Where each token starts, in characters; at once, since making a Token object for each costs more."""
        found: list[int] = self.doc.to_array(["IDX"]).tolist()
        return found


@dataclass(slots=True, kw_only=True)
class Mention:
    """A stretch of tokens that refers to something: a name, a description ("the envoy", "they", "Kyiv").

    `form` is "name", "nominal" or "pronoun"; `head` is the token that carries its place in the parse. `entities` are
    the indices into `Entities.items` that it refers to once coreference has run: empty where unresolved, more than one
    for a plural ("they", "the two ministers").
    """

    start: int
    end: int
    head: int
    form: str
    kind: Kind | None = None
    plural: bool = False
    entities: tuple[int, ...] = ()


@dataclass(slots=True, kw_only=True)
class Referent:
    """An entity of one article while it is being built; `named` as in `graph.model.Entity`."""

    name: str
    kind: Kind
    named: bool = True
    gender: str | None = None  # "m", "f" or None where the text does not tell
    mentions: list[int] = field(default_factory=list)  # indices into `Entities.mentions`


@dataclass(slots=True, kw_only=True)
class Entities:
    """The mentions of an article in order of their start, and the referents that they stand for.

    `by_head` is the way from a parse token to its mention.
    """

    mentions: list[Mention]
    items: list[Referent]

    def by_head(self) -> dict[int, Mention]:
        """The mention whose syntactic head is the token (the longest, where several share it)."""
        found: dict[int, Mention] = {}
        for mention in self.mentions:
            old = found.get(mention.head)
            if old is None or old.end - old.start < mention.end - mention.start:
                found[mention.head] = mention
        return found


@dataclass(slots=True, kw_only=True)
class Candidate:
    """A relation that a rule sees between two referents, before modality, date and asserter are known.

    `source` and `target` are indices into `Entities.items`; `trigger` is the token of the predicate, noun or role word
    that carries the relation, and `start`, `end` the tokens of the stretch that alone supports it. `modality` is set
    where the frame itself decides it ("invited": requested); None leaves it to the modality room. What is `presupposed`
    holds whatever becomes of the deed ("will resign as mayor": is mayor).
    """

    relation: str
    source: int
    target: int
    trigger: int
    start: int
    end: int
    rule: str
    source_mention: int | None = None  # index into `Entities.mentions`
    target_mention: int | None = None
    modality: Modality | None = None
    presupposed: bool = False
    date: str | None = None
    place: str | None = None
    detail: str | None = None
    asserter: int | None = None
    on_behalf_of: int | None = None
    confidence: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Miss:
    """A predicate whose words fit a relation, without the two ends that would make a claim of it."""

    trigger: int
    relation: str
    rule: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteSpan:
    """A quotation's characters (without its marks) and tokens, with the referent that speaks it, if known."""

    start_char: int
    end_char: int
    start: int
    end: int
    speaker: int | None = None
