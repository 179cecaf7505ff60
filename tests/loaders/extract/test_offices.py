"""What holding a role makes of who holds it, and whose the role is."""

from __future__ import annotations

import pytest

from loaders.extract.offices import Offices
from loaders.extract.role_nouns import noun_at
from loaders.extract.role_owners import Room, owners_of
from loaders.extract.types import Mention
from tests.loaders.extract.reading import entities, read


def test_an_office_has_its_owner_behind_of() -> None:
    parsed = read("Norway named Rosa Lind mayor of Oslo.")
    known = entities(parsed, "Rosa Lind", State="Norway", Place="Oslo")
    (office,) = Offices(parsed, known).held(4, 0)
    assert (office.relation, known.items[office.owner].name, office.detail) == ("HOLDS_ROLE", "Oslo", "mayor")


def test_without_an_owner_it_is_an_office_of_who_gives_it() -> None:
    parsed = read("Borealis named Rosa Lind as chairman on Monday.")
    known = entities(parsed, "Rosa Lind", Organization="Borealis")
    offices = Offices(parsed, known)
    assert offices.held(5, 0) == []
    (office,) = offices.held(5, 0, giver=(1, 0))
    assert (office.relation, known.items[office.owner].name) == ("HOLDS_ROLE", "Borealis")


@pytest.mark.parametrize(("text", "phrase"), [("the minister", "minister"), ("an apple", None)])
def test_a_role_noun_stands_in_the_tables(text: str, phrase: str | None) -> None:
    parsed = read(f"Rosa Lind, {text}, left.")
    known = entities(parsed, "Rosa Lind")
    head = len(parsed.doc) - 4
    noun = noun_at(Room(parsed, known).t, head, 3)
    assert (noun and noun.phrase) == phrase


def test_an_owner_that_nothing_resolves_blocks_the_role() -> None:
    parsed = read("Rosa Lind is their lawyer.")
    known = entities(parsed, "Rosa Lind")
    room = Room(parsed, known)
    noun = noun_at(room.t, 4, 3)
    assert noun is not None
    assert owners_of(room, noun, Mention(start=3, end=5, head=4, form="nominal")) is None
