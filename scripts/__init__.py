"""Scripts that people run from a clone."""
