"""One file a format: a source in, articles out."""
