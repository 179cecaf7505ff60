"""GraphML (yEd, Cytoscape, Gephi) and GEXF (Gephi), written by networkx."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.export.network import Network

if TYPE_CHECKING:
    import networkx

# What XML 1.0 cannot hold (https://www.w3.org/TR/xml/#charsets).
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write_graphml(network: Network) -> dict[str, bytes]:
    """One GraphML file."""
    import networkx as nx

    file = io.BytesIO()
    nx.write_graphml_xml(_graph(network), file, edge_id_from_attribute="id")
    return {"": file.getvalue()}


def write_gexf(network: Network) -> dict[str, bytes]:
    """One GEXF 1.2 file."""
    import networkx as nx

    file = io.BytesIO()
    nx.write_gexf(_graph(network), file, version="1.2draft")
    return {"": file.getvalue()}


def _graph(network: Network) -> networkx.MultiDiGraph[str]:
    import networkx as nx

    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    for node in network.nodes:
        graph.add_node(
            node["id"],
            label=_text(node["name"]),
            kind=node["kind"],
            aliases=_text("; ".join(node["aliases"])),
        )
    for tie in network.ties:
        values = {key: value for key, value in tie.items() if key not in ("source", "target", "told")}
        for key in ("publisher", "article", "url"):
            values[f"{key}s"] = "; ".join(dict.fromkeys(str(t[key]) for t in tie["told"] if t[key]))
        graph.add_edge(tie["source"], tie["target"], key=tie["id"], **_attributes(values))
    return graph


def _attributes(values: Mapping[str, Any]) -> dict[str, Any]:
    return {k: _text(v) if isinstance(v, str) else v for k, v in values.items() if v is not None}


def _text(value: str) -> str:
    return _NOT_XML.sub("\ufffd", value)
