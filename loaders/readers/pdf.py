"""PDF (by pypdfium2): the text of all pages as paragraphs. The date in its properties is not when it was published."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

from graph.errors import InputError
from loaders.readers.document import MAX_CHARACTERS, Document, Found, from_paragraphs, line_of, paragraphs

SUFFIXES = (".pdf",)
MEDIA_TYPES = ("application/pdf",)

_ONE_AT_A_TIME = threading.Lock()  # PDFium is not made for threads


def _pages(document: Document) -> tuple[str | None, list[str]]:
    """The title in the file's properties and the text of each page."""
    import pypdfium2

    with _ONE_AT_A_TIME:
        try:
            file = pypdfium2.PdfDocument(document.data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise InputError("it asks for a password; save a copy without one") from error
            raise InputError(f"it is no whole PDF ({error}); fetch or save it again") from error
        try:
            pages: list[str] = []
            for number in range(len(file)):
                page = file[number]
                words = page.get_textpage()
                pages.append(words.get_text_bounded())
                words.close()
                page.close()
                if sum(map(len, pages)) > MAX_CHARACTERS:
                    break  # `make_article` refuses it
            return line_of(file.get_metadata_dict().get("Title")), pages
        except pypdfium2.PdfiumError as error:
            raise InputError(f"a page of it cannot be read ({error}); fetch or save it again") from error
        finally:
            file.close()


def _tidy(page: str) -> str:
    """The page's text with words that were divided at a line's end whole again and page numbers left out."""
    whole = re.sub(r"[\ufffe\x02]\s*", "", page.replace("\r\n", "\n"))
    return re.sub(r"(?m)^\s*(?:page\s+)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\s*$", "", whole, flags=re.IGNORECASE)


def read(document: Document) -> Iterator[Found]:
    """The one article that the file is; its title is taken where the first page shows it too."""
    title, pages = _pages(document)
    parts = paragraphs("\n\n".join(map(_tidy, pages)))
    if not parts:
        raise InputError("it holds pictures of text and no text; run it through text recognition (OCR) first")
    start = " ".join(parts)[:1000]
    shown = title if title and title.casefold() in start.casefold() else None
    if shown and parts[0].casefold().startswith(shown.casefold()):
        shown, parts[0] = parts[0][: len(shown)], parts[0][len(shown) :]
    yield from_paragraphs(parts, name=document.name, headline=shown, url=document.url)
