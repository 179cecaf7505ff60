"""Finds the role noun at a token: the longest phrase of the ontology's `roles` tables that has its head there."""

from __future__ import annotations

from dataclasses import dataclass

from loaders.extract.names import Tokens, title_start
from loaders.extract.tables import Role, roles

#: Offices of a government: who holds one without a word of where holds it in the article's own state.
_GOVERNMENT = frozenset(["attorney general", "foreign secretary", "home secretary", "chancellor of the exchequer"])


@dataclass(slots=True)
class RoleNoun:
    """A role noun at work: its tokens, the phrase as the ontology has it and the relations that it may carry."""

    start: int
    head: int
    end: int
    phrase: str
    carries: tuple[Role, ...]


def noun_at(t: Tokens, head: int, floor: int) -> RoleNoun | None:
    """The longest phrase of the `roles` tables that has its head at `head`."""
    table = roles()
    lemma = t.lemma[head] if t.pos[head] == "NOUN" else t.low[head]
    if lemma not in table and t.low[head].endswith("s") and t.low[head][:-1] in table:
        lemma = t.low[head][:-1]
    for length in (4, 3, 2, 1):  # "chief of staff", "secretary of state": what follows the head
        forward = t.surface(head, min(head + 1 + length, len(t.text))).lower()
        if forward in table and head + 1 + length <= len(t.text):
            return RoleNoun(_first_word(t, head, floor), head, head + 1 + length, forward, table[forward])
    for begin in range(max(floor, head - 4), head + 1):
        before = t.surface(begin, head)
        phrase = f"{before} {lemma}".strip() if begin == head or t.space[head - 1] else before + lemma
        if phrase.lower() in table:
            return RoleNoun(_first_word(t, head, floor), head, head + 1, phrase.lower(), table[phrase.lower()])
    if "-" in lemma and lemma.split("-", 1)[1] in table:  # "ex-president"
        bare = lemma.split("-", 1)[1]
        return RoleNoun(_first_word(t, head, floor), head, head + 1, bare, table[bare])
    return None


def _first_word(t: Tokens, head: int, floor: int) -> int:
    """Where the role phrase begins: the adjectives and nouns before the head that name nobody."""
    return max(floor, min(title_start(t, head + 1, floor), head))


def governs(noun: RoleNoun) -> bool:
    """Whether the office is one of a state's government."""
    return bool({"minister", "premier"} & set(noun.phrase.split())) or noun.phrase in _GOVERNMENT
