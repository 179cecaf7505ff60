"""Names of one referent: surnames, short forms, acronyms, demonyms, and capitals that act for their state."""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache

from graph.model import Kind
from loaders.extract.names import Tokens, in_title_case, is_title
from loaders.extract.referents import Referents
from loaders.extract.tables import given_name_gender, is_common, territories, words
from loaders.extract.types import Mention, Referent
from loaders.extract.typing_ import norm

_ADDRESSED = frozenset(
    "urge tell accuse ask warn criticize criticise blame press push support back thank condemn threaten give "
    "provide sell offer help sanction invite pressure remind assure inform notify consult engage rebuke praise "
    "welcome oppose defy anger irk please alarm embarrass brief want allow let lobby persuade convince call fault "
    "reject force arm supply fund punish reassure isolate deter provoke join represent lend pay owe grant deny "
    "promise pledge".split()
)
_MOVED = frozenset(
    "visit leave reach hit attack strike shell bomb tour capture seize enter pound besiege encircle cross quit "
    "flee surround occupy control".split()
)
_TOWN_NOUNS = frozenset(
    "airport street mayor suburb outskirts city centre center district hotel university port region resident "
    "hospital palace restaurant club metro court stadium museum neighbourhood neighborhood area border office "
    "police".split()
)
_TO_SOMEONE = frozenset(
    "message letter aid support offer warning appeal ambassador envoy delivery sale concession demand proposal "
    "threat note signal assistance loan response apology sanction pressure tariff mandate order instruction "
    "approval permission backing reply answer word".split()
)
_ABOUT_WAYS = frozenset("flight route train road journey distance railway".split())


def acts_as_state(t: Tokens, head: int) -> bool:
    """Whether the capital at token `head` acts for its state ("Baku denies", "urged Baku") or is but a place."""
    dep, governor = t.dep[head], t.head[head]
    verb = t.lemma[governor]
    if dep == "nsubj":
        settled = verb == "be" and any(
            t.dep[c] == "attr" and t.lemma[c] in ("city", "capital", "place", "town") for c in t.children[governor]
        )
        return t.pos[governor] in ("VERB", "AUX") and not settled
    if dep == "nsubjpass":
        return verb in _ADDRESSED
    if dep in ("dobj", "obj"):
        return verb not in _MOVED and (verb in _ADDRESSED or t.dep[governor] in ("xcomp", "ccomp"))
    if dep in ("dative", "agent"):
        return True
    if dep == "pobj":
        return _addressed_by(t, t.low[governor], t.head[governor])
    if dep == "poss":
        return t.lemma[governor] not in _TOWN_NOUNS
    if dep == "conj" and governor != head:
        return acts_as_state(t, governor)
    return False


def _addressed_by(t: Tokens, preposition: str, above: int) -> bool:
    noun = t.lemma[above]
    if preposition in ("with", "between", "against", "by"):
        return not (preposition == "between" and noun in _ABOUT_WAYS)
    if preposition == "to" and t.pos[above] == "VERB":
        return noun in (
            "write",
            "speak",
            "talk",
            "appeal",
            "give",
            "provide",
            "offer",
            "sell",
            "complain",
            "lend",
            "promise",
        )
    if preposition in ("to", "from", "for", "on"):
        return noun in _TO_SOMEONE or (preposition == "from" and noun in ("reaction", "comment", "demand"))
    return False


def join_names(r: Referents) -> None:
    """Give every name mention its referent."""
    groups: dict[tuple[str, Kind], list[int]] = defaultdict(list)
    union: list[int] = []
    written = {norm(r.text(mention)) for mention in r.mentions if mention.form == "name"}
    for index, mention in enumerate(r.mentions):
        if mention.form != "name" or mention.kind is None:
            continue
        form = norm(r.text(mention))
        code = _state_code(r, mention, form)
        if code is not None:
            name = r.text(mention) if code.startswith("?") else _names_by_code()[code]
            if code not in r.states:
                r.states[code] = r.new(name, Kind.STATE)
            r.assign(index, r.states[code])
        elif form == "Brussels" and acts_as_state(r.t, mention.head) and mention.head not in r.parsed.skip:
            union.append(index)
        else:
            dateline = mention.head in r.parsed.skip and form.isupper()
            shouted = form.isupper() and (" " in form or in_title_case(form) in written)
            form = in_title_case(form) if dateline or shouted else form
            if mention.kind is Kind.PLACE and form in territories().names:
                form = territories().names[form].name  # "Calif." is California
            groups[form, mention.kind].append(index)
    _Aliases(r, groups).join()
    eu = next((e for e in r.called.get("union", ()) if r.items[e].name == "European Union"), None)
    if eu is None:
        eu = next((e for e, item in enumerate(r.items) if item.name in ("EU", "European Union")), None)
    for index in union:
        if eu is None:
            eu = r.new("Brussels", Kind.PLACE)
        r.assign(index, eu)
    for item in r.items:
        item.mentions.sort()
        _gender(r, item)


@cache
def _names_by_code() -> dict[str, str]:
    return {territory.code: territory.name for territory in territories().names.values()}


def _state_code(r: Referents, mention: Mention, form: str) -> str | None:
    """The code of the state that the name means; "?" and the name where the state is in no table."""
    known = territories()
    if mention.kind is Kind.STATE:
        form = in_title_case(form) if mention.head in r.parsed.skip and form.isupper() else form
        bare = re.sub(r"^(?:Government|Kingdom|State|Republic) of (?:the )?", "", form)
        found = known.names.get(form) or known.names.get(bare) or known.demonyms.get(form)
        return found.code if found is not None else f"?{bare}"
    capital = known.capitals.get(form)
    if capital is None or mention.kind is not Kind.PLACE or capital.kind != "state":
        return None
    acts = mention.head not in r.parsed.skip and acts_as_state(r.t, mention.head)
    return capital.code if acts else None


_LEGAL = frozenset(
    "inc inc. corp corp. co co. ltd ltd. llc llp plc gmbh ag se oyj ab asa bv b.v. nv n.v. spa s.p.a. sa s.a. "
    "kk".split()
)


@cache
def _seats() -> frozenset[str]:
    """Territories, their peoples and capitals: a body that is called after one is not meant by its name alone."""
    known = territories()
    return frozenset(known.names) | frozenset(known.demonyms) | frozenset(known.capitals)


class _Aliases:
    """Joins the forms of people's, organizations' and other names, the longest first."""

    def __init__(self, r: Referents, groups: dict[tuple[str, Kind], list[int]]) -> None:
        self.r = r
        self.groups = groups
        self.by_word: dict[tuple[Kind, str], list[int]] = defaultdict(list)
        self.by_initials: dict[str, list[int]] = defaultdict(list)
        self.by_initial: dict[str, list[int]] = defaultdict(list)  # names of three words and more

    def join(self) -> None:
        r, groups = self.r, self.groups
        waiting = []
        for form, kind in sorted(groups, key=lambda k: (-len(k[0].split()), groups[k][0])):
            target = self._longer(form, kind)
            if target is None and kind is Kind.PERSON and " " not in form and self._bearers(form):
                waiting.append((form, kind))
                continue
            if target is None:
                written = r.text(r.mentions[groups[form, kind][0]])
                target = r.new(written if norm(written) == norm(form) else form, kind)
                self._index(target, form, kind)
            for index in groups[form, kind]:
                r.assign(index, target)
        for form, kind in waiting:
            self._shared_surname(form, groups[form, kind])

    def _index(self, entity: int, form: str, kind: Kind) -> None:
        parts = form.lower().split()
        for word in {*parts, parts[-1].split("-")[-1]}:
            self.by_word[kind, word].append(entity)
        if len(parts) > 2:
            self.by_initial[form[0]].append(entity)
        for initials in _initials(form):
            self.by_initials[initials].append(entity)

    def _parts(self, entity: int) -> list[str]:
        return norm(self.r.items[entity].name).lower().split()

    def _bearers(self, form: str) -> list[int]:
        """The persons whose full name ends with `form`, else has it before the last surname, else begins with it."""
        form = form.lower()
        known = [(e, self._parts(e)) for e in self.by_word[Kind.PERSON, form.split()[-1]]]
        known = [(e, [*parts[:-1], form] if parts[-1].endswith("-" + form) else parts) for e, parts in known]
        full = [(e, parts) for e, parts in known if len(parts) > 1]
        ends = [e for e, parts in full if form == parts[-1] or form == " ".join(parts[1:])]
        inner = [e for e, parts in full if len(parts) > 2 and form in parts[1:-1]]
        return ends or inner or [e for e, parts in full if parts[0] == form]

    def _longer(self, form: str, kind: Kind) -> int | None:
        """The referent already known by a longer form of the name, where there is just one."""
        parts = form.lower().split()
        if kind is Kind.PERSON:
            if len(parts) == 1:
                bearers = self._bearers(form)
                return bearers[0] if len(bearers) == 1 else None
            found = [e for e in self.by_word[kind, parts[-1]] if _same_person(parts, self._parts(e))]
            if len(parts) > 1 and not found:  # "Khubulia Zurab"
                found = [e for e in self.by_word[kind, parts[0]] if sorted(self._parts(e)) == sorted(parts)]
            return found[0] if len(found) == 1 else None
        if kind is Kind.ORGANIZATION:
            acronym = form.replace(".", "")
            if " " not in form and len(acronym) > 1 and acronym.isupper():
                meant = [e for e in self.by_initials[acronym] if self.r.items[e].kind is kind]
                if len(meant) == 1:
                    return meant[0]
            if " " not in form and len(acronym) > 2 and (acronym.isupper() or acronym.istitle()):
                named = (e for e in self.by_initial[acronym[0]] if self.r.items[e].kind is kind)
                meant = [e for e in named if abbreviates(acronym, norm(self.r.items[e].name))]
                if len(meant) == 1:
                    return meant[0]
            starts = (self.r.mentions[i].start for i in self.groups[form, kind])
            definite = any(start and self.r.t.low[start - 1] == "the" for start in starts)
            known = self.by_word[kind, parts[-1]]
            found = [e for e in known if self._shortens(parts, self._parts(e), definite=definite)]
            if len(found) > 1:  # "Haerang" is Haerang Group rather than Haerang Georgia
                bare = [
                    e for e in found if set(self._parts(e)[len(parts) :]) <= _LEGAL | {"group", "holding", "holdings"}
                ]
                found = bare if len(bare) == 1 else found
            return found[0] if len(found) == 1 else None
        return None

    @staticmethod
    def _shortens(parts: list[str], other: list[str], *, definite: bool) -> bool:
        while len(other) > 1 and other[-1] in _LEGAL:
            other = other[:-1]
        if len(other) <= len(parts):
            return other == parts
        if other[: len(parts)] == parts:  # "Polesie" for "Polesie Optics", but not "House" for "House of Lords"
            joint = other[len(parts)] in ("of", "for", "and")
            return (not joint or (definite and other[len(parts)] == "for")) and " ".join(parts).title() not in _seats()
        # "the Senate" for "Philippine Senate", but not "Tarvia" for "Radio Tarvia"
        return other[-len(parts) :] == parts and (len(parts) > 1 or definite or is_common(parts[0]))

    def _shared_surname(self, form: str, indices: list[int]) -> None:
        """A surname of several people: a title decides, else it is whoever bears it and was named first."""
        r = self.r
        bearers = self._bearers(form)
        for entity in bearers:
            _gender(r, r.items[entity])
        first = min(bearers, key=lambda e: min(r.items[e].mentions))
        for index in indices:
            title = _title_words(r, r.mentions[index].start)
            gender = "m" if title & words("male") else "f" if title & words("female") else None
            fit = [e for e in bearers if gender and r.items[e].gender == gender]
            if len(fit) == 1:
                r.assign(index, fit[0])
            elif min(r.items[first].mentions) < index:
                r.assign(index, first)


def _initials(form: str) -> set[str]:
    parts = [part for part in re.split(r"[\s\-]+", form) if part]
    if len(parts) < 2:
        return set()
    capitals = "".join(part[0] for part in parts if part[0].isupper())
    every = "".join(part[0].upper() for part in parts if part not in ("the", "and"))
    return {capitals, every}


_SMALL = frozenset(["of", "the", "and", "for", "in", "on", "de", "du", "des", "la", "&"])


def abbreviates(short: str, name: str) -> bool:
    """Whether the letters are those of the name's words in order: all initials, some with letters that follow.

    "ASEAN" is the Association of Southeast Asian Nations, "Aosis" the Alliance of Small Island States; one word of
    three gives a letter or two from inside at most.
    """
    letters = short.lower()
    at = inside = 0
    for word in re.split(r"[\s\-]+", name.lower()):
        if at < len(letters) and word and word[0] == letters[at]:
            at += 1
            here = 0
            following = letters[at] if at < len(letters) else ""
            if following and len(word) > 5 and following in word[2:] and not _begins_next(name, word, following):
                at, here = at + 1, 1
            inside += here
        elif word not in _SMALL:
            return False
    return at == len(letters) and inside <= 1


def _begins_next(name: str, word: str, letter: str) -> bool:
    rest = name.lower().split(word, 1)[1].split()
    return any(following[0] == letter for following in rest[:1] + [w for w in rest[1:2] if rest[0] in _SMALL])


def _same_person(parts: list[str], other: list[str]) -> bool:
    """Whether a name of several words may shorten or spell out the other: "S. Kelkar", "Anneke Steenhuis"."""
    if other[-len(parts) :] == parts:
        return True
    if parts[-1] != other[-1]:
        return False
    short = min(parts[0], other[0], key=len).rstrip(".")
    return parts[0] == other[0] or (len(short) == 1 and parts[0][0] == other[0][0])


def _title_words(r: Referents, start: int) -> set[str]:
    t = r.t
    found = set()
    i = start - 1
    while i >= 0 and t.sent[i] == t.sent[start] and (is_title(t.low[i]) or t.low[i] in words("title_modifiers")):
        found.add(t.low[i])
        i -= 1
    return found


def _gender(r: Referents, item: Referent) -> None:
    if item.kind is not Kind.PERSON or item.gender is not None:
        return
    for index in item.mentions:
        title = _title_words(r, r.mentions[index].start)
        if title & words("male"):
            item.gender = "m"
            return
        if title & words("female"):
            item.gender = "f"
            return
    if " " in item.name:
        gender = given_name_gender(item.name.split()[0])
        item.gender = gender if gender in ("m", "f") else None
