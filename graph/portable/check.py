"""What a parsed query means: its variables, columns, functions and parameters, and whether all of that is portable."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from graph.errors import QueryError
from graph.model import Kind
from graph.portable.functions import (
    AGGREGATES,
    ANY,
    FUNCTIONS,
    INSTEAD,
    PARTS,
    PROPERTIES,
    common,
    element,
    fits,
)
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

#: Characters: a text that no store should build, an article, and any other text.
LARGEST_TEXT, _LONG_TEXT, _USUAL_TEXT = 1e9, 1e5, 1e3

Scope = dict[str, str]  # variable -> its kind


@dataclass(slots=True)
class Checked:
    """A query that may be asked: its tree, the parameters it needs and the columns it gives.

    `source` is the text that was given, with spaces in place of its comments.
    """

    source: str
    tree: Tree
    columns: tuple[str, ...]
    parameters: frozenset[str]
    kinds: Mapping[int, str] = field(default_factory=dict)  # by id() of a piece of `tree`

    @property
    def plain(self) -> str:
        """The query itself, without comments and semicolon."""
        return self.source[self.tree.start : self.tree.end]


def check(source: str, given: Mapping[str, str] | None = None) -> Checked:
    """`source` understood; QueryRefused if it would write or is not portable, QueryError if it is wrong.

    `given` names the kinds of parameters, as far as they are known.
    """
    source = without_comments(source)
    tree = parse(source)
    checker = _Checker(source, given or {})
    columns = checker.query(tree, {})
    return Checked(source, tree, tuple(columns), frozenset(checker.parameters), checker.kinds)


def is_aggregate(tree: Tree) -> bool:
    """Whether `tree` is the call of an aggregate."""
    return tree.kind == "count_star" or (
        tree.kind == "call_function" and tree.name.removesuffix(" DISTINCT").lower() in AGGREGATES
    )


#: The labels of the schema, and the relationship types of every ontology, by their small letters.
_SPELLINGS = {
    name.lower(): name
    for name in (
        *(str(kind) for kind in Kind),
        *"Entity Article Claim Quote MENTIONED_IN IN SOURCE TARGET SAID SAID_BY ON_BEHALF_OF".split(),
    )
}


def _relation(name: str) -> str | None:
    """`name` if it is a relation of the ontology; loaded only where a text is likely to be wrong."""
    from graph.ontology import ONTOLOGY

    return name if name in ONTOLOGY.relations else None


class _Checker:
    def __init__(self, source: str, given: Mapping[str, str]) -> None:
        self.source = source
        self.given = given
        self.parameters: set[str] = set()
        self.kinds: dict[int, str] = {}
        self.sizes: dict[int, float] = {}  # by id() of a piece: characters that its text may have
        self.lengths: dict[str, float] = {}  # the same by variable
        self.certain: set[str] = set()  # variables that MATCH binds, so that they are never null
        self.tests: set[int] = set()  # id() of pieces that stand where a yes or no is asked for

    def wrong(self, at: Tree, message: str) -> QueryError:
        return wrong(self.source, at.start, message)

    def text(self, tree: Tree) -> str:
        return self.source[tree.start : tree.end]

    # -- clauses -----------------------------------------------------------------------------------------------------

    def query(self, query: Tree, outer: Scope, *, imports: bool = False, gives: Scope | None = None) -> list[str]:
        """The columns of a query that sees `outer` (with `imports` only through a first WITH that names variables).

        `gives` receives the columns' kinds.
        """
        columns: list[str] | None = None
        for single in query.parts:
            seen = imports is False or single.parts[0].kind == "with"
            if imports and seen:
                self.imports(single.parts[0])
            scope = dict(outer) if seen else {}
            found = self.single(single, scope)
            if gives is not None:
                for name in found:
                    gives[name] = common([scope[name], gives.get(name, "null")])
            if columns is not None and found != columns:
                raise self.wrong(single, f"both sides of UNION must give the same columns, here {columns} and {found}")
            columns = found
        return columns or []

    def single(self, single: Tree, scope: Scope) -> list[str]:
        columns: list[str] = []
        for clause in single.parts:
            if clause.kind == "match":
                self.match(clause, scope)
            elif clause.kind == "unwind":
                kind = self.expression(clause.parts[0], scope)
                self.need(clause.parts[0], kind, "list", "UNWIND")
                self.no_aggregate(clause.parts[0], "UNWIND")
                self.declare(clause.parts[1], element(kind), scope, fresh=True)
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
        found: Scope = {}
        for column in self.query(body, dict(scope) if old_form else inner, imports=old_form, gives=found):
            if column in scope:
                raise self.wrong(clause, f"variable `{column}` is there already; give the column another name")
            scope[column] = found[column]
            self.certain.discard(column)

    def imports(self, clause: Tree) -> None:
        """CALL { WITH a, b ... }: what its first WITH names comes from outside."""
        plain = all(item.parts[0].kind == "variable" and len(item.parts) == 1 for item in clause.all("item"))
        if not plain or clause.name or clause.first("star") or clause.all("order", "skip", "limit", "where"):
            raise refused(self.source, clause.start, "the first WITH in CALL { } may only name variables: WITH a, b")

    def match(self, clause: Tree, scope: Scope) -> None:
        before = set(scope)
        for path in clause.all("path"):
            self.path(path, scope, declare=True)
        new = scope.keys() - before
        self.certain = self.certain - new if clause.name else self.certain | new
        for path in clause.all("path"):
            self.maps(path, scope)
        if where := clause.first("where"):
            self.condition(where.parts[0], scope, "WHERE")
            self.no_filter_on_shortest(clause, where)

    def no_filter_on_shortest(self, clause: Tree, where: Tree) -> None:
        """Neo4j looks for the shortest path among those that pass, the embedded engine tests only the shortest."""
        found = {
            variable.name
            for path in clause.all("path")
            if (shortest := path.first("shortest"))
            for variable in (path.first("variable"), shortest.parts[0].parts[1].first("variable"))
            if variable
        }
        for piece in where.walk():
            if piece.kind == "variable" and piece.name in found:
                raise refused(
                    self.source,
                    piece.start,
                    f"a condition on the shortest path `{piece.name}` is not portable; filter after WITH {piece.name}, "
                    "or write a plain path with a length, such as (a)-[:MET*1..4]-(b), and ORDER BY length(p)",
                )

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

    def spelled(self, tree: Tree) -> None:
        """A label or type in another case matches nothing, in silence."""
        for name in re.split(r"[|:]", tree.name):
            right = _SPELLINGS.get(name.lower()) or (not name.isupper() and _relation(name.upper())) or name
            if right != name:
                raise refused(self.source, tree.start, f"`{name}` is written {right}, and case counts")

    def element(self, part: Tree, scope: Scope, *, declare: bool) -> None:
        for named in part.all("labels", "types"):
            self.spelled(named)
        steps = part.first("range")
        if variable := part.first("variable"):
            kind = "node" if part.kind == "node" else "list:relationship" if steps else "relationship"
            held = scope.get(variable.name)
            if held is not None:
                if held not in (kind, ANY) or kind != "node":
                    raise self.wrong(variable, f"variable `{variable.name}` is {_a(held)} already, not a new {kind}")
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
                    self.of_graph(entry, entry.name)
                    self.expression(entry.parts[0], scope)
                    self.no_aggregate(entry.parts[0], "a pattern")

    def declare(self, variable: Tree, kind: str, scope: Scope, *, fresh: bool = False) -> None:
        self.certain.discard(variable.name)
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
            self.lengths[name] = max(self.sizes.get(id(expression), _USUAL_TEXT), 1.0)
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
        renamed = {item.parts[1].name for item in clause.all("item") if len(item.parts) > 1}
        self.certain = (self.certain & inner.keys()) - renamed
        scope.clear()
        scope.update(inner)
        if where := clause.first("where"):
            self.condition(where.parts[0], scope, "WHERE")
        return list(inner)

    def order(
        self, order: Tree, clause: Tree, scope: Scope, inner: Scope, texts: dict[str, str], *, closed: bool
    ) -> None:
        for sort in order.parts:
            expression = sort.parts[0]
            if self.text(expression) in texts:
                self.orderable(expression, inner[texts[self.text(expression)]])
                continue
            if closed:
                if self.aggregates(expression):
                    raise refused(
                        self.source, expression.start, "ORDER BY an aggregate that is no column; name it with AS first"
                    )
                try:
                    self.orderable(expression, self.expression(expression, inner))
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
                self.orderable(expression, self.expression(expression, {**scope, **inner}))

    def orderable(self, expression: Tree, kind: str) -> None:
        if expression.kind == "literal":
            raise refused(
                self.source,
                expression.start,
                f"{self.text(expression)} is the same for every row and orders nothing; order by the column's name",
            )
        if kind == "moment":
            raise refused(self.source, expression.start, "times of day have no portable order; order by date(x)")
        if kind.partition(":")[0] in ("node", "relationship", "path", "map", "duration"):
            raise refused(
                self.source, expression.start, f"{_a(kind)} has no portable order; order by a property, such as n.name"
            )

    def grouped(self, expression: Tree, keys: set[str]) -> None:
        """Beside an aggregate only what is a column of its own may stand: else it is not clear what to group by."""
        if self.text(expression) in keys or is_aggregate(expression):
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

    def aggregates(self, tree: Tree) -> bool:
        if tree.kind in ("exists", "count"):
            return False
        return is_aggregate(tree) or any(self.aggregates(part) for part in tree.parts)

    def no_aggregate(self, tree: Tree, where: str) -> None:
        if self.aggregates(tree):
            raise self.wrong(tree, f"an aggregate may not stand in {where}; compute it in a WITH before")

    def not_virtual(self, tree: Tree, name: str) -> None:
        if name in VIRTUAL:
            raise refused(
                self.source, tree.start, f"nothing has a property `{name}`; it is called {_INSTEAD_OF_VIRTUAL[name]}"
            )

    def of_graph(self, tree: Tree, name: str) -> None:
        """A property of a node or relationship; in another case it is null, in silence."""
        self.not_virtual(tree, name)
        if name not in PROPERTIES and name.lower() in PROPERTIES:
            raise refused(self.source, tree.start, f"`{name}` is written {name.lower()}, and case counts")

    def need(self, tree: Tree, kind: str, wanted: str, where: str) -> None:
        """Neo4j stops where a value is of the wrong kind, the embedded engine goes on with null: both stop here."""
        if not fits(kind, wanted):
            raise self.wrong(tree, f"{where} takes {wanted.replace('|', ' or ')}, and this is {_a(kind)}")

    def test(self, tree: Tree) -> None:
        while tree.kind == "parenthesis":
            tree = tree.parts[0]
        self.tests.add(id(tree))

    def condition(self, tree: Tree, scope: Scope, where: str) -> None:
        self.test(tree)
        self.need(tree, self.expression(tree, scope), "boolean", where)
        self.no_aggregate(tree, where)

    def expression(self, tree: Tree, scope: Scope, *, aggregates: bool = False) -> str:
        """Check an expression; returns the kind of what it gives (see `graph.portable.functions`)."""
        rule = getattr(self, f"_{tree.kind}")
        kind = str(rule(tree, scope, aggregates))
        self.kinds[id(tree)] = kind
        self.sizes[id(tree)] = size = self.size(tree)
        if size > LARGEST_TEXT:
            raise refused(self.source, tree.start, "this could build a text too long for memory; ask for less of it")
        return kind

    def size(self, tree: Tree) -> float:
        """How many characters the text may have that `tree` gives, roughly; no store's limits stop its growth."""
        parts = [self.sizes.get(id(part), _USUAL_TEXT) for part in tree.parts]
        if tree.kind == "literal":
            return float(tree.end - tree.start)
        if tree.kind == "variable":
            return self.lengths.get(tree.name, _USUAL_TEXT)
        if tree.kind == "property":
            return _LONG_TEXT if tree.name in ("text", "record") else _USUAL_TEXT
        if tree.kind == "operator" and tree.name == "+":
            return sum(parts)
        if tree.kind == "call_function" and tree.name.lower() == "replace":
            return parts[0] * max(1.0, parts[-1])
        return max(parts, default=_USUAL_TEXT)

    def _variable(self, tree: Tree, scope: Scope, _: bool) -> str:
        self.known(tree, scope)
        return scope[tree.name]

    def _parameter(self, tree: Tree, _: Scope, __: bool) -> str:
        self.parameters.add(tree.name)
        return self.given.get(tree.name, ANY)

    def _literal(self, tree: Tree, _: Scope, __: bool) -> str:
        if tree.name in ("TRUE", "FALSE"):
            return "boolean"
        if tree.name == "NULL":
            return "null"
        if tree.name == "string":
            return "text"
        text = self.text(tree)
        if tree.name == "integer":
            if len(text) > 1 and text[0] == "0" and text[1].isdigit():
                raise self.wrong(tree, "a number may not begin with 0; octal numbers are written 0o17")
            if int(text, 0) > 2**63 - 1:
                raise self.wrong(tree, f"{text} is larger than any integer that a store holds")
        return "number"

    def _parenthesis(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        return self.expression(tree.parts[0], scope, aggregates=aggregates)

    def _list(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        kinds = [self.expression(part, scope, aggregates=aggregates) for part in tree.parts]
        return f"list:{self.joined(tree.parts, kinds) if kinds else ANY}"

    def joined(self, parts: Sequence[Tree], kinds: list[str]) -> str:
        """The kind of what is now one of `parts`, now another; refused where stores do not compare them alike."""
        found = {kind for kind in kinds if kind != "null"}
        if "moment" in found and len(found) > 1:
            raise refused(
                self.source,
                parts[0].start,
                "times of day and other values in one place are not compared alike; write date(x) for each of them",
            )
        numbers: dict[float, str] = {}
        for part in parts:
            text = self.text(part)
            if part.kind == "literal" and part.name in ("integer", "float"):
                value = float(text) if part.name == "float" else float(int(text, 0))
                if numbers.setdefault(value, part.name) != part.name:
                    raise refused(
                        self.source, part.start, f"{value:g} stands here with and without decimals; write it one way"
                    )
        return common(kinds)

    def _map(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        for entry in tree.parts:
            self.not_virtual(entry, entry.name)
            self.expression(entry.parts[0], scope, aggregates=aggregates)
        return "map"

    def _property(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        base = self.expression(tree.parts[0], scope, aggregates=aggregates)
        self.need(tree, base, "node|relationship|map|date|moment|duration", f".{tree.name}")
        if base in ("date", "moment", "duration"):
            if tree.name not in PARTS:
                raise refused(
                    self.source,
                    tree.start,
                    f"a {base} has no portable part `{tree.name}`; parts are {', '.join(sorted(PARTS))}",
                )
            return "number"
        if base in ("node", "relationship"):
            self.of_graph(tree, tree.name)
        else:
            self.not_virtual(tree, tree.name)
        return PROPERTIES.get(tree.name, ANY) if base in ("node", "relationship") else ANY

    def _projection(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        base = self.expression(tree.parts[0], scope)
        if base not in ("node", "map"):
            raise refused(
                self.source, tree.start, "a map projection of what is no node is not portable; write {date: r.date}"
            )
        for part in tree.parts[1:]:
            if part.kind == "star":
                raise refused(
                    self.source, part.start, "{.*} is not portable; return the node itself, or name properties"
                )
            if part.kind == "variable":
                self.known(part, scope)
            else:
                self.not_virtual(part, part.name)
            if part.kind == "entry":
                self.expression(part.parts[0], scope, aggregates=aggregates)
        return "map"

    def _index(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        base, index = (self.expression(part, scope, aggregates=aggregates) for part in tree.parts)
        if base in ("node", "relationship"):
            raise refused(self.source, tree.start, "a property by a computed name is not portable; write n.name")
        self.need(tree.parts[0], base, "list|map", "[...]")
        self.need(tree.parts[1], index, "text" if base == "map" else "number" if base != ANY else ANY, "[...]")
        return element(base)

    def _slice(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        base, *ends = (self.expression(part, scope, aggregates=aggregates) for part in tree.parts)
        self.need(tree.parts[0], base, "list", "[a..b]")
        for part, end in zip(tree.parts[1:], ends, strict=True):
            self.need(part, end, "number", "[a..b]")
        return base

    def _has_labels(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        self.need(tree, self.expression(tree.parts[0], scope, aggregates=aggregates), "node", "a label")
        self.spelled(tree.parts[1])
        if tree.parts[0].name not in self.certain:
            self.kinds[id(tree.parts[1])] = "doubtful"
        if "|" in tree.parts[1].name:
            raise refused(self.source, tree.start, "| between labels is not portable here; write n:A OR n:B")
        return "boolean"

    def _operator(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        if tree.name in ("AND", "OR", "XOR", "NOT"):
            for part in tree.parts:
                self.test(part)
        kinds = [self.expression(part, scope, aggregates=aggregates) for part in tree.parts]
        name = tree.name
        if name in ("AND", "OR", "XOR", "NOT"):
            for part, kind in zip(tree.parts, kinds, strict=True):
                self.need(part, kind, "boolean", name)
        elif name in ("=", "<>", "<", "<=", ">", ">="):
            self.comparable(tree, kinds, equality=name in ("=", "<>"))
        elif name == "IN":
            self.need(tree.parts[1], kinds[1], "list", "IN")
            self.comparable(tree, [kinds[0], element(kinds[1])], equality=True)
        elif name in ("STARTS WITH", "ENDS WITH", "CONTAINS"):
            pass  # gives null for what is no text, in both stores
        elif name == "=~":
            for part, kind in zip(tree.parts, kinds, strict=True):
                self.need(part, kind, "text", name)
        elif name == "+":
            return self.sum(tree, kinds)
        elif name in ("IS NULL", "IS NOT NULL"):
            pass
        elif name == "-" and kinds[0] in ("date", "moment"):
            self.need(tree.parts[1], kinds[1], "duration", "a date minus")
            return kinds[0]
        else:
            for part, kind in zip(tree.parts, kinds, strict=True):
                self.need(part, kind, "number", name.removeprefix("unary "))
            return "number"
        return "boolean"

    def comparable(self, tree: Tree, kinds: list[str], *, equality: bool) -> None:
        if "moment" in kinds:
            raise refused(self.source, tree.start, "times of day are not compared alike; compare date(x)")
        if "date" in kinds and not all(kind in ("date", "null") for kind in kinds):
            raise refused(
                self.source,
                tree.start,
                "dates in the graph are text: compare them with text such as '2024-03-12', or write date(...) on both "
                "sides",
            )
        if not equality:
            for part, kind in zip(tree.parts, kinds, strict=True):
                self.need(part, kind, "text|number|boolean|date", tree.name)

    def sum(self, tree: Tree, kinds: list[str]) -> str:
        left, right = kinds
        if "list" in (left.partition(":")[0], right.partition(":")[0]):
            if any(kind == ANY for kind in kinds):
                return "list"
            items = [element(kind) if kind.startswith("list") else kind for kind in kinds]
            return f"list:{common(items)}"
        for part, kind in zip(tree.parts, kinds, strict=True):
            self.need(part, kind, "text|number|date|duration", "+")
        if left in ("date", "duration") or right == "duration":
            self.need(tree.parts[0], left, "date|duration", "+ of a duration")
            self.need(tree.parts[1], right, "duration", "a date or duration +")
            return left
        if right == "date":
            raise self.wrong(tree, "a date stands on the left of +: date(...) + duration('P1D')")
        if "text" in kinds:
            return "text"
        return "number" if left == right == "number" else ANY

    def _count_star(self, tree: Tree, _: Scope, aggregates: bool) -> str:
        if not aggregates:
            raise self.wrong(tree, "the aggregate count(*) may not stand here; compute it in a WITH before")
        return "number"

    def _call_function(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        name = tree.name.removesuffix(" DISTINCT")
        low = name.lower()
        if low in INSTEAD:
            raise refused(self.source, tree.start, f"{name}() is not portable; {INSTEAD[low]}")
        if low == "coalesce":
            if not tree.parts:
                raise self.wrong(tree, "coalesce() takes at least one argument")
            return self.joined(tree.parts, [self.expression(part, scope, aggregates=aggregates) for part in tree.parts])
        signature = AGGREGATES.get(low) or FUNCTIONS.get(low)
        if signature is None:
            if low.split(".")[0] in ("apoc", "gds", "db", "dbms") and "." in low:
                raise refused(self.source, tree.start, f"{name}() belongs to Neo4j's extensions and is not portable")
            raise refused(self.source, tree.start, f"there is no portable function {name}()")
        if low in AGGREGATES:
            if not aggregates:
                raise self.wrong(tree, f"the aggregate {name}() may not stand here; compute it in a WITH before")
            aggregates = False
        elif tree.name.endswith(" DISTINCT"):
            raise self.wrong(tree, f"{name}() takes no DISTINCT")
        most = len(signature.takes)
        if not most - signature.optional <= len(tree.parts) <= most:
            if low == "round":
                raise refused(
                    self.source, tree.start, "round() to decimals is not portable; write round(x * 100) / 100"
                )
            number = f"{most - signature.optional} to {most}" if signature.optional else str(most)
            raise self.wrong(tree, f"{name}() takes {number} argument{'s' * (number != '1')}, not {len(tree.parts)}")
        if low == "size" and tree.parts[0].kind == "pattern":
            raise refused(self.source, tree.start, "size() of a pattern is not portable; write COUNT { (a)--() }")
        kinds = [self.expression(part, scope, aggregates=aggregates) for part in tree.parts]
        if low == "properties" and kinds[0] == "node":
            raise refused(self.source, tree.start, "properties() of a node is not portable; return the node itself")
        for part, kind, wanted in zip(tree.parts, kinds, signature.takes, strict=False):
            self.need(part, kind, wanted, f"{name}()")
        if low == "collect":
            return f"list:{kinds[0]}" if kinds[0] != "null" else "list"
        if signature.gives == "same":
            return kinds[0]
        return element(kinds[0]) if signature.gives == "element" else signature.gives

    def _case(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        operand: str | None = None
        results: list[str] = []
        given: list[Tree] = []
        for part in tree.parts:
            if part.kind == "when":
                if operand is None:
                    self.test(part.parts[0])
                tested, result = (self.expression(piece, scope, aggregates=aggregates) for piece in part.parts)
                if operand is None:
                    self.need(part.parts[0], tested, "boolean", "WHEN")
                else:
                    self.comparable(part, [operand, tested], equality=True)
                results.append(result)
                given.append(part.parts[1])
            elif part.kind == "else":
                results.append(self.expression(part.parts[0], scope, aggregates=aggregates))
                given.append(part.parts[0])
            else:
                operand = self.expression(part, scope, aggregates=aggregates)
        return self.joined(given, results)

    def _exists(self, tree: Tree, scope: Scope, _: bool) -> str:
        body = tree.parts[0]
        if body.kind == "query":
            for part in body.walk():
                if part.kind in ("with", "call", "unwind"):
                    name = part.kind.upper()
                    raise refused(self.source, part.start, f"{name} in {tree.kind.upper()} {{ }} is not portable")
            self.query(body, dict(scope))
        else:
            self.match(body, dict(scope))
        return "boolean"

    def _count(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        self._exists(tree, scope, aggregates)
        return "number"

    def _pattern(self, tree: Tree, scope: Scope, _: bool) -> str:
        if id(tree) not in self.tests:
            raise refused(
                self.source, tree.start, "a bare pattern is portable only as a condition; write EXISTS { ... }"
            )
        self.path(tree.parts[0], dict(scope), declare=False)
        self.maps(tree.parts[0], scope)
        return "boolean"

    def _pattern_comprehension(self, tree: Tree, scope: Scope, _: bool) -> str:
        inner = dict(scope)
        self.path(tree.parts[0], inner, declare=True)
        self.maps(tree.parts[0], inner)
        if where := tree.first("where"):
            self.condition(where.parts[0], inner, "WHERE")
        self.no_aggregate(tree.parts[-1], "a comprehension")
        return f"list:{self.expression(tree.parts[-1], inner)}"

    def over(self, tree: Tree, scope: Scope, aggregates: bool) -> tuple[str, Scope]:
        """The list that a comprehension goes over, and the scope with its variable."""
        kind = self.expression(tree.parts[1], scope, aggregates=aggregates)
        self.need(tree.parts[1], kind, "list", "IN")
        inner = {**scope, tree.parts[0].name: element(kind)}
        self.certain.discard(tree.parts[0].name)
        if where := tree.first("where"):
            self.condition(where.parts[0], inner, "WHERE")
        return kind, inner

    def _list_comprehension(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        kind, inner = self.over(tree, scope, aggregates)
        last = tree.parts[-1]
        if len(tree.parts) == 2 or last.kind == "where":
            return kind
        self.no_aggregate(last, "a comprehension")
        return f"list:{self.expression(last, inner)}"

    def _quantifier(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        self.over(tree, scope, aggregates)
        return "boolean"

    def _reduce(self, tree: Tree, scope: Scope, aggregates: bool) -> str:
        total, initial, each, values, step = tree.parts
        start = self.expression(initial, scope, aggregates=aggregates)
        kind = self.expression(values, scope, aggregates=aggregates)
        self.need(values, kind, "list", "IN")
        self.no_aggregate(step, "reduce")
        found = self.expression(step, {**scope, total.name: start, each.name: element(kind)})
        if start not in ("number", "boolean") or found != start:
            # Texts and lists grow step by step, and no store's time or memory limit stops that.
            raise refused(
                self.source,
                tree.start,
                "reduce() may add up numbers or yes and no, not build texts or lists; return the list itself, or "
                "[x IN ... | ...]",
            )
        return start


def _a(kind: str) -> str:
    name = kind.partition(":")[0]
    return f"a{'n' * (name[0] in 'aeiou')} {name}"


#: Kinds with variables of their own; beside an aggregate they are too much to judge.
_OWN_SCOPE = frozenset(
    {"exists", "count", "pattern", "pattern_comprehension", "list_comprehension", "quantifier", "reduce"}
)
