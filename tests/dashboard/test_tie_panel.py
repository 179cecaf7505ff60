"""Who tells of a tie, who carries another's text, and who says otherwise: in the panel, in words."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from backchannel.dashboard.explore_panel import ties_panel
from graph.model import Extraction, Modality
from graph.store import open_store
from graph.view.picture import overview
from tests.graph.told import Says, told

LONG = (
    "Ada Brook met Carl Dane on a quiet morning in a small room above the old harbour, where for three hours and over "
    "two pots of strong coffee they went through every line of the paper that their clerks had drawn up in the winter."
)


def met(
    article: str, publisher: str, text: str, modality: Modality = Modality.ASSERTED, published: str = "2024-03-12"
) -> Extraction:
    claim = Says(source="Ada Brook", relation="MET", target="Carl Dane", modality=modality, date="2024-03-10")
    return told(article, text, claim, publisher=publisher, published=published)


def shown(tmp_path: Path, modality: Modality, *articles: Extraction) -> dict[str, Any]:
    """What the panel shows of the one tie of that modality."""
    with open_store(str(tmp_path / "story.kgl")) as store:
        list(store.add(articles))
        picture = overview(store)
        names = {node.id: node.name for node in picture.nodes}
        panel = ties_panel(store, [tie for tie in picture.ties if tie.modality is modality], names)
    assert panel is not None
    [only] = panel["ties"]
    return dict(only)


def test_copies_count_once_and_those_who_deny_are_named(tmp_path: Path) -> None:
    tie = shown(
        tmp_path,
        Modality.ASSERTED,
        met("a", "Wire", LONG),
        met("b", "Herald", LONG, published="2024-03-13"),
        met("c", "Post", "Ada Brook met Carl Dane."),
        met("d", "Echo", "Ada Brook denied having met Carl Dane.", Modality.DENIED),
    )
    facts = dict(tie["facts"])
    assert facts["Corroborated by"] == "two independent publishers: Post, Wire (also carried by Herald)"
    assert facts["Contradicted by"] == "Echo (denies it)"
    [against] = tie["against"]
    assert against["note"].startswith("denies it")


def test_against_a_denial_stand_those_who_say_that_it_happened(tmp_path: Path) -> None:
    tie = shown(
        tmp_path,
        Modality.DENIED,
        met("c", "Post", "Ada Brook met Carl Dane."),
        met("d", "Echo", "Ada Brook denied having met Carl Dane.", Modality.DENIED),
    )
    assert dict(tie["facts"])["Contradicted by"] == "Post (says that it happened)"
    [against] = tie["against"]
    assert against["note"].startswith("says that it happened")
