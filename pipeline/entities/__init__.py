"""Typing and clustering of names."""
