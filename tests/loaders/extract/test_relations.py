"""Sentence in, claims out, grouped by construction. The sentences are made up, and so are the people."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from graph.model import Article, Extraction
from loaders.extract import Extractor


@cache
def extractor() -> Extractor:
    return Extractor()


@cache
def extract(text: str) -> Extraction:
    return extractor().extract(Article(id="sentence", text=text, published="2025-06-11"))


def claims(text: str) -> set[str]:
    """The claims of `text` as "Source RELATION Target", both ways round for symmetric relations."""
    found = extract(text)
    names = {entity.id: entity.name for entity in found.entities}
    lines = set()
    for claim in found.claims:
        lines.add(f"{names[claim.source]} {claim.relation} {names[claim.target]}")
        if claim.relation in ("MET", "SPOKE_WITH", "NEGOTIATED_WITH", "RELATED_TO"):
            lines.add(f"{names[claim.target]} {claim.relation} {names[claim.source]}")
    return lines


CONSTRUCTIONS = {
    "active": [
        ("Anna Weber met Paul Ricard in Vienna on Monday.", ["Anna Weber MET Paul Ricard"]),
        ("Norway condemned Belarus on Friday.", ["Norway CRITICIZED Belarus"]),
        ("Rosa Lind accused Peter Hall of bribery.", ["Rosa Lind ACCUSED Peter Hall"]),
        ("Peter Hall sued Borealis Energy in Oslo.", ["Peter Hall SUED Borealis Energy"]),
        (
            "Borealis Energy acquired Nordlys Shipping for 2 billion kroner.",
            ["Borealis Energy ACQUIRED Nordlys Shipping"],
        ),
        ("Denmark imposed sanctions on Belarus.", ["Denmark SANCTIONED Belarus"]),
        ("Sweden gave Moldova 40 million euros.", ["Sweden AIDED Moldova"]),
        ("Peter Hall phoned Anna Weber on Tuesday.", ["Peter Hall SPOKE_WITH Anna Weber"]),
        ("Finland welcomed Paul Ricard in Helsinki.", ["Finland HOSTED Paul Ricard"]),
        ("Armenia attacked Azerbaijan at dawn.", ["Armenia ATTACKED Azerbaijan"]),
        ("Rosa Lind briefed Peter Hall on the budget.", ["Rosa Lind BRIEFED Peter Hall"]),
    ],
    "passive": [
        ("Peter Hall was dismissed by Anna Weber on Monday.", ["Anna Weber DISMISSED Peter Hall"]),
        ("Nordlys Shipping was bought by Borealis Energy last year.", ["Borealis Energy ACQUIRED Nordlys Shipping"]),
        ("Belarus was blacklisted by Norway and Denmark.", ["Norway SANCTIONED Belarus", "Denmark SANCTIONED Belarus"]),
        ("Paul Ricard was briefed in Oslo on Friday by Rosa Lind.", ["Rosa Lind BRIEFED Paul Ricard"]),
        ("Peter Hall was appointed to the post by Anna Weber.", ["Anna Weber APPOINTED Peter Hall"]),
    ],
    "relative clauses": [
        ("Anna Weber, who met Paul Ricard in Vienna, left on Tuesday.", ["Anna Weber MET Paul Ricard"]),
        ("Peter Hall, whom Anna Weber had sacked, found work in Oslo.", ["Anna Weber DISMISSED Peter Hall"]),
        (
            "Borealis Energy, which owns Nordlys Shipping, is based in Bergen.",
            ["Borealis Energy OWNS Nordlys Shipping"],
        ),
        ("Rosa Lind thanked Paul Ricard, with whom she had spoken by phone.", ["Rosa Lind SUPPORTED Paul Ricard"]),
    ],
    "participles and infinitives": [
        ("Praising Paul Ricard, Anna Weber left the room.", ["Anna Weber SUPPORTED Paul Ricard"]),
        ("Anna Weber flew to Oslo to meet Peter Hall.", ["Anna Weber MET Peter Hall", "Anna Weber VISITED Oslo"]),
        ("Norway decided to sue Belarus.", ["Norway SUED Belarus"]),
        ("Anna Weber plans to visit Oslo in July.", ["Anna Weber VISITED Oslo"]),
        ("After meeting Paul Ricard, Anna Weber flew to Oslo.", ["Anna Weber MET Paul Ricard"]),
        ("Peter Hall resigned from Borealis Energy, blaming Rosa Lind.", ["Peter Hall ACCUSED Rosa Lind"]),
        ("A yacht seized by Finland belonged to Peter Hall.", []),
    ],
    "control": [
        (
            "Anna Weber asked Peter Hall to brief Paul Ricard.",
            ["Anna Weber REQUESTED Peter Hall", "Peter Hall BRIEFED Paul Ricard"],
        ),
        ("Norway urged Belarus to free Peter Hall.", ["Norway REQUESTED Belarus"]),
        ("Denmark called on Norway to condemn Belarus.", ["Denmark REQUESTED Norway", "Norway CRITICIZED Belarus"]),
        ("Peter Hall promised Anna Weber to visit Oslo.", ["Peter Hall VISITED Oslo"]),
        ("Peter Hall was told by Anna Weber to sue Borealis Energy.", ["Peter Hall SUED Borealis Energy"]),
    ],
    "coordination": [
        (
            "Anna Weber and Peter Hall met Paul Ricard.",
            ["Anna Weber MET Paul Ricard", "Peter Hall MET Paul Ricard"],
        ),
        ("Anna Weber met Paul Ricard and Rosa Lind.", ["Anna Weber MET Paul Ricard", "Anna Weber MET Rosa Lind"]),
        ("Anna Weber and Peter Hall met in Vienna.", ["Anna Weber MET Peter Hall"]),
        ("Norway condemned and sanctioned Belarus.", ["Norway CRITICIZED Belarus", "Norway SANCTIONED Belarus"]),
        (
            "Anna Weber met Paul Ricard and later phoned Rosa Lind.",
            ["Anna Weber MET Paul Ricard", "Anna Weber SPOKE_WITH Rosa Lind"],
        ),
        (
            "Rosa Lind met separately with Peter Hall and with Paul Ricard.",
            ["Rosa Lind MET Peter Hall", "Rosa Lind MET Paul Ricard"],
        ),
    ],
    "light verbs": [
        ("Anna Weber held talks with Paul Ricard in Vienna.", ["Anna Weber NEGOTIATED_WITH Paul Ricard"]),
        ("Anna Weber paid a visit to Oslo.", ["Anna Weber VISITED Oslo"]),
        ("Norway lodged a complaint against Belarus.", ["Norway ACCUSED Belarus"]),
        ("Peter Hall filed a lawsuit against Borealis Energy.", ["Peter Hall SUED Borealis Energy"]),
        ("Rosa Lind had a phone call with Paul Ricard.", ["Rosa Lind SPOKE_WITH Paul Ricard"]),
        ("Denmark reached an agreement with Sweden.", ["Denmark AGREED_TO Sweden", "Sweden AGREED_TO Denmark"]),
        ("Rosa Lind passed a message to Anna Weber.", ["Rosa Lind CONVEYED_SIGNALS_TO Anna Weber"]),
        ("Borealis Energy holds a 40% stake in Nordlys Shipping.", ["Borealis Energy OWNS Nordlys Shipping"]),
        ("Sweden threw its weight behind Moldova.", ["Sweden SUPPORTED Moldova"]),
    ],
    "nominalisations": [
        ("The meeting between Anna Weber and Paul Ricard lasted an hour.", ["Anna Weber MET Paul Ricard"]),
        ("Talks between Norway and Denmark will begin on Monday.", ["Norway NEGOTIATED_WITH Denmark"]),
        ("Armenia's invasion of Azerbaijan shocked Europe.", ["Armenia ATTACKED Azerbaijan"]),
        ("Peter Hall's dismissal by Anna Weber surprised Oslo.", ["Anna Weber DISMISSED Peter Hall"]),
        ("Anna Weber's visit to Oslo was cut short.", ["Anna Weber VISITED Oslo"]),
        ("Norway's sanctions on Belarus took effect.", ["Norway SANCTIONED Belarus"]),
        ("Borealis Energy's takeover of Nordlys Shipping is complete.", ["Borealis Energy ACQUIRED Nordlys Shipping"]),
        ("A letter from Anna Weber to Paul Ricard was made public.", ["Anna Weber CONVEYED_SIGNALS_TO Paul Ricard"]),
        ("Norwegian aid to Moldova has doubled.", ["Norway AIDED Moldova"]),
    ],
    "mediation": [
        (
            "Oman brokered a truce between Armenia and Azerbaijan.",
            ["Oman MEDIATED Armenia", "Oman MEDIATED Azerbaijan"],
        ),
        (
            "Rosa Lind is mediating between Norway and Denmark.",
            ["Rosa Lind MEDIATED Norway", "Rosa Lind MEDIATED Denmark"],
        ),
        (
            "Armenia and Azerbaijan signed a truce brokered by Oman.",
            ["Oman MEDIATED Armenia", "Oman MEDIATED Azerbaijan"],
        ),
    ],
    "threats, demands and refusals": [
        ("Belarus threatened to cut off gas to Moldova.", ["Belarus THREATENED Moldova"]),
        ("Norway said Belarus must free the prisoners.", ["Norway REQUESTED Belarus"]),
        ("Belarus rejected a Norwegian proposal.", ["Belarus REJECTED Norway"]),
        ("Peter Hall refused to answer Anna Weber.", ["Peter Hall REJECTED Anna Weber"]),
        ("Denmark turned down an offer from Sweden.", ["Denmark REJECTED Sweden"]),
    ],
    "events": [
        ("Anna Weber attended the Baltic Summit in Riga.", ["Anna Weber PARTICIPATED_IN Baltic Summit"]),
        ("Norway took part in the Baltic Summit.", ["Norway PARTICIPATED_IN Baltic Summit"]),
    ],
    "membership, roles and kin in verbs": [
        ("Rosa Lind has led Borealis Energy since 2014.", ["Rosa Lind HOLDS_ROLE Borealis Energy"]),
        ("Peter Hall joined Borealis Energy in 2019.", ["Peter Hall MEMBER_OF Borealis Energy"]),
        ("Peter Hall married Rosa Lind in 1999.", ["Peter Hall RELATED_TO Rosa Lind"]),
        ("Peter Hall resigned from Borealis Energy.", ["Peter Hall WITHDREW_FROM Borealis Energy"]),
    ],
}
CASES = [
    pytest.param(sentence, expected, id=f"{construction}: {sentence}")
    for construction, cases in CONSTRUCTIONS.items()
    for sentence, expected in cases
]


@pytest.mark.parametrize(("sentence", "expected"), CASES)
def test_the_sentence_gives_its_claims(sentence: str, expected: list[str]) -> None:
    assert set(expected) <= claims(sentence)


NEVER = {
    "one side of the table": [
        ("Anna Weber and Peter Hall met Paul Ricard.", "Anna Weber MET Peter Hall"),
        ("Anna Weber, Peter Hall and Rosa Lind held talks with Paul Ricard.", "Anna Weber NEGOTIATED_WITH Rosa Lind"),
        ("Norway and Denmark imposed sanctions on Belarus.", "Norway SANCTIONED Denmark"),
    ],
    "the wrong way round": [
        ("Peter Hall was fired by Anna Weber.", "Peter Hall DISMISSED Anna Weber"),
        ("Anna Weber, whom Peter Hall accused of fraud, resigned.", "Anna Weber ACCUSED Peter Hall"),
        ("Armenia's invasion of Azerbaijan shocked Europe.", "Azerbaijan ATTACKED Armenia"),
    ],
    "the bearer of a message is not its receiver": [
        ("Paul Ricard asked Peter Hall to pass a message to Anna Weber.", "Paul Ricard MET Peter Hall"),
    ],
    "a particle makes another verb": [
        ("Anna Weber struck Peter Hall off the list.", "Anna Weber ATTACKED Peter Hall"),
        ("Anna Weber called on Peter Hall to resign.", "Anna Weber SPOKE_WITH Peter Hall"),
    ],
    "the press is no counterpart": [
        ("Anna Weber told reporters in Oslo that Peter Hall had left.", "Anna Weber BRIEFED reporters"),
    ],
    "only named together": [
        ("Anna Weber, according to Peter Hall, wrote to Rosa Lind.", "Anna Weber CONVEYED_SIGNALS_TO Peter Hall"),
        ("Anna Weber and Peter Hall attended the Baltic Summit.", "Anna Weber MET Peter Hall"),
        (
            "Jane Fox and Igor Bell met Ana Reyes. Following their discussions, they will reconnect with Chilean officials.",
            "Jane Fox MET Chilean officials",
        ),
    ],
}


@pytest.mark.parametrize(
    ("sentence", "claim"),
    [pytest.param(s, c, id=f"{why}: {s}") for why, cases in NEVER.items() for s, c in cases],
)
def test_the_sentence_does_not_give_this_claim(sentence: str, claim: str) -> None:
    assert claim not in claims(sentence)


def breadth() -> list[tuple[str, str]]:
    """(sentence, claim) pairs of `sentences.txt`."""
    lines = Path(__file__).with_name("sentences.txt").read_text(encoding="utf-8").splitlines()
    rows = [line.split(" | ") for line in lines if line and not line.startswith("#")]
    return [(sentence, claim) for sentence, expected in rows for claim in expected.split("; ")]


def test_the_frames_know_most_ways_to_say_it() -> None:
    pairs = breadth()
    missed = [pair for pair in pairs if pair[1] not in claims(pair[0])]
    assert len(pairs) > 250
    assert len(missed) / len(pairs) < 0.12, missed


def test_every_piece_of_evidence_stands_in_the_text_and_holds_the_ends_of_its_claim() -> None:
    text = "Anna Weber met Paul Ricard in Vienna on Monday, and Norway condemned Belarus."
    for claim in extract(text).claims:
        assert text[claim.evidence.start : claim.evidence.end] == claim.evidence.text
    (met,) = [claim for claim in extract(text).claims if claim.relation == "MET"]
    assert met.evidence.text == "Anna Weber met Paul Ricard in Vienna on Monday"


def test_a_second_reading_gives_the_same_ids() -> None:
    article = Article(id="twice", text="Anna Weber met Paul Ricard. Rosa Lind met Peter Hall.", published="2025-06-11")
    first, second = extractor().extract(article), extractor().extract(article)
    assert first == second
    assert len({claim.id for claim in first.claims}) == len(first.claims) == 2


def test_reading_in_batches_gives_the_same_as_one_by_one() -> None:
    articles = [Article(id=str(i), text=s, published="2025-06-11") for i, (s, _) in enumerate(CONSTRUCTIONS["control"])]
    assert list(extractor().pipe(articles)) == [extractor().extract(article) for article in articles]


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "“", "met", "who who which that", "to to to meet", "Kenya, " * 300 + "met Rwanda.", "👍 met 👍"],
)
def test_odd_texts_give_an_extraction_like_any_other(text: str) -> None:
    found = extract(text)
    assert found.article.text == text
    assert len(found.claims) <= 40
