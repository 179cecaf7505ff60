"""The Review page: pairs that may be one stakeholder, and readings that may be wrong, judged by people.

What is judged goes into the store's ledger and rules over the machine; every judgement can be undone. Several people
can review at once: nobody is shown what another is just looking at, and who comes second learns what the first decided.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from backchannel.dashboard import links
from backchannel.dashboard.components import component
from backchannel.dashboard.desk import Desk
from backchannel.dashboard.explore_panel import entity_panel
from backchannel.dashboard.graph_view import legend
from backchannel.dashboard.plain import count, marked, plain
from backchannel.dashboard.reader import ask_name, reader_name
from backchannel.dashboard.review_change import change, pinned
from backchannel.dashboard.stores import article_count, current_store, store_uri
from graph.errors import BackchannelError
from graph.judgements import PairQueue, judge_claim, judge_pair, judged_claims, undo, unsure_pairs
from graph.model import Judgement, Modality, Verdict
from graph.ontology import ONTOLOGY
from graph.rulings import PAIR, standing
from graph.view.review import Naming, UnsureClaim, UnsureClaims, namings, unsure_claims
from graph.view.words import confidence_words, date_words

_QUEUES = {"pairs": "Who is who", "claims": "Unsure readings"}
_QUEUE = 50


@st.cache_resource(show_spinner=False)
def _desk(uri: str) -> Desk:  # noqa: ARG001 - one desk a store
    return Desk()


# --- the page


def page() -> None:
    """One queue at a time: what is asked, what speaks for and against it, and the keys that answer."""
    state = st.session_state
    state.setdefault("review_mine", [])
    state.setdefault("review_queue", "pairs")
    if not article_count():
        st.info(
            "There is nothing to review yet. Load articles: names that may mean one person, and readings that are "
            "unsure, wait here for your judgement.",
            icon=":material/fact_check:",
        )
        if st.button("Load articles", type="primary", icon=":material/upload:", key="review_load"):
            links.go("load")
        return
    choose, progress, name = st.columns([2.2, 3, 1.5], vertical_alignment="center")
    queue = choose.segmented_control(
        "Queue",
        list(_QUEUES),
        format_func=_QUEUES.__getitem__,
        key="review_queue",
        label_visibility="collapsed",
        required=True,
    )
    with name:
        ask_name()
    if queue == "claims":
        _claims(progress)
    else:
        _pairs(progress)


def _standing(key: str, items: Sequence[Hashable]) -> int | None:
    """The position of what this reviewer looks at: where they are, or the next that nobody else looks at."""
    state, desk = st.session_state, _desk(store_uri())
    if "review_seat" not in state:
        state["review_seat"] = f"{time.monotonic_ns()}-{id(state)}"
    free = desk.free(items, state["review_seat"])
    if not free:
        return None
    wanted = state.get(f"review_at_{key}", 0)
    if (again := state.pop("review_wanted", None)) in items:
        wanted = items.index(again)
    if state.pop("review_backwards", False):
        position = next((n for n in reversed(free) if n <= wanted), free[0])
    else:
        position = next((n for n in free if n >= wanted), free[-1])
    state[f"review_at_{key}"] = position
    desk.take(items[position], state["review_seat"])
    return position


def _move(key: str, step: int) -> None:
    name = f"review_at_{key}"
    st.session_state[name] = max(0, st.session_state.get(name, 0) + step)
    st.session_state["review_backwards"] = step < 0


def _answers(key: str, labels: Mapping[str, tuple[str, str]], decide: Callable[[str], None]) -> None:
    """The buttons that answer, `labels` giving each verdict's words and key; the first is the one hoped for."""
    columns = st.columns([1.5, 1.5, 1.5, 1, 1, 1])
    for number, (verdict, (label, shortcut)) in enumerate(labels.items()):
        columns[number].button(
            label,
            key=f"review_{key}_{verdict}",
            shortcut=shortcut,
            type="secondary" if number else "primary",
            width="stretch",
            on_click=decide,
            args=(verdict,),
        )
    back, skip, undo = columns[3:]
    back.button("Back", key=f"review_{key}_back", shortcut="Left", width="stretch", on_click=_move, args=(key, -1))
    skip.button("Skip", key=f"review_{key}_skip", shortcut="Right", width="stretch", on_click=_move, args=(key, 1))
    undo.button(
        "Undo",
        key=f"review_{key}_undo",
        shortcut="U",
        width="stretch",
        on_click=_undo,
        disabled=not st.session_state["review_mine"],
    )


def _progress(place: DeltaGenerator, judged: int, waiting: int, one: str, many: str) -> None:
    whole = judged + waiting
    if whole:
        place.progress(judged / whole, text=f"{judged:,} judged, {count(waiting, one, many)} waiting")


def _done(what: str) -> None:
    st.success(f"No {what} waits for you now.", icon=":material/task_alt:")
    if st.session_state["review_mine"]:
        st.button("Undo your last judgement", icon=":material/undo:", key="review_last", on_click=_undo, shortcut="U")
    if st.button("See the graph", icon=":material/hub:", key="review_graph"):
        links.go("explore")


def _tell(key: str, item: Hashable, action: Callable[[], Judgement]) -> None:
    """Do what a reviewer decided of `item`, remember it for undo, and say what went wrong if something did."""
    try:
        st.session_state["review_mine"].append((action().id, key, item))
    except BackchannelError as error:
        st.toast(plain(error), icon=":material/error:")


def _undo() -> None:
    """Take back this reviewer's last judgement, and show again what it was of."""
    mine: list[tuple[str, str, Hashable]] = st.session_state["review_mine"]
    if not mine:
        return
    judgement, key, item = mine.pop()
    try:
        undo(current_store(), judgement, by=reader_name())
    except BackchannelError as error:
        st.toast(plain(error), icon=":material/error:")
    else:
        _pair_queue.clear()  # what was taken back may wait again
        st.session_state.update(review_queue=key, review_wanted=item)


# --- pairs


@st.cache_data(show_spinner="Looking for pairs", max_entries=4)
def _pair_queue(uri: str, articles: int) -> PairQueue:  # noqa: ARG001 - what the cache is keyed by
    return unsure_pairs(current_store(), limit=_QUEUE)


@st.cache_data(show_spinner=False, max_entries=8)
def _pairs_waiting(uri: str, version: str) -> PairQueue:  # noqa: ARG001 - as above
    """The queue without what was judged or joined since it was made: making it anew goes through the whole store."""
    store = current_store()
    queue = _pair_queue(uri, article_count())
    lines = [line for line in standing(store.judgements()) if line.kind == PAIR and line.right is not None]
    judged = {frozenset((line.left, str(line.right))) for line in lines}
    ids = sorted({end for pair in queue.pairs for end in (pair.left, pair.right)})
    there = {row[0] for row in store.query("MATCH (e:Entity) WHERE e.id IN $ids RETURN e.id", {"ids": ids}).rows}
    left = tuple(
        pair for pair in queue.pairs if {pair.left, pair.right} <= there and {pair.left, pair.right} not in judged
    )
    if queue.pairs and not left:
        _pair_queue.clear()
        return _pair_queue(uri, article_count())
    return PairQueue(pairs=left, open=queue.open - len(queue.pairs) + len(left), judged=len(lines))


@st.cache_data(show_spinner=False, max_entries=64)
def _dossier(uri: str, version: str, entity: str) -> dict[str, Any] | None:  # noqa: ARG001 - as above
    return entity_panel(current_store(), entity)


@st.cache_data(show_spinner=False, max_entries=64)
def _namings(uri: str, version: str, entity: str) -> list[Naming]:  # noqa: ARG001 - as above
    return namings(current_store(), entity)


def _pairs(progress: DeltaGenerator) -> None:
    uri, version = store_uri(), current_store().version()
    queue = _pairs_waiting(uri, version)
    _progress(progress, queue.judged, queue.open, "pair", "pairs")
    position = _standing("pairs", [(pair.left, pair.right) for pair in queue.pairs])
    if position is None:
        _done("pair")
        return
    pair = queue.pairs[position]
    st.session_state["review_pair"] = (pair.left, pair.right)
    left, right = _dossier(uri, version, pair.left), _dossier(uri, version, pair.right)
    if left is None or right is None:
        st.info("This pair has just changed.", icon=":material/sync:")
        return
    one, other = plain(left["name"]), plain(right["name"])
    if one == other and left["kind"] != right["kind"]:
        one, other = f"the {left['kind_word']} {one}", f"the {right['kind_word']} {other}"
    st.markdown(f"#### Are {one} and {other} one and the same?")
    if pair.reasons:
        st.caption(" · ".join(plain(reason) for reason in pair.reasons))
    _answers(
        "pairs",
        {"same": ("The same", "Y"), "different": ("Different", "N"), "unsure": ("Cannot tell", "H")},
        _judge_pair,
    )
    for side, entity, panel in zip(st.columns(2, gap="medium"), (pair.left, pair.right), (left, right), strict=True):
        key = "left" if entity == pair.left else "right"
        with side:
            change(
                key,
                entity,
                str(panel["name"]),
                str(panel["kind"]),
                _change,
            )
            pinned(entity)
            with st.container(height=480, border=True):
                if not panel["groups"] and not panel["roles"]:
                    _named(uri, version, entity)
                _panel(f"review_{key}", panel)


def _named(uri: str, version: str, entity: str) -> None:
    """The sentences that name a stakeholder of whom nothing is claimed, so that there is something to judge by."""
    for naming in _namings(uri, version, entity):
        st.markdown(marked(naming.text, (0, 0), naming.names))
        source = " · ".join(filter(None, (naming.publisher, naming.published and date_words(naming.published))))
        st.caption(plain(source))


def _change(action: Callable[[], Judgement]) -> None:
    """Do what a reviewer changed of one side; who may be whom is asked anew after it."""
    _tell("pairs", st.session_state["review_pair"], action)
    _pair_queue.clear()


def _panel(key: str, panel: dict[str, Any]) -> None:
    details = component("details", '<div class="bc-details"></div>', isolate_styles=False)
    details(
        key=key,
        data={"panel": panel, "legend": legend(), "search": None, "command": None},
        on_open_entity_change=lambda: _open(key, "open_entity"),
        on_open_tie_change=lambda: _open(key, "open_tie"),
        on_open_article_change=lambda: _open(key, "open_article"),
    )


def _open(key: str, kind: str) -> None:
    event = st.session_state[key].get(kind)
    if not isinstance(event, Mapping):
        return
    if kind == "open_article":
        claim = event.get("claim")
        links.go_after("articles", article=str(event.get("article")), **({"claim": str(claim)} if claim else {}))
    else:
        links.go_after("explore", **{"node" if kind == "open_entity" else "tie": str(event.get("id"))})


def _judge_pair(verdict: str) -> None:
    left, right = st.session_state["review_pair"]
    _tell("pairs", (left, right), lambda: judge_pair(current_store(), left, right, Verdict(verdict), by=reader_name()))


# --- readings


@st.cache_data(show_spinner="Looking for unsure readings", max_entries=4)
def _claim_queue(uri: str, version: str) -> tuple[UnsureClaims, int]:  # noqa: ARG001 - as above
    judged = judged_claims(current_store())
    return unsure_claims(current_store(), judged=judged, limit=_QUEUE), len(judged)


def _claims(progress: DeltaGenerator) -> None:
    queue, judged = _claim_queue(store_uri(), current_store().version())
    _progress(progress, judged, queue.total, "reading", "readings")
    position = _standing("claims", [claim.id for claim in queue.claims])
    if position is None:
        _done("reading")
        return
    claim = queue.claims[position]
    st.session_state["review_claim"] = claim.id
    own = claim.sentence
    st.markdown("#### Does the text say this?")
    with st.container(border=True):
        st.markdown(f"**{plain(claim.words)}**" + (f" :gray[· {plain(claim.note)}]" if claim.note else ""))
        st.markdown(marked(own.text, (own.start, own.end), own.names))
        source = " · ".join(filter(None, (own.publisher, own.published and date_words(own.published), own.headline)))
        st.caption(f"{plain(source)} · {confidence_words(own.confidence)}")
    _answers(
        "claims",
        {"right": ("It says so", "Y"), "rejected": ("It does not", "N"), "unsure": ("Cannot tell", "H")},
        _judge_claim,
    )
    read, _ = st.columns([1, 3])
    if read.button("Read it in the article", icon=":material/article:", key="review_read", type="tertiary"):
        links.go("articles", article=own.article, claim=claim.id)
    with st.expander("It says something else: correct it", icon=":material/edit:"):
        _correct(claim)


def _judge_claim(verdict: str) -> None:
    claim = st.session_state["review_claim"]
    _tell("claims", claim, lambda: judge_claim(current_store(), claim, verdict, by=reader_name()))


def _correct(claim: UnsureClaim) -> None:
    own = claim.sentence
    with st.form(f"review_correct_{claim.id}", border=False):
        what, how, when = st.columns(3)
        relation = what.selectbox(
            f"{plain(claim.source)} … {plain(claim.target)}",
            list(ONTOLOGY.relations),
            index=list(ONTOLOGY.relations).index(own.relation) if own.relation in ONTOLOGY.relations else None,
            format_func=lambda name: ONTOLOGY.relations[name].label,
            key=f"review_relation_{claim.id}",
        )
        modality = how.selectbox(
            "Said to be",
            list(Modality),
            index=list(Modality).index(own.modality),
            format_func=str,
            key=f"review_modality_{claim.id}",
        )
        day = when.text_input(
            "When",
            own.date or "",
            key=f"review_date_{claim.id}",
            help="2024-03-12, 2024-03, 2024 or 2024-03-09/2024-03-10",
        )
        turned = st.checkbox("The other way round", key=f"review_turned_{claim.id}")
        if st.form_submit_button("Save the correction", icon=":material/save:"):
            told = {"relation": (own.relation, relation), "modality": (str(own.modality), str(modality))}
            told["date"] = (own.date or "", day.strip())
            values: dict[str, Any] = {name: new or None for name, (old, new) in told.items() if old != new}
            if turned:
                values |= {"source": own.target, "target": own.source}
            _tell(
                "claims",
                claim.id,
                lambda: judge_claim(current_store(), claim.id, "edited", by=reader_name(), values=values),
            )
            st.rerun()
