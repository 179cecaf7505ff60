"""A normal form of the dependency parse: who fills which slot of a verb, noun or adjective, however it is put.

"B was fired by A", "A, who fired B", "A decided to fire B", "A met C and fired B" and "fired by A, B ..." all give the
verb `fire` the subject A and the object B. Slots hold the head tokens of their fillers, conjuncts spread out; a
relative pronoun stands as itself, and `Clauses.antecedents` says what it may refer to.

The labels are those of spaCy's English models (ClearNLP's scheme).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc

_SUBJECT = frozenset({"nsubj", "nsubjpass"})
_FINITE_TAGS = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
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
#: "was given a letter": the surface subject is the receiver.
_DITRANSITIVE = frozenset(
    """give send hand offer pay grant award lend tell show deny promise teach assign serve deliver pass owe allocate
    bring ask supply provide issue""".split()
)
#: What may stand between a predicate and a preposition that is really its own ("met in Moscow with B").
_PASSED_OVER = frozenset({"DATE", "TIME", "GPE", "LOC", "FAC", "CARDINAL"})
#: Heads of prepositions that say nothing of who did what to whom ("according to X").
_OPAQUE = frozenset(
    """according due because thanks prior instead except regardless such contrary compared subject next
    owing pursuant apart aside like unlike despite amid""".split()
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_LONGEST_CHAIN = 8
#: "declined to comment on B" does nothing to B.
_MERE_WORDS = frozenset({"comment", "elaborate", "say", "speculate"})
_TOUCHED = frozenset(
    """object dative complement to against with from on deed object.to object.against object.with object.from object.on
    object.for object.of object.poss object.mod""".split()
)

Slots = Mapping[str, tuple[int, ...]]
_T = TypeVar("_T")


class Clauses:
    """The clauses of a parsed text. All lists are indexed by token; slots are worked out when asked for, and kept."""

    def __init__(self, doc: Doc) -> None:
        # By columns: asking each token for its attributes takes longer than all the rest.
        columns = doc.to_array(["DEP", "TAG", "POS", "ENT_TYPE", "LEMMA", "LOWER", "HEAD", "SENT_START"])
        strings = doc.vocab.strings
        texts: dict[int, str] = {}

        def column(number: int) -> list[str]:
            keys = columns[:, number].tolist()
            texts.update((key, strings[key]) for key in set(keys) - texts.keys())
            return [texts[key] for key in keys]

        size = len(doc)
        self.dep = column(0)
        self.tag = column(1)
        self.pos = column(2)
        self.entity = column(3)
        self.lemma: list[str] = [lemma.lower() for lemma in column(4)]
        self.lower = column(5)
        offsets = columns[:, 6].astype("int64").tolist()  # relative, and signed
        starts = columns[:, 7].astype("int64").tolist()
        self.head = [i + offset for i, offset in enumerate(offsets)]
        self.children: list[list[int]] = [[] for _ in range(size)]
        self.sentence: list[int] = []
        begins = []
        for i, head in enumerate(self.head):
            if head != i:
                self.children[head].append(i)
            if i == 0 or starts[i] == 1:
                begins.append(i)
            self.sentence.append(len(begins) - 1)
        self.sentences = list(zip(begins, [*begins, size][1:], strict=True))
        self._slots: dict[int, Slots] = {}
        self._surface: dict[int, tuple[int, ...]] = {}
        self._near: dict[int, frozenset[str]] = {}
        self._estranged: dict[int, bool] = {}
        self._conditional = {self.sentence[i] for i, word in enumerate(self.lower) if word in ("unless", "if")}

    # ------------------------------------------------------------------ small questions

    def child(self, i: int, *deps: str) -> int | None:
        """The first child of `i` with one of `deps`."""
        return next((c for c in self.children[i] if self.dep[c] in deps), None)

    def is_verb(self, i: int) -> bool:
        """Whether `i` heads a verbal clause (auxiliaries do not, nor "following" and "A's sacking")."""
        if self.pos[i] not in ("VERB", "AUX") or self.dep[i] in ("aux", "auxpass", "prep"):
            return False
        return self.tag[i] != "VBG" or self.child(i, "poss") is None or self.child(i, "dobj") is not None

    def title(self, i: int) -> bool:
        """Whether the noun `i` stands before the name that it describes ("the club Calder United")."""
        return self.dep[i] == "compound" and self.pos[i] == "NOUN" and self.pos[self.head[i]] == "PROPN"

    def conjuncts(self, i: int) -> tuple[int, ...]:
        """`i` and the nominals coordinated with it, in order."""
        found = [i]
        for c in self.children[i]:
            if self.dep[c] == "conj" and self.pos[c] in _NOMINAL:
                found.extend(self.conjuncts(self._possessed(c)))
            elif c < i and self.dep[c] in ("nmod", "compound") and self.pos[c] == self.pos[i] == "PROPN":
                if any(self.dep[d] == "cc" for d in self.children[c]):
                    found.append(c)  # "A and Foreign Minister B" taken for one name
            elif self.dep[c] == "appos" and c > i:
                found.extend(self.conjuncts(c)[1:])  # "the Greek leader, A, and the Turkish leader": hung on A
        return tuple(found)

    def _possessed(self, i: int) -> int:
        """What the possessor `i` has, where the parser coordinated it alone: "A and Norway's minister, B"."""
        case = self.child(i, "case")
        if case is None:
            return i
        last = len(self.pos) - 1
        for c in range(case + 1, min(case + 7, last)):
            if self.pos[c] not in ("NOUN", "PROPN", "ADJ"):
                return i
            if self.pos[c] == "NOUN" and self.pos[c + 1] not in ("NOUN", "PROPN"):
                return (
                    c if self.head[c] != c and self.dep[c] in ("appos", "conj", "nsubj", "dobj", "pobj", "dep") else i
                )
        return i

    def subtree(self, i: int) -> tuple[int, int]:
        """The first token and the one after the last of all that hangs on `i`."""
        first = last = i
        stack = [i]
        while stack:
            node = stack.pop()
            first, last = min(first, node), max(last, node)
            stack.extend(self.children[node])
        return first, last + 1

    def infinitive(self, i: int) -> bool:
        """Whether `i` is an infinitive with `to`."""
        return self.tag[i] == "VB" and any(self.dep[c] == "aux" and self.lower[c] == "to" for c in self.children[i])

    def near_particles(self, i: int) -> frozenset[str]:
        """Particles of the verb `i`, also those that the parser took for adverbs or prepositions."""
        return self._once(self._near, i, self._near_particles)

    def estranged(self, i: int) -> bool:
        """Whether a particle makes another verb of `i` ("struck off"), also one taken for a preposition."""
        return self._once(self._estranged, i, self._is_estranged)

    def _near_particles(self, i: int) -> frozenset[str]:
        return frozenset(
            self.lower[c]
            for c in self.children[i]
            if self.dep[c] == "prt"
            or (
                self.dep[c] in ("advmod", "prep", "advcl")
                and c > i
                and len(self.lower[c]) < 9
                and not (self._after_object(i, c) and self.child(c, "pobj") is not None)  # "took B to court over it"
            )
        )

    def _after_object(self, i: int, preposition: int) -> bool:
        return any(self.dep[c] == "dobj" and c < preposition for c in self.children[i])

    def _is_estranged(self, i: int) -> bool:
        return any(
            self.dep[c] == "prt"
            or (
                self.dep[c] in ("prep", "advmod")
                and (
                    (self.lower[c] == "off" and self.lemma[i] in _OFF)
                    or (c == i + 1 and self.lower[c] in ("up", "down", "apart", "aside"))
                )
            )
            for c in self.children[i]
        ) and (self._up_to(i) is None)

    @staticmethod
    def _once(known: dict[int, _T], i: int, find: Callable[[int], _T]) -> _T:
        if i not in known:
            known[i] = find(i)
        return known[i]

    def passive(self, i: int) -> bool:
        """Whether the verb `i` stands in the passive, finite or as a participle."""
        deps = {self.dep[c] for c in self.children[i]}
        if deps & {"auxpass", "nsubjpass"} or self._named_to(i):
            return True
        if "agent" in deps:
            return not (self.tag[i] == "VBD" and "nsubj" in deps)  # "A turned down an offer by B"
        if self.tag[i] != "VBN":
            return False
        if deps & {"aux", "nsubj", "expl"} or self._headline_verb(i) or self._resumed(i):
            return False
        if sum(self.dep[c] in ("oprd", "dobj") for c in self.children[i]) > 1:
            return False  # "the president, on Tuesday named A premier"
        if self.dep[i] == "conj":
            return self.passive(self.head[i]) if self.is_verb(self.head[i]) and "dobj" not in deps else False
        if self.dep[i] in ("acl", "advcl", "relcl", "amod", "xcomp", "ccomp", "oprd", "pcomp", "acomp"):
            return "dobj" not in deps or self.lemma[i] in _DITRANSITIVE
        return False

    def _named_to(self, i: int) -> bool:
        """Whether `i` is a headline's passive: "A named head of B"."""
        if self.lemma[i] not in _NAMED or self.tag[i] not in ("VBD", "VBN"):
            return False
        office = self.child(i, "oprd")
        if office is None or self.pos[office] != "NOUN" or self.child(i, "dobj", "aux") is not None:
            return False
        return "PROPN" not in self.pos[i + 1 : office]

    def _headline_verb(self, i: int) -> bool:
        """Whether `i` is the finite verb, taken for a participle: "X, on Tuesday named Y" and no other verb."""
        head = self.head[i]
        return (
            self.dep[i] == "acl"
            and self.head[head] == head
            and self.pos[head] in ("NOUN", "PROPN")
            and self.child(i, "dobj", "oprd", "dative") is not None
            and self.child(i, "agent") is None
        )

    def _resumed(self, i: int) -> bool:
        """Whether `i` is the finite verb after a relative clause, taken for a participle: "A, who saw it, called B"."""
        head = self.head[i]
        return (
            self.dep[i] == "acl"
            and self.lower[i - 1] == ","
            and self.child(i, "dobj", "oprd", "dative") is not None
            and self.child(i, "agent") is None
            and any(self.dep[c] == "relcl" and head < c < i for c in self.children[head])
        )

    # ------------------------------------------------------------------ reference inside the sentence

    def antecedents(self, i: int) -> tuple[int, ...]:
        """What the relative pronoun `i` may stand for: the noun before its comma, then the parser's choice.

        Empty where `i` is no relative pronoun.
        """
        mistaken = self.lower[i] == "that" and self.tag[i] == "IN" and self.dep[i] in ("dobj", "nsubj", "nsubjpass")
        if self.tag[i] not in _RELATIVE_TAGS and not mistaken:
            return ()
        node, steps = i, 0
        while self.dep[node] != "relcl" and not (mistaken and self.dep[node] == "acl"):
            if self.head[node] == node or steps > _LONGEST_CHAIN:
                return ()
            node, steps = self.head[node], steps + 1
        chosen = self.head[node]
        if (meant := self._those(chosen)) is not None:
            return meant
        first = self.subtree(node)[0]
        before = first - 1
        while before > chosen and self.pos[before] in ("PUNCT", "CCONJ"):
            before -= 1
        near: list[int] = []
        while before > chosen and before >= 0:
            if self.pos[before] in ("NOUN", "PROPN"):
                top = before
                while self.dep[top] in ("compound", "flat", "poss", "nmod", "amod") and self.head[top] <= before:
                    top = self.head[top]
                near.append(top)
            break
        # Up the chain from the near noun: "Lavrov, Russia's minister, who".
        for noun in tuple(near):
            up, steps = noun, 0
            while up != chosen and steps < _LONGEST_CHAIN and self.head[up] != up:
                up, steps = self.head[up], steps + 1
                if self.pos[up] in ("NOUN", "PROPN") and up != chosen:
                    near.append(up)
        if len(near) > 1 and self.dep[near[0]] == "pobj" and self._where(near[0]):
            near.append(near.pop(0))  # "the Jinhai group of China, which": the group
        if near and near[0] in self.conjuncts(chosen) and self._plural(node, chosen):
            return (chosen,)
        return tuple(dict.fromkeys([*near, chosen]))

    def _where(self, noun: int) -> bool:
        """Whether what follows a comma is hardly about `noun`, which tells where ("a session at the palace, which")."""
        return self.entity[noun] in ("GPE", "LOC", "FAC") or self.lower[self.head[noun]] in ("at", "near")

    def _those(self, i: int) -> tuple[int, ...] | None:
        """Whom "those" stands for, by the verb: "A was among those who", "those who voted for it include A"."""
        if self.lower[i] != "those":
            return None
        above = self.head[i]
        if self.lower[above] in ("among", "of"):
            verb = self.head[above]
            return self.surface_subject(verb) if self.is_verb(verb) else ()
        if self.dep[i] == "nsubj" and self.lemma[above] in ("include", "be"):
            return tuple(c for c in self.children[above] if self.dep[c] in ("dobj", "attr"))
        return None

    def _plural(self, clause: int, antecedent: int) -> bool:
        """Whether the relative clause is about all that `antecedent` heads, by its verb or else by place."""
        auxiliaries = {self.lower[c] for c in self.children[clause] if self.dep[c] in ("aux", "auxpass")} | {
            self.lower[clause]
        }
        if auxiliaries & {"are", "were", "have"} or self.tag[clause] == "VBP":
            return True
        if auxiliaries & {"is", "was", "has"} or self.tag[clause] == "VBZ":
            return False
        return self.dep[antecedent] in _SUBJECT

    def surface_subject(self, i: int) -> tuple[int, ...]:
        """The heads of the grammatical subject of the verb `i`, own, shared or controlled; conjuncts not yet spread."""
        if i in self._surface:
            return self._surface[i]
        self._surface[i] = ()  # a cycle through control ends here
        self._surface[i] = found = self._find_surface_subject(i)
        return found

    def _find_surface_subject(self, i: int) -> tuple[int, ...]:
        own = [c for c in self.children[i] if self.dep[c] in _SUBJECT and self.lower[c] != "there"]
        if own and self.tag[own[-1]] == "VBG" and (within := self._own_subject(own[-1])):
            own = list(within)  # "the firm operating there said": taken for a clause as subject
        if own:
            # Headlines join by commas: "Kenya, Rwanda sign pact".
            before = own[-1] - 2
            listed = (
                before >= self.sentences[self.sentence[i]][0]
                and self.lower[before + 1] == ","
                and self.pos[before] == self.pos[own[-1]] == "PROPN"
                and self.head[before] in (i, own[-1])
                and self.dep[before] in ("nsubj", "npadvmod", "dep", "nmod")
            )
            return (before, own[-1]) if listed else (own[-1],)
        dep, head = self.dep[i], self.head[i]
        if head == i:
            return self._swallowed_subject(i)
        if dep == "conj":
            if self.is_verb(head):
                if self._rejoins(i, head):
                    return self.surface_subject(self.head[head])
                if (begun := self._begun(i, head)) is not None:
                    return (begun,)
                return self._participle_before(i, head) or self.surface_subject(head)
            if self.pos[head] in ("ADJ", "NOUN") and self.is_verb(self.head[head]):
                return self.surface_subject(self.head[head])
            return ()
        if dep == "amod" and self.tag[i] == "VBN":
            return (head,)  # "a Qatar-owned club"
        if dep == "relcl":
            if self.infinitive(i) and self.head[head] == head and self.pos[head] == "PROPN":
                return (head,)  # headlines: "A to buy B"
            # "the deal Moscow signed" has a subject of its own; "the man to see": nobody named.
            if self.infinitive(i) and self.lower[head] in _ONE_OF and self.dep[head] == "attr":
                return self.surface_subject(self.head[head])  # "A was the first to sign"
            return () if self.infinitive(i) or self._has_relative(i) else (head,)
        if dep == "acl" and (meant := self._those(head)) is not None:
            return meant
        if dep == "acl" and self.tag[i] == "VBG" and self.lemma[head] in _STATEMENTS:
            return self.holders(head) or (head,)  # "issued a letter demanding that": who issued it
        if dep == "acl":
            if self.entity[head] == "PERCENT" and self.dep[head] == "attr":
                return self.surface_subject(self.head[head])  # "which is 60 percent owned by B"
            if not self.infinitive(i) or (self.head[head] == head and self.pos[head] == "PROPN"):
                return (head,)  # headlines: "A in Vienna to meet B"
            actor = next((c for c in self.children[head] if self.lower[c] == "for" and head < c < i), None)
            named = None if actor is None else self.child(actor, "pobj")
            return self.holders(head) if named is None else (named,)  # "plans for A to meet B"
        if dep in ("attr", "acomp") and self.is_verb(head):
            return self.surface_subject(head)  # "is mediating" taken for a copula
        if dep == "advcl" and self.tag[i] == "VBN" and head < i - 1 and self.pos[i - 1] in ("NOUN", "PROPN"):
            return self._before(i, head)
        if dep == "dep" and self.is_verb(head) and (begun := self._begun(i, head)) is not None:
            return (begun,)
        if dep in ("xcomp", "advcl", "ccomp", "dep", "parataxis", "oprd") and self.is_verb(head):
            return self._controller(i, head)
        if dep in ("xcomp", "advcl", "ccomp") and self.pos[head] == "ADJ":
            return self.surface_subject(self.head[head]) if self.is_verb(self.head[head]) else ()
        if dep in ("xcomp", "advcl", "ccomp") and self.pos[head] in ("NOUN", "PROPN"):
            return self.holders(head)
        if dep == "pcomp":
            return self._preposition_subject(head)
        return ()

    def _begun(self, i: int, head: int) -> int | None:
        """The subject of `i` where the parser took its conjunction for a preposition: "after A, a group, agreed"."""
        for c in self.children[head]:
            thing = self.child(c, "pobj") if head < c < i and self.lower[c] in _BEGINNING else None
            if thing is None:
                continue
            end = self.subtree(thing)[1]
            if end <= i and all(self.pos[j] == "PUNCT" for j in range(end, i)):
                return thing
        return None

    def _rejoins(self, i: int, head: int) -> bool:
        """Whether `i` goes on after a reported clause though hung on it: "A said B had lied, and asked her to go"."""
        return (
            self.dep[head] == "ccomp"
            and self.tag[i] == self.tag[self.head[head]] == "VBD"
            and any(self.dep[c] == "aux" for c in self.children[head])
            and not any(self.dep[c] == "aux" for c in self.children[i])
        )

    def _swallowed_subject(self, i: int) -> tuple[int, ...]:
        """The subject that the parser hung on the phrase before it: "Together with A, B met C"."""
        last = i - 1
        while last > 0 and (self.lower[last] == "," or self.dep[last] in ("aux", "advmod")):
            last -= 1
        if last < 0 or self.tag[i] not in _FINITE_TAGS or self.pos[last] != "PROPN" or self.dep[last] != "appos":
            return ()
        top, steps = last, 0
        while self.head[top] not in (i, top) and steps < _LONGEST_CHAIN:
            top, steps = self.head[top], steps + 1
        return (last,) if self.head[top] == i and self.dep[top] == "prep" else ()

    def _participle_before(self, i: int, head: int) -> tuple[int, ...]:
        """The noun of the participle that `i` continues ("a dinner held in Lyon and attended by A"), if it is one."""
        if (
            self.tag[i] != "VBN"
            or self.passive(head)
            or any(self.dep[c] in ("aux", "auxpass") for c in self.children[i])
        ):
            return ()
        for j in range(i - 1, head, -1):
            if self.dep[j] == "acl" and self.tag[j] == "VBN":
                return (self.head[j],)
        return ()

    def _before(self, i: int, verb: int) -> tuple[int, ...]:
        """The nouns that a participle may belong to: the one before it and those that it hangs on, up to `verb`."""
        found: list[int] = []
        node = i - 1
        while node > verb and len(found) < 3:
            if self.pos[node] in ("NOUN", "PROPN") and self.dep[node] != "compound":
                found.append(node)
            node = self.head[node]
        return tuple(found)

    def _has_relative(self, i: int) -> bool:
        return any(self.tag[c] in _RELATIVE_TAGS for c in self.children[i])

    def _controller(self, i: int, governor: int) -> tuple[int, ...]:
        if self.passive(governor):
            return self.surface_subject(governor)
        if self.infinitive(i) or self.dep[i] in ("xcomp", "ccomp", "oprd"):
            for c in self.children[governor]:
                if self.dep[c] == "prep" and self.lemma[governor] in _PREPOSITION_CONTROL.get(self.lower[c], ()):
                    inner = self.child(c, "pobj")
                    if inner is not None and c < i:
                        return (inner,)
        if self.dep[i] in ("xcomp", "ccomp", "oprd") or (self.dep[i] == "advcl" and self.infinitive(i)):
            person = self.child(governor, "dobj", "dative")
            objectlike = person is not None and governor < person < i and self.lemma[governor] not in _SUBJECT_CONTROL
            if objectlike and person is not None and (self.dep[i] != "advcl" or self.lemma[governor] in _ASKING):
                if self.dep[person] == "dative" and self.pos[person] == "ADP":
                    inner = self.child(person, "pobj")
                    return (inner,) if inner is not None else ()
                return (person,)
        return self.surface_subject(governor)

    def _preposition_subject(self, preposition: int) -> tuple[int, ...]:
        governor = self.head[preposition]
        name = self.lower[preposition]
        if self.is_verb(governor):
            if not self.passive(governor) and self.lemma[governor] in _OBJECT_CONTROL.get(name, ()):
                person = self.child(governor, "dobj", "dative")
                return (person,) if person is not None else self.surface_subject(governor)
            return self.surface_subject(governor)
        if self.pos[governor] in ("NOUN", "PROPN"):
            by = self.head[governor]
            if self.dep[by] == "agent" and self.lemma[self.head[by]] in _OBJECT_CONTROL.get(name, ()):
                return self.surface_subject(self.head[by])  # "was accused by A of taking", hung on A
            return self.holders(governor)
        if self.pos[governor] == "ADJ" and self.is_verb(self.head[governor]):
            return self.surface_subject(self.head[governor])
        if self.dep[governor] in ("prep", "mark") or self.pos[governor] in ("ADP", "SCONJ"):
            return self._preposition_subject(governor)
        return ()

    def holders(self, noun: int) -> tuple[int, ...]:
        """Whose the deed or wish named by `noun` is: its possessor, `of` or `by`, or the subject of its verb."""
        for c in self.children[noun]:
            if self.dep[c] == "poss":
                return (c,)
        for c in self.children[noun]:
            if self.dep[c] == "prep" and self.lower[c] in ("by", "from", "of", "between"):
                inner = self.child(c, "pobj")
                if inner is not None:
                    return (inner,)
        return self._doers(noun)

    def _doers(self, noun: int) -> tuple[int, ...]:
        """Who has, gives, begins or comes to what `noun` names: the subject of the verb that it depends on."""
        node, steps = noun, 0
        while steps < _LONGEST_CHAIN:
            if self.lower[node] in _OPAQUE:
                return ()
            head = self.head[node]
            if head == node:
                return ()
            if self.is_verb(head):
                if self.lower[node] == "as" and not self.passive(head):
                    person = self.child(head, "dobj")
                    if person is not None and self.pos[person] in ("PROPN", "PRON"):
                        return (person,)  # "appointed A as mediator": A mediates
                if self.dep[node] == "nsubj" and self.lemma[head] == "come":
                    origin = next((c for c in self.children[head] if self.lower[c] == "from"), None)
                    inner = None if origin is None else self.child(origin, "pobj")
                    return () if inner is None else (inner,)
                if self.lemma[head] in _OBJECT_CONTROL.get(self.lower[node], ()):
                    person = self.child(head, "dobj", "nsubjpass")
                    return () if person is None else (person,)  # "blamed A for the attack": A attacked
                if self.dep[node] in ("dobj", "attr", "oprd", "pobj", "prep", "agent", "dative", "npadvmod"):
                    return self._agent(head) or self.surface_subject(head)
                if self.dep[node] in _SUBJECT and self.dep[head] == "advcl":
                    return self.surface_subject(self.head[head])  # "left after talks with B failed"
                if self.dep[node] == "nsubjpass":
                    stranded = any(self.dep[c] == "prep" and not self.children[c] for c in self.children[head])
                    return () if stranded else self._agent(head)  # "trips paid for by B"
                return ()
            if self.dep[node] not in ("pobj", "prep", "conj"):
                return ()
            if (
                self.dep[node] == "prep"
                and self.pos[head] == "PROPN"
                and self.lower[node] in ("on", "in", "at", "during")
            ):
                return (head,)  # "A, on a visit to B, said"
            node, steps = head, steps + 1
        return ()

    def _done(self, noun: int) -> bool:
        """Whether the verb that `noun` depends on only says that it is done ("launched an attack")."""
        node = noun
        for _ in range(4):
            head = self.head[node]
            if head == node:
                return False
            if self.is_verb(head):
                if self.lemma[head] in _OBJECT_CONTROL.get(self.lower[node], ()):
                    return True
                return self._bears(head, node)
            if self.dep[node] not in ("pobj", "prep", "conj"):
                return False
            if self.dep[node] == "prep" and self.lower[node] in ("on", "in", "during") and self.pos[head] == "PROPN":
                return True
            if self.dep[node] == "prep" and self.lower[node] != "of":
                return False
            node = head
        return False

    def _bears(self, verb: int, node: int) -> bool:
        """Whether `verb` only says that the noun is done that stands there as `node`, its object or preposition."""
        name, lemma = self.lower[node], self.lemma[verb]
        if self.dep[node] == "prep" and name in _BEARING:
            return not self.passive(verb) and (not _BEARING[name] or lemma in _BEARING[name])
        if self.dep[node] == "nsubj":
            return bool(lemma == "come")  # "praise came from A"
        return lemma in _DOING and (self.dep[node] in ("dobj", "nsubjpass", "attr", "oprd") or name in ("on", "for"))

    def _agents(self, verb: int) -> list[int]:
        """The prepositions of the verb's agents, coordinated ones too: "met by A and by B"."""
        found = [c for c in self.children[verb] if self.dep[c] == "agent"]
        more = [
            c for by in found for c in (*self.children[by], *self.children[verb]) if self.dep[c] in ("conj", "prep")
        ]
        return found + [c for c in more if self.lower[c] == "by" and self.lower[c - 1] == "and"]

    def _agent(self, verb: int) -> tuple[int, ...]:
        agent = self.child(verb, "agent")
        inner = None if agent is None else self.child(agent, "pobj")
        return () if inner is None else (inner,)

    # ------------------------------------------------------------------ slots

    def slots(self, i: int) -> Slots:
        """The slots of the token `i` as a predicate, names as `frames` writes them; conjuncts spread out."""
        if i not in self._slots:
            if self.is_verb(i):
                found = self._verb_slots(i)
            elif self.pos[i] == "ADJ" or self.dep[i] == "acomp":
                found = self._adjective_slots(i)
            else:
                found = self._noun_slots(i)
            self._slots[i] = {name: tuple(dict.fromkeys(tokens)) for name, tokens in found.items()}
        return self._slots[i]

    def _spread(self, tokens: tuple[int, ...] | list[int]) -> list[int]:
        return [j for i in tokens for j in self.conjuncts(i)]

    def _company(self, i: int) -> Iterator[int]:
        """Those named beside the subject: "Kushner, along with Witkoff, met Putin"."""
        for c in self.children[i]:
            if self.dep[c] in ("prep", "advmod", "cc") and self.lower[c] in (
                "along",
                "together",
                "alongside",
            ):
                for p in (c, *self.children[c]):
                    inner = self.child(p, "pobj")
                    if inner is not None:
                        yield from self.conjuncts(inner)
            elif self.dep[c] == "prep" and self.lower[c] == "with" and self._together(c):
                yield from (j for p in self.children[c] if self.dep[p] == "pobj" for j in self.conjuncts(p))

    def _escort(self, i: int) -> Iterator[int]:
        """Those who accompany the subject `i`: "A, flanked by B, met C"."""
        for c in self.children[i]:
            if self.dep[c] in ("acl", "advcl") and self.lemma[c] in _ESCORTING and self.tag[c] == "VBN":
                yield from self._spread(self._agent(c))

    def _together(self, preposition: int) -> bool:
        """Whether "together" or "along" stands before the preposition, however the parser hung it."""
        return preposition > 0 and self.lower[preposition - 1] in ("together", "along", "jointly")

    def _prepositions(self, i: int, into: dict[str, list[int]], prefix: str = "", depth: int = 0) -> None:
        """Add what the prepositions at `i` govern, also behind times and places ("met in Moscow with B")."""
        if depth > 4:
            return
        for c in self.children[i]:
            dep = self.dep[c]
            if dep in ("prep", "agent") or (dep == "dative" and self.pos[c] == "ADP"):
                self._preposition(c, into, prefix, depth)
            elif dep == "prt":
                self._prepositions(c, into, prefix, depth + 1)  # "handed B over to C"
            elif self.lower[c] not in ("along", "together") and (
                dep == "npadvmod" or (dep == "advmod" and depth == 0 and self.pos[c] == "ADV")
            ):
                self._prepositions(c, into, prefix, depth + 1)

    def _preposition(self, c: int, into: dict[str, list[int]], prefix: str, depth: int) -> None:
        name = self.lower[c]
        if name in _OPAQUE:
            return
        if name == "with" and self._together(c):
            name = "together"
        for p in self.children[c]:
            if self.dep[p] == "pobj":
                if self.pos[p] == "PROPN":
                    for q in self.children[p]:
                        if self.dep[q] == "prep" and self.lower[q] == name:
                            self._preposition(q, into, prefix, depth + 1)  # "with A, then with B"
                if self.lower[p] == "behalf":
                    owner = self.child(p, "poss")
                    if owner is not None:
                        into.setdefault(prefix + "behalf", []).extend(self.conjuncts(owner))
                    for of in self.children[p]:
                        inner = self.child(of, "pobj") if self.lower[of] == "of" else None
                        if inner is not None:
                            into.setdefault(prefix + "behalf", []).extend(self.conjuncts(inner))
                    continue
                into.setdefault(prefix + name, []).extend(self.conjuncts(p))
                owner = self.child(p, "poss")
                if owner is not None:
                    into.setdefault(f"{name}.poss", []).extend(self.conjuncts(owner))
                for q in self.children[p]:
                    inner = self.child(q, "pobj") if self.dep[q] == "prep" else None
                    if inner is not None:
                        into.setdefault(f"{name}.{self.lower[q]}", []).extend(self.conjuncts(inner))
                        if self.lower[q] == "between" and name == "of":
                            into.setdefault(f"{prefix}between", []).extend(self.conjuncts(inner))
                origin = name in ("from", "via", "through") and self.pos[p] == "PROPN"
                if origin or self.entity[p] in _PASSED_OVER or self.lemma[p] in _TIME_WORDS:
                    self._prepositions(p, into, prefix, depth + 1)
            elif self.dep[p] == "prep" or (self.dep[p] == "conj" and self.pos[p] == "ADP"):
                self._preposition(p, into, prefix, depth + 1)

    def _object_prepositions(self, noun: int, into: dict[str, list[int]]) -> None:
        self._prepositions(noun, into, "object.")
        for c in self.children[noun]:
            if self.dep[c] == "poss":
                into.setdefault("object.poss", []).extend(self.conjuncts(c))
            elif self.dep[c] in ("compound", "amod", "nmod") and c < noun:
                into.setdefault("object.mod", []).extend(self._modifiers(c))
        if "object.between" not in into and not any(
            self.dep[c] == "amod" for c in self.children[noun] if self.is_verb(c)
        ):
            into.setdefault("object.holder", []).extend(self._spread(self.holders(noun)))

    def _verb_slots(self, i: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        surface = self._spread(self.surface_subject(i))
        surface += [p for s in surface for p in self._company(s)]
        surface += list(self._company(i))
        for s in surface:
            for c in self.children[s]:
                if self.dep[c] == "poss":
                    found.setdefault("subject.poss", []).extend(self.conjuncts(c))
                elif self.dep[c] == "acl" and self.tag[c] == "VBN":
                    found.setdefault("subject.by", []).extend(self._spread(self._agent(c)))
        company = [p for s in (*surface, i) for p in self._escort(s)]
        if company:
            found["company"] = company
        objects: list[int] = []
        for c in self.children[i]:
            dep = self.dep[c]
            if dep == "dobj" or (dep == "npadvmod" and self.entity[c] in ("PERCENT", "MONEY")):
                objects.append(c)
            elif dep == "dative" and self.pos[c] != "ADP":
                if self.lemma[i] not in _DITRANSITIVE and self.child(i, "dobj") is None:
                    objects.append(c)  # "included the historian A and B"
                else:
                    found.setdefault("dative", []).extend(self.conjuncts(c))
            elif dep in ("attr", "oprd", "acomp"):
                found.setdefault("predicative", []).append(c)
            elif dep in ("ccomp", "xcomp") or (
                dep == "advcl" and any(self.lower[d] == "for" for d in self.children[c])
            ):
                if self._own_subject(c):
                    found.setdefault("complement", []).extend(self._spread(self._agent(c) or self.surface_subject(c)))
                elif dep == "xcomp" and self.infinitive(c):
                    controller = self._controller(c, i)
                    if controller and controller != self.surface_subject(i):
                        found.setdefault("complement", []).extend(self._spread(controller))
        if len(objects) == 2 and self.lemma[i] in _DITRANSITIVE and "dative" not in found:
            found["dative"] = list(self.conjuncts(objects.pop(0)))  # "handed B a note" with two objects
        self._prepositions(i, found)
        self._gapped(i, found, objects)
        self._deed(i, found)
        if self.sentence[i] in self._conditional:
            self._condition(i, found)
        if self.passive(i):
            agents = [p for c in self._agents(i) for p in self.children[c] if self.dep[p] == "pobj"]
            if self.dep[i] == "amod":
                agents += [
                    c for c in self.children[i] if c < i and self.dep[c] in ("npadvmod", "compound", "nmod", "amod")
                ]
            # "signed in Tokyo in July by A": the agent may hang on the place.
            found["subject"] = self._spread(agents) or list(found.get("by", ())) or self._far_agent(i)
            if objects and self.lemma[i] in _DITRANSITIVE:
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
        if not objects and (count := self._up_to(i)) is not None:
            objects = [count]
        if not objects and not self.passive(i):
            objects = self._gap(i, found) or [c for c in self.children[i] if self.dep[c] == "oprd"]
        if not objects and self._shares_right(i):
            right = next(c for c in self.children[i] if self.dep[c] == "conj" and self.is_verb(c))
            if self.passive(right) == self.passive(i):
                for name, tokens in self.slots(right).items():
                    if name not in ("subject", "predicative") and name not in found:
                        found[name] = list(tokens)
                return found
        found["object"] = self._spread(objects)
        for o in found["object"]:
            self._object_prepositions(o, found)
        if objects and "by" in found and not self.passive(i):
            found.setdefault("object.by", found["by"])  # "rejected a claim by B", hung on the verb
        return found

    def _gapped(self, i: int, found: dict[str, list[int]], objects: list[int]) -> None:
        """Add the second of two told of with their times: "met A on Monday and B on Tuesday"."""
        for c in self.children[i]:
            time = self.child(c, "pobj") if self.dep[c] == "prep" else c if self.dep[c] == "npadvmod" else None
            if time is None or self.entity[time] not in ("DATE", "TIME"):
                continue
            other = next((d for d in self.children[time] if self.dep[d] == "conj" and self.pos[d] == "PROPN"), None)
            if other is None or self.entity[other] in ("DATE", "TIME", "CARDINAL", ""):
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
                    found[before[0]].extend(self.conjuncts(other))

    def _up_to(self, i: int) -> int | None:
        """The object that follows "up to" and a number, which the parser took for a particle: "held up to 16 men"."""
        for c in self.children[i]:
            if self.lower[c] == "up" and c == i + 1:
                below = (*self.children[c], *self.children[i])
                to = next((d for d in below if self.lower[d] == "to" and d == c + 1), None)
                thing = None if to is None else self.child(to, "pobj")
                if thing is not None and self.child(thing, "nummod") is not None:
                    return thing
        return None

    def _far_agent(self, i: int) -> list[int]:
        """The agent of a passive that the parser hung on a noun in between ("endorsed on the eve of the vote by A")."""
        last = self.subtree(i)[1]
        for c in range(i + 1, min(last, i + 14)):
            if self.lower[c] == "by" and self.dep[c] == "prep" and self.pos[self.head[c]] in ("NOUN", "PROPN"):
                inner = self.child(c, "pobj")
                return [] if inner is None else list(self.conjuncts(inner))
        return []

    def _deed(self, i: int, found: dict[str, list[int]]) -> None:
        """Whom the infinitive that depends on `i` would touch ("threatened to cut off gas to B": B)."""
        for c in self.children[i]:
            if self.dep[c] in ("xcomp", "acl", "ccomp") and self.infinitive(c) and self.lemma[c] not in _MERE_WORDS:
                for name, tokens in self.slots(c).items():
                    if name in _TOUCHED:
                        found.setdefault("deed", []).extend(tokens)
                    if name in _TOUCHED or name in ("in", "object.in"):
                        found.setdefault(f"deed.{name.rpartition('.')[2]}", []).extend(tokens)

    def _condition(self, i: int, found: dict[str, list[int]], depth: int = 0) -> None:
        """Who must act, or else: the subject of "unless B pays" or "if B does not pay", at `i` or at its complement."""
        for c in self.children[i]:
            if self.dep[c] == "advcl":
                marks = {self.lower[d] for d in self.children[c] if self.dep[d] in ("mark", "advmod", "prep")}
                if "unless" in marks or "if" in marks:
                    subjects = self._spread(self._agent(c) if self.passive(c) else self._own_subject(c))
                    negated = any(self.dep[d] == "neg" for d in self.children[c])
                    if "if" not in marks or negated:
                        found.setdefault("unless", []).extend(subjects)
                    else:
                        found.setdefault("if", []).extend(subjects)
            elif depth < 2 and self.dep[c] in ("ccomp", "xcomp"):
                self._condition(c, found, depth + 1)

    def _own_subject(self, i: int) -> tuple[int, ...]:
        return tuple(c for c in self.children[i] if self.dep[c] in _SUBJECT)

    def _gap(self, i: int, found: dict[str, list[int]]) -> list[int]:
        """The object that a relative clause leaves out: "the deal (that) Moscow signed", "the man he spoke to"."""
        if self.dep[i] != "relcl" or not self._own_subject(i):
            return []
        own = self._own_subject(i)[0]
        if self.tag[own] in _RELATIVE_TAGS:
            return []
        for c in self.children[i]:
            if self.dep[c] == "prep" and not self.children[c]:
                found.setdefault(self.lower[c], []).extend(self.conjuncts(self.head[i]))
                return []
        if any(
            self.tag[d] in _RELATIVE_TAGS or self.tag[d] == "WRB"
            for c in self.children[i]
            for d in (c, *self.children[c])
        ):
            return []
        return [self.head[i]]

    def _shares_right(self, i: int) -> bool:
        """Whether `i` is the first of two verbs with one object: "condemned and sanctioned B"."""
        right = [c for c in self.children[i] if c > i]
        verbs = [c for c in right if self.dep[c] == "conj" and self.is_verb(c)]
        if not verbs or any(self.dep[c] not in ("cc", "conj", "punct", "advmod") for c in right):
            return False
        return verbs[0] - i <= 4 and not self._own_subject(verbs[0])

    def _adjective_slots(self, i: int) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        self._prepositions(i, found)
        head = self.head[i]
        if self.is_verb(head) and self.dep[i] in ("acomp", "oprd", "conj", "advcl"):
            found["subject"] = self._spread(self.surface_subject(head))
            self._prepositions(head, found)
        elif self.dep[i] in ("amod", "acl", "relcl"):
            found["subject"] = list(self.conjuncts(head))
        return found

    def _noun_slots(self, i: int) -> dict[str, list[int]]:
        named = self.title(i)  # "Acme's subsidiary Nordlys"
        found: dict[str, list[int]] = {"self": [self.head[i]] if named else [i]}
        if named:
            found["poss"] = [c for c in self.children[self.head[i]] if self.dep[c] == "poss"]
        for c in self.children[i]:
            if self.dep[c] == "poss":
                found.setdefault("poss", []).extend(self.conjuncts(c))
            elif self.dep[c] in ("compound", "amod", "nmod") and c < i:
                found.setdefault("mod", []).extend(self._modifiers(c))
            elif self.dep[c] == "acl" and self.lower[c] == "involving":
                found["involving"] = self._spread([d for d in self.children[c] if self.dep[d] == "dobj"])
        self._prepositions(i, found)
        self._deed(i, found)
        head = self.head[i]
        if self.dep[i] == "conj" and self.pos[head] in ("NOUN", "PROPN"):
            # "talks and meetings with B": what follows the last belongs to both, a possessor to all.
            for name in ("poss",):
                if name not in found and name in self.slots(head):
                    found[name] = list(self.slots(head)[name])
        for c in self.children[i]:
            if self.dep[c] == "conj" and self.pos[c] == "NOUN":
                shared: dict[str, list[int]] = {}
                self._prepositions(c, shared)
                for name, tokens in shared.items():
                    found.setdefault(name, tokens)
        for name, tokens in self._outer_prepositions(i).items():
            found.setdefault(f"verb.{name}", tokens)
        for c in self.children[i]:
            if self.dep[c] == "acl" and self.tag[c] == "VBN":
                inner: dict[str, list[int]] = {}
                self._prepositions(c, inner)  # "the deal reached between A and B"
                for name, tokens in inner.items():
                    found.setdefault(f"verb.{name}", tokens)
        if self.dep[i] == "dobj" and "by" not in found and "verb.by" in found and not self.passive(head):
            found["by"] = found["verb.by"]
        found["holder"] = [h for h in self._spread(self._doers(i)) if h != i]
        found["doer"] = found["holder"] if self._done(i) else []
        for c in self.children[i]:
            if self.dep[c] in ("acl", "ccomp", "relcl") and any(self.lower[d] == "that" for d in self.children[c]):
                found.setdefault("complement", []).extend(self._spread(self._agent(c) or self._own_subject(c)))
        names = [c for c in self.children[i] if self.dep[c] == "appos" and self.pos[c] == "PROPN"]
        if names:
            found["described"] = self._spread(names)  # "its largest shareholder, A, sued"
        elif self.dep[i] == "attr" and self.lemma[head] == "be":
            found["described"] = self._spread(self.surface_subject(head))
        elif self.dep[i] == "appos":
            found["described"] = [head]
        elif self.dep[i] == "pobj" and self.lower[head] == "of" and self.lower[self.head[head]] in _ONE_OF:
            found["described"] = list(self.slots(self.head[head]).get("described", ()))  # "the youngest of four sons"
        if self.dep[i] in _SUBJECT and self.lemma[head] in ("include", "be"):
            listed = [c for c in self.children[head] if self.dep[c] in ("dobj", "attr")]
            found["listed"] = self._spread(listed)
        if self.dep[i] == "compound" and self.pos[head] == "NOUN":
            for name, outer in self.slots(head).items():  # "a mediation effort between A and B"
                if name != "self":
                    found.setdefault(name, list(outer))
        return found

    def _outer_prepositions(self, noun: int) -> dict[str, list[int]]:
        """What follows `noun` but hangs on its verb: "held three days of talks last week between A and B"."""
        node, adverbial = noun, False
        for _ in range(4):
            if self.is_verb(node):
                break
            adverbial = self.dep[node] == "prep"
            if self.dep[node] not in ("dobj", "nsubjpass", "attr", "pobj", "prep", "nsubj", "conj"):
                return {}
            node = self.head[node]
        else:
            return {}
        if self.child(node, "dobj") is not None and self.child(node, "nsubj") in (noun, self.head[noun]):
            return {}  # "the deal followed talks between A and B"
        found: dict[str, list[int]] = {}
        self._prepositions(node, found)
        # "After the talks, A will speak with B": what follows the verb is not of the adverbial noun.
        last = node if adverbial and noun < node else len(self.head)
        return {name: after for name, tokens in found.items() if (after := [t for t in tokens if noun < t < last])}

    def _modifiers(self, i: int) -> list[int]:
        """The names before a noun, also joined by a hyphen or a slash ("US-Iran talks")."""
        found = []
        for c in self.children[i]:
            if self.dep[c] in ("compound", "amod", "nmod", "conj", "punct", "npadvmod"):
                found.extend(self._modifiers(c))
        return sorted({i, *found})

    # ------------------------------------------------------------------ evidence

    def stretch(self, trigger: int, tokens: list[int]) -> tuple[int, int]:
        """The first token and the one after the last of the clause around `trigger` that also holds `tokens`.

        It grows outward from the trigger's clause, clause by clause, to the sentence at most: through infinitives,
        which say nothing without their governor, and to where the ends of the claim stand.
        """
        first, last = self.sentences[self.sentence[trigger]]
        wanted = [t for t in (*tokens, trigger) if first <= t < last]
        node = trigger
        while True:
            while not self.is_verb(node) and self.head[node] != node:
                node = self.head[node]
            start, end = self._clause(node)
            start, end = max(start, first), min(end, last)
            whole = start <= min(wanted) and max(wanted) < end and not self.infinitive(node)
            if whole or self.head[node] == node:
                break
            node = self.head[node]
        start, end = min(start, *wanted), max(end, *(w + 1 for w in wanted))
        while start < min(wanted) and (self.pos[start] in ("PUNCT", "CCONJ") or self.lower[start] == "that"):
            start += 1
        return start, end

    def _clause(self, i: int) -> tuple[int, int]:
        """The extent of the clause that `i` heads, without the clauses coordinated with it or beside it."""
        first = last = i
        stack = [i]
        while stack:
            node = stack.pop()
            first, last = min(first, node), max(last, node)
            for c in self.children[node]:
                own = self.dep[c] in ("conj", "parataxis") and self.is_verb(c) and self._own_subject(c)
                if not own and not (node == i and self.dep[c] in ("cc", "punct")):
                    stack.append(c)
        return first, last + 1


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
_NAMED = frozenset("name appoint elect choose pick select nominate crown declare".split())
_ONE_OF = frozenset("one youngest oldest eldest first second third fourth last only".split())
#: Who does it to the subject is with them: "A, flanked by B".
_ESCORTING = frozenset({"accompany", "flank", "join", "escort"})
#: By which prepositions verbs take what is done, any verb where none is named ("killed B in a raid on C").
_BEARING = {"under": frozenset(), "in": _HURTING, "during": _HURTING, "with": _ANSWERING}
_OFF = frozenset("strike cut write call pay lay take put turn set break hold see fight".split())
_TIME_WORDS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow week weekend month year day
    morning afternoon evening night sidelines margins talks summit meeting""".split()
)
