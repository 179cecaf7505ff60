"""The graph in other programs' formats, one file a format."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from graph.errors import InputError, StoreError
from graph.export.network import Network, read_network, to_networkx
from graph.store.protocol import Store

__all__ = ["FORMATS", "Network", "export", "read_network", "to_networkx"]

#: Each format's module and function; the name is also the file's suffix.
FORMATS: Mapping[str, tuple[str, str]] = MappingProxyType(
    {
        "csv": ("graph.export.csv_", "write"),
        "json": ("graph.export.json_", "write"),
        "graphml": ("graph.export.xml_", "write_graphml"),
        "gexf": ("graph.export.xml_", "write_gexf"),
        "html": ("graph.export.html_", "write"),
    }
)


def export(store: Store, path: Path | str, *, format: str | None = None) -> list[Path]:  # noqa: A002 (the option's name)
    """Write all entities and ties of `store` in `format` (else the suffix of `path`); returns the files written.

    Each tie comes with its modality, evidence and sources. Files are written whole or not at all; `csv` writes two.
    """
    path = Path(path)
    name = (format or path.suffix.removeprefix(".")).lower()
    if name not in FORMATS:
        what = f"{name!r} is not a format" if name else f"{path} has no suffix that tells the format"
        raise InputError(f"{what}; formats are {', '.join(FORMATS)}")
    module, function = FORMATS[name]
    write: Callable[[Network], Mapping[str, bytes]] = getattr(import_module(module), function)
    written = []
    for part, data in write(read_network(store)).items():
        target = path.with_name(f"{path.stem}{part}{path.suffix}") if part else path
        _replace(target, data)
        written.append(target)
    return written


def _replace(path: Path, data: bytes) -> None:
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(data)
        partial.replace(path)
    except OSError as error:
        raise StoreError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        partial.unlink(missing_ok=True)
