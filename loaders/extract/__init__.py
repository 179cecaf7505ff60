"""The language work, a room a step: an article in, an extraction out."""
