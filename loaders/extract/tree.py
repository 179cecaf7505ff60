"""The dependency parse by columns, and the small questions that are put to it: is it a verb, a passive, who is joined.

The labels are those of spaCy's English models (ClearNLP's scheme).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc

SUBJECT = frozenset({"nsubj", "nsubjpass"})
RELATIVE_TAGS = frozenset({"WDT", "WP", "WP$"})
#: "was given a letter": the surface subject is the receiver.
DITRANSITIVE = frozenset(
    """give send hand offer pay grant award lend tell show deny promise teach assign serve deliver pass owe allocate
    bring ask supply provide issue""".split()
)
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET"})
_NAMED = frozenset("name appoint elect choose pick select nominate crown declare".split())
_OFF = frozenset("strike cut write call pay lay take put turn set break hold see fight".split())

_T = TypeVar("_T")


class Tree:
    """The parse of a text: lists indexed by token, and questions about the token `i`."""

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
        self._near: dict[int, frozenset[str]] = {}
        self._estranged: dict[int, bool] = {}

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
        ) and (self.up_to(i) is None)

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
            return "dobj" not in deps or self.lemma[i] in DITRANSITIVE
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

    def up_to(self, i: int) -> int | None:
        """The object that follows "up to" and a number, which the parser took for a particle: "held up to 16 men"."""
        for c in self.children[i]:
            if self.lower[c] == "up" and c == i + 1:
                below = (*self.children[c], *self.children[i])
                to = next((d for d in below if self.lower[d] == "to" and d == c + 1), None)
                thing = None if to is None else self.child(to, "pobj")
                if thing is not None and self.child(thing, "nummod") is not None:
                    return thing
        return None

    def own_subjects(self, i: int) -> tuple[int, ...]:
        """The subjects that hang on `i` itself."""
        return tuple(c for c in self.children[i] if self.dep[c] in SUBJECT)

    def spread(self, tokens: tuple[int, ...] | list[int]) -> list[int]:
        """The tokens, each with its conjuncts."""
        return [j for i in tokens for j in self.conjuncts(i)]

    def modifiers(self, i: int) -> list[int]:
        """The names before a noun, also joined by a hyphen or a slash ("US-Iran talks")."""
        found = []
        for c in self.children[i]:
            if self.dep[c] in ("compound", "amod", "nmod", "conj", "punct", "npadvmod"):
                found.extend(self.modifiers(c))
        return sorted({i, *found})

    def agent(self, verb: int) -> tuple[int, ...]:
        """Who does it, told by `by` after the passive `verb`; empty where nobody is."""
        agent = self.child(verb, "agent")
        inner = None if agent is None else self.child(agent, "pobj")
        return () if inner is None else (inner,)

    def agent_prepositions(self, verb: int) -> list[int]:
        """The prepositions of the verb's agents, coordinated ones too: "met by A and by B"."""
        found = [c for c in self.children[verb] if self.dep[c] == "agent"]
        more = [
            c for by in found for c in (*self.children[by], *self.children[verb]) if self.dep[c] in ("conj", "prep")
        ]
        return found + [c for c in more if self.lower[c] == "by" and self.lower[c - 1] == "and"]
