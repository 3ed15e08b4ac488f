"""Packages that only some readers, views and engines need: extras of ours, and the word on how to get them."""

from __future__ import annotations

from importlib import import_module
from types import ModuleType


class MissingExtra(ImportError):
    """A package of an extra is not installed; the message says which to install."""


def require(module: str, extra: str, package: str = "") -> ModuleType:
    """Import a module of an extra. ``package``: its name where it is installed from, if it is another.

    Raises:
        MissingExtra: it is not installed.
    """
    try:
        return import_module(module)
    except ImportError as error:
        name = package or module.partition(".")[0]
        raise MissingExtra(
            f"{name} is not installed: pip install {name} (all of the extra, in a checkout: pip install '.[{extra}]')"
        ) from error
