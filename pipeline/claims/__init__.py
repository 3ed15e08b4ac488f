"""Numeric claims: quantities found, then resolved."""
