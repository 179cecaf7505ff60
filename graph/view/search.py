"""Finding a stakeholder by a name as one remembers it: all names and aliases, any script, slips of spelling."""

from __future__ import annotations

import math
import string
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.model import Kind
from graph.store.protocol import Store

#: Names that one search returns, and words of the vocabulary that one word of the query may stand for.
FOUND_LIMIT = 12
_SIMILAR_WORDS = 40
#: The least likeness of a word (share of letters that agree) and the length from which slips are forgiven.
_LIKENESS = 0.7
_FORGIVING = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A stakeholder that a search found; `alias` is the other name that fitted, empty where `name` did."""

    id: str
    name: str
    kind: Kind
    alias: str
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NameIndex:
    """All names and aliases of a store, by their words; made once for each version of the store.

    `names[i]` is (id, name, kind, form, folded words, number of mentions); `words` is the sorted vocabulary and
    `postings[word]` the indices of the names that hold it.
    """

    names: Sequence[tuple[str, str, Kind, str, tuple[str, ...], int]]
    words: Sequence[str]
    postings: Mapping[str, Sequence[int]]


# Letters to small ones; an apostrophe (also a Slavic soft sign) parts no word, O'Brien is one; all else parts words.
_FOLD = dict.fromkeys(range(128), " ")
_FOLD |= {ord(sign): sign.lower() for sign in string.ascii_letters + string.digits}
_FOLD |= {ord("'"): "", ord("`"): ""}
_ALL = "MATCH (e:Entity) RETURN e.id AS id, e.name AS name, e.kind AS kind, e.aliases AS aliases"


def fold(text: str) -> str:
    """`text` in Latin letters without accents and case: "Зеленський" and "Zelenskyj" come to lie side by side."""
    if not text.isascii():
        from anyascii import anyascii

        text = anyascii(text)
    return " ".join(text.translate(_FOLD).split())


def name_index(store: Store) -> NameIndex:
    """The index of all names in `store`."""
    return index_rows(store.query(_ALL, limit=None, timeout=None).dicts())


def index_rows(rows: Iterable[Mapping[str, Any]]) -> NameIndex:
    """The index of `rows` with id, name, kind and aliases."""
    names: list[tuple[str, str, Kind, str, tuple[str, ...], int]] = []
    postings: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        forms = dict.fromkeys([row["name"], *(row["aliases"] or ())])
        for form in forms:
            words = tuple(fold(form[:200]).split())
            if not words:
                continue
            for word in set(words):
                postings[word].append(len(names))
            names.append((row["id"], row["name"], Kind(row["kind"]), form, words, len(forms)))
    return NameIndex(names=names, words=sorted(postings), postings=postings)


def search(index: NameIndex, text: str, *, limit: int = FOUND_LIMIT) -> tuple[Found, ...]:
    """The stakeholders whose name or alias is most like `text`, the best first.

    Each word of `text` may be a word of the name, its beginning, or one like it (Damerau-Levenshtein, after
    transliteration), in any order; all of them must be found.
    """
    wanted = fold(text[:200]).split()[:8]
    if not wanted:
        return ()
    scores: dict[int, float] = {}
    for position, word in enumerate(wanted):
        best: dict[int, float] = {}
        for candidate, likeness in _alike(index, word).items():
            for number in index.postings[candidate]:
                best[number] = max(best.get(number, 0.0), likeness)
        scores = best if position == 0 else {n: scores[n] + best[n] for n in scores.keys() & best.keys()}
    ranked: dict[str, Found] = {}
    for number, score in scores.items():
        identity, name, kind, form, words, forms = index.names[number]
        # A name of which more words were given fits better; so does one that is told of in many forms.
        total = score / len(wanted) + 0.25 * len(wanted) / max(len(words), len(wanted)) + 0.03 * math.log1p(forms)
        total += 0.1 if form == name else 0.0
        if identity not in ranked or total > ranked[identity].score:
            alias = "" if form == name else form
            ranked[identity] = Found(id=identity, name=name, kind=kind, alias=alias, score=total)
    return tuple(sorted(ranked.values(), key=lambda found: (-found.score, found.name, found.id))[:limit])


def _alike(index: NameIndex, word: str) -> dict[str, float]:
    """Words of the vocabulary that `word` can stand for, with their likeness in 0..1."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found: dict[str, float] = {}
    at = bisect_left(index.words, word)
    while at < len(index.words) and index.words[at].startswith(word) and len(found) < 4 * _SIMILAR_WORDS:
        found[index.words[at]] = 0.9 + 0.1 * len(word) / len(index.words[at])
        at += 1
    if len(word) >= _FORGIVING:
        similar = process.extract(
            word, index.words, scorer=OSA.normalized_similarity, score_cutoff=_LIKENESS, limit=_SIMILAR_WORDS
        )
        for candidate, likeness, _ in similar:
            found.setdefault(candidate, 0.85 * likeness)
    return found
