"""Finds the dates of an article, resolves them against its day of publication, and gives each candidate its own.

    dates = find_dates(parsed)
    dates.of(candidate)  # "2025-03-12", "2025-03", "2025", "2025-03-10/2025-03-16", "2016/2025" or None

A date belongs to the verb or event noun that its phrase hangs on; conjuncts, participles beside and purposes share it,
a word of saying keeps its own. Nothing is guessed: without a day of publication only dates that name their year count.
Values are EDTF level 0 (https://www.loc.gov/standards/datetime/).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from graph.model import Modality
from graph.ontology import ONTOLOGY
from loaders.extract.context import ascend, base, has_subject, tables
from loaders.extract.date_anchors import anchors_of, complement_of, looks_ahead
from loaders.extract.date_words import expressions, resolve
from loaders.extract.types import Candidate, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


#: A date after these is a limit, not when something happened.
_LIMITS = re.compile(
    r"\b(?:until|till|before|by|prior to|beyond|up to|through|later than|after|following)\s+(?:the )?"
    r"(?:early |late |mid-|end of |next |last )?$",
    re.IGNORECASE,
)
_MARKS = frozenset(["when", "as", "while", "after", "before", "since", "because", "until", "once", "if"])
#: What stands behind these happened at another time.
_OTHER_TIMES = frozenset(["after", "before", "since", "following", "against", "over", "about"])
#: Participles that date the noun they stand behind.
_HAPPENS = frozenset(
    "sign hold table schedule reach plan broker submit file publish send draft circulate issue conclude agree strike"
    " launch convene due set announce present date".split()
)
#: The same behind a name within the noun's phrase, where most participles are the name's.
_HELD = frozenset(["hold", "schedule", "plan", "convene", "due", "set"])
#: How far behind an event noun its relative clause may stand (tokens).
_SAME_PHRASE = 24
_OCCURS = frozenset(["begin", "start", "open", "happen", "occur", "resume"])
#: How far back a day may have been named that "a week later" is told from (tokens).
_SHORTLY = 80
_NAMES = frozenset(["black", "ash", "good", "bloody", "super", "holy", "palm", "easter", "fat"])


@dataclass(frozen=True, slots=True, kw_only=True)
class DateSpan:
    """A date in the text: its tokens, its EDTF value, and the tokens that its phrase hangs on, nearest first."""

    start: int
    end: int
    value: str
    anchors: tuple[int, ...]


@dataclass(slots=True, kw_only=True)
class Dates:
    """The dates of one article."""

    spans: list[DateSpan]
    published: date | None
    doc: Doc = field(repr=False)
    _by_anchor: dict[int, list[DateSpan]] = field(init=False, repr=False)
    starts: list[int] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_anchor = {}
        self.starts = [span.start for span in self.spans]
        for span in self.spans:
            for anchor in span.anchors:
                self._by_anchor.setdefault(anchor, []).append(span)

    def of(self, candidate: Candidate) -> str | None:
        """When the candidate happened or is to happen, or None where the sentence does not say."""
        token = self.doc[candidate.trigger]
        relation = ONTOLOGY.relations.get(candidate.relation)
        state = relation is not None and relation.nature == "state"
        if state and token.pos_ not in ("VERB", "AUX"):
            found = self.at(token, state=True)
            if found is None and (token.dep_ == "attr" or (token.dep_ == "oprd" and base(token.head) != "call")):
                found = self.at(token.head)
            return found
        if state and token.lemma_ in ("found", "co-found", "establish"):
            return None  # when it was founded is not when the role began
        found = self.at(token)
        if candidate.relation == "HOLDS_ROLE" and candidate.modality is Modality.PLANNED:
            # when somebody was appointed is not when the office begins
            return found if found and self.published and found > self.published.isoformat() else None
        if found is not None or state or not self.spans:
            return found
        if base(token) == "invite" and candidate.relation != "REQUESTED":
            return None  # "called him on Monday and invited him to Rome"
        if candidate.modality in (Modality.REQUESTED, Modality.PLANNED):  # "invited him to visit in May"
            for child in token.rights:
                if child.dep_ in ("xcomp", "ccomp") and (found := self.at(child)) is not None:
                    return found
        if token.pos_ in ("NOUN", "PROPN"):
            found = self.of_clause(token)
            if found is not None:
                return found
        return (
            self._since(token)
            or self.shared(token, candidate.relation)
            or self._of_last_conjunct(token)
            or self._of_document(token)
        )

    def at(self, token: Token, *, state: bool = False) -> str | None:
        """The date that hangs on the token itself."""
        best: DateSpan | None = None
        for span in self._by_anchor.get(token.i, ()):
            if state and (span.anchors[0] != token.i or "/" not in span.value):
                continue
            if best is None or self._rank(span, token) < self._rank(best, token):
                best = span
        return best.value if best is not None else None

    def _rank(self, span: DateSpan, token: Token) -> tuple[int, int]:
        """Nearer in the parse first, then nearer in the text."""
        return span.anchors.index(token.i), abs(span.start - token.i)

    def shared(self, token: Token, relation: str) -> str | None:
        """The date of a word that the token shares its time with."""
        saying = tables().words["speech.verbs"]
        charges = tables().words["speech.charges"]
        for step in ascend(token):
            above, shape = step.token, step.shape
            if shape == "relative" and (
                self._there(self.doc[step.child]) or self._in_document(self.doc[step.child], above)
            ):
                token = above
                continue
            if shape in ("finite", "subjunctive", "relative", "apposition", "possessor", "parataxis"):
                return None
            if shape == "gerund" and (base(above) in charges or step.particle in ("after", "before", "since")):
                return None
            if shape == "adverbial" and (_mark(token) not in ("when", "as", "while") or base(above) in saying):
                return None
            if shape in ("setting", "of") and step.particle.split("+")[-1] in _OTHER_TIMES:
                return None
            if shape == "conjunct":
                child = self.doc[step.child]
                if base(above) in saying and base(child) not in saying and has_subject(child):
                    return None
                if child.pos_ in ("VERB", "AUX") and (has_subject(child) or _perfect(child) != _perfect(above)):
                    return None
            if shape == "infinitive" and above.pos_ in ("VERB", "AUX"):
                found = self._after(above, self.doc[step.child])
                if found is None and tables().effect("infinitive", base(above)) is Modality.REQUESTED:
                    return None  # "wrote on Monday, urging him to go"
            elif shape in ("object", "setting") and above.pos_ == "VERB" and self.doc[step.child].pos_ == "NOUN":
                effect = tables().effect("nominal", base(above), step.particle)
                if base(above) in tables().words["factive.words"]:
                    return None  # when an attack was condemned is not when it took place
                told = relation in ("PROPOSED", "REQUESTED", "ACCUSED", "THREATENED")
                if told and shape == "object" and base(above) not in tables().words["light.words"]:
                    return None  # when an offer was turned down is not when it was made
                found = self.at(above) if effect is None else self._after(above, self.doc[step.child])
            elif shape == "subject" and above.pos_ in ("VERB", "AUX"):
                found = self._of_predicate(above, relation)
                if found is None and base(above) not in tables().words["light.words"]:
                    return None
            else:
                found = self.at(above)
            if found is not None:
                return found
            token = above
        return None

    def _there(self, verb: Token) -> bool:
        """ "Flew to Oslo, where she met him": what was done at a place was done when one went there."""
        return (
            verb.tag_ == "VBD"
            and not any(child.dep_ == "aux" for child in verb.lefts)
            and any(child.lower_ == "where" and child.dep_ == "advmod" for child in verb.lefts)
        )

    def _in_document(self, verb: Token, noun: Token) -> bool:
        """ "In 1987 it published a report criticizing her": what a document does it does when it appears."""
        return verb.tag_ == "VBG" and verb.dep_ == "acl" and base(noun) in tables().words["speech.documents"]

    def _of_predicate(self, verb: Token, relation: str) -> str | None:
        """ "The talks are to resume on Friday", "a visit is planned for June": the date of the subject's event."""
        if relation == "AGREED_TO":
            return None
        effect = tables().effect("nominal", base(verb))
        if effect is Modality.PLANNED and any(child.dep_ == "auxpass" for child in verb.lefts):
            return self.at(verb)
        if base(verb) in tables().words["light.words"] and (found := self.at(verb)) is not None:
            return found
        for child in verb.rights:
            if child.dep_ == "xcomp" and base(child) in tables().words["light.words"]:
                return self.at(child)
        return None

    def _of_document(self, verb: Token) -> str | None:
        """ "In a letter dated 3 March, the firm asked": what is said in a document is said on its date."""
        for child in verb.children:
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None) if child.lower_ == "in" else None
            if noun is not None and base(noun) in tables().words["speech.documents"]:
                return self.at(noun) or self.of_clause(noun)
        return None

    def _since(self, verb: Token) -> str | None:
        """ "Have not met since the ambassador was expelled in 2023": from then to the day of publication."""
        if self.published is None or not _perfect(verb):
            return None
        for child in verb.rights:
            if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "since" for c in child.lefts):
                began = self.at(child)
                if began is not None and "/" not in began:
                    return f"{began}/{self.published.isoformat()[: len(began)]}"
        return None

    def _of_last_conjunct(self, verb: Token) -> str | None:
        """ "Met Putin and dined with Lavrov on Monday": a date at the end of verbs joined without a new subject."""
        for child in verb.rights:
            if child.dep_ == "conj" and child.tag_ == verb.tag_ and not has_subject(child):
                joined = any(c.dep_ == "cc" and c.lower_ == "and" and c.i < child.i for c in verb.rights)
                agent = any(c.dep_ == "agent" for c in child.rights)
                for span in self._by_anchor.get(child.i, ()) if joined and not agent else ():
                    if span.start > child.i:
                        return span.value
        return None

    def of_clause(self, noun: Token) -> str | None:
        """ "The pact, which was signed in July", "talks with A, held on Friday": the date of the clause.

        The parser hangs the clause on the last name of the phrase as often as on its noun; what is held, planned or
        takes place is no person.
        """
        for holder in (noun, *_inside(noun)):
            for child in holder.rights:
                if child.dep_ not in ("acl", "relcl"):
                    continue
                happens = child.tag_ == "VBN" and base(child) in (_HAPPENS if holder is noun else _HELD)
                if (happens or _takes_place(child)) and (found := self.at(child)) is not None:
                    return found
        for token in self.doc[noun.i + 1 : min(noun.sent.end, noun.i + _SAME_PHRASE)]:
            if token.dep_ == "relcl" and token.head.pos_ == "PROPN" and _takes_place(token):
                return self.at(token)  # no name is held: it is the event before it
        return None

    def _after(self, verb: Token, child: Token) -> str | None:
        """A date on the governing verb that stands after the infinitive: it is the infinitive's."""
        if base(verb) in ("be", "have", "begin", "start", "go", "come", "help", "due") or verb.pos_ == "AUX":
            return self.at(verb)
        for span in self._by_anchor.get(verb.i, ()):
            if span.start > child.i:
                return span.value
        return None


def _inside(noun: Token) -> Iterator[Token]:
    """The heads of what stands in the phrase of `noun` behind it: "talks between A, the premier, and B"."""
    for child in noun.rights:
        if child.dep_ in ("prep", "pobj", "conj", "appos"):
            yield child
            yield from _inside(child)


def _takes_place(verb: Token) -> bool:
    """Whether the relative clause of `verb` says that something was held, took place, opens or began."""
    relative = any(child.lower_ in ("which", "that") for child in verb.lefts)
    place = base(verb) == "take" and any(child.lower_ == "place" for child in verb.rights)
    held = verb.tag_ == "VBN" and base(verb) in _HELD
    return relative and (place or held or base(verb) in _OCCURS)


def _perfect(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.lower_ in ("has", "have", "'ve", "’ve") for child in verb.lefts)


def _mark(verb: Token) -> str:
    for child in verb.lefts:
        if child.dep_ in ("mark", "advmod") and child.lower_ in _MARKS:
            return child.lower_
    return ""


def _published(text: str | None) -> date | None:
    """The day of publication, or None where it is missing or malformed."""
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def find_dates(parsed: Parsed) -> Dates:
    """The dates of the article with what they hang on; those in its dateline are left out."""
    doc, text = parsed.doc, parsed.article.text
    published = _published(parsed.article.published)
    starts = parsed.starts()
    spans: list[DateSpan] = []
    last: str | None = None
    for name, match in expressions(text):
        first, after = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        if first >= after and first:
            first -= 1
        if first >= len(doc) or first in parsed.skip or _is_name(name, doc, first, after):
            continue
        phrase = doc[first : max(after, first + 1)]
        hangs = anchors_of(phrase, name)
        reference = _same_sentence(spans, phrase) or _exact(spans, first) or last
        value = resolve(
            name, match, published=published, future=partial(looks_ahead, phrase, hangs), reference=reference
        )
        if value is None:
            continue
        if name == "relative" and match["r"] in ("after", "before"):
            hangs = complement_of(phrase) or hangs
        elif _LIMITS.search(text[max(0, match.start() - 24) : match.start()]):
            last = value
            continue
        spans.append(DateSpan(start=first, end=max(after, first + 1), value=value, anchors=hangs))
        last = value
    return Dates(spans=spans, published=published, doc=doc)


def _is_name(name: str, doc: Doc, first: int, after: int) -> bool:
    """Whether a day belongs to a name ("Black Friday", "the Sunday Times"), to no certain day or to no date at all."""
    if name == "year" and after and doc[after - 1].dep_ == "nummod":
        return doc[after - 1].head.i >= after  # "a goal of 2030 units"
    if "weekday" not in name:
        return False
    before = doc[first - 1] if first else None
    following = doc[after] if after < len(doc) else None
    if before is not None and (before.lower_ in _NAMES or before.lower_ in ("a", "every", "each", "any", "one")):
        return True
    return (
        following is not None
        and following.pos_ == "PROPN"
        and following.dep_ != "nsubj"
        and following.text[:1].isupper()
        and (
            doc[after - 1].dep_ == "compound"
            and following.lower_ in ("times", "telegraph", "mirror", "post", "mosque", "review", "group")
        )
    )


def _exact(spans: list[DateSpan], start: int) -> str | None:
    """The last day named shortly before, though a month or year was named after it."""
    for span in reversed(spans):
        if start - span.start > _SHORTLY:
            return None
        if len(span.value) == len("2025-03-12"):
            return span.value
    return None


def _same_sentence(spans: list[DateSpan], phrase: object) -> str | None:
    """The last date before the phrase in its own sentence."""
    sentence = phrase.sent  # type: ignore[attr-defined]
    if spans and spans[-1].start >= sentence.start:
        return spans[-1].value
    return None
