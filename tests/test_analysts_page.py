"""docs/analysts.md: every question runs on both stores with the same rows, and the page draws the schema that there is."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from graph.errors import QueryError
from graph.portable import check
from graph.store import Store

PAGE = (Path(__file__).parent.parent / "docs" / "analysts.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```cypher\n(.*?)```", PAGE, re.DOTALL)
PARAMETERS = {"left": "Ingrid Solheim", "right": "Luc Berthoud"}


def values(cypher: str) -> dict[str, Any]:
    return {name: PARAMETERS[name] for name in check(cypher).parameters}


def test_there_are_ten_questions() -> None:
    assert len(QUESTIONS) == 10


@pytest.mark.parametrize("cypher", QUESTIONS)
def test_each_question_is_answered(gold_embedded: Store, cypher: str) -> None:
    cypher = cypher.replace("'Witkoff'", "'Solheim'")
    rows = gold_embedded.query(cypher, values(cypher)).rows
    unanswered = (
        "n.pair AS pair" in cypher or "r.sources >= 2" in cypher
    )  # the annotated articles tell different stories
    assert bool(rows) != unanswered


@pytest.mark.neo4j
@pytest.mark.parametrize("cypher", QUESTIONS)
def test_with_the_same_rows_on_both_stores(gold_embedded: Store, gold_neo4j: Store, cypher: str) -> None:
    cypher = cypher.replace("'Witkoff'", "'Solheim'")
    assert gold_embedded.query(cypher, values(cypher)) == gold_neo4j.query(cypher, values(cypher))


def test_the_schema_is_drawn_as_it_is(gold_embedded: Store) -> None:
    drawing = PAGE.split("```")[1]
    schema = gold_embedded.schema()
    for label in ("Article", "Claim", "Quote"):
        assert f"(:{label})" in drawing
    for label in schema["labels"]:
        assert f"`{label}`" in PAGE or f"(:{label})" in drawing
    for name in ("MENTIONED_IN", "IN", "SAID", "SOURCE", "TARGET", "SAID_BY", "ON_BEHALF_OF", "MET"):
        assert f":{name}" in drawing
        assert name in schema["relationship_types"]
    for name in schema["properties"]["MET"]:
        assert name in drawing


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n WHERE n.name = 'x') RETURN n",
        "MATCH (a)-[:MET]->{1,3}(b) RETURN a",
        "MATCH p = SHORTEST 1 (a)-[:MET]-+(b) RETURN p",
        "MATCH (a)-[:MET*]-(b) RETURN a",
        "MATCH p = shortestPath((a)-[:MET*..3]-(b)) WHERE length(p) > 1 RETURN p",
        "MATCH (a) RETURN COLLECT { MATCH (a)-[:MET]-(b) RETURN b.name } AS x",
        "WITH 2 AS x RETURN 1 < x < 3 AS y",
        "RETURN 'a' || 'b' AS x",
        "MATCH (n) RETURN id(n) AS x",
        "MATCH (n) RETURN elementId(n) AS x",
        "MATCH (a)-[r:MET]-(b) WHERE r.date > date('2024-03-01') RETURN r",
        "MATCH (n) RETURN properties(n) AS x",
        "MATCH (n) RETURN n {.*} AS x",
        "MATCH (a) RETURN a.name + count(*) AS x",
    ],
)
def test_what_the_page_says_is_refused_is_refused_with_a_way_out(cypher: str) -> None:
    with pytest.raises(QueryError, match=r"; (write|return|use|every|filter|name|compare|dates)|write|compare them"):
        check(cypher)


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (n) WHERE n.name = 'x' RETURN n",
        "MATCH (a)-[:MET*1..3]->(b) RETURN a",
        "MATCH p = shortestPath((a)-[:MET*..5]-(b)) RETURN p",
        "MATCH (a) RETURN [(a)-[:MET]-(b) | b.name] AS x",
        "WITH 2 AS x RETURN 1 < x AND x < 3 AS y",
        "MATCH ()-[r:MET]-() WHERE date(r.date_from) > date('2024-03-01') RETURN r",
        "MATCH (a) WITH a.name AS name, count(*) AS n RETURN name + n AS x",
    ],
)
def test_what_the_page_says_to_write_instead_is_taken(cypher: str) -> None:
    check(cypher)


def test_the_python_on_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.store import open_store
    from tests.graph.test_gate import ONE

    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    monkeypatch.chdir(tmp_path)
    with open_store("story.kgl") as store:
        list(store.add([ONE]))
    names: dict[str, Any] = {}
    exec(compile(code, "analysts.md", "exec"), names)
    assert list(names["frame"].columns) == ["who", "whom", "day"]
    assert names["network"].number_of_nodes() == 1
