"""Who is looking: the name under which somebody's saved queries and judgements stand in the ledger."""

from __future__ import annotations

import streamlit as st

_KEY = "reader_name"
#: The name of somebody who has not given one.
NOBODY = "unnamed reader"


def reader_name() -> str:
    """The name of whoever is logged in, else the one they gave, else that of nobody in particular."""
    if getattr(st.user, "is_logged_in", False):  # without a log-in configured the attribute does not exist
        return str(st.user.get("name") or st.user.get("email") or NOBODY)
    return str(st.session_state.get(_KEY) or NOBODY)


def ask_name() -> None:
    """A field for the reader's name, where nobody is logged in."""
    if getattr(st.user, "is_logged_in", False):
        st.caption(reader_name())
        return
    typed = st.text_input(
        "Your name",
        st.session_state.get(_KEY, ""),
        key="reader_typed",
        max_chars=80,
        placeholder="Your name",
        label_visibility="collapsed",
        help="It stands beside what you decide.",
    )
    st.session_state[_KEY] = typed.strip()
