"""Chains, circles and brokers on graphs whose answer is known."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from graph.analysis import Broker, Link, brokers, chains, communities
from graph.model import Modality
from graph.store import Store, open_store
from graph.view.picture import overview
from tests.graph.told import Says as Said
from tests.graph.told import told


def says(source: str, relation: str, target: str, **rest: Any) -> Said:
    return Said(source=source, relation=relation, target=target, **rest)


def links(*pairs: str, modality: Modality = Modality.ASSERTED) -> list[Link]:
    return [Link(id=f"t{n}{p}", source=p[0], target=p[1], modality=modality) for n, p in enumerate(pairs)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    names = ["Ada Brook", "Carl Dane", "Emma Fox", "Gil Hart", "Ida Jones", "Kim Lund"]
    steps = [(0, 1), (1, 2), (2, 3), (0, 4), (4, 3)]
    stories = [
        told(f"s{a}{b}", f"{names[a]} met {names[b]}.", says(names[a], "MET", names[b]), published="2024-01-01")
        for a, b in steps
    ]
    stories.append(
        told("p", "Gil Hart is to meet Kim Lund.", says("Gil Hart", "MET", "Kim Lund", modality=Modality.PLANNED))
    )
    stories.append(told("q", "Lone Moe met Nora Opal.", says("Lone Moe", "MET", "Nora Opal")))
    with open_store(str(tmp_path_factory.mktemp("analysis") / "a.kgl")) as opened:
        list(opened.add(stories))
        yield opened


@pytest.fixture(scope="module")
def ids(store: Store) -> dict[str, str]:
    return {node.name: node.id for node in overview(store).nodes}


def named(ids: dict[str, str], nodes: tuple[str, ...]) -> list[str]:
    back = {identity: name.split()[0] for name, identity in ids.items()}
    return [back[node] for node in nodes]


def test_the_shortest_chain_comes_first_and_every_step_has_its_ties(store: Store, ids: dict[str, str]) -> None:
    found = chains(store, ids["Ada Brook"], ids["Gil Hart"])
    assert named(ids, found[0].nodes) == ["Ada", "Ida", "Gil"]
    assert named(ids, found[1].nodes) == ["Ada", "Carl", "Emma", "Gil"]
    for chain in found:
        assert chain.asserted
        assert len(chain.ties) == len(chain.nodes) - 1
        assert all(step for step in chain.ties)


def test_a_chain_over_a_planned_tie_says_so(store: Store, ids: dict[str, str]) -> None:
    [chain] = chains(store, ids["Ida Jones"], ids["Kim Lund"], limit=1)
    assert named(ids, chain.nodes) == ["Ida", "Gil", "Kim"]
    assert not chain.asserted


def test_there_is_no_chain_to_another_part_nor_to_oneself(store: Store, ids: dict[str, str]) -> None:
    assert chains(store, ids["Ada Brook"], ids["Lone Moe"]) == ()
    assert chains(store, ids["Ada Brook"], ids["Ada Brook"]) == ()
    assert chains(store, ids["Ada Brook"], "s-none") == ()


def test_two_cliques_with_a_bridge_are_two_circles_and_the_bridge_is_a_broker() -> None:
    ties = links("ab", "ac", "bc", "xy", "xz", "yz", "cm", "mx")
    circles = communities(ties)
    assert {frozenset(circle - {"m"}) for circle in circles} == {frozenset("abc"), frozenset("xyz")}
    [first, *_] = brokers(ties)
    # All nine pairs of one clique with the other meet at m alone; c and x stand between eight each.
    assert (first.node, first.between) == ("m", 9.0)
    assert sum(first.roles.values()) == 1


def test_the_figure_is_said_in_words() -> None:
    broker = Broker(node="m", between=9.0, roles={"liaison": 3, "coordinator": 1})
    assert broker.words() == (
        "The shortest chains of 9 pairs of others lead through here; mostly as a liaison between two other groups "
        "(3 of 4 times)."
    )


def test_a_denied_tie_links_nobody() -> None:
    assert brokers(links("am", "mb", modality=Modality.DENIED)) == ()
    assert communities(links("ab", "bc", "ca", modality=Modality.DENIED)) == ()


def test_the_same_ties_in_another_order_give_the_same() -> None:
    ties = links("ab", "ac", "bc", "xy", "xz", "yz", "cm", "mx", "aq", "qz")
    assert communities(ties) == communities(ties[::-1])
    assert brokers(ties) == brokers(ties[::-1])


def test_nobody_brokers_in_an_empty_picture() -> None:
    assert brokers([]) == ()
    assert communities([]) == ()
