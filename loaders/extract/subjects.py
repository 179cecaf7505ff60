"""Who does it: the subject of a verb, own, shared or controlled, and the holder or doer of what a noun names.

"A decided to fire B", "A met C and fired B" and "A, who fired B" all say who fired, as "A's attack", "the attack by A"
and "A launched an attack" say who attacked. Answers are head tokens whose conjuncts are not yet spread out.
"""

from __future__ import annotations

from loaders.extract.prepositions import OPAQUE
from loaders.extract.tree import RELATIVE_TAGS, SUBJECT, Tree

_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
#: "promise X to go": the subject goes, not the object.
_SUBJECT_CONTROL = frozenset(
    {"promise", "threaten", "vow", "use", "take", "spend", "need", "have", "lose", "waste", "visit"}
)
#: "accused X of taking": the object took. For the rest ("thanked X before leaving") the subject did.
_OBJECT_CONTROL = {
    "of": frozenset({"accuse", "suspect", "convict", "acquit", "clear", "absolve", "warn"}),
    "for": frozenset(
        """blame condemn criticise criticize denounce praise thank fault fine sanction punish chide sue jail
        commend honour honor reward rebuke censure scold prosecute arrest indict penalise penalize slam blast""".split()
    ),
    "from": frozenset(
        "stop prevent ban bar block keep discourage deter dissuade prohibit stay restrain exclude".split()
    ),
    "into": frozenset("force talk pressure coerce trick bully push lure pressurise".split()),
    "with": frozenset({"charge"}),
}
#: "called on X to go": the object of the preposition goes.
_PREPOSITION_CONTROL = {
    "on": frozenset({"call", "prevail", "rely", "count", "depend"}),
    "upon": frozenset({"call", "prevail"}),
    "to": frozenset({"appeal", "shout"}),
    "with": frozenset({"plead"}),
    "for": frozenset({"call", "wait", "arrange", "push", "press", "ask", "allow", "appeal", "lobby", "plead", "vote"}),
}
_LONGEST_CHAIN = 8
_ASKING = frozenset(
    """ask urge tell order invite request press pressure push encourage instruct direct persuade convince beg implore
    force allow permit enable help authorise authorize require call appoint name send dispatch appeal advise
    compel oblige lobby exhort forbid summon choose pick hire select elect tap recruit commission petition""".split()
)
#: Verbs that only say that what their object names is done, goes on or ends.
_DOING = frozenset(
    """have give make launch carry mount stage conduct hold offer issue deliver send voice express renew repeat begin
    start continue resume order impose announce lead open pay take extend put show declare reiterate place step
    intensify escalate stop end halt suspend cease pledge promise provide reaffirm throw lend undertake perpetrate
    commit plan prepare consider file lodge submit drop maintain keep sustain sign reach strike seal conclude
    enter form seek win ratify press wage unleash withdraw lift ease tighten mean enforce use direct level raise
    join get pursue do run bring threaten broker complete authorise authorize approve contemplate be hand present
    speed accelerate hasten delay postpone slow weigh mull
    ponder explore eye cancel abandon scrap shelve deny""".split()
)
_ANSWERING = frozenset("respond follow reply retaliate react answer counter come return open begin".split())
#: What speaks for who gives it ("published a report criticizing B").
_STATEMENTS = frozenset(
    """declaration statement letter report resolution motion petition speech message note decree article post memo
    communique appeal manifesto complaint lawsuit brief editorial tweet email""".split()
)
_BEGINNING = frozenset({"after", "before", "until", "since", "as"})
_HURTING = frozenset(
    "kill wound injure destroy hit damage capture seize take murder shoot hurt maim slaughter massacre".split()
)
ONE_OF = frozenset("one youngest oldest eldest first second third fourth last only".split())
#: By which prepositions verbs take what is done, any verb where none is named ("killed B in a raid on C").
_BEARING = {"under": frozenset(), "in": _HURTING, "during": _HURTING, "with": _ANSWERING}


class Subjects:
    """The subjects, holders and doers in a parse, worked out when asked for."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._surface: dict[int, tuple[int, ...]] = {}

    def antecedents(self, i: int) -> tuple[int, ...]:
        """What the relative pronoun `i` may stand for: the noun before its comma, then the parser's choice.

        Empty where `i` is no relative pronoun.
        """
        tree = self.tree
        mistaken = tree.lower[i] == "that" and tree.tag[i] == "IN" and tree.dep[i] in ("dobj", "nsubj", "nsubjpass")
        if tree.tag[i] not in RELATIVE_TAGS and not mistaken:
            return ()
        node, steps = i, 0
        while tree.dep[node] != "relcl" and not (mistaken and tree.dep[node] == "acl"):
            if tree.head[node] == node or steps > _LONGEST_CHAIN:
                return ()
            node, steps = tree.head[node], steps + 1
        chosen = tree.head[node]
        if (meant := self._those(chosen)) is not None:
            return meant
        first = tree.subtree(node)[0]
        before = first - 1
        while before > chosen and tree.pos[before] in ("PUNCT", "CCONJ"):
            before -= 1
        near: list[int] = []
        if before > chosen and tree.pos[before] in ("NOUN", "PROPN"):
            top = before
            while tree.dep[top] in ("compound", "flat", "poss", "nmod", "amod") and tree.head[top] <= before:
                top = tree.head[top]
            near.append(top)
        # Up the chain from the near noun: "Lavrov, Russia's minister, who".
        for noun in tuple(near):
            up, steps = noun, 0
            while up != chosen and steps < _LONGEST_CHAIN and tree.head[up] != up:
                up, steps = tree.head[up], steps + 1
                if tree.pos[up] in ("NOUN", "PROPN") and up != chosen:
                    near.append(up)
        if len(near) > 1 and tree.dep[near[0]] == "pobj" and self._where(near[0]):
            near.append(near.pop(0))  # "the Jinhai group of China, which": the group
        if near and near[0] in tree.conjuncts(chosen) and self._plural(node, chosen):
            return (chosen,)
        return tuple(dict.fromkeys([*near, chosen]))

    def _where(self, noun: int) -> bool:
        """Whether what follows a comma is hardly about `noun`, which tells where ("a session at the palace, which")."""
        tree = self.tree
        return tree.entity[noun] in ("GPE", "LOC", "FAC") or tree.lower[tree.head[noun]] in ("at", "near")

    def _those(self, i: int) -> tuple[int, ...] | None:
        """Whom "those" stands for, by the verb: "A was among those who", "those who voted for it include A"."""
        tree = self.tree
        if tree.lower[i] != "those":
            return None
        above = tree.head[i]
        if tree.lower[above] in ("among", "of"):
            verb = tree.head[above]
            return self.surface_subject(verb) if tree.is_verb(verb) else ()
        if tree.dep[i] == "nsubj" and tree.lemma[above] in ("include", "be"):
            return tuple(c for c in tree.children[above] if tree.dep[c] in ("dobj", "attr"))
        return None

    def _plural(self, clause: int, antecedent: int) -> bool:
        """Whether the relative clause is about all that `antecedent` heads, by its verb or else by place."""
        tree = self.tree
        auxiliaries = {tree.lower[c] for c in tree.children[clause] if tree.dep[c] in ("aux", "auxpass")} | {
            tree.lower[clause]
        }
        if auxiliaries & {"are", "were", "have"} or tree.tag[clause] == "VBP":
            return True
        if auxiliaries & {"is", "was", "has"} or tree.tag[clause] == "VBZ":
            return False
        return tree.dep[antecedent] in SUBJECT

    def surface_subject(self, i: int) -> tuple[int, ...]:
        """The heads of the grammatical subject of the verb `i`, own, shared or controlled; conjuncts not yet spread."""
        if i in self._surface:
            return self._surface[i]
        self._surface[i] = ()  # a cycle through control ends here
        self._surface[i] = found = self._find_surface_subject(i)
        return found

    def _find_surface_subject(self, i: int) -> tuple[int, ...]:
        tree = self.tree
        own = [c for c in tree.children[i] if tree.dep[c] in SUBJECT and tree.lower[c] != "there"]
        if own and tree.tag[own[-1]] == "VBG" and (within := tree.own_subjects(own[-1])):
            own = list(within)  # "the firm operating there said": taken for a clause as subject
        if own:
            # Headlines join by commas: "Kenya, Rwanda sign pact".
            before = own[-1] - 2
            listed = (
                before >= tree.sentences[tree.sentence[i]][0]
                and tree.lower[before + 1] == ","
                and tree.pos[before] == tree.pos[own[-1]] == "PROPN"
                and tree.head[before] in (i, own[-1])
                and tree.dep[before] in ("nsubj", "npadvmod", "dep", "nmod")
            )
            return (before, own[-1]) if listed else (own[-1],)
        dep, head = tree.dep[i], tree.head[i]
        if head == i:
            return self._swallowed_subject(i)
        if dep == "conj":
            if tree.is_verb(head):
                if self._rejoins(i, head):
                    return self.surface_subject(tree.head[head])
                if (begun := self._begun(i, head)) is not None:
                    return (begun,)
                return self._participle_before(i, head) or self.surface_subject(head)
            if tree.pos[head] in ("ADJ", "NOUN") and tree.is_verb(tree.head[head]):
                return self.surface_subject(tree.head[head])
            return ()
        if dep == "amod" and tree.tag[i] == "VBN":
            return (head,)  # "a Qatar-owned club"
        if dep == "relcl":
            if tree.infinitive(i) and tree.head[head] == head and tree.pos[head] == "PROPN":
                return (head,)  # headlines: "A to buy B"
            # "the deal Moscow signed" has a subject of its own; "the man to see": nobody named.
            if tree.infinitive(i) and tree.lower[head] in ONE_OF and tree.dep[head] == "attr":
                return self.surface_subject(tree.head[head])  # "A was the first to sign"
            return () if tree.infinitive(i) or self._has_relative(i) else (head,)
        if dep == "acl" and (meant := self._those(head)) is not None:
            return meant
        if dep == "acl" and tree.tag[i] == "VBG" and tree.lemma[head] in _STATEMENTS:
            return self.holders(head) or (head,)  # "issued a letter demanding that": who issued it
        if dep == "acl":
            if tree.entity[head] == "PERCENT" and tree.dep[head] == "attr":
                return self.surface_subject(tree.head[head])  # "which is 60 percent owned by B"
            if not tree.infinitive(i) or (tree.head[head] == head and tree.pos[head] == "PROPN"):
                return (head,)  # headlines: "A in Vienna to meet B"
            actor = next((c for c in tree.children[head] if tree.lower[c] == "for" and head < c < i), None)
            named = None if actor is None else tree.child(actor, "pobj")
            return self.holders(head) if named is None else (named,)  # "plans for A to meet B"
        if dep in ("attr", "acomp") and tree.is_verb(head):
            return self.surface_subject(head)  # "is mediating" taken for a copula
        if dep == "advcl" and tree.tag[i] == "VBN" and head < i - 1 and tree.pos[i - 1] in ("NOUN", "PROPN"):
            return self._before(i, head)
        if dep == "dep" and tree.is_verb(head) and (begun := self._begun(i, head)) is not None:
            return (begun,)
        if dep in ("xcomp", "advcl", "ccomp", "dep", "parataxis", "oprd") and tree.is_verb(head):
            return self.controller(i, head)
        if dep in ("xcomp", "advcl", "ccomp") and tree.pos[head] == "ADJ":
            return self.surface_subject(tree.head[head]) if tree.is_verb(tree.head[head]) else ()
        if dep in ("xcomp", "advcl", "ccomp") and tree.pos[head] in ("NOUN", "PROPN"):
            return self.holders(head)
        if dep == "pcomp":
            return self._preposition_subject(head)
        return ()

    def _begun(self, i: int, head: int) -> int | None:
        """The subject of `i` where the parser took its conjunction for a preposition: "after A, a group, agreed"."""
        tree = self.tree
        for c in tree.children[head]:
            thing = tree.child(c, "pobj") if head < c < i and tree.lower[c] in _BEGINNING else None
            if thing is None:
                continue
            end = tree.subtree(thing)[1]
            if end <= i and all(tree.pos[j] == "PUNCT" for j in range(end, i)):
                return thing
        return None

    def _rejoins(self, i: int, head: int) -> bool:
        """Whether `i` goes on after a reported clause though hung on it: "A said B had lied, and asked her to go"."""
        tree = self.tree
        return (
            tree.dep[head] == "ccomp"
            and tree.tag[i] == tree.tag[tree.head[head]] == "VBD"
            and any(tree.dep[c] == "aux" for c in tree.children[head])
            and not any(tree.dep[c] == "aux" for c in tree.children[i])
        )

    def _swallowed_subject(self, i: int) -> tuple[int, ...]:
        """The subject that the parser hung on the phrase before it: "Together with A, B met C"."""
        tree = self.tree
        last = i - 1
        while last > 0 and (tree.lower[last] == "," or tree.dep[last] in ("aux", "advmod")):
            last -= 1
        if last < 0 or tree.tag[i] not in _FINITE_TAGS or tree.pos[last] != "PROPN" or tree.dep[last] != "appos":
            return ()
        top, steps = last, 0
        while tree.head[top] not in (i, top) and steps < _LONGEST_CHAIN:
            top, steps = tree.head[top], steps + 1
        return (last,) if tree.head[top] == i and tree.dep[top] == "prep" else ()

    def _participle_before(self, i: int, head: int) -> tuple[int, ...]:
        """The noun of the participle that `i` continues ("a dinner held in Lyon and attended by A"), if it is one."""
        tree = self.tree
        if (
            tree.tag[i] != "VBN"
            or tree.passive(head)
            or any(tree.dep[c] in ("aux", "auxpass") for c in tree.children[i])
        ):
            return ()
        for j in range(i - 1, head, -1):
            if tree.dep[j] == "acl" and tree.tag[j] == "VBN":
                return (tree.head[j],)
        return ()

    def _before(self, i: int, verb: int) -> tuple[int, ...]:
        """The nouns that a participle may belong to: the one before it and those that it hangs on, up to `verb`."""
        tree = self.tree
        found: list[int] = []
        node = i - 1
        while node > verb and len(found) < 3:
            if tree.pos[node] in ("NOUN", "PROPN") and tree.dep[node] != "compound":
                found.append(node)
            node = tree.head[node]
        return tuple(found)

    def _has_relative(self, i: int) -> bool:
        tree = self.tree
        return any(tree.tag[c] in RELATIVE_TAGS for c in tree.children[i])

    def controller(self, i: int, governor: int) -> tuple[int, ...]:
        """The subject of the clause `i` that has none of its own, by the verb that governs it: "A asked B to go"."""
        tree = self.tree
        if tree.passive(governor):
            return self.surface_subject(governor)
        if tree.infinitive(i) or tree.dep[i] in ("xcomp", "ccomp", "oprd"):
            for c in tree.children[governor]:
                if tree.dep[c] == "prep" and tree.lemma[governor] in _PREPOSITION_CONTROL.get(tree.lower[c], ()):
                    inner = tree.child(c, "pobj")
                    if inner is not None and c < i:
                        return (inner,)
        if tree.dep[i] in ("xcomp", "ccomp", "oprd") or (tree.dep[i] == "advcl" and tree.infinitive(i)):
            person = tree.child(governor, "dobj", "dative")
            objectlike = person is not None and governor < person < i and tree.lemma[governor] not in _SUBJECT_CONTROL
            if objectlike and person is not None and (tree.dep[i] != "advcl" or tree.lemma[governor] in _ASKING):
                if tree.dep[person] == "dative" and tree.pos[person] == "ADP":
                    inner = tree.child(person, "pobj")
                    return (inner,) if inner is not None else ()
                return (person,)
        return self.surface_subject(governor)

    def _preposition_subject(self, preposition: int) -> tuple[int, ...]:
        tree = self.tree
        governor = tree.head[preposition]
        name = tree.lower[preposition]
        if tree.is_verb(governor):
            if not tree.passive(governor) and tree.lemma[governor] in _OBJECT_CONTROL.get(name, ()):
                person = tree.child(governor, "dobj", "dative")
                return (person,) if person is not None else self.surface_subject(governor)
            return self.surface_subject(governor)
        if tree.pos[governor] in ("NOUN", "PROPN"):
            by = tree.head[governor]
            if tree.dep[by] == "agent" and tree.lemma[tree.head[by]] in _OBJECT_CONTROL.get(name, ()):
                return self.surface_subject(tree.head[by])  # "was accused by A of taking", hung on A
            return self.holders(governor)
        if tree.pos[governor] == "ADJ" and tree.is_verb(tree.head[governor]):
            return self.surface_subject(tree.head[governor])
        if tree.dep[governor] in ("prep", "mark") or tree.pos[governor] in ("ADP", "SCONJ"):
            return self._preposition_subject(governor)
        return ()

    def holders(self, noun: int) -> tuple[int, ...]:
        """Whose the deed or wish named by `noun` is: its possessor, `of` or `by`, or the subject of its verb."""
        tree = self.tree
        for c in tree.children[noun]:
            if tree.dep[c] == "poss":
                return (c,)
        for c in tree.children[noun]:
            if tree.dep[c] == "prep" and tree.lower[c] in ("by", "from", "of", "between"):
                inner = tree.child(c, "pobj")
                if inner is not None:
                    return (inner,)
        return self.doers(noun)

    def doers(self, noun: int) -> tuple[int, ...]:
        """Who has, gives, begins or comes to what `noun` names: the subject of the verb that it depends on."""
        tree = self.tree
        node, steps = noun, 0
        while steps < _LONGEST_CHAIN:
            if tree.lower[node] in OPAQUE:
                return ()
            head = tree.head[node]
            if head == node:
                return ()
            if tree.is_verb(head):
                if tree.lower[node] == "as" and not tree.passive(head):
                    person = tree.child(head, "dobj")
                    if person is not None and tree.pos[person] in ("PROPN", "PRON"):
                        return (person,)  # "appointed A as mediator": A mediates
                if tree.dep[node] == "nsubj" and tree.lemma[head] == "come":
                    origin = next((c for c in tree.children[head] if tree.lower[c] == "from"), None)
                    inner = None if origin is None else tree.child(origin, "pobj")
                    return () if inner is None else (inner,)
                if tree.lemma[head] in _OBJECT_CONTROL.get(tree.lower[node], ()):
                    person = tree.child(head, "dobj", "nsubjpass")
                    return () if person is None else (person,)  # "blamed A for the attack": A attacked
                if tree.dep[node] in ("dobj", "attr", "oprd", "pobj", "prep", "agent", "dative", "npadvmod"):
                    return tree.agent(head) or self.surface_subject(head)
                if tree.dep[node] in SUBJECT and tree.dep[head] == "advcl":
                    return self.surface_subject(tree.head[head])  # "left after talks with B failed"
                if tree.dep[node] == "nsubjpass":
                    stranded = any(tree.dep[c] == "prep" and not tree.children[c] for c in tree.children[head])
                    return () if stranded else tree.agent(head)  # "trips paid for by B"
                return ()
            if tree.dep[node] not in ("pobj", "prep", "conj"):
                return ()
            if (
                tree.dep[node] == "prep"
                and tree.pos[head] == "PROPN"
                and tree.lower[node] in ("on", "in", "at", "during")
            ):
                return (head,)  # "A, on a visit to B, said"
            node, steps = head, steps + 1
        return ()

    def done(self, noun: int) -> bool:
        """Whether the verb that `noun` depends on only says that it is done ("launched an attack")."""
        tree = self.tree
        node = noun
        for _ in range(4):
            head = tree.head[node]
            if head == node:
                return False
            if tree.is_verb(head):
                if tree.lemma[head] in _OBJECT_CONTROL.get(tree.lower[node], ()):
                    return True
                return self._bears(head, node)
            if tree.dep[node] not in ("pobj", "prep", "conj"):
                return False
            if tree.dep[node] == "prep" and tree.lower[node] in ("on", "in", "during") and tree.pos[head] == "PROPN":
                return True
            if tree.dep[node] == "prep" and tree.lower[node] != "of":
                return False
            node = head
        return False

    def _bears(self, verb: int, node: int) -> bool:
        """Whether `verb` only says that the noun is done that stands there as `node`, its object or preposition."""
        tree = self.tree
        name, lemma = tree.lower[node], tree.lemma[verb]
        if tree.dep[node] == "prep" and name in _BEARING:
            return not tree.passive(verb) and (not _BEARING[name] or lemma in _BEARING[name])
        if tree.dep[node] == "nsubj":
            return bool(lemma == "come")  # "praise came from A"
        return lemma in _DOING and (tree.dep[node] in ("dobj", "nsubjpass", "attr", "oprd") or name in ("on", "for"))
