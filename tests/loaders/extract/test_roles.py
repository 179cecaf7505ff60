"""Roles: sentence in, who is whose minister, envoy, aide, lawyer or kin out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from loaders.extract.roles import find_roles

Read = Callable[[str], Any]
HEAD = "News of the day\n\n"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        # titles
        ("Turkish President Selim Aksoy left.", ("Selim Aksoy", "HOLDS_ROLE", "Turkey", "President")),
        ("U.S. Secretary of State Dana Roe left.", ("Dana Roe", "HOLDS_ROLE", "United States", "Secretary of State")),
        ("Kremlin spokesman Pavel Orlov left.", ("Pavel Orlov", "SPOKESPERSON_FOR", "Kremlin", "spokesman")),
        ("Presidents Ada Obi of Ghana and Jean Faye of Mali left.", ("Jean Faye", "HOLDS_ROLE", "Mali", "Presidents")),
        # appositions
        ("Ann Lee, secretary of Norway's Security Council, left.",
         ("Ann Lee", "HOLDS_ROLE", "Norway's Security Council", "secretary")),
        ("Arnholt Corp.'s chief executive, Bo Tun, left.", ("Bo Tun", "HOLDS_ROLE", "Arnholt Corp.", "chief executive")),
        ("Bo Tun, a lawyer for Arnholt Corp., left.", ("Bo Tun", "REPRESENTED", "Arnholt Corp.", "lawyer")),
        ("Japan's ambassador, Aiko Mori, left.", ("Aiko Mori", "REPRESENTED", "Japan", "ambassador")),
        ("Ann Lee, a senior aide to Bo Tun, left.", ("Ann Lee", "AIDE_TO", "Bo Tun", "senior aide")),
        ("Bo Tun's chief of staff, Ann Lee, left.", ("Ann Lee", "AIDE_TO", "Bo Tun", "chief of staff")),
        ("Bo Tun's son-in-law, Carl Roe, left.", ("Carl Roe", "RELATED_TO", "Bo Tun", "son-in-law")),
        ("Ann Lee thanked her brother, Carl Roe.", ("Carl Roe", "RELATED_TO", "Ann Lee", "brother")),
        ("Quay Lines, a unit of Arnholt Corp., sued.", ("Arnholt Corp.", "OWNS", "Quay Lines", "unit")),
        ("Foreign Minister Ann Lee of Norway met her Turkish counterpart, Selim Aksoy.",
         ("Selim Aksoy", "HOLDS_ROLE", "Turkey", "counterpart")),
        ("Arnholt Corp., whose chairman, Bo Tun, left, sued.", ("Bo Tun", "HOLDS_ROLE", "Arnholt Corp.", "chairman")),
        ("Ann Lee, of the Harbour Trust, left.", ("Ann Lee", "MEMBER_OF", "Harbour Trust", "of")),
        # copula
        ("Ann Lee is the director of the Harbour Trust.", ("Ann Lee", "HOLDS_ROLE", "Harbour Trust", "director")),
    ],
)  # fmt: skip
def test_a_role_is_read(reading: Read, text: str, role: tuple[str, str, str, str]) -> None:
    assert role in reading(HEAD + text).roles()


@pytest.mark.parametrize(
    "text",
    [
        "The UN envoy for Yemen, Ann Lee, left.",  # she does not represent Yemen
        "Major General Bo Tun of Nepal left.",  # a rank is no office
        "The local's president, Ann Lee, met Norway.",  # an owner that nothing resolves blocks the role
    ],
)
def test_no_role_towards_a_state(reading: Read, text: str) -> None:
    assert not {role for role in reading(HEAD + text).roles() if role[2] in ("Yemen", "Nepal", "Norway")}


def test_each_of_two_ministers_has_her_own_state(reading: Read) -> None:
    text = HEAD + "Norway and Chile signed it by their foreign ministers, Ann Lee and Eve Roe."
    roles = {(who, where) for who, relation, where, _ in reading(text).roles() if relation == "HOLDS_ROLE"}
    assert roles <= {("Ann Lee", "Norway"), ("Eve Roe", "Chile")}


def test_each_of_two_envoys_stands_for_their_own_state(reading: Read) -> None:
    text = HEAD + "Norway met Chile. The envoys of Norway and Chile, Ann Lee and Eve Roe, chaired the session."
    found = {(who, where) for who, relation, where, _ in reading(text).roles() if relation == "REPRESENTED"}
    assert found == {("Ann Lee", "Norway"), ("Eve Roe", "Chile")}


def test_a_minister_without_a_state_is_the_datelines(reading: Read) -> None:
    text = "Gas\n\nTIRANA, May 3 (Wire) - Albania will buy gas, Albania said. Energy Minister Ann Lee smiled."
    assert ("Ann Lee", "HOLDS_ROLE", "Albania", "Energy Minister") in reading(text).roles()


def test_the_evidence_holds_both_ends(reading: Read) -> None:
    read = reading(HEAD + "They met. Kremlin spokesman Pavel Orlov left the room.")
    (candidate,) = find_roles(read.parsed, read.entities)
    assert read.parsed.doc[candidate.start : candidate.end].text == "Kremlin spokesman Pavel Orlov"
