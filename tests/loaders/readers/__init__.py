"""Tests of loaders/readers."""
