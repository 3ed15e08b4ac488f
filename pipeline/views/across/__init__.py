"""Across articles: speakers merged, figures lined up."""
