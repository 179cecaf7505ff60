"""Parses set right: sentence in, who does what to whom out."""

from __future__ import annotations

import pytest
from spacy.language import Language

from graph.model import Article
from loaders.extract.parse import parse


def arcs(text: str, nlp: Language) -> set[tuple[str, str, str]]:
    """The labelled arcs of the sentence: label, governor, dependent."""
    doc = parse(Article(id="a", text=f"Headline\n\n{text}"), nlp).doc
    return {(token.dep_, token.head.text, token.text) for token in doc}


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        (
            "The Federal Reserve Bank of Cleveland on Tuesday named Dana Whitcomb as its next president, "
            "replacing Arturo Benavides, who retired in August.",
            ("nsubj", "named", "Bank"),
        ),
        (
            "On 3 September the American ambassador in Vilnius, Wendell Okafor-Price, called Lithuania's defence "
            "minister, Rasa Mikutavičė, with a warning from the Pentagon.",
            ("nsubj", "called", "ambassador"),
        ),
    ],
)
def test_the_verb_after_a_day_has_its_subject(text: str, subject: tuple[str, str, str], nlp: Language) -> None:
    assert subject in arcs(text, nlp)
    assert ("ROOT", subject[1], subject[1]) in arcs(text, nlp)


def test_a_participle_stays_one(nlp: Language) -> None:
    found = arcs("The envoy sent on Tuesday to Oslo met Peter Ross.", nlp)
    assert ("nsubj", "met", "envoy") in found
    assert ("nsubj", "sent", "envoy") not in found


def test_a_gap_makes_nobody_an_agent(nlp: Language) -> None:
    found = arcs("Helvara was advised by Corbin Stanley and Lumagen by Evermark.", nlp)
    assert ("pobj", "by", "Stanley") in found
    assert not {("conj", "Stanley", "Lumagen"), ("agent", "advised", "Lumagen")} & found


def test_sentences_stay_whole(nlp: Language) -> None:
    text = "The bank on Tuesday named Dana Whitcomb as its head, replacing Arturo Benavides. It paid her well."
    doc = parse(Article(id="a", text=text), nlp).doc
    assert [sentence.text.strip()[:8] for sentence in doc.sents] == ["The bank", "It paid "]


def test_who_stands_before_and_does_not_stand_before_the_second_noun(nlp: Language) -> None:
    found = arcs(
        "Georgian Foreign Minister Nodar Jorben and Azerbaijan's deputy foreign minister, Elchin Guse, "
        "spent five hours across a table from each other, Harmali said.",
        nlp,
    )
    assert {("nsubj", "spent", "Jorben"), ("conj", "Jorben", "minister"), ("poss", "minister", "Azerbaijan")} <= found
