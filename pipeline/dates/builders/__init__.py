"""From a matched pattern to a typed parse: one small function for each ``make`` of the patterns file.

A builder returns an expression (or a plain number on the first levels), perhaps ``Modified``; None vetoes the match.
"""

from pipeline.cascade import Builder
from pipeline.dates.builders import away, calendar, clock, edges, lengths, numbers, parts, relative, sets

BUILDERS: dict[str, Builder] = {
    name: function
    for module in (numbers, calendar, relative, parts, clock, edges, lengths, away, sets)
    for name, function in module.BUILDERS.items()
}
