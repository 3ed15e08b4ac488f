"""The rule components in the order in which they run, each with the module that makes it.

The one place that knows the order: loader, stages, a run's processor and the ``doc._`` lists take it from here. Nothing
heavy is imported, since the command asks for it before it decides what spaCy may load.
"""

from __future__ import annotations

from collections.abc import Container

ROOMS = {
    "entities": "pipeline.entities.component",
    "dates": "pipeline.dates.component",
    "quantities": "pipeline.claims.component",
    "quotes": "pipeline.quotes.component",
    "claims": "pipeline.claims.component",
}
COMPONENTS = tuple(ROOMS)


def in_running_order(wanted: Container[str]) -> tuple[str, ...]:
    """Those of the components that are wanted, as they run."""
    return tuple(name for name in COMPONENTS if name in wanted)
