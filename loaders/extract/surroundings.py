"""What stands around a name at one place of the text, as votes for the kind of who or what it names.

A vote of 1 is a hint, 2 to 3 a strong sign, 5 as good as proof; `typing_` adds them up over all places of a name.
"""

from __future__ import annotations

from graph.model import Kind
from loaders.extract.names import Name, Tokens, is_title
from loaders.extract.tables import cities, given_name_gender, noun_kinds, roles, territories, words

Votes = dict[Kind, float]

_IN = frozenset("in at near from through around outside across inside into toward towards along off".split())
#: What only a state (or a part of one) has.
_GOVERNING = frozenset(
    "government president parliament minister premier army navy military ambassador embassy governor legislature "
    "citizens nationals".split()
)
_STATECRAFT = frozenset(
    "agree accuse reject sign impose withdraw deny recognize recognise summon recall expel ratify condemn urge".split()
)
_TAKEN = frozenset(
    "invite summon bring take send ferry deport transfer extradite evacuate deliver ship escort accompany "
    "lure relocate commute escape flee".split()
)
_MOTION = frozenset(
    "travel fly go return drive head arrive land sail move journey come trip visit port town city village "
    "province region district island north south east west outskirts coast".split()
)
#: Nouns before a name that say what it is, beside those of the tables of described stakeholders.
_SORTS_BODY = frozenset(
    "newspaper daily website magazine charity firm giant group chain body house union line outlet app platform".split()
)
_SORTS_PLACE = frozenset("city town village province region island port district suburb capital".split())
#: Titles that firms bear as well as people: "its auditor Holt Marsh", "majority owner Quay Group".
_SHARED_TITLES = frozenset("auditor broker partner owner trader member adviser advisor trustee publisher".split())
#: Roles in the service of one person as of a body: they tell nothing of whose they are.
_ANYONES = frozenset("aide adviser advisor lawyer attorney counsel ally friend envoy spokesman spokeswoman".split())
#: Roles that nobody has but a body.
_BODY_ROLES = frozenset(
    "chairman chairwoman chair ceo executive manager coach captain striker midfielder goalkeeper defender leader "
    "president director founder co-founder boss owner treasurer economist analyst engineer".split()
)
_SAY = words("say_verbs")


def votes_around(t: Tokens, name: Name, votes: Votes) -> None:
    """Add the votes of everything around `name` to `votes`."""
    _before(t, name, votes)
    _behind(t, name, votes)
    _as_subject(t, name, votes)
    _as_object(t, name, votes)
    _under_preposition(t, name, votes)
    _beside(t, name, votes)


def _low(t: Tokens, i: int) -> str:
    return t.low[i] if 0 <= i < len(t.low) else ""


def _known(name: Name) -> bool:
    known = territories()
    return name.text in known.names or name.text in known.capitals or name.text in cities()


# ------------------------------------------------------------------ left and right


def _before(t: Tokens, name: Name, votes: Votes) -> None:
    first = name.start
    inside = first > 0 and t.sent[first - 1] == t.sent[first]
    before = t.low[first - 1] if inside else ""
    if name.title is not None:
        role = t.low[name.title[1] - 1]
        if Kind.ORGANIZATION in noun_kinds(role):
            votes[Kind.ORGANIZATION] += 1.5
            votes[Kind.PERSON] += 1.5
        elif role in _SHARED_TITLES and t.text[name.title[1] - 1].islower():
            votes[Kind.ORGANIZATION] += 1
            votes[Kind.PERSON] += 2.5
        else:
            votes[Kind.PERSON] += 5
    elif inside and t.text[first - 1].islower() and t.space[first - 1]:
        lemma = t.lemma[first - 1]
        kinds = noun_kinds(lemma)
        if (Kind.ORGANIZATION in kinds and t.tag[first - 1] == "NN") or lemma in _SORTS_BODY:
            votes[Kind.ORGANIZATION] += 3
        elif Kind.PERSON in kinds:
            votes[Kind.PERSON] += 3
        elif lemma in _SORTS_PLACE:
            votes[Kind.PLACE] += 3
    attributive = t.dep[name.head] in ("compound", "nmod", "amod") and t.head[name.head] >= name.end
    if attributive and before == "the":  # "the Gabala round": the article is the noun's
        votes[Kind.PERSON] -= 1
        votes[Kind.ORGANIZATION] += 0.5 if name.labels["ORG"] else 0
    elif before == "the" or (before and name.title is None and t.dep[first - 1] == "det"):
        votes[Kind.PERSON] -= 2
        there = name.labels["LOC"] or name.labels["FAC"] or _low(t, first - 2) in _IN
        votes[Kind.PLACE if there else Kind.ORGANIZATION] += 0.7
    if before in ("ruling", "governing", "opposition"):
        votes[Kind.ORGANIZATION] += 3


def _behind(t: Tokens, name: Name, votes: Votes) -> None:
    end = name.end
    after, second, third = (_low(t, i) for i in range(end, end + 3))
    aged = third in (",", ".", ";", "and", "who", "of", "from", "was", "is", "has", "")
    if after == "," and second.isdigit() and len(second) == 2 and aged:
        votes[Kind.PERSON] += 4
    if after == "(" and second.isdigit() and len(second) == 2 and third == ")":
        votes[Kind.PERSON] += 3
    if after == "(" and third == ")" and len(second) > 2 and t.text[end + 1].isupper():
        votes[Kind.ORGANIZATION] += 1.5
    if after == "," and second == "who":
        votes[Kind.PERSON] += 2.5
    if after == "who":
        votes[Kind.PERSON] += 2
    if after == "," and second == "of" and third in ("the", "of"):
        votes[Kind.PERSON] += 1
    if after == "," and second == "which":
        votes[Kind.ORGANIZATION] += 1
    if after == "," and (is_title(second) or second in roles()) and not _titles_another(t, end + 1):
        votes[Kind.PERSON] += 2.5
    if after == "'s":
        if _belonging(t, end + 1):
            votes[Kind.ORGANIZATION] += 4  # nobody has a chief executive
        elif end + 2 < len(t.text) and given_name_gender(t.text[end + 1]) and t.text[end + 2][:1].isupper():
            votes[Kind.ORGANIZATION] += 1.5  # "Siemens's Ralf Becker"
    elif end < len(t.text) and t.space[end - 1] and t.text[end].islower():
        _role_behind(t, name, votes)
    if _governed(t, name) or (after == "'s" and (second in _GOVERNING or third == "minister")):
        votes[Kind.STATE] += 2.5
    belonging = second if after == "'s" else after
    if belonging in words("place_belongings") and (after == "'s" or t.space[end - 1]):
        votes[Kind.PLACE] += 2
    if after in words("places_behind") and t.space[end - 1]:
        votes[Kind.PLACE] += 3


def _titles_another(t: Tokens, start: int) -> bool:
    """Whether the title at `start` goes with a name right behind it: "In Davos, Chancellor Lukas Brandt"."""
    i = start
    while i < len(t.text) and (is_title(t.low[i]) or t.low[i] in words("title_modifiers")):
        i += 1
    return i < len(t.text) and t.text[i][:1].isupper()


def _belonging(t: Tokens, start: int) -> bool:
    """Whether what is possessed from `start` on is what organizations have: "X's chief executive"."""
    for i in range(start, min(start + 4, len(t.text))):
        if t.lemma[i] in words("company_belongings") or t.low[i] in words("company_belongings"):
            return True
        if t.pos[i] not in ("NOUN", "PROPN", "ADJ"):
            return t.low[i] == "of" and t.low[i - 1] == "head" and i > start
    return False


def _role_behind(t: Tokens, name: Name, votes: Votes) -> None:
    """Roles and belongings right behind the name: "Hexley Town chairman Phil Deane", "Brandau shares"."""
    for i in range(name.end, min(name.end + 4, len(t.text))):
        lemma = t.lemma[i]
        if t.pos[i] not in ("NOUN", "ADJ", "PROPN") or t.text[i][:1].isupper() or lemma in _ANYONES:
            return
        if lemma in _BODY_ROLES and i + 1 < len(t.text) and t.text[i + 1][:1].isupper():
            votes[Kind.ORGANIZATION] += 1 if _known(name) and lemma in ("leader", "president") else 3
            return
        if lemma in words("company_belongings") and lemma not in _BODY_ROLES and not _known(name):
            votes[Kind.ORGANIZATION] += 2
            return


def _governed(t: Tokens, name: Name) -> bool:
    """Whether an office or body of states goes with the name: "Maharashtra revenue minister"."""
    first = name.start
    before, second, third = (_low(t, first - k) for k in (1, 2, 3))
    listed = _conjunct_of(t, name.head)  # "the foreign ministers of Turan and Lesk"
    over = t.head[t.head[listed]]
    if t.dep[listed] == "pobj" and t.low[t.head[listed]] == "of" and t.lemma[over] in ("minister", "army", "navy"):
        return True
    if (before == "of" and second in _GOVERNING | {"ministry"} and t.text[first - 2].islower()) or (
        before in ("neighbouring", "neighboring") and third in _GOVERNING
    ):
        return True
    person = name.labels["PERSON"] > 0 and name.end - name.start > 1  # "and Ada Obi foreign minister"
    for i in range(name.end, min(name.end + 4, len(t.text)) if not person else name.end):
        if t.low[i] in _GOVERNING:
            # "Teamsters president Sean Dunne" may as well be a union's
            return t.low[i] != "president" or name.text in territories().names
        if t.pos[i] not in ("NOUN", "PROPN", "ADJ") or not t.space[i]:
            return False
    return False


# ------------------------------------------------------------------ the verb


def _conjunct_of(t: Tokens, i: int) -> int:
    for _ in range(8):
        if t.dep[i] != "conj" or t.pos[t.head[i]] not in ("PROPN", "NOUN"):
            break
        i = t.head[i]
    return i


def _as_subject(t: Tokens, name: Name, votes: Votes) -> None:
    at = _conjunct_of(t, name.head)
    dep, verb = t.dep[at], t.head[at]
    if dep not in ("nsubj", "nsubjpass"):
        return
    lemma = t.lemma[verb]
    if dep == "nsubjpass":
        if lemma in words("body_changes"):
            votes[Kind.ORGANIZATION] += 1.5
        elif lemma in words("person_changes"):
            votes[Kind.PERSON] += 1.5
        return
    if lemma in _SAY:
        votes[Kind.PERSON] += 0.6
        votes[Kind.ORGANIZATION] += 0.3
    elif lemma in words("body_deeds"):
        votes[Kind.ORGANIZATION] += 2
    elif lemma in words("company_deeds"):
        votes[Kind.ORGANIZATION] += 1
    elif lemma in words("person_deeds"):
        votes[Kind.PERSON] += 1.2
    if lemma in _STATECRAFT and name.title is None and name.labels["PERSON"] == 0:
        votes[Kind.STATE] += 0.8 if name.labels["GPE"] else 0.4
    _as_antecedent(t, verb, name, votes)
    alone = at == name.head and not any(t.dep[c] in ("cc", "conj") for c in t.children[at])
    if alone and _plural_verb(t, verb):  # "Hexley have won twice"
        votes[Kind.ORGANIZATION] += 1.5


def _as_antecedent(t: Tokens, verb: int, name: Name, votes: Votes) -> None:
    """The pronoun that goes on about the subject: "X said it would", "X sold its stake", "X said she had"."""
    for child in t.children[verb]:
        if t.dep[child] == "ccomp" and child > verb:
            subject = next((c for c in t.children[child] if t.dep[c] in ("nsubj", "nsubjpass")), None)
            word = t.low[subject] if subject is not None and subject > name.end else ""
        elif t.dep[child] in ("dobj", "attr"):
            word = next((t.low[c] for c in t.children[child] if t.dep[c] == "poss"), "")
        else:
            continue
        if word in ("it", "its"):
            votes[Kind.ORGANIZATION] += 1.5 if word == "it" else 1
            votes[Kind.STATE] += 0.5
            votes[Kind.PERSON] -= 1
        elif word in ("he", "she", "his", "her"):
            votes[Kind.PERSON] += 1.5


def _plural_verb(t: Tokens, verb: int) -> bool:
    finite = [c for c in t.children[verb] if t.dep[c] in ("aux", "auxpass")] or [verb]
    return t.low[finite[0]] in ("have", "are", "were", "'ve") and t.tag[finite[0]] in ("VBP", "VBD")


def _as_object(t: Tokens, name: Name, votes: Votes) -> None:
    at = _conjunct_of(t, name.head)
    if t.dep[at] not in ("dobj", "obj"):
        return
    lemma = t.lemma[t.head[at]]
    if lemma in words("body_changes"):
        votes[Kind.ORGANIZATION] += 2
    elif lemma in words("company_changes"):
        votes[Kind.ORGANIZATION] += 1
    elif lemma in words("person_changes"):
        votes[Kind.PERSON] += 1.2
    elif lemma in ("meet", "greet", "thank", "congratulate"):
        votes[Kind.PERSON] += 1
        votes[Kind.ORGANIZATION] += 0.4


def _under_preposition(t: Tokens, name: Name, votes: Votes) -> None:
    first = name.start
    before = t.low[first - 1] if first and t.sent[first - 1] == t.sent[first] else ""
    at = _conjunct_of(t, name.head)
    if t.dep[at] != "pobj":
        return
    preposition = t.low[t.head[at]]
    governor = t.head[t.head[at]]
    lemma = t.lemma[governor]
    dealt = t.pos[governor] == "NOUN" and lemma in words("company_dealings")
    if preposition == "in" and dealt:
        dealt = lemma in ("stake", "share", "shareholder", "investment", "investor")
    if not dealt and t.pos[governor] == "NOUN" and t.dep[governor] == "dobj" and preposition == "from":
        dealt = t.lemma[t.head[governor]] in (
            "sign",
            "hire",
            "poach",
            "recruit",
            "buy",
            "borrow",
            "acquire",
            "purchase",
        )
    if dealt and preposition in ("of", "in", "for", "with", "at", "from", "by"):
        votes[Kind.ORGANIZATION] += 2.5 if preposition in ("in", "at", "from") else 1.5
    if f"{lemma}_{preposition}" in words("body_phrases"):
        dealt = True
        votes[Kind.ORGANIZATION] += 2
    if preposition == "of" and lemma in ("%", "percent", "cent") and not _territory(t, first):
        votes[Kind.ORGANIZATION] += 2.5  # "holds 20% of Hydal"
    if preposition == "of" and lemma in words("company_belongings") and not dealt:
        votes[Kind.ORGANIZATION] += 1.5
    within = _low(t, first - 2) if before == "the" else before
    if within in _IN and not dealt:
        votes[Kind.PLACE] += 1.5 if before == "in" else 0.9
        if t.low[name.end - 1] in words("ambiguous_names"):
            votes[Kind.PLACE] += 1
    if preposition == "to" and lemma in _TAKEN and t.pos[governor] == "VERB":
        votes[Kind.PLACE] += 1
    if _low(t, name.end) == "," and before in _IN and _low(t, name.end + 2) in (",", ".", ""):
        votes[Kind.PLACE] += 2 if _territory(t, name.end + 1) else 0
    if before in ("to", "of", "for") and lemma in _MOTION:
        votes[Kind.PLACE] += 2


def _territory(t: Tokens, start: int) -> bool:
    known = territories()
    return any(t.surface(start, stop) in known.names for stop in range(start + 1, min(start + 4, len(t.text) + 1)))


# ------------------------------------------------------------------ apposition


def _beside(t: Tokens, name: Name, votes: Votes) -> None:
    after = _low(t, name.end)
    if after in (",", "(", "—", "–") and not name.headline and name.end + 1 < len(t.text):
        opens = (
            t.tag[name.end + 1] in ("DT", "PRP$")
            or _low(t, name.end + 1) == "one"
            or "'s" in t.low[name.end + 1 : name.end + 4]
        )
        kinds = _apposed(t, name.end + 1) if opens else frozenset()
        if Kind.ORGANIZATION in kinds and Kind.PERSON not in kinds:
            votes[Kind.ORGANIZATION] += 3.5
        elif kinds == {Kind.PERSON}:
            votes[Kind.PERSON] += 2
        elif len(kinds) == 1:
            (kind,) = kinds
            votes[kind] += 3 if kind in (Kind.PLACE, Kind.EVENT, Kind.DOCUMENT) else 1
    for child in t.children[name.head]:  # "Pelham Strand, a lobbying firm"
        near = child >= name.end and after in (",", "(", "—", "–")
        if t.dep[child] == "appos" and near and t.tag[child] == "NN":
            for kind in kinds_of_noun(t, child) & {Kind.PERSON, Kind.ORGANIZATION}:
                votes[kind] += 2.5
    if t.dep[name.head] == "appos":  # "his deputy, Sneha Pote"
        head = _whose_phrase(t, t.head[name.head])
        kinds = noun_kinds(t.lemma[head])
        served = t.lemma[head] in roles() and t.lemma[head] not in _SHARED_TITLES | {"parent"}
        if Kind.PERSON in kinds or t.lemma[head] in words("male") | words("female") or served:
            votes[Kind.PERSON] += 2.5
        if Kind.ORGANIZATION in kinds:
            votes[Kind.ORGANIZATION] += 2.5
        if t.lemma[head] in words("places") | words("places_behind"):  # "their common river, the Alazani"
            votes[Kind.PLACE] += 3.5


def _whose_phrase(t: Tokens, i: int) -> int:
    """The role noun whose phrase ends in the noun at `i`, else `i`: "the head of the UGTT union, Sami Taboubi"."""
    above = t.head[t.head[i]]
    of_role = t.dep[i] == "pobj" and t.low[t.head[i]] == "of" and Kind.PERSON in noun_kinds(t.lemma[above])
    return above if of_role else i


def kinds_of_noun(t: Tokens, i: int) -> frozenset[Kind]:
    """The kinds of the noun at `i`; a "port operator" is a firm, where an "operator" may be a person."""
    kinds = noun_kinds(t.lemma[i])
    if not i or t.dep[i - 1] not in ("compound", "amod"):
        return kinds
    if {Kind.PERSON, Kind.ORGANIZATION} <= kinds and t.pos[i - 1] in ("NOUN", "PROPN"):
        return kinds - {Kind.PERSON}
    if Kind.PERSON in kinds and t.lemma[i] in words("companies") and t.text[i - 1] in territories().demonyms:
        return frozenset([Kind.ORGANIZATION])  # "the Brazilian miner"
    return kinds


def _apposed(t: Tokens, start: int) -> frozenset[Kind]:
    """The kinds of the noun that heads the phrase at `start`: "a Geneva lobbying firm that ..." is a firm."""
    for i in range(start + 1, min(start + 9, len(t.text))):
        if t.lemma[i] in _SAY and t.tag[i] in ("VBD", "VBZ", "VBP"):
            return frozenset()  # "X, the army said"
        ends = t.text[i] in ",.;)—–" or (t.pos[i] in ("VERB", "ADP") and t.tag[i] != "VBG")
        if ends or t.low[i] in ("who", "which", "that", "whose"):
            return kinds_of_noun(t, i - 1) if t.pos[i - 1] in ("NOUN", "PROPN") else frozenset()
    return frozenset()
