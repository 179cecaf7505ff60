"""From sources into a store: one bad article never stands in the way of the next."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from backchannel.pipeline import Progress, Upload, load
from graph.errors import StoreError
from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Span
from graph.store import open_store
from graph.store.protocol import Store


class Reader:
    """Draws one claim from "A met B." and fails on the word "bomb", as an extractor with a fault would."""

    def extract(self, article: Article) -> Extraction:
        if "bomb" in article.text:
            raise RuntimeError("a fault")
        if "ungrounded" in article.text:
            return self._claiming(article, "not in the text")
        return self._claiming(article, article.text)

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        batch: list[Article] = []
        for article in articles:
            batch.append(article)
            if len(batch) == 3:
                yield from [self.extract(one) for one in batch]
                batch = []
        yield from [self.extract(one) for one in batch]

    def _claiming(self, article: Article, evidence: str) -> Extraction:
        ends = [Entity(id=f"e{n}", name=name, kind=Kind.PERSON) for n, name in enumerate(("Ada", "Max"))]
        claim = Claim(
            id=f"c-{article.id}", relation="MET", source="e0", target="e1", modality=Modality.ASSERTED,
            evidence=Span(start=0, end=len(evidence), text=evidence),
        )  # fmt: skip
        return Extraction(article=article, entities=tuple(ends), claims=(claim,))


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(str(tmp_path / "s.kgl")) as opened:
        yield opened


def uploads(*texts: str) -> list[str | Upload]:
    """Each text as a document of its own."""
    return [Upload(name=f"{number}.txt", data=text.encode()) for number, text in enumerate(texts)]


def test_outcomes_are_told_apart(store: Store) -> None:
    first = load(uploads("Ada met Max.", "Max met Ada."), store, extractor=Reader())
    assert (len(first.added), first.claims, first.refused) == (2, 2, ())
    again = load(uploads("Ada met Max.", "Max met Ada."), store, extractor=Reader())
    assert (len(again.unchanged), again.added, again.claims) == (2, (), 0)
    page = "---\nurl: https://x.example/1\n---\nAda met Max{}."
    load([Upload(name="a.md", data=page.format("").encode())], store, extractor=Reader())
    changed = load([Upload(name="a.md", data=page.format(" again").encode())], store, extractor=Reader())
    assert len(changed.replaced) == 1


@pytest.mark.parametrize("place", range(5))
def test_an_article_that_breaks_the_extractor_is_named_and_the_rest_is_stored(store: Store, place: int) -> None:
    texts = [f"Ada met Max {number} times." for number in range(5)]
    texts[place] = "Headline of the bomb\n\nAda met a bomb."
    report = load(uploads(*texts), store, extractor=Reader())
    assert len(report.added) == 4
    (refusal,) = report.refused
    assert refusal.what == "Headline of the bomb"
    assert "RuntimeError: a fault" in refusal.why


def test_a_claim_that_its_text_does_not_hold_is_refused_and_the_rest_is_stored(store: Store) -> None:
    report = load(uploads("Ada met Max.", "ungrounded", "Max met Ada."), store, extractor=Reader())
    assert len(report.added) == 2
    assert [refusal.what for refusal in report.refused]


def test_bad_documents_are_refused_among_good_ones(store: Store, tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    report = load([str(tmp_path / "empty.txt"), *uploads("Ada met Max."), "nowhere.txt"], store, extractor=Reader())
    assert len(report.added) == 1
    assert [refusal.what for refusal in report.refused] == [str(tmp_path / "empty.txt"), "nowhere.txt"]


def test_progress_counts_what_is_durable(store: Store) -> None:
    seen: list[Progress] = []
    load(uploads("Ada met Max.", "", "Max met Ada."), store, extractor=Reader(), on_progress=seen.append)
    assert (seen[-1].read, seen[-1].stored, seen[-1].refused) == (2, 2, 1)
    assert [one.read for one in seen] == sorted(one.read for one in seen)


def test_a_cancelled_load_keeps_what_it_has_read(store: Store) -> None:
    taken: list[Progress] = []
    report = load(
        uploads(*(f"Ada met Max {number} times." for number in range(9))),
        store, extractor=Reader(), on_progress=taken.append, cancelled=lambda: bool(taken) and taken[-1].read >= 4,
    )  # fmt: skip
    assert report.cancelled
    assert len(report.added) == 4


def test_an_interrupt_leaves_what_was_stored(store: Store) -> None:
    def stop(progress: Progress) -> None:
        if progress.stored == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load(uploads("Ada met Max.", "Max met Ada."), store, extractor=Reader(), on_progress=stop)
    assert store.query("MATCH (a:Article) RETURN count(a)").rows[0][0] >= 1


def test_a_store_that_fails_ends_the_load(store: Store) -> None:
    store.close()
    with pytest.raises(StoreError):
        load(uploads("Ada met Max."), store, extractor=Reader())


def test_a_reader_that_cannot_start_is_not_blamed_on_an_article(store: Store) -> None:
    class Broken(Reader):
        def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:  # noqa: ARG002
            raise RuntimeError("no model")

    with pytest.raises(RuntimeError, match="no model"):
        load(uploads("Ada met Max."), store, extractor=Broken())
