"""Put articles into a store and take them out: resolve, derive and write what changed, the same for every store.

A store lends a `Transaction` whose effects land whole or not at all; everything else happens here. All reads come
before the first write. The cost depends on the articles and on their stakeholders' ties, not on the store's size.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from functools import lru_cache
from typing import Any, Protocol
from uuid import uuid4

from anyascii import anyascii

from graph.amounts import amounts
from graph.derive import date_range, derive, pair_of
from graph.errors import GroundingError, StoreError
from graph.figures import figure_rows
from graph.model import Article, Claim, Entity, Extraction, Judgement, Kind, Modality, Span, StoredClaim, Tie
from graph.ontology import ONTOLOGY
from graph.resolve import Profile, display_name, profiles_of, resolve, summed
from graph.rulings import Rulings, touched
from graph.store import statements
from graph.store.protocol import Added
from graph.store.record import decode, digest, encode
from graph.store.syndication import Syndication

#: The version of the schema in the store. Readings stay readable whatever derives from them, so that a rebuild is what
#: brings an older store forward.
SCHEMA_VERSION = 5
#: The first of them in which entities have the property `folded`.
FOLDED_SINCE = 5


class Transaction(Protocol):
    """A store's atomic unit of work: what `run` wrote lasts only if the transaction is committed."""

    def run(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
        """The rows that `cypher` (a text of `graph.store.statements`) returns, by column; none for a pure write."""


def validate(extraction: Extraction) -> None:
    """Raise GroundingError unless every claim and quote stands in the article and is whole in itself.

    Which kinds a relation may hold between is the extractor's to judge: people who annotate know better than a table.
    """
    article = extraction.article
    where = f"article {article.id!r}"
    if not article.id:
        raise GroundingError("an article has no id; give each article one of its own")
    for text in (article.id, article.text, article.headline, article.url or "", article.publisher or ""):
        _storable(text, where)
    kinds: dict[str, Kind] = {}
    for entity in extraction.entities:
        if entity.id in kinds:
            raise GroundingError(f"{where}: two entities have the id {entity.id!r}")
        if not entity.name.strip():
            raise GroundingError(f"{where}: entity {entity.id!r} has no name")
        _storable(entity.name, where)
        kinds[entity.id] = entity.kind
        for mention in entity.mentions:
            _grounded(article, mention, f"a mention of {entity.name!r}")
    seen: set[str] = set()
    for claim in extraction.claims:
        what = f"claim {claim.id!r}"
        if claim.id in seen:
            raise GroundingError(f"{where}: two claims have the id {claim.id!r}")
        seen.add(claim.id)
        _grounded(article, claim.evidence, what)
        if claim.evidence.start == claim.evidence.end:
            raise GroundingError(f"{where}: {what} has no evidence")
        if claim.relation not in ONTOLOGY.relations:
            raise GroundingError(f"{where}: {what} has the relation {claim.relation!r}, which the ontology lacks")
        for end in (claim.source, claim.target, claim.asserter, claim.on_behalf_of):
            if end is not None and end not in kinds:
                raise GroundingError(f"{where}: {what} names the entity {end!r}, which the extraction lacks")
        if not 0.0 <= claim.confidence <= 1.0:
            raise GroundingError(f"{where}: {what} has the confidence {claim.confidence}; it must lie in 0..1")
        values = (claim.id, claim.date, claim.place, claim.detail, claim.extractor, claim.rule)
        _storable(" ".join(filter(None, values)), where)
    seen.clear()
    for quote in extraction.quotes:
        if quote.id in seen:
            raise GroundingError(f"{where}: two quotes have the id {quote.id!r}")
        seen.add(quote.id)
        _grounded(article, quote.span, f"quote {quote.id!r}")
        if quote.speaker is not None and quote.speaker not in kinds:
            raise GroundingError(f"{where}: quote {quote.id!r} has the speaker {quote.speaker!r}, who is no entity")


def _grounded(article: Article, span: Span, what: str) -> None:
    if not 0 <= span.start <= span.end <= len(article.text) or article.text[span.start : span.end] != span.text:
        raise GroundingError(
            f"article {article.id!r}: {what} is not what the text holds at {span.start}-{span.end}: {span.text[:80]!r}"
        )


def _storable(value: str, where: str) -> None:
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise GroundingError(
            f"{where}: a text holds half of a surrogate pair, which no store keeps: {error}"
        ) from error


def put(tx: Transaction, extractions: Iterable[Extraction]) -> list[Added]:
    """Store validated extractions of distinct articles; articles that are there as they are stay untouched."""
    batch = {extraction.article.id: extraction for extraction in extractions}
    readings = {identity: _reading(extraction) for identity, extraction in batch.items()}
    held = {row["id"]: row["digest"] for row in tx.run(statements.DIGESTS, ids=list(batch))}
    fresh = {identity: batch[identity] for identity in batch if held.get(identity) != readings[identity]["digest"]}
    ties = _change(tx, fresh, (), [readings[identity] for identity in fresh]) if fresh else {}
    return [
        Added(
            article=identity,
            outcome="unchanged" if identity not in fresh else "replaced" if identity in held else "added",
            claims=len(extraction.claims),
            ties=ties.get(identity, 0),
        )
        for identity, extraction in batch.items()
    ]


def drop(tx: Transaction, article_ids: Iterable[str]) -> int:
    """Remove articles and what nothing else holds up; returns how many of them there were."""
    ids = list(dict.fromkeys(article_ids))
    held = [row["id"] for row in tx.run(statements.DIGESTS, ids=ids)]
    if held:
        _change(tx, {}, held, ())
    return len(held)


def article_ids(tx: Transaction) -> list[str]:
    """The ids of all articles, sorted."""
    return [row["id"] for row in tx.run(statements.ARTICLE_IDS)]


def extractions(tx: Transaction, ids: Sequence[str]) -> list[Extraction]:
    """What was drawn from the articles with these ids, as it was put in."""
    articles = {row["id"]: Article(**row) for row in tx.run(statements.ARTICLES, ids=list(ids))}
    records = {row["id"]: row["record"] for row in tx.run(statements.READINGS, ids=list(ids))}
    for identity in records:
        if identity not in articles:
            raise StoreError(f"article {identity!r} has a reading but no text; run `backchannel check`")
    return [decode(articles[identity], records[identity]) for identity in ids if identity in records]


def judgements(tx: Transaction) -> list[Judgement]:
    """The ledger, oldest first."""
    return [
        Judgement(**{**row, "at": datetime.fromisoformat(row["at"]), "values": json.loads(row["values"])})
        for row in tx.run(statements.JUDGEMENTS)
    ]


def judge(tx: Transaction, lines: Iterable[Judgement]) -> None:
    """Append to the ledger what is not in it, and derive anew what it bears on."""
    ledger = judgements(tx)
    held = {line.id for line in ledger}
    new = [line for line in lines if line.id not in held]
    if not new:
        return
    rows = [
        {**asdict(replace(j, values={})), "at": j.at.isoformat(), "values": json.dumps(dict(j.values), sort_keys=True)}
        for j in new
    ]
    whole = [*ledger, *new]
    profiles, articles = touched(new, whole)
    if profiles or articles:
        _change(tx, {}, (), (), rulings=Rulings.of(whole), judged=(profiles, articles))
    else:
        may_write(tx)
        mark(tx)
    tx.run(statements.WRITE_JUDGEMENTS, rows=rows)


def stored_profiles(tx: Transaction) -> tuple[list[Profile], dict[str, str]]:
    """All profiles, and the stakeholder that each is linked to."""
    rows = tx.run(statements.NAMES)
    return [_profile(row) for row in rows], {row["id"]: row["entity"] for row in rows}


def may_write(tx: Transaction, *, rebuilding: bool = False) -> None:
    """StoreError if the store's schema is not this program's (a rebuild may raise it), or the store is half rebuilt."""
    for row in tx.run(statements.GENERATION):
        if row["schema"] > SCHEMA_VERSION:
            raise StoreError(
                f"the store has schema version {row['schema']}, this program knows {SCHEMA_VERSION}; update it"
            )
        if row["schema"] < SCHEMA_VERSION and not rebuilding:
            raise StoreError(
                f"the store has the older schema version {row['schema']}; run `backchannel rebuild` to bring it to "
                f"{SCHEMA_VERSION}, nothing is lost"
            )
        if row["rebuilding"] and not rebuilding:
            raise StoreError("a rebuild of the store was broken off; run `backchannel rebuild` to finish it")


def mark(tx: Transaction) -> None:
    """Note that the store changes."""
    tx.run(statements.MARK, schema=SCHEMA_VERSION, uuid=uuid4().hex)


def start_rebuild(tx: Transaction) -> None:
    """Mark every article as still to be projected; from here on nothing else may write until `end_rebuild`."""
    may_write(tx, rebuilding=True)
    mark(tx)
    tx.run(statements.SET_REBUILDING, rebuilding=True)
    tx.run(statements.MARK_STALE)
    tx.run(statements.FORGET_COPIES)
    tx.run(statements.FORGET_ORIGINS)


def clear(tx: Transaction, limit: int) -> int:
    """Delete up to `limit` derived nodes of a kind, with their relationships; 0 when none is left."""
    for text in statements.CLEAR:
        gone = sum(int(row["gone"]) for row in tx.run(text, limit=limit))
        if gone:
            return gone
    return 0


def stale_ids(tx: Transaction) -> list[str]:
    """The ids of articles that are still to be projected."""
    return [row["id"] for row in tx.run(statements.STALE_IDS)]


def project(tx: Transaction, ids: Sequence[str]) -> None:
    """Derive the graph of these stale articles from their readings."""
    stale = extractions(tx, ids)
    _change(tx, {e.article.id: e for e in stale}, (), [_reading(e) for e in stale], rebuilding=True)


def end_rebuild(tx: Transaction) -> None:
    """Let the store be written again."""
    may_write(tx, rebuilding=True)
    mark(tx)
    tx.run(statements.SET_REBUILDING, rebuilding=None)


def _reading(extraction: Extraction) -> dict[str, str]:
    record = encode(extraction)
    return {"id": extraction.article.id, "digest": digest(extraction.article, record), "record": record}


def _change(
    tx: Transaction,
    fresh: Mapping[str, Extraction],
    gone: Collection[str],
    readings: Sequence[Mapping[str, str]],
    *,
    rebuilding: bool = False,
    rulings: Rulings | None = None,
    judged: tuple[Collection[str], Collection[str]] = ((), ()),
) -> dict[str, int]:
    """Make the store hold `fresh` (`readings` are its rows) and not `gone`; how many ties each fresh article tells.

    `rulings` are those of the ledger as it will be (None: as it is), `judged` the ids of the stakeholders and articles
    on which they bear otherwise than before.
    """
    may_write(tx, rebuilding=rebuilding)
    plan = _Plan(tx, fresh, gone, rulings or Rulings.of(judgements(tx)), judged)
    plan.compare()
    plan.link()
    plan.name()
    plan.tell()
    plan.tie()
    mark(tx)
    plan.write(readings)
    return plan.ties_of


@dataclass(slots=True)
class _Stakeholder:
    """An entity node as it will be."""

    id: str
    kind: str
    name: str
    forms: set[str] = field(default_factory=set)
    held: bool = False  # whether the store has it, and under which name and with which aliases
    old_name: str = ""
    old_aliases: tuple[str, ...] = ()
    mentions: dict[str, tuple[set[str], int]] = field(default_factory=dict)  # by article: names and how many


class _Plan:
    """One change of the store, worked out step by step: all reads, then all writes."""

    def __init__(
        self,
        tx: Transaction,
        fresh: Mapping[str, Extraction],
        gone: Collection[str],
        rulings: Rulings,
        judged: tuple[Collection[str], Collection[str]],
    ) -> None:
        self.run = tx.run
        self.fresh = dict(fresh)
        self.gone = set(gone)
        self.rulings = rulings
        self.judged_names, self.judged_articles = judged
        old = [row for row in self.run(statements.READINGS, ids=[*fresh, *gone]) if row["digest"]]
        texts = {row["id"]: Article(**row) for row in self.run(statements.ARTICLES, ids=[row["id"] for row in old])}
        self.old_profiles = {row["id"]: profiles_of(decode(texts[row["id"]], row["record"])) for row in old}
        self.standing = {row["id"] for row in old}  # articles whose projection is to be cleared
        self.projected: dict[str, Extraction] = dict(fresh)
        self.profiles = {identity: profiles_of(e) for identity, e in fresh.items()}
        self.ties_of: dict[str, int] = {}

    def compare(self) -> None:
        """Find which articles are copies of which, so that they count as one source."""
        self.copies = Syndication(self.run, self.fresh, self.gone, self.standing)

    def link(self) -> None:
        """Resolve the blocks that the articles touch; articles of profiles that move are projected anew."""
        known: dict[str, Profile] = {}
        for profiles in (*self.old_profiles.values(), *self.profiles.values()):
            for profile in profiles.values():
                known[profile.id] = replace(profile, forms={}, marks={})
        rows = self._blocks(known)
        self.blocks = {identity: _profile(row) for identity, row in rows.items()}
        for identity, profile in known.items():
            self.blocks.setdefault(identity, profile)
        changes: dict[str, list[tuple[Profile, int]]] = defaultdict(list)
        for sign, groups in ((-1, self.old_profiles), (1, self.profiles)):
            for profiles in groups.values():
                for profile in profiles.values():
                    changes[profile.id].append((profile, sign))
        for identity, own in changes.items():
            self.blocks[identity] = summed(self.blocks[identity], own)
        gone = {identity for identity in self.blocks if not self.blocks[identity].forms}
        self.dead_names = sorted(gone & rows.keys())
        for identity in gone:
            del self.blocks[identity]
        self.linked = resolve(self.blocks.values(), self.rulings.pairs)
        self.kind_of = {identity: str(p.kind) for identity, p in self.blocks.items()}
        self._retype()
        self.name_rows = [
            _name_row(p, self.linked[p.id])
            for p in self.blocks.values()
            if p.id in known or rows[p.id]["entity"] != self.linked[p.id]
        ]
        left: dict[str, set[str]] = defaultdict(set)
        for identity, row in rows.items():
            if (identity in self.blocks and row["entity"] != self.linked[identity]) or identity in self.judged_names:
                left[row["entity"]].add(identity)
        again = {
            row["article"]
            for text in (statements.MENTIONING.values() if left else ())
            for row in self.run(text, ids=sorted(left))
        }
        again |= {row["id"] for row in self.run(statements.DIGESTS, ids=sorted(self.judged_articles))}
        again -= {*self.fresh, *self.gone}
        elsewhere: set[str] = set()
        if again:
            ids = sorted(again)
            articles = {row["id"]: Article(**row) for row in self.run(statements.ARTICLES, ids=ids)}
            for row in self.run(statements.ORIGINS, ids=ids):
                self.copies.publisher_of.setdefault(row["id"], row["publisher"])
            for row in self.run(statements.READINGS, ids=ids):
                if not row["digest"]:
                    continue  # a rebuild will come to it
                self.projected[row["id"]] = decode(articles[row["id"]], row["record"])
                self.profiles[row["id"]] = profiles_of(self.projected[row["id"]])
                self.standing.add(row["id"])
            elsewhere = {p.id for i in ids for p in self.profiles.get(i, {}).values() if p.id not in self.linked}
        if elsewhere:
            for row in self.run(statements.NAMES_BY_ID, ids=sorted(elsewhere)):
                self.linked[row["id"]] = row["entity"]
            others = sorted({self.linked[i] for i in elsewhere} - self.kind_of.keys())
            for row in self.run(statements.KINDS, ids=others):
                self.kind_of[row["id"]] = row["kind"]

    def _retype(self) -> None:
        """Give stakeholders the kinds that people ruled, and with them other ids, as a node's kind is its label."""
        if not any(ruled.kind for ruled in self.rulings.entities.values()):
            return
        clusters: dict[str, list[str]] = defaultdict(list)
        for profile, identity in self.linked.items():
            clusters[identity].append(profile)
        for identity, profiles in clusters.items():
            ruled = self.rulings.named(profiles)
            if ruled.kind and ruled.id and ruled.kind != self.kind_of[identity]:
                self.linked.update(dict.fromkeys(profiles, ruled.id))
                self.kind_of[ruled.id] = str(ruled.kind)

    def _blocks(self, known: Mapping[str, Profile]) -> dict[str, dict[str, Any]]:
        """The rows of all profiles that can have a say in who the `known` ones are, themselves included."""
        rows: dict[str, dict[str, Any]] = {}
        asked: dict[str, set[str]] = {"key": set(), "turned": set(), "exact": set(), "id": set()}
        wanted: dict[str, set[str]] = {name: {getattr(p, name) for p in known.values()} - {None} for name in asked}
        wanted["id"] |= {*self.judged_names}
        while any(wanted.values()):
            found: list[dict[str, Any]] = []
            for name, values in wanted.items():
                if values:
                    found += self.run(statements.NAMES_BY[name], ids=sorted(values))
                    asked[name] |= values
            new = [row for row in found if row["id"] not in rows]
            rows.update((row["id"], row) for row in new)
            ids = {*(row["id"] for row in new), *wanted["id"]}
            wanted = {name: {row[name] for row in new} - {None} - asked[name] for name in ("key", "turned", "exact")}
            wanted["id"] = {p for i in ids for p in self.rulings.partners.get(i, ())} - asked["id"]
        return rows

    def stakeholder(self, article: str, entity: str) -> str:
        """The stakeholder's id for an article's entity."""
        return self.linked[self.profiles[article][entity].id]

    def name(self) -> None:
        """Work out the entities that gain or lose mentions: their names, aliases and mentions."""
        self.entities: dict[str, _Stakeholder] = {}
        members: dict[str, list[Profile]] = defaultdict(list)
        for profile in self.blocks.values():
            members[self.linked[profile.id]].append(profile)
        standing = sorted(self.standing)
        losing: dict[str, set[str]] = defaultdict(set)
        if standing:
            for row in self.run(statements.MENTIONED, ids=standing):
                losing[row["kind"]].add(row["id"])
                self.entities[row["id"]] = _Stakeholder(id=row["id"], kind=row["kind"], name="")
        for article, extraction in self.projected.items():
            for entity in extraction.entities:
                identity = self.stakeholder(article, entity.id)
                stakeholder = self.entities.get(identity)
                if stakeholder is None:
                    kind = self.kind_of[identity]
                    stakeholder = self.entities[identity] = _Stakeholder(id=identity, kind=kind, name="")
                names, count = stakeholder.mentions.get(article, (set(), 0))
                names |= _names(entity)
                stakeholder.mentions[article] = (names, count + len(entity.mentions))
                stakeholder.forms |= names
        by_kind: dict[str, list[str]] = defaultdict(list)
        for stakeholder in self.entities.values():
            by_kind[stakeholder.kind].append(stakeholder.id)
        for kind, ids in by_kind.items():
            for row in self.run(statements.ENTITIES[kind], ids=sorted(ids)):
                stakeholder = self.entities[row["id"]]
                stakeholder.held = True
                stakeholder.old_name = row["name"]
                stakeholder.old_aliases = tuple(row["aliases"] or ())
                if row["id"] not in losing[kind]:
                    stakeholder.forms |= {row["name"], *stakeholder.old_aliases}
            if losing[kind]:
                for row in self.run(statements.MENTIONING[kind], ids=sorted(losing[kind])):
                    if row["article"] not in self.standing:
                        self.entities[row["entity"]].forms |= set(row["names"])
        for stakeholder in self.entities.values():
            if stakeholder.id in members:
                ruled = self.rulings.named([profile.id for profile in members[stakeholder.id]])
                stakeholder.name = ruled.name or display_name(members[stakeholder.id])
                if stakeholder.forms:
                    stakeholder.forms |= ruled.aliases
            elif not stakeholder.name:
                stakeholder.name = stakeholder.old_name  # of a block that nothing here touches
        self.dead = [s for s in self.entities.values() if s.held and not s.forms]

    def tell(self) -> None:
        """The claims of the projected articles, and all others between the same ends."""
        new: list[StoredClaim] = []
        for article, extraction in self.projected.items():
            entities = {entity.id: entity for entity in extraction.entities}
            for read in extraction.claims:
                line = self.rulings.of_claim(article, read, entities)
                claim = self._edited(article, read, line) if line else read
                role = {end: self.stakeholder(article, end) for end in _ends(claim)}
                new.append(
                    StoredClaim(
                        id=claim.id,
                        article=article,
                        relation=claim.relation,
                        source=role[claim.source],
                        target=role[claim.target],
                        modality=claim.modality,
                        status=line.verdict if line and line.verdict in ("edited", "rejected") else "machine",
                        evidence=claim.evidence.text,
                        start_char=claim.evidence.start,
                        end_char=claim.evidence.end,
                        date=claim.date,
                        place=claim.place,
                        detail=claim.detail,
                        asserter=role.get(claim.asserter or ""),
                        on_behalf_of=role.get(claim.on_behalf_of or ""),
                        confidence=claim.confidence,
                        extractor=claim.extractor,
                        publisher=self.copies.publisher_of.get(article, extraction.article.publisher),
                        published=extraction.article.published,
                    )
                )
        self._own("claim", statements.CLAIM_HOMES, [(c.id, c.article) for c in new])
        quotes = [(quote.id, article) for article, e in self.projected.items() for quote in e.quotes]
        self._own("quote", statements.QUOTE_HOMES, quotes)
        strands = {(pair_of(c.source, c.target), c.relation, str(c.modality)) for c in new}
        others = sorted({*self.standing, *self.copies.changed})
        if others:
            strands |= {_strand(row) for row in self.run(statements.STRANDS, ids=others)}
        renamed: dict[str, list[str]] = defaultdict(list)
        for stakeholder in self.entities.values():
            if stakeholder.held and stakeholder.name != stakeholder.old_name:
                renamed[stakeholder.kind].append(stakeholder.id)
        for kind, ids in renamed.items():
            strands |= {_strand(row) for row in self.run(statements.SPOKEN_STRANDS[kind], ids=sorted(ids))}
        self.new = new
        self.names: dict[str, str] = {}
        self.kinds: dict[str, str] = {}
        self._others(strands, {identity for ids in renamed.values() for identity in ids})
        for stakeholder in self.entities.values():
            self.names[stakeholder.id] = stakeholder.name
            self.kinds[stakeholder.id] = stakeholder.kind

    def _others(self, strands: Collection[tuple[str, str, str]], renamed: Collection[str]) -> None:
        """The claims of these strands that stay, and the ties that there are of them."""
        self.others: list[StoredClaim] = []
        self.old_tie: dict[str, str | None] = {}
        self.old_ties: dict[str, tuple[str, str, str]] = {}  # relation and ends by id
        self.old_claims: dict[str, set[str]] = defaultdict(set)  # by tie
        self.shaken: set[str] = set()  # ties of which a claim goes, or counts otherwise than before
        rows = [{"pair": pair, "relation": relation, "modality": mode} for pair, relation, mode in sorted(strands)]
        for row in self.run(statements.CLAIMS, rows=rows) if rows else ():
            self.kinds[row["source"]], self.kinds[row["target"]] = row.pop("source_kind"), row.pop("target_kind")
            for other in ("asserter", "on_behalf_of"):
                name = row.pop(f"{other}_name")
                if row[other] is not None:
                    self.names[row[other]] = name
            tie = row.pop("tie")
            publisher = self.copies.publisher_of.get(row["article"], row["publisher"])
            stays = row["article"] not in self.standing
            if tie is not None:
                self.old_ties[tie] = (row["relation"], row["source"], row["target"])
                self.old_claims[tie].add(row["id"])
                same = publisher == row["publisher"]
                if not (stays and same and row["asserter"] not in renamed and row["on_behalf_of"] not in renamed):
                    self.shaken.add(tie)
            if stays:
                self.old_tie[row["id"]] = tie
                told = {**row, "modality": Modality(row["modality"]), "publisher": publisher}
                self.others.append(StoredClaim(**told))

    def _edited(self, article: str, claim: Claim, line: Judgement) -> Claim:
        """The claim as an analyst put it; ends that the article does not tell of (any more) stay as they were read."""
        edits = dict(line.values.get("edits") or {}) if line.verdict == "edited" else {}
        own = {profile.id: entity for entity, profile in reversed(self.profiles[article].items())}
        for end in ("source", "target"):
            if end in edits:
                edits[end] = own.get(edits[end], getattr(claim, end))
        if "modality" in edits:
            edits["modality"] = Modality(edits["modality"])
        return replace(claim, **edits)

    def _own(self, what: str, text: str, ids: Sequence[tuple[str, str]]) -> None:
        """GroundingError if an article's claim or quote has the id of another article's."""
        homes: dict[str, str] = {}
        held = self.run(text, ids=[identity for identity, _ in ids]) if ids else []
        for identity, article in [*((row["id"], row["article"]) for row in held), *ids]:
            if homes.setdefault(identity, article) != article:
                raise GroundingError(
                    f"article {article!r}: {what} {identity!r} has the id of a {what} of article {homes[identity]!r}; "
                    "make ids from the article's id"
                )

    def tie(self) -> None:
        """Derive the ties anew of every strand that the change touches."""
        ties = derive([*self.others, *self.new], self.names)
        self.tie_of = {claim: tie.id for tie in ties for claim in tie.claim_ids}
        self.ties = [tie for tie in ties if not self._stands(tie)]
        standing = {tie.id for tie in ties} - {tie.id for tie in self.ties}
        self.gone_ties = {identity: ends for identity, ends in self.old_ties.items() if identity not in standing}
        told: dict[str, set[str]] = defaultdict(set)
        for claim in self.new:
            if claim.id in self.tie_of:
                told[claim.article].add(self.tie_of[claim.id])
        self.ties_of = {article: len(ids) for article, ids in told.items()}
        self.figure_rows = [
            row
            for article, extraction in self.projected.items()
            for row in figure_rows(extraction, {e.id: self.stakeholder(article, e.id) for e in extraction.entities})
        ]

    def _stands(self, tie: Tie) -> bool:
        """Whether the store holds the tie just so: it follows from its claims alone, and they are what they were."""
        return tie.id not in self.shaken and self.old_claims.get(tie.id) == set(tie.claim_ids)

    def write(self, readings: Sequence[Mapping[str, str]]) -> None:
        """Write what differs, in an order in which every relationship finds its ends."""
        for relation, ids in _grouped((ends[0], identity) for identity, ends in self.gone_ties.items()):
            self.run(statements.delete_ties(relation), ids=sorted(ids))
        if self.standing:
            standing = sorted(self.standing)
            self.run(statements.DELETE_QUOTES, ids=standing)
            self.run(statements.DELETE_CLAIMS, ids=standing)
            self.run(statements.DELETE_MENTIONS, ids=standing)
            self.run(statements.DELETE_FIGURES, ids=standing)
        if self.copies.parted:
            self.run(statements.DELETE_COPIES, ids=self.copies.parted)
        if self.copies.dead_bands:
            self.run(statements.DELETE_BANDS, ids=self.copies.dead_bands)
        if self.gone:
            self.run(statements.DELETE_ARTICLES, ids=sorted(self.gone))
            self.run(statements.DELETE_READINGS, ids=sorted(self.gone))
        if self.dead_names:
            self.run(statements.DELETE_NAMES, ids=self.dead_names)
        for kind, dead in _grouped((s.kind, s.id) for s in self.dead):
            self.run(statements.DELETE_ENTITIES[kind], ids=dead)
        self._rows(statements.WRITE_NAMES, self.name_rows)
        self._rows(statements.WRITE_ARTICLES, [_article_row(e.article) for e in self.fresh.values()])
        self._rows(statements.WRITE_READINGS, readings)
        self._rows(statements.WRITE_BANDS, self.copies.band_rows)
        self._rows(statements.WRITE_FAMILIES, self.copies.family_rows)
        self._rows(statements.WRITE_ORIGINS, self.copies.family_rows)
        self._rows(statements.WRITE_COPIES, self.copies.copy_rows)
        self._write_entities()
        self._write_claims()
        self._write_quotes()
        self._rows(statements.WRITE_FIGURES, self.figure_rows)
        for (relation, source, target), rows in _grouped(
            ((t.relation, self.kinds[t.source], self.kinds[t.target]), _tie_row(t)) for t in self.ties
        ):
            self.run(statements.write_ties(relation, source, target), rows=rows)
        self._count_ties()
        self._rows(
            statements.WRITE_CLAIM_TIES,
            [
                {"id": c.id, "tie": self.tie_of.get(c.id)}
                for c in self.others
                if self.old_tie[c.id] != self.tie_of.get(c.id)
            ],
        )

    def _count_ties(self) -> None:
        more: Counter[str] = Counter()
        for tie in self.ties:
            more.update((tie.source, tie.target))
        for _, *ends in self.gone_ties.values():
            more.subtract(ends)
        gone = {s.id for s in self.dead}
        for kind, rows in _grouped(
            (self.kinds[i], {"id": i, "more": n}) for i, n in sorted(more.items()) if n and i not in gone
        ):
            self.run(statements.COUNT_TIES[kind], rows=rows)

    def _rows(self, text: str, rows: Sequence[Mapping[str, Any]]) -> None:
        if rows:
            self.run(text, rows=rows)

    def _write_entities(self) -> None:
        changed = []
        mentions = []
        for s in self.entities.values():
            if not s.forms:
                continue
            aliases = sorted(s.forms - {s.name})
            if not s.held or s.name != s.old_name or tuple(aliases) != s.old_aliases:
                row = {"id": s.id, "name": s.name, "folded": _folded(s.name), "kind": s.kind, "aliases": aliases}
                changed.append((s.kind, row))
            for article, (names, count) in s.mentions.items():
                mentions.append((s.kind, {"entity": s.id, "article": article, "names": sorted(names), "count": count}))
        for kind, rows in _grouped(changed):
            self.run(statements.WRITE_ENTITIES[kind], rows=rows)
        for kind, links in _grouped(mentions):
            self.run(statements.WRITE_MENTIONS[kind], rows=links)

    def _write_claims(self) -> None:
        claims = []
        roles = []
        for c in self.new:
            start, end = date_range(c.date)
            row = {
                "article": c.article,
                "source": c.source,
                "target": c.target,
                "id": c.id,
                "relation": c.relation,
                "modality": str(c.modality),
                "date": c.date,
                "date_from": start,
                "date_to": end,
                "place": c.place,
                "detail": c.detail,
                "evidence": c.evidence,
                "start_char": c.start_char,
                "end_char": c.end_char,
                "confidence": c.confidence,
                "extractor": c.extractor,
                "status": c.status,
                "amounts": amounts(c.evidence) or None,
                "pair": pair_of(c.source, c.target),
                "tie": self.tie_of.get(c.id),
            }
            claims.append(((self.kinds[c.source], self.kinds[c.target]), row))
            for role, entity in (("SAID_BY", c.asserter), ("ON_BEHALF_OF", c.on_behalf_of)):
                if entity is not None:
                    roles.append(((role, self.kinds[entity]), {"claim": c.id, "entity": entity}))
        for (source, target), rows in _grouped(claims):
            self.run(statements.write_claims(source, target), rows=rows)
        for (role, kind), links in _grouped(roles):
            self.run(statements.write_roles(role, kind), rows=links)

    def _write_quotes(self) -> None:
        quotes = []
        speakers = []
        for article, extraction in self.projected.items():
            for quote in extraction.quotes:
                span = quote.span
                said = {"id": quote.id, "text": span.text, "start_char": span.start, "end_char": span.end}
                quotes.append({"article": article, **said})
                if quote.speaker is not None:
                    entity = self.stakeholder(article, quote.speaker)
                    speakers.append((self.entities[entity].kind, {"entity": entity, "quote": quote.id}))
        self._rows(statements.WRITE_QUOTES, quotes)
        for kind, links in _grouped(speakers):
            self._rows(statements.WRITE_SPEAKERS[kind], links)


def _profile(row: Mapping[str, Any]) -> Profile:
    return Profile(
        id=row["id"],
        kind=Kind(row["kind"]),
        key=row["key"],
        turned=row["turned"],
        exact=row["exact"],
        name=row["name"],
        named=row["named"],
        forms=dict(zip(row["forms"], row["counts"], strict=True)),
        # In schema version 2 they were lists; such a store is read, and has its marks back after a rebuild.
        marks=json.loads(row["marks"]) if isinstance(row["marks"], str) else {},
    )


def _name_row(profile: Profile, entity: str) -> dict[str, Any]:
    return {
        "id": profile.id,
        "key": profile.key,
        "turned": profile.turned,
        "exact": profile.exact,
        "kind": str(profile.kind),
        "name": profile.name,
        "named": profile.named,
        "forms": list(profile.forms),
        "counts": list(profile.forms.values()),
        "marks": json.dumps(dict(profile.marks), separators=(",", ":")),
        "entity": entity,
    }


def _strand(row: Mapping[str, Any]) -> tuple[str, str, str]:
    return row["pair"], row["relation"], row["modality"]


def _names(entity: Entity) -> set[str]:
    return {entity.name, *(mention.text for mention in entity.mentions)}


@lru_cache(maxsize=65_536)
def _folded(name: str) -> str:
    """What a name is looked for by: in small letters, and on a second line in plain ones if that is not the same."""
    low = name.lower()
    plain = anyascii(low).lower()
    return low if plain == low else f"{low}\n{plain}"


def _ends(claim: Any) -> Iterator[str]:
    for end in (claim.source, claim.target, claim.asserter, claim.on_behalf_of):
        if end is not None:
            yield end


def _article_row(article: Article) -> dict[str, Any]:
    return {
        "id": article.id,
        "headline": article.headline,
        "url": article.url,
        "publisher": article.publisher,
        "published": article.published,
        "text": article.text,
    }


def _tie_row(tie: Tie) -> dict[str, Any]:
    return {
        "source": tie.source,
        "target": tie.target,
        "id": tie.id,
        "modality": str(tie.modality),
        "date": tie.date,
        "date_from": tie.date_from,
        "date_to": tie.date_to,
        "place": tie.place,
        "said_by": tie.said_by,
        "on_behalf_of": tie.on_behalf_of,
        "detail": tie.detail,
        "evidence": tie.evidence,
        "claims": tie.claims,
        "sources": tie.sources,
        "confidence": tie.confidence,
        "claim_ids": list(tie.claim_ids),
    }


def _grouped(items: Iterable[tuple[Any, Any]]) -> list[tuple[Any, list[Any]]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in items:
        groups[key].append(value)
    return sorted(groups.items())
