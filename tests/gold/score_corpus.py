#!/usr/bin/env python3
"""Score what a store knows about a corpus with gold identities. Standard library only.

    score_corpus.py input CORPUS.json                     the articles as JSON lines, for `backchannel load -`
    score_corpus.py score CORPUS.json MENTIONS TIES [-v]  two files of `backchannel query ... --format json`:

MENTIONS  MATCH (e:Entity)-[m:MENTIONED_IN]->(a:Article) RETURN e.id, e.kind, a.id, m.names
TIES      MATCH (c:Claim)-[:SOURCE]->(s), (c)-[:TARGET]->(t), (c)-[:IN]->(a)
          RETURN s.id, c.relation, t.id, c.modality, c.date, a.id

    score_corpus.py conflicts CORPUS.json CONTRADICTIONS COPIES     two more: `backchannel query @contradictions`, `@copies`

CONTRADICTIONS  columns kind, source, relation, target, article_a, evidence_a, article_b, evidence_b
COPIES          columns article_a, article_b

identity  B-cubed over the named mentions (article, surface form); a mention that no entity holds stands alone
merged    pairs of gold entities that must stay apart (`different`) and do not
ties      gold ties whose two ends, relation and modality are claimed in at least one of their articles, and how many
          of all their (tie, article) reports
"""

import json
import re
import sys
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path

SYMMETRIC = {"MET", "SPOKE_WITH", "NEGOTIATED_WITH", "RELATED_TO"}
FILLER = re.compile(r"^(the|a|an) |['’]s?$")


def norm(name: str) -> str:
    return FILLER.sub("", " ".join(name.split()).casefold())


def rows(path: str) -> list[list]:
    return json.loads(Path(path).read_text())["rows"]


def clusters(corpus: dict, mentions: list[list]) -> tuple[dict, dict]:
    """Gold and predicted cluster of each gold mention (article, surface form)."""
    by_article = defaultdict(list)
    for entity, _kind, article, names in mentions:
        by_article[article].append((entity, {norm(n) for n in names}))
    gold, mine = {}, {}
    for e in corpus["entities"]:
        for article, names in e["mentions"].items():
            for name in names:
                item = (article, name)
                if item in gold:
                    continue
                gold[item] = e["id"]
                exact = [entity for entity, held in by_article[article] if norm(name) in held]
                inside = [
                    entity
                    for entity, held in by_article[article]
                    if any(
                        re.search(rf"\b{re.escape(h)}\b", norm(name)) or re.search(rf"\b{re.escape(norm(name))}\b", h)
                        for h in held
                        if len(h) > 2
                    )
                ]
                mine[item] = (exact or inside or [("alone", *item)])[0]
    return gold, mine


def b_cubed(gold: dict, mine: dict) -> tuple[float, float]:
    sides = []
    for a, b in ((mine, gold), (gold, mine)):
        groups = defaultdict(list)
        for item, cluster in a.items():
            groups[cluster].append(item)
        total = sum(sum(b[i] == b[j] for j in group) / len(group) for group in groups.values() for i in group)
        sides.append(total / len(gold))
    return sides[0], sides[1]


def score(corpus: dict, mentions: list[list], ties: list[list], verbose: bool) -> None:
    gold, mine = clusters(corpus, mentions)
    p, r = b_cubed(gold, mine)
    alone = sum(isinstance(c, tuple) for c in mine.values())
    print(f"mentions   {len(gold)}  held by no entity {alone}")
    print(f"identity   P {p:.3f}  R {r:.3f}  F1 {2 * p * r / (p + r):.3f}")
    votes = defaultdict(Counter)
    for item, cluster in mine.items():
        votes[cluster][gold[item]] += 1
    owner = {cluster: c.most_common(1)[0][0] for cluster, c in votes.items() if not isinstance(cluster, tuple)}
    held = defaultdict(set)
    for item, cluster in mine.items():
        held[gold[item]].add(cluster)
    apart = [pair for pair in corpus["different"] if held[pair[0]] & held[pair[1]]]
    print(f"merged     {len(apart)} of {len(corpus['different'])} pairs that must stay apart")
    split = sum(len({c for c in held[e["id"]] if not isinstance(c, tuple)}) > 1 for e in corpus["entities"])
    print(f"split      {split} of {len(corpus['entities'])} entities lie in more than one")
    seen = set()
    for source, relation, target, modality, _date, article in ties:
        ends = (owner.get(source), owner.get(target))
        seen.add((*(tuple(sorted(map(str, ends))) if relation in SYMMETRIC else ends), relation, modality, article))
    found = reports = of = 0
    for tie in corpus["ties"]:
        ends = (tie["source"], tie["target"])
        if tie["relation"] in SYMMETRIC:
            ends = tuple(sorted(ends))
        hits = [(*ends, tie["relation"], tie["modality"], a) in seen for a in tie["articles"]]
        found += any(hits)
        reports += sum(hits)
        of += len(hits)
        if verbose and not any(hits):
            print("missed", tie["source"], tie["relation"], tie["target"], tie["modality"], *tie["articles"], sep="\t")
    print(f"ties       found {found} of {len(corpus['ties'])}  reports {reports} of {of}")
    if verbose:
        names = {e["id"]: e["name"] for e in corpus["entities"]}
        for pair in apart:
            print("merged", names[pair[0]], names[pair[1]], sep="\t")
        for a, b in combinations(gold, 2):
            if gold[a] == gold[b] and mine[a] != mine[b] and a[1] == b[1]:
                print("split", names[gold[a]], *a, *b, sep="\t")


def conflicts(corpus: dict, contradictions: str, copies: str) -> None:
    """Pairs of articles that contradict each other, and pairs that are copies: found of gold, and right of shown."""
    pair = lambda a, b: tuple(sorted((a, b)))
    for name, path, gold in (
        ("contradictions", contradictions, {pair(*c["articles"]) for c in corpus["conflicts"]}),
        ("copies", copies, {pair(*c) for c in corpus["copies"]}),
    ):
        answer = json.loads(Path(path).read_text())
        a, b = (answer["columns"].index(c) for c in ("article_a", "article_b"))
        shown = {pair(row[a], row[b]) for row in answer["rows"]}
        print(f"{name:15}found {len(shown & gold)} of {len(gold)}  right {len(shown & gold)} of {len(shown)} shown")


if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if a != "-v"]
    if len(args) == 2 and args[0] == "input":
        for a in json.loads(Path(args[1]).read_text())["articles"]:
            print(json.dumps(a, ensure_ascii=False))
    elif len(args) == 4 and args[0] == "conflicts":
        conflicts(json.loads(Path(args[1]).read_text()), args[2], args[3])
    elif len(args) == 4 and args[0] == "score":
        score(json.loads(Path(args[1]).read_text()), rows(args[2]), rows(args[3]), "-v" in sys.argv)
    else:
        sys.exit(__doc__)
