"""Who speaks, and whose word a claim is; a trigger stands between stars."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.model import Article
from loaders.extract import Extractor
from loaders.extract.quotes import find_quotes
from loaders.extract.speech import Speech, attribute
from loaders.extract.types import Entities
from tests.loaders.extract.reading import entities, marked, read


def speakers(text: str, *names: str, **others: str) -> list[str | None]:
    """The speakers of the quotations of `text`, in order."""
    parsed = read(text)
    known = entities(parsed, *names, **others)
    speech = attribute(parsed, known, find_quotes(parsed))
    return [known.items[quote.speaker].name if quote.speaker is not None else None for quote in speech.quotes]


def asserter(text: str, *names: str, relation: str = "MET", **others: str) -> str | None:
    """Whose word the claim is whose trigger stands between stars; None is the article's own."""
    parsed, candidate = marked(text, relation=relation)
    known: Entities = entities(parsed, *names, **others)
    speech: Speech = attribute(parsed, known, find_quotes(parsed))
    found = speech.asserter(candidate)
    return known.items[found].name if found is not None else None


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("“We will talk,” said Anna Weber.", ["Anna Weber"]),
        ("“We will talk,” Anna Weber said.", ["Anna Weber"]),
        ("“We will talk,” said Anna Weber, the minister.", ["Anna Weber"]),
        ("“We will talk,” the minister, Anna Weber, told reporters.", ["Anna Weber"]),
        ("Anna Weber said: “We will talk.”", ["Anna Weber"]),
        ("Anna Weber said, “We will talk.”", ["Anna Weber"]),
        ("“We will talk,” Anna Weber said, “but not today.”", ["Anna Weber", "Anna Weber"]),
        ("“We will talk,” Anna Weber said. “We always do.”", ["Anna Weber", "Anna Weber"]),
        ("Paul Ricard met Anna Weber. “We will talk,” Anna Weber said.", ["Anna Weber"]),
        ("Anna Weber called the plan “a gift to crime”.", ["Anna Weber"]),
        ("Anna Weber said the plan was “a gift to crime” and left.", ["Anna Weber"]),
        ("The plan is “a gift to crime”, according to Anna Weber.", ["Anna Weber"]),
        ("“What now?” asked Anna Weber.", ["Anna Weber"]),
        ("Anna Weber denied the charge.\n\n“I was at home that night and all day.”", ["Anna Weber"]),
        ("“We came early.\n\n“We left late,” said Anna Weber.", ["Anna Weber", "Anna Weber"]),
    ],
)
def test_the_speaker_of_a_quotation(text: str, who: list[str]) -> None:
    found = speakers(text, "Anna Weber", "Paul Ricard")
    assert found[-len(who) :] == who or found == who


def test_a_document_speaks_for_its_author() -> None:
    assert speakers("“The talks failed,” a statement from the ministry said.", Organization="ministry") == ["ministry"]


def test_a_word_in_marks_that_nobody_speaks_is_left_out() -> None:
    assert speakers("The “quiet” deal held for a year.", "Anna Weber") == []


@pytest.mark.parametrize(
    "text",
    [
        "Anna Weber said that Kushner *met* Putin.",
        "Anna Weber said Kushner had *met* Putin.",
        "Kushner *met* Putin, Anna Weber said.",
        "Kushner *met* Putin, said Anna Weber.",
        "Kushner, Anna Weber said, *met* Putin.",
        "Kushner *met* Putin, according to Anna Weber.",
        "According to Anna Weber, Kushner *met* Putin.",
        "Anna Weber told reporters that Kushner had *met* Putin.",
        "Kushner *met* Putin, Anna Weber told reporters in Oslo.",
        "Anna Weber said that Kushner left and that he *met* Putin.",
        "Anna Weber denied that Kushner had *met* Putin.",
        "Anna Weber accused Kushner of *bribing* Putin.",
        "Anna Weber denied *meeting* Putin.",
        "“Kushner *met* Putin,” said Anna Weber.",
        "Paul Ricard said Anna Weber had told him that Kushner *met* Putin.",
        "Anna Weber said that Kushner planned to *meet* Putin.",
        "A *meeting* between the two took place, Anna Weber said.",
        "Anna Weber, a lawyer for the bank, said it had *sued* Kushner.",
    ],
)
def test_a_claim_is_the_word_of_who_says_it(text: str) -> None:
    assert asserter(text, "Anna Weber", "Paul Ricard", "Kushner", "Putin") == "Anna Weber"


@pytest.mark.parametrize(
    "text",
    [
        "Kushner *met* Putin.",
        "Kushner *met* Putin and said that he was tired.",
        "Anna Weber *met* Putin, then said that she was tired.",
        "Anna Weber, who *met* Putin, said that she was tired.",
        "Anna Weber said that Kushner, who *met* Putin in May, was tired.",
        "Anna Weber left. Kushner *met* Putin.",
        "Anna Weber *asked* Kushner to leave.",
        "Anna Weber promised to *meet* Putin.",
    ],
)
def test_otherwise_it_is_the_articles_own(text: str) -> None:
    assert asserter(text, "Anna Weber", "Kushner", "Putin") is None


def test_a_role_in_an_apposition_is_the_articles_own() -> None:
    text = "Anna Weber said that Kushner, the *chairman* of the bank, had left."
    assert asserter(text, "Anna Weber", "Kushner", relation="HOLDS_ROLE") is None


#: Makes the names of `quotations.txt` known, and what they are.
_BEFORE = (
    "Anna Weber, Paul Ricard, Talberg Foods and Corvin Holdings\n\n"
    "Anna Weber is a minister. Paul Ricard is a senator. Talberg Foods makes tea in Kenya and Rwanda.\n\n"
)
_QUOTATIONS = Path(__file__).with_name("quotations.txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("line", [line for line in _QUOTATIONS if "~" in line and not line.startswith("#")])
def test_the_speakers_of_a_story(line: str) -> None:
    text, speakers = (part.strip() for part in line.split("~"))
    extraction = Extractor().extract(Article(id="a", text=_BEFORE + text, published="2025-03-05"))
    names = {entity.id: entity.name for entity in extraction.entities}
    assert [names.get(quote.speaker or "") for quote in extraction.quotes] == speakers.split(";")


@pytest.mark.parametrize(
    "text",
    [
        "“I am tired,” Anna Weber told reporters, after she had *met* Putin.",
        "The truce held, Anna Weber said on Monday, as Kushner *met* Putin.",
    ],
)
def test_what_goes_on_while_somebody_speaks_is_not_said(text: str) -> None:
    assert asserter(text, "Anna Weber", "Kushner", "Putin") is None


def test_what_follows_a_colon_is_the_word_of_who_spoke_before_it() -> None:
    text = "Anna Weber disputed this: Kushner had *met* Putin twice."
    assert asserter(text, "Anna Weber", "Kushner", "Putin") == "Anna Weber"
