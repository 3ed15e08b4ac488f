"""The names of ``import pipeline``: what they are must not depend on what was imported before."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

import onrecord
import pipeline


@pytest.mark.parametrize("name", [n for n in pipeline.__all__ if n in pipeline._HOMES])
def test_name_after_its_module(name: str) -> None:
    """Importing a submodule sets its name on the package: a module of the same name would hide the function."""
    home = import_module(pipeline._HOMES[name])
    assert getattr(pipeline, name) is getattr(home, name)


def test_no_module_hides_a_public_name() -> None:
    assert not {m.name for m in iter_modules(pipeline.__path__)} & set(pipeline.__all__)


def test_the_package_has_its_own_name_too() -> None:
    assert onrecord.__all__ == pipeline.__all__
    assert all(getattr(onrecord, name) is getattr(pipeline, name) for name in pipeline.__all__)
    with pytest.raises(AttributeError, match="poems"):
        onrecord.poems
