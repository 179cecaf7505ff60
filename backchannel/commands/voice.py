"""How commands speak: results to standard output, all else to standard error, and the exit statuses."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backchannel.pipeline import Progress
    from graph.model import Refusal

#: Exit statuses.
DONE, IN_PART, NOTHING = 0, 1, 2


def say(message: str) -> None:
    """Write a line for the user to standard error, with nothing in it that a terminal would obey."""
    from backchannel.output import shown

    print(shown(message), file=sys.stderr, flush=True)  # noqa: T201


def tell(text: str) -> None:
    """Write a result to standard output."""
    sys.stdout.write(text if text.endswith("\n") else text + "\n")


def counted(number: int, what: str) -> str:
    """The number with what it counts: "1 article", "1,200 articles"."""
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def tell_refusals(refused: Iterable[Refusal]) -> None:
    """Name on standard error what was refused, and why."""
    for refusal in refused:
        where = f", {refusal.where}" if refusal.where else ""
        say(f"refused: {refusal.what}{where}: {refusal.why}")


def show_warnings() -> None:
    """Let the readers' warnings go to standard error, and nobody else's."""
    import logging

    class Warnings(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            say(f"warning: {record.getMessage()}")

    logging.getLogger().addHandler(logging.NullHandler())
    logging.getLogger("loaders").addHandler(Warnings())


@contextmanager
def progress_line() -> Iterator[Callable[[Progress], None] | None]:
    """A line on the terminal that says how far a load is; nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.text import Text

    from backchannel.output import shown

    with Console(stderr=True).status("reading") as status:

        def show(progress: Progress) -> None:
            counts = f"{progress.read} read, {progress.stored} stored, {progress.refused} refused  "
            status.update(Text(counts + shown(progress.latest)[:80]))

        yield show


def terminal_width() -> int | None:
    """The terminal's columns; None where standard output is none."""
    return os.get_terminal_size().columns if sys.stdout.isatty() else None
