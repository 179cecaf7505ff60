"""Tests of what is known: model, resolution, derivation, stores and queries."""
