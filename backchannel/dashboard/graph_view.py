"""The graph on the page: pyvis describes the picture, our browser component draws it and tells of clicks.

`payload` turns a picture into the bytes that the component takes (cacheable: the same picture, the same bytes);
`graph_view` mounts it. The component applies differences, so that what is placed stays where it is.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from backchannel.dashboard.components import component
from graph.model import Modality
from graph.ontology import ONTOLOGY
from graph.view.picture import Picture, PictureNode, PictureTie
from graph.view.words import circumstances, date_words, detail_beside, line_label, listed, plain, sentence

if TYPE_CHECKING:
    from pyvis.network import Network

#: How each modality is drawn, in the order of the legend: the line's dashes (pixels), its colour and its arrowhead.
MODALITY_STYLES: Mapping[Modality, Mapping[str, Any]] = {
    Modality.ASSERTED: {"label": "asserted"},
    Modality.PLANNED: {"label": "planned", "dashes": [9, 6]},
    Modality.REQUESTED: {"label": "asked for", "dashes": [10, 5, 2, 5], "open": True},
    Modality.HYPOTHETICAL: {"label": "hypothetical", "dashes": [2, 5]},
    Modality.DENIED: {"label": "denied", "cross": True},
}


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


def network_of(picture: Picture, *, others: Mapping[str, str] | None = None) -> Network:
    """The pyvis network that describes `picture`: shapes and colours by kind, lines by modality, widths by publishers.

    `others` has the names of stakeholders that ties lead to and that `picture` does not hold itself. Labels and titles
    are plain text: pyvis's own page would read some as HTML, so it must not be shown as it is.
    """
    from pyvis.network import Network

    network = Network(directed=True)
    names = {**(others or {}), **{node.id: plain(node.name, 200) for node in picture.nodes}}
    for node in picture.nodes:
        network.add_node(node.id, **_node(node, names[node.id]))
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
    view: Mapping[str, Any] | None = None,
    minimal: bool = False,
) -> bytes:
    """The component's data for `picture`, as JSON.

    `graph` names it (places are remembered under it); `steps` says with which expansion a node came (0 where it is not
    named), so that a link lays the picture out as it grew. `view` is a reader's view from a link. `minimal` leaves out
    filters and time (a query's answer).
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
        "view": view,
        "minimal": minimal,
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def growth(picture: Picture, fresh: Collection[str], *, step: int) -> dict[str, Any]:
    """What the stakeholders `fresh` of `picture` and their ties add to a graph that draws the others already."""
    new = set(fresh)
    own = replace(
        picture,
        nodes=tuple(node for node in picture.nodes if node.id in new),
        ties=tuple(tie for tie in picture.ties if tie.source in new or tie.target in new),
    )
    network = network_of(own, others={node.id: plain(node.name, 200) for node in picture.nodes})
    return {"nodes": [{**node, "step": step} for node in network.nodes], "edges": network.edges}


def graph_view(data: bytes, *, key: str) -> None:
    """Mount the graph. What the reader does in it reaches Python by the panel's component, or not at all."""
    component("graph", '<div class="bc-explore"></div>', isolate_styles=False)(key=key, data=data)


def _node(node: PictureNode, name: str) -> dict[str, Any]:
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
            sentence(
                relation=tie.relation,
                modality=tie.modality,
                source=names[tie.source],
                target=names[tie.target],
                detail=tie.detail,
            ),
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
            detail=detail_beside(tie.relation, tie.detail),
        ),
        300,
    )
