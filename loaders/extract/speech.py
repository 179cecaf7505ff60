"""Finds who speaks each quotation, and whose word a claim is when the article does not say it in its own voice.

    speech = attribute(parsed, entities, find_quotes(parsed))
    speech.quotes                 # with their speakers
    speech.asserter(candidate)    # an index into entities.items, or None: the article's own voice

A speaker is the subject of the verb of saying nearest to the quotation outside its marks (after it, before it, between
its halves), "according to", else whoever spoke last in the paragraph, else the subject of the sentence before. An
asserter is found by climbing from the trigger: the first word of saying that it is a complement of gives the innermost
speaker; an apposition or a relative clause on the way leaves the speaker's sentence and is the article's own.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.model import Kind
from graph.ontology import ONTOLOGY
from loaders.extract.context import ascend, base, tables
from loaders.extract.types import Candidate, Entities, Mention, Parsed, QuoteSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Doc, Span, Token

_SPEAKERS = frozenset([Kind.PERSON, Kind.ORGANIZATION, Kind.STATE, Kind.GROUP, Kind.DOCUMENT])
_TERMINAL = frozenset(".!?…")
#: A quotation of at most this many words without a speaker is a word held with tongs, not speech.
_SCARE = 3
_INFINITIVE_CLAIMS = frozenset(["claim", "profess", "purport"])
#: Verbs of saying whose object is the hearer.
_HEARERS = frozenset(["tell", "inform", "assure", "remind", "brief", "notify", "warn", "advise"])
_OBJECT_CLAIMS = frozenset(["deny", "allege", "claim", "report"])


class _Voices:
    """Which referent a verb of saying has for its subject."""

    def __init__(self, parsed: Parsed, entities: Entities) -> None:
        self.doc: Doc = parsed.doc
        self.entities = entities
        self.heads = entities.by_head()
        self.words = tables().words
        self._places: dict[str, list[int]] | None = None
        self.covering: dict[int, Mention] = {}
        for mention in sorted(entities.mentions, key=lambda m: m.start - m.end):  # the shortest is written last
            for i in range(mention.start, mention.end):
                self.covering[i] = mention

    def says(self, token: Token) -> bool:
        """Whether the token is a verb of saying."""
        return token.pos_ in ("VERB", "AUX") and base(token) in self.words["speech.verbs"]

    def of_mention(self, mention: Mention | None) -> int | None:
        """The one referent of a mention that can speak."""
        if mention is None or not mention.entities:
            return None
        item = mention.entities[0]
        return item if self.entities.items[item].kind in _SPEAKERS else None

    def of_token(self, token: Token, *, depth: int = 3) -> int | None:
        """The referent that a noun or pronoun stands for: its author, itself, or its apposition."""
        lemma = base(token)
        if lemma in self.words["speech.documents"]:
            author = self.author(token, depth) or self._author_elsewhere(token)
            if author is not None:
                return author
        found = self.of_mention(self.heads.get(token.i))
        if found is not None:
            return found
        if token.lower_ in ("who", "that", "which") and token.dep_ in ("nsubj", "nsubjpass") and depth:
            clause = token.head
            return self.of_token(clause.head, depth=depth - 1) if clause.dep_ in ("relcl", "acl") else None
        for child in token.rights:
            if child.dep_ == "prep" and child.lower_ == "of" and token.pos_ in ("NUM", "PRON", "DET") and depth:
                return next(
                    (self.of_token(noun, depth=depth - 1) for noun in child.rights if noun.dep_ == "pobj"), None
                )
            beside = child.dep_ == "appos" or (child.dep_ == "conj" and token.pos_ in ("DET", "PRON"))
            if beside and depth:
                found = self.of_token(child, depth=depth - 1)
                if found is not None:
                    return found
        return self.of_mention(self.covering.get(token.i))

    def author(self, noun: Token, depth: int = 2) -> int | None:
        """ "A statement from the ministry", "the ministry's statement": the ministry."""
        if not depth:
            return None
        for child in noun.children:
            if child.dep_ == "poss":
                found = self.of_token(child, depth=depth - 1)
                if found is not None:
                    return found
            if child.dep_ in ("prep", "agent") and child.lower_ in ("from", "by", "of"):
                for inner in child.rights:
                    if inner.dep_ == "pobj":
                        found = self.of_token(inner, depth=depth - 1)
                        if found is not None:
                            return found
        return None

    def _author_elsewhere(self, noun: Token) -> int | None:
        """ "The statement", "the report": who issued it, or said something in it, earlier in the text."""
        lemma = base(noun)
        for i in reversed(self._documents().get(lemma, [])):
            if i >= noun.i:
                continue
            other = self.doc[i]
            author = self.author(other, 2)
            if author is not None:
                return author
            verb = other.head.head if other.dep_ == "pobj" else other.head
            issued = other.dep_ == "dobj" and base(verb) in (
                "issue",
                "publish",
                "release",
                "write",
                "circulate",
                "send",
                "draft",
            )
            if verb.pos_ == "VERB" and (issued or (other.dep_ == "pobj" and self.says(verb))):
                found = self.subject(verb)
                if found is not None:
                    return found
        if lemma == "statement":  # of whoever is reported to have spoken before it
            for i in range(noun.i - 1, max(noun.i - 120, -1), -1):
                token = self.doc[i]
                if token.lemma_ in ("say", "report", "announce", "state") and self.says(token) and i < noun.sent.start:
                    return self.subject(token)
        return None

    def _documents(self) -> dict[str, list[int]]:
        """Where the nouns for documents stand."""
        if self._places is None:
            self._places = {}
            for token in self.doc:
                if token.pos_ == "NOUN" and base(token) in self.words["speech.documents"]:
                    self._places.setdefault(base(token), []).append(token.i)
        return self._places

    def subject(self, verb: Token) -> int | None:
        """The referent that says it: the verb's subject or agent, or that of the verb it is joined to."""
        if any(child.dep_ == "auxpass" for child in verb.lefts):
            agents = [child for child in verb.rights if child.dep_ == "agent"]
            return next((self.of_token(noun) for agent in agents for noun in agent.rights if noun.dep_ == "pobj"), None)
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        named = self._named_before(verb) if subjects and subjects[-1].i < verb.i else None
        if named is not None:
            return named
        if subjects:  # nearest first: the parser may hang the reported clause's subject on the verb of saying
            found = (self.of_token(child) for child in sorted(subjects, key=lambda child: abs(child.i - verb.i)))
            return next((item for item in found if item is not None), None)
        above = verb.head
        if above.i == verb.i:
            return self.beside(verb)
        if verb.dep_ in ("conj", "xcomp", "advcl") and above.pos_ in ("VERB", "AUX"):
            return self.subject(above)
        if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBG":
            if verb.nbor(-1).text != ",":
                return self.of_token(above)
            for higher in verb.ancestors:
                if higher.pos_ in ("VERB", "AUX"):
                    return self.subject(higher)
        return None

    def topic(self, verb: Token) -> int | None:
        """The referent that the verb's sentence is about: its subject, also in the passive."""
        for child in verb.lefts:
            if child.dep_ == "nsubjpass":
                return self.of_token(child)
        return self.subject(verb)

    def _named_before(self, verb: Token) -> int | None:
        """ "Its representative in Nairobi, Fatima Chande, said": the person named between commas before the verb."""
        i = verb.i - 1
        while i > 0 and self.doc[i].dep_ in ("aux", "advmod", "neg"):
            i -= 1
        if i < 2 or self.doc[i].text != ",":
            return None
        mention = self.covering.get(i - 1)
        if mention is None or mention.form != "name" or mention.kind is not Kind.PERSON:
            return None
        return self.of_mention(mention) if self.doc[mention.start - 1].text == "," else None

    def has_subject(self, verb: Token) -> bool:
        """Whether the verb has a subject or agent of its own."""
        return any(child.dep_ in ("nsubj", "agent") for child in verb.children)

    def beside(self, verb: Token) -> int | None:
        """The referent mentioned between the verb and the comma before it, else right after the verb."""
        start = verb.i
        while start > 0 and verb.i - start < 12 and self.doc[start - 1].text not in (",", "”", '"', "’", ".", "—", "–"):
            start -= 1
        for i in (*range(start, verb.i), verb.i + 1, verb.i + 2):
            if 0 <= i < len(self.doc):
                found = self.of_mention(self.covering.get(i))
                if found is not None:
                    return found
        return None

    def according(self, token: Token) -> int | None:
        """Who stands after "according to", where `token` is "according"."""
        following = self.doc[token.i + 1 : token.i + 2]
        if not len(following) or following[0].lower_ != "to":
            return None
        for inner in following[0].rights:
            if inner.dep_ in ("pobj", "pcomp"):
                return self.of_token(inner)
        for i in range(token.i + 2, min(token.i + 6, len(self.doc))):
            mention = self.covering.get(i)
            if mention is not None:
                return self.of_mention(mention)
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """A reporting clause beside what it reports: ", Ushakov said", "according to the ministry"."""

    start: int
    end: int
    speaker: int | None


@dataclass(slots=True, kw_only=True)
class Speech:
    """The quotations with their speakers, and whose word each claim is."""

    quotes: list[QuoteSpan]
    _voices: _Voices = field(repr=False)
    _starts: list[int] = field(init=False, repr=False)
    _reports: dict[int, list[_Report]] = field(default_factory=dict, init=False, repr=False)

    def __post_init__(self) -> None:
        self._starts = [quote.start for quote in self.quotes]

    def quote_at(self, token: int) -> QuoteSpan | None:
        """The quotation that the token stands in, or None."""
        at = bisect_right(self._starts, token) - 1
        return self.quotes[at] if at >= 0 and token < self.quotes[at].end else None

    def asserter(self, candidate: Candidate) -> int | None:
        """The index of the referent whose word the candidate is, or None where the article says it itself."""
        quote = self.quote_at(candidate.trigger)
        if quote is not None and quote.speaker is not None:
            return quote.speaker
        voices = self._voices
        token = voices.doc[candidate.trigger]
        relation = ONTOLOGY.relations.get(candidate.relation)
        predicative = token.dep_ in ("attr", "oprd", "acomp")
        if relation is not None and relation.nature == "state" and token.pos_ in ("NOUN", "PROPN") and not predicative:
            return None
        for step in ascend(token):
            if step.shape in ("apposition", "relative", "possessor"):
                return None
            found = self._of_step(step.shape, step.particle, step.token)
            if found is not None:
                return found
        return self._reported(token)

    def _of_step(self, shape: str, particle: str, above: Token) -> int | None:
        """The speaker where `above` reports what the step's child tells."""
        voices, words = self._voices, self._voices.words
        lemma = base(above)
        if above.pos_ in ("VERB", "AUX"):
            if shape in ("finite", "parataxis") and voices.says(above):
                return (
                    voices.subject(above)
                    if voices.has_subject(above) or above.dep_ == "conj" or shape == "finite"
                    else voices.beside(above)
                )
            if shape == "gerund" and lemma in words["speech.charges"] and particle in ("", "of", "for", "over"):
                return voices.subject(above)
            if shape == "infinitive" and lemma in _INFINITIVE_CLAIMS:
                return voices.subject(above)
            if shape == "object" and lemma in _OBJECT_CLAIMS:
                return voices.subject(above)
        elif lemma in words["speech.nouns"] and shape in ("finite", "gerund", "of"):
            return voices.author(above)
        return None

    def _reported(self, token: Token) -> int | None:
        """The speaker of the reporting clause beside the token's sentence, or None."""
        sentence = token.sent
        reports = self._reports.get(sentence.start)
        if reports is None:
            reports = self._reports[sentence.start] = list(self._find_reports(sentence))
        for report in reports:
            if not report.start <= token.i < report.end:
                return report.speaker
        return None

    def _find_reports(self, sentence: Span) -> Iterator[_Report]:
        voices = self._voices
        for token in sentence:
            if self.quote_at(token.i) is not None:
                continue
            if token.lower_ == "according" and not _inside_aside(token):
                yield _Report(start=token.i, end=token.right_edge.i + 1, speaker=voices.according(token))
            elif (
                base(token) in voices.words["speech.reports"]
                and (start := self._reporting_clause(token, sentence.start)) is not None
            ):
                speaker = voices.subject(token) if voices.has_subject(token) else voices.beside(token)
                yield _Report(start=start, end=token.i + 1, speaker=speaker)

    def _reporting_clause(self, verb: Token, first: int) -> int | None:
        """Where the clause of a verb of saying begins that stands beside what it reports; None if it stands over it.

        Such a clause follows a comma or closing mark, has a tense, and no complement of its own to its right.
        """
        doc = verb.doc
        if verb.tag_ not in ("VBD", "VBZ", "VBP") and not any(
            c.dep_ == "aux" and c.lower_ in ("has", "have", "had") for c in verb.lefts
        ):
            return None
        lemma = base(verb)
        for child in verb.rights:
            if child.dep_ in ("ccomp", "xcomp", "attr", "acomp", "oprd") or (
                child.dep_ == "dobj" and lemma not in _HEARERS and doc[child.left_edge.i - 1].text != ","
            ):
                return None
        subjects = [child for child in verb.children if child.dep_ == "nsubj"]
        start = verb.i
        if subjects:
            subject = min(subjects, key=lambda child: abs(child.i - verb.i))
            start = min(verb.i, subject.left_edge.i)
        else:
            while start > first and doc[start - 1].text not in (",", "”", '"', "’", "—", "–"):
                start -= 1
        if start <= first or doc[start - 1].text not in (",", "”", '"', "’", "—", "–", "--", "-"):
            return None
        if verb.dep_ != "parataxis" and not any(token.pos_ in ("VERB", "AUX") for token in doc[first:start]):
            return None  # "In a statement, he added ...": nothing before it that it could report
        return start


def _inside_aside(token: Token) -> bool:
    """Whether the token belongs to a relative clause or an apposition only."""
    return any(step.shape in ("relative", "apposition") for step in ascend(token))


def attribute(parsed: Parsed, entities: Entities, quotes: list[QuoteSpan]) -> Speech:
    """The speakers of `quotes`; a few words in marks that nobody is found to speak are left out."""
    voices = _Voices(parsed, entities)
    text = parsed.article.text
    found: list[QuoteSpan] = []
    for number, quote in enumerate(quotes):
        following = quotes[number + 1].start if number + 1 < len(quotes) else len(voices.doc)
        preceding = quotes[number - 1].end if number else 0
        before = found[-1] if found else None
        found.append(replace(quote, speaker=_speaker(voices, text, quote, preceding, following, before)))
    for number in range(len(found) - 2, -1, -1):  # whoever is named at the end of a long quotation spoke all of it
        if found[number].speaker is None and _runs_on(text, found[number], found[number + 1]):
            found[number] = replace(found[number], speaker=found[number + 1].speaker)
    spoken = [
        quote
        for quote in found
        if quote.speaker is not None or len(text[quote.start_char : quote.end_char].split()) > _SCARE
    ]
    return Speech(quotes=spoken, _voices=voices)


def _runs_on(text: str, quote: QuoteSpan, following: QuoteSpan) -> bool:
    """Whether nothing but marks and a paragraph's break parts the two."""
    return not text[quote.end_char : following.start_char].strip("“”\"‘’'«»\n ")


def _paragraph(text: str, at: int) -> int:
    """Where the paragraph that holds the character starts."""
    return text.rfind("\n\n", 0, at) + 1


def _speaker(
    voices: _Voices, text: str, quote: QuoteSpan, preceding: int, following: int, before: QuoteSpan | None
) -> int | None:
    """Who speaks the quotation; `preceding` and `following` are the tokens where its neighbours end and begin."""
    doc = voices.doc
    paragraph = _paragraph(text, quote.start_char)
    here = before is not None and _paragraph(text, before.start_char) == paragraph
    cue = _after(voices, quote, text, following)
    if cue is None:
        cue = _in_front(voices, quote, max(preceding, _first_token(doc, paragraph)))
    if cue is not None:
        verb, found = cue
        if verb is not None and _pronoun(verb):
            found = _same_speaker(voices, quote, verb, before, found)
        if found is not None:
            return found
    if before is not None and before.speaker is not None and _runs_on(text, before, quote):
        return before.speaker  # the quotation runs on into a new paragraph
    starts_sentence = quote.start == 0 or doc[quote.start].i == 0 or _alone(text, quote)
    if here and before is not None and starts_sentence and _one_sentence_between(doc, before, quote):
        return before.speaker
    if not starts_sentence:
        found = _governor(voices, quote)
        if found is not None:
            return found
    return _sentence_before(voices, quote, here=here, before=before)


def _first_token(doc: Doc, char: int) -> int:
    low, high = 0, len(doc)
    while low < high:
        middle = (low + high) // 2
        if doc[middle].idx < char:
            low = middle + 1
        else:
            high = middle
    return low


#: The verb of saying that gives the speaker (None: another cue), and the speaker.
_Cue = tuple["Token | None", int | None]


def _after(voices: _Voices, quote: QuoteSpan, text: str, following: int) -> _Cue | None:
    """`"...," said X`, `"...," X said`, `"...", according to X`: what follows in the same sentence."""
    doc = voices.doc
    closing = quote.end_char
    tail = text[closing + 1 : closing + 3].lstrip(",;:— –-")
    last = text[closing - 1]
    ends = last in _TERMINAL and last not in "?!" and text[closing : closing + 2] not in ('",', "”,", "’,")
    if (ends and not tail[:1].islower()) or text[closing : closing + 2].strip("”\"’'»") in (".", "!", "?"):
        return None
    if text[closing + 1 : closing + 2] == ":":  # a headline: "‘...’: X on Y"
        for i in range(quote.end, min(following, quote.end + 4)):
            found = voices.of_mention(voices.covering.get(i))
            if found is not None:
                return None, found
    end = min(following, quote.end + 45)
    for i in range(quote.end, end):
        token = doc[i]
        if token.text in _TERMINAL or "\n\n" in token.text_with_ws:
            break
        if token.lower_ == "according":
            return None, voices.according(token)
        if voices.says(token) and (last in ",?!" or i - quote.end <= 1 or _reports(token)):
            found = voices.subject(token)
            if found is None and not voices.has_subject(token):
                found = voices.beside(token)
            if found is None:
                found = _nearest(voices, token.i, quote.end, end)
            if found is not None or _pronoun(token):
                return token, found
    return None


def _reports(verb: Token) -> bool:
    """Whether a verb of saying after a part of a sentence in marks reports it: it opens no clause of its own."""
    return not any(child.dep_ in ("ccomp", "xcomp") and child.i > verb.i for child in verb.children)


def _nearest(voices: _Voices, at: int, low: int, high: int) -> int | None:
    """The referent mentioned nearest to the verb, between `low` and `high`."""
    for distance in range(1, 8):
        for i in (at + distance, at - distance):
            if low <= i < high:
                found = voices.of_mention(voices.covering.get(i))
                if found is not None and voices.entities.items[found].kind is not Kind.DOCUMENT:
                    return found
    return None


def _in_front(voices: _Voices, quote: QuoteSpan, low: int) -> _Cue | None:
    """`X said: "..."`, `X told them that it would "..."`: what stands before in the sentence."""
    doc = voices.doc
    for i in range(quote.start - 1, low - 1, -1):
        token = doc[i]
        if token.text in _TERMINAL and i < quote.start - 1 and _ends_sentence(doc, i):
            return None
        if voices.says(token):
            found = voices.subject(token)
            if found is None and not voices.has_subject(token) and token.dep_ != "conj":
                found = voices.beside(token)
            if found is not None or _pronoun(token):
                return token, found
        if token.lower_ == "according":
            return None, voices.according(token)
    return None


def _pronoun(verb: Token) -> bool:
    """Whether the subject of the verb is "he", "she", "it" or "they"."""
    return any(child.dep_ == "nsubj" and child.lower_ in ("he", "she", "it", "they") for child in verb.children)


def _same_speaker(
    voices: _Voices, quote: QuoteSpan, verb: Token, before: QuoteSpan | None, found: int | None
) -> int | None:
    """Who "he said" is: the subject of the sentence before, if it can be; else what coreference made of it.

    Nearer than coreference can know: a quotation goes on about what its speaker was just said to do.
    """
    previous = _sentence_before(voices, quote, here=False, before=before)
    if previous is None or previous == found:
        return found
    pronoun = next((child.lower_ for child in verb.children if child.dep_ == "nsubj"), "")
    item = voices.entities.items[previous]
    if pronoun in ("he", "she"):
        fits = item.kind is Kind.PERSON and item.gender in (None, {"he": "m", "she": "f"}[pronoun])
    else:
        fits = found is None and (item.kind is not Kind.PERSON or pronoun == "they")
    return previous if fits else found


def _ends_sentence(doc: Doc, i: int) -> bool:
    following = doc[i + 1] if i + 1 < len(doc) else None
    return following is None or bool(following.is_sent_start) or following.text in ("”", '"', "’", "\n\n")


def _alone(text: str, quote: QuoteSpan) -> bool:
    """Whether the quotation begins its sentence: a paragraph's start or a full stop stands before its mark."""
    before = text[max(quote.start_char - 9, 0) : max(quote.start_char - 1, 0)].rstrip(" ")
    return not before or (before[-1] in '.!?…:\n”"’' and text[quote.start_char].isupper())


def _one_sentence_between(doc: Doc, before: QuoteSpan, quote: QuoteSpan) -> bool:
    """Whether nothing but the end of the earlier quotation's own sentence lies between the two."""
    stops = [i for i in range(before.end, quote.start) if doc[i].text in _TERMINAL and _ends_sentence(doc, i)]
    words = [i for i in range(before.end, quote.start) if doc[i].is_alpha]
    return not words or (len(stops) <= 1 and doc[before.end - 1].text[-1] not in ".…")


def _governor(voices: _Voices, quote: QuoteSpan) -> int | None:
    """A part of a sentence in marks: the subject of the verb that governs it from outside."""
    token = voices.doc[quote.start : quote.end].root
    inside = range(quote.start, quote.end)
    for step in ascend(token):
        above = step.token
        if above.i in inside or above.pos_ not in ("VERB", "AUX"):
            continue
        found = voices.subject(above)
        if found is not None:
            return found
    return None


def _sentence_before(voices: _Voices, quote: QuoteSpan, *, here: bool, before: QuoteSpan | None) -> int | None:
    """A quotation that stands alone: the subject of the sentence before it."""
    doc = voices.doc
    i = quote.start - 1
    while i >= 0 and (doc[i].is_space or doc[i].is_punct or doc[i].is_quote):
        i -= 1
    if i < 0:
        return None
    if before is not None and before.start <= i < before.end:
        return before.speaker
    sentence = doc[i].sent
    root = sentence.root
    if before is not None and here and before.start >= sentence.start:
        return before.speaker
    found = voices.topic(root)
    if found is None:
        for token in sentence:
            if token.dep_ in ("nsubj", "nsubjpass") and token.i <= root.i:
                found = voices.of_token(token)
                if found is not None:
                    break
    return found
