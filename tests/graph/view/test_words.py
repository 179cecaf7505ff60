"""Claims in a reader's words: sentences that agree, roles that are told, and how it is said."""

from __future__ import annotations

import pytest

from graph.model import Modality
from graph.view.words import circumstances, detail_beside, many, sentence


@pytest.mark.parametrize(
    ("name", "several"),
    [
        ("U.S. envoys", True),
        ("Russian officials", True),
        ("officials from the embassy", True),
        ("ministers of the bloc", True),
        ("police", True),
        ("Palestinians", True),
        ("Houthis", True),
        ("Democrats", True),
        ("United States", False),
        ("Philippines", False),
        ("Reuters", False),
        ("Marcus Evans", False),
        ("the court's ethics panel", False),
        ("business", False),
        ("White House press corps", False),
        ("Ministry of Foreign Affairs", False),
        ("", False),
    ],
)
def test_a_name_is_one_or_many(name: str, several: bool) -> None:
    assert many(name) is several


@pytest.mark.parametrize(
    ("source", "relation", "modality", "said"),
    [
        ("U.S. envoys", "MET", Modality.REQUESTED, "U.S. envoys are asked to meet Ada Brook"),
        ("Carl Dane", "MET", Modality.REQUESTED, "Carl Dane is asked to meet Ada Brook"),
        ("Rebel commanders", "VISITED", Modality.PLANNED, "Rebel commanders are to visit Ada Brook"),
        ("bankers", "OWNS", Modality.ASSERTED, "bankers own Ada Brook"),
        ("bankers", "MEMBER_OF", Modality.ASSERTED, "bankers are a member of Ada Brook"),
        ("bankers", "MET", Modality.ASSERTED, "bankers met Ada Brook"),
        ("bankers", "VISITED", Modality.DENIED, "Denied: bankers visited Ada Brook"),
    ],
)
def test_the_verb_agrees_with_who(source: str, relation: str, modality: Modality, said: str) -> None:
    assert sentence(relation=relation, modality=modality, source=source, target="Ada Brook") == said


@pytest.mark.parametrize(
    ("relation", "detail", "target", "said"),
    [
        ("HOLDS_ROLE", "special envoy", "Norway", "Carl Dane is special envoy of Norway"),
        ("HOLDS_ROLE", "minister of trade", "Norway", "Carl Dane is minister of trade, Norway"),
        ("HOLDS_ROLE", "Norway's consul", "Norway", "Carl Dane is Norway's consul"),
        ("HOLDS_ROLE", "chair; treasurer", "Acme", "Carl Dane is chair of Acme"),
        ("HOLDS_ROLE", None, "Acme", "Carl Dane holds a role in Acme"),
        ("RELATED_TO", "son-in-law", "Ada Brook", "Carl Dane is son-in-law of Ada Brook"),
        ("RELATED_TO", "cousin", "Ada Brook", "Carl Dane is cousin of Ada Brook"),
        ("MET", "the port deal", "Ada Brook", "Carl Dane met Ada Brook"),
    ],
)
def test_a_role_is_told_by_name(relation: str, detail: str | None, target: str, said: str) -> None:
    found = sentence(relation=relation, modality=Modality.ASSERTED, source="Carl Dane", target=target, detail=detail)
    assert found == said
    assert detail_beside(relation, detail) == (None if relation in ("HOLDS_ROLE", "RELATED_TO") else detail)


def test_a_role_that_is_only_planned_is_not_told_as_held() -> None:
    told = {"relation": "HOLDS_ROLE", "source": "Carl Dane", "target": "Norway", "detail": "special envoy"}
    assert sentence(modality=Modality.PLANNED, **told) == "Carl Dane is to be special envoy of Norway"
    assert sentence(modality=Modality.HYPOTHETICAL, **told) == "Carl Dane might be special envoy of Norway"
    assert sentence(modality=Modality.DENIED, **told) == "Denied: Carl Dane is special envoy of Norway"


def test_how_it_is_said_stands_beside() -> None:
    assert circumstances(modality=Modality.PLANNED, said_by="Ushakov") == "planned, says Ushakov"
    assert circumstances(modality=Modality.REQUESTED, said_by="Ushakov", on_behalf_of="Putin") == (
        "asked for, says Ushakov · on behalf of Putin"
    )
    assert circumstances(modality=Modality.ASSERTED) == ""
    assert circumstances(modality=Modality.ASSERTED, said_by="Ushakov; Rubio") == "say Ushakov and Rubio"
    assert circumstances(modality=Modality.ASSERTED, said_by="two officials") == "say two officials"
