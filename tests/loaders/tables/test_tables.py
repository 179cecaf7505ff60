"""Tables of ties and FollowTheMoney entities: a row in, a grounded claim out."""

from __future__ import annotations

import json
import logging
from pathlib import Path
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backchannel.pipeline import ArticleReader, Upload, load
from graph.errors import InputError
from graph.model import Claim, Extraction, Kind, Modality, Refusal
from graph.ontology import ONTOLOGY
from graph.store import open_store
from graph.store.ingest import validate
from loaders.readers import read_bytes
from loaders.tables.edges import edtf


def rows(text: str, name: str = "ties.csv") -> list[Extraction]:
    """The extractions of a table, each checked as a store would."""
    found = list(read_bytes(text.encode(), name=name))
    for row in found:
        assert isinstance(row, Extraction), row
        validate(row)
    return [row for row in found if isinstance(row, Extraction)]


def refusals(text: str, name: str = "ties.csv") -> list[Refusal]:
    """What of a table is refused."""
    return [row for row in read_bytes(text.encode(), name=name) if isinstance(row, Refusal)]


def only(extraction: Extraction) -> tuple[str, Claim, str]:
    """The one claim with the names of its ends."""
    names = {entity.id: entity.name for entity in extraction.entities}
    (claim,) = extraction.claims
    return names[claim.source], claim, names[claim.target]


class TestEdges:
    def test_a_row_becomes_a_claim_that_stands_in_its_article(self) -> None:
        (row,) = rows(
            "source,relation,target,modality,date,place,said_by,evidence,url,publisher,published\n"
            "Ada Lovelace,MET,Max Weber,planned,2024-03-12,Bonn,Eve Curie,"
            '"Lovelace will meet Weber in Bonn, Curie said.",https://x.example/1,The Gazette,2024-03-10\n'
        )
        source, claim, target = only(row)
        assert (source, claim.relation, target, claim.modality) == (
            "Ada Lovelace",
            "MET",
            "Max Weber",
            Modality.PLANNED,
        )
        assert (claim.date, claim.place, claim.confidence) == ("2024-03-12", "Bonn", 1.0)
        assert claim.evidence.text == "Lovelace will meet Weber in Bonn, Curie said."
        assert row.article.headline == "Ada Lovelace is to meet Max Weber"
        assert (row.article.url, row.article.publisher, row.article.published) == (
            "https://x.example/1",
            "The Gazette",
            "2024-03-10",
        )
        assert {entity.name for entity in row.entities} == {"Ada Lovelace", "Max Weber", "Eve Curie"}

    def test_without_a_cited_sentence_the_row_itself_is_the_evidence(self) -> None:
        (row,) = rows("source,relation,target,date,role\nAda Lovelace,HOLDS_ROLE,Analytical Engines Ltd,2021/,chair\n")
        assert only(row)[1].evidence.text == (
            "Ada Lovelace holds a role in Analytical Engines Ltd. Detail: chair. Date: 2021/."
        )

    @pytest.mark.parametrize("modality", list(Modality))
    def test_what_did_not_happen_never_reads_as_if_it_had(self, modality: Modality) -> None:
        (row,) = rows(f"source,relation,target,modality\nAda,MET,Max,{modality}\n")
        assert ("Ada met Max" in row.article.text) == (modality is Modality.ASSERTED)

    @pytest.mark.parametrize("written", ["VISITED", "visited", "Visit", "was visited by"])
    def test_a_relation_may_be_written_in_its_words(self, written: str) -> None:
        (row,) = rows(f"source,relation,target\nAda Lovelace,{written},France\n")
        source, claim, target = only(row)
        assert claim.relation == "VISITED"
        assert (source, target) == (("France", "Ada Lovelace") if "by" in written else ("Ada Lovelace", "France"))

    def test_kinds_are_given_or_told_from_the_name(self) -> None:
        (row,) = rows("source,source_kind,relation,target\nThe Circle,group,MET,Max Weber\n")
        assert [entity.kind for entity in row.entities] == [Kind.GROUP, Kind.PERSON]
        (row,) = rows("from,type,to\nFrance,MET,Acme Holdings Ltd\n")
        assert [entity.kind for entity in row.entities] == [Kind.STATE, Kind.ORGANIZATION]

    @pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
    def test_every_usual_delimiter_is_known(self, delimiter: str) -> None:
        text = "Source,Relation,Target\nAda,MET,Max\n".replace(",", delimiter)
        assert only(rows(text)[0])[2] == "Max"

    def test_ids_are_stable_and_the_rows_own_if_it_has_one(self) -> None:
        text = "source,relation,target\nAda,MET,Max\nAda,MET,Eve\n"
        first, second = (rows(text) for _ in range(2))
        assert first == second
        assert len({row.article.id for row in first}) == 2
        assert rows("id,source,relation,target\nr-1,Ada,MET,Max\n")[0].article.id == "r-1"

    @pytest.mark.parametrize(
        ("line", "why"),
        [
            (",MET,Max,,,", "source is empty"),
            ("Ada,HUGGED,Max,,,", "relation is 'HUGGED'"),
            ("Ada,MET,Max,perhaps,,", "modality is 'perhaps'"),
            ("Ada,MET,Max,,last week,", "date is 'last week'"),
            ("Ada,MET,Max,,,7", "confidence is '7'"),
            ("Ada,MET,Ada,,,", "both 'Ada'"),
        ],
    )
    def test_a_line_that_cannot_be_used_is_named_and_the_others_go_on(self, line: str, why: str) -> None:
        text = f"source,relation,target,modality,date,confidence\nAda,MET,Eve,,,\n{line}\nEve,MET,Max,,,\n"
        (refusal,) = refusals(text)
        assert refusal.where == "line 3"
        assert why in refusal.why
        assert len(list(read_bytes(text.encode(), name="ties.csv"))) == 3

    def test_a_kind_that_cannot_stand_there_is_refused(self) -> None:
        (refusal,) = refusals("source,source_kind,relation,target\nAcme,Organization,AIDE_TO,Max\n")
        assert "one of: Person" in refusal.why

    def test_another_table_is_refused_with_what_is_missing(self) -> None:
        (refusal,) = refusals("name,age\nAda,36\n")
        assert "no column source or relation or target" in refusal.why

    @pytest.mark.parametrize("value", ["2024", "2024-03", "2024-03-12", "2021/", "2024-03-09/2024-03-10"])
    def test_dates_are_edtf(self, value: str) -> None:
        assert edtf(value) == value

    @pytest.mark.parametrize(
        "value", ["20240312", "2024-13", "2024-02-30", "2024-3", "12.3.2024", "/2024", "a/b/c", "2024-", "0000"]
    )
    def test_no_other_date_is_taken(self, value: str) -> None:
        with pytest.raises(InputError, match="date is"):
            edtf(value)

    @settings(max_examples=60, deadline=None)
    @given(
        st.lists(
            st.lists(st.text(max_size=12) | st.sampled_from(["Ada", "MET", "planned", "2024"]), min_size=4, max_size=4),
            max_size=5,
        )
    )
    def test_whatever_the_cells_hold_is_grounded_or_refused(self, cells: list[list[str]]) -> None:
        quoted = "\n".join(",".join('"' + cell.replace('"', '""') + '"' for cell in line) for line in cells)
        text = f"source,relation,target,modality\n{quoted}".encode("utf-8", "replace")
        for found in read_bytes(text, name="ties.csv"):
            if isinstance(found, Extraction):
                validate(found)
            else:
                assert isinstance(found, Refusal)


def _ftm(*records: tuple[str, str, dict[str, object]]) -> str:
    lines = ({"id": id_, "schema": schema, "properties": properties} for id_, schema, properties in records)
    return "\n".join(map(json.dumps, lines))


class TestFollowTheMoney:
    ADA = ("p1", "Person", {"name": ["Ada Lovelace"]})
    ACME = ("c1", "Company", {"name": ["Acme Ltd"], "country": ["gb"]})

    def test_entities_that_tie_others_become_claims(self) -> None:
        own = (
            "o1",
            "Ownership",
            {"owner": ["p1"], "asset": ["c1"], "startDate": ["2019-05-01"], "sourceUrl": ["https://x.example/o1"]},
        )
        (row,) = rows(_ftm(own, self.ADA, self.ACME), "entities.ftm.json")
        source, claim, target = only(row)
        assert (source, claim.relation, target, claim.date) == ("Ada Lovelace", "OWNS", "Acme Ltd", "2019-05-01/")
        assert (row.article.id, row.article.url) == ("o1", "https://x.example/o1")
        assert [entity.kind for entity in row.entities] == [Kind.PERSON, Kind.ORGANIZATION]

    @pytest.mark.parametrize(
        ("schema", "properties", "relation"),
        [
            (
                "Directorship",
                {
                    "director": ["p1"],
                    "organization": ["c1"],
                    "role": ["chair"],
                    "endDate": ["2021"],
                    "startDate": ["2020"],
                },
                "HOLDS_ROLE",
            ),
            ("Employment", {"employee": ["p1"], "employer": ["c1"]}, "HOLDS_ROLE"),
            ("Membership", {"member": ["p1"], "organization": ["c1"]}, "MEMBER_OF"),
            ("Representation", {"agent": ["p1"], "client": ["c1"]}, "REPRESENTED"),
            ("Sanction", {"authority": ["European Union"], "entity": ["c1"], "reason": ["arms"]}, "SANCTIONED"),
        ],
    )
    def test_each_schema_has_its_relation(self, schema: str, properties: dict[str, object], relation: str) -> None:
        (row,) = rows(_ftm(self.ADA, self.ACME, ("t1", schema, properties)), "entities.jsonl")
        assert only(row)[1].relation == relation
        assert relation in ONTOLOGY.relations

    def test_an_end_that_is_not_there_is_refused_by_its_line(self) -> None:
        (refusal,) = refusals(
            _ftm(self.ADA, ("o1", "Ownership", {"owner": ["p1"], "asset": ["gone"]})), "entities.jsonl"
        )
        assert refusal.where == "line 2"
        assert "names as asset no entity" in refusal.why

    def test_ties_without_a_relation_are_named(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            assert not rows(_ftm(self.ADA, ("x", "UnknownLink", {"subject": ["p1"], "object": ["p1"]})), "e.jsonl")
        assert "1 UnknownLink" in caplog.text

    def test_articles_and_entities_may_share_a_file(self) -> None:
        own = ("o1", "Ownership", {"owner": ["p1"], "asset": ["c1"]})
        text = '{"id":"a","text":"Ada met Max."}\n' + _ftm(self.ADA, self.ACME, own)
        assert [type(found).__name__ for found in read_bytes(text.encode(), name="e.jsonl")] == [
            "Article",
            "Extraction",
        ]


def test_a_table_is_loaded_beside_articles_and_twice_changes_nothing(tmp_path: Path) -> None:
    table = Upload(name="ties.csv", data=b"source,relation,target\nAda Lovelace,MET,Max Weber\nbad,line,x\n")
    with open_store(str(tmp_path / "s.kgl")) as store:
        nobody = cast("ArticleReader", object())  # a table is not read by the extractor
        report = load([table], store, extractor=nobody)
        assert (len(report.added), len(report.refused)) == (1, 1)
        assert len(load([table], store, extractor=nobody).unchanged) == 1
        assert store.query("MATCH (a)-[r:MET]-(b) RETURN count(r)").rows[0][0] == 2
