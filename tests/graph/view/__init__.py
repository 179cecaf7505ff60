"""Read models for screens."""
