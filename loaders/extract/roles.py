"""Roles that people hold, from titles, appositions and possessives: who is whose minister, envoy, aide, lawyer or kin."""

from __future__ import annotations

from loaders.extract.types import Candidate, Entities, Parsed


def find_roles(parsed: Parsed, entities: Entities) -> list[Candidate]:
    """The candidates that role words carry; `detail` is the role in the article's words."""
    del parsed, entities
    return []
