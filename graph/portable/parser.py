"""A parser of the Cypher that both stores read alike; what is no part of that is refused by name.

It accepts what it knows and nothing else, so it is also the first gate: a text with a writing clause has no tree.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn, TypeVar

from graph.errors import QueryError, QueryRefused
from graph.portable.syntax import Tree
from graph.portable.tokens import Token, refused, tokens, wrong

T = TypeVar("T")

#: How deep brackets, subqueries and operators may be nested.
DEEPEST = 30

_WRITES = {
    "CREATE": "CREATE",
    "MERGE": "MERGE",
    "SET": "SET",
    "DELETE": "DELETE",
    "DETACH": "DETACH DELETE",
    "NODETACH": "NODETACH DELETE",
    "REMOVE": "REMOVE",
    "FOREACH": "FOREACH",
    "INSERT": "INSERT",
    "DROP": "DROP",
    "ALTER": "ALTER",
    "GRANT": "GRANT",
    "REVOKE": "REVOKE",
    "DENY": "DENY",
    "RENAME": "RENAME",
    "START": "START DATABASE",
    "STOP": "STOP DATABASE",
    "TERMINATE": "TERMINATE",
    "ENABLE": "ENABLE SERVER",
    "DEALLOCATE": "DEALLOCATE",
    "REALLOCATE": "REALLOCATE",
    "DRYRUN": "DRYRUN",
}
_UNPORTABLE = {
    "LOAD": "LOAD CSV reads files and addresses; load documents with `backchannel load`",
    "USE": "USE chooses a database; set NEO4J_DATABASE instead",
    "EXPLAIN": "EXPLAIN shows a plan, not an answer; leave it out",
    "PROFILE": "PROFILE shows a plan, not an answer; leave it out",
    "CYPHER": "CYPHER chooses a planner; leave it out",
    "SHOW": "SHOW asks the server; `backchannel info` says what a store holds",
    "FILTER": "FILTER is not portable; write WITH * WHERE ...",
    "LET": "LET is not portable; write WITH *, ... AS ...",
    "FINISH": "FINISH is not portable; write RETURN",
    "NEXT": "NEXT is not portable; write WITH",
    "FOR": "FOR is not portable; write UNWIND ... AS ...",
    "HAVING": "HAVING is not portable; write WITH ... WHERE ...",
    "FORMAT": "FORMAT is not portable; choose the form with --format",
    "INTERSECT": "INTERSECT is not portable; write WHERE ... IN or EXISTS { }",
    "EXCEPT": "EXCEPT is not portable; write WHERE NOT ... IN or NOT EXISTS { }",
    "ORDER": "ORDER BY stands after WITH or RETURN only",
    "SKIP": "SKIP stands after WITH or RETURN only",
    "OFFSET": "OFFSET is not portable; write SKIP",
    "LIMIT": "LIMIT stands after WITH or RETURN only",
    "WHERE": "WHERE stands after MATCH or WITH only",
}
#: Words that cannot be a variable's name without backticks in one store or the other.
_RESERVED = frozenset(
    "ALL AND ANY AS ASC ASCENDING BY CALL CASE CONTAINS COUNT CREATE DELETE DESC DESCENDING DETACH DISTINCT ELSE END "
    "ENDS EXISTS FALSE FOREACH IN IS LIMIT MATCH MERGE NONE NOT NULL OPTIONAL OR ORDER REMOVE RETURN SET SINGLE SKIP "
    "STARTS THEN TRUE UNION UNWIND WHEN WHERE WITH XOR".split()
)


def parse(source: str) -> Tree:
    """The tree of `source`; QueryRefused for what may not or cannot portably be asked, QueryError for mistakes."""
    return _Parser(source).statement()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokens(source)
        self.at = 0
        self.depth = 0
        self.steps = 0
        self.loose = False  # inside an expression, where (a) + 1 is a sum and no quantified pattern

    # -- tokens ------------------------------------------------------------------------------------------------------

    @property
    def now(self) -> Token:
        return self.tokens[self.at]

    def ahead(self, steps: int = 1) -> Token:
        return self.tokens[min(self.at + steps, len(self.tokens) - 1)]

    @property
    def last_end(self) -> int:
        return self.tokens[self.at - 1].end if self.at else 0

    def word(self, *words: str) -> bool:
        """Take the keywords if they come next, in this order."""
        if all(self.ahead(step).is_word(word) for step, word in enumerate(words)):
            self.at += len(words)
            return True
        return False

    def sign(self, text: str) -> bool:
        """Take the symbol if it comes next."""
        if self.now.kind == "symbol" and self.now.text == text:
            self.at += 1
            return True
        return False

    def is_sign(self, *texts: str, step: int = 0) -> bool:
        token = self.ahead(step)
        return token.kind == "symbol" and token.text in texts

    def expect(self, text: str, after: str) -> None:
        if not (self.sign(text) or (text.isalpha() and self.word(text))):
            self.fail(f"{text} is expected {after}")

    def fail(self, message: str) -> NoReturn:
        found = "the query ends" if self.now.kind == "end" else f"{self.now.text[:40]!r} stands"
        raise wrong(self.source, self.now.start, f"{message}, but {found} there")

    def refuse(self, message: str, token: Token | None = None) -> NoReturn:
        raise refused(self.source, (token or self.now).start, message)

    def tree(self, kind: str, start: int, *parts: Tree, name: str = "") -> Tree:
        return Tree(kind, start, self.last_end, parts, name)

    def attempt(self, read: Callable[[], T]) -> T | None:
        """What `read` reads, or None, with nothing taken, if the text is not of that form."""
        at, depth, loose = self.at, self.depth, self.loose
        self.loose = True
        try:
            return read()
        except QueryRefused:
            raise
        except QueryError:
            self.at, self.depth = at, depth
            return None
        finally:
            self.loose = loose

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > DEEPEST:
            self.refuse(f"the query is nested more than {DEEPEST} deep")

    # -- clauses -----------------------------------------------------------------------------------------------------

    def statement(self) -> Tree:
        if self.now.kind == "end":
            raise QueryError("the query is empty")
        query = self.query(top=True)
        if self.sign(";") and self.now.kind != "end":
            self.refuse("one query at a time: nothing may follow the semicolon")
        if self.now.kind != "end":
            self.stray()
        return query

    def stray(self) -> NoReturn:
        self.forbid()
        self.fail("the query should end or a clause should begin")

    def forbid(self) -> None:
        """Refuse by name the clause that begins here, if it is one that is not let through."""
        token = self.now
        if token.kind != "name":
            return
        word = token.text.upper()
        if word in _WRITES:
            self.refuse(f"{_WRITES[word]} would change the store; queries only read", token)
        if word in _UNPORTABLE:
            self.refuse(_UNPORTABLE[word], token)

    def query(self, *, top: bool = False, unit: bool = False) -> Tree:
        self.deeper()
        start = self.now.start
        singles = [self.single(unit=unit)]
        kinds: set[str] = set()
        while self.now.is_word("UNION"):
            union = self.now
            self.at += 1
            kinds.add("UNION ALL" if self.word("ALL") else "UNION")
            self.word("DISTINCT")
            if len(kinds) > 1:
                self.refuse("UNION and UNION ALL may not be mixed; put one of them into CALL { }", union)
            singles.append(self.single(unit=unit))
        if top and not self.is_sign(";") and self.now.kind != "end":
            self.stray()
        self.depth -= 1
        return self.tree("query", start, *singles, name=kinds.pop() if kinds else "")

    def single(self, *, unit: bool) -> Tree:
        start = self.now.start
        clauses: list[Tree] = []
        while True:
            if self.now.is_word("RETURN"):
                clauses.append(self.projection("return"))
                break
            clause = self.clause()
            if clause is None:
                break
            clauses.append(clause)
        if not clauses:
            self.forbid()
            self.fail("a clause such as MATCH, UNWIND, WITH or RETURN is expected")
        if clauses[-1].kind != "return" and not unit:
            self.forbid()
            self.fail("a query ends with RETURN; that or another clause is expected")
        return self.tree("single", start, *clauses)

    def clause(self) -> Tree | None:
        token = self.now
        if token.is_word("OPTIONAL") and self.ahead().is_word("MATCH"):
            self.at += 1
            return self.match("OPTIONAL", token.start)
        if token.is_word("OPTIONAL") and self.ahead().is_word("CALL"):
            self.refuse("OPTIONAL CALL is not portable; write OPTIONAL MATCH, or CALL with an aggregate")
        if token.is_word("MATCH"):
            return self.match("", token.start)
        if token.is_word("UNWIND"):
            self.at += 1
            expression = self.expression()
            self.expect("AS", "after UNWIND's list")
            return self.tree("unwind", token.start, expression, self.variable())
        if token.is_word("WITH"):
            return self.projection("with")
        if token.is_word("CALL"):
            return self.call()
        return None

    def match(self, name: str, start: int) -> Tree:
        self.at += 1
        self.match_modes()
        parts = [self.path()]
        while self.sign(","):
            parts.append(self.path())
        if self.now.is_word("USING"):
            self.refuse("USING is a planner's hint; leave it out")
        if self.now.is_word("WHERE"):
            parts.append(self.where())
        return self.tree("match", start, *parts, name=name)

    def match_modes(self) -> None:
        if self.now.is_word("REPEATABLE", "DIFFERENT"):
            self.refuse(f"MATCH {self.now.text.upper()} is not portable; leave it out")
        self.path_modes()

    def path_modes(self) -> None:
        token = self.now
        if token.is_word("SHORTEST") or (token.is_word("ANY", "ALL") and not self.is_sign("=", step=1)):
            self.refuse(
                f"{token.text.upper()} paths are not portable; write p = shortestPath((a)-[*..5]-(b)) or "
                "allShortestPaths(...)"
            )
        if token.is_word("WALK", "TRAIL", "ACYCLIC", "SIMPLE"):
            self.refuse(f"{token.text.upper()} is not portable; leave it out")

    def where(self) -> Tree:
        start = self.now.start
        self.at += 1
        return self.tree("where", start, self.expression())

    def call(self) -> Tree:
        token = self.now
        self.at += 1
        if self.sign("{"):
            return self.subquery(token, [], "")
        if self.is_sign("("):
            self.at += 1
            imports: list[Tree] = []
            if self.sign("*"):
                self.refuse("CALL (*) is not portable; name the variables: CALL (a, b) { ... }", token)
            while not self.sign(")"):
                imports.append(self.variable())
                if not self.is_sign(")"):
                    self.expect(",", "between the variables of CALL (...)")
            self.expect("{", "after CALL (...)")
            return self.subquery(token, imports, "SCOPE")
        return self.refuse("CALL of a procedure is not let through; `backchannel info` says what a store holds", token)

    def subquery(self, token: Token, imports: list[Tree], name: str) -> Tree:
        body = self.query()
        self.expect("}", "at the end of CALL { }")
        if self.now.is_word("IN") and self.ahead().is_word("TRANSACTIONS", "CONCURRENT"):
            self.refuse("CALL { } IN TRANSACTIONS is for writing; leave IN TRANSACTIONS out")
        return self.tree("call", token.start, *imports, body, name=name)

    def projection(self, kind: str) -> Tree:
        start = self.now.start
        self.at += 1
        name = "DISTINCT" if self.word("DISTINCT") else ""
        parts: list[Tree] = []
        if self.is_sign("*"):
            self.at += 1
            parts.append(self.tree("star", self.last_end - 1))
        else:
            parts.append(self.item())
        while self.sign(","):
            parts.append(self.item())
        if self.now.is_word("GROUP"):
            self.refuse("GROUP BY is not Cypher: whatever is returned beside an aggregate is what it is grouped by")
        if self.now.is_word("ORDER"):
            begin = self.now.start
            self.at += 1
            self.expect("BY", "after ORDER")
            sorts = [self.sort()]
            while self.sign(","):
                sorts.append(self.sort())
            parts.append(self.tree("order", begin, *sorts))
        for word in ("SKIP", "LIMIT"):
            if self.now.is_word("OFFSET"):
                self.refuse(_UNPORTABLE["OFFSET"])
            if self.now.is_word(word):
                begin = self.now.start
                self.at += 1
                parts.append(self.tree(word.lower(), begin, self.expression()))
        if self.now.is_word("SKIP"):
            self.fail("SKIP stands before LIMIT")
        if kind == "with" and self.now.is_word("WHERE"):
            parts.append(self.where())
        return self.tree(kind, start, *parts, name=name)

    def item(self) -> Tree:
        start = self.now.start
        expression = self.expression()
        if self.word("AS"):
            return self.tree("item", start, expression, self.variable())
        return self.tree("item", start, expression)

    def sort(self) -> Tree:
        start = self.now.start
        expression = self.expression()
        descending = self.word("DESC") or self.word("DESCENDING")
        if not descending:
            _ = self.word("ASC") or self.word("ASCENDING")
        if self.now.is_word("NULLS"):
            self.refuse("NULLS FIRST and NULLS LAST are not portable; order by x IS NULL first")
        return self.tree("sort", start, expression, name="DESC" if descending else "")

    # -- patterns ----------------------------------------------------------------------------------------------------

    def variable(self) -> Tree:
        token = self.now
        if token.kind == "name":
            if token.text.upper() in _RESERVED:
                self.fail(f"a name is expected ({token.text} is a keyword: as a name, write it in backticks)")
        elif token.kind != "quoted":
            self.fail("a name is expected")
        if token.value.startswith("__"):
            self.refuse("names that begin with two underscores are kept for the store")
        self.at += 1
        return self.tree("variable", token.start, name=token.value)

    def key(self) -> str:
        token = self.now
        if token.kind not in ("name", "quoted"):
            self.fail("a name is expected")
        self.at += 1
        return token.value

    def path(self) -> Tree:
        start = self.now.start
        parts: list[Tree] = []
        if self.now.kind in ("name", "quoted") and self.is_sign("=", step=1):
            parts.append(self.variable())
            self.at += 1
        self.path_modes()
        if self.now.is_word("SHORTESTPATH", "ALLSHORTESTPATHS") and self.is_sign("(", step=1):
            begin, name = self.now.start, self.now.text
            self.at += 2
            inner = self.chain()
            if len(inner.parts) != 3:
                self.fail(f"{name} takes one relationship between two nodes")
            self.expect(")", f"at the end of {name}(...)")
            parts.append(self.tree("shortest", begin, inner, name=name))
        else:
            parts += self.chain().parts
        return self.tree("path", start, *parts)

    def chain(self) -> Tree:
        start = self.now.start
        parts = [self.node()]
        while self.is_sign("-") or (self.is_sign("<") and self.is_sign("-", step=1)):
            parts.append(self.relationship())
            parts.append(self.node())
        if self.is_sign("(") and not self.loose:
            self.quantified()
        return self.tree("path", start, *parts)

    def node(self) -> Tree:
        start = self.now.start
        self.expect("(", "where a node's pattern begins")
        if self.is_sign("(") and not self.loose:
            self.quantified()
        parts: list[Tree] = []
        if self.now.kind in ("name", "quoted") and not self.now.is_word("WHERE", "IS"):
            parts.append(self.variable())
        if self.now.is_word("IS") and not self.loose:
            self.refuse("IS as a label's sign is not portable; write (n:Person)")
        if self.is_sign(":"):
            parts.append(self.labels())
        if properties := self.properties():
            parts.append(properties)
        if self.now.is_word("WHERE") and not self.loose:
            self.refuse("WHERE inside a pattern is not portable; write it after the pattern: MATCH (n) WHERE ...")
        self.expect(")", "at the end of a node's pattern")
        if self.is_sign("+", "{", "*") and not self.loose:
            self.quantified()
        return self.tree("node", start, *parts)

    def quantified(self) -> NoReturn:
        self.refuse("quantified patterns are not portable; write a variable length: -[:MET*1..3]-")

    def properties(self) -> Tree | None:
        if self.is_sign("{"):
            return self.map()
        if self.now.kind == "parameter":
            self.refuse(
                f"a whole map as a parameter in a pattern is not portable; name its keys: {{id: {self.now.text}.id}}"
            )
        return None

    def labels(self) -> Tree:
        start = self.now.start
        names: list[str] = []
        sign = ""
        while self.is_sign(":", "|", "&"):
            if names and self.now.text != sign and sign:
                self.refuse("a mixed label expression is not portable; write WHERE n:A OR n:B")
            if names:
                sign = self.now.text
            if sign == "&":
                self.refuse("& between labels is not portable; write (n:A:B)")
            self.at += 1
            if self.is_sign("!", "%", "(", "$") or self.now.kind == "parameter":
                self.refuse(f"{self.now.text} in a label expression is not portable; write WHERE n:A OR NOT n:B")
            names.append(self.key())
        return self.tree("labels", start, name=(sign or ":").join(names))

    def relationship(self) -> Tree:
        start = self.now.start
        left = self.sign("<")
        right = False
        parts: list[Tree] = []
        self.expect("-", "where a relationship's pattern begins")
        if self.sign("["):
            if self.now.kind in ("name", "quoted") and not self.now.is_word("WHERE", "IS"):
                parts.append(self.variable())
            if self.now.is_word("IS"):
                self.refuse("IS as a type's sign is not portable; write -[r:MET]-")
            if self.is_sign(":"):
                parts.append(self.types())
            if self.is_sign("*"):
                parts.append(self.range())
            if properties := self.properties():
                parts.append(properties)
            if self.now.is_word("WHERE"):
                self.refuse("WHERE inside a pattern is not portable; write it after the pattern: MATCH ... WHERE ...")
            self.expect("]", "at the end of a relationship's pattern")
        if self.sign("->"):
            right = True
        elif self.sign("-"):
            right = self.is_sign(">") and self.sign(">")
        else:
            self.fail("- or -> is expected after a relationship's pattern")
        if self.is_sign("+", "{", "*") and not self.loose:
            self.quantified()
        return self.tree("relationship", start, *parts, name="-" if left == right else ">" if right else "<")

    def types(self) -> Tree:
        start = self.now.start
        self.at += 1
        names = [self.type_name()]
        while self.is_sign("|", "&", ":"):
            if not self.is_sign("|"):
                self.refuse(f"{self.now.text} between relationship types is not portable; write -[:A|B]-")
            self.at += 1
            self.sign(":")
            names.append(self.type_name())
        return self.tree("types", start, name="|".join(names))

    def type_name(self) -> str:
        if self.is_sign("!", "%", "(", "$") or self.now.kind == "parameter":
            self.refuse(f"{self.now.text} in a type expression is not portable; write WHERE type(r) = ...")
        return self.key()

    def range(self) -> Tree:
        start = self.now.start
        self.at += 1
        low = high = ""
        if self.now.kind == "integer":
            low = high = self.now.text
            self.at += 1
        if self.sign(".."):
            high = ""
            if self.now.kind == "integer":
                high = self.now.text
                self.at += 1
        elif self.now.kind == "float" and self.now.text.startswith("."):
            self.fail("a length such as *1..3 is expected")
        return self.tree("range", start, name=f"{low}..{high}")

    # -- expressions -------------------------------------------------------------------------------------------------

    def expression(self) -> Tree:
        self.deeper()
        found = self.binary(0)
        self.depth -= 1
        return found

    _LEVELS = (("OR",), ("XOR",), ("AND",))

    def binary(self, level: int) -> Tree:
        if level == len(self._LEVELS):
            return self.negation()
        start = self.now.start
        left = self.binary(level + 1)
        while self.now.is_word(*self._LEVELS[level]):
            name = self.now.text.upper()
            self.at += 1
            left = self.tree("operator", start, left, self.binary(level + 1), name=name)
        return left

    def negation(self) -> Tree:
        start = self.now.start
        if self.word("NOT"):
            self.deeper()
            found = self.tree("operator", start, self.negation(), name="NOT")
            self.depth -= 1
            return found
        return self.comparison()

    def comparison(self) -> Tree:
        start = self.now.start
        left = self.predicate()
        if not self.is_sign("=", "<>", "<", "<=", ">", ">="):
            if self.is_sign("!"):
                self.fail("'not equal' is written <>")
            return left
        name = self.now.text
        self.at += 1
        found = self.tree("operator", start, left, self.predicate(), name=name)
        if self.is_sign("=", "<>", "<", "<=", ">", ">="):
            self.refuse("a chain of comparisons is not portable; write a < b AND b < c")
        return found

    def predicate(self) -> Tree:
        start = self.now.start
        left = self.sum()
        for words in (("STARTS", "WITH"), ("ENDS", "WITH"), ("CONTAINS",), ("IN",)):
            if self.word(*words):
                return self.tree("operator", start, left, self.sum(), name=" ".join(words))
        if self.sign("=~"):
            return self.tree("operator", start, left, self.sum(), name="=~")
        if self.now.is_word("IS") or self.is_sign("::"):
            if self.word("IS", "NULL"):
                left = self.tree("operator", start, left, name="IS NULL")
            elif self.word("IS", "NOT", "NULL"):
                left = self.tree("operator", start, left, name="IS NOT NULL")
            else:
                self.refuse("IS ... for types and normal forms is not portable; only IS NULL and IS NOT NULL are")
        return left

    def sum(self) -> Tree:
        return self.chained(("+", "-"), self.product)

    def product(self) -> Tree:
        return self.chained(("*", "/", "%"), self.power)

    def power(self) -> Tree:
        return self.chained(("^",), self.unary)

    def chained(self, signs: tuple[str, ...], operand: Callable[[], Tree]) -> Tree:
        start = self.now.start
        left = operand()
        while True:
            if self.is_sign("||"):
                self.refuse("|| is not portable; write + between strings or lists")
            if not self.is_sign(*signs):
                return left
            name = self.now.text
            self.at += 1
            left = self.tree("operator", start, left, operand(), name=name)

    def unary(self) -> Tree:
        start = self.now.start
        if self.is_sign("+", "-"):
            name = self.now.text
            self.at += 1
            self.deeper()
            found = self.tree("operator", start, self.unary(), name=f"unary {name}")
            self.depth -= 1
            return found
        return self.postfix()

    def postfix(self) -> Tree:
        start = self.now.start
        found = self.atom()
        while True:
            if self.sign("."):
                found = self.tree("property", start, found, name=self.key())
            elif self.is_sign("["):
                found = self.subscript(found, start)
            elif self.is_sign(":") and found.kind == "variable":
                found = self.tree("has_labels", start, found, self.labels())
            elif self.is_sign("{") and found.kind == "variable":
                found = self.map_projection(found, start)
            else:
                return found

    def subscript(self, base: Tree, start: int) -> Tree:
        self.at += 1
        low = None if self.is_sign("..") else self.expression()
        if self.sign(".."):
            parts = [base] if low is None else [base, low]
            name = "" if low is None else "from"
            if not self.is_sign("]"):
                parts.append(self.expression())
                name += " to"
            self.expect("]", "at the end of a slice")
            return self.tree("slice", start, *parts, name=name.strip())
        assert low is not None  # noqa: S101
        self.expect("]", "after an index")
        return self.tree("index", start, base, low)

    def map_projection(self, base: Tree, start: int) -> Tree:
        self.at += 1
        parts: list[Tree] = [base]
        while not self.is_sign("}"):
            begin = self.now.start
            if self.sign("."):
                if self.sign("*"):
                    parts.append(self.tree("star", begin))
                else:
                    key = self.key()
                    parts.append(self.tree("property_entry", begin, name=key))
            elif self.is_sign(":", step=1):
                key = self.key()
                self.at += 1
                parts.append(self.tree("entry", begin, self.expression(), name=key))
            else:
                parts.append(self.variable())
            if not self.is_sign("}"):
                self.expect(",", "between the entries of a map projection")
        self.at += 1
        return self.tree("projection", start, *parts)

    def atom(self) -> Tree:
        token = self.now
        self.steps += 1
        if self.steps > 20 * len(self.tokens) + 1000:
            self.refuse("the query is too tangled to be read; break it into WITH steps")
        if token.kind in ("integer", "float", "string"):
            self.at += 1
            return self.tree("literal", token.start, name=token.kind)
        if token.kind == "parameter":
            self.at += 1
            return self.tree("parameter", token.start, name=token.value)
        if self.is_sign("["):
            return self.bracket()
        if self.is_sign("{"):
            return self.map()
        if self.is_sign("("):
            return self.parenthesis()
        if token.kind == "name":
            return self.named(token)
        if token.kind == "quoted":
            return self.call_or_variable(token)
        return self.fail("an expression is expected")

    def named(self, token: Token) -> Tree:
        word, called = token.text.upper(), self.is_sign("(", step=1)
        if word in ("TRUE", "FALSE", "NULL"):
            self.at += 1
            return self.tree("literal", token.start, name=word)
        if word in ("INF", "INFINITY", "NAN") and not self.is_sign(".", step=1):
            self.refuse(f"{token.text} is not portable")
        if word == "CASE":
            return self.case()
        if self.is_sign("{", step=1) and word in ("EXISTS", "COUNT", "COLLECT"):
            return self.braces(word)
        if called and word in ("ALL", "ANY", "NONE", "SINGLE"):
            return self.quantifier(word)
        if called and word == "REDUCE":
            return self.reduce()
        if called and word == "EXISTS":
            self.refuse("exists(...) as a function is not portable; write EXISTS { ... }, or x.y IS NOT NULL")
        if called and word in ("SHORTESTPATH", "ALLSHORTESTPATHS"):
            self.refuse(f"{token.text}(...) in an expression is not portable; write MATCH p = {token.text}(...)")
        return self.call_or_variable(token)

    def call_or_variable(self, token: Token) -> Tree:
        step = 1
        while self.is_sign(".", step=step) and self.ahead(step + 1).kind in ("name", "quoted"):
            step += 2
        if not self.is_sign("(", step=step):
            return self.variable()
        name = ".".join(self.ahead(i).value for i in range(0, step, 2))
        self.at += step + 1
        if name.upper() == "COUNT" and self.is_sign("*"):
            self.at += 1
            self.expect(")", "after count(*")
            return self.tree("count_star", token.start)
        distinct = self.word("DISTINCT")
        arguments: list[Tree] = []
        while not self.is_sign(")"):
            arguments.append(self.expression())
            if not self.is_sign(")"):
                self.expect(",", f"between the arguments of {name}")
        self.at += 1
        return self.tree("call_function", token.start, *arguments, name=f"{name} DISTINCT" if distinct else name)

    def case(self) -> Tree:
        start = self.now.start
        self.at += 1
        parts: list[Tree] = []
        if not self.now.is_word("WHEN"):
            parts.append(self.expression())
        while self.now.is_word("WHEN"):
            begin = self.now.start
            self.at += 1
            condition = self.expression()
            if self.is_sign(","):
                self.refuse("several values in one WHEN are not portable; write a WHEN for each")
            self.expect("THEN", "after WHEN")
            parts.append(self.tree("when", begin, condition, self.expression()))
        if self.now.is_word("ELSE"):
            begin = self.now.start
            self.at += 1
            parts.append(self.tree("else", begin, self.expression()))
        self.expect("END", "at the end of CASE")
        if not any(part.kind == "when" for part in parts):
            self.fail("CASE needs a WHEN")
        return self.tree("case", start, *parts)

    def braces(self, word: str) -> Tree:
        start = self.now.start
        if word == "COLLECT":
            self.refuse("COLLECT { } is not portable; write a pattern comprehension [ (a)-[:MET]->(b) | b.name ]")
        self.at += 2
        if self.now.is_word("MATCH", "OPTIONAL", "UNWIND", "WITH", "CALL", "RETURN"):
            body = self.query(unit=True)
        elif self.is_sign("(") or self.is_sign("=", step=1):
            begin = self.now.start
            paths = [self.path()]
            while self.sign(","):
                paths.append(self.path())
            if self.now.is_word("WHERE"):
                paths.append(self.where())
            body = self.tree("match", begin, *paths)
        else:
            self.forbid()
            self.fail(f"a pattern or MATCH is expected in {word} {{ }}")
        if not self.is_sign("}"):
            self.stray()
        self.at += 1
        return self.tree(word.lower(), start, body)

    def quantifier(self, word: str) -> Tree:
        start = self.now.start
        self.at += 2
        variable = self.variable()
        self.expect("IN", f"after the variable of {word.lower()}(...)")
        parts = [variable, self.expression()]
        if not self.now.is_word("WHERE"):
            self.fail(f"WHERE is expected in {word.lower()}(x IN list WHERE ...)")
        parts.append(self.where())
        self.expect(")", f"at the end of {word.lower()}(...)")
        return self.tree("quantifier", start, *parts, name=word)

    def reduce(self) -> Tree:
        start = self.now.start
        self.at += 2
        total = self.variable()
        self.expect("=", "after the first variable of reduce(...)")
        initial = self.expression()
        self.expect(",", "after the start of reduce(...)")
        each = self.variable()
        self.expect("IN", "after the second variable of reduce(...)")
        values = self.expression()
        self.expect("|", "after the list of reduce(...)")
        step = self.expression()
        self.expect(")", "at the end of reduce(...)")
        return self.tree("reduce", start, total, initial, each, values, step)

    def bracket(self) -> Tree:
        start = self.now.start
        if self.ahead().kind in ("name", "quoted") and self.ahead(2).is_word("IN"):
            at = self.at
            self.at += 1
            variable = self.attempt(self.variable)
            if variable is not None:
                return self.comprehension(variable, start)
            self.at = at
        if self.is_sign("(", step=1) or (self.is_sign("=", step=2) and self.is_sign("(", step=3)):
            at = self.at
            found = self.attempt(self.pattern_comprehension)
            if found is not None:
                return found
            self.at = at
        self.at += 1
        parts: list[Tree] = []
        while not self.is_sign("]"):
            parts.append(self.expression())
            if not self.is_sign("]"):
                self.expect(",", "between the parts of a list")
        self.at += 1
        return self.tree("list", start, *parts)

    def comprehension(self, variable: Tree, start: int) -> Tree:
        self.at += 1
        parts = [variable, self.expression()]
        if self.now.is_word("WHERE"):
            parts.append(self.where())
        if self.sign("|"):
            parts.append(self.expression())
        self.expect("]", "at the end of a list comprehension")
        return self.tree("list_comprehension", start, *parts)

    def pattern_comprehension(self) -> Tree:
        start = self.now.start
        self.at += 1
        path = self.path()
        if len(path.all("node", "relationship")) < 3:
            self.fail("a relationship is expected in a pattern comprehension")
        parts = [path]
        if self.now.is_word("WHERE"):
            parts.append(self.where())
        self.expect("|", "in a pattern comprehension")
        parts.append(self.expression())
        self.expect("]", "at the end of a pattern comprehension")
        return self.tree("pattern_comprehension", start, *parts)

    def map(self) -> Tree:
        start = self.now.start
        self.expect("{", "where a map begins")
        parts: list[Tree] = []
        keys: set[str] = set()
        while not self.is_sign("}"):
            begin = self.now.start
            key = self.key()
            if key in keys:
                self.refuse(f"the key {key!r} stands twice in one map", self.tokens[self.at - 1])
            keys.add(key)
            self.expect(":", "after a map's key")
            parts.append(self.tree("entry", begin, self.expression(), name=key))
            if not self.is_sign("}"):
                self.expect(",", "between the entries of a map")
        self.at += 1
        return self.tree("map", start, *parts)

    def parenthesis(self) -> Tree:
        start = self.now.start
        found = self.attempt(self.pattern)
        if found is not None:
            return found
        self.at += 1
        inner = self.expression()
        self.expect(")", "to close the parenthesis")
        return self.tree("parenthesis", start, inner)

    def pattern(self) -> Tree:
        start = self.now.start
        # Cheap look first: (name), (name:..., (:Label, () - anything else is no node.
        inner = self.ahead()
        if not (inner.kind in ("name", "quoted") or (inner.kind == "symbol" and inner.text in (":", ")", "{"))):
            self.fail("a pattern is expected")
        path = self.chain()
        if len(path.parts) < 3:
            self.fail("a relationship is expected in a pattern")
        return self.tree("pattern", start, path)
