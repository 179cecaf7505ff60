"""The functions that mean the same on both stores, and what to write instead of those that do not.

A kind is what an expression gives: text, number, boolean, date, moment (a date with a time of day), duration, map,
node, relationship, path, `list` or `list:KIND`, and `any` where only the data can tell; | joins kinds where several do.
"""

from __future__ import annotations

from dataclasses import dataclass

ANY = "any"


@dataclass(frozen=True, slots=True)
class Signature:
    """`takes` names the kinds of each argument, the last `optional` of which may be left out."""

    takes: tuple[str, ...]
    gives: str
    optional: int = 0


_ORDERED = "text|number|boolean|date"

#: Aggregates take one argument; "same" gives the argument's kind, "list" a list of it.
AGGREGATES: dict[str, Signature] = {
    "count": Signature((ANY,), "number"),
    "sum": Signature(("number",), "number"),
    "avg": Signature(("number",), "number"),
    "min": Signature((_ORDERED,), "same"),
    "max": Signature((_ORDERED,), "same"),
    "collect": Signature((ANY,), "list"),
    "stdev": Signature(("number",), "number"),
}

#: By name in lower case; "element" gives what the list holds, "same" the first argument's kind.
FUNCTIONS: dict[str, Signature] = {
    "abs": Signature(("number",), "number"),
    "ceil": Signature(("number",), "number"),
    "date": Signature(("text|date|moment|map",), "date", optional=1),
    "date.truncate": Signature(("text", "date"), "date"),
    "datetime": Signature(("text|map",), "moment", optional=1),
    "duration": Signature(("text|map|duration",), "duration"),
    "duration.indays": Signature(("date", "date"), "duration"),
    "endnode": Signature(("relationship",), "node"),
    "floor": Signature(("number",), "number"),
    "head": Signature(("list",), "element"),
    "keys": Signature(("node|relationship|map",), "list:text"),
    "labels": Signature(("node",), "list:text"),
    "last": Signature(("list",), "element"),
    "left": Signature(("text", "number"), "text"),
    "length": Signature(("path",), "number"),
    "localdatetime": Signature(("text|map",), "moment"),
    "ltrim": Signature(("text",), "text"),
    "nodes": Signature(("path",), "list:node"),
    "properties": Signature(("relationship|map",), "map"),
    "range": Signature(("number", "number", "number"), "list:number", optional=1),
    "relationships": Signature(("path",), "list:relationship"),
    "replace": Signature(("text", "text", "text"), "text"),
    "reverse": Signature(("text|list",), "same"),
    "right": Signature(("text", "number"), "text"),
    "round": Signature(("number",), "number"),
    "rtrim": Signature(("text",), "text"),
    "sign": Signature(("number",), "number"),
    "size": Signature(("text|list",), "number"),
    "split": Signature(("text", "text"), "list:text"),
    "startnode": Signature(("relationship",), "node"),
    "substring": Signature(("text", "number", "number"), "text", optional=1),
    "tail": Signature(("list",), "same"),
    "tofloat": Signature(("text|number",), "number"),
    "tointeger": Signature(("text|number",), "number"),
    "tolower": Signature(("text",), "text"),
    "tostring": Signature(("text|number|boolean|date",), "text"),
    "toupper": Signature(("text",), "text"),
    "trim": Signature(("text",), "text"),
    "type": Signature(("relationship",), "text"),
}

INSTEAD: dict[str, str] = {
    "id": "every node and every tie has a property of that name: n.id",
    "elementid": "every node and every tie has a property `id`: n.id",
    "isempty": "write size(x) = 0",
    "char_length": "write size(x)",
    "character_length": "write size(x)",
    "lower": "write toLower(x)",
    "upper": "write toUpper(x)",
    "duration.between": "write duration.inDays(a, b)",
    "duration.inmonths": "write duration.inDays(a, b)",
    "duration.inseconds": "write duration.inDays(a, b)",
    "nullif": "write CASE WHEN a = b THEN null ELSE a END",
    "percentilecont": "collect the values in order and take one by its index",
    "percentiledisc": "collect the values in order and take one by its index",
    "stdevp": "write stDev(x)",
    "toboolean": "write x = 'true'",
    "rand": "a query gives the same answer each time it is asked",
    "randomuuid": "a query gives the same answer each time it is asked",
    "timestamp": "write date()",
    "point": "the graph holds places by name",
    "exists": "write x.y IS NOT NULL or EXISTS { ... }",
    "sqrt": "compute it from the rows",
    "log": "compute it from the rows",
    "log10": "compute it from the rows",
    "exp": "compute it from the rows",
}

#: What the schema's properties hold; any other property is `any`.
PROPERTIES: dict[str, str] = {
    **dict.fromkeys(
        "id name folded kind headline url publisher published text relation modality date date_from date_to place "
        "detail evidence extractor status pair tie said_by on_behalf_of key entity".split(),
        "text",
    ),
    **dict.fromkeys(["start_char", "end_char", "confidence", "claims", "sources", "count"], "number"),
    **dict.fromkeys(["aliases", "names", "claim_ids", "forms"], "list:text"),
}
#: Parts of a date or duration that can be asked for.
PARTS = frozenset(
    "year month day week weekYear dayOfWeek quarter ordinalDay days months hours minutes seconds hour minute "
    "second".split()
)


def fits(kind: str, wanted: str) -> bool:
    """Whether an expression of `kind` may stand where one of `wanted` is taken."""
    if ANY in (kind, wanted) or "null" in (kind, wanted):
        return True
    return kind.partition(":")[0] in wanted.split("|")


def element(kind: str) -> str:
    """What a list of `kind` holds."""
    return kind.partition(":")[2] or ANY


def common(kinds: list[str]) -> str:
    """The kind that all share, null aside; `any` if they do not."""
    found = {kind for kind in kinds if kind != "null"}
    return found.pop() if len(found) == 1 else ANY if found else "null"
