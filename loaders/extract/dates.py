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
from datetime import date, timedelta
from typing import TYPE_CHECKING

from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY
from loaders.extract.context import ascend, base, has_subject, tables
from loaders.extract.modality import ahead_of
from loaders.extract.types import Candidate, Entities, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MONTHS = {
    name: number
    for number, names in enumerate(
        [
            "january jan",
            "february feb",
            "march mar",
            "april apr",
            "may",
            "june jun",
            "july jul",
            "august aug",
            "september sept sep",
            "october oct",
            "november nov",
            "december dec",
        ],
        1,
    )
    for name in names.split()
}
_DAYS = {name: number for number, name in enumerate("monday tuesday wednesday thursday friday saturday sunday".split())}
_NUMBERS = {
    word: number
    for number, word in enumerate("zero one two three four five six seven eight nine ten eleven twelve".split())
} | {"a": 1, "an": 1, "a couple of": 2, "couple of": 2}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)?|May|June?\.?|July?\.?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th)?"
_YEAR = r"(?:1[6-9]|20)\d\d"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_COUNT = r"(?:a couple of|\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_UNIT = r"(?:day|week|month|year)"
_HOURS = r"(?:morning|afternoon|evening|night)"
#: What must stand before the bare name of a month: April, May and June are people too.
_MONTH_CUE = (
    "(?:"
    + "|".join(
        f"(?<={cue})"
        for cue in (
            *("In ", "in ", "as ", "Since ", "since ", "Last ", "last ", "Next ", "next ", "This ", "this ", "early "),
            *("late ", "mid-", "of ", "for ", "during ", "a ", "the ", "and ", "or "),
        )
    )
    + ")"
)
_TO = r" ?(?:-|–|—|to|and|until|through) ?"
_SINCE = r"(?P<since>[Ss]ince (?:at least |early |late |mid-)?)"

#: Tried in this order at each place; the first that matches is taken.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern))
    for name, pattern in (
        ("iso", rf"\b(?P<y>{_YEAR})-(?P<m>\d\d)-(?P<d>\d\d)\b"),
        ("span", rf"\b(?P<m>{_MONTH}) (?P<d>{_DAY}){_TO}(?P<d2>{_DAY})\b(?!,? ?(?:{_MONTH}))(?:,? (?P<y>{_YEAR}))?"),
        ("span", rf"\b(?P<d>{_DAY}){_TO}(?P<d2>{_DAY}) (?:of )?(?P<m>{_MONTH})(?:,? (?P<y>{_YEAR}))?\b"),
        ("span2", rf"\b(?P<m>{_MONTH}) (?P<d>{_DAY}){_TO}(?P<m2>{_MONTH}) (?P<d2>{_DAY})(?:,? (?P<y>{_YEAR}))?\b"),
        ("span2", rf"\b(?P<d>{_DAY}) (?P<m>{_MONTH}){_TO}(?P<d2>{_DAY}) (?P<m2>{_MONTH})(?:,? (?P<y>{_YEAR}))?\b"),
        ("day", rf"{_SINCE}?\b(?P<m>{_MONTH}) (?P<d>{_DAY})\b(?!\d|:)(?:,? (?P<y>{_YEAR})\b)?"),
        ("day", rf"{_SINCE}?\b(?:the )?(?P<d>{_DAY}) (?:of )?(?P<m>{_MONTH})\b(?:,? (?P<y>{_YEAR})\b)?"),
        ("month", rf"{_SINCE}?\b(?P<m>{_MONTH})(?:,| of)? (?P<y>{_YEAR})\b"),
        ("part", rf"\b(?P<p>first|second|third|fourth) (?P<u>quarter|half) of (?P<y>{_YEAR})\b"),
        ("years", rf"\b(?:[Ff]rom|[Bb]etween|in) (?P<y>{_YEAR}) ?(?:to|and|until|-|–) ?(?P<y2>{_YEAR})\b"),
        ("years", rf"(?<=\()(?P<y>{_YEAR}) ?[-–] ?(?P<y2>{_YEAR})\b"),
        ("since_year", rf"\b[Ss]ince (?:at least |early |late |mid-)?(?P<y>{_YEAR})\b"),
        (
            "year",
            rf"\b(?:[Ii]n|[Dd]uring|[Oo]f|by|[Ff]or) (?:early |late |mid-)?(?P<y>{_YEAR})\b(?!\s?(?:%|\$))",
        ),
        ("year", rf"(?<=, )(?P<y>{_YEAR})(?=[,.;])"),
        (
            "year",
            rf"\b(?P<y>{_YEAR})(?=['’]s\b| (?:meeting|deal|agreement|accord|summit|election|treaty|talks|visit))",
        ),
        (
            "weekdays",
            rf"\b(?:[Ff]rom|[Bb]etween|[Oo]n)? ?(?P<w>{_WEEKDAY}) ?(?:to|and|until|through|-|–) ?(?P<w2>{_WEEKDAY})\b",
        ),
        ("next_weekday", rf"\b(?:next|coming|this coming|following) (?P<w>{_WEEKDAY})\b"),
        ("last_weekday", rf"\b(?:last|past|this past|previous) (?P<w>{_WEEKDAY})\b"),
        ("weekday", rf"\b(?:this )?(?P<w>{_WEEKDAY})\b"),
        ("today", r"\b[Tt]oday\b|\b[Tt]his (?:morning|afternoon|evening)\b|\b[Tt]onight\b"),
        ("yesterday", r"\b[Yy]esterday\b|\b[Ll]ast night\b"),
        ("tomorrow", r"\b[Tt]omorrow\b"),
        ("overnight", r"\b[Oo]vernight\b"),
        ("last_weekend", r"\b(?:last|the past|this past|the previous|the preceding|the) weekend\b(?! of| retreat)"),
        ("this_weekend", r"\b[Tt]his weekend\b"),
        ("next_weekend", r"\b[Nn]ext weekend\b"),
        ("ago", rf"\b(?:[Aa]bout |[Aa]lmost |[Nn]early |[Ss]ome )?(?P<n>{_COUNT}) (?P<u>day|week|month|year)s? ago\b"),
        (
            "relative",
            rf"\b(?:[Jj]ust |[Oo]nly )?(?P<n>{_COUNT}) (?P<u>{_UNIT})s? (?P<r>after|before|later|earlier)\b",
        ),
        (
            "relative",
            rf"\b[Tt]he (?P<r>same|following|next|previous) (?P<u>{_UNIT}|{_HOURS})\b",
        ),
        ("relative", r"\b[Tt]he (?P<u>day|night|year|month|week) (?P<r>before)\b"),
        (
            "relative",
            r"\b(?:[Tt]hat|[Ll]ater that) (?P<r>)(?P<u>day|evening|night|morning|afternoon)\b",
        ),
        ("week", r"\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext|[Tt]he past|[Ee]arlier this|[Ll]ater this|[Tt]he coming) week\b"),
        ("months", r"\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext) month\b"),
        ("annual", r"\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext) year\b(?!['’]s (?:budget|election))"),
        ("annual", r"\b(?P<r>[Ll]ast|[Tt]his|[Nn]ext) (?:spring|summer|autumn|fall|winter)\b"),
        ("annual", r"\b(?:before|by|at) the end of (?P<r>the|this|last|next) year\b"),
        (
            "bare_month",
            rf"{_MONTH_CUE}(?P<m>{_MONTH})\b(?! \d)",
        ),
        ("bare_month", rf"\b(?P<m>{_MONTH})(?=['’]s )"),
    )
)
_LINE = re.compile(r"[^\n]+")
_CUES = re.compile(
    r"(?P<digits>1[6-9]\d\d|20\d\d)|(?P<month>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"|(?P<weekend>weekend)|(?P<word>day|week|month|year|night|morning|afternoon|evening|tomorrow"
    r"|spring|summer|autumn|fall|winter)"
)
#: Which kind of cue a line must hold for a pattern to be tried on it: most lines hold few, and patterns are many.
_NEEDS = {
    **dict.fromkeys(("iso", "years", "since_year", "year", "part"), "digits"),
    **dict.fromkeys(("span", "span2", "day", "month", "bare_month"), "month"),
    **dict.fromkeys(("last_weekend", "this_weekend", "next_weekend"), "weekend"),
}

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
_OTHER_TIMES = frozenset(["after", "before", "since", "following", "against"])
#: Participles that date the noun they stand behind.
_HAPPENS = frozenset(
    "sign hold table schedule reach plan broker submit file publish send draft circulate issue conclude agree strike"
    " launch convene due set announce present".split()
)
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
    _doc: Doc = field(repr=False)
    _by_anchor: dict[int, list[DateSpan]] = field(init=False, repr=False)
    _starts: list[int] = field(init=False, repr=False)

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
            if found is None and token.dep_ in ("attr", "oprd"):
                found = self._at(token.head)
            return found
        if state and token.lemma_ in ("found", "co-found", "establish"):
            return None  # when it was founded is not when the role began
        found = self._at(token)
        if found is not None or state or not self.spans:
            return found
        if candidate.modality in (Modality.REQUESTED, Modality.PLANNED):  # "invited him to visit in May"
            for child in token.rights:
                if child.dep_ in ("xcomp", "ccomp") and (found := self._at(child)) is not None:
                    return found
        if token.pos_ in ("NOUN", "PROPN"):
            found = self._of_clause(token)
            if found is not None:
                return found
        return self._shared(token, candidate.relation) or self._of_last_conjunct(token)

    def settle(self, entities: Entities, candidates: list[Candidate]) -> None:
        """Give undated candidates the date of the event that the article has dated elsewhere.

        A headline's claim takes the date of the same claim in the body; who attended an event that was dated before
        ("the ceremony") takes its date; a sentence that goes on with "then" takes that of the sentence before.
        """
        dated = [candidate for candidate in candidates if candidate.date is not None]
        headline = next((token.i for token in self._doc if "\n" in token.text_with_ws), 0)
        for candidate in candidates:
            relation = ONTOLOGY.relations.get(candidate.relation)
            if candidate.date is not None or relation is None or relation.nature == "state":
                continue
            if candidate.trigger < headline:
                candidate.date = self._as_in_body(candidate, dated) or self._of_lead(candidate, headline)
            else:
                candidate.date = self._of_event(entities, candidate) or self._going_on(candidate)

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

    def _of_lead(self, candidate: Candidate, headline: int) -> str | None:
        """The date on the main verb of the first sentence, which tells at length what the headline tells."""
        token = self._doc[candidate.trigger]
        root = token.sent.root
        if candidate.modality is not Modality.ASSERTED or (token.i != root.i and token.head.i != root.i):
            return None
        after = (sent for sent in self._doc.sents if sent.start > headline)
        lead = next((sent for sent in after if len(sent) > _SHORTEST_LEAD), None)
        if lead is None or lead.root.tag_ != "VBD" or base(lead.root) in tables().words["speech.verbs"]:
            return None
        return self._at(lead.root)

    def _of_event(self, entities: Entities, candidate: Candidate) -> str | None:
        """The date of the event that the candidate's target is, where an earlier or later mention has one."""
        if entities.items[candidate.target].kind is not Kind.EVENT:
            return None
        for number in entities.items[candidate.target].mentions:
            mention = entities.mentions[number]
            if mention.entities == (candidate.target,):
                head = self._doc[mention.head]
                found = self._at(head) or self._of_clause(head) or self._shared(head, "PARTICIPATED_IN")
                if found is not None:
                    return found
        return None

    def _going_on(self, candidate: Candidate) -> str | None:
        """The date of the sentence before, where the candidate's verb goes on from it ("then", "later that day")."""
        verb = self._doc[candidate.trigger]
        if verb.pos_ != "VERB":
            verb = next((step.token for step in ascend(verb) if step.token.pos_ == "VERB"), verb)
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
            if shape in ("finite", "subjunctive", "relative", "apposition", "possessor", "parataxis"):
                return None
            if shape == "gerund" and (base(above) in charges or step.particle in ("after", "before", "since")):
                return None
            if shape == "adverbial" and _mark(token) not in ("when", "as", "while"):
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
            elif shape in ("object", "setting") and above.pos_ == "VERB" and self._doc[step.child].pos_ == "NOUN":
                effect = tables().effect("nominal", base(above), step.particle)
                told = relation in ("PROPOSED", "REQUESTED", "ACCUSED", "THREATENED")
                if told and shape == "object" and base(above) not in tables().words["light.words"]:
                    return None  # when an offer was turned down is not when it was made
                found = self._at(above) if effect is None else self._after(above, self._doc[step.child])
            elif shape == "subject" and above.pos_ in ("VERB", "AUX"):
                if base(above) not in tables().words["light.words"] or relation == "AGREED_TO":
                    return None
                found = self._at(above)
            else:
                found = self._at(above)
            if found is not None:
                return found
            token = above
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
        """ "The pact, which was signed in July", "a draft tabled on Friday": the date of the clause."""
        for child in noun.rights:
            if child.dep_ in ("acl", "relcl") and child.tag_ == "VBN" and base(child) in _HAPPENS:
                found = self._at(child)
                if found is not None:
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
    starts = [token.idx for token in doc]
    spans: list[DateSpan] = []
    last: str | None = None
    for name, match in _matches(text):
        first, after = bisect_left(starts, match.start()), bisect_left(starts, match.end())
        if first >= after and first:
            first -= 1
        if first >= len(doc) or first in parsed.skip or _is_name(name, doc, first, after):
            continue
        phrase = doc[first : max(after, first + 1)]
        hangs = _anchors(phrase)
        reference = _same_sentence(spans, phrase) or last
        value = _resolve(name, match, published, phrase, reference)
        if value is None:
            continue
        if name == "relative" and match["r"] in ("after", "before"):
            hangs = _complement(phrase) or hangs
        elif _LIMITS.search(text[max(0, match.start() - 24) : match.start()]):
            last = value
            continue
        spans.append(DateSpan(start=first, end=max(after, first + 1), value=value, anchors=hangs))
        last = value
    return Dates(spans=spans, _doc=doc)


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """The date expressions of the text, in order, the first pattern that matches at a place winning."""
    found: list[tuple[int, int, int, str, re.Match[str]]] = []
    for line in _LINE.finditer(text):
        start, end = line.span()
        cues = {match.lastgroup for match in _CUES.finditer(line[0].lower())}
        for rank, (name, pattern) in enumerate(_PATTERNS):
            if _NEEDS.get(name, "word") in cues:
                found.extend((m.start(), rank, m.end(), name, m) for m in pattern.finditer(text, start, end))
    taken: list[tuple[int, int]] = []
    kept: list[tuple[int, str, re.Match[str]]] = []
    for start, _, end, name, match in sorted(found, key=lambda item: (item[1], item[0])):
        at = bisect_left(taken, (start, end))
        if (at and taken[at - 1][1] > start) or (at < len(taken) and taken[at][0] < end):
            continue
        taken.insert(at, (start, end))
        kept.append((start, name, match))
    for _, name, match in sorted(kept, key=lambda item: item[0]):
        yield name, match


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


def _anchors(phrase: object) -> tuple[int, ...]:
    """The tokens above the date's phrase up to the first verb, nearest first."""
    root: Token = phrase.root  # type: ignore[attr-defined]
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
            deeper = _nearest_verb(token, root)
            if deeper is not None:
                found[-1:] = [deeper.i]
            break
    return tuple(found)


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


def _same_sentence(spans: list[DateSpan], phrase: object) -> str | None:
    """The last date before the phrase in its own sentence."""
    sentence = phrase.sent  # type: ignore[attr-defined]
    if spans and spans[-1].start >= sentence.start:
        return spans[-1].value
    return None


# ---------------------------------------------------------------- what a date means


def _future(phrase: object) -> bool:
    """Whether the clause that the date hangs in looks forward."""
    token: Token = phrase.root  # type: ignore[attr-defined]
    for _ in range(12):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            deeper = _nearest_verb(token, phrase.root)  # type: ignore[attr-defined]
            return ahead_of(deeper or token)
        if token.head.i == token.i:
            break
        token = token.head
    return False


def _month_number(name: str) -> int:
    return _MONTHS[name.lower().rstrip(".")]


def _day_number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _make(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _near_year(published: date, month: int, day: int | None, *, future: bool) -> int:
    """The year of a day or month without one: the last that is past, the next where the clause looks forward."""
    if future:
        before = (month, day) < (published.month, published.day) if day else month < published.month
        return published.year + before
    after = (month, day) > (published.month, published.day) if day else month > published.month
    return published.year - after


def _shift(day: date, count: int, unit: str) -> str | None:
    """The date `count` units after `day`, as exact as the unit."""
    if unit in ("day", "morning", "afternoon", "evening", "night"):
        return (day + timedelta(days=count)).isoformat()
    if unit == "week":
        return (day + timedelta(weeks=count)).isoformat()
    if unit == "month":
        months = day.year * 12 + day.month - 1 + count
        return f"{months // 12:04}-{months % 12 + 1:02}" if months // 12 > 0 else None
    return f"{day.year + count:04}" if day.year + count > 0 else None


def _week(day: date, weeks: int) -> str:
    monday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks)
    return f"{monday}/{monday + timedelta(days=6)}"


def _weekend(day: date, weeks: int) -> str:
    saturday = day - timedelta(days=day.weekday()) + timedelta(weeks=weeks, days=5)
    return f"{saturday}/{saturday + timedelta(days=1)}"


def _resolve(
    name: str, match: re.Match[str], published: date | None, phrase: object, reference: str | None
) -> str | None:
    """The EDTF value of one expression, or None where it cannot be known."""
    try:
        value = _absolute(name, match, published, phrase)
        if value is None and published is not None:
            value = _relative(name, match, published, phrase, reference)
    except (OverflowError, ValueError):  # a day before the year 1 or after 9999
        return None
    return value


def _absolute(name: str, match: re.Match[str], published: date | None, phrase: object) -> str | None:
    groups = match.groupdict()
    if name == "iso":
        day = _make(int(groups["y"]), int(groups["m"]), int(groups["d"]))
        return day.isoformat() if day else None
    if name in ("day", "span", "span2"):
        month, number = _month_number(groups["m"]), _day_number(groups["d"])
        if groups["y"]:
            year = int(groups["y"])
        elif published is None:
            return None
        else:
            year = _near_year(published, month, number, future=_future(phrase))
        first = _make(year, month, number)
        if first is None:
            return None
        if name == "day":
            if groups.get("since"):
                return f"{first}/{published}" if published and published > first else None
            return first.isoformat()
        month2 = _month_number(groups["m2"]) if name == "span2" else month
        second = _make(year + (month2 < month), month2, _day_number(groups["d2"]))
        return f"{first}/{second}" if second and second > first else first.isoformat()
    if name == "month":
        value = f"{groups['y']}-{_month_number(groups['m']):02}"
        if groups.get("since"):
            return f"{value}/{published:%Y-%m}" if published else f"{value}/"
        return value
    if name == "part":
        months = 3 if groups["u"] == "quarter" else 6
        last = months * (["first", "second", "third", "fourth"].index(groups["p"]) + 1)
        return f"{groups['y']}-{last - months + 1:02}/{groups['y']}-{last:02}" if last <= 12 else None
    if name == "year":
        return groups["y"]
    if name == "years":
        return f"{groups['y']}/{groups['y2']}" if groups["y"] < groups["y2"] else None
    if name == "since_year":
        if published is None:
            return f"{groups['y']}/"
        return f"{groups['y']}/{published.year}" if int(groups["y"]) < published.year else groups["y"]
    return None


def _relative(name: str, match: re.Match[str], published: date, phrase: object, reference: str | None) -> str | None:
    groups = match.groupdict()
    if "weekday" in name:
        return _weekday(name, groups, published, phrase)
    if name in ("today", "yesterday", "tomorrow"):
        return (published + timedelta(days={"today": 0, "yesterday": -1, "tomorrow": 1}[name])).isoformat()
    if name == "overnight":
        return f"{published - timedelta(days=1)}/{published}"
    if name.endswith("weekend"):
        if name == "this_weekend":
            return _weekend(published, 0 if _future(phrase) or published.weekday() >= 5 else -1)
        if name == "next_weekend":
            return _weekend(published, 1 if published.weekday() >= 5 else 0)
        if published.weekday() >= 5:
            return _weekend(published, 0)
        return _weekend(published, 0 if _future(phrase) else -1)
    if name == "ago":
        return _shift(published, -_count(groups["n"]), groups["u"])
    if name == "week":
        return _week(published, {"last": -1, "the past": -1, "next": 1, "the coming": 1}.get(groups["r"].lower(), 0))
    if name == "months":
        return _shift(published, {"last": -1, "this": 0, "next": 1}[groups["r"].lower()], "month")
    if name == "annual":
        return str(published.year + {"last": -1, "next": 1}.get(groups["r"].lower(), 0))
    if name == "bare_month":
        month = _month_number(groups["m"])
        before = match.string[max(0, match.start() - 12) : match.start()].lower()
        since = re.search(r"since (?:early |late |mid-)?$", before)
        future = before.endswith("next ") or (_future(phrase) and not since and not before.endswith("last "))
        value = f"{_near_year(published, month, None, future=future):04}-{month:02}"
        return f"{value}/{published:%Y-%m}" if since and value < f"{published:%Y-%m}" else value
    if name == "relative":
        return _from_reference(groups, reference)
    return None


def _weekday(name: str, groups: dict[str, str | None], published: date, phrase: object) -> str | None:
    number = _DAYS[str(groups["w"]).lower()]
    back = (published.weekday() - number) % 7
    if name == "next_weekday":
        monday = published + timedelta(days=7 - published.weekday())
        return (monday + timedelta(days=number)).isoformat()
    if name == "last_weekday":
        return (published - timedelta(days=back or 7)).isoformat()
    future = _future(phrase)
    first = published + timedelta(days=(7 - back) % 7) if future else published - timedelta(days=back)
    if name == "weekday":
        return first.isoformat()
    second = first + timedelta(days=(_DAYS[str(groups["w2"]).lower()] - number) % 7)
    if not future and second > published:
        first, second = first - timedelta(days=7), second - timedelta(days=7)
    return f"{first}/{second}"


def _count(text: str) -> int:
    lower = text.lower()
    return _NUMBERS.get(lower) or int(lower)


def _from_reference(groups: dict[str, str | None], reference: str | None) -> str | None:
    """ "A day later", "the same evening", "three days after": told from the date last spoken of."""
    if reference is None or "/" in reference:
        return None
    relation, unit = str(groups["r"] or "same"), str(groups["u"])
    count = _count(str(groups["n"])) if groups.get("n") else 1
    count = {"same": 0, "later": count, "following": 1, "next": 1, "earlier": -count, "previous": -1}.get(
        relation, -count
    )
    if relation == "before" and groups.get("n"):
        count = -count
    exact = {4: "year", 7: "month", 10: "day"}[len(reference)]
    order = ["year", "month", "week", "day"]
    fine = unit if unit in order else "day"
    if order.index(fine) > order.index(exact):
        return None
    parts = [int(part) for part in reference.split("-")]
    return _shift(date(*[*parts, 1, 1][:3]), count, unit)
