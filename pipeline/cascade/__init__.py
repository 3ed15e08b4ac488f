"""A cascade of patterns over tokens: text in, typed phrases out, in one linear scan a level.

See README.md here for how to write a grammar; ``pipeline/dates`` is one.
"""

from pipeline.cascade.engine import Builder, Cascade, Match, Modified, registry
from pipeline.cascade.grammar import Grammar
from pipeline.cascade.item import Facts, Item

__all__ = ["Builder", "Cascade", "Facts", "Grammar", "Item", "Match", "Modified", "registry"]
