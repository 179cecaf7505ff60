#!/usr/bin/env python3
"""Score extraction output against gold. Standard library only.

    score.py input articles DIR            gold articles -> input JSONL for the extractor
    score.py articles DIR PREDICTIONS      hand-annotated articles (GUIDE.md)
    score.py input plover FILE             the same two steps for the PLOVER gold sentences
    score.py plover FILE PREDICTIONS
    score.py input re3d FILE               and for re3d's CommWith pairs (who met or spoke to whom)
    score.py re3d FILE PREDICTIONS

The input is a JSON line an article: {"id", "published", "text"}.
PREDICTIONS has a JSON line an article, offsets in code points into that `text`:

    {"article": {"id", ...},
     "entities": [{"id", "name", "type", "mentions": [{"start", "end", "text"}]}],
     "claims": [{"id", "relation", "source", "target",          # entity ids
                 "modality", "date", "place",
                 "asserter", "on_behalf_of",                    # entity ids or null
                 "evidence": {"start", "end", "text"}, "confidence"}],
     "quotes": [{"speaker", "start", "end", "text"}]}
"""

import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

SYMMETRIC = {"MET", "SPOKE_WITH", "NEGOTIATED_WITH", "RELATED_TO"}
ROOT = {
    "MET": "CONSULT",
    "SPOKE_WITH": "CONSULT",
    "NEGOTIATED_WITH": "CONSULT",
    "VISITED": "CONSULT",
    "HOSTED": "CONSULT",
    "MEDIATED": "CONSULT",
    "CONVEYED_SIGNALS_TO": "CONSULT",
    "BRIEFED": "CONSULT",
    "PARTICIPATED_IN": "CONSULT",
    "PROPOSED": "AGREE",
    "AGREED_TO": "AGREE",
    "REQUESTED": "REQUEST",
    "REJECTED": "REJECT",
    "SUPPORTED": "SUPPORT",
    "CRITICIZED": "ACCUSE",
    "ACCUSED": "ACCUSE",
    "SUED": "ACCUSE",
    "THREATENED": "THREATEN",
    "SANCTIONED": "COERCE",
    "DISMISSED": "COERCE",
    "AIDED": "AID",
    "ATTACKED": "ASSAULT",
    "WITHDREW_FROM": "RETREAT",
}
MODAL_ROOT = {"planned": "AGREE", "requested": "REQUEST", "denied": "REJECT"}
COVERED = {
    "CONSULT",
    "AGREE",
    "REQUEST",
    "REJECT",
    "SUPPORT",
    "ACCUSE",
    "THREATEN",
    "COERCE",
    "AID",
    "ASSAULT",
    "RETREAT",
}
OLD_ROOTS = {
    "DEMAND": "REQUEST",
    "DISAPPROVE": "ACCUSE",
    "INVESTIGATE": "ACCUSE",
    "FIGHT": "ASSAULT",
    "CONCEDE": "RETREAT",
    "YIELD": "RETREAT",
}
STOP = set(
    "the a an of and in on at to for with by from its his her their s mr mrs ms president minister prime "
    "foreign former senior official officials leader government state states".split()
)


def tokens(text: str) -> set[str]:
    return {t for t in re.findall(r"\w+", text.lower()) if t not in STOP}


def ratio(hit: float, total: float) -> str:
    return f"{hit / total:.3f}" if total else "n/a"


def f1(p_hit, p_all, r_hit, r_all) -> str:
    p = p_hit / p_all if p_all else 0.0
    r = r_hit / r_all if r_all else 0.0
    f = 2 * p * r / (p + r) if p + r else 0.0
    return f"P {p:.3f}  R {r:.3f}  F1 {f:.3f}   ({p_hit}/{p_all} right, {r_hit}/{r_all} found)"


def load_predictions(path: str) -> dict[str, dict]:
    lines = Path(path).read_text().splitlines()
    return {p["article"]["id"]: p for p in map(json.loads, filter(str.strip, lines))}


def load_articles(folder: str) -> list[dict]:
    return [json.loads(p.read_text()) for p in sorted(Path(folder).glob("*.json"))]


def load_jsonl(path: str) -> list[dict]:
    return [json.loads(line) for line in Path(path).read_text().splitlines() if line.strip()]


# ---------------------------------------------------------------- hand-annotated articles


def align(gold: list[dict], predicted: list[dict]) -> dict[str, str]:
    """Predicted entity id -> gold entity name, by the mention strings that they share."""
    index = defaultdict(set)
    for e in gold:
        for m in [e["name"], *e["mentions"]]:
            index[m.lower()].add(e["name"])
    result = {}
    for e in predicted:
        votes = Counter()
        for m in [e["name"], *(m["text"] for m in e["mentions"])]:
            names = index.get(m.lower()) or index.get(re.sub(r"^(the|a|an) |['’]s?$", "", m.lower())) or ()
            for name in sorted(names):
                votes[name] += 1 / len(names)
        if not votes:  # "Russian President Vladimir Putin" holds the gold mention "Vladimir Putin"
            for key, names in index.items():
                if len(key) > 3 and re.search(rf"\b{re.escape(key)}\b", e["name"].lower()):
                    for name in sorted(names):
                        votes[name] += len(key) / 100
        if votes:
            result[e["id"]] = max(votes, key=lambda name: (votes[name], name))
    return result


def key(claim: dict, with_modality: bool) -> tuple:
    pair = (claim["source"], claim["target"])
    if claim["relation"] in SYMMETRIC:
        pair = tuple(sorted(pair))
    return (*pair, claim["relation"], claim["modality"] if with_modality else None)


def named(claim: dict, names: dict[str, str]) -> dict:
    out = dict(claim)
    for k in ("source", "target", "asserter", "on_behalf_of"):
        out[k] = names.get(claim.get(k), claim.get(k) and f"?{claim[k]}")
    return out


def score_articles(folder: str, predictions: str) -> None:
    articles, predicted = load_articles(folder), load_predictions(predictions)
    n = Counter()
    per_relation = defaultdict(Counter)
    missed, wrong = [], []
    for article in articles:
        p = predicted.get(article["id"])
        if p is None:
            print(f"no prediction for {article['id']}")
            p = {"entities": [], "claims": [], "quotes": []}
        text = article["text"]
        names = align(article["entities"], p["entities"])
        claims = [named(c, names) for c in p["claims"]]
        n["entities"] += len(article["entities"])
        n["entities found"] += len(set(names.values()))
        types = {e["name"]: e["type"] for e in article["entities"]}
        for e in p["entities"]:
            if e["id"] in names:
                n["aligned"] += 1
                n["type right"] += e["type"] == types[names[e["id"]]]
        owners = Counter(names.values())
        n["split"] += sum(v - 1 for v in owners.values())
        for c in p["claims"]:
            ev = c["evidence"]
            n["evidence"] += 1
            n["evidence exact"] += text[ev["start"] : ev["end"]] == ev["text"]
        gold = article["claims"]
        for level in (True, False):
            tag = "strict" if level else "relaxed"
            all_gold = {key(c, level) for c in gold}
            required = {key(c, level) for c in gold if c["required"]}
            mine = {key(c, level) for c in claims}
            n[f"{tag} predicted"] += len(mine)
            n[f"{tag} right"] += len(mine & all_gold)
            n[f"{tag} required"] += len(required)
            n[f"{tag} found"] += len(required & mine)
            if level:
                for k in mine:
                    per_relation[k[2]]["predicted"] += 1
                    per_relation[k[2]]["right"] += k in all_gold
                for k in required:
                    per_relation[k[2]]["required"] += 1
                    per_relation[k[2]]["found"] += k in mine
                missed += [(article["id"], *k) for k in sorted(required - mine, key=str)]
                wrong += [(article["id"], *k) for k in sorted(mine - all_gold, key=str)]
        pair = lambda c: tuple(sorted((str(c["source"]), str(c["target"]))))
        mine, gold_pairs = {pair(c) for c in claims}, {pair(c) for c in gold}
        n["pairs predicted"] += len(mine)
        n["pairs right"] += len(mine & gold_pairs)
        n["pairs required"] += len({pair(c) for c in gold if c["required"]})
        n["pairs found"] += len({pair(c) for c in gold if c["required"]} & mine)
        by_key = defaultdict(list)
        for c in gold:
            by_key[key(c, False)].append(c)
        for c in claims:
            same = by_key.get(key(c, False))
            if not same:
                continue
            agree = lambda g: (g["modality"] == c["modality"], g["date"] == c["date"], g["asserter"] == c["asserter"])
            g = max(same, key=agree)  # the same pair can meet twice: compare with the one it fits best
            if all(g["modality"] != "asserted" for g in same):
                n["non-factual"] += 1
                n["non-factual shown as asserted"] += c["modality"] == "asserted"
            n["dated"] += bool(g["date"])
            n["date right"] += bool(g["date"]) and c["date"] == g["date"]
            n["undated"] += not g["date"]
            n["date invented"] += not g["date"] and bool(c["date"])
            n["asserter asked"] += 1
            n["asserter right"] += c["asserter"] == g["asserter"]
        for can in article.get("canaries", []):
            m = re.match(r"([A-Z_]+)", can["relation"])
            n["canaries"] += 1
            hit = {key(c, False)[:3] for c in claims if c["modality"] in ("asserted",)}
            n["canaries drawn"] += key({**can, "relation": m.group(1), "modality": None}, False)[:3] in hit
        for q in article["quotes"]:
            n["quotes"] += 1
            best = max(p["quotes"], key=lambda x: dice(x["text"], q["text"]), default=None)
            if best and dice(best["text"], q["text"]) >= 0.8:
                n["quotes found"] += 1
                n["speaker right"] += names.get(best["speaker"]) == q["speaker"]
        n["quotes predicted"] += len(p["quotes"])
    print(f"articles          {len(articles)}")
    print(
        f"entities          found {ratio(n['entities found'], n['entities'])}  type right {ratio(n['type right'], n['aligned'])}  split {n['split']}"
    )
    for tag in ("strict", "relaxed", "pairs"):
        print(
            f"claims {tag:10} " + f1(n[f"{tag} right"], n[f"{tag} predicted"], n[f"{tag} found"], n[f"{tag} required"])
        )
    print(f"evidence exact    {ratio(n['evidence exact'], n['evidence'])}")
    print(
        f"shown as asserted though it is not  {ratio(n['non-factual shown as asserted'], n['non-factual'])} of {n['non-factual']}"
    )
    print(
        f"dates             right {ratio(n['date right'], n['dated'])} of {n['dated']}  invented {ratio(n['date invented'], n['undated'])} of {n['undated']}"
    )
    print(f"asserter right    {ratio(n['asserter right'], n['asserter asked'])}")
    print(
        f"quotes            found {ratio(n['quotes found'], n['quotes'])}  speaker right {ratio(n['speaker right'], n['quotes found'])}  predicted {n['quotes predicted']} of {n['quotes']}"
    )
    print(f"canaries drawn    {n['canaries drawn']} of {n['canaries']}")
    print("relation                predicted right | required found")
    for rel in sorted(per_relation):
        c = per_relation[rel]
        print(f"  {rel:22}{c['predicted']:9} {c['right']:5} | {c['required']:8} {c['found']:5}")
    if "-v" in sys.argv:
        for tag, rows in (("missed", missed), ("wrong", wrong)):
            for row in rows:
                print(tag, *row, sep="\t")


def dice(a: str, b: str) -> float:
    x, y = re.findall(r"\w+", a.lower()), re.findall(r"\w+", b.lower())
    both = sum((Counter(x) & Counter(y)).values())
    return 2 * both / (len(x) + len(y)) if x and y else 0.0


# ---------------------------------------------------------------- PLOVER sentences


def score_plover(path: str, predictions: str) -> None:
    """Recall and precision of event roots, alone and with both actors right."""
    gold, predicted = load_jsonl(path), load_predictions(predictions)
    n = Counter()
    per_root = defaultdict(Counter)
    for record in gold:
        p = predicted.get(record["id"], {"entities": [], "claims": []})
        known = {
            e["id"]: set().union(tokens(e["name"]), *(tokens(m["text"]) for m in e["mentions"])) for e in p["entities"]
        }
        mine = []
        for c in p["claims"]:
            root = ROOT.get(c["relation"]) and MODAL_ROOT.get(c["modality"], ROOT[c["relation"]])
            if root in COVERED:
                mine.append((root, known.get(c["source"], set()), known.get(c["target"], set())))
        for event in record["events"]:
            root = OLD_ROOTS.get(event["root"], event["root"])
            if root not in COVERED:
                continue
            src = [tokens(a) for a in event["sources"]]
            tgt = [tokens(a) for a in event["targets"]] or src
            right = lambda r, s, t: (
                r == root
                and (
                    (any(s & a for a in src) and any(t & a for a in tgt))
                    or (root in ("CONSULT", "AGREE") and any(t & a for a in src) and any(s & a for a in tgt))
                )
            )
            n["events"] += 1
            per_root[root]["events"] += 1
            hit = any(r == root for r, _, _ in mine)
            full = any(right(*m) for m in mine)
            n["root found"] += hit
            n["dyad found"] += full
            per_root[root]["found"] += full
        for m in mine:
            ok = ok_root = False
            for event in record["events"]:
                root = OLD_ROOTS.get(event["root"], event["root"])
                src = [tokens(a) for a in event["sources"]]
                tgt = [tokens(a) for a in event["targets"]] or src
                ok_root |= m[0] == root
                ok |= m[0] == root and (
                    (any(m[1] & a for a in src) and any(m[2] & a for a in tgt))
                    or (root in ("CONSULT", "AGREE") and any(m[2] & a for a in src) and any(m[1] & a for a in tgt))
                )
            n["predicted"] += 1
            n["root right"] += ok_root
            n["dyad right"] += ok
            per_root[m[0]]["predicted"] += 1
            per_root[m[0]]["right"] += ok
    print(f"sentences   {len(gold)}")
    print("root        " + f1(n["root right"], n["predicted"], n["root found"], n["events"]))
    print("dyad+root   " + f1(n["dyad right"], n["predicted"], n["dyad found"], n["events"]))
    for root in sorted(per_root):
        c = per_root[root]
        print(
            f"  {root:10} predicted {c['predicted']:4} right {c['right']:4} | events {c['events']:4} found {c['found']:4}"
        )


# ---------------------------------------------------------------- re3d: who communicated with whom

TALK = {"MET", "SPOKE_WITH", "NEGOTIATED_WITH", "HOSTED", "VISITED", "CONVEYED_SIGNALS_TO", "BRIEFED", "MEDIATED"}


def score_re3d(path: str, predictions: str) -> None:
    """Unordered pairs that communicated; a prediction is right where both ends overlap gold's spans."""
    gold, predicted = load_jsonl(path), load_predictions(predictions)
    n = Counter()
    for record in gold:
        p = predicted.get(record["id"], {"entities": [], "claims": []})
        spans = {e["id"]: e["mentions"] for e in p["entities"]}
        names = {e["id"]: tokens(e["name"]) for e in p["entities"]}
        mine = []
        for c in p["claims"]:
            if c["relation"] in TALK:
                mine.append((c["source"], c["target"], c["evidence"]))
        touch = lambda ent, arg: (
            any(m["start"] < arg["end"] and arg["start"] < m["end"] for m in spans.get(ent, ()))
            or bool(names.get(ent, set()) & tokens(arg["text"]))
        )
        fits = lambda m, g: (
            (touch(m[0], g["a"]) and touch(m[1], g["b"])) or (touch(m[0], g["b"]) and touch(m[1], g["a"]))
        )
        n["gold"] += len(record["pairs"])
        n["found"] += sum(any(fits(m, g) for m in mine) for g in record["pairs"])
        unique = {tuple(sorted((a, b))): (a, b, e) for a, b, e in mine}
        n["predicted"] += len(unique)
        n["right"] += sum(any(fits(m, g) for g in record["pairs"]) for m in unique.values())
        if "-v" in sys.argv:
            for m in unique.values():
                if not any(fits(m, g) for g in record["pairs"]):
                    print("wrong", record["id"], m[0], m[1], record["text"][m[2]["start"] : m[2]["end"]], sep="\t")
            for g in record["pairs"]:
                if not any(fits(m, g) for m in mine):
                    print("missed", record["id"], g["a"]["text"], g["b"]["text"], g["value"], sep="\t")
    print(f"documents   {len(gold)}")
    print("pairs       " + f1(n["right"], n["predicted"], n["found"], n["gold"]))


def write_input(kind: str, path: str) -> None:
    rows = load_articles(path) if kind == "articles" else load_jsonl(path)
    for row in rows:
        print(json.dumps({"id": row["id"], "published": row.get("published"), "text": row["text"]}, ensure_ascii=False))


if __name__ == "__main__":
    args = [a for a in sys.argv[1:] if a != "-v"]
    modes = {"articles": score_articles, "plover": score_plover, "re3d": score_re3d}
    if len(args) == 3 and args[0] == "input" and args[1] in modes:
        write_input(args[1], args[2])
    elif len(args) == 3 and args[0] in modes:
        modes[args[0]](args[1], args[2])
    else:
        sys.exit(__doc__)
