"""The referents of an article while coreference is at work: what they are called, and when they were last spoken of."""

from __future__ import annotations

from collections import defaultdict

from graph.model import Kind
from loaders.extract.names import Tokens, tokens_of
from loaders.extract.quotes import find_quotes
from loaders.extract.tables import territories, words
from loaders.extract.types import Entities, Mention, Parsed, Referent
from loaders.extract.typing_ import norm


class Referents:
    """Referents are known by their index into `items`, mentions by theirs into `mentions`.

    Every look-up goes through an index, so that the work grows with the text and not with its square.
    """

    def __init__(self, parsed: Parsed, mentions: list[Mention]) -> None:
        self.parsed = parsed
        self.t: Tokens = tokens_of(parsed)
        self.mentions = mentions
        self.items: list[Referent] = []
        self.states: dict[str, int] = {}  # code of a territory -> referent
        self.described: dict[int, set[str]] = defaultdict(set)  # the nouns that the text calls a referent by
        self.modifiers: dict[int, set[str]] = defaultdict(set)  # and the words that go with them
        self.affiliation: dict[int, int] = {}  # a person's organization
        self.state_of: dict[int, int] = {}  # a person's state
        self.owned: dict[tuple[int, str], int] = {}  # (owner, noun) -> referent: "her daughter" is one
        self.owned_named: dict[tuple[int, str], int] = {}  # the same for who is named with it
        self.plural: dict[int, bool] = defaultdict(bool)
        self.home: int | None = None  # the state whose government the article means when it names none
        self.last: dict[int, int] = {}  # referent -> its last mention before the one at work
        self.called: dict[str, list[int]] = defaultdict(list)  # noun or word of a name -> referents
        self.subject_at: dict[int, int] = {}  # referent -> the last sentence that has it as a subject
        self._history: list[tuple[int, int]] = []  # (mention, referent) in the order of the text
        self.at_head: dict[int, int] = {}
        self.name_starting: dict[int, int] = {}
        self.name_ending: dict[int, int] = {}
        self.in_sentence: dict[int, list[int]] = defaultdict(list)
        for i, mention in enumerate(mentions):
            self.in_sentence[self.t.sent[mention.head]].append(i)
            old = self.at_head.get(mention.head)
            if old is None or mention.end - mention.start > mentions[old].end - mentions[old].start:
                self.at_head[mention.head] = i
            if mention.form == "name":
                self.name_starting.setdefault(mention.start, i)
                old = self.name_ending.get(mention.end)
                if old is None or mention.start < mentions[old].start:
                    self.name_ending[mention.end] = i
        self.quoted = [False] * len(self.t.text)  # whether the token stands in a quotation
        for quote in find_quotes(parsed):
            self.quoted[quote.start : quote.end] = [True] * (quote.end - quote.start)
        first_end = self.t.starts[1] if len(self.t.starts) > 1 else 0
        last = self.t.text[first_end - 1] if first_end else ""
        closed = any(self.t.text[i] in ".!?" for i in range(max(0, first_end - 3), first_end))
        self.headline = last.startswith("\n") and not closed

    def text(self, mention: Mention) -> str:
        """The words of the mention."""
        return self.t.surface(mention.start, mention.end)

    def sentence(self, index: int) -> int:
        """The number of the sentence that mention `index` stands in."""
        return self.t.sent[self.mentions[index].head]

    def lemma(self, mention: Mention) -> str:
        """The noun of a description, in the singular and lower case."""
        t, head = self.t, mention.head
        if t.pos[head] == "NOUN":
            return t.lemma[head]
        return t.low[head].removesuffix("s") if mention.plural else t.low[head]

    def new(self, name: str, kind: Kind, *, named: bool = True) -> int:
        """A new referent."""
        self.items.append(Referent(name=name, kind=kind, named=named))
        entity = len(self.items) - 1
        if named and kind is Kind.ORGANIZATION and name.isupper():
            for calling in words("famous_callings"):
                acronym, _, noun = calling.partition("_")
                if acronym == name.lower():
                    self.know(entity, noun, frozenset())
        if named and kind is not Kind.PERSON:
            parts = norm(name).lower().split()
            for word in set(parts) if len(parts) > 1 else ():
                self.called[word].append(entity)
        return entity

    def assign(self, index: int, *entities: int) -> None:
        """Mention `index` stands for `entities`."""
        mention = self.mentions[index]
        mention.entities = entities
        if len(entities) == 1:
            if mention.form == "nominal":
                self.plural[entities[0]] = mention.plural
            mention.kind = self.items[entities[0]].kind
            if mention.form != "pronoun":
                self.items[entities[0]].mentions.append(index)

    def note(self, index: int) -> None:
        """Mention `index` has been passed: its referents are the latest spoken of."""
        mention = self.mentions[index]
        subject = is_subject(self.t, mention.head) and self.t.tag[mention.head] != "PRP$"
        alone = len(mention.entities) == 1
        for entity in mention.entities:
            if alone or entity not in self.last:  # "both ministers" makes neither the one that "he" means
                self.last[entity] = index
            if subject and alone:
                self.subject_at[entity] = self.sentence(index)
            self._history.append((index, entity))

    def know(self, entity: int, noun: str, modifiers: frozenset[str] | set[str]) -> None:
        """The text calls `entity` by `noun`, with those modifiers."""
        if noun not in self.described[entity]:
            self.described[entity].add(noun)
            self.called[noun].append(entity)
        self.modifiers[entity] |= modifiers

    def recent(self, index: int, kinds: frozenset[Kind] | set[Kind], sentences: int) -> list[int]:
        """Referents of those kinds in the `sentences` sentences up to mention `index`, latest first."""
        here = self.sentence(index)
        found: dict[int, None] = {}
        for at, entity in reversed(self._history):
            if here - self.sentence(at) > sentences:
                break
            if self.items[entity].kind in kinds:
                found.setdefault(entity)
        return list(found)

    def merge(self, entity: int, into: int) -> None:
        """All mentions of `entity` are `into`'s; `compact` removes it."""
        for index in self.items[entity].mentions:
            mention = self.mentions[index]
            mention.entities = (into,)
            mention.kind = self.items[into].kind
        self.items[into].mentions += self.items[entity].mentions
        self.items[entity].mentions = []
        for mention in self.mentions:
            if entity in mention.entities:
                mention.entities = tuple(dict.fromkeys(into if e == entity else e for e in mention.entities))

    def compact(self) -> Entities:
        """The result, without referents that nothing mentions."""
        used = {e for mention in self.mentions for e in mention.entities}
        place = {old: new for new, old in enumerate(sorted(used))}
        for mention in self.mentions:
            if len(mention.entities) == 1:
                mention.kind = self.items[mention.entities[0]].kind
            mention.entities = tuple(place[e] for e in mention.entities)
        items = [self.items[old] for old in sorted(used)]
        for item in items:
            item.mentions.sort(key=lambda i: self.mentions[i].start)
        return Entities(mentions=self.mentions, items=items)


def modifiers_of(t: Tokens, start: int, head: int) -> frozenset[str]:
    """The words between `start` and the noun that tell which one is meant; a demonym is its territory ("=fr")."""
    found: set[str] = set()
    known = territories()
    i = start
    while i < head:
        for stop in range(min(head, i + 3), i, -1):
            form = norm(t.surface(i, stop))
            territory = known.demonyms.get(form) or known.names.get(form)
            if territory is not None:
                found.add(f"={territory.code}")
                i = stop - 1
                break
        else:
            if t.pos[i] in ("ADJ", "NOUN", "PROPN") and t.low[i] not in _EMPTY and t.dep[i] != "poss":
                found.add(t.low[i])
        i += 1
    return frozenset(found)


_EMPTY = frozenset("new former same first last whole own other said so-called late current latest final".split())


def is_subject(t: Tokens, i: int) -> bool:
    """Whether token `i` is the subject of its clause."""
    return t.dep[i] in ("nsubj", "nsubjpass", "agent")


def conjunction_root(t: Tokens, i: int) -> int:
    """The first of the coordinated phrases that token `i` heads one of."""
    for _ in range(40):
        if t.dep[i] != "conj":
            break
        i = t.head[i]
    return i


#: Words that a description of someone known begins with.
DEFINITE = frozenset("the this that these those both".split())


def possessor_of(t: Tokens, head: int) -> int | None:
    """The token that possesses what the noun at `head` names."""
    return next((c for c in t.children[head] if t.dep[c] == "poss"), None)
