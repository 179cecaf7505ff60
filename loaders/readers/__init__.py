"""Documents in, articles out: files, folders, web addresses and standard input, in every format that lies here."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from graph.model import Refusal
from loaders.readers.document import MAX_BYTES, Document, Found

__all__ = ["read", "read_bytes"]


def read(source: str, *, allow_private: bool = False) -> Iterator[Found]:
    """The articles of a file, a folder, a web address or `-` (JSON lines on standard input).

    What cannot be read comes as a Refusal that names it and says what to do; nothing is raised, and the rest goes on.
    Web addresses that lead to private or local machines are refused unless `allow_private`.
    """
    if source == "-":
        from loaders.readers import jsonl

        yield from jsonl.read_lines(sys.stdin.buffer, name="standard input")
    elif re.match(r"[A-Za-z][A-Za-z0-9+.-]+://", source):
        from loaders.readers.url import read_url

        yield from read_url(source, allow_private=allow_private)
    else:
        from loaders.readers.files import read_file, read_folder

        try:
            path = Path(source).expanduser()
            there, folder = path.exists(), path.is_dir()
        except (OSError, ValueError, RuntimeError) as error:
            yield Refusal(what=source[:200], why=f"it is no path: {error}")
            return
        if not there:
            hint = "; a web address begins with https://" if re.match(r"www\.|[\w-]+\.[a-z]{2,}/", source) else ""
            yield Refusal(what=source, why=f"there is no such file or folder{hint}")
        else:
            yield from read_folder(path) if folder else read_file(path)


def read_bytes(data: bytes, *, name: str) -> Iterator[Found]:
    """The articles of an upload or a paste; the suffix of `name` tells the format where the bytes do not."""
    from loaders.readers.formats import read_document

    if len(data) > MAX_BYTES:
        yield Refusal(what=name, why=f"it is larger than {MAX_BYTES // 1_000_000} MB; split it or give its text alone")
    else:
        yield from read_document(Document(name=name, data=data))
