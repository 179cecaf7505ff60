"""A normal form of the dependency parse: who fills which slot of a verb, noun or adjective, however it is put.

"B was fired by A", "A, who fired B", "A decided to fire B", "A met C and fired B" and "fired by A, B ..." all give the
verb `fire` the subject A and the object B. Slots hold the head tokens of their fillers, conjuncts spread out; a
relative pronoun stands as itself, and `Subjects.antecedents` says what it may refer to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from loaders.extract.prepositions import add_prepositions, together
from loaders.extract.subjects import ONE_OF, Subjects
from loaders.extract.tree import DITRANSITIVE, RELATIVE_TAGS, SUBJECT, Tree

#: "declined to comment on B" does nothing to B.
_MERE_WORDS = frozenset({"comment", "elaborate", "say", "speculate"})
_TOUCHED = frozenset(
    """object dative complement to against with from on deed object.to object.against object.with object.from object.on
    object.for object.of object.poss object.mod""".split()
)
#: Who does it to the subject is with them: "A, flanked by B".
_ESCORTING = frozenset({"accompany", "flank", "join", "escort"})

Slots = Mapping[str, tuple[int, ...]]


class Clauses:
    """The slots of the predicates in a parse, worked out when asked for, and kept."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self.subjects = Subjects(tree)
        self._slots: dict[int, Slots] = {}
        self._conditional = {tree.sentence[i] for i, word in enumerate(tree.lower) if word in ("unless", "if")}

    def slots(self, i: int) -> Slots:
        """The slots of the token `i` as a predicate, names as `frames` writes them; conjuncts spread out."""
        tree = self.tree
        if i not in self._slots:
            if tree.is_verb(i):
                found = self._verb_slots(i)
            elif tree.pos[i] == "ADJ" or tree.dep[i] == "acomp":
                found = self._adjective_slots(i)
            else:
                found = self._noun_slots(i)
            self._slots[i] = {name: tuple(dict.fromkeys(tokens)) for name, tokens in found.items()}
        return self._slots[i]

    def _company(self, i: int) -> Iterator[int]:
        """Those named beside the subject: "Kushner, along with Witkoff, met Putin"."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] in ("prep", "advmod", "cc") and tree.lower[c] in (
                "along",
                "together",
                "alongside",
            ):
                for p in (c, *tree.children[c]):
                    inner = tree.child(p, "pobj")
                    if inner is not None:
                        yield from tree.conjuncts(inner)
            elif tree.dep[c] == "prep" and tree.lower[c] == "with" and together(tree, c):
                yield from (j for p in tree.children[c] if tree.dep[p] == "pobj" for j in tree.conjuncts(p))

    def _escort(self, i: int) -> Iterator[int]:
        """Those who accompany the subject `i`: "A, flanked by B, met C"."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] in ("acl", "advcl") and tree.lemma[c] in _ESCORTING and tree.tag[c] == "VBN":
                yield from tree.spread(tree.agent(c))

    def _object_prepositions(self, noun: int, into: dict[str, list[int]]) -> None:
        tree = self.tree
        add_prepositions(tree, noun, into, "object.")
        for c in tree.children[noun]:
            if tree.dep[c] == "poss":
                into.setdefault("object.poss", []).extend(tree.conjuncts(c))
            elif tree.dep[c] in ("compound", "amod", "nmod") and c < noun:
                into.setdefault("object.mod", []).extend(tree.modifiers(c))
        if "object.between" not in into and not any(
            tree.dep[c] == "amod" for c in tree.children[noun] if tree.is_verb(c)
        ):
            into.setdefault("object.holder", []).extend(tree.spread(self.subjects.holders(noun)))

    def _verb_slots(self, i: int) -> dict[str, list[int]]:
        tree = self.tree
        subjects = self.subjects
        found: dict[str, list[int]] = {}
        surface = tree.spread(subjects.surface_subject(i))
        surface += [p for s in surface for p in self._company(s)]
        surface += list(self._company(i))
        for s in surface:
            for c in tree.children[s]:
                if tree.dep[c] == "poss":
                    found.setdefault("subject.poss", []).extend(tree.conjuncts(c))
                elif tree.dep[c] == "acl" and tree.tag[c] == "VBN":
                    found.setdefault("subject.by", []).extend(tree.spread(tree.agent(c)))
        company = [p for s in (*surface, i) for p in self._escort(s)]
        if company:
            found["company"] = company
        objects: list[int] = []
        for c in tree.children[i]:
            dep = tree.dep[c]
            if dep == "dobj" or (dep == "npadvmod" and tree.entity[c] in ("PERCENT", "MONEY")):
                objects.append(c)
            elif dep == "dative" and tree.pos[c] != "ADP":
                if tree.lemma[i] not in DITRANSITIVE and tree.child(i, "dobj") is None:
                    objects.append(c)  # "included the historian A and B"
                else:
                    found.setdefault("dative", []).extend(tree.conjuncts(c))
            elif dep in ("attr", "oprd", "acomp"):
                found.setdefault("predicative", []).append(c)
            elif dep in ("ccomp", "xcomp") or (
                dep == "advcl" and any(tree.lower[d] == "for" for d in tree.children[c])
            ):
                if tree.own_subjects(c):
                    found.setdefault("complement", []).extend(tree.spread(tree.agent(c) or subjects.surface_subject(c)))
                elif dep == "xcomp" and tree.infinitive(c):
                    controller = subjects.controller(c, i)
                    if controller and controller != subjects.surface_subject(i):
                        found.setdefault("complement", []).extend(tree.spread(controller))
        if len(objects) == 2 and tree.lemma[i] in DITRANSITIVE and "dative" not in found:
            found["dative"] = list(tree.conjuncts(objects.pop(0)))  # "handed B a note" with two objects
        add_prepositions(tree, i, found)
        self._gapped(i, found, objects)
        self._deed(i, found)
        if tree.sentence[i] in self._conditional:
            self._condition(i, found)
        if tree.passive(i):
            agents = [p for c in tree.agent_prepositions(i) for p in tree.children[c] if tree.dep[p] == "pobj"]
            if tree.dep[i] == "amod":
                agents += [
                    c for c in tree.children[i] if c < i and tree.dep[c] in ("npadvmod", "compound", "nmod", "amod")
                ]
            # "signed in Tokyo in July by A": the agent may hang on the place.
            found["subject"] = tree.spread(agents) or list(found.get("by", ())) or self._far_agent(i)
            if objects and tree.lemma[i] in DITRANSITIVE:
                found.setdefault("dative", []).extend(surface)
            else:
                if objects:
                    found.setdefault("predicative", []).extend(objects)
                objects = []
            if not objects:
                found["object"] = surface
                for s in surface:
                    self._object_prepositions(s, found)
                return found
        else:
            found["subject"] = surface
        if not objects and (count := tree.up_to(i)) is not None:
            objects = [count]
        if not objects and not tree.passive(i):
            objects = self._gap(i, found) or [c for c in tree.children[i] if tree.dep[c] == "oprd"]
        if not objects and self._shares_right(i):
            right = next(c for c in tree.children[i] if tree.dep[c] == "conj" and tree.is_verb(c))
            if tree.passive(right) == tree.passive(i):
                for name, tokens in self.slots(right).items():
                    if name not in ("subject", "predicative") and name not in found:
                        found[name] = list(tokens)
                return found
        found["object"] = tree.spread(objects)
        for o in found["object"]:
            self._object_prepositions(o, found)
        if objects and "by" in found and not tree.passive(i):
            found.setdefault("object.by", found["by"])  # "rejected a claim by B", hung on the verb
        return found

    def _gapped(self, i: int, found: dict[str, list[int]], objects: list[int]) -> None:
        """Add the second of two told of with their times: "met A on Monday and B on Tuesday"."""
        tree = self.tree
        for c in tree.children[i]:
            time = tree.child(c, "pobj") if tree.dep[c] == "prep" else c if tree.dep[c] == "npadvmod" else None
            if time is None or tree.entity[time] not in ("DATE", "TIME"):
                continue
            other = next((d for d in tree.children[time] if tree.dep[d] == "conj" and tree.pos[d] == "PROPN"), None)
            if other is None or tree.entity[other] in ("DATE", "TIME", "CARDINAL", ""):
                continue
            if objects and objects[-1] < c:
                objects.append(other)
            else:
                before = [
                    name
                    for name in ("with", "to", "by", "from")
                    if name in found and any(i < t < c for t in found[name])
                ]
                if before:
                    found[before[0]].extend(tree.conjuncts(other))

    def _far_agent(self, i: int) -> list[int]:
        """The agent of a passive that the parser hung on a noun in between ("endorsed on the eve of the vote by A")."""
        tree = self.tree
        last = tree.subtree(i)[1]
        for c in range(i + 1, min(last, i + 14)):
            if tree.lower[c] == "by" and tree.dep[c] == "prep" and tree.pos[tree.head[c]] in ("NOUN", "PROPN"):
                inner = tree.child(c, "pobj")
                return [] if inner is None else list(tree.conjuncts(inner))
        return []

    def _deed(self, i: int, found: dict[str, list[int]]) -> None:
        """Whom the infinitive that depends on `i` would touch ("threatened to cut off gas to B": B)."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] in ("xcomp", "acl", "ccomp") and tree.infinitive(c) and tree.lemma[c] not in _MERE_WORDS:
                for name, tokens in self.slots(c).items():
                    if name in _TOUCHED:
                        found.setdefault("deed", []).extend(tokens)
                    if name in _TOUCHED or name in ("in", "object.in"):
                        found.setdefault(f"deed.{name.rpartition('.')[2]}", []).extend(tokens)

    def _condition(self, i: int, found: dict[str, list[int]], depth: int = 0) -> None:
        """Who must act, or else: the subject of "unless B pays" or "if B does not pay", at `i` or at its complement."""
        tree = self.tree
        for c in tree.children[i]:
            if tree.dep[c] == "advcl":
                marks = {tree.lower[d] for d in tree.children[c] if tree.dep[d] in ("mark", "advmod", "prep")}
                if "unless" in marks or "if" in marks:
                    subjects = tree.spread(tree.agent(c) if tree.passive(c) else tree.own_subjects(c))
                    negated = any(tree.dep[d] == "neg" for d in tree.children[c])
                    if "if" not in marks or negated:
                        found.setdefault("unless", []).extend(subjects)
                    else:
                        found.setdefault("if", []).extend(subjects)
            elif depth < 2 and tree.dep[c] in ("ccomp", "xcomp"):
                self._condition(c, found, depth + 1)

    def _gap(self, i: int, found: dict[str, list[int]]) -> list[int]:
        """The object that a relative clause leaves out: "the deal (that) Moscow signed", "the man he spoke to"."""
        tree = self.tree
        if tree.dep[i] != "relcl" or not tree.own_subjects(i):
            return []
        own = tree.own_subjects(i)[0]
        if tree.tag[own] in RELATIVE_TAGS:
            return []
        for c in tree.children[i]:
            if tree.dep[c] == "prep" and not tree.children[c]:
                found.setdefault(tree.lower[c], []).extend(tree.conjuncts(tree.head[i]))
                return []
        if any(
            tree.tag[d] in RELATIVE_TAGS or tree.tag[d] == "WRB"
            for c in tree.children[i]
            for d in (c, *tree.children[c])
        ):
            return []
        return [tree.head[i]]

    def _shares_right(self, i: int) -> bool:
        """Whether `i` is the first of two verbs with one object: "condemned and sanctioned B"."""
        tree = self.tree
        right = [c for c in tree.children[i] if c > i]
        verbs = [c for c in right if tree.dep[c] == "conj" and tree.is_verb(c)]
        if not verbs or any(tree.dep[c] not in ("cc", "conj", "punct", "advmod") for c in right):
            return False
        return verbs[0] - i <= 4 and not tree.own_subjects(verbs[0])

    def _adjective_slots(self, i: int) -> dict[str, list[int]]:
        tree = self.tree
        found: dict[str, list[int]] = {}
        add_prepositions(tree, i, found)
        head = tree.head[i]
        if tree.is_verb(head) and tree.dep[i] in ("acomp", "oprd", "conj", "advcl"):
            found["subject"] = tree.spread(self.subjects.surface_subject(head))
            add_prepositions(tree, head, found)
        elif tree.dep[i] in ("amod", "acl", "relcl"):
            found["subject"] = list(tree.conjuncts(head))
        return found

    def _noun_slots(self, i: int) -> dict[str, list[int]]:
        tree = self.tree
        subjects = self.subjects
        named = tree.title(i)  # "Acme's subsidiary Nordlys"
        found: dict[str, list[int]] = {"self": [tree.head[i]] if named else [i]}
        if named:
            found["poss"] = [c for c in tree.children[tree.head[i]] if tree.dep[c] == "poss"]
        for c in tree.children[i]:
            if tree.dep[c] == "poss":
                found.setdefault("poss", []).extend(tree.conjuncts(c))
            elif tree.dep[c] in ("compound", "amod", "nmod") and c < i:
                found.setdefault("mod", []).extend(tree.modifiers(c))
            elif tree.dep[c] == "acl" and tree.lower[c] == "involving":
                found["involving"] = tree.spread([d for d in tree.children[c] if tree.dep[d] == "dobj"])
        add_prepositions(tree, i, found)
        self._deed(i, found)
        head = tree.head[i]
        joined = tree.dep[i] == "conj" and tree.pos[head] in ("NOUN", "PROPN")
        if joined and "poss" not in found and "poss" in self.slots(head):
            # "talks and meetings with B": what follows the last belongs to both, a possessor to all.
            found["poss"] = list(self.slots(head)["poss"])
        for c in tree.children[i]:
            if tree.dep[c] == "conj" and tree.pos[c] == "NOUN":
                shared: dict[str, list[int]] = {}
                add_prepositions(tree, c, shared)
                for name, tokens in shared.items():
                    found.setdefault(name, tokens)
        for name, tokens in self._outer_prepositions(i).items():
            found.setdefault(f"verb.{name}", tokens)
        for c in tree.children[i]:
            if tree.dep[c] == "acl" and tree.tag[c] == "VBN":
                inner: dict[str, list[int]] = {}
                add_prepositions(tree, c, inner)  # "the deal reached between A and B"
                for name, tokens in inner.items():
                    found.setdefault(f"verb.{name}", tokens)
        if tree.dep[i] == "dobj" and "by" not in found and "verb.by" in found and not tree.passive(head):
            found["by"] = found["verb.by"]
        found["holder"] = [h for h in tree.spread(subjects.doers(i)) if h != i]
        found["doer"] = found["holder"] if subjects.done(i) else []
        for c in tree.children[i]:
            if tree.dep[c] in ("acl", "ccomp", "relcl") and any(tree.lower[d] == "that" for d in tree.children[c]):
                found.setdefault("complement", []).extend(tree.spread(tree.agent(c) or tree.own_subjects(c)))
        names = [c for c in tree.children[i] if tree.dep[c] == "appos" and tree.pos[c] == "PROPN"]
        if names:
            found["described"] = tree.spread(names)  # "its largest shareholder, A, sued"
        elif tree.dep[i] == "attr" and tree.lemma[head] == "be":
            found["described"] = tree.spread(subjects.surface_subject(head))
        elif tree.dep[i] == "appos":
            found["described"] = [head]
        elif tree.dep[i] == "pobj" and tree.lower[head] == "of" and tree.lower[tree.head[head]] in ONE_OF:
            found["described"] = list(self.slots(tree.head[head]).get("described", ()))  # "the youngest of four sons"
        if tree.dep[i] in SUBJECT and tree.lemma[head] in ("include", "be"):
            listed = [c for c in tree.children[head] if tree.dep[c] in ("dobj", "attr")]
            found["listed"] = tree.spread(listed)
        if tree.dep[i] == "compound" and tree.pos[head] == "NOUN":
            for name, outer in self.slots(head).items():  # "a mediation effort between A and B"
                if name != "self":
                    found.setdefault(name, list(outer))
        return found

    def _outer_prepositions(self, noun: int) -> dict[str, list[int]]:
        """What follows `noun` but hangs on its verb: "held three days of talks last week between A and B"."""
        tree = self.tree
        node, adverbial = noun, False
        for _ in range(4):
            if tree.is_verb(node):
                break
            adverbial = tree.dep[node] == "prep"
            if tree.dep[node] not in ("dobj", "nsubjpass", "attr", "pobj", "prep", "nsubj", "conj"):
                return {}
            node = tree.head[node]
        else:
            return {}
        if tree.child(node, "dobj") is not None and tree.child(node, "nsubj") in (noun, tree.head[noun]):
            return {}  # "the deal followed talks between A and B"
        found: dict[str, list[int]] = {}
        add_prepositions(tree, node, found)
        # "After the talks, A will speak with B": what follows the verb is not of the adverbial noun.
        last = node if adverbial and noun < node else len(tree.head)
        return {name: after for name, tokens in found.items() if (after := [t for t in tokens if noun < t < last])}
