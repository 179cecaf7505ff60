"""Pronouns and whom they mean, with number, gender where known, and the binding rules; none where two are as good."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model import Kind
from loaders.extract.names import Tokens, tokens_of
from loaders.extract.referents import Referents, conjunction_root, is_subject
from loaders.extract.types import Candidate, Entities, Parsed, QuoteSpan

MALE = frozenset(["he", "him", "his", "himself"])
FEMALE = frozenset(["she", "her", "hers", "herself"])
_NEUTER = frozenset(["it", "its", "itself"])
_THEY = frozenset(["they", "them", "their", "theirs", "themselves"])
_WILLING = frozenset(
    "willing ready prepared unwilling able unable keen eager committed determined reluctant opposed open free".split()
)
_FORMAL_SUBJECT = frozenset("be seem appear happen matter take become".split())
#: Verbs whose object is a document, plan or deal.
_DONE_TO_DOCUMENTS = frozenset(
    "sign approve ratify veto reject accept read draft publish adopt amend implement table circulate initial".split()
)
#: How much better the best antecedent must be than the next.
_MARGIN = 0.35


def resolve_pronoun(r: Referents, index: int) -> None:
    """Find whom pronoun `index` means among those spoken of before; "I" and "we" wait for the quotation's speaker."""
    word = r.t.low[r.mentions[index].head]
    if word in MALE or word in FEMALE:
        gender = "m" if word in MALE else "f"
        people = [e for e in r.recent(index, {Kind.PERSON}, 3) if r.items[e].gender in (None, gender)]
        chosen = _partner(r, index, people)
        if chosen is None:
            chosen = _best(r, index, _unbound(r, index, people), gender)
        if chosen is not None:
            r.assign(index, chosen)
            if len(people) == 1 or word in ("he", "she"):
                r.items[chosen].gender = r.items[chosen].gender or gender
    elif word in _NEUTER:
        if not _formal(r.t, r.mentions[index].head):
            kinds = {Kind.ORGANIZATION, Kind.STATE}
            if r.t.dep[r.mentions[index].head] in ("dobj", "nsubjpass"):
                kinds.add(Kind.DOCUMENT)  # "signed it"
            things = _unbound(r, index, r.recent(index, kinds, 1 + _quoted_before(r, index)))
            chosen = _best(r, index, things)
            if chosen is not None:
                r.assign(index, chosen)
    elif word in _THEY:
        _they(r, index)


def _quoted_before(r: Referents, index: int) -> int:
    """How many sentences right before the pronoun's are all quoted (at most 3); who is meant may stand before them."""
    t, here = r.t, r.sentence(index)
    count = 0
    while count < 3 and here - count > 0 and not r.quoted[r.mentions[index].head]:
        start = t.starts[here - count - 1]
        inside = [r.quoted[i] for i in range(start, t.sentence_end(here - count - 1)) if t.text[i].isalnum()]
        if not inside or not all(inside):
            break
        count += 1
    return count


def _partner(r: Referents, index: int, people: list[int]) -> int | None:
    """The person in "X and his wife": a possessor is whoever the possession is coordinated with."""
    t, mention = r.t, r.mentions[index]
    if t.tag[mention.head] != "PRP$" or mention.start == 0 or t.low[mention.start - 1] not in ("and", "or"):
        return None
    at = mention.start - 1
    if at and t.text[at - 1] == ",":
        at -= 1
    before = r.name_ending.get(at)
    entities = r.mentions[before].entities if before is not None else ()
    return entities[0] if len(entities) == 1 and entities[0] in people else None


def _formal(t: Tokens, i: int) -> bool:
    """Whether "it" only holds the subject's place: "it is likely that"."""
    if t.dep[i] == "expl":
        return True
    verb = t.head[i]
    if any(t.lemma[c] in _WILLING for c in t.children[verb] if t.dep[c] == "acomp"):
        return False  # "it is willing to pay": somebody is
    clause = any(t.dep[c] in ("ccomp", "xcomp", "csubj", "advcl") for c in t.children[verb])
    return t.dep[i] == "nsubj" and t.lemma[verb] in _FORMAL_SUBJECT and (clause or t.lemma[verb] == "be")


def _clause(t: Tokens, i: int) -> int:
    """The verb that governs token `i`."""
    for _ in range(40):
        if t.pos[i] in ("VERB", "AUX") or t.head[i] == i:
            break
        i = t.head[i]
    return i


def _unbound(r: Referents, index: int, candidates: list[int]) -> list[int]:
    """`candidates` without those that binding rules out: an object pronoun is not its own clause's subject."""
    t, mention = r.t, r.mentions[index]
    if t.tag[mention.head] == "PRP$" or t.low[mention.head].endswith(("self", "selves")):
        # "X's lawyer, ..., his wife": a possessive may look anywhere, but not at what it is part of
        return candidates
    verb = _clause(t, mention.head)
    out: set[int] = set()
    controlled = verb
    for _ in range(10):  # "called Y to thank him": the subject of "called" is that of "thank"
        if any(t.dep[c] in ("nsubj", "nsubjpass") for c in t.children[controlled]):
            break
        if t.dep[controlled] not in ("xcomp", "advcl", "conj", "pcomp", "acl"):
            break
        controlled = _clause(t, t.head[controlled])
    for child in t.children[controlled] if controlled != verb else ():
        index_of = r.at_head.get(child)
        if t.dep[child] in ("nsubj", "nsubjpass") and index_of is not None:
            out.update(r.mentions[index_of].entities)
    for other in r.in_sentence[r.sentence(index)]:
        near = r.mentions[other]
        if other != index and near.entities and t.dep[near.head] != "poss" and _clause(t, near.head) == verb:
            out.update(near.entities)
    return [e for e in candidates if e not in out]


def _best(r: Referents, index: int, candidates: list[int], gender: str | None = None) -> int | None:
    """The best antecedent: near, a subject, first in its sentence, often spoken of."""
    t = r.t
    if not candidates:
        return None
    here = r.sentence(index)
    scored = []
    for entity in candidates:
        at = r.last[entity]
        mention = r.mentions[at]
        score = -1.8 * (here - r.sentence(at))
        if r.subject_at.get(entity) == r.sentence(at):
            score += 1.5
        elif t.dep[mention.head] == "poss":
            score += 0.3
        if r.items[entity].named:
            score += 0.5
        if gender is not None and r.items[entity].gender == gender:
            score += 1.8
        if r.items[entity].kind is Kind.DOCUMENT and t.lemma[t.head[r.mentions[index].head]] in _DONE_TO_DOCUMENTS:
            score += 2.5
        if r.quoted[mention.head] and not r.quoted[r.mentions[index].head]:
            score -= 2.5  # what somebody said is not what the article goes on about
        if t.dep[mention.head] == "pobj" and t.low[t.head[mention.head]] in ("in", "at", "near", "from", "outside"):
            score -= 1.0  # only where something is
        if mention.form == "pronoun":
            score += 0.7
        score += 0.2 * min(4, sum(i < index for i in r.items[entity].mentions[:4]))
        scored.append((score, at, entity))
    scored.sort(reverse=True)
    if len(scored) > 1 and scored[0][0] - scored[1][0] < _MARGIN:
        return None
    return scored[0][2]


_ACTORS = frozenset([Kind.PERSON, Kind.STATE, Kind.ORGANIZATION, Kind.GROUP])


def _they(r: Referents, index: int) -> None:
    """The coordinated or plural subject nearest before the pronoun."""
    here = r.sentence(index)
    for sentence in range(here, max(-1, here - 3), -1):
        found = _plural_subject(r, index, sentence)
        if found:
            r.assign(index, *sorted(found))
            return


def _plural_subject(r: Referents, index: int, sentence: int) -> set[int]:
    t = r.t
    best: set[int] = set()
    roots: dict[int, set[int]] = {}
    for other in r.in_sentence[sentence]:
        mention = r.mentions[other]
        if other >= index or not mention.entities:
            continue
        if mention.form == "pronoun" and len(mention.entities) < 2:
            continue
        if any(r.items[e].kind not in _ACTORS for e in mention.entities):
            continue
        root = conjunction_root(t, mention.head)
        if not is_subject(t, root):
            continue
        roots.setdefault(root, set()).update(mention.entities)
        if len(roots[root]) > 1 or mention.plural:
            best = roots[root]
    return best


_SINGULAR_FIRST = frozenset(["i", "me", "my", "mine", "myself"])
_PLURAL_FIRST = frozenset(["we", "us", "our", "ours", "ourselves"])
#: Roles in which a speaker says "we" for the other end, the closest first.
_SPEAKS_FOR = ("SPOKESPERSON_FOR", "HOLDS_ROLE", "REPRESENTED", "MEMBER_OF")


def resolve_first_persons(
    parsed: Parsed, entities: Entities, quotes: Iterable[QuoteSpan], roles: Iterable[Candidate]
) -> None:
    """Let "I" in each of `quotes` stand for its speaker, and "we" for the one that the speaker's `roles` speak for.

    It runs after the roles are known, so that a lawyer's "we" can be her client. A "we" that may be two is left alone.
    """
    speaks_for: dict[int, dict[str, set[int]]] = {}
    for role in roles:
        if role.relation in _SPEAKS_FOR:
            speaks_for.setdefault(role.source, {}).setdefault(role.relation, set()).add(role.target)
    t = tokens_of(parsed)
    mentions = iter(sorted((m for m in entities.mentions if m.form == "pronoun"), key=lambda m: m.start))
    mention = next(mentions, None)
    for quote in sorted(quotes, key=lambda q: q.start):
        while mention is not None and mention.start < quote.end:
            if mention.start >= quote.start and quote.speaker is not None and not mention.entities:
                word = t.low[mention.head]
                if word in _SINGULAR_FIRST and entities.items[quote.speaker].kind is Kind.PERSON:
                    mention.entities = (quote.speaker,)
                elif word in _PLURAL_FIRST:
                    meant = _we(entities, quote.speaker, speaks_for.get(quote.speaker, {}))
                    mention.entities = (meant,) if meant is not None else ()
                if mention.entities:
                    mention.kind = entities.items[mention.entities[0]].kind
            mention = next(mentions, None)


def _we(entities: Entities, speaker: int, speaks_for: dict[str, set[int]]) -> int | None:
    if entities.items[speaker].kind in (Kind.ORGANIZATION, Kind.STATE):
        return speaker
    for relation in _SPEAKS_FOR:
        found = {e for e in speaks_for.get(relation, ()) if entities.items[e].kind in (Kind.ORGANIZATION, Kind.STATE)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None
