"""What a store makes of the annotated corpora: who is who, ties, contradictions and copies (part of `make evaluate`).

A corpus (`tests/gold/corpus/*.json`) is a story told in many invented articles: names spelt in several ways, people who
share a name, publishers who copy and contradict each other, with what a careful reader would find.
"""

from __future__ import annotations

import json
import runpy
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.model import Extraction

GOLD = Path(__file__).resolve().parent.parent / "tests" / "gold"
#: As `tests/gold/score_corpus.py` wants them, by the name of its argument.
QUESTIONS = {
    "mentions": "MATCH (e:Entity)-[m:MENTIONED_IN]->(a:Article) RETURN e.id, e.kind, a.id, m.names",
    "ties": "MATCH (c:Claim)-[:SOURCE]->(s), (c)-[:TARGET]->(t), (c)-[:IN]->(a) "
    "RETURN s.id, c.relation, t.id, c.modality, c.date, a.id",
}


def corpora() -> list[Path]:
    """The annotated corpora, in order."""
    return sorted((GOLD / "corpus").glob("*.json"))


def extracted(corpus: Path, model: str | None = None) -> list[Extraction]:
    """What the extractor draws from a corpus."""
    from graph.model import Article
    from loaders.extract import Extractor

    rows = json.loads(corpus.read_text(encoding="utf-8"))["articles"]
    articles = [Article(**row, headline=row["text"].split("\n", 1)[0]) for row in rows]
    return list((Extractor(model=model) if model else Extractor()).pipe(articles))


def scored(corpus: Path, extractions: Iterable[Extraction]) -> str:
    """The scorer's report on a store that holds `extractions` of the corpus."""
    from graph.named import named_queries
    from graph.store import open_store

    scorer = runpy.run_path(str(GOLD / "score_corpus.py"))
    gold = json.loads(corpus.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        named = {name: named_queries()[name].cypher for name in ("contradictions", "copies")}
        asked = QUESTIONS | named
        with open_store(str(folder / "corpus.kgl")) as store:
            list(store.add(extractions))
            for what, text in asked.items():
                answer = store.query(text, limit=1_000_000)
                told: dict[str, Any] = {"columns": list(answer.columns), "rows": [list(row) for row in answer.rows]}
                (folder / what).write_text(json.dumps(told), encoding="utf-8")
        printed = StringIO()
        with redirect_stdout(printed):
            files = {what: str(folder / what) for what in asked}
            answers = [json.loads(Path(files[what]).read_text(encoding="utf-8"))["rows"] for what in QUESTIONS]
            scorer["score"](gold, *answers, False)
            scorer["conflicts"](gold, files["contradictions"], files["copies"])
    return printed.getvalue()
