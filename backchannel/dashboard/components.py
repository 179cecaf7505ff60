"""Our browser components, registered when a page first shows them.

Streamlit knows where their files lie only once its runtime stands, so a module that registers one on import could not
be imported without it (by a test, or by a tool that reads docstrings).
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer


@cache
def component(name: str, html: str, *, isolate_styles: bool = True) -> ComponentRenderer:
    """The component built from `frontend/src/<name>`, to be mounted into `html`."""
    return st.components.v2.component(
        f"backchannel.{name}", html=html, css=f"{name}.css", js=f"{name}.js", isolate_styles=isolate_styles
    )
