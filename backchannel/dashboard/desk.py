"""Who is looking at what, so that reviewers of one process do not do the same work twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field

#: Seconds for which something that one reviewer looks at is not shown to another.
HELD = 120


@dataclass(slots=True)
class Desk:
    """What each reviewer is looking at; safe to use from several threads."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    held: dict[Hashable, tuple[str, float]] = field(default_factory=dict)

    def free(self, items: Sequence[Hashable], reviewer: str) -> list[int]:
        """The positions of `items` that nobody else is looking at."""
        now = time.monotonic()
        with self.lock:
            self.held = {item: hold for item, hold in self.held.items() if now - hold[1] < HELD}
            return [n for n, item in enumerate(items) if self.held.get(item, (reviewer, 0))[0] == reviewer]

    def take(self, item: Hashable, reviewer: str) -> None:
        """Let `reviewer` look at `item`, and at nothing else."""
        with self.lock:
            self.held = {other: hold for other, hold in self.held.items() if hold[0] != reviewer}
            self.held[item] = (reviewer, time.monotonic())
