"""Names in the text: runs of capitalised words, cut at titles and demonyms, with the model's entities as one witness.

The small models miss names at the start of a sentence and cut them short, so capital letters find the names here, and
the model's entities decide only where capitals say nothing (a text in capitals or without any) or how far a name goes.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise

from loaders.extract.tables import cities, given_name_gender, is_common, territories, words
from loaders.extract.types import Parsed

_PARTICLES = words("name_particles")
_OF_TAKERS = (words("organization_names") - words("company_names")) | words("place_names") | words("of_takers")
_AND_TAKERS = words("and_takers")
_POSSESSIVE_NAMES = words("possessive_names")
_AFTER_HYPHEN = words("after_hyphen")
MONTHS_DAYS = words("months_days")
_FUNCTION = frozenset(
    ["DET", "ADP", "PRON", "CCONJ", "SCONJ", "ADV", "AUX", "INTJ", "PART", "PUNCT", "SPACE", "SYM", "NUM", "X"]
)
NAME_LABELS = frozenset(["PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT", "LAW", "PRODUCT", "WORK_OF_ART"])
_OPENING = frozenset("“\"‘«(„'—–-:[/•*|")
_NEVER = words("never_names")


@dataclass(slots=True)
class Tokens:
    """The attributes of a Doc's tokens as plain lists: reading them from spaCy again and again is slow."""

    text: list[str]
    low: list[str]
    lemma: list[str]
    pos: list[str]
    tag: list[str]
    dep: list[str]
    head: list[int]
    label: list[str]
    sent: list[int]  # the number of its sentence
    starts: list[int]  # the first token of each sentence
    space: list[bool]  # white space follows
    char: list[int]
    children: list[list[int]]

    def sentence_end(self, sentence: int) -> int:
        """The token after the last one of `sentence`."""
        return self.starts[sentence + 1] if sentence + 1 < len(self.starts) else len(self.text)

    def surface(self, start: int, end: int) -> str:
        """The text of the tokens `start` to `end`, white space as single spaces."""
        parts = [self.text[i] + (" " if self.space[i] else "") for i in range(start, end)]
        return " ".join("".join(parts).split())


def tokens_of(parsed: Parsed) -> Tokens:
    """The tokens of `parsed`, read from its Doc once."""
    doc = parsed.doc
    if "backchannel" in doc.user_data:
        known: Tokens = doc.user_data["backchannel"]
        return known
    tokens = list(doc)
    sent: list[int] = []
    starts: list[int] = []
    for i, begin in enumerate(doc.to_array("SENT_START") if tokens else ()):
        if i == 0 or begin == 1:
            starts.append(i)
        sent.append(len(starts) - 1)
    heads = [t.head.i for t in tokens]
    children: list[list[int]] = [[] for _ in heads]
    for i, h in enumerate(heads):
        if h != i:
            children[h].append(i)
    text = [t.text for t in tokens]
    found = Tokens(
        text=text,
        low=[word.replace("’", "'").lower() for word in text],
        lemma=[t.lemma_.lower() for t in tokens],
        pos=[t.pos_ for t in tokens],
        tag=[t.tag_ for t in tokens],
        dep=[t.dep_ for t in tokens],
        head=heads,
        label=[t.ent_type_ for t in tokens],
        sent=sent,
        starts=starts,
        space=[bool(t.whitespace_) or t.is_space for t in tokens],
        char=[t.idx for t in tokens],
        children=children,
    )
    doc.user_data["backchannel"] = found
    return found


@dataclass(slots=True)
class Name:
    """A name at one place in the text; `title` are the tokens of the title before it, `labels` the model's."""

    start: int
    end: int
    head: int
    text: str
    title: tuple[int, int] | None = None
    labels: Counter[str] = field(default_factory=Counter)
    demonym: bool = False
    headline: bool = False


def _capital(word: str) -> bool:
    if word[:1].isupper():
        return True
    quoted = len(word) > 2 and word[0] in "'’`" and word[1].isupper()
    return quoted or (len(word) > 3 and word[0] in "dl" and word[1] in "'’" and word[2].isupper())  # "d'Afrique"


def in_title_case(form: str) -> str:
    """A name in capitals as it is written elsewhere: "MANILA" is "Manila"."""
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), form)


def phrase_head(t: Tokens, start: int, end: int) -> int:
    """The token of the stretch that hangs on one outside it (the last such, as the head of an English name is)."""
    outside = [i for i in range(start, end) if not start <= t.head[i] < end or t.head[i] == i]
    if not outside:
        return end - 1
    nominal = [i for i in outside if t.pos[i] in ("PROPN", "NOUN", "ADJ", "X")]
    return (nominal or outside)[-1]


def _cased_sentences(t: Tokens) -> tuple[list[bool], list[bool]]:
    """For each sentence: whether its capitals tell names apart, and whether it is written in title case."""
    cased, titled = [], []
    for s, start in enumerate(t.starts):
        alpha = [t.text[i] for i in range(start, t.sentence_end(s)) if t.text[i][:1].isalpha()]
        long = [w for w in alpha if len(w) > 3] or alpha
        upper = sum(w.isupper() and len(w) > 1 for w in alpha)
        capital = sum(_capital(w) for w in long)
        shouted = len(alpha) > 3 and upper > 0.7 * len(alpha)
        cased.append(not shouted)
        closed = next((t.text[i] for i in range(t.sentence_end(s) - 1, start - 1, -1) if t.pos[i] != "SPACE"), ".")
        headline = closed[-1] not in ".!?”\"’'"
        titled.append(headline and not shouted and len(alpha) > 3 and capital > 0.75 * len(long) and capital > 3)
    return cased, titled


def title_case(t: Tokens) -> list[bool]:
    """For each sentence: whether it is a headline in title case, where capitals tell nothing and parses are bad."""
    return _cased_sentences(t)[1]


def _name_tokens(t: Tokens, skip: frozenset[int], cased: list[bool], titled: list[bool]) -> list[bool]:
    """Which tokens are capitalised because they are (part of) names."""
    middle: Counter[str] = Counter()  # capitalised in the middle of a sentence
    lower: Counter[str] = Counter()
    at_start: list[bool] = []
    first = True
    last_sentence = -1
    for i, word in enumerate(t.text):
        if t.sent[i] != last_sentence:
            first, last_sentence = True, t.sent[i]
        at_start.append(first)
        if t.pos[i] == "SPACE":
            continue
        if word in _OPENING or word in ("''", "``", "...", "…", ";", ".", "?", "!"):
            first = first or word not in ("-", "(", "'", "/", "[", ";")
            continue
        if not first and not titled[t.sent[i]] and cased[t.sent[i]] and i not in skip:
            if _capital(word):
                middle[word] += 1
            elif word.islower():
                lower[word] += 1
        first = False
    found = []
    for i, word in enumerate(t.text):
        ok = _capital(word) and i not in skip and cased[t.sent[i]] and t.low[i] not in _NEVER
        if ok and t.low[i] in MONTHS_DAYS:
            nxt = i + 1 < len(t.text) and _capital(t.text[i + 1]) and t.label[i] == "PERSON"
            ok = nxt or (
                t.label[i] not in ("DATE", "TIME", "") and t.low[i] in ("may", "april", "june", "august", "march")
            )
        elif ok and titled[t.sent[i]]:
            ok = word in middle or word in territories().names or word in territories().demonyms
            ok = ok or (not middle and t.label[i] in ("PERSON", "GPE", "ORG") and t.low[i] not in lower)
        elif ok and at_start[i]:
            follows = i + 1 < len(t.text) and _capital(t.text[i + 1]) and t.space[i]
            follows = follows or (t.low[i + 1 : i + 2] != [] and t.low[i + 1] in _FOREIGN and _capital(t.text[i + 2]))
            if word in middle or word in territories().names or word in territories().demonyms:
                ok = True
            elif t.pos[i] in _FUNCTION and t.label[i] not in ("PERSON", "ORG", "GPE"):
                foreign = (
                    follows and word.isalpha() and len(word) > 2 and not is_common(word) and t.pos[i] in ("X", "INTJ")
                )
                ok = (word.isupper() and len(word) > 1) or foreign
            elif _sorts_next(t, i):
                ok = False
            elif t.pos[i] == "PROPN":
                ok = t.low[i] not in lower or t.label[i] in NAME_LABELS or follows
            elif len(word) > 2 and word.isalpha() and t.low[i] not in lower and not is_common(word):
                ok = True
            elif follows and t.pos[i] in ("NOUN", "ADJ", "VERB"):
                ok = t.pos[i] != "VERB" or t.label[i] in ("PERSON", "ORG") or t.low[i + 1] in _NEVER
            elif t.low[i] in _FOUNDERS:
                ok = _founds(t, i)
            else:
                ok = t.label[i] in ("PERSON", "ORG", "GPE") and t.low[i] not in lower
        found.append(ok)
    return found


def _sorts_next(t: Tokens, i: int) -> bool:
    """Whether the word at a sentence's start goes with a common noun: "Trade union Solidar"."""
    if i + 1 >= len(t.text) or not t.space[i] or t.label[i] or not is_common(t.text[i]):
        return False
    return t.text[i + 1].islower() and t.pos[i + 1] == "NOUN" and t.dep[i] in ("compound", "amod")


#: Small words that are none in English.
_FOREIGN = _PARTICLES - {"of", "ben", "den", "san", "ter", "the", "y", "e"}
#: "Doctors of the World": people whom bodies are called after.
_FOUNDERS = words("founders")


def _founds(t: Tokens, i: int) -> bool:
    """Whether "of the" and a capitalised word that is no name of a place follow."""
    k = i + 3 if t.low[i + 2 : i + 3] == ["the"] else i + 2
    if k >= len(t.text) or t.low[i + 1] != "of" or not _capital(t.text[k]):
        return False
    return is_common(t.text[k]) and t.text[k] not in territories().names and t.text[k] not in cities()


def _runs(t: Tokens, named: list[bool]) -> list[tuple[int, int]]:
    """Stretches of name tokens with the small words that join them."""
    runs: list[tuple[int, int]] = []
    n = len(t.text)
    i = 0
    while i < n:
        if not named[i]:
            i += 1
            continue
        start, last = i, i
        words_so_far = [t.low[i]]
        j = i + 1
        while j < n and t.sent[j] == t.sent[start]:
            if named[j] and (t.space[j - 1] or t.text[j - 1] in "-–/’'" or t.text[j - 1] == "&"):
                words_so_far.append(t.low[j])
                last = j
                j += 1
                continue
            k = _bridge(t, named, start, j, words_so_far)
            if k is None:
                break
            words_so_far += [t.low[x] for x in range(j, k + 1)]
            last = k
            j = k + 1
        runs.append((start, last + 1))
        i = last + 1
    return runs


def _same_entity(t: Tokens, i: int, j: int, labels: frozenset[str]) -> bool:
    return all(t.label[x] == t.label[i] and t.label[x] in labels for x in range(i, j + 1))


def _organization_around(t: Tokens, i: int) -> bool:
    """Whether the model's entity that holds token `i` has a word of organizations in it, and no title."""
    start = end = i
    while start > 0 and t.label[start - 1] == t.label[i]:
        start -= 1
    while end < len(t.label) and t.label[end] == t.label[i]:
        end += 1
    return _is_organization(t, start, end) and not any(t.low[k] in words("titles") for k in range(start, end))


_LONG = frozenset(["ORG", "FAC", "LAW", "EVENT", "WORK_OF_ART", "LOC"])


def _bridge(t: Tokens, named: list[bool], start: int, j: int, before: list[str]) -> int | None:
    """The name token that the small words from `j` on join to the run, or None."""
    n = len(t.text)
    word = t.low[j]
    nxt = j + 1
    if nxt >= n or t.sent[nxt] != t.sent[start]:
        return None
    if word in ("-", "–") and not t.space[j - 1] and not t.space[j]:
        tail = t.low[nxt]
        if named[nxt]:
            demonyms = territories().demonyms
            return None if t.text[j - 1] in demonyms and t.text[nxt] in demonyms else nxt
        alpha = tail.isalpha() and len(tail) <= 5 and tail not in _AFTER_HYPHEN
        if alpha and len(before) > 1 and t.pos[nxt] not in ("VERB", "ADV", "ADP"):  # "Han Seok-ju"
            return nxt
        return (
            nxt
            if alpha and t.pos[nxt] in ("PROPN", "NOUN", "X") and t.label[j - 1] in ("PERSON", "ORG", "GPE")
            else None
        )
    if word == "&":
        return nxt if named[nxt] else None
    if word == "." and not t.space[j - 1] and not t.space[j] and len(t.text[nxt]) <= 2:  # "S.p.A."
        return nxt if named[nxt] else None
    if t.text[j : j + 3] == ["A", "/", "S"]:
        return j + 2
    if _capital(t.text[j]) and word in _NEVER and named[nxt] and t.space[j]:  # "Save Our Shore"
        return nxt
    if word in _PARTICLES and not _capital(t.text[j]):
        if t.text[nxt] == "-" and nxt + 1 < n and named[nxt + 1] and not t.space[nxt]:  # "al-Yahmadi"
            return nxt + 1
        if named[nxt]:
            return nxt
        return nxt + 1 if t.low[nxt] in _PARTICLES and nxt + 1 < n and named[nxt + 1] else None
    if word in ("of", "for", "on", "in", "to"):
        k = nxt + 1 if t.low[nxt] == "the" and nxt + 1 < n else nxt
        if not named[k] or t.sent[k] != t.sent[start]:
            return None
        if word == "of" and before[-1] in _OF_TAKERS | _FOUNDERS | words("document_names"):
            return k
        if word in ("for", "on") and before[-1] in _AND_TAKERS | words("for_takers"):
            return k
        return k if _same_entity(t, j - 1, k, _LONG) and _organization_around(t, j) else None
    if word in ("and", ","):
        joined = any(w in ("of", "for", "on", "&") for w in before) or (
            before[-1] in words("title_modifiers") and word == "and"
        )
        if named[nxt] and joined and any(w in _AND_TAKERS for w in before):
            if word == ",":  # "Ministry of Trade, Industry and Energy"
                k = nxt
                while k + 1 < n and named[k + 1]:
                    k += 1
                return (
                    nxt if k + 2 < n and t.low[k + 1] in ("and", ",") and named[k + 2] and t.label[j] == "ORG" else None
                )
            return nxt
        if word == "and" and named[nxt] and _same_entity(t, j - 1, nxt, _LONG):
            return nxt
        return None
    plural = word == "'" and before[-1].endswith("s") and not t.space[j - 1] and t.space[j]
    if (t.tag[j] == "POS" or plural) and word in ("'s", "'") and named[nxt]:
        owner = before[-1].rstrip("'s") if before[-1].endswith("s") else before[-1]
        if before[-1] in _POSSESSIVE_NAMES or owner in _POSSESSIVE_NAMES:
            return nxt
        if word == "'" and t.low[nxt] in words("organization_names"):  # "Seafarers' Union"
            return nxt
        if t.low[nxt] in _SAINTS_HOUSES and t.text[j - 1] not in territories().names and t.text[j - 1] not in cities():
            return nxt  # "St. Brendan's Hospital"
        one = len(before) == 1 and t.label[j - 1] in ("ORG", "FAC") and _same_entity(t, j - 1, nxt, _LONG)
        return nxt if one and t.text[j - 1] not in territories().names else None
    return None


#: What is called after whom it stands for in the possessive.
_SAINTS_HOUSES = frozenset("hospital college school church cathedral university academy hospice abbey chapel".split())
#: Capitalised at the start of a sentence, and no part of a name.
_LEADING = words("leading")
_JOINTS = frozenset("of for on in to and the & , - –".split())
#: Before these titles stands what they are in charge of, however it is called.
_OF_PORTFOLIOS = frozenset("minister secretary judge justice attorney".split())
_OWN_SECRETARIES = frozenset("council party cabinet committee commission court league union association".split())


def _territory_end(t: Tokens, start: int, end: int) -> tuple[int, bool]:
    """How far a territory's name or demonym reaches from `start`, and whether it is a demonym; `start` if none."""
    known = territories()
    for stop in range(min(end, start + 5), start, -1):
        form = t.surface(start, stop).replace("’", "'")
        if form in known.names:
            return stop, False
        if form in known.demonyms:
            return stop, True
    return start, False


def _is_organization(t: Tokens, start: int, end: int) -> bool:
    return any(t.low[i] in words("organization_names") for i in range(start, end))


_RELIGIOUS = frozenset(["Father", "Sister", "Brother", "Mother"])


def title_start(t: Tokens, start: int, floor: int) -> int:
    """Where the title that stands right before `start` begins (`start` itself: there is none). Not below `floor`."""
    i = start - 1
    titles, modifiers = words("titles"), words("title_modifiers")
    begin = start
    while i >= floor and t.sent[i] == t.sent[start - 1]:
        word = t.low[i]
        religious = begin == start and t.text[i] in _RELIGIOUS
        if word in titles or (word.endswith("s") and word[:-1] in titles) or religious:
            begin = i
        elif word in ("-", "/") and begin == i + 1:
            pass
        elif begin < start and word in modifiers:
            begin = i
        elif begin < start and word == "of" and i > floor and t.low[i - 1] in titles:  # "Secretary of State"
            pass
        elif (
            begin == start
            and i >= floor + 2
            and t.low[i - 1] == "of"
            and t.low[i - 2] in titles
            and (word in modifiers)
        ):
            begin = i - 2
            i -= 2
        else:
            break
        i -= 1
    return begin


def is_title(word: str) -> bool:
    """Whether the word in lower case is a title, in the singular or plural."""
    titles = words("titles")
    return word in titles or (word.endswith("s") and word[:-1] in titles and word not in words("organization_names"))


def _after_title(t: Tokens, start: int, end: int) -> int | None:
    """The token after the last title in the run: "Secretary of State | Marco Rubio"; None where it holds no title."""
    modifiers = words("title_modifiers")
    if t.text[start] in _RELIGIOUS and end - start > 2 and given_name_gender(t.text[start + 1]):
        return start + 1
    last = next((i for i in range(end - 1, start - 1, -1) if is_title(t.low[i])), None)
    surname = last is not None and start < last == end - 1
    if surname and last is not None and (given_name_gender(t.text[last - 1]) or _surname_title(t, start, last)):
        last = next((i for i in range(last - 1, start - 1, -1) if is_title(t.low[i])), None)
    if last is not None and last + 1 < end and t.low[last] in _FOUNDERS and t.low[last + 1] == "of":
        return None
    if last is None or (t.text[last] == "Dean" and last == start and end - start == 2):  # "Tom King", "Dean Ward"
        return None
    if last + 2 < end and t.low[last + 1] == "of":
        inner = last + 2
        while inner < end and t.low[inner] in modifiers | {"the", "and", "of", "affairs"}:
            inner += 1
        return inner if inner < end and t.low[inner - 1] in modifiers else end
    return last + 1


def _surname_title(t: Tokens, start: int, last: int) -> bool:
    """Whether a title that ends a name is rather a surname: "Holloway Dean" in "for Holloway Dean"."""
    if t.low[last] not in words("surname_titles") or last - start != 1 or t.low[start - 1 if start else 0] == "the":
        return False
    return not _is_organization(t, start, last) and t.text[start] not in territories().names


def _title_in_run(t: Tokens, start: int, rest: int) -> int:
    """Where the title that ends at `rest` begins; what stands before it in the run is whose title it is."""
    begin = title_start(t, rest, start)
    if begin == rest:
        begin = next(i for i in range(rest - 1, start - 1, -1) if is_title(t.low[i]))
        begin = title_start(t, begin + 1, start)
    stop, _ = _territory_end(t, start, begin)
    if stop > start:
        return begin if _is_organization(t, stop, begin) and t.low[begin - 1] not in ("district", "ports") else stop
    title = {t.low[i] for i in range(begin, rest)}
    body = t.text[begin - 1].isupper() or "general" in title  # "NATO Secretary General", "HUD Secretary"
    if _OF_PORTFOLIOS & title and t.low[begin - 1] not in _OWN_SECRETARIES and not body:
        return start  # "Shipping Secretary", "Strategic Affairs Minister"
    return begin


def _split_run(t: Tokens, start: int, end: int) -> list[Name]:
    """The names in one run of capitals: "U.S. Secretary of State Marco Rubio" has two."""
    while start < end and (t.low[start] in _LEADING or not _capital(t.text[start])):
        start += 1
    while end > start and not _capital(t.text[end - 1]) and t.low[end - 1] in _JOINTS:
        end -= 1
    if start + 1 < end and start > 1 and t.text[start - 1] == "-" and t.low[start - 2] in ("pro", "anti", "non"):
        start += 1
    if start >= end:
        return []
    of_title = end - start > 2 and start > 1 and t.low[start - 1] == "of" and is_title(t.low[start - 2])
    if of_title and given_name_gender(t.text[end - 2]) and not given_name_gender(t.text[start]):
        # "chief executive of Norrland Kraft Eva Lindqvist"
        return [*_split_run(t, start, end - 2), *_split_run(t, end - 2, end)]
    rest = _after_title(t, start, end)
    slogan = rest is not None and rest < end and t.low[rest] in words("slogan_words")  # "Reporters Without Borders"
    if rest is not None and not slogan and not (rest < end and _is_organization(t, rest, end)):
        begin = _title_in_run(t, start, rest)
        owner = _split_run(t, start, begin) if begin > start else []
        if rest >= end:  # "the Russian President": the title describes, what stands before it names
            return owner if begin < rest else []
        if t.low[rest - 1] in words("kept_titles") and end - rest <= 2 and rest - 1 == begin:
            return [*owner, _name(t, begin, end)]
        return [*owner, _name(t, rest, end, title=(begin, rest))]
    stop, demonym = _territory_end(t, start, end)
    if start < stop < end and (demonym or t.text[start].isupper()) and t.text[stop] not in ("-", "–"):
        if _territory_end(t, stop, end)[1]:  # "Greek Cypriot" is neither Greece nor Cyprus
            return _split_run(t, _territory_end(t, stop, end)[0], end)
        state = _name(t, start, stop, demonym=True)
        whole = _same_entity(t, start, end - 1, _LONG)  # "Korean Peninsula"
        if whole or _is_organization(t, stop, end) or any(t.label[i] == "ORG" for i in range(stop, end)):
            return [state, _name(t, start, end)]
        return [state, *_split_run(t, stop, end)]
    return [_name(t, start, end, demonym=demonym and stop == end)]


def _name(t: Tokens, start: int, end: int, *, title: tuple[int, int] | None = None, demonym: bool = False) -> Name:
    labels = Counter(t.label[i] for i in range(start, end) if t.label[i] in NAME_LABELS)
    return Name(start, end, phrase_head(t, start, end), t.surface(start, end), title, labels, demonym)


def find_names(parsed: Parsed) -> list[Name]:
    """All names in order of their start; a demonym may lie inside a longer name ("Chinese Foreign Ministry")."""
    t = tokens_of(parsed)
    cased, titled = _cased_sentences(t)
    named = _name_tokens(t, parsed.skip, cased, titled)
    found: list[Name] = []
    taken = [False] * len(t.text)
    for start, end in _runs(t, named):
        for name in _split_run(t, start, end):
            if not any(c.isalpha() for c in name.text):
                continue
            found.append(name)
            for i in range(name.start, name.end):
                taken[i] = True
    _complete(t, found)
    for ent in parsed.doc.ents:  # where capitals say nothing
        if ent.label_ not in NAME_LABELS or any(taken[ent.start : ent.end]) or ent.start in parsed.skip:
            continue
        sentence = t.sent[ent.start]
        if not cased[sentence] or ent.text.islower():
            start, end = ent.start, ent.end
            while start < end and t.low[start] in ("the", "a", "an"):
                start += 1
            while end > start and t.low[end - 1] in ("'s", "'", "."):
                end -= 1
            if start < end and ent.label_ in ("PERSON", "ORG", "GPE", "NORP"):
                found.append(_name(t, start, end))
    for name in found:
        name.headline = titled[t.sent[name.start]]
        if name.title is None:
            begin = title_start(t, name.start, t.starts[t.sent[name.start]])
            if begin < name.start:
                name.title = (begin, name.start)
        _widen(t, name)
    return sorted(found, key=lambda name: (name.start, -name.end))


def _joins_place(t: Tokens, name: Name) -> bool:
    """Whether a common noun behind the name makes it a place's: "the Turvo river", "Imrali island"."""
    end = name.end
    if name.title is not None or name.demonym or end >= len(t.text) or not t.space[end - 1]:
        return False
    same = t.sent[end] == t.sent[name.start]
    return same and t.text[end] in words("joined_places") and t.pos[end] in ("NOUN", "PROPN")


def _complete(t: Tokens, found: list[Name]) -> None:
    """Names cut short that the acronym behind them completes: "Maritime and General Workers' Union (MGWU)"."""
    for name, short in pairwise(list(found)):
        if not (
            short.start == name.end + 1 and t.text[name.end] == "(" and short.text.isupper() and len(short.text) > 2
        ):
            continue
        start = name.start
        floor = max(t.starts[t.sent[start]], start - 8)
        while start > floor and _initials(t, start, name.end) != short.text:
            start -= 1
        if start < name.start and _capital(t.text[start]) and _initials(t, start, name.end) == short.text:
            found[:] = [other for other in found if not (start <= other.start and other.end <= name.start)]
            name.start, name.title = start, None
            name.text = t.surface(start, name.end)
            name.labels["ORG"] += 1


def _initials(t: Tokens, start: int, end: int) -> str:
    return "".join(t.text[i][0] for i in range(start, end) if t.text[i][:1].isupper())


#: Names of bodies that every state has: whose it is belongs to the name ("Armenia's Security Council").
_COMMON_BODIES = words("common_bodies")


def _widen(t: Tokens, name: Name) -> None:
    """Takes the state's possessive or the article of "The Hague" into the name."""
    start = name.start
    if start >= 2 and t.tag[start - 1] == "POS" and t.text[start - 2] in territories().names:
        if all(t.low[i] in _COMMON_BODIES for i in range(start, name.end)) and t.low[name.end - 1] in words(
            "organization_names"
        ):
            name.start = start - 2
            while name.start > 0 and t.surface(name.start - 1, start - 1) in territories().names:
                name.start -= 1
            name.text = t.surface(name.start, name.end)
            name.title = None
    elif _joins_place(t, name):
        name.end += 1
        name.head = phrase_head(t, name.start, name.end)
        name.text = t.surface(name.start, name.end)
    elif start and t.low[start - 1] == "the" and t.space[start - 1]:
        full = "The " + name.text
        if full in territories().capitals or (
            full in cities() and t.text[start - 1] == "The" and start - 1 not in t.starts
        ):
            name.start -= 1
            name.text = full
