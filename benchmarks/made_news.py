"""Made-up news of any size, for benchmarks: few are told of often, most seldom, as in real news."""

from __future__ import annotations

import random
from collections.abc import Iterator

from graph.model import Article, Claim, Entity, Extraction, Kind, Modality, Span

_SYLLABLES = "ba ko ri ta mel dor fin sel ga nor vi ra lo ten mar gus pel zan hu jo ky".split()
_KINDS = [Kind.PERSON] * 7 + [Kind.ORGANIZATION] * 2 + [Kind.STATE]
_RELATIONS = (
    "MET", "SPOKE_WITH", "CONVEYED_SIGNALS_TO", "ACCUSED", "SUPPORTED", "BRIEFED", "NEGOTIATED_WITH", "REQUESTED",
)  # fmt: skip
_MODALITIES = [Modality.ASSERTED] * 7 + [Modality.PLANNED, Modality.REQUESTED, Modality.DENIED]


def made_news(entities: int, claims: int, *, per_article: int = 50, seed: int = 5) -> Iterator[Extraction]:
    """Articles that together hold about `claims` claims among `entities` stakeholders with names of their own."""
    rng = random.Random(seed)
    names = _names(entities, rng)
    kinds = {name: _KINDS[number % len(_KINDS)] for number, name in enumerate(names)}
    for number in range(max(1, claims // per_article)):
        # Some of the famous, and a stretch of all the others, so that everybody is told of.
        cast = [names[int(entities * rng.random() ** 4)] for _ in range(6)]
        cast += [names[(number * 11 + turn) % entities] for turn in range(11)]
        yield _article(number, list(dict.fromkeys(cast)), kinds, per_article, rng)


def _names(number: int, rng: random.Random) -> list[str]:
    def word(length: int) -> str:
        return "".join(rng.choice(_SYLLABLES) for _ in range(length)).capitalize()

    names: dict[str, None] = {}
    while len(names) < number:
        names[f"{word(2)} {word(3)}"] = None
    return list(names)


def _article(number: int, cast: list[str], kinds: dict[str, Kind], claims: int, rng: random.Random) -> Extraction:
    text = f"Story {number}\n\n"
    ids = {name: f"e{turn}" for turn, name in enumerate(cast)}
    mentions: dict[str, list[Span]] = {name: [] for name in cast}
    said = []
    for turn in range(claims):
        source, target = rng.sample(cast, 2)
        relation, modality = rng.choice(_RELATIONS), rng.choice(_MODALITIES)
        sentence = f"{source} {relation.lower().replace('_', ' ')} {target}."
        start, at = len(text), len(text) + len(sentence) - 1 - len(target)
        text += sentence + " "
        mentions[source].append(Span(start=start, end=start + len(source), text=source))
        mentions[target].append(Span(start=at, end=at + len(target), text=target))
        date = f"20{rng.randint(20, 25)}-{rng.randint(1, 12):02d}-{rng.randint(1, 28):02d}"
        said.append(
            Claim(
                id=f"c{number}-{turn}",
                relation=relation,
                source=ids[source],
                target=ids[target],
                modality=modality,
                evidence=Span(start=start, end=start + len(sentence), text=sentence),
                date=date if rng.random() < 0.6 else None,
                confidence=0.8,
            )
        )
    article = Article(
        id=f"a{number}",
        text=text,
        headline=f"Story {number}",
        publisher=f"Gazette {number % 12}",
        published="2024-05-01",
    )
    entities = tuple(
        Entity(id=ids[name], name=name, kind=kinds[name], mentions=tuple(mentions[name]))
        for name in cast
        if mentions[name]
    )
    return Extraction(article=article, entities=entities, claims=tuple(said))
