"""The Load page: a pasted text, files or a web address become articles of the store, with progress and a report."""

from __future__ import annotations

import json
from datetime import date

import streamlit as st

from backchannel.dashboard import links
from backchannel.dashboard.loading import Batch, start
from backchannel.dashboard.plain import count, plain
from backchannel.dashboard.stores import current_store
from backchannel.pipeline import LoadReport, Upload
from graph.view.articles import headlines
from loaders.readers.document import paragraphs
from loaders.readers.formats import suffixes

_WAYS = ("Paste a text", "Upload files", "From the web")
_OPENABLE = 8


def page() -> None:
    """The form, or what became of the batch that was begun with it."""
    batch: Batch | None = st.session_state.get("load_batch")
    _, middle, _ = st.columns([1, 4, 1])
    with middle:
        if batch is None:
            _form()
        elif batch.active:
            _progress()
        else:
            _report(batch)


def _form() -> None:
    way = st.segmented_control(
        "What to load", _WAYS, default=_WAYS[0], key="load_way", label_visibility="collapsed", required=True
    )
    if way == _WAYS[1]:
        _files()
    elif way == _WAYS[2]:
        _address()
    else:
        _paste()


def _begin(*sources: str | Upload) -> None:
    st.session_state["load_batch"] = start(sources, current_store())
    st.rerun()


def _paste() -> None:
    with st.form("load_paste", border=False):
        headline, publisher, published = st.columns([4, 2, 1.5])
        title = headline.text_input("Headline", key="load_headline", max_chars=300)
        source = publisher.text_input("Publisher", key="load_publisher", max_chars=200)
        day = published.date_input(
            "Published",
            None,
            key="load_published",
            format="YYYY-MM-DD",
            help='Relative dates in the text ("on Tuesday") are read against this day.',
        )
        text = st.text_area(
            "Text", key="load_text", height=300, placeholder="Paste the article here, paragraph by paragraph."
        )
        if st.form_submit_button("Load this text", type="primary", icon=":material/upload:"):
            if text.strip():
                _begin(pasted(text, headline=title, publisher=source, published=day))
            st.warning("There is no text yet: paste the article into the field above.", icon=":material/edit:")


def pasted(text: str, *, headline: str = "", publisher: str = "", published: date | None = None) -> Upload:
    """A pasted text as a document that the readers know."""
    record = {
        "text": "\n\n".join(paragraphs(text)),
        "headline": headline.strip(),
        "publisher": publisher.strip(),
        "published": published.isoformat() if published else None,
    }
    return Upload(name=headline.strip()[:80] or "pasted text", data=json.dumps(record).encode())


def _files() -> None:
    kinds = sorted(suffixes())
    with st.form("load_files", border=False):
        files = st.file_uploader("Files", accept_multiple_files=True, key="load_uploads", label_visibility="collapsed")
        st.caption(f"Text, web pages, PDF, Word, feeds and JSON lines: {', '.join(kinds)}.")
        if st.form_submit_button("Load these files", type="primary", icon=":material/upload:"):
            if files:
                _begin(*(Upload(name=file.name, data=file.getvalue()) for file in files))
            st.warning("No file is chosen yet: drop some into the field above.", icon=":material/upload_file:")


def _address() -> None:
    with st.form("load_address", border=False):
        address = st.text_area(
            "Web addresses, one a line", key="load_url", height=110, placeholder="https://example.org/news/article"
        )
        st.caption("Pages and feeds. The dashboard's machine fetches them, and nothing else is sent.")
        if st.form_submit_button("Load from the web", type="primary", icon=":material/language:"):
            addresses = [line.strip() for line in address.splitlines() if line.strip()]
            wrong = [line for line in addresses if not line.lower().startswith(("http://", "https://"))]
            if wrong:
                st.warning(
                    f"{plain(wrong[0][:200])} is no web address: it must begin with https:// or http://.",
                    icon=":material/link_off:",
                )
            elif addresses:
                _begin(*addresses)
            else:
                st.warning("There is no address yet: write one a line.", icon=":material/edit:")


@st.fragment(run_every=0.5)
def _progress() -> None:
    batch: Batch | None = st.session_state.get("load_batch")
    if batch is None or not batch.active:
        st.rerun()
    progress = batch.progress
    if batch.state == "waiting":
        label = "Waiting until another batch is stored"
    elif batch.stopping:
        label = "Stopping after the article that is being read"
    elif not progress.read:
        label = "Reading" if batch.recent else "Getting ready to read"
    else:
        label = f"{count(progress.read, 'article')} found, {progress.stored:,} stored so far"
        label += f", {progress.refused:,} refused" if progress.refused else ""
    with st.container(border=True):
        done, expected = progress.stored + progress.refused, max(len(batch.sources), progress.read + progress.refused)
        st.progress(min(1.0, done / expected), text=label)
        st.text("\n".join(line if len(line) <= 120 else line[:119] + "…" for line in reversed(batch.recent)))
    st.button("Cancel", key="load_cancel", icon=":material/stop:", on_click=batch.cancel, disabled=batch.stopping)
    st.caption("You can look at other pages meanwhile; this goes on.")


def _report(batch: Batch) -> None:
    report = batch.report or LoadReport()
    if batch.error:
        st.error(f"**Loading stopped.** {plain(batch.error)}", icon=":material/error:")
    new = (*report.added, *report.replaced)
    if batch.report:
        said = [
            count(len(report.added), "article") + " added" if report.added else "",
            f"{len(report.replaced):,} replaced by a newer version" if report.replaced else "",
            f"{len(report.unchanged):,} already there" if report.unchanged else "",
            f"{len(report.refused):,} refused" if report.refused else "",
        ]
        sentence = ", ".join(part for part in said if part) or "Nothing was loaded"
        if report.cancelled:
            sentence = f"Stopped as you asked. {sentence}"
        tell = st.success if new or report.unchanged else st.warning
        news = f" New: {count(report.claims, 'claim')}, {count(report.ties, 'tie')}." if new else ""
        tell(f"{sentence}.{news}", icon=":material/check_circle:" if new or report.unchanged else ":material/block:")
    if report.refused:
        st.markdown("**Refused, and why**")
        st.dataframe(
            {
                "What": [" ".join(filter(None, (refusal.what, refusal.where))) for refusal in report.refused],
                "Why": [refusal.why for refusal in report.refused],
            },
            hide_index=True,
            column_config={"Why": st.column_config.TextColumn(width="large")},
        )
    again, graph, _ = st.columns([1, 1, 2])
    if again.button("Load more", key="load_again", icon=":material/add:", width="stretch"):
        del st.session_state["load_batch"]
        st.rerun()
    if new and graph.button("See the graph", key="load_graph", type="primary", icon=":material/hub:", width="stretch"):
        links.go("explore")
    articles = [*new, *report.unchanged]
    with st.container(gap=None):
        for article, headline in headlines(current_store(), articles[:_OPENABLE]).items():
            if st.button(plain(headline), key=f"load_open_{article}", icon=":material/article:", type="tertiary"):
                links.go("articles", article=article)
        if len(articles) > _OPENABLE:
            more = count(len(articles) - _OPENABLE, "more article")
            if st.button(f"{more} in the list", key="load_list", icon=":material/list:", type="tertiary"):
                links.go("articles")
