"""What is known, as plain frozen data: articles, mentions, entities, claims, quotes, ties, judgements and rows.

Standard library only; every other module may import this one, and it imports none of them. Offsets are code points
into `Article.text`, end exclusive. Dates are EDTF level 0 strings: a day (`2024-03-12`), a month (`2024-02`), a year
(`2024`), an interval (`2024-03-09/2024-03-10`) or an open interval (`2021/`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas


class Kind(StrEnum):
    """What an entity is; the values are also the labels of its node in the store."""

    PERSON = "Person"
    ORGANIZATION = "Organization"
    STATE = "State"
    PLACE = "Place"
    DOCUMENT = "Document"
    GROUP = "Group"
    EVENT = "Event"


class Modality(StrEnum):
    """How the article puts a claim: only `asserted` happened or holds."""

    ASSERTED = "asserted"
    PLANNED = "planned"
    REQUESTED = "requested"
    DENIED = "denied"
    HYPOTHETICAL = "hypothetical"


def stable_id(prefix: str, *parts: object) -> str:
    """A short id that depends on `parts` alone, so that a second run finds the rows of the first (96 bits)."""
    import hashlib  # here: it loads OpenSSL, which who only asks a store need not wait for

    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    return f"{prefix}-{digest[:24]}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One document as a reader gets it: `text` is the headline, a blank line, then paragraphs parted by blank lines.

    `published` is an ISO day or None; the extractor reads relative dates ("last week") against it.
    """

    id: str
    text: str
    headline: str = ""
    url: str | None = None
    publisher: str | None = None
    published: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A stretch of an article's text: `article.text[start:end] == text`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """A stakeholder (or place, document, event) as one article tells of it.

    `id` is unique within the article's extraction only ("e1"); `graph.resolve` links it to a stakeholder of the store.
    `mentions` are its surface forms in order of appearance, pronouns left out. `name` is the fullest form.
    """

    id: str
    name: str
    kind: Kind
    mentions: tuple[Span, ...] = ()
    named: bool = True  # False: only described ("Ukrainian officials", "the bishop of Leeds")


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """That the article says, in `evidence`, that `source` stands in `relation` to `target`.

    `source`, `target`, `asserter` and `on_behalf_of` are entity ids of the same extraction. `asserter` is whose word it
    is (None: the article's own). `date` is EDTF level 0 or None. `place` is the place's name as the text has it,
    `detail` the role or the matter in the article's words. `confidence` lies in 0..1 and means the share of such claims
    that are right. `rule` names the rule or feature that made the claim, for people who debug it.
    """

    id: str
    relation: str
    source: str
    target: str
    modality: Modality
    evidence: Span
    date: str | None = None
    place: str | None = None
    detail: str | None = None
    asserter: str | None = None
    on_behalf_of: str | None = None
    confidence: float = 0.5
    extractor: str = "rules"
    rule: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """A direct quotation without its marks; `speaker` is an entity id of the same extraction, or None if unknown."""

    id: str
    span: Span
    speaker: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Something that was read or considered and not taken, with the reason in words for the user."""

    what: str
    why: str
    where: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that an extractor drew from one article."""

    article: Article
    entities: tuple[Entity, ...] = ()
    claims: tuple[Claim, ...] = ()
    quotes: tuple[Quote, ...] = ()
    refused: tuple[Refusal, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredClaim:
    """A claim as the store holds it: ends are stakeholder ids, and `article` names where it stands.

    `publisher` and `published` are the article's. `status` is "machine" (as extracted), "edited" (an analyst corrected
    it) or "rejected" (an analyst refused it).
    """

    id: str
    article: str
    relation: str
    source: str
    target: str
    modality: Modality
    evidence: str
    start_char: int
    end_char: int
    date: str | None = None
    place: str | None = None
    detail: str | None = None
    asserter: str | None = None
    on_behalf_of: str | None = None
    confidence: float = 0.5
    extractor: str = "rules"
    publisher: str | None = None
    published: str | None = None
    status: str = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """One occurrence between two stakeholders, derived from the claims that tell of it.

    `claims` counts them, `sources` counts independent publishers, `said_by` and `on_behalf_of` are names as a reader
    sees them. `date_from` and `date_to` are the first and last ISO day of `date`.
    """

    id: str
    relation: str
    source: str
    target: str
    modality: Modality
    evidence: str
    claim_ids: tuple[str, ...]
    claims: int
    sources: int
    confidence: float
    date: str | None = None
    date_from: str | None = None
    date_to: str | None = None
    place: str | None = None
    detail: str | None = None
    said_by: str | None = None
    on_behalf_of: str | None = None


class Verdict(StrEnum):
    """An analyst's word on whether two entities are one."""

    SAME = "same"
    DIFFERENT = "different"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """One line of the append-only ledger: who decided what, when and why. `undoes` names an earlier judgement's id."""

    id: str
    kind: str
    left: str
    right: str | None
    verdict: str
    by: str
    at: datetime
    why: str = ""
    undoes: str | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A node in a query's answer, the same from every store."""

    id: str
    labels: tuple[str, ...]
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relationship:
    """A relationship in a query's answer, the same from every store; `source` and `target` are the nodes' `id`s."""

    id: str
    name: str
    source: str
    target: str
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Path:
    """A path in a query's answer: nodes and the relationships between them, in order."""

    nodes: tuple[Node, ...]
    relationships: tuple[Relationship, ...]


Value = (
    None | bool | int | float | str | date | datetime | Sequence[Any] | Mapping[str, Any] | Node | Relationship | Path
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """A query's answer: `rows[i][j]` is the value of `columns[j]`; `truncated` says that the row limit cut it.

    A value is None, a bool, int, float, str, date or datetime, a list or map of values, a Node, Relationship or Path.
    """

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    truncated: bool = False

    def dicts(self) -> list[dict[str, Any]]:
        """The rows as mappings from column to value."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]

    def to_pandas(self) -> pandas.DataFrame:
        """The rows as a pandas frame, every value as it is."""
        import pandas  # slow to import, and wanted in notebooks alone

        return pandas.DataFrame([list(row) for row in self.rows], columns=list(self.columns), dtype=object)
