"""Cypher text cut into tokens, each with its place; comments are dropped here, so nothing can hide in them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

from graph.errors import QueryError, QueryRefused

_E = TypeVar("_E", bound=QueryError)
_TOKEN = re.compile(
    r"""
    (?P<space>\s+)
  | (?P<comment>//[^\n]*|/\*.*?\*/)
  | (?P<float>(?:\d+\.\d+(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+)(?![\w]))
  | (?P<integer>(?:0x[0-9a-fA-F]+|0o[0-7]+|\d+)(?![\w]))
  | (?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
  | (?P<quoted>`(?:[^`]|``)+`)
  | (?P<parameter>\$(?:`(?:[^`]|``)+`|[^\W\d]\w*|\d+))
  | (?P<name>[^\W\d]\w*)
  | (?P<symbol><>|<=|>=|=~|\.\.|\|\||::|\+=|->|[-+*/%^=<>()\[\]{},.:;|!&@?$])
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)", re.DOTALL)
_SIMPLE = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\\": "\\", "'": "'", '"': '"', "`": "`"}

#: No query is longer; a parser's time is bounded by it.
LONGEST = 100_000


@dataclass(frozen=True, slots=True)
class Token:
    """`kind` is name, quoted, string, integer, float, parameter, symbol or end; `value` is what it stands for."""

    kind: str
    text: str
    value: str
    start: int
    end: int

    def is_word(self, *words: str) -> bool:
        """Whether it is one of these keywords, in any case (a name in backticks never is)."""
        return self.kind == "name" and self.text.upper() in words


def place(source: str, at: int) -> tuple[int, int]:
    """Line and column, from 1, of a code point in `source`."""
    before = source[:at]
    return before.count("\n") + 1, at - (before.rfind("\n") + 1) + 1


def wrong(source: str, at: int, message: str) -> QueryError:
    """A QueryError about the text at `at`."""
    return _at(QueryError, source, at, message)


def refused(source: str, at: int, message: str) -> QueryRefused:
    """A QueryRefused about the text at `at`."""
    return _at(QueryRefused, source, at, message)


def _at(kind: type[_E], source: str, at: int, message: str) -> _E:
    line, column = place(source, at)
    error = kind(f"{message} (line {line}, column {column})")
    error.line, error.column = line, column
    return error


def without_comments(source: str) -> str:
    """`source` with spaces in place of comments, so that every place in it stays what it was."""
    found = _scan(source)
    out = list(source)
    for kind, text, start in found:
        if kind == "comment":
            if re.search(r"\\u", text, re.IGNORECASE):
                raise refused(source, start, "an escape such as \\u000a may not stand in a comment")
            out[start : start + len(text)] = (character if character == "\n" else " " for character in text)
    return "".join(out)


def tokens(source: str) -> list[Token]:
    """The tokens of `source`, without comments, the last of kind "end"; QueryError where there is none."""
    found = [
        Token(kind, text, _value(source, kind, text, start), start, start + len(text))
        for kind, text, start in _scan(source)
        if kind not in ("space", "comment")
    ]
    found.append(Token("end", "", "", len(source), len(source)))
    return found


def _scan(source: str) -> Iterator[tuple[str, str, int]]:
    if len(source) > LONGEST:
        raise QueryRefused(f"the query has {len(source):,} characters; at most {LONGEST:,} are read")
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            raise wrong(source, at, _why_not(source, at))
        yield match.lastgroup or "", match[0], at
        at = match.end()


def _why_not(source: str, at: int) -> str:
    character = source[at]
    if character in "'\"":
        return f"a string is not closed: no {character} follows"
    if character == "`":
        return "a name in backticks is empty or not closed"
    if source.startswith("/*", at):
        return "a comment is not closed: no */ follows"
    if character == "\\":
        return "a backslash may stand only inside a string"
    if character.isdigit():
        return "a number runs into a name; put a space between them, or the name into backticks"
    return f"{character!r} is no part of Cypher"


def _value(source: str, kind: str, text: str, at: int) -> str:
    if kind == "quoted":
        return text[1:-1].replace("``", "`")
    if kind == "parameter":
        return text[2:-1].replace("``", "`") if text[1] == "`" else text[1:]
    if kind != "string":
        return text

    def unescape(match: re.Match[str]) -> str:
        code = match[1]
        if code[0] in "uU" and len(code) > 1:
            point = int(code[1:], 16)
            # Neo4j replaces these before it looks for a string's end: they could end it.
            if point > 0x10FFFF or 0xD800 <= point < 0xE000 or chr(point) in "'\"\\`\r\n":
                raise refused(
                    source, at + match.start() + 1, f"the escape {match[0]} may not be used; write it plainly"
                )
            return chr(point)
        if code not in _SIMPLE:
            raise wrong(source, at + match.start() + 1, f"unknown escape {match[0]!r} in a string; write \\\\ for a \\")
        return _SIMPLE[code]

    return _ESCAPE.sub(unescape, text[1:-1])
