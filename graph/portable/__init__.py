"""The Cypher that means the same on every store: read, checked, and put into words the embedded engine gets right."""

from __future__ import annotations

from graph.portable.check import Checked, check
from graph.portable.rewrite import Translated, for_embedded

__all__ = ["Checked", "Translated", "check", "for_embedded"]
