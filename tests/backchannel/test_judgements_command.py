"""The ledger on the command line: listed, written out, read into another store."""

from __future__ import annotations

from pathlib import Path

import pytest

from backchannel.cli import parser
from graph.errors import InputError
from graph.judgements import judge_claim, undo
from graph.store import open_store
from tests.graph.told import Says, told

MET = told("a1", "Ada Holm met Cora Dahl.", Says(source="Ada Holm", relation="MET", target="Cora Dahl"))


def run(*arguments: str) -> int:
    options = parser().parse_args(["judgements", *arguments])
    return int(options.run(options))


def test_a_ledger_goes_from_store_to_store(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    here, there, file = (str(tmp_path / name) for name in ("here.kgl", "there.kgl", "ledger.jsonl"))
    with open_store(here) as store:
        list(store.add([MET]))
        line = judge_claim(store, MET.claims[0].id, "rejected", by="Ann", why="a namesake")
        undo(store, line.id, by="Bob")
    assert run("list", "--store", here) == 0
    listed = capsys.readouterr().out
    assert "a namesake" in listed
    assert "undone" in listed
    assert run("export", file, "--store", here) == 0
    assert "2 judgements" in capsys.readouterr().out
    assert run("import", file, "--store", there) == 0
    assert "2 judgements added" in capsys.readouterr().out
    assert run("import", file, "--store", there) == 0
    assert "0 judgements added" in capsys.readouterr().out


def test_what_cannot_be_read_or_written_is_named(tmp_path: Path) -> None:
    store = str(tmp_path / "here.kgl")
    with open_store(store) as opened:
        list(opened.add([MET]))
    with pytest.raises(InputError, match="needs a FILE"):
        run("export", "--store", store)
    with pytest.raises(InputError, match="cannot be read"):
        run("import", str(tmp_path / "none.jsonl"), "--store", store)
    with pytest.raises(InputError, match="cannot be written"):
        run("export", str(tmp_path / "none" / "x.jsonl"), "--store", store)
