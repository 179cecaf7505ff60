"""What every store does, the same in each."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest

from graph.errors import GroundingError, StoreError
from graph.model import Extraction, Kind, Modality, Node, Path, Quote, Relationship, Span
from graph.store import Store, ingest
from tests.gold_articles import gold_extractions
from tests.graph.store.conftest import Opener
from tests.graph.told import Says, told

MOSCOW = told(
    "moscow",
    "Steve Witkoff met Vladimir Putin in Moscow, Yuri Ushakov said.",
    Says(
        source="Steve Witkoff",
        relation="MET",
        target="Vladimir Putin",
        date="2024-03-12",
        place="Moscow",
        confidence=0.9,
    ),
    Says(
        source="Steve Witkoff",
        relation="CONVEYED_SIGNALS_TO",
        target="Vladimir Putin",
        modality=Modality.PLANNED,
        asserter="Yuri Ushakov",
        detail="a letter",
    ),
    quotes=[("Yuri Ushakov", "met Vladimir Putin")],
    publisher="Wire",
)
AGAIN = told(
    "again",
    "Putin received Steve Witkoff.",
    Says(source="Putin", relation="MET", target="Steve Witkoff", date="2024-03-12", confidence=0.5),
    publisher="Gazette",
)
KYIV = told(
    "kyiv",
    "Marco Rubio called Andriy Sybiha.",
    Says(source="Marco Rubio", relation="SPOKE_WITH", target="Andriy Sybiha"),
    publisher=None,
)


def picture(store: Store) -> dict[str, Any]:
    """Everything that a store holds, without what only one store knows."""
    asked = {
        "nodes": "MATCH (n) WHERE NOT n:Meta RETURN n",
        "ties": "MATCH (a)-[r]->(b) RETURN a.id AS a, r, b.id AS b",
    }
    found = {name: store.query(text, limit=None).rows for name, text in asked.items()}
    return {name: sorted(map(repr, rows)) for name, rows in found.items()}


def add(store: Store, *extractions: Extraction) -> list[str]:
    return [added.outcome for added in store.add(extractions)]


def ties(store: Store) -> list[dict[str, Any]]:
    rows = store.query(
        "MATCH (a:Entity)-[r]->(b:Entity) RETURN a.name AS source, type(r) AS relation, b.name AS target, r"
    )
    return sorted(
        ({**row["r"].properties, **{k: row[k] for k in ("source", "relation", "target")}} for row in rows.dicts()),
        key=lambda tie: tie["id"],
    )


def test_an_article_becomes_nodes_ties_and_claims(store: Store) -> None:
    [added] = store.add([MOSCOW])
    assert (added.article, added.outcome, added.claims, added.ties) == ("moscow", "added", 2, 2)
    [article] = store.query("MATCH (a:Article) RETURN a.headline, a.publisher, a.published, a.text").rows
    assert article == (MOSCOW.article.headline, "Wire", "2024-03-12", MOSCOW.article.text)
    people = store.query("MATCH (p:Person:Entity) RETURN p.name ORDER BY p.name").rows
    assert people == (("Steve Witkoff",), ("Vladimir Putin",), ("Yuri Ushakov",))
    claims = store.query(
        "MATCH (c:Claim)-[:SOURCE]->(s), (c)-[:TARGET]->(t), (c)-[:IN]->(a:Article) OPTIONAL MATCH (c)-[:SAID_BY]->(u) "
        "RETURN s.name, c.relation, t.name, c.modality, c.date, u.name, substring(a.text, c.start_char, "
        "c.end_char - c.start_char) = c.evidence ORDER BY c.relation DESC"
    ).rows
    assert claims == (
        ("Steve Witkoff", "MET", "Vladimir Putin", "asserted", "2024-03-12", None, True),
        ("Steve Witkoff", "CONVEYED_SIGNALS_TO", "Vladimir Putin", "planned", None, "Yuri Ushakov", True),
    )
    quotes = store.query("MATCH (p:Person)-[:SAID]->(q:Quote)-[:IN]->(a) RETURN p.name, q.text, a.id").rows
    assert quotes == (("Yuri Ushakov", "met Vladimir Putin", "moscow"),)


def test_ties_carry_their_evidence(store: Store) -> None:
    add(store, MOSCOW)
    met = next(tie for tie in ties(store) if tie["relation"] == "MET")
    assert met == {
        "id": met["id"],
        "source": "Steve Witkoff",
        "relation": "MET",
        "target": "Vladimir Putin",
        "modality": "asserted",
        "date": "2024-03-12",
        "date_from": "2024-03-12",
        "date_to": "2024-03-12",
        "place": "Moscow",
        "evidence": MOSCOW.article.text,
        "claims": 1,
        "sources": 1,
        "confidence": 0.9,
        "claim_ids": [MOSCOW.claims[0].id],
    }
    planned = next(tie for tie in ties(store) if tie["relation"] != "MET")
    assert (planned["modality"], planned["said_by"], planned["detail"]) == ("planned", "Yuri Ushakov", "a letter")
    assert store.query("MATCH (c:Claim {tie: $tie}) RETURN c.id", {"tie": met["id"]}).rows == ((met["claim_ids"][0],),)


def test_two_articles_of_one_meeting_are_one_tie(store: Store) -> None:
    add(store, MOSCOW)
    assert add(store, AGAIN) == ["added"]
    [met] = [tie for tie in ties(store) if tie["relation"] == "MET"]
    assert (met["claims"], met["sources"]) == (2, 2)
    assert met["confidence"] == pytest.approx(0.95)
    rows = store.query("MATCH (p:Person {name: 'Vladimir Putin'}) RETURN p.aliases").rows
    assert rows == ((["Putin"],),)


def test_adding_twice_changes_nothing(store: Store) -> None:
    add(store, MOSCOW, AGAIN)
    before, version = picture(store), store.version()
    assert add(store, MOSCOW, AGAIN) == ["unchanged", "unchanged"]
    assert picture(store) == before
    assert store.version() == version


def test_a_corrected_article_replaces_its_claims(store: Store) -> None:
    add(store, MOSCOW, AGAIN)
    corrected = told(
        "again",
        "Putin did not receive Steve Witkoff.",
        Says(source="Putin", relation="MET", target="Steve Witkoff", modality=Modality.DENIED),
        publisher="Gazette",
    )
    version = store.version()
    assert add(store, corrected) == ["replaced"]
    assert store.version() != version
    found = {(tie["relation"], tie["modality"], tie["claims"]) for tie in ties(store)}
    assert found == {("MET", "asserted", 1), ("CONVEYED_SIGNALS_TO", "planned", 1), ("MET", "denied", 1)}
    assert add(store, AGAIN) == ["replaced"]
    assert {tie["modality"] for tie in ties(store) if tie["relation"] == "MET"} == {"asserted"}


def test_a_removed_article_takes_along_what_it_alone_held_up(store: Store) -> None:
    add(store, KYIV)
    before = picture(store)
    add(store, MOSCOW, AGAIN)
    assert store.remove(["moscow", "unknown"]) == 1
    [met] = [tie for tie in ties(store) if tie["relation"] == "MET"]
    assert (met["claims"], met["evidence"]) == (1, AGAIN.article.text)
    assert store.query("MATCH (p:Person {name: 'Yuri Ushakov'}) RETURN count(p)").rows == ((0,),)
    assert store.remove(["again"]) == 1
    assert picture(store) == before
    assert store.remove(["kyiv"]) == 1
    assert picture(store) == {"nodes": [], "ties": []}


def test_the_order_of_articles_does_not_matter(store: Store) -> None:
    articles = [*list(gold_extractions())[:12], MOSCOW, AGAIN, KYIV]
    add(store, *articles)
    before = picture(store)
    shuffle = random.Random(5)
    for _ in range(3):
        shuffle.shuffle(articles)
        store.remove([e.article.id for e in articles])
        for start in range(0, len(articles), 4):
            add(store, *articles[start : start + 4])
        assert picture(store) == before


def test_a_surname_parts_again_when_a_namesake_appears(store: Store) -> None:
    petrova = told("p", "Petrova met Boris Orlov.", Says(source="Petrova", relation="MET", target="Boris Orlov"))
    anna = told("a", "Anna Petrova met Ivan Ilyin.", Says(source="Anna Petrova", relation="MET", target="Ivan Ilyin"))
    maria = told(
        "m", "Maria Petrova met Ivan Ilyin.", Says(source="Maria Petrova", relation="MET", target="Ivan Ilyin")
    )

    def friends() -> list[tuple[Any, ...]]:
        return list(store.query("MATCH (p:Person)-[:MET]-(q) RETURN p.name, q.name ORDER BY p.name, q.name").rows)

    add(store, petrova, anna)
    joined = picture(store)
    assert ("Anna Petrova", "Boris Orlov") in friends()
    add(store, maria)
    assert ("Petrova", "Boris Orlov") in friends()
    assert ("Anna Petrova", "Boris Orlov") not in friends()
    store.remove(["m"])
    assert picture(store) == joined


def test_ties_say_who_says_so_by_the_name_that_is_shown(store: Store) -> None:
    short = told(
        "short",
        "Anton Iv met Olga Ko, Peskov said.",
        Says(source="Anton Iv", relation="MET", target="Olga Ko", asserter="Peskov"),
    )
    full = told(
        "full", "Dmitry Peskov met Ivan Ilyin.", Says(source="Dmitry Peskov", relation="MET", target="Ivan Ilyin")
    )
    add(store, short)
    add(store, full)
    assert [tie["said_by"] for tie in ties(store) if "said_by" in tie] == ["Dmitry Peskov"]
    store.remove(["full"])
    assert [tie["said_by"] for tie in ties(store) if "said_by" in tie] == ["Peskov"]


def test_ids_are_stable(store: Store) -> None:
    add(store, MOSCOW)
    ids = [tie["id"] for tie in ties(store)], store.query("MATCH (e:Entity) RETURN e.id ORDER BY e.id").rows
    store.remove(["moscow"])
    add(store, MOSCOW)
    assert ([tie["id"] for tie in ties(store)], store.query("MATCH (e:Entity) RETURN e.id ORDER BY e.id").rows) == ids


@pytest.mark.parametrize(
    "broken",
    [
        replace(MOSCOW, claims=(replace(MOSCOW.claims[0], evidence=Span(start=1, end=5, text="else")),)),
        replace(MOSCOW, claims=(replace(MOSCOW.claims[0], evidence=Span(start=0, end=0, text="")),)),
        replace(MOSCOW, claims=(replace(MOSCOW.claims[0], evidence=Span(start=0, end=900, text="x")),)),
        replace(MOSCOW, claims=(replace(MOSCOW.claims[0], relation="LOVES"),)),
        replace(MOSCOW, claims=(replace(MOSCOW.claims[0], target="e99"),)),
        replace(MOSCOW, claims=(replace(MOSCOW.claims[0], confidence=7.0),)),
        replace(MOSCOW, claims=(MOSCOW.claims[0], MOSCOW.claims[0])),
        replace(MOSCOW, entities=(*MOSCOW.entities, MOSCOW.entities[0])),
        replace(MOSCOW, quotes=(replace(MOSCOW.quotes[0], speaker="e99"),)),
        replace(MOSCOW, article=replace(MOSCOW.article, id="")),
        replace(MOSCOW, article=replace(MOSCOW.article, headline="half \ud800 a pair")),
    ],
    ids=lambda _: "",
)
def test_what_is_not_grounded_is_refused_and_the_rest_is_kept(store: Store, broken: Extraction) -> None:
    adding = iter(store.add([KYIV, broken, AGAIN]))
    assert next(adding).article == "kyiv"
    with pytest.raises(GroundingError):
        next(adding)
    assert store.query("MATCH (a:Article) RETURN a.id").rows == (("kyiv",),)


@pytest.mark.parametrize("together", [True, False])
def test_two_articles_cannot_share_a_claim_or_quote(store: Store, together: bool) -> None:
    claim = replace(AGAIN, claims=(replace(AGAIN.claims[0], id=MOSCOW.claims[0].id),))
    speech = Quote(id=MOSCOW.quotes[0].id, span=Span(start=0, end=5, text="Putin"), speaker="e0")
    if not together:
        add(store, MOSCOW)
    before = picture(store)
    for stolen in (claim, replace(AGAIN, quotes=(speech,))):
        with pytest.raises(GroundingError, match="again"):
            add(store, *([MOSCOW] if together else []), stolen)
        assert picture(store) == before


@pytest.mark.parametrize("step", range(1, 24, 2))
def test_whole_or_not_at_all(store: Store, monkeypatch: pytest.MonkeyPatch, step: int) -> None:
    add(store, AGAIN, KYIV)
    before, version = picture(store), store.version()
    calls = 0

    def put(tx: ingest.Transaction, batch: Any) -> Any:
        class Failing:
            def run(self, cypher: str, **parameters: Any) -> list[dict[str, Any]]:
                nonlocal calls
                calls += 1
                if calls == step:
                    raise RuntimeError("pulled the plug")
                return tx.run(cypher, **parameters)

        return original(Failing(), batch)

    original = ingest.put
    monkeypatch.setattr(ingest, "put", put)
    with pytest.raises(RuntimeError, match="plug"):
        add(store, MOSCOW)
    monkeypatch.undo()
    assert picture(store) == before
    assert store.version() == version
    assert add(store, MOSCOW) == ["added"]


HOSTILE = [
    'O\'Brien "Bobby" `; DROP',
    "x'}) DETACH DELETE n //",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "nul\x00nul",
    "\u202etfel-ot-thgir\u202c",
    "\\u0041 \\n \\",
    "$name {name} %s ${jndi:ldap}",
    "Zoë 王毅 👩‍👩‍👧 \U0001f1fa\U0001f1e6",
    "long " * 2_000,
    "line\nbreak\r\ttab",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_texts_are_kept_as_they_are(store: Store, name: str) -> None:
    name = name.strip()
    extraction = told(
        f"id {name}"[:300],
        f"{name} met Ann Lee, {name} said.",
        Says(source=name, relation="MET", target="Ann Lee", detail=name, place=name, asserter=name),
        publisher=name,
        quotes=[(name, name)],
    )
    add(store, extraction)
    [row] = store.query(
        "MATCH (p:Person {name: $name})-[r:MET]->(q) RETURN p, r.detail, r.place, r.evidence", {"name": name}
    ).rows
    assert row[0].properties["name"] == name
    assert row[1:] == (name, name, extraction.article.text)
    assert list(store.extractions()) == [extraction]  # type: ignore[attr-defined]
    assert store.remove([extraction.article.id]) == 1


def test_values_are_the_models(store: Store) -> None:
    add(store, MOSCOW)
    [[path]] = store.query("MATCH p = (:Person {name: 'Steve Witkoff'})-[:MET]->(:Person) RETURN p").rows
    assert isinstance(path, Path)
    assert [node.properties["name"] for node in path.nodes] == ["Steve Witkoff", "Vladimir Putin"]
    assert path.nodes[0].labels == ("Entity", "Person")
    assert set(path.nodes[0].properties) == {"id", "name", "folded", "kind", "aliases", "ties"}
    [tie] = path.relationships
    assert (tie.name, tie.source, tie.target) == ("MET", path.nodes[0].id, path.nodes[1].id)
    assert tie.id == tie.properties["id"]
    [[nested]] = store.query("MATCH (:Person)-[r:MET]->(q) RETURN {tie: r, list: [q]} AS m").rows
    assert isinstance(nested["tie"], Relationship)
    assert isinstance(nested["list"][0], Node)


def test_what_has_no_name_has_none(store: Store) -> None:
    add(store, MOSCOW)
    rows = store.query("MATCH (n) WHERE n:Article OR n:Claim OR n:Quote RETURN labels(n)[0] AS label, n.name AS name")
    assert sorted({(row["label"], row["name"]) for row in rows.dicts()}) == [
        ("Article", None),
        ("Claim", None),
        ("Quote", None),
    ]


def test_entities_count_their_ties(store: Store) -> None:
    articles = [MOSCOW, AGAIN, KYIV, *list(gold_extractions())[:5]]
    add(store, *articles)
    wrong = (
        "MATCH (e:Entity) OPTIONAL MATCH (e)-[r]-(o:Entity) WITH e, count(r) AS n WHERE coalesce(e.ties, 0) <> n "
        "RETURN e.name, e.ties, n"
    )
    assert store.query(wrong).rows == ()
    store.remove(["moscow", articles[5].article.id])
    add(store, replace(AGAIN, claims=()))
    assert store.query(wrong).rows == ()
    assert store.query("MATCH (e:Entity) WHERE e.ties IS NULL RETURN e.name").rows == ()


def test_rows_are_limited_and_say_so(store: Store) -> None:
    add(store, MOSCOW)
    rows = store.query("MATCH (e:Entity) RETURN e.name ORDER BY e.name", limit=2)
    assert (len(rows.rows), rows.truncated) == (2, True)
    rows = store.query("MATCH (e:Entity) RETURN e.name ORDER BY e.name", limit=3)
    assert (len(rows.rows), rows.truncated) == (3, False)


def test_the_schema_hides_the_bookkeeping(store: Store) -> None:
    add(store, MOSCOW)
    schema = store.schema()
    assert schema["labels"] == ["Article", "Claim", "Entity", "Person", "Quote"]
    assert set(schema["relationship_types"]) == {
        "CONVEYED_SIGNALS_TO",
        "IN",
        "MENTIONED_IN",
        "MET",
        "SAID",
        "SAID_BY",
        "SOURCE",
        "TARGET",
    }
    assert schema["counts"]["Person"] == schema["counts"]["Entity"] == 3
    assert schema["properties"]["Person"] == ["aliases", "folded", "id", "kind", "name", "ties"]
    assert "url" not in schema["properties"]["Article"]  # no article has one
    assert "name" not in schema["properties"]["Claim"]


def test_what_was_added_is_there_after_reopening(opener: Opener) -> None:
    first = opener()
    add(first, MOSCOW)
    before, version = picture(first), first.version()
    first.close()
    second = opener()
    assert picture(second) == before
    assert second.version() == version
    assert add(second, MOSCOW) == ["unchanged"]


def test_a_second_opener_sees_what_the_first_adds(opener: Opener) -> None:
    reader, writer = opener(), opener()
    assert reader.query("MATCH (a:Article) RETURN count(a)").rows == ((0,),)
    version = reader.version()
    add(writer, MOSCOW)
    assert reader.query("MATCH (a:Article) RETURN count(a)").rows == ((1,),)
    assert reader.version() != version


def test_a_closed_store_says_so(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.query("RETURN 1")


def test_all_gold_articles(store: Store) -> None:
    articles = list(gold_extractions())
    added = list(store.add(articles))
    assert sum(a.claims for a in added) == sum(len(e.claims) for e in articles)
    assert list(store.extractions()) == sorted(articles, key=lambda e: e.article.id)  # type: ignore[attr-defined]
    assert store.query(
        "MATCH (s:Entity)<-[:SOURCE]-(c:Claim)-[:TARGET]->(t:Entity) WHERE c.tie IS NULL AND s.id <> t.id RETURN count(c)"
    ).rows == ((0,),)
    london = sum(any(e.name == "London" and e.kind is Kind.PLACE for e in article.entities) for article in articles)
    rows = store.query("MATCH (e:Place {name: 'London'})-[:MENTIONED_IN]->(a) RETURN count(a)").rows
    assert rows == ((london,),)
