"""Structured sources straight to claims."""
