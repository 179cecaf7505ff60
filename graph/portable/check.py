"""What a parsed query means: its variables, columns, functions and parameters, and whether all of that is portable."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.errors import QueryError
from graph.portable.functions import AGGREGATES, FUNCTIONS, INSTEAD
from graph.portable.parser import parse
from graph.portable.syntax import Tree
from graph.portable.tokens import refused, without_comments, wrong

#: Properties that the embedded engine makes up; nothing in the schema is called so.
VIRTUAL = frozenset({"title", "type", "label", "node_type"})
_INSTEAD_OF_VIRTUAL = {
    "title": "name (of an entity) or headline (of an article)",
    "type": "kind (of an entity) or type(r) (of a relationship)",
    "label": "kind or labels(n)",
    "node_type": "kind or labels(n)",
}
#: Longest variable-length path that may be asked for: every step multiplies the work.
LONGEST_PATH = 12

Scope = dict[str, str]  # variable -> node, relationship, relationships, path or value


@dataclass(slots=True)
class Checked:
    """A query that may be asked: its tree, the parameters it needs and the columns it gives.

    `source` is the text that was given, with spaces in place of its comments.
    """

    source: str
    tree: Tree
    columns: tuple[str, ...]
    parameters: frozenset[str]
    scopes: Mapping[int, Scope] = field(default_factory=dict)  # by start of a clause: the variables before it

    @property
    def plain(self) -> str:
        """The query itself, without comments and semicolon."""
        return self.source[self.tree.start : self.tree.end]


def check(source: str) -> Checked:
    """`source` understood; QueryRefused if it would write or is not portable, QueryError if it is wrong."""
    source = without_comments(source)
    tree = parse(source)
    checker = _Checker(source)
    columns = checker.query(tree, {})
    return Checked(source, tree, tuple(columns), frozenset(checker.parameters), checker.scopes)


class _Checker:
    def __init__(self, source: str) -> None:
        self.source = source
        self.parameters: set[str] = set()
        self.scopes: dict[int, Scope] = {}

    def wrong(self, at: Tree, message: str) -> QueryError:
        return wrong(self.source, at.start, message)

    def text(self, tree: Tree) -> str:
        return self.source[tree.start : tree.end]

    # -- clauses -----------------------------------------------------------------------------------------------------

    def query(self, query: Tree, outer: Scope, *, imports: bool = False) -> list[str]:
        """The columns of a query that sees `outer` (with `imports` only through a first WITH that names variables)."""
        columns: list[str] | None = None
        for single in query.parts:
            seen = imports is False or single.parts[0].kind == "with"
            if imports and seen:
                self.imports(single.parts[0])
            found = self.single(single, dict(outer) if seen else {})
            if columns is not None and found != columns:
                raise self.wrong(single, f"both sides of UNION must give the same columns, here {columns} and {found}")
            columns = found
        return columns or []

    def single(self, single: Tree, scope: Scope) -> list[str]:
        columns: list[str] = []
        for clause in single.parts:
            self.scopes[clause.start] = dict(scope)
            if clause.kind == "match":
                self.match(clause, scope)
            elif clause.kind == "unwind":
                self.expression(clause.parts[0], scope)
                self.no_aggregate(clause.parts[0], "UNWIND")
                self.declare(clause.parts[1], "value", scope, fresh=True)
            elif clause.kind == "call":
                self.call(clause, scope)
            else:
                columns = self.projection(clause, scope)
        return columns if single.parts[-1].kind == "return" else []

    def call(self, clause: Tree, scope: Scope) -> None:
        inner: Scope = {}
        for variable in clause.all("variable"):
            self.known(variable, scope)
            inner[variable.name] = scope[variable.name]
        body = clause.parts[-1]
        old_form = clause.name != "SCOPE"
        last = [single.parts[-1] for single in body.parts]
        if any(part.kind == "return" and part.first("star") for part in last):
            raise refused(self.source, last[0].start, "RETURN * in CALL { } is not portable; name the columns")
        for column in self.query(body, dict(scope) if old_form else inner, imports=old_form):
            if column in scope:
                raise self.wrong(clause, f"variable `{column}` is there already; give the column another name")
            scope[column] = "value"

    def imports(self, clause: Tree) -> None:
        """CALL { WITH a, b ... }: what its first WITH names comes from outside."""
        plain = all(item.parts[0].kind == "variable" and len(item.parts) == 1 for item in clause.all("item"))
        if not plain or clause.name or clause.first("star") or clause.all("order", "skip", "limit", "where"):
            raise refused(self.source, clause.start, "the first WITH in CALL { } may only name variables: WITH a, b")

    def match(self, clause: Tree, scope: Scope) -> None:
        for path in clause.all("path"):
            self.path(path, scope, declare=True)
        for path in clause.all("path"):
            self.maps(path, scope)
        if where := clause.first("where"):
            self.expression(where.parts[0], scope)
            self.no_aggregate(where.parts[0], "WHERE")

    def path(self, path: Tree, scope: Scope, *, declare: bool) -> None:
        """Bring a pattern's variables into `scope`; without `declare` it may only use what is there."""
        for part in path.parts:
            if part.kind == "variable":
                self.declare(part, "path", scope, fresh=True)
            elif part.kind == "shortest":
                inner = part.parts[0]
                relationship = inner.parts[1]
                if relationship.first("range") is None:
                    raise refused(self.source, relationship.start, f"{part.name} needs a length such as [:MET*..5]")
                self.path(inner, scope, declare=declare)
            else:
                self.element(part, scope, declare=declare)

    def element(self, part: Tree, scope: Scope, *, declare: bool) -> None:
        steps = part.first("range")
        if variable := part.first("variable"):
            kind = "node" if part.kind == "node" else "relationships" if steps else "relationship"
            held = scope.get(variable.name)
            if held is not None:
                if held not in (kind, "value") or kind != "node":
                    raise self.wrong(variable, f"variable `{variable.name}` is a {held} already, not a new {kind}")
            elif declare:
                scope[variable.name] = kind
            else:
                raise self.wrong(variable, f"variable `{variable.name}` is not defined")
        if steps:
            low, high = steps.name.split("..")
            if int(low or 1) > LONGEST_PATH or (high and int(high) > LONGEST_PATH):
                raise refused(self.source, steps.start, f"at most {LONGEST_PATH} steps are looked for")
            if not high:
                raise refused(
                    self.source,
                    steps.start,
                    f"a length without an end runs for ever; write one, such as *{low or 1}..5",
                )
            if int(low or 1) > int(high):
                raise self.wrong(steps, f"the length *{steps.name} ends before it begins")
            if part.first("map"):
                raise refused(
                    self.source,
                    steps.start,
                    "properties on a variable length are not portable; use WHERE all(x IN relationships(p) WHERE ...)",
                )

    def maps(self, path: Tree, scope: Scope) -> None:
        for part in path.walk():
            if part.kind in ("node", "relationship"):
                for entry in (part.first("map") or Tree("map", 0, 0)).parts:
                    self.not_virtual(entry)
                    self.expression(entry.parts[0], scope)
                    self.no_aggregate(entry.parts[0], "a pattern")

    def declare(self, variable: Tree, kind: str, scope: Scope, *, fresh: bool = False) -> None:
        if fresh and variable.name in scope:
            raise self.wrong(variable, f"variable `{variable.name}` is there already; take another name")
        scope[variable.name] = kind

    def known(self, variable: Tree, scope: Scope) -> None:
        if variable.name not in scope:
            close = next((name for name in scope if name.lower() == variable.name.lower()), None)
            hint = f"; did you mean `{close}`?" if close else ""
            raise self.wrong(variable, f"variable `{variable.name}` is not defined{hint}")

    def projection(self, clause: Tree, scope: Scope) -> list[str]:
        inner: Scope = {}
        if star := clause.first("star"):
            if not scope:
                raise self.wrong(star, f"{clause.kind.upper()} * has no variables to give")
            inner.update(scope)
        texts: dict[str, str] = {}
        aggregating = []
        for item in clause.all("item"):
            expression = item.parts[0]
            if len(item.parts) > 1:
                name = item.parts[1].name
            elif expression.kind == "variable":
                name = expression.name
            elif expression.kind == "projection" and clause.kind == "return":
                name = expression.parts[0].name  # as Neo4j does
            elif clause.kind == "with":
                raise self.wrong(item, "an expression in WITH needs a name: ... AS name")
            else:
                name = self.text(expression)
            kind = self.expression(expression, scope, aggregates=True)
            if name in inner:
                raise self.wrong(item, f"two columns have the name `{name}`; name one of them with AS")
            inner[name] = kind
            texts[self.text(expression)] = name
            if self.aggregates(expression):
                aggregating.append(item)
        keys = {self.text(item.parts[0]) for item in clause.all("item") if item not in aggregating}
        keys |= {name for name in scope if clause.first("star")}
        for item in aggregating:
            self.grouped(item.parts[0], keys)
        if order := clause.first("order"):
            self.order(order, clause, scope, inner, texts, closed=bool(aggregating or clause.name))
        for part in clause.all("skip", "limit"):
            if any(
                piece.kind not in ("literal", "parameter", "operator", "call_function", "parenthesis")
                for piece in part.parts[0].walk()
            ):
                raise self.wrong(part, f"{part.kind.upper()} takes a number or a parameter")
            self.expression(part.parts[0], {})
        scope.clear()
        scope.update(inner)
        if where := clause.first("where"):
            self.expression(where.parts[0], scope)
            self.no_aggregate(where.parts[0], "WHERE")
        return list(inner)

    def order(
        self, order: Tree, clause: Tree, scope: Scope, inner: Scope, texts: dict[str, str], *, closed: bool
    ) -> None:
        for sort in order.parts:
            expression = sort.parts[0]
            if self.text(expression) in texts:
                continue
            if closed:
                if self.aggregates(expression):
                    raise refused(
                        self.source, expression.start, "ORDER BY an aggregate that is no column; name it with AS first"
                    )
                try:
                    self.expression(expression, inner)
                except QueryError as error:
                    if any(p.kind == "variable" and p.name in scope and p.name not in inner for p in expression.walk()):
                        raise refused(
                            self.source,
                            expression.start,
                            f"after {'DISTINCT' if clause.name else 'an aggregate'} ORDER BY sees only the columns",
                        ) from error
                    raise
            else:
                self.no_aggregate(expression, "ORDER BY")
                self.expression(expression, {**scope, **inner})

    def grouped(self, expression: Tree, keys: set[str]) -> None:
        """Beside an aggregate only what is a column of its own may stand: else it is not clear what to group by."""
        if self.text(expression) in keys or self.is_aggregate(expression):
            return
        if expression.kind in ("variable", "property", "has_labels") or expression.kind in _OWN_SCOPE:
            if self.constant(expression):
                return
            raise refused(
                self.source,
                expression.start,
                f"`{self.text(expression)}` stands beside an aggregate and is no column; name it in a WITH before",
            )
        for part in expression.parts:
            self.grouped(part, keys)

    def constant(self, expression: Tree) -> bool:
        return not any(part.kind == "variable" for part in expression.walk())

    # -- expressions -------------------------------------------------------------------------------------------------

    def is_aggregate(self, tree: Tree) -> bool:
        return tree.kind == "count_star" or (
            tree.kind == "call_function" and tree.name.removesuffix(" DISTINCT").lower() in AGGREGATES
        )

    def aggregates(self, tree: Tree) -> bool:
        if tree.kind in ("exists", "count"):
            return False
        return self.is_aggregate(tree) or any(self.aggregates(part) for part in tree.parts)

    def no_aggregate(self, tree: Tree, where: str) -> None:
        if self.aggregates(tree):
            raise self.wrong(tree, f"an aggregate may not stand in {where}; compute it in a WITH before")

    def not_virtual(self, tree: Tree) -> None:
        if tree.name in VIRTUAL:
            raise refused(
                self.source,
                tree.start,
                f"nothing has a property `{tree.name}`; it is called {_INSTEAD_OF_VIRTUAL[tree.name]}",
            )

    def expression(self, tree: Tree, scope: Scope, *, aggregates: bool = False) -> str:
        """Check an expression; returns what it gives: node, relationship, relationships, path or value."""
        kind = tree.kind
        if kind == "variable":
            self.known(tree, scope)
            return scope[tree.name]
        if kind == "parameter":
            self.parameters.add(tree.name)
        elif kind == "literal":
            self.literal(tree)
        elif kind in ("property", "property_entry"):
            self.not_virtual(tree)
        elif kind == "call_function":
            self.function(tree, aggregates)
            if self.is_aggregate(tree):
                aggregates = False
        elif kind in ("exists", "count"):
            body = tree.parts[0]
            if body.kind == "query":
                for part in body.walk():
                    if part.kind in ("with", "call", "unwind"):
                        name = part.kind.upper()
                        raise refused(self.source, part.start, f"{name} in {kind.upper()} {{ }} is not portable")
                self.query(body, dict(scope))
            else:
                self.match(body, dict(scope))
            return "value"
        elif kind == "pattern":
            self.path(tree.parts[0], dict(scope), declare=False)
            self.maps(tree.parts[0], scope)
            return "value"
        elif kind == "pattern_comprehension":
            inner = dict(scope)
            self.path(tree.parts[0], inner, declare=True)
            self.maps(tree.parts[0], inner)
            for part in tree.parts[1:]:
                self.inner(part, inner)
            return "value"
        elif kind in ("list_comprehension", "quantifier"):
            given = self.expression(tree.parts[1], scope, aggregates=aggregates)
            inner = {**scope, tree.parts[0].name: "relationship" if given == "relationships" else "value"}
            for part in tree.parts[2:]:
                self.inner(part, inner)
            return "value"
        elif kind == "reduce":
            total, initial, each, values, step = tree.parts
            self.expression(initial, scope, aggregates=aggregates)
            self.expression(values, scope, aggregates=aggregates)
            self.inner(step, {**scope, total.name: "value", each.name: "value"})
            return "value"
        if kind == "parenthesis":
            return self.expression(tree.parts[0], scope, aggregates=aggregates)
        for part in tree.parts:
            if part.kind not in ("labels", "star"):
                self.expression(part, scope, aggregates=aggregates)
        return "value"

    def inner(self, part: Tree, scope: Scope) -> None:
        inside = part.parts[0] if part.kind == "where" else part
        self.expression(inside, scope)
        self.no_aggregate(inside, "a comprehension")

    def literal(self, tree: Tree) -> None:
        text = self.text(tree)
        if tree.name == "integer":
            if len(text) > 1 and text[0] == "0" and text[1].isdigit():
                raise self.wrong(tree, "a number may not begin with 0; octal numbers are written 0o17")
            if int(text, 0) > 2**63 - 1:
                raise self.wrong(tree, f"{text} is larger than any integer that a store holds")

    def function(self, tree: Tree, aggregates: bool) -> None:
        name = tree.name.removesuffix(" DISTINCT")
        low = name.lower()
        if low in INSTEAD:
            raise refused(self.source, tree.start, f"{name}() is not portable; {INSTEAD[low]}")
        if low in AGGREGATES:
            if not aggregates:
                raise self.wrong(tree, f"the aggregate {name}() may not stand here; compute it in a WITH before")
            if len(tree.parts) != 1:
                raise self.wrong(tree, f"{name}() takes one argument")
            return
        if low not in FUNCTIONS:
            if "." in low and low.split(".")[0] in ("apoc", "gds", "db", "dbms"):
                raise refused(self.source, tree.start, f"{name}() belongs to Neo4j's extensions and is not portable")
            raise refused(self.source, tree.start, f"there is no portable function {name}()")
        if tree.name.endswith(" DISTINCT"):
            raise self.wrong(tree, f"{name}() takes no DISTINCT")
        least, most = FUNCTIONS[low]
        if not least <= len(tree.parts) <= most:
            number = str(least) if least == most else f"{least} to {most}"
            raise self.wrong(tree, f"{name}() takes {number} arguments, not {len(tree.parts)}")


#: Kinds with variables of their own; beside an aggregate they are too much to judge.
_OWN_SCOPE = frozenset(
    {"exists", "count", "pattern", "pattern_comprehension", "list_comprehension", "quantifier", "reduce"}
)
