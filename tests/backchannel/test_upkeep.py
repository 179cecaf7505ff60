"""The commands that keep a store in order: export, dump, restore, check, rebuild, remove, reextract."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from backchannel.again import reextract
from graph.model import Article, Extraction
from graph.store import open_store
from tests.backchannel.test_cli import run
from tests.graph.store.test_contract import AGAIN, KYIV, MOSCOW, picture
from tests.graph.told import Says, told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with open_store(str(tmp_path / "backchannel.kgl")) as store:
        list(store.add([MOSCOW, AGAIN, KYIV]))
    return tmp_path


def articles(folder: Path, store: str = "backchannel.kgl") -> list[str]:
    with open_store(str(folder / store)) as opened:
        return [row[0] for row in opened.query("MATCH (a:Article) RETURN a.id ORDER BY a.id").rows]


def test_export_names_what_it_wrote(folder: Path) -> None:
    done = run("export", "ties.csv", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "ties.csv\nties-entities.csv\n")
    done = run("export", "graph.txt", "--format", "json", cwd=folder)
    assert done.returncode == 0
    assert json.loads((folder / "graph.txt").read_text())["format"] == "backchannel-network"


def test_an_unknown_format_is_wrong_use(folder: Path) -> None:
    done = run("export", "graph.doc", cwd=folder)
    assert done.returncode == 2
    assert "csv, json, graphml, gexf, html" in done.stderr


def test_a_dump_is_restored(folder: Path) -> None:
    done = run("dump", "all.jsonl.gz", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "3 articles and 0 judgements in all.jsonl.gz\n")
    done = run("restore", "all.jsonl.gz", "--store", "other.kgl", cwd=folder)
    assert (done.returncode, done.stdout) == (0, "3 articles restored to other.kgl, 0 of them there already\n")
    assert articles(folder, "other.kgl") == articles(folder)


def test_a_sound_store_is_well(folder: Path) -> None:
    done = run("check", cwd=folder)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "all is well\n")


def test_what_is_wrong_is_said_and_mended(folder: Path) -> None:
    with open_store(str(folder / "backchannel.kgl")) as store:
        before = picture(store)
        store._write(lambda tx: tx.run("MATCH ()-[r:SPOKE_WITH]->() DELETE r"))
    done = run("check", cwd=folder)
    assert done.returncode == 1
    assert "SPOKE_WITH" in done.stdout
    assert "backchannel rebuild" in done.stderr
    assert run("rebuild", cwd=folder).stdout == "the graph of 3 articles derived anew\n"
    with open_store(str(folder / "backchannel.kgl")) as store:
        assert picture(store) == before


def test_articles_are_removed(folder: Path) -> None:
    done = run("remove", "kyiv", "nowhere", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("1 article removed")
    assert articles(folder) == ["again", "moscow"]
    assert run("remove", "nowhere", cwd=folder).returncode == 2


@pytest.mark.parametrize("command", [["check"], ["rebuild"], ["export", "x.csv"], ["dump", "x.gz"], ["remove", "x"]])
def test_there_must_be_a_store(tmp_path: Path, command: list[str]) -> None:
    done = run(*command, cwd=tmp_path)
    assert done.returncode == 2
    assert "there is no store at backchannel.kgl" in done.stderr
    assert list(tmp_path.iterdir()) == []


class Rereading:
    """Reads AGAIN as a denial, and the rest as before."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        known = {e.article.id: e for e in (MOSCOW, KYIV)}
        for article in articles:
            denied = Says(source="Putin", relation="VISITED", target="Steve Witkoff")
            yield known.get(article.id) or told(article.id, article.text, denied, publisher=article.publisher)


def test_a_second_reading_says_what_it_reads_otherwise(folder: Path) -> None:
    with open_store(str(folder / "backchannel.kgl")) as store:
        [change] = reextract(store, Rereading())
        assert change.article == "again"
        assert change.new == ("Putin visited Steve Witkoff",)
        assert change.gone == ("Putin met Steve Witkoff | 12 Mar 2024",)
        assert list(reextract(store, Rereading())) == []
        assert store.query("MATCH ()-[r:VISITED]->() RETURN count(r)").rows == ((1,),)
