"""Who is meant: sentence in, antecedents out. An empty list says that the reader must abstain."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from loaders.extract.pronouns import resolve_first_persons
from loaders.extract.quotes import find_quotes
from loaders.extract.roles import find_roles
from loaders.extract.speech import attribute

Read = Callable[[str], Any]
HEAD = "News of the day\n\n"


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        # names
        ("Ann Lee met Bo Tun. Later Tun left.", "Tun", ["Bo Tun"]),
        ("Polder Optics sued. Polder won.", "Polder", ["Polder Optics"]),
        ("The European Union (EU) agreed. The EU paid.", "EU", ["European Union"]),
        ("The Maritime Labour Union (MLU) struck. MLU members left.", "MLU", ["Maritime Labour Union"]),
        ("Catalina Rueda Vega spoke. Rueda smiled.", "Rueda", ["Catalina Rueda Vega"]),
        ("Salim al-Harthi spoke. Harthi smiled.", "Harthi", ["Salim al-Harthi"]),
        ("The United States agreed. U.S. troops left.", "U.S.", ["United States"]),
        # capitals
        ("Moscow cautioned Norway.", "Moscow", ["Russia"]),
        ("Norway urged Tehran to wait.", "Tehran", ["Iran"]),
        ("Tehran's demand was met.", "Tehran", ["Iran"]),
        ("They met in Moscow.", "Moscow", ["Moscow"]),
        ("They flew to Tehran.", "Tehran", ["Tehran"]),
        # gender: whom the text or the given name makes a woman, before a nearer one of whom nothing is known
        ("Nadezhda Orlić met the press. Qadu Vorn sent a letter. She tore it up.", "She", ["Nadezhda Orlić"]),
        ("Rómulo Paz spoke. Xilo Arn sent him a note. He left.", "He", ["Rómulo Paz"]),
        # a deputy is another
        ("Prime Minister Ann Lee met Deputy Prime Minister Bo Tun. The prime minister left.", "The prime minister",
         ["Ann Lee"]),
        # appositions
        ("The rapporteur, Ann Lee, left.", "The rapporteur", ["Ann Lee"]),
        ("Bo Tun, a lawyer for the bank, left.", "a lawyer for the bank", ["Bo Tun"]),
        ("The envoy to Chile, Ann Lee, left.", "The envoy to Chile", ["Ann Lee"]),
        ("Ann Lee, 54, the mayor, left.", "the mayor", ["Ann Lee"]),
        ("Two executives, Ann Lee and Bo Tun, left.", "Two executives", ["Ann Lee", "Bo Tun"]),
        ("She met the charity Tall Reed.", "the charity", ["Tall Reed"]),
        # descriptions
        ("Trade Minister Ann Lee met Bo Tun. The minister left.", "The minister", ["Ann Lee"]),
        ("Chilean miner Cobre Alto agreed. The miner will pay.", "The miner", ["Cobre Alto"]),
        ("The Harbour Trust sued. The trust won.", "The trust", ["Harbour Trust"]),
        ("Steel maker Arnholt Corp. sued. The company won.", "The company", ["Arnholt Corp."]),
        ("Norway agreed. The country will pay.", "The country", ["Norway"]),
        ("The British government agreed.", "The British government", ["Britain"]),
        ("They signed a defence pact on Monday. The pact takes effect in May.", "The pact", ["defence pact"]),
        ("They signed an accord on Monday. The deal takes effect in May.", "The deal", ["accord"]),
        ("Russia waited. A Norwegian official said Chile agreed, and both sides signed.", "both sides", ["Chile", "Norway"]),
        ("The Estonian envoy to the talks flew to Oslo. Kaarel Tamm, 58, met officials.",
         "The Estonian envoy to the talks", ["Kaarel Tamm"]),
        ("A medical supplier paid for trips. Tallow Medical Ltd. declined to comment.",
         "A medical supplier", ["Tallow Medical Ltd."]),
        ("Gov. Dan Weller vetoed it. The Republican governor smiled.", "The Republican governor", ["Dan Weller"]),
        ("Deputy Prime Minister Bo Tun met Prime Minister Ann Lee. Later the prime minister left.",
         "the prime minister", ["Ann Lee"]),
        ("The mayor, Councillor Ann Lee, left.", "The mayor", ["Ann Lee"]),
        ("The Dockers Federation struck. The union won.", "The union", ["Dockers Federation"]),
        ("Striker Jonas Ek joined Varberg FC. The club paid.", "The club", ["Varberg FC"]),
        ("Zambia asked the IMF for a loan. The fund declined.", "The fund", ["IMF"]),
        ("They went to Cabo Delgado province. Troops left the province.", "the province", ["Cabo Delgado"]),
        ("Madagascar was hit. Aid reached the island.", "the island", ["Madagascar"]),
        ("The Alliance of Small Island States met. Aosis members left.", "Aosis", ["Alliance of Small Island States"]),
        ("Haerang Group paid Haerang Georgia. Haerang smiled.", "Haerang", ["Haerang Group"]),
        ("Radio Tarvia reported it. Officials of Tarvia left.", "Radio Tarvia", ["Radio Tarvia"]),
        # pronouns
        ("The Freedom Front sued. “The Senate voted,” said its lawyer, Ann Lee.", "its", ["Freedom Front"]),
        ("Norway signed a pact. Chile rejected it.", "it", ["pact"]),
        ("Ann Lee met reporters. She smiled.", "She", ["Ann Lee"]),
        ("Mr. Tun met Ms. Lee. She smiled.", "She", ["Lee"]),
        ("Mr. Tun called Mr. Orlov to thank him.", "him", ["Orlov"]),
        ("Ann Lee thanked her lawyer.", "her", ["Ann Lee"]),
        ("Bo Tun and his wife left.", "his", ["Bo Tun"]),
        ("Norway said it would pay.", "it", ["Norway"]),
        # several
        ("Ann Lee met Bo Tun. They shook hands.", "They", []),
        ("Ann Lee and Bo Tun met reporters. They smiled.", "They", ["Ann Lee", "Bo Tun"]),
        ("Foreign Minister Ann Lee met Defence Minister Bo Tun. Both ministers smiled.", "Both ministers",
         ["Ann Lee", "Bo Tun"]),
        ("Norway and Chile signed it. The two countries will share costs.", "The two countries", ["Chile", "Norway"]),
        ("Norwegian and Chilean officials met.", "Norwegian and Chilean officials",
         ["Chilean officials", "Norwegian officials"]),
    ],
)  # fmt: skip
def test_a_mention_stands_for(reading: Read, text: str, words: str, names: list[str]) -> None:
    assert sorted(reading(HEAD + text).who(words)) == names


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Minister Ann Lee met Minister Eve Roe. The minister smiled.", "The minister"),  # two ministers, one sentence
        ("It is likely that Norway will pay.", "It"),
        ("Two men met. He smiled.", "He"),
    ],
)
def test_where_it_is_unclear_nobody_is_meant(reading: Read, text: str, words: str) -> None:
    assert reading(HEAD + text).who(words) == []


def test_an_object_pronoun_is_not_its_own_subject(reading: Read) -> None:
    assert reading(HEAD + "Mr. Tun praised him.").who("him") == []


def test_a_shared_surname_is_told_by_its_title(reading: Read) -> None:
    read = reading(HEAD + "Ann Lee met her brother Carl Lee. Mr. Lee smiled. Ms. Lee left.")
    assert (read.who("Lee", 0), read.who("Lee", 1)) == (["Carl Lee"], ["Ann Lee"])


def test_what_one_owner_has_is_one(reading: Read) -> None:
    read = reading(HEAD + "Ann Lee brought her daughter. Ann Lee thanked her daughter.")
    assert read.who("her daughter", 0) == read.who("her daughter", 1) == ["Ann Lee's daughter"]


def test_a_headline_describes_whom_the_text_names(reading: Read) -> None:
    read = reading("Betting tycoon dined with mayor\n\nTycoon Bo Tun dined with Mayor Ann Lee on Monday.")
    assert read.who("Betting tycoon") == ["Bo Tun"]


def test_a_lead_describes_whom_the_next_sentence_names(reading: Read) -> None:
    text = "A retired diplomat delivered a letter to Oslo on Monday. Bo Tun flew in from Rome."
    assert reading(HEAD + text).who("A retired diplomat") == ["Bo Tun"]


def test_the_government_is_that_of_the_dateline(reading: Read) -> None:
    text = "Pipes laid\n\nTIRANA (Wire) - Albania wants gas. Italy agreed. The government will pay."
    assert reading(text).who("The government") == ["Albania"]


def test_an_adjective_is_no_antecedent(reading: Read) -> None:
    read = reading(HEAD + "The Spanish aid group Rio Claro condemned it. Its president left.")
    assert read.who("Its") == ["Rio Claro"]


def test_every_referent_is_mentioned(reading: Read) -> None:
    entities = reading(HEAD + "Ann Lee and Bo Tun, both of Norway, met him. They left.").entities
    for index, item in enumerate(entities.items):
        assert all(index in entities.mentions[m].entities for m in item.mentions)


@pytest.mark.parametrize(
    ("text", "words", "names"),
    [
        ("“I met him in May,” Ann Lee said.", "I", ["Ann Lee"]),
        ("“We will pay,” said Ann Lee, a lawyer for Arnholt Corp.", "We", ["Arnholt Corp."]),
        ("“We will pay,” said Ann Lee.", "We", []),  # she and whom?
    ],
)
def test_a_first_person_is_the_speaker_or_whom_the_speaker_speaks_for(
    reading: Read, text: str, words: str, names: list[str]
) -> None:
    read = reading(HEAD + text)
    quotes = attribute(read.parsed, read.entities, find_quotes(read.parsed)).quotes
    resolve_first_persons(read.parsed, read.entities, quotes, find_roles(read.parsed, read.entities))
    assert read.who(words) == names
