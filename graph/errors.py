"""The one root of every error that Backchannel raises on purpose."""

from __future__ import annotations


class BackchannelError(Exception):
    """An error whose message names the input and says what to do; safe to show to a user as it is."""


class InputError(BackchannelError):
    """A document, file, URL or option that cannot be used."""


class OntologyError(BackchannelError):
    """`ontology.toml` (or another reference table) is wrong; the message names the block."""


class GroundingError(BackchannelError):
    """A claim or quote that its article's text does not hold, or that the ontology does not allow."""


class StoreError(BackchannelError):
    """A store that cannot be opened, read or written."""


class StoreLocked(StoreError):
    """Another process is writing to the embedded store."""


class QueryError(BackchannelError):
    """A Cypher text that is wrong, not allowed, not portable, or took too long; `line` and `column` count from 1."""

    line: int | None = None
    column: int | None = None


class QueryRefused(QueryError):
    """A Cypher text that the read-only gate or the portability check does not let through."""
