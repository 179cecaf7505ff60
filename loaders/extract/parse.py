"""From an article to its parse: one spaCy Doc whose text is the article's, parsed piece by piece.

    nlp = load_model()
    parsed = parse(Article(id="a", text="Headline\n\nMOSCOW (AP) - Kushner met Putin."), nlp)

The text is cut before it is parsed, so that no sentence crosses a blank line and a dateline is never taken for the
subject of what follows; the pieces are joined again, and character offsets into the article hold for the Doc. Cutting
also bounds the memory that a long article takes and keeps the work linear.
"""

from __future__ import annotations

import importlib
import re
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.model import Article
from loaders.extract.repair import repair
from loaders.extract.types import Parsed

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

DEFAULT_MODEL = "en_core_web_sm"
#: A paragraph longer than this is cut at the end of a sentence (characters).
LONGEST_PIECE = 8_000


@cache
def load_model(name: str = DEFAULT_MODEL) -> Language:
    """The installed spaCy model `name`, loaded once; a package that extends the name (`NAME_vendor`) counts as it.

    A package that holds a model without saying so to spaCy, or a folder with one, is taken as well. Raises InputError
    that lists the installed models where there is none of that name.
    """
    from spacy import util

    installed = sorted(util.get_installed_models())
    wanted = name.replace("-", "_")
    for package in (wanted, *(other for other in installed if other.startswith(f"{wanted}_"))):
        if package in installed:
            nlp: Language = importlib.import_module(package).load()
            break
    else:
        if not (util.is_package(name) or Path(name, "meta.json").is_file()):
            listed = ", ".join(installed) or "none"
            raise InputError(f"no spaCy model named {name!r} is installed; installed: {listed}")
        try:
            nlp = util.load_model(name)
        except (OSError, ImportError, AttributeError, ValueError) as error:
            raise InputError(f"{name!r} is no spaCy model that can be loaded: {error}") from error
    for pipe in ("parser", "ner", "lemmatizer"):
        if pipe not in nlp.pipe_names:
            raise InputError(f"the spaCy model {name!r} has no {pipe}; choose one with parser, ner and lemmatizer")
    return nlp


_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?"
    r"|Nov(?:ember)?|Dec(?:ember)?|JAN|FEB|MAR|APR|MAY|JUNE?|JULY?|AUG|SEPT?|OCT|NOV|DEC)\.?"
)
_DATE = rf"(?:{_MONTH} \d{{1,2}}(?:,? \d{{4}})?|\d{{1,2}} {_MONTH}(?:,? \d{{4}})?|\d{{4}}-\d\d-\d\d|{_MONTH},? \d{{4}})"
_UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_CITY = rf"(?:{_UPPER}[\w'’.\-]*(?: (?:(?:de|da|do|del|la|el|al|of|am|der|sur) )?{_UPPER}[\w'’.\-]*){{0,3}})"
_CITIES = rf"{_CITY}(?:(?:/| and |, |; ){_CITY}){{0,3}}"
_AGENCY = r"(?:\([^()\n]{2,40}\)|/[^/\n]{2,40}/\.?|\[[^\[\]\n]{2,40}\])"
_DASH = r"(?:--+|[-–—―|])"
#: In order: with an agency ("CITY, Oct 3 (AP) -", "CITY, October 8. /X/."), with a date ("CITY, 3 May -"), bare
#: ("CITY, Country — ", in capitals also "CITY - "), with a colon ("PUNE: "), and an agency alone ("(X) -- ").
_DATELINES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?P<place>{_CITIES})?(?:[,.]? ?{_DATE}[.,]?)? ?{_AGENCY}(?: ?{_DASH}+ ?|:? (?=[A-Z“\"]))",
        rf"(?P<place>{_CITIES}),? {_DATE}[.,]? ?(?:{_DASH}|:) ?",
        rf"(?P<place>{_CITIES}) ?(?:[–—―]|--+) ?",
        rf"(?P<place>{_UPPER}{{3,}}(?:[ /,.\-]+{_UPPER}{{2,}}\.?){{0,4}})(?: ?[-|] |: )",
    )
)
_BARE = 2
#: What stands before a headline's colon or a story's dash in capitals and is no place.
_LABELS = frozenset(
    [
        "EXCLUSIVE",
        "UPDATE",
        "BREAKING",
        "ANALYSIS",
        "OPINION",
        "INTERVIEW",
        "FACTBOX",
        "WATCH",
        "EXPLAINER",
        "CORRECTED",
        "CORRECTION",
        "LIVE",
        "VIDEO",
        "NEWS",
        "COMMENT",
        "EDITORIAL",
        "FEATURE",
        "PROFILE",
        "TIMELINE",
        "PRESS",
        "STATEMENT",
        "NOTE",
        "URGENT",
        "FLASH",
        "ALERT",
    ]
)
_BYLINE = re.compile(rf"(?i:by) {_CITY}(?:(?:, | and |, and ){_CITY})*(?:,? (?:in|at) {_CITIES})?[^.!?]{{0,60}}$")
_BYLINE_IN = re.compile(rf"{_CITY}(?:(?:, | and |, and ){_CITY})* in {_CITIES}$")
_DATE_ONLY = re.compile(rf"(?:\w+day,? )?{_DATE}$")
#: A dateline stands at the head of the story; further down it would be another story in the same document.
_DATELINE_BLOCKS = 4
_LONGEST_DATELINE = 90


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of text that is parsed on its own; `prose` is False for datelines and by-lines."""

    text: str
    prose: bool = True


def _dateline(block: str, *, headline: bool) -> tuple[int, str | None]:
    """The length of the dateline that `block` begins with (0: none), and its places."""
    shouted = block.isupper()
    for number, pattern in enumerate(_DATELINES):
        match = pattern.match(block[:_LONGEST_DATELINE])
        if not match or match.end() >= len(block.rstrip()):
            continue
        place = match["place"]
        if number >= _BARE:
            if shouted or (headline and number == _BARE):
                continue
            words = place.split()
            if number == _BARE and not words[0].isupper() and ("," not in place or len(words) > 4):
                continue  # "Peace — at last" is prose
        if place and len(place.split()) > 7:
            continue
        return match.end(), None if place and place.split()[0] in _LABELS else place
    return 0, None


def _first_place(places: str | None) -> str | None:
    if not places:
        return None
    place = re.split(r"[/,;:]| and ", places)[0].strip(" .-")
    return re.sub(r"[^\W\d_]+", lambda m: m[0].capitalize(), place) if place.isupper() else place


_BLANK_LINE = re.compile(r"\s*\n[^\S\n]*\n\s*")
_LINE_END = re.compile(r"(?:(?<=[.!?:;”\"])[^\S\n]*\n\s*|\n\s*(?=[-*•–—‣·]\s|\d{1,2}[.)]\s))")
_SENTENCE_END = re.compile(r"[.!?][”\"’')\]]*\s+")


def _cuts(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    """`text` in stretches that each end after a match of `pattern`."""
    start = 0
    for match in pattern.finditer(text):
        if match.end() < len(text) and match.start() > start:
            yield text[start : match.end()]
            start = match.end()
    if start < len(text):
        yield text[start:]


def _short_enough(text: str) -> Iterator[str]:
    """`text` in stretches of at most LONGEST_PIECE characters, cut at sentence ends, else at spaces, else anywhere."""
    while len(text) > LONGEST_PIECE:
        window = text[:LONGEST_PIECE]
        ends = [match.end() for match in _SENTENCE_END.finditer(window)]
        cut = ends[-1] if ends else max(window.rfind(" "), window.rfind("\n")) + 1
        cut = cut or LONGEST_PIECE
        yield text[:cut]
        text = text[cut:]
    if text:
        yield text


def _pieces(text: str) -> tuple[list[_Piece], str | None]:
    """The stretches of `text` to parse one by one (their texts joined are `text`), and the dateline's city."""
    found: list[_Piece] = []
    city: str | None = None
    for number, block in enumerate(_cuts(_BLANK_LINE, text)):
        bare = block.strip()
        if number < _DATELINE_BLOCKS:
            if number > 0 and (_BYLINE.match(bare) or _BYLINE_IN.match(bare) or _DATE_ONLY.match(bare)):
                found.append(_Piece(block, prose=False))
                continue
            length, places = _dateline(block, headline=number == 0)
            if length:
                city = city or _first_place(places)
                found.append(_Piece(block[:length], prose=False))
                block = block[length:]
        for line in _cuts(_LINE_END, block):
            found.extend(_Piece(piece) for piece in _short_enough(line))
    return found, city


_SURROGATES = re.compile("[\ud800-\udfff]")


def _join(article: Article, pieces: list[_Piece], docs: list[Doc], city: str | None, nlp: Language) -> Parsed:
    from spacy.tokens import Doc

    if not docs:
        return Parsed(article=article, doc=nlp.make_doc(""))
    doc = Doc.from_docs(docs, ensure_whitespace=False) if len(docs) > 1 else docs[0]
    starts = [0]
    for part in docs:
        starts.append(starts[-1] + len(part))
    skip = frozenset(
        i
        for piece, (start, end) in zip(pieces, pairwise(starts), strict=True)
        if not piece.prose
        for i in range(start, end)
    )
    return Parsed(article=article, doc=doc, skip=skip, dateline_place=city)


def parse_all(articles: Iterable[Article], nlp: Language) -> Iterator[Parsed]:
    """The parses of `articles`, in order, as they come; at most a few hundred paragraphs are held at once.

    A lone surrogate, which no UTF-8 text can hold, is parsed as U+FFFD; offsets stay the same.
    """
    waiting: deque[tuple[Article, list[_Piece], str | None]] = deque()
    docs: list[Doc] = []

    def texts() -> Iterator[str]:
        for article in articles:
            pieces, city = _pieces(_SURROGATES.sub("\ufffd", article.text))
            waiting.append((article, pieces, city))
            for piece in pieces:
                yield piece.text

    def ready() -> Iterator[Parsed]:
        while waiting and len(docs) >= len(waiting[0][1]):
            article, pieces, city = waiting.popleft()
            yield _join(article, pieces, docs[: len(pieces)], city, nlp)
            del docs[: len(pieces)]

    for doc in nlp.pipe(texts(), batch_size=256):
        repair(doc)
        docs.append(doc)
        yield from ready()
    yield from ready()


def parse(article: Article, nlp: Language) -> Parsed:
    """The parse of one article."""
    return next(parse_all([article], nlp))
