"""Names, their kinds, and descriptions: sentence in, mentions out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from loaders.extract.mentions import find_mentions

Read = Callable[[str], Any]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("U.S. Secretary of State Dana Whitfield met reporters.", {"Dana Whitfield": "Person", "United States": "State"}),
        ("Turkish Deputy Foreign Minister Selin Aksoy left.", {"Selin Aksoy": "Person", "Turkey": "State"}),
        ("Kremlin spokesman Pavel Orlov said so.", {"Pavel Orlov": "Person", "Kremlin": "Organization"}),
        ("Strategic Affairs Minister Noa Barak resigned.", {"Noa Barak": "Person"}),
        ("Lord Penhallow and Sir Edmund Vane spoke.", {"Lord Penhallow": "Person", "Edmund Vane": "Person"}),
        ("The Ministry of Trade and Industry objected.", {"Ministry of Trade and Industry": "Organization"}),
        ("The Chinese Foreign Ministry objected.", {"Chinese Foreign Ministry": "Organization", "China": "State"}),
        ("He visited the Bank of Ghana.", {"Bank of Ghana": "Organization"}),
        ("The People’s Water Alliance sued.", {"People’s Water Alliance": "Organization"}),
        ("The Seafarers' Union struck.", {"Seafarers' Union": "Organization"}),
        ("Presidents Ada Obi of Nigeria and Jean Faye of Senegal spoke.",
         {"Ada Obi": "Person", "Nigeria": "State", "Jean Faye": "Person", "Senegal": "State"}),
        ("Kang Min-jae, the chief negotiator, left Seoul.", {"Kang Min-jae": "Person", "Seoul": "Place"}),
        ("Omani minister Salim al-Harthi spoke.", {"Salim al-Harthi": "Person", "Oman": "State"}),
        ("She cited the Reciprocal Access Agreement.", {"Reciprocal Access Agreement": "Document"}),
        ("Armenia's Security Council met.", {"Armenia's Security Council": "Organization", "Armenia": "State"}),
    ],
)  # fmt: skip
def test_names_are_cut_at_titles_and_demonyms(reading: Read, text: str, kinds: dict[str, str]) -> None:
    found = reading(f"News of the day\n\n{text}").kinds()
    assert {name: found.get(name) for name in kinds} == kinds


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Verrin Stace, a lobbying firm, denied it. Verrin Stace declined.", "Verrin Stace", "Organization"),
        ("Ruvan Ostrey, 54, denied it.", "Ruvan Ostrey", "Person"),
        ("Ruvan Ostrey, who runs the firm, denied it.", "Ruvan Ostrey", "Person"),
        ("The charity Tall Reed helped. Tall Reed gave money.", "Tall Reed", "Organization"),
        ("He took a stake in Zelkova and shares of Zelkova fell.", "Zelkova", "Organization"),
        ("The port operator Quay Holdings paid.", "Quay Holdings", "Organization"),
        ("They fled to the town of Belmora.", "Belmora", "Place"),
        ("Trade with Chad grew. Chad signed it.", "Chad", "State"),
        ("The army of Karvonia attacked. Karvonia's government said so.", "Karvonia", "State"),
    ],
)
def test_kinds_come_from_votes(reading: Read, text: str, name: str, kind: str) -> None:
    assert reading(f"News of the day\n\n{text}").kinds().get(name) == kind


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Hexley Town sacked manager Tom Brigg after defeat by Marlow United. Hexley have won twice.",
         {"Hexley Town": "Organization", "Tom Brigg": "Person", "Marlow United": "Organization"}),
        ("Quillan Grey, a port operator, agreed to buy Bastow Reed from its founder, Alan Bastow.",
         {"Quillan Grey": "Organization", "Bastow Reed": "Organization", "Alan Bastow": "Person"}),
        ("Partido Aurora leader Carlos Menjívar ruled out a coalition with Frente Cívico.",
         {"Partido Aurora": "Organization", "Carlos Menjívar": "Person", "Frente Cívico": "Organization"}),
        ("Grimsby Town chairman Phil Deane would not sell Jordan Ruddock.",
         {"Grimsby Town": "Organization", "Phil Deane": "Person", "Jordan Ruddock": "Person"}),
        ("Hapoel Carmel will face Dinamo Varna in Haifa.",
         {"Hapoel Carmel": "Organization", "Dinamo Varna": "Organization", "Haifa": "Place"}),
        ("Warner Quist, the film studio, dropped director Bo Larsson.",
         {"Warner Quist": "Organization", "Bo Larsson": "Person"}),
        ("Zambia's Copperbelt Energy sued First Quantum in Lusaka.",
         {"Copperbelt Energy": "Organization", "First Quantum": "Organization", "Lusaka": "Place"}),
        ("Halvorsen Strand AS, controlled by billionaire Petter Strand, sold its stake.",
         {"Halvorsen Strand AS": "Organization", "Petter Strand": "Person"}),
        ("In Davos, Chancellor Lukas Brandt met bankers.", {"Davos": "Place", "Lukas Brandt": "Person"}),
        ("She met the head of the UGTT union, Sami Taboubi.", {"UGTT": "Organization", "Sami Taboubi": "Person"}),
        ("Dean Ward met Ali Rashidi at the Savoy Hotel.",
         {"Dean Ward": "Person", "Ali Rashidi": "Person", "Savoy Hotel": "Place"}),
        ("Larkin Paving won the contract. Its owner, Ted Larkin, denied it. Larkin employs 900 people.",
         {"Larkin Paving": "Organization", "Ted Larkin": "Person"}),
        ("Reporters Without Borders condemned it. Justice Forward, a party, withdrew.",
         {"Reporters Without Borders": "Organization", "Justice Forward": "Organization"}),
        ("Doctors of the World sent teams to Hamas.", {"Doctors of the World": "Organization", "Hamas": "Organization"}),
        ("A spill in the Turvo river closed the road.", {"Turvo river": "Place"}),
        ("The Farmers’ League and St. Brendan's Hospital protested.",
         {"Farmers’ League": "Organization", "St. Brendan's Hospital": "Organization"}),
        ("Terna Solare S.p.A. and Lundtoft A/S ended talks.",
         {"Terna Solare S.p.A.": "Organization", "Lundtoft A/S": "Organization"}),
        ("Elchin Rashid oglu Huseynov left.", {"Elchin Rashid oglu Huseynov": "Person"}),
        ("Pro-Kurdish DEM Party members left.", {"DEM Party": "Organization"}),
        ("Vale do Norte, the Brazilian miner, paid.", {"Vale do Norte": "Organization"}),
        ("Peace on the Korean Peninsula is far.", {"Korean Peninsula": "Place"}),
    ],
)  # fmt: skip
def test_kinds_come_from_what_stands_around(reading: Read, text: str, kinds: dict[str, str]) -> None:
    found = reading(f"News of the day\n\n{text}").kinds()
    assert {name: found.get(name) for name in kinds} == kinds


def test_a_shared_name_is_whom_its_place_means(reading: Read) -> None:
    text = "Larkin Paving won it. Its owner, Ted Larkin, smiled. Larkin employs 900 people. Mr Larkin left."
    found = reading(f"News of the day\n\n{text}")
    assert found.who("Larkin", 0) == ["Larkin Paving"]
    assert found.who("Larkin", 1) == ["Ted Larkin"]


def test_a_state_stays_one_after_in(reading: Read) -> None:
    assert reading("News\n\nThe war in Ukraine went on in Ukraine.").kinds() == {"Ukraine": "State"}


def test_two_demonyms_together_are_neither_state(reading: Read) -> None:
    assert "Greece" not in reading("News\n\nThe Greek Cypriot leader spoke.").kinds()


def test_a_title_case_headline_makes_no_names_of_its_own(reading: Read) -> None:
    found = reading("Harlow Meets Perin Over Steel Duties\n\nAda Harlow met Luc Perin on Monday.").kinds()
    assert found == {"Ada Harlow": "Person", "Luc Perin": "Person"}


@pytest.mark.parametrize(
    "words",
    ["the 12-point plan", "a peace deal", "Ukrainian officials", "a lawyer for the bank", "both ministers", "they"],
)
def test_descriptions_and_pronouns_are_mentions(reading: Read, words: str) -> None:
    assert words in reading(f"News of the day\n\nOn Monday {words} met the mayor.").mentions()


def test_the_dateline_names_places_and_states(reading: Read) -> None:
    assert reading("Boats\n\nSUBIC, Philippines (Wire) — Crews left.").kinds() == {
        "Subic": "Place",
        "Philippines": "State",
    }


@pytest.mark.parametrize("change", [str.upper, str.lower, str.title])
def test_texts_without_the_help_of_capitals_are_read(reading: Read, change: Callable[[str], str]) -> None:
    text = change("Ann Lee, the mayor of Oslo, met Norway's prime minister, Bo Tun, on Monday.")
    assert reading(text).mentions()


@given(st.text(alphabet="ABab .,'’“”()-\nПдİé", max_size=120))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_mentions_inside_it(reading: Read, text: str) -> None:
    read = reading(text)
    for mention in find_mentions(read.parsed):
        assert 0 <= mention.start <= mention.head < len(read.parsed.doc)
        assert mention.start < mention.end <= len(read.parsed.doc)
