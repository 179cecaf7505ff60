"""Who stands behind a verb of saying or a document: its subject, its agent, its author.

voices = Voices(parsed, entities)
voices.says(verb)     # whether it is a verb of saying
voices.subject(verb)  # an index into entities.items, or None
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from graph.model import Kind
from loaders.extract.context import base, tables
from loaders.extract.types import Entities, Mention, Parsed

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPEAKERS = frozenset([Kind.PERSON, Kind.ORGANIZATION, Kind.STATE, Kind.GROUP, Kind.DOCUMENT])


class Voices:
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
        """The referent that the verb's sentence is about: its subject, also in the passive; who is asked a question."""
        if base(verb) in ("ask", "question", "quiz", "interview"):
            asked = next((child for child in verb.rights if child.dep_ == "dobj"), None)
            wants = any(child.dep_ == "xcomp" for child in verb.rights)
            if asked is not None and not wants and (found := self.of_token(asked)) is not None:
                return found
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
