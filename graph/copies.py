"""Which articles are copies of one another: syndicated texts, cut or touched up a little. Pure.

Texts are compared by the five-word stretches that they share. Candidates are found by one-permutation hashing (Li, Owen
and Zhang 2012, https://arxiv.org/abs/1208.1259) in bands: a pair that shares three fifths of its stretches meets in a
band in 94 cases of 100, one that shares a twentieth in fewer than 2 of 1,000; those that meet are compared in full.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable
from itertools import accumulate

_WORDS = 5
#: Texts with fewer stretches are too short to tell a copy from a set phrase.
LEAST = 20
#: Share of the shorter text's stretches that the other must hold.
SHARE = 0.5
_BANDS, _ROWS = 12, 3
_BINS = _BANDS * _ROWS


def shingles(text: str) -> frozenset[int]:
    """The hashes of all stretches of five words in `text`, whatever its case and punctuation."""
    words = re.findall(r"\w+", text.casefold())
    lengths = [len(word.encode("utf-8", "replace")) + 1 for word in words]
    joined = " ".join(words).encode("utf-8", "replace")  # once: a stretch is cut out of it
    ends = list(accumulate(lengths, initial=0))
    return frozenset(zlib.crc32(joined[ends[i] : ends[i + _WORDS] - 1]) for i in range(len(words) - _WORDS + 1))


def bands(stretches: frozenset[int]) -> tuple[str, ...]:
    """The keys under which texts alike are likely to meet; none for a short text."""
    if len(stretches) < LEAST:
        return ()
    least: list[int | None] = [None] * _BINS
    for value in stretches:
        mixed = (value * 0x9E3779B1) & 0xFFFFFFFF  # crc32 is linear: without this its bins are not independent
        place, rest = mixed % _BINS, mixed // _BINS
        held = least[place]
        if held is None or rest < held:
            least[place] = rest
    for place in range(_BINS):  # an empty bin takes its right neighbour's, as densification has it
        step = 0
        while least[(place + step) % _BINS] is None:
            step += 1
        if step:
            least[place] = -(step * 0x100000000 + (least[(place + step) % _BINS] or 0)) - 1
    return tuple(
        f"{band}:{zlib.crc32(repr(least[band * _ROWS : band * _ROWS + _ROWS]).encode()):08x}" for band in range(_BANDS)
    )


def alike(one: frozenset[int], other: frozenset[int]) -> bool:
    """Whether one text is a copy of the other, whole or in part."""
    return len(one & other) >= max(LEAST, SHARE * min(len(one), len(other)))


def families(members: Iterable[str], pairs: Iterable[tuple[str, str]]) -> list[list[str]]:
    """`members` parted so that those joined by `pairs`, directly or through others, are together; each part sorted."""
    home = {member: member for member in members}

    def root(member: str) -> str:
        while home[member] != member:
            home[member] = home[home[member]]
            member = home[member]
        return member

    for one, other in pairs:
        home[max(root(one), root(other))] = min(root(one), root(other))
    parts: dict[str, list[str]] = {}
    for member in sorted(home):
        parts.setdefault(root(member), []).append(member)
    return list(parts.values())
