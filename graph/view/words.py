"""Claims and ties in a reader's words: what is said, how it is said, when, where and by whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from graph.model import Kind, Modality
from graph.ontology import ONTOLOGY

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_FRAMES = {
    Modality.PLANNED: "{source} {be} to {verb} {target}",
    Modality.REQUESTED: "{source} {be} asked to {verb} {target}",
    Modality.HYPOTHETICAL: "{source} might {verb} {target}",
    Modality.DENIED: "Denied: {source} {label} {target}",
}
#: What a modality is called, in legend, panel and lists alike.
MODALITY_WORDS = {modality: str(modality) for modality in Modality} | {Modality.REQUESTED: "asked for"}
#: Relations whose sentence names their detail, a role or kinship: "is special envoy of", not "holds a role in".
_DETAILED = ("HOLDS_ROLE", "RELATED_TO")
_JOINED = re.compile(r"(?:^|\s)(?:of|to|for|at|in|from|on)\s|,")
# Plural where they stand for people, though they begin with a capital: "Palestinians", "Houthis", "Democrats".
_PEOPLES = re.compile(r"[A-Z]\w+(?:ians|icans|crats|ists|elis|aqis|tanis)$|Houthis$|Afghans$")
_PEOPLE = frozenset({"people", "police", "men", "women", "children", "troops", "media"})
_SINGULAR = re.compile(r"(?:ss|us|is|ics|news|corps|affairs|headquarters|series)$")


def many(name: str) -> bool:
    """Whether a verb after `name` stands in the plural: "U.S. envoys", "the Palestinians"; not "United States"."""
    words = re.split(r"\s(?:of|from|for|in|at|to|with|who|and)\s", name, maxsplit=1)[0].split()
    if not words:
        return False
    last = words[-1]
    if last in _PEOPLE:
        return True
    if last[:1].islower():
        return last.endswith("s") and not _SINGULAR.search(last)
    return len(words) == 1 and bool(_PEOPLES.match(last))


def sentence(*, relation: str, modality: Modality, source: str, target: str, detail: str | None = None) -> str:
    """What a claim or tie says, as a sentence without its end: "Kushner is to meet Putin", "U.S. envoys are to".

    `detail` is told where the relation is about it: "Kushner is son-in-law of Trump"; see `detail_beside`.
    """
    known = ONTOLOGY.relations.get(relation)
    label = known.label if known else relation.replace("_", " ").lower()
    verb = known.verb if known else label
    told = (detail or "").split(";")[0].strip()
    if relation in _DETAILED and told:
        joint = "" if target.casefold() in told.casefold() else ", " if _JOINED.search(told) else " of "
        target = f"{told}{joint}{target if joint else ''}"
        label, verb = "is", "be"
    plural = many(source)
    if plural:
        label = _plural(label, verb)
    frame = _FRAMES.get(modality, "{source} {label} {target}") if known else "{source} {label} {target}"
    return frame.format(source=source, target=target, label=label, verb=verb, be="are" if plural else "is")


def detail_beside(relation: str, detail: str | None) -> str | None:
    """What of a detail stands beside the sentence: none of it where `sentence` tells it, else all."""
    return None if relation in _DETAILED else detail


def _plural(label: str, verb: str) -> str:
    """A label in the present tense ("holds a role in") for several; one in the past stays."""
    first, _, rest = label.partition(" ")
    if first == "is":
        return f"are {rest}".strip()
    return verb if first == f"{verb.partition(' ')[0]}s" else label


def circumstances(
    *,
    modality: Modality,
    said_by: str | None = None,
    on_behalf_of: str | None = None,
    when: str | None = None,
    place: str | None = None,
    detail: str | None = None,
) -> str:
    """What stands beside the sentence: "planned, says Ushakov · on behalf of Putin · 12 Mar 2024 · in Moscow"."""
    several = bool(said_by) and (many(listed(said_by or "")) or " and " in listed(said_by or ""))
    says = f"{'say' if several else 'says'} {listed(said_by)}" if said_by else ""
    how = says if modality is Modality.ASSERTED else ", ".join(filter(None, (MODALITY_WORDS[modality], says)))
    parts = (
        how,
        f"on behalf of {listed(on_behalf_of)}" if on_behalf_of else "",
        date_words(when) if when else "",
        f"in {place}" if place else "",
        detail or "",
    )
    return " · ".join(part for part in parts if part)


def label_of(relation: str) -> str:
    """The relation as it stands between two names: "conveyed signals to"."""
    known = ONTOLOGY.relations.get(relation)
    return known.label if known else relation.replace("_", " ").lower()


def line_label(relation: str, modality: Modality) -> str:
    """What stands on a tie's line between two names: "met" only where they did, else "to meet", "denied: met"."""
    known = ONTOLOGY.relations.get(relation)
    frames = {
        Modality.PLANNED: "to {verb}",
        Modality.REQUESTED: "asked to {verb}",
        Modality.HYPOTHETICAL: "might {verb}",
        Modality.DENIED: "denied: {label}",
    }
    label = label_of(relation)
    return frames.get(modality, "{label}").format(label=label, verb=known.verb if known else label)


def inverse_of(relation: str) -> str:
    """The relation read from its target: "got signals from"."""
    known = ONTOLOGY.relations.get(relation)
    return known.inverse if known else f"{relation.replace('_', ' ').lower()} (from the other end)"


def listed(names: str | Iterable[str]) -> str:
    """Names as a reader writes a list of them; a text holds them parted by "; ", as a tie's `said_by` does."""
    parts = [part.strip() for part in names.split(";")] if isinstance(names, str) else list(names)
    parts = [part for part in parts if part]
    if len(parts) > 4:
        return f"{', '.join(parts[:3])} and {number_word(len(parts) - 3)} others"
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def number_word(number: int) -> str:
    """Small numbers as words, as running text has them."""
    words = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    return words[number] if 0 <= number < len(words) else f"{number:,}"


def counted(number: int, one: str, many: str = "") -> str:
    """ "one publisher", "two publishers"; `many` is the plural where it is not `one` with an s."""
    return f"{number_word(number)} {one if number == 1 else many or one + 's'}"


def kind_word(kind: Kind) -> str:
    """What an entity of the kind is called: "person", "organization"."""
    return str(kind).lower()


def confidence_words(confidence: float) -> str:
    """How sure the reading is, as a share that a reader can picture."""
    share = round(confidence * 10)
    if share >= 10:
        return "read with certainty"
    return f"about {number_word(max(share, 1))} in ten such readings are right"


# Controls, and the marks that turn the direction of writing: they would make a text show what it does not say.
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


def plain(text: str, limit: int = 300) -> str:
    """`text` as it can be shown on one line: no control or direction marks, at most `limit` characters."""
    shown = " ".join(_UNSEEN.sub("", text[: limit * 4]).split())
    return shown if len(shown) <= limit else shown[: limit - 1].rstrip() + "…"


def date_words(edtf: str) -> str:
    """An EDTF level 0 string as a reader writes it: `2024-03-12` is "12 Mar 2024", `2021/` is "since 2021"."""
    first, slash, last = edtf.partition("/")
    if not slash:
        return _point(first)
    if not last or last == "..":
        return f"since {_point(first)}"
    if not first or first == "..":
        return f"until {_point(last)}"
    return f"{_point(first)} to {_point(last)}"


def _point(text: str) -> str:
    parts = text.split("-")
    try:
        if len(parts) == 3:
            day = date.fromisoformat(text)
            return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"
        if len(parts) == 2:
            return f"{_MONTHS[int(parts[1]) - 1]} {parts[0]}"
    except (ValueError, IndexError):
        pass
    return text
