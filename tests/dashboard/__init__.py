"""The dashboard without a browser: pages on empty, dead and damaged stores, bad queries, refused files."""
