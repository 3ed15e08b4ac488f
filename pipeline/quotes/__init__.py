"""Attributions: who said what."""
