"""Keep track of which stored articles are copies of one another, at the cost of the articles that change alone.

Articles alike are joined by COPY_OF, the later to the earlier. A family of copies counts as one source: all but the
first published carry the first one's publisher as `syndicated_from`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from graph.copies import alike, bands, families, shingles
from graph.model import Article, Extraction
from graph.store import statements

Run = Callable[..., list[dict[str, Any]]]


class Syndication:
    """What changes among copies when `fresh` articles come and `gone` ones go; `standing` of both are in the store.

    `publisher_of` gives the publisher that counts for each article whose family was looked at; `changed` are articles,
    other than fresh ones, for which that is another than before.
    """

    def __init__(
        self, run: Run, fresh: Mapping[str, Extraction], gone: Collection[str], standing: Collection[str]
    ) -> None:
        self._run = run
        self.publisher_of: dict[str, str | None] = {i: e.article.publisher for i, e in fresh.items()}
        self.changed: list[str] = []
        self.band_rows: list[dict[str, Any]] = []
        self.dead_bands: list[str] = []
        self.family_rows: list[dict[str, Any]] = []
        self.copy_rows: list[dict[str, str]] = []
        self.parted = sorted(standing)  # whose COPY_OF are deleted, to be written anew
        texts = {i: shingles(e.article.text) for i, e in fresh.items()}
        old = self._articles(self.parted)
        self._place(
            {i: bands(stretches) for i, stretches in texts.items()},
            {i: bands(shingles(article.text)) for i, article in old.items()},
        )
        found = self._alike(texts, standing)
        before = self._families([*self.parted, *{other for _, other in found if other not in texts}])
        members = {*before, *(i for pair in found for i in pair)} - set(gone)
        if not members:
            return
        left = members & before.keys() - fresh.keys()
        kept = [
            (row["copy"], row["original"])
            for row in (run(statements.COPIES, ids=sorted(left)) if left else [])
            if row["copy"] not in standing and row["original"] not in standing
        ]
        articles = {**self._articles(sorted(members - fresh.keys())), **{i: e.article for i, e in fresh.items()}}
        for family in families(members, [*kept, *found]):
            self._settle(family, articles, before)
        for one, other in sorted(found):
            later, earlier = sorted((articles[one], articles[other]), key=_age, reverse=True)
            self.copy_rows.append({"copy": later.id, "original": earlier.id})

    def _articles(self, ids: Collection[str]) -> dict[str, Article]:
        rows = self._run(statements.ARTICLES, ids=list(ids)) if ids else []
        return {row["id"]: Article(**row) for row in rows}

    def _place(self, new: Mapping[str, tuple[str, ...]], old: Mapping[str, tuple[str, ...]]) -> None:
        """Work out who meets whom in which band."""
        keys = sorted({key for own in (*new.values(), *old.values()) for key in own})
        rows = self._run(statements.BANDS, ids=keys) if keys else []
        held = {row["id"]: set(row["articles"]) for row in rows}
        there = {key: set(articles) for key, articles in held.items()}
        for own, change in ((old, set.discard), (new, set.add)):
            for article, placed in own.items():
                for key in placed:
                    change(there.setdefault(key, set()), article)
        self.band_rows = [
            {"id": key, "articles": sorted(articles)}
            for key, articles in sorted(there.items())
            if articles and articles != held.get(key)
        ]
        self.dead_bands = sorted(key for key, articles in there.items() if not articles and key in held)
        self._meetings: dict[str, set[str]] = {}
        for article, placed in new.items():
            self._meetings[article] = {other for key in placed for other in there[key]} - {article}

    def _alike(self, texts: Mapping[str, frozenset[int]], standing: Collection[str]) -> set[tuple[str, str]]:
        met = {other for others in self._meetings.values() for other in others} - texts.keys() - set(standing)
        known = {**texts, **{i: shingles(article.text) for i, article in self._articles(sorted(met)).items()}}
        return {
            (min(one, other), max(one, other))
            for one, others in self._meetings.items()
            for other in others
            if other in known and alike(known[one], known[other])
        }

    def _families(self, ids: Collection[str]) -> dict[str, tuple[str | None, str | None]]:
        """Everybody in the families of these articles, with family and publisher that counted; loners left out."""
        rows = self._run(statements.FAMILIES_OF, ids=sorted(ids)) if ids else []
        names = sorted({row["family"] for row in rows if row["family"] is not None})
        rows = self._run(statements.FAMILIES, ids=names) if names else []
        return {row["id"]: (row["family"], row["publisher"]) for row in rows}

    def _settle(
        self,
        family: list[str],
        articles: Mapping[str, Article],
        before: Mapping[str, tuple[str | None, str | None]],
    ) -> None:
        first = min((articles[member] for member in family), key=_age)
        for member in family:
            name = first.id if len(family) > 1 else None
            own = articles[member].publisher
            origin = first.publisher if name and member != first.id else None
            counts = origin or own
            family_before, counted = before.get(member, (None, own))
            if member in self.publisher_of:  # a fresh article
                self.publisher_of[member] = counts
            elif (family_before, counted) == (name, counts):
                continue
            elif counted != counts:
                self.publisher_of[member] = counts
                self.changed.append(member)
            self.family_rows.append({"id": member, "family": name, "syndicated_from": origin})


def _age(article: Article) -> tuple[str, str]:
    return article.published or "9999", article.id
