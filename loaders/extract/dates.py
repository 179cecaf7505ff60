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

from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY
from loaders.extract.context import ascend, base, has_subject, tables
from loaders.extract.date_words import expressions, resolve
from loaders.extract.modality import ahead_of
from loaders.extract.types import Candidate, Entities, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: A date after these is a limit, not when something happened.
_LIMITS = re.compile(
    r"\b(?:until|till|before|by|prior to|beyond|up to|through|later than|after|following)\s+(?:the )?"
    r"(?:early |late |mid-|end of |next |last )?$",
    re.IGNORECASE,
)
_MARKS = frozenset(["when", "as", "while", "after", "before", "since", "because", "until", "once", "if"])
#: A first sentence is longer than this; by-lines and datelines are not (tokens).
_SHORTEST_LEAD = 8
#: What stands behind these happened at another time.
_OTHER_TIMES = frozenset(["after", "before", "since", "following", "against", "over", "about"])
#: Participles that date the noun they stand behind.
_HAPPENS = frozenset(
    "sign hold table schedule reach plan broker submit file publish send draft circulate issue conclude agree strike"
    " launch convene due set announce present date".split()
)
#: The same behind a name within the noun's phrase, where most participles are the name's.
_HELD = frozenset(["hold", "schedule", "plan", "convene", "due", "set"])
_OCCURS = frozenset(["begin", "start", "open", "happen", "occur", "resume"])
#: Parts of a date: what hangs on them hangs on what they hang on.
_TIMES = frozenset(
    "hour morning afternoon evening night day week weekend month year end start beginning middle eve half quarter"
    " part minute season spring summer autumn fall winter anniversary round second first third last".split()
)
#: "The ceremony", said of nothing else: the event that the article is about.
_EVENTS = frozenset("ceremony signing unveiling handover inauguration event opening reception session hearing".split())
#: Gatherings of a day: what comes after one comes on its day.
_GATHERED = frozenset("meeting hearing session debate lunch dinner call ceremony conversation".split())
#: Those who sign do so together; those who ratify do not.
_RATIFIES = frozenset("ratify approve vote back endorse adopt pass accept join".split())
#: "Will take up the post", "starts on 1 June".
_BEGINS = frozenset(["take", "assume", "start", "begin"])
_OFFICES = frozenset("post office role position job duty helm reins term over charge work".split())
#: How far back a day may have been named that "a week later" is told from (tokens).
_SHORTLY = 80
_GATHERINGS = frozenset(["MET", "NEGOTIATED_WITH", "SPOKE_WITH", "PARTICIPATED_IN", "AGREED_TO", "HOSTED", "VISITED"])
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
    _doc: Doc = field(repr=False)
    _by_anchor: dict[int, list[DateSpan]] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)
    _lead_day: str | None = field(default=None, init=False, repr=False)

    def __post_init__(self) -> None:
        self._by_anchor = {}
        self._starts = [span.start for span in self.spans]
        for span in self.spans:
            for anchor in span.anchors:
                self._by_anchor.setdefault(anchor, []).append(span)

    def of(self, candidate: Candidate) -> str | None:
        """When the candidate happened or is to happen, or None where the sentence does not say."""
        token = self._doc[candidate.trigger]
        relation = ONTOLOGY.relations.get(candidate.relation)
        state = relation is not None and relation.nature == "state"
        if state and token.pos_ not in ("VERB", "AUX"):
            found = self._at(token, state=True)
            if found is None and (token.dep_ == "attr" or (token.dep_ == "oprd" and base(token.head) != "call")):
                found = self._at(token.head)
            return found
        if state and token.lemma_ in ("found", "co-found", "establish"):
            return None  # when it was founded is not when the role began
        found = self._at(token)
        if candidate.relation == "HOLDS_ROLE" and candidate.modality is Modality.PLANNED:
            # when somebody was appointed is not when the office begins
            return found if found and self.published and found > self.published.isoformat() else None
        if found is not None or state or not self.spans:
            return found
        if base(token) == "invite" and candidate.relation != "REQUESTED":
            return None  # "called him on Monday and invited him to Rome"
        if candidate.modality in (Modality.REQUESTED, Modality.PLANNED):  # "invited him to visit in May"
            for child in token.rights:
                if child.dep_ in ("xcomp", "ccomp") and (found := self._at(child)) is not None:
                    return found
        if token.pos_ in ("NOUN", "PROPN"):
            found = self._of_clause(token)
            if found is not None:
                return found
        return (
            self._since(token)
            or self._shared(token, candidate.relation)
            or self._of_last_conjunct(token)
            or self._of_document(token)
        )

    def settle(self, entities: Entities, candidates: list[Candidate]) -> None:
        """Give undated candidates the date of the event that the article has dated elsewhere.

        A headline's claim takes the date of the same claim in the body; who attended an event that was dated before
        ("the ceremony") takes its date; a sentence that goes on with "then" takes that of the sentence before.
        """
        dated = [candidate for candidate in candidates if candidate.date is not None]
        headline = next((token.i for token in self._doc if "\n" in token.text_with_ws), 0)
        self._lead_day = self._find_lead_day(headline)
        for candidate in candidates:
            relation = ONTOLOGY.relations.get(candidate.relation)
            if candidate.date is not None or relation is None:
                continue
            if relation.nature == "state":
                candidate.date = self._of_office(entities, candidate)
                continue
            if candidate.trigger < headline:
                candidate.date = self._as_in_body(candidate, dated) or self._of_lead(candidate)
            else:
                candidate.date = (
                    self._of_event(entities, candidate)
                    or self._going_on(candidate)
                    or self._told_before(candidate, dated)
                    or self._around_event(candidate)
                )

    def _as_in_body(self, candidate: Candidate, dated: list[Candidate]) -> str | None:
        """The date of the first claim in the body with the headline's relation and at least one of its ends."""
        ends = {candidate.source, candidate.target}
        for shared in (2, 1):
            for other in dated:
                if (
                    other.relation == candidate.relation
                    and other.modality == candidate.modality
                    and len(ends & {other.source, other.target}) >= shared
                ):
                    return other.date
        return None

    def _of_lead(self, candidate: Candidate) -> str | None:
        """The date on the main verb of the first sentence, which tells at length what the headline tells."""
        token = self._doc[candidate.trigger]
        root = token.sent.root
        if candidate.modality is not Modality.ASSERTED or (token.i != root.i and token.head.i != root.i):
            return None
        return self._lead_day

    def _find_lead_day(self, headline: int) -> str | None:
        """The date on the main verb of the first sentence of the body."""
        after = (sent for sent in self._doc.sents if sent.start > headline)
        lead = next((sent for sent in after if len(sent) > _SHORTEST_LEAD), None)
        if lead is None or lead.root.tag_ != "VBD" or base(lead.root) in tables().words["speech.verbs"]:
            return None
        return self._at(lead.root)

    def _of_office(self, entities: Entities, candidate: Candidate) -> str | None:
        """ "She will take up the post on 1 June": when an office begins that somebody is yet to hold."""
        if candidate.relation != "HOLDS_ROLE" or candidate.modality is not Modality.PLANNED:
            return None
        heads = entities.by_head()
        for span in self.spans:
            verb = self._doc[span.anchors[0]] if span.anchors else None
            if verb is None or verb.pos_ != "VERB" or base(verb) not in _BEGINS:
                continue
            objects = {child.lemma_ for child in verb.rights if child.dep_ in ("dobj", "pobj")}
            if objects and not objects & _OFFICES:
                continue
            who = [heads.get(child.i) for child in verb.lefts if child.dep_ == "nsubj"]
            if any(mention is not None and mention.entities == (candidate.source,) for mention in who):
                return span.value
        return None

    def _told_before(self, candidate: Candidate, dated: list[Candidate]) -> str | None:
        """The date of the same claim elsewhere, where the article tells it again in the simple past.

        The same is claimed by the same relation between the same two, or to one agreement; where the article dates it
        twice nobody knows which is meant.
        """
        verb = self._verb_of(candidate)
        if candidate.modality is not Modality.ASSERTED or verb is None or verb.tag_ not in ("VBD", "VBN"):
            return None
        if any(child.dep_ == "aux" for child in verb.lefts):
            return None
        ends = {candidate.source, candidate.target}
        found = {
            other.date
            for other in dated
            if other.relation == candidate.relation
            and other.modality is Modality.ASSERTED
            and (
                ends == {other.source, other.target}
                or (
                    candidate.relation == "AGREED_TO"
                    and candidate.target == other.target
                    and base(verb) not in _RATIFIES
                )
            )
        }
        return found.pop() if len(found) == 1 else None

    def _around_event(self, candidate: Candidate) -> str | None:
        """ "Before the ceremony, the two met": the day of the first sentence, whose event it is."""
        verb = self._verb_of(candidate)
        if self._lead_day is None or verb is None or verb.tag_ != "VBD" or candidate.relation not in _GATHERINGS:
            return None
        for child in verb.lefts:
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None) if child.dep_ == "prep" else None
            if noun is not None and child.lower_ in ("at", "during", "before", "after") and self._is_the_event(noun):
                return self._lead_day
        return None

    def _is_the_event(self, noun: Token) -> bool:
        """Whether it is "the ceremony", "the signing", with nothing more: what the article is about."""
        return noun.lemma_ in _EVENTS and noun.i > 0 and noun.nbor(-1).lower_ == "the" and not any(noun.rights)

    def _verb_of(self, candidate: Candidate) -> Token | None:
        """The verb of the candidate's trigger: itself, or that above an event noun."""
        token = self._doc[candidate.trigger]
        if token.pos_ == "VERB":
            return token
        return next((step.token for step in ascend(token) if step.token.pos_ == "VERB"), None)

    def _of_event(self, entities: Entities, candidate: Candidate) -> str | None:
        """The date of the event that the candidate's target is, where an earlier or later mention has one."""
        if entities.items[candidate.target].kind is not Kind.EVENT:
            return None
        for number in entities.items[candidate.target].mentions:
            mention = entities.mentions[number]
            if mention.entities == (candidate.target,):
                head = self._doc[mention.head]
                found = self._at(head) or self._of_clause(head) or self._shared(head, "PARTICIPATED_IN")
                if found is None and self._is_the_event(head):
                    found = self._lead_day
                found = found or self._after_gathering(head)
                if found is not None:
                    return found
        return None

    def _after_gathering(self, noun: Token) -> str | None:
        """ "Approved it on Tuesday after a long hearing": the day of what came of a single gathering."""
        preposition, verb = noun.head, noun.head.head
        if noun.dep_ != "pobj" or preposition.lower_ not in ("after", "following") or noun.tag_ != "NN":
            return None
        found = self._at(verb) if noun.lemma_ in _GATHERED and verb.tag_ == "VBD" else None
        return found if found is not None and len(found) == len("2025-03-12") else None

    def _going_on(self, candidate: Candidate) -> str | None:
        """The date of the sentence before, where the candidate's verb goes on from it ("then", "later that day")."""
        verb = self._verb_of(candidate) or self._doc[candidate.trigger]
        if not any(child.dep_ == "advmod" and _continues(child) for child in verb.children):
            return None
        if verb.tag_ not in ("VBD", "VBN"):
            return None
        sentence = verb.sent
        at = bisect_left(self._starts, sentence.start)
        if at < len(self.spans) and self.spans[at].start < sentence.end:
            return None
        while at and len(self.spans[at - 1].value) != len("2025-03-12"):
            at -= 1
        if not at:
            return None
        last = self.spans[at - 1]
        stop = self._doc[last.start].sent.end
        return last.value if stop == sentence.start or self._doc[stop].sent.end == sentence.start else None

    def _at(self, token: Token, *, state: bool = False) -> str | None:
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

    def _shared(self, token: Token, relation: str) -> str | None:
        """The date of a word that the token shares its time with."""
        saying = tables().words["speech.verbs"]
        charges = tables().words["speech.charges"]
        for step in ascend(token):
            above, shape = step.token, step.shape
            if shape == "relative" and (
                self._there(self._doc[step.child]) or self._in_document(self._doc[step.child], above)
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
                child = self._doc[step.child]
                if base(above) in saying and base(child) not in saying and has_subject(child):
                    return None
                if child.pos_ in ("VERB", "AUX") and (has_subject(child) or _perfect(child) != _perfect(above)):
                    return None
            if shape == "infinitive" and above.pos_ in ("VERB", "AUX"):
                found = self._after(above, self._doc[step.child])
                if found is None and tables().effect("infinitive", base(above)) is Modality.REQUESTED:
                    return None  # "wrote on Monday, urging him to go"
            elif shape in ("object", "setting") and above.pos_ == "VERB" and self._doc[step.child].pos_ == "NOUN":
                effect = tables().effect("nominal", base(above), step.particle)
                if base(above) in tables().words["factive.words"]:
                    return None  # when an attack was condemned is not when it took place
                told = relation in ("PROPOSED", "REQUESTED", "ACCUSED", "THREATENED")
                if told and shape == "object" and base(above) not in tables().words["light.words"]:
                    return None  # when an offer was turned down is not when it was made
                found = self._at(above) if effect is None else self._after(above, self._doc[step.child])
            elif shape == "subject" and above.pos_ in ("VERB", "AUX"):
                found = self._of_predicate(above, relation)
                if found is None and base(above) not in tables().words["light.words"]:
                    return None
            else:
                found = self._at(above)
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
            return self._at(verb)
        if base(verb) in tables().words["light.words"] and (found := self._at(verb)) is not None:
            return found
        for child in verb.rights:
            if child.dep_ == "xcomp" and base(child) in tables().words["light.words"]:
                return self._at(child)
        return None

    def _of_document(self, verb: Token) -> str | None:
        """ "In a letter dated 3 March, the firm asked": what is said in a document is said on its date."""
        for child in verb.children:
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None) if child.lower_ == "in" else None
            if noun is not None and base(noun) in tables().words["speech.documents"]:
                return self._at(noun) or self._of_clause(noun)
        return None

    def _since(self, verb: Token) -> str | None:
        """ "Have not met since the ambassador was expelled in 2023": from then to the day of publication."""
        if self.published is None or not _perfect(verb):
            return None
        for child in verb.rights:
            if child.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ == "since" for c in child.lefts):
                began = self._at(child)
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

    def _of_clause(self, noun: Token) -> str | None:
        """ "The pact, which was signed in July", "talks with A, held on Friday": the date of the clause.

        The parser hangs the clause on the last name of the phrase as often as on its noun; what is held, planned or
        takes place is no person.
        """
        for holder in (noun, *_inside(noun)):
            for child in holder.rights:
                if child.dep_ not in ("acl", "relcl"):
                    continue
                happens = child.tag_ == "VBN" and base(child) in (_HAPPENS if holder is noun else _HELD)
                if (happens or _takes_place(child)) and (found := self._at(child)) is not None:
                    return found
        return None

    def _after(self, verb: Token, child: Token) -> str | None:
        """A date on the governing verb that stands after the infinitive: it is the infinitive's."""
        if base(verb) in ("be", "have", "begin", "start", "go", "come", "help", "due") or verb.pos_ == "AUX":
            return self._at(verb)
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
    """Whether the relative clause of `verb` says that something took place, opens, began or lasted."""
    relative = any(child.lower_ in ("which", "that") for child in verb.lefts)
    place = base(verb) == "take" and any(child.lower_ == "place" for child in verb.rights)
    return relative and (place or base(verb) in _OCCURS)


def _continues(adverb: Token) -> bool:
    """ "Then", "later in the day": on the same day; "later" alone may be any time."""
    if adverb.lower_ in ("then", "afterwards", "afterward"):
        return True
    following = adverb.doc[adverb.i + 1 : adverb.i + 4].text.lower()
    return adverb.lower_ == "later" and following.startswith(("in the day", "that day", "the same day"))


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
        hangs = _anchors(phrase, name)
        reference = _same_sentence(spans, phrase) or _exact(spans, first) or last
        value = resolve(name, match, published=published, future=partial(_future, phrase, hangs), reference=reference)
        if value is None:
            continue
        if name == "relative" and match["r"] in ("after", "before"):
            hangs = _complement(phrase) or hangs
        elif _LIMITS.search(text[max(0, match.start() - 24) : match.start()]):
            last = value
            continue
        spans.append(DateSpan(start=first, end=max(after, first + 1), value=value, anchors=hangs))
        last = value
    return Dates(spans=spans, published=published, _doc=doc)


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


# ---------------------------------------------------------------- what a date hangs on


def _anchors(phrase: object, name: str) -> tuple[int, ...]:
    """The tokens above the date's phrase up to the first verb, nearest first."""
    root: Token = phrase.root  # type: ignore[attr-defined]
    nearer = _said_before(phrase[0]) or _clause_before(phrase[0], root)  # type: ignore[index]
    if nearer is not None:
        return (nearer,)
    found: list[int] = []
    token = root
    for _ in range(12):
        if token.head.i == token.i:
            break
        token = token.head
        if token.pos_ in ("ADP", "SCONJ", "PART", "PUNCT") or token.dep_ in ("prep", "punct"):
            continue
        found.append(token.i)
        if token.pos_ in ("VERB", "AUX"):
            if token.dep_ in ("aux", "auxpass"):
                continue
            if token.dep_ == "parataxis" and root.i < token.i:  # "In March, Boyd said, his client offered ..."
                found[-1:] = [token.head.i]
                break
            if len(found) > 1 and _of_noun(root, name, token):
                found.pop()
                break
            if (event := _event_under(token, root, name)) is not None:
                found[-1:] = [event]
                break
            deeper = _nearest_verb(token, root) or _next_conjunct(token, root)
            if deeper is not None:
                found[-1:] = [deeper.i]
            break
    return tuple(found)


def _said_before(first: Token) -> int | None:
    """ "Said on Monday it owned": the verb of saying that the phrase stands right behind."""
    before = first
    for _ in range(2):
        if not before.i:
            return None
        before = before.nbor(-1)
        if before.pos_ == "VERB" and before.sent.start == first.sent.start and first.dep_ != "poss":
            return before.i if base(before) in tables().words["speech.verbs"] else None
        if before.pos_ != "ADP":
            return None
    return None


def _clause_before(first: Token, when: Token) -> int | None:
    """ "The engineers kidnapped 14 months ago arrived": the verb of the clause behind a noun that the date ends.

    The parser hangs such a date on the noun or on the verb after it.
    """
    phrase = first.nbor(-1) if first.i and first.nbor(-1).pos_ == "ADP" else first
    if not phrase.i or phrase.sent.start >= phrase.i:
        return None
    above = when.head
    while above.pos_ == "ADP" and above.head.i != above.i:
        above = above.head
    before = phrase.nbor(-1)
    if before.is_punct:
        if above.pos_ in ("VERB", "AUX"):
            return None
        before = before.nbor(-1) if before.i > phrase.sent.start else before
    elif above.pos_ in ("VERB", "AUX") and above.i < when.i:
        return None
    for token in (before, *before.ancestors):
        if token.i == above.i or token.i >= phrase.i:
            return None
        if token.dep_ in ("relcl", "acl") and token.pos_ in ("VERB", "AUX") and token.head.i < token.i:
            deeper = _nearest_verb(token, when)
            return (deeper or token).i
    return None


def _of_noun(when: Token, name: str, verb: Token) -> bool:
    """Whether the date is that of the noun under the verb alone: "condemned Friday's attack"."""
    lemma = base(verb)
    within = when.dep_ in ("poss", "compound", "nmod") or (when.dep_ == "pobj" and when.head.lower_ == "of")
    noun = when.head.head if when.dep_ == "pobj" else when.head
    if within and noun.lemma_ not in _TIMES:
        return lemma not in tables().words["light.words"]
    return name in ("day", "month", "year", "iso") and lemma in tables().words["factive.words"]


def _event_under(verb: Token, when: Token, name: str) -> int | None:
    """ "Condemned the launch of missiles on July 17": what was done on a day that is told so was done to on another."""
    if name not in ("day", "iso") or base(verb) not in tables().words["factive.words"] or when.i < verb.i:
        return None
    return next((c.i for c in verb.rights if c.dep_ == "dobj" and c.pos_ == "NOUN" and c.i < when.i), None)


def _next_conjunct(verb: Token, when: Token) -> Token | None:
    """ "Met A on Monday and, a day later, met B": the second verb, where the date stands between "and" and it."""
    for child in verb.rights:
        if child.dep_ == "conj" and child.pos_ == "VERB" and child.i > when.i > verb.i:
            joined = [c.i for c in verb.children if c.dep_ == "cc" and c.i < child.i]
            return child if joined and joined[-1] < when.i else None
    return None


def _nearest_verb(verb: Token, when: Token) -> Token | None:
    """The verb of a complement clause between `verb` and the date, where the parser hung the date too high."""
    if when.i < verb.i:
        return None
    best: Token | None = None
    current = verb
    for _ in range(6):
        below = [
            child
            for child in current.rights
            if child.dep_ in ("ccomp", "xcomp") and child.pos_ in ("VERB", "AUX") and child.i < when.i
        ]
        if not below:
            return best
        current = best = below[-1]
    return best


def _complement(phrase: object) -> tuple[int, ...]:
    """What "three days after" is said of: the object or the clause of "after"."""
    last: Token = phrase[-1]  # type: ignore[index]
    inner = [child.i for child in last.rights if child.dep_ in ("pobj", "pcomp")]
    if inner:
        return tuple(inner)
    return (last.head.i,) if last.dep_ == "mark" and last.head.pos_ in ("VERB", "AUX") else ()


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


def _timetabled(verb: Token) -> bool:
    """ "The duties, which take effect on March 10": a simple present with a date tells what is to come."""
    return (
        verb.tag_ in ("VBZ", "VBP")
        and verb.pos_ == "VERB"
        and verb.dep_ != "ROOT"
        and not any(child.dep_ in ("aux", "auxpass") for child in verb.lefts)
        and base(verb) not in tables().words["speech.verbs"]
    )


def _future(phrase: object, hangs: tuple[int, ...]) -> bool:
    """Whether the clause that the date hangs in looks forward."""
    first = phrase[0]  # type: ignore[index]
    if first.i and first.nbor(-1).lower_ == "effective":
        return True
    token: Token = phrase.root  # type: ignore[attr-defined]
    if hangs and token.doc[hangs[-1]].pos_ in ("VERB", "AUX"):
        return _timetabled(token.doc[hangs[-1]]) or ahead_of(token.doc[hangs[-1]])
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            deeper = _nearest_verb(token, phrase.root)  # type: ignore[attr-defined]
            return ahead_of(deeper or token)
        if token.head.i == token.i:
            break
        token = token.head
    return False
