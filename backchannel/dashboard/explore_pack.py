"""What a reader takes along as one file: an evidence pack, and the picture as a web page of its own.

Both stand alone: nothing is fetched when they are opened, and every text of an article is text in them, never markup.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from html import escape
from typing import Any
from urllib.parse import urlsplit

from backchannel.dashboard.graph_view import network_of
from graph.model import Modality
from graph.store.protocol import Store
from graph.view.evidence import Sentence, sentences
from graph.view.picture import Picture, PictureTie
from graph.view.words import circumstances, counted, date_words, detail_beside, plain
from graph.view.words import sentence as sentence_words

#: Stands in a pack for the picture, which the browser puts in as it is drawn.
PICTURE = "data:image/png;base64,PICTURE"
#: Ties that one pack proves at most.
PACK_MOST = 500

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #1d2430; max-width: 860px; margin: 32px auto; padding: 0 20px; }
h1 { font-size: 24px; margin: 0 0 4px; } h2 { font-size: 17px; margin: 28px 0 2px; }
img { max-width: 100%; border: 1px solid #d5d9e0; border-radius: 6px; margin: 16px 0; }
.note { color: #5a6272; } blockquote { margin: 8px 0 2px; padding: 0 0 0 12px; border-left: 3px solid #d5d9e0; }
mark { background: #fbeaa0; } .planned, .requested, .hypothetical { border-left: 3px dashed #888; padding-left: 12px; }
.denied { border-left: 3px solid #c0281c; padding-left: 12px; } cite { font-style: normal; color: #5a6272; }
@media print { h2 { break-after: avoid; } section { break-inside: avoid; } }
"""

_URLS = "MATCH (a:Article) WHERE a.id IN $articles RETURN a.id AS id, a.url AS url"


def evidence_pack(store: Store, picture: Picture, ties: Sequence[PictureTie], *, today: date) -> str:
    """An HTML page with the picture, each of `ties` in words, and its sentences with publisher, date and link."""
    names = {node.id: node.name for node in picture.nodes}
    shown = ties[:PACK_MOST]
    proof = sentences(store, [tie.id for tie in shown])
    articles = sorted({said.article for own in proof.values() for said in own})
    urls = {row["id"]: row["url"] for row in store.query(_URLS, {"articles": articles}, limit=None).dicts()}
    left_out = f" The first {PACK_MOST} of {len(ties):,} are listed." if len(ties) > PACK_MOST else ""
    sections = "\n".join(_section(tie, proof[tie.id], names, urls) for tie in shown)
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>Evidence pack</title>'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:; '
        "style-src 'unsafe-inline'\">"
        f"<style>{_STYLE}</style></head><body>\n<h1>Evidence pack</h1>\n"
        f'<p class="note">{counted(len(shown), "tie").capitalize()} from {counted(len(articles), "article")}, '
        f"made on {escape(date_words(today.isoformat()))}.{left_out} What was only planned, asked for, "
        "supposed or denied is marked as such.</p>\n"
        f'<img alt="The graph as it was drawn" src="{PICTURE}">\n{sections}\n</body></html>\n'
    )


def _section(
    tie: PictureTie, proof: Sequence[Sentence], names: Mapping[str, str], urls: Mapping[str, str | None]
) -> str:
    words = sentence_words(
        relation=tie.relation,
        modality=tie.modality,
        source=names.get(tie.source, "someone"),
        target=names.get(tie.target, "someone"),
        detail=tie.detail,
    )
    note = circumstances(
        modality=tie.modality,
        said_by=tie.said_by,
        on_behalf_of=tie.on_behalf_of,
        when=tie.date,
        place=tie.place,
        detail=detail_beside(tie.relation, tie.detail),
    )
    quotes = "\n".join(_quote(said, urls.get(said.article)) for said in proof)
    return (
        f'<section class="{tie.modality}"><h2>{escape(plain(words))}</h2>'
        f'<div class="note">{escape(plain(note))}</div>\n{quotes}</section>'
    )


def _quote(said: Sentence, url: str | None) -> str:
    before, own, after = said.text[: said.start], said.text[said.start : said.end], said.text[said.end :]
    source = " · ".join(
        filter(None, (said.publisher, date_words(said.published) if said.published else "", said.headline))
    )
    cited = escape(plain(source))
    if url and urlsplit(url).scheme in ("http", "https"):
        cited = f'<a href="{escape(url, quote=True)}" rel="noreferrer">{cited}</a>'
    return (
        f'<blockquote dir="auto">{escape(before)}<mark>{escape(own)}</mark>{escape(after)}</blockquote>'
        f"<cite>{cited}</cite>"
    )


# pyvis writes its data as JSON into a script, where `</script>` would end it, and switches its tooltips to HTML where a
# title holds `href`. Both are passed through it as private-use characters and become JavaScript escapes afterwards.
_MARKS = {"<": "\ue000", "href": "hr\ue001f"}
_LINE = "#6b7484"
_COLOURS = {Modality.DENIED: "#c0281c", Modality.HYPOTHETICAL: "#9aa2ae"}
_LINES = (
    "A line without words says that it happened or holds. Broken ones are planned, asked for or supposed, red ones are "
    "denied; each says so. Point at a line to read its sentence."
)
_ESCAPES = {"\ue000": "\\u003c", "\ue001": "\\u0065"}


def web_page(picture: Picture) -> str:
    """The picture as a web page that pyvis writes, standing alone and safe against markup in names."""
    network = network_of(picture)
    network.nodes = [
        {key: node[key] for key in ("id", "label", "shape", "color", "size")} | {"title": _title(node)}
        for node in network.nodes
    ]
    network.edges = [
        {key: edge[key] for key in ("id", "from", "to", "arrows", "dashes", "width")}
        | {"title": "\n".join(filter(None, (edge["words"], edge["note"], edge["evidence"])))}
        | _unlike_what_happened(edge)
        for edge in network.edges
    ]
    network.nodes = [_masked(node) for node in network.nodes]
    network.edges = [_masked(edge) for edge in network.edges]
    network.cdn_resources = "in_line"
    network.height = "92vh"
    network.set_options(
        json.dumps(
            {
                "physics": {"solver": "forceAtlas2Based", "stabilization": {"iterations": 150}},
                "nodes": {"font": {"size": 18}, "scaling": {"label": {"drawThreshold": 4}}},
                "edges": {
                    "color": _LINE,
                    "arrows": {"to": {"scaleFactor": 0.5}},
                    "font": {"size": 13, "color": "#4a5160"},
                    "scaling": {"label": {"drawThreshold": 4}},
                },
                "interaction": {"hover": True},
            }
        )
    )
    page = str(network.generate_html(notebook=False))
    # Its template also names style sheets and scripts on other machines, which nothing here needs.
    page = re.sub(r"<link\b[^>]*https?://[^>]*>", "", page, flags=re.DOTALL)
    page = re.sub(r'<script\b[^>]*\bsrc\s*=\s*"https?://[^>]*>\s*</script>', "", page, flags=re.DOTALL)
    page = page.replace("<body>", f"<body><p style='font:15px sans-serif;margin:4px 8px'>{_LINES}</p>", 1)
    for mark, written in _ESCAPES.items():
        page = page.replace(mark, written).replace(json.dumps(mark).strip('"'), written)
    return page


def _unlike_what_happened(edge: Mapping[str, Any]) -> dict[str, str]:
    """What sets a tie's line apart where it was only planned, asked for, supposed or denied: its words, its colour."""
    if edge["modality"] == Modality.ASSERTED:
        return {}
    return {"label": edge["label"], "color": _COLOURS.get(edge["modality"], _LINE)}


def _title(node: Mapping[str, Any]) -> str:
    return "\n".join(filter(None, (node["name"], node["role"])))


def _masked(item: Mapping[str, Any]) -> dict[str, Any]:
    masked = dict(item)
    for key in ("label", "title"):
        if key in masked:
            for found, mark in _MARKS.items():
                masked[key] = masked[key].replace(found, mark)
    return masked
