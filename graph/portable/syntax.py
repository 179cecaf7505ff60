"""The tree that a Cypher text is parsed into."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(slots=True)
class Tree:
    """A piece of `source[start:end]`; `parts` stand in the order of the text and do not overlap.

    Kinds and their parts (`name` in parentheses):
    query (UNION, UNION ALL or ""): single...          single: clause...
    match (OPTIONAL or ""): path..., where?            where: expression
    unwind: expression, variable                       with, return (DISTINCT or ""): star?, item..., order?, skip?,
    call (SCOPE, SCOPE * or ""): variable..., query        limit?, where?
    item: expression, variable?                        order: sort...       sort (DESC or ""): expression
    skip, limit: expression
    path: variable?, (node|relationship|shortest)...   shortest (shortestPath, allShortestPaths): path
    node: variable?, labels?, map|parameter?           relationship (>, <, -): variable?, types?, range?, map?
    labels, types, range: no parts
    variable (its name), parameter (its name), literal (its kind), list, map: entry...   entry (key): expression
    property (key): expression         index: expression, expression       slice: expression, from?, to?
    has_labels: expression, labels     operator (its sign): operands       call_function (name): argument...
    count_star, case: operand?, when..., else?     when: expression, expression     else: expression
    list_comprehension, quantifier (ALL, ANY, NONE, SINGLE): variable, expression, where?, expression?
    reduce: variable, expression, variable, expression, expression
    pattern_comprehension: path, where?, expression    pattern: path
    exists, count: query | match     projection: expression, (property_entry (key) | entry | star | variable)...
    """

    kind: str
    start: int
    end: int
    parts: tuple[Tree, ...] = ()
    name: str = ""

    def first(self, kind: str) -> Tree | None:
        """The first part of this kind, or None."""
        return next((part for part in self.parts if part.kind == kind), None)

    def all(self, *kinds: str) -> list[Tree]:
        """The parts of these kinds."""
        return [part for part in self.parts if part.kind in kinds]

    def walk(self) -> Iterator[Tree]:
        """This piece and everything in it."""
        yield self
        for part in self.parts:
            yield from part.walk()
