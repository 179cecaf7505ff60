"""Read models for screens: what a page shows, as frozen data drawn from a store by Cypher."""
