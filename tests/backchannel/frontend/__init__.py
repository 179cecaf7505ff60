"""The browser components' build."""
