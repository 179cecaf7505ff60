"""Finds relations between an article's referents: the ontology's frames matched on the clauses of its parse."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from graph.model import Kind
from graph.ontology import ONTOLOGY
from loaders.extract.clauses import Clauses
from loaders.extract.details import behalf_of, detail_of
from loaders.extract.fillers import Filler, Fillers
from loaders.extract.fits import fits
from loaders.extract.frames import Frame, load_frames
from loaders.extract.misses import note_misses
from loaders.extract.offices import Offices
from loaders.extract.pairs import pair_up
from loaders.extract.stretch import stretch
from loaders.extract.tree import Tree
from loaders.extract.types import Candidate, Entities, Miss, Parsed

#: Who elects or confirms a holder of another's office.
_ELECTORS = frozenset(
    """parliament assembly board council court jury congress senate committee members voters delegates conference
    shareholders convention synod commission lawmakers house legislature party""".split()
)
#: The most pairs that one predicate makes: more is a list, not a meeting.
_MOST_PAIRS = 40


class _Finder:
    """One article's search."""

    def __init__(self, parsed: Parsed, entities: Entities, misses: list[Miss] | None = None) -> None:
        self.parsed = parsed
        self.misses = misses
        self.entities = entities
        self.tree = Tree(parsed.doc)
        self.fillers = Fillers(entities, Clauses(self.tree))
        self.offices: Offices | None = None  # made when a verb tells of the first

    def find(self) -> Iterator[Candidate]:
        """All candidates, in the order of their predicates."""
        frames = load_frames()
        tree = self.tree
        for i, lemma in enumerate(tree.lemma):
            if i in self.parsed.skip:
                continue
            if tree.is_verb(i):
                table = frames.verbs
            elif tree.pos[i] == "NOUN" or (tree.pos[i] == "PROPN" and i not in self.fillers.covering):
                table = frames.nouns
            elif tree.pos[i] == "ADJ":
                table = frames.adjectives
            elif tree.pos[i] == "VERB" and tree.tag[i] == "VBG":
                table = frames.nouns  # "A's sacking by B"
            else:
                continue
            for base in (lemma, *(_bases(tree.lower[i]) if table is frames.verbs else (tree.lower[i],))):
                if base in table:
                    yield from self._at(i, table[base])
                    break

    def _at(self, i: int, frames: tuple[Frame, ...]) -> Iterator[Candidate]:
        slots = dict(self.fillers.clauses.slots(i))
        seen: set[tuple[str, int, int]] = set()
        across: set[str] = set()
        for frame in sorted(frames, key=lambda frame: frame.source == frame.target):
            alone = frame.source == frame.target
            if (alone and frame.relation in across) or not fits(self.tree, frame, i, slots):
                continue
            if "office" in frame.flags:
                yield from self._offices(frame, i, slots)
                continue
            made = pair_up(self.fillers, frame, slots)
            if len(made) > _MOST_PAIRS:
                continue
            for source, target in made:
                key = (frame.relation, source.entity, target.entity)
                if source.entity == target.entity or key in seen:
                    continue
                seen.add(key)
                if self.entities.items[target.entity].kind is not Kind.DOCUMENT:
                    across.add(frame.relation)
                yield self._candidate(frame, i, slots, source, target)
        if self.misses is not None:
            made_here = {relation for relation, _, _ in seen}
            note_misses(self.parsed.doc, self.fillers, self.misses, i, frames, slots, made_here)

    def _offices(self, frame: Frame, i: int, slots: dict[str, tuple[int, ...]]) -> Iterator[Candidate]:
        """The roles that who fills the source slot holds, by the role nouns that fill the target slot."""
        nouns = next((slots[name] for name in frame.target if slots.get(name)), ())
        bearers, slot = self.fillers.slot(frame, slots, frame.source, frame.source_kinds) if nouns else ([], "")
        if not bearers:
            return
        if self.offices is None:
            self.offices = Offices(self.parsed, self.entities)
        givers: list[Filler] = []
        if slot != "subject":
            givers = self.fillers.slot(frame, slots, ("subject",), frozenset({Kind.ORGANIZATION, Kind.STATE}))[0]
        givers += self.fillers.slot(frame, slots, ("at", "in"), frozenset({Kind.ORGANIZATION}))[0]
        giver = next(
            (
                (g.entity, g.mention)
                for g in givers
                if g.mention is not None and self.tree.lower[g.token] not in _ELECTORS
            ),
            None,
        )
        for noun, bearer in product(nouns, bearers):
            if bearer.mention is None:
                continue
            for office in self.offices.held(noun, bearer.entity, giver=giver):
                ends = (bearer, Filler(office.owner, office.owner_mention, noun))
                source, target = reversed(ends) if office.inverse else ends
                candidate = self._candidate(frame, i, slots, source, target)
                candidate.relation, candidate.detail = office.relation, office.detail
                yield candidate

    def _candidate(
        self, frame: Frame, i: int, slots: dict[str, tuple[int, ...]], source: Filler, target: Filler
    ) -> Candidate:
        tokens = []
        for filler in (source, target):
            if filler.mention is not None:
                mention = self.entities.mentions[filler.mention]
                tokens += [mention.start, mention.end - 1]
            tokens.append(filler.token)
        start, end = stretch(self.tree, i, tokens)
        return Candidate(
            relation=frame.relation,
            source=source.entity,
            target=target.entity,
            trigger=i,
            start=start,
            end=end,
            rule=frame.rule,
            source_mention=source.mention,
            target_mention=target.mention,
            modality=frame.modality,
            presupposed="presupposed" in frame.flags,
            detail=detail_of(self.parsed.doc, self.tree, frame, i, slots),
            on_behalf_of=behalf_of(self.fillers, frame, i, slots, source, target),
        )


def _bases(word: str) -> tuple[str, ...]:
    """What the lemma of a verb's form may be, where the model's is wrong ("dined": "din")."""
    if word.endswith("ed"):
        return word[:-1], word[:-2], word[:-3]
    if word.endswith("ing"):
        return word[:-3], word[:-3] + "e", word[:-4]
    return ()


def find_relations(parsed: Parsed, entities: Entities, *, misses: list[Miss] | None = None) -> list[Candidate]:
    """The relations that the clauses of `parsed` state between `entities`, before modality, date and asserter.

    Predicates that fit a relation without having its two ends are added to `misses`, where it is given.
    """
    finder = _Finder(parsed, entities, misses)
    return _strongest(finder.find(), finder.tree.sentence)


def _strongest(candidates: Iterator[Candidate], sentence: list[int]) -> list[Candidate]:
    """One candidate for what two predicates of a sentence say alike, the verb's rather than the noun's."""
    found: dict[tuple[str, int, int, int], Candidate] = {}
    for candidate in candidates:
        ends = (candidate.source, candidate.target)
        if ONTOLOGY.relations[candidate.relation].symmetric:
            ends = (min(ends), max(ends))
        key = (candidate.relation, *ends, sentence[candidate.trigger])
        old = found.get(key)
        if old is None or ("/nouns/" in old.rule and "/verbs/" in candidate.rule):
            found[key] = candidate
    return sorted(found.values(), key=lambda candidate: candidate.trigger)
