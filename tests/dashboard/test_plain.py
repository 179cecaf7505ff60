"""Hostile text stays text where Streamlit reads Markdown."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from backchannel.dashboard.plain import count, plain


def rendered(text: str) -> str:
    return MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).render(plain(text)).strip()


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "![x](http://evil.example/pixel.png)",
        "[click](javascript:alert(1))",
        "# heading\n\n- list\n\n```\ncode",
        "http://evil.example",
        "&lt;b&gt;",
        ":red[no] :material/home: $x^2$ `code`",
    ],
)
def test_markdown_and_html_in_a_headline_are_shown_as_written(text: str) -> None:
    assert html.unescape(rendered(text)) == f"<p>{' '.join(text.split())}</p>"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1))
def test_no_text_at_all_makes_markup(text: str) -> None:
    assert not re.search(r"<(?!/?p>)", rendered(text))


@given(st.text())
def test_streamlits_own_directives_never_stand_unescaped(text: str) -> None:
    assert not re.search(r"(?<!\\)(?:\\\\)*[:$`\[<]", plain(text))


def test_direction_marks_are_taken_out() -> None:
    assert plain("Putin \u202ederevorp\u202c met") == "Putin derevorp met"


def test_numbers_stand_with_their_noun() -> None:
    assert [count(1, "article"), count(1204, "article"), count(2, "reply", "replies")] == [
        "1 article",
        "1,204 articles",
        "2 replies",
    ]
