"""What the panel beside the graph shows, as plain data in a reader's words: a dossier, a tie's proof, an overview.

No id is shown; ids are carried along for the links and clicks that lead on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from graph.analysis import Broker, Chain
from graph.model import Modality
from graph.ontology import ONTOLOGY
from graph.store.protocol import Store
from graph.view.dossier import Dossier, DossierTie, dossier
from graph.view.evidence import Evidence, Sentence, evidence
from graph.view.picture import Picture, PictureNode, PictureTie
from graph.view.words import (
    MODALITY_WORDS,
    circumstances,
    confidence_words,
    counted,
    date_words,
    detail_beside,
    inverse_of,
    kind_word,
    label_of,
    plain,
)
from graph.view.words import sentence as sentence_words

_STATES = frozenset(name for name, relation in ONTOLOGY.relations.items() if relation.nature == "state")
#: Relations whose outward ties are somebody's roles: shown first, as a portrait over time.
_ROLES = ("HOLDS_ROLE", "SPOKESPERSON_FOR", "AIDE_TO", "MEMBER_OF", "REPRESENTED", "RELATED_TO")


def entity_panel(store: Store, entity: str) -> dict[str, Any] | None:
    """The dossier of `entity` as the panel shows it, or None where the store does not know it."""
    found = dossier(store, entity)
    if found is None:
        return None
    roles = [tie for tie in found.ties if tie.outward and tie.tie.relation in _ROLES]
    roles.sort(key=lambda tie: (tie.tie.date_from or "", -tie.tie.sources), reverse=True)
    others = [tie for tie in found.ties if not (tie.outward and tie.tie.relation in _ROLES)]
    return {
        "shows": "entity",
        "kind": str(found.kind),
        "name": plain(found.name),
        "kind_word": kind_word(found.kind),
        "role": plain(found.role),
        "aliases": [plain(alias, 80) for alias in found.aliases[:12]],
        "roles": [_row(tie, lead=_role_lead(tie)) for tie in roles],
        "groups": _groups(others),
        "more": _more(found),
        "quotes": [
            {
                "text": plain(quote.text, 1_000),
                "source": _source(quote.publisher, quote.published),
                **_link(quote.article),
            }
            for quote in found.quotes
        ],
        "articles": [
            {
                "headline": plain(article.headline),
                "source": " · ".join(
                    filter(
                        None,
                        (
                            _source(article.publisher, article.published),
                            "named once" if article.count == 1 else f"named {counted(article.count, 'time')}",
                        ),
                    )
                ),
                **_link(article.id),
            }
            for article in found.articles
        ],
    }


def ties_panel(store: Store, ties: Sequence[PictureTie], names: Mapping[str, str]) -> dict[str, Any] | None:
    """The proof of `ties` as the panel shows it; `names` has the names of their ends."""
    proofs = [(tie, evidence(store, tie.id)) for tie in ties[:20]]
    shown = [(tie, proof) for tie, proof in proofs if proof is not None]
    if not shown:
        return None
    first = shown[0][0]
    pairs = {frozenset((tie.source, tie.target)) for tie, _ in shown}
    return {
        "shows": "ties",
        "ends": [{"id": end, "name": plain(names[end])} for end in (first.source, first.target)],
        "others": len(pairs) - 1,
        "ties": [
            {
                "id": tie.id,
                "modality": str(tie.modality),
                "words": plain(_words(tie, names)),
                "note": _note(tie, dated=False),
                "facts": _facts(tie, proof),
                "proof_title": _proof_title(tie, proof.proof),
                "proof": [_witness(said, tie, names, how=proof.how.get(said.claim)) for said in proof.proof],
                "against": [_witness(said, None, names, how=proof.how.get(said.claim)) for said in proof.against],
                "beside": [_witness(said, None, names) for said in proof.beside],
            }
            for tie, proof in shown
        ],
    }


def several_panel(nodes: Sequence[PictureNode], picture: Picture) -> dict[str, Any]:
    """What several selected stakeholders have to do with each other."""
    chosen = {node.id for node in nodes}
    between = [tie for tie in picture.ties if tie.source in chosen and tie.target in chosen]
    names = {node.id: node.name for node in picture.nodes}
    return {
        "shows": "several",
        "title": f"{counted(len(nodes), 'stakeholder').capitalize()} selected",
        "note": f"{counted(len(between), 'tie')} between them",
        "people": [_member(node) for node in nodes[:60]],
        "groups": _summary_groups({"Ties between them": between[:60]}, names),
    }


def overview_panel(picture: Picture) -> dict[str, Any]:
    """What the graph holds, who stands in its middle, and what was last heard: the panel before anything is chosen."""
    names = {node.id: node.name for node in picture.nodes}
    happened = [
        t for t in picture.ties if t.date_from and t.relation not in _STATES and t.modality is Modality.ASSERTED
    ]
    happened.sort(key=lambda tie: (tie.date_from or "", tie.sources), reverse=True)
    ahead = [t for t in picture.ties if t.modality in (Modality.PLANNED, Modality.REQUESTED)]
    ahead.sort(key=lambda tie: (tie.date_from or "", tie.sources), reverse=True)
    empty = not picture.nodes
    return {
        "shows": "overview",
        "title": "Nothing here yet" if empty else "The whole picture",
        "note": ""
        if empty
        else f"{counted(picture.total_nodes, 'stakeholder').capitalize()}, {counted(picture.total_ties, 'tie')}",
        "empty": "Load articles, and who met whom, who speaks for whom and who carries whose message shows up here."
        if empty
        else "",
        "people": [_member(node) for node in picture.nodes[:8]],
        "groups": _summary_groups({"Latest": happened[:6], "Planned or asked for": ahead[:6]}, names),
    }


def chains_panel(found: Sequence[Chain], ends: tuple[str, str], picture: Picture) -> dict[str, Any]:
    """The shortest chains between two stakeholders, each step in words."""
    names = {node.id: node.name for node in picture.nodes}
    nodes = {node.id: node for node in picture.nodes}
    ties = {tie.id: tie for tie in picture.ties}
    first, last = (plain(names.get(end, "someone")) for end in ends)
    if not found:
        note = "No chain of ties links the two within six steps."
    elif not found[0].asserted:
        note = "Only by way of ties that were planned, asked for, supposed or denied."
    else:
        steps = len(found[0].nodes) - 1
        note = f"{counted(len(found), 'chain').capitalize()}; the shortest has {counted(steps, 'step')}."
    groups = [
        group
        for number, chain in enumerate(found, 1)
        for group in _summary_groups(
            {
                f"Chain {number}: " + " – ".join(plain(names.get(node, "someone"), 40) for node in chain.nodes): [
                    ties[step[0]] for step in chain.ties if step and step[0] in ties
                ]
            },
            names,
        )
    ]
    return {
        "shows": "several",
        "title": f"From {first} to {last}",
        "note": note,
        "people": [_member(nodes[end]) for end in ends if end in nodes],
        "groups": groups,
    }


def marks_panel(kind: str, found: Sequence[Broker] | Sequence[frozenset[str]], picture: Picture) -> dict[str, Any]:
    """What the marks on the picture mean: circles with their members, or brokers with their figures in words."""
    nodes = {node.id: node for node in picture.nodes}
    if kind == "brokers":
        brokers = [broker for broker in found if isinstance(broker, Broker) and broker.node in nodes]
        return {
            "shows": "marks",
            "title": "Brokers",
            "note": "Through whom most of the others in this picture are linked. Denied ties do not count."
            if brokers
            else "Nobody in this picture stands between others.",
            "items": [
                {"who": [_member(nodes[broker.node])], "title": f"{number}.", "words": broker.words()}
                for number, broker in enumerate(brokers, 1)
            ],
        }
    circles = [circle for circle in found if isinstance(circle, frozenset)]
    return {
        "shows": "marks",
        "title": f"{counted(len(circles), 'circle').capitalize()}",
        "note": "Stakeholders with more ties among themselves than with others in this picture (Louvain's method). "
        "A circle says who is written of together, not who is on one side.",
        "items": [
            {
                "who": [
                    _member(nodes[one])
                    for one in sorted(circle & nodes.keys(), key=lambda one: (-nodes[one].ties, one))[:12]
                ],
                "title": f"Circle of {counted(len(circle), 'stakeholder')}",
                "words": f"and {len(circle) - 12} more" if len(circle) > 12 else "",
            }
            for circle in circles
        ],
    }


def _member(node: PictureNode) -> dict[str, Any]:
    return {
        "id": node.id,
        "name": plain(node.name),
        "kind": str(node.kind),
        "role": plain(node.role),
        "ties": node.ties,
    }


def _summary_groups(groups: Mapping[str, Sequence[PictureTie]], names: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "title": title,
            "count": len(ties),
            "ties": [
                {
                    "id": tie.id,
                    "modality": str(tie.modality),
                    "lead": plain(_words(tie, names)),
                    "other": None,
                    "when": date_words(tie.date) if tie.date else "",
                    "note": _note(tie, dated=False),
                    "sentences": [],
                    "sources": "evidence",
                }
                for tie in ties
            ],
        }
        for title, ties in groups.items()
        if ties
    ]


def _groups(ties: Sequence[DossierTie]) -> list[dict[str, Any]]:
    grouped: dict[tuple[str, bool], list[DossierTie]] = defaultdict(list)
    for tie in ties:
        relation = ONTOLOGY.relations.get(tie.tie.relation)
        grouped[tie.tie.relation, tie.outward or bool(relation and relation.symmetric)].append(tie)
    ordered = sorted(grouped.items(), key=lambda item: (-len(item[1]), item[0][0], not item[0][1]))
    return [
        {
            "title": label_of(relation) if outward else inverse_of(relation),
            "count": len(own),
            "ties": [_row(tie) for tie in own],
        }
        for (relation, outward), own in ordered
    ]


def _row(item: DossierTie, *, lead: str = "") -> dict[str, Any]:
    tie = item.tie
    several = len(item.sentences) > 1
    return {
        "id": tie.id,
        "modality": str(tie.modality),
        "lead": lead,
        "other": {"id": item.other.id, "name": plain(item.other.name)},
        "when": date_words(tie.date) if tie.date else "",
        "note": _note(tie, dated=False, detail=not lead, worded=False),
        "sentences": [_sentence(said) for said in item.sentences[:1]],
        "sources": counted(len(item.sentences), "sentence") if several else "evidence",
    }


def _role_lead(item: DossierTie) -> str:
    words = {
        "HOLDS_ROLE": plain(item.tie.detail or "holds a role", 120) + ",",
        "SPOKESPERSON_FOR": "spokesperson for",
        "AIDE_TO": plain(item.tie.detail or "aide", 120) + " to",
        "MEMBER_OF": "member of",
        "REPRESENTED": "represented",
        "RELATED_TO": plain(item.tie.detail or "related", 120) + (" of" if item.tie.detail else " to"),
    }
    return words[item.tie.relation]


def _words(tie: PictureTie, names: Mapping[str, str]) -> str:
    return sentence_words(
        relation=tie.relation,
        modality=tie.modality,
        source=names.get(tie.source, "someone"),
        target=names.get(tie.target, "someone"),
        detail=tie.detail,
    )


def _note(tie: PictureTie, *, dated: bool = True, detail: bool = True, worded: bool = True) -> str:
    """What stands beside a tie; `worded` where its words stand there too and say how it is said."""
    return plain(
        circumstances(
            modality=tie.modality if tie.said_by or not worded else Modality.ASSERTED,
            said_by=tie.said_by,
            on_behalf_of=tie.on_behalf_of,
            when=tie.date if dated else None,
            place=tie.place,
            detail=(detail_beside(tie.relation, tie.detail) if worded else tie.detail) if detail else None,
        )
    )


#: How a sentence speaks against a tie.
_AGAINST = {
    "outcome": "another outcome",
    "date": "another date",
    "place": "another place",
    "number": "another number",
}


def _against(how: str, said: Sentence) -> str:
    """How `said` speaks against a tie; against a denial speaks who says that it was so, asked for or planned."""
    if how != "denial":
        return _AGAINST[how]
    if said.modality is Modality.ASSERTED:
        return "says that it is so" if said.relation in _STATES else "says that it happened"
    return "denies it" if said.modality is Modality.DENIED else f"says that it was {MODALITY_WORDS[said.modality]}"


def _facts(tie: PictureTie, proof: Evidence) -> list[tuple[str, str]]:
    facts = [("When", date_words(tie.date) if tie.date else "no date given"), _tellers(proof.proof)]
    differing = [said for said in (*proof.against, *proof.proof) if said.claim in proof.how]
    if differing:
        against: dict[str, list[str]] = defaultdict(list)
        for said in differing:
            against[_publisher(said.origin)].append(_against(proof.how[said.claim], said))
        words = ", ".join(f"{who} ({', '.join(dict.fromkeys(how))})" for who, how in sorted(against.items()))
        facts.append(("Contradicted by", words))
    return [*facts, ("How sure", confidence_words(tie.confidence))]


def _tellers(proof: Sequence[Sentence]) -> tuple[str, str]:
    """Who tells of a tie: independent publishers are counted, those that carry another's text are named with it."""
    carried: dict[str, set[str]] = {}
    for said in proof:
        own = carried.setdefault(_publisher(said.origin), set())
        if said.publisher and said.publisher != said.origin:
            own.add(_publisher(said.publisher))
    names = ", ".join(
        f"{who} (also carried by {', '.join(sorted(copies))})" if copies else who
        for who, copies in sorted(carried.items())
    )
    if len(carried) == 1:
        return "Told by", names
    return "Corroborated by", f"{counted(len(carried), 'independent publisher')}: {names}"


def _publisher(name: str | None) -> str:
    return plain(name, 80) if name else "a publisher not named"


def _proof_title(tie: PictureTie, proof: Sequence[Sentence]) -> str:
    sources = max(tie.sources, 1)
    return f"{counted(len(proof), 'sentence').capitalize()} from {counted(sources, 'publisher')}"


def _sentence(said: Sentence) -> dict[str, Any]:
    return {
        "text": said.text,
        "mark": [said.start, said.end],
        "names": [list(span) for span in said.names],
        "source": _source(said.publisher, said.published),
        **_link(said.article, said.claim),
    }


def _witness(
    said: Sentence, tie: PictureTie | None, names: Mapping[str, str], *, how: str | None = None
) -> dict[str, Any]:
    """A sentence of the proof; where it is of another tie, or says it otherwise (`how`), in words too."""
    words = (
        ""
        if tie
        else plain(
            sentence_words(
                relation=said.relation,
                modality=said.modality,
                source=names.get(said.source, "someone"),
                target=names.get(said.target, "someone"),
                detail=said.detail,
            )
        )
    )
    note = circumstances(
        modality=said.modality if said.asserter else Modality.ASSERTED,
        said_by=said.asserter,
        on_behalf_of=said.on_behalf_of,
        when=said.date,
        place=said.place,
        detail=detail_beside(said.relation, said.detail),
    )
    return {
        **_sentence(said),
        "modality": str(said.modality),
        "words": words,
        "note": plain(", ".join(filter(None, (_against(how, said) if how else "", note)))),
    }


def _more(found: Dossier) -> str:
    hidden = found.ties_total - len(found.ties)
    return f"{hidden:,} more ties are not listed." if hidden > 0 else ""


def _source(publisher: str | None, published: str | None) -> str:
    return " · ".join(
        filter(
            None,
            (plain(publisher, 80) if publisher else "publisher not named", date_words(published) if published else ""),
        )
    )


def _link(article: str, claim: str | None = None) -> dict[str, Any]:
    query = {"article": article} | ({"claim": claim} if claim else {})
    return {"article": article, "claim": claim, "href": f"articles?{urlencode(query)}"}
