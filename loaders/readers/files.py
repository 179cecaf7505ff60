"""Files and folders on this machine."""

from __future__ import annotations

import logging
import os
import stat
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from graph.model import Refusal
from loaders.readers import jsonl
from loaders.readers.document import MAX_BYTES, Document, Found
from loaders.readers.formats import read_document, suffixes

log = logging.getLogger(__name__)


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def read_file(path: Path) -> Iterator[Found]:
    """The articles of one file, whatever its format; JSON lines are read as they come, however many there are."""
    name = str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            yield Refusal(what=name, why="it is no regular file")
        elif path.suffix.lower() in (".jsonl", ".ndjson"):
            with path.open("rb") as stream:
                yield from jsonl.read_lines(stream, name=name)
        elif status.st_size > MAX_BYTES:
            size, limit = status.st_size / 1e6, MAX_BYTES // 1_000_000
            yield Refusal(
                what=name, why=f"it has {size:.0f} MB, and a document may have {limit}; split it or save its text"
            )
        else:
            yield from read_document(Document(name=name, data=path.read_bytes()))
    except OSError as error:
        yield Refusal(what=name, why=f"it cannot be opened: {_reason(error)}")


def _files(folder: Path, seen: set[tuple[int, int]], left_out: Counter[str]) -> Iterator[Path | Refusal]:
    """The files below `folder` in order of their names; one that was seen before (a link's loop) is passed over."""
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Refusal(what=str(folder), why=f"the folder cannot be opened: {_reason(error)}")
        return
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        if entry.is_dir():
            yield from _files(path, seen, left_out)
        elif path.suffix.lower() in suffixes():
            yield path
        elif entry.is_file():
            left_out[path.suffix.lower() or "no suffix"] += 1


def read_folder(folder: Path) -> Iterator[Found]:
    """The articles of all files below `folder` whose suffix is known, hidden ones left out."""
    left_out: Counter[str] = Counter()
    empty = True
    for path in _files(folder, set(), left_out):
        empty = False
        if isinstance(path, Refusal):
            yield path
        else:
            yield from read_file(path)
    if empty:
        yield Refusal(what=str(folder), why=f"there is no document in it; formats are {', '.join(sorted(suffixes()))}")
    elif left_out:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(left_out.items()))
        log.warning("%s: files of other formats were left out: %s", folder, kinds)
