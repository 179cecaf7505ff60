"""A process that stores the gold articles and says which are safe, until it is killed: `python -m ... STORE SEED`."""

from __future__ import annotations

import random
import sys

from graph.store import base, open_store
from tests.gold_articles import gold_extractions


def main(path: str, seed: int) -> None:
    """Add and remove articles for ever; a line `+id` or `-id` once that is durable."""
    chance = random.Random(seed)
    base.BATCH_ARTICLES = chance.choice([1, 2, 5])  # several transactions an `add`, several articles a transaction
    articles = list(gold_extractions())[:16]
    while True:
        with open_store(path) as store:
            for _ in range(chance.randrange(1, 4)):
                for added in store.add(chance.sample(articles, 8)):
                    print(f"+{added.article}", flush=True)  # noqa: T201 (the parent reads it)
                gone = chance.choice(articles).article.id
                print(f"?{gone}", flush=True)  # noqa: T201 (it may be there or not, if we are killed now)
                store.remove([gone])
                print(f"-{gone}", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
