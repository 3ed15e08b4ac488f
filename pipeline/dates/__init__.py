"""Temporal expressions: found, then resolved."""
