"""The same articles give the same identities in a store, in whatever order they come and whatever is taken out again."""

from __future__ import annotations

import random
from pathlib import Path

from graph.model import Extraction, Kind
from graph.store import open_store
from graph.store.base import BaseStore
from graph.store.check import check
from tests.graph.told import Says, told


def meets(article: str, one: str, other: str, *, named: bool = True) -> Extraction:
    """An article in which two meet."""
    text = f"{one} met {other}."
    kinds = {name: Kind.ORGANIZATION for name in (one, other) if name.isupper() or name.endswith("Group")}
    return told(
        article, text, Says(source=one, relation="MET", target=other), kinds=kinds, unnamed=() if named else (other,)
    )


STORY = [
    meets("n01", "Volodymyr Zelenskyy", "Rustem Umerov"),
    meets("n02", "Volodymyr Zelensky", "Rustem Umyerov"),
    meets("n03", "Zelenskiy", "Umerov"),
    meets("n04", "Olena Zelenska", "Umerov"),
    meets("n05", "Desi Marinova", "Haerang Group"),
    meets("n06", "Desislava Marinova", "HAERANG"),
    meets("n07", "Marinova", "Rustem Umerov"),
    meets("n08", "Stefan Marinov", "Desislava Marinova"),
    meets("n09", "Elchin Rashid oglu Huseynov", "Haerang Group"),
    meets("n10", "Elchin Guseinov", "an aide", named=False),
    meets("n11", "Rauf Huseynov", "Elchin Huseynov"),
    meets("n12", "Huseynov", "an aide", named=False),
]


def identities(store: BaseStore) -> list[tuple[str, str, str, str]]:
    """Who is mentioned in which article: the stakeholder's id, kind and name."""
    rows = store.query("MATCH (e:Entity)-[:MENTIONED_IN]->(a:Article) RETURN a.id, e.id, e.kind, e.name").rows
    return sorted((str(a), str(i), str(k), str(n)) for a, i, k, n in rows)


def test_twenty_shuffles_give_the_same_identities(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "whole.kgl")) as whole:
        list(whole.add(STORY))
        expected = identities(whole)
    names = {article: {n for a, _, _, n in expected if a == article} for article in ("n01", "n02", "n03", "n04")}
    assert names["n01"] & names["n02"] & names["n03"]
    assert "Olena Zelenska" in names["n04"]
    for turn in range(20):
        order = list(STORY)
        random.Random(turn).shuffle(order)
        with open_store(str(tmp_path / f"{turn}.kgl")) as store:
            cut = turn % len(order)
            list(store.add(order[:cut]))
            list(store.add(order[cut:]))
            assert identities(store) == expected, turn


def test_an_article_taken_out_again_leaves_the_identities_of_the_others(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "without.kgl")) as without:
        list(without.add(STORY[:6]))
        expected = identities(without)
    with open_store(str(tmp_path / "all.kgl")) as store:
        for article in reversed(STORY):
            list(store.add([article]))
        store.remove([e.article.id for e in STORY[6:]])
        assert identities(store) == expected
        assert check(store) == []
