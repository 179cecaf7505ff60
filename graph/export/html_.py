"""A web page of its own: the graph drawn, and on a click the sentences that prove a tie. Works offline.

pyvis describes the picture and brings vis-network, which draws it. pyvis's own page would read names as markup and
fetch style sheets from elsewhere, so the page around it is ours: every text is put in as text, and a policy in its
head lets it fetch nothing.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from graph.export.network import Network
from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY
from graph.view.words import circumstances, date_words, detail_beside, plain, sentence

_LIBRARY = "lib/vis-9.1.2/vis-network.min.js"
#: How each modality's line is drawn: dashes and colour.
_LINES: dict[Modality, tuple[Any, str]] = {
    Modality.ASSERTED: (False, "#5a6272"),
    Modality.PLANNED: ([9, 6], "#5a6272"),
    Modality.REQUESTED: ([10, 4, 2, 4], "#5a6272"),
    Modality.HYPOTHETICAL: ([2, 5], "#9aa1ad"),
    Modality.DENIED: ([4, 3], "#c0281c"),
}
#: More nodes than this are not moved about while they find their places.
_MANY = 1_500


def write(network: Network) -> dict[str, bytes]:
    """One HTML file."""
    picture, proof = _picture(network)
    page = files("graph.export").joinpath("page.html").read_text(encoding="utf-8")
    library = files("pyvis").joinpath(_LIBRARY).read_text(encoding="utf-8").replace("</script", "<\\/script")
    kinds = [
        {"kind": str(style.kind), "plural": style.plural, "colour": style.colour} for style in ONTOLOGY.kinds.values()
    ]
    lines = [{"modality": str(m), "dashes": d, "colour": c} for m, (d, c) in _LINES.items()]
    parts = {
        "/*LIBRARY*/": library,
        "/*PICTURE*/": _embedded(picture),
        "/*PROOF*/": _embedded(proof),
        "/*LEGEND*/": _embedded({"kinds": kinds, "lines": lines}),
    }
    whole = "".join(parts.get(piece, piece) for piece in _split(page, list(parts)))
    return {"": whole.encode()}


def _split(page: str, marks: list[str]) -> list[str]:
    """`page` in pieces, its marks apart, so that no inserted text is searched for marks."""
    pieces = [page]
    for mark in marks:
        pieces = [part for piece in pieces for part in _around(piece, mark)]
    return pieces


def _around(piece: str, mark: str) -> list[str]:
    before, found, after = piece.partition(mark)
    return [before, found, after] if found else [piece]


def _embedded(value: Any) -> str:
    """JSON that ends neither a script nor a comment, whatever its texts hold."""
    text = json.dumps(value, ensure_ascii=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def _picture(network: Network) -> tuple[dict[str, Any], dict[str, Any]]:
    from pyvis.network import Network as Picture

    degree: dict[str, int] = {}
    for tie in network.ties:
        for end in (tie["source"], tie["target"]):
            degree[end] = degree.get(end, 0) + 1
    names = {node["id"]: plain(node["name"]) for node in network.nodes}
    picture = Picture(directed=True)
    for node in network.nodes:
        style = ONTOLOGY.kinds[Kind(node["kind"])]
        picture.add_node(
            node["id"],
            label=plain(node["name"], 40),
            shape=style.shape,
            color=style.colour,
            size=8 + 4 * min(degree.get(node["id"], 0), 60) ** 0.5,
        )
    # pyvis's add_edge looks both ends up in a list, which is quadratic; the ends are known to be there.
    proof = {}
    for tie in network.ties:
        modality = Modality(tie["modality"])
        dashes, colour = _LINES[modality]
        known = ONTOLOGY.relations.get(tie["relation"])
        picture.edges.append(
            {
                "id": tie["id"],
                "from": tie["source"],
                "to": tie["target"],
                "arrows": "" if known and known.symmetric else "to",
                "dashes": dashes,
                "color": colour,
                "width": 1 + min(tie["sources"], 6) * 0.7,
                "modality": str(modality),
                "label": tie["label"],
            }
        )
        proof[tie["id"]] = {
            "words": sentence(
                relation=tie["relation"],
                modality=modality,
                source=names[tie["source"]],
                target=names[tie["target"]],
                detail=tie["detail"],
            ),
            "note": plain(
                circumstances(
                    modality=modality,
                    said_by=tie["said_by"],
                    on_behalf_of=tie["on_behalf_of"],
                    when=tie["date"],
                    place=tie["place"],
                    detail=detail_beside(tie["relation"], tie["detail"]),
                )
            ),
            "told": [
                {
                    "evidence": plain(told["evidence"], 1_000),
                    "source": " · ".join(
                        plain(part)
                        for part in (
                            told["publisher"],
                            date_words(told["published"]) if told["published"] else None,
                            told["headline"],
                        )
                        if part
                    ),
                    "url": told["url"],
                }
                for told in tie["told"]
            ],
        }
    aliases = {node["id"]: [plain(alias) for alias in node["aliases"]] for node in network.nodes}
    described = {"nodes": picture.nodes, "edges": picture.edges, "many": len(network.nodes) > _MANY}
    return described, {"ties": proof, "names": names, "aliases": aliases}
