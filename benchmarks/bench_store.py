"""How fast the stores write, open and answer, embedded and Neo4j side by side, and how that grows with the graph.

    bench_store.py [--ties 5000 50000] [--largest] [--neo4j URI | --no-neo4j]

Articles are made up: ten claims each between people of whom some are in the news far more than others (Zipf). `raw` is
the engine alone on the very same rows: kglite's UNWIND with its log on, and a driver that sends each text once, with
all its rows, in one transaction a batch. Neo4j is started here if the extra `neo4j-local` is installed.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Quote, Span
from graph.named import named_queries
from graph.store import base, open_store
from graph.store.base import BaseStore
from graph.store.statements import INDEXED, TIES

CLAIMS = 10
RELATIONS = ("MET", "SPOKE_WITH", "ACCUSED", "SUPPORTED", "CONVEYED_SIGNALS_TO", "REPRESENTED", "HOLDS_ROLE", "BRIEFED")
MODALITIES = [Modality.ASSERTED] * 6 + [Modality.PLANNED, Modality.REQUESTED, Modality.DENIED, Modality.HYPOTHETICAL]


_GIVEN = (
    "Ada Boris Clara Dario Elena Farid Greta Hugo Irina Jonas Kamila Luca Marta Nadia Oscar Petra Quentin Rosa Stefan "
    "Tamara Umberto Vera Walter Xenia Yusuf Zora Amir Bianca Cyril Dunja Emil Frida Goran Helena Igor Julia Karim Lena"
).split()
_SYLLABLES = [c + v for c in "b d f g k l m n p r s t v z sh kr tr br st gr".split() for v in "aeiou"]
_BODIES = "Group Bank Council Party Institute Union Agency Press".split()
_ENDINGS = "n r s k t l m nd rt ski vic".split()


def name_of(person: int) -> str:
    """A made-up name, as unlike others as people's are: what differs by a figure would be taken for a slip."""
    number = person * 7919 % 1_000_003
    syllables = ""
    for _ in range(3):
        number, which = divmod(number, len(_SYLLABLES))
        syllables += _SYLLABLES[which]
    word = f"{syllables.capitalize()}{_ENDINGS[person % len(_ENDINGS)]}"
    if kind_of(person) is Kind.PERSON:
        return f"{_GIVEN[person % len(_GIVEN)]} {word}"
    return f"{word} {_BODIES[person % len(_BODIES)]}" if kind_of(person) is Kind.ORGANIZATION else f"{word}ia"


def kind_of(person: int) -> Kind:
    """What kind of stakeholder has this number."""
    return Kind.ORGANIZATION if person % 7 == 0 else Kind.STATE if person % 50 == 1 else Kind.PERSON


def articles(ties: int, people: int, *, prefix: str = "a", seed: int = 1) -> Iterator[Extraction]:
    """Made-up articles with `ties` claims in all."""
    chance = random.Random(seed)
    for number in range(ties // CLAIMS):
        who = sorted({min(int(people * chance.random() ** 2.5), people - 1) for _ in range(CLAIMS + 2)} | {people - 1})
        names = {person: name_of(person) for person in who}
        text, claims = "", []
        for k in range(CLAIMS):
            source, target, says = (chance.choice(who) for _ in range(3))
            if source == target:
                target = who[0] if source != who[0] else who[-1]
            sentence = f"{names[source]} had to do with {names[target]}, as {names[says]} said on day {k}."
            day = f"2024-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}"
            claims.append(
                Claim(
                    id=f"c-{prefix}{number}-{k}",
                    relation=chance.choice(RELATIONS),
                    source=f"e{source}",
                    target=f"e{target}",
                    modality=chance.choice(MODALITIES),
                    evidence=Span(start=len(text), end=len(text) + len(sentence), text=sentence),
                    date=day if chance.random() < 0.8 else None,
                    asserter=f"e{says}" if chance.random() < 0.3 else None,
                    on_behalf_of=f"e{says}" if chance.random() < 0.1 else None,
                    confidence=round(0.5 + chance.random() / 2, 2),
                )
            )
            text += sentence + " "
        entities = tuple(Entity(id=f"e{person}", name=name, kind=kind_of(person)) for person, name in names.items())
        quote = Quote(id=f"q-{prefix}{number}", span=Span(start=0, end=12, text=text[:12]), speaker=f"e{who[0]}")
        yield Extraction(
            article=Article(
                id=f"{prefix}{number}",
                text=text,
                headline=text[:50],
                publisher=f"Paper {number % 40}",
                published=f"2024-{chance.randrange(1, 13):02d}-{chance.randrange(1, 29):02d}",
            ),
            entities=entities,
            claims=tuple(claims),
            quotes=(quote,),
        )


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """How long `work` takes, and what it returns."""
    began = time.perf_counter()
    result = work()
    return time.perf_counter() - began, result


def line(what: str, figure: str, note: str = "") -> None:
    """Print one figure."""
    print(f"  {what:44} {figure:>14}   {note}", flush=True)


@contextlib.contextmanager
def recorded(store: BaseStore) -> Iterator[list[list[tuple[str, dict[str, Any]]]]]:
    """Keep the writing texts and rows of each transaction of `store`."""
    batches: list[list[tuple[str, dict[str, Any]]]] = []
    write = store._write

    def recording(work: Callable[[Any], Any]) -> Any:
        def watched(tx: Any) -> Any:
            batches.append([])

            class Watching:
                def run(self, cypher: str, **parameters: Any) -> Any:
                    if "RETURN" not in cypher:
                        batches[-1].append((cypher, parameters))
                    return tx.run(cypher, **parameters)

            return work(Watching())

        return write(watched)

    store._write = recording  # type: ignore[method-assign]
    yield batches
    store._write = write  # type: ignore[method-assign]


def raw_kglite(batches: list[list[tuple[str, dict[str, Any]]]], folder: Path) -> float:
    """Seconds that kglite takes for the same rows, each text a statement of its own."""
    import kglite

    graph = kglite.open(str(folder / "raw.kgl"), durable="normal")
    for label, name in INDEXED:
        graph.create_index(label, name)
    for relation in TIES:
        graph.cypher(f"CREATE INDEX IF NOT EXISTS FOR ()-[r:{relation}]-() ON (r.id)")
    return seconds(lambda: send(graph, batches))[0]


def send(graph: Any, batches: list[list[tuple[str, dict[str, Any]]]]) -> None:
    """Each text with its rows; the disk is waited for after each batch, as a store does."""
    for batch in batches:
        for text, rows in batch:
            graph.cypher(text, params=rows)
        graph.sync()


def raw_neo4j(batches: list[list[tuple[str, dict[str, Any]]]], uri: str) -> float:
    """Seconds that a driver takes for the same rows: a transaction a batch, each text once with all its rows."""
    import neo4j

    password = os.environ.get("NEO4J_PASSWORD")
    auth = (os.environ.get("NEO4J_USERNAME", "neo4j"), password) if password else None
    with neo4j.GraphDatabase.driver(uri, auth=auth) as driver, driver.session() as session:

        def commit(batch: list[tuple[str, dict[str, Any]]]) -> None:
            with session.begin_transaction() as tx:
                for text, rows in batch:
                    tx.run(text, rows).consume()
                tx.commit()

        taken, _ = seconds(lambda: [commit(batch) for batch in batches])
    return taken


def wipe(store: BaseStore) -> None:
    """Empty a server's store."""
    while store._write(lambda tx: tx.run("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n RETURN count(*) AS n"))[0]["n"]:
        pass


def parameters(name: str, known: dict[str, Any]) -> dict[str, Any]:
    """Values for a named query's parameters: what is known, else the default."""
    return {key: known.get(key, parameter.default) for key, parameter in named_queries()[name].parameters.items()}


def somebody(store: BaseStore) -> list[str]:
    """Names of people with five ties at least, from all over the graph, and of one whom the first of them has met."""
    text = "MATCH (p:Person) WHERE p.ties >= 5 RETURN p.name ORDER BY p.id LIMIT 400"
    names = [row[0] for row in store.query(text).rows][::100]
    text = "MATCH (p:Person {name: $name})-[r:MET|SPOKE_WITH]-(q:Person) RETURN q.name ORDER BY r.id LIMIT 1"
    met = store.query(text, {"name": names[0]}).rows
    return [*names, met[0][0] if met else names[1]]


def answers(store: BaseStore, limit_ms: float) -> None:
    """The named queries' latencies, asked about people as they mostly are."""
    [[article]] = store.query("MATCH (c:Claim)-[:IN]->(a) WHERE c.tie IS NOT NULL RETURN a.id LIMIT 1").rows
    *people, met = somebody(store)
    days = {"since": "2024-12-27", "until": "2024-12-31"}
    taken: dict[str, float] = {}
    for name, query in named_queries().items():
        rounds = []
        try:
            for person in people if "person" in query.parameters else people[:1] * 5:
                known = {"person": person, "party": person, "left": people[0], "right": met, "article": article, **days}
                values = parameters(name, known)
                spent, _ = seconds(lambda query=query, values=values: store.query(query.cypher, values, timeout=60))
                rounds.append(spent)
                if spent > 3:
                    break
            taken[name] = statistics.median(rounds) * 1000
        except Exception as error:  # noqa: BLE001 (a query that fails is a figure as well)
            line(f"@{name}", "failed", str(error)[:80])
    local = {name: ms for name, ms in taken.items() if not named_queries()[name].whole_graph}
    whole = {name: ms for name, ms in taken.items() if name not in local}
    over = sorted((n for n in local if local[n] > limit_ms), key=lambda n: -local[n])
    line(
        "named queries about somebody, median",
        f"{statistics.median(local.values()):.1f} ms",
        f"of {len(local)}, slowest {max(local.values()):.0f} ms; {len(over)} over {limit_ms:.0f} ms"
        + "".join(f" @{name} {local[name]:.0f}" for name in over),
    )
    slow = sorted(whole, key=lambda name: -whole[name])
    line(
        "those of the whole graph, median",
        f"{statistics.median(whole.values()):.0f} ms",
        f"of {len(whole)}, slowest " + ", ".join(f"@{name} {whole[name]:.0f}" for name in slow[:3]),
    )


def one_article(store: BaseStore, people: int) -> float:
    """Median milliseconds until one article more is durable, of twenty in a stream, a transaction each."""
    few = list(articles(CLAIMS * 21, people, prefix="x", seed=9))
    base.BATCH_ARTICLES, batch = 1, base.BATCH_ARTICLES
    times = [time.perf_counter()]
    for _ in store.add(few):
        times.append(time.perf_counter())  # noqa: PERF401 (the time counts)
    base.BATCH_ARTICLES = batch
    store.remove([extraction.article.id for extraction in few])
    return statistics.median(after - before for before, after in pairwise(times[1:])) * 1000


def bench(uri: str, ties: int, folder: Path) -> None:
    """Measure one store at one size."""
    people = max(1_000, ties // 5)
    server = "://" in uri
    store = open_store(uri)
    if server:
        wipe(store)
    list(store.add(articles(CLAIMS, people, prefix="warm")))  # makes the file, the indexes and the connections
    store.remove(["warm0"])
    with recorded(store) as batches:
        taken, added = seconds(lambda: sum(added.ties for added in store.add(articles(ties, people))))
    line("bulk: articles with claims and ties", f"{added / taken:,.0f} ties/s", f"{added:,} in {taken:.1f} s")
    if ties <= 50_000:  # the rows are kept in memory
        if server:
            wipe(store)
            raw = raw_neo4j(batches, uri)
        else:
            raw = raw_kglite(batches, folder)
        line("raw, the same rows", f"{added / raw:,.0f} ties/s", f"ours is {raw / taken:.2f} of that")
        only = [[(t, p) for t, p in batch if "claim_ids: row.claim_ids" in t] for batch in batches]
        rows = sum(len(p["rows"]) for batch in only for _, p in batch)
        if not server:
            line("raw, ties alone", f"{rows / raw_ties(only, batches, folder):,.0f} ties/s", "no claims, no articles")
    del batches
    line("one article more", f"{one_article(store, people):.1f} ms", f"{CLAIMS} claims, in a transaction of its own")
    store.close()
    opening, store = seconds(lambda: open_store(uri, create=False))
    one = "MATCH (p:Person {name: $name})-[r]-(q:Entity) RETURN count(r)"
    asking, rows_ = seconds(lambda: store.query(one, {"name": name_of(2)}).rows)
    line("open and ask for one person", f"{(opening + asking) * 1000:,.0f} ms", f"{rows_[0][0]:,} ties")
    if not server:
        import kglite

        raw_open, graph = seconds(lambda: kglite.load(uri))
        raw_ask, _ = seconds(lambda: graph.cypher(one, params={"name": name_of(2)}).to_list())
        size = Path(uri).stat().st_size / 1e6
        line("raw kglite, the same", f"{(raw_open + raw_ask) * 1000:,.0f} ms", f"file {size:,.0f} MB")
        del graph
    answers(store, 200 if server else 100)
    store.close()


def raw_ties(only: list[Any], batches: list[Any], folder: Path) -> float:
    """Seconds that kglite takes for the ties alone, the entities being there."""
    import kglite

    graph = kglite.open(str(folder / "ties.kgl"), durable="normal")
    for batch in batches:
        for text, rows in batch:
            if "SET e:Entity" in text:
                graph.cypher(text, params=rows)
    return seconds(lambda: send(graph, only))[0]


def main() -> None:
    """Measure and print."""
    warnings.simplefilter("ignore")
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--ties", type=int, nargs="+", default=[5_000, 50_000], help="sizes of the graph")
    options.add_argument("--largest", action="store_true", help="also 500,000 ties among 100,000 people")
    options.add_argument("--neo4j", metavar="URI", help="an EMPTY server to use instead of starting one; it is wiped")
    options.add_argument("--no-neo4j", action="store_true", help="the embedded store alone")
    options.add_argument("--one", nargs=2, metavar=("URI", "TIES"), help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.one:
        with tempfile.TemporaryDirectory() as folder:
            bench(chosen.one[0], int(chosen.one[1]), Path(folder))
        line("memory, at most", f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:,.0f} MB")
        return
    sizes = chosen.ties + ([500_000] if chosen.largest else [])
    with contextlib.ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        server = chosen.neo4j
        if not server and not chosen.no_neo4j:
            from graph.store.local_neo4j import LocalNeo4j, missing_packages

            if missing_packages():
                print("without Neo4j: pip install 'backchannel[neo4j-local]', or give --neo4j URI")
            else:
                server = stack.enter_context(LocalNeo4j(heap_mb=1024)).uri
        for ties in sizes:
            for name, uri in (("embedded", str(Path(folder) / f"{ties}.kgl")), ("Neo4j", server)):
                if uri:
                    print(f"{name}, {ties:,} ties among {max(1_000, ties // 5):,} people", flush=True)
                    subprocess.run([sys.executable, __file__, "--one", uri, str(ties)], check=True)


if __name__ == "__main__":
    main()
