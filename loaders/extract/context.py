"""What stands over a predicate: the way from its token up the parse, and the word tables of `context.toml`.

    for step in ascend(doc[trigger]):
        step.token, step.shape   # "plans to meet": the token "plans", the shape "infinitive"

Modality, speech and dates all ask the same question - under which words does this predicate stand? - so the way up is
found in one place. Labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from graph.errors import OntologyError
from graph.model import Modality

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The tables by shape of complement, and in which order their classes are looked up.
SHAPES = (
    "infinitive",
    "finite",
    "subjunctive",
    "gerund",
    "nominal",
    "content",
    "subject",
    "setting",
    "adjective",
    "adverb",
)
CLASSES = (Modality.DENIED, Modality.REQUESTED, Modality.HYPOTHETICAL, Modality.PLANNED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """`context.toml`, with each list of words as a set."""

    embed: dict[str, dict[str, Modality]]  # shape -> word -> what it makes of its complement
    words: dict[str, frozenset[str]]  # "modal.planned", "speech.verbs", ... -> words

    def effect(self, shape: str, lemma: str, particle: str = "") -> Modality | None:
        """What `lemma` (with its particle or preposition) makes of a complement of this shape, if anything."""
        table = self.embed[shape]
        if particle and (found := table.get(f"{lemma}+{particle}") or ("+" in particle and table.get(particle))):
            return found
        return table.get(lemma)

    def takes(self, shape: str, lemma: str, particle: str) -> bool:
        """Whether the table of this shape holds `lemma` with the particle, or a particle of two words alone."""
        table = self.embed[shape]
        return f"{lemma}+{particle}" in table or ("+" in particle and particle in table)


def _words(text: Any, where: str) -> list[str]:
    if not isinstance(text, str):
        raise OntologyError(f"context.toml, {where}: write the words as one string")
    return text.split()


@cache
def tables() -> Tables:
    """The word tables shipped with the package, read once."""
    return parse_tables(files("loaders.extract").joinpath("context.toml").read_text(encoding="utf-8"))


def parse_tables(text: str) -> Tables:
    """The word tables that `text` (TOML) holds; raises OntologyError that names the block which is wrong."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise OntologyError(f"context.toml is not TOML: {error}") from error
    embed: dict[str, dict[str, Modality]] = {}
    for shape in SHAPES:
        block = data.pop(shape, {})
        if unknown := set(block) - {modality.value for modality in CLASSES} - {"light"}:
            raise OntologyError(f"context.toml, [{shape}]: unknown key {min(unknown)!r}")
        table: dict[str, Modality] = {}
        for modality in reversed(CLASSES):  # so that the first class of CLASSES wins
            for word in _words(block.get(modality.value, ""), f"[{shape}]"):
                table[word] = modality
        embed[shape] = table
        if "light" in block:
            data.setdefault("light", {})["words"] = block["light"]
    words = {
        f"{name}.{key}": frozenset(_words(text, f"[{name}]"))
        for name, block in data.items()
        for key, text in block.items()
    }
    return Tables(embed=embed, words=words)


#: Adverbs that make one with the preposition behind them.
_WITH_PREPOSITION = frozenset(["forward", "instead", "away", "back", "short", "rather", "ahead"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step up the parse: `child` hangs on `token`, in the way that `shape` names.

    Shapes of complements are those of `context.toml`; the others are "conjunct", "adverbial" (a clause beside),
    "purpose" (an infinitive of purpose), "participle" (a participle clause beside), "relative", "apposition",
    "subject", "object", "predicative", "setting" (a noun in a prepositional phrase of a verb), "of" (a noun in one of
    a noun), "possessor", "parataxis" and "other". `particle` is the particle or preposition in between.
    """

    child: int
    token: Token
    shape: str
    particle: str = ""


#: Forms whose base spaCy's rules miss (with or without -e).
_BASES = {
    form: base
    for base in ("hope", "slate", "stage", "wage", "decree")
    for form in (base + "s", base + "d", base.removesuffix("e") + "ing")
}


def base(token: Token) -> str:
    """The token's dictionary form, in small letters."""
    return _BASES.get(token.lower_) or token.lemma_.lower()


def has_to(token: Token) -> bool:
    """Whether the verb is an infinitive with "to"."""
    return any(child.dep_ in ("aux", "mark") and child.tag_ == "TO" for child in token.lefts)


def has_subject(token: Token) -> bool:
    """Whether the verb has a subject of its own."""
    return any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for child in token.children)


def is_finite(token: Token) -> bool:
    """Whether the verb, or its first auxiliary, shows a tense."""
    if token.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ in ("VBD", "VBZ", "VBP", "MD") for child in token.lefts)


def particle_of(token: Token) -> str:
    """The verb's particle ("rule out": "out"), or an empty string."""
    return next((child.lower_ for child in token.rights if child.dep_ == "prt"), "")


def _bare(verb: Token) -> bool:
    """Whether a present tense without its "-s" has a singular subject: "demanded that the minister explain"."""
    subject = next((child for child in verb.lefts if child.dep_ == "nsubj"), None)
    if subject is None or any(child.dep_ == "aux" for child in verb.lefts):
        return False
    return subject.tag_ in ("NN", "NNP") and not any(child.dep_ == "conj" for child in subject.children)


def clause_shape(token: Token) -> str:
    """How a complement clause looks: infinitive, gerund, subjunctive or finite."""
    if has_to(token):
        return "infinitive"
    auxiliaries = [c for c in token.lefts if c.dep_ in ("aux", "auxpass")]
    if auxiliaries and auxiliaries[0].lower_ == "be" and has_subject(token):
        return "subjunctive"  # "demanded that she be sacked"
    if token.tag_ == "VBP" and _bare(token):
        return "subjunctive"
    if is_finite(token):
        return "finite"
    if token.tag_ == "VBG":
        return "gerund"
    if token.tag_ == "VB" and has_subject(token):
        return "subjunctive"
    if token.tag_ == "VB":
        return "infinitive"
    return "finite" if has_subject(token) else "gerund" if token.tag_ == "VBN" and token.dep_ == "pcomp" else "finite"


def _governs(verb: Token, preposition: str) -> bool:
    """Whether the verb, rather than its object, takes a gerund through the preposition."""
    lemma = base(verb)
    known = tables()
    if f"{lemma}+{preposition}" in known.embed["gerund"]:
        return True
    return preposition in ("of", "for", "over") and lemma in known.words["speech.charges"]


def _through_preposition(child: Token, preposition: Token) -> Step:
    """The step from a preposition's object to what the phrase hangs on; two prepositions ("out of") count as one."""
    name = preposition.lower_
    while (
        preposition.head.i != preposition.i
        and preposition.head.dep_ in ("prep", "pcomp")
        and preposition.head.tag_ == "IN"
    ):
        preposition = preposition.head
        name = f"{preposition.lower_}+{name}"
    above = preposition.head
    if preposition.dep_ == "prt" and above.pos_ in ("VERB", "AUX"):  # "called off the talks"
        return Step(child=child.i, token=above, shape="object", particle=name)
    if above.i == preposition.i:
        return Step(child=child.i, token=above, shape="other", particle=name)
    if (
        preposition.i
        and (before := preposition.nbor(-1)).dep_ == "advmod"
        and before.head.i in (preposition.i, above.i)
        and before.lower_ in _WITH_PREPOSITION
    ):
        name = f"{before.lower_}+{name}"  # "look forward to", "instead of"
    if (above.pos_ == "ADV" or (above.pos_ == "ADJ" and above.lower_ in ("round", "around"))) and above.head.pos_ in (
        "VERB",
        "AUX",
    ):  # "stay away from"
        name, above = f"{above.lower_}+{name}", above.head
    if particle := particle_of(above):
        name = f"{particle}+{name}"
    if child.pos_ in ("VERB", "AUX") and child.dep_ == "pcomp":
        shape = "gerund" if child.tag_ in ("VBG", "VBN") else "finite"
        verb = above.head
        if (
            shape == "gerund"
            and above.dep_ in ("dobj", "dative", "pobj")
            and verb.pos_ in ("VERB", "AUX")
            and _governs(verb, name)
        ):
            above = verb  # "accuse X of shipping", "bar X from attending", with "of" hung on X
    elif above.pos_ in ("NOUN", "PROPN", "PRON", "NUM"):
        shape = "of"
    else:
        shape = "setting"
    return Step(child=child.i, token=above, shape=shape, particle=name)


def _after_aside(verb: Token) -> bool:
    """Whether an alleged participle clause is the main verb: its noun has a relative clause or apposition before it."""
    noun = verb.head
    return (
        any(c.dep_ in ("relcl", "appos") and noun.i < c.i < verb.i for c in noun.children) and verb.nbor(-1).text == ","
    )


def _step(child: Token) -> Step:
    """The step up from `child`."""
    dep, head = child.dep_, child.head
    particle = particle_of(head)
    if dep in ("pobj", "pcomp"):
        return _through_preposition(child, head)
    if dep in ("xcomp", "ccomp", "csubj", "csubjpass"):
        shape = clause_shape(child)
    elif dep == "conj":
        shape = "conjunct"
    elif dep == "advcl":
        shape = (
            "purpose"
            if has_to(child)
            else "participle"
            if not is_finite(child) and not has_subject(child)
            else "adverbial"
        )
    elif dep == "acl" and child.tag_ == "VBG" and child.i and child.nbor(-1).text == ",":
        verb = next((a for a in child.ancestors if a.pos_ in ("VERB", "AUX")), None)
        if verb is not None:  # "blacklisted the firm, accusing it of": hung on the firm
            return Step(child=child.i, token=verb, shape="participle", particle=particle)
        shape = "relative"
    elif dep == "relcl" and any(c.lower_ == "when" for c in child.lefts):
        verb = next((a for a in child.ancestors if a.pos_ in ("VERB", "AUX")), None)
        return Step(child=child.i, token=verb or head, shape="adverbial" if verb else "relative", particle=particle)
    elif dep in ("acl", "relcl"):
        shape = "infinitive" if has_to(child) and not is_finite(child) else "relative"
        marked = any(c.dep_ == "mark" and c.lower_ in ("that", "whether") for c in child.lefts)
        full = child.i > head.i and any(c.dep_ == "dobj" and c.lower_ == "that" and c.tag_ == "IN" for c in child.lefts)
        if full and base(head) in tables().words["speech.nouns"]:
            shape = "finite"  # "a report that she had spoken"
        elif dep == "acl" and (marked or (is_finite(child) and has_subject(child))):
            shape = "finite"
        elif dep == "acl" and child.tag_ == "VBN" and _after_aside(child):
            shape = "other"
    elif dep == "appos":
        shape = "apposition"
    elif dep in ("nsubj", "nsubjpass"):
        shape = "subject"
    elif dep in ("dobj", "dative"):
        shape = "object"
    elif dep in ("attr", "acomp", "oprd"):
        shape = "predicative"
    elif dep in ("poss", "compound", "nmod", "amod"):
        shape = "possessor"
    elif dep == "parataxis":
        shape = "parataxis"
    else:
        shape = "other"
    return Step(child=child.i, token=head, shape=shape, particle=particle)


def ascend(token: Token) -> Iterator[Step]:
    """The steps from `token` up to the root of its sentence, nearest first."""
    for _ in range(60):  # a parse has no cycles; the bound only keeps a freak sentence cheap
        if token.head.i == token.i:
            return
        step = _step(token)
        yield step
        if step.token.i == token.i:
            return
        token = step.token
