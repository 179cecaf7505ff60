"""Tests of the Cypher that means the same on every store."""
