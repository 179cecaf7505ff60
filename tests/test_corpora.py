"""Who is who, ties and contradictions in the annotated corpora: floors that a change must not fall through.

The floors lie a little under what was measured (`make evaluate` prints all).
"""

from __future__ import annotations

import re

import pytest

from scripts.corpora import corpora, extracted, scored

FLOORS = {"first": (0.965, 0.93, 0.65, 0.42, 4), "second": (0.975, 0.97, 0.72, 0.6, 2)}


def share(report: str, what: str) -> float:
    """What of what a line of the report counts, as a share."""
    found = re.search(rf"{what} +(\d+) of (\d+)", report)
    assert found, report
    return int(found[1]) / int(found[2])


@pytest.mark.parametrize("corpus", corpora(), ids=lambda path: path.stem)
def test_a_corpus_is_put_together(corpus) -> None:  # type: ignore[no-untyped-def]
    report = scored(corpus, extracted(corpus))
    precision, recall, ties, contradictions, merged = FLOORS[corpus.stem]
    identity = re.search(r"identity +P (\S+)  R (\S+)", report)
    assert identity
    assert float(identity[1]) >= precision, report
    assert float(identity[2]) >= recall, report
    assert share(report, "ties +found") >= ties, report
    assert share(report, "contradictions +found") >= contradictions, report
    assert share(report, "copies +found") == 1.0, report
    apart = re.search(r"merged +(\d+)", report)
    assert apart
    assert int(apart[1]) <= merged, report
