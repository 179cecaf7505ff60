"""The graph in other programs' formats."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from playwright.sync_api import Browser

from graph.errors import InputError, StoreError
from graph.export import FORMATS, export, read_network, to_networkx
from graph.model import Kind, Modality
from graph.store import Store, open_store
from tests.gold_articles import gold_extractions
from tests.graph.store.test_contract import AGAIN, HOSTILE, KYIV, MOSCOW
from tests.graph.told import Says, told


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "store.kgl")) as store:
        list(store.add([MOSCOW, AGAIN, KYIV]))
        yield store


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[Store]:
    articles = [
        told(
            f"a{number}",
            f"{name} met Ann Lee.",
            Says(source=name, relation="MET", target="Ann Lee", detail=name, modality=Modality.PLANNED),
            publisher=name,
        )
        for number, name in enumerate([*map(str.strip, HOSTILE), '=HYPERLINK("http://x")', "@SUM(A1)"])
    ]
    with open_store(str(tmp_path / "hostile.kgl")) as store:
        list(store.add(articles))
        yield store


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline="")))


def test_every_tie_comes_with_modality_evidence_and_sources(store: Store) -> None:
    network = read_network(store)
    assert {node["name"] for node in network.nodes} == {
        "Steve Witkoff",
        "Vladimir Putin",
        "Yuri Ushakov",
        "Marco Rubio",
        "Andriy Sybiha",
    }
    met = next(tie for tie in network.ties if tie["relation"] == "MET")
    assert (met["modality"], met["label"], met["claims"], met["sources"]) == ("asserted", "met", 2, 2)
    assert [(t["publisher"], t["evidence"]) for t in met["told"]] == [
        ("Gazette", AGAIN.article.text),
        ("Wire", MOSCOW.article.text),
    ]


def test_csv(store: Store, tmp_path: Path) -> None:
    written = export(store, tmp_path / "ties.csv")
    assert [path.name for path in written] == ["ties.csv", "ties-entities.csv"]
    rows = table(written[0])
    planned = next(row for row in rows if row["modality"] == "planned")
    assert (planned["source"], planned["relation"], planned["target"]) == (
        "Steve Witkoff",
        "CONVEYED_SIGNALS_TO",
        "Vladimir Putin",
    )
    assert (planned["said_by"], planned["evidence"]) == ("Yuri Ushakov", MOSCOW.article.text)
    assert {row["name"]: row["aliases"] for row in table(written[1])}["Vladimir Putin"] == "Putin"


def test_json(store: Store, tmp_path: Path) -> None:
    [path] = export(store, tmp_path / "graph.json")
    data = json.loads(path.read_text())
    ids = {node["id"] for node in data["nodes"]}
    assert all(tie["source"] in ids and tie["target"] in ids and tie["told"] for tie in data["ties"])


def test_graphml_reads_back(store: Store, tmp_path: Path) -> None:
    [path] = export(store, tmp_path / "graph.graphml")
    graph = nx.read_graphml(path, force_multigraph=True)
    assert min(values["label"] for _, values in graph.nodes(data=True)) == "Andriy Sybiha"
    met = next(values for *_, values in graph.edges(data=True) if values["relation"] == "MET")
    assert (met["modality"], met["sources"], met["publishers"]) == ("asserted", 2, "Gazette; Wire")


def test_gexf_reads_back(store: Store, tmp_path: Path) -> None:
    [path] = export(store, tmp_path / "graph.gexf")
    graph = nx.read_gexf(path)
    assert {values["modality"] for *_, values in graph.edges(data=True)} == {"asserted", "planned"}


def test_networkx(store: Store) -> None:
    graph = to_networkx(store)
    assert graph.number_of_edges() == 3
    [putin] = [node for node, values in graph.nodes(data=True) if values["name"] == "Vladimir Putin"]
    assert graph.nodes[putin]["kind"] == Kind.PERSON
    assert all(values["told"] for *_, values in graph.edges(data=True))


def test_the_option_is_stronger_than_the_suffix(store: Store, tmp_path: Path) -> None:
    [path] = export(store, tmp_path / "graph.txt", format="json")
    assert json.loads(path.read_text())["format"] == "backchannel-network"


@pytest.mark.parametrize("name", ["graph.doc", "graph"])
def test_an_unknown_format_names_the_known(store: Store, tmp_path: Path, name: str) -> None:
    with pytest.raises(InputError, match="csv, json, graphml, gexf, html"):
        export(store, tmp_path / name)


def test_a_file_that_cannot_be_written_is_named(store: Store, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"graph\.json cannot be written"):
        export(store, tmp_path / "missing" / "graph.json")


@pytest.mark.parametrize("name", FORMATS)
def test_an_empty_store_exports(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / "empty.kgl")) as store:
        assert all(path.exists() for path in export(store, tmp_path / f"graph.{name}"))


@pytest.mark.parametrize("name", FORMATS)
def test_all_gold_articles_export(tmp_path: Path, name: str) -> None:
    with open_store(str(tmp_path / "gold.kgl")) as store:
        list(store.add(gold_extractions()))
        assert all(path.stat().st_size > 1000 for path in export(store, tmp_path / f"graph.{name}"))


def test_no_cell_is_a_formula(hostile: Store, tmp_path: Path) -> None:
    for path in export(hostile, tmp_path / "ties.csv"):
        for row in table(path):
            assert not any(value[:1] in ("=", "+", "-", "@") for value in row.values()), row


@pytest.mark.parametrize("name", ["graphml", "gexf"])
def test_hostile_names_stay_xml(hostile: Store, tmp_path: Path, name: str) -> None:
    [path] = export(hostile, tmp_path / f"graph.{name}")
    text = "".join(ET.parse(path).getroot().itertext()) + path.read_text()
    assert "onerror" in text
    assert "<img" not in path.read_text()


def test_hostile_names_stay_text_in_the_page(hostile: Store, tmp_path: Path) -> None:
    [path] = export(hostile, tmp_path / "graph.html")
    page = path.read_text("utf-8")
    assert page.count("</script>") == 5
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "default-src 'none'" in page
    begin = page.index('id="picture">') + len('id="picture">')
    picture: Any = json.loads(page[begin : page.index("</script>", begin)])
    assert any("onerror" in node["label"] for node in picture["nodes"])


@pytest.mark.browser
def test_the_page_draws_and_proves(hostile: Store, tmp_path: Path, chromium: Browser) -> None:
    [path] = export(hostile, tmp_path / "graph.html")
    page = chromium.new_page()
    said: list[str] = []
    page.on("dialog", lambda dialog: (said.append(dialog.message), dialog.dismiss()))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on(
        "request",
        lambda asked: said.append(asked.url) if not asked.url.startswith(("file:", "data:", "blob:")) else None,
    )
    page.goto(path.as_uri())
    page.wait_for_selector("#graph canvas")
    assert "planned (13)" in page.inner_text("#panel")
    page.evaluate("showTie(picture.edges[3].id)")
    assert page.locator("#panel blockquote").count() == 1
    page.evaluate("showNode(picture.nodes.find((n) => n.label === 'Ann Lee').id)")
    assert page.locator("#panel button.tie").count() == 14
    assert page.locator("#panel img, #panel script").count() == 0
    assert said == []
    page.close()


def test_the_package_carries_the_page() -> None:
    code = "from importlib.resources import files; print(files('graph.export').joinpath('page.html').is_file())"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "True\n"
