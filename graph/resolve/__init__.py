"""Names to stakeholders across articles: pure, and the same whatever order the articles came in.

An article-level entity has a profile: what its own article says of it. Entities with one profile are one stakeholder;
`resolve` joins profiles further, `unsure` lists those about which people should be asked. Wrong merges cost more than
missed ones: in doubt profiles stay apart.
"""

from __future__ import annotations

from graph.resolve.link import Unsure, display_name, resolve, unsure
from graph.resolve.names import normalise
from graph.resolve.profiles import Profile, added, merge_forms, profiles_of, summed
from graph.resolve.score import Feature, Score, Zone, score

__all__ = [
    "Feature",
    "Profile",
    "Score",
    "Unsure",
    "Zone",
    "added",
    "display_name",
    "merge_forms",
    "normalise",
    "profiles_of",
    "resolve",
    "score",
    "summed",
    "unsure",
]
