"""Copies, dumps and restores: nothing is lost, ids stay."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import StoreError
from graph.model import Extraction, Judgement, Modality
from graph.store import move, open_store
from graph.store.base import BaseStore
from graph.store.record import decode, encode
from tests.gold_articles import gold_extractions
from tests.graph.store.test_contract import AGAIN, HOSTILE, KYIV, MOSCOW, picture
from tests.graph.told import Says, told

JUDGEMENT = Judgement(
    id="j-1",
    kind="identity",
    left="s-1",
    right="s-2",
    verdict="different",
    by="ann",
    at=datetime(2024, 3, 12, 9, 30, tzinfo=UTC),
    why="brothers",
    values={"score": 0.5, "names": ["a", "b"]},
)


def embedded(path: Path) -> BaseStore:
    store = open_store(str(path))
    assert isinstance(store, BaseStore)
    return store


@pytest.fixture
def full(store: BaseStore) -> BaseStore:
    list(store.add([MOSCOW, AGAIN, KYIV, *list(gold_extractions())[:3]]))
    store.add_judgements([JUDGEMENT])
    return store


def test_judgements_are_a_ledger(store: BaseStore) -> None:
    store.add_judgements([JUDGEMENT])
    version = store.version()
    later = Judgement(
        id="j-2",
        kind="identity",
        left="x",
        right=None,
        verdict="same",
        by="b",
        at=datetime(2025, 1, 1, tzinfo=UTC),
        undoes="j-1",
    )
    store.add_judgements([later, JUDGEMENT])
    assert list(store.judgements()) == [JUDGEMENT, later]
    assert store.version() != version


def test_a_copy_is_the_same_store_again(full: BaseStore, tmp_path: Path) -> None:
    with embedded(tmp_path / "copy.kgl") as copy:
        moved = move.copy(full, copy)
        assert (moved.articles, moved.unchanged, moved.judgements) == (6, 0, 1)
        assert picture(copy) == picture(full)
        assert list(copy.extractions()) == list(full.extractions())
        assert move.copy(full, copy).unchanged == 6
        assert picture(copy) == picture(full)


def test_a_copy_back_changes_nothing(full: BaseStore, tmp_path: Path) -> None:
    before = picture(full)
    with embedded(tmp_path / "copy.kgl") as copy:
        move.copy(full, copy)
        full.remove(["moscow"])
        move.copy(copy, full)
    assert picture(full) == before


def test_a_store_is_not_copied_onto_itself(full: BaseStore) -> None:
    with pytest.raises(StoreError, match="both source and target"):
        move.copy(full, full)


def test_a_dump_restores_to_the_same_store(full: BaseStore, tmp_path: Path) -> None:
    path = tmp_path / "all.jsonl.gz"
    assert move.dump(full, path).articles == 6
    first = path.read_bytes()
    with embedded(tmp_path / "restored.kgl") as restored:
        moved = move.restore(restored, path)
        assert (moved.articles, moved.judgements) == (6, 1)
        assert picture(restored) == picture(full)
        move.dump(restored, path)
    assert path.read_bytes() == first


def test_a_dump_says_what_it_is(full: BaseStore, tmp_path: Path) -> None:
    move.dump(full, tmp_path / "all.gz")
    lines = gzip.decompress((tmp_path / "all.gz").read_bytes()).splitlines()
    assert lines[0] == b'{"format":"backchannel-dump","version":1}'
    assert lines[-1] == b'{"end":{"articles":6,"judgements":1}}'


@pytest.mark.parametrize("keep", [0, 1, 30, 0.3, 0.7, 0.99])
def test_a_dump_cut_short_restores_nothing(keep: float, tmp_path: Path) -> None:
    path = tmp_path / "all.gz"
    with embedded(tmp_path / "full.kgl") as full, embedded(tmp_path / "new.kgl") as new:
        list(full.add([MOSCOW, AGAIN, KYIV]))
        move.dump(full, path)
        whole = path.read_bytes()
        path.write_bytes(whole[: int(keep if isinstance(keep, int) else len(whole) * keep)])
        with pytest.raises(StoreError, match=r"all\.gz"):
            move.restore(new, path)
        assert list(new.extractions()) == []


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"no gzip at all", "not a Backchannel dump"),
        (gzip.compress(b"no json"), "line 1"),
        (gzip.compress(b'{"format":"other"}\n'), "not a Backchannel dump"),
        (gzip.compress(b'{"format":"backchannel-dump","version":99}\n'), "newer version"),
        (gzip.compress(b'{"format":"backchannel-dump","version":1}\n{"article":{"id":"a"},"record":{}}\n'), "line 2"),
        (gzip.compress(b'{"format":"backchannel-dump","version":1}\n'), "cut short"),
        (
            gzip.compress(b'{"format":"backchannel-dump","version":1}\n{"end":{"articles":2,"judgements":0}}\n'),
            "cut short",
        ),
        (gzip.compress(b'{"format":"backchannel-dump","version":1}\n[]\n'), "line 2"),
    ],
)
def test_what_is_no_dump_is_refused(content: bytes, words: str, tmp_path: Path) -> None:
    path = tmp_path / "odd.gz"
    path.write_bytes(content)
    with embedded(tmp_path / "new.kgl") as new, pytest.raises(StoreError, match=words):
        move.restore(new, path)


def test_a_dump_that_cannot_be_written_leaves_the_old_one(tmp_path: Path) -> None:
    with embedded(tmp_path / "full.kgl") as full:
        list(full.add([KYIV]))
        with pytest.raises(StoreError, match="cannot be written"):
            move.dump(full, tmp_path / "missing" / "all.gz")


people = st.sampled_from(["Ann Lee", "Lee", "Bo Chen", "Chen", "Cy Dent", *[name.strip() for name in HOSTILE[:9]]])
says = st.builds(
    Says,
    source=people,
    relation=st.sampled_from(["MET", "VISITED", "ACCUSED"]),
    target=people,
    modality=st.sampled_from(Modality),
    date=st.sampled_from([None, "2024-03-12", "2024-03", "2021/"]),
    detail=st.sampled_from([None, "special envoy", "l’émissaire du président", "</script>", "\\' \" $x"]),
    asserter=st.none() | people,
    confidence=st.floats(0, 1).map(lambda x: round(x, 4)),
)


@st.composite
def articles(draw: st.DrawFn) -> list[Extraction]:
    return [
        told(
            f"a{number}",
            " . ".join(["x", *draw(st.lists(people, max_size=3))]),
            *draw(st.lists(says, max_size=4)),
            publisher=draw(st.sampled_from([None, "X", "Y"])),
            published=draw(st.sampled_from([None, "2024-01-01"])),
        )
        for number in range(draw(st.integers(0, 5)))
    ]


@given(articles())
def test_a_record_reads_back_as_it_was(extractions: list[Extraction]) -> None:
    assert [decode(e.article, encode(e)) for e in extractions] == extractions


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(articles(), st.randoms(use_true_random=False))
def test_any_store_survives_dump_and_restore(
    tmp_path_factory: pytest.TempPathFactory, extractions: list[Extraction], shuffle: object
) -> None:
    folder = tmp_path_factory.mktemp("move")
    mixed = list(extractions)
    shuffle.shuffle(mixed)  # type: ignore[attr-defined]
    with (
        embedded(folder / "one.kgl") as one,
        embedded(folder / "two.kgl") as two,
        embedded(folder / "three.kgl") as three,
    ):
        list(one.add(extractions))
        for extraction in mixed:
            list(two.add([extraction]))
        move.dump(one, folder / "dump.gz")
        move.restore(three, folder / "dump.gz")
        assert picture(one) == picture(two) == picture(three)
        if mixed:  # taken out and put in again
            one.remove([mixed[0].article.id])
            list(one.add([mixed[0]]))
            assert picture(one) == picture(two)
