"""Articles are cut into pieces, parsed and joined again, and offsets into the article hold."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.model import Article
from loaders.extract.parse import LONGEST_PIECE, load_model, parse, parse_all

if TYPE_CHECKING:
    from spacy.language import Language


def article(text: str) -> Article:
    return Article(id="a", text=text)


@pytest.mark.parametrize(
    ("block", "skipped", "place"),
    [
        ("MOSCOW (AP) — The Kremlin said no.", "MOSCOW (AP) —", "Moscow"),
        ("LIMA, March 3 (Agency) - The talks failed.", "LIMA, March 3 (Agency) -", "Lima"),
        ("OSLO/BERLIN, Jan 22 (Wire) - Norway agreed.", "OSLO/BERLIN, Jan 22 (Wire) -", "Oslo"),
        ("Kigali (Horizon) - Rwanda agreed.", "Kigali (Horizon) -", "Kigali"),
        ("TOKYO, October 8. /Press/. Japan agreed.", "TOKYO, October 8. /Press/.", "Tokyo"),
        ("KYIV, Ukraine — Shelling went on.", "KYIV, Ukraine —", "Kyiv"),
        ("GENEVA, 17 February 2026 — A convoy left.", "GENEVA, 17 February 2026 —", "Geneva"),
        ("NAGPUR: The party met.", "NAGPUR:", "Nagpur"),
        ("(Newswire) -- The fund rose.", "(Newswire) --", None),
        ("EXCLUSIVE - Banks met the minister.", "EXCLUSIVE -", None),
        ("Peace — at last — has come to the valley.", "", None),
        ("The council met. Nobody spoke.", "", None),
    ],
)
def test_datelines_are_no_prose(nlp: Language, block: str, skipped: str, place: str | None) -> None:
    parsed = parse(article(f"A headline about nothing\n\n{block}"), nlp)
    skip = sorted(parsed.skip)
    found = parsed.doc[skip[0] : skip[-1] + 1].text if skip else ""
    assert (found.strip(), parsed.dateline_place) == (skipped, place)


@pytest.mark.parametrize("byline", ["By Ann Lee in Rome", "Ann Lee and Bo Tun in Rome", "3 March 2026"])
def test_bylines_are_no_prose(nlp: Language, byline: str) -> None:
    parsed = parse(article(f"Talks end\n\n{byline}\n\nNorway met Chile."), nlp)
    assert parsed.doc[min(parsed.skip) : max(parsed.skip) + 1].text.strip() == byline


def test_no_sentence_crosses_a_blank_line(nlp: Language) -> None:
    text = "Minister quits after row\n\nHe left the room without\n\nsaying a word and she\n \nfollowed."
    sentences = [sentence.text.strip() for sentence in parse(article(text), nlp).doc.sents]
    assert all("\n" not in sentence for sentence in sentences)


def test_the_doc_is_the_text(nlp: Language) -> None:
    text = "  Head\n\n\n\nOSLO (X) - One.\n\n• two\n• three\n\n" + "A long sentence stands here. " * 700
    assert len(text) > 2 * LONGEST_PIECE
    assert parse(article(text), nlp).doc.text == text


def test_articles_come_in_order_as_they_are_read(nlp: Language) -> None:
    texts = ["One met Two.", "", "Three\n\nfour\n\nfive", "\n\n", "Six."]
    assert [p.article.text for p in parse_all(map(article, texts), nlp)] == texts


def test_a_lone_surrogate_keeps_the_offsets(nlp: Language) -> None:
    assert len(parse(article("a \ud800 b"), nlp).doc.text) == 5


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_parses(nlp: Language, text: str) -> None:
    assert len(parse(article(text), nlp).doc.text) == len(text)


def test_a_model_that_is_not_installed_is_named_with_those_that_are() -> None:
    with pytest.raises(InputError, match=r"'xx_none_sm'.*installed: .*en_core_web"):
        load_model("xx_none_sm")


def test_a_folder_that_holds_a_model_is_taken(nlp: Language, tmp_path: Path) -> None:
    nlp.to_disk(tmp_path / "model")
    assert load_model(str(tmp_path / "model")).meta["name"] == nlp.meta["name"]


def test_a_folder_that_holds_a_broken_model_says_so(tmp_path: Path) -> None:
    (tmp_path / "meta.json").write_text("{}")
    with pytest.raises(InputError, match="is no spaCy model that can be loaded"):
        load_model(str(tmp_path))


def test_the_model_is_loaded_once(nlp: Language) -> None:
    assert load_model() is nlp
