"""The Query page: Cypher with completion, named queries, and the answer as table, graph and JSON."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from backchannel.dashboard import links
from backchannel.dashboard.answers import answer_picture, drawn, named_picture, rows_json, table_columns
from backchannel.dashboard.components import component
from backchannel.dashboard.explore_state import link_to
from backchannel.dashboard.graph_view import graph_view, payload
from backchannel.dashboard.parameters import parameter_names, parameter_value, typed_form
from backchannel.dashboard.plain import count, plain
from backchannel.dashboard.reader import reader_name
from backchannel.dashboard.stores import current_store, store_uri
from graph.errors import BackchannelError, QueryError
from graph.model import Kind, Rows, stable_id
from graph.named import NamedQuery, Parameter, named_queries
from graph.ontology import ONTOLOGY
from graph.shelf import MAX_NAME, Kept, discard, keep, shelf
from graph.view.picture import PICTURE_MOST, Picture

_FIRST = """MATCH (a:Person)-[t:MET]-(b:Person)
WHERE a.name < b.name AND t.date IS NOT NULL
RETURN a.name AS one, b.name AS other, t.modality AS said_to_be, t.date AS day
ORDER BY day DESC"""
#: Prepared questions that an empty page offers, each of another theme; they need no parameter.
OFFERED = (
    "who-met-whom",
    "who-speaks-for-whom",
    "signals-carried",
    "open-plans",
    "contradictions",
    "corroborated",
    "most-connected",
    "comings-and-goings",
)
_HISTORY = 20
#: Characters of a query that an address holds.
_LINKED = 1_500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the last run gave: rows, or the error with its place in the text (1-based, where it is known).

    `missing` says what the question needs before it can be asked at all.
    """

    cypher: str = ""
    rows: Rows | None = None
    seconds: float = 0.0
    error: str | None = None
    missing: str | None = None
    line: int | None = None
    column: int | None = None


def page() -> None:
    """Editor and answer at the left, what the store holds at the right."""
    state = st.session_state
    state.setdefault("query_text", _FIRST)
    state.setdefault("query_history", [])
    _open_link()
    work, side = st.columns([3.4, 1], gap="medium")
    with side:
        schema = _schema_panel()
    with work:
        named = _choose()
        parameters = _edit(schema, named)
        if state.pop("query_run", False):
            asked = named.parameters.values() if named else ()
            _run(parameters, [one.name for one in asked if one.required and parameters.get(one.name, "") is None])
            st.rerun()  # the editor above shows where an error stands
        if answer := state.get("query_answer"):
            _show(answer)
        elif schema["labels"]:
            _offer()


# --- links


def _open_link() -> None:
    """Take the query that the address holds into the editor, unrun: `?cypher=TEXT`, or `?named=NAME`."""
    link = {name: st.query_params[name] for name in ("cypher", "named") if name in st.query_params}
    if link == st.session_state.get("query_link", {}):
        return
    st.session_state["query_link"] = link
    prepared = named_queries()
    if link.get("named") in prepared:
        st.session_state["query_named"] = ("prepared", link["named"])
        _take(prepared[link["named"]].cypher)
    elif "cypher" in link:
        _take(link["cypher"])


def _keep_link(cypher: str) -> None:
    """Write the query that was run into the address, so that a copy of it reopens the same; long ones stay out."""
    link = {"cypher": cypher} if len(cypher) <= _LINKED else {}
    st.session_state["query_link"] = link
    st.query_params.from_dict(link)


# --- choosing and writing


def _take(text: str) -> None:
    st.session_state["query_text"] = text
    _command("replace", text)


def _command(op: str, text: str) -> None:
    """Have the editor insert or take over a text, once."""
    previous = st.session_state.get("query_command") or {"seq": 0}
    st.session_state["query_command"] = {"seq": previous["seq"] + 1, "op": op, "text": text}


def _choose() -> NamedQuery | None:
    """The prepared questions, the saved ones, and those asked before; returns the prepared one that is chosen."""
    prepared = named_queries()
    saved = _saved(store_uri(), current_store().version())
    pick, save, history = st.columns([4, 1.1, 1.1], vertical_alignment="bottom")
    chosen = pick.selectbox(
        "Questions",
        [*(("saved", name) for name in saved), *(("prepared", name) for name in _by_theme(prepared))],
        index=None,
        key="query_named",
        format_func=lambda choice: _entry(prepared, choice),
        placeholder="Ask one of the prepared questions, or write your own below",
        label_visibility="collapsed",
        on_change=_choose_named,
    )
    with save.popover("Save", icon=":material/bookmark:", width="stretch"):
        _save(saved)
    with history.popover("History", icon=":material/history:", width="stretch"):
        _history()
    if chosen is None:
        return None
    kind, name = chosen
    if kind == "saved":
        if name in saved:
            st.caption(f"Saved by {plain(saved[name].by)}, {saved[name].at:%d %b %Y}")
        return None
    if prepared[name].question:
        st.caption(plain(prepared[name].question))
    return prepared[name]


def _offer() -> None:
    """A few prepared questions, a click away, where no answer stands yet."""
    st.caption("Or ask one of these:")
    prepared = named_queries()
    for start in range(0, len(OFFERED), 2):
        for name, column in zip(OFFERED[start : start + 2], st.columns(2), strict=True):
            with column.container(gap=None):
                st.button(
                    prepared[name].title,
                    type="tertiary",
                    key=f"query_offer_{name}",
                    on_click=_ask_named,
                    args=(name,),
                )
                st.caption(plain(prepared[name].question))


def _ask_named(name: str) -> None:
    st.session_state["query_named"] = ("prepared", name)
    _take(named_queries()[name].cypher)
    _ask()


def _by_theme(prepared: Mapping[str, NamedQuery]) -> list[str]:
    return sorted(prepared, key=lambda name: (prepared[name].theme, prepared[name].title))


def _entry(prepared: Mapping[str, NamedQuery], choice: tuple[str, str]) -> str:
    kind, name = choice
    if kind == "saved":
        return f"{name} (saved)"
    return f"{prepared[name].theme.capitalize()}: {prepared[name].title}"


def _choose_named() -> None:
    if choice := st.session_state["query_named"]:
        kind, name = choice
        _take(named_queries()[name].cypher if kind == "prepared" else shelf(current_store(), "query")[name].text)


@st.cache_data(show_spinner=False, max_entries=8)
def _saved(uri: str, version: str) -> dict[str, Kept]:  # noqa: ARG001 - what the cache is keyed by
    return dict(shelf(current_store(), "query"))


def _save(saved: Mapping[str, Kept]) -> None:
    st.text_input("Save this query as", key="query_save_name", max_chars=MAX_NAME)
    st.button("Save", type="primary", key="query_save", on_click=_keep)
    if saved:
        st.caption("Saved ones, for every reader of this store:")
    for number, name in enumerate(saved):
        st.button(
            plain(name),
            icon=":material/delete:",
            type="tertiary",
            key=f"query_discard_{number}",
            help=f"Remove {plain(name)}",
            on_click=_discard,
            args=(name,),
        )


def _keep() -> None:
    name = st.session_state["query_save_name"]
    try:
        keep(current_store(), "query", name, st.session_state["query_text"], by=reader_name())
    except BackchannelError as error:
        st.toast(plain(error), icon=":material/error:")
    else:
        st.session_state["query_save_name"] = ""
        st.toast(f"Saved as {plain(name)}", icon=":material/bookmark:")


def _discard(name: str) -> None:
    try:
        discard(current_store(), "query", name, by=reader_name())
    except BackchannelError as error:
        st.toast(plain(error), icon=":material/error:")
    else:
        if st.session_state.get("query_named") == ("saved", name):
            st.session_state["query_named"] = None
        st.toast(f"Removed {plain(name)}", icon=":material/delete:")


def _history() -> None:
    past: list[Answer] = st.session_state["query_history"]
    if not past:
        st.caption("What you run is kept here until you close the page.")
    for index, answer in enumerate(past):
        first = " ".join(answer.cypher.split())
        st.button(
            plain(first if len(first) <= 70 else first[:69] + "…"),
            key=f"query_past_{index}",
            help="failed" if answer.rows is None else count(len(answer.rows.rows), "row"),
            type="tertiary",
            on_click=_take,
            args=(answer.cypher,),
        )


def _edit(schema: dict[str, Any], named: NamedQuery | None) -> dict[str, Any]:
    """The editor and the form of parameters; returns their values."""
    state = st.session_state
    answer: Answer | None = state.get("query_answer")
    fault = None
    if answer and answer.error and answer.cypher == state["query_text"]:
        fault = {"message": answer.error, "line": answer.line, "column": answer.column}
    wanted = parameter_names(state["query_text"])
    component("editor", '<div class="editor"></div>')(
        key="query_editor",
        data={
            "value": state["query_text"],
            "schema": {**schema, "parameters": wanted},
            "fault": fault,
            "command": state.get("query_command"),
        },
        on_value_change=_typed,
        on_submit_change=_submitted,
    )
    values: dict[str, Any] = {}
    if wanted:
        known = named.parameters if named else {}
        for start in range(0, len(wanted), 4):
            for name, column in zip(wanted[start : start + 4], st.columns(4), strict=False):
                with column:
                    values[name] = _field(name, known.get(name), named.name if named else "")
    run, hint = st.columns([1, 5], vertical_alignment="center")
    run.button("Run", type="primary", icon=":material/play_arrow:", key="query_go", on_click=_ask, width="stretch")
    hint.caption("or Ctrl + Enter. Queries only read: nothing here can change the store.")
    return values


def _field(name: str, known: Parameter | None, query: str) -> Any:
    """One field of the parameters' form, fit for the parameter's kind where the query tells it."""
    key = f"query_parameter_{query}_{name}"
    if known and known.kind == "boolean":
        return st.checkbox(name, bool(known.default), key=key, help=known.help or None)
    if known and known.kind in ("integer", "float"):
        step: int | float = 1 if known.kind == "integer" else 0.05
        return st.number_input(name, value=known.default, step=step, key=key, help=known.help or None)
    if known and known.kind in ("string", "date"):
        typed = st.text_input(name, str(known.default or ""), key=key, help=known.help or None)
        return typed.strip() or known.default
    typed = st.text_input(
        name,
        "" if known is None or known.default is None else typed_form(known.default),
        key=key,
        help=(known and known.help)
        or "Numbers, true, false and lists like [1, 2] are read as such; quote a number meant as text.",
    )
    return None if typed == "" else parameter_value(typed)


def _typed() -> None:
    text = st.session_state["query_editor"].get("value")
    if text is not None:
        st.session_state["query_text"] = text


def _submitted() -> None:
    text = st.session_state["query_editor"].get("submit")
    if text is not None:
        st.session_state.update(query_text=text, query_run=True)


def _ask() -> None:
    st.session_state["query_run"] = True


# --- running


def _run(parameters: dict[str, Any], missing: list[str]) -> None:
    state = st.session_state
    cypher = state["query_text"]
    _keep_link(cypher)
    answer = _refused(missing) if missing else _asked(cypher, parameters)
    state["query_answer"] = replace(answer, cypher=cypher)
    past = [old for old in state["query_history"] if old.cypher != cypher]
    state["query_history"] = [state["query_answer"], *past][:_HISTORY]


def _refused(missing: list[str]) -> Answer:
    return Answer(
        missing=f"This question needs {' and '.join(missing)}: fill in the form under the query, and run it again."
    )


def _asked(cypher: str, parameters: dict[str, Any]) -> Answer:
    started = time.perf_counter()
    try:
        rows = current_store().query(cypher, parameters)
    except QueryError as error:
        return Answer(error=str(error), line=error.line, column=error.column)
    return Answer(rows=rows, seconds=time.perf_counter() - started)


# --- showing


def _show(answer: Answer) -> None:
    rows = answer.rows
    if answer.missing:
        st.info(answer.missing, icon=":material/edit:")
        return
    if rows is None:
        st.error(plain(answer.error), icon=":material/error:")
        return
    if not rows.rows:
        st.info(
            "No rows: the query is right, but nothing in the store matches it. The panel at the right shows what there "
            "is.",
            icon=":material/search_off:",
        )
        return
    said = f"{count(len(rows.rows), 'row')} in {answer.seconds * 1000:,.0f} ms"
    if rows.truncated:
        said = f"The first {said}: there are more. Narrow the query, or order it and add LIMIT"
    form, line, way = st.columns([2, 3, 1.4], vertical_alignment="center")
    shown = form.segmented_control(
        "Show the answer as",
        ["Table", "Graph", "JSON"],
        default="Table",
        key="query_form",
        label_visibility="collapsed",
    )
    line.caption(said + ".")
    nodes, ties = drawn(rows)
    picture = answer_picture(current_store(), nodes, ties) if nodes or ties else named_picture(current_store(), rows)
    if picture and picture.nodes:
        way.button(
            "Open in Explore",
            icon=":material/hub:",
            key="query_explore",
            width="stretch",
            help=f"{count(len(picture.nodes[:PICTURE_MOST]), 'stakeholder')} of this answer, in the graph",
            on_click=_explore,
            args=(picture, bool(ties)),
        )
    if shown == "JSON":
        _show_json(rows)
    elif shown == "Graph":
        _show_graph(picture, named=not (nodes or ties))
    else:
        st.dataframe(table_columns(rows), hide_index=True, row_height=34, height=34 * (min(len(rows.rows), 14) + 1) + 3)


def _explore(picture: Picture, ties: bool) -> None:
    nodes = [node.id for node in picture.nodes[:PICTURE_MOST]]
    links.go_after("explore", **link_to(nodes, [tie.id for tie in picture.ties] if ties else ()))


def _show_json(rows: Rows) -> None:
    text = rows_json(rows)
    st.download_button("Download JSON", text, "answer.json", "application/json", icon=":material/download:")
    shown = text if len(text) <= 100_000 else text[:100_000] + "\n… cut here; the download has all of it"
    st.code(shown, language="json", height=480)


def _show_graph(picture: Picture | None, *, named: bool) -> None:
    if picture is None or not picture.nodes:
        st.info(
            "There is nothing to draw: this answer names no people, organizations or states. Return nodes and ties "
            "themselves, as in `RETURN a, t, b`, or their names.",
            icon=":material/hub:",
        )
        return
    if named:
        st.caption("Those whose names stand in the answer, with all ties among them.")
    if len(picture.nodes) > PICTURE_MOST:
        left_out = len(picture.nodes) - PICTURE_MOST
        st.caption(f"The first {PICTURE_MOST:,} are drawn; {left_out:,} more are in the table.")
        kept = {node.id for node in picture.nodes[:PICTURE_MOST]}
        picture = replace(
            picture,
            nodes=picture.nodes[:PICTURE_MOST],
            ties=tuple(tie for tie in picture.ties if {tie.source, tie.target} <= kept),
        )
    ids = [node.id for node in picture.nodes]
    graph_view(payload(picture, graph=stable_id("q", *sorted(ids)), minimal=True), key="query_graph")


# --- what the store holds


@st.cache_data(show_spinner=False, max_entries=8)
def _schema(uri: str, version: str) -> dict[str, Any]:  # noqa: ARG001 - what the cache is keyed by
    return dict(current_store().schema())


def _schema_panel() -> dict[str, Any]:
    """Labels, relations and properties, each a click away from the query; returns the schema."""
    schema = _schema(store_uri(), current_store().version())
    counts = schema.get("counts", {})
    properties = schema.get("properties", {})
    if not schema["labels"]:
        st.info("The store holds nothing to ask about yet.", icon=":material/article:")
        if st.button("Load articles", icon=":material/upload:", key="query_load"):
            links.go("load")
        return schema
    with st.container(height=660, border=False):
        with st.popover("How it hangs together", icon=":material/schema:", width="stretch"):
            st.graphviz_chart(schema_drawing(schema), width="stretch")
            st.caption(
                "Ties are derived from claims: each tie's `claim_ids` names those that support it. A claim's evidence "
                "is the text of its article from `start_char` to `end_char`."
            )
        st.caption("Click to insert at the cursor")
        _pills("Nodes", [(f"{name} {counts.get(name, '')}".strip(), f":{name}") for name in schema["labels"]], "labels")
        _pills(
            "Relations",
            [(f"{name} {counts.get(name, '')}".strip(), f":{name}") for name in schema["relationship_types"]],
            "types",
        )
        owner = st.selectbox("Properties of", sorted(properties), key="query_owner")
        if owner:
            _pills("", [(name, f".{name}") for name in properties[owner]], "properties")
    return schema


def schema_drawing(schema: Mapping[str, Any]) -> str:
    """The store's labels and how relationships join them, in Graphviz's language."""
    ink = "#7d8796"
    kinds = [str(kind) for kind in Kind if str(kind) in schema["labels"]]
    ties = [name for name in schema["relationship_types"] if name in ONTOLOGY.relations]
    joins = [
        ("Claim", "Entity", "SOURCE, TARGET"),
        ("Claim", "Entity", "SAID_BY, ON_BEHALF_OF"),
        ("Claim", "Article", "IN"),
        ("Quote", "Article", "IN"),
        ("Entity", "Quote", "SAID"),
        ("Entity", "Article", "MENTIONED_IN"),
        (
            "Entity",
            "Entity",
            f"{', '.join(ties[:3])} and {len(ties) - 3} more ties" if len(ties) > 3 else ", ".join(ties),
        ),
    ]
    lines = [f'"{start}" -> "{end}" [label="{label}"]' for start, end, label in joins if label]
    return "\n".join(
        (
            "digraph {",
            f'rankdir=TB bgcolor=transparent node [shape=box style=rounded color="{ink}" fontcolor="{ink}"]',
            f'edge [color="{ink}" fontcolor="{ink}" fontsize=10]',
            f'"Entity" [label="Entity\\n{", ".join(kinds)}"]',
            *lines,
            "}",
        )
    )


def _pills(title: str, items: list[tuple[str, str]], key: str) -> None:
    inserted = dict(items)
    st.pills(
        title or "Properties",
        list(inserted),
        key=f"query_pills_{key}",
        label_visibility="visible" if title else "collapsed",
        on_change=_insert,
        args=(key, inserted),
        format_func=plain,
    )


def _insert(key: str, inserted: dict[str, str]) -> None:
    name = f"query_pills_{key}"
    if picked := st.session_state[name]:
        _command("insert", inserted[picked])
        st.session_state[name] = None
