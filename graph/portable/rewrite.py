"""A checked query in the words that the embedded engine gets right.

Everything here exists because the engine, asked in the analyst's own words, gave another answer than Neo4j: each rule
names what it mends, and the differential test holds it to that.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from graph.model import Kind
from graph.portable.check import Checked, is_aggregate
from graph.portable.functions import ANY, PARTS
from graph.portable.syntax import Tree
from graph.portable.tokens import tokens

#: The labels of which `Entity` is the union; every entity has exactly one of them, and each has an index of ids.
_KINDS = ":" + "|".join(f"`{kind}`" for kind in Kind)


@dataclass(frozen=True, slots=True)
class Translated:
    """The `text` to ask kglite, and the parameters that it needs beside the analyst's own.

    `lowered` gives, by the new parameter's name, whose text in small letters it is, and what stands for null.
    """

    text: str
    lowered: Mapping[str, tuple[str, str | None]]

    def bind(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """The analyst's parameters and those that the text needs beside them."""
        bound = dict(parameters)
        for name, (parameter, default) in self.lowered.items():
            value = parameters[parameter]
            text = default if value is None else value
            bound[name] = None if text is None else text.lower()
        return bound


def for_embedded(checked: Checked) -> Translated:
    """What to ask kglite, with the same columns as the original."""
    writer = _Writer(checked)
    return Translated(writer.write(checked.tree), writer.lowered)


class _Writer:
    def __init__(self, checked: Checked) -> None:
        self.source = checked.source
        self.checked = checked
        self.fresh = 0
        self.lowered: dict[str, tuple[str, str | None]] = {}
        self.by_kind: set[int] = set()  # id() of labels that are written as the kinds they stand for
        self.sought: set[str] = set()  # variables that the clause at hand looks up by id
        self.computed: dict[str, str] = {}  # texts that the clause before gives as columns

    def new(self) -> str:
        """A variable that no query can have."""
        self.fresh += 1
        return f"__bc{self.fresh}"

    def write(self, tree: Tree) -> str:
        """The text of `tree`, its pieces rewritten where there is a rule for them."""
        if self.computed and (column := self.computed.get(self.source[tree.start : tree.end])):
            return column
        rule = getattr(self, f"_{tree.kind}", None)
        return str(rule(tree)) if rule else self.pieces(tree)

    def pieces(self, tree: Tree) -> str:
        out: list[str] = []
        at = tree.start
        for part in tree.parts:
            out += (self.between(at, part.start), self.write(part))
            at = part.end
        out.append(self.between(at, tree.end))
        return "".join(out)

    def between(self, start: int, end: int) -> str:
        """The text between two pieces: only signs and keywords stand there."""
        return self.source[start:end]

    # -- clauses -----------------------------------------------------------------------------------------------------

    def _match(self, clause: Tree) -> str:
        """A pattern's map that looks at other variables matches nothing: its comparison moves to WHERE."""
        conditions: list[str] = []
        where = clause.first("where")
        before, self.sought = self.sought, _sought(where.parts[0]) if where else set()
        paths = [self.lifted(path, conditions) for path in clause.all("path")]
        self.sought = before
        if where:
            conditions.append(f"({self.write(where.parts[0])})" if conditions else self.write(where.parts[0]))
        text = f"{clause.name + ' ' if clause.name else ''}MATCH {', '.join(paths)}"
        if self.source[clause.start : clause.start + 1] == "(" or not _begins_with_keyword(self.source, clause.start):
            text = ", ".join(paths)  # the short form in EXISTS { (a)--(b) }
            if clause.name or conditions:
                text = f"MATCH {text}"
        return text + (f" WHERE {' AND '.join(conditions)}" if conditions else "")

    def lifted(self, path: Tree, conditions: list[str]) -> str:
        out: list[str] = []
        at = path.start
        for part in path.parts:
            out.append(self.between(at, part.start))
            at = part.end
            if part.kind == "shortest":
                inner = self.lifted(part.parts[0], conditions)
                out.append(f"{part.name}({inner})")
            elif part.kind in ("node", "relationship"):
                out.append(self.element(part, conditions))
            else:
                out.append(self.write(part))
        out.append(self.between(at, path.end))
        return "".join(out)

    def element(self, part: Tree, conditions: list[str]) -> str:
        held = part.first("map")
        labels = part.first("labels")
        variable = part.first("variable")
        sought = (variable and variable.name in self.sought) or (held and any(e.name == "id" for e in held.parts))
        if sought and part.kind == "node" and labels and labels.name == "Entity":
            # By its second label the engine finds an id only among all entities, by the first at once.
            self.by_kind.add(id(labels))
        outer = [entry for entry in held.parts if _looks_out(entry.parts[0])] if held else []
        if held is None or not outer:
            return self.pieces(part)
        name = _quoted(variable.name) if variable else self.new()
        conditions += [f"{name}.{_quoted(entry.name)} = {self.write(entry.parts[0])}" for entry in outer]
        kept = [self.write(entry) for entry in held.parts if entry not in outer]
        bracket = part.kind == "node"
        head = name + "".join(self.write(piece) for piece in part.parts if piece.kind in ("labels", "types", "range"))
        inside = head + (f" {{{', '.join(kept)}}}" if kept else "")
        if bracket:
            return f"({inside})"
        return f"{'<' if part.name == '<' else ''}-[{inside}]-{'>' if part.name == '>' else ''}"

    def _with(self, clause: Tree) -> str:
        return self.projection(clause)

    def _return(self, clause: Tree) -> str:
        return self.projection(clause)

    def projection(self, clause: Tree) -> str:
        """Every column gets its name in so many words: the engine makes up its own for some expressions."""
        columns: list[str] = []
        names: dict[str, str] = {}
        before, computed = self.aggregated(clause)
        if clause.first("star"):
            columns.append("*")
        for item in clause.all("item"):
            expression = item.parts[0]
            text = self.source[expression.start : expression.end]
            names[text] = name = self.named(item)
            if text in computed:
                columns.append(f"{computed[text]} AS {_quoted(name)}")
            elif clause.kind == "with" and len(item.parts) == 1:
                columns.append(_quoted(name))
            elif expression.kind == "count":
                columns.append(f"{self.pieces(expression)} AS {_quoted(name)}")
            else:
                self.computed = computed
                columns.append(f"{self.write(expression)} AS {_quoted(name)}")
                self.computed = {}
        out = before + f"{clause.kind.upper()} {clause.name + ' ' if clause.name else ''}{', '.join(columns)}"
        if order := clause.first("order"):
            sorts = []
            for sort in order.parts:
                text = self.source[sort.parts[0].start : sort.parts[0].end]
                key = _quoted(names[text]) if text in names else self.write(sort.parts[0])
                sorts.append(f"{key} {sort.name}".strip())
            out += f" ORDER BY {', '.join(sorts)}"
        for part in clause.all("skip", "limit", "where"):
            out += " " + self.pieces(part)
        return out

    def named(self, item: Tree) -> str:
        """The name of the column that `item` gives."""
        expression = item.parts[0]
        if len(item.parts) > 1:
            return item.parts[1].name
        if expression.kind == "variable":
            return expression.name
        if expression.kind == "projection":
            return expression.parts[0].name
        return self.source[expression.start : expression.end]

    def aggregated(self, clause: Tree) -> tuple[str, dict[str, str]]:
        """A WITH that computes what `clause` groups by and its aggregates, and the columns of that by their texts.

        The engine takes no aggregate in CASE, which some rules put around operands: a share such as `sum(x) /
        count(*)`. Empty where every aggregate is a column of its own.
        """
        items = [item.parts[0] for item in clause.all("item")]
        inside = [list(_aggregates(item)) for item in items]
        if clause.first("star") or all(found in ([], [item]) for item, found in zip(items, inside, strict=True)):
            return "", {}
        columns: list[str] = []
        computed: dict[str, str] = {}
        for item, found in zip(items, inside, strict=True):
            for part in found or [item]:
                text = self.source[part.start : part.end]
                if text not in computed:
                    name = _quoted(part.name) if part.kind == "variable" else self.new()
                    computed[text] = name
                    written = self.pieces(part) if part.kind == "count" else self.write(part)
                    columns.append(f"{written} AS {name}")
        return f"WITH {', '.join(columns)} ", computed

    # -- expressions -------------------------------------------------------------------------------------------------

    def _variable(self, tree: Tree) -> str:
        return _quoted(tree.name)

    def _property(self, tree: Tree) -> str:
        return f"{self.write(tree.parts[0])}.{_quoted(tree.name)}"

    def _entry(self, tree: Tree) -> str:
        return f"{_quoted(tree.name)}: {self.write(tree.parts[0])}"

    def _labels(self, tree: Tree) -> str:
        if id(tree) in self.by_kind:
            return _KINDS
        sign = "|" if "|" in self.source[tree.start : tree.end] else ":"
        return ":" + sign.join(_quoted(name) for name in tree.name.split(sign))

    def _types(self, tree: Tree) -> str:
        return ":" + "|".join(_quoted(name) for name in tree.name.split("|"))

    def _has_labels(self, tree: Tree) -> str:
        text = self.pieces(tree)
        if self.checked.kinds.get(id(tree.parts[1])) != "doubtful":
            return text
        return f"CASE WHEN {self.write(tree.parts[0])} IS NULL THEN null ELSE {text} END"  # the engine says no

    def _operator(self, tree: Tree) -> str:
        if tree.name == "unary +":  # unknown to the engine
            return self.write(tree.parts[0])
        if tree.name == "IN" and tree.parts[1].kind not in _PLAIN:  # the engine reads no more than a list after IN
            return f"{self.write(tree.parts[0])} IN ({self.write(tree.parts[1])})"
        if tree.name in ("/", "%") and not self.counts(tree.parts[1]):
            # Null instead of infinity or an error: make it the error that Neo4j raises for integers.
            left, right = (self.write(part) for part in tree.parts)
            return f"{left} {tree.name} CASE WHEN ({right}) = 0 THEN 1 / 0 ELSE ({right}) END"
        kinds = [self.checked.kinds.get(id(part), ANY) for part in tree.parts]
        if tree.name == "+" and any(kind.startswith("list") for kind in kinds):
            # A null would be appended; in Neo4j the sum is null.
            left, right = (self.write(part) for part in tree.parts)
            doubtful = [
                text
                for part, text in zip(tree.parts, (left, right), strict=True)
                if part.kind != "list" and (part.kind != "literal" or part.name == "NULL")
            ]
            if doubtful:
                test = " OR ".join(f"({text}) IS NULL" for text in doubtful)
                return f"CASE WHEN {test} THEN null ELSE ({left}) + ({right}) END"
        return self.pieces(tree)

    def _count(self, tree: Tree) -> str:
        """After a parenthesis the engine takes COUNT { for the beginning of a pattern."""
        return f"(0 + {self.pieces(tree)})"

    def _call_function(self, tree: Tree) -> str:
        name = tree.name.removesuffix(" DISTINCT").lower()
        if name == "tolower" and (low := self.low(tree.parts[0])):
            return low
        arguments = [self.write(part) for part in tree.parts]
        first = arguments[0] if arguments else ""
        if name == "labels":  # the order in which Neo4j gives them
            return (
                f"CASE WHEN 'Entity' IN labels({first}) THEN ['Entity'] + [`__l` IN labels({first}) WHERE `__l` <> "
                f"'Entity'] ELSE labels({first}) END"
            )
        if name == "keys" and self.checked.kinds.get(id(tree.parts[0])) in ("node", ANY):
            return f"[`__k` IN keys({first}) WHERE NOT `__k` IN ['title', 'type']]"
        if name == "round":  # halves go up, also below zero
            return f"floor(({first}) + 0.5)"
        if name in ("substring", "left", "right"):  # a negative place is an error
            numbers = [
                text if self.counts(part, zero=True) else f"CASE WHEN ({text}) < 0 THEN 1 / 0 ELSE ({text}) END"
                for part, text in zip(tree.parts[1:], arguments[1:], strict=True)
            ]
            return f"{name}({', '.join([first, *numbers])})"
        if name == "tostring" and self.checked.kinds.get(id(tree.parts[0])) == "number" and not _whole(tree.parts[0]):
            return _as_java_writes(f"{name}({first})")
        if name == "stdev":
            return f"coalesce({self.pieces(tree)}, 0.0)"
        return self.pieces(tree)

    def low(self, tree: Tree) -> str | None:
        """A parameter for `$text` or `coalesce($text, '...')` in small letters: the engine would make them anew for
        each row, and looks for a computed text ten times slower than for a given one.
        """
        default = None
        if tree.kind == "call_function" and tree.name.lower() == "coalesce" and len(tree.parts) == 2:
            other = tree.parts[1]
            if other.kind != "literal" or other.name != "string":
                return None
            [token, _] = tokens(self.source[other.start : other.end])
            tree, default = tree.parts[0], token.value
        if tree.kind != "parameter" or self.checked.kinds.get(id(tree)) not in ("text", "null"):
            return None
        names = {what: name for name, what in self.lowered.items()}
        name = names.get((tree.name, default), f"__low{len(names)}")
        self.lowered[name] = (tree.name, default)
        return f"${name}"

    def counts(self, tree: Tree, *, zero: bool = False) -> bool:
        """Whether it is a number in figures, above 0 (or, with `zero`, not below)."""
        if tree.kind != "literal" or tree.name not in ("integer", "float"):
            return False
        text = self.source[tree.start : tree.end]
        return zero or (float(text) if tree.name == "float" else int(text, 0)) != 0

    def _pattern(self, tree: Tree) -> str:
        conditions: list[str] = []
        path = self.lifted(tree.parts[0], conditions)
        return f"EXISTS {{ MATCH {path} WHERE {' AND '.join(conditions)} }}" if conditions else path

    def _pattern_comprehension(self, tree: Tree) -> str:
        conditions: list[str] = []
        path = self.lifted(tree.parts[0], conditions)
        if where := tree.first("where"):
            conditions.append(f"({self.write(where.parts[0])})")
        return f"[{path}{' WHERE ' + ' AND '.join(conditions) if conditions else ''} | {self.write(tree.parts[-1])}]"


def _whole(tree: Tree) -> bool:
    """Whether it can be seen that an expression gives an integer."""
    if tree.kind == "property":
        return tree.name in _WHOLE
    if tree.kind == "call_function":
        return tree.name.removesuffix(" DISTINCT").lower() in ("count", "size", "length", "tointeger")
    return tree.kind in ("count", "count_star") or (tree.kind == "literal" and tree.name == "integer")


#: Properties and parts of dates that are integers.
_WHOLE = PARTS | {"start_char", "end_char", "claims", "sources", "count"}


def _as_java_writes(text: str) -> str:
    """A number's text with the exponent that Neo4j gives it from ten million on and below a thousandth.

    kglite writes `12345678.0` and `0.00012` where Java writes `1.2345678E7` and `1.2E-4`; the digits are the same. A
    zero that only holds a place is turned into a space and trimmed.
    """
    signed, unsigned, before, after, digits = "`__s`", "`__u`", "`__i`", "`__f`", "`__d`"
    sign = f"CASE WHEN {signed} STARTS WITH '-' THEN '-' ELSE '' END"
    mantissa = f"left({digits}, 1) + '.' + CASE WHEN size({digits}) > 1 THEN substring({digits}, 1) ELSE '0' END + 'E'"
    trimmed = f"replace(trim(replace({before} + {after}, '0', ' ')), ' ', '0')"
    exponent = (
        f"CASE WHEN size({before}) > 7 THEN toString(size({before}) - 1) "
        f"ELSE '-' + toString(1 + size({after}) - size(ltrim(replace({after}, '0', ' ')))) END"
    )
    written = f"[{digits} IN [{trimmed}] | {sign} + {mantissa} + {exponent}][0]"
    far = (
        f"size({before}) > 7 OR ({before} = '0' AND {after} STARTS WITH '000' AND {after} <> '0' "
        f"AND size(replace({after}, '0', '')) > 0)"
    )
    split = f"[{after} IN [split({unsigned}, '.')[1]] | CASE WHEN {far} THEN {written} ELSE {signed} END][0]"
    split = f"[{unsigned} IN [replace({signed}, '-', '')] | [{before} IN [split({unsigned}, '.')[0]] | {split}][0]][0]"
    return f"[{signed} IN [{text}] | CASE WHEN NOT {signed} CONTAINS '.' THEN {signed} ELSE {split} END][0]"


def _aggregates(tree: Tree) -> Iterator[Tree]:
    """The aggregates that an expression calls, without those of subqueries."""
    if is_aggregate(tree):
        yield tree
    elif tree.kind not in ("exists", "count"):
        for part in tree.parts:
            yield from _aggregates(part)


def _sought(condition: Tree) -> set[str]:
    """The variables whose id a condition gives, if it holds at all."""
    while condition.kind == "parenthesis":
        condition = condition.parts[0]
    if condition.kind == "operator" and condition.name == "AND":
        return {name for part in condition.parts for name in _sought(part)}
    if condition.kind == "operator" and condition.name == "=":
        return {
            side.parts[0].name
            for side in condition.parts
            if side.kind == "property" and side.name == "id" and side.parts[0].kind == "variable"
        }
    return set()


#: What may follow IN as it is.
_PLAIN = frozenset({"list", "variable", "property", "parameter", "parenthesis"})


def _looks_out(expression: Tree) -> bool:
    """Whether a map's value depends on other variables in more than name."""
    return expression.kind != "variable" and any(part.kind == "variable" for part in expression.walk())


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _begins_with_keyword(source: str, at: int) -> bool:
    return source[at : at + 5].upper() == "MATCH" or source[at : at + 8].upper() == "OPTIONAL"
