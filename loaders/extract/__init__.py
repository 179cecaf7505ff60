"""The language work: an article in, its claims out, a room a step.

from loaders.extract import Extractor
extraction = Extractor().extract(article)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from loaders.extract.extractor import DEFAULT_MODEL, Extractor

__all__ = ["DEFAULT_MODEL", "Extractor"]


def __getattr__(name: str) -> Any:
    # Imported on first use: whoever needs only the types of this package does not wait for the rooms.
    if name in __all__:
        from loaders.extract import extractor

        return getattr(extractor, name)
    raise AttributeError(name)
