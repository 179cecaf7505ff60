"""Tests of `loaders/extract`."""
