"""Random Cypher over the store's schema, for asking two stores the same question.

A query is made from a seed alone, so a disagreement is named by its number. Rows that LIMIT or SKIP cut are ordered by
every column first, since otherwise either store may choose others.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

TIES = (
    "MET",
    "SPOKE_WITH",
    "HOSTED",
    "VISITED",
    "HOLDS_ROLE",
    "REPRESENTED",
    "AGREED_TO",
    "MEDIATED",
    "ACCUSED",
    "OWNS",
)
KINDS = ("Person", "Organization", "State", "Place", "Group", "Document", "Event")
MODALITIES = ("asserted", "planned", "requested", "denied", "hypothetical")
PARAMETERS = {
    "p": "a",
    "n": 2,
    "words": ["asserted", "MET", "Person", "London"],
    "day": "2024-06-01",
    "nothing": None,
    "map": {"kind": "Person", "n": 3, "list": [1, 2, 3]},
    "yes": True,
    "f": 0.5,
}
TEXT = {
    "entity": ("name", "kind", "id"),
    "article": ("id", "headline", "publisher", "published", "url"),
    "claim": ("id", "relation", "modality", "date", "evidence", "place", "status"),
    "quote": ("id", "text"),
    "tie": ("id", "modality", "date", "date_from", "date_to", "place", "evidence", "said_by", "nope"),
    "mention": (),
    "link": (),
}
NUMBER = {
    "entity": (),
    "article": (),
    "claim": ("start_char", "end_char", "confidence"),
    "quote": ("start_char", "end_char"),
    "tie": ("claims", "sources", "confidence"),
    "mention": ("count",),
    "link": (),
}
LISTS = {"entity": ("aliases",), "tie": ("claim_ids",), "mention": ("names",)}


@dataclass
class Scope:
    """Variables by what they hold: entity, article, claim, quote, tie, mention, link, text, number, boolean, list, path."""

    held: dict[str, str] = field(default_factory=dict)

    def of(self, *kinds: str) -> list[str]:
        return [name for name, kind in self.held.items() if kind in kinds]


def generate(seed: int) -> str:
    """The query of this number."""
    return _Maker(random.Random(seed)).query()


class _Maker:
    def __init__(self, chance: random.Random) -> None:
        self.chance = chance
        self.count = 0

    # -- chance ------------------------------------------------------------------------------------------------------

    def one(self, items: list[str] | tuple[str, ...]) -> str:
        return self.chance.choice(items)

    def maybe(self, share: float) -> bool:
        return self.chance.random() < share

    def pick(self, *makers: Callable[[], str]) -> str:
        return self.chance.choice(makers)()

    def name(self, letter: str) -> str:
        self.count += 1
        return f"{letter}{self.count}"

    # -- the whole ---------------------------------------------------------------------------------------------------

    def query(self) -> str:
        if self.maybe(0.08):
            scope = Scope()
            expression, _ = self.scalar(scope, 3)
            return f"RETURN {expression} AS x"
        if self.maybe(0.06):
            return f"{self.single(columns=1)} {self.one(('UNION', 'UNION ALL'))} {self.single(columns=1)}"
        return self.single()

    def single(self, *, columns: int | None = None) -> str:
        scope = Scope()
        parts = [self.match(scope)]
        parts += [
            self.pick(
                lambda: self.match(scope, optional=True),
                lambda: self.extend(scope),
                lambda: self.unwind(scope),
                lambda: self.narrow(scope),
                lambda: self.call(scope),
            )
            for _ in range(self.chance.choice((0, 0, 1, 1, 2)))
        ]
        parts.append(self.give(scope, columns))
        return "\n".join(part for part in parts if part)

    # -- patterns ----------------------------------------------------------------------------------------------------

    def entity(self, scope: Scope | None, *, known: bool = True) -> str:
        if scope is not None and known and scope.of("entity") and self.maybe(0.3):
            return f"({self.one(scope.of('entity'))})"
        label = self.one((*KINDS, "Entity", "Person", "Person", ""))
        label = f":{label}" if label else ":Entity"
        if self.maybe(0.1):
            label = ":Person|State"
        named = scope is not None and self.maybe(0.8)
        variable = self.name("e") if named else ""
        held = ""
        if self.maybe(0.12):
            held = " {kind: " + self.pick(lambda: "'Person'", lambda: "$map.kind", self.outer(scope)) + "}"
        elif self.maybe(0.06) and scope is not None and scope.of("entity"):
            held = f" {{id: {self.one(scope.of('entity'))}.id}}"
        if named and scope is not None:
            scope.held[variable] = "entity"
        return f"({variable}{label}{held})"

    def outer(self, scope: Scope | None) -> Callable[[], str]:
        """A value from another variable: the trap that the embedded engine falls into."""
        if scope is None or not scope.of("entity"):
            return lambda: "'State'"
        variable = self.one(scope.of("entity"))
        return lambda: f"{variable}.kind"

    def tie(self, scope: Scope | None, *, long: bool = False) -> str:
        types = "|".join(self.chance.sample(TIES, self.chance.choice((1, 1, 2, 3))))
        named = scope is not None and self.maybe(0.7)
        variable = self.name("r") if named else ""
        length = held = ""
        if long:
            length = self.one(("*1..2", "*2", "*0..1", "*..2", "*1..3"))
            named = False
            variable = ""
        elif self.maybe(0.15):
            held = f" {{modality: '{self.one(MODALITIES)}'}}"
        if named and scope is not None:
            scope.held[variable] = "tie"
        left, right = self.one(("-|-", "-|->", "<-|-")).split("|")
        return f"{left}[{variable}:{types}{length}{held}]{right}"

    def pattern(self, scope: Scope | None) -> str:
        def ties() -> str:
            text = self.entity(scope) + self.tie(scope, long=self.maybe(0.15)) + self.entity(scope)
            return text + (self.tie(scope) + self.entity(scope) if self.maybe(0.25) else "")

        def claims() -> str:
            claim = self.name("c") if scope is not None else ""
            if scope is not None:
                scope.held[claim] = "claim"
            role = self.one(("SOURCE", "TARGET", "SAID_BY", "SOURCE|TARGET"))
            return f"({claim}:Claim)-[:{role}]->" + self.entity(scope)

        def articles() -> str:
            article, mention = (self.name("a"), self.name("m")) if scope is not None else ("", "")
            text = self.entity(scope)
            if scope is not None:
                scope.held |= {article: "article", mention: "mention"}
            return text + f"-[{mention}:MENTIONED_IN]->({article}:Article)"

        def quotes() -> str:
            quote = self.name("q") if scope is not None else ""
            text = self.entity(scope)
            if scope is not None:
                scope.held[quote] = "quote"
            return text + f"-[:SAID]->({quote}:Quote)"

        return self.pick(ties, ties, ties, claims, articles, quotes)

    def match(self, scope: Scope, *, optional: bool = False) -> str:
        if optional:
            inner = Scope(dict(scope.held))
            text = self.anchored(inner)
            where = f" WHERE {self.boolean(inner, 1)}" if self.maybe(0.4) else ""
            scope.held = inner.held
            return f"OPTIONAL MATCH {text}{where}"
        text = self.pattern(scope)
        if self.maybe(0.1) and "=" not in text:
            variable = self.name("p")
            scope.held[variable] = "path"
            text = f"{variable} = {text}"
        where = f" WHERE {self.boolean(scope, 2)}" if self.maybe(0.5) else ""
        return f"MATCH {text}{where}"

    def anchored(self, scope: Scope) -> str:
        """A pattern that begins at a variable which is there, so that rows do not multiply without end."""
        for kind, makers in (
            ("entity", (self.from_entity,)),
            ("claim", (self.from_claim,)),
            ("article", (self.from_article,)),
        ):
            if variables := scope.of(kind):
                return self.chance.choice(makers)(self.one(variables), scope)
        return self.pattern(scope)

    def from_entity(self, variable: str, scope: Scope) -> str:
        def ties() -> str:
            return f"({variable})" + self.tie(scope) + self.entity(scope, known=False)

        def articles() -> str:
            article = self.name("a")
            scope.held[article] = "article"
            return f"({variable})-[:MENTIONED_IN]->({article}:Article)"

        return self.pick(ties, ties, articles)

    def from_claim(self, variable: str, scope: Scope) -> str:
        article = self.name("a")
        scope.held[article] = "article"
        return f"({variable})-[:IN]->({article}:Article)"

    def from_article(self, variable: str, scope: Scope) -> str:
        claim = self.name("c")
        scope.held[claim] = "claim"
        return f"({claim}:Claim)-[:IN]->({variable})"

    def extend(self, scope: Scope) -> str:
        text = self.anchored(scope)
        return f"MATCH {text}" + (f" WHERE {self.boolean(scope, 1)}" if self.maybe(0.3) else "")

    # -- clauses -----------------------------------------------------------------------------------------------------

    def unwind(self, scope: Scope) -> str:
        variable = self.name("u")
        lists = [f"{name}.{key}" for name, kind in scope.held.items() for key in LISTS.get(kind, ())]
        if lists and self.maybe(0.5):
            text, kind = self.one(lists), "text"
        else:
            text, kind = self.chance.choice(
                [
                    ("[1, 2, null]", "number"),
                    ("range(1, $n)", "number"),
                    ("$words", "text"),
                    ("[]", "number"),
                    ("['a', 'b']", "text"),
                ]
            )
        scope.held[variable] = kind
        return f"UNWIND {text} AS {variable}"

    def narrow(self, scope: Scope) -> str:
        """A WITH: some variables go on, others are named anew or counted."""
        if self.maybe(0.15):
            return f"WITH * WHERE {self.boolean(scope, 1)}"
        keep = [name for name in scope.held if self.maybe(0.6)]
        held = {name: scope.held[name] for name in keep}
        items = list(keep)
        aggregate = self.maybe(0.5)
        for _ in range(self.chance.choice((1, 1, 2))):
            name = self.name("v")
            text, kind = self.aggregate(scope) if aggregate else self.scalar(scope, 2)
            items.append(f"{text} AS {name}")
            held[name] = kind
        distinct = "DISTINCT " if not aggregate and self.maybe(0.2) else ""
        scope.held = held
        text = f"WITH {distinct}{', '.join(items)}"
        scalars = scope.of("text", "number", "boolean")
        if self.maybe(0.15) and scalars and set(scope.held) == set(scalars):
            text += f" ORDER BY {', '.join(self.sorted(scalars))} LIMIT {self.chance.choice((1, 3, 10))}"
        if self.maybe(0.3):
            text += f" WHERE {self.boolean(scope, 1)}"
        return text

    def call(self, scope: Scope) -> str:
        anchors = scope.of("entity")
        if not anchors:
            return ""
        anchor = self.one(anchors)
        inner = Scope({anchor: "entity"})
        pattern = self.from_entity(anchor, inner)
        name = self.name("v")
        text, kind = self.aggregate(inner)
        scope.held[name] = kind
        optional = "OPTIONAL " if self.maybe(0.3) else ""
        if self.maybe(0.5):
            return f"CALL ({anchor}) {{ {optional}MATCH {pattern} RETURN {text} AS {name} }}"
        return f"CALL {{ WITH {anchor} {optional}MATCH {pattern} RETURN {text} AS {name} }}"

    def sorted(self, columns: list[str]) -> list[str]:
        order = list(columns)
        self.chance.shuffle(order)
        return [column + self.one(("", "", " DESC", " ASC")) for column in order]

    def give(self, scope: Scope, columns: int | None) -> str:
        number = columns or self.chance.choice((1, 2, 2, 3))
        shape = self.chance.random()
        items: list[tuple[str, str]] = []
        if shape < 0.4:
            items = [self.scalar(scope, 2) for _ in range(number - 1)]
            items.append(self.aggregate(scope))
        elif shape < 0.5 and columns is None and scope.of("entity", "tie", "claim"):
            variable = self.one(scope.of("entity", "tie", "claim"))
            items = [(variable, "element")]
        else:
            items = [self.scalar(scope, 2) for _ in range(number)]
        names = [f"x{i}" for i in range(len(items))]
        distinct = "DISTINCT " if shape >= 0.5 and self.maybe(0.3) else ""
        text = f"RETURN {distinct}" + ", ".join(
            f"{item} AS {name}" for (item, _), name in zip(items, names, strict=True)
        )
        orderable = all(kind in ("text", "number", "boolean") for _, kind in items)
        if columns is None and orderable and self.maybe(0.5):
            text += f" ORDER BY {', '.join(self.sorted(names))}"
            if self.maybe(0.4):
                text += f" SKIP {self.chance.choice((0, 1, 3))}"
            if self.maybe(0.6):
                text += f" LIMIT {self.chance.choice(('0', '1', '5', '20', '$n'))}"
        return text

    # -- expressions -------------------------------------------------------------------------------------------------

    def scalar(self, scope: Scope, depth: int) -> tuple[str, str]:
        kind = self.one(("text", "text", "number", "boolean"))
        return getattr(self, kind)(scope, depth), kind

    def aggregate(self, scope: Scope) -> tuple[str, str]:
        def counts() -> tuple[str, str]:
            names = list(scope.held)
            inside = self.pick(
                lambda: "*",
                lambda: self.one(names) if names else "*",
                lambda: f"DISTINCT {self.one(names)}" if names else "*",
                lambda: self.text(scope, 1),
                lambda: f"DISTINCT {self.text(scope, 1)}",
            )
            return f"count({inside})", "number"

        def numbers() -> tuple[str, str]:
            return f"{self.one(('sum', 'min', 'max', 'avg'))}({self.number(scope, 1)})", "number"

        def texts() -> tuple[str, str]:
            return f"{self.one(('min', 'max'))}({self.text(scope, 1)})", "text"

        def lists() -> tuple[str, str]:
            distinct = self.one(("", "DISTINCT "))
            return f"size(collect({distinct}{self.text(scope, 1)}))", "number"

        def collected() -> tuple[str, str]:
            return f"collect({self.one(('', 'DISTINCT '))}{self.text(scope, 1)})", "list"

        return self.chance.choice((counts, counts, numbers, texts, lists, collected))()

    def text(self, scope: Scope, depth: int) -> str:
        leaves: list[Callable[[], str]] = [
            lambda: self.one(("'a'", "'Person'", "'asserted'", "''", "'é'", "'2024-06-01'")),
            lambda: self.one(("$p", "$day", "$map.kind")),
        ]
        if variables := scope.of("text"):
            leaves += [lambda: self.one(variables)] * 3
        properties = [f"{name}.{key}" for name, kind in scope.held.items() for key in TEXT.get(kind, ())]
        if properties:
            leaves += [lambda: self.one(properties)] * 6
        if ties := scope.of("tie"):
            leaves.append(lambda: f"type({self.one(ties)})")
        if entities := scope.of("entity"):
            leaves.append(lambda: f"labels({self.one(entities)})[{self.chance.choice((0, 1, -1))}]")
        if depth <= 0 or self.maybe(0.4):
            return self.pick(*leaves)
        inner = depth - 1
        return self.pick(
            lambda: (
                f"{self.one(('toUpper', 'toLower', 'trim', 'reverse', 'ltrim', 'rtrim'))}({self.text(scope, inner)})"
            ),
            lambda: f"left({self.text(scope, inner)}, {self.chance.choice((0, 1, 4, 99))})",
            lambda: f"right({self.text(scope, inner)}, {self.chance.choice((0, 1, 4, 99))})",
            lambda: (
                f"substring({self.text(scope, inner)}, {self.chance.choice((0, 1, 5))}{self.one(('', ', 2', ', $n'))})"
            ),
            lambda: f"replace({self.text(scope, inner)}, {self.one((chr(39) + 'a' + chr(39), '$p'))}, 'o')",
            lambda: f"coalesce({self.text(scope, inner)}, {self.text(scope, inner)})",
            lambda: f"({self.text(scope, inner)} + {self.text(scope, inner)})",
            lambda: f"toString({self.whole(scope, inner)})",
            lambda: f"split({self.text(scope, inner)}, ' ')[{self.chance.choice((0, 1, -1))}]",
            lambda: (
                f"CASE WHEN {self.boolean(scope, inner)} THEN {self.text(scope, inner)}"
                f"{self.one(('', f' ELSE {self.text(scope, inner)}'))} END"
            ),
            lambda: f"CASE {self.text(scope, inner)} WHEN {self.text(scope, inner)} THEN 'yes' ELSE 'no' END",
            lambda: f"head({self.list(scope, inner)})",
            lambda: f"toString({self.date(scope, inner)})",
            lambda: f"{{k: {self.text(scope, inner)}, z: 1}}.k",
            *leaves,
        )

    def whole(self, scope: Scope, depth: int) -> str:
        """An integer: floats are written differently, and never equal by chance."""
        return self.pick(
            lambda: str(self.chance.randint(-3, 9)),
            lambda: f"size({self.text(scope, depth)})",
            lambda: f"size({self.list(scope, depth)})",
            lambda: "$n",
        )

    def number(self, scope: Scope, depth: int) -> str:
        leaves: list[Callable[[], str]] = [
            lambda: self.one(("0", "1", "2", "7", "-1", "0.5", "10")),
            lambda: self.one(("$n", "$f", "$map.n")),
        ]
        if variables := scope.of("number"):
            leaves += [lambda: self.one(variables)] * 3
        properties = [f"{name}.{key}" for name, kind in scope.held.items() for key in NUMBER.get(kind, ())]
        if properties:
            leaves += [lambda: self.one(properties)] * 3
        if paths := scope.of("path"):
            leaves.append(lambda: f"length({self.one(paths)})")
        if depth <= 0 or self.maybe(0.3):
            return self.pick(*leaves)
        inner = depth - 1
        return self.pick(
            lambda: f"({self.number(scope, inner)} {self.one(('+', '-', '*'))} {self.number(scope, inner)})",
            lambda: f"({self.whole(scope, inner)} {self.one(('/', '%'))} {self.chance.choice((2, 3, 7))})",
            lambda: f"size({self.text(scope, inner)})",
            lambda: f"size({self.list(scope, inner)})",
            lambda: f"{self.one(('abs', 'floor', 'ceil', 'round', 'sign'))}({self.number(scope, inner)})",
            lambda: f"coalesce({self.number(scope, inner)}, {self.chance.choice((0, 1))})",
            lambda: (
                f"CASE WHEN {self.boolean(scope, inner)} THEN {self.number(scope, inner)} ELSE {self.number(scope, inner)} END"
            ),
            lambda: f"toInteger({self.one((chr(39) + '12' + chr(39), chr(39) + 'x' + chr(39), '3.7', '$p'))})",
            lambda: f"-{self.number(scope, 0)}" if self.maybe(0.5) else f"(- {self.number(scope, inner)})",
            lambda: f"reduce(t = 0, w IN {self.list(scope, inner)} | t + size(w))",
            lambda: f"({self.date(scope, inner)}).{self.one(('year', 'month', 'day', 'dayOfWeek', 'quarter', 'week'))}",
            lambda: f"duration.inDays({self.date(scope, 0)}, {self.date(scope, 0)}).days",
            lambda: self.counting(scope),
            *leaves,
        )

    def counting(self, scope: Scope) -> str:
        if entities := scope.of("entity"):
            variable = self.one(entities)
            if self.maybe(0.5):
                return f"COUNT {{ ({variable}){self.tie(None)}{self.entity(None)} }}"
            inner = Scope({variable: "entity"})
            pattern = self.from_entity(variable, inner)
            return f"COUNT {{ MATCH {pattern} WHERE {self.boolean(inner, 1)} }}"
        return "1"

    def list(self, scope: Scope, depth: int) -> str:
        """A list of texts."""
        leaves: list[Callable[[], str]] = [
            lambda: self.one(("['a', 'b']", "[]", "$words", "['x', null]", "split('a b', ' ')")),
        ]
        properties = [f"{name}.{key}" for name, kind in scope.held.items() for key in LISTS.get(kind, ())]
        if properties:
            leaves += [lambda: self.one(properties)] * 3
        if paths := scope.of("path"):
            leaves.append(lambda: f"[n IN nodes({self.one(paths)}) | n.name]")
            leaves.append(lambda: f"[t IN relationships({self.one(paths)}) | type(t)]")
        if depth <= 0:
            return self.pick(*leaves)
        inner = depth - 1
        return self.pick(
            lambda: (
                f"[w IN {self.list(scope, inner)} WHERE {self.one(('w > $p', 'size(w) > 1', 'w IS NOT NULL', 'w CONTAINS $p'))}]"
            ),
            lambda: f"[w IN {self.list(scope, inner)} | {self.one(('toUpper(w)', 'left(w, 2)', 'w + $p', 'w'))}]",
            lambda: f"{self.list(scope, inner)}[{self.one(('0..1', '1..', '..2', '-1..', '0..-1'))}]",
            lambda: f"({self.list(scope, inner)} + {self.list(scope, inner)})",
            lambda: f"tail({self.list(scope, inner)})",
            lambda: f"[{self.text(scope, inner)}, {self.text(scope, inner)}]",
            *leaves,
        )

    def date(self, scope: Scope, depth: int) -> str:
        if depth > 0 and self.maybe(0.4):
            return self.pick(
                lambda: f"({self.date(scope, 0)} + duration('{self.one(('P1M', 'P10D', 'P1Y2M'))}'))",
                lambda: f"date.truncate('{self.one(('month', 'year', 'week', 'quarter'))}', {self.date(scope, 0)})",
            )
        return self.pick(
            lambda: f"date('{self.one(('2024-03-01', '2023-12-31', '2024-02-29'))}')",
            lambda: "date($day)",
            lambda: "date({year: 2024, month: 5, day: 3})",
        )

    def boolean(self, scope: Scope, depth: int) -> str:
        def compares() -> str:
            sign = self.one(("=", "<>", "<", "<=", ">", ">="))
            if self.maybe(0.6):
                return f"{self.text(scope, depth - 1)} {sign} {self.text(scope, depth - 1)}"
            return f"{self.number(scope, depth - 1)} {sign} {self.number(scope, depth - 1)}"

        makers: list[Callable[[], str]] = [
            compares,
            compares,
            compares,
            lambda: (
                f"{self.text(scope, depth - 1)} {self.one(('STARTS WITH', 'ENDS WITH', 'CONTAINS'))} {self.text(scope, 0)}"
            ),
            lambda: f"{self.text(scope, depth - 1)} IN {self.list(scope, depth - 1)}",
            lambda: f"{self.text(scope, depth - 1)} IS {self.one(('', 'NOT '))}NULL",
            lambda: f"{self.text(scope, 0)} =~ '{self.one(('.*a.*', '(?i)m.*', '[A-M].*', '20[0-9]+.*'))}'",
            lambda: f"{self.one(('any', 'all', 'none', 'single'))}(w IN {self.list(scope, depth - 1)} WHERE w >= $p)",
            lambda: f"{self.date(scope, 0)} {self.one(('<', '=', '>='))} {self.date(scope, 1)}",
            lambda: self.one(("true", "$yes", "$nothing IS NULL", "null = 1")),
        ]
        if entities := scope.of("entity"):
            variable = self.one(entities)
            makers += [
                lambda: f"{variable}:{self.one(KINDS)}",
                lambda: f"EXISTS {{ ({variable}){self.tie(None)}{self.entity(None)} }}",
                lambda: f"NOT (({variable}){self.tie(None)}{self.entity(None)})",
                lambda: f"NOT ({variable}){self.tie(None)}()",
                lambda: f"{self.one(entities)} = {variable}",
                lambda: f"{variable}.id = {self.one(entities)}.id",
                lambda: f"{variable}.folded CONTAINS toLower({self.one(('$p', '$nothing', '$words[3]'))})",
                lambda: f"toLower({variable}.name) STARTS WITH toLower(coalesce($nothing, 'A'))",
                lambda: f"reduce(n = 0, w IN {variable}.aliases | n + size(w)) > {self.one(('5', '$n'))}",
            ]
            if depth > 0:
                makers.append(lambda: self.exists(variable))
        if depth > 0:
            makers += [
                lambda: (
                    f"({self.boolean(scope, depth - 1)} {self.one(('AND', 'OR', 'XOR'))} {self.boolean(scope, depth - 1)})"
                ),
                lambda: f"NOT ({self.boolean(scope, depth - 1)})",
            ]
        return f"({self.pick(*makers)})"

    def exists(self, variable: str) -> str:
        inner = Scope({variable: "entity"})
        pattern = self.from_entity(variable, inner)
        return f"EXISTS {{ MATCH {pattern} WHERE {self.boolean(inner, 1)} }}"
