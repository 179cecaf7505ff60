"""What a predicate says of itself: its auxiliaries, negation, adverbs, condition, and the modifiers of a noun.

    mood = Mood(doc, tables())
    mood.verb(doc[i])  # "did not meet": denied; "may meet": hypothetical
    mood.noun(doc[i])  # "planned talks": planned; "no meeting": denied

What stands over a predicate is the work of `modality`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Modality
from loaders.extract.context import Tables, base, has_to, is_finite, particle_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ASSERTED, PLANNED, REQUESTED = Modality.ASSERTED, Modality.PLANNED, Modality.REQUESTED
DENIED, HYPOTHETICAL = Modality.DENIED, Modality.HYPOTHETICAL

#: What a timetable tells in the present tense: "leaves for Brussels on Thursday".
_DEPARTS = frozenset(
    "leave depart travel fly arrive visit head go return begin start open meet host address appear join face play sign "
    "take hold attend welcome receive".split()
)
_CALENDAR = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august "
    "september october november december".split()
)
_BARELY = frozenset(["not", "hardly", "scarcely", "barely"])


def compose(outer: Modality | None, inner: Modality) -> Modality:
    """What `outer` makes of a predicate that is itself `inner` ("may" over "refuse to meet": hypothetical)."""
    if outer is None or outer is ASSERTED:
        return inner
    if outer is DENIED:
        return HYPOTHETICAL if inner is DENIED else DENIED
    if inner is DENIED and outer in (PLANNED, REQUESTED):
        return DENIED
    if inner is HYPOTHETICAL:
        return HYPOTHETICAL
    if outer is PLANNED and inner is REQUESTED:
        return REQUESTED
    return outer


class Mood:
    """Reads single words of one document."""

    def __init__(self, doc: Doc, words: Tables) -> None:
        self.doc = doc
        self.tables = words
        self.word = words.words

    def negated(self, verb: Token, *, but: int = -1) -> bool:
        """Whether the verb carries a negation ("did not", "never", "nobody"), the word `but` left out of account."""
        word = self.word
        for child in verb.children:
            dep = child.dep_
            if child.i == but:
                continue
            if child.lower_ in ("n't", "n’t") and dep != "neg":
                return True
            if dep == "prep" and any(c.dep_ == "pobj" and c.lower_ in word["negation.subjects"] for c in child.rights):
                return True
            if child.i > verb.i + 2 and verb.pos_ == "VERB" and dep in ("neg", "advmod"):
                continue  # a negation behind the verb is of something else
            if dep == "neg" or (dep == "advmod" and child.lower_ in word["negation.words"]):
                if child.i + 1 < len(self.doc) and self.doc[child.i + 1].lower_ in (
                    "only",
                    "just",
                    "merely",
                    "simply",
                    "least",
                ):
                    continue
                return True
            if dep == "advmod" and child.lower_ == "longer" and any(c.lower_ == "no" for c in child.children):
                return True
            if dep == "mark" and child.lower_ == "than" and child.i and self.doc[child.i - 1].lower_ == "rather":
                return True
            if dep == "preconj" and child.lower_ == "neither":
                return True
            if dep in ("nsubj", "nsubjpass", "dobj", "attr", "expl", "pobj") and self.no_noun(child):
                return True
            if dep in ("cc", "preconj") and child.lower_ in ("nor", "neither") and child.i < verb.i:
                return True
        return False

    def no_noun(self, noun: Token) -> bool:
        """Whether a noun is negated: "no talks", "nobody", "neither side", "none of them"."""
        if noun.lower_ in self.word["negation.subjects"]:
            return True
        if noun.lower_ == "one" and noun.i and self.doc[noun.i - 1].lower_ == "no":
            return True
        for child in noun.lefts:
            if (
                child.lower_ in _BARELY
                and child.i == noun.i - 1
                and noun.lower_ in ("one", "anyone", "anybody", "any", "all")
            ):
                return True
            if (
                child.dep_ in ("det", "neg", "preconj", "cc", "advmod")
                and child.lower_ in self.word["negation.determiners"]
            ):
                following = self.doc[child.i + 1].lower_ if child.i + 1 < len(self.doc) else ""
                return following not in (
                    "fewer",
                    "less",
                    "more",
                    "later",
                    "sooner",
                    "doubt",
                    "matter",
                    "wonder",
                    "only",
                )
        return False

    def modal(self, verb: Token) -> Modality | None:
        """What the verb's auxiliaries make of it."""
        found: Modality | None = None
        for child in verb.lefts:
            if child.dep_ not in ("aux", "auxpass"):
                continue
            lower = child.lower_
            if lower in self.word["modal.hypothetical"]:
                return HYPOTHETICAL
            if lower in self.word["modal.requested"]:
                found = REQUESTED
            elif lower in self.word["modal.planned"]:
                found = PLANNED
            elif lower in ("would", "'d", "’d"):
                found = self.would(verb)
        return found

    def would(self, verb: Token) -> Modality:
        """ "Would" reports a plan, but is a supposition in the perfect, under a condition or of a proposal."""
        if any(child.dep_ == "aux" and child.lower_ == "have" for child in verb.lefts):
            return HYPOTHETICAL
        if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN") and verb.head.lower_ != "who":
            subject = next((c.lower_ for c in verb.lefts if c.dep_ in ("nsubj", "nsubjpass")), "")
            if subject in ("that", "which"):
                return HYPOTHETICAL
        return PLANNED

    def condition(self, verb: Token) -> bool:
        """Whether the verb stands in a condition, or is the consequence of one."""
        marks = self.word["condition.marks"]
        for child in verb.children:
            if child.dep_ == "mark" and child.lower_ in marks:
                return True
            before = child.left_edge.i - 1
            given = before >= 0 and self.doc[before].lower_ in ("provided", "providing")
            if given and child.dep_ in ("nsubj", "nsubjpass") and child.i < verb.i:
                return True  # "... provided the agency grants a permit"
        return self.inverted(verb)

    def inverted(self, verb: Token) -> bool:
        """ "Should it conclude", "had they met", "were he to accept": a condition by word order."""
        first = next(iter(verb.lefts), None)
        opens = first is not None and bool(first.is_sent_start) and verb.sent[-1].text != "?"
        if verb.dep_ not in ("advcl", "ccomp") and not opens:
            return False
        if first is None or first.dep_ != "aux" or first.lower_ not in ("should", "had", "were"):
            return False
        return any(child.dep_ in ("nsubj", "nsubjpass") and child.i > first.i for child in verb.lefts)

    def consequence(self, verb: Token) -> bool:
        """Whether a condition beside the verb ("if ...", "unless ...") makes it a consequence."""
        if verb.tag_ in ("VBD", "VBN") and self.modal(verb) is None and not has_to(verb):
            return False
        for child in verb.children:
            if (
                child.dep_ == "conj"
                and child.i > verb.i
                and any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "provided") for c in child.lefts)
            ):
                return True  # "would send rice, but only if"
            if self.proviso(child):
                return True
            if child.dep_ == "advcl" and (self.condition(child) or self.inverted(child)):
                mark = next((c for c in child.children if c.dep_ == "mark"), None)
                if mark is None or (mark.lower_ != "whether" and (not mark.i or self.doc[mark.i - 1].lower_ != "even")):
                    return True
        return False

    def proviso(self, child: Token) -> bool:
        """ "Provided that", "as long as", "in the event of", "on condition that", beside the verb."""
        if child.lower_ in self.word["condition.marks"] and child.dep_ in ("prep", "advcl"):
            return any(c.dep_ in ("ccomp", "pcomp") for c in child.rights)
        following = self.doc[child.i + 1].lower_ if child.i + 1 < len(self.doc) else ""
        if child.lower_ == "long" and child.dep_ == "advmod":
            return following == "as"
        return child.dep_ == "prep" and any(
            noun.dep_ == "pobj"
            and (
                noun.lower_ in self.word["condition.nouns"]
                or (noun.lower_ == "case" and noun.i == child.i + 1)  # "in case of war", not "in the case"
            )
            for noun in child.rights
        )

    def verb(self, verb: Token, *, but: int = -1) -> Modality:
        """What the verb's own clause says."""
        result = ASSERTED
        modal = self.modal(verb)
        if modal is HYPOTHETICAL and self.negated(verb, but=but):
            low = {child.lower_ for child in verb.lefts if child.dep_ == "aux"}
            return DENIED if low & {"can", "could", "ca"} else HYPOTHETICAL
        if modal is not None:
            result = modal
        elif verb.dep_ == "ROOT" and has_to(verb) and not is_finite(verb):
            result = PLANNED  # a headline: "Kushner to meet Putin"
        elif self.yet_to(verb):
            return DENIED
        elif verb.lemma_ == "be" and (due := self.predicate(verb)) is not None:
            result = due
        elif verb.tag_ in ("VBG", "VBZ", "VBP") and self.ahead(verb):
            result = PLANNED
        if (adverb := self.adverb(verb)) is not None:
            result = compose(adverb, result)
        if self.negated(verb, but=but):
            result = compose(DENIED, result)
        if self.condition(verb) or self.consequence(verb):
            result = HYPOTHETICAL
        return result

    def adverb(self, verb: Token) -> Modality | None:
        """ "Perhaps they met", "he nearly resigned" (but not "nearly a year ago")."""
        for child in verb.lefts:
            if child.dep_ == "advmod" and (effect := self.tables.embed["adverb"].get(child.lower_)) is not None:
                between = self.doc[child.i + 1 : verb.i]
                if effect is HYPOTHETICAL or all(token.dep_ in ("aux", "auxpass", "advmod") for token in between):
                    return effect
        return None

    def predicate(self, verb: Token) -> Modality | None:
        """ "Is due in Rabat": what an adjective after "be" says of where somebody is."""
        for child in verb.rights:
            if child.dep_ == "acomp" and child.lower_ in ("due", "expected", "scheduled", "set", "booked", "slated"):
                return PLANNED
        return None

    def ahead(self, verb: Token) -> bool:
        """Whether a present tense speaks of the future: "meets him tomorrow", "is flying there next week"."""
        if verb.tag_ == "VBG" and not any(
            child.lower_ in ("is", "are", "'s", "’s", "'re", "am") for child in verb.lefts
        ):
            return False
        for child in verb.rights:
            if child.dep_ in ("npadvmod", "advmod") and (
                child.lower_ in ("tomorrow", "soon", "shortly")
                or any(c.lower_ in ("next", "coming") for c in child.lefts)
            ):
                return True
        return (
            verb.tag_ in ("VBZ", "VBP")
            and base(verb) in _DEPARTS
            and any(
                child.dep_ == "prep"
                and child.lower_ in ("on", "in")
                and any(c.dep_ == "pobj" and c.lower_ in _CALENDAR for c in child.rights)
                for child in verb.rights
            )
        )

    def yet_to(self, verb: Token) -> bool:
        """ "Has yet to approve", "is yet to meet"."""
        to = next((child for child in verb.lefts if child.tag_ == "TO"), None)
        return to is not None and to.i > 0 and self.doc[to.i - 1].lower_ == "yet"

    def noun(self, noun: Token) -> Modality:
        """What an event noun's own modifiers say: "planned talks", "no meeting", "a visit scheduled for May"."""
        result = ASSERTED
        for child in noun.children:
            if child.dep_ in ("amod", "acl", "compound", "nmod", "advcl", "relcl"):
                effect = self.tables.effect("adjective", child.lower_)
                if effect is None and child.tag_ in ("VBN", "VBD") and child.dep_ in ("acl", "relcl"):
                    lemma = base(child)
                    if child.dep_ == "acl" or any(c.dep_ == "auxpass" for c in child.lefts):
                        effect = self.tables.effect("nominal", lemma, particle_of(child))
                        if effect is not None and self.negated(child):
                            effect = ASSERTED if effect is DENIED else DENIED
                if effect is not None:
                    result = compose(effect, result)
                elif (
                    child.dep_ == "acl"
                    and child.i > noun.i
                    and has_to(child)
                    and any(c.dep_ == "auxpass" for c in child.lefts)
                ):
                    result = compose(PLANNED, result)  # "talks to be held in May"
            elif child.dep_ == "poss" and (
                child.lower_ == "tomorrow" or any(c.lower_ in ("next", "coming") for c in child.lefts)
            ):
                result = compose(PLANNED, result)  # "next week's talks"
        if self.no_noun(noun):
            result = compose(DENIED, result)
        return result
