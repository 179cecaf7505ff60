"""Markdown, with `headline`, `publisher`, `published`, `url` and `id` in YAML front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from graph.errors import InputError
from loaders.readers.document import Document, Found, clean, from_paragraphs
from loaders.readers.encoding import decode

if TYPE_CHECKING:
    from markdown_it.token import Token

SUFFIXES = (".md", ".markdown")
MEDIA_TYPES = ("text/markdown",)


#: Characters of front matter; its parser is slow.
MAX_FRONT = 50_000


def _front_matter(text: str) -> tuple[Mapping[str, object], str]:
    import yaml
    from frontmatter.default_handlers import YAMLHandler

    if not YAMLHandler.FM_BOUNDARY.match(text):
        return {}, text
    try:
        front, body = YAMLHandler().split(text)
    except ValueError:
        return {}, text  # a rule at the head of the text
    if len(front) > MAX_FRONT:
        raise InputError(f"its front matter has more than {MAX_FRONT:,} characters; end it with a line of ---")
    try:
        # Not the faster C parser: deep nesting runs that out of stack, and the process ends.
        values = yaml.load(front, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f" at line {mark.line + 1}" if mark else ""
        raise InputError(
            f"its front matter is no YAML{line} ({getattr(error, 'problem', None) or error}); "
            "put values that hold a colon into quotes"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError(f"its front matter cannot be read: {error}") from error
    return {str(key).lower(): value for key, value in values.items()} if isinstance(values, Mapping) else {}, body


def _words(token: Token) -> str:
    """The words of an inline token, its marks, pictures and HTML left out."""
    parts = []
    for child in token.children or ():
        if child.type in ("text", "code_inline", "text_special"):
            parts.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return " ".join("".join(parts).split())


def read(document: Document) -> Iterator[Found]:
    """The one article that the file is; without a headline in front, the first heading is it."""
    from markdown_it import MarkdownIt

    values, body = _front_matter(clean(decode(document.data, name=document.name, declared=document.charset)))
    headline = values.get("headline") or values.get("title")
    parts: list[str] = []
    in_heading = False
    parser = MarkdownIt("commonmark").enable("table")
    parser.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005 - no link is kept, whatever it leads to
    for token in parser.parse(body):
        if token.type == "inline":
            words = _words(token)
            if headline is None and in_heading and not parts:
                headline = words
            else:
                parts.append(words)
        in_heading = token.type == "heading_open"
    yield from_paragraphs(
        parts,
        name=document.name,
        headline=headline,
        own_id=values.get("id"),
        url=values.get("url") or values.get("link") or document.url,
        publisher=values.get("publisher") or values.get("source"),
        published=values.get("published") or values.get("date"),
    )
