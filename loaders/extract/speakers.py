"""Finds who speaks a quotation.

    find_speaker(voices, text, quote, preceding, following, before)

A speaker is the subject of the verb of saying nearest to the quotation outside its marks (after it, before it, between
its halves), "according to", else whoever spoke last in the paragraph, else the subject of the sentence before. Who is
named inside a quotation does not speak it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Kind
from loaders.extract.context import ascend, base
from loaders.extract.types import QuoteSpan
from loaders.extract.voices import Voices

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TERMINAL = frozenset(".!?…")


def runs_on(text: str, quote: QuoteSpan, following: QuoteSpan) -> bool:
    """Whether nothing but marks and a paragraph's break parts the two."""
    return not text[quote.end_char : following.start_char].strip("“”\"‘’'«»\n ")


def _paragraph(text: str, at: int) -> int:
    """Where the paragraph that holds the character starts."""
    return text.rfind("\n\n", 0, at) + 1


def find_speaker(
    voices: Voices, text: str, quote: QuoteSpan, preceding: int, following: int, before: QuoteSpan | None
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
    if before is not None and before.speaker is not None and runs_on(text, before, quote):
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


def _after(voices: Voices, quote: QuoteSpan, text: str, following: int) -> _Cue | None:
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


def _nearest(voices: Voices, at: int, low: int, high: int) -> int | None:
    """The referent mentioned nearest to the verb, between `low` and `high`."""
    for distance in range(1, 8):
        for i in (at + distance, at - distance):
            if low <= i < high:
                found = voices.of_mention(voices.covering.get(i))
                if found is not None and voices.entities.items[found].kind is not Kind.DOCUMENT:
                    return found
    return None


def _in_front(voices: Voices, quote: QuoteSpan, low: int) -> _Cue | None:
    """`X said: "..."`, `X told them that it would "..."`: what stands before in the sentence."""
    doc = voices.doc
    colon = quote.start - 1
    while colon > low and (doc[colon].is_quote or doc[colon].is_space):
        colon -= 1
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
        if doc[colon].text == ":" and token.dep_ == "ROOT" and token.pos_ in ("VERB", "AUX"):
            return None, voices.subject(token)  # "Anna Weber disagreed: ..."
    return None


def _pronoun(verb: Token) -> bool:
    """Whether the subject of the verb is "he", "she", "it" or "they"."""
    return any(child.dep_ == "nsubj" and child.lower_ in ("he", "she", "it", "they") for child in verb.children)


def _same_speaker(
    voices: Voices, quote: QuoteSpan, verb: Token, before: QuoteSpan | None, found: int | None
) -> int | None:
    """Who "he said" is: the subject of the sentence before, if it can be; else what coreference made of it.

    Nearer than coreference can know: a quotation goes on about what its speaker was just said to do.
    """
    previous = _sentence_before(voices, quote, here=False, before=before)
    pronoun = next((child.lower_ for child in verb.children if child.dep_ == "nsubj"), "")
    nearer = previous is not None and previous != found and (pronoun != "they" or found is None)
    if nearer and previous is not None and _can_be(voices, previous, pronoun, quote):
        return previous
    if found is None or _can_be(voices, found, pronoun, quote):
        return found
    last = None if before is None else before.speaker
    return last if last is not None and _can_be(voices, last, pronoun, quote) else None


def _can_be(voices: Voices, item: int, pronoun: str, quote: QuoteSpan) -> bool:
    """Whether the pronoun can mean the referent, which must not be named in what it says."""
    referent = voices.entities.items[item]
    if pronoun in ("he", "she"):
        one = referent.kind is Kind.PERSON or (referent.kind is Kind.GROUP and not referent.named)
        if not one or referent.gender not in (None, {"he": "m", "she": "f"}[pronoun]):
            return False
    elif pronoun == "it" and referent.kind is Kind.PERSON:
        return False
    for number in referent.mentions:
        mention = voices.entities.mentions[number]
        if quote.start <= mention.start < quote.end and mention.form == "name":
            return voices.doc[mention.start - 1].lower_ == "i" if mention.start else False
    return True


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


def _governor(voices: Voices, quote: QuoteSpan) -> int | None:
    """A part of a sentence in marks: the subject of the verb that governs it from outside."""
    token = voices.doc[quote.start : quote.end].root
    inside = range(quote.start, quote.end)
    nearest: int | None = None
    for step in ascend(token):
        above = step.token
        if above.i in inside or above.pos_ not in ("VERB", "AUX"):
            continue
        found = voices.subject(above)
        charges = base(above) in voices.words["speech.charges"]
        if found is not None and (voices.says(above) or charges or base(above) == "call"):
            return found  # rather than the subject of "was" in "said that the plan was"
        if found is not None and voices.entities.items[found].kind in (Kind.DOCUMENT, Kind.EVENT):
            found = _point_of_view(voices, above)
        nearest = found if nearest is None else nearest
    return nearest


def _point_of_view(voices: Voices, verb: Token) -> int | None:
    """ "For the minister, the plan is", "the plan, in her words, is": whose view it is."""
    for token in verb.subtree:
        if token.dep_ == "prep" and token.lower_ == "for" and token.head.i == verb.i and token.i < verb.i:
            found = (voices.of_token(noun) for noun in token.rights if noun.dep_ == "pobj")
            return next((item for item in found if item is not None), None)
        if token.lower_ in ("words", "phrase", "view", "eyes") and token.dep_ == "pobj":
            return voices.author(token)
    return None


def _sentence_before(voices: Voices, quote: QuoteSpan, *, here: bool, before: QuoteSpan | None) -> int | None:
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
