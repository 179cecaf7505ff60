"""The graph on the page: pyvis describes the picture, our browser component draws it and tells of clicks.

`payload` turns a picture into the bytes that the component takes (cacheable: the same picture, the same bytes);
`graph_view` mounts it. The component applies differences, so that what is placed stays where it is.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from graph.model import Modality
from graph.ontology import ONTOLOGY
from graph.view.picture import Picture, PictureNode, PictureTie
from graph.view.words import circumstances, date_words, line_label, listed, plain, sentence

if TYPE_CHECKING:
    from pyvis.network import Network

#: What the graph asks of Python that changes the picture; each is a trigger of its own, since two of one name in a
#: batch would overwrite each other. All else goes by the panel, which is redrawn without the picture.
EVENTS = ("expand", "fetch", "open_tie", "more", "paths")

#: How each modality is drawn, in the order of the legend: the line's dashes (pixels), its colour and its arrowhead.
MODALITY_STYLES: Mapping[Modality, Mapping[str, Any]] = {
    Modality.ASSERTED: {"label": "asserted"},
    Modality.PLANNED: {"label": "planned", "dashes": [9, 6]},
    Modality.REQUESTED: {"label": "asked for", "dashes": [10, 5, 2, 5], "open": True},
    Modality.HYPOTHETICAL: {"label": "hypothetical", "dashes": [2, 5]},
    Modality.DENIED: {"label": "denied", "cross": True},
}


@cache
def _component() -> Callable[..., object]:
    """The component, made on first use: its files are known only once Streamlit runs."""
    return st.components.v2.component(
        "backchannel.graph",
        html='<div class="bc-explore"></div>',
        js="graph.js",
        css="graph.css",
        isolate_styles=False,
    )


def legend() -> dict[str, Any]:
    """Kinds, relations and modalities with their words and signs, as legend and panel show them."""
    return {
        "kinds": [
            {"key": str(style.kind), "label": style.plural, "colour": style.colour, "shape": style.shape}
            for style in ONTOLOGY.kinds.values()
        ],
        "relations": [
            {
                "key": name,
                "label": relation.label,
                "inverse": relation.inverse,
                "event": relation.nature == "event",
            }
            for name, relation in ONTOLOGY.relations.items()
        ],
        "modalities": [{"key": str(modality), **style} for modality, style in MODALITY_STYLES.items()],
    }


def network_of(picture: Picture) -> Network:
    """The pyvis network that describes `picture`: shapes and colours by kind, lines by modality, widths by publishers.

    Labels and titles are plain text: pyvis's own page would read some as HTML, so it must not be shown as it is.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    names = {node.id: plain(node.name, 200) for node in picture.nodes}
    relations = _relations_of(picture)
    for node in picture.nodes:
        network.add_node(node.id, **_node(node, names[node.id], relations[node.id]))
    for tie in picture.ties:
        # pyvis's add_edge looks both ends up in a list, which is quadratic; the ends are known to be there.
        network.edges.append({"from": tie.source, "to": tie.target, **_edge(tie, names)})
    return network


def payload(
    picture: Picture,
    *,
    graph: str,
    steps: Mapping[str, int] | None = None,
    limit: int | None = None,
    selection: Mapping[str, Any] | None = None,
    view: Mapping[str, Any] | None = None,
    minimal: bool = False,
) -> bytes:
    """The component's data for `picture`, as JSON.

    `graph` names it (places are remembered under it); `steps` says with which expansion a node came (0 where it is not
    named), so that a link lays the picture out as it grew. `selection` asks once, by its `sequence`, for something to
    be selected; `view` is a reader's view from a link. `minimal` leaves out filters and time (a query's answer).
    """
    network = network_of(picture)
    steps = steps or {}
    data = {
        "graph": graph,
        "nodes": [{**node, "step": steps.get(node["id"], 0)} for node in network.nodes],
        "edges": network.edges,
        "legend": legend(),
        "total": {
            "nodes": picture.total_nodes,
            "ties": picture.total_ties,
            "limit": limit,
            "left_out": picture.left_out,
        },
        "selection": selection,
        "view": view,
        "minimal": minimal,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def graph_view(data: bytes, *, key: str, on_event: Callable[[str], None] | None = None) -> None:
    """Mount the graph. `on_event(kind)` is called for each of `EVENTS` that fired; its value lies in the session state
    under `key` (`st.session_state[key][kind]`)."""
    tell = on_event or _ignore
    callbacks: dict[str, Any] = {f"on_{kind}_change": partial(tell, kind) for kind in EVENTS}
    _component()(key=key, data=data, **callbacks)


def _ignore(_kind: str) -> None:
    """Nothing listens; the component still needs a callback for its triggers to exist."""


def _relations_of(picture: Picture) -> Mapping[str, Mapping[str, int]]:
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for tie in picture.ties:
        for end in (tie.source, tie.target):
            counts[end][tie.relation] += 1
    return counts


def _node(node: PictureNode, name: str, relations: Mapping[str, int]) -> dict[str, Any]:
    style = ONTOLOGY.kinds[node.kind]
    return {
        "label": plain(node.name, 60),
        "name": name,
        "shape": style.shape,
        "color": style.colour,
        "size": round(min(34.0, 9.0 + 3.0 * math.sqrt(max(node.ties, 1))), 1),
        "kind": str(node.kind),
        "ties": node.ties,
        "neighbours": node.neighbours,
        "role": plain(node.role, 120),
        "relations": [
            {"key": key, "count": count}
            for key, count in sorted(relations.items(), key=lambda item: (-item[1], item[0]))
        ],
    }


def _edge(tie: PictureTie, names: Mapping[str, str]) -> dict[str, Any]:
    style = MODALITY_STYLES[tie.modality]
    relation = ONTOLOGY.relations.get(tie.relation)
    return {
        "id": tie.id,
        "label": line_label(tie.relation, tie.modality),
        "relation": tie.relation,
        "modality": str(tie.modality),
        "arrows": "" if relation and relation.symmetric else "to",
        "dashes": style.get("dashes", False),
        "width": round(min(6.0, 1.5 + 1.1 * max(0, tie.sources - 1)), 1),
        "date": tie.date,
        "when": date_words(tie.date) if tie.date else "",
        "date_from": tie.date_from,
        "date_to": tie.date_to,
        "publishers": [plain(name, 80) for name in tie.publishers],
        "said_by": plain(listed(tie.said_by), 120) if tie.said_by else "",
        "on_behalf_of": plain(listed(tie.on_behalf_of), 120) if tie.on_behalf_of else "",
        "place": plain(tie.place, 80) if tie.place else "",
        "detail": plain(tie.detail, 120) if tie.detail else "",
        "claims": tie.claims,
        "confidence": round(tie.confidence, 3),
        "words": plain(
            sentence(relation=tie.relation, modality=tie.modality, source=names[tie.source], target=names[tie.target]),
            300,
        ),
        "note": tie_note(tie),
        "evidence": plain(tie.evidence, 400),
    }


def tie_note(tie: PictureTie) -> str:
    """What must be known beside a tie's words: how it is said, by whom, when and where."""
    return plain(
        circumstances(
            modality=tie.modality if tie.said_by else Modality.ASSERTED,  # the words beside it say how it is said
            said_by=tie.said_by,
            on_behalf_of=tie.on_behalf_of,
            when=tie.date,
            place=tie.place,
            detail=tie.detail,
        ),
        300,
    )
