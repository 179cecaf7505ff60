"""The dashboard as `backchannel serve` starts it."""

from backchannel.dashboard.shell import run

run()
