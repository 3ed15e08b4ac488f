"""onrecord: who said what, which numbers, and when, from news articles.

>>> import onrecord  # the same as ``import pipeline``
>>> result = onrecord.extract("“Rates will stay,” Ms Okafor said.", published="2025-03-05")

Names are loaded on first use, so that importing the package costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.api import Result, extract
    from pipeline.bulk import Tables, extract_frame, pipe
    from pipeline.config import Config
    from pipeline.frames import read
    from pipeline.loader import load
    from pipeline.run.correct import apply

__version__ = "0.1.0"
__all__ = ["Config", "Result", "Tables", "__version__", "apply", "extract", "extract_frame", "load", "pipe", "read"]

_HOMES = {
    "Config": "pipeline.config",
    "Result": "pipeline.api",
    "Tables": "pipeline.bulk",
    "apply": "pipeline.run.correct",
    "extract": "pipeline.api",
    "extract_frame": "pipeline.bulk",
    "load": "pipeline.loader",
    "pipe": "pipeline.bulk",
    "read": "pipeline.frames",
}


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
