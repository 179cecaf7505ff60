"""What a reviewer can change of one stakeholder: its name, further names, kind, a pinned note, or part it in two."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from backchannel.dashboard.plain import count, plain
from backchannel.dashboard.reader import reader_name
from backchannel.dashboard.stores import current_store
from graph import judgements
from graph.model import Judgement, Kind, Verdict
from graph.view.words import kind_word

#: What does a change and remembers it, so that it can be undone.
Tell = Callable[[Callable[[], Judgement]], None]


def pinned(stakeholder: str) -> None:
    """The notes that people pinned to a stakeholder."""
    for line in judgements.notes(current_store(), stakeholder):
        st.info(f"{plain(line.values['name'])} :gray[{plain(line.by)}]", icon=":material/keep:")


def change(key: str, stakeholder: str, name: str, kind: str, tell: Tell) -> None:
    """A menu beside a dossier; `key` tells the two sides apart, `tell` does what was decided."""
    own = f"change_{key}_{stakeholder}"
    with st.popover(
        "Change", icon=":material/edit:", type="tertiary", help=f"What {plain(name)} is called, is, or is made of"
    ):
        by = reader_name()
        with st.form(f"{own}_form", border=False, clear_on_submit=True):
            shown = st.text_input("Shown as", name, key=f"{own}_name")
            alias = st.text_input("Also known as", key=f"{own}_alias", placeholder="a further name")
            kinds = [str(each) for each in Kind]
            chosen = st.selectbox("Kind", kinds, index=kinds.index(kind), format_func=_word, key=f"{own}_kind")
            note = st.text_area("Note for everybody", key=f"{own}_note", height=68)
            if st.form_submit_button("Save", icon=":material/save:"):
                store = current_store()
                if shown.strip() and shown.strip() != name:
                    tell(lambda: judgements.rename(store, stakeholder, shown, by=by))
                if alias.strip():
                    tell(lambda: judgements.add_alias(store, stakeholder, alias, by=by))
                if note.strip():
                    tell(lambda: judgements.pin_note(store, stakeholder, note, by=by))
                if chosen != kind:  # last: it goes on under another id
                    tell(lambda: judgements.retype(store, stakeholder, Kind(chosen), by=by))
                st.rerun()
        _part(own, stakeholder, tell)


def _part(own: str, stakeholder: str, tell: Tell) -> None:
    """Of a stakeholder with several names, one can be said to be somebody else's."""
    parts = judgements.parts(current_store(), stakeholder)
    if len(parts) < 2:
        return
    first = parts[0]
    words = {part.id: f"{part.name} ({count(part.articles, 'article')})" for part in parts}
    st.divider()
    other = st.selectbox(
        f"Made of {count(len(parts), 'name')}: somebody else is",
        [part.id for part in parts[1:]],
        index=None,
        format_func=words.__getitem__,
        key=f"{own}_part",
        placeholder="choose a name",
    )
    if st.button(
        f"Part it from {plain(first.name)}", key=f"{own}_split", icon=":material/call_split:", disabled=not other
    ):
        tell(
            lambda: judgements.judge_pair(
                current_store(), first.id, str(other), Verdict.DIFFERENT, by=reader_name(), over=True
            )
        )
        st.rerun()


def _word(kind: str) -> str:
    return kind_word(Kind(kind))
