"""Exports: what is written, and that nothing in it can do harm."""
