"""Finds relations between an article's referents: the ontology's frames matched on the clauses of its parse.

A collective stands on one side of the table: "A and B met C" pairs A with C and B with C, never A with B. Only where
nobody sits across ("A and B met", "talks between A and B") are its members paired with each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product

from graph.model import Kind
from graph.ontology import ONTOLOGY
from loaders.extract.clauses import Clauses
from loaders.extract.frames import Frame, load_frames
from loaders.extract.roles import Offices
from loaders.extract.stretch import stretch
from loaders.extract.tree import Tree
from loaders.extract.types import Candidate, Entities, Mention, Miss, Parsed

#: "told reporters" is no claim: the press as a whole is nobody's counterpart.
_PRESS = frozenset(
    """reporter journalist press media audience viewer reader correspondent newspaper website broadcaster station
    channel magazine paper daily weekly tabloid interviewer crowd listener newsman outlet blogger podcast programme
    rally""".split()
)
_COMMUNICATION = frozenset({"MET", "SPOKE_WITH", "BRIEFED", "NEGOTIATED_WITH", "CONVEYED_SIGNALS_TO"})
#: Who accompanies somebody does with them what tells where they were.
_IN_COMPANY = frozenset({"MET", "NEGOTIATED_WITH", "VISITED", "PARTICIPATED_IN"})
#: "a group of lawmakers": the lawmakers act.
_PARTITIVE = frozenset(
    """group number dozen score hundred thousand handful one two three several some many most all both each none half
    majority member representative team delegation band crowd rest part series pair trio couple state city kingdom
    republic town government island village port region province district capital""".split()
)
#: "Chinese coast guard ships fired": the coast guard, or China, did.
_INSTRUMENTS = frozenset(
    """ship vessel boat plane jet aircraft helicopter tank drone missile warplane warship gunboat rocket artillery
    airstrike submarine personnel troop soldier force fighter bomber convoy patrol position target post base outpost
    territory town village camp home checkpoint side team delegation stronghold
    hideout bulldozer agent gunship attack strike raid bombing shelling gunfire barrage bombardment assault militiaman
    policeman guard state taxpayer exchequer""".split()
)
_INSIDE = (
    (("poss",), ()),
    (("prep",), ("by",)),
    (("amod", "compound", "nmod"), ()),
    (("prep",), ("of", "from", "in", "for")),
)
#: Who acts through them acts: "its troops".
_FORCES = frozenset(
    "troop force soldier plane jet aircraft ship warship tank drone missile gunman fighter police".split()
)
_NAMING = frozenset({"APPOINTED", "CRITICIZED"})
#: Meetings that may be of two.
_OF_TWO = frozenset(
    """summit meeting session dinner lunch luncheon breakfast round audience briefing discussion consultation encounter
    talk call dialogue""".split()
)
#: Who elects or confirms a holder of another's office.
_ELECTORS = frozenset(
    """parliament assembly board council court jury congress senate committee members voters delegates conference
    shareholders convention synod commission lawmakers house legislature party""".split()
)
_CALLED = frozenset({"know", "call", "name", "dub"})
_INCLUDING = frozenset({"including", "like", "such"})
_VICTIMS = frozenset(
    """people person man woman child boy girl civilian soldier sailor officer policeman resident passenger bystander
    worker protester demonstrator villager student other dozen""".split()
)
_CONSEQUENCE = frozenset({"will", "would", "could", "may", "might", "'ll", "’ll", "face", "risk", "going"})
_OBLIGATION = frozenset({"must", "should"})
_OF_DEEDS = frozenset({"REQUESTED", "THREATENED", "REJECTED"})
_OF_MATTERS = frozenset({"MET", "SPOKE_WITH", "NEGOTIATED_WITH", "BRIEFED", "ACCUSED", "CRITICIZED", "SUED"})
_ABOUT = ("about", "over", "on", "of", "for")
_LONGEST_DETAIL = 12
#: The most pairs that one predicate makes: more is a list, not a meeting.
_MOST_PAIRS = 40


@dataclass(frozen=True, slots=True)
class _Filler:
    """A referent in a slot, with the mention and the token that brought it there."""

    entity: int
    mention: int | None
    token: int


class _Finder:
    """One article's search; holds the indexes that every frame looks things up in."""

    def __init__(self, parsed: Parsed, entities: Entities, misses: list[Miss] | None = None) -> None:
        self.parsed = parsed
        self.misses = misses
        self.entities = entities
        self.tree = Tree(parsed.doc)
        self.clauses = Clauses(self.tree)
        self.index = {id(mention): number for number, mention in enumerate(entities.mentions)}
        self.by_head = entities.by_head()
        self.offices: Offices | None = None  # made when a verb tells of the first
        self.covering: dict[int, Mention] = {}
        for mention in entities.mentions:
            for i in range(mention.start, mention.end):
                old = self.covering.get(i)
                if old is None or old.end - old.start < mention.end - mention.start:
                    self.covering[i] = mention

    # ------------------------------------------------------------------ who fills a slot

    def fillers(self, token: int, kinds: frozenset[Kind], *, depth: int = 0) -> list[_Filler]:
        """The referents of one of `kinds` that `token` heads a mention of."""
        tree = self.tree
        antecedents = self.clauses.subjects.antecedents(token)
        if antecedents and depth < 3:
            return self._relative(token, antecedents, kinds, depth)
        mention = self.by_head.get(token)
        if mention is None:
            covering = self.covering.get(token)
            if (
                covering is not None
                and covering.form == "name"
                and tree.head[token] not in range(covering.start, covering.end)
            ):
                mention = covering
        if tree.lemma[token] in _FORCES and depth < 2:
            for c in tree.children[token]:
                if tree.dep[c] == "poss" and tree.tag[c] in ("PRP$", "WP$"):
                    found = self.fillers(c, kinds, depth=2)  # "Norway, whose troops raided a camp"
                    if found:
                        return found
        found = self._of_mention(mention, token, kinds)
        if not found and depth < 2:
            for c in tree.children[token]:
                if tree.dep[c] == "appos":
                    found = [f for j in tree.conjuncts(c) for f in self.fillers(j, kinds, depth=depth + 1)]
                    if found:
                        break
                if tree.dep[c] == "acl" and tree.lemma[c] in _CALLED:
                    found = self._known_as(c, kinds)
        if not found and depth < 2 and tree.title(token):
            found = self.fillers(tree.head[token], kinds, depth=2)  # "the club Calder United"
        if not found and depth < 2 and tree.lemma[token] in _INSTRUMENTS:
            for c in tree.children[token]:
                if tree.dep[c] in ("amod", "compound", "poss", "nmod"):
                    found = found + self.fillers(c, kinds, depth=2)
                elif tree.lower[c] == "by" and (inner := tree.child(c, "pobj")) is not None:
                    found = found + self.fillers(inner, kinds, depth=2)
        if not found and depth < 2 and mention is not None and not mention.entities:
            # "her counterpart from Norway, A": the name hangs on the last noun before the comma.
            for c in tree.children[token]:
                inner = tree.child(c, "pobj") if tree.dep[c] == "prep" else None
                name = None if inner is None else tree.child(inner, "appos")
                if name is not None:
                    found = self.fillers(name, kinds & {Kind.PERSON}, depth=2)
        if not found and depth < 2 and tree.dep[token] == "appos":
            found = self.fillers(tree.head[token], kinds, depth=2)
        if not found and depth < 3 and tree.lemma[token] in _PARTITIVE:
            for c in tree.children[token]:
                inner = tree.child(c, "pobj") if tree.lower[c] in ("of", "from") else None
                if inner is not None:
                    found = [f for j in tree.conjuncts(inner) for f in self.fillers(j, kinds, depth=depth + 1)]
        if depth < 2:
            for c in tree.children[token]:
                if tree.lower[c] in _INCLUDING and tree.dep[c] in ("prep", "acl"):
                    inner = tree.child(c, "pobj", "dobj")
                    if inner is not None:
                        found = found + [
                            f for j in tree.conjuncts(inner) for f in self.fillers(j, kinds, depth=depth + 1)
                        ]
        return found

    def _named_by(self, token: int, kinds: frozenset[Kind], inside: str) -> list[_Filler]:
        """The fillers that `token` heads, or those named inside its phrase: failing it (loose), before it (deep)."""
        if inside == "deep":
            return self.inside(token, kinds) or self.fillers(token, kinds)
        found = self.fillers(token, kinds)
        if not found and inside and token not in self.by_head:
            found = self.inside(token, kinds)
        return found

    def _within(self, one: _Filler, other: _Filler) -> bool:
        """Whether one of the two is named within the other ("the ministers of the bloc")."""
        if one.mention is None or other.mention is None or one.mention == other.mention:
            return False
        a, b = self.entities.mentions[one.mention], self.entities.mentions[other.mention]
        return (a.start <= b.start and b.end <= a.end) or (b.start <= a.start and a.end <= b.end)

    def inside(
        self,
        token: int,
        kinds: frozenset[Kind],
        *,
        deps: tuple[str, ...] = ("poss", "prep", "amod", "compound", "nmod"),
    ) -> list[_Filler]:
        """The referents named inside the noun phrase of `token`, which is no mention: its owner, maker or matter."""
        tree = self.tree
        for wanted, names in _INSIDE:
            if not set(deps) & set(wanted):
                continue
            for c in tree.children[token]:
                if tree.dep[c] not in wanted or (names and tree.lower[c] not in names):
                    continue
                inner = tree.child(c, "pobj") if names else c
                if inner is not None:
                    found = [f for j in tree.conjuncts(inner) for f in self.fillers(j, kinds, depth=1)]
                    if found:
                        return found
        for c in tree.children[token]:
            if tree.dep[c] == "acl" and tree.tag[c] == "VBN":  # "crimes committed by A"
                found = [f for j in self.clauses.slots(c).get("subject", ()) for f in self.fillers(j, kinds, depth=1)]
                if found:
                    return found
        return []

    def _of_mention(self, mention: Mention | None, token: int, kinds: frozenset[Kind]) -> list[_Filler]:
        if mention is None:
            return []
        items = self.entities.items
        return [_Filler(e, self.index[id(mention)], token) for e in mention.entities if items[e].kind in kinds]

    def _relative(self, token: int, antecedents: tuple[int, ...], kinds: frozenset[Kind], depth: int) -> list[_Filler]:
        people = frozenset({Kind.PERSON, Kind.GROUP})
        lower = self.tree.lower[token]
        wanted = kinds & people if lower in ("who", "whom") else kinds - {Kind.PERSON} if lower == "which" else kinds
        for attempt in (wanted, kinds):
            for antecedent in antecedents:
                tokens = self.tree.conjuncts(antecedent) if len(antecedents) == 1 else (antecedent,)
                found = [f for j in tokens for f in self.fillers(j, attempt, depth=depth + 1)]
                if found:
                    return found
        return []

    def slot(
        self,
        frame: Frame,
        slots: dict[str, tuple[int, ...]],
        names: tuple[str, ...],
        kinds: frozenset[Kind],
        *,
        inside: str = "",
    ) -> tuple[list[_Filler], str]:
        """Who fills the first of the slots `names` that anybody of `kinds` fills, and its name."""
        for name in names:
            tried = [name]
            if frame.table == "verbs" and frame.nouns and not frame.prep and name not in _CORE:
                tried.append(f"object.{name}")
            if frame.table == "nouns" and name in _FROM_THE_VERB:
                tried.append(f"verb.{name}")
            if frame.prep and name not in _CORE:
                tried.append(f"{frame.prep}.{name}")
            if frame.particle and name == "object":
                tried.append(frame.particle)  # "voted down the bill": the particle taken for a preposition
            for key in tried:
                found: dict[int, _Filler] = {}
                tokens = slots.get(key, ())
                if key == "dative" and not tokens:
                    tokens = self._swallowed(slots)
                elif (
                    key == "object"
                    and (frame.relation in _NAMING or "office" in frame.flags)
                    and self._title_last(tokens)
                ):
                    tokens = self._swallowed(slots) or tokens
                for token in tokens:
                    if names == frame.target and self.tree.lemma[token] in frame.excluded:
                        continue
                    for filler in self._named_by(token, kinds, inside):
                        found.setdefault(filler.entity, filler)
                if found and key == "subject" and frame.relation in _IN_COMPANY:
                    for token in slots.get("company", ()):
                        for filler in self.fillers(token, kinds):
                            found.setdefault(filler.entity, filler)
                if found:
                    return list(found.values()), key
        return [], ""

    def _title_last(self, tokens: tuple[int, ...]) -> bool:
        """Whether the object may be a name and a title that the parser took for one ("named A chairman")."""
        return any(self.tree.dep[t] == "oprd" or self.tree.pos[t] == "NOUN" for t in tokens)

    def _swallowed(self, slots: dict[str, tuple[int, ...]]) -> tuple[int, ...]:
        """The receiver that the parser took for a part of the object: "gave [the coast guard 12 boats]"."""
        found = []
        for thing in slots.get("object", ()):
            for c in self.tree.children[thing]:
                mention = self.covering.get(c)
                if (
                    c < thing
                    and self.tree.dep[c] != "poss"
                    and mention is not None
                    and mention.form != "pronoun"
                    and mention.end <= thing
                ):
                    found.append(mention.head)
        return tuple(found)

    # ------------------------------------------------------------------ whether a frame fits

    def fits(self, frame: Frame, i: int, slots: dict[str, tuple[int, ...]]) -> bool:
        """Whether the words that `frame` asks for stand around the predicate `i`."""
        tree = self.tree
        if frame.table == "verbs":
            if frame.particle:
                if frame.particle not in tree.near_particles(i):
                    return False
            elif tree.estranged(i):
                return False
            if frame.prep:
                governed = (*slots.get(frame.prep, ()), *slots.get(f"object.{frame.prep}", ()))
                if not any(tree.lemma[t] in frame.nouns for t in governed):
                    return False
            elif frame.nouns and not self._object_is(slots, frame.nouns):
                return False
            if frame.objects and not self._object_is(slots, frame.objects):
                return False
        if frame.needs and not any(name in slots for name in frame.needs) and not self._has_mark(i, frame.needs):
            return False
        if frame.without and any(
            tree.lower[c] in frame.without or tree.lemma[c] in frame.without for c in self._near(i)
        ):
            return False
        if frame.doing and not any(tree.lemma[c] in frame.doing for c in self._told(i)):
            return False
        if not frame.flags:
            return True
        if ("infinitive" in frame.flags and not self._infinitive(i)) or (
            "finite" in frame.flags and self._infinitive(i)
        ):
            return False
        if "intransitive" in frame.flags and slots.get("object"):
            return False
        if "predicative" in frame.flags and not self._predicative(i, slots):
            return False
        if "plain" in frame.flags and self._predicative(i, slots):
            return False
        if "named" in frame.flags and not (tree.title(i) or self._name_beside(i)):
            return False
        if "must" in frame.flags and not self._complement_has(i, _OBLIGATION):
            return False
        if "subjunctive" in frame.flags and not self._subjunctive(i):
            return False
        return "consequence" not in frame.flags or self._consequence(i, slots)

    def _near(self, i: int) -> Iterator[int]:
        """What depends on `i`, and what the prepositions among it govern."""
        tree = self.tree
        for c in tree.children[i]:
            yield c
            if tree.dep[c] in ("prep", "dobj", "agent"):
                yield from tree.children[c]

    def _told(self, i: int) -> Iterator[int]:
        """The verbs of the complement clause of `i` and those coordinated with them, and their predicates."""
        tree = self.tree
        stack = [c for c in tree.children[i] if tree.dep[c] in ("ccomp", "xcomp", "acl")]
        while stack:
            verb = stack.pop()
            if not any(tree.dep[c] == "neg" for c in tree.children[verb]):
                yield verb
                yield from (c for c in tree.children[verb] if tree.dep[c] in ("acomp", "attr", "prt"))
            stack.extend(
                c
                for c in tree.children[verb]
                if tree.dep[c] == "conj" or (tree.dep[c] == "xcomp" and tree.lemma[verb] in _TRYING)
            )

    def _name_beside(self, i: int) -> bool:
        tree = self.tree
        return any(tree.dep[c] == "appos" and tree.pos[c] == "PROPN" for c in tree.children[i])

    def _infinitive(self, i: int) -> bool:
        """Whether an infinitive follows `i` as its complement."""
        tree = self.tree
        return any(tree.infinitive(c) for c in (*tree.children[i], *self._complements(i)))

    def _object_is(self, slots: dict[str, tuple[int, ...]], nouns: frozenset[str]) -> bool:
        tree = self.tree
        for name in ("object", "predicative"):
            for token in slots.get(name, ()):
                if tree.lemma[token] in nouns or tree.lower[token] in nouns:
                    return True
                if "money" in nouns and tree.entity[token] == "MONEY":
                    return True
                # "a series of talks", "millions of dollars"
                for c in tree.children[token]:
                    inner = tree.child(c, "pobj") if tree.lower[c] == "of" else None
                    if inner is not None and tree.lemma[inner] in nouns:
                        return True
        return False

    def _has_mark(self, i: int, words: frozenset[str]) -> bool:
        tree = self.tree
        if tree.lower[i] in words or tree.lower[tree.head[i]] in words:
            return True
        return any(tree.lower[d] in words for c in tree.children[i] for d in (c, *tree.children[c]))

    def _predicative(self, i: int, slots: dict[str, tuple[int, ...]]) -> bool:
        objects = slots.get("object", ())
        told = (*slots.get("predicative", ()), *(c for c in self.tree.children[i] if self.tree.dep[c] == "oprd"))
        whom = [token for token in objects if self.tree.pos[token] in ("NOUN", "PROPN", "PRON")]
        return "as" in slots or any(token not in whom for token in told)

    def _subjunctive(self, i: int) -> bool:
        """Whether a bare verb with a subject of its own follows `i` ("asked that X resign")."""
        tree = self.tree
        return any(
            tree.dep[c] == "ccomp" and tree.tag[c] == "VB" and not any(tree.dep[d] == "aux" for d in tree.children[c])
            for c in tree.children[i]
        )

    def _consequence(self, i: int, slots: dict[str, tuple[int, ...]]) -> bool:
        return "against" in slots or "with" in slots or self._complement_has(i, _CONSEQUENCE)

    def _complement_has(self, i: int, words: frozenset[str]) -> bool:
        """Whether the verb of the complement clause of `i`, or an auxiliary of it, is one of `words`."""
        tree = self.tree
        return any(
            tree.lemma[c] in words or any(tree.lower[d] in words for d in tree.children[c])
            for c in self._complements(i)
        )

    def _complements(self, i: int) -> Iterator[int]:
        """The verbs of the clauses that follow `i` and depend on it, also where they hang on a noun in between."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] in ("ccomp", "xcomp"):
                yield c
            elif c > i and tree.dep[c] in ("prep", "dobj", "pobj"):
                for d in (c, *tree.children[c]):
                    yield from (e for e in tree.children[d] if tree.dep[e] in ("relcl", "acl", "ccomp") and e > i)

    def _known_as(self, participle: int, kinds: frozenset[Kind]) -> list[_Filler]:
        """Who goes by the name: "the group known as the Front"."""
        tree = self.tree
        name = tree.child(participle, "oprd")
        for c in tree.children[participle]:
            if tree.dep[c] == "prep" and tree.lower[c] == "as":
                name = tree.child(c, "pobj")
        return [] if name is None else self.fillers(name, kinds, depth=2)

    # ------------------------------------------------------------------ candidates

    def find(self) -> Iterator[Candidate]:
        """All candidates, in the order of their predicates."""
        frames = load_frames()
        tree = self.tree
        for i, lemma in enumerate(tree.lemma):
            if i in self.parsed.skip:
                continue
            if tree.is_verb(i):
                table = frames.verbs
            elif tree.pos[i] == "NOUN" or (tree.pos[i] == "PROPN" and i not in self.covering):
                table = frames.nouns
            elif tree.pos[i] == "ADJ":
                table = frames.adjectives
            elif tree.pos[i] == "VERB" and tree.tag[i] == "VBG":
                table = frames.nouns  # "A's sacking by B"
            else:
                continue
            for base in (lemma, *(_bases(tree.lower[i]) if table is frames.verbs else (tree.lower[i],))):
                if base in table:
                    yield from self._at(i, table[base])
                    break

    def _at(self, i: int, frames: tuple[Frame, ...]) -> Iterator[Candidate]:
        slots = dict(self.clauses.slots(i))
        seen: set[tuple[str, int, int]] = set()
        across: set[str] = set()
        for frame in sorted(frames, key=lambda frame: frame.source == frame.target):
            alone = frame.source == frame.target
            if (alone and frame.relation in across) or not self.fits(frame, i, slots):
                continue
            if "office" in frame.flags:
                yield from self._offices(frame, i, slots)
                continue
            made = self._pairs(frame, slots)
            if len(made) > _MOST_PAIRS:
                continue
            for source, target in made:
                key = (frame.relation, source.entity, target.entity)
                if source.entity == target.entity or key in seen:
                    continue
                seen.add(key)
                if self.entities.items[target.entity].kind is not Kind.DOCUMENT:
                    across.add(frame.relation)
                yield self._candidate(frame, i, slots, source, target)
        if self.misses is not None:
            self._note_misses(self.misses, i, frames, slots, {relation for relation, _, _ in seen})

    def _note_misses(
        self,
        misses: list[Miss],
        i: int,
        frames: tuple[Frame, ...],
        slots: dict[str, tuple[int, ...]],
        made: set[str],
    ) -> None:
        """Tell why frames of relations that were not `made` at `i` came to nothing, though words stand at both ends."""
        told: set[str] = set()
        for frame in frames:
            if frame.relation in made | told or "office" in frame.flags or not self.fits(frame, i, slots):
                continue
            ends = {
                "source": [token for name in frame.source for token in slots.get(name, ())],
                "target": [token for name in frame.target for token in slots.get(name, ())],
            }
            if not all(ends.values()):
                continue
            kinds = {"source": frame.source_kinds, "target": frame.target_kinds}
            wanting = [f"{end}: {why}" for end in ends if (why := self._unfilled(ends[end], kinds[end]))]
            if not wanting and any(self.tree.lemma[token] in _PRESS for token in ends["target"]):
                wanting = ["the press at large is nobody's counterpart"]
            told.add(frame.relation)
            why = "; ".join(wanting) or "both ends are one, or too vague, or no pair that the relation allows"
            misses.append(Miss(trigger=i, relation=frame.relation, rule=frame.rule, why=why))

    def _unfilled(self, tokens: list[int], kinds: frozenset[Kind]) -> str:
        """Why none of the tokens names somebody of one of the kinds; empty where one does."""
        told = []
        for token in tokens:
            if self.fillers(token, kinds):
                return ""
            word = self.parsed.doc[token].text
            known = self.fillers(token, frozenset(Kind))
            told.append(
                f"“{word}” is of the kind {self.entities.items[known[0].entity].kind}, which does not fit"
                if known
                else f"“{word}” refers to nobody known"
            )
        return ", ".join(told)

    def _pairs(self, frame: Frame, slots: dict[str, tuple[int, ...]]) -> list[tuple[_Filler, _Filler]]:
        if frame.source == ("self",) and slots.get("described"):
            return []  # who is described so is named
        sources, source_slot = self.slot(frame, slots, frame.source, frame.source_kinds)
        if not sources:
            return []
        if frame.source == frame.target:
            if len(sources) == 1:  # "commanders from the two armies met"
                whose = self.inside(sources[0].token, frame.source_kinds, deps=("prep",))
                sources = whose if len(whose) > 1 else []
            pairs = [(s, t) for s, t in combinations(sources, 2) if not self._within(s, t)]
            return pairs + [(t, s) for s, t in pairs] if "both" in frame.flags else pairs
        targets, target_slot = self.slot(
            frame, slots, frame.target, frame.target_kinds, inside=next(iter(frame.flags & {"loose", "deep"}), "")
        )
        if frame.relation in _COMMUNICATION:
            targets = [t for t in targets if self.tree.lemma[t.token] not in _PRESS]
            sources = [s for s in sources if self.tree.lemma[s.token] not in _PRESS]
        targets = [t for t in targets if self.tree.lemma[t.token] not in frame.excluded]
        if frame.relation == "PARTICIPATED_IN":
            targets = [t for t in targets if not self._bilateral(t.token)]
        targets = [t for t in targets if not self._nobody(t, counted=frame.relation != "AIDED")]
        if source_slot == target_slot:
            return []
        shared = {s.entity for s in sources} & {t.entity for t in targets}
        targets = [t for t in targets if t.entity not in shared]
        relation = ONTOLOGY.relations[frame.relation]
        items = self.entities.items
        pairs = [
            (s, t) for s, t in product(sources, targets) if relation.allows(items[s.entity].kind, items[t.entity].kind)
        ]
        if "both" in frame.flags:
            pairs += [(t, s) for s, t in pairs if relation.allows(items[t.entity].kind, items[s.entity].kind)]
        return pairs

    def _nobody(self, filler: _Filler, *, counted: bool) -> bool:
        """Whether the filler is no group that a reader could name: "people", and if `counted` "12 people"."""
        tree = self.tree
        item = self.entities.items[filler.entity]
        if item.named or item.kind is not Kind.GROUP or tree.lemma[filler.token] not in _VICTIMS:
            return False
        if not counted and any(tree.dep[c] == "nummod" for c in tree.children[filler.token]):
            return False
        return not any(
            tree.entity[c] in ("NORP", "GPE", "ORG", "PERSON", "LOC")
            or tree.dep[c] in ("poss", "amod", "compound", "relcl")
            or tree.lower[c] in ("of", "from", "in")
            for c in tree.children[filler.token]
        )

    def _offices(self, frame: Frame, i: int, slots: dict[str, tuple[int, ...]]) -> Iterator[Candidate]:
        """The roles that who fills the source slot holds, by the role nouns that fill the target slot."""
        nouns = next((slots[name] for name in frame.target if slots.get(name)), ())
        bearers, slot = self.slot(frame, slots, frame.source, frame.source_kinds) if nouns else ([], "")
        if not bearers:
            return
        if self.offices is None:
            self.offices = Offices(self.parsed, self.entities)
        givers: list[_Filler] = []
        if slot != "subject":
            givers = self.slot(frame, slots, ("subject",), frozenset({Kind.ORGANIZATION, Kind.STATE}))[0]
        givers += self.slot(frame, slots, ("at", "in"), frozenset({Kind.ORGANIZATION}))[0]
        giver = next(
            (
                (g.entity, g.mention)
                for g in givers
                if g.mention is not None and self.tree.lower[g.token] not in _ELECTORS
            ),
            None,
        )
        for noun, bearer in product(nouns, bearers):
            if bearer.mention is None:
                continue
            for office in self.offices.held(noun, bearer.entity, giver=giver):
                ends = (bearer, _Filler(office.owner, office.owner_mention, noun))
                source, target = reversed(ends) if office.inverse else ends
                candidate = self._candidate(frame, i, slots, source, target)
                candidate.relation, candidate.detail = office.relation, office.detail
                yield candidate

    def _bilateral(self, event: int) -> bool:
        """Whether `event` is a meeting of two ("a summit with B"), which its own relation tells of."""
        tree = self.tree
        return tree.lemma[event] in _OF_TWO and any(
            tree.lower[c] in ("with", "between") for c in tree.children[event] if c > event
        )

    def _candidate(
        self, frame: Frame, i: int, slots: dict[str, tuple[int, ...]], source: _Filler, target: _Filler
    ) -> Candidate:
        tokens = []
        for filler in (source, target):
            if filler.mention is not None:
                mention = self.entities.mentions[filler.mention]
                tokens += [mention.start, mention.end - 1]
            tokens.append(filler.token)
        start, end = stretch(self.tree, i, tokens)
        return Candidate(
            relation=frame.relation,
            source=source.entity,
            target=target.entity,
            trigger=i,
            start=start,
            end=end,
            rule=frame.rule,
            source_mention=source.mention,
            target_mention=target.mention,
            modality=frame.modality,
            presupposed="presupposed" in frame.flags,
            detail=self._detail(frame, i, slots),
            on_behalf_of=self._behalf(frame, i, slots, source, target),
        )

    def _detail(self, frame: Frame, i: int, slots: dict[str, tuple[int, ...]]) -> str | None:
        """The matter in the article's words: what was asked or threatened, what the talks were about."""
        tree, doc = self.tree, self.parsed.doc
        if frame.relation in _OF_DEEDS:
            for c in tree.children[i]:
                if tree.dep[c] in ("xcomp", "ccomp", "advcl", "acl") and tree.infinitive(c):
                    begin = min(d for d in tree.children[c] if tree.lower[d] == "to")
                    end = tree.subtree(c)[1]
                    return self._words(begin, end)
        if frame.relation in _OF_MATTERS:
            for name in _ABOUT:
                for key in (name, f"object.{name}"):
                    for token in slots.get(key, ()):
                        if not doc[token].ent_type_ and tree.pos[token] in ("NOUN", "PROPN"):
                            return self._words(*tree.subtree(token))
        return None

    def _words(self, start: int, end: int) -> str | None:
        """The text of the tokens, without marks at its ends; None where it is too long to be a matter."""
        if end - start > _LONGEST_DETAIL:
            return None
        text = self.parsed.doc[start:end].text.strip(" .,;:”“\"'’\n")
        return text or None

    def _behalf(
        self, frame: Frame, i: int, slots: dict[str, tuple[int, ...]], source: _Filler, target: _Filler
    ) -> int | None:
        """Whose message or interest it is: a slot of the frame, or whoever asked the source to carry it."""
        if frame.relation not in ("CONVEYED_SIGNALS_TO", "REPRESENTED"):
            return None
        actors = frozenset({Kind.PERSON, Kind.ORGANIZATION, Kind.STATE, Kind.GROUP})
        for name in (*frame.behalf, "behalf"):
            for token in slots.get(name, ()):
                for filler in self.fillers(token, actors):
                    if filler.entity not in (source.entity, target.entity):
                        return filler.entity
        tree = self.tree
        governor = tree.head[i]
        if (
            tree.dep[i] in ("xcomp", "ccomp", "advcl")
            and tree.is_verb(governor)
            and tree.lemma[governor] in _ENTRUSTING
        ):
            for token in self.clauses.slots(governor).get("subject", ()):
                for filler in self.fillers(token, actors):
                    if filler.entity not in (source.entity, target.entity):
                        return filler.entity
        return None


_CORE = frozenset(
    {
        "subject",
        "object",
        "dative",
        "complement",
        "deed",
        "predicative",
        "self",
        "described",
        "listed",
        "mod",
        "holder",
        "poss",
    }
)
#: What may hang on the verb of a noun though it is the noun's ("held talks on Monday with B").
_FROM_THE_VERB = frozenset({"between", "among", "with", "to", "on", "against", "for", "in"})
_TRYING = frozenset("be try seek attempt conspire plan plot continue begin go keep fail".split())
_ENTRUSTING = frozenset(
    "ask request urge tell instruct order send dispatch use commission authorise authorize direct want get beg".split()
)


def _bases(word: str) -> tuple[str, ...]:
    """What the lemma of a verb's form may be, where the model's is wrong ("dined": "din")."""
    if word.endswith("ed"):
        return word[:-1], word[:-2], word[:-3]
    if word.endswith("ing"):
        return word[:-3], word[:-3] + "e", word[:-4]
    return ()


def find_relations(parsed: Parsed, entities: Entities, *, misses: list[Miss] | None = None) -> list[Candidate]:
    """The relations that the clauses of `parsed` state between `entities`, before modality, date and asserter.

    Predicates that fit a relation without having its two ends are added to `misses`, where it is given.
    """
    finder = _Finder(parsed, entities, misses)
    return _strongest(finder.find(), finder.tree.sentence)


def _strongest(candidates: Iterator[Candidate], sentence: list[int]) -> list[Candidate]:
    """One candidate for what two predicates of a sentence say alike, the verb's rather than the noun's."""
    found: dict[tuple[str, int, int, int], Candidate] = {}
    for candidate in candidates:
        ends = (candidate.source, candidate.target)
        if ONTOLOGY.relations[candidate.relation].symmetric:
            ends = (min(ends), max(ends))
        key = (candidate.relation, *ends, sentence[candidate.trigger])
        old = found.get(key)
        if old is None or ("/nouns/" in old.rule and "/verbs/" in candidate.rule):
            found[key] = candidate
    return sorted(found.values(), key=lambda candidate: candidate.trigger)
