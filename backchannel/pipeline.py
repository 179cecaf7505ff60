"""The way of a document into a store: read, extract, store; no article stands in the way of the next."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from graph.errors import BackchannelError, GroundingError
from graph.model import Article, Extraction, Refusal
from loaders.readers import read, read_bytes
from loaders.readers.document import Found

if TYPE_CHECKING:
    from graph.store.protocol import Store


class ArticleReader(Protocol):
    """What draws claims from articles; `loaders.extract.Extractor` is one."""

    def extract(self, article: Article) -> Extraction:
        """The extraction of one article."""

    def pipe(self, articles: Iterable[Article]) -> Iterator[Extraction]:
        """The extractions of many, in their order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A document that is no file of this machine: its bytes, and the name to speak of it by (its suffix counts)."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a load is: articles read and stored, documents refused, and what came last ("added: a headline")."""

    read: int = 0
    stored: int = 0
    refused: int = 0
    latest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load did: the ids of the articles by outcome, and what was refused and why.

    `claims` and `ties` count those of the articles added or replaced; `cancelled`: it was stopped before its end.
    """

    added: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    refused: tuple[Refusal, ...] = ()
    claims: int = 0
    ties: int = 0
    seconds: float = 0.0
    cancelled: bool = False


def _name(article: Article) -> str:
    return article.headline or article.url or article.id


def read_all(sources: Iterable[str | Upload], *, allow_private: bool = False) -> Iterator[Found]:
    """What the sources hold, in their order; a source is a path, a web address, `-`, or an upload."""
    for source in sources:
        if isinstance(source, Upload):
            yield from read_bytes(source.data, name=source.name)
        else:
            yield from read(source, allow_private=allow_private)


def extract_all(found: Iterable[Found], extractor: ArticleReader) -> Iterator[Extraction | Refusal]:
    """Each article's extraction; what is already one, or is refused, passes through.

    An article that the extractor fails on is refused by its name, and those after it go on.
    """
    source = iter(found)
    waiting: deque[Article] = deque()
    passing: deque[Extraction | Refusal] = deque()

    def articles(item: Found | None) -> Iterator[Article]:
        """Articles from `item` on, up to the next statement of a table: tables are not held up by the extractor."""
        while item is not None:
            if isinstance(item, Article):
                waiting.append(item)
                yield item
            else:
                passing.append(item)
                if isinstance(item, Extraction):
                    return
            item = next(source, None)

    for item in source:
        if not isinstance(item, Article):
            yield item
            continue
        try:
            for extraction in extractor.pipe(articles(item)):
                waiting.popleft()
                yield extraction
                while passing:
                    yield passing.popleft()
        except Exception as error:
            if not waiting:
                raise  # not one article's fault
            if isinstance(error, BackchannelError) and len(waiting) == 1:
                yield Refusal(what=_name(waiting.popleft()), why=str(error))  # it is known whose: do not ask again
            while waiting:
                yield _one(waiting.popleft(), extractor)
        while passing:
            yield passing.popleft()


def _one(article: Article, extractor: ArticleReader) -> Extraction | Refusal:
    """The extraction of an article that stood in a batch which failed."""
    try:
        return extractor.extract(article)
    except BackchannelError as error:
        return Refusal(what=_name(article), why=str(error))
    except Exception as error:  # noqa: BLE001 - whatever it was, the other articles are to be read
        reason = " ".join(f"{type(error).__name__}: {error}".split())[:300]
        return Refusal(
            what=_name(article), why=f"the extractor failed on it ({reason}); please report this with the text"
        )


def load(
    sources: Iterable[str | Upload],
    store: Store,
    *,
    extractor: ArticleReader | None = None,
    allow_private: bool = False,
    on_progress: Callable[[Progress], None] | None = None,
    cancelled: Callable[[], bool] = lambda: False,
) -> LoadReport:
    """Read, extract and store everything in `sources`; articles are durable as they are counted as stored.

    `on_progress` is called for each article and refusal, and whatever it raises ends the load; `cancelled` is asked
    before each article. Raises StoreError where the store cannot be written; what was stored stays, and the same call
    again goes on. Without `extractor` the default one is loaded.
    """
    if extractor is None:
        from loaders.extract import Extractor

        extractor = Extractor()
    began = time.perf_counter()
    outcomes: dict[str, list[str]] = {"added": [], "unchanged": [], "replaced": []}
    refused: list[Refusal] = []
    names: dict[str, str] = {}
    progress = Progress()
    claims = ties = 0
    stopped = False
    latest: Extraction | None = None

    def tell(**changes: int | str) -> None:
        nonlocal progress
        progress = replace(progress, **changes)  # type: ignore[arg-type]
        if on_progress:
            on_progress(progress)

    def refuse(refusal: Refusal) -> None:
        refused.append(refusal)
        tell(refused=len(refused), latest=f"refused: {refusal.what}")

    def wanted() -> Iterator[Found]:
        nonlocal stopped
        for item in read_all(sources, allow_private=allow_private):
            if stopped := cancelled():
                return
            if not isinstance(item, Refusal):
                article = item if isinstance(item, Article) else item.article
                tell(read=progress.read + 1, latest=f"read: {_name(article)}")
            yield item

    extracted = extract_all(wanted(), extractor)

    def extractions() -> Iterator[Extraction]:
        nonlocal latest
        for item in extracted:
            if isinstance(item, Refusal):
                refuse(item)
            else:
                latest = item
                names[item.article.id] = _name(item.article)
                yield item

    while True:
        latest = None
        try:
            for done in store.add(extractions()):
                outcomes[done.outcome].append(done.article)
                if done.outcome != "unchanged":
                    claims, ties = claims + done.claims, ties + done.ties
                name = names.pop(done.article, done.article)
                tell(stored=progress.stored + 1, latest=f"{done.outcome}: {name}")
            break
        except GroundingError as error:
            if latest is None:
                raise
            refuse(Refusal(what=_name(latest.article), why=str(error)))
    return LoadReport(
        added=tuple(outcomes["added"]),
        unchanged=tuple(outcomes["unchanged"]),
        replaced=tuple(outcomes["replaced"]),
        refused=tuple(refused),
        claims=claims,
        ties=ties,
        seconds=time.perf_counter() - began,
        cancelled=stopped,
    )
