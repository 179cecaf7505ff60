"""Tests of backchannel."""
