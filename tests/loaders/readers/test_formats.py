"""Documents in each format, sound and broken, to articles and refusals."""

from __future__ import annotations

import io
import json
import logging
import unicodedata

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.model import Article, Refusal
from loaders.readers import read_bytes
from loaders.readers.document import MAX_CHARACTERS, iso_day
from loaders.readers.formats import suffixes

STORY = "Envoys meet in Zürich\n\nZÜRICH, March 13 (Agency) - Ada Lovelace met Max Müller on Tuesday.\n\n“We talked,” she said."


def one(data: bytes | str, name: str) -> Article:
    """The single article in the data."""
    found = list(read_bytes(data.encode() if isinstance(data, str) else data, name=name))
    assert len(found) == 1
    assert isinstance(found[0], Article), found[0]
    return found[0]


def refused(data: bytes | str, name: str) -> Refusal:
    """The single refusal of the data."""
    found = list(read_bytes(data.encode() if isinstance(data, str) else data, name=name))
    assert len(found) == 1
    assert isinstance(found[0], Refusal), found[0]
    assert found[0].what == name
    return found[0]


class TestText:
    def test_the_first_short_paragraph_is_the_headline(self) -> None:
        article = one(STORY, "story.txt")
        assert article.headline == "Envoys meet in Zürich"
        assert article.text == STORY

    def test_a_first_sentence_is_no_headline(self) -> None:
        article = one("Ada met Max.\n\nThey talked.", "story.txt")
        assert article.headline == ""
        assert article.text == "Ada met Max.\n\nThey talked."

    def test_lines_wrapped_by_hand_become_paragraphs(self) -> None:
        wrapped = "Envoys meet\n\nAda Lovelace met the U.S.\nSecretary of State on Tuesday\nin Zürich.\n\nThey talked."
        assert one(wrapped, "a.txt").text == (
            "Envoys meet\n\nAda Lovelace met the U.S. Secretary of State on Tuesday in Zürich.\n\nThey talked."
        )

    def test_long_lines_are_paragraphs_each(self) -> None:
        first, second = "Ada met Max in the city. " * 6, "Max met Eve in the town. " * 6
        assert one(f"{first}\n{second}", "a.txt").text == f"{first.strip()}\n\n{second.strip()}"

    @pytest.mark.parametrize("end", ["\r\n", "\r", "\n"])
    def test_line_ends_of_every_system_read_the_same(self, end: str) -> None:
        assert one(STORY.replace("\n", end), "a.txt").text == STORY

    def test_letters_are_put_together(self) -> None:
        assert one(unicodedata.normalize("NFD", STORY), "a.txt").text == STORY

    def test_the_id_depends_on_the_text_alone(self) -> None:
        assert one(STORY, "a.txt").id == one(STORY, "b.txt").id != one(STORY + " Yes.", "a.txt").id


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
    def test_marked_and_utf8_texts_are_read_without_a_warning(
        self, encoding: str, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert one(STORY.encode(encoding), "a.txt").text == STORY
        assert not caplog.records

    @pytest.mark.parametrize("encoding", ["cp1252", "utf-16-le"])
    def test_a_guess_is_said(self, encoding: str, caplog: pytest.LogCaptureFixture) -> None:
        text = "Präsident Müller traf in Zürich die Gesandte. Die Gespräche dauerten fünf Stunden, hieß es."
        with caplog.at_level(logging.WARNING):
            assert one(text.encode(encoding), "old.txt").text == text
        assert "old.txt: its encoding is not said" in caplog.text

    def test_a_file_cut_in_mid_letter_is_read_with_a_warning(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            article = one("Ada Lovelace met Max Müller in Zürich ü".encode()[:-1], "cut.txt")
        assert article.text.startswith("Ada Lovelace met Max Müller in Zürich")
        assert "cut short" in caplog.text

    @pytest.mark.parametrize("data", [b"", b" \n\r\n\t ", b"\x00\x00\x00"])
    def test_nothing_is_refused(self, data: bytes) -> None:
        assert "empty" in refused(data, "a.txt").why

    @pytest.mark.parametrize("data", [bytes(range(256)) * 20, b"\x7fELF\x02\x01\x01\x00" + bytes(200)])
    def test_binary_is_refused(self, data: bytes) -> None:
        assert "it is no text" in refused(data, "a.txt").why

    def test_a_mark_that_lies_is_refused(self) -> None:
        assert "save it as UTF-8" in refused(b"\xef\xbb\xbf\xff\xfe\xff", "a.txt").why


class TestMarkdown:
    def test_front_matter_says_what_the_text_does_not(self) -> None:
        article = one(
            "---\nheadline: 'Envoys: a talk'\npublisher: The Gazette\npublished: 2024-03-13\nurl: https://x.example/a\n"
            "---\nAda met **Max** in [Zürich](https://zurich.example).\n\n- one\n- two\n",
            "a.md",
        )
        assert article.text == "Envoys: a talk\n\nAda met Max in Zürich.\n\none\n\ntwo"
        assert (article.headline, article.publisher, article.published, article.url) == (
            "Envoys: a talk",
            "The Gazette",
            "2024-03-13",
            "https://x.example/a",
        )

    def test_the_id_comes_from_the_file_else_from_the_address(self) -> None:
        assert one("---\nid: x-1\nurl: https://x.example/a\n---\nAda.", "a.md").id == "x-1"
        first = one("---\nurl: https://x.example/a\n---\nAda.", "a.md")
        assert first.id == one("---\nurl: https://x.example/a\n---\nAda, corrected.", "b.md").id

    def test_title_date_and_a_first_heading_serve_too(self) -> None:
        article = one("---\ntitle: T\ndate: 2024-03-13T10:00:00Z\n---\nAda.", "a.md")
        assert (article.headline, article.published) == ("T", "2024-03-13")
        assert one("# Envoys *meet*\n\nAda met Max.", "a.md").headline == "Envoys meet"

    def test_html_and_pictures_in_it_are_left_out(self) -> None:
        article = one("Ada <b>met</b> ![x](javascript:alert(1)) Max.\n\n<script>alert(1)</script>\n", "a.md")
        assert article.text == "Ada met Max."

    def test_broken_front_matter_is_refused_with_its_line(self) -> None:
        why = refused("---\npublisher: x\nheadline: Envoys: a talk\n---\nAda.", "a.md").why
        assert "at line 3" in why
        assert "quotes" in why

    def test_hostile_front_matter_ends_in_a_refusal(self) -> None:
        assert "cannot be read" in refused("---\na: " + "[" * 40_000 + "\n---\nAda.", "a.md").why

    def test_a_rule_at_the_head_is_no_front_matter(self) -> None:
        assert one("---\n\nAda met Max.", "a.md").text == "Ada met Max."


class TestJsonLines:
    def test_the_text_is_kept_as_it_stands(self) -> None:
        text = "Headline\n\nA  text with e\u0301 and\ttabs."
        article = one(json.dumps({"id": "n1", "published": "2024-03-13", "text": text}), "a.jsonl")
        assert article == Article(id="n1", text=text, headline="Headline", published="2024-03-13")

    def test_a_headline_of_its_own_goes_in_front_once(self) -> None:
        row = {"id": 7, "headline": "H", "text": "Body.", "publisher": "P", "url": "https://x.example/"}
        article = one(json.dumps(row), "a.jsonl")
        assert (article.id, article.text, article.headline, article.publisher) == ("7", "H\n\nBody.", "H", "P")
        assert one(json.dumps(row | {"text": "H\n\nBody."}), "a.jsonl").text == "H\n\nBody."

    def test_a_broken_line_is_named_and_the_others_go_on(self) -> None:
        lines = (
            b'{"id":"1","text":"Ada."}\n{"id":\n\n[1]\n{"id":"2"}\n'
            + b"[" * 100_000
            + b'\n\xff\x00\n{"id":"3","text":"Max."}'
        )
        found = list(read_bytes(lines, name="a.jsonl"))
        assert [row.id for row in found if isinstance(row, Article)] == ["1", "3"]
        assert [row.where for row in found if isinstance(row, Refusal)] == [f"line {n}" for n in (2, 4, 5, 6, 7)]

    def test_one_object_or_array_over_many_lines_is_read_too(self) -> None:
        rows = [{"id": "1", "text": "Ada."}, {"id": "2", "text": "Max."}]
        assert one(json.dumps(rows[0], indent=2), "a.json").id == "1"
        assert [row.id for row in read_bytes(json.dumps(rows, indent=2).encode(), name="a.json")] == ["1", "2"]  # type: ignore[union-attr]

    def test_what_no_store_takes_is_taken_out_without_moving_offsets(self) -> None:
        article = one('{"id":"1","text":"A\\u0000da \\ud800met Max."}', "a.jsonl")
        assert article.text == "A da  met Max."

    def test_only_web_addresses_are_addresses(self) -> None:
        row = {"id": "1", "text": "Ada.", "url": "javascript:alert(1)"}
        assert one(json.dumps(row), "a.jsonl").url is None


class TestPages:
    PAGE = (
        "<html><head><title>Envoys meet in Zürich - The Gazette</title><meta property='og:site_name' content='The Gazette'>"
        "<meta property='og:title' content='Envoys meet in Zürich'>"
        "<meta property='article:published_time' content='2024-03-13T08:00:00+01:00'></head><body><nav><a href='/'>Home</a></nav>"
        "<article><h1>Envoys meet in Zürich</h1><p>Ada Lovelace met Max Müller in Zürich on Tuesday, officials said.</p>"
        "<p>They talked for five hours about the canal &amp; its locks &lt;img src=x onerror=alert(1)&gt;.</p></article>"
        "<script>document.write('Eve met Putin')</script><footer>© 1999</footer></body></html>"
    )

    def test_the_article_and_what_the_page_says_of_it(self) -> None:
        article = one(self.PAGE, "a.html")
        assert article.text == (
            "Envoys meet in Zürich\n\nAda Lovelace met Max Müller in Zürich on Tuesday, officials said.\n\n"
            "They talked for five hours about the canal & its locks <img src=x onerror=alert(1)>."
        )
        assert (article.publisher, article.published) == ("The Gazette", "2024-03-13")

    def test_the_page_says_its_encoding(self) -> None:
        page = self.PAGE.replace("<head>", "<head><meta charset='iso-8859-1'>").encode("latin-1")
        assert "Max Müller" in one(page, "a.html").text

    def test_no_date_is_made_up(self) -> None:
        assert one("<html><body><p>Ada met Max.</p><footer>© 1999 Gazette</footer></body>", "a.html").published is None

    @pytest.mark.parametrize("element", ["div", "b", "table"])
    def test_bottomless_nesting_is_refused(self, element: str) -> None:
        assert "nested" in refused(f"<html><body>{f'<{element}>' * 100_000}", "a.html").why

    def test_a_page_without_an_article_is_refused(self) -> None:
        assert "no article was found" in refused("<html><body><script>x</script></body></html>", "a.html").why


def _pdf(lines: list[str]) -> bytes:
    """A small PDF with one line of text below the other."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 12 Tf 14 TL 50 700 Td {shown}ET"
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    tail = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF"
    return out + tail.encode()


class TestPdf:
    LINES = (
        "Envoys meet in Geneva:",
        "Ada Lovelace met Max Mueller in Geneva on",
        "Tuesday, officials said.",
        "They talked.",
    )

    def test_its_lines_become_paragraphs(self) -> None:
        assert (
            "Ada Lovelace met Max Mueller in Geneva on Tuesday, officials said."
            in one(_pdf([*self.LINES]), "a.pdf").text
        )

    def test_it_is_known_by_its_first_bytes(self) -> None:
        assert one(_pdf([*self.LINES]), "a.txt") == one(_pdf([*self.LINES]), "a.pdf")

    def test_half_a_file_and_pictures_alone_are_refused(self) -> None:
        assert "no whole PDF" in refused(b"%PDF-1.4\nnothing", "a.pdf").why
        assert "OCR" in refused(_pdf([]), "a.pdf").why


class TestWord:
    def test_paragraphs_tables_and_the_title(self) -> None:
        file = docx.Document()
        file.add_heading("Envoys meet in Zürich", 0)
        file.add_paragraph("Ada Lovelace met Max Müller.")
        table = file.add_table(rows=1, cols=1)
        table.cell(0, 0).text = "In a table."
        held = io.BytesIO()
        file.save(held)
        article = one(held.getvalue(), "a.docx")
        assert article.text == "Envoys meet in Zürich\n\nAda Lovelace met Max Müller.\n\nIn a table."
        assert article.headline == "Envoys meet in Zürich"
        assert "no whole Word document" in refused(held.getvalue()[:2000], "a.docx").why


class TestFeed:
    FEED = (
        '<?xml version="1.0"?><rss version="2.0"><channel><title>The Gazette</title>'
        "<item><title>Envoys meet</title><link>https://x.example/1</link><pubDate>Wed, 13 Mar 2024 10:00:00 GMT</pubDate>"
        "<description>&lt;p&gt;Ada met Max.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;&lt;p&gt;They talked.&lt;/p&gt;</description></item>"
        "<item><guid>2</guid></item><item><title>Storm</title><guid>id-3</guid></item></channel></rss>"
    )

    def test_an_article_an_entry(self) -> None:
        first, second, third = read_bytes(self.FEED.encode(), name="a.xml")
        assert isinstance(first, Article)
        assert first.text == "Envoys meet\n\nAda met Max.\n\nThey talked."
        assert (first.publisher, first.published, first.url) == ("The Gazette", "2024-03-13", "https://x.example/1")
        assert second == Refusal(what="a.xml", why="there is no text in it", where="entry 2")
        assert isinstance(third, Article)
        assert third.id == "id-3"

    def test_other_xml_is_refused(self) -> None:
        assert "no RSS or Atom feed" in refused('<?xml version="1.0"?><a><b/></a>', "a.xml").why

    def test_entities_do_not_grow(self) -> None:
        bomb = '<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "aaaaaaaaaa">'
        bomb += "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
        found = list(
            read_bytes(
                f"{bomb}]><rss version='2.0'><channel><item><title>&a11;</title></item></channel></rss>".encode(),
                name="a.xml",
            )
        )
        assert all(len(row.text) < 100 for row in found if isinstance(row, Article))


class TestDates:
    @pytest.mark.parametrize(
        "value",
        ["2024-03-12", "2024-03-12T23:30:00+03:00", "20240312", "Tue, 12 Mar 2024 23:30:00 +0300", "12 Mar 2024 10:00:00 GMT",
         "March 12, 2024", "12 March 2024", "2024/03/12"],
    )  # fmt: skip
    def test_days_are_read(self, value: str) -> None:
        assert iso_day(value, name="a") == "2024-03-12"

    @pytest.mark.parametrize("value", ["yesterday", "2024-13-40", "12", "03/04/2024", "x" * 10_000, True])
    def test_what_is_no_sure_day_is_none_and_said(self, value: object, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.WARNING):
            assert iso_day(value, name="a") is None
        assert "a: " in caplog.text


def test_a_text_too_long_for_one_article_is_refused() -> None:
    assert "split it" in refused("word " * (MAX_CHARACTERS // 5 + 1), "a.txt").why


@pytest.mark.parametrize("suffix", sorted([*suffixes(), ".unknown", ""]))
@settings(max_examples=40, deadline=None)
@given(
    data=st.one_of(
        st.binary(max_size=400),
        st.text(max_size=400).map(lambda text: text.encode("utf-8", "surrogatepass")),
        st.binary(max_size=100).map(lambda tail: b"---\n" + tail + b"\n---\nAda."),
        st.binary(max_size=100).map(lambda tail: b"<html><body><p>" + tail),
        st.binary(max_size=100).map(lambda tail: b"%PDF-1.4\n" + tail),
        st.binary(max_size=100).map(lambda tail: b"PK\x03\x04" + tail),
        st.recursive(st.none() | st.booleans() | st.floats() | st.text(), lambda inner: st.dictionaries(
            st.sampled_from(["id", "text", "url", "headline", "published", "publisher", "x"]), inner)).map(
                lambda value: json.dumps(value).encode()),
    )
)  # fmt: skip
def test_whatever_comes_is_an_article_in_normal_form_or_a_refusal(suffix: str, data: bytes) -> None:
    for found in read_bytes(data, name=f"any{suffix}"):
        if isinstance(found, Article):
            assert found.text.strip()
            assert not set(found.text) & {"\x00", "\r"}
            assert found.text.encode()
            assert 0 < len(found.id) <= 200
            assert not found.headline or found.text.startswith(found.headline)
            assert found.published is None or len(found.published) == 10
        else:
            assert found.what
            assert found.why
