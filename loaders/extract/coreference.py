"""Which mentions stand for the same stakeholder: names first, then descriptions and pronouns in the text's order.

Names are joined over the whole article (surnames, short forms, acronyms, demonyms, capitals that act for their state).
Descriptions and pronouns look back. Where two antecedents are as good as each other, none is taken: a wrong antecedent
makes a false tie, a missing one only loses a true one.
"""

from __future__ import annotations

from graph.model import Kind
from loaders.extract.aliases import join_names
from loaders.extract.apposition import join_appositions, learn_titles
from loaders.extract.cataphora import join_forward, join_lead, join_named, join_owned
from loaders.extract.descriptions import find_home, inherit_role, resolve_description
from loaders.extract.pronouns import resolve_pronoun
from loaders.extract.referents import Referents
from loaders.extract.types import Entities, Mention, Parsed


def resolve_mentions(parsed: Parsed, mentions: list[Mention]) -> Entities:
    """The referents of the article; `mentions` are told which they stand for.

    A mention stands for none where it is unresolved, for several where it is a plural ("both ministers").
    """
    r = Referents(parsed, mentions)
    join_names(r)
    for mention in mentions:
        if mention.head in parsed.skip and mention.kind is Kind.PLACE and not r.called["=dateline"]:
            r.called["=dateline"].extend(mention.entities)
    learn_titles(r)
    join_appositions(r)
    r.home = find_home(parsed, mentions, r.items)
    # By their heads, so that "her" in "her daughter" is known before the daughter is spoken of.
    for index in sorted(range(len(mentions)), key=lambda i: (mentions[i].head, i)):
        mention = mentions[index]
        if mention.form == "pronoun":
            resolve_pronoun(r, index)
        elif mention.form == "nominal":
            if mention.entities:
                inherit_role(r, mention)
            else:
                resolve_description(r, index)
        if not _adjective(r, mention):
            r.note(index)
    join_forward(r)
    join_lead(r)
    join_named(r)
    join_owned(r)
    return r.compact()


def _adjective(r: Referents, mention: Mention) -> bool:
    """Whether the mention only tells of what sort something is ("Spanish" in "the Spanish aid group")."""
    t, head = r.t, mention.head
    attributive = t.dep[head] in ("amod", "compound", "nmod") and t.head[head] > head
    return mention.form == "name" and mention.kind is Kind.STATE and attributive
