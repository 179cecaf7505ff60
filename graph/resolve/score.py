"""How likely two profiles are one stakeholder, feature by feature: points for and against, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import DamerauLevenshtein, JaroWinkler

from graph.model import Kind
from graph.resolve.names import PersonName, consonants, core, folded, initials, known_state, one_given_name, person_name
from graph.resolve.profiles import DRAWERS, Profile

#: From here on two are one; from there on down to `UNSURE` somebody should look.
SAME, UNSURE = 4.5, 2.5


class Zone(StrEnum):
    """What a score says."""

    SAME = "same"
    UNSURE = "unsure"
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """One reason: `points` above 0 speak for one stakeholder, below 0 against."""

    words: str
    points: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """The features of a pair of profiles; `hard` if they can never be joined.

    `parted` says that something speaks for two stakeholders of one name, so that a third must not join them either.
    """

    features: tuple[Feature, ...]
    hard: bool = False
    parted: bool = False

    @property
    def points(self) -> float:
        """The sum of the features."""
        return round(sum(feature.points for feature in self.features), 3)

    @property
    def zone(self) -> Zone:
        """What the sum says."""
        if self.hard or self.points < UNSURE:
            return Zone.DIFFERENT
        return Zone.SAME if self.points >= SAME else Zone.UNSURE


_MAY_CHANGE = {
    frozenset(pair.split())
    for pair in ("politics business", "politics law", "politics force", "politics science", "business science",
                 "business law", "arts business", "science arts", "force law")
}  # fmt: skip


def score(one: Profile, other: Profile) -> Score:
    """The score of two profiles; what is said of one in the other's place gives the same."""
    parted = False
    if one.kind is Kind.PERSON and other.kind is Kind.PERSON:
        features, hard = _people(one, other)
        parted = any(feature.points <= -3.0 for feature in features)
    elif Kind.PERSON in (one.kind, other.kind) or {one.kind, other.kind} & {Kind.STATE, Kind.PLACE}:
        features, hard = _across(one, other)
    else:
        features, hard = _organizations(one, other)
    if not hard and features:
        features += _company(one, other)
    return Score(features=tuple(features), hard=hard, parted=parted)


def _people(one: Profile, other: Profile) -> tuple[list[Feature], bool]:
    a, b = person_name(one.name), person_name(other.name)
    shown = f"{_shown(one)} and {_shown(other)}"
    features: list[Feature] = []
    if a.full == b.full and not a.partial:
        features.append(Feature(words=f"both are called {_shown(one)}", points=6.0))
    else:
        points, hard = _surnames(a.surname, b.surname)
        given, clash = _given(a, b)
        crossed, _ = _surnames(a.given, b.surname) if a.given and b.given else (-1.0, False)
        back, _ = _surnames(a.surname, b.given) if a.given and b.given else (-1.0, False)
        if min(crossed, back) >= 2.0 and (hard or clash or points + given < crossed + back):
            features.append(Feature(words=f"{shown} are the same names in another order", points=5.0))
        else:
            if hard:
                return [Feature(words=f"{shown} have different surnames", points=-6.0)], True
            if clash:
                return [Feature(words=f"{shown} have different given names", points=-6.0)], True
            features.append(Feature(words=_surname_words(points, a, b), points=points))
            if given:
                features.append(Feature(words=_given_words(given, a, b), points=given))
    if a.second and b.second and not _surnames(a.second, b.second)[0] > 0:
        features.append(Feature(words="their mothers' surnames differ", points=-3.0))
    if a.father and b.father and folded(a.father) != folded(b.father) and a.father not in b.middle:
        features.append(Feature(words="their fathers' names differ", points=-3.0))
    elif a.middle and b.middle and {folded(w) for w in a.middle}.isdisjoint(folded(w) for w in b.middle):
        features.append(Feature(words="their middle names differ", points=-2.0))
    if one.walk and other.walk and one.walk != other.walk and frozenset((one.walk, other.walk)) not in _MAY_CHANGE:
        features.append(
            Feature(
                words=f"one is told of in {_WALK_WORDS[one.walk]}, the other in {_WALK_WORDS[other.walk]}", points=-4.0
            )
        )
    elif one.walk and one.walk == other.walk:
        features.append(Feature(words=f"both are told of in {_WALK_WORDS[one.walk]}", points=0.75))
    if not a.partial and (f"t:{other.name}" in one.marks or f"t:{one.name}" in other.marks):
        features.append(Feature(words="an article names both side by side", points=-1.5))
    return features, False


_WALK_WORDS = {
    "law": "the courts",
    "sport": "sport",
    "politics": "politics",
    "business": "business",
    "voice": "the press",
    "force": "uniform",
    "science": "science",
    "arts": "the arts",
    "church": "the church",
}


def _surnames(one: str, other: str) -> tuple[float, bool]:
    """Points for two surnames, and whether they are certainly two."""
    if one == other:
        return 3.0, False
    if not one or not other or _gendered(one, other):
        return -6.0, True
    least = min(len(one), len(other))
    if folded(one) == folded(other) and least > 3:
        return 2.75, False
    if least >= 6 and consonants(one) == consonants(other) and JaroWinkler.similarity(one, other) >= 0.88:
        return 2.25, False
    if (
        least >= 7
        and folded(one)[0] == folded(other)[0]
        and DamerauLevenshtein.distance(folded(one), folded(other)) == 1
    ):
        return 1.75, False
    return -6.0, True


def _gendered(one: str, other: str) -> bool:
    """Whether two surnames are one family's for a man and for a woman (Yordanov, Yordanova; Zelensky, Zelenska)."""
    short, long = sorted((one, other), key=len)
    if long == f"{short}a" and short.endswith(("ov", "ev", "in", "yn", "off", "eff")):
        return True
    endings = ("sky", "ski", "skiy", "skyy", "skij"), ("ska", "skaya", "skaia", "skaja")
    return any(one.endswith(man) and other.endswith(woman) for man, woman in (endings, endings[::-1]))


def _given(a: PersonName, b: PersonName) -> tuple[float, bool]:
    """Points for two people's given names, and whether they are certainly two."""
    one, other = a.given, b.given
    if not one or not other:
        return 0.0, False
    if one == other:
        return (3.0 if len(one) > 1 else 0.5), False
    if len(one) == 1 or len(other) == 1:
        alike = folded(one)[:1] == folded(other)[:1] or one[0] == other[0]
        return (0.5, False) if alike else (-6.0, True)
    if one_given_name(one, other):
        return 2.0, False
    if one in b.middle or other in a.middle:
        if "maria" in (one, other):
            return 2.0, False  # the name that is dropped most
        return 1.0, False  # Tayyip for Recep Tayyip, and Carlos who may be another than Juan Carlos
    if _ends(one) != _ends(other) and {_ends(one), _ends(other)} != {"", "i"}:
        short, long = sorted((one, other), key=len)
        if len(short) >= 4 and long.startswith(short[:-1]) and len(long) - len(short) >= 3:
            return 1.0, False  # Desi for Desislava
        return (
            (1.0, False) if len(short) >= 3 and long.startswith(short) and len(long) > len(short) + 2 else (-6.0, True)
        )
    if folded(one) == folded(other) or given_sound(one) == given_sound(other):
        return (2.75 if min(len(one), len(other)) > 3 else 1.5), False
    if consonants(one) == consonants(other) and JaroWinkler.similarity(one, other) >= 0.84:
        return (2.25 if len(consonants(one)) > 2 else 1.0), False
    short, long = sorted((one, other), key=len)
    if len(short) >= 3 and long.startswith(short[: max(3, len(short) - 1)]) and len(long) > len(short) + 1:
        return 1.0, False
    if min(len(one), len(other)) >= 6 and DamerauLevenshtein.distance(one, other) == 1:
        return 1.5, False
    return -6.0, True


def given_sound(name: str) -> str:
    """A given name with every way to write a rough breath made one (Christo, Khristo and Hristo)."""
    return folded(f"h{name[2:]}" if name.startswith(("ch", "kh")) else name)


def _ends(name: str) -> str:
    """The last vowel of a name, by which men's and women's often differ."""
    return name[-1] if name[-1] in "ao" else "i" if name[-1] in "iey" else ""


def _surname_words(points: float, a: PersonName, b: PersonName) -> str:
    if points >= 3.0:
        return f"both have the surname {a.surname.title()}"
    how = "two spellings of one surname" if points > 2 else "surnames one letter apart"
    return f"{a.surname.title()} and {b.surname.title()} are {how}"


def _given_words(points: float, a: PersonName, b: PersonName) -> str:
    one, other = a.given.title(), b.given.title()
    if one == other:
        return f"both have the given name {one}" if points > 1 else f"both have the initial {one}"
    if min(len(one), len(other)) == 1:
        return f"{min(one, other, key=len)} may stand for {max(one, other, key=len)}"
    if points > 2:
        return f"{one} and {other} are two spellings of one name"
    return f"{min(one, other, key=len)} may be a form of {max(one, other, key=len)}"


def _organizations(one: Profile, other: Profile) -> tuple[list[Feature], bool]:
    a, b = one.name, other.name
    shown = f"{_shown(one)} and {_shown(other)}"
    if a == b:
        return [Feature(words=f"both are called {_shown(one)}", points=6.0)], False
    if core(a) == core(b):
        sorts = (a != core(a)) + (b != core(b))
        if sorts == 1:
            return [Feature(words=f"{shown} differ in the sort of company alone", points=5.0)], False
        near = a.rstrip("s") == b.rstrip("s")
        return [Feature(words=f"{shown} differ in the sort of company", points=5.0 if near else 3.0)], False
    for acronym, whole in ((one, other), (other, one)):
        if " " in acronym.name or " " not in whole.name:
            continue
        if f"a:{acronym.name}" in whole.marks:
            words = f"an article gives {_shown(acronym)} as short for {_shown(whole)}"
            return [Feature(words=words, points=5.0)], False
        if initials(whole.name) == acronym.name and initials(_shown(acronym)) == acronym.name:
            words = f"{_shown(acronym)} may be short for {_shown(whole)}"
            return [Feature(words=words, points=3.5)], False
    folds = [" ".join(folded(word) for word in name.split()) for name in (a, b)]
    if folds[0] == folds[1] and min(len(a), len(b)) > 5:
        return [Feature(words=f"{shown} are two spellings of one name", points=5.0)], False
    if min(len(a), len(b)) >= 12 and DamerauLevenshtein.distance(a, b) == 1:
        return [Feature(words=f"{shown} are one letter apart", points=4.5)], False
    long, short = sorted((a.split(), b.split()), key=len, reverse=True)
    if len(short) > 1 and len(long) - len(short) == 1 and (long[1:] == short or long[:-1] == short):
        return [Feature(words=f"one name is the other with one word more: {shown}", points=2.0)], False
    return [], False


def _across(one: Profile, other: Profile) -> tuple[list[Feature], bool]:
    """Two kinds under one name: of one stakeholder where one kind is the exception, and never a state and its city."""
    kinds = {one.kind, other.kind}
    both = kinds == {Kind.STATE, Kind.PLACE}
    if (both and known_state(one.name)) or one.name != other.name:
        return [Feature(words=f"one is a {one.kind.lower()}, the other a {other.kind.lower()}", points=-6.0)], True
    if one.kind is other.kind:
        return [Feature(words=f"both are called {_shown(one)}", points=6.0)], False
    if both:
        return [Feature(words=f"{_shown(one)} is a place, and no state is called so", points=5.0)], False
    if Kind.PLACE in kinds and Kind.PERSON not in kinds:
        place, thing = (one, other) if one.kind is Kind.PLACE else (other, one)
        if thing.idle and thing.articles <= place.articles:
            return [Feature(words=f"nothing is claimed of a {thing.kind.lower()} {_shown(thing)}", points=5.0)], False
    rare, usual = sorted((one.articles, other.articles))
    if " " not in one.name and (rare > 1 or usual < 3):
        return [Feature(words=f"one is a {one.kind.lower()}, the other a {other.kind.lower()}", points=-6.0)], True
    words = f"both are called {_shown(one)}, taken once for a {one.kind.lower()}, once for a {other.kind.lower()}"
    return [Feature(words=words, points=5.0 if rare * 2 <= usual or usual < 3 else 3.0)], False


def _company(one: Profile, other: Profile) -> list[Feature]:
    """What the company that two keep says: shared beyond chance, or none at all."""
    mine, theirs = one.companions, other.companions
    if not mine or not theirs:
        return []
    shared = len(mine & theirs)
    chance = len(mine) * len(theirs) / DRAWERS
    if shared >= 2 and shared > 2 * chance + 1:
        return [Feature(words=f"their articles name {shared} others in common", points=1.5)]
    if shared >= 1 and shared > 2 * chance:
        return [Feature(words="their articles name another in common", points=0.75)]
    if min(len(mine), len(theirs)) >= 3 and shared <= chance:
        return [Feature(words="their articles name nobody in common", points=-0.5)]
    return []


def _shown(profile: Profile) -> str:
    return max(profile.forms, key=lambda form: (profile.forms[form], not form.isupper(), form), default=profile.name)
