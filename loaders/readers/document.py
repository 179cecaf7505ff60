"""A document before and after it is read: raw bytes in, an `Article` in its normal text form out."""

from __future__ import annotations

import email.utils
import logging
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from graph.errors import InputError
from graph.model import Article, Extraction, Refusal, stable_id

log = logging.getLogger(__name__)

#: What a document holds: articles to read, statements of tables (claims already), and what could not be taken.
Found = Article | Extraction | Refusal

#: Bytes of one document (one line, in JSON lines), and characters of one article's text.
MAX_BYTES = 20_000_000
MAX_CHARACTERS = 1_000_000
#: A first paragraph that is longer than this is no headline.
MAX_HEADLINE = 200

_UNWANTED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """Bytes with the name that the user knows them by (a path, a URL); `charset` is what their server declares."""

    name: str
    data: bytes
    url: str | None = None
    charset: str | None = None

    @property
    def suffix(self) -> str:
        """The name's suffix in lower case, query and fragment of a URL left out: ".html"."""
        return PurePath(re.split(r"[?#]", self.name, maxsplit=1)[0] if self.url else self.name).suffix.lower()


def clean(text: str) -> str:
    r"""The same text with `\n` as its only line end and a space for each character that no text holds (NUL, ...)."""
    return _UNWANTED.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, each on one line.

    Where no line is longer than 100 characters the text counts as wrapped by hand: a blank line, or a short line that
    ends a sentence, ends a paragraph. Otherwise each line is a paragraph of its own.
    """
    lines = [" ".join(line.split()) for line in unicodedata.normalize("NFC", clean(text)).split("\n")]
    width = max(map(len, lines))
    if width > 100:
        return [line for line in lines if line]
    found: list[str] = []
    open_paragraph: list[str] = []
    for line in [*lines, ""]:
        if line:
            open_paragraph.append(line)
        short = len(line) < 0.7 * width and re.search(r"[.!?:][\"'”’»)]*$", line)
        if open_paragraph and (not line or short):
            found.append(" ".join(open_paragraph))
            open_paragraph = []
    return found


def headline_of(paragraph: str) -> str:
    """The paragraph if it reads like a headline (short, one line, no full stop at its end), else nothing."""
    line = paragraph.strip()
    short = 0 < len(line) <= MAX_HEADLINE and "\n" not in line
    return line if short and not re.search(r"\.[\"'”’»)]*$", line) else ""


def iso_day(value: object, *, name: str) -> str | None:
    """The day of a date in one of the forms that files and servers use, as `2024-03-12`; None (and a warning) if none.

    Knows dates and times of ISO 8601, of e-mail and feeds (RFC 2822), and days with an English month's name.
    """
    if value is None or value == "":
        return None
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    text = " ".join(str(value).split())[:100]
    try:
        if match := re.match(r"(\d{4})-?(\d{2})-?(\d{2})(?!\d)", text):
            return date(*map(int, match.groups())).isoformat()
        if re.match(r"(\w{3}, )?\d{1,2} \w{3} \d{4} \d", text):
            return email.utils.parsedate_to_datetime(text).date().isoformat()
    except ValueError:
        pass
    for form in ("%B %d, %Y", "%b %d, %Y", "%d %B %Y", "%d %b %Y", "%Y/%m/%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()
        except ValueError:
            continue
    log.warning("%s: %r is no date that can be read, so the article has none; write it as 2024-03-12", name, text)
    return None


def line_of(value: object) -> str | None:
    """A short text on one line (a publisher, an address), or None where there is nothing."""
    if value is None or isinstance(value, dict | list):
        return None
    return " ".join(unicodedata.normalize("NFC", clean(str(value))).split())[:1000] or None


def web_address(value: object) -> str | None:
    """The address if it is one of the web; anything else (`javascript:`, a path) could not be opened as its source."""
    text = line_of(value)
    return text if text and re.match(r"https?://[^\s/]", text, re.IGNORECASE) else None


def make_article(
    text: str,
    *,
    name: str,
    headline: str = "",
    own_id: object = None,
    url: object = None,
    publisher: object = None,
    published: object = None,
) -> Article:
    """An article from its whole text; its id is the document's own, else made from the URL, else from the text.

    Raises InputError where the text is empty or too long to be one article.
    """
    if not text.strip():
        raise InputError("there is no text in it")
    if len(text) > MAX_CHARACTERS:
        raise InputError(
            f"its text has {len(text):,} characters, more than one article may have ({MAX_CHARACTERS:,}); "
            "split it into its articles"
        )
    address = web_address(url)
    identity = line_of(own_id) or (stable_id("a", "url", address) if address else stable_id("a", "text", text))
    return Article(
        id=identity if len(identity) <= 200 else stable_id("a", "id", identity),
        text=text,
        headline=headline,
        url=address,
        publisher=line_of(publisher),
        published=iso_day(published, name=name),
    )


def from_paragraphs(
    parts: Iterable[str],
    *,
    name: str,
    headline: object = None,
    own_id: object = None,
    url: object = None,
    publisher: object = None,
    published: object = None,
) -> Article:
    """An article from its paragraphs; without `headline` the first one is it, if it reads like one."""
    body = [part for part in (unicodedata.normalize("NFC", clean(part)).strip() for part in parts) if part]
    title = line_of(headline)
    if title is None and len(body) > 1:
        title = headline_of(body[0]) or None
    if title and not (body and body[0] == title):
        body.insert(0, title)
    return make_article(
        "\n\n".join(body),
        name=name,
        headline=title or "",
        own_id=own_id,
        url=url,
        publisher=publisher,
        published=published,
    )
