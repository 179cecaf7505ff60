"""Batches of documents that are read, extracted and stored in the background, while every page stays usable.

One batch of the process writes at a time and the others wait their turn. A batch goes on when its reader looks at
another page, or closes it.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from backchannel.pipeline import LoadReport, Progress, Upload, load
from graph.errors import BackchannelError
from graph.store.protocol import Store

if TYPE_CHECKING:
    from loaders.extract import Extractor

_turn = threading.Lock()


@dataclass(slots=True)
class Batch:
    """One batch: its own thread writes it, the page reads it.

    `state` is "waiting", "running", "done" (`report` says what was done) or "failed" (`error` says why). What was
    stored before a cancellation or a failure stays stored.
    """

    sources: tuple[str | Upload, ...]
    state: str = "waiting"
    progress: Progress = field(default_factory=Progress)
    recent: list[str] = field(default_factory=list)
    report: LoadReport | None = None
    error: str | None = None
    _stop: threading.Event = field(default_factory=threading.Event)

    @property
    def active(self) -> bool:
        """Whether there is still something to wait for."""
        return self.state in ("waiting", "running")

    @property
    def stopping(self) -> bool:
        """Whether it was asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Stop before the next article."""
        self._stop.set()

    def run(self, store: Store) -> None:
        """Do the work, and keep how it ended; raises nothing."""
        try:
            with _turn:
                self.state = "running"
                self.report = load(
                    self.sources, store, extractor=extractor(), on_progress=self._hear, cancelled=self._stop.is_set
                )
            self.state = "done"
        except BackchannelError as error:
            self.error = str(error)
            self.state = "failed"
        except BaseException as error:
            self.error = (
                f"{type(error).__name__}: {error}. What was stored before is safe; the rest can be loaded again."
            )
            self.state = "failed"
            raise  # for the log: nobody foresaw it

    def _hear(self, progress: Progress) -> None:
        self.progress = progress
        self.recent.append(progress.latest)
        del self.recent[:-8]


@st.cache_resource(show_spinner=False)
def extractor() -> Extractor:
    """The extractor, its language model loaded once for the whole process."""
    from loaders.extract import Extractor

    return Extractor()


def start(sources: tuple[str | Upload, ...], store: Store) -> Batch:
    """A new batch, begun in a thread of its own."""
    batch = Batch(sources=sources)
    threading.Thread(target=batch.run, args=(store,), name="load", daemon=True).start()
    return batch
