"""JSON: nodes and ties with all they know, as one document."""

from __future__ import annotations

import json

from graph.export.network import Network


def write(network: Network) -> dict[str, bytes]:
    """One file: {"format", "version", "nodes": [...], "ties": [...]}; the fields are those of `Network`."""
    data = {
        "format": "backchannel-network",
        "version": 1,
        "nodes": [dict(node) for node in network.nodes],
        "ties": [dict(tie) for tie in network.ties],
    }
    return {"": json.dumps(data, ensure_ascii=False, indent=1).encode()}
