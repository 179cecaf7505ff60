"""Profiles to stakeholders: what is surely one is joined, what may be one is listed, and in doubt it stays apart.

Pure, and the same in whatever order profiles come. Names in full are joined first, surest pairs first, unless two
names would exclude each other; then initials, acronyms and surnames alone go to the one stakeholder that
fits clearly best. Judgements come before all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from graph.model import Kind, Verdict
from graph.resolve.names import consonants, person_name, short_form_of
from graph.resolve.profiles import Profile
from graph.resolve.score import SAME, Feature, Score, Zone, given_sound, score

Pairs = Sequence[tuple[str, str, Verdict]]

#: By how much one stakeholder must fit better than the next for half a name to be its own.
_MARGIN = 1.0
#: Points for being the only one whom half a name can mean.
_ALONE = 1.75


@dataclass(frozen=True, slots=True, kw_only=True)
class Unsure:
    """Two profiles that may be one and were not joined, with points and reasons."""

    left: str
    right: str
    score: float
    reasons: tuple[str, ...]


def resolve(profiles: Iterable[Profile], pairs: Pairs = ()) -> dict[str, str]:
    """The stakeholder's id for each profile's id.

    `profiles` must hold with each profile all that share `key`, `turned` or `exact` with it, and all that `pairs`
    (judgements, latest first) name beside it.
    """
    return _Linker(profiles, pairs).linked()


def unsure(profiles: Iterable[Profile], pairs: Pairs = ()) -> list[Unsure]:
    """The pairs that `resolve` leaves apart though they may be one, best first."""
    linker = _Linker(profiles, pairs)
    linked = linker.linked()
    found = [
        Unsure(left=left, right=right, score=own.points, reasons=tuple(feature.words for feature in own.features))
        for (left, right), own in linker.scores.items()
        if own.zone is not Zone.DIFFERENT and linked[left] != linked[right]
    ]
    return sorted(found, key=lambda pair: (-pair.score, pair.left, pair.right))


def display_name(profiles: Iterable[Profile]) -> str:
    """The name to show for a stakeholder: the most frequent of its names in full, as articles mostly write it."""
    members = list(profiles)
    whole = [p for p in members if not _partial(p)] or members
    kinds = [p for p in whole if p.kind is _kind(members)] or whole
    counts: dict[str, int] = defaultdict(int)
    forms: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for profile in kinds:
        for form, count in profile.forms.items():
            counts[profile.name] += count
            forms[profile.name][form] += count
    best = max(counts, key=lambda name: (counts[name], len(name.split()), name))
    return max(forms[best], key=lambda form: (forms[best][form], not form.isupper(), form))


def _partial(profile: Profile) -> bool:
    """Whether a profile's name is half a name: a surname, an initial and a surname, an acronym."""
    if profile.kind is Kind.PERSON:
        return person_name(profile.name).partial
    return profile.kind is Kind.ORGANIZATION and " " not in profile.name and profile.turned is not None


def _kind(members: Iterable[Profile]) -> Kind:
    counts: dict[Kind, int] = defaultdict(int)
    for profile in members:
        counts[profile.kind] += profile.articles
    return max(counts, key=lambda kind: (counts[kind], kind))


class _Linker:
    """One resolution: clusters are kept as a forest, and what may never be one as pairs of roots."""

    def __init__(self, profiles: Iterable[Profile], pairs: Pairs) -> None:
        self.profiles = {p.id: p for p in sorted(profiles, key=lambda p: p.id)}
        self.members = {identity: [identity] for identity in self.profiles}
        self.home = {identity: identity for identity in self.profiles}
        self.apart: dict[str, set[str]] = defaultdict(set)  # by profile: profiles with which it is never one
        self.scores: dict[tuple[str, str], Score] = {}
        self._rule(pairs)
        whole = [p for p in self.profiles.values() if p.named and not _partial(p)]
        half = [p for p in self.profiles.values() if p.named and _partial(p)]
        self._join_whole(whole)
        self._join_half(half, whole)

    def linked(self) -> dict[str, str]:
        """The id of each profile's stakeholder: that of its fullest name, of the kind that most articles give it."""
        found: dict[str, str] = {}
        for members in self.members.values():
            if members:
                own = [self.profiles[m] for m in members]
                kind = _kind(own)
                best = max(
                    (p for p in own if p.kind is kind), key=lambda p: (not _partial(p), len(p.name.split()), p.id)
                )
                found.update(dict.fromkeys(members, best.id))
        return found

    def _rule(self, pairs: Pairs) -> None:
        for left, right, verdict in pairs:
            if left not in self.profiles or right not in self.profiles:
                continue
            one, other = self.home[left], self.home[right]
            if verdict is Verdict.SAME and one != other and not self._excluded(one, other):
                self._unite(one, other)
            elif verdict is Verdict.DIFFERENT and one != other:
                self.apart[left].add(right)
                self.apart[right].add(left)

    def _excluded(self, one: str, other: str) -> bool:
        """Whether two clusters hold members that are never one."""
        short, long = sorted((one, other), key=lambda root: len(self.members[root]))
        there = set(self.members[long])
        return any(not self.apart[member].isdisjoint(there) for member in self.members[short] if member in self.apart)

    def _unite(self, one: str, other: str) -> None:
        keep, gone = sorted((one, other), key=lambda root: (-len(self.members[root]), root))
        for member in self.members[gone]:
            self.home[member] = keep
        self.members[keep] += self.members[gone]
        self.members[gone] = []

    def _score(self, one: Profile, other: Profile) -> Score:
        ends = (one.id, other.id) if one.id < other.id else (other.id, one.id)
        if ends not in self.scores:
            self.scores[ends] = score(self.profiles[ends[0]], self.profiles[ends[1]])
        return self.scores[ends]

    def _join_whole(self, whole: list[Profile]) -> None:
        edges = []
        for one, other in _candidates(whole):
            own = self._score(one, other)
            if own.zone is Zone.DIFFERENT or (own.parted and own.zone is Zone.UNSURE):
                self.apart[one.id].add(other.id)
                self.apart[other.id].add(one.id)
            elif own.zone is Zone.SAME:
                edges.append((-own.points, one.id, other.id))
        edges.sort()
        torn = self._torn(edges)
        for _, left, right in edges:
            if (left, right) in torn:
                continue
            a, b = self.home[left], self.home[right]
            if a != b and not self._excluded(a, b):
                self._unite(a, b)

    def _torn(self, edges: Sequence[tuple[float, str, str]]) -> set[tuple[str, str]]:
        """Edges of profiles that fit two which exclude each other about equally well: they go to neither."""
        around: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for points, one, other in edges:
            around[one].append((points, other))
            around[other].append((points, one))
        torn: set[tuple[str, str]] = set()
        for identity, found in around.items():
            for (p, one), (q, other) in combinations(sorted(found), 2):
                if other not in self.apart[one] or abs(p - q) >= _MARGIN:
                    continue
                sizes = sorted(((self.profiles[i].articles, i) for i in (one, other)), reverse=True)
                lost = [sizes[1][1]] if sizes[0][0] >= 4 * sizes[1][0] else [one, other]
                torn |= {(min(identity, i), max(identity, i)) for i in lost}
        return torn

    def _join_half(self, half: list[Profile], whole: list[Profile]) -> None:
        by_key: dict[str, list[Profile]] = defaultdict(list)
        for profile in whole:
            for key in {profile.key, profile.turned, profile.exact} - {None}:
                by_key[str(key)].append(profile)
        homeless: dict[str, list[Profile]] = defaultdict(list)
        joins: list[tuple[str, str]] = []
        for profile in half:
            around = {p.id: p for key in (profile.key, profile.turned) if key for p in by_key.get(key, ())}
            fits = self._fits(profile, around.values())
            if not fits:
                homeless[profile.key].append(profile)
                continue
            points, home = fits[0]
            if points >= SAME and (len(fits) == 1 or points - fits[1][0] >= _MARGIN):
                joins.append((profile.id, home))
        for identity, home in joins:
            a, b = self.home[identity], self.home[home]
            if a != b and not self._excluded(a, b):
                self._unite(a, b)
        for group in homeless.values():
            for one, other in combinations(group, 2):
                own = self._score(one, other)
                a, b = self.home[one.id], self.home[other.id]
                if own.points + _ALONE >= SAME and not own.hard and a != b and not self._excluded(a, b):
                    self._unite(a, b)

    def _fits(self, profile: Profile, around: Iterable[Profile]) -> list[tuple[float, str]]:
        """The stakeholders that half a name can mean, best first, each as points and one of its profiles."""
        best: dict[str, tuple[float, str]] = {}
        for other in around:
            own = self._score(profile, other)
            if own.zone is Zone.DIFFERENT:
                continue
            root = self.home[other.id]
            if root not in best or (own.points, other.id) > best[root]:
                best[root] = (own.points, other.id)
        fits = sorted(best.values(), key=lambda fit: (-fit[0], fit[1]))
        if len(fits) == 1:
            points, other_id = fits[0]
            ends = (min(profile.id, other_id), max(profile.id, other_id))
            alone = Feature(words="nobody else known has such a name", points=_ALONE)
            self.scores[ends] = Score(features=(*self.scores[ends].features, alone))
            return [(points + _ALONE, other_id)]
        return fits


def _candidates(whole: Iterable[Profile]) -> Iterator[tuple[Profile, Profile]]:
    """Pairs worth a score, each once: those that share a key, people besides with given names that begin alike."""
    groups: dict[tuple[str, ...], list[Profile]] = defaultdict(list)
    for profile in whole:
        if profile.kind is Kind.PERSON:
            parts = person_name(profile.name)
            for given in sorted({consonants(given_sound(short_form_of(w)))[:2] for w in (parts.given, *parts.middle)}):
                groups[profile.key, given].append(profile)
        else:
            groups[profile.key, ""].append(profile)
        for key in (profile.turned, profile.exact):
            if key is not None:
                groups[key, "*"].append(profile)
    seen: set[tuple[str, str]] = set()
    for group in groups.values():
        for one, other in combinations(group, 2):
            ends = (one.id, other.id) if one.id < other.id else (other.id, one.id)
            if ends not in seen:
                seen.add(ends)
                yield (one, other) if one.id < other.id else (other, one)
