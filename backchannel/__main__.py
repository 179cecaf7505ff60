"""`python -m backchannel` is `backchannel`."""

from __future__ import annotations

from backchannel.cli import main

main()
