"""Finds who speaks each quotation, and whose word a claim is when the article does not say it in its own voice.

    speech = attribute(parsed, entities, find_quotes(parsed))
    speech.quotes                 # with their speakers
    speech.asserter(candidate)    # an index into entities.items, or None: the article's own voice

How a quotation finds its speaker is told in `speakers`. An asserter is found by climbing from the trigger: the first
word of saying that it is a complement of gives the innermost speaker; an apposition or a relative clause on the way
leaves the speaker's sentence and is the article's own voice. What stands beside a word of saying, as its adverbial or
participle clause, is the article's own too.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from graph.ontology import ONTOLOGY
from loaders.extract.context import ascend, base
from loaders.extract.speakers import find_speaker, runs_on
from loaders.extract.types import Candidate, Entities, Parsed, QuoteSpan
from loaders.extract.voices import Voices

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span, Token

#: A quotation of at most this many words without a speaker is a word held with tongs, not speech.
_SCARE = 3
_INFINITIVE_CLAIMS = frozenset(["claim", "profess", "purport"])
#: Verbs of saying whose object is the hearer.
_HEARERS = frozenset(["tell", "inform", "assure", "remind", "brief", "notify", "warn", "advise"])
_OBJECT_CLAIMS = frozenset(["deny", "allege", "claim", "report"])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Report:
    """A reporting clause beside what it reports: ", Ushakov said", "according to the ministry"."""

    start: int
    end: int
    verb: int
    speaker: int | None


@dataclass(slots=True, kw_only=True)
class Speech:
    """The quotations with their speakers, and whose word each claim is."""

    quotes: list[QuoteSpan]
    _voices: Voices = field(repr=False)
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
        stated = relation is not None and relation.nature == "state" and token.pos_ not in ("VERB", "AUX")
        if stated and not predicative:
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
            if not report.start <= token.i < report.end and not self._of_telling(token, report.verb):
                return report.speaker
        return None

    def _of_telling(self, token: Token, verb: int) -> bool:
        """Whether the token tells how something was said, not what: "told them, thanking him", "said as it left"."""
        if token.i < verb:
            return False
        for step in ascend(token):
            if step.token.i == verb:
                return step.shape in ("adverbial", "participle", "purpose", "setting", "object")
        return False

    def _find_reports(self, sentence: Span) -> Iterator[_Report]:
        voices = self._voices
        for token in sentence:
            if self.quote_at(token.i) is not None:
                continue
            if token.lower_ == "according" and not _inside_aside(token):
                yield _Report(start=token.i, end=token.right_edge.i + 1, verb=token.i, speaker=voices.according(token))
            elif (
                base(token) in voices.words["speech.reports"]
                and (start := self._reporting_clause(token, sentence.start)) is not None
            ):
                speaker = voices.subject(token) if voices.has_subject(token) else voices.beside(token)
                yield _Report(start=start, end=token.i + 1, verb=token.i, speaker=speaker)
            elif token.text == ":" and (verb := self._before_colon(token, sentence.start)) is not None:
                yield _Report(start=sentence.start, end=token.i + 1, verb=verb.i, speaker=voices.subject(verb))

    def _before_colon(self, colon: Token, first: int) -> Token | None:
        """ "The ministry disputed this: the two had met": the verb of saying before the colon."""
        for i in range(colon.i - 1, first, -1):
            token = colon.doc[i]
            told = self._voices.says(token) or base(token) in self._voices.words["speech.charges"]
            if told and token.dep_ in ("ROOT", "ccomp", "parataxis") and token.pos_ == "VERB":
                return token
        return None

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
    voices = Voices(parsed, entities)
    text = parsed.article.text
    found: list[QuoteSpan] = []
    for number, quote in enumerate(quotes):
        following = quotes[number + 1].start if number + 1 < len(quotes) else len(voices.doc)
        preceding = quotes[number - 1].end if number else 0
        before = found[-1] if found else None
        found.append(replace(quote, speaker=find_speaker(voices, text, quote, preceding, following, before)))
    for number in range(len(found) - 2, -1, -1):  # whoever is named at the end of a long quotation spoke all of it
        if found[number].speaker is None and runs_on(text, found[number], found[number + 1]):
            found[number] = replace(found[number], speaker=found[number + 1].speaker)
    spoken = [
        quote
        for quote in found
        if quote.speaker is not None or len(text[quote.start_char : quote.end_char].split()) > _SCARE
    ]
    return Speech(quotes=spoken, _voices=voices)
