"""How the article puts a claim: asserted, planned, requested, denied or hypothetical.

    judge_modality(parsed, entities, candidate)

The judgement begins at the trigger (its auxiliaries, negation, condition) and climbs: each word it stands under
("plans to", "denied that", "calls for") is looked up in `context.toml` and composed with what was found below it. So
"did not plan to meet" is denied, "may refuse to meet" hypothetical, "urged them to agree to meet" requested.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Modality
from graph.ontology import ONTOLOGY
from loaders.extract.context import Step, Tables, ascend, base, has_subject, has_to, is_finite, particle_of, tables
from loaders.extract.types import Candidate, Entities, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

ASSERTED, PLANNED, REQUESTED = Modality.ASSERTED, Modality.PLANNED, Modality.REQUESTED
DENIED, HYPOTHETICAL = Modality.DENIED, Modality.HYPOTHETICAL

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
#: An offer that is turned down was made all the same: these relations tell that a thing was said, and what becomes of
#: it afterwards does not reach back.
_SPOKEN = frozenset(
    ["PROPOSED", "REQUESTED", "ACCUSED", "THREATENED", "CRITICIZED", "SUPPORTED", "CONVEYED_SIGNALS_TO", "REJECTED"]
)
_WANTS = frozenset(["want", "like", "wish", "need", "prefer"])
_BARELY = frozenset(["not", "hardly", "scarcely", "barely"])
#: "Did not rule out talks" leaves them open; "did not cancel the talks" leaves them standing.
_LEFT_OPEN = frozenset(["rule", "exclude", "preclude", "reject", "refuse", "oppose", "decline"])
_SETTINGS = frozenset("at in during on for by through via amid over within alongside around".split())


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


class _Judge:
    """One climb; `at` is what has been found so far."""

    def __init__(self, doc: Doc, words: Tables, relation: str = "") -> None:
        self.doc = doc
        self.relation = relation
        self.tables = words
        self.word = words.words

    # ------------------------------------------------------------ what a word says of itself

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
        return self.inverted(verb)

    def inverted(self, verb: Token) -> bool:
        """ "Should it conclude", "had they met", "were he to accept": a condition by word order."""
        if verb.dep_ not in ("advcl", "ccomp"):
            return False
        first = next(iter(verb.lefts), None)
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
            if child.dep_ == "advcl" and (self.condition(child) or self.inverted(child)):
                mark = next((c for c in child.children if c.dep_ == "mark"), None)
                if mark is None or (mark.lower_ != "whether" and (not mark.i or self.doc[mark.i - 1].lower_ != "even")):
                    return True
        return False

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
        if self.negated(verb, but=but):
            result = compose(DENIED, result)
        if self.condition(verb) or self.consequence(verb):
            result = HYPOTHETICAL
        return result

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
        return False

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
        if self.no_noun(noun):
            result = compose(DENIED, result)
        return result

    # ------------------------------------------------------------ what stands over it

    def local(self, token: Token) -> Modality:
        """What the word says of itself."""
        if token.pos_ in ("VERB", "AUX"):
            return self.verb(token)
        if token.pos_ in _NOMINAL:
            return self.noun(token)
        return ASSERTED

    def over(self, step: Step, inner: Modality) -> tuple[Modality, bool]:
        """What the word above makes of `inner`, and whether to climb on from it."""
        child, token = self.doc[step.child], step.token
        shape = step.shape
        if shape in ("infinitive", "finite", "subjunctive", "gerund"):
            return self.complement(child, token, step, inner)
        if shape == "conjunct":
            return self.conjunct(child, token, inner)
        if shape in ("subject", "object", "of", "setting"):
            return self.nominal(child, token, step, inner)
        if shape == "predicative":
            return compose(self.verb(token, but=child.i), inner) if token.pos_ in ("VERB", "AUX") else inner, True
        if shape == "purpose":
            return compose(self.verb(token), inner), True
        if shape in ("participle", "adverbial"):
            return self.beside(child, token, inner)
        if shape == "parataxis" or (
            shape == "other" and token.pos_ in ("VERB", "AUX") and child.pos_ in ("VERB", "AUX")
        ):
            return inner, True
        if shape == "possessor" and child.pos_ in ("NOUN", "PROPN") and child.dep_ == "compound":
            return self.compound(token, inner)
        if shape == "other" and child.dep_ in ("npadvmod", "advmod", "dep", "prep"):
            return inner, True
        return inner, False

    def compound(self, token: Token, inner: Modality) -> tuple[Modality, bool]:
        """ "Meeting plans", "ceasefire proposal": the head noun may say that it is only planned."""
        effect = self.tables.effect("nominal", base(token), "for")
        return (compose(effect, inner), True) if effect else (inner, False)

    def complement(self, child: Token, token: Token, step: Step, inner: Modality) -> tuple[Modality, bool]:
        lemma = base(token)
        shape = step.shape
        if token.pos_ in ("ADP", "SCONJ") or (
            shape == "gerund" and step.particle in self.word["negation.prepositions"]
        ):
            return compose(DENIED, inner), True
        effect = self.tables.effect(shape, lemma, step.particle)
        if shape == "finite" and child.i < token.i and not any(c.dep_ == "mark" for c in child.lefts):
            return inner, True  # "... , he fears": set beside, not under
        if effect is not None and self.dropped(token):
            return DENIED, True
        if (
            shape == "gerund"
            and step.particle
            and effect is not None
            and f"{lemma}+{step.particle}" not in self.tables.embed[shape]
        ):
            effect = None  # "accused of", "after": a gerund after a preposition that the table does not hold
        if (
            effect is None
            and shape == "gerund"
            and step.particle in _SETTINGS | {"after", "before", "when", "while", "once"}
        ):
            beside = self.climb(token, self.local(token))
            return (inner if beside in (ASSERTED, DENIED) else compose(beside, inner)), False
        if effect is None and lemma == "be":
            effect = PLANNED if shape == "infinitive" else self.predicated(token, shape)
        if shape == "infinitive":
            if lemma == "go" and token.tag_ == "VBG" and child.i - token.i <= 3:
                effect = PLANNED  # "is going to meet"
            elif lemma in _WANTS and has_subject(child):
                effect = REQUESTED  # "wants the firm to pay"
            elif token.dep_ == "ROOT" and token.pos_ in _NOMINAL and effect is None:
                effect = PLANNED  # a headline without a verb: "Kushner to meet Putin"
        if (
            effect is None
            and shape == "finite"
            and any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in child.lefts)
        ):
            effect = HYPOTHETICAL
        result = compose(effect, inner)
        if token.pos_ not in ("VERB", "AUX"):
            return compose(self.noun(token), result), True
        local = self.verb(token)
        if shape == "finite" or lemma in self.word["factive.words"]:
            return self.reported(child, token, local, inner, effect), True
        if lemma == "be" and shape == "infinitive" and local is DENIED:
            return DENIED, True
        return compose(local, result), True

    def dropped(self, verb: Token) -> bool:
        """ "Had considered recalling her, but had decided against it"."""
        return any(
            child.dep_ == "conj"
            and child.lemma_ in ("decide", "rule", "think", "vote")
            and any(c.dep_ == "prep" and c.lower_ == "against" for c in child.rights)
            for child in verb.rights
        )

    def predicated(self, verb: Token, shape: str, *, true: bool = False) -> Modality | None:
        """What the adjective after "be" makes of a clause: "it is unlikely that"; `true`: whether it calls it true."""
        for child in verb.rights:
            if child.dep_ in ("acomp", "attr", "oprd"):
                if true:
                    return PLANNED if child.lower_ in ("true", "correct", "likely", "so", "case") else None
                return self.tables.effect(shape, child.lower_)
        return None

    def presupposed(self, child: Token) -> bool:
        """ "Why he met them", "when they met": a question that takes the meeting for granted."""
        return any(c.lower_ in ("why", "when", "where", "how") for c in child.lefts)

    def reported(
        self, child: Token, token: Token, local: Modality, inner: Modality, effect: Modality | None
    ) -> Modality:
        """A clause under a word of saying or thinking: only a negation above may reach into it."""
        if not self.negated(token):
            return compose(effect, inner)
        lemma = base(token)
        if effect is DENIED:  # "did not deny that they met"
            return HYPOTHETICAL if inner is DENIED else inner
        if lemma in self.word["factive.words"] or self.presupposed(child):
            return inner
        if lemma == "be":
            return compose(DENIED, inner) if self.predicated(token, "finite", true=True) else HYPOTHETICAL
        if lemma in self.word["raising.words"]:
            return compose(DENIED, inner)
        return HYPOTHETICAL if local is DENIED else inner

    def conjunct(self, child: Token, token: Token, inner: Modality) -> tuple[Modality, bool]:
        if child.pos_ not in ("VERB", "AUX") or token.pos_ not in ("VERB", "AUX"):
            if token.pos_ in _NOMINAL and child.pos_ in _NOMINAL and self.no_noun(token):
                return compose(DENIED, inner), True
            return inner, True
        word = (
            "but"
            if any(c.dep_ == "cc" and c.lower_ in ("but", "yet") and c.i < child.i for c in token.children)
            else ""
        )
        finite = child.tag_ in ("VBD", "VBZ", "VBP") or any(
            c.dep_ == "aux" and c.tag_ in ("MD", "VBD", "VBZ", "VBP") for c in child.lefts
        )
        nor = any(
            c.dep_ in ("cc", "preconj") and c.lower_ in ("nor", "neither") and c.i < child.i for c in token.children
        )
        if nor and not has_subject(child):
            return compose(DENIED, inner), True
        if finite or has_subject(child):
            if self.condition(token) and not word:
                return HYPOTHETICAL, True
            return inner, True
        local = self.verb(token)
        if word and self.negated(token):
            modal = self.modal(token)
            return compose(modal, inner), True
        return compose(local, inner), True

    def beside(self, child: Token, token: Token, inner: Modality) -> tuple[Modality, bool]:
        """An adverbial clause: it only shares the future of what it stands beside."""
        mark = next((c.lower_ for c in child.children if c.dep_ in ("mark", "advmod") and c.i < child.i), "")
        local = self.local(token)
        if mark in ("because", "since", "although", "though", "while", "whereas", "as") or child.tag_ == "VBD":
            return inner, False
        if (
            inner is ASSERTED
            and child.tag_ in ("VBZ", "VBP")
            and mark in ("when", "once", "after", "until", "before")
            and ahead_of(token)
        ):
            return PLANNED, False
        if local is PLANNED and inner is ASSERTED and child.tag_ in ("VBZ", "VBP", "VBG", "VB"):
            return PLANNED, False
        return inner, False

    def nominal(self, child: Token, token: Token, step: Step, inner: Modality) -> tuple[Modality, bool]:
        """An event noun under a verb, an adjective or another noun."""
        lemma = base(token)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") and step.shape == "of":
            effect = self.tables.embed["nominal"].get(f"{lemma}+{step.particle}")
            if effect is not None:
                return compose(self.noun(token), compose(effect, inner)), True
            if lemma in self.word["light.words"] or lemma in (
                "round",
                "day",
                "series",
                "hour",
                "session",
                "start",
                "end",
                "one",
                "kind",
                "any",
            ):
                return compose(self.noun(token), inner), True
            if self.no_noun(token):
                return compose(DENIED, inner), True
            verb = token.head
            if step.particle in ("on", "at", "during", "via", "in") and verb.pos_ == "VERB" and token.dep_ == "dobj":
                # "will discuss the plan on a call with": hung on the plan
                local = self.local(verb)
                return compose(local, inner) if local is PLANNED else inner, False
            return inner, False
        passive = any(c.dep_ == "auxpass" for c in token.lefts) or (step.shape == "subject" and token.tag_ == "VBN")
        if step.shape == "subject" and not passive:
            return self.happens(child, token, lemma, inner)
        if step.shape == "setting":
            key = f"{lemma}+{step.particle}"
            effect = self.tables.embed["nominal"].get(key) or self.tables.embed["gerund"].get(key)
            if effect is not None and not self.spoken(lemma, effect):
                return compose(self.local(token), compose(effect, inner)), True
            last = step.particle.split("+")[-1]
            local = self.local(token)
            if (
                token.pos_ == "VERB"
                and last in ("with", "in", "to", "into", "on", "under")
                and lemma in self.word["light.words"]
            ):
                return compose(local, inner), True
            if last in self.word["negation.prepositions"]:
                return compose(DENIED, inner), False
            if last in _SETTINGS and local is not DENIED:
                return compose(local, inner), True
            return inner, last in ("after", "before", "following", "to") and local is PLANNED
        effect = self.tables.effect("nominal", lemma, step.particle)
        if effect is not None and self.spoken(lemma, effect):
            return compose(self.verb(token, but=child.i), inner) if effect is not DENIED else inner, True
        if effect is not None:
            return self.under(token, effect, inner, but=child.i), True
        if lemma in self.word["light.words"]:
            return compose(self.verb(token, but=child.i), inner), True
        return inner, False

    def spoken(self, lemma: str, effect: Modality) -> bool:
        """Whether the word over a noun is the relation itself, or what became of it ("signed", "turned down")."""
        if self.relation == "AGREED_TO":
            return lemma in ("agree", "accept", "pledge", "promise", "offer", "announce")
        return self.relation in _SPOKEN and (
            effect is DENIED or lemma in ("offer", "propose", "request", "demand", "urge", "order")
        )

    def under(self, token: Token, effect: Modality, inner: Modality, *, but: int) -> Modality:
        """ "Did not cancel the talks" leaves them standing; "has not scheduled talks" denies them."""
        if self.negated(token, but=but):
            if effect is DENIED:
                return HYPOTHETICAL if base(token) in _LEFT_OPEN else inner
            return DENIED
        local = self.verb(token, but=but)
        return compose(local, compose(effect, inner)) if local is not PLANNED else compose(effect, inner)

    def happens(self, noun: Token, token: Token, lemma: str, inner: Modality) -> tuple[Modality, bool]:
        """An event noun as a subject: it shares the modality of "took place" or "is possible", of nothing else."""
        if lemma == "be":
            for child in token.rights:
                if child.dep_ in ("acomp", "attr", "oprd"):
                    effect = self.tables.effect("adjective", child.lower_)
                    if effect is not None:
                        return compose(self.verb(token, but=noun.i), compose(effect, inner)), True
            return compose(self.verb(token, but=noun.i), inner), True
        if lemma in self.word["light.words"]:
            return compose(self.verb(token, but=noun.i), inner), True
        return inner, False

    # ------------------------------------------------------------ the climb

    def climb(self, token: Token, result: Modality) -> Modality:
        for step in ascend(token):
            result, on = self.over(step, result)
            if not on:
                return result
        root = token.sent.root
        if token.sent[-1].text == "?" and result is ASSERTED and root.pos_ in ("VERB", "AUX"):
            return HYPOTHETICAL
        return result


def judge_modality(parsed: Parsed, entities: Entities, candidate: Candidate) -> Modality:
    """The modality of a candidate; one that its frame set is the innermost ("was not invited": denied)."""
    del entities
    doc = parsed.doc
    token = doc[candidate.trigger]
    judge = _Judge(doc, tables(), candidate.relation)
    inner = candidate.modality or ASSERTED
    relation = ONTOLOGY.relations.get(candidate.relation)
    if relation is not None and relation.nature == "state" and token.pos_ in ("NOUN", "PROPN", "ADJ"):
        return _state(judge, token, inner)
    return judge.climb(token, compose(judge.local(token), inner))


def _state(judge: _Judge, noun: Token, inner: Modality) -> Modality:
    """A role noun holds unless it is the predicate of a clause that says otherwise ("is not a member of")."""
    result = compose(DENIED, inner) if judge.no_noun(noun) else inner
    first = noun
    while first.dep_ == "conj" and first.head.i != first.i:
        first = first.head
    if first.dep_ in ("attr", "oprd") or (first.dep_ == "pobj" and first.head.lower_ == "as"):
        return judge.climb(first, result)
    return result


def ahead_of(verb: Token) -> bool:
    """Whether the verb's clause looks forward: it is planned, asked for or supposed."""
    judge = _Judge(verb.doc, tables())
    if judge.modal(verb) is not None:
        return True
    passive = any(child.dep_ == "auxpass" for child in verb.lefts)
    behind = verb.dep_ == "acl" and any(child.dep_ == "prep" and child.lower_ == "for" for child in verb.rights)
    if (passive or behind) and judge.tables.effect("nominal", base(verb)) is PLANNED:
        return True
    return judge.climb(verb, judge.local(verb)) in (PLANNED, REQUESTED, HYPOTHETICAL)
