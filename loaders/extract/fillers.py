"""Who fills a slot of a predicate: the referents that its tokens name, head, own, stand for or act through."""

from __future__ import annotations

from dataclasses import dataclass

from graph.model import Kind
from loaders.extract.clauses import Clauses
from loaders.extract.frames import Frame
from loaders.extract.types import Entities, Mention

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
_CALLED = frozenset({"know", "call", "name", "dub"})
_INCLUDING = frozenset({"including", "like", "such"})
#: Slots that are the predicate's own, never those of its object or preposition.
_CORE = frozenset("subject object dative complement deed predicative self described listed mod holder poss".split())
#: What may hang on the verb of a noun though it is the noun's ("held talks on Monday with B").
_FROM_THE_VERB = frozenset({"between", "among", "with", "to", "on", "against", "for", "in"})


@dataclass(frozen=True, slots=True)
class Filler:
    """A referent in a slot, with the mention and the token that brought it there."""

    entity: int
    mention: int | None
    token: int


class Fillers:
    """The way from the slots of one article's clauses to its referents."""

    def __init__(self, entities: Entities, clauses: Clauses) -> None:
        self.entities = entities
        self.clauses = clauses
        self.subjects = clauses.subjects
        self.tree = clauses.tree
        self.index = {id(mention): number for number, mention in enumerate(entities.mentions)}
        self.by_head = entities.by_head()
        self.covering: dict[int, Mention] = {}
        for mention in entities.mentions:
            for i in range(mention.start, mention.end):
                old = self.covering.get(i)
                if old is None or old.end - old.start < mention.end - mention.start:
                    self.covering[i] = mention

    def at(self, token: int, kinds: frozenset[Kind], *, depth: int = 0) -> list[Filler]:
        """The referents of one of `kinds` that `token` heads a mention of."""
        tree = self.tree
        antecedents = self.subjects.antecedents(token)
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
                    found = self.at(c, kinds, depth=2)  # "Norway, whose troops raided a camp"
                    if found:
                        return found
        found = self._of_mention(mention, token, kinds)
        if not found and depth < 2:
            for c in tree.children[token]:
                if tree.dep[c] == "appos":
                    found = [f for j in tree.conjuncts(c) for f in self.at(j, kinds, depth=depth + 1)]
                    if found:
                        break
                if tree.dep[c] == "acl" and tree.lemma[c] in _CALLED:
                    found = self._known_as(c, kinds)
        if not found and depth < 2 and tree.title(token):
            found = self.at(tree.head[token], kinds, depth=2)  # "the club Calder United"
        if not found and depth < 2 and tree.lemma[token] in _INSTRUMENTS:
            for c in tree.children[token]:
                if tree.dep[c] in ("amod", "compound", "poss", "nmod"):
                    found = found + self.at(c, kinds, depth=2)
                elif tree.lower[c] == "by" and (inner := tree.child(c, "pobj")) is not None:
                    found = found + self.at(inner, kinds, depth=2)
        if not found and depth < 2 and mention is not None and not mention.entities:
            # "her counterpart from Norway, A": the name hangs on the last noun before the comma.
            for c in tree.children[token]:
                inner = tree.child(c, "pobj") if tree.dep[c] == "prep" else None
                name = None if inner is None else tree.child(inner, "appos")
                if name is not None:
                    found = self.at(name, kinds & {Kind.PERSON}, depth=2)
        if not found and depth < 2 and tree.dep[token] == "appos":
            found = self.at(tree.head[token], kinds, depth=2)
        if not found and depth < 3 and tree.lemma[token] in _PARTITIVE:
            for c in tree.children[token]:
                inner = tree.child(c, "pobj") if tree.lower[c] in ("of", "from") else None
                if inner is not None:
                    found = [f for j in tree.conjuncts(inner) for f in self.at(j, kinds, depth=depth + 1)]
        if depth < 2:
            for c in tree.children[token]:
                if tree.lower[c] in _INCLUDING and tree.dep[c] in ("prep", "acl"):
                    inner = tree.child(c, "pobj", "dobj")
                    if inner is not None:
                        found = found + [f for j in tree.conjuncts(inner) for f in self.at(j, kinds, depth=depth + 1)]
        return found

    def _known_as(self, participle: int, kinds: frozenset[Kind]) -> list[Filler]:
        """Who goes by the name: "the group known as the Front"."""
        tree = self.tree
        name = tree.child(participle, "oprd")
        for c in tree.children[participle]:
            if tree.dep[c] == "prep" and tree.lower[c] == "as":
                name = tree.child(c, "pobj")
        return [] if name is None else self.at(name, kinds, depth=2)

    def _relative(self, token: int, antecedents: tuple[int, ...], kinds: frozenset[Kind], depth: int) -> list[Filler]:
        people = frozenset({Kind.PERSON, Kind.GROUP})
        lower = self.tree.lower[token]
        wanted = kinds & people if lower in ("who", "whom") else kinds - {Kind.PERSON} if lower == "which" else kinds
        for attempt in (wanted, kinds):
            for antecedent in antecedents:
                tokens = self.tree.conjuncts(antecedent) if len(antecedents) == 1 else (antecedent,)
                found = [f for j in tokens for f in self.at(j, attempt, depth=depth + 1)]
                if found:
                    return found
        return []

    def _of_mention(self, mention: Mention | None, token: int, kinds: frozenset[Kind]) -> list[Filler]:
        if mention is None:
            return []
        items = self.entities.items
        return [Filler(e, self.index[id(mention)], token) for e in mention.entities if items[e].kind in kinds]

    def _named_by(self, token: int, kinds: frozenset[Kind], inside: str) -> list[Filler]:
        """The fillers that `token` heads, or those named inside its phrase: failing it (loose), before it (deep)."""
        if inside == "deep":
            return self.inside(token, kinds) or self.at(token, kinds)
        found = self.at(token, kinds)
        if not found and inside and token not in self.by_head:
            found = self.inside(token, kinds)
        return found

    def inside(
        self,
        token: int,
        kinds: frozenset[Kind],
        *,
        deps: tuple[str, ...] = ("poss", "prep", "amod", "compound", "nmod"),
    ) -> list[Filler]:
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
                    found = [f for j in tree.conjuncts(inner) for f in self.at(j, kinds, depth=1)]
                    if found:
                        return found
        for c in tree.children[token]:
            if tree.dep[c] == "acl" and tree.tag[c] == "VBN":  # "crimes committed by A"
                found = [f for j in self.clauses.slots(c).get("subject", ()) for f in self.at(j, kinds, depth=1)]
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
    ) -> tuple[list[Filler], str]:
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
                found: dict[int, Filler] = {}
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
                        for filler in self.at(token, kinds):
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
