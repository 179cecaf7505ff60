"""The Query page: answers in three forms, errors in words, parameters as a form."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from backchannel.dashboard.parameters import parameter_names, parameter_value
from backchannel.dashboard.query import OFFERED
from graph.named import named_queries

Open = Callable[..., AppTest]


def ask(page: AppTest, cypher: str) -> AppTest:
    page.session_state["query_text"] = cypher
    return page.button(key="query_go").click().run()


def editor(page: AppTest) -> dict[str, object]:
    [found] = [element for element in page.get("bidi_component") if "query_editor" in element.proto.id]
    data: dict[str, object] = json.loads(found.proto.json)
    return data


def test_a_query_is_answered_as_a_table(store_path: Path, open_page: Open) -> None:
    page = ask(open_page("query"), "MATCH (a:Article) RETURN a.id AS id ORDER BY id")
    assert not page.exception
    assert len(page.dataframe[0].value) == 3
    assert "3 rows" in " ".join(caption.value for caption in page.caption)


def test_an_empty_page_offers_questions_that_can_be_asked_at_once(store_path: Path, open_page: Open) -> None:
    page = open_page("query")
    for name in OFFERED:
        assert not any(parameter.required for parameter in named_queries()[name].parameters.values())
    page.button(key="query_offer_who-met-whom").click().run()
    assert not page.exception
    assert page.session_state["query_text"] == named_queries()["who-met-whom"].cypher
    assert len(page.dataframe[0].value) > 0
    assert not [button for button in page.button if str(button.key).startswith("query_offer")]


def test_an_empty_store_offers_no_questions(empty_store: Path, open_page: Open) -> None:
    page = open_page("query")
    assert "nothing to ask about" in page.info[0].value
    assert not [button for button in page.button if str(button.key).startswith("query_offer")]


def test_an_answer_of_names_alone_says_why_nothing_is_drawn(store_path: Path, open_page: Open) -> None:
    page = ask(open_page("query"), "MATCH (a:Article) RETURN a.id AS id")
    page.segmented_control(key="query_form").set_value("Graph").run()
    assert "nothing to draw" in page.info[0].value


def test_an_answer_of_ties_is_drawn(store_path: Path, open_page: Open) -> None:
    page = ask(open_page("query"), "MATCH (a:Person)-[t]->(b:Person) RETURN t LIMIT 5")
    page.segmented_control(key="query_form").set_value("Graph").run()
    assert not page.exception
    [graph] = [element for element in page.get("bidi_component") if "query_graph" in element.proto.id]
    assert len(json.loads(graph.proto.bytes)["edges"]) == 5


def test_an_answer_as_json_is_that_of_the_command_line(store_path: Path, open_page: Open) -> None:
    page = ask(open_page("query"), "MATCH (a:Article) RETURN count(a) AS n")
    page.segmented_control(key="query_form").set_value("JSON").run()
    assert json.loads(page.code[0].value) == {"columns": ["n"], "rows": [[3]], "truncated": False}


def test_a_cut_answer_says_so(store_path: Path, open_page: Open) -> None:
    page = ask(open_page("query"), "UNWIND range(1, 1500) AS n RETURN n")
    assert any("first 1,000 rows" in caption.value and "there are more" in caption.value for caption in page.caption)


@pytest.mark.parametrize(
    "cypher",
    [
        "MATCH (a:Person RETURN a",
        "MATCH (a) DETACH DELETE a",
        "CREATE (:Person {id: 'x'})",
        "RETURN ![x](http://evil.example/p.png)",
        "",
    ],
)
def test_what_cannot_run_is_said_in_words_and_shown_in_the_editor(
    cypher: str, store_path: Path, open_page: Open
) -> None:
    page = ask(open_page("query"), cypher)
    assert not page.exception
    assert len(page.error) == 1
    fault = editor(page)["fault"]
    assert isinstance(fault, dict)
    assert fault["message"]
    assert len(ask(page, "MATCH (a:Article) RETURN a.id").dataframe[0].value) == 3


def test_a_named_query_is_taken_into_the_editor_with_its_parameters(store_path: Path, open_page: Open) -> None:
    from graph.named import named_queries

    name, query = next((name, query) for name, query in named_queries().items() if query.parameters)
    page = open_page("query")
    page.selectbox(key="query_named").select(("prepared", name)).run()
    command = editor(page)["command"]
    assert isinstance(command, dict)
    assert command["text"] == query.cypher
    assert len([field for field in page.text_input if "query_parameter" in str(field.key)]) == len(
        parameter_names(query.cypher)
    )
    page.button(key="query_go").click().run()
    assert not page.exception


def test_history_brings_a_query_back(store_path: Path, open_page: Open) -> None:
    page = ask(open_page("query"), "RETURN 1 AS one")
    page = ask(page, "RETURN 2 AS two")
    page.button(key="query_past_1").click().run()
    assert page.session_state["query_text"] == "RETURN 1 AS one"


def test_parameters_are_those_outside_strings_names_and_comments() -> None:
    text = "MATCH (a {id: $id}) // $no\nWHERE a.name = '$no' AND a.`$no` > $since /* $no */ RETURN \"$no\", $id"
    assert parameter_names(text) == ["id", "since"]


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("12", 12),
        ("true", True),
        ('["a", "b"]', ["a", "b"]),
        ('"12"', "12"),
        ("Ushakov", "Ushakov"),
        ("2024-03", "2024-03"),
    ],
)
def test_what_is_typed_for_a_parameter_is_read_as_json_where_it_is(typed: str, value: object) -> None:
    assert parameter_value(typed) == value


def test_an_answer_of_names_is_drawn_with_the_ties_among_them(store_path: Path, open_page: Open) -> None:
    page = ask(open_page("query"), "MATCH (a:Person)-[t]->(b:Person) RETURN a.name AS one, b.name AS other LIMIT 5")
    page.segmented_control(key="query_form").set_value("Graph").run()
    [graph] = [element for element in page.get("bidi_component") if "query_graph" in element.proto.id]
    drawn = json.loads(graph.proto.bytes)
    named = {name for row in page.session_state["query_answer"].rows.rows for name in row}
    assert {node["name"] for node in drawn["nodes"]} == named
    assert drawn["edges"]
    assert page.button(key="query_explore").label == "Open in Explore"


def test_a_saved_query_is_there_for_every_reader_and_can_be_removed(store_path: Path, open_page: Open) -> None:
    page = open_page("query")
    page.session_state["query_text"] = "RETURN 'mine' AS whose"
    page.text_input(key="query_save_name").input("Whose [x](y)").run()
    page.button(key="query_save").click().run()
    assert not page.exception
    other = open_page("query")
    other.selectbox(key="query_named").select(("saved", "Whose [x](y)")).run()
    assert other.session_state["query_text"] == "RETURN 'mine' AS whose"
    other.button(key="query_discard_0").click().run()
    assert not other.exception
    assert not [option for option in other.selectbox(key="query_named").options if "saved" in option]


def test_a_query_without_a_name_is_not_saved(store_path: Path, open_page: Open) -> None:
    page = open_page("query").button(key="query_save").click().run()
    assert not page.exception
    assert "a name has" in page.toast[0].value


def test_every_prepared_question_runs_as_it_comes(store_path: Path, open_page: Open) -> None:
    from graph.named import named_queries

    page = open_page("query")
    for name, query in named_queries().items():
        page.selectbox(key="query_named").select(("prepared", name)).run()
        page.button(key="query_go").click().run()
        assert not page.exception, name
        needed = [parameter.name for parameter in query.parameters.values() if parameter.required]
        if needed:
            assert needed[0] in page.info[0].value, name
        assert not page.error, name


def test_a_question_is_answered_once_its_fields_are_filled_in(store_path: Path, open_page: Open) -> None:
    page = open_page("query")
    page.selectbox(key="query_named").select(("prepared", "shortest-chain")).run()
    page.text_input(key="query_parameter_shortest-chain_left").input("Henrik Harjula")
    page.text_input(key="query_parameter_shortest-chain_right").input("Jonas Dahl Brække").run()
    page.button(key="query_go").click().run()
    assert not page.error
    assert "Henrik Harjula" in page.dataframe[0].value["chain"][0]


def test_a_link_brings_its_query_into_the_editor_and_does_not_run_it(store_path: Path, open_page: Open) -> None:
    page = open_page("query", cypher="RETURN '<b>linked</b>' AS how")
    assert page.session_state["query_text"] == "RETURN '<b>linked</b>' AS how"
    assert not page.dataframe
    page.button(key="query_go").click().run()
    assert page.dataframe[0].value["how"][0] == "<b>linked</b>"
    assert "linked" in str(page.query_params["cypher"])


def test_a_link_to_a_prepared_question_chooses_it(store_path: Path, open_page: Open) -> None:
    from graph.named import named_queries

    page = open_page("query", named="brokers")
    assert page.selectbox(key="query_named").value == ("prepared", "brokers")
    assert page.session_state["query_text"] == named_queries()["brokers"].cypher
