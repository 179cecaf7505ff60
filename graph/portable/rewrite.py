"""A checked query in the words that the embedded engine gets right.

Everything here exists because the engine, asked in the analyst's own words, gave another answer than Neo4j: each rule
names what it mends, and the differential test holds it to that.
"""

from __future__ import annotations

from graph.portable.check import Checked
from graph.portable.functions import ANY
from graph.portable.syntax import Tree


def for_embedded(checked: Checked) -> str:
    """The text to ask kglite, with the same columns as the original."""
    return _Writer(checked).write(checked.tree)


class _Writer:
    def __init__(self, checked: Checked) -> None:
        self.source = checked.source
        self.checked = checked
        self.fresh = 0

    def new(self) -> str:
        """A variable that no query can have."""
        self.fresh += 1
        return f"__bc{self.fresh}"

    def write(self, tree: Tree) -> str:
        """The text of `tree`, its pieces rewritten where there is a rule for them."""
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
        paths = [self.lifted(path, conditions) for path in clause.all("path")]
        where = clause.first("where")
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
        outer = [entry for entry in held.parts if _looks_out(entry.parts[0])] if held else []
        if held is None or not outer:
            return self.pieces(part)
        variable = part.first("variable")
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
        if clause.first("star"):
            columns.append("*")
        for item in clause.all("item"):
            expression = item.parts[0]
            text = self.source[expression.start : expression.end]
            name = item.parts[1].name if len(item.parts) > 1 else expression.name
            if len(item.parts) == 1 and expression.kind != "variable":
                name = expression.parts[0].name if expression.kind == "projection" else text
            names[text] = name
            if clause.kind == "with" and len(item.parts) == 1:
                columns.append(_quoted(name))
            elif expression.kind == "count":
                columns.append(f"{self.pieces(expression)} AS {_quoted(name)}")
            else:
                columns.append(f"{self.write(expression)} AS {_quoted(name)}")
        out = f"{clause.kind.upper()} {clause.name + ' ' if clause.name else ''}{', '.join(columns)}"
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

    # -- expressions -------------------------------------------------------------------------------------------------

    def _variable(self, tree: Tree) -> str:
        return _quoted(tree.name)

    def _property(self, tree: Tree) -> str:
        return f"{self.write(tree.parts[0])}.{_quoted(tree.name)}"

    def _entry(self, tree: Tree) -> str:
        return f"{_quoted(tree.name)}: {self.write(tree.parts[0])}"

    def _labels(self, tree: Tree) -> str:
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
        if name == "stdev":
            return f"coalesce({self.pieces(tree)}, 0.0)"
        return self.pieces(tree)

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


#: What may follow IN as it is.
_PLAIN = frozenset({"list", "variable", "property", "parameter", "parenthesis"})


def _looks_out(expression: Tree) -> bool:
    """Whether a map's value depends on other variables in more than name."""
    return expression.kind != "variable" and any(part.kind == "variable" for part in expression.walk())


def _quoted(name: str) -> str:
    return "`" + name.replace("`", "``") + "`"


def _begins_with_keyword(source: str, at: int) -> bool:
    return source[at : at + 5].upper() == "MATCH" or source[at : at + 8].upper() == "OPTIONAL"
