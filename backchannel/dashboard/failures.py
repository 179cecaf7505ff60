"""What a reader sees when something cannot be done: words, and a way on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from backchannel.dashboard.plain import plain
from backchannel.dashboard.stores import forget_store, store_name, store_uri
from graph.errors import BackchannelError, StoreError, StoreLocked


@contextmanager
def errors_in_words() -> Iterator[None]:
    """Show what Backchannel raises on purpose as a message on the page; anything else stays an error.

    The frame wraps every page in it; a fragment must do so itself, since Streamlit catches what it raises.
    """
    try:
        yield
    except StoreError as error:
        title = (
            "Another process is writing to the store."
            if isinstance(error, StoreLocked)
            else "The store cannot be read."
        )
        st.error(f"**{title}** {plain(error)}", icon=":material/database_off:")
        st.caption(
            f"The dashboard was started on the store {plain(store_name(store_uri()))}; `backchannel serve --store` or "
            "`BACKCHANNEL_STORE` name another."
        )
        if st.button("Try again", icon=":material/refresh:", key="shell_retry"):
            forget_store()
            st.rerun()
    except BackchannelError as error:
        st.error(plain(error), icon=":material/error:")
