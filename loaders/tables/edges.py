"""Tables of ties (CSV, TSV): a line a tie, its columns named in the first line.

`source`, `relation` and `target` must be there. The rest may: `source_kind`, `target_kind`, `modality`, `date` (EDTF
level 0: 2024-03-12, 2024-03, 2024, 2021/), `place`, `detail`, `said_by`, `on_behalf_of`, `confidence`, `evidence` (the
sentence that says so), `url`, `publisher`, `published`, `id`. A relation is written as in the ontology (`MET`) or in
its words ("met", "was visited by").
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from graph.errors import InputError
from graph.model import Extraction, Kind, Modality, Refusal
from graph.ontology import ONTOLOGY
from loaders.readers.document import Document, clean, line_of
from loaders.readers.encoding import decode
from loaders.tables.rows import Statement, extraction_of

SUFFIXES = (".csv", ".tsv")
MEDIA_TYPES = ("text/csv", "text/tab-separated-values")

_NEEDED = ("source", "relation", "target")
_OTHER_NAMES = {
    "from": "source", "subject": "source", "to": "target", "object": "target",
    "type": "relation", "predicate": "relation",
    "source_type": "source_kind", "target_type": "target_kind", "asserter": "said_by", "role": "detail", "link": "url",
    "sentence": "evidence", "text": "evidence",
}  # fmt: skip
_Choice = TypeVar("_Choice", bound=StrEnum)


@cache
def _relations() -> Mapping[str, tuple[str, bool]]:
    """Every way to write a relation, in lower case, with its name and whether source and target change places."""
    found: dict[str, tuple[str, bool]] = {}
    for relation in ONTOLOGY.relations.values():
        found.setdefault(relation.inverse.casefold(), (relation.name, not relation.symmetric))
    for relation in ONTOLOGY.relations.values():
        for form in (relation.name, relation.name.replace("_", " "), relation.label, relation.verb):
            found[form.casefold()] = (relation.name, False)
    return found


def _choice(kinds: type[_Choice], value: str | None, column: str) -> _Choice | None:
    if value is None:
        return None
    for kind in kinds:
        if value.casefold() == kind.casefold():
            return kind
    raise InputError(f"{column} is {value!r}; it is one of {', '.join(kinds)}")


def edtf(value: str | None) -> str | None:
    """A date of EDTF level 0 as it stands; raises InputError for any other, since a date is never guessed."""
    if value is None:
        return None
    for part in value.split("/"):
        if not part:
            continue
        try:
            # A year or month stands for its first day, which is there if it is.
            date.fromisoformat(part + "0000-01-01"[len(part) :] if re.fullmatch(r"\d{4}(-\d\d){0,2}", part) else "")
        except ValueError:
            raise InputError(f"date is {value!r}; write 2024-03-12, 2024-03, 2024 or 2024-03-09/2024-03-10") from None
    if value.count("/") > 1 or value.startswith("/"):
        raise InputError(f"date is {value!r}; an interval has a first day and at most one last: 2024-03-09/2024-03-10")
    return value


def _confidence(value: str | None) -> float:
    try:
        number = float(value) if value else 1.0
    except ValueError:
        number = -1.0
    if not 0.0 <= number <= 1.0:
        raise InputError(f"confidence is {value!r}; it is a number from 0 to 1")
    return number


def _statement(cells: Mapping[str, str | None]) -> Statement:
    get = cells.get
    for column in _NEEDED:
        if not get(column):
            raise InputError(f"{column} is empty")
    written = str(get("relation"))
    known = _relations().get(written.casefold()) or _relations().get(re.sub(r"[_\W]+", " ", written).strip().casefold())
    if known is None:
        raise InputError(f"relation is {written!r}; it is one of {', '.join(ONTOLOGY.relations)}")
    relation, turned = known
    ends = ("target", "source") if turned else ("source", "target")
    return Statement(
        source=str(get(ends[0])),
        relation=relation,
        target=str(get(ends[1])),
        source_kind=_choice(Kind, get(f"{ends[0]}_kind"), f"{ends[0]}_kind"),
        target_kind=_choice(Kind, get(f"{ends[1]}_kind"), f"{ends[1]}_kind"),
        modality=_choice(Modality, get("modality"), "modality") or Modality.ASSERTED,
        date=edtf(get("date")),
        place=get("place"),
        detail=get("detail"),
        asserter=get("said_by"),
        on_behalf_of=get("on_behalf_of"),
        confidence=_confidence(get("confidence")),
        evidence=get("evidence"),
        id=get("id"),
        url=get("url"),
        publisher=get("publisher"),
        published=get("published"),
    )


def read(document: Document) -> Iterator[Extraction | Refusal]:
    """An extraction a line; a line that cannot be used is refused by its number and the others go on."""
    text = clean(decode(document.data, name=document.name, declared=document.charset))
    head = text.split("\n", 1)[0]
    delimiter = max("\t;|,", key=head.count)
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    columns = [re.sub(r"\W+", "_", name.strip().casefold()).strip("_") for name in next(lines, [])]
    columns = [_OTHER_NAMES.get(name, name) if _OTHER_NAMES.get(name) not in columns else name for name in columns]
    if missing := [name for name in _NEEDED if name not in columns]:
        raise InputError(
            f"its first line names no column {' or '.join(missing)} (it has {', '.join(columns)[:200] or 'none'}); "
            "a table of ties has the columns source, relation and target"
        )
    while True:
        before = lines.line_num + 1
        try:
            line = next(lines)
        except StopIteration:
            return
        except csv.Error as error:
            yield Refusal(what=document.name, why=f"it is no line of a table: {error}", where=f"line {before}")
            continue
        if not any(cell.strip() for cell in line):
            continue
        cells = {name: line_of(cell) for name, cell in zip(columns, line, strict=False)}
        try:
            yield extraction_of(_statement(cells), name=f"{document.name}, line {before}")
        except InputError as error:
            yield Refusal(what=document.name, why=str(error), where=f"line {before}")
