"""onrecord under its own name: ``import onrecord`` is ``import pipeline``, from a wheel and from a checkout.

>>> import onrecord
>>> onrecord.extract("“Rates will stay,” Ms Okafor said.", published="2025-03-05").quotes[0].speaker.name
'Ms Okafor'
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pipeline
from pipeline import __version__

if TYPE_CHECKING:
    from pipeline import Config, Result, Tables, apply, extract, extract_frame, load, pipe, read

__all__ = ["Config", "Result", "Tables", "__version__", "apply", "extract", "extract_frame", "load", "pipe", "read"]


def __getattr__(name: str) -> Any:
    return getattr(pipeline, name)


def __dir__() -> list[str]:
    return sorted(__all__)
