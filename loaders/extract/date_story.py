"""Dates that a claim takes from elsewhere in the story: its headline, its event, the sentence before."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY
from loaders.extract.context import ascend, base, tables
from loaders.extract.dates import Dates
from loaders.extract.types import Candidate, Entities

if TYPE_CHECKING:
    from spacy.tokens import Token

#: A first sentence is longer than this; by-lines and datelines are not (tokens).
_SHORTEST_LEAD = 8
#: "The ceremony", said of nothing else: the event that the article is about.
_EVENTS = frozenset("ceremony signing unveiling handover inauguration event opening reception session hearing".split())
#: Gatherings of a day: what comes after one comes on its day.
_GATHERED = frozenset("meeting hearing session debate lunch dinner call ceremony conversation".split())
#: Those who sign do so together; those who ratify do not.
_RATIFIES = frozenset("ratify approve vote back endorse adopt pass accept join".split())
#: "Will take up the post", "starts on 1 June".
_BEGINS = frozenset(["take", "assume", "start", "begin"])
_OFFICES = frozenset("post office role position job duty helm reins term over charge work".split())
_GATHERINGS = frozenset(["MET", "NEGOTIATED_WITH", "SPOKE_WITH", "PARTICIPATED_IN", "AGREED_TO", "HOSTED", "VISITED"])


def settle_dates(dates: Dates, entities: Entities, candidates: list[Candidate]) -> None:
    """Give undated candidates the date of the event that the article has dated elsewhere.

    A headline's claim takes the date of the same claim in the body; who attended an event that was dated before
    ("the ceremony") takes its date; a sentence that goes on with "then" takes that of the sentence before.
    """
    story = _Story(dates, entities, [candidate for candidate in candidates if candidate.date is not None])
    for candidate in candidates:
        if candidate.date is None:
            candidate.date = story.date_of(candidate)


class _Story:
    """One article's dates and dated claims, and the day on the main verb of its first sentence."""

    def __init__(self, dates: Dates, entities: Entities, dated: list[Candidate]) -> None:
        self.dates = dates
        self.doc = dates.doc
        self.entities = entities
        self.dated = dated
        self.headline = next((token.i for token in self.doc if "\n" in token.text_with_ws), 0)
        self.lead_day = self._find_lead_day()

    def date_of(self, candidate: Candidate) -> str | None:
        """The date that an undated claim takes from elsewhere."""
        relation = ONTOLOGY.relations.get(candidate.relation)
        if relation is None:
            return None
        if relation.nature == "state":
            return self._of_office(candidate)
        if candidate.trigger < self.headline:
            return self._as_in_body(candidate) or self._of_lead(candidate)
        return (
            self._of_event(candidate)
            or self._going_on(candidate)
            or self._told_before(candidate)
            or self._around_event(candidate)
        )

    def _as_in_body(self, candidate: Candidate) -> str | None:
        """The date of the first claim in the body with the headline's relation and at least one of its ends."""
        ends = {candidate.source, candidate.target}
        for shared in (2, 1):
            for other in self.dated:
                if (
                    other.relation == candidate.relation
                    and other.modality == candidate.modality
                    and len(ends & {other.source, other.target}) >= shared
                ):
                    return other.date
        return None

    def _of_lead(self, candidate: Candidate) -> str | None:
        """The date on the main verb of the first sentence, which tells at length what the headline tells."""
        token = self.doc[candidate.trigger]
        root = token.sent.root
        if candidate.modality is not Modality.ASSERTED or (token.i != root.i and token.head.i != root.i):
            return None
        return self.lead_day

    def _find_lead_day(self) -> str | None:
        """The date on the main verb of the first sentence of the body."""
        after = (sent for sent in self.doc.sents if sent.start > self.headline)
        lead = next((sent for sent in after if len(sent) > _SHORTEST_LEAD), None)
        if lead is None or lead.root.tag_ != "VBD" or base(lead.root) in tables().words["speech.verbs"]:
            return None
        return self.dates.at(lead.root)

    def _of_office(self, candidate: Candidate) -> str | None:
        """ "She will take up the post on 1 June": when an office begins that somebody is yet to hold."""
        if candidate.relation != "HOLDS_ROLE" or candidate.modality is not Modality.PLANNED:
            return None
        heads = self.entities.by_head()
        for span in self.dates.spans:
            verb = self.doc[span.anchors[0]] if span.anchors else None
            if verb is None or verb.pos_ != "VERB" or base(verb) not in _BEGINS:
                continue
            objects = {child.lemma_ for child in verb.rights if child.dep_ in ("dobj", "pobj")}
            if objects and not objects & _OFFICES:
                continue
            who = [heads.get(child.i) for child in verb.lefts if child.dep_ == "nsubj"]
            if any(mention is not None and mention.entities == (candidate.source,) for mention in who):
                return span.value
        return None

    def _told_before(self, candidate: Candidate) -> str | None:
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
            for other in self.dated
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
        if self.lead_day is None or verb is None or verb.tag_ != "VBD" or candidate.relation not in _GATHERINGS:
            return None
        for child in verb.lefts:
            noun = next((c for c in child.rights if c.dep_ == "pobj"), None) if child.dep_ == "prep" else None
            if noun is not None and child.lower_ in ("at", "during", "before", "after") and self._is_the_event(noun):
                return self.lead_day
        return None

    def _is_the_event(self, noun: Token) -> bool:
        """Whether it is "the ceremony", "the signing", with nothing more: what the article is about."""
        return noun.lemma_ in _EVENTS and noun.i > 0 and noun.nbor(-1).lower_ == "the" and not any(noun.rights)

    def _verb_of(self, candidate: Candidate) -> Token | None:
        """The verb of the candidate's trigger: itself, or that above an event noun."""
        token = self.doc[candidate.trigger]
        if token.pos_ == "VERB":
            return token
        return next((step.token for step in ascend(token) if step.token.pos_ == "VERB"), None)

    def _of_event(self, candidate: Candidate) -> str | None:
        """The date of the event that the candidate's target is, where an earlier or later mention has one."""
        if self.entities.items[candidate.target].kind is not Kind.EVENT:
            return None
        for number in self.entities.items[candidate.target].mentions:
            mention = self.entities.mentions[number]
            if mention.entities == (candidate.target,):
                head = self.doc[mention.head]
                found = self.dates.at(head) or self.dates.of_clause(head) or self.dates.shared(head, "PARTICIPATED_IN")
                if found is None and self._is_the_event(head):
                    found = self.lead_day
                found = found or self._after_gathering(head)
                if found is not None:
                    return found
        return None

    def _after_gathering(self, noun: Token) -> str | None:
        """ "Approved it on Tuesday after a long hearing": the day of what came of a single gathering."""
        preposition, verb = noun.head, noun.head.head
        if noun.dep_ != "pobj" or preposition.lower_ not in ("after", "following") or noun.tag_ != "NN":
            return None
        found = self.dates.at(verb) if noun.lemma_ in _GATHERED and verb.tag_ == "VBD" else None
        return found if found is not None and len(found) == len("2025-03-12") else None

    def _going_on(self, candidate: Candidate) -> str | None:
        """The date of the sentence before, where the candidate's verb goes on from it ("then", "later that day")."""
        verb = self._verb_of(candidate) or self.doc[candidate.trigger]
        if not any(child.dep_ == "advmod" and _continues(child) for child in verb.children):
            return None
        if verb.tag_ not in ("VBD", "VBN"):
            return None
        sentence = verb.sent
        at = bisect_left(self.dates.starts, sentence.start)
        if at < len(self.dates.spans) and self.dates.spans[at].start < sentence.end:
            return None
        while at and len(self.dates.spans[at - 1].value) != len("2025-03-12"):
            at -= 1
        if not at:
            return None
        last = self.dates.spans[at - 1]
        stop = self.doc[last.start].sent.end
        return last.value if stop == sentence.start or self.doc[stop].sent.end == sentence.start else None


def _continues(adverb: Token) -> bool:
    """ "Then", "later in the day": on the same day; "later" alone may be any time."""
    if adverb.lower_ in ("then", "afterwards", "afterward"):
        return True
    following = adverb.doc[adverb.i + 1 : adverb.i + 4].text.lower()
    return adverb.lower_ == "later" and following.startswith(("in the day", "that day", "the same day"))
