"""Word (by python-docx): the paragraphs, lists and table cells of the document's body."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from graph.errors import InputError
from loaders.readers.document import Document, Found, from_paragraphs

SUFFIXES = (".docx",)
MEDIA_TYPES = ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",)

#: Bytes that the file may unpack to.
MAX_UNPACKED = 200_000_000


def read(document: Document) -> Iterator[Found]:
    """The one article that the file is; its headline is the title in its properties or styled so in the text."""
    import docx
    from docx.table import Table

    try:
        with zipfile.ZipFile(io.BytesIO(document.data)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise InputError("it unpacks to more than 200 MB; save its text alone")
            if "word/document.xml" not in archive.namelist():
                raise InputError("it is a ZIP archive and no Word document; unpack it and load the folder")
    except zipfile.BadZipFile as error:
        raise InputError("it is no whole Word document; open it in Word and save it again as .docx") from error
    file = docx.Document(io.BytesIO(document.data))
    headline = file.core_properties.title or None
    parts: list[str] = []
    for item in file.iter_inner_content():
        if isinstance(item, Table):
            parts.extend(cell.text for row in item.rows for cell in row.cells)
        else:
            style = (item.style.name or "") if item.style else ""
            if not parts and item.text.strip() and style in ("Title", "Heading 1"):
                headline = item.text
            parts.extend(item.text.split("\n"))
    yield from_paragraphs(parts, name=document.name, headline=headline, url=document.url)
