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
from loaders.extract.context import Step, Tables, ascend, base, has_subject, has_to, particle_of, tables
from loaders.extract.mood import ASSERTED, DENIED, HYPOTHETICAL, PLANNED, REQUESTED, Mood, compose
from loaders.extract.types import Candidate, Entities, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET")
#: An offer that is turned down was made all the same: these relations tell that a thing was said, and what becomes of
#: it afterwards does not reach back.
_SPOKEN = frozenset(
    ["PROPOSED", "REQUESTED", "ACCUSED", "THREATENED", "CRITICIZED", "SUPPORTED", "CONVEYED_SIGNALS_TO", "REJECTED"]
)
_WANTS = frozenset(["want", "like", "wish", "need", "prefer"])
#: "Did not rule out talks" leaves them open; "did not cancel the talks" leaves them standing.
_LEFT_OPEN = frozenset(["rule", "exclude", "preclude", "reject", "refuse", "oppose", "decline"])
_PREVENTS = frozenset(["stop", "prevent", "keep", "dissuade", "deter", "halt", "avert", "block"])
_TRYING = frozenset(["try", "seek", "attempt", "strive", "work", "struggle", "labour", "labor", "help"])
#: An attempt on somebody's life, or at storming a place, is an attack, whatever comes of it.
_ON_LIFE = frozenset(["assassinate", "murder", "kill", "storm", "lynch", "stab", "shoot", "ram", "overrun"])
#: Help that is stopped is not given any more.
_STOPPED = frozenset(["suspend", "freeze", "cut", "end", "stop", "halt", "withdraw", "revoke", "pause", "terminate"])
#: Where a plan stands: "is in doubt", "is under discussion", "was put on hold".
_STANDINGS = {
    "doubt": HYPOTHETICAL,
    "jeopardy": HYPOTHETICAL,
    "question": HYPOTHETICAL,
    "peril": HYPOTHETICAL,
    "consideration": HYPOTHETICAL,
    "discussion": HYPOTHETICAL,
    "review": HYPOTHETICAL,
    "cards": HYPOTHETICAL,
    "table": HYPOTHETICAL,
    "works": PLANNED,
    "pipeline": PLANNED,
    "hold": DENIED,
    "ice": DENIED,
}
#: A present tense under these tells of what is not yet.
_UNTIL = frozenset(["until", "till", "before", "once", "unless", "if"])
_SETTINGS = frozenset("as at in during on for by through via amid over within alongside around".split())


class _Judge(Mood):
    """One climb; `at` is what has been found so far."""

    def __init__(self, doc: Doc, words: Tables, *, relation: str = "", trigger: int = -1) -> None:
        super().__init__(doc, words)
        self.relation = relation
        self.trigger = trigger

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
            return self.purpose(child, token, step, inner)
        if shape in ("participle", "adverbial"):
            return self.beside(child, token, inner)
        if shape == "relative" and token.lower_ == "those" and token.head.lower_ == "among":
            listed = token.head.head  # "was not among those who met"
            return (compose(DENIED, inner) if self.negated(listed, but=token.i) else inner), False
        if child.dep_ == "acl" and child.tag_ == "VBN" and token.dep_ == "dobj" and base(token.head) in _WANTS:
            wanting = token.head  # "want the director dismissed"
            return self.climb(wanting, compose(self.verb(wanting), compose(REQUESTED, inner))), False
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
        if lemma in self.word["speech.verbs"] and any(
            c.dep_ == "advmod" and c.lower_ in ("falsely", "wrongly", "mistakenly", "erroneously")
            for c in token.children
        ):
            return compose(DENIED, inner), True
        if shape == "gerund" and step.particle == "for" and lemma in ("demand", "seek", "ask", "want"):
            return inner, False  # "demanded an apology for suing": what it is for has been done
        if effect is DENIED and shape == "gerund" and lemma in _PREVENTS and self.idle(token):
            return inner, False  # "did nothing to stop them from attacking"
        if effect is DENIED and shape == "gerund" and self.negated(token):
            # "did not stop them from attacking"; "did not rule out meeting"
            if lemma in _LEFT_OPEN:
                return HYPOTHETICAL, True
            could = any(c.dep_ == "aux" and c.lower_ == "could" for c in token.lefts)
            return inner if could else compose(self.modal(token), inner), True
        if shape == "finite" and inner is ASSERTED and self.taken_for_granted(child, token):
            return inner, False
        if shape == "finite" and child.i < token.i and not any(c.dep_ == "mark" for c in child.lefts):
            return inner, True  # "... , he fears": set beside, not under
        if effect is not None and self.dropped(token):
            return DENIED, True
        if self.relation == "MEDIATED" and lemma in _TRYING:
            return compose(self.verb(token), inner), True  # who tries to mediate mediates
        if self.relation == "ATTACKED" and lemma in ("try", "attempt") and base(child) in _ON_LIFE:
            return compose(self.verb(token) if token.pos_ == "VERB" else self.noun(token), inner), True
        if (
            shape == "gerund"
            and step.particle
            and effect is not None
            and not self.tables.takes(shape, lemma, step.particle)
        ):
            effect = None  # "accused of", "after": a gerund after a preposition that the table does not hold
        if (
            effect is None
            and shape == "gerund"
            and step.particle in _SETTINGS | {"after", "before", "when", "while", "once"}
        ):
            beside = self.climb(token, self.local(token))
            return (inner if beside in (ASSERTED, DENIED) else compose(beside, inner)), False
        if effect is None and shape == "infinitive" and self.marked_for(child):
            effect = self.for_whom(token)
        if effect is None and lemma == "be":
            effect = PLANNED if shape == "infinitive" else self.predicated(token, shape)
        if shape == "infinitive":
            if lemma == "go" and token.tag_ == "VBG" and child.i - token.i <= 3:
                effect = PLANNED  # "is going to meet"
            elif lemma in _WANTS and has_subject(child):
                effect = REQUESTED  # "wants the firm to pay"
            elif token.dep_ == "ROOT" and token.pos_ in _NOMINAL and effect is None:
                effect = PLANNED  # a headline without a verb: "Kushner to meet Putin"
            elif token.dep_ == "nsubj" and token.head.lower_ == "were" and token.head.i < token.i:
                effect = HYPOTHETICAL  # "were the rebels to attack", "to attack" hung on the rebels
        if (
            effect is None
            and shape == "finite"
            and any(c.dep_ == "mark" and c.lower_ in ("whether", "if") for c in child.lefts)
        ):
            return compose(HYPOTHETICAL, inner), False  # "declined to say whether they had met"
        if shape == "finite" and effect is None and self.bidden(child, token):
            effect = REQUESTED
        if effect is REQUESTED and lemma == "invite" and self.accepted(token):
            effect = PLANNED
        result = compose(effect, inner)
        if effect is DENIED and inner is DENIED and base(child) in _PREVENTS:
            result = ASSERTED  # "failed to stop them from attacking"
        if token.pos_ not in ("VERB", "AUX"):
            return compose(self.noun(token), result), True
        local = self.verb(token)
        if shape == "finite" or lemma in self.word["factive.words"]:
            return self.reported(child, token, local, inner, effect), True
        if lemma == "be" and shape == "infinitive" and local is DENIED:
            return DENIED, True
        return compose(local, result), True

    def taken_for_granted(self, child: Token, token: Token) -> bool:
        """ "Refused to explain why she had met him", "tried to hide that they met": whatever stands over it."""
        lemma = base(token)
        had = any(c.dep_ == "aux" and c.lower_ in ("had", "have", "has") for c in child.lefts)
        if not (child.tag_ == "VBD" or had) or self.condition(child):
            return False
        if lemma in self.word["factive.words"]:
            return True
        if lemma in ("ask", "wonder") and any(c.lower_ == "why" for c in child.lefts):
            return True
        asked = lemma in self.word["speech.verbs"] or lemma in ("show", "ask", "investigate", "examine", "establish")
        return asked and self.presupposed(child) and self.tables.effect("finite", lemma) is None

    def idle(self, verb: Token) -> bool:
        """Whether the verb is what nothing, or little, is done for."""
        over = verb.head
        if not has_to(verb):
            return False
        idle = ("nothing", "little")
        return over.lower_ in idle or (
            base(over) == "do" and any(c.dep_ == "dobj" and c.lower_ in idle for c in over.rights)
        )

    def bidden(self, child: Token, token: Token) -> bool:
        """ "Proposes that the firms buy": a subjunctive that looks like a plural, "want her dismissed"."""
        if base(token) in _WANTS:
            return child.tag_ == "VBN" and not any(c.dep_ in ("aux", "auxpass") for c in child.lefts)
        bare = child.tag_ == "VBP" and child.lower_ == base(child)
        return (
            bare
            and base(token) in ("propose", "demand", "recommend", "request", "urge", "ask", "order", "require")
            and not any(c.dep_ in ("aux", "auxpass") for c in child.lefts)
        )

    def purpose(self, child: Token, token: Token, step: Step, inner: Modality) -> tuple[Modality, bool]:
        """An infinitive after a verb and its object or setting: often the noun's before it, or the verb's own.

        Where neither the noun ("foiled a plot to attack", "is on his way to meet") nor the verb ("petitioned the court
        to block") governs an infinitive it is a purpose, and what is done for it has been done ("flew there to meet").
        """
        to = next((c.i for c in child.lefts if c.tag_ == "TO"), child.i)
        noun = self.doc[to - 1] if to else None
        if noun is not None and noun.pos_ == "NOUN" and noun.i > token.i and noun.dep_ in ("dobj", "pobj", "attr"):
            effect = self.tables.embed["infinitive"].get(base(noun))
            if effect is not None:
                return self.climb(noun, compose(self.noun(noun), compose(effect, inner))), False
        if self.marked_for(child):
            effect = self.for_whom(token)
        else:
            effect = self.tables.effect("infinitive", base(token), step.particle)
            if base(token) in self.word["purpose.verbs"] and not step.particle:
                effect = None  # "moved to Oslo to meet", "called him to congratulate him"
        if effect is None and any(c.dep_ == "prep" and c.lower_ in ("until", "till") for c in token.rights):
            effect = HYPOTHETICAL  # "has until Friday to sue"
        if effect is not None and self.dropped(token):
            return DENIED, True
        return compose(self.verb(token), compose(effect, inner)), True

    def marked_for(self, verb: Token) -> bool:
        """Whether the infinitive has a subject of its own through "for": "time for them to meet"."""
        return any(child.dep_ == "mark" and child.lower_ == "for" for child in verb.lefts)

    def for_whom(self, token: Token) -> Modality:
        """What "for X to do" is under `token`: asked for, where it or its subject asks, else only thought of."""
        subject = next((child for child in token.lefts if child.dep_ == "nsubj"), token)
        asks = any(
            self.tables.effect(shape, base(word), "for") is REQUESTED
            for word in (token, subject, *(child for child in token.rights if child.dep_ == "attr"))
            for shape in ("infinitive", "nominal")
        )
        return REQUESTED if asks else HYPOTHETICAL

    def dropped(self, verb: Token) -> bool:
        """ "Had considered recalling her, but had decided against it", "tried to buy it but failed"."""
        for child in verb.rights:
            if child.dep_ != "conj":
                continue
            if child.lemma_ in ("decide", "rule", "think", "vote") and any(
                c.dep_ == "prep" and c.lower_ == "against" for c in child.rights
            ):
                return True
            if base(child) == "change" and any(
                c.dep_ == "dobj" and c.lower_ in ("mind", "course") for c in child.rights
            ):
                return not self.negated(child)
            but = any(c.dep_ == "cc" and c.lower_ in ("but", "only", "yet") and c.i < child.i for c in verb.rights)
            if but and not has_subject(child) and base(child) in self.word["dropped.verbs"]:
                return not self.negated(child)
        return False

    def accepted(self, verb: Token) -> bool:
        """ "Has been invited to speak and has accepted"."""
        return any(
            child.dep_ == "conj" and base(child) in ("accept", "agree") and self.verb(child) is ASSERTED
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
        return any(c.lower_ in ("why", "when", "where", "how", "who", "whom", "what", "which") for c in child.lefts)

    def reported(
        self, child: Token, token: Token, local: Modality, inner: Modality, effect: Modality | None
    ) -> Modality:
        """A clause under a word of saying or thinking: only a negation above may reach into it."""
        if not self.negated(token):
            return compose(effect, inner)
        lemma = base(token)
        if effect is DENIED:  # "did not deny that they met"
            return HYPOTHETICAL if inner is DENIED else inner
        if lemma in self.word["factive.words"] or (lemma != "be" and self.presupposed(child)):
            return inner
        if lemma == "tell" and any(c.lower_ == "had" and c.dep_ == "aux" for c in child.lefts):
            return inner  # "nobody had told her that they had met"
        if lemma == "be":
            return compose(DENIED, inner) if self.predicated(token, "finite", true=True) else HYPOTHETICAL
        if lemma in self.word["raising.words"]:
            return compose(DENIED, inner)
        return HYPOTHETICAL if local is DENIED else inner

    def conjunct(self, child: Token, token: Token, inner: Modality) -> tuple[Modality, bool]:
        if (
            child.tag_ == "VB"
            and child.i > token.i
            and any(c.dep_ == "mark" and c.lower_ == "that" for c in child.lefts)
        ):
            # "recommends that the office apologise and that she appoint": beside the first, whatever that was read as
            return self.complement(child, token.head, Step(child=child.i, token=token.head, shape="subjunctive"), inner)
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
        rather = any(
            c.dep_ == "cc" and c.lower_ == "than" and c.i < child.i and self.doc[c.i - 1].lower_ == "rather"
            for c in token.rights
        )
        if (nor or rather) and not has_subject(child):
            return compose(DENIED, inner), True
        if finite or has_subject(child):
            if self.condition(token) and not word:
                return HYPOTHETICAL, True
            stray = child.tag_ == "VBD" and has_to(token)  # "sued to block it but dropped the suit"
            return inner, not stray
        local = self.verb(token)
        if word and self.negated(token):
            modal = self.modal(token)
            return compose(modal, inner), True
        return compose(local, inner), True

    def beside(self, child: Token, token: Token, inner: Modality) -> tuple[Modality, bool]:
        """An adverbial clause: it only shares the future of what it stands beside."""
        if (
            child.tag_ == "VBG"
            and child.i > token.i
            and all(between.dep_ in ("prt", "advmod") for between in self.doc[token.i + 1 : child.i])
        ):  # "ruled out ever meeting": an object that the parser took for a clause beside
            effect = self.tables.effect("gerund", base(token), particle_of(token))
            if effect is not None:
                return compose(self.verb(token), compose(effect, inner)), True
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
        if mark == "before" and local is ASSERTED and any(c.lower_ == "could" and c.dep_ == "aux" for c in child.lefts):
            return DENIED, False  # "was stopped before she could meet him"
        if inner is ASSERTED and mark in _UNTIL and (child.tag_ in ("VBZ", "VBP") or self.modal(token) is not None):
            return HYPOTHETICAL, False  # "refuses to talk until it withdraws", "no vote would be held before she had"
        return inner, False

    def nominal(self, child: Token, token: Token, step: Step, inner: Modality) -> tuple[Modality, bool]:
        """An event noun under a verb, an adjective or another noun."""
        lemma = base(token)
        if token.pos_ in ("NOUN", "PROPN", "ADJ", "NUM", "PRON") and step.shape == "of":
            effect = self.tables.embed["nominal"].get(f"{lemma}+{step.particle}")
            if effect is not None:
                return compose(self.noun(token), compose(effect, inner)), True
            if lemma in self.word["speech.nouns"] and step.particle in ("of", "about"):
                return compose(self.noun(token), inner), True  # "denied reports of a meeting"
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
            effect = (
                self.tables.embed["nominal"].get(key)
                or self.tables.embed["gerund"].get(key)
                or self.tables.embed["setting"].get(step.particle)
                or self.announced(token, step.particle)
            )
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
        if effect is None and self.relation == "AIDED" and lemma in _STOPPED:
            effect = DENIED
        if effect is None and lemma in ("put", "place", "leave"):
            effect = self.standing(token)
        if effect is None and child.i != self.trigger:
            effect = self.tables.effect("content", lemma, step.particle)
        if effect is not None and self.spoken(lemma, effect):
            return compose(self.verb(token, but=child.i), inner) if effect is not DENIED else inner, True
        if effect is not None:
            return self.under(token, effect, inner, but=child.i), True
        if lemma in self.word["light.words"]:
            return compose(self.verb(token, but=child.i), inner), True
        return inner, False

    def announced(self, verb: Token, preposition: str) -> Modality | None:
        """ "Preparations are under way for a visit": what the subject makes of the noun after the verb."""
        for child in verb.lefts:
            if child.dep_ == "nsubj" and child.pos_ == "NOUN":
                return self.tables.embed["nominal"].get(f"{base(child)}+{preposition}")
        return None

    def spoken(self, lemma: str, effect: Modality) -> bool:
        """Whether the word over a noun is the relation itself, or what became of it ("signed", "turned down")."""
        if self.relation == "APPOINTED" and lemma == "approve":
            return True  # an appointment that is approved has been made
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
        """An event noun as a subject: it shares the modality of "took place" or "is possible", of nothing else.

        A plan ("the attempt to buy it") or a takeover is undone by what "fails" or "falls through"; talks that fail
        were held.
        """
        if noun.i != self.trigger or base(noun) in self.word["undone.nouns"]:
            through = next((c.lower_ for c in token.rights if c.dep_ in ("prt", "advmod", "prep")), "")
            effect = self.tables.effect("subject", lemma, through)
            if effect is not None:
                return self.under(token, effect, inner, but=noun.i), True
        if (
            noun.i == self.trigger
            and any(c.dep_ == "det" and c.lower_ in ("a", "an", "any", "such") for c in noun.lefts)
            and any(c.dep_ == "aux" and c.lower_ in ("would", "could", "might", "may") for c in token.lefts)
        ):
            return compose(HYPOTHETICAL, inner), False  # "a takeover would need approval"
        if (standing := self.standing(token)) is not None:
            return compose(self.verb(token, but=noun.i), compose(standing, inner)), True
        if lemma == "be":
            return compose(self.verb(token, but=noun.i), inner), True
        if lemma in self.word["light.words"]:
            return compose(self.verb(token, but=noun.i), inner), True
        return inner, False

    def standing(self, verb: Token) -> Modality | None:
        """ "Is unlikely", "is off", "remains in doubt", "turned out to be false": what is said of its subject."""
        lemma = base(verb)
        if lemma in ("turn", "prove", "appear", "seem"):
            verb = next((child for child in verb.rights if child.dep_ == "xcomp" and base(child) == "be"), verb)
        elif lemma not in ("be", "remain", "stay", "look", "put", "leave", "place", "hang"):
            return None
        for child in verb.rights:
            if child.dep_ in ("acomp", "attr", "oprd"):
                effect = self.tables.effect("adjective", child.lower_)
                if effect is not None:
                    return effect
            elif child.dep_ in ("advmod", "prt") and child.lower_ == "off" and lemma in ("be", "remain"):
                return DENIED
            elif child.dep_ == "prep" and child.lower_ in ("in", "on", "under", "into"):
                for noun in child.rights:
                    if noun.dep_ == "pobj" and noun.lower_ in _STANDINGS:
                        return _STANDINGS[noun.lower_]
        return None

    # ------------------------------------------------------------ the climb

    def climb(self, token: Token, result: Modality) -> Modality:
        for step in ascend(token):
            result, on = self.over(step, result)
            if not on:
                return result
        root = token.sent.root
        if token.sent[-1].text == "?" and result in (ASSERTED, PLANNED) and root.pos_ in ("VERB", "AUX"):
            return HYPOTHETICAL
        return result


def judge_modality(parsed: Parsed, entities: Entities, candidate: Candidate) -> Modality:
    """The modality of a candidate; one that its frame set is the innermost ("was not invited": denied)."""
    del entities
    if candidate.presupposed:
        return candidate.modality or ASSERTED
    doc = parsed.doc
    token = doc[candidate.trigger]
    judge = _Judge(doc, tables(), relation=candidate.relation, trigger=candidate.trigger)
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
