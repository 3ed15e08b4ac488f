"""Packages that only some views need."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


class MissingExtra(ImportError):
    """A package of an extra is not installed; the message says which to install."""


def require(module: str, extra: str) -> ModuleType:
    """Import a module of an extra.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        name = module.split(".")[0]
        raise MissingExtra(
            f"{name} is not installed: pip install {name} (all of the extra, in a checkout: pip install '.[{extra}]')"
        ) from error
