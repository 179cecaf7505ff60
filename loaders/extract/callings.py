"""Which nouns may call whom: by what the text has called a referent, by its name, or standing for such a noun."""

from __future__ import annotations

from graph.model import Kind
from loaders.extract.referents import Referents
from loaders.extract.tables import words
from loaders.extract.typing_ import norm

#: Nouns for bodies of any sort.
ANY_BODY = frozenset("group party organization organisation body".split())


def _groups(*lines: str) -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in lines)


#: Nouns that may stand for one another, by the kind of who or what they describe.
_ALIKE = {
    Kind.PERSON: _groups(
        "envoy ambassador representative negotiator mediator diplomat commissioner",
        "spokesman spokeswoman spokesperson",
        "lawyer attorney counsel solicitor barrister",
        "adviser advisor aide",
        "boss chief executive ceo head director",
        "businessman businesswoman tycoon billionaire magnate owner founder",
    ),
    Kind.DOCUMENT: _groups(
        "deal agreement accord pact treaty settlement text arrangement understanding memorandum contract "
        "partnership package",
        "plan proposal scheme project initiative bid application",
        "suit lawsuit complaint filing petition case",
        "offer bid proposal takeover document text",
        "letter text note message document",
        "duty tariff measure levy sanction",
        "report finding document review study",
        "ceasefire truce agreement deal",
        "resolution draft text motion",
        "law legislation bill act measure reform",
        "ruling verdict decision",
    ),
    Kind.EVENT: _groups(
        "meeting session talk discussion negotiation round consultation",
        "summit conference meeting gathering",
        "swap exchange handover",
        "dinner evening banquet",
        "convention congress",
        "strike walkout",
        "rally protest demonstration march",
        "ceremony signing unveiling inauguration opening",
        "hearing session",
    ),
    Kind.ORGANIZATION: _groups("watchdog office regulator agency", "panel committee commission", "club side team"),
}
#: What a leader may have been called before.
_LEADERS = frozenset("president premier minister chancellor king emir sultan chief head chairman chairwoman".split())


def called_so(r: Referents, entity: int, lemma: str) -> bool:
    """Whether the text has called the referent by the noun, or by one that may stand for it."""
    item = r.items[entity]
    if lemma in r.described[entity]:
        return True
    name = norm(item.name).lower().split()
    if item.named and item.kind is not Kind.PERSON and len(name) > 1 and lemma in name:
        return True
    if lemma == "leader" and item.kind is Kind.PERSON and _LEADERS & r.described[entity]:
        return True
    return any(lemma in group and group & r.described[entity] for group in _ALIKE.get(item.kind, ()))


def _some(entities: list[int]) -> list[int]:
    """The first and the latest of many: in a long text a common noun calls hundreds."""
    return entities if len(entities) <= 64 else entities[:16] + entities[-48:]


def possible(r: Referents, lemma: str) -> list[int]:
    """Referents spoken of before that the noun can call, latest first."""
    nouns = {lemma, *(_LEADERS if lemma == "leader" else ())}.union(
        *(group for groups in _ALIKE.values() for group in groups if lemma in group)
    )
    found = {e for noun in nouns for e in _some(r.called.get(noun, [])) if e in r.last and called_so(r, e, lemma)}
    return sorted(found, key=lambda e: -r.last[e])


def sort_of(r: Referents, entity: int) -> str | None:
    """What sort of organization the referent is by its name or descriptions: company, party, civic or public."""
    if r.described[entity] & words("companies"):
        return "company"
    name = set(norm(r.items[entity].name).lower().split())
    if name & words("union_names"):
        return "union"
    if name & words("club_names"):
        return "club"
    for sort in ("company", "party", "civic", "public"):
        if name & words(f"{sort}_names"):
            return sort
    return None


def sorts_called(lemma: str) -> tuple[str | None, ...]:
    """The sorts of organizations (as `sort_of` has them) that the noun may call, the likeliest first."""
    if lemma in words("companies"):
        return ("company", None)
    if lemma in ("union", "club"):
        return (lemma, "civic") if lemma == "union" else (lemma,)
    if lemma == "party":
        return ("party", None)
    return ("civic", "company", "party", "union", "club", None) if lemma in ANY_BODY | {"charity", "network"} else ()


def sort_fits(r: Referents, entity: int, lemma: str) -> bool:
    """Whether the organization is of a sort that the noun may call."""
    return sort_of(r, entity) in sorts_called(lemma)
